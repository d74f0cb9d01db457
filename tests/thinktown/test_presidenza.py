"""The view of who conducts a commission: progress, disagreement, and nothing of what she stays out of."""

import html
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from talenti.base import memoria
from talenti.registro.models import Transizione
from tests.factories.commissione import firmata, piena
from tests.factories.sedute import Commissione, aperta
from thinktown.actions import commissione as verbi
from thinktown.actions import schede
from thinktown.actions.schede import Punti
from thinktown.enums_valutazione import VediVoti
from thinktown.presidenza import Quadro
from thinktown.valutazione import coi_voti_degli_altri, da_discutere, da_valutare

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _senza_memoria():
    memoria.dimentica()
    yield
    memoria.dimentica()


def di(persona):
    client = Client()
    client.force_login(persona)
    return client


def qui(caso, nome="presidenza", *altro):
    return reverse(f"thinktown:{nome}", args=[caso.bando.slug, *altro])


def letta(risposta, stato=200):
    assert risposta.status_code == stato
    return html.unescape(risposta.content.decode())


def con_punti(commissario, domanda, primo, altri=5):
    """Signed, with so many points on the first criterion and so many on the others."""
    scheda = piena(commissario, domanda, altri)
    chiave = commissario.commissione.bando.in_vigore.criteri[0].chiave
    dati = {chiave: Punti(Decimal(primo), "Perché sì.")}
    schede.salva(scheda, dati, revisione=scheda.revisione, da=commissario.persona)
    scheda.refresh_from_db()
    schede.firma(scheda, revisione=scheda.revisione, da=commissario.persona)


def del_presidente(caso):
    return [(caso.presidente, caso.domande[0])]


# ── Who hears of what ─────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("voti", "presidente", "segretaria"),
    [(VediVoti.MAI, 0, 0), (VediVoti.DOPO_IL_PROPRIO, 1, 0), (VediVoti.SEMPRE, 2, 2)],
)
def test_others_points_are_there_only_as_the_phase_lets_them(voti, presidente, segretaria):
    caso = Commissione(2, voti=voti)
    with caso.da_soli():
        for uno in (caso.presidente, *caso.membri):
            firmata(uno, caso.domande[0])
        firmata(caso.membri[0], caso.domande[1])
        firmata(caso.membri[1], caso.domande[1], 9)
        quanti = [coi_voti_degli_altri(uno).count() for uno in (caso.presidente, caso.segretaria)]
        assert quanti == [presidente, segretaria]
        assert [len(Quadro(uno).disaccordi) for uno in (caso.presidente, caso.segretaria)] == quanti
        # Progress is there all the same; of who writes the minutes there is none.
        assert [(uno.commissario, uno.fatte, uno.in_tutto) for uno in Quadro(caso.segretaria).membri] == [
            (caso.presidente, 1, 2), (caso.membri[0], 2, 2), (caso.membri[1], 2, 2),
        ]  # fmt: skip
        assert (da_discutere(caso.segretaria).count(), da_valutare(caso.segretaria).count()) == (2, 0)


def test_of_an_application_on_which_she_stays_out_there_is_nothing():
    caso = Commissione(3, conflitti=del_presidente)
    sua, altra, terza = caso.domande
    verbi.supplisce(sua, al_posto_di=caso.presidente, supplente=caso.supplente, da=caso.casa.pubblica)
    with caso.insieme():
        # On hers they are far from each other, on the others near: if it counted, it would show everywhere.
        for uno, punti in [(caso.membri[0], 0), (caso.membri[1], 10), (caso.supplente, 5)]:
            con_punti(uno, sua, punti, altri=punti)
        for una in (altra, terza):
            for uno in (caso.presidente, *caso.membri):
                con_punti(uno, una, 5)
        suo, di_tutti = Quadro(caso.presidente), Quadro(caso.segretaria)
        assert {uno.domanda.pk for uno in suo.disaccordi} == {altra.pk, terza.pk}
        assert {uno.domanda.pk for uno in di_tutti.disaccordi} == {sua.pk, altra.pk, terza.pk}
        assert [(uno.commissario, uno.fatte, uno.in_tutto, uno.differenza) for uno in suo.membri] == [
            (caso.presidente, 2, 2, Decimal("0.0")),
            (caso.membri[0], 2, 2, Decimal("0.0")),
            (caso.membri[1], 2, 2, Decimal("0.0")),
        ]
        assert [(uno.commissario, uno.fatte, uno.in_tutto) for uno in di_tutti.membri] == [
            (caso.presidente, 2, 2), (caso.membri[0], 3, 3), (caso.membri[1], 3, 3), (caso.supplente, 1, 1),
        ]  # fmt: skip
        pagina = letta(di(caso.presidente.persona).get(qui(caso) + "?mostra=tutte"))
        assert (f"n. {altra.numero} ·" in pagina, f"n. {sua.numero} ·" in pagina) == (True, False)
        assert caso.supplente.persona.get_full_name() not in pagina
        # Her cell on it is blank for the others, which is not zero.
        tabella = di_tutti.punti(di_tutti.disaccordi, dict.fromkeys((sua.pk, altra.pk, terza.pk), "una")).tabella
        assert [riga[1] == "" for riga in tabella] == [True, False, False]


def test_a_sheet_signed_before_the_conflict_counts_no_more():
    caso = Commissione(1)
    una = caso.domande[0]
    with caso.insieme():
        con_punti(caso.membri[0], una, 0, altri=0)
        for uno in (caso.presidente, caso.membri[1]):
            con_punti(uno, una, 5)
        assert Quadro(caso.presidente).disaccordi[0].in_tutto > 0
        verbi.dichiara(
            caso.membri[0],
            {una.codice: verbi.Dichiarata(verbi.MotivoConflitto.LITE)},
            da=caso.membri[0].persona,
        )
        (uno,) = Quadro(caso.presidente).disaccordi
        assert (uno.in_tutto, uno.distanza, len(uno.totali)) == (0, 0, 2)
        assert [membro.commissario for membro in Quadro(caso.presidente).membri] == [caso.presidente, caso.membri[1]]


# ── Disagreement ──────────────────────────────────────────────────────────────────────────────────
def test_who_is_farthest_comes_first_and_it_is_said_on_what():
    caso = Commissione(2)
    vicina, lontana = caso.domande
    criterio = caso.bando.in_vigore.criteri[0]
    with caso.insieme():
        for uno in (caso.presidente, *caso.membri):
            con_punti(uno, vicina, 5)
        for uno, punti in zip((caso.presidente, *caso.membri), (0, 5, criterio.massimo), strict=True):
            con_punti(uno, lontana, punti)
        quadro = Quadro(caso.presidente)
        prima, seconda = quadro.disaccordi
        assert (prima.domanda.pk, prima.criterio, prima.distanza) == (lontana.pk, criterio, criterio.massimo)
        assert f"distanza {criterio.massimo} punti su «{criterio.nome}»" in prima.frasi
        assert (seconda.frasi, seconda.da_discutere(quadro.massimo)) == (["nessuna distanza"], False)
        pagina = letta(di(caso.presidente.persona).get(qui(caso)))
        assert ("Da discutere (1)" in pagina, "Guarda tutte le 2 domande" in pagina) == (True, True)
        assert caso.membri[0].persona.get_full_name() in pagina


def test_a_threshold_that_divides_them_comes_before_distance():
    caso = Commissione(1)
    soglia = caso.bando.in_vigore.graduatoria.soglia
    assert soglia == 60
    una = caso.domande[0]
    with caso.insieme():
        firmata(caso.presidente, una, 14)
        for uno in caso.membri:
            firmata(uno, una, 16)
        (uno,) = Quadro(caso.presidente).disaccordi
        assert (uno.divide, uno.sopra) == ("", 2)
        assert uno.frasi[0] == "2 sopra la soglia, 1 sotto"
        differenze = {membro.commissario: membro.differenza for membro in Quadro(caso.presidente).membri}
        assert differenze[caso.presidente] < 0 < differenze[caso.membri[0]]
        parole = [membro.in_parole for membro in Quadro(caso.presidente).membri]
        assert ("punti sotto la media" in parole[0], "punti sopra la media" in parole[1]) == (True, True)


# ── The page ──────────────────────────────────────────────────────────────────────────────────────
def test_it_is_of_who_conducts_and_asks_her_declarations_first():
    caso = Commissione(1)
    with caso.da_soli():
        for uno, stato in [
            (caso.presidente, 200),
            (caso.segretaria, 200),
            (caso.membri[0], 404),
            (caso.supplente, 404),
        ]:
            letta(di(uno.persona).get(qui(caso)), stato)
        caso.presidente.dichiarazioni.all().delete()
        assert di(caso.presidente.persona).get(qui(caso)).url == qui(caso, "dichiarazioni")
        assert di(caso.membri[0].persona).post(qui(caso, "ricorda_commissari")).status_code == 404


def test_before_the_first_phase_it_says_when():
    caso = Commissione(1)
    caso.commissione.fasi.all().delete()
    assert "non è ancora cominciata" in letta(di(caso.segretaria.persona).get(qui(caso)))


def test_who_has_not_finished_is_reminded_from_here_once():
    caso = Commissione(1)
    with caso.da_soli():
        client = di(caso.segretaria.persona)
        assert "Ricorda a chi non ha finito" in letta(client.get(qui(caso)))
        assert "Abbiamo scritto" in letta(client.post(qui(caso, "ricorda_commissari"), follow=True))
        pagina = letta(client.post(qui(caso, "ricorda_commissari"), follow=True))
        assert ("una volta al giorno" in pagina, "Ricorda a chi non ha finito" in pagina) == (True, False)
        assert Transizione.objects.di(caso.commissione).filter(verbo="ricorda").count() == 1
        for uno in (caso.presidente, *caso.membri):
            firmata(uno, caso.domande[0])
        assert "Hanno finito tutti" in letta(client.get(qui(caso)))


def test_while_names_are_hidden_it_says_codes():
    caso = Commissione(1, ciechi=True)
    with caso.insieme():
        for uno, punti in [(caso.presidente, 0), (caso.membri[0], 9)]:
            firmata(uno, caso.domande[0], punti)
        pagina = letta(di(caso.presidente.persona).get(qui(caso)))
        caso.domande[0].refresh_from_db()
        assert f"Domanda {caso.domande[0].codice_cieco.codice}" in pagina
        assert ("Radio Quartiere" in pagina, caso.domande[0].codice in pagina) == (False, False)


def test_while_they_sit_one_goes_from_here_to_the_discussion():
    caso = Commissione(1)
    with caso.insieme():
        for uno, punti in [(caso.presidente, 0), (caso.membri[0], 9)]:
            firmata(uno, caso.domande[0], punti)
        indirizzo = qui(caso, "domanda_seduta", 1, caso.domande[0].codice)
        assert indirizzo not in letta(di(caso.presidente.persona).get(qui(caso)))
        aperta(caso)
        assert indirizzo in letta(di(caso.presidente.persona).get(qui(caso)))


@pytest.mark.parametrize("quante", [1, 3, 20])
def test_it_asks_the_same_of_the_database_whatever_there_is(quante, django_assert_num_queries):
    caso = Commissione(quante)
    with caso.insieme():
        for una in caso.domande:
            for uno, punti in zip((caso.presidente, *caso.membri), (0, 5, 9), strict=True):
                firmata(uno, una, punti)
        client = di(caso.presidente.persona)
        letta(client.get(qui(caso)))
        with django_assert_num_queries(23):
            client.get(qui(caso))
