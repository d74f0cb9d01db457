"""Who may apply: every rule on facts and on answers, at its edges."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talenti.persone.eta import anni_compiuti
from thinktown.definizione import Chi, Requisito
from thinktown.enums import DiChi, Occupazione, Proponente, TipoRequisito
from thinktown.misure import modello
from thinktown.requisiti import (
    Candidatura,
    Conta,
    Giudizio,
    Membro,
    Risposte,
    Verdetto,
    decidi,
    giudica,
    giudica_risposte,
    insieme,
    requisiti_di,
)

SI, NO, DIPENDE = Verdetto.SI, Verdetto.NO, Verdetto.DIPENDE
CHIUDE = date(2026, 12, 7)
ETA = Requisito(chiave="eta", tipo=TipoRequisito.ETA, minimo=16, massimo=35)
CREMA, SORESINA = "019035", "019098"


def uno(requisito, *persone, minori=True, proponente=Proponente.GRUPPO, **altro):
    """The verdict of the only rule of a call."""
    chi = Chi(proponenti=(proponente,), requisiti=(requisito,), minori=minori)
    (giudizio,) = giudica(chi, Candidatura(proponente=proponente, persone=persone, **altro), CHIUDE)
    return giudizio.verdetto


@pytest.mark.parametrize(
    ("nato_il", "verdetto"),
    [
        (date(2010, 12, 7), SI),  # sixteen on that very day
        (date(2010, 12, 8), NO),
        (date(1990, 12, 8), SI),  # thirty-six the day after
        (date(1990, 12, 7), NO),
        (None, DIPENDE),
    ],
)
def test_age_on_the_day_of_the_closing(nato_il, verdetto):
    assert uno(ETA, Membro(nato_il=nato_il)) == verdetto


def test_age_on_the_day_that_the_rule_says():
    nato = Membro(nato_il=date(1990, 12, 7))
    assert uno(replace(ETA, alla_data=date(2026, 12, 6)), nato) == SI
    assert uno(replace(ETA, alla_data=date(2027, 3, 1)), nato) == NO


def test_who_is_born_on_the_29th_of_february_is_older_on_the_1st_of_march():
    nato = Membro(nato_il=date(2008, 2, 29))
    di_18 = replace(ETA, minimo=18, massimo=None)
    assert uno(replace(di_18, alla_data=date(2026, 2, 28)), nato) == NO
    assert uno(replace(di_18, alla_data=date(2026, 3, 1)), nato) == SI


@given(st.dates(date(1950, 1, 1), date(2015, 1, 1)), st.integers(0, 60), st.integers(0, 60))
def test_age_is_in_when_its_years_are(nato_il, a, b):
    minimo, massimo = sorted((a, b))
    requisito = replace(ETA, minimo=minimo, massimo=massimo)
    dentro = minimo <= anni_compiuti(nato_il, CHIUDE) <= massimo
    assert uno(requisito, Membro(nato_il=nato_il)) == (SI if dentro else NO)


@pytest.mark.parametrize(
    ("comuni", "comune", "verdetto"),
    [
        ((), CREMA, SI),
        ((), "", NO),
        ((), "015146", NO),
        ((), None, DIPENDE),
        ((SORESINA,), SORESINA, SI),
        ((SORESINA,), CREMA, NO),
        ((SORESINA,), None, DIPENDE),
    ],
)
def test_residence_and_seat_in_the_comuni_or_in_the_province(comuni, comune, verdetto):
    vive = Requisito(chiave="vive", tipo=TipoRequisito.RESIDENZA, comuni=comuni)
    sede = Requisito(chiave="sede", tipo=TipoRequisito.SEDE, comuni=comuni)
    assert uno(vive, Membro(comune=comune)) == verdetto
    assert uno(sede, sede=comune, proponente=Proponente.IMPRESA) == verdetto


@pytest.mark.parametrize(
    ("fa", "verdetto"), [(Occupazione.SENZA, SI), (Occupazione.STUDIA, SI), (Occupazione.LAVORA, NO), (None, DIPENDE)]
)
def test_employment(fa, verdetto):
    requisito = Requisito(
        chiave="fa", tipo=TipoRequisito.OCCUPAZIONE, occupazione=(Occupazione.STUDIA, Occupazione.SENZA)
    )
    assert uno(requisito, Membro(occupazione=fa)) == verdetto


@pytest.mark.parametrize(("quanti", "verdetto"), [(2, NO), (3, SI), (6, SI), (7, NO)])
def test_how_many_people(quanti, verdetto):
    requisito = Requisito(chiave="in_tre", tipo=TipoRequisito.COMPOSIZIONE, minimo=3, massimo=6)
    assert uno(requisito, *[Membro()] * quanti) == verdetto


def test_how_long_the_organisation_has_been_there_and_one_application_only():
    da_due = Requisito(chiave="da", tipo=TipoRequisito.DA_QUANTO, minimo=2)
    nascite = (date(2024, 12, 7), date(2024, 12, 8), None)
    assert [uno(da_due, nata_il=una, proponente=Proponente.IMPRESA) for una in nascite] == [SI, NO, DIPENDE]
    sola = Requisito(chiave="sola", tipo=TipoRequisito.UNA_SOLA)
    assert [uno(sola, altra_domanda=una) for una in (False, True, None)] == [SI, NO, DIPENDE]


def test_of_whom_it_is_asked():
    dentro, fuori, ignoto = Membro(comune=CREMA), Membro(comune=""), Membro()
    vive = Requisito(chiave="vive", tipo=TipoRequisito.RESIDENZA)
    presenta = replace(vive, di_chi=DiChi.PRESENTA)
    meta = replace(vive, di_chi=DiChi.QUOTA, quota=50)
    assert [uno(vive, dentro, altro) for altro in (dentro, fuori, ignoto)] == [SI, NO, DIPENDE]
    assert [uno(presenta, altro, fuori) for altro in (dentro, fuori, ignoto)] == [SI, NO, DIPENDE]
    assert [uno(meta, dentro, fuori, altro) for altro in (dentro, fuori, ignoto)] == [SI, NO, DIPENDE]
    assert (uno(meta, dentro, fuori), uno(vive)) == (SI, DIPENDE)


@given(st.integers(1, 100), *[st.integers(0, 20)] * 3)
def test_a_quota_is_sure_only_when_the_unknown_cannot_change_it(quota, si, no, ignoti):
    requisito = Requisito(chiave="x", tipo=TipoRequisito.RESIDENZA, di_chi=DiChi.QUOTA, quota=quota)
    verdetto = decidi(requisito, Conta(si, no, ignoti))
    if si + no + ignoti == 0:
        assert verdetto == DIPENDE
        return
    finali = {decidi(requisito, Conta(si + n, no + ignoti - n)) for n in range(ignoti + 1)}
    assert verdetto == (finali.pop() if len(finali) == 1 else DIPENDE)


def test_where_minors_may_not_apply_no_rule_lets_them_in():
    chi = Chi(proponenti=(Proponente.GRUPPO, Proponente.IMPRESA), requisiti=(ETA,))
    assert [una.minimo for una in requisiti_di(chi, Proponente.GRUPPO)] == [18]
    assert [una.minimo for una in requisiti_di(chi, Proponente.IMPRESA)] == [16]
    assert [una.minimo for una in requisiti_di(replace(chi, minori=True), Proponente.GRUPPO)] == [16]
    presenta = replace(chi, requisiti=(replace(ETA, di_chi=DiChi.PRESENTA),))
    assert [una.minimo for una in requisiti_di(presenta, Proponente.PERSONA)] == [18]
    assert [una.minimo for una in requisiti_di(presenta, Proponente.GRUPPO)] == [18, 16]
    (regola,) = requisiti_di(replace(chi, requisiti=()), Proponente.GRUPPO)
    assert (regola.tipo, regola.minimo, regola.massimo) == (TipoRequisito.ETA, 18, None)


def test_a_rule_is_for_whom_it_says():
    chi = modello("gruppi").chi
    assert [una.chiave for una in requisiti_di(chi, Proponente.GRUPPO)] == ["eta", "in_tre", "provincia", "una_sola"]
    assert [una.chiave for una in requisiti_di(chi, Proponente.ASSOCIAZIONE)] == [
        "eta", "provincia", "sede", "una_sola"
    ]  # fmt: skip


def test_the_whole_is_no_with_one_no_and_depends_with_one_doubt():
    si, no, dipende = (Giudizio(ETA, verdetto) for verdetto in (SI, NO, DIPENDE))
    assert [insieme(tutti) for tutti in ([], [si], [si, dipende], [dipende, no, si])] == [SI, SI, DIPENDE, NO]


# ── On answers ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("requisito", "valore", "quante", "verdetto"),
    [
        (ETA, 16, None, SI),
        (ETA, 15, None, NO),
        (ETA, 36, None, NO),
        (ETA, True, None, SI),
        (ETA, False, None, NO),
        (ETA, None, None, DIPENDE),
        (replace(ETA, di_chi=DiChi.QUOTA, quota=50), 2, 4, SI),
        (replace(ETA, di_chi=DiChi.QUOTA, quota=50), 1, 4, NO),
        (replace(ETA, di_chi=DiChi.QUOTA, quota=50), None, 4, DIPENDE),
        (replace(ETA, di_chi=DiChi.QUOTA, quota=50), 2, None, DIPENDE),
        (Requisito(chiave="eta", tipo=TipoRequisito.COMPOSIZIONE, minimo=3), None, 3, SI),
        (Requisito(chiave="eta", tipo=TipoRequisito.COMPOSIZIONE, minimo=3), None, 2, NO),
        (Requisito(chiave="eta", tipo=TipoRequisito.COMPOSIZIONE, minimo=3), None, None, DIPENDE),
        (Requisito(chiave="eta", tipo=TipoRequisito.DA_QUANTO, minimo=2), 2, None, SI),
        (
            Requisito(chiave="eta", tipo=TipoRequisito.OCCUPAZIONE, occupazione=(Occupazione.STUDIA,)),
            Occupazione.STUDIA,
            None,
            SI,
        ),
        (
            Requisito(chiave="eta", tipo=TipoRequisito.OCCUPAZIONE, occupazione=(Occupazione.STUDIA,)),
            Occupazione.LAVORA,
            None,
            NO,
        ),
    ],
)
def test_an_answer_is_judged_as_the_facts_are(requisito, valore, quante, verdetto):
    chi = Chi(proponenti=(Proponente.GRUPPO,), requisiti=(requisito,), minori=True)
    risposte = Risposte(proponente=Proponente.GRUPPO, quante=quante, valori={"eta": valore})
    assert [uno.verdetto for uno in giudica_risposte(chi, risposte)] == [verdetto]


def test_what_was_not_asked_depends():
    chi = Chi(proponenti=(Proponente.GRUPPO,), requisiti=(ETA,), minori=True)
    assert insieme(giudica_risposte(chi, Risposte(proponente=Proponente.GRUPPO))) == DIPENDE
