"""The plan as pages: three views, the empty month, its approval, coverage."""

import html
from datetime import timedelta

import pytest
from django.urls import reverse

from redazione import actions, mese
from redazione.enums import StatoMese
from redazione.enums_articoli import StatoArticolo
from redazione.models import MesePiano
from redazione.queries import mesi_intorno
from talenti.base.clock import oggi
from tests.factories import redazione, rete
from tests.factories import redazione_articoli as di_articoli
from tests.factories.persone import PersonaFactory
from tests.factories.redazione import DA, MOTIVO, giorno, mese_dopo

pytestmark = pytest.mark.django_db
PIANO = "/redazione/piano/"


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def nives(testata):
    return redazione.coordina(testata)


@pytest.fixture
def ugo(testata):
    return redazione.approva(testata)


def letta(risposta, stato=200):
    assert risposta.status_code == stato
    return html.unescape(risposta.content.decode())


def prossimo(vista=""):
    return {"mese": f"{mese_dopo():%Y-%m}"} | ({"vista": vista} if vista else {})


# ── Who opens it ──────────────────────────────────────────────────────────────────────────────────
def test_who_opens_the_pages_of_the_newsroom(client, testata, nives, ugo):
    radio = rete.ammesso(nome="Radio", codice_fiscale="90000010190")
    senza_fattore = rete.membro(testata.riferimento, "operatore")
    senza_fattore.authenticator_set.all().delete()
    chi = {
        "coordina": (nives, 200),
        "redige": (redazione.redattrice(testata), 200),
        "approva": (ugo, 200),
        "tiene": (testata.partner.proposto_da, 200),
        "altro_partner": (radio.proposto_da, 404),
        "nessuno": (PersonaFactory(), 404),
    }
    client.force_login(senza_fattore)
    assert client.get(reverse("redazione:scrivania")).status_code == 302
    for nome in ("piano", "copertura", "persone", "calendario"):
        dove = reverse(f"redazione:{nome}")
        client.logout()
        assert client.get(dove).url.startswith("/accedi/")
        for persona, stato in chi.values():
            client.force_login(persona)
            assert client.get(dove).status_code == stato
        client.force_login(senza_fattore)
        assert client.get(dove).status_code == 302


# ── Its three views ───────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("quante", [1, 3])
@pytest.mark.parametrize("vista", ["mese", "elenco", "bacheca"])
def test_a_view_costs_the_same_whatever_is_planned(client, testata, nives, vista, quante, django_assert_num_queries):
    radio = rete.ammesso(nome="Radio", codice_fiscale="90000010190")
    chi = {"autori": [nives.pk], "fotografa": nives.pk, "riguarda": [radio.pk], "pubblici": ["lavoro"]}
    for n in range(quante):
        redazione.voce(testata, f"Con data {n}", per=giorno(10 + n), **chi)
        redazione.voce(testata, f"Senza {n}", **chi)
        redazione.voce(testata, f"Passata {n}", per=oggi() - timedelta(days=90), **chi)
        actions.lascia_voce(redazione.voce(testata, f"Tolta {n}", per=giorno(10)), MOTIVO, da=DA)
        redazione.idea(testata, testo=f"Idea {n}")
    altra = redazione.testata(testata.partner, testata.riferimento, slug="altra")
    redazione.voce(altra, "Di altri", per=giorno(10))
    redazione.idea(altra, testo="Idea di altri")
    client.force_login(nives)
    client.get(PIANO, prossimo(vista))
    with django_assert_num_queries(QUERY[vista]):
        risposta = client.get(PIANO, prossimo(vista))
    pagina = letta(risposta)
    assert [una.titolo for una in risposta.context["voci"]] == [f"Con data {n}" for n in range(quante)]
    mostrate = {"mese": ("Con data", "Senza"), "elenco": ("Con data", "Senza")}
    di_bacheca = ("Con data", "Senza", "Passata", "Tolta", "Idea")
    for nome in di_bacheca:
        visto = [f"{nome} {n}" in pagina for n in range(quante)]
        assert visto == [nome in mostrate.get(vista, di_bacheca)] * quante
    assert "di altri" not in pagina.lower()


QUERY = {"mese": 24, "elenco": 24, "bacheca": 41}


def test_the_month_is_a_table_of_days_with_lists_and_says_empty_weeks(client, testata, nives):
    voce = redazione.voce(testata, per=giorno(10), autori=[nives.pk])
    client.force_login(nives)
    risposta = client.get(PIANO, prossimo())
    settimane = risposta.context["settimane"]
    assert letta(risposta).count("Settimana vuota") == len(settimane) - 1
    assert [uno.giorno for una in settimane for uno in una.giorni if uno.voci] == [giorno(10)]
    pagina = letta(risposta)
    assert (f'data-giorno="{giorno(10)}"' in pagina, voce.get_absolute_url() in pagina) == (True, True)
    assert 'data-revisione="1"' in pagina
    client.force_login(redazione.redattrice(testata))
    pagina = letta(client.get(PIANO, prossimo()))
    assert ("data-piano" in pagina, "draggable" in pagina, "Metti nel piano" in pagina) == (False, False, False)


@pytest.mark.parametrize(
    "scritto", ["", "boh", "2026-13", "2026-1", "1999-01", "2026-01-01", "２０26-01", "9999-99", "\x00"]
)
def test_a_month_that_is_none_is_this_one(client, testata, nives, scritto):
    client.force_login(nives)
    risposta = client.get(PIANO, {"mese": scritto, "vista": "torta"})
    assert (risposta.context["mese"], risposta.context["vista"]) == (oggi().replace(day=1), "mese")


def test_the_far_ends_of_the_calendar_are_drawn(client, testata, nives):
    client.force_login(nives)
    for scritto in ("2000-01", "2099-12"):
        assert client.get(PIANO, {"mese": scritto}).status_code == 200


def test_an_empty_month_offers_the_ideas_that_have_waited_longest(client, testata, nives):
    for n in range(5):
        redazione.idea(testata, testo=f"Idea {n}")
    actions.scarta(testata.idee.get(testo="Idea 0"), MOTIVO, da=nives)
    client.force_login(nives)
    for vista in ("mese", "elenco"):
        risposta = client.get(PIANO, prossimo(vista))
        assert [una.testo for una in risposta.context["idee"]] == ["Idea 1", "Idea 2", "Idea 3"]
        assert "Il mese è vuoto: idee che aspettano" in letta(risposta)
    # A thing of the month before, on a day that the page of this one shows, does not fill it.
    redazione.voce(testata, per=giorno(10))
    assert client.get(PIANO, prossimo()).context["idee"] == []


def test_the_board_has_a_column_for_each_state(client, testata, nives):
    redazione.idea(testata)
    passata = redazione.voce(testata, "Passata", per=oggi() - timedelta(days=1))
    redazione.voce(testata, "Oggi", per=oggi())
    redazione.voce(testata, "Dopo", per=giorno(3))
    redazione.voce(testata, "Senza")
    for n in range(22):
        actions.lascia_voce(redazione.voce(testata, f"Tolta {n}"), MOTIVO, da=nives)
    for nome, stato in (
        ("In scrittura", StatoArticolo.DA_SISTEMARE),
        ("In revisione", StatoArticolo.IN_REVISIONE),
        ("Pronti e in uscita", StatoArticolo.PRONTO),
        ("Pubblicati", StatoArticolo.PUBBLICATO),
        ("Ritirato", StatoArticolo.ARCHIVIATO),
    ):
        ada = redazione.redattrice(testata)
        di_articoli.articolo(testata, stato, [ada], voce=di_articoli.firmata(testata, [ada], nome))
    ada = redazione.redattrice(testata)
    di_articoli.programmato(testata, autrici=[ada], voce=di_articoli.firmata(testata, [ada], "Uscirà"))
    client.force_login(nives)
    risposta = client.get(PIANO, {"vista": "bacheca"})
    colonne = {
        str(una["nome"]): (una["quante"], [str(uno) for uno in una.get("voci", una.get("idee"))])
        for una in risposta.context["colonne"]
    }
    assert colonne == {
        "Idee da guardare": (1, [redazione.PITCH]),
        "Da scrivere": (4, ["Passata", "Oggi", "Dopo", "Senza"]),
        **{nome: (1, [nome]) for nome in ("In scrittura", "In revisione", "Pubblicati")},
        "Pronti e in uscita": (2, ["Pronti e in uscita", "Uscirà"]),
        "Tolti o ritirati": (23, ["Ritirato", *(f"Tolta {n}" for n in range(21, 2, -1))]),
    }
    # Moved from its card; what is out of the plan is not.
    pagina = letta(risposta)
    assert (pagina.count('class="sposta"'), passata.codice in pagina) == (10, True)


# ── Its approval ──────────────────────────────────────────────────────────────────────────────────
def test_from_the_page_one_proposes_and_another_approves(client, testata, nives, ugo):
    redazione.voce(testata, per=giorno(10))
    mese_, qui = {"mese": f"{mese_dopo():%Y-%m}"}, f"{PIANO}?mese={mese_dopo():%Y-%m}"
    client.force_login(nives)
    assert "Chiedi di approvarlo a Sportello Giovani" in letta(client.get(qui))
    assert client.post(f"{PIANO}mese/proponi/", mese_).url == qui
    pagina = letta(client.get(qui))
    assert ("Aspetta la risposta di Sportello Giovani." in pagina, "Approva il piano" in pagina) == (True, False)
    client.post(f"{PIANO}mese/proponi/", mese_)
    assert "Il piano è già «Da approvare», così com'è." in letta(client.get(qui))
    client.force_login(ugo)
    risposta = client.get(qui)
    assert "Approva il piano di" in letta(risposta)
    assert client.post(f"{PIANO}mese/approva/", mese_ | {"letta": risposta.context["letta"]}).url == qui
    assert MesePiano.objects.get().stato == "approvato"
    assert "Approva il piano di" not in letta(client.get(qui))


def test_the_page_says_what_changed_since_it_was_proposed(client, testata, nives, ugo):
    va, cambia = (redazione.voce(testata, nome, per=giorno(10)) for nome in ("Va", "Cambia"))
    piano = actions.proponi_mese(testata, mese_dopo(), da=nives)
    actions.lascia_voce(va, MOTIVO, da=nives)
    actions.sposta(cambia, giorno(11), revisione=1, da=nives)
    redazione.voce(testata, "Viene", per=giorno(12))
    qui = piano.get_absolute_url()
    client.force_login(ugo)
    pagina = letta(client.get(qui))
    for detto in ("Aggiunta: Viene", "Tolta: Va", "Cambiata: Cambia", "lo deve proporre di nuovo"):
        assert detto in pagina
    assert "Approva il piano di" not in pagina
    client.post(f"{PIANO}mese/approva/", {"mese": f"{mese_dopo():%Y-%m}", "letta": piano.impronta})
    assert "Il piano è cambiato dopo la richiesta" in letta(client.get(qui))
    client.force_login(nives)
    assert "Chiedi di approvarlo a" in letta(client.get(qui))
    assert client.post(f"{PIANO}mese/proponi/", {"mese": f"{mese_dopo():%Y-%m}"}).url == qui
    client.force_login(ugo)
    risposta = client.get(qui)
    assert (risposta.context["cambiate"], "Approva il piano di" in letta(risposta)) == ({}, True)


@pytest.mark.parametrize("stato", [StatoMese.APPROVATO, StatoMese.DA_RIVEDERE])
def test_what_is_decided_is_proposed_again_where_there_is_something_to_decide(client, testata, nives, stato):
    piano = redazione.piano(testata, stato, da=nives)
    client.force_login(nives)
    visto = "Chiedi di approvarlo a" in letta(client.get(piano.get_absolute_url()))
    assert visto == (stato == StatoMese.DA_RIVEDERE)
    redazione.voce(testata, "In più", per=giorno(12))
    pagina = letta(client.get(piano.get_absolute_url()))
    assert ("Chiedi di approvarlo a" in pagina, "Aggiunta: In più" in pagina) == (True, True)


def test_the_plan_is_sent_back_with_a_reason(client, testata, nives, ugo):
    piano = redazione.piano(testata, da=nives)
    dove = reverse("redazione:rimanda", args=[f"{mese_dopo():%Y-%m}"])
    client.force_login(nives)
    assert (client.get(dove).status_code, client.post(dove, {"motivo": MOTIVO}).status_code) == (403, 403)
    client.force_login(ugo)
    letta(client.get(dove))
    risposta = client.post(dove, {"motivo": "x" * 401})
    assert (list(risposta.context["form"].errors), "x" * 401 in letta(risposta, 422)) == (["motivo"], True)
    assert client.post(dove, {"motivo": MOTIVO}).url == piano.get_absolute_url()
    assert MesePiano.objects.get().stato == "da_rivedere"


@pytest.mark.parametrize("scritto", ["", "boh", "2026-13"])
def test_nothing_is_done_to_a_month_that_is_none(client, testata, nives, ugo, scritto):
    redazione.piano(testata, da=nives, quando=oggi().replace(day=1))
    client.force_login(ugo)
    letta_ = MesePiano.objects.get().impronta
    assert client.post(f"{PIANO}mese/approva/", {"mese": scritto, "letta": letta_}).status_code == 404
    assert client.post(f"{PIANO}rimanda/{scritto or 'x'}/", {"motivo": MOTIVO}).status_code == 404
    assert client.post(f"{PIANO}mese/rimanda/", prossimo()).status_code == 404
    assert client.post(f"{PIANO}mese/approva/", prossimo()).status_code == 404
    assert client.get(f"{PIANO}mese/approva/").status_code == 405
    assert MesePiano.objects.get().stato == "proposto"


def test_who_may_not_is_refused(client, testata, nives, ugo):
    piano = redazione.piano(testata, da=nives)
    dati = prossimo() | {"letta": piano.impronta}
    client.force_login(nives)
    assert client.post(f"{PIANO}mese/approva/", dati).status_code == 403
    client.force_login(ugo)
    assert client.post(f"{PIANO}mese/proponi/", dati).status_code == 403


# ── The desk and the coverage ─────────────────────────────────────────────────────────────────────
def test_the_desk_shows_what_waits_and_what_one_writes_next_first(client, testata, nives, ugo):
    for n in range(3):
        redazione.idea(testata, testo=f"Idea {n}")
    for titolo, per in (
        ("Passata", oggi() - timedelta(days=9)),
        ("Senza", None),
        ("Prima", oggi()),
        ("Poi", giorno(9)),
    ):
        redazione.voce(testata, titolo, per=per, autori=[nives.pk])
    piano = redazione.piano(testata, da=nives)
    casa = reverse("redazione:scrivania")
    client.force_login(nives)
    risposta = client.get(casa)
    assert [una.titolo for una in risposta.context["mie"]] == ["Prima", "Poi", "Senza", "Passata"]
    assert [una.testo for una in risposta.context["idee"]] == ["Idea 0", "Idea 1", "Idea 2"]
    assert risposta.context["da_approvare"] == []
    client.force_login(ugo)
    risposta = client.get(casa)
    assert (risposta.context["da_approvare"], risposta.context["idee"], list(risposta.context["mie"])) == (
        [piano],
        [],
        [],
    )
    client.force_login(PersonaFactory())
    assert client.get(casa).url == reverse("redazione:idee")


@pytest.mark.parametrize("quante", [1, 3])
def test_coverage_costs_the_same_whatever_is_spoken_of(client, testata, nives, quante, django_assert_num_queries):
    for n in range(quante):
        redazione.voce(testata, per=giorno(10 + n), riguarda=[testata.partner.pk], azione="eventi")
    altra = redazione.testata(testata.partner, testata.riferimento, slug="altra")
    redazione.voce(altra, per=giorno(10), riguarda=[testata.riferimento.pk])
    client.force_login(nives)
    dove = reverse("redazione:copertura")
    client.get(dove)
    with django_assert_num_queries(QUERY_COPERTURA):
        risposta = client.get(dove)
    assert risposta.context["mesi"] == mesi_intorno(oggi())
    assert [(una.nome, una.totale) for una in risposta.context["partner"]] == [
        ("Sportello Giovani", 0),
        ("Casa della redazione", quante),
    ]
    assert mese.dopo(oggi()) == mese_dopo()


QUERY_COPERTURA = 14
