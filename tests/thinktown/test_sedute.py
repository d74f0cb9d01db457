"""The sittings of a commission: convened, moved, held; who must be there for what; what is given together."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from talenti.base.clock import a_quest_ora, adesso
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import puo
from talenti.registro.models import Transizione
from tests.factories.commissione import firmata
from tests.factories.sedute import ASSENTE, IN_SEDE, Commissione, aperta, convocata, fra, punti_di
from tests.factories.thinktown import dati_atto, maggiorenne
from thinktown.actions import commissione as verbi
from thinktown.actions import sedute
from thinktown.actions.commissione import Nominato
from thinktown.actions.schede import Punti
from thinktown.actions.sedute import Appuntamento, Presente, Punto
from thinktown.collegio import Collegio
from thinktown.concordati import concordati
from thinktown.enums_sedute import TRANSIZIONI_SEDUTA, ComePresente, StatoSeduta
from thinktown.enums_valutazione import RuoloCommissario
from thinktown.models import Discussione, Presenza, PuntoConcordato, PuntoOrdine, Seduta, Verbale

pytestmark = pytest.mark.django_db


@pytest.fixture
def caso():
    return Commissione(2)


def il_presidente_ha_un_conflitto(caso):
    return [(caso.presidente, caso.domande[0])]


@pytest.fixture
def conflitto():
    """The president stays out of the first application; nobody has been called in her place yet."""
    return Commissione(2, conflitti=il_presidente_ha_un_conflitto)


def supplisce(caso):
    verbi.supplisce(caso.domande[0], al_posto_di=caso.presidente, supplente=caso.supplente, da=caso.casa.pubblica)


# ── Convened ──────────────────────────────────────────────────────────────────────────────────────
def test_it_is_convened_with_its_agenda_and_a_number(caso):
    lei = caso.segretaria.persona
    punti = [Punto("Ordine dei lavori"), Punto(domanda=caso.domande[1].pk), Punto("Varie", None)]
    prima = sedute.convoca(caso.commissione, fra(3), punti, da=lei)
    seconda = sedute.convoca(caso.commissione, fra(4, dove="", collegamento="https://example.org/x"), da=lei)
    assert [(una.n, una.stato, una.sequenza) for una in Seduta.objects.all()] == [
        (1, "convocata", 0),
        (2, "convocata", 0),
    ]
    assert list(prima.punti.values_list("n", "testo", "domanda")) == [
        (1, "Ordine dei lavori", None),
        (2, "", caso.domande[1].pk),
        (3, "Varie", None),
    ]
    (nata,) = Transizione.objects.di(seconda)
    assert (nata.verbo, nata.a_stato, nata.dettaglio.dati["n"]) == ("convoca", "convocata", 2)
    assert seconda.fine == seconda.quando + timedelta(hours=2)


@pytest.mark.parametrize(
    ("altro", "campo"),
    [
        ({"dove": "  "}, "dove"),
        ({"collegamento": "http://example.org"}, "collegamento"),
        ({"durata": 10}, "durata"),
        ({"durata": 721}, "durata"),
    ],
)
def test_it_is_somewhere_and_lasts_a_while(caso, altro, campo):
    with pytest.raises(DatoNonAccettato) as rifiuto:
        sedute.convoca(caso.commissione, fra(**altro), da=caso.presidente.persona)
    assert rifiuto.value.campo == campo


def test_it_is_in_the_future(caso):
    with pytest.raises(DatoNonAccettato, match="deve ancora venire"):
        sedute.convoca(caso.commissione, Appuntamento(adesso(), dove="Qui"), da=caso.presidente.persona)


def test_who_conducts_convenes_and_the_first_time_who_named_it(caso):
    def puo_convocare(persona):
        return bool(puo(persona, "thinktown.convoca_seduta", caso.commissione))

    persone = [caso.presidente.persona, caso.segretaria.persona, caso.casa.pubblica, caso.casa.scrive,
               caso.membri[0].persona, caso.supplente.persona, maggiorenne()]  # fmt: skip
    assert [puo_convocare(una) for una in persone] == [True, True, True, False, False, False, False]
    sedute.convoca(caso.commissione, fra(), da=caso.casa.pubblica)
    assert [puo_convocare(una) for una in persone] == [True, True, False, False, False, False, False]
    with pytest.raises(NonPermesso):
        sedute.convoca(caso.commissione, fra(), da=caso.casa.pubblica)
    assert not puo(None, "thinktown.conduce_commissione", caso.commissione)


def test_it_is_moved_and_cancelled_before_it_begins(caso):
    seduta, lei = convocata(caso), caso.presidente.persona
    sedute.sposta(seduta, fra(5, dove="Sala Rossa"), motivo="Sciopero.", da=lei)
    with pytest.raises(DatoNonAccettato, match="già in quel momento"):
        sedute.sposta(seduta, Appuntamento(seduta.quando, 120, "Sala Rossa"), motivo="Sciopero.", da=lei)
    seduta.refresh_from_db()
    assert (seduta.dove, seduta.sequenza, seduta.stato) == ("Sala Rossa", 1, "convocata")
    with pytest.raises(DatoNonAccettato, match="motivo"):
        sedute.annulla(seduta, motivo=" ", da=lei)
    sedute.annulla(seduta, motivo="Non serve più.", da=lei)
    seduta.refresh_from_db()
    assert (seduta.stato, seduta.sequenza) == ("annullata", 2)


# Verb → what it is asked with; each starts only from the states of its table.
CHIEDI = {
    "sposta": lambda s, d, lei: sedute.sposta(s, fra(5), motivo="Sì.", da=lei),
    "annulla": lambda s, d, lei: sedute.annulla(s, motivo="Sì.", da=lei),
    "apre": lambda s, d, lei: sedute.apre(s, da=lei),
    "chiude": lambda s, d, lei: sedute.chiude(s, da=lei),
    "ordina": lambda s, d, lei: sedute.ordina(s, [Punto("Altro")], da=lei),
    "presenze": lambda s, d, lei: sedute.presenze(s, {}, da=lei),
    "tratta": lambda s, d, lei: sedute.tratta(s.punti.get(), "Sì.", da=lei),
    "discute": lambda s, d, lei: sedute.discute(s, d, "Sì.", da=lei),
    "concorda": lambda s, d, lei: sedute.concorda(s, d, {}, da=lei),
}


@pytest.mark.parametrize("stato", StatoSeduta.values)
@pytest.mark.parametrize("verbo", CHIEDI)
def test_each_verb_starts_from_its_states_and_is_of_who_conducts(caso, verbo, stato):
    seduta = convocata(caso, [Punto("Uno")])
    istanti = {
        "aperta_il": adesso() if stato in ("aperta", "chiusa") else None,
        "chiusa_il": adesso() if stato == "chiusa" else None,
    }
    Seduta.objects.filter(pk=seduta.pk).update(stato=stato, **istanti)
    seduta.refresh_from_db()
    with caso.insieme(), pytest.raises(NonPermesso):
        CHIEDI[verbo](seduta, caso.domande[0], caso.membri[0].persona)
    if stato not in TRANSIZIONI_SEDUTA[verbo].da:
        with caso.insieme(), pytest.raises(TransizioneNonAmmessa, match=r"(?i)lo stato è"):
            CHIEDI[verbo](seduta, caso.domande[0], caso.segretaria.persona)


# ── The agenda ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("punti", "campo"),
    [
        (lambda caso: [Punto(" ")], "testo"),
        (lambda caso: [Punto("x" * 301)], "testo"),
        (lambda caso: [Punto("Uno", 999_999)], "domanda"),
        (lambda caso: [Punto(domanda=caso.domande[0].pk), Punto(domanda=caso.domande[0].pk)], "domanda"),
        (lambda caso: [Punto("Uno")] * 201, None),
    ],
)
def test_a_point_says_something_once(caso, punti, campo):
    with pytest.raises(DatoNonAccettato) as rifiuto:
        convocata(caso, punti(caso))
    assert (rifiuto.value.campo, Seduta.objects.count()) == (campo, 0)


def test_the_agenda_is_written_anew_and_keeps_what_was_decided(conflitto):
    caso = conflitto
    sua, altra = caso.domande
    with caso.in_seduta(punti=[Punto("Ordine"), Punto("Segreta", sua.pk), Punto(domanda=altra.pk)]) as seduta:
        sedute.tratta(seduta.punti.get(n=1), "Si comincia dall'ultima.", da=caso.presidente.persona)
        # Of the application on which she stays out the president can say nothing, nor take it away.
        with pytest.raises(DatoNonAccettato, match="Scegli una delle domande"):
            sedute.ordina(seduta, [Punto(domanda=sua.pk)], da=caso.presidente.persona)
        sedute.ordina(seduta, [Punto("Nuovo"), Punto("Ordine")], da=caso.presidente.persona)
        assert list(seduta.punti.values_list("n", "testo", "domanda", "deciso")) == [
            (1, "Nuovo", None, ""),
            (2, "Ordine", None, "Si comincia dall'ultima."),
            (3, "Segreta", sua.pk, ""),
        ]


# ── Held ──────────────────────────────────────────────────────────────────────────────────────────
def test_it_opens_on_its_day_with_nobody_there_yet(caso):
    lei = caso.segretaria.persona
    domani = sedute.convoca(caso.commissione, fra(2), da=lei)
    with pytest.raises(TransizioneNonAmmessa, match="un altro giorno"):
        sedute.apre(domani, da=lei)
    with caso.insieme():
        seduta = aperta(caso)
        assert (seduta.stato, seduta.aperta_il is not None) == ("aperta", True)
        assert list(seduta.presenze.values_list("commissario", "come")) == [(uno.pk, "assente") for uno in caso.posti]
        assert Collegio(seduta).numero_legale == (0, 2)


def test_who_is_there_is_written_with_the_hours(caso):
    with caso.in_seduta([]) as seduta:
        lei, altro = caso.membri
        chi = caso.segretaria.persona
        ora = adesso()
        with a_quest_ora(ora + timedelta(hours=1)):
            dette = {
                lei.pk: Presente(ComePresente.A_DISTANZA, entra=ora + timedelta(minutes=10)),
                altro.pk: Presente(ComePresente.IN_SEDE, esce=ora + timedelta(minutes=30)),
                caso.presidente.pk: Presente(ComePresente.GIUSTIFICATA),
            }
            sedute.presenze(seduta, dette, da=chi)
            assert Presenza.objects.che_ci_sono().get().commissario == lei
            for sbagliata, campo in [
                ({999: IN_SEDE}, "come-999"),
                ({lei.pk: Presente(ComePresente.ASSENTE, entra=ora)}, f"come-{lei.pk}"),
                ({lei.pk: Presente(ComePresente.IN_SEDE, entra=ora, esce=ora)}, f"esce-{lei.pk}"),
                ({lei.pk: Presente(ComePresente.IN_SEDE, esce=ora + timedelta(hours=2))}, f"esce-{lei.pk}"),
            ]:
                with pytest.raises(DatoNonAccettato) as rifiuto:
                    sedute.presenze(seduta, sbagliata, da=chi)
                assert rifiuto.value.campo == campo
        # Who comes into the commission while it sits is written as well.
        nuovo = verbi.cambia(
            caso.commissione,
            dati_atto(motivo="Serve."),
            entra=Nominato(maggiorenne(), RuoloCommissario.SUPPLENTE, "Ente"),
            da=caso.casa.pubblica,
        )
        sedute.presenze(seduta, {nuovo.pk: IN_SEDE}, da=chi)
        assert seduta.presenze.get(commissario=nuovo).come == "in_sede"


def test_what_judges_nothing_needs_the_majority(caso):
    with caso.in_seduta([caso.presidente, caso.supplente, caso.segretaria], [Punto("Date"),
                         Punto(domanda=caso.domande[0].pk)]) as seduta:  # fmt: skip
        lei = caso.segretaria.persona
        uno, di_una = seduta.punti.all()
        with pytest.raises(TransizioneNonAmmessa, match="sono 1, ne servono 2"):
            sedute.tratta(uno, "Sì.", da=lei)
        # Nothing is still nothing, whoever is there.
        sedute.tratta(uno, " ", da=lei)
        sedute.presenze(seduta, {caso.membri[0].pk: IN_SEDE}, da=lei)
        sedute.tratta(uno, " Il 4 dicembre. ", da=lei)
        assert PuntoOrdine.objects.get(pk=uno.pk).deciso == "Il 4 dicembre."
        with pytest.raises(DatoNonAccettato, match="nella sua pagina"):
            sedute.tratta(di_una, "Sì.", da=lei)
        with pytest.raises(DatoNonAccettato, match=r"5\.000"):
            sedute.tratta(uno, "x" * 5001, da=lei)


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


# ── Closed, reminded ──────────────────────────────────────────────────────────────────────────────
def test_it_closes_and_its_minutes_begin(caso):
    with caso.in_seduta() as seduta:
        verbale = sedute.chiude(seduta, da=caso.presidente.persona)
        seduta.refresh_from_db()
        assert (seduta.stato, seduta.chiusa_il is not None) == ("chiusa", True)
        assert (Verbale.objects.get(), verbale.stato) == (verbale, "bozza")


def test_who_has_not_finished_is_reminded_once_a_day(caso):
    lei = caso.presidente.persona
    with pytest.raises(TransizioneNonAmmessa, match="non si valuta"):
        sedute.ricorda(caso.commissione, da=lei)
    with caso.da_soli():
        firmata(caso.membri[0], caso.domande[0])
        with pytest.raises(NonPermesso):
            sedute.ricorda(caso.commissione, da=caso.membri[0].persona)
        sedute.ricorda(caso.commissione, da=lei)
        with pytest.raises(TransizioneNonAmmessa, match="una volta al giorno"):
            sedute.ricorda(caso.commissione, da=caso.segretaria.persona)
        with a_quest_ora(adesso() + timedelta(days=1)):
            sedute.ricorda(caso.commissione, da=caso.segretaria.persona)
    assert Transizione.objects.di(caso.commissione).filter(verbo="ricorda").count() == 2


# ── Held together by the database ─────────────────────────────────────────────────────────────────
def test_facts_that_belong_together_are_held_together(caso):
    seduta = convocata(caso, [Punto("Uno"), Punto(domanda=caso.domande[0].pk)])
    Discussione.objects.create(seduta=seduta, domanda=caso.domande[0])
    for rompi in (
        lambda: Seduta.objects.update(stato="aperta"),
        lambda: Seduta.objects.update(dove=""),
        lambda: Seduta.objects.update(durata=0),
        lambda: PuntoOrdine.objects.filter(n=2).update(deciso="Sì."),
        lambda: PuntoOrdine.objects.filter(n=1).update(testo=""),
        lambda: Presenza.objects.create(seduta=seduta, commissario=caso.presidente, come="assente", esce=adesso()),
        lambda: PuntoConcordato.objects.create(seduta=seduta, domanda=caso.domande[0], criterio="x", punti=Decimal(-1)),
        lambda: Verbale.objects.create(seduta=seduta, stato="approvato"),
        lambda: Verbale.objects.create(seduta=seduta, impronta="x"),
        lambda: Discussione.objects.create(seduta=seduta, domanda=caso.domande[0]),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rompi()
    assert [str(seduta), str(seduta.punti.first()), str(Discussione.objects.get())] == [
        f"{caso.bando} · 1",
        f"{caso.bando} · 1 · 1",
        f"{caso.bando} · 1 · {caso.domande[0]}",
    ]
