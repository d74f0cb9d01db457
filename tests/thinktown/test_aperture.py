"""What is asked at every opening and saving, its SQL written once: the same as the gate says, at any moment."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from talenti.base.clock import a_quest_ora
from talenti.base.pronte import Dati, Dato
from tests.factories.commissione import CONFLITTO, Valutazione, firmata, piena
from tests.factories.sedute import Commissione
from tests.factories.thinktown import maggiorenne
from thinktown import aperture, commissari, punti_firmati
from thinktown.actions import commissione as verbi
from thinktown.actions import schede
from thinktown.actions.schede import Punti
from thinktown.models import Scheda
from thinktown.presidenza import Quadro
from thinktown.valutazione import da_discutere, da_valutare

pytestmark = pytest.mark.django_db


def aperte(commissario, domande):
    """Those whose sending is given to her, by the code that is hers in this phase."""
    ciechi = commissari.nomi_nascosti(commissario)
    codici = {una: una.codice_cieco.codice if ciechi else una.codice for una in domande}
    return {una for una, codice in codici.items() if aperture.invio(commissario, codice)}


def letto(commissario, slug):
    """Her seat as a page reads it."""
    return aperture.posto(commissario.persona, slug)


@pytest.mark.parametrize("ciechi", [False, True])
def test_a_sending_is_given_exactly_to_who_passes_the_gate(ciechi):
    caso = Valutazione(3, conflitti=lambda caso: [(caso.membri[0], caso.domande[0])], ciechi=ciechi)
    verbi.supplisce(caso.domande[0], al_posto_di=caso.membri[0], supplente=caso.supplente, da=caso.casa.pubblica)
    with caso.da_soli():
        if ciechi:
            verbi.estrai_codici(caso.commissione)
        tutti = [caso.presidente, *caso.membri, caso.supplente]
        trovate = [aperte(letto(uno, caso.bando.slug), caso.domande) for uno in tutti]
        assert trovate == [set(da_valutare(uno)) for uno in tutti]
        assert [len(sue) for sue in trovate] == [3, 2, 3, 1]
        assert aperture.posto(maggiorenne(), caso.bando.slug) is None
    caso.commissione.fasi.all().delete()
    assert aperte(letto(caso.presidente, caso.bando.slug), caso.domande) == set()


@pytest.mark.parametrize("momento", ["da_soli", "insieme", "chiusa"])
def test_how_many_others_are_left_is_what_the_list_says(momento):
    caso = Valutazione(3)
    with caso.da_soli():
        firmata(caso.presidente, caso.domande[1])
    with getattr(caso, momento)():
        lei = letto(caso.presidente, caso.bando.slug)
        restano = {pk for pk, _codice in commissari.restano(lei)}
        assert len(restano) == (0 if momento == "chiusa" else 2)
        assert aperture.quante_da_firmare(lei) == len(restano)
        for una in caso.domande:
            for sezione, resto in (("", restano), ("gruppi", restano), ("altra", set())):
                invio = aperture.invio(lei, una.codice, conta=True, sezione=sezione)
                assert (invio.domanda_id, invio.restano) == (una.pk, len(resto - {una.pk}))


def test_the_queue_says_what_is_left_as_the_list_does():
    caso = Valutazione(3)
    with caso.da_soli():
        firmata(caso.presidente, caso.domande[1])
        piena(caso.presidente, caso.domande[2])
        coda = commissari.coda(caso.presidente)
        assert commissari.non_firmate(caso.presidente, coda) == commissari.restano(caso.presidente)
        assert [una.stato for una in coda] == ["da_valutare", "firmata", "da_firmare"]


def test_no_question_of_these_keeps_the_moment_when_it_was_written():
    def scritte():
        tutte = [aperture._posto, aperture._posti, aperture._scheda, aperture._da_scrivere]
        tutte += [*aperture._INVII.values(), *aperture._QUANTE.values(), *aperture._BLOCCATE.values()]
        for pronta in tutte:
            sql, parametri = pronta.domanda(Dati({})).query.get_compiler("default").as_sql()
            yield sql, [uno.nome if isinstance(uno, Dato) else uno for uno in parametri]

    with a_quest_ora(datetime(2026, 3, 1, 9, tzinfo=UTC)), transaction.atomic():
        allora = list(scritte())
    with a_quest_ora(datetime(2026, 3, 1, 9, tzinfo=UTC) + timedelta(days=200)), transaction.atomic():
        assert list(scritte()) == allora


def test_points_read_with_the_lock_are_those_that_a_save_is_compared_with():
    """Saved elsewhere since: what is there as she writes it is no change, anything else is refused."""
    caso = Valutazione(1)
    with caso.da_soli():
        scheda = piena(caso.presidente, caso.domande[0], 5)
        chiave, da = next(iter(scheda.voti.all())).criterio, caso.presidente.persona
        vecchia = scheda.revisione
        altrove = Scheda.objects.get(pk=scheda.pk)
        schede.salva(altrove, {chiave: Punti(Decimal(7), "Altrove.")}, revisione=vecchia, da=da)
        uguale = {chiave: Punti(Decimal(7), "Altrove.")}
        assert schede.salva(scheda, uguale, revisione=vecchia, da=da) == altrove.revisione
        with pytest.raises(schede.SchedaCambiata):
            schede.salva(scheda, {chiave: Punti(Decimal(5), "Perché sì.")}, revisione=vecchia, da=da)
        verbi.dichiara(caso.presidente, {caso.domande[0].codice: CONFLITTO}, da=da)
        with transaction.atomic():
            assert aperture.blocca(scheda) is None


# ── Counted once ──────────────────────────────────────────────────────────────────────────────────
def voti_letti(fai):
    with CaptureQueriesContext(connection) as fatte:
        fai()
    return sum('FROM "thinktown_voto"' in una["sql"] for una in fatte)


def test_signed_sheets_are_counted_again_only_when_they_or_who_counts_change():
    # What is signed alike in another test has the same fingerprint.
    punti_firmati.dimentica()
    caso = Commissione(2)
    una, altra = caso.domande
    with caso.insieme():
        for posto in (caso.presidente, *caso.membri):
            firmata(posto, una, 5)
        firmata(caso.presidente, altra, 5)

        def guarda(chi=caso.presidente):
            return [(uno.domanda.pk, len(uno.totali)) for uno in Quadro(chi).disaccordi]

        assert voti_letti(guarda) == 1
        assert (voti_letti(guarda), guarda()) == (0, [(una.pk, 3)])
        # What is kept is of all: who hears of what is asked again.
        assert len(Quadro(caso.segretaria).disaccordi) == da_discutere(caso.segretaria).count() - 1
        firmata(caso.membri[0], altra, 9)
        assert voti_letti(guarda) == 1
        assert sorted(guarda()) == [(una.pk, 3), (altra.pk, 2)]
        scheda = Scheda.objects.firmate().get(commissario=caso.membri[0], domanda=una)
        schede.riprende(scheda, motivo="Ho letto meglio.", da=caso.membri[0].persona)
        assert sorted(guarda()) == [(una.pk, 2), (altra.pk, 2)]
        verbi.dichiara(caso.membri[1], {una.codice: CONFLITTO}, da=caso.membri[1].persona)
        assert guarda() == [(altra.pk, 2)]
        verbi.dichiara(caso.presidente, {altra.codice: CONFLITTO}, da=caso.presidente.persona)
        assert guarda() == []
