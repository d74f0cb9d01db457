"""The map that one enlarges: what the page of spaces holds of it before anybody asks, and what its policy lets in."""

import re

import pytest
from django.templatetags.static import static
from django.urls import reverse

from talenti.luoghi.mappa import centri
from tests.factories import coworking, rete
from tests.factories.luoghi import comune

pytestmark = pytest.mark.django_db
TILES = "https://mappe.example.org/{z}/{x}/{y}.png"


@pytest.fixture
def due_spazi():
    partner = rete.ammesso()
    hub = coworking.spazio(partner, nome="Hub", lat=45.287123, lon=9.861234)
    coworking.spazio(partner, nome="Sala", comune=comune("Cremona"), lat=45.133217, lon=10.024321)
    return hub


def pagina(client, **parametri):
    return client.get(reverse("coworking:elenco"), parametri)


def parte(html):
    """The attributes of the element that the script reads."""
    [segno] = re.findall(r"<div class=\"mappa-bottoni\"[^>]*>", html)
    return dict(re.findall(r'data-([\w-]+)="([^"]*)"', segno)), " hidden" in segno


def politica(risposta, voce):
    regole = dict(regola.strip().split(" ", 1) for regola in risposta["Content-Security-Policy"].split(";"))
    return regole[voce]


def test_the_page_says_where_to_take_the_map_and_takes_nothing(client, due_spazi):
    html = pagina(client).content.decode()
    dati, nascosta = parte(html)
    assert (dati, nascosta) == (
        {
            "mappa-grande": "mappa",
            "script": static("js/leaflet.js"),
            "foglio": static("css/mappa-grande.css"),
            "confini": reverse("luoghi:confini"),
            "fonte": "Confini: ISTAT",
            "ingrandisci": "Ingrandisci",
            "riduci": "Riduci",
        },
        True,
    )
    chiesti = re.findall(r"<(?:script|link|img|iframe)\b[^>]*>", html)
    assert [uno for uno in chiesti if "leaflet" in uno or "mappa-grande.css" in uno or "geojson" in uno] == []
    assert [uno for uno in chiesti if "mappa-grande.js" in uno] == [
        f'<script src="{static("js/mappa-grande.js")}" defer>'
    ]
    assert re.findall(r"<div class=\"mappa-grande\"[^>]*>", html) == [
        (
            '<div class="mappa-grande" id="mappa-grande" role="region" '
            'aria-label="Dove sono: mappa che si ingrandisce" tabindex="-1" hidden>'
        )
    ]


def test_no_coordinates_of_spaces_stand_in_the_page_nor_in_the_outlines(client, due_spazi):
    html = pagina(client).content.decode()
    assert re.findall(r"\b(?:45|9|10)\.\d{3,}", html) == []
    confini = client.get(reverse("luoghi:confini")).json()
    trovati = {zona["properties"]["istat"]: tuple(zona["properties"]["centro"]) for zona in confini["features"]}
    assert trovati == centri()


def test_a_circle_says_how_many_spaces_once(client, due_spazi):
    html = pagina(client).content.decode()
    cerchi = re.findall(r'<a class="mappa-link" href="([^"]*)" aria-label="([^"]*)" data-comune="(\d+)">', html)
    assert sorted(cerchi) == [
        ("?comune=019036", "Cremona: 1 spazio", "019036"),
        ("?comune=019098", "Soresina: 1 spazio", "019098"),
    ]


def test_where_nothing_is_found_no_map_is_offered(client, due_spazi):
    html = pagina(client, comune="Crema").content.decode()
    assert ("data-mappa-grande" in html, "js/mappa-grande.js" in html) == (False, False)


def test_other_maps_do_not_offer_it(client, due_spazi):
    html = client.get(due_spazi.get_absolute_url()).content.decode()
    assert ('class="mappa"' in html, "data-mappa-grande" in html) == (True, False)


def test_without_a_server_of_tiles_pictures_come_from_the_portal_alone(client, due_spazi):
    assert politica(pagina(client), "img-src") == "'self' data:"


def test_a_server_of_tiles_is_let_in_on_this_page_alone(client, due_spazi, settings):
    settings.MAPPA_TILES, settings.MAPPA_TILES_CREDITI = TILES, "© Chi fa la <mappa>"
    risposta = pagina(client)
    dati, _nascosta = parte(risposta.content.decode())
    assert (dati["tiles"], dati["crediti"]) == (TILES, "© Chi fa la &lt;mappa&gt;")
    assert politica(risposta, "img-src") == "'self' data: https://mappe.example.org"
    assert politica(risposta, "connect-src") == "'self'"
    altrove = client.get(due_spazi.get_absolute_url())
    assert politica(altrove, "img-src") == "'self' data:"
