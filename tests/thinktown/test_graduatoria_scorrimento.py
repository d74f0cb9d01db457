"""Who is called after somebody has left: step by step, on cases worked out by hand."""

from dataclasses import replace

import pytest

from talenti.base.exceptions import DatoNonAccettato
from tests.thinktown.gara import D, fondi, ingressi, posti, regole, rispondono, scelti, uno
from thinktown.enums import Inevasa
from thinktown.enums_graduatoria import DaDove, EsitoGraduatoria, Parziale, Riuso, StatoChiamata
from thinktown.graduatoria.calcola import graduatoria
from thinktown.graduatoria.dati import Quota, Sezione
from thinktown.graduatoria.scorrimento import Chiamata, chiama, scorri

ARTE, CIBO = Quota(chiave="arte", posti=1), Quota(chiave="cibo", posti=1)


def dopo(gara, **stati):
    """The scroll after those answers to the first calls."""
    return scorri(gara, rispondono(chiama(graduatoria(gara)), **stati))


def nuove(fatto):
    return [(una.codice, una.da_dove, una.importo) for una in fatto.nuove]


def di(settore, **totali):
    return [uno(codice, dato, settore=settore) for codice, dato in totali.items()]


def chiede(codice, totale, euro, **altro):
    return uno(codice, totale, richiesto=D(euro), **altro)


def test_the_first_calls_are_of_who_was_chosen():
    gara = ingressi(fondi(1000), chiede("a", 90, 600), chiede("b", 80, 500))
    assert chiama(graduatoria(gara)) == (Chiamata(codice="a", stato=StatoChiamata.ATTESA, importo=D(600)),)


def test_who_has_a_place_without_money_is_called_for_none():
    gara = ingressi(posti(1), uno("a", 90))
    assert chiama(graduatoria(gara)) == (Chiamata(codice="a", stato=StatoChiamata.ATTESA, importo=D(0)),)


def test_the_place_goes_to_the_next_of_the_same_quota():
    gara = ingressi(posti(2, ARTE, CIBO), *di("cibo", a=90, b=80, c=70), *di("arte", d=30, e=20))
    assert nuove(dopo(gara, d="rinunciata")) == [("e", DaDove.QUOTA, 0)]
    assert nuove(dopo(gara, a="scaduta")) == [("b", DaDove.QUOTA, 0)]
    assert nuove(dopo(gara, a="accettata")) == []


def test_who_has_a_place_of_the_section_moves_into_the_quota_and_leaves_its_own_to_the_next():
    gara = ingressi(posti(2, CIBO), *di("cibo", a=90, b=80), *di("arte", c=70))
    fatto = dopo(gara, a="rinunciata", b="accettata")
    assert nuove(fatto) == [("c", DaDove.SEZIONE, 0)]
    assert fatto.risultato.riga("b").da_dove == DaDove.QUOTA


def test_a_quota_with_nobody_left_passes_its_place_on_or_keeps_it():
    concorrenti = [*di("cibo", a=90, b=80), *di("arte", c=30)]
    assert nuove(dopo(ingressi(posti(2, ARTE, CIBO), *concorrenti), c="rinunciata")) == [("b", DaDove.SEZIONE, 0)]
    chiusa = replace(ARTE, avanzi=Inevasa.RESTANO)
    assert nuove(dopo(ingressi(posti(2, chiusa, CIBO), *concorrenti), c="rinunciata")) == []


def test_several_leave_at_once_and_one_who_was_called_later_leaves_too():
    gara = ingressi(posti(2), *di("", a=90, b=80, c=70, d=60, e=50))
    chiamate = rispondono(chiama(graduatoria(gara)), a="rinunciata", b="scaduta")
    fatto = scorri(gara, chiamate)
    assert scelti(fatto.risultato) == ["c", "d"]
    fatto = scorri(gara, rispondono([*chiamate, *chiama(fatto.risultato)], c="accettata", d="rinunciata"))
    assert [una.codice for una in fatto.nuove] == ["e"]
    assert [(una.codice, una.posizione, una.esito) for una in fatto.risultato.righe] == [
        ("a", 1, EsitoGraduatoria.USCITA),
        ("b", 2, EsitoGraduatoria.USCITA),
        ("c", 3, EsitoGraduatoria.SCELTA),
        ("d", 4, EsitoGraduatoria.USCITA),
        ("e", 5, EsitoGraduatoria.SCELTA),
    ]


# ── Money ─────────────────────────────────────────────────────────────────────────────────────────
SOLDI = (chiede("a", 90, 600), chiede("b", 80, 700), chiede("c", 70, 300), chiede("d", 60, 250))


def test_money_that_comes_back_goes_to_the_best_placed_that_fits_and_undoes_nothing():
    """Afresh, b would have had the 700 and c nothing more than it has: but c was offered its 300, and keeps them."""
    gara = ingressi(fondi(1000), *SOLDI)
    assert scelti(graduatoria(gara)) == ["a", "c"]
    fatto = dopo(gara, a="rinunciata", c="accettata")
    assert nuove(fatto) == [("b", DaDove.SEZIONE, 700)]
    tolta = dopo(ingressi(fondi(990), *SOLDI), a="rinunciata", c="accettata")
    assert nuove(tolta) == [("d", DaDove.SEZIONE, 250)]


def test_where_nobody_is_passed_over_the_next_waits_for_enough_money():
    gara = ingressi(fondi(1190, parziale=Parziale.FERMA), *SOLDI)
    assert scelti(graduatoria(gara)) == ["a"]
    assert nuove(dopo(gara, a="rinunciata")) == [("b", DaDove.SEZIONE, 700), ("c", DaDove.SEZIONE, 300)]


@pytest.mark.parametrize(
    ("riuso", "chiamate", "completate"),
    [
        (Riuso.SCORRE, [("c", DaDove.SEZIONE, 300), ("d", DaDove.SEZIONE, 250)], {}),
        (Riuso.COMPLETA, [("c", DaDove.SEZIONE, 300)], {"b": 700}),
        (Riuso.RESTANO, [], {}),
    ],
)
def test_money_given_up_is_used_again_as_the_call_says(riuso, chiamate, completate):
    gara = ingressi(fondi(1000, parziale=Parziale.PARTE, parte_minima=90, riuso=riuso), *SOLDI[:1],
                    *SOLDI[2:], chiede("b", 80, 700))  # fmt: skip
    # b was given 400 of its 700 by an earlier decision, and a its 600.
    dette = [
        Chiamata(codice="a", stato=StatoChiamata.RINUNCIATA, importo=D(600)),
        Chiamata(codice="b", stato=StatoChiamata.ACCETTATA, importo=D(400)),
    ]
    fatto = scorri(gara, dette)
    assert nuove(fatto) == chiamate
    assert fatto.completate == completate
    assert fatto.risultato.riga("b").importo == completate.get("b", 400)


def test_who_holds_a_part_has_as_much_of_the_rest_as_there_is():
    gara = ingressi(fondi(500, riuso=Riuso.COMPLETA), chiede("a", 90, 600), chiede("b", 80, 700))
    dette = [Chiamata(codice=una, stato=StatoChiamata.ACCETTATA, importo=D(100)) for una in "ab"]
    assert scorri(gara, dette).completate == {"a": 400}
    intero = [replace(dette[0], importo=D(400)), dette[1]]
    assert scorri(gara, intero).completate == {}


def test_what_was_given_once_is_kept_though_it_is_no_longer_there():
    """The money of the call was reduced after the calls: nothing is taken back, and nobody new is called."""
    gara = ingressi(fondi(100), *SOLDI, chiede("e", 10, 0))
    dette = [Chiamata(codice=una, stato=StatoChiamata.ACCETTATA, importo=D(300)) for una in "ac"]
    fatto = scorri(gara, dette)
    assert [(una.codice, una.importo) for una in fatto.risultato.scelte] == [("a", 300), ("c", 300), ("e", 0)]
    assert fatto.risultato.avanzi[0].fondi == 0


def test_what_another_section_gave_is_kept_and_what_it_has_back_goes_on():
    sezioni = (Sezione(chiave="s", posti=2, avanzi=Inevasa.ALTRE), Sezione(chiave="t", posti=1))
    concorrenti = [uno("a", 50, sezione="s"), *(uno(c, n, sezione="t") for c, n in (("b", 90), ("c", 80), ("d", 70)))]
    gara = ingressi(regole(sezioni=sezioni), *concorrenti)
    assert [(una.codice, una.da_dove) for una in graduatoria(gara).scelte] == [
        ("a", DaDove.SEZIONE), ("b", DaDove.SEZIONE), ("c", DaDove.ALTRE),
    ]  # fmt: skip
    assert nuove(dopo(gara, a="rinunciata")) == [("d", DaDove.ALTRE, 0)]
    fatto = dopo(gara, b="rinunciata", c="accettata")
    assert nuove(fatto) == [("d", DaDove.ALTRE, 0)]
    assert fatto.risultato.riga("c").da_dove == DaDove.SEZIONE


# ── What is refused ───────────────────────────────────────────────────────────────────────────────
def test_who_is_not_suitable_is_not_called_and_nobody_is_called_twice():
    gara = ingressi(replace(posti(2), soglia=D(60)), *di("", a=90, b=10), replace(uno("c"), esclusa=True))
    for codice in ("b", "c", "ignoto"):
        with pytest.raises(DatoNonAccettato) as errore:
            scorri(gara, [Chiamata(codice=codice, stato=StatoChiamata.ATTESA)])
        assert errore.value.codice == "chiamata_non_idonea"
        assert str(errore.value.frase) == f"La domanda {codice} è stata chiamata, ma non è fra le idonee."
    with pytest.raises(DatoNonAccettato) as errore:
        scorri(gara, [Chiamata(codice="a", stato=StatoChiamata.ATTESA)] * 2)
    assert errore.value.codice == "chiamata_doppia"
    with pytest.raises(DatoNonAccettato) as errore:
        scorri(ingressi(regole(), uno("a")), [])
    assert errore.value.codice == "schede"
