"""The map that one enlarges, as people use it: asked for, moved by keyboard, closed again."""

import re

import pytest

APRI, CHIUDI = "Apri la mappa che si ingrandisce", "Chiudi la mappa"
CERCHI = ".mappa-grande .mappa-grande-cerchio"


@pytest.fixture
def visita(visite):
    """On the search, with every address asked for noted."""
    visita = visite()
    visita.chiesti = []
    visita.contesto.on("request", lambda richiesta: visita.chiesti.append(richiesta.url))
    visita.vai("/spazi/")
    return visita


def della_mappa(visita):
    nomi = [re.sub(r"\.[0-9a-f]{12}\.", ".", url.rpartition("/")[2]) for url in visita.chiesti]
    return sorted({nome for nome in nomi if re.match(r"leaflet|mappa-grande\.css|confini", nome)})


def apri(visita):
    visita.premi(APRI)
    visita.pagina.locator(CERCHI).first.wait_for()


def test_nothing_is_asked_for_until_the_press_then_all_comes_from_the_portal(visita):
    bottone = visita.pagina.get_by_role("button", name=APRI)
    bottone.wait_for()
    visita.pagina.wait_for_load_state("networkidle")
    assert della_mappa(visita) == []
    apri(visita)
    assert della_mappa(visita) == ["confini.geojson", "leaflet.js", "mappa-grande.css"]
    visita.guarda()
    visita.senza_colpe()


def test_the_circles_are_those_of_the_drawing(visita):
    link = "uni => uni.map(uno => [uno.getAttribute('href'), uno.getAttribute('aria-label')]).sort()"
    disegnati = visita.pagina.locator(".mappa-link").evaluate_all(link)
    apri(visita)
    assert visita.pagina.locator(CERCHI).evaluate_all(link) == disegnati
    assert len(disegnati) > 5
    assert not visita.pagina.locator(".mappa-disegno").is_visible()
    misure = visita.pagina.locator(".leaflet-control-zoom a").evaluate_all(
        "uni => uni.map(uno => [uno.title, uno.getBoundingClientRect().width, uno.getBoundingClientRect().height])"
    )
    assert [titolo for titolo, _largo, _alto in misure] == ["Ingrandisci", "Riduci"]
    assert min(min(largo, alto) for _titolo, largo, alto in misure) >= 44
    assert visita.pagina.locator(".leaflet-control-attribution").inner_text() == "Confini: ISTAT"


def test_by_keyboard_a_circle_leads_to_the_spaces_of_its_comune(visita):
    visita.pagina.get_by_role("button", name=APRI).focus()
    visita.pagina.keyboard.press("Enter")
    visita.pagina.locator(CERCHI).first.wait_for()
    a_fuoco = "document.activeElement.className + ' ' + (document.activeElement.getAttribute('aria-label') || '')"
    assert "Dove sono: mappa che si ingrandisce" in visita.pagina.evaluate(a_fuoco)
    visti = []
    while not visti or not visti[-1].startswith("mappa-grande-cerchio"):
        assert len(visti) < 4, visti
        visita.pagina.keyboard.press("Tab")
        visti.append(visita.pagina.evaluate(a_fuoco))
    assert [uno.rpartition(" ")[2] for uno in visti[:2]] == ["Ingrandisci", "Riduci"]
    visita.pagina.locator(".mappa-grande-parole").wait_for()
    parole = visita.pagina.locator(".mappa-grande-parole").inner_text()
    assert re.fullmatch(r"[^:]+: \d+ spazi?o?", parole)
    assert visti[-1] == f"mappa-grande-cerchio {parole}"
    visita.guarda()
    with visita.pagina.expect_navigation():
        visita.pagina.keyboard.press("Enter")
    assert re.fullmatch(r"/spazi/\?comune=019\d{3}", visita.percorso)
    assert visita.titolo == parole.partition(": ")[2]
    visita.senza_colpe()


def test_a_pressed_circle_leads_on_and_a_dragged_one_moves_the_map(visita):
    apri(visita)
    cerchio = visita.pagina.locator(CERCHI).last
    visita.pagina.locator(".mappa-grande").scroll_into_view_if_needed()
    posto = cerchio.bounding_box()
    x, y = posto["x"] + 16, posto["y"] + 16
    visita.pagina.mouse.move(x, y)
    visita.pagina.mouse.down()
    visita.pagina.mouse.move(x - 30, y - 20, steps=4)
    visita.pagina.mouse.up()
    visita.pagina.wait_for_timeout(300)
    assert visita.percorso == "/spazi/"
    assert abs(cerchio.bounding_box()["x"] - posto["x"]) > 5
    cerchio.click()
    visita.pagina.wait_for_url("**/spazi/?comune=019*")


def test_closed_it_gives_the_drawing_back_and_opens_again(visita):
    apri(visita)
    visita.premi(CHIUDI)
    assert visita.pagina.locator(".mappa-disegno").is_visible()
    assert not visita.pagina.locator(".mappa-grande").is_visible()
    assert visita.pagina.evaluate("document.activeElement.textContent") == APRI
    quanti = len(visita.chiesti)
    apri(visita)
    assert visita.pagina.locator(".mappa-grande").is_visible()
    assert len(visita.chiesti) == quanti
    visita.senza_colpe()


def test_where_it_cannot_come_it_says_so_and_the_drawing_stays(visita):
    visita.pagina.route("**/confini.geojson", lambda rotta: rotta.abort())
    visita.premi(APRI)
    visita.pagina.get_by_text("La mappa non si è aperta. Riprova tra poco.").first.wait_for()
    assert visita.pagina.locator(".mappa-disegno").is_visible()
    visita.guarda()
    visita.pagina.unroute("**/confini.geojson")
    apri(visita)
    assert not visita.pagina.locator("[data-guasto]").is_visible()


def test_without_a_script_the_drawing_is_all(visite):
    visita = visite(java_script_enabled=False)
    visita.vai("/spazi/")
    assert visita.pagina.locator(".mappa-disegno").is_visible()
    assert not visita.pagina.locator("[data-mappa-grande]").is_visible()
