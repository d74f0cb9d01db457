"""From all that is public nobody finds a number of people from 1 to 4: not by difference, not knowing the rules."""

import json
from collections import defaultdict
from datetime import date
from itertools import product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from talenti.base import registries
from talenti.base.fogli import csv_sicuro
from talenti.base.registries import Indicatore, Serie
from talenti.cruscotto import queries
from talenti.cruscotto.enums import Velo
from talenti.cruscotto.fogli import per_macchine, righe_csv
from talenti.cruscotto.queries import Tempo
from talenti.cruscotto.riservatezza import vela

AL = date(2026, 11, 22)
TEMPO = Tempo(date(2026, 1, 1), AL, date(2026, 1, 1))
M, P, T, A = Velo.MOSTRATO, Velo.POCHI, Velo.TACIUTO, Velo.ASSENTE


@pytest.mark.parametrize(
    ("valori", "veli"),
    [
        ([9, 8, 7], [M, M, M]),
        ([9, 3, 8, 7], [M, P, T, M]),
        ([9, 8, 3], [M, T, P]),
        ([9, 0, 3, 8, 7], [M, P, P, T, M]),
        ([9, 3, None, 8, 7], [M, P, A, T, M]),
        ([3, 9], [T, T]),
        ([3, 4], [T, T]),
        ([3, None, 2], [T, A, T]),
        ([4], [T]),
        ([], []),
        ([None, 9], [A, M]),
    ],
)
def test_where_the_total_is_known_a_small_number_takes_its_neighbour_along(valori, veli):
    assert vela(valori, totale_noto=True) == veli


def test_where_the_total_is_nowhere_the_small_numbers_alone_are_kept_back():
    assert vela([9, 3, None, 0], totale_noto=False) == [M, P, A, P]


def uno(chiave, valori, **altro):
    punti = [(f"{chiave}{n}", valore) for n, valore in enumerate(valori)]
    return Indicatore(
        chiave,
        "Prova",
        f"Persone {chiave}",
        lambda dal, al: Serie(punti, al),
        lambda serie: f"In tutto {sum(v or 0 for _e, v in serie.punti)}.",
        unita="persone",
        persone=True,
        totale="persone",
        **altro,
    )


def pubblico(indicatore):
    """All that is read of an indicator: page, chart, table, both files."""
    quadro = queries.quadro(indicatore, TEMPO)
    return {
        "grande": quadro.grande,
        "frase": str(quadro.frase),
        "voci": [(voce["valore"], voce["lunga"]) for voce in quadro.grafico.voci],
        "tabella": quadro.grafico.tabella,
        "csv": csv_sicuro(righe_csv(quadro)).decode("utf-8-sig"),
        "json": json.dumps(per_macchine(quadro)),
    }


@pytest.fixture
def con(monkeypatch):
    def registra(*indicatori):
        monkeypatch.setattr(registries.indicatori, "_voci", {voce.chiave: voce for voce in indicatori})
        return indicatori

    return registra


def test_the_third_state_is_read_everywhere(con):
    (eta,) = con(uno("eta", [31, 3, 8, None]))

    letto = pubblico(eta)

    parole = ["31", "meno di 5", "non mostrato", "dato assente"]
    assert [parola for _voce, parola in letto["tabella"]] == parole
    assert letto["voci"] == list(zip(parole, ["100%", "0%", "0%", "0%"], strict=True))
    assert letto["csv"].splitlines()[-4:] == ["eta0;31", "eta1;meno di 5", "eta2;non mostrato", "eta3;dato assente"]
    assert [(punto["valore"], punto["stato"]) for punto in json.loads(letto["json"])["punti"]] == [
        (31, "mostrato"),
        (None, "pochi"),
        (None, "non_mostrato"),
        (None, "assente"),
    ]
    assert (letto["grande"], letto["frase"]) == ("almeno 31", "Il numero più alto fra quelli mostrati è 31: eta0.")
    assert "Nota;Un numero di persone sotto 5 si legge «meno di 5»" in letto["csv"]


def test_the_page_says_once_why(con, client, db):
    con(uno("eta", [31, 3, 8, 9]), uno("comuni", [40, 2, 9, 9]))
    assert client.get("/indicatori/").content.decode().count("nessuno deve essere riconosciuto") == 1

    con(uno("eta", [31, 9]))
    assert "nessuno deve essere riconosciuto" not in client.get("/indicatori/").content.decode()


def test_parts_of_one_total_are_kept_back_together(con):
    minori, grandi, altri = con(
        *(uno(nome, [n], parte=True) for nome, n in (("minori", 3), ("grandi", 50), ("altri", 9)))
    )

    assert [queries.quadro(parte, TEMPO).punti[0].velo for parte in (minori, grandi, altri)] == [P, T, M]


def test_a_period_tells_no_number_that_another_keeps_back():
    inizi = [date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1)]
    punti = list(zip(("lug", "ott", "gen", "apr"), (20, 3, 30, 40), strict=True))

    def calcola(dal, al):
        da = max(sum(inizio <= dal for inizio in inizi) - 1, 0)
        return Serie(punti[da:], al, inizi=inizi[da:])

    trimestri = Indicatore("t", "Prova", "t", calcola, lambda serie: "", persone=True, totale="persone")

    def veli(dal):
        quadro = queries.quadro(trimestri, Tempo(dal, AL, inizi[0]))
        return {punto.etichetta: punto.velo for punto in quadro.punti}

    assert veli(date(2025, 7, 1)) == {"lug": M, "ott": P, "gen": T, "apr": M}
    # Of this year alone nothing is small; but its first quarter would give back the last of the year before.
    assert veli(date(2026, 1, 1)) == {"gen": T, "apr": M}


# ---- whoever reads everything and knows the rules ----


def visto(valori):
    """What is told of a breakdown, as the reader knows it."""
    return tuple((velo, valore if velo is M else None) for velo, valore in zip(_veli(valori), valori, strict=True))


def _veli(valori):
    return vela(list(valori), totale_noto=True)


def mondi(valori, totale):
    """All the breakdowns of that total that would read the same."""
    letto = visto(valori)
    scelte = [[valore] if velo is M else range(5) if velo is P else range(totale + 1) for velo, valore in letto[:-1]]
    for inizio in product(*scelte):
        ultimo = totale - sum(inizio)
        if ultimo >= 0 and visto((*inizio, ultimo)) == letto:
            yield (*inizio, ultimo)


def possibili(scomposizioni, totale):
    """For each number, the values that it may have in some world where every breakdown reads as it does."""
    # A breakdown told whole gives the total; otherwise some totals around the true one are enough to doubt.
    noto = any(set(_veli(voci)) == {M} for voci in scomposizioni)
    totali = [totale] if noto else range(max(totale - 6, 0), totale + 7)
    trovati = [[set() for _valore in voci] for voci in scomposizioni]
    for ipotesi in totali:
        per_voce = [list(mondi(voci, ipotesi)) for voci in scomposizioni]
        if all(per_voce):
            for dove, casi in zip(trovati, per_voce, strict=True):
                for caso in casi:
                    for insieme, valore in zip(dove, caso, strict=True):
                        insieme.add(valore)
    return trovati


def scomposizioni_di(totale, voci):
    """Every breakdown of a total in so many numbers."""
    if voci == 1:
        return [(totale,)]
    return [(primo, *altri) for primo in range(totale + 1) for altri in scomposizioni_di(totale - primo, voci - 1)]


@pytest.mark.parametrize("voci", [2, 3, 4])
def test_the_total_and_the_rules_leave_more_than_one_value_for_each_small_number(voci):
    """Every breakdown of every total up to twenty: those that read the same never agree on a number from 1 to 4."""
    for totale in range(5, 21):
        uguali = defaultdict(list)
        for valori in scomposizioni_di(totale, voci):
            uguali[visto(valori)].append(valori)
        for mondo in uguali.values():
            svelati = [insieme for posto in zip(*mondo, strict=True) if len(insieme := set(posto)) == 1]
            assert [insieme for insieme in svelati if insieme & {1, 2, 3, 4}] == []


@st.composite
def scomposte(draw):
    """Two or three breakdowns of the same people, small enough to try every world."""
    prima = draw(st.lists(st.integers(0, 9), min_size=1, max_size=4))
    totale = sum(prima)
    tutte = [prima]
    for _altra in range(draw(st.integers(1, 2))):
        tagli = sorted(draw(st.lists(st.integers(0, totale), min_size=0, max_size=3)))
        tutte.append([b - a for a, b in zip([0, *tagli], [*tagli, totale], strict=True)])
    return totale, tutte


@settings(max_examples=150, deadline=None)
@given(scomposte())
def test_nobody_derives_a_small_number_by_difference(caso):
    totale, scomposizioni = caso
    for voci, insiemi in zip(scomposizioni, possibili(scomposizioni, totale), strict=True):
        for valore, insieme in zip(voci, insiemi, strict=True):
            assert valore in insieme
            assert not 1 <= valore <= 4 or len(insieme) > 1


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(valori=st.lists(st.integers(0, 60), min_size=1, max_size=8))
def test_every_form_tells_what_the_veils_tell_and_no_more(con, valori):
    """Two series that read the same under their veils read the same everywhere, whatever lies beneath."""
    veli = _veli(valori)
    altri = [v if velo is M else (v + 1) % 5 if v < 5 else v + 7 for v, velo in zip(valori, veli, strict=True)]
    assume(_veli(altri) == veli)

    assert pubblico(con(uno("eta", valori))[0]) == pubblico(con(uno("eta", altri))[0])
