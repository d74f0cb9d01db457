"""Invitations and roles: exact row, transition and notices; never without an administrator."""

from datetime import UTC, date, datetime, timedelta

import pytest

from talenti.base.clock import a_quest_ora
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.links import leggi
from talenti.base.permissions import Sistema
from talenti.rete import actions
from talenti.rete.actions import UltimaPersona
from talenti.rete.emails_membri import SCOPO_INVITO, gettone
from talenti.rete.models import Appartenenza, Invito, Partner
from tests.factories import rete
from tests.factories.persone import PersonaFactory
from tests.rete.lettura import avvisi, dati, ultima

pytestmark = pytest.mark.django_db

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
def marco():
    return PersonaFactory(email="marco@example.org", nome="Marco", cognome="Prova")


@pytest.fixture
def radio(giulia):
    """In the network, run by Giulia."""
    return rete.ammesso(persona=giulia, nome="Radio")


def ruoli_di(partner):
    return sorted(partner.appartenenze.values_list("persona__email", "ruolo", "dal", "al"))


def test_invita_writes_to_the_address(radio, giulia):
    invito = actions.invita(
        radio, email=" Marco@Example.org ", ruolo="operatore", da=giulia, fino_al=date(2026, 12, 31)
    )
    assert list(
        Invito.objects.values_list(
            "partner", "email", "ruolo", "ruolo_fino_al", "stato", "mandato_da", "mandato_il", "scade"
        )
    ) == [
        (
            radio.pk,
            "marco@example.org",
            "operatore",
            date(2026, 12, 31),
            "mandato",
            giulia.pk,
            ORA,
            ORA + timedelta(days=14),
        )
    ]
    assert ultima(radio) == ("invita", "ammesso", "ammesso", f"persona:{giulia.pk}")
    assert ultima(invito) == ("manda", "", "mandato", f"persona:{giulia.pk}")
    [(email, oggetto, url)] = avvisi(radio)
    assert (email, oggetto) == ("marco@example.org", "Invito da Radio")
    assert leggi(SCOPO_INVITO, url.removeprefix("/rete/inviti/").rstrip("/"), vale=timedelta(days=1)) == {
        "invito": invito.pk,
        "email": "marco@example.org",
    }


def test_invita_reaches_who_has_an_account_as_a_person(radio, giulia, marco):
    actions.invita(radio, email="MARCO@example.org", ruolo="operatore", da=giulia)
    assert [riga[:2] for riga in avvisi(radio)] == [("marco@example.org", "Invito da Radio")]
    assert marco.avvisi.count() == 1


@pytest.mark.parametrize(
    ("email", "ruolo", "codice"),
    [
        ("giulia@example.org", "operatore", "gia_membro"),
        ("in@example.org", "operatore", "gia_invitata"),
        ("altra@example.org", "re", "dato_non_accettato"),
    ],
)
def test_invita_refuses_what_makes_no_sense(radio, giulia, email, ruolo, codice):
    actions.invita(radio, email="in@example.org", ruolo="operatore", da=giulia)
    with pytest.raises(DatoNonAccettato) as errore:
        actions.invita(radio, email=email, ruolo=ruolo, da=giulia)
    assert (errore.value.codice, Invito.objects.count()) == (codice, 1)


def test_invita_refuses_a_role_that_is_over_before_it_begins(radio, giulia):
    with pytest.raises(DatoNonAccettato) as errore:
        actions.invita(radio, email="in@example.org", ruolo="operatore", da=giulia, fino_al=OGGI)
    assert errore.value.campo == "fino_al"


def test_invita_stops_at_thirty_without_an_answer(radio, giulia):
    Invito.objects.bulk_create(
        Invito(
            partner=radio, email=f"p{n}@example.org", ruolo="operatore", mandato_il=ORA, scade=ORA + timedelta(days=1)
        )
        for n in range(30)
    )
    with pytest.raises(DatoNonAccettato) as errore:
        actions.invita(radio, email="in@example.org", ruolo="operatore", da=giulia)
    assert errore.value.codice == "troppi_inviti"


def test_invita_again_after_the_first_has_expired(radio, giulia):
    vecchio = actions.invita(radio, email="in@example.org", ruolo="operatore", da=giulia)
    with a_quest_ora(ORA + timedelta(days=14)):
        actions.invita(radio, email="in@example.org", ruolo="operatore", da=giulia)
    assert sorted(Invito.objects.values_list("stato", flat=True)) == ["mandato", "scaduto"]
    assert ultima(vecchio) == ("scadi", "mandato", "scaduto", "sistema:scadenza-inviti")
    assert avvisi(vecchio) == [("giulia@example.org", "Invito scaduto senza risposta", "/partner/radio/persone/")]


def test_invita_is_not_for_who_only_works_there(radio, marco):
    rete.membro(radio, "operatore", marco)
    with pytest.raises(NonPermesso):
        actions.invita(radio, email="in@example.org", ruolo="operatore", da=marco)


def test_roles_of_the_network_are_given_by_who_coordinates_and_only_in_the_lead(giulia, marco, radio):
    lea = PersonaFactory()
    guida = rete.capofila(lea)
    rete.membro(guida, "amministrazione", marco)
    with pytest.raises(NonPermesso):
        actions.invita(guida, email="in@example.org", ruolo="revisione", da=marco)
    with pytest.raises(DatoNonAccettato) as errore:
        actions.invita(radio, email="in@example.org", ruolo="revisione", da=lea)
    assert errore.value.campo == "ruolo"
    assert actions.invita(guida, email="in@example.org", ruolo="revisione", da=lea).ruolo == "revisione"


def test_who_only_administers_the_lead_cannot_end_a_role_of_the_network(marco):
    lea = PersonaFactory()
    guida = rete.capofila(lea)
    rete.membro(guida, "amministrazione", marco)
    rete.membro(guida, "coordinamento")
    coordinamento = guida.appartenenze.get(persona=lea, ruolo="coordinamento")
    with pytest.raises(NonPermesso):
        actions.rimuovi(coordinamento, da=marco)
    with pytest.raises(NonPermesso):
        actions.cambia_ruolo(coordinamento, ruolo="revisione", da=marco)


def test_accetta_invito_gives_the_role(radio, giulia, marco):
    invito = actions.invita(radio, email="marco@example.org", ruolo="operatore", da=giulia, fino_al=date(2026, 12, 31))
    actions.accetta_invito(invito, da=marco)
    assert ruoli_di(radio) == [
        ("giulia@example.org", "amministrazione", OGGI, None),
        ("marco@example.org", "operatore", OGGI, date(2027, 1, 1)),
    ]
    assert Invito.objects.values_list("stato", "risposto_il").get() == ("accettato", ORA)
    assert ultima(invito) == ("accetta", "mandato", "accettato", f"persona:{marco.pk}")
    assert ultima(radio) == ("accogli", "ammesso", "ammesso", f"persona:{marco.pk}")
    assert dati(radio) == {"persona": marco.pk, "ruolo": "operatore", "invito": invito.pk}
    assert avvisi(radio) == [
        ("giulia@example.org", "Invito accettato: Marco Prova", "/partner/radio/persone/"),
        ("marco@example.org", "Fai parte di Radio", "/partner/radio/"),
    ]


def test_accetta_invito_is_bound_to_the_address(radio, giulia, marco):
    invito = actions.invita(radio, email="altro@example.org", ruolo="operatore", da=giulia)
    with pytest.raises(NonPermesso) as errore:
        actions.accetta_invito(invito, da=marco)
    assert (errore.value.codice, Appartenenza.objects.filter(persona=marco).count()) == ("altro_indirizzo", 0)


def test_accetta_invito_expires_by_the_clock(radio, giulia, marco):
    invito = actions.invita(radio, email="marco@example.org", ruolo="operatore", da=giulia)
    with a_quest_ora(invito.scade), pytest.raises(NonPermesso) as errore:
        actions.accetta_invito(invito, da=marco)
    assert (errore.value.codice, Invito.objects.get().stato) == ("scaduto", "mandato")


def test_accetta_invito_only_once(radio, giulia, marco):
    invito = actions.invita(radio, email="marco@example.org", ruolo="operatore", da=giulia)
    actions.accetta_invito(invito, da=marco)
    with pytest.raises(TransizioneNonAmmessa) as errore:
        actions.accetta_invito(invito, da=marco)
    assert str(errore.value.frase) == "Questo invito non è più in attesa: accettato."
    assert Appartenenza.objects.filter(persona=marco).count() == 1


def test_a_minor_may_join_but_not_run(radio, giulia):
    minore = PersonaFactory(email="m@example.org", minore=True)
    invito = actions.invita(radio, email="m@example.org", ruolo="amministrazione", da=giulia)
    with pytest.raises(NonPermesso) as errore:
        actions.accetta_invito(invito, da=minore)
    assert errore.value.codice == "minorenne"
    actions.revoca_invito(invito, da=giulia)
    actions.accetta_invito(actions.invita(radio, email="m@example.org", ruolo="collaborazione", da=giulia), da=minore)
    appartenenza = radio.appartenenze.get(persona=minore)
    with pytest.raises(NonPermesso):
        actions.cambia_ruolo(appartenenza, ruolo="operatore", da=giulia)


def test_rifiuta_invito_tells_who_runs_it(radio, giulia, marco):
    invito = actions.invita(radio, email="marco@example.org", ruolo="operatore", da=giulia)
    actions.rifiuta_invito(invito, da=marco)
    assert Invito.objects.values_list("stato", "risposto_il").get() == ("rifiutato", ORA)
    assert avvisi(invito) == [("giulia@example.org", "Invito rifiutato", "/partner/radio/persone/")]


def test_revoca_invito_tells_the_address(radio, giulia):
    invito = actions.invita(radio, email="altro@example.org", ruolo="operatore", da=giulia)
    actions.revoca_invito(invito, da=giulia)
    assert ultima(invito) == ("revoca", "mandato", "revocato", f"persona:{giulia.pk}")
    assert avvisi(invito) == [("altro@example.org", "Invito ritirato da Radio", "")]
    with pytest.raises(TransizioneNonAmmessa):
        actions.rifiuta_invito(invito, da=PersonaFactory(email="altro@example.org"))


def test_scadi_inviti_closes_only_what_is_over(radio, giulia):
    actions.invita(radio, email="uno@example.org", ruolo="operatore", da=giulia)
    with a_quest_ora(ORA + timedelta(days=1)):
        actions.invita(radio, email="due@example.org", ruolo="operatore", da=giulia)
    with a_quest_ora(ORA + timedelta(days=14)):
        assert actions.scadi_inviti() == 1
    assert sorted(Invito.objects.values_list("email", "stato")) == [
        ("due@example.org", "mandato"),
        ("uno@example.org", "scaduto"),
    ]


def test_cambia_ruolo_ends_the_old_one_today(radio, giulia, marco):
    rete.membro(radio, "collaborazione", marco, dal=date(2026, 1, 1))
    appartenenza = radio.appartenenze.get(persona=marco)
    actions.cambia_ruolo(appartenenza, ruolo="amministrazione", fino_al=date(2026, 6, 30), da=giulia)
    assert ruoli_di(radio) == [
        ("giulia@example.org", "amministrazione", OGGI, None),
        ("marco@example.org", "amministrazione", OGGI, date(2026, 7, 1)),
        ("marco@example.org", "collaborazione", date(2026, 1, 1), OGGI),
    ]
    assert dati(radio) == {
        "persona": marco.pk,
        "prima": "collaborazione",
        "dopo": "amministrazione",
        "fino_al": "2026-06-30",
    }
    assert avvisi(radio) == [("marco@example.org", "Ruolo cambiato: Radio", "/partner/radio/")]


def test_cambia_ruolo_does_not_cross_into_the_network(marco):
    lea = PersonaFactory()
    guida = rete.capofila(lea)
    rete.membro(guida, "operatore", marco)
    with pytest.raises(DatoNonAccettato):
        actions.cambia_ruolo(guida.appartenenze.get(persona=marco), ruolo="revisione", da=lea)


def test_rimuovi_ends_the_role_and_says_why(radio, giulia, marco):
    rete.membro(radio, "operatore", marco)
    actions.rimuovi(radio.appartenenze.get(persona=marco), motivo="Fine del progetto.", da=giulia)
    assert ruoli_di(radio)[1] == ("marco@example.org", "operatore", OGGI, OGGI)
    assert dati(radio) == {"persona": marco.pk, "ruolo": "operatore", "motivo": "Fine del progetto."}
    assert avvisi(radio) == [("marco@example.org", "Ruolo finito: Radio", "")]
    with pytest.raises(TransizioneNonAmmessa):
        actions.rimuovi(radio.appartenenze.get(persona=marco), da=giulia)


def test_a_role_not_begun_yet_ends_before_it_begins(radio, giulia, marco):
    rete.membro(radio, "operatore", marco, dal=date(2026, 4, 1))
    actions.rimuovi(radio.appartenenze.get(persona=marco), da=giulia)
    assert ruoli_di(radio)[1] == ("marco@example.org", "operatore", date(2026, 4, 1), date(2026, 4, 1))


def test_lascia_ends_every_role_and_tells_the_others(radio, giulia, marco):
    rete.membro(radio, "amministrazione", marco)
    actions.lascia(radio, da=marco)
    assert ruoli_di(radio)[1] == ("marco@example.org", "amministrazione", OGGI, OGGI)
    assert avvisi(radio) == [
        ("giulia@example.org", "È uscita una persona: Radio", "/partner/radio/persone/"),
        ("marco@example.org", "Non fai più parte di Radio", ""),
    ]
    with pytest.raises(NonPermesso):
        actions.lascia(radio, da=marco)


def test_the_last_administrator_stays(radio, giulia, marco):
    mia = radio.appartenenze.get(persona=giulia)
    rete.membro(radio, "amministrazione", marco, al=date(2026, 12, 31))  # not for ever: does not count
    for prova in (
        lambda: actions.lascia(radio, da=giulia),
        lambda: actions.rimuovi(mia, da=giulia),
        lambda: actions.cambia_ruolo(mia, ruolo="operatore", da=giulia),
        lambda: actions.cambia_ruolo(mia, ruolo="amministrazione", fino_al=date(2026, 12, 31), da=giulia),
    ):
        with pytest.raises(UltimaPersona) as errore:
            prova()
        assert errore.value.codice == "ultimo_amministratore"
    assert Appartenenza.objects.values_list("al", flat=True).get(pk=mia.pk) is None


def test_the_role_of_who_answers_for_a_group_has_no_last_day(giulia, marco):
    gruppo = rete.ammesso(persona=giulia, tipo="gruppo_informale", codice_fiscale="")
    rete.membro(gruppo, "amministrazione", marco)
    with pytest.raises(UltimaPersona) as errore:
        actions.cambia_ruolo(
            gruppo.appartenenze.get(persona=giulia), ruolo="collaborazione", fino_al=date(2026, 12, 31), da=marco
        )
    assert errore.value.codice == "responsabile"
    actions.cambia_ruolo(gruppo.appartenenze.get(persona=giulia), ruolo="collaborazione", da=marco)


def test_an_administrator_whose_account_is_closed_does_not_count(radio, giulia):
    rete.membro(radio, "amministrazione", PersonaFactory(is_active=False))
    with pytest.raises(UltimaPersona):
        actions.lascia(radio, da=giulia)


def test_the_last_coordinator_stays():
    lea = PersonaFactory()
    guida = rete.capofila(lea)
    rete.membro(guida, "amministrazione")
    with pytest.raises(UltimaPersona) as errore:
        actions.lascia(guida, da=lea)
    assert errore.value.codice == "ultimo_coordinamento"


def test_who_answers_for_a_group_stays_until_another_does(giulia, marco):
    gruppo = rete.ammesso(persona=giulia, tipo="gruppo_informale", codice_fiscale="")
    rete.membro(gruppo, "amministrazione", marco)
    with pytest.raises(UltimaPersona) as errore:
        actions.lascia(gruppo, da=giulia)
    assert errore.value.codice == "responsabile"
    actions.chiedi_responsabile(gruppo, persona=marco, da=giulia)
    actions.accetta_responsabile(gruppo, da=marco)
    actions.lascia(gruppo, da=giulia)
    assert Partner.objects.get(pk=gruppo.pk).responsabile == marco


def test_the_token_of_an_invitation_opens_nothing_else(radio, giulia):
    invito = actions.invita(radio, email="in@example.org", ruolo="operatore", da=giulia)
    assert leggi(SCOPO_INVITO, gettone(invito), vale=timedelta(days=1)) == {
        "invito": invito.pk,
        "email": "in@example.org",
    }


def test_esci_da_tutto_ends_roles_invitations_and_drafts(radio, giulia, marco):
    rete.membro(radio, "operatore", marco)
    altra = rete.ammesso(nome="Altra")
    invito = actions.invita(altra, email="marco@example.org", ruolo="operatore", da=altra.proposto_da)
    rete.bozza(marco)
    actions.esci_da_tutto(marco)
    assert ruoli_di(radio)[1] == ("marco@example.org", "operatore", OGGI, OGGI)
    assert Invito.objects.get(pk=invito.pk).stato == "revocato"
    assert Partner.objects.filter(proposto_da=marco).count() == 0


def test_esci_da_tutto_lets_a_draft_that_was_once_sent_fall(marco):
    """It is nobody's draft: the organisation can be proposed again by who is still in it."""
    partner = rete.proposto(marco)
    altra = rete.membro(partner, "amministrazione")
    actions.ritira(partner, da=marco)
    actions.riprendi(partner, da=marco)
    actions.esci_da_tutto(marco)
    partner.refresh_from_db()
    assert partner.stato == "ritirato"
    actions.riprendi(partner, da=altra)


@pytest.mark.parametrize("finisce", ["respingi", "cessa"])
def test_what_is_over_holds_nobody_back(giulia, finisce):
    if finisce == "respingi":
        partner = rete.in_esame(Sistema("prova"), giulia, tipo="gruppo_informale", codice_fiscale="")
        actions.respingi(partner, motivo="x", da=Sistema("prova"))
    else:
        partner = rete.ammesso(persona=giulia, tipo="gruppo_informale", codice_fiscale="")
        actions.cessa(partner, motivo="x", da=Sistema("prova"))
    actions.esci_da_tutto(giulia)
    assert ruoli_di(partner) == [("giulia@example.org", "amministrazione", OGGI, OGGI)]


def test_an_overdue_invitation_closed_by_two_sweeps_is_closed_once(radio, giulia):
    actions.invita(radio, email="uno@example.org", ruolo="operatore", da=giulia)
    with a_quest_ora(ORA + timedelta(days=14)):
        # The second sweep has read the row before the first one closed it.
        letti = list(Invito.objects.all())
        assert actions.scadi_inviti() == 1
        for invito in letti:
            with pytest.raises(TransizioneNonAmmessa):
                actions.revoca_invito(invito, da=giulia)
        assert actions.scadi_inviti() == 0
