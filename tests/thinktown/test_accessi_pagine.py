"""The pages of requests of access: the door, the receipt, who is heard, the card of the office."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.html import escape

from talenti.base import registries
from talenti.base.clock import a_quest_ora, adesso, oggi
from talenti.persone.models import Lettura
from tests.factories import rete
from tests.factories.persone import con_fattore
from tests.factories.registri import CHE_COSA, PERCHE, accesso, decidi
from tests.factories.thinktown import Ufficio, inviata, maggiorenne
from tests.thinktown.browser import compila, giorno, modulo
from thinktown.actions.accessi import interpella, risponde_controinteressato
from thinktown.attese_registri import linea
from thinktown.models import Controinteressato, RichiestaAccesso

pytestmark = pytest.mark.django_db
ELENCO = "/admin/thinktown/richiestaaccesso/"


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


@pytest.fixture
def giulia():
    return maggiorenne(nome="Giulia", cognome="Chiede")


@pytest.fixture
def spedita(bando):
    return inviata(bando)


def porta(bando):
    return reverse("thinktown:accesso", args=[bando.slug])


def scheda(una):
    return reverse("admin:thinktown_bando_accesso", args=[una.bando_id, una.codice])


def atto(una, verbo):
    return reverse("admin:thinktown_bando_atto_accesso", args=[una.bando_id, una.codice, verbo])


def entra(client, persona, *, ufficio=False):
    client.force_login(con_fattore(persona) if ufficio else persona)
    return client


def premi(client, pagina, **dati):
    """``compila``, for a form one of whose fields is an answer."""
    scritti, _bottoni = modulo(pagina)
    return client.post(pagina.request["PATH_INFO"], {nome: uno for nome, uno in scritti.items() if uno} | dati)


def fra(giorni):
    return a_quest_ora(adesso() + timedelta(days=giorni))


# ── Who asks ──────────────────────────────────────────────────────────────────────────────────────
def test_without_an_account_one_signs_in_first_and_of_a_draft_there_is_no_door(client, ufficio, bando, giulia):
    assert client.get(porta(bando)).status_code == 302
    assert entra(client, giulia).get(porta(ufficio.bozza())).status_code == 404
    assert porta(bando) in client.get(bando.get_absolute_url()).content.decode()


def test_asked_and_the_receipt_says_number_day_and_what_silence_means(client, bando, giulia):
    pagina = entra(client, giulia).get(porta(bando))
    testo = pagina.content.decode()
    for parola in ("L. 241/1990, articoli 22–25", "articolo 5, comma 1", "articolo 5, comma 2", giulia.email):
        assert parola in testo
    risposta = compila(client, pagina, tipo="documentale", che_cosa=CHE_COSA, perche=PERCHE)
    una = RichiestaAccesso.objects.get()
    assert risposta["Location"] == una.get_absolute_url()
    ricevuta = client.get(una.get_absolute_url()).content.decode()
    for parola in (
        f"n. {una}",
        CHE_COSA,
        PERCHE,
        "si considera respinta",
        "articolo 25, comma 4",
        "Ritira la richiesta",
    ):
        assert parola in ricevuta
    assert f"n. {una}" in client.get(porta(bando)).content.decode()


@pytest.mark.parametrize(
    ("dati", "frase"),
    [
        ({}, "Scegli una voce dell"),
        ({"tipo": "altro", "che_cosa": "Sì"}, "Scegli una voce dell"),
        ({"tipo": "civico"}, "Scrivi che cosa vuoi vedere."),
        ({"tipo": "documentale", "che_cosa": "I verbali"}, "la legge chiede di dire perché"),
        ({"tipo": "civico", "che_cosa": "x" * 2001}, "caratteri"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(client, bando, giulia, dati, frase):
    risposta = entra(client, giulia).post(porta(bando), dati)
    testo = risposta.content.decode()
    assert (risposta.status_code, frase in testo, RichiestaAccesso.objects.count()) == (422, True, 0)
    assert dati.get("che_cosa", "")[:40] in testo


def test_the_receipt_is_of_who_asked_and_she_may_take_it_back(client, ufficio, bando, giulia):
    una = accesso(bando, giulia)
    ritira = reverse("thinktown:ritira_accesso", args=[bando.slug, una.codice])
    for chi in (maggiorenne(), ufficio.scrive):
        entra(client, chi)
        assert (client.get(una.get_absolute_url()).status_code, client.post(ritira).status_code) == (404, 404)
    entra(client, giulia)
    altro = ufficio.pubblicato()
    assert client.post(reverse("thinktown:ritira_accesso", args=[altro.slug, una.codice])).status_code == 404
    assert client.get(reverse("thinktown:mio_accesso", args=[altro.slug, una.codice])).status_code == 404
    testo = client.post(ritira, follow=True).content.decode()
    assert ("Richiesta ritirata." in testo, "Ritira la richiesta" in testo) == (True, False)


@pytest.mark.parametrize(
    ("verbo", "parole"),
    [
        ("accogli", ["Accolta", "Si possono vedere in ufficio"]),
        ("accogli_in_parte", ["Accolta in parte", "TAR"]),
        ("respingi_accesso", ["Respinta", "TAR"]),
        ("differisci", ["Rimandata a un giorno preciso", "Ti rispondiamo entro"]),
    ],
)
def test_the_receipt_becomes_the_answer(client, ufficio, bando, giulia, verbo, parole):
    una = accesso(bando, giulia)
    decidi(una, verbo, ufficio.pubblica, **({"al": oggi() + timedelta(days=9)} if verbo == "differisci" else {}))
    testo = entra(client, giulia).get(una.get_absolute_url()).content.decode()
    assert [parola for parola in parole if parola not in testo] == []


def test_past_its_day_the_receipt_says_so(client, bando, giulia):
    una = accesso(bando, giulia, "civico")
    entra(client, giulia)
    with fra(31):
        testo = client.get(una.get_absolute_url()).content.decode()
    assert ("Nessuna risposta in tempo" in testo, "Il silenzio non vale come un no" in testo) == (True, True)


# ── Who is heard ──────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("tipo", "con_motivo"), [("documentale", True), ("generalizzato", False)])
def test_who_is_heard_reads_who_asks_what_and_no_more(client, ufficio, bando, giulia, spedita, tipo, con_motivo):
    una = accesso(bando, giulia, tipo, perche=PERCHE)
    (uno,) = interpella(una, [spedita], da=ufficio.scrive)
    testo = entra(client, uno.persona).get(uno.get_absolute_url()).content.decode()
    assert ("Giulia Chiede" in testo, CHE_COSA in testo, PERCHE in testo) == (True, True, con_motivo)
    assert giulia.email not in testo
    for chi in (giulia, ufficio.scrive, maggiorenne()):
        assert entra(client, chi).get(uno.get_absolute_url()).status_code == 404


def test_an_objection_from_the_page(client, ufficio, bando, giulia, spedita):
    (uno,) = interpella(accesso(bando, giulia), [spedita], da=ufficio.scrive)
    pagina = entra(client, uno.persona).get(uno.get_absolute_url())
    senza = premi(client, pagina, risposta="si_oppone")
    assert (senza.status_code, "Scrivi perché ti opponi" in senza.content.decode()) == (422, True)
    assert premi(client, pagina).status_code == 422
    detto = premi(client, pagina, risposta="si_oppone", motivo="È la mia idea.")
    assert detto["Location"] == uno.get_absolute_url()
    testo = client.get(uno.get_absolute_url()).content.decode()
    assert ("È la mia idea." in testo, "Invia la risposta" in testo) == (True, False)
    di_nuovo = client.post(uno.get_absolute_url(), {"risposta": "non_si_oppone"})
    assert (di_nuovo.status_code, "Hai già risposto." in di_nuovo.content.decode()) == (422, True)
    assert Controinteressato.objects.get().risposta == "si_oppone"


def test_after_the_last_day_the_page_says_to_whom_one_may_still_write(client, ufficio, bando, giulia, spedita):
    (uno,) = interpella(accesso(bando, giulia), [spedita], da=ufficio.scrive)
    entra(client, uno.persona)
    with a_quest_ora(adesso() + (uno.entro_il - oggi()) + timedelta(days=1)):
        testo = client.get(uno.get_absolute_url()).content.decode()
        tardi = client.post(uno.get_absolute_url(), {"risposta": "non_si_oppone"})
    assert ("Il termine è passato." in testo, "Invia la risposta" in testo, tardi.status_code) == (True, False, 422)


def test_her_area_says_until_when_and_ends_with_the_answer(ufficio, bando, giulia, spedita):
    una = accesso(bando, giulia)
    (mia,) = linea(giulia)
    assert (mia.gruppo, mia.url) == ("in_attesa", una.get_absolute_url())
    (uno,) = interpella(una, [spedita], da=ufficio.scrive)
    (cosa,) = linea(uno.persona)
    assert (cosa.gruppo, cosa.url, cosa.entro.date()) == ("da_fare", uno.get_absolute_url(), uno.entro_il)
    assert "Chiede" not in str(cosa.testo)
    risponde_controinteressato(uno, si_oppone=False, da=uno.persona)
    decidi(una, "accogli", ufficio.pubblica)
    assert (list(linea(uno.persona)), list(linea(giulia))) == ([], [])
    assert registries.linea_personale.get("thinktown.registri") is linea


# ── The office ────────────────────────────────────────────────────────────────────────────────────
def test_one_on_paper_is_registered_from_when_it_came(client, ufficio, bando):
    qui = reverse("admin:thinktown_bando_nuovo_accesso", args=[bando.pk])
    pagina = entra(client, ufficio.scrive, ufficio=True).get(qui)
    il = oggi() - timedelta(days=3)
    dati = {"tipo": "documentale", "canale": "pec", "nome": "Carla Esempio", "che_cosa": CHE_COSA, "perche": PERCHE}
    senza = compila(client, pagina, **(dati | giorno("arrivata", il) | {"perche": ""}))
    assert (senza.status_code, "la legge chiede di dire perché" in senza.content.decode()) == (422, True)
    futura = compila(client, pagina, **(dati | giorno("arrivata", oggi() + timedelta(days=1))))
    assert (futura.status_code, RichiestaAccesso.objects.count()) == (422, 0)
    fatta = compila(client, pagina, **(dati | giorno("arrivata", il)))
    una = RichiestaAccesso.objects.get()
    assert (fatta["Location"], una.scade_il, una.canale) == (scheda(una), il + timedelta(days=30), "pec")
    testo = client.get(scheda(una)).content.decode()
    assert ("mancano 27 giorni" in testo, "Senza email" in testo, "semaforo-verde" in testo) == (True, True, True)
    bozza = reverse("admin:thinktown_bando_nuovo_accesso", args=[ufficio.bozza().pk])
    assert client.get(bozza).status_code == 403


def test_the_card_hears_people_and_shows_what_they_said(client, ufficio, bando, giulia, spedita):
    una = accesso(bando, giulia)
    entra(client, ufficio.scrive, ufficio=True)
    pagina = client.get(atto(una, "interpella"))
    for scritto in ("", "x", "99", "1" * 12, "-1"):
        assert compila(client, pagina, domande=scritto).status_code == 422
    detto = compila(client, pagina, domande=f" {spedita.numero}; {spedita.numero}")
    assert detto["Location"] == scheda(una)
    (uno,) = una.controinteressati.all()
    testo = client.get(scheda(una)).content.decode()
    assert ("1 persona avvisata" in testo, "non risulta ancora letto" in testo) == (True, True)
    assert escape(uno.persona.get_full_name()) in testo
    risponde_controinteressato(uno, si_oppone=True, motivo="È la mia idea.", da=uno.persona)
    testo = client.get(scheda(una)).content.decode()
    assert ("Si oppone" in testo, "È la mia idea." in testo) == (True, True)
    letti = set(Lettura.objects.filter(pagina="thinktown.accessi").values_list("persona", flat=True))
    assert letti == {giulia.pk, uno.persona_id}


def test_each_decision_has_its_page_and_who_may_not_reads_why(client, ufficio, bando, giulia):
    una = accesso(bando, giulia)
    entra(client, ufficio.scrive, ufficio=True)
    assert client.get(atto(una, "accogli")).status_code == 403
    assert "Il tuo ruolo non permette di farlo" in client.get(scheda(una)).content.decode()
    entra(client, ufficio.pubblica, ufficio=True)
    assert client.get(atto(una, "lascia_cadere"))["Location"] == scheda(una)
    assert client.get(atto(una, "niente")).status_code == 404
    pagina = client.get(atto(una, "accogli"))
    vuota = premi(client, pagina, oggetto="", risposta="")
    assert (vuota.status_code, "senza nomi" in vuota.content.decode()) == (422, True)
    fatta = premi(client, pagina, oggetto="Verbali", risposta="Si possono vedere il martedì.")
    assert fatta["Location"] == scheda(una)
    testo = client.get(scheda(una)).content.decode()
    assert ("Accolta: la risposta è partita." in testo, "Si possono vedere il martedì." in testo) == (True, True)
    assert client.get(atto(una, "respingi_accesso"))["Location"] == scheda(una)
    assert client.post(atto(una, "respingi_accesso"), {"oggetto": "x", "risposta": "x"})["Location"] == scheda(una)
    una.refresh_from_db()
    assert una.stato == "accolta"


def test_put_off_from_its_page(client, ufficio, bando, giulia):
    una = accesso(bando, giulia)
    pagina = entra(client, ufficio.pubblica, ufficio=True).get(atto(una, "differisci"))
    dati = {"oggetto": "Verbali", "risposta": "La valutazione è in corso."}
    assert premi(client, pagina, **dati, **giorno("al", oggi())).status_code == 422
    assert premi(client, pagina, **dati, **giorno("al", oggi() + timedelta(days=20))).status_code == 302
    testo = client.get(scheda(una)).content.decode()
    assert ("mancano 20 giorni" in testo, "rimandata a" in testo) == (True, True)


def test_while_somebody_may_object_the_page_says_until_when(client, ufficio, bando, giulia, spedita):
    una = accesso(bando, giulia)
    interpella(una, [spedita], da=ufficio.scrive)
    pagina = entra(client, ufficio.pubblica, ufficio=True).get(atto(una, "accogli"))
    risposta = premi(client, pagina, oggetto="Verbali", risposta="Eccoli.")
    assert (risposta.status_code, "può opporsi fino a" in risposta.content.decode()) == (422, True)
    assert "Eccoli." in risposta.content.decode()


@pytest.mark.parametrize(("tipo", "aspetta"), [("generalizzato", True), ("documentale", False)])
def test_it_is_decided_with_the_objection_before_ones_eyes(client, ufficio, bando, giulia, spedita, tipo, aspetta):
    una = accesso(bando, giulia, tipo)
    (uno,) = interpella(una, [spedita], da=ufficio.scrive)
    entra(client, ufficio.pubblica, ufficio=True)
    assert "non si consegnano prima di 15 giorni" not in client.get(atto(una, "accogli")).content.decode()
    risponde_controinteressato(uno, si_oppone=True, motivo="È la mia idea.", da=uno.persona)
    for verbo, presto in (("accogli", aspetta), ("respingi_accesso", False)):
        testo = client.get(atto(una, verbo)).content.decode()
        assert ("È la mia idea." in testo, "non si consegnano prima di 15 giorni" in testo) == (True, presto)
    assert uno.persona_id in Lettura.objects.filter(pagina="thinktown.accessi").values_list("persona", flat=True)


def test_who_has_not_answered_in_time_is_said_so(client, ufficio, bando, giulia, spedita):
    una = accesso(bando, giulia)
    interpella(una, [spedita], da=ufficio.scrive)
    entra(client, ufficio.scrive, ufficio=True)
    assert "Può rispondere entro" in client.get(scheda(una)).content.decode()
    # Ten days, moved off the holidays that come together round the patron's.
    with fra(16):
        assert "Non ha risposto: poteva entro" in client.get(scheda(una)).content.decode()


def test_of_what_had_to_be_public_there_is_nobody_to_hear_and_nothing_to_put_off(client, ufficio, bando, giulia):
    una = accesso(bando, giulia, "civico")
    entra(client, ufficio.pubblica, ufficio=True)
    testo = client.get(scheda(una)).content.decode()
    for verbo in ("interpella", "differisci"):
        assert (atto(una, verbo) in testo, client.get(atto(una, verbo))["Location"]) == (False, scheda(una))


def test_ones_own_request_and_one_that_is_about_her_are_read_by_others(client, ufficio, bando, giulia):
    sua = accesso(bando, ufficio.scrive)
    entra(client, ufficio.scrive, ufficio=True)
    assert client.get(scheda(sua)).status_code == 403
    altra = accesso(bando, giulia)
    interpella(altra, [inviata(bando, ufficio.scrive)], da=ufficio.pubblica)
    assert client.get(scheda(altra)).status_code == 403
    assert entra(client, ufficio.pubblica, ufficio=True).get(scheda(sua)).status_code == 200


def test_another_bodys_office_finds_nothing(client, bando, giulia):
    una = accesso(bando, giulia)
    altro = Ufficio(rete.ammesso(tipo="ente_pubblico", nome="Un altro comune", codice_fiscale="01234560199"))
    suo = altro.pubblicato()
    entra(client, altro.pubblica, ufficio=True)
    for indirizzo in (scheda(una), atto(una, "accogli"), f"{ELENCO}{una.pk}/change/"):
        assert client.get(indirizzo).status_code == 404
    assert client.get(reverse("admin:thinktown_bando_accesso", args=[suo.pk, una.codice])).status_code == 404
    assert "Giulia Chiede" not in client.get(f"{ELENCO}?q=Giulia").content.decode()
    for quale in ("civico", "documentale"):
        foglio = client.get(f"{ELENCO}registro/{quale}/").content.decode()
        assert len(foglio.splitlines()) == 1
