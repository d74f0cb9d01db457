"""Score sheets: saved point by point, signed, taken up again; nobody else's."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.registro.models import Transizione
from tests.factories.commissione import CONFLITTO, Valutazione, firmata, piena
from tests.factories.thinktown import maggiorenne
from thinktown.actions import commissione as verbi
from thinktown.actions.schede import Punti, SchedaCambiata, apri, che_cosa_manca, firma, impronta_di, riprende, salva
from thinktown.enums_valutazione import StatoScheda
from thinktown.models import Scheda, Voto

pytestmark = pytest.mark.django_db


@pytest.fixture
def caso():
    """A commission that has declared, on the second day of scoring alone."""
    nuovo = Valutazione(2)
    with nuovo.da_soli():
        yield nuovo


@pytest.fixture
def lei(caso):
    return caso.membri[0]


@pytest.fixture
def scheda(caso, lei):
    return apri(lei, caso.domande[0])


@pytest.fixture
def criterio(caso):
    return caso.bando.in_vigore.criteri[0]


def _voti(scheda):
    return dict(scheda.voti.values_list("criterio", "punti"))


# ── Opened and saved ──────────────────────────────────────────────────────────────────────────────
def test_it_is_begun_once(caso, lei, scheda):
    assert apri(lei, caso.domande[0]) == scheda
    assert Scheda.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Scheda.objects.create(commissario=lei, domanda=caso.domande[0], n=2, motivo="Altra.")


def test_points_are_kept_exact_and_a_second_save_of_the_same_is_no_change(lei, scheda, criterio):
    assert salva(scheda, {criterio.chiave: Punti(Decimal("7.25"), " Bello. ")}, revisione=0, da=lei.persona) == 1
    assert salva(scheda, {criterio.chiave: Punti(Decimal("7.250"), "Bello.")}, revisione=0, da=lei.persona) == 1
    assert salva(scheda, {criterio.chiave: Punti(Decimal("8"))}, revisione=1, da=lei.persona, note="Solo mie.") == 2
    scheda.refresh_from_db()
    assert (_voti(scheda), scheda.note, scheda.revisione) == ({criterio.chiave: Decimal("8.00")}, "Solo mie.", 2)
    assert Voto.objects.get().motivo == ""


def test_what_another_window_saved_is_not_written_over(lei, scheda, criterio):
    salva(scheda, {criterio.chiave: Punti(Decimal(3))}, revisione=0, da=lei.persona)
    with pytest.raises(SchedaCambiata):
        salva(scheda, {criterio.chiave: Punti(Decimal(4))}, revisione=0, da=lei.persona)
    assert _voti(scheda) == {criterio.chiave: Decimal(3)}


@pytest.mark.parametrize("punti", ["-0.01", "1000", "1.001", "NaN", "Infinity"])
def test_points_have_their_limits(lei, scheda, criterio, punti):
    with pytest.raises(DatoNonAccettato) as errore:
        salva(scheda, {criterio.chiave: Punti(Decimal(punti))}, revisione=0, da=lei.persona)
    assert (errore.value.campo, _voti(scheda)) == (f"punti-{criterio.chiave}", {})


def test_words_have_theirs_and_an_unknown_criterion_is_refused(lei, scheda, criterio):
    for dati, note, campo in (
        ({criterio.chiave: Punti(None, "x" * 2001)}, None, f"motivo-{criterio.chiave}"),
        ({"inventato": Punti(Decimal(1))}, None, "punti-inventato"),
        ({}, "x" * 5001, "note"),
    ):
        with pytest.raises(DatoNonAccettato) as errore:
            salva(scheda, dati, revisione=0, da=lei.persona, note=note)
        assert errore.value.campo == campo


def test_nobody_writes_in_anothers(caso, scheda, criterio):
    for altro in (caso.presidente.persona, caso.casa.pubblica, maggiorenne()):
        with pytest.raises(NonPermesso):
            salva(scheda, {criterio.chiave: Punti(Decimal(1))}, revisione=0, da=altro)
        with pytest.raises(NonPermesso):
            firma(scheda, revisione=0, da=altro)


def test_who_may_not_open_it_has_no_sheet(caso):
    with pytest.raises(NonPermesso):
        apri(caso.supplente, caso.domande[0])


def test_a_conflict_that_comes_up_later_stops_her_hand(caso, lei, scheda, criterio):
    verbi.dichiara(lei, {caso.domande[0].codice: CONFLITTO}, da=lei.persona)
    with pytest.raises(NonPermesso):
        salva(scheda, {criterio.chiave: Punti(Decimal(1))}, revisione=0, da=lei.persona)


# ── Signed ────────────────────────────────────────────────────────────────────────────────────────
def test_what_is_missing_is_named_and_zero_is_not_missing(lei, scheda, criterio):
    assert f"punti-{criterio.chiave}" in che_cosa_manca(scheda)
    salva(scheda, {criterio.chiave: Punti(Decimal(0), "Niente.")}, revisione=0, da=lei.persona)
    assert f"punti-{criterio.chiave}" not in che_cosa_manca(scheda)
    with pytest.raises(DatoNonAccettato) as errore:
        firma(scheda, revisione=1, da=lei.persona)
    assert errore.value.codice == "incompleta"


def test_signed_it_changes_no_more(caso, lei, criterio):
    scheda = firmata(lei, caso.domande[0])
    assert (scheda.stato, scheda.impronta) == (StatoScheda.FIRMATA, impronta_di(scheda))
    (firma_,) = Transizione.objects.di(scheda)
    assert (firma_.verbo, firma_.dettaglio.dati) == ("firma", {"impronta": scheda.impronta})
    with pytest.raises(TransizioneNonAmmessa, match="è firmata"):
        salva(scheda, {criterio.chiave: Punti(Decimal(1))}, revisione=scheda.revisione, da=lei.persona)
    with pytest.raises(TransizioneNonAmmessa):
        firma(scheda, revisione=scheda.revisione, da=lei.persona)


def test_what_is_signed_is_what_was_read(caso, lei, criterio):
    scheda = piena(lei, caso.domande[0])
    letta = scheda.revisione
    salva(scheda, {criterio.chiave: Punti(Decimal(1), "Ci ripenso.")}, revisione=letta, da=lei.persona)
    with pytest.raises(SchedaCambiata):
        firma(scheda, revisione=letta, da=lei.persona)
    assert Scheda.objects.get(pk=scheda.pk).stato == StatoScheda.APERTA


def test_taken_up_again_with_a_reason_the_old_one_stays(caso, lei, criterio):
    vecchia = firmata(lei, caso.domande[0])
    with pytest.raises(DatoNonAccettato):
        riprende(vecchia, motivo=" ", da=lei.persona)
    nuova = riprende(vecchia, motivo="Avevo letto male il bilancio.", da=lei.persona)
    vecchia.refresh_from_db()
    assert (vecchia.stato, vecchia.impronta != "") == (StatoScheda.SUPERATA, True)
    assert (nuova.n, nuova.stato, nuova.motivo, _voti(nuova)) == (
        2,
        StatoScheda.APERTA,
        "Avevo letto male il bilancio.",
        _voti(vecchia),
    )
    salva(nuova, {criterio.chiave: Punti(Decimal(1), "Ecco.")}, revisione=0, da=lei.persona)
    firma(nuova, revisione=1, da=lei.persona)
    assert list(Scheda.objects.firmate()) == [nuova]


def test_once_it_is_closed_nobody_signs(caso, lei):
    scheda = piena(lei, caso.domande[0])
    with caso.chiusa():
        scheda = Scheda.objects.get(pk=scheda.pk)
        with pytest.raises(TransizioneNonAmmessa, match="chiusa"):
            firma(scheda, revisione=scheda.revisione, da=lei.persona)


def test_she_sees_her_own(caso, lei, scheda):
    assert list(Scheda.objects.visibili_a(lei.persona)) == [scheda]
    assert list(Scheda.objects.visibili_a(caso.presidente.persona)) == []
    firmata(caso.presidente, caso.domande[0])
    assert [una.commissario for una in Scheda.objects.visibili_in_ufficio(caso.casa.scrive)] == [caso.presidente]
