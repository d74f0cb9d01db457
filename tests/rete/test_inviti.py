"""Invitations over time: what an old one may still do, how many may leave, how long addresses are kept."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from talenti.base.clock import a_quest_ora, adesso
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import Sistema, puo
from talenti.registro import annunci
from talenti.registro.models import Dettaglio
from talenti.registro.queries import verifica
from talenti.rete import actions
from talenti.rete.actions import UltimaPersona
from talenti.rete.models import Invito, Partner
from talenti.rete.tasks import risincronizza
from tests.factories import rete
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db

ORA = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OGGI = date(2026, 3, 2)
DA = Sistema("prova")


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


@pytest.mark.parametrize(("ruolo", "fino_al"), [("operatore", None), ("amministrazione", date(2026, 12, 31))])
def test_the_last_administrator_is_not_lost_by_accepting_an_invitation(radio, giulia, marco, ruolo, fino_al):
    invito = actions.invita(radio, email="marco@example.org", ruolo=ruolo, fino_al=fino_al, da=giulia)
    rete.membro(radio, "amministrazione", marco)
    actions.lascia(radio, da=giulia)
    with pytest.raises(UltimaPersona) as errore:
        actions.accetta_invito(invito, da=marco)
    assert errore.value.codice == "ultimo_amministratore"
    assert ruoli_di(radio)[1:] == [("marco@example.org", "amministrazione", OGGI, None)]
    assert Invito.objects.get().stato == "mandato"


def test_an_invitation_to_the_role_that_one_has_changes_nothing_of_it(radio, giulia, marco):
    invito = actions.invita(radio, email="marco@example.org", ruolo="amministrazione", da=giulia)
    rete.membro(radio, "amministrazione", marco, dal=date(2026, 1, 1))
    actions.lascia(radio, da=giulia)
    actions.accetta_invito(invito, da=marco)
    assert ruoli_di(radio)[1:] == [
        ("marco@example.org", "amministrazione", date(2026, 1, 1), OGGI),
        ("marco@example.org", "amministrazione", OGGI, None),
    ]


def test_an_invitation_to_a_role_of_the_network_does_not_outlive_the_lead(radio, marco):
    lea = PersonaFactory()
    guida = rete.capofila(lea)
    invito = actions.invita(guida, email="marco@example.org", ruolo="coordinamento", da=lea)
    Partner.objects.filter(pk=guida.pk).update(capofila=False)
    with pytest.raises(TransizioneNonAmmessa) as errore:
        actions.accetta_invito(invito, da=marco)
    assert str(errore.value.frase).startswith("Questa organizzazione non guida più la rete")
    assert marco.appartenenze.count() == 0


def test_one_address_is_not_written_to_without_end(radio, giulia):
    """Taking an invitation back gives no right to another mail; neither does sending it from another organisation."""
    for partner in (radio, radio, radio, rete.ammesso(nome="Altra"), rete.proposto(nome="Terza")):
        actions.revoca_invito(actions.invita(partner, email="in@example.org", ruolo="operatore", da=DA), da=DA)
    for partner, email in ((radio, "IN@example.org"), (rete.ammesso(nome="Quarta"), "in+tag@example.org")):
        with pytest.raises(DatoNonAccettato) as errore:
            actions.invita(partner, email=email, ruolo="operatore", da=DA)
        assert (errore.value.codice, errore.value.campo) == ("troppi_inviti_a_una", "email")
    assert Invito.objects.count() == 5
    with a_quest_ora(ORA + timedelta(days=30)):
        assert actions.invita(radio, email="in@example.org", ruolo="operatore", da=giulia).pk


def test_one_organisation_does_not_write_to_everybody_in_a_day(radio, giulia):
    for n in range(30):
        actions.revoca_invito(actions.invita(radio, email=f"p{n}@example.org", ruolo="operatore", da=DA), da=DA)
    with pytest.raises(DatoNonAccettato) as errore:
        actions.invita(radio, email="in@example.org", ruolo="operatore", da=giulia)
    assert errore.value.codice == "troppi_inviti_oggi"
    with a_quest_ora(ORA + timedelta(days=1)):
        assert actions.invita(radio, email="in@example.org", ruolo="operatore", da=giulia).pk


def test_the_address_of_an_ended_invitation_is_forgotten(radio, giulia, marco):
    """Thirty days after the answer, or after the day on which there was none; from the log of the act too."""
    for indirizzo in ("rifiuta", "ritira", "scade", "marco"):
        actions.invita(radio, email=f"{indirizzo}@example.org", ruolo="operatore", da=giulia)
    actions.rifiuta_invito(Invito.objects.get(email="rifiuta@example.org"), da=DA)
    actions.revoca_invito(Invito.objects.get(email="ritira@example.org"), da=giulia)
    actions.accetta_invito(Invito.objects.get(email="marco@example.org"), da=marco)

    def restano():
        nel_registro = {d["email"] for d in Dettaglio.objects.values_list("dati", flat=True) if d and "email" in d}
        scritti = set(Invito.objects.exclude(email="").values_list("email", flat=True))
        assert nel_registro == scritti
        return sorted(scritti)

    with a_quest_ora(ORA + timedelta(days=30) - timedelta(minutes=1)):
        risincronizza()
        assert actions.togli_indirizzi(adesso()) == 0
        assert len(restano()) == 4
    with a_quest_ora(ORA + timedelta(days=30)):
        risincronizza()
        assert actions.togli_indirizzi(adesso()) == 3
        assert restano() == ["scade@example.org"]
    with a_quest_ora(ORA + timedelta(days=44)):
        assert [actions.togli_indirizzi(adesso()) for _volta in range(2)] == [1, 0]
        assert restano() == []
    assert {str(invito) for invito in Invito.objects.all()} == {"indirizzo tolto · Radio"}
    assert list(verifica()) == []


def test_the_office_shows_invitations_to_who_decides_the_roles(radio, giulia):
    invito = actions.invita(radio, email="in@example.org", ruolo="operatore", da=giulia)
    lea = PersonaFactory()
    guida = rete.capofila(lea)
    visti = {
        chi: list(Invito.objects.visibili_in_ufficio(persona))
        for chi, persona in {
            "amministra": giulia,
            "ufficio": rete.membro(radio, "operatore"),
            "altra": rete.ammesso(nome="Altra").proposto_da,
            "coordina": lea,
            "revisione": rete.membro(guida, "revisione"),
        }.items()
    }
    assert visti == {"amministra": [invito], "ufficio": [], "altra": [], "coordina": [invito], "revisione": []}


def test_an_invitation_answered_while_the_others_are_closed_stays_as_it_was_answered(radio, giulia):
    """What happens while the sweep is at work: the first is closed, and at that moment the second is withdrawn."""
    for indirizzo in ("uno", "due"):
        actions.invita(radio, email=f"{indirizzo}@example.org", ruolo="operatore", da=giulia)

    def nel_frattempo(transizione, _oggetto, _dati):
        if transizione.verbo == "scadi":
            Invito.objects.filter(stato="mandato").update(stato="revocato", risposto_il=adesso())

    annunci._in_transazione.append(nel_frattempo)
    try:
        with a_quest_ora(ORA + timedelta(days=15)):
            assert actions.scadi_inviti() == 1
    finally:
        annunci._in_transazione.remove(nel_frattempo)
    assert sorted(Invito.objects.values_list("stato", flat=True)) == ["revocato", "scaduto"]


def test_nobody_answers_for_a_group_without_an_account(radio):
    esito = puo(AnonymousUser(), "rete.risponde_del_gruppo", radio)
    assert (bool(esito), esito.codice) == (False, "anonimo")
