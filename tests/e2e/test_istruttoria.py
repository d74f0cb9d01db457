"""The office at work on a call that has closed: asks, excludes, admits many, thinks again, takes away, hands over.

The portal is one of its own, because its clock passes the five minutes of every decision.
"""

import io
import re
import sqlite3
import zipfile
from datetime import timedelta

from tests.e2e.portale_suo import BANCA
from tests.e2e.visita import SCRIVANIA, TELEFONO

ELENCO = "/admin/thinktown/bando/"
BANDO = "Piazze d'estate: progetti di associazioni e gruppi"
DECIDE = "Decidi e avvisa fra 5 minuti"


def test_from_the_queue_to_the_commission(suo, persona):
    nora = persona(SCRIVANIA)
    nora.entra("nora", verso=ELENCO)
    nora.premi(BANDO)
    nora.premi("Leggi le domande inviate")
    coda = nora.percorso
    nora.guarda_larga_e_stretta()
    numero = chiede_e_ci_ripensa(nora, coda)
    esclude(nora, coda)
    quante = ammette_le_altre(nora, coda)
    porta_via(nora, coda, quante)

    suo.va_avanti(timedelta(minutes=6))
    suo.batte_il_minuto()
    nora.vai(coda)
    assert conto(nora, "Da controllare") == 0
    # The one of this evening, and one that the demonstration has asked before.
    assert conto(nora, "Aspettano chi ha presentato") == 2
    risponde_chi_ha_presentato(persona(TELEFONO), referente(suo, numero))
    decide_su_chi_ha_risposto(nora, coda, numero)


def conto(nora, situazione) -> int:
    """How many the link of that situation says; none, where it is not shown."""
    link = nora.pagina.locator(".situazioni a", has_text=situazione)
    return int(link.locator(".conto").inner_text()) if link.count() else 0


def apri_la_prima(nora, coda):
    nora.vai(f"{coda}?cosa=da_controllare")
    nora.pagina.locator(".coda-ufficio th a").first.click()
    nora.pagina.wait_for_load_state()


def chiede_e_ci_ripensa(nora, coda) -> str:
    """A request taken back before it leaves, and made again. Returns the number of the application."""
    apri_la_prima(nora, coda)
    numero = re.search(r"\d+", nora.titolo).group()
    nora.guarda_larga_e_stretta()
    nora.scrivi(**{"esito-termine": "Va bene", "nota-termine": "Visto."})
    nora.premi("Salva i controlli")
    assert "Controlli salvati." in nora.testo
    for giro in ("una", "due"):
        nora.scrivi(esito="integrazione")
        nora.premi(DECIDE)
        if giro == "una":
            nora.premi("Chiedi e avvisa fra 5 minuti")
            assert "Non è ancora partita" in nora.testo
            nora.guarda_larga_e_stretta()
        nora.scrivi(**{"voce-inizio": "La data non torna con il resto.", "altro-1": "Il permesso del Comune."})
        nora.premi("Chiedi e avvisa fra 5 minuti")
        assert "Fino ad allora la puoi togliere" in nora.testo
        if giro == "una":
            nora.pagina.locator(".sospesa button").click()
            nora.pagina.wait_for_load_state()
            assert "Decisione tolta: nessuno ne ha saputo niente." in nora.testo
    return numero


def esclude(nora, coda):
    """Without a reason nothing is decided; with it the next one comes by itself."""
    apri_la_prima(nora, coda)
    prima = nora.titolo
    nora.scrivi(esito="esclusione")
    nora.premi(DECIDE)
    assert "Scrivi il motivo: chi lo riceve deve poter capire." in nora.testo
    # Who uses the keyboard is where the mistake is said.
    assert nora.pagina.evaluate("document.activeElement.getAttribute('role')") == "alert"
    nora.guarda()
    nora.scrivi(motivo="La piazza è in un'altra provincia.")
    nora.premi(DECIDE)
    assert nora.titolo != prima
    assert f"{prima}: Esclusa." in nora.testo
    # The next one opens at its beginning, where the decision just taken can still be undone.
    assert nora.pagina.evaluate("window.scrollY") == 0


def ammette_le_altre(nora, coda) -> int:
    """All those left, together; taken back together; admitted again."""
    nora.vai(f"{coda}?cosa=da_controllare")
    quante = conto(nora, "Da controllare")
    for giro in ("una", "due"):
        nora.premi("Decidi su tutte quelle da controllare con questi filtri…")
        if giro == "una":
            nora.guarda_larga_e_stretta()
        nora.scrivi(esito="ammissione")
        nora.premi(f"Fallo per {quante} domande")
        assert f"{quante} domande decise: gli avvisi partono alle" in nora.testo
        if giro == "una":
            nora.premi("Annulla le decisioni")
            assert f"{quante} decisioni tolte." in nora.testo
            assert nora.percorso.endswith("?cosa=da_controllare")
            assert conto(nora, "Da controllare") == quante
    return quante


def porta_via(nora, coda, quante):
    """The sheet and the archive of what the queue shows under its filters."""
    nora.vai(f"{coda}?cosa=in_sospeso")
    nora.premi("Esporta queste domande")
    nora.guarda_larga_e_stretta()
    foglio, archivio = (zipfile.ZipFile(io.BytesIO(scarica(nora, nome))) for nome in ("Scarica XLSX", "Scarica ZIP"))
    assert "xl/workbook.xml" in foglio.namelist()
    # Those admitted, the one excluded, and the one that is asked for something.
    cartelle = {nome.partition("/")[0] for nome in archivio.namelist() if "/" in nome}
    assert len(cartelle) == quante + 2


def scarica(nora, nome) -> bytes:
    with nora.pagina.expect_download() as arriva:
        nora.pagina.locator("main").get_by_role("button", name=nome, exact=True).click()
    return arriva.value.path().read_bytes()


def referente(suo, numero) -> str:
    """Who speaks for the group of that application, as she signs in."""
    with sqlite3.connect(suo.dati / BANCA, timeout=20) as banca:
        [(email,)] = banca.execute(
            "SELECT p.email FROM thinktown_componente c"
            " JOIN thinktown_domanda d ON d.id = c.domanda_id JOIN thinktown_bando b ON b.id = d.bando_id"
            " JOIN persone_persona p ON p.id = c.persona_id"
            " WHERE b.titolo = ? AND d.numero = ? AND c.ruolo = 'referente'",
            [BANDO, numero],
        ).fetchall()
    return email.removesuffix("@example.org")


def risponde_chi_ha_presentato(lei, chi):
    """From her own area, on a phone: reads what is asked, writes it, reads it once more, sends it once."""
    lei.entra(chi)
    lei.pagina.locator("main").get_by_role("link", name=re.compile("^Completa")).first.click()
    lei.pagina.wait_for_load_state()
    assert "La data non torna con il resto." in lei.testo
    lei.guarda()
    lei.pagina.locator("main textarea").nth(0).fill("Cominciamo il primo giugno.")
    lei.pagina.locator("main textarea").nth(1).fill("Il permesso arriva a maggio.")
    lei.premi("Controlla e invia")
    lei.guarda()
    lei.premi("Invia la risposta")
    assert lei.titolo == "Risposta inviata"
    lei.guarda()


def decide_su_chi_ha_risposto(nora, coda, numero):
    """What was answered stands beside the decision that asked for it; the call is not handed over before it ends."""
    nora.vai(f"{coda}?q={numero}")
    assert "Ha risposto: da ricontrollare" in nora.testo
    nora.premi(f"n. {numero}")
    assert "Il permesso arriva a maggio." in nora.testo
    nora.scrivi(esito="ammissione")
    nora.premi(DECIDE)
    assert f"Domanda n. {numero}: Ammessa alla valutazione." in nora.testo
    nora.senza_colpe()
