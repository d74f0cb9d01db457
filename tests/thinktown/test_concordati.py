"""One application in a sitting: what is said, the points given together, who must be there and who has left."""

from decimal import Decimal

import pytest

from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from tests.factories.sedute import ASSENTE, IN_SEDE, Commissione, aperta, il_presidente_ha_un_conflitto, punti_di
from thinktown.actions import commissione as verbi
from thinktown.actions import sedute
from thinktown.actions.schede import Punti
from thinktown.concordati import concordati
from thinktown.models import Discussione, PuntoConcordato

pytestmark = pytest.mark.django_db


@pytest.fixture
def caso():
    return Commissione(2)


@pytest.fixture
def conflitto():
    """The president stays out of the first application; nobody has been called in her place yet."""
    return Commissione(2, conflitti=il_presidente_ha_un_conflitto)


def supplisce(caso):
    verbi.supplisce(caso.domande[0], al_posto_di=caso.presidente, supplente=caso.supplente, da=caso.casa.pubblica)


# ── One application ───────────────────────────────────────────────────────────────────────────────
def test_what_was_said_is_kept_with_who_sat_there(caso):
    una = caso.domande[0]
    with caso.in_seduta() as seduta:
        sedute.discute(seduta, una, " Piace. ", da=caso.segretaria.persona)
        sedute.discute(seduta, una, "Piace molto.", da=caso.presidente.persona)
        detta = Discussione.objects.get()
        assert (detta.testo, detta.composizione) == (
            "Piace molto.",
            {"fuori": [], "supplenti": [], "mancano": [], "presiede": caso.presidente.pk},
        )
        with pytest.raises(DatoNonAccettato, match=r"10\.000"):
            sedute.discute(seduta, una, "x" * 10_001, da=caso.segretaria.persona)


def test_only_in_the_phase_in_which_one_decides_together(caso):
    with caso.da_soli():
        seduta = aperta(caso)
        for chiedi in (
            lambda: sedute.discute(seduta, caso.domande[0], "No.", da=caso.segretaria.persona),
            lambda: sedute.concorda(seduta, caso.domande[0], punti_di(caso), da=caso.segretaria.persona),
        ):
            with pytest.raises(TransizioneNonAmmessa, match="decide insieme"):
                chiedi()


def test_all_who_vote_give_points_together(caso):
    una = caso.domande[0]
    with caso.in_seduta() as seduta:
        sedute.concorda(seduta, una, punti_di(caso, "7.5"), da=caso.segretaria.persona)
        sedute.concorda(seduta, una, punti_di(caso, "6.25"), da=caso.segretaria.persona)
        criteri = caso.bando.in_vigore.criteri
        assert list(PuntoConcordato.objects.values_list("criterio", "punti", "motivo")) == [
            (uno.chiave, Decimal("6.25"), "Perché sì.") for uno in criteri
        ]
        assert Discussione.objects.get().domanda == una
        # They count once the sitting is closed.
        assert concordati(caso.bando) == {}
        sedute.chiude(seduta, da=caso.segretaria.persona)
        assert concordati(caso.bando) == {una.pk: {uno.chiave: Decimal("6.25") for uno in criteri}}
        altra = aperta(caso)
        sedute.presenze(altra, {uno.pk: IN_SEDE for uno in caso.posti}, da=caso.segretaria.persona)
        sedute.concorda(altra, una, punti_di(caso, "3"), da=caso.segretaria.persona)
        sedute.chiude(altra, da=caso.segretaria.persona)
        assert concordati(caso.bando) == {una.pk: {uno.chiave: Decimal(3) for uno in criteri}}


def test_where_somebody_is_missing_nothing_is_given(caso):
    with caso.in_seduta([caso.presidente, caso.membri[0], caso.supplente, caso.segretaria]) as seduta:
        with pytest.raises(TransizioneNonAmmessa, match="Manca 1 di chi vota"):
            sedute.concorda(seduta, caso.domande[0], punti_di(caso), da=caso.segretaria.persona)
        sedute.presenze(seduta, {caso.membri[0].pk: ASSENTE}, da=caso.segretaria.persona)
        with pytest.raises(TransizioneNonAmmessa, match="Mancano 2 di chi vota"):
            sedute.concorda(seduta, caso.domande[0], punti_di(caso), da=caso.segretaria.persona)
        assert (PuntoConcordato.objects.count(), Discussione.objects.count()) == (0, 0)


def test_points_are_whole_and_as_the_call_wants_them(caso):
    lei, una = caso.segretaria.persona, caso.domande[0]
    primo, *altri = caso.bando.in_vigore.criteri
    con_motivo = next(uno for uno in (primo, *altri) if uno.motivo)
    tutti = punti_di(caso)
    with caso.in_seduta() as seduta:
        for dati, campo in [
            ({k: v for k, v in tutti.items() if k != primo.chiave}, f"punti-{primo.chiave}"),
            (tutti | {primo.chiave: Punti(None, "Boh.")}, f"punti-{primo.chiave}"),
            (tutti | {primo.chiave: Punti(primo.massimo + 1, "No.")}, f"punti-{primo.chiave}"),
            (tutti | {con_motivo.chiave: Punti(Decimal(1), " ")}, f"motivo-{con_motivo.chiave}"),
        ]:
            with pytest.raises(DatoNonAccettato) as rifiuto:
                sedute.concorda(seduta, una, dati, da=lei)
            assert rifiuto.value.campo == campo


def test_where_each_sheet_counts_nothing_is_given_together():
    caso = Commissione(1, insieme=False)
    with caso.in_seduta() as seduta:
        sedute.discute(seduta, caso.domande[0], "Se ne parla.", da=caso.segretaria.persona)
        with pytest.raises(TransizioneNonAmmessa, match="somma le schede"):
            sedute.concorda(seduta, caso.domande[0], punti_di(caso), da=caso.segretaria.persona)


# ── Who has a conflict ────────────────────────────────────────────────────────────────────────────
def test_who_has_a_conflict_writes_nothing_and_is_written_as_gone(conflitto):
    caso, sua = conflitto, conflitto.domande[0]
    with caso.in_seduta() as seduta:
        for chiedi in (
            lambda chi: sedute.discute(seduta, sua, "Mia.", da=chi),
            lambda chi: sedute.concorda(seduta, sua, punti_di(caso), da=chi),
        ):
            with pytest.raises(NonPermesso, match="non scrivi tu"):
                chiedi(caso.presidente.persona)
        # Nobody is in her place: there is no whole commission.
        with pytest.raises(TransizioneNonAmmessa, match="Manca 1"):
            sedute.concorda(seduta, sua, punti_di(caso), da=caso.segretaria.persona)
        sedute.discute(seduta, sua, "Si rinvia.", da=caso.segretaria.persona)
        assert Discussione.objects.get().composizione == {
            "fuori": [caso.presidente.pk],
            "supplenti": [],
            "mancano": [caso.presidente.pk],
            "presiede": None,
        }


def test_who_takes_the_presidents_place_presides_on_that_one_alone(conflitto):
    caso = conflitto
    sua, altra = caso.domande
    supplisce(caso)
    with caso.in_seduta() as seduta:
        chi = caso.supplente.persona
        sedute.concorda(seduta, sua, punti_di(caso), da=chi)
        sedute.discute(seduta, sua, "Bene.", da=chi)
        assert Discussione.objects.get().composizione == {
            "fuori": [caso.presidente.pk],
            "supplenti": [[caso.presidente.pk, caso.supplente.pk]],
            "mancano": [],
            "presiede": caso.supplente.pk,
        }
        with pytest.raises(NonPermesso, match="non scrivi tu"):
            sedute.discute(seduta, altra, "No.", da=chi)
        # And the substitute is needed there, not on the other.
        sedute.presenze(seduta, {caso.supplente.pk: ASSENTE}, da=caso.segretaria.persona)
        with pytest.raises(TransizioneNonAmmessa, match="Manca 1"):
            sedute.concorda(seduta, sua, punti_di(caso), da=caso.segretaria.persona)
        sedute.concorda(seduta, altra, punti_di(caso), da=caso.segretaria.persona)


def test_a_secretary_with_a_conflict_writes_nothing_of_it():
    caso = Commissione(2, conflitti=lambda suo: [(suo.segretaria, suo.domande[0])])
    with caso.in_seduta() as seduta:
        with pytest.raises(NonPermesso, match="non scrivi tu"):
            sedute.discute(seduta, caso.domande[0], "No.", da=caso.segretaria.persona)
        sedute.concorda(seduta, caso.domande[0], punti_di(caso), da=caso.presidente.persona)
        # She votes on nothing: without her they are all there.
        assert Discussione.objects.get().composizione["fuori"] == [caso.segretaria.pk]
