"""Every verb from every state: what the table does not name is refused, and changes nothing."""

from datetime import timedelta

import pytest

from talenti.base.clock import adesso, oggi
from talenti.base.exceptions import ErroreDiDominio
from talenti.base.permissions import Sistema, puo
from talenti.registro.models import Transizione
from talenti.rete import actions
from talenti.rete.enums import TRANSIZIONI, TRANSIZIONI_INVITO, Stato, StatoInvito
from talenti.rete.models import Invito, Partner
from talenti.rete.proiezione import proietta
from tests.factories import rete
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db

DA = Sistema("prova")


def _appartenenza(partner):
    return partner.appartenenze.filter(ruolo="collaborazione").get()


# verb → the call, by the background actor where it may, else by who runs the partner
CHIAMATE = {
    "proponi": lambda p: actions.proponi(p, da=p.proposto_da),
    "abbandona": lambda p: actions.scarta_bozza(p, da=p.proposto_da),
    "riprendi": lambda p: actions.riprendi(p, da=p.proposto_da),
    "ritira": lambda p: actions.ritira(p, da=DA),
    "prendi_in_esame": lambda p: actions.prendi_in_esame(p, da=DA),
    "chiedi_integrazione": lambda p: actions.chiedi_integrazione(
        p, voci=["Atto"], entro=oggi() + timedelta(days=9), da=DA
    ),
    "integra": lambda p: actions.integra(p, da=DA),
    "ammetti": lambda p: actions.ammetti(p, da=DA),
    "respingi": lambda p: actions.respingi(p, motivo="x", da=DA),
    "sospendi": lambda p: actions.sospendi(p, motivo="x", da=DA),
    "riattiva": lambda p: actions.riattiva(p, da=DA),
    "cessa": lambda p: actions.cessa(p, motivo="x", da=DA),
    "unisci": lambda p: actions.unisci(p, superstite=Partner.objects.get(capofila=True), da=DA),
    "accogli_unione": lambda p: actions.unisci(rete.ammesso(nome="Doppia"), superstite=p, da=DA),
    "nomina_capofila": lambda p: actions.nomina_capofila(p, da=DA),
    "modifica": lambda p: actions.modifica(p, campi={"sito": "https://nuovo.example.org"}, da=DA),
    "cambia_nome": lambda p: actions.cambia_nome(p, nome="Nuovo", da=DA),
    "aggiungi_partecipazione": lambda p: actions.aggiungi_partecipazione(p, azione="territorio", che_cosa="x", da=DA),
    "chiudi_partecipazione": lambda p: actions.chiudi_partecipazione(p.partecipazioni.get(azione="eventi"), da=DA),
    "chiedi_responsabile": lambda p: actions.chiedi_responsabile(p, persona=_appartenenza(p).persona, da=DA),
    "accetta_responsabile": lambda p: actions.accetta_responsabile(p, da=_chiesta(p)),
    "rifiuta_responsabile": lambda p: actions.rifiuta_responsabile(p, da=_chiesta(p)),
    "invita": lambda p: actions.invita(p, email="in@example.org", ruolo="operatore", da=DA),
    "accogli": lambda p: actions.accetta_invito(p.inviti.get(email="attesa@example.org"), da=_invitata()),
    "cambia_ruolo": lambda p: actions.cambia_ruolo(_appartenenza(p), ruolo="operatore", da=DA),
    "rimuovi": lambda p: actions.rimuovi(_appartenenza(p), da=DA),
    "lascia": lambda p: actions.lascia(p, da=_appartenenza(p).persona),
}


def _chiesta(partner):
    """Somebody of the group who has been asked to answer for it."""
    persona = _appartenenza(partner).persona
    Partner.objects.filter(pk=partner.pk).update(responsabile_proposto=persona)
    partner.refresh_from_db()
    return persona


def _invitata():
    return PersonaFactory(email="attesa@example.org")


def _partner(stato):
    """An informal group with two names' worth of past, put in a state by hand: the verbs are what is tried."""
    rete.capofila()
    partner = rete.bozza(tipo="gruppo_informale", codice_fiscale="", nome="Gruppo")
    if stato == Stato.BOZZA:
        Partner.objects.filter(pk=partner.pk).update(proposto_il=adesso())
    else:
        rete.membro(partner, "amministrazione", partner.proposto_da)
        partner.nomi.create(nome="Gruppo", dal=oggi() - timedelta(days=9))
        unito = {"unito_a": Partner.objects.get(capofila=True)} if stato == Stato.UNITO else {}
        Partner.objects.filter(pk=partner.pk).update(stato=stato, proposto_il=adesso(), **unito)
    rete.membro(partner)
    ora = adesso()
    partner.inviti.create(
        email="attesa@example.org", ruolo="collaborazione", mandato_il=ora, scade=ora + timedelta(days=1)
    )
    partner = Partner.objects.get(pk=partner.pk)
    proietta(partner)
    return partner


def _ammesso_dalla_tabella(stato, verbo):
    return not TRANSIZIONI[verbo].da or stato in TRANSIZIONI[verbo].da


@pytest.mark.parametrize("verbo", CHIAMATE)
@pytest.mark.parametrize("stato", list(Stato))
def test_a_verb_from_every_state(stato, verbo):
    partner = _partner(stato)
    prima = Transizione.objects.di(partner).count()
    if _ammesso_dalla_tabella(stato, verbo):
        CHIAMATE[verbo](partner)
        voluto = TRANSIZIONI[verbo].a
        assert Partner.objects.get(pk=partner.pk).stato == (voluto or stato)
        assert Transizione.objects.di(partner).order_by("n").last().verbo == verbo
        return
    with pytest.raises(ErroreDiDominio) as errore:
        CHIAMATE[verbo](partner)
    assert str(errore.value.frase)
    assert Partner.objects.get(pk=partner.pk).stato == stato
    assert Transizione.objects.di(partner).count() == prima


def test_every_verb_of_the_table_is_tried():
    assert set(CHIAMATE) == set(TRANSIZIONI) - {"istituisci"}


RISPOSTE = {
    "accetta": lambda invito, chi: actions.accetta_invito(invito, da=chi),
    "rifiuta": lambda invito, chi: actions.rifiuta_invito(invito, da=chi),
    "revoca": lambda invito, chi: actions.revoca_invito(invito, da=DA),
}


@pytest.mark.parametrize("verbo", RISPOSTE)
@pytest.mark.parametrize("stato", list(StatoInvito))
def test_an_answer_from_every_state_of_an_invitation(stato, verbo):
    partner = rete.ammesso()
    invito = actions.invita(partner, email="attesa@example.org", ruolo="operatore", da=DA)
    Invito.objects.filter(pk=invito.pk).update(stato=stato)
    invito.refresh_from_db()
    if stato in TRANSIZIONI_INVITO[verbo].da:
        RISPOSTE[verbo](invito, _invitata())
        assert Invito.objects.get().stato == TRANSIZIONI_INVITO[verbo].a
        return
    with pytest.raises(ErroreDiDominio):
        RISPOSTE[verbo](invito, _invitata())
    assert Invito.objects.get().stato == stato


def test_only_time_makes_an_invitation_expire():
    invito = actions.invita(rete.ammesso(), email="attesa@example.org", ruolo="operatore", da=DA)
    assert not puo(_invitata(), "rete.scadi_invito", invito)
    assert not puo(PersonaFactory(is_superuser=True), "rete.scadi_invito", invito)
