"""What the office has told of an application, wherever its group looks; and nothing before it is told."""

from datetime import timedelta

import pytest
from django.urls import reverse

from talenti.base.clock import a_quest_ora, adesso
from talenti.base.templatetags.italiano import data
from tests.factories.istruttoria import AMMETTE, CHIEDE, ESCLUDE, decisa, detta
from tests.factories.risposte import chiesta, di_sportello, preavvisata, risposta_inviata
from tests.factories.thinktown import Ufficio, cominciata, dati_atto, dopo_la_chiusura, inviata, maggiorenne
from thinktown import actions, coda, comunicazioni, personali
from thinktown.del_gruppo import regole
from thinktown.enums import StatoDomanda
from thinktown.mie import in_elenco
from thinktown.models import Domanda
from thinktown.ricevuta import che_cosa_succede
from thinktown.termini import ricorso_al_presidente, ricorso_al_tar, ultimo_giorno

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


@pytest.fixture
def giulia(client):
    persona = maggiorenne(nome="Giulia", cognome="Verdi")
    client.force_login(persona)
    return persona


@pytest.fixture
def domanda(bando, giulia):
    mandata = inviata(bando, giulia)
    with dopo_la_chiusura(bando):
        yield mandata


def riga(domanda):
    (una,) = in_elenco([Domanda.objects.select_related("bando__partner").get(pk=domanda.pk)])
    return una["parola"], una["frase"]


def letta(client, domanda, nome="ricevuta"):
    risposta_ = client.get(reverse(f"thinktown:{nome}", args=[domanda.codice]))
    assert risposta_.status_code == 200
    return " ".join(risposta_.content.decode().split())


def passi(domanda):
    domanda = Domanda.objects.get(pk=domanda.pk)
    dette = comunicazioni.della_domanda(domanda, domanda.componenti.first().persona)["dette"]
    return [(uno["titolo"], uno["fase"]) for uno in che_cosa_succede(domanda, domanda.invii.last(), dette)]


def da_fare(persona):
    return [(una.testo.partition(":")[0], una.url) for una in comunicazioni.linea(persona)]


# ── Before it is told ─────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("decisione", [AMMETTE, ESCLUDE, CHIEDE], ids=["ammette", "esclude", "chiede"])
def test_a_decision_that_may_be_taken_back_shows_nowhere(client, domanda, ufficio, giulia, decisione):
    pagine = ("domanda", "ricevuta", "gruppo", "messaggi", "invia")
    indirizzi = [reverse(f"thinktown:{nome}", args=[domanda.codice]) for nome in pagine]
    indirizzi += [reverse("thinktown:mie"), "/area/", domanda.bando.get_absolute_url()]

    def parole():
        return [client.get(uno, follow=True).content.decode().partition("<main")[2] for uno in indirizzi]

    # The page of reading has a token of its own each time.
    senza_gettoni = [pezzo.split("csrfmiddlewaretoken")[0] for pezzo in parole()]
    decisa(domanda, decisione, ufficio.scrive)
    assert [pezzo.split("csrfmiddlewaretoken")[0] for pezzo in parole()] == senza_gettoni
    assert comunicazioni.della_domanda(domanda, giulia)["dette"] == []
    assert (riga(domanda)[0], da_fare(giulia)) == ("Inviata", [])


# ── Asked ─────────────────────────────────────────────────────────────────────────────────────────
def test_a_request_is_the_thing_to_do_until_its_term(client, domanda, ufficio, giulia):
    richiesta = chiesta(domanda, ufficio)
    giorno = data(ultimo_giorno(richiesta.entro))
    parola, frase = riga(domanda)
    assert (parola, f"Rispondi entro {giorno}" in frase) == ("Da completare", True)
    assert da_fare(giulia) == [("Completa la domanda", richiesta.get_absolute_url())]
    for nome in ("domanda", "ricevuta"):
        pagina = letta(client, domanda, nome)
        assert ("L'ufficio ti chiede di completare la domanda" in pagina, richiesta.get_absolute_url() in pagina) == (
            True,
            True,
        )
        assert "Ritira la domanda" not in pagina
    assert f"entro {giorno}" in letta_area(client)
    assert passi(domanda) == [
        ("Domanda arrivata", "passato"),
        ("Il bando è chiuso", "passato"),
        ("L'ufficio ha chiesto di completare la domanda", "passato"),
        ("Tocca a te: rispondi all'ufficio", "adesso"),
        ("Una commissione valuta, poi esce la graduatoria", "dopo"),
    ]
    # Past its term, and nothing has run yet: it says so all the same.
    with a_quest_ora(richiesta.entro):
        assert (riga(domanda)[0], da_fare(giulia)) == ("Termine passato", [])
        assert "Il termine per rispondere all'ufficio è passato" in letta(client, domanda, "domanda")
        actions.fai_scadere()
        assert riga(domanda)[0] == "Inviata"
        assert ("È passato il termine per rispondere", "passato") in passi(domanda)


def letta_area(client):
    return " ".join(client.get("/area/").content.decode().split())


def test_who_only_reads_has_nothing_to_do(domanda, ufficio):
    legge = maggiorenne()
    domanda.componenti.create(persona=legge, email=legge.email, ruolo="legge", stato="dentro")
    chiesta(domanda, ufficio)
    assert da_fare(legge) == []


def test_an_answer_stands_on_the_line_of_time(client, domanda, ufficio, giulia):
    richiesta = chiesta(domanda, ufficio)
    risposta_inviata(richiesta, da=giulia)
    assert "Hai risposto all'ufficio" in riga(domanda)[1]
    assert ("Hai risposto all'ufficio", "passato") in passi(domanda)
    assert passi(domanda)[-2:] == [
        ("L'ufficio controlla le domande", "adesso"),
        ("Una commissione valuta, poi esce la graduatoria", "dopo"),
    ]
    assert richiesta.get_absolute_url() in letta(client, domanda, "domanda")
    assert da_fare(giulia) == []


def test_a_notice_of_refusal_says_so(client, ufficio, giulia):
    domanda = inviata(di_sportello(ufficio), giulia)
    richiesta = preavvisata(domanda, ufficio)
    assert riga(domanda)[0] == "L'ufficio aspetta una risposta"
    assert da_fare(giulia) == [("Rispondi all'ufficio sulla domanda", richiesta.get_absolute_url())]
    assert "L'ufficio pensa di escludere la domanda" in letta(client, domanda, "domanda")
    # While the call is open: what is written there cannot be changed meanwhile.
    assert "Il bando chiude" not in [titolo for titolo, _fase in passi(domanda)]


# ── Decided ───────────────────────────────────────────────────────────────────────────────────────
def test_an_admission_is_read_and_what_comes(client, domanda, ufficio, giulia):
    decisione = detta(domanda, AMMETTE, ufficio.scrive)
    assert riga(domanda) == ("Si può valutare", "Adesso aspetta la valutazione della commissione.")
    assert da_fare(giulia) == [("L'ufficio ha deciso sulla tua domanda", f"/domande/{domanda.codice}/ricevuta/")]
    for nome in ("domanda", "ricevuta"):
        pagina = letta(client, domanda, nome)
        assert ("La domanda si può valutare: deciso" in pagina, "Segna come letto" in pagina) == (True, True)
        assert reverse("thinktown:lettera", args=[domanda.codice, decisione.codice]) in pagina
    client.post(reverse("thinktown:richiesta_letta", args=[domanda.codice, decisione.codice]))
    assert (da_fare(giulia), "Segna come letto" in letta(client, domanda)) == ([], False)
    assert passi(domanda)[2:] == [
        ("La domanda si può valutare", "passato"),
        ("Una commissione valuta, poi esce la graduatoria", "attesa"),
    ]


def test_an_exclusion_says_why_and_what_one_can_still_do(client, domanda, ufficio):
    decisione = detta(domanda, ESCLUDE, ufficio.scrive)
    assert riga(domanda)[0] == "Esclusa"
    pagina = letta(client, domanda)
    detto_il = decisione.comunicato_il
    for parola in (
        ESCLUDE.motivo,
        data(ricorso_al_tar(detto_il)),
        data(ricorso_al_presidente(detto_il)),
        reverse("thinktown:messaggi", args=[domanda.codice]),
        "accesso agli atti",
    ):
        assert parola in pagina, parola
    assert passi(domanda)[-1] == ("La domanda è esclusa", "passato")


def test_a_second_look_and_what_it_gives(client, domanda, ufficio):
    detta(domanda, ESCLUDE, ufficio.scrive)
    with a_quest_ora(adesso() + timedelta(minutes=20)):
        actions.riesamina(domanda, motivo="Abbiamo sbagliato.", da=ufficio.pubblica)
        assert riga(domanda)[0] == "Inviata"
        assert "La domanda è esclusa: deciso" not in letta(client, domanda)
        titoli = [titolo for titolo, _fase in passi(domanda)]
        assert titoli[2:4] == ["La domanda è esclusa", "L'ufficio ha riaperto il controllo"]
        detta(domanda, AMMETTE, ufficio.scrive)
        assert ("La domanda si può valutare: deciso" in letta(client, domanda), riga(domanda)[0]) == (
            True,
            "Si può valutare",
        )


# ── Sent, and in force ────────────────────────────────────────────────────────────────────────────
@pytest.fixture(params=[StatoDomanda.INTEGRAZIONE, StatoDomanda.PREAVVISO, StatoDomanda.AMMESSA, StatoDomanda.ESCLUSA])
def controllata(request, ufficio, giulia):
    """Of a call that is still open, with another one that has just been sent."""
    domanda = inviata(di_sportello(ufficio), giulia, [maggiorenne()])
    match request.param:
        case StatoDomanda.INTEGRAZIONE:
            chiesta(domanda, ufficio)
        case StatoDomanda.PREAVVISO:
            preavvisata(domanda, ufficio)
        case StatoDomanda.AMMESSA:
            detta(domanda, AMMETTE, ufficio.scrive)
        case StatoDomanda.ESCLUSA:
            risposta_inviata(preavvisata(domanda, ufficio), da=giulia)
            detta(domanda, ESCLUDE, ufficio.scrive)
    domanda.refresh_from_db()
    assert domanda.stato == request.param
    return domanda


def test_every_page_of_one_that_was_answered_opens_and_offers_no_change(client, controllata):
    domanda = controllata
    assert "La domanda è ritirata" not in letta(client, domanda, "domanda")
    assert letta(client, domanda, "gruppo")
    assert client.get(reverse("thinktown:invia", args=[domanda.codice])).url == reverse(
        "thinktown:ricevuta", args=[domanda.codice]
    )
    assert "Non la puoi ritirare da qui" in letta(client, domanda, "ritira")
    assert client.get(reverse("thinktown:parte", args=[domanda.codice, "progetto"])).url == domanda.get_absolute_url()
    pagina = letta(client, domanda)
    assert ("Modifica la domanda" in pagina, "Puoi modificarla fino a" in pagina) == (False, False)


def test_what_was_typed_before_the_office_answered_is_not_lost(client, controllata):
    dati = {"n-titolo": "1", "v-titolo": "Un titolo lungo e nuovo"}
    pagina = client.post(reverse("thinktown:parte", args=[controllata.codice, "progetto"]), dati)
    assert (pagina.status_code, "Un titolo lungo e nuovo" in pagina.content.decode()) == (409, True)
    voce = client.post(
        reverse("thinktown:voce", args=[controllata.codice, "titolo"]),
        {"v-titolo": "Un altro", "versione": "1", "gettone": "abcdef"},
    )
    assert voce.status_code == 409


def test_its_place_in_the_queue_is_its_own_until_it_is_excluded(client, controllata, ufficio):
    dopo = inviata(controllata.bando)
    esclusa = controllata.stato == StatoDomanda.ESCLUSA
    assert coda.posto(dopo) == (1 if esclusa else 2)
    assert ("nella coda" in letta(client, controllata).lower(), coda.ha_un_posto(controllata)) == (False, not esclusa)


def test_it_counts_as_another_application_and_asks_nobody_to_confirm(controllata, giulia):
    bando = controllata.bando
    altra = cominciata(bando, giulia)
    verdetti = [str(una.verdetto) for una in regole(altra, giulia)]
    assert "no" in verdetti
    compagna = controllata.componenti.exclude(persona=giulia).get()
    compagna.stato, compagna.confermato_il = "dentro", None
    compagna.save(update_fields=["stato", "confermato_il"])
    assert list(personali.linea(compagna.persona)) == []


def test_of_a_call_that_was_annulled_nothing_is_to_be_done(domanda, ufficio, giulia):
    chiesta(domanda, ufficio)
    actions.annulla(domanda.bando, dati_atto("9", "Era sbagliato."), da=ufficio.pubblica)
    assert (da_fare(giulia), riga(domanda)[0]) == ([], "Cancellato")


# ── What it costs ─────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("quante", [1, 3])
def test_the_list_and_the_area_ask_the_same_for_one_and_for_many(
    client, ufficio, bando, giulia, quante, django_assert_num_queries
):
    sue = [inviata(bando, giulia) for _volta in range(quante)]
    estranea = inviata(bando)
    with dopo_la_chiusura(bando):
        for una in (*sue, estranea):
            chiesta(una, ufficio)
        client.get(reverse("thinktown:mie"))
        with django_assert_num_queries(15):
            righe = client.get(reverse("thinktown:mie")).context["righe"]
        assert [una["parola"] for una in righe] == ["Da completare"] * quante
        with django_assert_num_queries(2):
            assert len(list(comunicazioni.linea(giulia))) == quante
