"""From somebody's idea to a month that the reference partner has approved."""

from datetime import date, timedelta

from redazione.mese import dopo
from talenti.base.clock import oggi
from tests.e2e.visita import SCRIVANIA, TELEFONO

IDEA = "Chi ripara gli strumenti della scuola di musica, e come si impara."
TITOLO = "La bottega che ripara le viole"
APPROVA = "referente.informagiovani"


def test_from_an_idea_to_an_approved_month(nuova_visita):
    # A month of which the demonstration has nothing.
    mese = dopo(oggi(), 3)
    ada, nives, alba = nuova_visita(TELEFONO), nuova_visita(SCRIVANIA), nuova_visita(TELEFONO)
    codice = propone(ada)
    mette_nel_piano(nives, mese + timedelta(days=8))
    trascina(nives, mese, mese + timedelta(days=9))
    chiede_di_approvare(nives)
    approva(alba, mese)
    ada.vai(codice)
    assert "Nel piano" in ada.testo
    for una in (ada, nives, alba):
        una.senza_colpe()


def propone(ada):
    """On a phone, from the list that everybody reads; returns where her idea is."""
    ada.entra("ada", verso="/redazione/idee/")
    ada.guarda()
    ada.pagina.locator("details.proponi > summary").click()
    ada.premi("Proponi l'idea")
    assert "Scrivi l'idea in poche righe" in ada.testo
    ada.guarda()
    ada.scrivi(testo=IDEA, tipo="Intervista")
    ada.premi("Proponi l'idea")
    assert (ada.titolo, IDEA in ada.testo) == ("Un'idea per la redazione", True)
    ada.guarda()
    return ada.percorso


def mette_nel_piano(nives, giorno: date):
    nives.entra("redazione1", verso="/redazione/")
    nives.guarda_larga_e_stretta()
    nives.premi(IDEA)
    nives.premi("Metti nel piano")
    assert nives.pagina.locator("main [name='nota']").input_value() == IDEA
    nives.guarda()
    nives.scrivi(
        titolo=TITOLO,
        prevista_per_giorno=str(giorno.day),
        prevista_per_mese=str(giorno.month),
        prevista_per_anno=str(giorno.year),
    )
    nives.premi("Metti nel piano")
    assert nives.titolo == TITOLO
    nives.guarda_larga_e_stretta()


def trascina(nives, mese: date, a: date):
    """The mouse's way; the small form of the page does the same (``tests/redazione``)."""
    nives.vai(f"/redazione/piano/?mese={mese:%Y-%m}")
    nives.guarda_larga_e_stretta()
    cella = f"td[data-giorno='{a:%Y-%m-%d}']"
    with nives.pagina.expect_navigation():
        nives.pagina.locator(".piano-voce").drag_to(nives.pagina.locator(cella))
    assert TITOLO in nives.pagina.locator(cella).inner_text()


def chiede_di_approvare(nives):
    nives.premi("Chiedi di approvarlo a Informagiovani Cremona")
    assert "Da approvare" in nives.testo
    nives.guarda()


def approva(alba, mese: date):
    alba.entra(APPROVA, verso="/redazione/")
    alba.guarda()
    alba.vai(f"/redazione/piano/?mese={mese:%Y-%m}")
    alba.guarda_larga_e_stretta()
    bottone = alba.pagina.get_by_role("button", name="Approva il piano di")
    bottone.click()
    alba.pagina.wait_for_load_state()
    assert "Piano approvato." in alba.testo
    alba.guarda()
