"""What a commission does in the browser: declares, scores, sits, writes its minutes; each from a device of her own."""

import io
import re

from pypdf import PdfReader

from talenti.base.clock import a_roma
from tests.e2e.bando_ufficio import istante
from tests.e2e.graduatoria_scena import PERCHE, TITOLO, punti
from tests.e2e.tasti import Tastiera

CRITERI = ("utilita", "idea", "fattibile", "coinvolge")
CONFLITTO = "Ci lavoro, lo amministro o ne faccio parte"
DETTO = "Il progetto serve a chi sta fuori dal centro: i punti restano quelli delle schede."


# ── Conflicts ─────────────────────────────────────────────────────────────────────────────────────
def dichiara(lei, chi, quale, conflitto=""):
    """From her area; ``conflitto``: the code of the application with which she has one."""
    lei.entra(chi)
    lei.vai(f"/commissione/{quale['slug']}/")
    assert lei.titolo == "Dichiara se hai conflitti"
    lei.scrivi(senza_condanne=True)
    for codice in quale["codici"]:
        lei.scrivi(**{f"conflitto-{codice}": "si" if codice == conflitto else "no"})
    if conflitto:
        lei.scrivi(**{f"motivo-{conflitto}": CONFLITTO, f"spiegazione-{conflitto}": "Ne ho fatto parte."})
        lei.guarda_larga_e_stretta()
    lei.premi("Dichiaro")
    assert "Le tue dichiarazioni sono registrate." in lei.testo


def non_apre_la_domanda_in_conflitto(lei, quale, codice):
    """Not there for her: neither on her desk nor by its address."""
    coda = f"/commissione/{quale['slug']}/"
    lei.vai(coda)
    assert "Te ne restano 3 su 3" in lei.testo
    assert lei.pagina.locator(f"main a[href*='{codice}']").count() == 0
    assert [lei.vai(f"{coda}{codice}/{pezzo}").status for pezzo in ("", "firma/")] == [404, 404]


# ── Sheets ────────────────────────────────────────────────────────────────────────────────────────
def apre_la_prossima(lei, quale) -> int:
    """From her desk to the first that is left. Returns its number."""
    lei.vai(f"/commissione/{quale['slug']}/")
    lei.guarda()
    lei.premi("Continua")
    return int(re.search(r"n\. (\d+)", lei.pagina.locator("main .sopratitolo").inner_text())[1])


def valuta(lei, chi, quale):
    """One sheet, criterion by criterion; what she types is kept as she goes."""
    numero = apre_la_prossima(lei, quale)
    lei.guarda_larga_e_stretta()
    for criterio, quanti in zip(CRITERI, punti(chi, numero), strict=True):
        lei.scrivi(**{f"punti-{criterio}": str(quanti), f"motivo-{criterio}": PERCHE})
    lei.premi("Salva e rileggi per firmare")
    firma(lei, chi, numero)


def valuta_con_la_tastiera(lei, chi, quale):
    """The same without a mouse, from the desk to the signature."""
    tastiera = Tastiera(lei)
    lei.vai(f"/commissione/{quale['slug']}/")
    tastiera.fino_a("main a:has-text('Continua')")
    tastiera.invio()
    lei.pagina.get_by_role("heading", name="La tua scheda").wait_for()
    numero = int(re.search(r"n\. (\d+)", lei.pagina.locator("main .sopratitolo").inner_text())[1])
    for criterio, quanti in zip(CRITERI, punti(chi, numero), strict=True):
        tastiera.scrivi(f"main [name='punti-{criterio}']", str(quanti))
        tastiera.scrivi(f"main [name='motivo-{criterio}']", PERCHE)
    tastiera.fino_a("main button[value='firma']")
    tastiera.invio()
    rilegge(lei, chi, numero)
    tastiera.fino_a("main button:has-text('Firma la scheda')")
    tastiera.invio()
    lei.pagina.get_by_text("Scheda firmata.").wait_for()
    assert tastiera.nascoste == []


def rilegge(lei, chi, numero):
    """The page comes when what was being saved by itself has been."""
    lei.pagina.wait_for_url("**/firma/")
    assert lei.titolo == "Rileggi e firma"
    assert f"{sum(punti(chi, numero))} su 100" in lei.testo


def firma(lei, chi, numero):
    rilegge(lei, chi, numero)
    lei.guarda()
    lei.premi("Firma la scheda")
    assert "Scheda firmata." in lei.testo


# ── The sitting ───────────────────────────────────────────────────────────────────────────────────
def convoca(lei, quale, quando):
    """From the chair's view, where the third stands out: the members are far apart on it."""
    lei.vai(f"/commissione/{quale['slug']}/")
    lei.premi("Come va la commissione")
    assert lei.pagina.locator("#da-discutere").inner_text() == "Da discutere (1)"
    assert "Hanno finito tutti." in lei.testo
    lei.guarda_larga_e_stretta()
    lei.premi("Convoca una seduta")
    lei.guarda()
    lei.scrivi(**istante("quando", quando), dove="Sala Giunta, Cremona", punti="Presa d'atto\nn. 3: schede lontane")
    lei.premi("Convoca la seduta")
    assert "La seduta è convocata: abbiamo avvisato la commissione." in lei.testo


def la_mette_nel_calendario(lei, quando):
    lei.pagina.locator("main .coda-commissione a").first.click()
    lei.pagina.wait_for_load_state()
    lei.guarda_larga_e_stretta()
    file = scarica(lei, "Aggiungi al calendario").decode()
    inizio = f"DTSTART;TZID=Europe/Rome:{a_roma(quando):%Y%m%dT%H%M}00"
    assert [riga for riga in file.splitlines() if riga.startswith(("METHOD", "DTSTART;TZID"))] == [
        "METHOD:PUBLISH", inizio,
    ]  # fmt: skip


def scarica(lei, nome) -> bytes:
    with lei.pagina.expect_download() as arriva:
        lei.premi(nome)
    return arriva.value.path().read_bytes()


def tiene_la_seduta(lei, quale):
    """On its day: who is there, one application discussed, the end. Returns where its minutes are written."""
    lei.vai(f"/commissione/{quale['slug']}/presidenza/")
    lei.pagina.locator("main .bottoni a").first.click()
    lei.premi("Apri la seduta")
    assert lei.titolo == "Chi c'è"
    lei.guarda()
    for nome in lei.pagina.locator("main [value='in_sede']").evaluate_all("tutti => tutti.map(uno => uno.name)"):
        lei.scrivi(**{nome: "in_sede"})
    lei.premi("Salva le presenze")
    assert "Il numero legale c'è: chi vota e c'è sono 3 su 3." in lei.testo
    lei.guarda_larga_e_stretta()
    lei.premi("Scegli una domanda da discutere")
    lei.pagina.locator("main").get_by_role("link", name="Discuti").click()
    lei.pagina.wait_for_load_state()
    lei.guarda()
    lei.scrivi(testo=DETTO)
    lei.premi("Salva la discussione")
    assert "Discussione salvata." in lei.testo
    lei.premi("La seduta")
    lei.premi("Chiudi la seduta")
    assert lei.titolo == "Verbale della seduta n. 1"
    return lei.percorso


def scrive_il_verbale(lei, dove):
    """Who keeps the minutes: what the sitting has written is there already."""
    lei.vai(dove)
    assert DETTO in lei.testo
    lei.guarda()
    lei.scrivi(testo="La commissione ringrazia chi ha ospitato la seduta.")
    lei.premi("Salva il verbale")
    assert "Verbale salvato. Non è ancora firmato." in lei.testo
    lei.premi("Manda da firmare")
    assert "Il verbale è da firmare" in lei.testo


def firma_il_verbale(lei, dove):
    lei.vai(dove)
    lei.guarda()
    lei.premi("Firma il verbale")
    assert "Il verbale è firmato: da adesso non si cambia più." in lei.testo
    lei.guarda()
    carta = scarica(lei, "Scarica il verbale (PDF)")
    testo = " ".join(" ".join(pagina.extract_text() for pagina in PdfReader(io.BytesIO(carta)).pages).split())
    assert [una for una in (TITOLO, DETTO, "Ombretta Saggi") if una not in testo] == []
