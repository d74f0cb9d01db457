"""To whom a measure was told, whether the mail left, who has read it: two questions for however many."""

from datetime import date, datetime, timedelta

import pytest

from talenti.avvisi.enums import Situazione
from talenti.avvisi.models import Consegna
from talenti.base.clock import ROMA, a_quest_ora, adesso
from tests.factories.istruttoria import AMMETTE, ESCLUDE, detta
from tests.factories.risposte import chiesta, risposta_inviata
from tests.factories.thinktown import Ufficio, dopo_la_chiusura, inviata, maggiorenne
from thinktown import actions, recapito
from thinktown.actions.risposte_ufficio import segna_letto
from thinktown.termini import ricorso_al_presidente, ricorso_al_tar, ultimo_giorno

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


@pytest.fixture
def giulia():
    return maggiorenne()


@pytest.fixture
def marco():
    return maggiorenne()


def test_each_person_with_her_mail_and_her_reading(ufficio, bando, giulia, marco):
    domanda = inviata(bando, giulia, [marco])
    with dopo_la_chiusura(bando):
        richiesta = chiesta(domanda, ufficio)
        sua, altra = Consegna.objects.filter(avviso__in=recapito.avvisi_di([richiesta])).order_by("pk")
        partita = adesso()
        Consegna.objects.filter(pk=sua.pk).update(consegnata_il=partita)
        Consegna.objects.filter(pk=altra.pk).update(fallita_il=partita, errore="SMTPRecipientsRefused: no")
        segna_letto(richiesta, da=giulia)
        richiesta.refresh_from_db()
        di_giulia, di_marco = recapito.di([richiesta])[richiesta.pk]
    assert (di_giulia.persona, di_giulia.avvisata_il) == (giulia, richiesta.comunicato_il)
    assert (di_giulia.posta, di_giulia.partita_il, di_giulia.non_arrivata) == (Situazione.CONSEGNATA, partita, False)
    assert di_giulia.letto_il == richiesta.letto_il
    assert (di_marco.persona, di_marco.posta, di_marco.letto_il) == (marco, Situazione.FALLITA, None)
    assert (di_marco.motivo.startswith("L'indirizzo non esiste"), di_marco.non_arrivata) == (True, True)


def test_a_mail_that_waits_too_long_is_late(ufficio, bando, giulia):
    domanda = inviata(bando, giulia)
    with dopo_la_chiusura(bando):
        richiesta = chiesta(domanda, ufficio)
        with a_quest_ora(richiesta.comunicato_il + timedelta(minutes=1)):
            assert recapito.di([richiesta])[richiesta.pk][0].posta == Situazione.IN_CODA
        with a_quest_ora(richiesta.comunicato_il + timedelta(minutes=11)):
            (riga,) = recapito.di([richiesta])[richiesta.pk]
            assert (riga.posta, riga.non_arrivata) == (Situazione.IN_RITARDO, True)


def test_each_measure_has_its_own_and_what_was_not_told_has_none(ufficio, bando, giulia):
    domanda, altra = inviata(bando, giulia), inviata(bando)
    with dopo_la_chiusura(bando):
        richiesta = chiesta(domanda, ufficio)
        risposta_inviata(richiesta, da=giulia)
        with a_quest_ora(adesso() + timedelta(hours=1)):
            decisione = detta(domanda, ESCLUDE, ufficio.scrive)
            actions.riesamina(domanda, motivo="Un errore.", da=ufficio.pubblica)
            segna_letto(decisione, da=giulia)
        sospesa = actions.decide(altra, AMMETTE, letto=1, da=ufficio.scrive)
        righe = recapito.di([richiesta, decisione, sospesa])
    assert {pk: [riga.persona for riga in sue] for pk, sue in righe.items()} == {
        richiesta.pk: [giulia],
        decisione.pk: [giulia],
        sospesa.pk: [],
    }
    # Who answers has read what was asked.
    for una in (richiesta, decisione):
        una.refresh_from_db()
    letti = [righe[una.pk][0].letto_il for una in (richiesta, decisione)]
    assert letti == [richiesta.letto_il, decisione.letto_il]
    assert None not in letti
    assert recapito.di([]) == {}


@pytest.mark.parametrize("quante", [1, 3])
def test_two_questions_however_many(ufficio, bando, quante, django_assert_num_queries):
    domande = [inviata(bando, maggiorenne(), [maggiorenne()]) for _volta in range(quante + 1)]
    with dopo_la_chiusura(bando):
        detti = [detta(una, AMMETTE, ufficio.scrive) for una in domande]
        with django_assert_num_queries(2):
            righe = recapito.di(detti[:quante])
            assert [len([riga.motivo, str(riga.persona)]) for sue in righe.values() for riga in sue] == [2] * 2 * quante


# ── Terms of appeal ───────────────────────────────────────────────────────────────────────────────
def il(mese, giorno, ora=12):
    return datetime(2027, mese, giorno, ora, tzinfo=ROMA)


@pytest.mark.parametrize(
    ("comunicato", "tar", "presidente"),
    [
        # A Wednesday; Sunday 2 May; the 60th day is a Sunday, the 120th a Thursday.
        (il(3, 3), date(2027, 5, 3), date(2027, 7, 1)),
        # August does not count: 28 days of July, 30 of September, 2 of October (a Saturday: Monday the 4th is a feast).
        (il(7, 3), date(2027, 10, 5), date(2027, 11, 2)),
        # Told in August: it begins on 1 September, which is the first day.
        (il(8, 10), date(2027, 11, 2), date(2027, 12, 9)),
        # The sixtieth day is 31 July, a Saturday: the next that counts is in September.
        (il(6, 1), date(2027, 9, 1), date(2027, 9, 29)),
    ],
)
def test_the_last_day_of_an_appeal(comunicato, tar, presidente):
    assert (ricorso_al_tar(comunicato), ricorso_al_presidente(comunicato)) == (tar, presidente)


def test_the_last_day_is_the_one_that_the_instant_ends():
    assert ultimo_giorno(datetime(2027, 3, 31, tzinfo=ROMA)) == date(2027, 3, 30)
    assert ultimo_giorno(datetime(2027, 3, 31, 0, 1, tzinfo=ROMA)) == date(2027, 3, 31)
