"""What the office decides on an application: taken, taken back, told once, and by when."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from talenti.avvisi.models import Avviso
from talenti.base.clock import ROMA, a_quest_ora, adesso
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.registro.models import Transizione
from talenti.rete import ruoli
from tests.factories import rete
from tests.factories.istruttoria import AMMETTE, CHIEDE, ESCLUDE, PREAVVISA, decisa, detta, sportello
from tests.factories.thinktown import (
    Ufficio,
    completa,
    dopo_la_chiusura,
    inviata,
    maggiorenne,
    pronta,
)
from thinktown import actions
from thinktown.actions import DaCompletare
from thinktown.definizione import Tempi
from thinktown.enums import Modalita, StatoBando, StatoDomanda
from thinktown.enums_istruttoria import SI_RIPENSA, TipoProvvedimento
from thinktown.models import Provvedimento
from thinktown.termini import Sospensione, si_decide_entro, si_risponde_prima_di

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


@pytest.fixture
def chiuso(bando):
    """One application sent, and the call closed an hour ago."""
    domanda = inviata(bando)
    with dopo_la_chiusura(bando):
        yield domanda


def verbi(domanda):
    return list(Transizione.objects.di(domanda).order_by("n").values_list("verbo", flat=True))


# ── Decided, taken back, told ─────────────────────────────────────────────────────────────────────
def test_a_decision_waits_five_minutes_and_then_it_is_told_once(ufficio, chiuso):
    preso = decisa(chiuso, ESCLUDE, ufficio.scrive)
    assert (preso.comunica_dal - preso.preso_il, preso.in_sospeso) == (SI_RIPENSA, True)
    assert actions.comunica_dovuti() == 0
    chiuso.refresh_from_db()
    assert chiuso.stato == StatoDomanda.INVIATA
    with a_quest_ora(adesso() + SI_RIPENSA):
        assert (actions.comunica_dovuti(), actions.comunica_dovuti()) == (1, 0)
        chiuso.refresh_from_db()
        preso.refresh_from_db()
        assert (chiuso.stato, preso.comunicato_il is None, preso.entro) == (StatoDomanda.ESCLUSA, False, None)
        ultima = Transizione.objects.di(chiuso).order_by("-n").first()
        assert (ultima.verbo, ultima.attore, ultima.a_stato) == ("escludi", "sistema:istruttoria", "esclusa")
        assert ultima.dettaglio.dati["deciso_da"] == ufficio.scrive.pk
        assert ultima.dettaglio.dati["motivo"] == ESCLUDE.motivo


def test_within_five_minutes_it_is_taken_back_and_nothing_is_told(ufficio, chiuso):
    preso = decisa(chiuso, AMMETTE, ufficio.scrive)
    actions.ripensa(preso, da=ufficio.pubblica)
    with a_quest_ora(adesso() + SI_RIPENSA):
        assert actions.comunica_dovuti() == 0
    chiuso.refresh_from_db()
    assert (chiuso.stato, preso.in_sospeso, preso.comunicato_il) == (StatoDomanda.INVIATA, False, None)
    with pytest.raises(TransizioneNonAmmessa, match="troppo tardi"):
        actions.ripensa(preso, da=ufficio.pubblica)
    # And it can be decided anew.
    assert detta(chiuso, ESCLUDE, ufficio.scrive).comunicato_il is not None


def test_what_was_told_is_not_taken_back_but_it_is_looked_at_again_with_a_reason(ufficio, chiuso):
    preso = detta(chiuso, ESCLUDE, ufficio.scrive)
    with pytest.raises(TransizioneNonAmmessa, match="troppo tardi"):
        actions.ripensa(preso, da=ufficio.scrive)
    with pytest.raises(NonPermesso):
        actions.riesamina(chiuso, motivo="Abbiamo sbagliato.", da=ufficio.scrive)
    with pytest.raises(DatoNonAccettato):
        actions.riesamina(chiuso, motivo=" ", da=ufficio.pubblica)
    actions.riesamina(chiuso, motivo="Abbiamo sbagliato.", da=ufficio.pubblica)
    assert chiuso.stato == StatoDomanda.INVIATA
    assert detta(chiuso, AMMETTE, ufficio.scrive).tipo == TipoProvvedimento.AMMISSIONE


def test_the_second_officer_reads_who_decided_what_and_when(ufficio, chiuso):
    preso = decisa(chiuso, AMMETTE, ufficio.scrive)
    with pytest.raises(TransizioneNonAmmessa) as errore:
        decisa(chiuso, ESCLUDE, ufficio.pubblica)
    ora = preso.preso_il.astimezone(ROMA)
    assert str(errore.value.frase) == (
        f"Ha già deciso {ufficio.scrive} alle {ora.hour}:{ora.minute:02}: «Ammessa alla valutazione»."
    )
    assert Provvedimento.objects.count() == 1


def test_one_that_was_sent_anew_meanwhile_is_not_told(ufficio):
    bando = sportello(ufficio)
    persona = maggiorenne()
    domanda = inviata(bando, persona)
    preso = decisa(domanda, AMMETTE, ufficio.scrive)
    actions.invia(domanda, gettone="di-nuovo", da=persona)
    with a_quest_ora(adesso() + SI_RIPENSA):
        assert actions.comunica_dovuti() == 0
    preso.refresh_from_db()
    domanda.refresh_from_db()
    assert (preso.annullato_il is None, preso.comunicato_il, domanda.stato) == (False, None, StatoDomanda.INVIATA)
    # Nor is one that was taken back.
    decisa(domanda, AMMETTE, ufficio.scrive)
    actions.ritira(domanda, da=persona)
    with a_quest_ora(adesso() + SI_RIPENSA):
        assert actions.comunica_dovuti() == 0
    assert not Provvedimento.objects.in_sospeso().exists()


def test_an_officer_decides_on_what_she_has_read(ufficio, chiuso):
    with pytest.raises(TransizioneNonAmmessa, match="altro invio"):
        actions.decide(chiuso, AMMETTE, letto=2, da=ufficio.scrive)


# ── When, and who ─────────────────────────────────────────────────────────────────────────────────
def test_a_ranking_is_checked_only_once_it_has_closed(ufficio, bando):
    domanda = inviata(bando)
    with pytest.raises(TransizioneNonAmmessa, match="ancora aperto"):
        decisa(domanda, AMMETTE, ufficio.scrive)


def test_first_come_first_served_is_checked_as_it_comes(ufficio):
    domanda = inviata(sportello(ufficio))
    assert decisa(domanda, AMMETTE, ufficio.scrive).in_sospeso


def test_a_window_that_has_closed_is_checked_while_the_next_is_open(ufficio):
    detta = completa(apre=adesso() - timedelta(hours=1), chiude=adesso() + timedelta(days=2))
    prima = detta.tempi.finestre[0]
    seconda = replace(prima, apre=prima.chiude + timedelta(days=1), chiude=prima.chiude + timedelta(days=10))
    tempi = Tempi(modalita=Modalita.MANIFESTAZIONE, finestre=(prima, seconda), festivi="cosi")
    bando = ufficio.pubblicato(replace(detta, tempi=tempi))
    domanda = inviata(bando)
    with pytest.raises(TransizioneNonAmmessa, match="ancora aperto"):
        decisa(domanda, AMMETTE, ufficio.scrive)
    with a_quest_ora(seconda.apre + timedelta(hours=1)):
        nuova = inviata(bando)
        assert decisa(domanda, AMMETTE, ufficio.scrive).in_sospeso
        with pytest.raises(TransizioneNonAmmessa, match="ancora aperto"):
            decisa(nuova, AMMETTE, ufficio.scrive)


def test_nobody_decides_on_a_call_that_was_annulled(ufficio, bando, chiuso):
    from tests.factories.thinktown import dati_atto

    actions.annulla(bando, dati_atto(motivo="Era sbagliato."), da=ufficio.pubblica)
    with pytest.raises(TransizioneNonAmmessa, match="Annullato"):
        decisa(chiuso, AMMETTE, ufficio.scrive)


def test_nobody_decides_on_her_own_application(ufficio, bando):
    sua = rete.membro(ufficio.partner, ruoli.OPERATORE, persona=maggiorenne())
    domanda = inviata(bando, altri=[sua])
    with dopo_la_chiusura(bando):
        with pytest.raises(NonPermesso, match="Sei nel gruppo"):
            decisa(domanda, AMMETTE, sua)
        with pytest.raises(NonPermesso):
            decisa(domanda, AMMETTE, maggiorenne())
        with pytest.raises(NonPermesso):
            decisa(domanda, AMMETTE, Ufficio(rete.ammesso(nome="Altro ente")).pubblica)


# ── What is asked ─────────────────────────────────────────────────────────────────────────────────
def test_a_request_names_things_and_the_answer_is_due_before_an_instant(ufficio, chiuso):
    chiesto = detta(chiuso, replace(CHIEDE, giorni=5), ufficio.scrive)
    assert chiuso.stato == StatoDomanda.INTEGRAZIONE
    assert [(v.n, v.quesito, v.che_cosa) for v in chiesto.voci.all()] == [
        (1, "inizio", "Le date non si leggono."),
        (2, "", "Il documento di chi firma."),
    ]
    assert chiesto.entro == si_risponde_prima_di(chiesto.comunicato_il, 5)
    assert chiesto.entro.astimezone(ROMA).hour == 0


@pytest.mark.parametrize(
    ("decisione", "frase"),
    [
        (replace(CHIEDE, voci=()), "una cosa almeno"),
        (replace(CHIEDE, voci=(DaCompletare(" ", "inizio"),)), "Scrivi che cosa manca"),
        (replace(CHIEDE, voci=(DaCompletare("x" * 401),)), "400"),
        (replace(CHIEDE, voci=(DaCompletare("Di più.", "idea"),)), "dà punti"),
        (replace(CHIEDE, voci=(DaCompletare("Di più.", "non_c_e"),)), "dà punti"),
        (replace(CHIEDE, giorni=11), "al massimo 10 giorni"),
        (replace(ESCLUDE, motivo="  "), "Scrivi il motivo"),
        (replace(ESCLUDE, motivo="x" * 2001), "troppo lungo"),
    ],
)
def test_what_cannot_be_asked_is_refused_beside_its_field(ufficio, chiuso, decisione, frase):
    with pytest.raises(DatoNonAccettato, match=frase) as errore:
        decisa(chiuso, decisione, ufficio.scrive)
    assert errore.value.campo in ("voci", "giorni", "motivo")
    assert not Provvedimento.objects.exists()


def test_a_call_that_lets_nobody_complete_is_obeyed(ufficio):
    detta = completa()
    bando = ufficio.pubblicato(replace(detta, norme=replace(detta.norme, integrazione_giorni=None)))
    domanda = inviata(bando)
    with dopo_la_chiusura(bando), pytest.raises(TransizioneNonAmmessa, match="non permette"):
        decisa(domanda, CHIEDE, ufficio.scrive)


def test_a_term_that_passes_gives_it_back_to_the_office_and_it_is_asked_once(ufficio, chiuso):
    chiesto = detta(chiuso, CHIEDE, ufficio.scrive)
    with a_quest_ora(chiesto.entro - timedelta(seconds=1)):
        assert actions.fai_scadere() == 0
    with a_quest_ora(chiesto.entro):
        assert (actions.fai_scadere(), actions.fai_scadere()) == (1, 0)
        chiuso.refresh_from_db()
        assert chiuso.stato == StatoDomanda.INVIATA
        with pytest.raises(TransizioneNonAmmessa, match="una volta sola"):
            decisa(chiuso, CHIEDE, ufficio.scrive)
        detta(chiuso, ESCLUDE, ufficio.scrive)
    assert verbi(chiuso)[-5:] == ["decide", "chiedi_integrazione", "scade", "decide", "escludi"]


def test_a_refusal_is_announced_where_applications_come_one_by_one_and_nowhere_else(ufficio, chiuso):
    with pytest.raises(TransizioneNonAmmessa, match="graduatoria"):
        decisa(chiuso, PREAVVISA, ufficio.scrive)
    domanda = inviata(sportello(ufficio))
    with pytest.raises(TransizioneNonAmmessa, match="preavviso"):
        decisa(domanda, ESCLUDE, ufficio.scrive)
    detto = detta(domanda, PREAVVISA, ufficio.scrive)
    assert (domanda.stato, detto.giorni) == (StatoDomanda.PREAVVISO, 10)
    with a_quest_ora(detto.entro):
        actions.fai_scadere()
        detta(domanda, ESCLUDE, ufficio.scrive)
    assert domanda.stato == StatoDomanda.ESCLUSA


def test_once_the_office_has_told_something_the_group_changes_nothing(ufficio):
    persona = maggiorenne()
    domanda = inviata(sportello(ufficio), persona)
    detta(domanda, AMMETTE, ufficio.scrive)
    for verbo in (
        lambda: actions.invia(domanda, gettone="altro", da=persona),
        lambda: actions.ritira(domanda, da=persona),
        lambda: actions.salva_risposta(domanda, "idea", "Altro", versione=1, gettone="x", da=persona),
    ):
        with pytest.raises(TransizioneNonAmmessa):
            verbo()


# ── Many together, and checks ─────────────────────────────────────────────────────────────────────
def test_many_are_decided_with_one_reason_and_taken_back_together(ufficio, bando):
    domande = [inviata(bando) for _quale in range(3)]
    with dopo_la_chiusura(bando):
        decisa(domande[2], AMMETTE, ufficio.pubblica)
        mazzo, fatti, no = actions.decide_insieme([(una, 1) for una in domande], ESCLUDE, da=ufficio.scrive)
        assert [uno.mazzo for uno in fatti] == [mazzo, mazzo]
        assert [(una.numero, "Ha già deciso" in perche) for una, perche in no] == [(3, True)]
        assert actions.ripensa_insieme(Provvedimento.objects.filter(mazzo=mazzo), da=ufficio.scrive) == (2, 0)
        with a_quest_ora(adesso() + SI_RIPENSA):
            assert actions.comunica_dovuti() == 1
            assert actions.ripensa_insieme(Provvedimento.objects.filter(mazzo=mazzo), da=ufficio.scrive) == (0, 2)
    assert [d.stato for d in bando.domande.order_by("numero")] == ["inviata", "inviata", "ammessa"]


def test_checks_are_kept_of_the_sending_that_was_read_and_the_decision_freezes_them(ufficio, chiuso):
    assert actions.controlla(chiuso, {"req:eta": ("va_bene", "")}, letto=1, da=ufficio.scrive) == (1, [])
    assert actions.controlla(chiuso, {"req:eta": ("va_bene", "")}, letto=1, da=ufficio.scrive) == (0, [])
    actions.controlla(chiuso, {"req:eta": ("non_va", "37 anni."), "firma": ("dubbio", "")}, letto=1, da=ufficio.scrive)
    actions.controlla(chiuso, {"firma": ("", "")}, letto=1, da=ufficio.pubblica)
    assert decisa(chiuso, ESCLUDE, ufficio.scrive).controlli == [
        {"chiave": "req:eta", "esito": "non_va", "nota": "37 anni."}
    ]
    for esiti in ({"firma": ("boh", "")}, {"firma": ("va_bene", "x" * 401)}):
        with pytest.raises(DatoNonAccettato):
            actions.controlla(chiuso, esiti, letto=1, da=ufficio.scrive)


def test_what_a_colleague_checked_meanwhile_is_not_written_over(ufficio, chiuso):
    actions.controlla(chiuso, {"req:eta": ("va_bene", "Visto.")}, letto=1, da=ufficio.pubblica)
    mie = {"req:eta": ("", ""), "firma": ("dubbio", "")}
    quanti, di_altri = actions.controlla(chiuso, mie, letto=1, da=ufficio.scrive, visti={"req:eta": ("dubbio", "")})
    assert (quanti, [(uno.chiave, uno.da, uno.nota) for uno in di_altri]) == (
        1,
        [("req:eta", ufficio.pubblica, "Visto.")],
    )
    rimasti = dict(chiuso.invii.get().controlli.values_list("chiave", "esito"))
    assert rimasti == {"req:eta": "va_bene", "firma": "dubbio"}
    # One that was taken away in between is nobody's: it is said all the same.
    quanti, (una,) = actions.controlla(
        chiuso, {"bollo": ("va_bene", "")}, letto=1, da=ufficio.scrive, visti={"bollo": ("non_va", "Manca.")}
    )
    assert (quanti, una.pk, una.chiave) == (0, None, "bollo")


def test_somebody_takes_it_in_hand_and_is_told_by_whom(ufficio, chiuso):
    actions.prende_in_mano(chiuso, ufficio.scrive, da=ufficio.pubblica)
    chiuso.refresh_from_db()
    assert chiuso.seguita_da == ufficio.scrive
    affidata = Avviso.objects.filter(oggetto="Ti è stata affidata una domanda da controllare")
    assert [uno.persona for uno in affidata] == [ufficio.scrive]
    with pytest.raises(TransizioneNonAmmessa, match=f"adesso {ufficio.scrive}"):
        actions.prende_in_mano(chiuso, ufficio.pubblica, da=ufficio.pubblica, era=None)
    actions.prende_in_mano(chiuso, ufficio.pubblica, da=ufficio.pubblica, era=ufficio.scrive.pk)
    assert affidata.count() == 1
    actions.prende_in_mano(chiuso, None, da=ufficio.pubblica)
    assert chiuso.seguita_da is None


# ── Passed on ─────────────────────────────────────────────────────────────────────────────────────
def test_the_commission_receives_what_is_admitted_once_all_is_decided_and_told(ufficio, bando):
    domande = [inviata(bando) for _quale in range(2)]
    pronta(bando)
    with pytest.raises(TransizioneNonAmmessa, match="non è ancora chiuso"):
        actions.passa_alla_commissione(bando, da=ufficio.pubblica)
    with dopo_la_chiusura(bando):
        detta(domande[0], ESCLUDE, ufficio.scrive)
        decisa(domande[1], AMMETTE, ufficio.scrive)
        with pytest.raises(TransizioneNonAmmessa, match="0 da decidere, 1 da comunicare, 0 che aspettano"):
            actions.passa_alla_commissione(bando, da=ufficio.pubblica)
        with a_quest_ora(adesso() + SI_RIPENSA):
            actions.comunica_dovuti()
            with pytest.raises(NonPermesso):
                actions.passa_alla_commissione(bando, da=ufficio.scrive)
            actions.passa_alla_commissione(bando, da=ufficio.pubblica)
            bando.refresh_from_db()
            assert bando.stato == StatoBando.IN_VALUTAZIONE
            with pytest.raises(TransizioneNonAmmessa, match="già passate"):
                actions.riesamina(domande[0], motivo="Un errore.", da=ufficio.pubblica)


def test_with_nothing_admitted_there_is_nothing_to_pass_on(ufficio, bando, chiuso):
    detta(chiuso, ESCLUDE, ufficio.scrive)
    with pytest.raises(TransizioneNonAmmessa, match="Nessuna domanda è ammessa"):
        actions.passa_alla_commissione(bando, da=ufficio.pubblica)


def test_first_come_first_served_has_no_commission(ufficio):
    bando = sportello(ufficio)
    detta(inviata(bando), AMMETTE, ufficio.scrive)
    with dopo_la_chiusura(bando), pytest.raises(TransizioneNonAmmessa, match="ordine di arrivo"):
        actions.passa_alla_commissione(bando, da=ufficio.pubblica)


# ── Terms ─────────────────────────────────────────────────────────────────────────────────────────
def il(giorno, mese=3, ora=12):
    return datetime(2027, mese, giorno, ora, tzinfo=ROMA)


def test_the_term_runs_stops_and_moves_off_a_holiday():
    # 1 March 2027 is a Monday; thirty days later it is Wednesday the 31st.
    assert si_decide_entro(il(1), None, (), il(2)).isoformat() == "2027-03-31"
    assert si_decide_entro(il(1), 60, (), il(2)).isoformat() == "2027-04-30"
    fermo = Sospensione("integrazione", il(5), il(11))
    # Six days more: Tuesday 6 April.
    assert si_decide_entro(il(1), None, (fermo,), il(20)).isoformat() == "2027-04-06"
    # One that still stands grows with the days, and no longer than the law lets it.
    aperta = Sospensione("integrazione", il(5))
    assert si_decide_entro(il(1), None, (aperta,), il(8)).isoformat() == "2027-04-05"
    assert si_decide_entro(il(1), None, (aperta,), il(30, 6)).isoformat() == "2027-04-30"
    # A stop of before the term began belongs to another one: thirty days from the 5th are a Sunday.
    di_prima = Sospensione("integrazione", il(1), il(9))
    assert si_decide_entro(il(5), None, (di_prima,), il(20)).isoformat() == "2027-04-05"
    # After a notice of refusal it starts again ten days later.
    assert si_decide_entro(il(1), None, (Sospensione("preavviso", il(5), il(8)),), il(9)).isoformat() == "2027-04-13"


def test_an_answer_is_due_by_the_end_of_a_working_day():
    # Ten days after Wednesday 17 March is a Saturday; Monday the 29th is Easter Monday.
    assert si_risponde_prima_di(il(17), 10).isoformat() == "2027-03-31T00:00:00+02:00"
    assert si_risponde_prima_di(il(1, ora=23), 1).isoformat() == "2027-03-03T00:00:00+01:00"
