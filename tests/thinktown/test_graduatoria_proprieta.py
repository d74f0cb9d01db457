"""What is true of every ranking, whatever the rules and the scores: tried on invented ones."""

from collections import Counter
from dataclasses import replace
from decimal import Context, Decimal, localcontext
from itertools import pairwise
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.thinktown.gara import gare
from thinktown.enums import Inevasa
from thinktown.enums_graduatoria import DaDove, EsitoGraduatoria, Parziale, Riuso, StatoChiamata
from thinktown.graduatoria.calcola import graduatoria
from thinktown.graduatoria.canonico import (
    impronta_ingressi,
    impronta_risultato,
    leggi_ingressi,
    scrivi_ingressi,
)
from thinktown.graduatoria.dati import Ingressi
from thinktown.graduatoria.scorrimento import chiama, scorri

CASO = st.integers(0, 10**6)
INFINITO = Decimal("Infinity")
PROVE = settings(max_examples=60, deadline=None)


def mescola(gara, come):
    caso = Random(come)
    concorrenti = [replace(uno, schede=tuple(caso.sample(uno.schede, len(uno.schede)))) for uno in gara.concorrenti]
    caso.shuffle(concorrenti)
    return replace(gara, concorrenti=tuple(concorrenti))


@PROVE
@given(gare(), CASO)
def test_the_order_in_which_things_are_read_does_not_matter(gara, come):
    altra = mescola(gara, come)
    assert graduatoria(altra) == graduatoria(gara)
    assert impronta_ingressi(altra) == impronta_ingressi(gara)


@PROVE
@given(gare(), st.integers(1, 30))
def test_computed_again_from_what_is_written_it_has_the_same_fingerprint(gara, precisione):
    """In another process, with another context of decimals: there is nothing else that it could depend on."""
    prima = impronta_risultato(graduatoria(gara))
    riletta = leggi_ingressi(scrivi_ingressi(gara))
    assert impronta_ingressi(riletta) == impronta_ingressi(gara)
    with localcontext(Context(prec=precisione)):
        assert impronta_risultato(graduatoria(riletta)) == prima
        assert scrivi_ingressi(riletta) == scrivi_ingressi(gara)


@PROVE
@given(gare())
def test_everybody_is_there_once_and_positions_run_from_one(gara):
    righe = graduatoria(gara).righe
    assert sorted(una.codice for una in righe) == sorted(uno.codice for uno in gara.concorrenti)
    for sezione in gara.regole.sezioni:
        sue = [una.posizione for una in righe if una.sezione == sezione.chiave and una.posizione is not None]
        assert sue == list(range(1, len(sue) + 1))
    idonee = (EsitoGraduatoria.SCELTA, EsitoGraduatoria.IDONEA)
    assert all((una.esito in idonee) == (una.posizione is not None) == (not una.sotto and una.totale is not None)
               for una in righe)  # fmt: skip
    totali = [(una.sezione, una.posizione, una.totale) for una in righe if una.posizione]
    assert all(a[2] >= b[2] for a, b in pairwise(totali) if a[0] == b[0])


# ── Quotas ────────────────────────────────────────────────────────────────────────────────────────
def contate(risultato):
    """How many places and how many euro were taken, by section, sector and where they came from."""
    posti, euro = Counter(), Counter()
    for una in risultato.scelte:
        posti[una.sezione, una.settore, una.da_dove] += 1
        euro[una.sezione, una.settore, una.da_dove] += una.importo
    return posti, euro


def somma(conto, **come):
    nomi = ("sezione", "settore", "da")
    return sum(n for chiave, n in conto.items() if all(come.get(k, v) == v for k, v in zip(nomi, chiave, strict=True)))


@PROVE
@given(gare())
def test_no_quota_no_section_and_no_purse_is_ever_exceeded(gara):
    posti, euro = contate(graduatoria(gara))
    regole = gara.regole
    for sezione in regole.sezioni:
        for quota in sezione.quote:
            come = {"sezione": sezione.chiave, "settore": quota.chiave, "da": DaDove.QUOTA}
            assert quota.posti is None or somma(posti, **come) <= quota.posti
            assert quota.fondi is None or somma(euro, **come) <= quota.fondi
        non_passano = len(regole.sezioni) == 1 or all(una.avanzi == Inevasa.RESTANO for una in regole.sezioni)
        if non_passano:
            assert sezione.posti is None or somma(posti, sezione=sezione.chiave) <= sezione.posti
            assert sezione.fondi is None or somma(euro, sezione=sezione.chiave) <= sezione.fondi
    for conto, limiti in (
        (posti, [una.posti for una in regole.sezioni]),
        (euro, [una.fondi for una in regole.sezioni]),
    ):
        assert None in limiti or somma(conto) <= sum(limiti)
    assert regole.fondi is None or somma(euro) <= regole.fondi
    for una in graduatoria(gara).scelte:
        assert una.importo <= una.spettante
        assert una.importo == una.spettante or regole.parziale == Parziale.PARTE


def libero(regole, risultato, riga, cosa):
    """What that application could still have: what is left of its section, less what other quotas keep for good, with
    what other sections leave; the money of the whole call apart."""
    conto = contate(risultato)[cosa == "fondi"]
    resti = {una.sezione: getattr(una, cosa) for una in risultato.avanzi}
    if resti[riga.sezione] is None:
        return INFINITO
    tenuti = sum(
        max(0, getattr(altra, cosa) - somma(conto, settore=altra.chiave))
        for altra in regole.sezione(riga.sezione).quote
        if altra.avanzi == Inevasa.RESTANO and altra.chiave != riga.settore and getattr(altra, cosa) is not None
    )
    altre = (
        resti[una.chiave] or 0 for una in regole.sezioni if una.avanzi == Inevasa.ALTRE and una.chiave != riga.sezione
    )
    return resti[riga.sezione] - tenuti + sum(altre)


@PROVE
@given(gare(), st.sampled_from([Parziale.SALTA, Parziale.PARTE]))
def test_nothing_stays_unused_while_somebody_suitable_may_have_it(gara, parziale):
    regole = replace(gara.regole, parziale=parziale)
    risultato = graduatoria(replace(gara, regole=regole))
    tutto = INFINITO if regole.fondi is None else regole.fondi - sum(una.importo for una in risultato.scelte)
    for una in risultato.righe:
        if una.esito == EsitoGraduatoria.IDONEA:
            serve = una.spettante
            if parziale == Parziale.PARTE and serve:
                serve = max(Decimal("0.01"), serve * regole.parte_minima / 100)
            soldi = min(tutto, libero(regole, risultato, una, "fondi"))
            assert libero(regole, risultato, una, "posti") < 1 or soldi < serve


@PROVE
@given(gare())
def test_what_was_given_and_what_is_left_make_what_there_was(gara):
    risultato = graduatoria(gara)
    for cosa, conto in zip(("posti", "fondi"), contate(risultato), strict=True):
        detti = [getattr(una, cosa) for una in gara.regole.sezioni]
        if None not in detti:
            assert somma(conto) + sum(getattr(una, cosa) for una in risultato.avanzi) == sum(detti)


@PROVE
@given(gare(soldi=False))
def test_in_a_quota_and_in_a_section_the_better_placed_comes_first(gara):
    """Nobody is passed over by somebody of the same sector who is placed behind."""
    righe = [una for una in graduatoria(gara).righe if una.posizione]
    for prima in righe:
        for dopo in righe:
            stessa = (prima.sezione, prima.settore) == (dopo.sezione, dopo.settore)
            if stessa and prima.posizione < dopo.posizione and dopo.esito == EsitoGraduatoria.SCELTA:
                assert prima.esito == EsitoGraduatoria.SCELTA


# ── Scrolling down ────────────────────────────────────────────────────────────────────────────────
def risposte(chiamate, caso):
    """Some of those who wait answer: they accept, give up, or let the day pass."""
    return [
        replace(una, stato=caso.choice(list(StatoChiamata))) if una.stato == StatoChiamata.ATTESA else una
        for una in chiamate
    ]


def va_avanti(gara, come, passi=4):
    """Step by step: the calls before, the answers, and what the scroll made of them."""
    caso, chiamate = Random(come), list(chiama(graduatoria(gara)))
    for _passo in range(passi):
        chiamate = risposte(chiamate, caso)
        fatto = scorri(gara, chiamate)
        yield chiamate, fatto
        chiamate = [replace(una, importo=fatto.completate.get(una.codice, una.importo)) for una in chiamate]
        chiamate += chiama(replace(fatto.risultato, righe=fatto.nuove))


@PROVE
@given(gare(soldi=False, massimo=12), CASO)
def test_with_a_place_each_scrolling_is_computing_afresh_without_those_who_left(gara, come):
    for chiamate, fatto in va_avanti(gara, come):
        usciti = {una.codice for una in chiamate if una.stato in (StatoChiamata.RINUNCIATA, StatoChiamata.SCADUTA)}
        restano = tuple(uno for uno in gara.concorrenti if uno.codice not in usciti)
        da_capo = graduatoria(replace(gara, concorrenti=restano))
        assert [(una.codice, una.da_dove) for una in fatto.risultato.scelte] == [
            (una.codice, una.da_dove) for una in da_capo.scelte
        ]
        assert all(fatto.risultato.riga(codice).esito == EsitoGraduatoria.USCITA for codice in usciti)


@PROVE
@given(gare(massimo=12), CASO, st.sampled_from(Riuso))
def test_nothing_that_was_offered_is_ever_undone(gara, come, riuso):
    gara = replace(gara, regole=replace(gara.regole, riuso=riuso))
    prime = {una.codice: una.posizione for una in graduatoria(gara).righe}
    for chiamate, fatto in va_avanti(gara, come):
        for una in chiamate:
            riga = fatto.risultato.riga(una.codice)
            if una.stato in (StatoChiamata.ATTESA, StatoChiamata.ACCETTATA):
                assert (riga.esito, riga.importo) == (
                    EsitoGraduatoria.SCELTA, fatto.completate.get(una.codice, una.importo))  # fmt: skip
                assert riga.importo >= una.importo
            else:
                assert (riga.esito, riga.importo) == (EsitoGraduatoria.USCITA, None)
        assert {una.codice: una.posizione for una in fatto.risultato.righe} == prime
        if riuso == Riuso.RESTANO:
            assert fatto.nuove == ()


@PROVE
@given(gare(massimo=12), CASO)
def test_scrolling_again_without_a_new_answer_calls_nobody(gara, come):
    for chiamate, fatto in va_avanti(gara, come, passi=2):
        ancora = [*chiamate, *chiama(replace(fatto.risultato, righe=fatto.nuove))]
        assert scorri(gara, ancora).nuove == ()


@PROVE
@given(gare(massimo=12, parziale=Parziale.SALTA), CASO)
def test_with_money_each_addition_is_the_best_placed_that_fits(gara, come):
    """In a section without quotas, against the plainest way of doing it: down the list, whoever fits."""
    regole = gara.regole
    una = replace(regole.sezioni[0], chiave="a", quote=(), avanzi=Inevasa.RESTANO)
    gara = replace(
        gara,
        regole=replace(regole, sezioni=(una,)),
        concorrenti=tuple(replace(uno, sezione="a") for uno in gara.concorrenti),
    )
    for chiamate, fatto in va_avanti(gara, come):
        tenuti = {c.codice: c.importo for c in chiamate if c.stato in (StatoChiamata.ATTESA, StatoChiamata.ACCETTATA)}
        usciti = {c.codice for c in chiamate} - set(tenuti)
        posti = float("inf") if una.posti is None else una.posti - len(tenuti)
        limiti = [limite for limite in (una.fondi, regole.fondi) if limite is not None]
        euro = min(limiti) - sum(tenuti.values()) if limiti else Decimal("Infinity")
        attese = []
        for riga in fatto.risultato.righe:
            chi_aspetta = riga.posizione and riga.codice not in tenuti and riga.codice not in usciti
            if chi_aspetta and posti >= 1 and riga.spettante <= euro:
                attese.append(riga.codice)
                posti, euro = posti - 1, euro - riga.spettante
        assert [riga.codice for riga in fatto.nuove] == attese


# ── Scores ────────────────────────────────────────────────────────────────────────────────────────
@PROVE
@given(gare(), st.data())
def test_a_higher_score_never_lowers_its_own_position_under_the_same_draw(gara, dati):
    assume(any(not uno.esclusa for uno in gara.concorrenti))
    chi = dati.draw(st.sampled_from([uno for uno in gara.concorrenti if not uno.esclusa]))
    quale, chiave = dati.draw(st.integers(0, 2)), dati.draw(st.sampled_from(["idea", "utile"]))
    prima = graduatoria(gara)
    punti = dict(chi.schede[quale].punti)
    punti[chiave] = min(Decimal(10), punti[chiave] + dati.draw(st.sampled_from([Decimal("0.5"), Decimal(5)])))
    schede = tuple(replace(una, punti=punti) if n == quale else una for n, una in enumerate(chi.schede))
    altri = [uno for uno in gara.concorrenti if uno is not chi]
    dopo = graduatoria(Ingressi(regole=gara.regole, concorrenti=(*altri, replace(chi, schede=schede)), seme=gara.seme))
    posizione_prima, posizione_dopo = (una.riga(chi.codice).posizione for una in (prima, dopo))
    assert posizione_prima is None or (posizione_dopo is not None and posizione_dopo <= posizione_prima)
    assert dopo.riga(chi.codice).totale >= prima.riga(chi.codice).totale
