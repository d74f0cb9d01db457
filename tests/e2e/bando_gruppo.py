"""What a group does with its application in the browser, each from a device of her own."""

import io
import re

from pypdf import PdfReader

from tests.e2e.posta import segue_la_mail
from tests.e2e.visita import PASSWORD

NOME = "Le Panchine di Prova"
SENZA_RETE = "Non riusciamo a raggiungere il portale. Teniamo il testo su questo dispositivo e riproviamo."
SESSIONE_FINITA = "La sessione è finita: accedi in un'altra scheda, il testo resta qui."
SALVATO = "Salvato alle"


# ── The group ─────────────────────────────────────────────────────────────────────────────────────
def comincia(giulia, bando) -> str:
    """From the page of the call, on a phone. Returns the address of the application."""
    giulia.entra("giulia")
    giulia.vai(bando)
    giulia.guarda_larga_e_stretta()
    giulia.premi("Comincia la domanda")
    giulia.guarda()
    giulia.scrivi(come="gruppi|gruppo", soggetto=NOME)
    giulia.premi("Comincia")
    assert "Non è ancora inviata." in giulia.testo
    giulia.guarda_larga_e_stretta()
    return giulia.percorso


def invita(giulia, domanda, *email):
    giulia.vai(f"{domanda}gruppo/")
    for una in email:
        giulia.scrivi(email=una)
        giulia.premi("Manda l'invito")
        assert f"Abbiamo scritto a {una}." in giulia.testo
    giulia.guarda()


def accetta_iscrivendosi(dina, email, dice=NOME):
    """Somebody without an account, from the button of the mail to the group; ``dice``: what that mail says."""
    _segue_l_invito(dina, email, dice)
    dina.guarda()
    dina.premi("Registrati e accetta")
    dina.si_iscrive(email, "Dina", "Prova")
    dina.premi("Accetta l'invito")
    assert (dina.titolo, "Ora fai parte del gruppo." in dina.testo) == ("Il gruppo", True)
    dina.guarda()


def leo_accetta_e_indica_la_madre(leo):
    """Under age: in the group at once, but an adult has to answer for him."""
    leo.entra("leo")
    _segue_l_invito(leo, "leo@example.org", NOME)
    leo.premi("Accetta l'invito")
    leo.guarda()
    leo.premi("Indica un genitore o tutore")
    leo.premi("Manda di nuovo Marta Prova")
    leo.guarda()


def la_madre_dice_si(marta):
    """Twice from a mail, without an account: that she is his mother, and to this application."""
    email = "marta.prova@example.org"
    # The demonstration has one already, from another portal.
    segue_la_mail(
        marta, email, "Aspettiamo la tua risposta: sì o no", dice=marta.portale.indirizzo, bottone="Apri e rispondi",
        dove="**/genitori/**",
    )  # fmt: skip
    marta.premi("Sì, sono io")
    segue_la_mail(
        marta, email, re.compile("^Serve la tua risposta"), dice=NOME, bottone="Apri e rispondi", dove="**/tutore/**"
    )
    assert marta.titolo == "Leo vuole partecipare a un bando"
    marta.guarda()
    marta.premi("Sì, può partecipare")
    assert marta.titolo == "Hai detto sì"
    marta.guarda()


def _segue_l_invito(visita, email, dice):
    segue_la_mail(
        visita, email, re.compile("^Invito per un bando"), dice=dice, bottone="Rispondi all'invito",
        dove="**/domande/inviti/**",
    )  # fmt: skip


# ── What is written saves itself ──────────────────────────────────────────────────────────────────
def campo(visita, voce):
    return visita.pagina.locator(f"main [name='v-{voce}']")


def riga(visita):
    """The line that says whether it is saved."""
    return visita.pagina.locator("[data-salva-stato]")


def scrive(visita, voce, testo):
    campo(visita, voce).fill(testo)
    aspetta_salvato(visita)


def aspetta_salvato(visita):
    """Nothing waits to be saved any more, and the line says so."""
    visita.pagina.wait_for_function(_NIENTE_DA_SALVARE)
    riga(visita).filter(has_text=SALVATO).wait_for()


# Of the questions of this page, none has words kept on the device.
_NIENTE_DA_SALVARE = """() => ![...document.querySelectorAll('[data-voce]')].some(
    voce => Object.keys(localStorage).some(una => una.endsWith(`:${voce.dataset.voce}`)))"""


def ricaricata(visita, voce) -> str:
    visita.pagina.reload()
    return campo(visita, voce).input_value()


def scrive_mentre_il_server_muore(giulia, suo, domanda):
    """The words stay on the page under a red bar; when the server is back they are saved, and nobody presses."""
    giulia.vai(f"{domanda}parti/progetto/")
    giulia.guarda_larga_e_stretta()
    scrive(giulia, "titolo", "Panchine che raccontano")
    campo(giulia, "idea").press_sequentially("Ogni panchina ")
    suo.muore()
    campo(giulia, "idea").press_sequentially("racconta una storia del quartiere.")
    riga(giulia).filter(has_text=SENZA_RETE).wait_for()
    giulia.guarda_larga_e_stretta()
    suo.parte()
    aspetta_salvato(giulia)
    assert ricaricata(giulia, "idea") == "Ogni panchina racconta una storia del quartiere."


def scrive_dopo_la_fine_della_sessione(giulia, suo):
    """She signs in again in another tab; what she was writing is saved where she wrote it."""
    suo.finisce_la_sessione(giulia.contesto)
    campo(giulia, "perche").fill("Perché ci si siede e non ci si parla.")
    riga(giulia).filter(has_text=SESSIONE_FINITA).wait_for()
    giulia.guarda()
    with giulia.contesto.expect_page() as aperta:
        riga(giulia).get_by_role("link", name="Accedi").click()
    altra = aperta.value
    altra.locator("main [name=login]").fill("giulia@example.org")
    altra.locator("main [name=password]").fill(PASSWORD)
    altra.get_by_role("main").get_by_role("button", name="Accedi").click()
    altra.wait_for_url("**/domande/**")
    altra.close()
    # A person who comes back to the tab; here the tab was never hidden.
    giulia.pagina.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    aspetta_salvato(giulia)
    assert ricaricata(giulia, "perche") == "Perché ci si siede e non ci si parla."


def scrivono_in_due(giulia, dina, domanda):
    """The same answer at once: who comes second sees both, and joins them."""
    dina.vai(f"{domanda}parti/progetto/")
    scrive(giulia, "come", "Prima raccogliamo le storie.")
    campo(dina, "come").fill("Prima dipingiamo le panchine.")
    confronto = dina.pagina.locator(".voce-conflitto")
    confronto.wait_for()
    parole = confronto.inner_text()
    assert "Giulia Prova ha cambiato questa risposta mentre scrivevi." in parole
    assert ("Prima raccogliamo le storie." in parole, "Prima dipingiamo le panchine." in parole) == (True, True)
    dina.guarda_larga_e_stretta()
    unite = "Prima raccogliamo le storie, poi dipingiamo le panchine."
    campo(dina, "come").fill(unite)
    confronto.get_by_text("Tieni la tua versione").click()
    aspetta_salvato(dina)
    assert ricaricata(giulia, "come") == unite


# ── The rest of it ────────────────────────────────────────────────────────────────────────────────
def finisce_il_progetto(giulia):
    scrive(giulia, "comuni", "Crema, Soresina")
    giulia.scrivi(**{"v-tema": "territorio"})
    giulia.premi("Salva e continua")
    assert giulia.titolo == "Quando"


def scrive_quando_con_la_tastiera(dina, mani, domanda):
    """A part without a mouse: dates, a choice that opens a question, the button."""
    dina.vai(f"{domanda}parti/tempi/")
    for nome, cifre in (("inizio", ("1", "3", "2027")), ("fine", ("30", "6", "2027"))):
        for parte, cifra in zip(("giorno", "mese", "anno"), cifre, strict=True):
            mani.scrivi(f"main [name='v-{nome}_{parte}']", cifra)
    mani.fino_a("main [name='v-occasione']")
    mani.tasti.press("Space")
    mani.scrivi("main [name='v-evento']", "Una festa in piazza Garibaldi")
    mani.fino_a("main .bottoni button.btn-primary")
    with dina.pagina.expect_navigation():
        mani.invio()
    assert (dina.titolo, mani.nascoste) == ("Quanto costa", []), (dina.titolo, mani.nascoste)


def fa_il_conto(dina):
    """Rows of a table and their sum, drawn as they are written."""
    for n, (voce, quanto) in enumerate((("Vernice", "350,50"), ("Legno", "449,50"))):
        if n:
            dina.pagina.get_by_role("button", name="Aggiungi una riga").click()
        dina.scrivi(**{f"v-spese-{n}-voce": voce, f"v-spese-{n}-quanto": quanto, f"v-spese-{n}-a_chi": "Ferramenta"})
    dina.pagina.get_by_text("800 €").wait_for()
    scrive(dina, "chiesto", "800")
    dina.guarda_larga_e_stretta()
    dina.premi("Salva e continua")
    assert dina.titolo == "Chi siete"


def dice_chi_siamo(dina, domanda):
    """Who answers for it, and a file that is kept as soon as it is chosen."""
    scrive(dina, "gruppo", "Tre persone di due paesi, insieme dal campo estivo.")
    dina.pagina.get_by_label("Giulia Prova").check(force=True)
    dina.allega("v-altro", "bozzetto.pdf", "Bozzetto", "Una panchina gialla.")
    dina.pagina.locator(".file-caricato", has_text="bozzetto.pdf").wait_for()
    dina.guarda_larga_e_stretta()
    dina.premi("Salva e continua")
    assert dina.percorso == domanda
    dina.guarda()


def dice_di_se(visita, domanda):
    """Where she lives on the day of the closing, as her profile has it or as she says; on a phone, in one press."""
    visita.vai(f"{domanda}i-tuoi-dati/")
    assert visita.titolo == "La tua residenza"
    visita.scrivi(residenza="Soresina")
    visita.guarda_larga_e_stretta()
    visita.premi("Salva la risposta")
    assert visita.percorso == domanda


# ── Confirmed, sent ───────────────────────────────────────────────────────────────────────────────
def sceglie_chi_riceve(giulia, domanda):
    """Grown-ups only: Leo is not among them."""
    giulia.vai(f"{domanda}gruppo/")
    nomi = giulia.pagina.locator("main form:has([value=riceve]) label").all_inner_texts()
    assert "Leo Prova" not in nomi
    giulia.pagina.get_by_label("Giulia Prova").check(force=True)
    giulia.premi("Salva la scelta")
    giulia.guarda_larga_e_stretta()


def conferma(visita, domanda, *, residenza=""):
    """What is written, read whole; where she lives, the first time; her own statements; one press."""
    visita.vai(domanda)
    visita.vai(f"{domanda}gruppo/")
    visita.premi("Leggi e conferma")
    if residenza:
        visita.scrivi(residenza=residenza)
    _spunta_tutto(visita)
    visita.guarda()
    visita.premi("Confermo e partecipo")
    assert visita.titolo == "Hai fatto la tua parte"
    visita.guarda()


def _spunta_tutto(visita):
    for casella in visita.pagina.locator("main [name^='dichiara_']").all():
        casella.check(force=True)


def invia_due_volte_con_una_mano_pesante(giulia, domanda) -> str:
    """Nobody sends without the statements; two presses leave one receipt. Returns the instant that it says."""
    giulia.vai(f"{domanda}invia/")
    assert giulia.titolo == "Controlla e invia"
    giulia.guarda_larga_e_stretta()
    giulia.premi("Invia la domanda")
    assert giulia.pagina.title().startswith("Errore:")
    giulia.guarda()
    _spunta_tutto(giulia)
    giulia.pagina.get_by_role("button", name="Invia la domanda").dblclick()
    giulia.pagina.wait_for_url(f"**{domanda}ricevuta/")
    assert giulia.titolo == "Domanda inviata"
    giulia.guarda_larga_e_stretta()
    return fatti(giulia)["Arrivata"]


def fatti(visita) -> dict[str, str]:
    """The first facts of a receipt."""
    righe = visita.pagina.locator("main dl.riepilogo").first.locator("div")
    return {uno.locator("dt").inner_text(): uno.locator("dd").inner_text() for uno in righe.all()}


def ricevuta_in_pdf(giulia) -> str:
    indirizzo = giulia.pagina.get_by_role("link", name="Scarica la ricevuta").get_attribute("href")
    risposta = giulia.contesto.request.get(giulia.portale.indirizzo + indirizzo)
    assert (risposta.status, risposta.headers["content-type"]) == (200, "application/pdf")
    return " ".join(" ".join(una.extract_text().split()) for una in PdfReader(io.BytesIO(risposta.body())).pages)


def cambia_e_invia_di_nuovo(giulia, altri, domanda, mani):
    """The text changes, so everybody confirms again; then it is sent without a mouse."""
    giulia.vai(domanda)
    giulia.guarda()
    giulia.vai(f"{domanda}parti/progetto/")
    scrive(giulia, "titolo", "Panchine che raccontano ancora")
    giulia.vai(f"{domanda}ricevuta/")
    assert "Le modifiche non sono inviate." in giulia.testo
    giulia.guarda()
    for uno in altri:
        conferma(uno, domanda)
    giulia.vai(f"{domanda}invia/")
    assert giulia.titolo == "Controlla e invia di nuovo"
    giulia.guarda_larga_e_stretta()
    mani.fino_a("main .barra-fissa button, .barra-fissa button")
    with giulia.pagina.expect_navigation():
        mani.invio()
    assert (giulia.titolo, mani.nascoste) == ("Domanda inviata", []), (giulia.titolo, mani.nascoste)
    giulia.guarda()
