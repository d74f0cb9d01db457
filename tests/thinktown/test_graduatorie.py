"""The ranking as an act: computed from signed sheets, published in versions, recomputed by whoever is entitled."""

from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from talenti.base.clock import adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from tests.factories.commissione import CONFLITTO, firmata
from tests.factories.graduatorie import Graduata, chi_parla
from tests.factories.thinktown import dati_atto
from thinktown import actions
from thinktown.actions import chiamate, graduatorie, osservazioni, schede
from thinktown.actions.commissione import dichiara, supplisce
from thinktown.enums import StatoBando, TipoAtto
from thinktown.enums_graduatoria import (
    EsitoGraduatoria,
    StatoChiamata,
    StatoOsservazione,
    TipoGraduatoria,
)
from thinktown.graduatoria import canonico
from thinktown.graduatoria.calcola import graduatoria
from thinktown.graduatoria.spareggi import MancaIlSeme, seme
from thinktown.ingressi import MancanoSchede, ingressi
from thinktown.models import Chiamata, Osservazione

pytestmark = pytest.mark.django_db
SCELTA, IDONEA, NON_IDONEA, ESCLUSA, USCITA = EsitoGraduatoria


def righe(versione):
    return [(riga.domanda, riga.esito, riga.posizione) for riga in versione.righe.select_related("domanda")]


@pytest.fixture
def caso():
    return Graduata()


# ── Inputs ────────────────────────────────────────────────────────────────────────────────────────
def test_the_inputs_are_what_was_signed_and_sent(caso):
    with caso.dopo():
        letti = ingressi(caso.bando, seme="")
    prima = next(uno for uno in letti.concorrenti if uno.codice == caso.domande[0].codice)
    assert {scheda.chi for scheda in prima.schede} == {str(uno.pk) for uno in (caso.presidente, *caso.membri)}
    assert {punti for scheda in prima.schede for punti in scheda.punti.values()} == {Decimal(18)}
    assert (prima.sezione, prima.settore, prima.richiesto, prima.persone) == ("gruppi", "utilita", Decimal(900), 1)
    assert (prima.esclusa, prima.inviata_il) == (False, None)
    assert prima.giorni_di_eta is not None


def test_the_questions_do_not_grow_with_the_applications(caso, django_assert_num_queries):
    altro = Graduata(punti=(18,))
    for uno in (altro, caso):
        with uno.dopo(), django_assert_num_queries(5):
            assert len(graduatorie.calcolata(uno.bando)[1].righe) == len(uno.domande)


def test_a_sheet_that_is_missing_is_named_and_nothing_is_computed(caso):
    with caso.insieme():
        schede.riprende(
            caso.membri[0].schede.get(domanda=caso.domande[1]), motivo="Rileggo.", da=caso.membri[0].persona
        )
    with caso.dopo(), pytest.raises(MancanoSchede) as errore:
        ingressi(caso.bando, seme="")
    assert errore.value.quante == {caso.domande[1].codice: 1}


def test_of_who_is_recused_the_sheet_of_the_substitute_counts():
    caso = Graduata(punti=(18,))
    membro, domanda = caso.membri[0], caso.domande[0]
    with caso.da_soli():
        dichiara(membro, {domanda.codice: CONFLITTO}, da=membro.persona)
    with caso.dopo(), pytest.raises(MancanoSchede):
        ingressi(caso.bando, seme="")
    with caso.da_soli():
        supplisce(domanda, al_posto_di=membro, supplente=caso.supplente, da=caso.casa.pubblica)
        firmata(caso.supplente, domanda, 12)
    with caso.dopo():
        (uno,) = ingressi(caso.bando, seme="").concorrenti
    assert {scheda.chi for scheda in uno.schede} == {
        str(posto.pk) for posto in (caso.presidente, caso.membri[1], caso.supplente)
    }


# ── Versions ──────────────────────────────────────────────────────────────────────────────────────
def test_nothing_is_published_while_the_commission_is_at_work(caso):
    caso.bando.refresh_from_db()
    with caso.insieme(), pytest.raises(TransizioneNonAmmessa, match="non ha ancora chiuso"):
        graduatorie.pubblica_graduatoria(caso.bando, dati_atto(), letta="x", da=caso.casa.pubblica)
    assert not caso.bando.graduatorie.exists()


def test_the_first_version_says_what_came_of_each_and_until_when_errors_are_pointed_out(caso):
    with caso.dopo():
        versione = caso.pubblica()
        ora = adesso()
    prima, seconda, terza = caso.domande
    assert righe(versione) == [(prima, SCELTA, 1), (seconda, SCELTA, 2), (terza, NON_IDONEA, None)]
    assert (versione.n, versione.tipo, versione.atto.tipo) == (1, TipoGraduatoria.PROVVISORIA, TipoAtto.PROVVISORIA)
    assert versione.pubblicata_il == ora
    assert timedelta(days=10) < versione.osservazioni_entro - ora <= timedelta(days=15)
    assert versione.togli_il.year == oggi().year + 5
    caso.bando.refresh_from_db()
    assert caso.bando.stato == StatoBando.GRADUATORIA_PROVVISORIA


def test_who_has_the_inputs_computes_the_same_result(caso):
    with caso.dopo():
        versione = caso.pubblica()
    rifatto = graduatoria(canonico.leggi_ingressi(versione.ingressi))
    assert canonico.impronta_risultato(rifatto) == versione.impronta_risultato
    assert canonico.impronta_ingressi(versione.letti) == versione.impronta_ingressi
    assert versione.esiti == rifatto


def test_what_was_not_read_is_not_published(caso):
    with caso.dopo(), pytest.raises(graduatorie.GraduatoriaCambiata):
        graduatorie.pubblica_graduatoria(caso.bando, dati_atto(), letta="0" * 64, da=caso.casa.pubblica)
    assert not caso.bando.graduatorie.exists()


def test_only_who_answers_for_the_call_publishes(caso):
    for chi in (caso.casa.scrive, caso.presidente.persona, chi_parla(caso.domande[0])):
        with caso.dopo(), pytest.raises(NonPermesso):
            graduatorie.pubblica_graduatoria(caso.bando, dati_atto(), letta=caso.letta(), da=chi)


# ── Equals ────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def pari():
    """Two that nothing but the draw can tell apart: whoever applies in the tests was born on the same day."""
    return Graduata(punti=(18, 18))


def test_equals_wait_for_a_public_event_whose_outcome_makes_the_seed(pari):
    domani = oggi() + timedelta(days=40)
    with pari.dopo():
        with pytest.raises(MancaIlSeme):
            graduatorie.calcolata(pari.bando)
        with pytest.raises(DatoNonAccettato):
            graduatorie.fissa_sorteggio(pari.bando, evento="Lotto", data=oggi(), da=pari.casa.pubblica)
        with pytest.raises(DatoNonAccettato):
            graduatorie.fissa_sorteggio(pari.bando, evento=" ", data=domani, da=pari.casa.pubblica)
        fissato = graduatorie.fissa_sorteggio(pari.bando, evento="Lotto", data=domani, da=pari.casa.pubblica)
        assert fissato.pari == 2
        with pytest.raises(TransizioneNonAmmessa, match="deve ancora venire"):
            graduatorie.esegue_sorteggio(pari.bando, esito="1 2 3", da=pari.casa.pubblica)
    with pari.dopo(45):
        with pytest.raises(DatoNonAccettato):
            graduatorie.esegue_sorteggio(pari.bando, esito="", da=pari.casa.pubblica)
        esito = graduatorie.esegue_sorteggio(pari.bando, esito="1 2 3", da=pari.casa.pubblica)
        assert esito.seme == seme("1 2 3", fissato.impronta)
        versione = pari.pubblica()
        with pytest.raises(TransizioneNonAmmessa):
            graduatorie.esegue_sorteggio(pari.bando, esito="1 2 3", da=pari.casa.pubblica)
    assert versione.letti.seme == esito.seme
    assert [posizione for _d, _e, posizione in righe(versione)] == [1, 2]


def test_a_draw_on_other_inputs_is_none(pari):
    with pari.dopo():
        graduatorie.fissa_sorteggio(pari.bando, evento="Lotto", data=oggi() + timedelta(days=3), da=pari.casa.pubblica)
    with pari.da_soli():
        posto = pari.membri[0]
        nuova = schede.riprende(posto.schede.get(domanda=pari.domande[1]), motivo="Rileggo.", da=posto.persona)
        dati = {uno.criterio: schede.Punti(Decimal(19), "Sì.") for uno in nuova.voti.all()}
        schede.salva(nuova, dati, revisione=nuova.revisione, da=posto.persona)
        schede.firma(nuova, revisione=nuova.revisione, da=posto.persona)
    with pari.dopo(5), pytest.raises(graduatorie.GraduatoriaCambiata):
        graduatorie.esegue_sorteggio(pari.bando, esito="1 2 3", da=pari.casa.pubblica)


def test_where_nobody_is_equal_there_is_no_draw(caso):
    with caso.dopo(), pytest.raises(TransizioneNonAmmessa, match="Nessuna domanda è pari"):
        graduatorie.fissa_sorteggio(caso.bando, evento="Lotto", data=oggi() + timedelta(days=3), da=caso.casa.pubblica)


# ── Errors pointed out ────────────────────────────────────────────────────────────────────────────
def test_an_accepted_observation_opens_the_sheets_again_and_makes_a_new_version(caso):
    with caso.dopo():
        caso.pubblica()
    with caso.dopo(1):
        una = caso.osserva(2)
        with pytest.raises(TransizioneNonAmmessa, match="uno alla volta"):
            caso.osserva(2)
        osservazioni.accoglie(una, risposta="È vero: rileggiamo.", da=caso.casa.pubblica)
        with pytest.raises(TransizioneNonAmmessa, match="Non è cambiato niente"):
            caso.rivede()
        for posto in (caso.presidente, *caso.membri):
            nuova = schede.riprende(posto.schede.get(domanda=caso.domande[2]), motivo="Un errore.", da=posto.persona)
            dati = {uno.criterio: schede.Punti(Decimal(20), "Sì.") for uno in nuova.voti.all()}
            schede.salva(nuova, dati, revisione=nuova.revisione, da=posto.persona)
            schede.firma(nuova, revisione=nuova.revisione, da=posto.persona)
        with pytest.raises(TransizioneNonAmmessa, match="La valutazione è chiusa"):
            schede.riprende(
                caso.presidente.schede.get(domanda=caso.domande[0]), motivo="No.", da=caso.presidente.persona
            )
        rivista = caso.rivede()
    una.refresh_from_db()
    assert (una.stato, una.recepita_in) == (StatoOsservazione.ACCOLTA, rivista)
    assert rivista.n == 2
    assert [domanda for domanda, _e, _p in righe(rivista)] == [caso.domande[2], *caso.domande[:2]]
    assert rivista.osservazioni_entro == caso.bando.graduatorie.get(n=1).osservazioni_entro


def test_observations_are_of_who_speaks_for_the_group_and_within_the_term(caso):
    with caso.dopo():
        with pytest.raises(TransizioneNonAmmessa, match="non è in graduatoria"):
            caso.osserva()
        versione = caso.pubblica()
        with pytest.raises(NonPermesso):
            osservazioni.osserva(caso.domande[0], testo="Mah.", da=chi_parla(caso.domande[1]))
        for testo in ("  ", "x" * 4001):
            with pytest.raises(DatoNonAccettato):
                caso.osserva(testo=testo)
        with pytest.raises(TransizioneNonAmmessa, match="è passato"):
            osservazioni.osserva(
                caso.domande[0], testo="Tardi.", da=chi_parla(caso.domande[0]), arrivo=versione.osservazioni_entro
            )
        una = caso.osserva()
        with pytest.raises(NonPermesso):
            osservazioni.respinge(una, risposta="No.", da=caso.casa.scrive)
        osservazioni.respinge(una, risposta="I punti sono giusti.", da=caso.casa.pubblica)
        with pytest.raises(TransizioneNonAmmessa):
            osservazioni.accoglie(una, risposta="Sì.", da=caso.casa.pubblica)
    assert Osservazione.objects.get().risposta == "I punti sono giusti."


# ── Final, called ─────────────────────────────────────────────────────────────────────────────────
def test_the_final_one_waits_for_the_term_and_for_every_answer(caso):
    with caso.dopo():
        caso.pubblica()
        una = caso.osserva()
        with pytest.raises(TransizioneNonAmmessa, match="C'è ancora tempo"):
            caso.approva()
    with caso.dopo(20):
        with pytest.raises(TransizioneNonAmmessa, match="aspettano una risposta"):
            caso.approva()
        osservazioni.respinge(una, risposta="No.", da=caso.casa.pubblica)
        with pytest.raises(DatoNonAccettato):
            caso.approva(giorni=0)
        versione = caso.approva()
    assert versione.tipo == TipoGraduatoria.DEFINITIVA
    assert [una.domanda for una in Chiamata.objects.order_by("pk")] == caso.domande[:2]
    assert {(una.stato, una.importo) for una in Chiamata.objects.all()} == {(StatoChiamata.ATTESA, Decimal(900))}


@pytest.fixture
def definitiva():
    """Four that ask 900 € each, of a section that has 3,000: three are called."""
    caso = Graduata(punti=(19, 18, 17, 16))
    with caso.dopo():
        caso.pubblica()
    with caso.dopo(20):
        caso.approva()
    return caso


def test_who_gives_up_leaves_the_place_to_the_next(definitiva):
    caso = definitiva
    with caso.dopo(21):
        prima, seconda, terza = Chiamata.objects.order_by("pk")
        with pytest.raises(NonPermesso):
            chiamate.accetta(prima, da=chi_parla(caso.domande[1]))
        chiamate.accetta(prima, da=chi_parla(caso.domande[0]))
        with pytest.raises(TransizioneNonAmmessa, match="Non c'è nessuno da chiamare"):
            caso.scorre()
        chiamate.rinuncia(seconda, perche="Ci trasferiamo.", da=chi_parla(caso.domande[1]))
        with pytest.raises(TransizioneNonAmmessa, match="rileggi chi segue"):
            chiamate.scorre(
                caso.bando, dati_atto(motivo="Si libera."), entro=adesso() + timedelta(days=9), lette=[],
                da=caso.casa.pubblica,
            )  # fmt: skip
        assert caso.scorre() == 1
    quarta = Chiamata.objects.get(domanda=caso.domande[3])
    assert (quarta.stato, quarta.importo, quarta.atto.tipo) == (
        StatoChiamata.ATTESA, Decimal(900), TipoAtto.SCORRIMENTO)  # fmt: skip
    terza.refresh_from_db()
    assert terza.stato == StatoChiamata.ATTESA


def test_who_lets_the_day_pass_has_left(definitiva):
    caso = definitiva
    with caso.dopo(31):
        prima = Chiamata.objects.earliest("pk")
        with pytest.raises(TransizioneNonAmmessa, match="il termine è passato"):
            chiamate.accetta(prima, da=chi_parla(caso.domande[0]))
        assert chiamate.fai_scadere_chiamate() == 3
        assert chiamate.fai_scadere_chiamate() == 0
        with pytest.raises(DatoNonAccettato):
            caso.scorre(giorni=0)
        assert caso.scorre() == 1
    assert [una.stato for una in Chiamata.objects.order_by("pk")] == [StatoChiamata.SCADUTA] * 3 + [
        StatoChiamata.ATTESA
    ]


def test_an_answer_that_arrived_in_time_counts_when_it_is_written_late(definitiva):
    caso = definitiva
    with caso.dopo(31):
        prima = Chiamata.objects.earliest("pk")
        chiamate.accetta(prima, da=chi_parla(caso.domande[0]), arrivo=prima.entro - timedelta(seconds=1))
        assert chiamate.fai_scadere_chiamate() == 2
    prima.refresh_from_db()
    assert prima.stato == StatoChiamata.ACCETTATA


def test_of_a_call_that_was_stopped_nobody_answers(definitiva):
    caso = definitiva
    with caso.dopo(21):
        actions.revoca(caso.bando, dati_atto(motivo="Mancano i fondi."), da=caso.casa.pubblica)
        for risponde in (chiamate.accetta, chiamate.rinuncia):
            with pytest.raises(TransizioneNonAmmessa, match="fermato o cancellato"):
                risponde(Chiamata.objects.earliest("pk"), da=chi_parla(caso.domande[0]))


def test_giving_up_may_follow_an_acceptance_and_is_said_in_a_few_words(definitiva):
    caso = definitiva
    with caso.dopo(21):
        prima = Chiamata.objects.earliest("pk")
        chiamate.accetta(prima, da=chi_parla(caso.domande[0]))
        with pytest.raises(DatoNonAccettato):
            chiamate.rinuncia(prima, perche="x" * 401, da=chi_parla(caso.domande[0]))
        chiamate.rinuncia(prima, da=chi_parla(caso.domande[0]))
        with pytest.raises(TransizioneNonAmmessa):
            chiamate.accetta(prima, da=chi_parla(caso.domande[0]))
    assert Chiamata.objects.get(pk=prima.pk).stato == StatoChiamata.RINUNCIATA


# ── Computed again ────────────────────────────────────────────────────────────────────────────────
def ricalcola(*argomenti):
    scritto = StringIO()
    call_command("ricalcola_graduatoria", *argomenti, stdout=scritto)
    return scritto.getvalue().split()


def test_whoever_computes_it_again_finds_the_same_fingerprints(caso, tmp_path):
    with caso.dopo():
        versione = caso.pubblica()
    assert ricalcola(caso.bando.slug)[-1] == versione.impronta_risultato
    assert ricalcola(caso.bando.codice, "--versione=1")[-1] == versione.impronta_risultato
    file = tmp_path / "dati.json"
    file.write_text(versione.ingressi, encoding="utf-8")
    assert ricalcola(f"--file={file}") == [
        "dati", versione.impronta_ingressi, "risultato", versione.impronta_risultato]  # fmt: skip


def test_what_was_written_over_is_found(caso, tmp_path):
    with caso.dopo():
        caso.pubblica()
    # Straight in the database, as somebody would who wants another result.
    with connection.cursor() as cursore:
        cursore.execute("UPDATE thinktown_graduatoria SET ingressi = replace(ingressi, '\"16\"', '\"20\"')")
        cursore.execute("UPDATE thinktown_rigagraduatoria SET posizione = 9 WHERE posizione = 1")
    with pytest.raises(CommandError) as errore:
        ricalcola(caso.bando.slug)
    detto = str(errore.value)
    assert "i dati non sono quelli" in detto
    assert "il risultato non è quello" in detto
    assert "le righe della pagina" in detto


@pytest.mark.parametrize(
    ("argomenti", "frase"),
    [
        ((), "quale bando"),
        (("niente",), "non c'è"),
        (("--file=/non/c/e",), "non contiene i dati"),
    ],
)
def test_what_cannot_be_computed_is_said(argomenti, frase):
    with pytest.raises(CommandError, match=frase):
        ricalcola(*argomenti)


def test_of_a_call_without_a_ranking_that_is_said(caso):
    with pytest.raises(CommandError, match="non è ancora uscita"):
        ricalcola(caso.bando.slug)
