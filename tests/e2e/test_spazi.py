"""A desk, from search to cancelling, as the people concerned do it: who books, who hosts and answers from the mail."""

import io
import re

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from tests.e2e.posta import leggi_mail, segue_la_mail

OSPITA = "rosa"
# From this width on the page has room for the week as a table.
DA_SCRIVANIA = 992
STUDIO = "/spazi/studio-modelli-due-scrivanie/"


@pytest.fixture
def nome(misura):
    """Somebody else at each size: the mails to who hosts tell them apart."""
    return {390: "Dora", 1280: "Delia"}[misura["width"]]


def test_from_the_search_to_a_place_that_is_free_again(visite, nome):
    dora = visite()
    cerca_e_sceglie(dora)
    prenota_iscrivendosi(dora, nome)
    scritta = dora.percorso
    rosa = visite()
    rosa_accetta_dalla_posta(rosa, nome)
    conferma_pdf_e_calendario(dora, scritta)
    annulla(dora, scritta)
    assert "Il posto è tornato libero." in leggi_mail(
        rosa, f"{OSPITA}@example.org", re.compile("^Annullata: "), dice=f"{nome} Prova ha annullato"
    )
    for visita in (dora, rosa):
        visita.senza_colpe()


def cerca_e_sceglie(dora):
    """From the search, with the map beside it, to the first free time of a studio."""
    dora.vai("/spazi/")
    dora.guarda()
    if not dora.pagina.locator("details.cerca-spazi[open]").count():
        dora.pagina.locator("details.cerca-spazi > summary").click()
    dora.scrivi(comune="Soresina", tipo="Scrivania in uno studio")
    dora.premi("Trova un posto")
    dora.guarda()
    dora.pagina.get_by_role("link", name="Studio Modelli, due scrivanie").click()
    dora.pagina.wait_for_load_state()
    dora.guarda()
    if dora.pagina.viewport_size["width"] < DA_SCRIVANIA:
        sceglie_dalla_striscia(dora)
    else:
        sceglie_dalla_settimana(dora)
    dora.premi("Continua con questo orario")


def sceglie_dalla_striscia(dora):
    """On a phone: five days, the open one's hours under them; other days come without reloading."""
    assert dora.pagina.locator(".giorno-cella").count() == 5
    dora.pagina.evaluate("window.laStessaPagina = true")
    # The last free day that the strip shows is nobody's in the demonstration.
    for passo in (dora.pagina.get_by_role("link", name="Dopo"), dora.pagina.locator(".giorno-cella:not(.pieno)").last):
        prima = dora.percorso
        passo.click()
        dora.pagina.wait_for_function("prima => !location.href.endsWith(prima)", arg=prima)
    assert dora.pagina.evaluate("window.laStessaPagina")
    assert dora.pagina.evaluate("document.activeElement.matches('.giorno-cella[aria-current]')")
    dora.guarda()
    dora.pagina.locator(".griglia-stretta fieldset label:not(:has(.motivo))").last.click(position={"x": 60, "y": 8})


def sceglie_dalla_settimana(dora):
    """On a desk: days as columns, hours as rows; a radio is reached and pressed by the keyboard alone."""
    dora.pagina.evaluate("window.laStessaPagina = true")
    prima = dora.percorso
    dora.pagina.get_by_role("link", name="Settimana dopo").click()
    dora.pagina.wait_for_function("prima => !location.href.endsWith(prima)", arg=prima)
    assert dora.pagina.evaluate("window.laStessaPagina")
    assert dora.pagina.evaluate("document.activeElement.textContent.trim()") == "Settimana dopo"
    dora.guarda()
    libere = dora.pagina.locator(".griglia-tabella input[type=radio]")
    libere.first.focus()
    dora.pagina.keyboard.press("Space")
    assert libere.first.is_checked()
    dora.pagina.keyboard.press("ArrowUp")
    assert libere.last.is_checked()


def prenota_iscrivendosi(dora, nome):
    """Without an account until the last look; what was chosen and written is there after signing up."""
    assert dora.titolo.startswith("Prenota ")
    dora.premi("Continua")
    assert "Scrivi in poche parole che cosa ci farai." in dora.testo
    dora.guarda()
    dora.scrivi(scopo="Scrivo la tesi", regole=True)
    dora.premi("Continua")
    assert dora.titolo == "Controlla"
    dora.guarda()
    dora.premi("Registrati e prenota")
    assert "Stai prenotando un posto." in dora.testo
    dora.si_iscrive(f"{nome.lower()}@example.org", nome, "Prova")
    assert (dora.titolo, "Scrivo la tesi" in dora.testo) == ("Controlla", True)
    dora.premi("Chiedi di prenotare")
    assert dora.titolo.startswith("Richiesta inviata")
    assert "via" not in dora.pagina.locator(".riepilogo").inner_text().lower().split()
    dora.guarda()


def rosa_accetta_dalla_posta(rosa, nome):
    """The host opens the mail and presses once: nobody asks her to sign in."""
    segue_la_mail(
        rosa,
        f"{OSPITA}@example.org",
        re.compile("^Richiesta per "),
        dice=f"{nome} Prova chiede di venire",
        bottone="Leggi e rispondi",
        dove="**/ospita/risposta/**",
    )
    assert rosa.titolo == f"{nome} chiede un posto"
    rosa.guarda()
    rosa.premi("Accetta")
    assert rosa.titolo == f"Accettata. Abbiamo avvisato {nome}."
    rosa.guarda()


def conferma_pdf_e_calendario(dora, scritta):
    """The same address says now that it is hers, and where; the paper and the calendar say the same."""
    dora.vai(scritta)
    assert dora.titolo == "Prenotato"
    dora.guarda()
    codice = dora.percorso.rstrip("/").rpartition("/")[2]
    pdf = dora.contesto.request.get(f"{dora.portale.indirizzo}{scritta}pdf/").body()
    parole = " ".join(pagina.extract_text() for pagina in PdfReader(io.BytesIO(pdf)).pages)
    assert (pdf[:5], codice in parole) == (b"%PDF-", True)
    file = dora.contesto.request.get(f"{dora.portale.indirizzo}{scritta}calendario/").body()
    (evento,) = Calendar.from_ical(file).walk("VEVENT")
    assert (str(evento["STATUS"]), evento["UID"].startswith(f"prenotazione-{codice}@")) == ("CONFIRMED", True)


def annulla(dora, scritta):
    dora.vai(scritta)
    dora.premi("Annulla la prenotazione")
    dora.guarda()
    dora.premi("Annulla la prenotazione")
    assert "Il posto è tornato libero." in dora.testo
    assert dora.titolo == "Annullata da chi prenota"
    dora.guarda()
    dora.vai("/area/prenotazioni/")
    dora.guarda()


def test_week_of_the_host(visite):
    """Requests first, then the week; a day closed from the desk, and opened again."""
    rosa = visite()
    rosa.entra(OSPITA, verso="/ospita/studio-modelli/")
    assert rosa.titolo == "I posti che offro"
    rosa.guarda()
    rosa.pagina.locator("a[href$='/chiudi/']").first.click()
    rosa.pagina.wait_for_load_state()
    rosa.guarda()
    rosa.premi("Chiudi i giorni")
    assert "Scrivi il primo giorno di chiusura." in rosa.testo
    rosa.guarda()
    rosa.senza_colpe()


def test_a_minor_reads_why_not(visite):
    leo = visite()
    leo.entra("leo")
    leo.vai(STUDIO)
    assert "servono 18 anni" in leo.testo
    leo.guarda()
    leo.senza_colpe()
