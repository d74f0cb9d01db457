"""The pages of help: asking for it, one's own requests, the desk of who helps, who is told that her words were read."""

import html
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from talenti.avvisi.models import Avviso
from talenti.base.clock import a_quest_ora
from talenti.persone.models import Lettura
from talenti.rete import ruoli
from talenti.rete.actions import sospendi
from tests.factories import rete
from tests.factories.dialogo import CONSIGLIO, SERVE, Sportello, richiesta
from tests.factories.persone import PAROLA_CHIAVE, PersonaFactory, con_fattore
from tests.factories.thinktown import cominciata
from thinktown import in_breve
from thinktown.actions.aiuto import dimentica_richieste, prendi, ritira_aiuto
from thinktown.enums_dialogo import SI_TIENE, TESTO_MASSIMO, StatoAiuto
from thinktown.models import RichiestaAiuto

pytestmark = pytest.mark.django_db
CHIESTA, PRESA, CONCLUSA, RITIRATA = StatoAiuto


@pytest.fixture
def sportello():
    uno = Sportello()
    for persona in (uno.aiuta, uno.anche, uno.ufficio.scrive):
        con_fattore(persona)
    return uno


@pytest.fixture
def giulia():
    return PersonaFactory(nome="Giulia", cognome="Verdi-Rossi", email="giulia@example.org")


def qui(sportello):
    return reverse("thinktown:aiuto", args=[sportello.bando.slug])


def elenco(sportello):
    return reverse("thinktown:sportello", args=[sportello.partner.slug])


def scheda(una):
    return reverse("thinktown:richiesta", args=[una.partner.slug, una.codice])


def letta(client, indirizzo):
    risposta = client.get(indirizzo)
    assert risposta.status_code == 200
    return html.unescape(risposta.content.decode())


# ── Asking ────────────────────────────────────────────────────────────────────────────────────────
def test_the_page_says_first_who_will_read(client, sportello):
    testo = letta(client, qui(sportello))
    assert testo.index("Solo chi aiuta, in Informagiovani") < testo.index("<textarea")
    assert "L'ufficio che decide sul bando (Comune delle Prove) non lo legge" in testo
    assert "Chiedi aiuto da qui" in letta(client, sportello.bando.get_absolute_url())


def test_who_has_an_account_asks_once_and_follows_it(client, sportello, giulia):
    client.force_login(giulia)
    assert client.post(qui(sportello), {"testo": SERVE}).url == qui(sportello)
    una = RichiestaAiuto.objects.get()
    assert (una.persona, una.testo, una.partner) == (giulia, SERVE, sportello.partner)
    testo = letta(client, qui(sportello))
    assert (SERVE in testo, "Informagiovani l'ha ricevuta" in testo, "<textarea" in testo) == (True, True, False)
    prendi(una, da=sportello.aiuta)
    assert f"Ti risponde {sportello.aiuta.get_full_name()}" in letta(client, qui(sportello))
    # A second one, written in another tab, is said and not lost.
    risposta = client.post(qui(sportello), {"testo": "E un'altra cosa."})
    assert (risposta.status_code, RichiestaAiuto.objects.count()) == (422, 1)


def test_help_to_prepare_an_application_is_offered_while_it_can_be_written(client, sportello):
    domanda = cominciata(sportello.bando)
    client.force_login(domanda.componenti.get().persona)
    assert "Fatti aiutare a prepararla" in letta(client, domanda.get_absolute_url())
    with a_quest_ora(sportello.bando.chiude_il + timedelta(hours=1)):
        client.force_login(domanda.componenti.get().persona)
        dopo = letta(client, domanda.get_absolute_url())
    assert ("Fatti aiutare a prepararla" in dopo, "Leggi i chiarimenti<" in dopo) == (False, True)


def test_who_has_no_account_signs_in_and_finds_what_she_wrote(client, sportello, giulia):
    verso = client.post(qui(sportello), {"testo": SERVE}).url
    assert "Stai chiedendo aiuto per un bando." in client.get(verso).content.decode()
    client.post(verso, {"login": giulia.email, "password": PAROLA_CHIAVE, "next": qui(sportello)})
    assert f"{SERVE}</textarea>" in letta(client, qui(sportello))
    client.post(qui(sportello), {"testo": SERVE})
    assert (RichiestaAiuto.objects.get().persona, SERVE in client.session.get("thinktown.aiuto", {})) == (giulia, False)


@pytest.mark.parametrize("testo", ["", " ", "a" * (TESTO_MASSIMO + 1), "\x00"])
def test_what_cannot_be_asked_is_said_beside_the_field(client, sportello, giulia, testo):
    client.force_login(giulia)
    risposta = client.post(qui(sportello), {"testo": testo})
    assert (risposta.status_code, list(risposta.context["form"].errors)) == (422, ["testo"])
    assert RichiestaAiuto.objects.count() == 0


def test_where_nobody_helps_the_page_leads_to_the_questions(client, sportello, giulia):
    guida = PersonaFactory()
    rete.capofila(guida)
    sospendi(sportello.partner, motivo="È ferma.", da=guida)
    client.force_login(giulia)
    testo = letta(client, qui(sportello))
    assert ("<textarea" in testo, reverse("thinktown:chiarimenti", args=[sportello.bando.slug]) in testo) == (
        False,
        True,
    )
    assert client.post(qui(sportello), {"testo": SERVE}).status_code == 403
    assert "Chiedi aiuto da qui" not in letta(client, sportello.bando.get_absolute_url())


def test_after_the_closing_nothing_is_asked_and_the_answer_stays(client, sportello, giulia):
    richiesta(sportello, CONCLUSA, giulia)
    client.force_login(giulia)
    with a_quest_ora(sportello.bando.chiude_il):
        testo = letta(client, qui(sportello))
        assert client.post(qui(sportello), {"testo": SERVE}).status_code == 403
    assert (CONSIGLIO in testo, "<textarea" in testo) == (True, False)


def test_one_takes_it_back_with_one_press_and_may_ask_again(client, sportello, giulia):
    una = richiesta(sportello, persona=giulia)
    indirizzo = reverse("thinktown:ritira_aiuto", args=[sportello.bando.slug, una.codice])
    assert client.post(indirizzo).status_code == 404
    client.force_login(PersonaFactory())
    assert client.post(indirizzo).status_code == 404
    client.force_login(giulia)
    assert client.post(indirizzo).url == qui(sportello)
    una.refresh_from_db()
    assert una.stato == RITIRATA
    assert "<textarea" in letta(client, qui(sportello))
    # Pressed again, from a page that is no longer true.
    client.post(indirizzo)
    assert "Lo stato è già" in letta(client, qui(sportello))


def test_nobody_reads_there_what_another_asked(client, sportello, giulia):
    richiesta(sportello, CONCLUSA, giulia)
    for persona in (None, PersonaFactory(), sportello.ufficio.scrive, sportello.aiuta):
        client.logout()
        if persona:
            client.force_login(persona)
        testo = letta(client, qui(sportello))
        assert [parola for parola in (SERVE, CONSIGLIO, "Giulia") if parola in testo] == []


def test_words_that_were_forgotten_are_told_as_such(client, sportello, giulia):
    una = richiesta(sportello, CONCLUSA, giulia)
    una.refresh_from_db()
    dimentica_richieste(una.finita_il + SI_TIENE * 2)
    client.force_login(giulia)
    assert "sono stati cancellati" in letta(client, qui(sportello))


# ── The desk ──────────────────────────────────────────────────────────────────────────────────────
def test_the_desk_is_of_who_helps_there(client, sportello, giulia):
    una = richiesta(sportello, persona=giulia)
    altra = con_fattore(rete.membro(rete.ammesso(nome="Altro", codice_fiscale="90000000282"), ruoli.AMMINISTRAZIONE))
    collabora = rete.membro(sportello.partner)
    assert client.get(elenco(sportello)).url.startswith("/accedi/")
    for persona in (giulia, altra, collabora, sportello.ufficio.scrive):
        client.force_login(persona)
        stati = [client.get(indirizzo).status_code for indirizzo in (elenco(sportello), scheda(una))]
        assert (persona, stati) == (persona, [403, 403])
    client.force_login(sportello.aiuta)
    assert [client.get(indirizzo).status_code for indirizzo in (elenco(sportello), scheda(una))] == [200, 200]


def test_a_request_is_read_at_its_own_desk_only(client, sportello, giulia):
    una = richiesta(sportello, persona=giulia)
    altro = rete.ammesso(nome="Altro", codice_fiscale="90000000282")
    client.force_login(con_fattore(rete.membro(altro, ruoli.OPERATORE)))
    indirizzo = reverse("thinktown:richiesta", args=[altro.slug, una.codice])
    assert [client.get(indirizzo).status_code, client.post(indirizzo, {"verbo": "prendi"}).status_code] == [404, 404]
    assert Lettura.objects.count() == 0


def test_who_waits_comes_first_then_ones_own_then_the_others(client, sportello):
    finita, altrui, mia, attende = (richiesta(sportello, stato) for stato in (CONCLUSA, CHIESTA, CHIESTA, CHIESTA))
    prendi(altrui, da=sportello.anche)
    prendi(mia, da=sportello.aiuta)
    client.force_login(sportello.aiuta)
    assert list(client.get(elenco(sportello)).context["page_obj"]) == [attende, mia, altrui, finita]
    filtrate = client.get(elenco(sportello), {"stato": "presa", "bando": sportello.bando.slug}).context["page_obj"]
    assert list(filtrate) == [mia, altrui]
    brutti = {"stato": "boh", "bando": "\x00", "page": "tanti"}
    assert len(client.get(elenco(sportello), brutti).context["page_obj"]) == 4


def test_the_desk_costs_the_same_whatever_waits_and_shows_no_stranger(client, sportello):
    client.force_login(sportello.aiuta)
    altro = Sportello(sportello.ufficio, rete.ammesso(nome="Altro", codice_fiscale="90000000282"))
    richiesta(altro, persona=PersonaFactory(cognome="Straniera"))
    costi = []
    for n in range(3):
        richiesta(sportello, persona=PersonaFactory(cognome=f"Attende{n}"))
        client.get(elenco(sportello))
        with CaptureQueriesContext(connection) as contate:
            testo = letta(client, elenco(sportello))
        costi.append(len(contate))
    assert (costi, "Straniera" in testo, testo.count("Attende")) == ([24] * 3, False, 3)


def test_every_reading_of_the_desk_is_written_for_who_asked(client, sportello, giulia):
    una = richiesta(sportello, persona=giulia)
    client.force_login(sportello.aiuta)
    client.get(elenco(sportello))
    client.get(scheda(una))
    assert list(Lettura.objects.order_by("pk").values_list("persona", "chi", "per_conto", "pagina")) == [
        (giulia.pk, sportello.aiuta.pk, "Informagiovani", "thinktown.aiuto"),
        (giulia.pk, sportello.aiuta.pk, "Informagiovani", "thinktown.aiuto_una"),
    ]
    client.force_login(giulia)
    assert "Una tua richiesta di aiuto per un bando" in letta(client, reverse("persone:letture"))


def test_who_helps_takes_and_answers(client, sportello, giulia):
    una = richiesta(sportello, persona=giulia)
    client.force_login(sportello.aiuta)
    assert "<textarea" not in letta(client, scheda(una))
    assert client.post(scheda(una), {"verbo": "prendi"}).url == scheda(una)
    assert "<textarea" in letta(client, scheda(una))
    vuota = client.post(scheda(una), {"verbo": "rispondi", "risposta": " "})
    assert (vuota.status_code, list(vuota.context["form"].errors)) == (422, ["risposta"])
    assert client.post(scheda(una), {"verbo": "rispondi", "risposta": CONSIGLIO}).url == elenco(sportello)
    una.refresh_from_db()
    assert (una.stato, una.risposta, una.presa_da) == (CONCLUSA, CONSIGLIO, sportello.aiuta)
    assert CONSIGLIO in letta(client, scheda(una))
    assert client.post(scheda(una), {"verbo": "elimina"}).status_code == 400


def test_two_who_take_it_at_once_the_second_reads_who_did(client, sportello, giulia):
    una = richiesta(sportello, persona=giulia)
    prendi(una, da=sportello.anche)
    client.force_login(sportello.aiuta)
    client.post(scheda(una), {"verbo": "prendi"})
    testo = letta(client, scheda(una))
    assert ("Lo stato è già" in testo, f"La segue {sportello.anche.get_full_name()}" in testo) == (True, True)


def test_an_answer_to_what_was_withdrawn_meanwhile_is_refused_and_its_words_stay(client, sportello, giulia):
    una = richiesta(sportello, PRESA, giulia)
    ritira_aiuto(una, da=giulia)
    client.force_login(sportello.aiuta)
    risposta = client.post(scheda(una), {"verbo": "rispondi", "risposta": "Ecco la risposta lunga."})
    assert (risposta.status_code, "Ecco la risposta lunga." in risposta.content.decode()) == (409, True)


def test_the_desk_stands_in_the_side_list_with_what_is_to_do(sportello, giulia):
    assert [(una.etichetta, una.da_fare) for una in in_breve.scrivanie(sportello.aiuta)] == [
        ("Aiuto per i bandi: Informagiovani", 0)
    ]
    attende = richiesta(sportello, persona=giulia)
    prendi(richiesta(sportello), da=sportello.anche)
    prendi(richiesta(sportello), da=sportello.aiuta)
    assert [una.da_fare for una in in_breve.scrivanie(sportello.aiuta)] == [2]
    assert [una.da_fare for una in in_breve.scrivanie(sportello.anche)] == [2]
    altra = rete.membro(rete.ammesso(nome="Altro", codice_fiscale="90000000282"), ruoli.AMMINISTRAZIONE)
    assert [list(in_breve.scrivanie(chi)) for chi in (altra, giulia, sportello.ufficio.scrive)] == [[], [], []]
    assert [cosa.gruppo for cosa in in_breve.linea(sportello.aiuta)] == ["da_fare", "da_fare"]
    assert [cosa.gruppo for cosa in in_breve.linea(giulia)] == ["in_attesa"]
    ritira_aiuto(attende, da=giulia)
    assert list(in_breve.linea(giulia)) == []


def test_every_mail_has_its_button(sportello, giulia):
    una = richiesta(sportello, CONCLUSA, giulia)
    due = richiesta(sportello, PRESA, giulia)
    ritira_aiuto(due, da=giulia)
    avvisi = Avviso.objects.filter(transizione__oggetto_tipo="thinktown.richiestaaiuto")
    assert set(avvisi.values_list("transizione__verbo", "azione_url")) == {
        ("chiedi_aiuto", scheda(una)),
        ("chiedi_aiuto", scheda(due)),
        ("prendi", qui(sportello)),
        ("rispondi_aiuto", qui(sportello)),
        ("ritira_aiuto", scheda(due)),
    }
