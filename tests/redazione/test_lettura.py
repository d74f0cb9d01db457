"""Where else an article is found: menu, home, audience pages, partners, search, sitemap; and what never is."""

import html
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from redazione.enums import Tipo
from redazione.enums_articoli import StatoArticolo
from redazione.models import Articolo
from talenti.base import registries
from talenti.base.clock import a_quest_ora, oggi
from talenti.base.memoria import dimentica
from talenti.portale.indice import indicizza
from talenti.portale.registri import pezzi, porte, storie
from talenti.rete.enums import Azione
from talenti.rete.models import Partecipazione
from tests.factories import redazione
from tests.factories.persone import PersonaFactory
from tests.factories.redazione_lettura import ORA, argomento, in_bozza, riga

pytestmark = pytest.mark.django_db
VISITA = "/per-chi-cerca-lavoro/"


@pytest.fixture
def testata():
    return redazione.testata()


def letta(client, url):
    risposta = client.get(url)
    assert risposta.status_code == 200, url
    return html.unescape(risposta.content.decode())


# ── Menu, home, audience pages ────────────────────────────────────────────────────────────────────
def test_the_doors_open_with_the_first_article_that_is_read(testata):
    def aperte():
        dimentica()
        return registries.menu["notizie"].visibile(), porte["redazione"]()

    assert aperte() == (False, None)
    assert (list(storie["redazione"]()), list(pezzi["redazione"]("lavoro"))) == ([], [])
    uno = riga(testata, "Uno", dal=ORA)
    assert aperte() == (False, None)
    with a_quest_ora(uno.dal):
        visibile, porta = aperte()
        assert (visibile, porta.fatto, porta.url) == (True, "1 uscita negli ultimi 30 giorni", "/notizie/")
    with a_quest_ora(uno.dal + timedelta(days=40)):
        assert str(aperte()[1].fatto).startswith("L'ultima: ")


def test_the_home_tells_three_stories_the_newest(client, testata):
    for n in range(4):
        riga(testata, f"Storia {n}", tipo=Tipo.STORIA, dal=-ORA * (n + 1))
    riga(testata, "Notizia")
    risposta = client.get("/")
    assert [storia.titolo for storia in risposta.context["storie"]] == ["Storia 0", "Storia 1", "Storia 2"]
    assert '<h3 lang="it">' in risposta.content.decode()


def test_an_audience_finds_what_is_selected_for_it_sort_by_sort(client, testata):
    riga(testata, "Notizia per tutti")
    riga(testata, "Notizia per imprese", pubblici=["imprese"])
    riga(testata, "Festa", azione=Azione.EVENTI, pubblici=["lavoro"])
    riga(testata, "Strumento", tipo=Tipo.STRUMENTO, pubblici=["lavoro", "operatori"])
    riga(testata, "Nascosta", tipo=Tipo.STORIA, pubblici=["lavoro"], dal=ORA)
    for n in range(4):
        riga(testata, f"Servizio {n}", tipo=Tipo.SERVIZIO, pubblici=["lavoro"], dal=-ORA * (n + 2))
    risposta = client.get(VISITA)
    gruppi = {str(gruppo.titolo): gruppo for gruppo in risposta.context["pezzi"]}
    assert {nome: [uno.titolo for uno in gruppo.pezzi] for nome, gruppo in gruppi.items()} == {
        "Notizie": ["Notizia per tutti"],
        "Eventi": ["Festa"],
        "Strumenti e servizi": ["Strumento", "Servizio 0", "Servizio 1"],
    }
    assert gruppi["Eventi"].tutti[1] == "/notizie/?per=lavoro&che_cosa=eventi"
    assert gruppi["Eventi"].pezzi[0].url.endswith("/?per=lavoro")
    assert [uno.viva.titolo for uno in client.get(gruppi["Eventi"].tutti[1]).context["articoli"]] == ["Festa"]


@pytest.mark.parametrize("quanti", [1, 3])
@pytest.mark.parametrize(("url", "domande"), [(VISITA, 5), ("/", 3)])
def test_homes_cost_the_same_whatever_is_read(client, testata, quanti, url, domande, django_assert_num_queries):
    for n in range(quanti):
        for tipo in Tipo:
            riga(testata, f"{tipo} {n}", tipo=tipo, pubblici=["lavoro"], firma="Ada")
    client.get(url)
    with django_assert_num_queries(domande):
        client.get(url)


# ── Partners ──────────────────────────────────────────────────────────────────────────────────────
def test_a_partner_shows_what_is_written_of_it(client, testata):
    partner = testata.partner
    url = partner.get_absolute_url()
    assert "Che cosa se ne scrive" not in letta(client, url)
    riga(testata, "Altro")
    dimentica()
    assert "Che cosa se ne scrive" not in letta(client, url)
    for n in range(4):
        riga(testata, f"Parla {n}", riguarda=[partner], dal=-ORA * (n + 1))
    riga(testata, "Ne parlerà", riguarda=[partner], dal=ORA)
    testo = letta(client, url)
    assert [n for n in range(4) if f"Parla {n}" in testo] == [0, 1, 2]
    assert ("Ne parlerà" in testo, f'href="/notizie/?di={partner.slug}"' in testo) == (False, True)
    assert "articoli ne parlano" not in testo
    Partecipazione.objects.create(partner=partner, azione=Azione.REDAZIONE, che_cosa="La ospita.", dal=oggi())
    assert "4 articoli ne parlano" in letta(client, url)


# ── Search and sitemap ────────────────────────────────────────────────────────────────────────────
def trovati(client, parole):
    tipi = client.get("/cerca/", {"q": parole}).context["ricerca"].tipi
    return [scheda.titolo for tipo in tipi if tipo.chiave == "notizie" for scheda in tipo.schede]


def test_search_finds_it_by_title_text_topic_kind_and_who_signs(client, testata):
    riga(
        testata,
        "La filanda",
        firma="Ada Neri",
        argomenti=[argomento("Biciclette", "biciclette")],
        tipo=Tipo.INTERVISTA,
        html="<h2>Ruote</h2><p>Si riparano copertoni.</p>",
    )
    indicizza()
    for parole in ("filanda", "copertoni", "biciclette", "intervista", "Ada Neri", "ruote"):
        assert trovati(client, parole) == ["La filanda"]


def test_search_finds_a_scheduled_one_at_its_minute_and_not_before(client, testata):
    uno = riga(testata, "La filanda", dal=ORA)
    indicizza()
    assert trovati(client, "filanda") == []
    with a_quest_ora(uno.dal):
        assert trovati(client, "filanda") == ["La filanda"]


def test_the_sitemap_lists_what_is_read_without_its_texts(client, testata, django_assert_num_queries):
    letto = riga(testata, "Uno", argomenti=[argomento()], firma="Ada")
    nascosto = riga(testata, "Due", dal=ORA)
    tipo = registries.schede_pubbliche["notizie"]
    with django_assert_num_queries(1):
        assert [(una.titolo, una.url, una.testo) for una in tipo.tutte()] == [("Uno", letto.get_absolute_url(), "")]
    mappa = letta(client, "/sitemap.xml")
    assert (letto.get_absolute_url() in mappa, nascosto.get_absolute_url() in mappa, "/notizie/<" in mappa) == (
        True,
        False,
        True,
    )


# ── What is not public is nowhere ─────────────────────────────────────────────────────────────────
NON_USCITI = [uno for uno in StatoArticolo if uno not in (StatoArticolo.PUBBLICATO, StatoArticolo.ARCHIVIATO)]
CASI = [
    {"dal": dal, "al": al, "ritirato": ritirato}
    for dal in (-2 * ORA, timedelta(0), ORA)
    for al in (None, -ORA, timedelta(0), 2 * ORA)
    for ritirato in (None, -ORA / 2)
    if al is None or al > dal
]


def dovunque(client, uno):
    """(where, what stands there) of every page, feed and list that anybody opens."""
    partner = uno.testata.partner.slug
    indirizzi = [
        "/",
        "/notizie/",
        "/notizie/?per=lavoro",
        "/notizie/?che_cosa=storie&tipo=storia&argomento=lavoro&azione=coworking",
        f"/notizie/?di={partner}",
        "/notizie/argomenti/lavoro/",
        "/notizie/feed/",
        "/notizie/feed/per/lavoro/",
        "/notizie/feed/argomenti/lavoro/",
        f"/notizie/feed/partner/{partner}/",
        "/per-chi-cerca-lavoro/",
        "/per-le-imprese/",
        "/per-gli-operatori/",
        f"/rete/{partner}/",
        "/cerca/?q=segreto",
        "/cerca/?q=segreta",
        "/cerca/?q=segretx",
        "/sitemap.xml",
        uno.get_absolute_url(),
        f"{uno.get_absolute_url()}segnala/",
        "/indicatori/",
    ]
    for url in indirizzi:
        yield url, html.unescape(client.get(url).content.decode()).replace("q=segret", "")


@pytest.mark.parametrize("chi", ["chiunque", "chi ha un account"])
def test_what_is_not_public_is_nowhere(testata, chi):
    """Each instant and each state, and every draft: one public article that has all in common with them is read."""
    uguale = {
        "pubblici": ["lavoro"],
        "argomenti": [argomento()],
        "riguarda": [testata.partner],
        "azione": Azione.COWORKING,
        "tipo": Tipo.STORIA,
    }
    pubblico = riga(testata, "Aperto", **uguale)
    for n, campi in enumerate(CASI):
        riga(testata, f"Segreto{n:02}", firma=f"Segreta{n:02}", html=f"<p>Segreto{n:02}</p>", **uguale, **campi)
    bozze(testata, pubblico)
    indicizza()
    attesi = {
        uno.viva.titolo
        for uno in Articolo.objects.filter(viva__isnull=False)
        if uno.si_legge and uno.viva.titolo.startswith("Segreto")
    }
    assert attesi == {f"Segreto{n:02}" for n, uno in enumerate(CASI) if uno["ritirato"] is None and letto(**uno)}
    assert {uno.viva.titolo for uno in Articolo.objects.pubblicati()} == {"Aperto", "In linea", *attesi}
    client = Client()
    if chi != "chiunque":
        client.force_login(PersonaFactory())
    cache.clear()
    ammessi = {titolo.removeprefix("Segreto") for titolo in attesi}
    segreti = {f"Segret{vocale}{n:02}" for vocale in "oa" for n in range(len(CASI)) if f"{n:02}" not in ammessi}
    for url, testo in dovunque(client, pubblico):
        assert {una for una in {*segreti, "Segretissim"} if una.casefold() in testo.casefold()} == set(), url


def letto(dal, al, ritirato):
    return dal <= timedelta(0) and (al is None or al > timedelta(0))


def bozze(testata, pubblico):
    """In every state of the work, and a correction not published yet of one that is read."""
    for stato in NON_USCITI:
        in_bozza(testata, f"Segretissimo {stato}", stato, riguarda=[testata.partner])
    in_bozza(testata, "Segretissimo titolo", viva=riga(testata, "In linea", riguarda=[testata.partner]))
    assert pubblico.si_legge
