"""The rules that are read in a frozen call, and the inputs of which no ranking is made."""

from dataclasses import replace

import msgspec
import pytest

from talenti.base.exceptions import DatoNonAccettato
from tests.factories.thinktown import completa
from tests.thinktown.gara import D, ingressi, regole, scheda, uno
from thinktown import definizione as d
from thinktown.enums import Arrotonda, Inevasa, TipoSpareggio
from thinktown.enums_graduatoria import Insieme, Parziale, Riuso
from thinktown.graduatoria.calcola import graduatoria
from thinktown.graduatoria.dati import Criterio, Quota, Sezione
from thinktown.graduatoria.regole import dal_bando, spareggi
from thinktown.misure import Modello, modello


def settori(*posti, quote=(), sezioni=1, **sezione):
    """A call with a section, or more, and sectors with those places."""
    nomi = ("arte", "cibo", "web")
    return d.Definizione(
        sezioni=tuple(d.Sezione(chiave=f"s{n}", nome=f"S{n}", **sezione) for n in range(sezioni)),
        settori=tuple(d.Settore(chiave=una, posti=n) for una, n in zip(nomi, posti, strict=False)),
        criteri=(d.Criterio(chiave="idea"),),
        graduatoria=d.Graduatoria(quote=quote),
    )


def codice_di(chiamata):
    with pytest.raises(DatoNonAccettato) as errore:
        chiamata()
    return errore.value.codice


@pytest.mark.parametrize("quale", Modello)
def test_every_template_has_rules_from_what_is_stored_of_it(quale):
    detta = completa(quale, posti_di="abc")
    lette = dal_bando(msgspec.json.decode(msgspec.json.encode(d.scrivi(detta))))
    assert lette == dal_bando(detta)
    assert [uno.chiave for uno in lette.criteri] == [uno.chiave for uno in detta.criteri]
    assert [uno.tipo for uno in lette.spareggi][-1] == TipoSpareggio.SORTEGGIO
    assert [una.chiave for una in lette.sezioni] == [una.chiave for una in detta.sezioni]


def test_measure_one_has_two_sections_that_keep_what_they_do_not_use():
    lette = dal_bando(modello(Modello.GRUPPI))
    assert lette.soglia == 60
    assert lette.sezioni == (
        Sezione(chiave="gruppi", nome="A · Gruppi informali", fondi=D(3000), importo_massimo=D(1000)),
        Sezione(chiave="associazioni", nome="B · Associazioni giovanili", fondi=D(15500), importo_massimo=D(3100)),
    )


def test_measure_two_has_a_place_for_each_sector_which_passes_to_the_others():
    sezione = dal_bando(modello(Modello.IMPRESA)).sezioni[0]
    assert (sezione.posti, sezione.fondi, len(sezione.quote)) == (6, None, 6)
    assert {(una.posti, una.fondi, una.avanzi) for una in sezione.quote} == {(1, None, Inevasa.ALTRE)}


def test_a_silent_call_means_what_an_ordinary_one_does_and_what_it_lacks_can_be_said():
    silente = d.Definizione(criteri=(d.Criterio(chiave="idea", nome="Idea", soglia=D(6)),))
    lette = dal_bando(d.scrivi(silente))
    assert lette.criteri == (Criterio(chiave="idea", nome="Idea", massimo=D(10), peso=D(1), soglia=D(6)),)
    assert lette.sezioni == (Sezione(),)
    assert (lette.insieme, lette.tagliate, lette.decimali, lette.arrotonda) == (
        Insieme.MEDIA, 0, 2, Arrotonda.META_SU)  # fmt: skip
    assert (lette.parziale, lette.parte_minima, lette.riuso, lette.fondi) == (Parziale.SALTA, 0, Riuso.SCORRE, None)
    detto = {"insieme": Insieme.SOMMA, "tagliate": 1, "parziale": Parziale.PARTE, "parte_minima": 30}
    altre = dal_bando(replace(silente, graduatoria=d.Graduatoria(riuso=Riuso.COMPLETA, **detto)))
    assert altre == replace(lette, riuso=Riuso.COMPLETA, **detto)
    concordata = replace(silente, graduatoria=d.Graduatoria(concordata=True, **detto))
    assert dal_bando(concordata) == replace(lette, **(detto | {"tagliate": 0}))


def test_the_draw_comes_last_and_once():
    sorteggio, giovani = d.Spareggio(tipo=TipoSpareggio.SORTEGGIO), d.Spareggio(tipo=TipoSpareggio.PIU_GIOVANI)
    assert spareggi(()) == spareggi((sorteggio,)) == spareggi((sorteggio, giovani)) == (sorteggio,)
    assert spareggi((giovani,)) == spareggi((giovani, sorteggio, sorteggio)) == (giovani, sorteggio)


def test_a_quota_says_more_than_the_sector_or_the_section():
    quote = (d.Quota(chiave="arte", posti=2, inevasa=Inevasa.RESTANO), d.Quota(chiave="s0", fondi=D(900)))
    sezione = dal_bando(settori(1, 1, None, quote=quote, posti=5, fondi=D(100))).sezioni[0]
    assert sezione == Sezione(
        chiave="s0", nome="S0", posti=5, fondi=D(900), avanzi=Inevasa.ALTRE,
        quote=(Quota(chiave="arte", posti=2, avanzi=Inevasa.RESTANO), Quota(chiave="cibo", posti=1)),
    )  # fmt: skip


def test_a_section_that_does_not_say_how_much_it_has_has_what_its_quotas_keep():
    quote = (d.Quota(chiave="arte", fondi=D("10.50")), d.Quota(chiave="cibo", posti=0, fondi=D(2)))
    sezione = dal_bando(settori(3, None, quote=quote)).sezioni[0]
    assert (sezione.posti, sezione.fondi) == (3, D("12.50"))
    assert dal_bando(settori(None, None, fondi=D(7))).sezioni[0].quote == ()


def test_a_sector_quota_of_a_call_with_more_sections_stands_in_the_one_that_it_names():
    quote = (d.Quota(chiave="arte", posti=1, sezione="s1"),)
    prima, seconda = dal_bando(settori(None, quote=quote, sezioni=2, posti=4)).sezioni
    assert (prima.quote, seconda.quote) == ((), (Quota(chiave="arte", posti=1),))


def test_quotas_that_nobody_could_apply_are_refused():
    assert codice_di(lambda: dal_bando(settori(3, 3, posti=5))) == "quote_oltre_il_totale"
    denaro = (d.Quota(chiave="arte", fondi=D(10)),)
    assert codice_di(lambda: dal_bando(settori(None, quote=denaro, fondi=D(9)))) == "quote_oltre_il_totale"
    assert codice_di(lambda: dal_bando(settori(1, sezioni=2))) == "quota_di_piu_sezioni"
    with pytest.raises(msgspec.ValidationError):
        dal_bando({"criteri": "nessuno"})


# ── Inputs ────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("concorrenti", "codice"),
    [
        ([uno("x", 5), uno("x", 6)], "doppia"),
        ([uno("x", 5, sezione="altra")], "sezione"),
        ([uno("x", 5, richiesto=D("0.001"))], "richiesto"),
        ([uno("x", 5, richiesto=D(-1))], "richiesto"),
        ([uno("x", 5, richiesto=D("NaN"))], "richiesto"),
        ([uno("x")], "schede"),
        ([uno("x", "100.01")], "punti"),
        ([uno("x", -1)], "punti"),
        ([uno("x", "NaN")], "punti"),
        ([replace(uno("x"), schede=(scheda("m", 5, criteri=("altro",)),))], "punti"),
        ([replace(uno("x"), schede=(scheda("m", 5, 5),))], "punti"),
        ([replace(uno("x"), schede=(scheda("m", 5, criteri=("idea",)),) * 2)], "scheda_doppia"),
    ],
)
def test_what_does_not_hold_together_is_refused_by_name(concorrenti, codice):
    assert codice_di(lambda: graduatoria(ingressi(regole(), *concorrenti))) == codice


IDEA = Criterio(chiave="idea", massimo=D(10))


@pytest.mark.parametrize(
    "storte",
    [
        {"tagliate": -1},
        {"decimali": -1},
        {"parte_minima": 101},
        {"parte_minima": -1},
        {"fondi": D("0.001")},
        {"soglia": D(-1)},
        {"criteri": (IDEA, IDEA)},
        {"criteri": (replace(IDEA, peso=D(-1)),)},
        {"criteri": (replace(IDEA, massimo=D("NaN")),)},
        {"criteri": (replace(IDEA, soglia=D("Infinity")),)},
        {"sezioni": (Sezione(), Sezione())},
        {"sezioni": (Sezione(posti=-1),)},
        {"sezioni": (Sezione(fondi=D("NaN")),)},
        {"sezioni": (Sezione(importo_massimo=D(-1)),)},
        {"sezioni": (Sezione(quote=(Quota(chiave="arte", posti=1), Quota(chiave="arte"))),)},
        {"sezioni": (Sezione(quote=(Quota(chiave="arte", fondi=D("0.005")),)),)},
    ],
)
def test_rules_that_mean_nothing_are_refused(storte):
    assert codice_di(lambda: graduatoria(ingressi(regole(**storte)))) == "regole"


def test_a_criterion_may_weigh_nothing_and_a_threshold_be_zero():
    dette = regole(criteri=(replace(IDEA, peso=D(0), soglia=D(0)),), soglia=D(0))
    assert graduatoria(ingressi(dette, uno("x", 5))).riga("x").posizione == 1


def test_cutting_asks_for_a_sheet_that_stays_and_summing_for_as_many_sheets_each():
    assert codice_di(lambda: graduatoria(ingressi(regole(tagliate=1), uno("x", 5, 6)))) == "schede"
    somme = regole(insieme=Insieme.SOMMA)
    assert codice_di(lambda: graduatoria(ingressi(somme, uno("x", 5, 6), uno("y", 5)))) == "schede_diverse"
    # Who was excluded has no sheets, and need not have any.
    esclusa = replace(uno("y"), esclusa=True)
    assert graduatoria(ingressi(somme, uno("x", 5, 6), esclusa)).riga("x").totale == 11


def test_a_sentence_names_the_application():
    with pytest.raises(DatoNonAccettato) as errore:
        graduatoria(ingressi(regole(), uno("abc")))
    assert str(errore.value.frase) == "Le schede della domanda abc sono troppo poche."
