"""Without JavaScript every job goes on."""

import pytest


@pytest.fixture
def visita(visite):
    """A browser that runs no script; what looks at the page is not the page's own, and still works."""
    return visite(java_script_enabled=False)


def test_the_menu_opens_and_the_search_finds(visita):
    visita.vai("/")
    voce = visita.pagina.locator(".testata-menu nav").get_by_role("link", name="Rete")
    assert not voce.is_visible()
    visita.pagina.locator(".testata-menu summary").click()
    assert voce.is_visible()
    visita.pagina.locator(".testata-cerca summary").click()
    visita.pagina.locator("#cerca-testata").fill("cremona")
    visita.premi("Cerca", dentro=".testata-cerca form")
    assert (visita.percorso, "Comune di Cremona" in visita.testo) == ("/cerca/?q=cremona", True)


def test_the_office_opens_with_the_second_factor(visita):
    visita.entra({390: "ivo", 1280: "elio"}[visita.pagina.viewport_size["width"]], verso="/admin/")
    assert visita.titolo == "Che cosa aspetta"


def test_a_part_of_a_proposal_is_saved(visita):
    visita.entra("ada")
    visita.vai("/rete/proponi/")
    visita.premi("Continua la tua bozza" if "Continua la tua bozza" in visita.testo else "Comincia")
    nome = f"Banda Prova {visita.pagina.viewport_size['width']}"
    visita.scrivi(tipo="Gruppo informale", nome=nome, comune="Crema")
    visita.premi("Salva e continua")
    assert visita.titolo == "Che cosa fate"
    visita.premi("Torna indietro")
    assert visita.pagina.locator("#id_nome").get_attribute("value") == nome


def test_a_message_is_marked_as_read(visita):
    """Signing in has just left a message: it is read by pressing, where no script can tell by itself."""
    visita.entra("leo")
    visita.vai("/area/messaggi/?letto=no")
    nuovi = visita.pagina.locator(".messaggio-nuovo")
    prima = nuovi.count()
    assert prima >= 1
    nuovi.first.locator("a").click()
    visita.premi("Segna come letto")
    visita.vai("/area/messaggi/")
    assert nuovi.count() == prima - 1
    visita.premi("Segna tutti come letti") if prima > 1 else None
    visita.vai("/area/messaggi/")
    assert nuovi.count() == 0
