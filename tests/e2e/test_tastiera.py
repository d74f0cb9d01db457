"""The keyboard alone: every stop shows where one is, nothing holds the focus, every job gets done."""

import pytest

from tests.e2e.tasti import Tastiera


@pytest.fixture
def tastiera(visite):
    mani = Tastiera(visite())
    yield mani
    assert mani.nascoste == []


def fuoco(visita, proprieta="id"):
    return visita.pagina.evaluate(f"document.activeElement.{proprieta}")


def test_the_skip_links_lead_where_they_say(tastiera):
    visita = tastiera.visita
    visita.vai("/rete/")
    assert tastiera.avanti()["nome"] == "Vai al contenuto"
    tastiera.invio()
    assert fuoco(visita) == "contenuto"
    assert "Entra nella rete" in tastiera.avanti()["nome"]
    visita.vai("/rete/")
    tastiera.avanti()
    assert tastiera.avanti()["nome"] == "Vai al menu"
    tastiera.invio()
    assert fuoco(visita) == "menu"


@pytest.mark.parametrize(
    "percorso", ["/", "/rete/", "/spazi/", "/spazi/cobox-open-space/", "/registrati/", "/indicatori/"]
)
def test_every_stop_of_a_page_is_seen(tastiera, percorso):
    tastiera.visita.vai(percorso)
    assert len(tastiera.giro()) > 15


def test_menu_and_search(tastiera):
    visita = tastiera.visita
    visita.vai("/")
    tastiera.fino_a(".testata-menu summary")
    tastiera.invio()
    assert visita.pagina.locator(".testata-menu").get_attribute("open") is not None
    # On a desk the first doors stand in the bar already: the panel begins with the smaller ones.
    prima = "Spazi" if visita.pagina.viewport_size["width"] < 992 else "Rete"
    assert tastiera.avanti()["nome"] == prima
    tastiera.tasti.press("Escape")
    assert (visita.pagina.locator(".testata-menu").get_attribute("open"), fuoco(visita)) == (None, "menu")
    visita.vai("/")
    tastiera.fino_a(".testata-cerca summary")
    tastiera.invio()
    visita.pagina.locator("#cerca-testata:focus").wait_for()
    tastiera.tasti.type("cremona")
    with visita.pagina.expect_navigation():
        tastiera.invio()
    assert visita.percorso == "/cerca/?q=cremona"


def test_a_failed_form_says_what_is_wrong_where_one_is(tastiera):
    """The summary takes the focus; its first line leads to its field."""
    visita = tastiera.visita
    visita.vai("/registrati/")
    tastiera.scrivi("#id_email", "chi")
    with visita.pagina.expect_navigation():
        tastiera.invio()
    assert fuoco(visita, "className") == "riepilogo-errori"
    assert visita.pagina.title().startswith("Errore:")
    tastiera.avanti()
    tastiera.invio()
    assert fuoco(visita) == "id_email"
    assert visita.pagina.locator("#id_email").input_value() == "chi"


def test_sign_in_answer_an_invitation_and_begin_a_proposal(tastiera):
    visita = tastiera.visita
    tastiera.entra("giulia")
    assert visita.percorso == "/area/"
    tastiera.fino_a("main a[href^='/rete/inviti/']")
    with visita.pagina.expect_navigation():
        tastiera.invio()
    tastiera.fino_a("main button[value=accetta]")
    tastiera.giro()
    visita.vai("/rete/proponi/")
    comincia = "main form button" if visita.pagina.locator("main form button").count() else "main .btn-primary"
    tastiera.fino_a(comincia)
    with visita.pagina.expect_navigation():
        tastiera.invio()
    assert visita.titolo == "Chi siete"
    tastiera.fino_a("#id_tipo")
    largo = visita.pagina.viewport_size["width"]
    parola, tipo = {390: ("Coop", "cooperativa_sociale"), 1280: ("Studio", "studio_professionale")}[largo]
    tastiera.tasti.type(parola)
    nome = f"Coro Prova {largo}"
    tastiera.scrivi("#id_nome", nome)
    tastiera.fino_a("#id_comune")
    tastiera.tasti.type("Corte de' Cor")
    tastiera.fino_a("main .btn-primary")
    with visita.pagina.expect_navigation():
        tastiera.invio()
    assert visita.titolo == "Che cosa fate"
    tastiera.fino_a("main a[href$='/chi-siete/']")
    with visita.pagina.expect_navigation():
        tastiera.invio()
    scelti = visita.pagina.locator("#id_tipo, #id_nome, #id_comune").evaluate_all(
        "tutti => tutti.map(uno => uno.value)"
    )
    assert scelti == [tipo, nome, "019032"]


DA_DECIDERE = {390: "Sartoria Esempio", 1280: "Scuola di Musica Saggio"}


def test_the_lead_examines_and_admits(tastiera):
    """From the queue of the office to the decision, and to the person who proposed being told."""
    visita = tastiera.visita
    nome = DA_DECIDERE[visita.pagina.viewport_size["width"]]
    visita.entra("nora")
    visita.vai("/admin/rete/partner/coda/")
    tastiera.fino_a(f"main a:text-is('{nome}')", passi=150)
    with visita.pagina.expect_navigation():
        tastiera.invio()
    if visita.pagina.locator("main [name=prendi]").count():
        tastiera.fino_a("main [name=prendi]", passi=150)
        with visita.pagina.expect_navigation():
            tastiera.invio()
    tastiera.fino_a("main [name=decisione]", passi=150)
    tastiera.tasti.press("Space")
    assert visita.pagina.locator("main [name=decisione]:checked").input_value() == "ammetti"
    tastiera.fino_a("main form button[type=submit], main form input[type=submit]", passi=40)
    with visita.pagina.expect_navigation():
        tastiera.invio()
    assert f"Ammessa: {nome}" in visita.testo


def test_a_colleague_is_invited_from_the_desk(tastiera):
    visita = tastiera.visita
    visita.entra("sara")
    email = f"tasti.{visita.pagina.viewport_size['width']}@example.org"
    visita.vai("/partner/cooperativa-sociale-nazareth/persone/")
    tastiera.fino_a("main a[href$='/persone/invita/']")
    with visita.pagina.expect_navigation():
        tastiera.invio()
    tastiera.scrivi("#id_email", email)
    tastiera.fino_a("main [name=ruolo]:checked")
    tastiera.tasti.press("ArrowUp")
    assert visita.pagina.locator("main [name=ruolo]:checked").input_value() == "operatore"
    tastiera.fino_a("main form button.btn-primary")
    with visita.pagina.expect_navigation():
        tastiera.invio()
    assert f"Invito mandato a {email}." in visita.testo
