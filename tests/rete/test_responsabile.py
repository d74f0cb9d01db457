"""Who answers for an informal group: asked, and only with a yes of her own."""

from datetime import UTC, date, datetime

import pytest

from talenti.base import registries
from talenti.base.clock import a_quest_ora
from talenti.base.exceptions import DatoNonAccettato, NonPermesso
from talenti.rete import actions
from talenti.rete.models import Partner
from tests.factories import rete
from tests.factories.persone import PersonaFactory
from tests.rete.lettura import avvisi, dati, ultima

pytestmark = pytest.mark.django_db

ORA = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CHIEDI = "/partner/gruppo/responsabile/"
RISPONDI = "/partner/gruppo/responsabile/rispondi/"


@pytest.fixture(autouse=True)
def _orologio():
    with a_quest_ora(ORA):
        yield


@pytest.fixture
def giulia():
    return PersonaFactory(email="giulia@example.org", nome="Giulia", cognome="Prova")


@pytest.fixture
def gruppo(giulia):
    """Run by Giulia, who answers for it."""
    return rete.ammesso(persona=giulia, nome="Gruppo", tipo="gruppo_informale", codice_fiscale="")


@pytest.fixture
def marco(gruppo):
    return rete.membro(gruppo, persona=PersonaFactory(email="marco@example.org", nome="Marco", cognome="Prova"))


def responsabili(partner):
    return Partner.objects.values_list("responsabile__nome", "responsabile_proposto__nome").get(pk=partner.pk)


def linea(persona):
    return [(str(cosa.testo), cosa.url) for cosa in registries.linea_personale["rete"](persona)]


def test_chiedi_responsabile_changes_nothing_until_the_answer(gruppo, giulia, marco):
    actions.chiedi_responsabile(gruppo, persona=marco, da=giulia)
    assert responsabili(gruppo) == ("Giulia", "Marco")
    assert ultima(gruppo) == ("chiedi_responsabile", "ammesso", "ammesso", f"persona:{giulia.pk}")
    assert dati(gruppo) == {"persona": marco.pk}
    assert avvisi(gruppo) == [("marco@example.org", "Ti chiedono di rispondere di Gruppo", RISPONDI)]
    assert linea(marco) == [("Di' se accetti di rispondere del gruppo Gruppo", RISPONDI)]
    assert linea(giulia) == []


def test_accetta_responsabile_is_her_own_yes(gruppo, giulia, marco):
    lea = PersonaFactory(email="lea@example.org")
    rete.capofila(lea)
    with pytest.raises(NonPermesso) as errore:
        actions.accetta_responsabile(gruppo, da=marco)
    assert errore.value.codice == "non_chiesto"
    actions.chiedi_responsabile(gruppo, persona=marco, da=giulia)
    with pytest.raises(NonPermesso):
        actions.accetta_responsabile(gruppo, da=giulia)
    actions.accetta_responsabile(gruppo, da=marco)
    assert responsabili(gruppo) == ("Marco", None)
    assert ultima(gruppo) == ("accetta_responsabile", "ammesso", "ammesso", f"persona:{marco.pk}")
    assert dati(gruppo) == {"persona": marco.pk, "prima": giulia.pk}
    assert avvisi(gruppo) == [
        (email, "Chi risponde di Gruppo", "/partner/gruppo/")
        for email in ("giulia@example.org", "lea@example.org", "marco@example.org")
    ]
    assert linea(marco) == []


def test_rifiuta_responsabile_leaves_who_answers_today(gruppo, giulia, marco):
    actions.chiedi_responsabile(gruppo, persona=marco, da=giulia)
    actions.rifiuta_responsabile(gruppo, da=marco)
    assert responsabili(gruppo) == ("Giulia", None)
    assert ultima(gruppo) == ("rifiuta_responsabile", "ammesso", "ammesso", f"persona:{marco.pk}")
    assert avvisi(gruppo) == [("giulia@example.org", "Chi risponde di Gruppo: la risposta è no", "/partner/gruppo/")]
    with pytest.raises(NonPermesso):
        actions.accetta_responsabile(gruppo, da=marco)


def test_who_cannot_be_asked(gruppo, giulia):
    minore = rete.membro(gruppo, persona=PersonaFactory(minore=True))
    a_termine = rete.membro(gruppo, al=date(2026, 12, 31))
    for persona in (minore, a_termine, PersonaFactory(), giulia):
        with pytest.raises(DatoNonAccettato) as errore:
            actions.chiedi_responsabile(gruppo, persona=persona, da=giulia)
        assert errore.value.campo == "persona"
    radio = rete.ammesso(persona=giulia, nome="Radio")
    with pytest.raises(DatoNonAccettato):
        actions.chiedi_responsabile(radio, persona=rete.membro(radio), da=giulia)
    assert responsabili(gruppo) == ("Giulia", None)


def test_who_may_not_say_yes(gruppo, giulia, marco):
    """Without a birth date nobody is of age; and a role may have been given a last day since the question."""
    senza_eta = rete.membro(gruppo, persona=PersonaFactory(nato_il=None))
    actions.chiedi_responsabile(gruppo, persona=senza_eta, da=giulia)
    with pytest.raises(NonPermesso) as errore:
        actions.accetta_responsabile(gruppo, da=senza_eta)
    assert errore.value.codice == "eta_ignota"
    actions.chiedi_responsabile(gruppo, persona=marco, da=giulia)
    riga = gruppo.appartenenze.get(persona=marco)
    actions.cambia_ruolo(riga, ruolo="collaborazione", fino_al=date(2026, 12, 31), da=giulia)
    with pytest.raises(DatoNonAccettato):
        actions.accetta_responsabile(gruppo, da=marco)
    assert responsabili(gruppo) == ("Giulia", "Marco")


@pytest.mark.parametrize("esce", ["lascia", "rimuovi"])
def test_who_goes_is_asked_no_more(gruppo, giulia, marco, esce):
    actions.chiedi_responsabile(gruppo, persona=marco, da=giulia)
    if esce == "lascia":
        actions.lascia(gruppo, da=marco)
    else:
        actions.rimuovi(gruppo.appartenenze.get(persona=marco), da=giulia)
    assert responsabili(gruppo) == ("Giulia", None)


def test_asking_from_the_page(client, gruppo, giulia, marco):
    minore = rete.membro(gruppo, persona=PersonaFactory(minore=True))
    client.force_login(giulia)
    for persona, frase in (
        (PersonaFactory(), "Scegli una persona del gruppo."),
        (minore, "Scegli una persona con almeno 18 anni."),
    ):
        assert client.post(CHIEDI, {"persona": persona.pk}).context["form"].errors == {"persona": [frase]}
    [frase] = client.post(CHIEDI, {"persona": marco.pk}, follow=True).context["messages"]
    assert str(frase) == "Abbiamo chiesto a Marco Prova. Ne risponde quando accetta."
    assert "non ha ancora risposto" in client.get(CHIEDI).content.decode()
    assert (client.get(RISPONDI).status_code, client.post(RISPONDI, {"risposta": "accetta"}).status_code) == (403, 403)
    assert responsabili(gruppo) == ("Giulia", "Marco")


@pytest.mark.parametrize(("risposta", "dopo"), [("accetta", ("Marco", None)), ("rifiuta", ("Giulia", None))])
def test_answering_from_the_page(client, gruppo, giulia, marco, risposta, dopo):
    actions.chiedi_responsabile(gruppo, persona=marco, da=giulia)
    client.force_login(marco)
    assert RISPONDI in client.get("/partner/gruppo/").content.decode()
    assert client.get(RISPONDI).status_code == 200
    assert client.post(RISPONDI, {"risposta": "boh"}).status_code == 200
    assert responsabili(gruppo) == ("Giulia", "Marco")
    assert client.post(RISPONDI, {"risposta": risposta}).url == "/partner/gruppo/"
    assert responsabili(gruppo) == dopo
    assert client.get(RISPONDI).status_code == 403


def test_a_yes_that_is_refused_says_why(client, gruppo, giulia):
    senza_eta = rete.membro(gruppo, persona=PersonaFactory(nato_il=None))
    actions.chiedi_responsabile(gruppo, persona=senza_eta, da=giulia)
    client.force_login(senza_eta)
    [frase] = client.post(RISPONDI, {"risposta": "accetta"}, follow=True).context["messages"]
    assert str(frase) == "Scrivi la tua data di nascita nel profilo: per farlo servono 18 anni."


def test_who_names_herself_has_said_yes(client, gruppo):
    anna = rete.membro(gruppo, "amministrazione", PersonaFactory(nome="Anna"))
    client.force_login(anna)
    assert client.post(CHIEDI, {"persona": anna.pk}).url == "/partner/gruppo/"
    assert responsabili(gruppo) == ("Anna", None)
