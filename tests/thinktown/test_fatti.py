"""The facts that rules are judged on: what is asked of whom, for which day, and what the office reads of it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinktown import fatti
from thinktown.definizione import Chi, Definizione, Finestra, Requisito, Tempi, scrivi
from thinktown.enums import DiChi, Modalita, Occupazione, Proponente, TipoRequisito
from thinktown.fatti import Fatto, giudizi_di
from thinktown.models import Invio, VersioneBando
from thinktown.parole import al_giorno
from thinktown.requisiti import Verdetto, giudica

SI, NO, DIPENDE = Verdetto.SI, Verdetto.NO, Verdetto.DIPENDE
GRUPPO, IMPRESA = Proponente.GRUPPO, Proponente.IMPRESA
ETA, RESIDENZA, OCCUPAZIONE = TipoRequisito.ETA, TipoRequisito.RESIDENZA, TipoRequisito.OCCUPAZIONE
SEDE, DA_QUANTO = TipoRequisito.SEDE, TipoRequisito.DA_QUANTO
# Noon of Rome on the 7th of December.
APRE, CHIUDE = datetime(2026, 11, 2, 8, tzinfo=UTC), datetime(2026, 12, 7, 11, tzinfo=UTC)
IL_7 = date(2026, 12, 7)
ARRIVATA = datetime(2026, 12, 1, 10, tzinfo=UTC)
NOMI = {"019035": "Crema", "019098": "Soresina"}


def regola(tipo, **altro):
    return Requisito(chiave=str(tipo), tipo=tipo, **altro)


def detta(*requisiti, finestre=((APRE, CHIUDE),), minori=True, proponenti=(GRUPPO, IMPRESA)):
    return Definizione(
        tempi=Tempi(
            modalita=Modalita.MANIFESTAZIONE, finestre=tuple(Finestra(apre=da, chiude=a) for da, a in finestre)
        ),
        chi=Chi(proponenti=proponenti, requisiti=requisiti, minori=minori),
    )


def persona(nome="Ada Neri", *, ruolo="referente", nato_il="2002-05-04", comune=None, occupazione=None, al=()):
    return {
        "codice": nome[:3],
        "persona": 7,
        "nome": nome,
        "ruolo": ruolo,
        "nato_il": nato_il,
        "comune": comune,
        "occupazione": occupazione,
        "al": dict.fromkeys(al, "2026-12-07"),
    }


def inviata(definizione, *gente, proponente="gruppo", arrivata=ARRIVATA, **organizzazione):
    """A sending that no database has seen."""
    contenuto = {"proponente": proponente, "gruppo": list(gente), **organizzazione}
    versione = VersioneBando(n=1, contenuto=scrivi(definizione), dal=APRE)
    return Invio(n=1, versione=versione, arrivata_il=arrivata, contenuto=contenuto)


def una(invio, **altro):
    (riga,) = giudizi_di(invio, nomi=NOMI, **altro)
    return riga


# ── What is asked ─────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("di_chi", "presenta", "chiesta"),
    [
        (DiChi.PRESENTA, True, True),
        (DiChi.PRESENTA, False, False),
        (DiChi.OGNUNO, True, True),
        (DiChi.OGNUNO, False, True),
        (DiChi.QUOTA, False, True),
    ],
)
@pytest.mark.parametrize("tipo", [RESIDENZA, OCCUPAZIONE])
def test_each_is_asked_where_a_rule_is_on_her(tipo, di_chi, presenta, chiesta):
    chi = detta(regola(tipo, di_chi=di_chi)).chi
    assert fatti.di_persona(chi, GRUPPO, presenta=presenta, al=IL_7) == ({tipo: IL_7} if chiesta else {})


def test_a_rule_for_others_and_a_fact_that_is_known_already_ask_nothing():
    chi = detta(regola(ETA, minimo=18), regola(RESIDENZA, proponenti=(IMPRESA,)), regola(SEDE)).chi
    assert fatti.di_persona(chi, GRUPPO, presenta=True, al=IL_7) == {}
    assert fatti.di_organizzazione(chi, GRUPPO, al=IL_7) == {SEDE: IL_7}


def test_each_fact_has_its_own_day():
    gennaio = date(2026, 1, 1)
    chi = detta(regola(RESIDENZA), regola(OCCUPAZIONE, alla_data=gennaio), regola(DA_QUANTO, minimo=1)).chi
    giorni = fatti.di_persona(chi, GRUPPO, presenta=False, al=IL_7)
    assert giorni == {RESIDENZA: IL_7, OCCUPAZIONE: gennaio}
    assert fatti.impronta(giorni) == "occupazione:2026-01-01 residenza:2026-12-07"
    assert fatti.di_organizzazione(chi, GRUPPO, al=IL_7) == {DA_QUANTO: IL_7}


def test_of_two_days_for_one_fact_the_later_is_asked_whatever_comes_first():
    regole = regola(RESIDENZA, alla_data=date(2027, 1, 1)), replace(regola(RESIDENZA), chiave="altra")
    for ordine in (regole, regole[::-1]):
        assert fatti.di_persona(detta(*ordine).chi, GRUPPO, presenta=True, al=IL_7) == {RESIDENZA: date(2027, 1, 1)}


@pytest.mark.parametrize(
    ("istante", "giorno"),
    [
        (APRE, IL_7),
        (CHIUDE, date(2027, 2, 28)),  # from the closing on the next window counts
        (datetime(2027, 2, 1, tzinfo=UTC), date(2027, 2, 28)),
        (datetime(2028, 2, 1, tzinfo=UTC), date(2027, 2, 28)),  # let in late: the last one
    ],
)
def test_the_day_of_the_closing_is_that_of_the_window_in_which_it_arrives(istante, giorno):
    # Half past eleven at night in London is the day after in Rome.
    seconda = (datetime(2027, 1, 10, tzinfo=UTC), datetime(2027, 2, 27, 23, 30, tzinfo=UTC))
    assert fatti.chiusura(detta(finestre=((APRE, CHIUDE), seconda)), istante) == giorno


def test_a_call_without_windows_has_no_day():
    senza = detta(regola(ETA, minimo=18), finestre=())
    assert fatti.chiusura(senza, ARRIVATA) is None
    assert giudizi_di(inviata(senza, persona())) == []


def test_the_day_in_words():
    assert [al_giorno(date(2026, 12, giorno)) for giorno in (1, 7, 8, 11, 18)] == [
        "al 1 dicembre 2026",
        "al 7 dicembre 2026",
        "all'8 dicembre 2026",
        "all'11 dicembre 2026",
        "al 18 dicembre 2026",
    ]


# ── Age, about birthdays ──────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("nato_il", "alla_data", "anni", "verdetto"),
    [
        ("2008-12-07", None, 18, SI),  # on that very day
        ("2008-12-08", None, 17, NO),
        ("2008-02-29", date(2026, 2, 28), 17, NO),  # before the closing, in a year without that day
        ("2008-02-29", date(2026, 3, 1), 18, SI),
        ("2008-02-29", date(2028, 2, 29), 20, SI),  # after the closing, on the day itself
        ("2008-02-29", date(2028, 2, 28), 19, SI),
        ("1990-12-07", None, 36, NO),
        ("1990-12-08", None, 35, SI),
        ("1990-12-08", date(2026, 12, 8), 36, NO),  # the day after the closing
        ("1990-12-08", date(2026, 1, 1), 35, SI),
    ],
)
def test_age_is_of_the_day_that_the_rule_says_before_or_after_the_closing(nato_il, alla_data, anni, verdetto):
    riga = una(inviata(detta(regola(ETA, minimo=18, massimo=35, alla_data=alla_data)), persona(nato_il=nato_il)))
    frase = f"Età: {anni} anni {al_giorno(alla_data or IL_7)}"
    assert (riga.verdetto, riga.fatti) == (verdetto, (Fatto(frase, "Ada Neri", va=verdetto == SI),))


@given(st.dates(date(1960, 1, 1), date(2016, 1, 1)), st.dates(date(2024, 1, 1), date(2030, 1, 1)))
def test_the_day_is_all_that_matters_of_when_it_was_sent(nato_il, alla_data):
    regole = detta(regola(ETA, minimo=18, massimo=35, alla_data=alla_data))
    prima, dopo = (
        una(inviata(regole, persona(nato_il=nato_il.isoformat()), arrivata=arrivata))
        for arrivata in (ARRIVATA, datetime(2026, 11, 3, tzinfo=UTC))
    )
    assert prima == dopo


def test_who_gave_no_birth_date_is_not_known():
    riga = una(inviata(detta(regola(ETA, minimo=18)), persona(nato_il=None)))
    assert (riga.verdetto, riga.fatti) == (DIPENDE, (Fatto("Età: data di nascita non detta", "Ada Neri"),))


# ── What each declared ────────────────────────────────────────────────────────────────────────────
def test_who_presents_comes_first_and_alone_where_the_rule_is_on_her():
    gente = (
        persona("Ivo Blu", ruolo="scrive", comune="", al=["residenza"]),
        persona("Ada Neri", comune="019035", al=["residenza"]),
    )
    ognuno, presenta = (una(inviata(detta(regola(RESIDENZA, di_chi=di_chi)), *gente)) for di_chi in list(DiChi)[1::-1])
    crema = Fatto("Residenza: Crema al 7 dicembre 2026", "Ada Neri", va=True)
    assert ognuno.fatti == (crema, Fatto("Residenza: fuori provincia al 7 dicembre 2026", "Ivo Blu", va=False))
    assert presenta.fatti == (crema,)
    assert (ognuno.verdetto, presenta.verdetto) == (NO, SI)


@pytest.mark.parametrize(
    ("occupazione", "frase", "verdetto"),
    [
        ("studia", "studia al 7 dicembre 2026", SI),
        ("senza_lavoro", "non ha lavoro al 7 dicembre 2026", NO),
        (None, "non detta", DIPENDE),
    ],
)
def test_what_one_does_for_a_living(occupazione, frase, verdetto):
    regole = detta(regola(OCCUPAZIONE, occupazione=(Occupazione.STUDIA, Occupazione.LAVORA)))
    riga = una(inviata(regole, persona(occupazione=occupazione, al=["occupazione"])))
    assert (riga.verdetto, riga.fatti[0].frase) == (verdetto, f"Condizione di lavoro: {frase}")
    assert riga.regola == "Chi studia o lavora, il giorno lunedì 7 dicembre 2026: ogni persona che partecipa"


def test_judged_on_a_later_day_what_was_declared_for_another_is_marked():
    regole = detta(
        regola(ETA, minimo=25, di_chi=DiChi.OGNUNO), regola(RESIDENZA), regola(SEDE), regola(DA_QUANTO, minimo=1)
    )
    invio = inviata(
        regole,
        persona(nato_il="2001-12-10", comune="019098", al=["residenza"]),
        sede="019035",
        sede_al="2026-12-07",
        costituita_il="2025-12-09",
    )
    dopo = date(2026, 12, 14)
    assert [riga.verdetto for riga in giudizi_di(invio, nomi=NOMI)] == [NO, SI, SI, NO]
    righe = giudizi_di(invio, nomi=NOMI, chiude=dopo)
    assert [(riga.verdetto, riga.fatti[0].frase, riga.fatti[0].di_un_altro_giorno) for riga in righe] == [
        (SI, "Età: 25 anni al 14 dicembre 2026", False),
        (SI, "Residenza: Soresina al 7 dicembre 2026", True),
        (SI, "Sede dell'organizzazione: Crema al 7 dicembre 2026", True),
        (SI, "Da quanto esiste l'organizzazione: 9 dicembre 2025, 1 anno al 14 dicembre 2026", False),
    ]


# ── Of all of them ────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("sede", "frase", "va", "verdetto"),
    [
        ("019035", "Crema al 7 dicembre 2026", True, SI),
        ("019001", "019001 al 7 dicembre 2026", True, SI),  # a name that was not passed
        ("", "fuori provincia al 7 dicembre 2026", False, NO),
        (None, "non detta", None, DIPENDE),
    ],
)
def test_the_seat(sede, frase, va, verdetto):
    riga = una(inviata(detta(regola(SEDE)), persona(), proponente="impresa", sede=sede))
    assert (riga.verdetto, riga.fatti) == (verdetto, (Fatto(f"Sede dell'organizzazione: {frase}", va=va),))


@pytest.mark.parametrize(
    ("nata", "frase", "verdetto"),
    [
        ("2024-02-29", "29 febbraio 2024, 2 anni al 7 dicembre 2026", SI),
        ("2024-12-08", "8 dicembre 2024, 1 anno al 7 dicembre 2026", NO),
        ("2027-01-01", "1 gennaio 2027, dopo il giorno che conta", NO),
        (None, "non detto", DIPENDE),
    ],
)
def test_since_when_it_is_there(nata, frase, verdetto):
    riga = una(inviata(detta(regola(DA_QUANTO, minimo=2)), persona(), proponente="impresa", costituita_il=nata))
    assert (riga.verdetto, riga.fatti[0].frase) == (verdetto, f"Da quanto esiste l'organizzazione: {frase}")


@pytest.mark.parametrize(("quante", "frase", "verdetto"), [(1, "1 persona", NO), (3, "3 persone", SI)])
def test_how_many_they_were(quante, frase, verdetto):
    gente = [persona(f"{n} Neri", ruolo="referente" if not n else "legge") for n in range(quante)]
    riga = una(inviata(detta(regola(TipoRequisito.COMPOSIZIONE, minimo=3)), *gente))
    assert (riga.verdetto, riga.fatti) == (verdetto, (Fatto(f"Quante persone: {frase}", va=verdetto == SI),))


@pytest.mark.parametrize(
    ("altra", "frase", "va", "verdetto"),
    [
        (False, "nessuna persona è in un'altra domanda inviata", True, SI),
        (True, "una persona è anche in un'altra domanda inviata", False, NO),
        (None, "da controllare", None, DIPENDE),
    ],
)
def test_whether_somebody_is_in_another_one_is_what_was_passed(altra, frase, va, verdetto):
    riga = una(inviata(detta(regola(TipoRequisito.UNA_SOLA)), persona()), altra_domanda=altra)
    assert (riga.verdetto, riga.fatti) == (verdetto, (Fatto(f"Una sola domanda: {frase}", va=va),))


def test_where_minors_may_not_apply_there_is_a_rule_on_age_all_the_same():
    riga = una(inviata(detta(minori=False), persona(nato_il="2010-01-01")))
    assert (riga.requisito.tipo, riga.verdetto) == (ETA, NO)


# ── Snapshots of before ───────────────────────────────────────────────────────────────────────────
def test_a_snapshot_of_before_these_facts_is_read_all_the_same():
    regole = detta(
        regola(ETA, minimo=18), regola(RESIDENZA), regola(OCCUPAZIONE), regola(SEDE), regola(DA_QUANTO, minimo=1)
    )
    vecchia = {
        chiave: valore for chiave, valore in persona(comune="019035").items() if chiave not in ("occupazione", "al")
    }
    righe = giudizi_di(inviata(regole, vecchia), nomi=NOMI)
    assert [riga.verdetto for riga in righe] == [SI, SI, DIPENDE, DIPENDE, DIPENDE]
    assert righe[1].fatti == (Fatto("Residenza: Crema al 7 dicembre 2026", "Ada Neri", va=True),)


def test_the_names_that_the_words_need():
    regole = detta(regola(RESIDENZA, comuni=("019098",)), regola(SEDE))
    invio = inviata(regole, persona(comune="019035"), persona("Ivo", ruolo="legge", comune=""), sede="019036")
    assert fatti.codici_di(invio) == {"019098", "019035", "019036"}


_COMUNI = st.sampled_from([None, "", "019035", "015146"])
_GENTE = st.lists(
    st.tuples(st.dates(date(1980, 1, 1), date(2014, 1, 1)), _COMUNI, st.sampled_from([None, *Occupazione.values])),
    min_size=1,
    max_size=5,
)


@given(_GENTE, st.sampled_from(list(DiChi)), _COMUNI, st.booleans())
def test_the_verdicts_are_those_of_the_rules_and_of_their_facts(gente, di_chi, sede, altra):
    quota = 50 if di_chi == DiChi.QUOTA else None
    regole = detta(
        regola(ETA, minimo=16, massimo=35, di_chi=di_chi, quota=quota),
        regola(RESIDENZA, di_chi=di_chi, quota=quota),
        regola(OCCUPAZIONE, di_chi=di_chi, quota=quota, occupazione=(Occupazione.LAVORA,)),
        regola(SEDE),
        regola(TipoRequisito.UNA_SOLA),
    )
    persone = [
        persona(f"P{n}", ruolo="legge" if n else "referente", nato_il=nato.isoformat(), comune=comune, occupazione=fa)
        for n, (nato, comune, fa) in enumerate(gente)
    ]
    invio = inviata(regole, *persone, sede=sede)
    righe = giudizi_di(invio, altra_domanda=altra)
    giudizi = giudica(regole.chi, fatti.candidatura_di(invio.contenuto, altra_domanda=altra), IL_7)
    assert [(riga.requisito, riga.verdetto) for riga in righe] == [(uno.requisito, uno.verdetto) for uno in giudizi]
    for riga in righe:
        valori = [fatto.va for fatto in riga.fatti]
        if riga.requisito.di_chi != DiChi.QUOTA or len(valori) == 1:
            atteso = NO if False in valori else DIPENDE if None in valori else SI
            assert riga.verdetto == atteso
