"""The commission: named, changed, its phases, who stays out of what, who steps in."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from talenti.base.clock import a_quest_ora, adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.registro.models import Transizione
from tests.factories.commissione import (
    COMPONENTE,
    CONFLITTO,
    PRESIDENTE,
    SEGRETARIO,
    SUPPLENTE,
    Valutazione,
    dichiarano,
    firmata,
    in_valutazione,
    nominata,
    nominati,
    programmata,
)
from tests.factories.persone import PersonaFactory
from tests.factories.thinktown import Ufficio, dati_atto, dopo_la_chiusura, maggiorenne
from thinktown import dati
from thinktown.actions import commissione as verbi
from thinktown.actions.commissione import DatiFase, Dichiarata, Nominato
from thinktown.enums_valutazione import MotivoConflitto, TipoFase, VediVoti
from thinktown.models import Commissario, Commissione, Domanda, FaseValutazione, Supplenza
from thinktown.valutazione import da_dichiarare, da_valutare

pytestmark = pytest.mark.django_db


@pytest.fixture
def chiuso():
    """A call that has passed to its commission: (office, call, its applications)."""
    return in_valutazione(2)


# ── Named ─────────────────────────────────────────────────────────────────────────────────────────
def test_it_is_named_by_an_act_once_the_call_has_closed(chiuso):
    casa, bando, _domande = chiuso
    chi = nominati(3, supplenti=1)
    commissione = verbi.nomina(bando, chi, dati_atto(numero="88"), da=casa.pubblica)
    posti = list(commissione.commissari.order_by("pk"))
    assert [(uno.persona, uno.ruolo, uno.rappresenta, uno.dal, uno.al) for uno in posti] == [
        (uno.persona, uno.ruolo, uno.rappresenta, oggi(), None) for uno in chi
    ]
    assert {uno.nomina for uno in posti} == {bando.atti.get(tipo="nomina", numero="88")}
    (nata,) = Transizione.objects.di(commissione)
    assert (nata.verbo, nata.dettaglio.dati["atto"], len(nata.dettaglio.dati["chi"])) == ("nomina", "88", 4)
    with pytest.raises(TransizioneNonAmmessa, match="c'è già"):
        nominata(bando, casa.pubblica)


def test_not_while_the_call_is_open_and_not_where_one_comes_first(chiuso):
    casa = Ufficio()
    aperto = casa.pubblicato()
    with pytest.raises(TransizioneNonAmmessa, match="quando il bando è chiuso"):
        nominata(aperto, casa.pubblica)
    with dopo_la_chiusura(aperto):
        assert nominata(aperto, casa.pubblica).bando == aperto
    altra, bando, _domande = chiuso
    type(bando).objects.filter(pk=bando.pk).update(modalita="sportello")
    with pytest.raises(TransizioneNonAmmessa, match="ordine di arrivo"):
        nominata(bando, altra.pubblica)


@pytest.mark.parametrize("chi", ["scrive", "nessuno"])
def test_only_who_publishes_the_call_names_it(chiuso, chi):
    casa, bando, _domande = chiuso
    with pytest.raises(NonPermesso):
        nominata(bando, casa.scrive if chi == "scrive" else maggiorenne())
    assert not Commissione.objects.exists()


def _doppia():
    uno, due, tre = nominati(3, supplenti=0)
    return [uno, due, replace(tre, persona=due.persona)]


@pytest.mark.parametrize(
    ("chi", "codice"),
    [
        (lambda: nominati(4), "dispari"),
        (lambda: nominati(1), "dispari"),
        (lambda: nominati(3)[1:], "presidente"),
        (lambda: [*nominati(3), Nominato(maggiorenne(), PRESIDENTE, "Ente")], "presidente"),
        (_doppia, "doppia"),
    ],
)
def test_an_odd_number_votes_under_one_president(chiuso, chi, codice):
    casa, bando, _domande = chiuso
    with pytest.raises(DatoNonAccettato) as errore:
        nominata(bando, casa.pubblica, chi())
    assert (errore.value.codice, Commissione.objects.count()) == (codice, 0)


def test_each_sits_for_somebody_and_is_of_age(chiuso):
    casa, bando, _domande = chiuso
    primo, *altri = nominati(3)
    for sbagliato, campo in (
        (replace(primo, rappresenta="  "), "rappresenta"),
        (replace(primo, rappresenta="x" * 121), "rappresenta"),
        (replace(primo, persona=PersonaFactory(nato_il=oggi() - timedelta(days=365 * 17))), "email"),
    ):
        with pytest.raises(DatoNonAccettato) as errore:
            nominata(bando, casa.pubblica, [sbagliato, *altri])
        assert errore.value.campo == campo


# ── Changed ───────────────────────────────────────────────────────────────────────────────────────
def test_who_leaves_is_replaced_by_an_act_and_what_she_was_stays(chiuso):
    casa, bando, _domande = chiuso
    commissione = nominata(bando, casa.pubblica)
    esce = commissione.commissari.filter(ruolo=COMPONENTE).first()
    entra = Nominato(maggiorenne(), COMPONENTE, "Camera di commercio")
    nuovo = verbi.cambia(
        commissione, dati_atto(numero="9", motivo="Si è dimessa."), esce=esce, entra=entra, da=casa.pubblica
    )
    esce.refresh_from_db()
    atto = bando.atti.get(tipo="commissione")
    assert (esce.al, esce.cessazione, esce.in_carica) == (oggi(), atto, False)
    assert (nuovo.persona, nuovo.nomina, nuovo.in_carica) == (entra.persona, atto, True)
    with pytest.raises(TransizioneNonAmmessa, match="non è più"):
        verbi.cambia(commissione, dati_atto(motivo="Ancora."), esce=esce, entra=nominati(1)[0], da=casa.pubblica)


def test_a_change_leaves_it_able_to_vote(chiuso):
    casa, bando, _domande = chiuso
    commissione = nominata(bando, casa.pubblica)
    membro, presidente = (commissione.commissari.filter(ruolo=ruolo).first() for ruolo in (COMPONENTE, PRESIDENTE))
    come = {"dati": dati_atto(motivo="Serve."), "da": casa.pubblica}
    for sbagliato in ({"esce": membro}, {"esce": presidente, "entra": Nominato(maggiorenne(), COMPONENTE, "Ente")}):
        with pytest.raises(DatoNonAccettato):
            verbi.cambia(commissione, **come, **sbagliato)
    with pytest.raises(DatoNonAccettato, match="già un posto"):
        verbi.cambia(commissione, **come, entra=Nominato(membro.persona, SEGRETARIO, "Ente"))
    with pytest.raises(DatoNonAccettato, match="Scegli chi"):
        verbi.cambia(commissione, **come)
    assert commissione.commissari.filter(al__isnull=True).count() == 4
    verbi.cambia(commissione, **come, entra=Nominato(maggiorenne(), SEGRETARIO, "Ente"))
    assert commissione.commissari.filter(al__isnull=True).count() == 5


# ── Phases ────────────────────────────────────────────────────────────────────────────────────────
def test_phases_follow_each_other_and_the_clock_alone_moves_on(chiuso):
    casa, bando, _domande = chiuso
    commissione = nominata(bando, casa.pubblica)
    assert commissione.fase is None
    programmata(commissione, casa.pubblica)
    viste = []
    for giorni in (0, 2, 11, 21):
        with a_quest_ora(adesso() + timedelta(days=giorni)):
            viste.append(Commissione.objects.get(pk=commissione.pk).fase.tipo)
    assert viste == list(TipoFase)


def test_a_phase_that_has_begun_stays_and_one_to_come_moves(chiuso):
    casa, bando, _domande = chiuso
    commissione = nominata(bando, casa.pubblica)
    programmata(commissione, casa.pubblica)
    prima = commissione.fasi.get(tipo=TipoFase.DICHIARA)
    uguale = DatiFase(TipoFase.DICHIARA, prima.dal)
    dopo = DatiFase(TipoFase.DA_SOLI, adesso() + timedelta(days=4), nomi=False, voti=VediVoti.DOPO_IL_PROPRIO)
    verbi.programma(commissione, [uguale, dopo], da=casa.pubblica)
    assert list(commissione.fasi.values_list("tipo", "nomi", "voti")) == [
        ("dichiara", True, "mai"),
        ("da_soli", False, "dopo"),
    ]
    for sbagliate, che_cosa in (
        ([replace(uguale, dal=adesso() + timedelta(days=1)), dopo], "già cominciata"),
        ([dopo], "non si toglie"),
    ):
        with pytest.raises(TransizioneNonAmmessa, match=che_cosa):
            verbi.programma(commissione, sbagliate, da=casa.pubblica)


def test_their_order_is_one_and_names_are_seen_by_who_declares(chiuso):
    casa, bando, _domande = chiuso
    commissione = nominata(bando, casa.pubblica)
    uno, due = adesso() + timedelta(days=1), adesso() + timedelta(days=2)
    for fasi in (
        [],
        [DatiFase(TipoFase.DA_SOLI, uno), DatiFase(TipoFase.DICHIARA, due)],
        [DatiFase(TipoFase.DICHIARA, uno), DatiFase(TipoFase.DICHIARA, due)],
        [DatiFase(TipoFase.DICHIARA, due), DatiFase(TipoFase.DA_SOLI, uno)],
        [DatiFase(TipoFase.DICHIARA, adesso() - timedelta(days=1))],
        [DatiFase(TipoFase.DICHIARA, uno, nomi=False)],
    ):
        with pytest.raises(DatoNonAccettato):
            verbi.programma(commissione, fasi, da=casa.pubblica)
    assert not commissione.fasi.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        FaseValutazione.objects.create(commissione=commissione, tipo="dichiara", dal=uno, nomi=False)


# ── Declarations ──────────────────────────────────────────────────────────────────────────────────
def test_nothing_opens_before_she_has_declared_on_everything(chiuso):
    casa, bando, (una, altra) = chiuso
    commissione = nominata(bando, casa.pubblica)
    programmata(commissione, casa.pubblica)
    lei = commissione.commissari.get(ruolo=PRESIDENTE)
    with pytest.raises(DatoNonAccettato) as errore:
        verbi.dichiara(lei, {una.codice: Dichiarata()}, da=lei.persona)
    assert errore.value.campo == "senza_condanne"
    verbi.dichiara(lei, {una.codice: Dichiarata()}, senza_condanne=True, da=lei.persona)
    assert list(da_dichiarare(lei)) == [altra]
    with a_quest_ora(adesso() + timedelta(days=2)):
        lei = Commissario.objects.get(pk=lei.pk)
        assert list(da_valutare(lei)) == []
        verbi.dichiara(lei, {altra.codice: Dichiarata()}, da=lei.persona)
        assert set(da_valutare(lei)) == {una, altra}


def test_in_the_first_phase_there_is_only_the_list():
    caso = Valutazione(2)
    assert list(da_valutare(caso.presidente)) == []
    with caso.da_soli():
        assert set(da_valutare(caso.presidente)) == set(caso.domande)
        assert list(da_valutare(caso.supplente)) == []
    with caso.chiusa():
        assert set(da_valutare(caso.presidente)) == set(caso.domande)


def test_a_conflict_closes_one_application_and_is_never_taken_back():
    caso = Valutazione(2, conflitti=lambda caso: [(caso.presidente, caso.domande[0])])
    una, altra = caso.domande
    with caso.da_soli():
        assert list(da_valutare(caso.presidente)) == [altra]
        with pytest.raises(TransizioneNonAmmessa, match="non si toglie"):
            verbi.dichiara(caso.presidente, {una.codice: Dichiarata()}, da=caso.presidente.persona)
        # One that comes up later closes it from then on.
        verbi.dichiara(caso.presidente, {altra.codice: CONFLITTO}, da=caso.presidente.persona)
        assert list(da_valutare(caso.presidente)) == []


def test_of_her_own_group_she_cannot_say_that_there_is_none(chiuso):
    casa, bando, (una, altra) = chiuso
    chi = nominati()
    commissione = nominata(bando, casa.pubblica, [replace(chi[0], persona=una.componenti.get().persona), *chi[1:]])
    programmata(commissione, casa.pubblica)
    lei = commissione.commissari.get(ruolo=PRESIDENTE)
    with pytest.raises(DatoNonAccettato) as errore:
        verbi.dichiara(lei, {una.codice: Dichiarata()}, senza_condanne=True, da=lei.persona)
    assert errore.value.campo == f"motivo-{una.codice}"
    dette = {una.codice: Dichiarata(MotivoConflitto.LAVORO), altra.codice: Dichiarata()}
    verbi.dichiara(lei, dette, senza_condanne=True, da=lei.persona)
    with a_quest_ora(adesso() + timedelta(days=2)):
        assert list(da_valutare(Commissario.objects.get(pk=lei.pk))) == [altra]


def test_nobody_declares_for_another(chiuso):
    casa, bando, (una, _altra) = chiuso
    chi = [*nominati(), Nominato(maggiorenne(), SEGRETARIO, "Ente")]
    commissione = nominata(bando, casa.pubblica, chi)
    lei, segretaria = (commissione.commissari.get(ruolo=ruolo) for ruolo in (PRESIDENTE, SEGRETARIO))
    altro = commissione.commissari.filter(ruolo=COMPONENTE).first().persona
    for posto, da in ((lei, altro), (lei, casa.pubblica), (segretaria, altro)):
        with pytest.raises(NonPermesso):
            verbi.dichiara(posto, {una.codice: Dichiarata()}, senza_condanne=True, da=da)
    # Who writes the minutes declares as the others do, and opens nothing all the same.
    verbi.dichiara(segretaria, {una.codice: Dichiarata()}, senza_condanne=True, da=segretaria.persona)
    assert list(da_valutare(segretaria)) == []


def test_what_was_not_admitted_is_not_on_the_list(chiuso):
    casa, bando, (una, altra) = chiuso
    Domanda.objects.filter(pk=altra.pk).update(stato="esclusa")
    commissione = nominata(bando, casa.pubblica)
    assert list(da_dichiarare(commissione.commissari.first())) == [una]


# ── Substitutes ───────────────────────────────────────────────────────────────────────────────────
def _chiama(caso, domanda, al_posto_di, supplente=None):
    return verbi.supplisce(
        domanda, al_posto_di=al_posto_di, supplente=supplente or caso.supplente, da=caso.casa.pubblica
    )


def test_a_substitute_takes_a_place_on_one_application():
    caso = Valutazione(2, conflitti=lambda caso: [(caso.presidente, caso.domande[0])])
    una, altra = caso.domande
    _chiama(caso, una, caso.presidente)
    with caso.da_soli():
        assert list(da_valutare(caso.supplente)) == [una]
    with pytest.raises(TransizioneNonAmmessa, match="già un supplente"):
        _chiama(caso, una, caso.presidente)
    with pytest.raises(TransizioneNonAmmessa, match="non serve"):
        _chiama(caso, altra, caso.presidente)


def test_a_substitute_has_declared_and_has_no_conflict():
    caso = Valutazione(
        1, conflitti=lambda caso: [(caso.presidente, caso.domande[0]), (caso.supplente, caso.domande[0])]
    )
    (una,) = caso.domande
    with pytest.raises(DatoNonAccettato, match="Anche questa persona"):
        _chiama(caso, una, caso.presidente)
    with pytest.raises(DatoNonAccettato, match="come supplente"):
        _chiama(caso, una, caso.presidente, caso.membri[0])
    nuovo = verbi.cambia(
        caso.commissione,
        dati_atto(motivo="Serve."),
        entra=Nominato(maggiorenne(), SUPPLENTE, "Ente"),
        da=caso.casa.pubblica,
    )
    with pytest.raises(DatoNonAccettato, match="Prima deve dichiarare"):
        _chiama(caso, una, caso.presidente, nuovo)
    dichiarano_sole = {una.codice: Dichiarata()}
    verbi.dichiara(nuovo, dichiarano_sole, senza_condanne=True, da=nuovo.persona)
    assert _chiama(caso, una, caso.presidente, nuovo).supplente == nuovo
    # Her own conflict, come up later, or her leaving, gives the place up.
    verbi.dichiara(nuovo, {una.codice: CONFLITTO}, da=nuovo.persona)
    assert not Supplenza.objects.filter(finita_il__isnull=True).exists()


def test_who_leaves_gives_up_her_places_as_a_substitute():
    caso = Valutazione(1, conflitti=lambda caso: [(caso.presidente, caso.domande[0])])
    supplenza = _chiama(caso, caso.domande[0], caso.presidente)
    verbi.cambia(caso.commissione, dati_atto(motivo="Lascia."), esce=caso.supplente, da=caso.casa.pubblica)
    supplenza.refresh_from_db()
    assert supplenza.finita_il is not None
    with pytest.raises(DatoNonAccettato, match="non è più"):
        _chiama(caso, caso.domande[0], caso.presidente, Commissario.objects.get(pk=caso.supplente.pk))


def test_everybody_declares_and_the_log_says_so(chiuso):
    casa, bando, domande = chiuso
    commissione = nominata(bando, casa.pubblica)
    dichiarano(commissione)
    dette = Transizione.objects.di(commissione).filter(verbo="dichiara")
    assert [len(t.dettaglio.dati["dichiarate"]) for t in dette] == [len(domande)] * 4


# ── In one's copy ─────────────────────────────────────────────────────────────────────────────────
def test_her_copy_has_her_seat_what_she_declared_and_her_points():
    caso = Valutazione(2, conflitti=lambda caso: [(caso.presidente, caso.domande[0])])
    _chiama(caso, caso.domande[0], caso.presidente)
    with caso.da_soli():
        firmata(caso.presidente, caso.domande[1], punti=4)
        firmata(caso.supplente, caso.domande[0])
    (suo,) = dati.esporta(caso.presidente.persona)["commissioni"]
    assert (suo["ruolo"], suo["rappresenta"], suo["atto"], suo["supplenze"]) == (
        "Presidente",
        "Ente 1",
        "Nomina della commissione n. 12",
        [],
    )
    assert [(una["conflitto"], una["spiegazione"]) for una in suo["dichiarazioni"]] == [
        ("È di una persona della mia famiglia, o con cui convivo", "Sua sorella."),
        (None, ""),
    ]
    (scheda,) = suo["schede"]
    assert (scheda["domanda"], scheda["stato"]) == (caso.domande[1].codice, "Firmata")
    assert {voto["punti"] for voto in scheda["voti"]} == {"4.00"}
    (altro,) = dati.esporta(caso.supplente.persona)["commissioni"]
    assert altro["supplenze"] == [caso.domande[0].codice]
