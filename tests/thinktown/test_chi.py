"""Who sees a call, who writes it, who publishes it; when it is open."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from talenti.base.clock import a_quest_ora
from talenti.base.exceptions import NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import puo
from tests.factories import rete
from tests.factories.persone import PersonaFactory
from tests.factories.thinktown import Ufficio, a_mezzogiorno, completa, dati_atto, giorno_lavorativo
from thinktown import actions
from thinktown.definizione import Finestra, Tempi
from thinktown.enums import BANDI_PUBBLICI, Misura, Modalita, StatoBando
from thinktown.models import Bando, Incarico
from thinktown.models.bandi import RuoloIncarico
from thinktown.momento import momento

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio():
    return Ufficio()


def _tra(giorni):
    return a_mezzogiorno(giorno_lavorativo(giorni))


def test_strangers_and_other_bodies_touch_nothing(ufficio):
    altro = Ufficio(rete.ammesso(tipo="ente_pubblico", nome="Un altro comune", codice_fiscale="01234560199"))
    guida = PersonaFactory()
    rete.capofila(guida)
    bando = ufficio.in_verifica()
    for persona in (PersonaFactory(), altro.scrive, altro.pubblica, guida):
        assert list(Bando.objects.visibili_a(persona)) == []
        assert list(Bando.objects.visibili_in_ufficio(persona)) == []
        with pytest.raises(NonPermesso):
            actions.pubblica(bando, dati_atto(), da=persona)
        with pytest.raises(NonPermesso):
            actions.crea(ufficio.partner, misura=Misura.GRUPPI, da=persona)
    with pytest.raises(NonPermesso):
        actions.pubblica(bando, dati_atto(), da=ufficio.scrive)


def test_an_officer_of_another_body_works_on_that_call_alone(ufficio):
    persona = PersonaFactory()
    bando, altro = ufficio.bozza(), ufficio.bozza()
    incarico = actions.incarica(bando, persona, ruolo=RuoloIncarico.ISTRUTTORE, da=ufficio.pubblica)
    assert list(Bando.objects.visibili_in_ufficio(persona)) == [bando]
    assert (
        bool(puo(persona, "thinktown.scrive_bandi", bando)),
        bool(puo(persona, "thinktown.pubblica_bandi", bando)),
    ) == (
        True,
        False,
    )
    assert not puo(persona, "thinktown.scrive_bandi", altro)
    actions.termina_incarico(incarico, da=ufficio.pubblica)
    assert list(Bando.objects.visibili_in_ufficio(persona)) == []
    with pytest.raises(TransizioneNonAmmessa):
        actions.termina_incarico(incarico, da=ufficio.pubblica)


def test_there_is_one_officer_in_charge_who_is_only_replaced(ufficio):
    bando, prima, poi = ufficio.in_verifica(), PersonaFactory(), PersonaFactory()
    incarico = actions.incarica(bando, prima, ruolo=RuoloIncarico.RESPONSABILE, da=ufficio.pubblica)
    with pytest.raises(TransizioneNonAmmessa, match="sempre un responsabile"):
        actions.termina_incarico(incarico, da=ufficio.pubblica)
    with pytest.raises(TransizioneNonAmmessa, match="già questo incarico"):
        actions.incarica(bando, prima, ruolo=RuoloIncarico.RESPONSABILE, da=ufficio.pubblica)
    actions.incarica(bando, poi, ruolo=RuoloIncarico.RESPONSABILE, da=ufficio.pubblica)
    assert list(Incarico.objects.di_oggi().values_list("persona", flat=True)) == [poi.pk]
    assert not puo(prima, "thinktown.pubblica_bandi", bando)
    actions.pubblica(bando, dati_atto(), da=poi)
    with pytest.raises(IntegrityError), transaction.atomic():
        Incarico.objects.create(bando=bando, persona=prima, ruolo=RuoloIncarico.RESPONSABILE)


def test_what_is_a_draft_is_seen_by_the_body_alone(ufficio):
    bozza, pubblicato = ufficio.bozza(), ufficio.pubblicato()
    persona = PersonaFactory()
    assert list(Bando.objects.visibili_a(persona)) == [pubblicato]
    assert set(Bando.objects.visibili_a(ufficio.scrive)) == {bozza, pubblicato}
    assert StatoBando.BOZZA not in BANDI_PUBBLICI


def test_open_is_what_the_instants_say(ufficio):
    bando = ufficio.pubblicato(completa(apre=_tra(2), chiude=_tra(20)))
    un_secondo = timedelta(seconds=1)
    for istante, aperto in (
        (bando.apre_il - un_secondo, False),
        (bando.apre_il, True),
        (bando.chiude_il - un_secondo, True),
        (bando.chiude_il, False),
        (bando.chiude_il + un_secondo, False),
    ):
        with a_quest_ora(istante):
            assert (bando.aperto(), Bando.objects.aperti().exists()) == (aperto, aperto)
    assert Bando.objects.in_arrivo().exists()


def test_who_sends_it_back_runs_the_body_or_answers_for_the_call(ufficio):
    bando = ufficio.in_verifica()
    for persona in (PersonaFactory(), ufficio.scrive):
        with pytest.raises(NonPermesso):
            actions.rimanda(bando, motivo="Manca la data.", da=persona)
    actions.rimanda(bando, motivo="Manca la data.", da=ufficio.pubblica)
    assert bando.stato == StatoBando.BOZZA


def test_between_two_windows_a_call_is_to_open_again(ufficio):
    prima = Finestra(apre=_tra(2), chiude=_tra(10))
    dopo = Finestra(apre=_tra(30), chiude=_tra(40))
    detta = completa(chiude=dopo.chiude)
    finestre = Tempi(modalita=Modalita.MANIFESTAZIONE, finestre=(prima, dopo))
    bando = ufficio.pubblicato(replace(detta, tempi=finestre))
    stati = []
    for istante in (prima.apre - timedelta(1), prima.apre, prima.chiude, dopo.apre, dopo.chiude):
        with a_quest_ora(istante):
            aperti, in_arrivo = Bando.objects.aperti().exists(), Bando.objects.in_arrivo().exists()
            stati.append((bando.aperto(), aperti, in_arrivo, momento(bando).chiave))
    assert stati == [
        (False, False, True, "in_arrivo"),
        (True, True, False, "aperto"),
        (False, False, True, "riapre"),
        (True, True, False, "aperto"),
        (False, False, False, "chiuso"),
    ]


def test_windows_follow_the_version_in_force(ufficio):
    bando = ufficio.pubblicato()
    actions.proroga(bando, _tra(60), dati_atto("50", "Poche domande."), da=ufficio.pubblica)
    assert list(bando.finestre.values_list("chiude", flat=True)) == [_tra(60)]
