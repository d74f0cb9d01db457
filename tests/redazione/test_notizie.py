"""What anybody reads: the list, a topic, an article and what becomes of it."""

import html
import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from redazione.enums import Pubblico, Tipo
from redazione.enums_articoli import Licenza, StatoSegnalazione, TipoSegnalazione
from redazione.enums_lettura import TIPI, Raccolta
from redazione.models import Articolo, Autore, Correzione, Legame, Segnalazione
from redazione.notizie import della
from redazione.pagina import contesto_articolo
from talenti.base.clock import a_quest_ora, adesso
from talenti.rete.enums import Azione
from tests.factories import coworking, immagini, redazione, rete, thinktown
from tests.factories.persone import PersonaFactory
from tests.factories.redazione_lettura import MOTIVO, ORA, argomento, in_bozza, riga

pytestmark = pytest.mark.django_db
ELENCO = "/notizie/"
QUERY_ELENCO, QUERY_ARTICOLO, QUERY_PIENO = 3, 5, 7


@pytest.fixture
def testata():
    return redazione.testata()


def letta(risposta, stato=200):
    assert risposta.status_code == stato
    return html.unescape(risposta.content.decode())


def titoli(client, **parametri):
    return [uno.viva.titolo for uno in client.get(ELENCO, parametri).context["articoli"]]


# ── The list ──────────────────────────────────────────────────────────────────────────────────────
def test_with_nothing_to_read_the_list_says_what_will_be_there(client, testata):
    testo = letta(client.get(ELENCO))
    assert ("Qui ci saranno le notizie della rete" in testo, "Filtri" in testo) == (True, False)


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_list_costs_the_same_whatever_is_in_it(client, testata, quanti, django_assert_num_queries):
    for n in range(quanti):
        riga(testata, f"Pezzo {n}", pubblici=["lavoro", "imprese"], firma="Ada", argomenti=[])
    client.get(ELENCO)
    with django_assert_num_queries(QUERY_ELENCO):
        risposta = client.get(ELENCO)
    assert len(risposta.context["articoli"]) == quanti


def test_the_newest_come_first_and_a_page_that_is_not_there_is_the_nearest(client, testata):
    for n in range(25):
        riga(testata, f"Pezzo {n}", dal=-ORA * (n + 1))
    assert (titoli(client)[0], len(titoli(client))) == ("Pezzo 0", 24)
    for chiesta in ("2", "99", "boh", "-1"):
        attesa = ["Pezzo 24"] if chiesta in ("2", "99") else titoli(client)
        assert titoli(client, page=chiesta) == attesa


def test_an_audience_reads_what_names_it_and_what_names_nobody(client, testata):
    riga(testata, "Per le imprese", pubblici=["imprese"], dal=-3 * ORA)
    riga(testata, "Per due", pubblici=["imprese", "lavoro"], dal=-2 * ORA)
    riga(testata, "Per tutti")
    assert titoli(client, per="lavoro") == ["Per tutti", "Per due"]
    assert titoli(client, per="imprese") == ["Per tutti", "Per due", "Per le imprese"]
    assert titoli(client, per="operatori") == ["Per tutti"]
    assert titoli(client, per="boh") == titoli(client)


def test_the_list_is_narrowed_by_topic_partner_action_and_kind(client, testata):
    lavoro = argomento()
    uno = {"argomenti": [lavoro], "riguarda": [testata.partner], "azione": Azione.COWORKING, "tipo": Tipo.SERVIZIO}
    riga(testata, "Uno", **uno)
    riga(testata, "Altro", dal=-2 * ORA)
    for parametri in (
        {"argomento": "lavoro"},
        {"di": testata.partner.slug},
        {"azione": "coworking"},
        {"tipo": "servizio"},
        {"che_cosa": "utili"},
        {"argomento": "lavoro", "di": testata.partner.slug, "azione": "coworking", "tipo": "servizio"},
    ):
        assert titoli(client, **parametri) == ["Uno"]
    assert titoli(client, argomento="lavoro", tipo="notizia") == []
    assert titoli(client, argomento="x", di="y", azione="z", tipo="w", che_cosa="v") == ["Uno", "Altro"]
    testo = letta(client.get(ELENCO, {"argomento": "lavoro", "tipo": "notizia"}))
    assert ("Non abbiamo ancora scritto niente così" in testo, "noindex" in testo) == (True, True)


def test_every_kind_is_in_one_collection_and_in_one_only(testata):
    for tipo in Tipo:
        for azione in ("", Azione.EVENTI):
            riga(testata, f"{tipo} {azione}", tipo=tipo, azione=azione)
    dove = {
        raccolta: set(Articolo.objects.filter(della(raccolta)).values_list("pk", flat=True)) for raccolta in Raccolta
    }
    assert sorted(pk for chiavi in dove.values() for pk in chiavi) == sorted(
        Articolo.objects.values_list("pk", flat=True)
    )
    assert {tipo for tipi in TIPI.values() for tipo in tipi} == set(Tipo)
    eventi = {uno.viva.titolo for uno in Articolo.objects.filter(pk__in=dove["eventi"])}
    assert eventi == {"notizia eventi", "resoconto ", "resoconto eventi"}


def test_links_keep_the_audience_in_which_one_reads(client, testata):
    uno = riga(testata, "Uno", pubblici=["lavoro"], tipo=Tipo.STRUMENTO, azione=Azione.EVENTI)
    riga(testata, "Due", pubblici=["lavoro"], azione=Azione.EVENTI)
    pagina = letta(client.get(ELENCO, {"per": "lavoro", "tipo": "strumento", "page": "1"}))
    assert f'href="{uno.get_absolute_url()}?per=lavoro"' in pagina
    for atteso in ('href="?tipo=strumento&per=imprese"', 'href="?per=lavoro&tipo=strumento&che_cosa=utili"'):
        assert atteso in pagina
    assert 'href="?tipo=strumento"' in pagina
    assert 'href="/notizie/feed/per/lavoro/"' in pagina
    articolo = letta(client.get(f"{uno.get_absolute_url()}?per=lavoro"))
    affine = re.findall(r'href="/notizie/articolo-\d+/\?per=(\w+)"', articolo)
    assert ('href="/notizie/?per=lavoro"' in articolo, affine) == (True, ["lavoro"])
    assert 'href="/notizie/"' in letta(client.get(f"{uno.get_absolute_url()}?per=boh"))


def test_a_topic_has_a_page_of_its_own(client, testata):
    lavoro, musica = argomento(), argomento("Musica", "musica")
    riga(testata, "Uno", argomenti=[lavoro, musica])
    riga(testata, "Altro", argomenti=[lavoro], dal=ORA)
    risposta = client.get(reverse("redazione:argomento", args=["lavoro"]))
    assert ([uno.viva.titolo for uno in risposta.context["articoli"]], "<h1>" in letta(risposta)) == (["Uno"], True)
    assert "/notizie/feed/argomenti/lavoro/" in letta(risposta)
    vuoto = argomento("Orti", "orti")
    assert "non c'è niente da leggere, adesso" in letta(client.get(vuoto.get_absolute_url()))
    assert client.get("/notizie/argomenti/boh/").status_code == 404


# ── An article ────────────────────────────────────────────────────────────────────────────────────
def pieno(testata):
    """With everything that may stand around a text."""
    spazio, bando = coworking.spazio(), thinktown.Ufficio(testata.partner).pubblicato()
    uno = riga(
        testata,
        "Pieno",
        firma="Ada Neri",
        pubblici=["lavoro", "operatori"],
        riguarda=[testata.partner],
        argomenti=[argomento()],
        azione=Azione.COWORKING,
        tipo=Tipo.SERVIZIO,
    )
    for cosa in (spazio, bando):
        Legame.objects.create(voce=uno.voce, tipo="Cosa", url=cosa.get_absolute_url(), titolo=f"Legata {cosa}")
    Correzione.objects.create(articolo=uno, revisione=uno.viva, nota="Era sbagliata la data.")
    Articolo.objects.filter(pk=uno.pk).update(aggiornato_il=adesso())
    return uno, spazio, bando


def test_an_article_says_all_that_its_page_promises(client, testata):
    uno, spazio, bando = pieno(testata)
    Autore.objects.create(voce=uno.voce, persona=PersonaFactory(cognome="Nonconfermata"), ordine=2)
    testo = letta(client.get(uno.get_absolute_url()))
    for atteso in (
        "Servizio · ",
        ">Chi cerca lavoro</a>, ",
        '<h1 lang="it">Pieno</h1>',
        "Pieno, in una frase.",
        "<strong>Ada Neri</strong>",
        "2 minuti · pubblicato",
        "· aggiornato",
        "Corretto dopo l'uscita",
        "Era sbagliata la data.",
        "Il laboratorio apre alle nove.",
        f'href="{spazio.get_absolute_url()}"',
        "Prenota questo spazio",
        f'href="{bando.get_absolute_url()}"',
        'href="/notizie/argomenti/lavoro/"',
        "Creative Commons Attribuzione 4.0 (CC BY)",
        "mailto:?subject=Pieno",
        "http://localhost:8000" + uno.get_absolute_url(),
        "Segnala un errore o replica",
        "Ti è servita?",
        'rel="canonical"',
    ):
        assert atteso in testo, atteso
    assert ("Nonconfermata" in testo, testo.index("Era sbagliata") < testo.index("Il laboratorio apre")) == (
        False,
        True,
    )


def test_an_article_costs_the_same_whatever_stands_around_it(client, testata, django_assert_num_queries):
    semplice = riga(testata, "Semplice")
    riga(testata, "Affine", azione=Azione.COWORKING)
    uno, *_altro = pieno(testata)
    client.get(ELENCO)
    with django_assert_num_queries(QUERY_ARTICOLO):
        client.get(semplice.get_absolute_url())
    with django_assert_num_queries(QUERY_PIENO):
        client.get(uno.get_absolute_url())


def test_without_a_confirmed_signature_the_newsroom_signs(client, testata):
    assert "<strong>Redazione Prova</strong>" in letta(client.get(riga(testata, "Uno").get_absolute_url()))


def test_a_linked_thing_that_is_gone_is_not_offered(client, testata):
    spazio = coworking.spazio()
    uno = riga(testata, "Uno")
    Legame.objects.create(voce=uno.voce, tipo="Spazi", url=spazio.get_absolute_url(), titolo="Lo spazio")
    assert "Prenota questo spazio" in letta(client.get(uno.get_absolute_url()))
    assert 'href="/en/spazi/' in letta(client.get(f"/en{uno.get_absolute_url()}"))
    type(spazio).objects.filter(pk=spazio.pk).update(stato="sospeso")
    testo = letta(client.get(uno.get_absolute_url()))
    assert ("Prenota questo spazio" in testo, "Lo spazio" in testo) == (False, False)


def test_without_anything_to_do_the_linked_thing_is_there_to_be_looked_at(client, testata):
    uno = riga(testata, "Uno")
    for url, titolo in (("/rete/qualcuno/", "Qualcuno"), ("/pagina/che/non/ce/", "Altrove")):
        Legame.objects.create(voce=uno.voce, tipo="Rete", url=url, titolo=titolo)
    testo = letta(client.get(uno.get_absolute_url()))
    assert ('<a href="/rete/qualcuno/" lang="it">Qualcuno</a>' in testo, '<a href="/pagina/che/non/ce/"' in testo) == (
        True,
        True,
    )


def test_replies_that_were_accepted_stand_whole_under_the_text(client, testata):
    uno = riga(testata, "Uno")
    base = {"articolo": uno, "email": "chi@example.org", "decisa_il": adesso(), "risposta": "Ecco."}
    replica, errore = TipoSegnalazione.REPLICA, TipoSegnalazione.ERRORE
    for tipo, stato, nome in (
        (replica, StatoSegnalazione.ACCOLTA, "Bice"),
        (replica, StatoSegnalazione.RESPINTA, "Carla"),
        (errore, StatoSegnalazione.ACCOLTA, "Dora"),
    ):
        Segnalazione.objects.create(tipo=tipo, stato=stato, nome=nome, testo=f"Parola di {nome} <b>", **base)
    grezzo = client.get(uno.get_absolute_url()).content.decode()
    assert ("Parola di Bice &lt;b&gt;" in grezzo, "Carla" in grezzo, "Dora" in grezzo) == (True, False, False)
    assert "chi@example.org" not in grezzo


def test_what_shares_most_is_read_next_and_never_a_draft(client, testata):
    lavoro, altro = argomento(), rete.ammesso(nome="Altro", codice_fiscale="90000000363")
    comune = {"argomenti": [lavoro], "riguarda": [testata.partner], "azione": Azione.COWORKING}
    uno = riga(testata, "Uno", **comune)
    riga(testata, "Stessa azione", azione=Azione.COWORKING)
    riga(testata, "Stesso argomento", argomenti=[lavoro], dal=-2 * ORA)
    riga(testata, "Stesso partner e azione", riguarda=[testata.partner], azione=Azione.COWORKING, dal=-3 * ORA)
    riga(testata, "Niente in comune", riguarda=[altro])
    riga(testata, "Uscirà", dal=ORA, **comune)
    riga(testata, "Ritirato", ritirato=-ORA / 2, **comune)
    riga(testata, "Per altri", pubblici=["imprese"], argomenti=[lavoro], dal=-4 * ORA)
    contesto = client.get(uno.get_absolute_url()).context
    assert [una.viva.titolo for una in contesto["affini"]] == [
        "Stesso partner e azione",
        "Stesso argomento",
        "Per altri",
    ]
    contesto = client.get(f"{uno.get_absolute_url()}?per=lavoro").context
    assert "Per altri" not in [una.viva.titolo for una in contesto["affini"]]
    assert client.get(riga(testata, "Solo").get_absolute_url()).context["affini"] == []


def test_what_machines_read_cannot_close_its_block(client, testata):
    titolo = "</script><script>alert(1)</script>&"
    uno = riga(testata, titolo, firma="Ada", argomenti=[argomento()])
    grezzo = client.get(uno.get_absolute_url()).content.decode()
    blocco = re.search(r'<script type="application/ld\+json">(.*?)</script>', grezzo)[1]
    dati = json.loads(blocco)
    assert (dati["headline"], dati["@type"], dati["license"]) == (
        titolo,
        "NewsArticle",
        "https://creativecommons.org/licenses/by/4.0/deed.it",
    )
    assert (dati["author"], dati["keywords"], "<" in blocco) == (
        [{"@type": "Person", "name": "Ada"}],
        ["Lavoro"],
        False,
    )
    assert "alert(1)</script>" not in grezzo.replace(blocco, "")
    Articolo.objects.filter(pk=uno.pk).update(licenza=Licenza.RISERVATA)
    testo = letta(client.get(uno.get_absolute_url()))
    assert ("Tutti i diritti riservati" in testo, '"license"' in testo, 'rel="license"' in testo) == (
        True,
        False,
        False,
    )


def test_in_english_the_page_is_english_and_the_text_stays_italian(client, testata):
    url = riga(testata, "Uno").get_absolute_url()
    grezzo = client.get(f"/en{url}").content.decode()
    assert ('<html lang="en">' in grezzo, '<h1 lang="it">Uno</h1>' in grezzo) == (True, True)
    assert f'<link rel="canonical" href="http://localhost:8000{url}">' in grezzo


# ── States ────────────────────────────────────────────────────────────────────────────────────────
def test_it_is_read_from_its_minute_to_the_last(client, testata):
    uno = riga(testata, "Uno", dal=ORA, al=2 * ORA)
    url = uno.get_absolute_url()
    un_attimo = timedelta(microseconds=1)
    for istante, stato in (
        (uno.dal - un_attimo, 404),
        (uno.dal, 200),
        (uno.al - un_attimo, 200),
        (uno.al, 410),
    ):
        with a_quest_ora(istante):
            assert client.get(url).status_code == stato
            assert ("Uno" in titoli(client)) == (stato == 200)


def test_one_that_was_withdrawn_says_why_and_where_to_go_and_not_what_it_said(client, testata):
    uno = riga(testata, "Il titolo di prima", ritirato=-ORA / 2)
    risposta = client.get(uno.get_absolute_url())
    testo = letta(risposta, 410)
    assert ("Questo articolo è stato ritirato" in testo, MOTIVO in testo) == (True, True)
    assert ('href="/notizie/"' in testo, "Il titolo di prima" in testo, "noindex" in testo) == (True, False, True)


def test_one_that_is_over_says_until_when_it_was_read(client, testata):
    testo = letta(client.get(riga(testata, "Uno", dal=-2 * ORA, al=-ORA).get_absolute_url()), 410)
    assert ("Questo articolo non si legge più" in testo, "quello che diceva non vale più" in testo) == (True, True)


def test_one_withdrawn_before_anybody_read_it_was_never_there(client, testata):
    for campi in ({"dal": ORA, "ritirato": -ORA}, {"dal": ORA}, {"dal": ORA, "al": 2 * ORA}):
        assert client.get(riga(testata, "Uno", **campi).get_absolute_url()).status_code == 404
    assert client.get("/notizie/mai-esistito/").status_code == 404


# ── A draft, for who may see it ───────────────────────────────────────────────────────────────────
def test_the_same_page_shows_a_draft_and_tells_machines_nothing(testata, rf):
    from django.template.loader import render_to_string

    bozza = in_bozza(testata, "Bozza di prova")
    contesto = contesto_articolo(bozza, bozza.bozza, per=Pubblico.LAVORO)
    pagina = render_to_string("redazione/notizia.html", contesto, request=rf.get("/"))
    assert (contesto["anteprima"], "noindex" in pagina, "ld+json" in pagina, "canonical" in pagina) == (
        True,
        True,
        False,
        False,
    )
    assert ("pubblicato" in pagina, "segnala/" in pagina, "Bozza di prova" in pagina) == (False, False, True)
    uscito = riga(testata, "Uscito")
    assert contesto_articolo(uscito, uscito.viva)["anteprima"] is False


# ── Pictures ──────────────────────────────────────────────────────────────────────────────────────
def test_its_pictures_are_shown_where_it_is_and_only_while_they_may_be(client, testata, django_assert_num_queries):
    """On its page, on its card, to who shows a link; one question more for all of a page, whatever there are."""
    sopra, dentro = (immagini.immagine(testata, alt=f"Foto {nome}.") for nome in ("sopra", "dentro"))
    html_con = f'<p>Uno.</p><figure><img data-immagine="{dentro.codice}"><figcaption>Detta.</figcaption></figure>'
    uno = riga(testata, "Uno", html=html_con, copertina=sopra, azione=Azione.COWORKING)
    riga(testata, "Affine", copertina=sopra, azione=Azione.COWORKING)
    client.get(ELENCO)
    with django_assert_num_queries(QUERY_ARTICOLO + 1):
        testo = client.get(uno.get_absolute_url()).content.decode()
    assert [testo.count(f'alt="Foto {nome}."') for nome in ("sopra", "dentro")] == [2, 1]
    fuori = re.search(r'property="og:image" content="([^"]+)"', testo)[1]
    assert (fuori.startswith("http://localhost:8000/"), sopra.codice in fuori) == (True, True)
    assert json.loads(re.search(r"ld\+json\">(.*?)</script>", testo)[1])["image"] == [fuori]
    with django_assert_num_queries(QUERY_ELENCO + 1):
        elenco = client.get(ELENCO).content.decode()
    assert elenco.count('alt="Foto sopra."') == 2
    type(sopra).objects.all().update(tolta_il=adesso())
    for url in (ELENCO, uno.get_absolute_url()):
        assert "Foto " not in client.get(url).content.decode()
