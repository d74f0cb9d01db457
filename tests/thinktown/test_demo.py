"""The plan of the demonstration's calls: right on any day. What is told of it is checked by the one test that tells the
demonstration whole (tests/portale/test_demo.py)."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from talenti.base.clock import a_roma
from talenti.luoghi.calendario import Calendario
from thinktown import demo
from thinktown.demo import istruttoria, misure
from thinktown.demo.atti import pdf_statuto
from thinktown.demo.bandi import PREVISTI, a_mezzogiorno
from thinktown.demo.domande import Racconto
from thinktown.demo.gente import squadre
from thinktown.demo.modelli import Storia
from thinktown.enums import Misura
from thinktown.misure import modello

# A day like others, a long run of holidays, August, the days when the clock changes, a leap day at night.
GIORNI = [
    datetime(2026, 11, 26, 2, 30, tzinfo=UTC),
    datetime(2026, 12, 23, 9, tzinfo=UTC),
    datetime(2027, 8, 10, 12, tzinfo=UTC),
    datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
    datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
    datetime(2028, 2, 29, 23, 30, tzinfo=UTC),
]
PROGETTI = [progetto for previsto in PREVISTI for progetto in previsto.progetti]


def test_there_are_many_and_no_two_are_the_same():
    assert len(PROGETTI) == 94
    for campo in ("soggetto", "titolo", "idea", "perche", "come", "spese"):
        scritti = Counter(getattr(uno, campo) for uno in PROGETTI if getattr(uno, campo))
        assert [testo for testo, volte in scritti.items() if volte > 1] == [], campo
    assert Counter(uno.storia for uno in PROGETTI) == {
        Storia.INVIATA: 66,
        Storia.DI_NUOVO: 5,
        Storia.RITIRATA: 3,
        Storia.TARDIVA: 1,
        Storia.BOZZA: 19,
    }


def test_what_they_ask_is_within_what_the_call_gives():
    detta = modello(Misura.GRUPPI)
    temi = {settore.chiave for settore in detta.settori}
    for uno in PROGETTI:
        sezione = detta.sezione(uno.sezione)
        assert uno.tema in temi
        if not uno.spese:
            assert uno.storia == Storia.BOZZA
            continue
        assert uno.spese.count(";") + 1 == len(uno.righe), uno.titolo
        assert Decimal(100) <= uno.costa - uno.nostro <= sezione.importo_massimo, uno.titolo
        assert uno.nostro >= (sezione.cofinanziamento or 0), uno.titolo


def test_nobody_is_in_two_groups_of_a_call():
    for previsto in PREVISTI:
        gruppi = squadre(previsto.progetti, previsto.da)
        volte = Counter(chi for gruppo in gruppi for chi in gruppo)
        assert [chi for chi, quante in volte.items() if quante > 1] == [], previsto.chiave
        # An association may have one person who speaks for it.
        soli = [uno.proponente for uno, gruppo in zip(previsto.progetti, gruppi, strict=True) if len(gruppo) < 2]
        assert set(soli) <= {"associazione"}


@pytest.mark.parametrize("nascita", GIORNI, ids=str)
def test_every_application_keeps_the_times_of_its_call_and_nothing_is_to_come(db, nascita):
    for previsto in PREVISTI:
        chiude = a_mezzogiorno(nascita, previsto.chiude)
        apre = a_roma(nascita).date() + timedelta(days=previsto.apre)
        for n, (progetto, gruppo) in enumerate(
            zip(previsto.progetti, squadre(previsto.progetti, previsto.da), strict=True)
        ):
            passi = list(Racconto(nascita, previsto, progetto, gruppo, n).eventi())
            quando = [passo.quando for passo in passi]
            assert quando == sorted(quando)
            assert (quando[0].date() > apre, quando[-1] < nascita) == (True, True), progetto.titolo
            in_tempo = [uno for uno in quando if uno < chiude]
            assert len(quando) - len(in_tempo) == (2 if progetto.storia == Storia.TARDIVA else 0), progetto.titolo


@pytest.mark.parametrize("nascita", GIORNI, ids=str)
def test_two_calls_are_open_and_close_at_noon_of_a_working_day(db, nascita):
    aperti = [uno for uno in PREVISTI if uno.apre < 0 < uno.chiude]

    assert [uno.chiave for uno in aperti] == ["aperto", "crema-aperto"]
    for uno in aperti:
        chiude = a_mezzogiorno(nascita, uno.chiude)
        assert (chiude.hour, chiude.minute, Calendario().lavorativo(chiude.date())) == (12, 0, True)
    prorogato = aperti[0]
    assert a_mezzogiorno(nascita, prorogato.presto) < a_mezzogiorno(nascita, prorogato.chiude)


def _apre(nascita, previsto):
    return a_roma(nascita).date() + timedelta(days=previsto.apre)


@pytest.mark.parametrize("nascita", GIORNI, ids=str)
def test_measures_2_to_4_keep_the_times_of_their_calls(db, nascita):
    for n, una in enumerate(misure.candidature()):
        previsto = misure.MISURE[una.bando]
        quando = [passo.quando for passo in misure.di_una(nascita, n, una)]
        assert (quando, len(set(quando))) == (sorted(quando), len(quando)), una.risposte["titolo"]
        fine = min(a_mezzogiorno(nascita, previsto.chiude), nascita)
        assert (a_roma(quando[0]).date() > _apre(nascita, previsto), quando[-1] < fine) == (True, True), una


@pytest.mark.parametrize("nascita", GIORNI, ids=str)
def test_a_place_is_chosen_once_its_call_is_decided_and_is_out_before_the_second_call(db, nascita):
    decisi = list(istruttoria.eventi(nascita))
    for primo, secondo in ((misure.IMPRESE, misure.TIROCINI), (misure.SERVIZI, misure.VOLONTARI)):
        passi = sorted(uno.quando for uno in decisi if uno.chiave.startswith(f"istruttoria:{primo}:"))
        posti = [
            evento.quando
            for n, scelto in enumerate(misure.scelti())
            if scelto.bando == primo
            for evento in list(misure.di_un_posto(nascita, n, scelto))[:2]
        ]
        assert a_mezzogiorno(nascita, misure.MISURE[primo].chiude) < passi[0]
        assert passi[-1] < min(posti)
        assert a_roma(max(posti)).date() < _apre(nascita, misure.MISURE[secondo])


def test_every_event_has_a_name_of_its_own(db):
    chiavi = Counter(evento.chiave for evento in demo.eventi(GIORNI[0]))

    assert [chiave for chiave, volte in chiavi.items() if volte > 1] == []


def test_the_statute_is_a_pdf_and_says_that_it_is_invented(settings):
    settings.MODO_DEMO = True
    assert pdf_statuto().read(5) == b"%PDF-"
