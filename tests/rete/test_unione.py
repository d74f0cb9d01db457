"""Two cards of one organisation become one: what moves, and what a proposal does not bring along."""

from datetime import UTC, date, datetime, timedelta

import pytest

from talenti.avvisi.models import Avviso
from talenti.base.clock import a_quest_ora, oggi
from talenti.base.exceptions import DatoNonAccettato, NonPermesso
from talenti.base.permissions import Sistema, concesso, entra_in_ufficio
from talenti.rete import actions
from talenti.rete.models import Partner
from tests.factories import rete
from tests.factories.persone import PersonaFactory
from tests.rete.lettura import avvisi, dati, ultima

pytestmark = pytest.mark.django_db

DA = Sistema("prova")
ORA = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OGGI = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _orologio():
    with a_quest_ora(ORA):
        yield


@pytest.fixture
def giulia():
    return PersonaFactory(email="giulia@example.org", nome="Giulia", cognome="Prova")


@pytest.fixture
def lea():
    lea = PersonaFactory(email="lea@example.org", nome="Lea", cognome="Guida")
    rete.capofila(lea)
    return lea


@pytest.fixture
def radio(giulia):
    return rete.ammesso(persona=giulia, nome="Radio")


def aperti(partner):
    return sorted(partner.appartenenze.exclude(al__lte=oggi()).values_list("persona__email", "ruolo"))


def test_unisci_moves_people_and_actions(radio, giulia, lea):
    doppia = rete.ammesso(persona=giulia, nome="Radio doppia", azioni={"eventi": "Feste", "redazione": "Video"})
    anna = rete.membro(doppia, "operatore", PersonaFactory(email="anna@example.org"))
    marco = rete.membro(doppia, "amministrazione", PersonaFactory(email="marco@example.org"))
    rete.membro(radio, "collaborazione", marco)
    invito = actions.invita(doppia, email="in@example.org", ruolo="operatore", da=giulia)
    piu_vecchia = rete.ammesso(nome="Ancora prima")
    actions.unisci(piu_vecchia, superstite=doppia, da=lea)
    actions.unisci(doppia, superstite=radio, da=lea, motivo="È la stessa.")

    salvata = Partner.objects.get(pk=doppia.pk)
    assert (salvata.stato, salvata.unito_a) == ("unito", radio)
    assert Partner.objects.get(pk=piu_vecchia.pk).unito_a == radio
    in_vigore = radio.appartenenze.filter(al__isnull=True).values_list("persona__email", "ruolo")
    assert sorted(in_vigore) == sorted(
        [
            (anna.email, "operatore"),
            ("giulia@example.org", "amministrazione"),
            (marco.email, "amministrazione"),
            (piu_vecchia.proposto_da.email, "amministrazione"),
        ]
    )
    assert sorted(radio.partecipazioni.filter(al__isnull=True).values_list("azione", "che_cosa")) == [
        ("eventi", "Organizziamo concerti."),
        ("redazione", "Video"),
    ]
    assert Partner.objects.get(pk=doppia.pk).inviti.values_list("stato", flat=True).get() == "revocato"
    assert invito.pk
    assert ultima(doppia) == ("unisci", "ammesso", "unito", f"persona:{lea.pk}")
    assert ultima(radio) == ("accogli_unione", "ammesso", "ammesso", f"persona:{lea.pk}")
    assert {riga[1] for riga in avvisi(radio)} == {"Schede unite: Radio"}


def test_unisci_moves_what_pointed_at_the_double(radio, lea):
    doppia, cessata = rete.ammesso(nome="Doppia"), rete.ammesso(nome="Cessata")
    actions.cessa(cessata, motivo="x", successore=doppia, da=lea)
    actions.unisci(doppia, superstite=radio, da=lea)
    assert Partner.objects.get(pk=cessata.pk).successore == radio


def test_unisci_into_who_was_followed_by_the_double(radio, lea):
    doppia = rete.ammesso(nome="Doppia")
    Partner.objects.filter(pk=radio.pk).update(successore=doppia)
    radio.refresh_from_db()
    actions.unisci(doppia, superstite=radio, da=lea)
    assert Partner.objects.get(pk=radio.pk).successore is None


def test_unisci_refuses_itself_and_the_lead(radio, lea):
    with pytest.raises(DatoNonAccettato):
        actions.unisci(radio, superstite=radio, da=lea)
    with pytest.raises(NonPermesso):
        actions.unisci(Partner.objects.get(capofila=True), superstite=radio, da=lea)


@pytest.mark.parametrize("proposta", [rete.proposto, lambda p, **c: rete.in_esame(DA, p, **c)])
def test_unisci_moves_no_role_from_a_proposal(radio, lea, proposta):
    """A stranger who proposes a body that is there already does not come to run it."""
    estranea = PersonaFactory(email="estranea@example.org")
    doppia = proposta(estranea, nome="Radio", azioni={"redazione": "Testo mai letto da nessuno."})
    actions.unisci(doppia, superstite=radio, motivo="C'era già.", da=lea)
    assert aperti(radio) == [("giulia@example.org", "amministrazione")]
    assert list(doppia.appartenenze.values_list("persona", "ruolo", "dal", "al")) == [
        (estranea.pk, "amministrazione", OGGI, OGGI)
    ]
    assert list(radio.partecipazioni.values_list("azione", flat=True)) == ["eventi"]
    assert list(doppia.partecipazioni.values_list("azione", "al")) == [("redazione", OGGI)]
    assert (concesso(estranea, "rete.vede_scrivania", radio), entra_in_ufficio(estranea)) == (False, False)
    assert dati(doppia)["lasciate"] == [estranea.pk]
    assert avvisi(doppia) == [("estranea@example.org", "Proposta unita: Radio", "/rete/radio/")]
    assert Avviso.objects.filter(persona=estranea).latest("pk").testo == [
        "La proposta di Radio e la scheda Radio sono della stessa organizzazione: resta Radio.",
        "Nota: C'era già.",
        "Il tuo ruolo nella proposta è finito.",
        "Se lavori in Radio, chiedi un invito a chi la amministra.",
    ]


def test_unisci_moves_the_people_of_who_took_part_and_is_gone(radio, lea):
    cessata = rete.ammesso(persona=PersonaFactory(email="marco@example.org"), nome="Radio di una volta")
    actions.cessa(cessata, motivo="x", da=DA)
    actions.unisci(cessata, superstite=radio, da=lea)
    assert aperti(radio) == [("giulia@example.org", "amministrazione"), ("marco@example.org", "amministrazione")]
    assert avvisi(cessata) == []


def test_unisci_leaves_dormant_roles_of_the_network_behind(radio, lea):
    doppia = rete.ammesso(persona=PersonaFactory(email="marco@example.org"), nome="Doppia")
    rete.membro(doppia, "coordinamento", PersonaFactory(email="dormiente@example.org"))
    actions.unisci(doppia, superstite=radio, da=lea)
    assert aperti(radio) == [("giulia@example.org", "amministrazione"), ("marco@example.org", "amministrazione")]
    assert aperti(doppia) == []


def test_unisci_closes_no_lasting_role_for_one_with_a_last_day(radio, lea):
    marco = rete.membro(radio, "collaborazione", PersonaFactory(email="marco@example.org"))
    doppia = rete.ammesso(persona=PersonaFactory(email="anna@example.org"), nome="Doppia")
    rete.membro(doppia, "operatore", marco, al=OGGI + timedelta(days=30))
    actions.unisci(doppia, superstite=radio, da=lea)
    assert radio.appartenenze.filter(persona=marco).values_list("ruolo", "al").get() == ("collaborazione", None)
