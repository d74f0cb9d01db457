"""A text with its pictures in it: which it uses, what is drawn of them, and nothing but our own tags."""

import re

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from redazione import actions, figure
from redazione.actions.versioni import prepara
from redazione.enums_articoli import Licenza
from redazione.figure import Figura
from redazione.models import Immagine, UsoImmagine
from redazione.testo.pulizia import pulisci
from tests.factories import immagini, redazione

BASE = "/notizie/immagini/bcdfghjkmn/"
TUTTE = frozenset(
    (taglio, formato, larga, alta)
    for taglio, lati in (("intera", [(480, 360), (960, 720)]), ("larga", [(400, 225), (800, 450)]))
    for formato in ("avif", "webp", "jpeg")
    for larga, alta in lati
)


def figura(**campi):
    base = {"codice": "bcdfghjkmn", "alt": "Due <mani>", "didascalia": "", "di": "Ada & Ugo", "licenza": "cc-by-4.0"}
    return Figura(**base | {"generata": False, "larghezza": 1200, "altezza": 900, "versioni": TUTTE} | campi)


def disegnata(html, **campi):
    una = figura(**campi)
    return figure.disegna(html, {una.codice: una})


NEL_TESTO = '<p>Prima.</p><figure><img data-immagine="bcdfghjkmn"></figure><p>Dopo.</p>'


# ── Tags ──────────────────────────────────────────────────────────────────────────────────────────
def test_a_picture_of_a_text_in_three_formats():
    def fonti(formato):
        return f"{BASE}intera-480.{formato} 480w, {BASE}intera-960.{formato} 960w"

    sizes = "(min-width: 768px) 720px, 100vw"
    assert disegnata(NEL_TESTO) == (
        '<p>Prima.</p><figure class="figura"><picture>'
        f'<source type="image/avif" srcset="{fonti("avif")}" sizes="{sizes}">'
        f'<source type="image/webp" srcset="{fonti("webp")}" sizes="{sizes}">'
        f'<img src="{BASE}intera-960.jpeg" srcset="{fonti("jpeg")}" sizes="{sizes}" width="960" height="720" '
        'alt="Due &lt;mani&gt;" loading="lazy" decoding="async"></picture>\n'
        '<figcaption>Ada &amp; Ugo · <a href="https://creativecommons.org/licenses/by/4.0/deed.it" '
        'rel="license noopener noreferrer">CC BY 4.0</a></figcaption></figure><p>Dopo.</p>'
    )


def test_the_caption_of_the_text_comes_before_the_pictures_own():
    con = '<figure><img data-immagine="bcdfghjkmn"><figcaption>La <em>ruota</em></figcaption></figure>'
    assert "<figcaption>La <em>ruota</em> · Ada &amp; Ugo · " in disegnata(con, didascalia="Altro")
    assert "<figcaption>A &lt; B · Ada &amp; Ugo · " in disegnata(NEL_TESTO, didascalia="A < B")


def test_a_generated_picture_says_so_and_a_reserved_one_has_no_link():
    html = disegnata(NEL_TESTO, generata=True, licenza=Licenza.RISERVATA)
    assert "<figcaption>Ada &amp; Ugo · Tutti i diritti riservati · immagine generata</figcaption>" in html


def test_the_words_around_a_picture_are_those_of_the_language():
    with translation.override("en"):
        assert disegnata(NEL_TESTO).count("/en/notizie/immagini/") == 7


def test_until_there_are_versions_the_original_stands_for_them():
    html = disegnata(NEL_TESTO, versioni=frozenset())
    picture = re.search(r"<picture>.*</picture>", html)[0]
    assert picture == (
        f'<picture><img src="{BASE}originale.jpg" width="1200" height="900" alt="Due &lt;mani&gt;" loading="lazy" '
        'decoding="async"></picture>'
    )


def test_what_may_not_be_shown_is_left_out_with_its_caption():
    con = '<figure><img data-immagine="bcdfghjkmn"><figcaption>Ada</figcaption></figure>'
    assert figure.disegna(f"<p>Uno.</p>{con}<p>Due.</p>", {}) == "<p>Uno.</p><p>Due.</p>"


def test_a_cover_for_a_card_and_for_the_top_of_an_article():
    una = figura()
    carta = figure.copertina(una)
    assert (carta.count("larga-"), carta.count("intera-"), carta.count("(min-width: 992px) 384px, 100vw")) == (7, 0, 3)
    assert 'class="immagine-larga" loading="lazy"' in carta
    assert 'width="800" height="450"' in carta
    cima = figure.copertina(una, sizes=figure.COLONNA, subito=True)
    assert 'fetchpriority="high" decoding="async"' in cima
    assert "lazy" not in cima
    intera = figure.con_didascalia(figura(didascalia="In officina"))
    assert intera.startswith(f'<figure class="figura"><picture><source type="image/avif" srcset="{BASE}larga-400')
    assert "<figcaption>In officina · Ada" in intera
    assert "fetchpriority" in intera
    assert (figure.copertina(None), figure.con_didascalia(None)) == ("", "")


def test_outside_one_address_is_whole():
    una = figura(sito="https://esempio.it")
    fuori = una.per_fuori
    assert (fuori.src, fuori.larghezza, fuori.altezza) == (f"https://esempio.it{BASE}larga-800.jpeg", 800, 450)
    spoglia = figura(sito="https://esempio.it", versioni=frozenset()).per_fuori
    assert (spoglia.src, spoglia.larghezza) == (f"https://esempio.it{BASE}originale.jpg", 1200)


@pytest.mark.parametrize(
    ("nome", "letto"),
    [
        ("intera-480.avif", ("intera", "avif", 480)),
        ("larga-1200.jpeg", ("larga", "jpeg", 1200)),
        ("larga-0400.jpeg", None),
        ("larga-400.jpg", None),
        ("larga-400.jpeg\n", None),
        ("../larga-400.jpeg", None),
        ("stretta-400.jpeg", None),
        ("larga-400000.jpeg", None),
        ("", None),
    ],
)
def test_the_name_of_a_file_says_which_it_is(nome, letto):
    assert figure.chiesta(nome) == letto


# ── Nothing but ours ──────────────────────────────────────────────────────────────────────────────
OSTILI = [
    '<script>alert(1)</script><img src=x onerror=alert(1)><img data-immagine="bcdfghjkmn" onload=x>',
    '<figure onclick=x><img data-immagine="bcdfghjkmn"><figcaption><script>x</script>Ada</figcaption></figure>',
    '<figure><img data-immagine="bcdfghjkmn"><figcaption><figure><img data-immagine="bcdfghjkmn"></figure>',
    "<a href='javascript:x' title='<figure><img data-immagine=\"bcdfghjkmn\"></figure>'>a</a>",
    '<p>&lt;figure&gt;&lt;img data-immagine="bcdfghjkmn"&gt;&lt;/figure&gt;</p>',
    '<picture style="x"><source srcset="//altrove"><img src="//altrove"></picture><iframe></iframe><svg onload=x>',
    '<img data-immagine="&quot;&gt;&lt;script&gt;">',
]
NOSTRI = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "cite", "strong", "em", "br", "a", "figure", "figcaption",
          "picture", "source", "img"}  # fmt: skip


def controlla(html):
    for tag, attributi in re.findall(r"</?([a-z0-9]+)([^>]*)>", html):
        assert tag in NOSTRI
        nomi = set(re.findall(r'([a-z-]+)="[^"]*"', attributi))
        assert nomi <= {"class", "type", "srcset", "sizes", "src", "width", "height", "alt", "loading", "decoding",
                        "href", "rel"}  # fmt: skip
    assert re.findall(r"<[^a-z/]|javascript:|data-immagine(?!=&quot;|=\")", html) == []
    assert not re.search(r'<img(?! src="/notizie/immagini/)', html)


@pytest.mark.parametrize("html", OSTILI)
@pytest.mark.parametrize("pulito", [False, True])
def test_hostile_html_comes_out_as_ours(html, pulito):
    controlla(disegnata(pulisci(html) if pulito else html))


PEZZI = ["<figure>", "</figure>", '<img data-immagine="bcdfghjkmn">', "<figcaption>", "</figcaption>", "<p>", "</p>",
         "a < b", "&lt;", "<b", '"', "<img>", "<em>"]  # fmt: skip


@given(st.lists(st.sampled_from(PEZZI)))
def test_no_soup_lets_anything_through(pezzi):
    controlla(disegnata("".join(pezzi)))


# ── Which a text uses, read from the database ─────────────────────────────────────────────────────
@pytest.fixture
def testata(db):
    return redazione.testata()


def test_a_revision_uses_what_it_shows_and_its_cover(testata):
    una, due, copertina, altra = (immagini.immagine(testata) for _n in range(4))
    altrove = redazione.testata(slug="altra", partner=testata.partner, riferimento=testata.riferimento)
    altrui = immagini.immagine(altrove)
    articolo = immagini.articolo(testata, una, due, una, altrui, copertina=copertina)
    usate = [una.pk, due.pk, copertina.pk]
    assert list(articolo.bozza.usi.order_by("immagine").values_list("immagine", flat=True)) == usate
    figure.usa(articolo.bozza)
    assert UsoImmagine.objects.count() == 3
    assert str(UsoImmagine.objects.earliest("pk")) == f"{una.pk} · {articolo.bozza_id}"
    html = articolo.bozza.html
    assert figure.codici_di(html, copertina) == [copertina.codice, una.codice, due.codice, altrui.codice]
    assert (figure.codici_di(html)[0], altra.usi.count()) == (una.codice, 0)


def test_a_text_without_pictures_uses_none(testata):
    immagini.articolo(testata)
    assert UsoImmagine.objects.count() == 0


def test_all_the_pictures_of_a_page_are_one_question(testata, django_assert_num_queries):
    tutte = [immagini.immagine(testata) for _n in range(3)]
    for una in tutte[:2]:
        prepara(una)
    with django_assert_num_queries(1):
        figure_ = figure.per_codice([una.codice for una in tutte])
        figure.disegna(immagini.nel_testo(*tutte), figure_)
    assert {codice: len(una.versioni) for codice, una in figure_.items()} == {
        tutte[0].codice: 6,
        tutte[1].codice: 6,
        tutte[2].codice: 0,
    }
    una = figure_[tutte[0].codice]
    assert (una.alt, una.di, una.larghezza, una.altezza) == ("Due mani su una bicicletta", "Nives Galli", 320, 180)
    with django_assert_num_queries(0):
        assert figure.per_codice([]) == {}


def test_only_what_may_be_shown_today_is_read(testata):
    buona, con = immagini.immagine(testata), immagini.con_consenso(testata)
    senza = immagini.immagine(testata, persone="con_consenso")
    ritirata, tolta = immagini.con_consenso(testata), immagini.immagine(testata)
    immagini.consenso(ritirata, chi="Ugo")
    tutte = [una.codice for una in (buona, con, senza, ritirata, tolta)]
    html = immagini.nel_testo(buona, con, senza, ritirata, tolta)
    actions.ritira_consenso(ritirata.consensi.first(), da=immagini.DA)
    actions.togli(tolta, "Doppia.", da=immagini.DA)
    figure_ = figure.per_codice([*tutte, "zzzzzzzzzz"])
    assert set(figure_) == {buona.codice, con.codice}
    assert figure.disegna(html, figure_).count("<picture>") == 2
    assert set(figure.figure_di(Immagine.objects.all(), sito="https://e.it")) == set(tutte)
