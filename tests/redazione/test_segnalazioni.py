"""What readers point out: kept, told, answered; what is published of it; how long it is kept."""

import html
from datetime import timedelta

import pytest
from django.core import mail

from redazione.actions import segnalazioni
from redazione.actions.segnalazioni import AL_GIORNO, CONSERVA, LETTORE, RISPOSTA_MASSIMA, TESTO_MASSIMO
from redazione.enums import Ruolo
from redazione.enums_articoli import StatoSegnalazione, TipoSegnalazione
from redazione.models import Articolo, Autore, Segnalazione
from talenti.avvisi.actions import spazza
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.registries import conservazioni
from tests.factories import redazione
from tests.factories.persone import PersonaFactory
from tests.factories.redazione import atti, chi_e
from tests.factories.redazione_lettura import ORA, riga

pytestmark = pytest.mark.django_db
R, E = TipoSegnalazione.REPLICA, TipoSegnalazione.ERRORE
S = StatoSegnalazione
DETTA = {"tipo": E, "nome": "Bice Conti", "email": "bice@example.org", "testo": "La filanda è del 1898."}
RISPOSTA = "Grazie: abbiamo controllato."
ELENCO = "/redazione/segnalazioni/"
TITOLO = "La filanda che ripara biciclette"


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def nives(testata):
    return redazione.coordina(testata)


@pytest.fixture
def uno(testata):
    return riga(testata, TITOLO, firma="Ada Neri")


def segnala(articolo, **altro):
    return segnalazioni.segnala(articolo, **(DETTA | altro))


def in_stato(articolo, stato, **altro):
    una = segnala(articolo, **altro)
    if stato == S.ACCOLTA:
        segnalazioni.accogli(una, RISPOSTA, da=redazione.DA)
    elif stato == S.RESPINTA:
        segnalazioni.respingi(una, RISPOSTA, da=redazione.DA)
    return una


def letta(risposta, stato=200):
    assert risposta.status_code == stato
    return html.unescape(risposta.content.decode())


# ── Pointing out ──────────────────────────────────────────────────────────────────────────────────
def test_it_is_kept_and_told_to_who_coordinates_and_to_who_wrote(testata, nives, uno):
    with redazione.Detto() as detto:
        una = segnala(uno, email=" Bice@Example.org ", testo=" La filanda è del 1898. ")
    una.refresh_from_db()
    assert (una.tipo, una.stato, una.nome, una.email) == (E, S.ARRIVATA, "Bice Conti", "bice@example.org")
    assert (una.testo, una.lingua) == ("La filanda è del 1898.", "it")
    assert atti(una) == [("segnala", "", "arrivata", str(LETTORE))]
    assert redazione.ultimi_dati(una) == {"tipo": "errore"}
    assert detto.a_chi == [(nives, "Chi legge segnala un errore"), (None, "Abbiamo ricevuto la tua segnalazione")]
    # What was written goes to nobody's mailbox: an address that somebody else gave receives our words only.
    assert "1898" not in " ".join(detto.testi)


def test_a_reply_is_announced_as_one_and_an_unknown_language_is_italian(nives, uno):
    assert segnala(uno, lingua="en").lingua == "en"
    with redazione.Detto() as detto:
        una = segnala(uno, tipo=R, lingua="xx")
    assert una.lingua == "it"
    assert (nives, "Una replica a un articolo") in detto.a_chi
    assert (None, "Abbiamo ricevuto la tua segnalazione") in detto.a_chi


@pytest.mark.parametrize(
    ("campo", "valore", "codice"),
    [
        ("tipo", "boh", "scelta"),
        ("nome", "  ", "vuoto"),
        ("nome", "x" * 81, "lungo"),
        ("email", "", "vuoto"),
        ("email", "x" * 250 + "@e.it", "lungo"),
        ("email", "non-una-email", "email"),
        ("testo", "", "vuoto"),
        ("testo", "x" * (TESTO_MASSIMO + 1), "lungo"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(uno, campo, valore, codice):
    with pytest.raises(DatoNonAccettato) as errore:
        segnala(uno, **{campo: valore})
    assert (errore.value.campo, errore.value.codice, Segnalazione.objects.count()) == (campo, codice, 0)


@pytest.mark.parametrize("campi", [{"dal": ORA}, {"ritirato": -ORA / 2}, {"dal": -2 * ORA, "al": -ORA}])
def test_of_what_nobody_reads_nothing_is_pointed_out(client, testata, campi):
    articolo = riga(testata, "Uno", **campi)
    with pytest.raises(DatoNonAccettato) as errore:
        segnala(articolo)
    assert (errore.value.codice, Segnalazione.objects.count()) == ("tolto", 0)
    for pagina in ("segnala/", "segnala/grazie/"):
        assert client.get(articolo.get_absolute_url() + pagina).status_code == 404


def test_one_address_is_not_filled_by_others(uno):
    for _volta in range(AL_GIORNO):
        segnala(uno)
    with pytest.raises(DatoNonAccettato) as errore:
        segnala(uno, email="BICE@example.org")
    assert (errore.value.codice, errore.value.campo) == ("troppe", "email")
    segnala(uno, email="altra@example.org")
    with a_quest_ora(adesso() + timedelta(days=1, minutes=1)):
        segnala(uno)


# ── Answering ─────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("verbo", "stato", "tipo", "detto_a_chi_ha_scritto", "detto_a_chi_firma"),
    [
        ("accogli", S.ACCOLTA, E, "Hai ragione: correggiamo l'articolo", ["C'è da correggere un tuo articolo"]),
        ("accogli", S.ACCOLTA, R, "La tua replica si legge ora sotto", ["C'è una replica a un tuo articolo"]),
        ("respingi", S.RESPINTA, E, "resta com'è.", []),
        ("respingi", S.RESPINTA, R, "Non pubblichiamo la tua replica", []),
    ],
)
def test_who_wrote_is_answered(nives, uno, verbo, stato, tipo, detto_a_chi_ha_scritto, detto_a_chi_firma):
    una = segnala(uno, tipo=tipo)
    autrice = uno.voce.autori.get().persona
    with redazione.Detto() as detto:
        getattr(segnalazioni, verbo)(una, f" {RISPOSTA} ", da=nives)
    una.refresh_from_db()
    assert (una.stato, una.risposta, una.decisa_il is not None) == (stato, RISPOSTA, True)
    assert atti(una)[-1] == (verbo, "arrivata", stato, chi_e(nives))
    assert [oggetto for persona, oggetto in detto.a_chi if persona == autrice] == detto_a_chi_firma
    (a_chi_ha_scritto,) = [avviso for avviso in detto.avvisi if avviso.email == DETTA["email"]]
    assert a_chi_ha_scritto.oggetto == "La redazione ti ha risposto"
    assert (detto_a_chi_ha_scritto in a_chi_ha_scritto.testo[0], a_chi_ha_scritto.testo[1]) == (True, RISPOSTA)


def test_who_signs_and_answers_is_not_told_what_she_did(nives, testata):
    articolo = riga(testata, TITOLO)
    Autore.objects.create(voce=articolo.voce, persona=nives, ordine=1)
    una = segnala(articolo, tipo=R)
    with redazione.Detto() as detto:
        segnalazioni.accogli(una, RISPOSTA, da=nives)
    assert [persona for persona, _oggetto in detto.a_chi] == [None]


@pytest.mark.parametrize("verbo", ["accogli", "respingi"])
@pytest.mark.parametrize("stato", S)
def test_it_is_answered_once(uno, nives, verbo, stato):
    una = in_stato(uno, stato)
    if stato == S.ARRIVATA:
        getattr(segnalazioni, verbo)(una, RISPOSTA, da=nives)
        return
    with pytest.raises(TransizioneNonAmmessa):
        getattr(segnalazioni, verbo)(una, RISPOSTA, da=nives)


@pytest.mark.parametrize("verbo", ["accogli", "respingi"])
@pytest.mark.parametrize("risposta", ["", "  ", "x" * (RISPOSTA_MASSIMA + 1)])
def test_an_answer_has_words_and_not_too_many(uno, nives, verbo, risposta):
    with pytest.raises(DatoNonAccettato):
        getattr(segnalazioni, verbo)(segnala(uno), risposta, da=nives)
    assert Segnalazione.objects.get().stato == S.ARRIVATA


@pytest.mark.parametrize("verbo", ["accogli", "respingi"])
def test_only_who_coordinates_answers(testata, uno, verbo):
    una = segnala(uno)
    for persona in (
        redazione.redattrice(testata),
        redazione.collaborazione(testata, Ruolo.REVISORE).persona,
        PersonaFactory(),
    ):
        with pytest.raises(NonPermesso):
            getattr(segnalazioni, verbo)(una, RISPOSTA, da=persona)


# ── How long it is kept ───────────────────────────────────────────────────────────────────────────
def test_a_year_after_the_answer_only_what_was_published_stays(client, uno):
    aperta = in_stato(uno, S.ARRIVATA, testo="Aperta")
    casi = {(tipo, stato): in_stato(uno, stato, tipo=tipo, email=f"{tipo}{stato}@example.org") for tipo in (R, E)
            for stato in (S.ACCOLTA, S.RESPINTA)}  # fmt: skip
    regola = conservazioni["redazione.segnalazioni"]
    assert regola.cancella(adesso() + CONSERVA - timedelta(minutes=1)) == 0
    dopo = adesso() + CONSERVA + timedelta(minutes=1)
    assert (regola.cancella(dopo), regola.cancella(dopo)) == (4, 0)
    for chi, una in casi.items():
        una.refresh_from_db()
        resta = chi == (R, S.ACCOLTA)
        assert (una.email, una.nome, una.testo) == ("", *((DETTA["nome"], DETTA["testo"]) if resta else ("—", "—")))
    aperta.refresh_from_db()
    assert (aperta.email, aperta.testo) == (DETTA["email"], "Aperta")
    assert DETTA["testo"] in letta(client.get(uno.get_absolute_url()))


# ── The pages ─────────────────────────────────────────────────────────────────────────────────────
def test_a_reader_points_out_an_error_from_the_article(client, nives, uno):
    url = f"{uno.get_absolute_url()}segnala/"
    assert url in letta(client.get(uno.get_absolute_url()))
    assert TITOLO in letta(client.get(url))
    risposta = client.post(url, DETTA)
    assert risposta.url == f"{url}grazie/"
    assert "La legge chi coordina la redazione" in letta(client.get(risposta.url))
    assert Segnalazione.objects.get().articolo == uno
    spazza()
    ricevuta = [una for una in mail.outbox if una.recipients() == [DETTA["email"]]]
    assert [una.subject for una in ricevuta] == ["Abbiamo ricevuto la tua segnalazione"]


def test_who_is_signed_in_does_not_write_her_name_again(client, uno):
    giulia = PersonaFactory(nome="Giulia", cognome="Verdi")
    client.force_login(giulia)
    testo = letta(client.get(f"{uno.get_absolute_url()}segnala/"))
    assert ('value="Giulia Verdi"' in testo, f'value="{giulia.email}"' in testo) == (True, True)


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(client, uno):
    url = f"{uno.get_absolute_url()}segnala/"
    risposta = client.post(url, DETTA | {"email": "no", "nome": ""})
    testo = letta(risposta, 422)
    assert (sorted(risposta.context["form"].errors), DETTA["testo"] in testo) == (["email", "nome"], True)
    for _volta in range(AL_GIORNO):
        segnala(uno)
    risposta = client.post(url, DETTA)
    assert (list(risposta.context["form"].errors), DETTA["testo"] in letta(risposta, 409)) == (["email"], True)


def test_one_place_does_not_send_without_end(client, uno):
    url = f"{uno.get_absolute_url()}segnala/"
    stati = [client.post(url, DETTA | {"email": f"uno{n}@example.org"}).status_code for n in range(13)]
    assert stati == [302] * 12 + [429]


def test_an_article_withdrawn_meanwhile_takes_no_more(client, testata, uno, monkeypatch):
    """Between the page and the act: it was read when the form was opened."""
    monkeypatch.setattr(Articolo, "si_legge", False)
    risposta = client.post(f"{uno.get_absolute_url()}segnala/", DETTA)
    assert "Questo articolo non si legge più" in letta(risposta, 409)


@pytest.mark.parametrize("quante", [1, 3])
def test_the_newsroom_reads_them_all_those_that_wait_first(
    client, testata, nives, uno, quante, django_assert_num_queries
):
    for n in range(quante):
        in_stato(uno, S.ACCOLTA, testo=f"Decisa {n}", email=f"d{n}@example.org")
        segnala(uno, testo=f"Aspetta {n}", tipo=R, email=f"a{n}@example.org")
    altra = redazione.testata(testata.partner, testata.riferimento, slug="altra")
    segnala(riga(altra, "D'altri"), testo="Di un'altra redazione")
    client.force_login(redazione.redattrice(testata))
    client.get(ELENCO)
    with django_assert_num_queries(QUERY_ELENCO):
        risposta = client.get(ELENCO)
    trovate = [una.testo for una in risposta.context["segnalazioni"]]
    assert (trovate[:quante], len(trovate)) == ([f"Aspetta {n}" for n in reversed(range(quante))], 2 * quante)


QUERY_ELENCO = 13


def test_an_empty_list_says_what_will_be_there(client, testata):
    client.force_login(redazione.redattrice(testata))
    assert "Nessuno ha segnalato niente" in letta(client.get(ELENCO))


def test_who_coordinates_answers_from_the_page(client, nives, uno):
    accolta, respinta = segnala(uno, tipo=R), segnala(uno, email="altra@example.org")
    client.force_login(nives)
    testo = letta(client.get(accolta.get_absolute_url()))
    assert ("Pubblica la replica" in testo, DETTA["email"] in testo) == (True, True)
    assert letta(client.post(accolta.get_absolute_url(), {"verbo": "accogli"}), 422).count("Scrivi la risposta") == 2
    assert "Scegli se accogliere" in letta(
        client.post(accolta.get_absolute_url(), {"risposta": "Sì.", "verbo": "x"}), 422
    )
    assert client.post(accolta.get_absolute_url(), {"verbo": "accogli", "risposta": RISPOSTA}).url == ELENCO
    assert "Accogli la segnalazione" in letta(client.get(respinta.get_absolute_url()))
    assert client.post(respinta.get_absolute_url(), {"verbo": "respingi", "risposta": RISPOSTA}).url == ELENCO
    di_nuovo = client.post(respinta.get_absolute_url(), {"verbo": "accogli", "risposta": RISPOSTA})
    assert "Lo stato è già «Non accolta»" in letta(di_nuovo, 409)
    assert RISPOSTA in letta(client.get(respinta.get_absolute_url()))
    assert DETTA["testo"] in letta(client.get(uno.get_absolute_url()))


def test_who_does_not_coordinate_reads_and_does_not_answer(client, testata, uno):
    una = segnala(uno)
    client.force_login(redazione.redattrice(testata))
    testo = letta(client.get(una.get_absolute_url()))
    assert (DETTA["testo"] in testo, DETTA["email"] in testo, "Lo fa chi coordina la redazione." in testo) == (
        True,
        False,
        True,
    )
    assert client.post(una.get_absolute_url(), {"verbo": "accogli", "risposta": RISPOSTA}).status_code == 403
    client.force_login(PersonaFactory())
    for url in (ELENCO, una.get_absolute_url()):
        assert client.get(url).status_code == 404
