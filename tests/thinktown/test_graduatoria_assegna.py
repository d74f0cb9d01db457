"""Places, money, quotas and what is left, on cases worked out by hand."""

from dataclasses import replace

import pytest

from tests.thinktown.gara import D, fondi, ingressi, posti, regole, scelti, uno
from thinktown.enums import Inevasa
from thinktown.enums_graduatoria import DaDove, Parziale
from thinktown.graduatoria.calcola import graduatoria
from thinktown.graduatoria.dati import Avanzo, Quota, Sezione

ARTE, CIBO = Quota(chiave="arte", posti=1), Quota(chiave="cibo", posti=1)
CHIUSA = replace(ARTE, avanzi=Inevasa.RESTANO)


def in_gara(dette, *concorrenti):
    """Code → from where, euro; then what is left of each section."""
    risultato = graduatoria(ingressi(dette, *concorrenti))
    return {una.codice: (una.da_dove, una.importo) for una in risultato.scelte}, risultato.avanzi


def di(settore, **totali):
    return [uno(codice, dato, settore=settore) for codice, dato in totali.items()]


def chiede(codice, totale, euro, **altro):
    return uno(codice, totale, richiesto=D(euro), **altro)


# ── Places ────────────────────────────────────────────────────────────────────────────────────────
def test_without_a_limit_everybody_suitable_is_chosen():
    dati, avanzi = in_gara(regole(), chiede("a", 1, 10), chiede("b", 2, 20))
    assert dati == {"b": (DaDove.SEZIONE, 20), "a": (DaDove.SEZIONE, 10)}
    assert avanzi == (Avanzo(sezione=""),)


def test_a_sector_has_its_own_place_though_others_have_more_points():
    dati, avanzi = in_gara(posti(2, ARTE, CIBO), *di("cibo", a=90, b=80), *di("arte", c=10))
    assert dati == {"a": (DaDove.QUOTA, 0), "c": (DaDove.QUOTA, 0)}
    assert avanzi == (Avanzo(sezione="", posti=0),)


def test_a_place_that_no_quota_keeps_goes_to_the_best_of_any_sector():
    concorrenti = [*di("cibo", a=90, b=80), *di("arte", c=70, d=20), *di("", e=30)]
    dati, _avanzi = in_gara(posti(3, ARTE), *concorrenti)
    assert dati == {"a": (DaDove.SEZIONE, 0), "b": (DaDove.SEZIONE, 0), "c": (DaDove.QUOTA, 0)}


def test_what_a_quota_leaves_passes_on_or_stays_as_the_call_says():
    concorrenti = di("cibo", a=90, b=80, c=70)
    assert list(in_gara(posti(2, ARTE, CIBO), *concorrenti)[0].items()) == [
        ("a", (DaDove.QUOTA, 0)), ("b", (DaDove.SEZIONE, 0)),
    ]  # fmt: skip
    dati, avanzi = in_gara(posti(2, CHIUSA, CIBO), *concorrenti)
    assert list(dati) == ["a"]
    assert avanzi == (Avanzo(sezione="", posti=1),)


# ── Money ─────────────────────────────────────────────────────────────────────────────────────────
TRE = (chiede("a", 90, 600), chiede("b", 80, 500), chiede("c", 70, 300))


@pytest.mark.parametrize(
    ("parziale", "minima", "avuti", "resta"),
    [
        (Parziale.SALTA, 0, {"a": 600, "c": 300}, 100),
        (Parziale.FERMA, 0, {"a": 600}, 400),
        (Parziale.PARTE, 0, {"a": 600, "b": 400}, 0),
        (Parziale.PARTE, 80, {"a": 600, "b": 400}, 0),
        (Parziale.PARTE, 81, {"a": 600, "c": 300}, 100),
    ],
)
def test_money_that_is_not_enough_for_the_next(parziale, minima, avuti, resta):
    dati, avanzi = in_gara(fondi(1000, parziale=parziale, parte_minima=minima), *TRE)
    assert {codice: importo for codice, (_da, importo) in dati.items()} == avuti
    assert avanzi == (Avanzo(sezione="", fondi=D(resta)),)


def test_the_least_part_is_counted_to_the_cent():
    """Four fifths of 500 are 400: one cent less is not enough for b, and goes to who follows."""
    parte = {"parziale": Parziale.PARTE, "parte_minima": 80}
    assert list(in_gara(fondi("999.99", **parte), *TRE)[0]) == ["a", "c"]
    # Of what does not divide into cents, the part is rounded up: half of 0.05 is 0.03.
    meta = fondi("0.02", parziale=Parziale.PARTE, parte_minima=50)
    assert in_gara(meta, chiede("a", 90, "0.05"))[0] == {}


def test_with_parts_what_is_left_after_the_whole_ones_goes_down_in_order():
    dati, _avanzi = in_gara(fondi("600.01", parziale=Parziale.PARTE), *TRE, chiede("d", 60, 0))
    assert {codice: importo for codice, (_da, importo) in dati.items()} == {"a": 600, "b": D("0.01"), "d": 0}


def test_no_one_has_more_than_the_most_of_its_section():
    sezione = Sezione(fondi=D(1000), importo_massimo=D(400))
    risultato = graduatoria(ingressi(regole(sezioni=(sezione,)), *TRE))
    assert [(una.codice, una.importo, una.spettante) for una in risultato.scelte] == [
        ("a", 400, 400), ("b", 400, 400),
    ]  # fmt: skip


def test_a_place_without_money_and_money_without_a_place_are_not_enough():
    sezione = Sezione(posti=2, fondi=D(700))
    assert scelti(graduatoria(ingressi(regole(sezioni=(sezione,)), *TRE))) == ["a"]
    assert scelti(graduatoria(ingressi(regole(sezioni=(replace(sezione, posti=1, fondi=D(5000)),)), *TRE))) == ["a"]


def test_money_kept_for_a_sector_is_completed_with_what_no_one_keeps():
    arte = Quota(chiave="arte", fondi=D(300), avanzi=Inevasa.RESTANO)
    dette = regole(sezioni=(Sezione(fondi=D(1000), quote=(arte,)),))
    dati, avanzi = in_gara(dette, chiede("a", 90, 500), chiede("b", 80, 500, settore="arte"))
    assert dati == {"a": (DaDove.SEZIONE, 500), "b": (DaDove.SEZIONE, 500)}
    assert avanzi == (Avanzo(sezione="", fondi=D(0)),)
    # What is kept is no one else's, though it is not used.
    assert list(in_gara(dette, chiede("a", 90, 500), chiede("c", 80, 300))[0]) == ["a"]


@pytest.mark.parametrize("avanzi", Inevasa)
def test_a_quota_of_money_alone_takes_no_place_that_another_keeps(avanzi):
    quote = (Quota(chiave="arte", fondi=D(300)), replace(CIBO, posti=2, avanzi=avanzi))
    dette = regole(sezioni=(Sezione(posti=2, fondi=D(900), quote=quote),))
    arte, *cibo = [chiede("a", 90, 300, settore="arte"), *(chiede(c, 80, 300, settore="cibo") for c in "bc")]
    assert set(in_gara(dette, arte, *cibo)[0]) == {"b", "c"}
    # What is left of the places is for others only where the quota lets it go.
    assert set(in_gara(dette, arte, cibo[0])[0]) == ({"a", "b"} if avanzi == Inevasa.ALTRE else {"b"})


def test_stopping_is_of_who_would_take_from_the_same_place():
    quote = (Quota(chiave="arte", fondi=D(300)), Quota(chiave="cibo", fondi=D(300)))
    dette = regole(sezioni=(Sezione(fondi=D(600), quote=quote),), parziale=Parziale.FERMA)
    concorrenti = [chiede("a", 90, 400, settore="arte"), chiede("b", 80, 100, settore="arte"),
                   chiede("c", 70, 200, settore="cibo")]  # fmt: skip
    # c has what is kept for its sector; what is left (400) is enough for a, then 100 less than nothing for b.
    assert in_gara(dette, *concorrenti)[0] == {"a": (DaDove.SEZIONE, 400), "c": (DaDove.QUOTA, 200)}


# ── Sections ──────────────────────────────────────────────────────────────────────────────────────
def due(cede=Inevasa.ALTRE, **altro):
    sezioni = (Sezione(chiave="s", fondi=D(1000), avanzi=cede), Sezione(chiave="t", fondi=D(1000)))
    return regole(sezioni=sezioni, **altro)


DUE = (
    chiede("a", 50, 700, sezione="s"),
    chiede("b", 90, 800, sezione="t"),
    chiede("c", 80, 400, sezione="t"),
    chiede("d", 70, 100, sezione="t"),
)


def test_each_section_has_its_own_ranking_and_keeps_what_it_has():
    risultato = graduatoria(ingressi(due(Inevasa.RESTANO), *DUE))
    assert [(una.codice, una.posizione) for una in risultato.righe] == [("a", 1), ("b", 1), ("c", 2), ("d", 3)]
    assert scelti(risultato) == ["a", "b", "d"]
    assert risultato.avanzi == (Avanzo(sezione="s", fondi=D(300)), Avanzo(sezione="t", fondi=D(100)))


def test_what_a_section_leaves_completes_what_another_has():
    """t has 100 left after b and d; s leaves 300: c, who asks 400, has both."""
    dati, avanzi = in_gara(due(), *DUE)
    assert dati["c"] == (DaDove.ALTRE, 400)
    assert avanzi == (Avanzo(sezione="s", fondi=D(0)), Avanzo(sezione="t", fondi=D(0)))


def test_what_is_ones_own_is_used_before_what_others_leave():
    piu = replace(due(), sezioni=(replace(due().sezioni[0], posti=4, fondi=D(1500)), due().sezioni[1]))
    dati, avanzi = in_gara(piu, *DUE)
    assert dati["c"] == (DaDove.ALTRE, 400)
    # c asked 400: t had 100, s gives 300 of its 800, and none of its places, of which t has no limit.
    assert avanzi == (Avanzo(sezione="s", posti=3, fondi=D(500)), Avanzo(sezione="t", fondi=D(0)))


def test_a_part_is_given_with_what_another_section_leaves_too():
    dati, _avanzi = in_gara(due(parziale=Parziale.PARTE), *DUE[:2], chiede("c", 80, 900, sezione="t"))
    assert dati["c"] == (DaDove.ALTRE, 500)
    solo_sua, _avanzi = in_gara(due(Inevasa.RESTANO, parziale=Parziale.PARTE), *DUE)
    assert solo_sua["c"] == (DaDove.SEZIONE, 200)
    assert "d" not in solo_sua


def test_places_of_one_section_are_no_money_of_another():
    sezioni = (Sezione(chiave="s", posti=3, avanzi=Inevasa.ALTRE), Sezione(chiave="t", posti=1, fondi=D(1000)))
    dati, avanzi = in_gara(regole(sezioni=sezioni), *DUE)
    # s leaves two places and no money, of which it has no limit of its own: d has one of the places, with t's money.
    assert dati == {"a": (DaDove.SEZIONE, 700), "b": (DaDove.SEZIONE, 800), "d": (DaDove.ALTRE, 100)}
    assert avanzi == (Avanzo(sezione="s", posti=1), Avanzo(sezione="t", posti=0, fondi=D(100)))


def test_the_money_of_the_whole_call_is_the_last_limit():
    sezioni = (Sezione(chiave="s"), Sezione(chiave="t", fondi=D(5000)))
    dati, _avanzi = in_gara(regole(sezioni=sezioni, fondi=D(1300)), *DUE)
    assert {codice: importo for codice, (_da, importo) in dati.items()} == {"b": 800, "c": 400, "d": 100}
    # Who waits for the money of the whole call stops those of the other sections too.
    piccola = chiede("e", 40, 50, sezione="s")
    assert list(in_gara(regole(sezioni=sezioni, fondi=D(1250)), *DUE, piccola)[0]) == ["e", "b", "c"]
    fermi = regole(sezioni=sezioni, fondi=D(1250), parziale=Parziale.FERMA)
    assert list(in_gara(fermi, *DUE, piccola)[0]) == ["b", "c"]
