"""Totals, thresholds, rounding, ties and the draw, each on a case worked out by hand."""

import hashlib
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from tests.thinktown.gara import SEME, SORTEGGIO, D, fondi, ingressi, posti, regole, scelti, scheda, uno
from thinktown.definizione import Spareggio
from thinktown.enums import Arrotonda, Inevasa, TipoSpareggio
from thinktown.enums_graduatoria import EsitoGraduatoria, Insieme
from thinktown.graduatoria.calcola import graduatoria
from thinktown.graduatoria.canonico import impronta_ingressi, impronta_per_il_sorteggio
from thinktown.graduatoria.dati import TOTALE, Concorrente, Criterio, Ingressi, Sezione
from thinktown.graduatoria.numeri import arrotonda, centesimi, semplice, somma
from thinktown.graduatoria.spareggi import MancaIlSeme, seme

IDEA = Criterio(chiave="idea", nome="Idea", massimo=D(10))
UTILE = Criterio(chiave="utile", nome="Utilità", massimo=D(10), peso=D("2.5"))
MEZZOGIORNO = datetime(2026, 12, 1, 12, tzinfo=UTC)


def riga(dette, concorrente):
    return graduatoria(ingressi(dette, concorrente)).righe[0]


# ── Numbers ───────────────────────────────────────────────────────────────────────────────────────
def test_sums_lose_no_digit():
    assert somma([D("0.1")] * 3) == Fraction(3, 10)
    assert somma([D("1E-30"), D("1E+30"), D("0.5")]) == Fraction(10**60 + 1, 10**30) + Fraction(1, 2)
    assert somma([]) == 0


@pytest.mark.parametrize(
    ("valore", "decimali", "su", "giu"),
    [
        (Fraction(200, 3), 2, "66.67", "66.66"),
        (Fraction(1, 8), 2, "0.13", "0.12"),
        (Fraction(61, 1), 2, "61.00", "61.00"),
        (Fraction(5, 2), 0, "3", "2"),
        (Fraction(124999, 10**6), 2, "0.12", "0.12"),
        (Fraction(0), 3, "0.000", "0.000"),
    ],
)
def test_half_goes_up_or_what_exceeds_is_cut(valore, decimali, su, giu):
    assert str(arrotonda(valore, decimali, Arrotonda.META_SU)) == su
    assert str(arrotonda(valore, decimali, Arrotonda.GIU)) == giu


def test_money_is_counted_in_whole_cents():
    assert [centesimi(D(dato)) for dato in ("0", "12.3", "1E+3", "0.01")] == [0, 1230, 100_000, 1]
    for storta in ("-0.01", "0.001", "NaN", "Infinity"):
        with pytest.raises(ValueError, match=storta):
            centesimi(D(storta))


def test_a_decimal_is_written_in_one_way():
    scritti = [semplice(D(dato)) for dato in ("7.50", "7.5", "1E+3", "1000", "0.00", "-0", "0.010", "100")]
    assert scritti == ["7.5", "7.5", "1000", "1000", "0", "0", "0.01", "100"]


# ── Totals ────────────────────────────────────────────────────────────────────────────────────────
TRE = Concorrente(codice="x", schede=(scheda("m1", 7, 4), scheda("m2", 8, 4), scheda("m3", 8, 5)))


def test_the_mean_is_weighted_and_rounded_once_at_the_end():
    sua = riga(regole(criteri=(IDEA, UTILE)), TRE)
    assert [valore.punti for valore in sua.valori] == [Fraction(23, 3), Fraction(13, 3)]
    assert sua.totale == D("18.50")
    # 23/3 + 7 · 13/3; each mean rounded first would make 7.7 + 7 · 4.3, hence 37.8.
    assert riga(regole(criteri=(IDEA, replace(UTILE, peso=D(7))), decimali=1), TRE).totale == 38


def test_the_sum_is_of_all_sheets():
    sua = riga(regole(criteri=(IDEA, UTILE), insieme=Insieme.SOMMA), TRE)
    assert [valore.punti for valore in sua.valori] == [23, 13]
    assert sua.totale == D("55.50")


def test_the_highest_and_the_lowest_are_left_out_criterion_by_criterion():
    dette = regole(tagliate=1)
    assert riga(dette, uno("x", 10, 0, 6, 7, 9)).totale == D("7.33")
    assert riga(replace(dette, insieme=Insieme.SOMMA), uno("x", 10, 0, 6, 7, 9)).totale == 22
    assert riga(replace(dette, tagliate=2), uno("x", 10, 0, 6, 7, 9)).totale == 7


def test_a_criterion_is_held_against_its_threshold_with_all_its_digits():
    dette = regole(criteri=(replace(IDEA, soglia=D(6)),), decimali=0)
    sotto = riga(dette, uno("x", "5.99", 6, 6))
    assert (sotto.esito, sotto.sotto, sotto.totale, sotto.posizione) == (
        EsitoGraduatoria.NON_IDONEA,
        ("idea",),
        6,
        None,
    )
    assert riga(dette, uno("x", 5, 6, 7)).posizione == 1


def test_the_total_is_held_against_its_threshold_as_it_is_published():
    dette = regole(soglia=D(6))
    assert riga(dette, uno("x", "5.99", 6, 6)).sotto == ()  # 5.996… is published as 6.00
    assert riga(replace(dette, arrotonda=Arrotonda.GIU), uno("x", "5.99", 6, 6)).sotto == (TOTALE,)
    assert riga(replace(dette, criteri=(replace(IDEA, soglia=D(6)),)), uno("x", 5)).sotto == ("idea", TOTALE)


def test_with_sums_a_threshold_is_for_each_sheet_that_counts():
    dette = regole(criteri=(replace(IDEA, soglia=D(6)),), soglia=D(6), insieme=Insieme.SOMMA, tagliate=1)
    assert riga(dette, uno("x", 0, 6, 6, 10)).sotto == ()
    assert riga(dette, uno("x", 0, 5, 6, 10)).sotto == ("idea", TOTALE)


# ── Ties ──────────────────────────────────────────────────────────────────────────────────────────
def spareggio(tipo, criterio=""):
    return Spareggio(tipo=tipo, criterio=criterio)


CRITERIO, GIOVANI, PRIMA = (
    spareggio(TipoSpareggio.CRITERIO, "utile"),
    spareggio(TipoSpareggio.PIU_GIOVANI),
    spareggio(TipoSpareggio.PRIMA_INVIATA),
)
TUTTI = (CRITERIO, GIOVANI, PRIMA, SORTEGGIO)


def pari(codice, idea=5, utile=5, **altro):
    return Concorrente(codice=codice, schede=(scheda("m", idea, utile),), **altro)


def test_each_rule_decides_only_where_those_before_do_not_and_says_so():
    concorrenti = [
        pari("f", 6, 5),
        pari("e", 4, 6),
        pari("d", giorni_di_eta=16_000, persone=2),
        pari("c", giorni_di_eta=8_001, inviata_il=MEZZOGIORNO),
        pari("b", giorni_di_eta=8_001, inviata_il=MEZZOGIORNO + timedelta(microseconds=1)),
        pari("a"),
    ]
    risultato = graduatoria(ingressi(regole(criteri=(IDEA, replace(UTILE, peso=D(1))), spareggi=TUTTI), *concorrenti))
    assert [(una.codice, una.dopo_per, una.prima_per) for una in risultato.righe] == [
        ("f", None, None), ("e", None, 0), ("d", 0, 1), ("c", 1, 2), ("b", 2, 1), ("a", 1, None),
    ]  # fmt: skip


def test_who_has_no_age_and_no_instant_comes_after_who_has_one():
    dette = regole(criteri=(IDEA, UTILE), spareggi=(GIOVANI, PRIMA, SORTEGGIO))
    concorrenti = [pari("a"), pari("b", inviata_il=MEZZOGIORNO), pari("c", giorni_di_eta=30_000),
                   pari("d", giorni_di_eta=30_000, persone=0)]  # fmt: skip
    righe = graduatoria(ingressi(dette, *concorrenti)).righe
    assert [una.codice for una in righe][:2] == ["c", "b"]
    assert {una.codice for una in righe[2:]} == {"a", "d"}


def test_a_tie_break_on_a_criterion_that_is_not_there_decides_nothing():
    dette = regole(spareggi=(spareggio(TipoSpareggio.CRITERIO, "altro"), SORTEGGIO))
    assert {una.dopo_per for una in graduatoria(ingressi(dette, uno("a", 5), uno("b", 5))).righe} == {None, 1}


def test_the_draw_is_what_anybody_can_do_with_a_command():
    codici = ["aaa", "bbb", "ccc", "ddd"]
    righe = graduatoria(ingressi(regole(), *(uno(codice, 5) for codice in codici))).righe
    assert [una.codice for una in righe] == sorted(
        codici, key=lambda codice: hashlib.sha256(f"{SEME}:{codice}".encode()).hexdigest()
    )
    prima = ingressi(regole(), *(uno(codice, 5) for codice in codici), seme="")
    dato = seme("12 45 7 88 30", impronta_per_il_sorteggio(prima))
    a_mano = f"12 45 7 88 30:{impronta_ingressi(prima)}".encode()
    assert (
        subprocess.run(["sha256sum"], input=a_mano, capture_output=True, check=True).stdout.split()[0] == dato.encode()
    )
    # The seed is not part of what makes the seed.
    assert impronta_per_il_sorteggio(replace(prima, seme=dato)) == impronta_ingressi(prima)


def test_without_a_seed_the_draw_is_asked_for_by_name_and_only_where_it_decides():
    concorrenti = (uno("b", 5), uno("a", 5), uno("c", 7))
    with pytest.raises(MancaIlSeme) as errore:
        graduatoria(ingressi(regole(), *concorrenti, seme=""))
    assert (errore.value.codici, errore.value.codice) == (("a", "b"), "manca_il_seme")
    assert str(errore.value.frase) == "Ci sono domande pari in tutto: serve il sorteggio (a, b)."
    sotto = regole(soglia=D(6))
    assert scelti(graduatoria(ingressi(sotto, *concorrenti, seme=""))) == ["c"]


def test_equals_of_two_sections_need_no_draw_unless_the_sections_touch():
    due = (Sezione(chiave="s", posti=1), Sezione(chiave="t", posti=1))
    concorrenti = (uno("b", 5, sezione="s"), uno("a", 5, sezione="t"))
    assert scelti(graduatoria(ingressi(regole(sezioni=due), *concorrenti, seme=""))) == ["b", "a"]
    cede = (replace(due[0], avanzi=Inevasa.ALTRE), due[1])
    for toccano in (regole(sezioni=cede), regole(sezioni=due, fondi=D(1000))):
        with pytest.raises(MancaIlSeme):
            graduatoria(ingressi(toccano, *concorrenti, seme=""))


def test_who_was_excluded_and_who_is_not_suitable_stand_behind_without_position():
    dette = replace(posti(5), soglia=D(6))
    concorrenti = (replace(uno("a"), esclusa=True), uno("d", 5), uno("c", 3), uno("b", 8))
    righe = graduatoria(ingressi(dette, *concorrenti)).righe
    assert [(una.codice, una.esito, una.posizione, una.totale) for una in righe] == [
        ("b", EsitoGraduatoria.SCELTA, 1, 8),
        ("c", EsitoGraduatoria.NON_IDONEA, None, 3),
        ("d", EsitoGraduatoria.NON_IDONEA, None, 5),
        ("a", EsitoGraduatoria.ESCLUSA, None, None),
    ]


def test_nobody_applied():
    assert graduatoria(Ingressi(regole=fondi(100))).righe == ()
