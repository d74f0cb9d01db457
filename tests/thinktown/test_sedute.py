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
from tests.factories.sedute import IN_SEDE, Commissione, aperta, convocata, fra, il_presidente_ha_un_conflitto
from tests.factories.thinktown import dati_atto, maggiorenne
from thinktown.actions import commissione as verbi
from thinktown.actions import sedute
from thinktown.actions.commissione import Nominato
from thinktown.actions.sedute import Appuntamento, Presente, Punto
from thinktown.collegio import Collegio
from thinktown.enums_sedute import TRANSIZIONI_SEDUTA, ComePresente, StatoSeduta
from thinktown.enums_valutazione import RuoloCommissario
from thinktown.models import Discussione, Presenza, PuntoConcordato, PuntoOrdine, Seduta, Verbale

pytestmark = pytest.mark.django_db


@pytest.fixture
def caso():
    return Commissione(2)


@pytest.fixture
def conflitto():
    """The president stays out of the first application; nobody has been called in her place yet."""
    return Commissione(2, conflitti=il_presidente_ha_un_conflitto)


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
