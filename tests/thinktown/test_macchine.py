"""A call as machines read it: calendar, feed, data block; its doors in the registries; the document of an act."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from icalendar import Calendar

from talenti.base.clock import a_quest_ora, oggi
from talenti.base.memoria import dimentica
from talenti.documenti.actions import carica
from talenti.documenti.enums import StatoFile
from talenti.portale.indice import indicizza
from talenti.portale.ricerca import cerca, tutte
from talenti.rete.actions import aggiungi_partecipazione
from talenti.rete.azioni import porte_di
from tests.factories import rete
from tests.factories.rete import PDF
from tests.factories.thinktown import Ufficio, a_mezzogiorno, completa, dati_atto, giorno_lavorativo
from thinktown import actions
from thinktown.schede import porta

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def ufficio():
    return Ufficio()


def detta(titolo, **tempi):
    intera = completa(**tempi)
    return replace(intera, racconto=replace(intera.racconto, titolo=titolo))


def calendario(client, bando):
    risposta = client.get(reverse("thinktown:calendario", args=[bando.slug]))
    assert risposta["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(risposta.content).walk("VEVENT")


# ── Calendar ──────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("mese", "ora_utc"), [(1, 11), (7, 10)])
def test_noon_in_rome_is_noon_in_january_and_in_july(client, ufficio, mese, ora_utc):
    # The second Tuesday of the month: no holiday, whatever the year.
    giorno = min(date(oggi().year + 1, mese, n) for n in range(8, 15) if date(oggi().year + 1, mese, n).weekday() == 1)
    bando = ufficio.pubblicato(completa(chiude=a_mezzogiorno(giorno)))
    apre, chiude = calendario(client, bando)
    assert (chiude["dtstart"].dt.date(), chiude["dtstart"].dt.utctimetuple().tm_hour) == (giorno, ora_utc)
    assert apre["dtstart"].dt == bando.apre_il.replace(microsecond=0)
    assert [str(uno["summary"])[:6] for uno in (apre, chiude)] == ["Apre: ", "Chiude"]
    assert chiude.walk("VALARM")[0]["trigger"].dt == timedelta(days=-1)


def test_the_file_opened_again_after_an_extension_moves_the_same_entries(client, ufficio):
    bando = ufficio.pubblicato(completa(chiude=a_mezzogiorno(giorno_lavorativo(20))))
    prima = calendario(client, bando)
    actions.proroga(bando, a_mezzogiorno(giorno_lavorativo(40)), dati_atto("2", motivo="Tempo."), da=ufficio.pubblica)
    dopo = calendario(client, bando)
    assert [uno["uid"] for uno in prima] == [uno["uid"] for uno in dopo]
    assert [(uno["sequence"], str(uno["status"])) for uno in (prima[1], dopo[1])] == [
        (1, "CONFIRMED"),
        (2, "CONFIRMED"),
    ]
    assert dopo[1]["dtstart"].dt == a_mezzogiorno(giorno_lavorativo(40))


# ── Feed ──────────────────────────────────────────────────────────────────────────────────────────
def test_the_feed_has_what_is_out_newest_first(client, ufficio):
    primo = ufficio.pubblicato(detta("Primo & <b>"))
    secondo = ufficio.pubblicato(detta("Secondo"))
    ufficio.bozza(detta("Bozza"))
    ufficio.in_verifica(detta("In verifica"))
    risposta = client.get(reverse("thinktown:feed"))
    assert risposta["Content-Type"] == "application/atom+xml; charset=utf-8"
    radice = ElementTree.fromstring(risposta.content)
    voci = radice.findall(f"{ATOM}entry")
    assert [voce.findtext(f"{ATOM}title") for voce in voci] == ["Secondo", "Primo & <b>"]
    assert [voce.findtext(f"{ATOM}id") for voce in voci] == [
        f"urn:talenti-diffusi:bando:{uno.codice}" for uno in (secondo, primo)
    ]
    assert voci[0].find(f"{ATOM}link").get("href").endswith(f"/bandi/{secondo.slug}/")


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_feed_costs_one_query(client, ufficio, quanti, django_assert_num_queries):
    for n in range(quanti):
        ufficio.pubblicato(detta(f"Bando {n}"))
    with django_assert_num_queries(1):
        client.get(reverse("thinktown:feed"))


# ── Data block ────────────────────────────────────────────────────────────────────────────────────
def blocco(client, bando):
    testo = client.get(reverse("thinktown:bando", args=[bando.slug])).content.decode()
    (trovato,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', testo, re.DOTALL)
    return trovato


def test_search_engines_read_the_call_and_no_word_of_it_closes_the_block(client, ufficio):
    cattivo = '</script><script>alert("&")</script>'
    bando = ufficio.pubblicato(detta(cattivo))
    scritto = blocco(client, bando)
    assert not set(scritto) & set("<>&")
    letto = json.loads(scritto)
    assert (letto["name"], letto["@type"], letto["provider"]["name"]) == (
        cattivo, "GovernmentService", "Comune delle Prove"
    )  # fmt: skip
    assert letto["offers"]["availabilityEnds"] == bando.chiude_il.isoformat()
    risposta = client.get(reverse("thinktown:bando", args=[bando.slug]))
    assert "script-src 'self'" in risposta["Content-Security-Policy"]
    # Nothing that a browser would run stands in the page beside our own files.
    assert re.findall(r"<script(?![^>]*(?:src=|ld\+json))", risposta.content.decode()) == []


def test_a_call_that_fell_offers_nothing(client, ufficio):
    bando = ufficio.pubblicato()
    actions.revoca(bando, dati_atto("9", motivo="Niente fondi."), da=ufficio.pubblica)
    assert "offers" not in json.loads(blocco(client, bando))


# ── Registries ────────────────────────────────────────────────────────────────────────────────────
CERCATI = ("pianura idee", "prove pianura", "montagna")


def test_search_and_sitemap_have_the_call(client, ufficio):
    bando = ufficio.pubblicato(detta("Idee in pianura"))
    assert [scheda.titolo for scheda in tutte() if scheda.url == f"/bandi/{bando.slug}/"] == ["Idee in pianura"]
    indicizza()
    trovate = {testo: [uno.titolo for tipo in cerca(testo).tipi for uno in tipo.schede] for testo in CERCATI}
    assert trovate == dict(zip(CERCATI, (["Idee in pianura"], ["Idee in pianura"], []), strict=True))
    mappa = client.get("/sitemap.xml").content.decode()
    assert (f"/bandi/{bando.slug}/</loc>" in mappa, "/bandi/</loc>" in mappa) == (True, True)


def test_the_menu_has_a_door_once_a_call_is_out(client, ufficio):
    ufficio.bozza()
    assert 'href="/bandi/"' not in client.get("/aiuto/").content.decode()


def test_the_menu_has_a_door_while_a_call_is_out(client, ufficio):
    ufficio.pubblicato()
    assert 'href="/bandi/"' in client.get("/aiuto/").content.decode()


def test_the_door_of_the_home_tells_a_fact_that_is_true_now(ufficio):
    assert porta() is None
    dimentica()
    bando = ufficio.pubblicato(completa(chiude=a_mezzogiorno(giorno_lavorativo(30))))
    fatti = []
    for prima in (timedelta(days=9, hours=2), timedelta(hours=3, minutes=5), timedelta(minutes=4), timedelta()):
        with a_quest_ora(bando.chiude_il - prima):
            fatti.append(porta().fatto)
    with a_quest_ora(bando.apre_il - timedelta(days=1)):
        fatti.append(porta().fatto)
    ufficio.pubblicato(completa(chiude=a_mezzogiorno(giorno_lavorativo(60))))
    with a_quest_ora(bando.chiude_il - timedelta(days=2)):
        fatti.append(porta().fatto)
    assert fatti == [
        "1 aperto, chiude tra 9 giorni",
        "1 aperto, chiude tra 3 ore",
        "1 aperto, chiude tra meno di un'ora",
        "Nessuno aperto adesso",
        "1 in arrivo",
        "2 aperti, il primo chiude tra 2 giorni",
    ]


def test_the_page_of_the_body_leads_to_its_calls(client, ufficio):
    partner = ufficio.partner
    aggiungi_partecipazione(
        partner, azione="thinktown", che_cosa="Pubblica i bandi.", ruolo="partner", da=ufficio.pubblica
    )
    bando = ufficio.pubblicato()
    una = porte_di(partner)["thinktown"]
    assert (una.fatto, una.url) == ("1 bando aperto", f"/bandi/{bando.slug}/")
    assert "1 bando aperto" in client.get(partner.get_absolute_url()).content.decode()
    ufficio.pubblicato()
    with a_quest_ora(bando.chiude_il + timedelta(days=1)):
        due = porte_di(partner)["thinktown"]
    assert (due.fatto, due.url) == ("2 bandi", f"/bandi/?di={partner.slug}")


# ── The document of an act ────────────────────────────────────────────────────────────────────────
def test_the_document_of_an_act_is_of_everybody_while_it_is_there(client, ufficio):
    bando = ufficio.in_verifica()
    file = carica(rete.caricato("atto.pdf"), per=bando, da=ufficio.pubblica)
    actions.pubblica(bando, replace(dati_atto(), file=file), da=ufficio.pubblica)
    indirizzo = reverse("thinktown:atto", args=[bando.slug, bando.atti.get().pk])
    assert indirizzo in client.get(reverse("thinktown:bando", args=[bando.slug])).content.decode()
    risposta = client.get(indirizzo)
    assert (risposta.content, risposta["Content-Type"]) == (PDF, "application/pdf")
    assert risposta["Content-Disposition"] == 'attachment; filename="atto.pdf"'
    type(file).objects.filter(pk=file.pk).update(stato=StatoFile.ELIMINATO)
    assert client.get(indirizzo).status_code == 404


def test_an_act_without_document_or_of_another_call_is_not_there(client, ufficio):
    bando, altro = ufficio.pubblicato(), ufficio.pubblicato()
    file = carica(rete.caricato("atto.pdf"), per=altro, da=ufficio.pubblica)
    dati = replace(dati_atto("2", motivo="Tempo."), file=file)
    actions.proroga(altro, a_mezzogiorno(giorno_lavorativo(60)), dati, da=ufficio.pubblica)
    for quale in (bando.atti.get().pk, altro.atti.last().pk):
        assert client.get(reverse("thinktown:atto", args=[bando.slug, quale])).status_code == 404
