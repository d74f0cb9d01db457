import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from django.template import engines
from django.urls import reverse

from talenti.luoghi.mappa import ALTEZZA, CLASSI, LARGHEZZA, Disegno, Punto, disegna, sagome
from talenti.luoghi.models import Comune
from tests.factories.luoghi import comune

SVG = "{http://www.w3.org/2000/svg}"


def scrivi(argomenti, **contesto):
    return engines["django"].from_string("{% load mappa %}{% mappa " + argomenti + " %}").render(contesto)


def disegno_svg(html):
    return ET.fromstring(re.search(r"<svg class=\"mappa-disegno\".*?</svg>", html, re.S).group())


def test_outlines_fill_the_sheet_and_fit_a_phone():
    numeri = [(s.x, s.y) for s in sagome().values()]
    assert len(numeri) == 113
    assert all(0 < x < LARGHEZZA and 0 < y < ALTEZZA for x, y in numeri)
    assert (358, round(358 * ALTEZZA / LARGHEZZA)) == (358, 255)


def test_neighbours_keep_their_shared_border():
    def angoli(istat):
        primo = re.findall(r"M(-?\d+) (-?\d+)l([^z]*)z", sagome()[istat].d)[0]
        x, y = int(primo[0]), int(primo[1])
        punti = {(x, y)}
        passi = [int(n) for n in re.findall(r"-?\d+", primo[2])]
        for dx, dy in zip(passi[::2], passi[1::2], strict=True):
            x, y = x + dx, y + dy
            punti.add((x, y))
        return punti

    assert len(angoli("019035") & angoli("019062")) > 3  # Crema and Offanengo


def test_base_map_names_itself_and_has_no_links():
    html = scrivi('titolo="La provincia" didascalia="113 comuni"')
    svg = disegno_svg(html)
    assert svg.get("role") == "img"
    assert [e.text for e in svg if e.tag in {f"{SVG}title", f"{SVG}desc"}] == ["La provincia", "113 comuni"]
    [provincia] = svg.findall(f".//{SVG}path")
    assert provincia.get("d") == "".join(sagoma.d for sagoma in sagome().values())
    assert len(sagome()) == 113
    assert "Confini: ISTAT" in html
    assert "Salta la mappa" not in html
    assert len(html) <= 60_000


def test_points_are_links_with_their_count_in_words():
    punti = [
        Punto("019098", 3, "3 spazi", "/spazi/?dove=019098"),
        Punto("019036", 12, "12 spazi", "/spazi/?dove=019036"),
    ]
    html = scrivi('titolo="Spazi" punti=punti', punti=punti)
    svg = disegno_svg(html)
    link = svg.findall(f".//{SVG}a")
    assert [(a.get("href"), a.get("aria-label")) for a in link] == [
        ("/spazi/?dove=019036", "Cremona: 12 spazi"),
        ("/spazi/?dove=019098", "Soresina: 3 spazi"),
    ]
    assert [e.text for e in svg.findall(f".//{SVG}a/{SVG}text")] == ["12", "3"]
    assert svg.get("role") == "group"
    assert html.index("Salta la mappa") < html.index("<svg")
    assert 'href="#mappa-dopo"' in html
    assert html.index("</svg>") < html.index('id="mappa-dopo"')
    assert html.count("Soresina: 3 spazi") == 2  # in the drawing and in the list


def test_points_without_address_are_no_links():
    svg = disegno_svg(scrivi('titolo="Spazi" punti=punti', punti=[Punto("019098", 3, "3 spazi")]))
    assert (svg.get("role"), len(svg.findall(f".//{SVG}a"))) == ("img", 0)


def test_names_only_for_two_or_more_and_for_the_chosen():
    punti = [Punto("019098", 2, "2"), Punto("019036", 1, "1"), Punto("019021", 1, "1")]
    assert [e.nome for e in disegna(punti=punti, selezionato="019021").etichette] == ["Casalmaggiore", "Soresina"]
    assert [e.nome for e in disegna(selezionato="019032").etichette] == ["Corte de' Cortesi con Cignone"]


def test_names_stay_on_the_sheet_and_apart():
    etichette = disegna(punti=[Punto(istat, 2, "2") for istat in sagome()]).etichette
    riquadri = [e.riquadro for e in etichette]
    assert riquadri
    for i, uno in enumerate(riquadri):
        assert uno[0] >= 0
        assert uno[1] >= 0
        assert uno[2] <= LARGHEZZA
        assert uno[3] <= ALTEZZA
        for altro in riquadri[i + 1 :]:
            assert uno[2] <= altro[0] or altro[2] <= uno[0] or uno[3] <= altro[1] or altro[3] <= uno[1]


def test_circles_stay_near_their_comune():
    for cerchio in disegna(punti=[Punto(istat, 120, "120") for istat in sagome()]).cerchi:
        assert abs(cerchio.x - cerchio.sagoma.x) <= 42
        assert cerchio.r <= cerchio.x <= LARGHEZZA - cerchio.r
        assert cerchio.r <= cerchio.y <= ALTEZZA - cerchio.r


def test_unknown_comuni_are_left_out():
    assert disegna(punti=[Punto("999999", 1, "1")], selezionato="x") == disegna()
    assert isinstance(disegna(), Disegno)


@pytest.mark.parametrize(
    ("valori", "classi"),
    [
        ([5], [(CLASSI[2], 5, 5, 1)]),
        ([0, 0, 0, 0, 9], [(CLASSI[1], 0, 0, 4), (CLASSI[4], 9, 9, 1)]),
        ([1, 2, 3], [(CLASSI[1], 1, 1, 1), (CLASSI[3], 2, 2, 1), (CLASSI[4], 3, 3, 1)]),
        (
            list(range(1, 11)),
            [(CLASSI[k], 2 * k + 1, 2 * k + 2, 2) for k in range(5)],
        ),
    ],
)
def test_classes_hold_about_as_many_and_never_part_equals(valori, classi):
    disegno = disegna(valori=dict(zip(sagome(), valori, strict=False)))
    assert [(c.colore, c.minimo, c.massimo, len(c.sagome)) for c in disegno.classi] == classi
    assert [(a.parola, a.tratto, len(a.sagome)) for a in disegno.assenze] == [("", "", 113 - len(valori))]


def test_where_no_comune_is_white_the_scale_begins_with_its_lightest_colour():
    disegno = disegna(valori={istat: int(istat) % 2 for istat in sagome()})

    assert [classe.colore for classe in disegno.classi] == [CLASSI[0], CLASSI[4]]


@pytest.mark.django_db
def test_choropleth_says_every_value_in_words(django_assert_num_queries):
    valori = {uno.istat: uno.eta18_35 for uno in Comune.objects.attivi()} | {"019035": None}
    with django_assert_num_queries(0):
        html = scrivi('titolo="Giovani" valori=v unita="giovani" assente="meno di 5"', v=valori)
    assert len(html) <= 60_000
    assert html.count("<tr>") == 114
    assert '<th scope="row">Cremona</th><td>13.139</td>' in html
    assert '<th scope="row">Crema</th><td>meno di 5</td>' in html
    assert re.findall(r"\((\d+) comun[ei]\)", html) == ["22", "22", "23", "22", "23", "1"]
    assert disegno_svg(html).get("role") == "img"


def test_a_word_in_place_of_a_number_has_its_own_edge_and_line_of_the_legend():
    valori = dict.fromkeys(sagome(), "meno di 5") | {"019036": 12, "019035": "non mostrato", "019098": None}
    html = scrivi('titolo="Persone" valori=v unita="persone"', v=valori)
    svg = disegno_svg(html)

    bordi = [p.get("stroke-dasharray") for p in svg.findall(f".//{SVG}path") if p.get("class") == "mappa-assente"]
    assert bordi == [None, "9 6", "2 5"]
    parole = [" ".join(riga.split()) for riga in re.findall(r"</svg>\s*([^<]*?)\s*<span class=\"mappa-quanti\"", html)]
    assert parole == ["12 persone", "meno di 5", "non mostrato", "dato assente"]
    for nome, parola in (("Cremona", "12"), ("Crema", "non mostrato"), ("Soresina", "dato assente")):
        assert f'<th scope="row">{nome}</th><td>{parola}</td>' in html


def test_a_map_without_any_number_still_says_why():
    html = scrivi('titolo="Persone" valori=v', v=dict.fromkeys(sagome(), "non mostrato"))

    assert html.count("<td>non mostrato</td>") == 113


@pytest.mark.django_db
def test_comune_objects_work_as_keys():
    disegno = disegna(valori={comune("Crema"): 3}, punti=[Punto(comune("Crema"), 1, "1")], selezionato=comune("Crema"))
    assert [s.nome for s in disegno.classi[0].sagome] == ["Crema"]
    assert disegno.scelta.nome == disegno.cerchi[0].sagoma.nome == "Crema"


def test_hostile_words_are_escaped_and_nothing_is_inline():
    brutto = '"><script>alert(1)</script>'
    html = scrivi("titolo=t didascalia=t punti=p unita=t", t=brutto, p=[Punto("019098", 1, brutto, '/" onload="x')])

    class Lettore(HTMLParser):
        def handle_starttag(self, tag, attrs):
            assert tag != "script"
            assert not [nome for nome, _valore in attrs if nome == "style" or nome.startswith("on")]

    Lettore().feed(html)


@pytest.mark.django_db
def test_confini_is_public_cached_and_conditional(client):
    risposta = client.get(reverse("luoghi:confini"))
    assert (risposta.status_code, risposta["Content-Type"]) == (200, "application/geo+json")
    assert len(risposta.json()["features"]) == 113
    assert risposta["Cache-Control"] == "public, max-age=86400"
    assert not risposta.cookies
    seconda = client.get(reverse("luoghi:confini"), headers={"if-none-match": risposta["ETag"]})
    assert (seconda.status_code, seconda.content) == (304, b"")
    assert client.post(reverse("luoghi:confini")).status_code == 405
