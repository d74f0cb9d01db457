"""The arithmetic of a row as people read it; the written form and its fingerprints; what changed after."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from django.utils import translation

from tests.thinktown.gara import SORTEGGIO, D, fondi, ingressi, posti, regole, scheda, uno
from thinktown.definizione import Spareggio
from thinktown.enums import Arrotonda, Inevasa, TipoSpareggio
from thinktown.enums_graduatoria import EsitoGraduatoria, Insieme, Parziale, StatoChiamata
from thinktown.graduatoria.calcola import graduatoria
from thinktown.graduatoria.canonico import (
    impronta_ingressi,
    impronta_risultato,
    leggi_ingressi,
    scrivi_ingressi,
    scrivi_risultato,
)
from thinktown.graduatoria.dati import Concorrente, Criterio, Quota, Sezione
from thinktown.graduatoria.differenze import differenze
from thinktown.graduatoria.in_parole import arrotondamento, cambiata, frazione, in_parole, regola
from thinktown.graduatoria.scorrimento import Chiamata, scorri

IDEA = Criterio(chiave="idea", nome="Idea", massimo=D(30), soglia=D(18))
UTILE = Criterio(chiave="utile", massimo=D(30), peso=D("1.5"))
TRE = Concorrente(codice="x", schede=(scheda("m3", 27, 20), scheda("m1", 24, 20), scheda("m2", 25, 20)))


def frasi(dette, *concorrenti, di="x", chiamate=None):
    gara = ingressi(dette, *concorrenti)
    risultato = graduatoria(gara) if chiamate is None else scorri(gara, chiamate).risultato
    suo = next(una for una in concorrenti if una.codice == di)
    return [semplici(frase) for frase in in_parole(dette, suo, risultato.riga(di))]


def semplici(frase):
    """With plain spaces before the sign of the euro."""
    return frase.replace("\u00a0", " ")


# ── In words ──────────────────────────────────────────────────────────────────────────────────────
def test_a_row_says_its_whole_arithmetic():
    assert frasi(regole(criteri=(IDEA, UTILE), soglia=D(50)), TRE) == [
        "Idea: (24 + 25 + 27) : 3 = 25,333…, ne servono almeno 18.",
        "utile: (20 + 20 + 20) : 3 = 20, vale 1,5 volte: 30.",
        "Totale: 25,333… + 30 = 55,333…, arrotondato 55,33, ne servono almeno 50.",
        "È la numero 1: scelta, secondo la graduatoria.",
    ]


def test_sums_cuts_and_what_is_cut_of_a_total():
    dette = regole(criteri=(replace(IDEA, soglia=D(18)),), insieme=Insieme.SOMMA, tagliate=1)
    assert frasi(dette, uno("x", 30, 18, 0, "20.5"))[:2] == [
        "Idea: 18 + 20,5 = 38,5 (tolti il punteggio più alto e il più basso), ne servono almeno 36.",
        "Totale: 38,5.",
    ]
    media = regole(tagliate=2, arrotonda=Arrotonda.GIU, decimali=1)
    assert frasi(media, uno("x", 1, 2, 3, 3, 5, 6, 7))[:2] == [
        "Idea: (3 + 3 + 5) : 3 = 3,666… (tolti i 2 punteggi più alti e i 2 più bassi).",
        "Totale: 3,666…, senza le cifre in più 3,6.",
    ]
    assert frasi(regole(), uno("x", 7))[:2] == ["Idea: 7.", "Totale: 7."]


def test_who_is_not_suitable_reads_which_threshold():
    assert frasi(regole(criteri=(IDEA, UTILE), soglia=D(60)), replace(TRE, schede=(scheda("m", 17, 20),)))[-1] == (
        "Non è idonea: i punti in «Idea» non arrivano alla soglia, il totale non arriva alla soglia."
    )
    assert frasi(regole(), replace(TRE, esclusa=True)) == ["Esclusa prima della valutazione: non ha punti."]


def test_equals_read_what_told_them_apart():
    giovani = Spareggio(tipo=TipoSpareggio.PIU_GIOVANI)
    dette = replace(posti(1), spareggi=(giovani, SORTEGGIO))
    due = (uno("x", 50, giorni_di_eta=8000), uno("y", 50, giorni_di_eta=9000))
    assert frasi(dette, *due)[-2:] == [
        "Ha gli stessi punti di chi la segue, e le sta davanti per questo: età media più bassa.",
        "È la numero 1: scelta, secondo la graduatoria.",
    ]
    assert frasi(dette, *due, di="y")[-2:] == [
        "Ha gli stessi punti di chi la precede, e le sta dietro per questo: età media più bassa.",
        "È la numero 2: idonea, ma posti o fondi sono finiti prima.",
    ]
    per_criterio = [Spareggio(tipo=TipoSpareggio.CRITERIO, criterio=uno) for uno in ("idea", "altro")]
    assert [regola(dette, uno) for uno in per_criterio] == ["più punti in «Idea»", "più punti in «altro»"]


def test_who_is_chosen_reads_from_where_and_how_much():
    quote = (Quota(chiave="arte", nome="Arte e cultura", posti=1),)
    assert frasi(posti(1, *quote), uno("x", 50, settore="arte"))[-1] == (
        "È la numero 1: scelta, con quello che è riservato a «Arte e cultura»."
    )
    sezioni = (Sezione(chiave="s", fondi=D(500), avanzi=Inevasa.ALTRE), Sezione(chiave="t", fondi=D("1000.50")))
    parte = regole(sezioni=sezioni, parziale=Parziale.PARTE)
    assert frasi(parte, uno("x", 50, sezione="t", richiesto=D(3100)))[-1] == (
        "È la numero 1: scelta, con quello che un'altra sezione ha lasciato. "
        "Riceve 1.500,50 € su 3.100 €: di più non ne restava."
    )
    assert frasi(fondi(900), uno("x", 50, richiesto=D(900)))[-1] == (
        "È la numero 1: scelta, secondo la graduatoria. Riceve 900 €."
    )


def test_who_left_reads_that_it_left():
    uscita = [Chiamata(codice="x", stato=StatoChiamata.RINUNCIATA)]
    assert frasi(posti(1), uno("x", 50), chiamate=uscita)[-1] == (
        "È la numero 1. Ha rinunciato o non ha risposto in tempo."
    )


def test_rounding_is_said_once_for_all():
    assert [arrotondamento(regole(decimali=n, arrotonda=come)) for come in Arrotonda for n in (0, 1, 2)] == [
        "I totali si arrotondano a numeri interi, e la metà va verso l'alto.",
        "I totali si arrotondano a 1 cifra dopo la virgola, e la metà va verso l'alto.",
        "I totali si arrotondano a 2 cifre dopo la virgola, e la metà va verso l'alto.",
        "I totali si tagliano a numeri interi.",
        "I totali si tagliano a 1 cifra dopo la virgola.",
        "I totali si tagliano a 2 cifre dopo la virgola.",
    ]


def test_a_number_without_end_never_seems_to_reach_what_it_does_not():
    numeri = [Fraction(17999, 3000), Fraction(1, 8), Fraction(12345), Fraction(1, 3 * 10**9)]
    assert [frazione(dato) for dato in numeri] == ["5,999…", "0,125", "12.345", "0…"]
    infinito = Criterio(chiave="i", nome="I", massimo=D(9))
    assert frasi(regole(criteri=(infinito,)), replace(TRE, schede=_tre("i")))[0] == "I: (1 + 1 + 2) : 3 = 1,333…"


def _tre(chiave):
    return tuple(scheda(f"m{n}", dato, criteri=(chiave,)) for n, dato in enumerate((1, 1, 2)))


def test_numbers_follow_the_language():
    with translation.override("en"):
        assert "25.333…" in frasi(regole(criteri=(IDEA, UTILE)), TRE)[0]


# ── The written form ──────────────────────────────────────────────────────────────────────────────
ROMA = timezone(timedelta(hours=1))
COMPLETA = ingressi(
    regole(criteri=(IDEA, UTILE), sezioni=(Sezione(fondi=D("900.00"), quote=(Quota(chiave="à", posti=1),)),)),
    replace(TRE, inviata_il=datetime(2026, 12, 1, 13, tzinfo=ROMA), giorni_di_eta=9000, richiesto=D("9E+2")),
    replace(TRE, codice="a", esclusa=True, schede=()),
)


def test_two_ways_of_writing_the_same_inputs_have_one_fingerprint():
    altra = replace(
        COMPLETA,
        concorrenti=(
            COMPLETA.concorrenti[1],
            replace(
                COMPLETA.concorrenti[0],
                richiesto=D("900.0"),
                inviata_il=datetime(2026, 12, 1, 12, tzinfo=UTC),
                schede=TRE.schede[::-1],
            ),
        ),
    )
    assert scrivi_ingressi(altra) == scrivi_ingressi(COMPLETA)
    assert impronta_ingressi(replace(altra, seme="altro")) != impronta_ingressi(COMPLETA)


def test_the_form_is_the_one_of_the_first_rankings():
    """Such fingerprints stand in acts: whoever changes them has changed the form, and says so in ``FORMATO``."""
    scritti = json.loads(scrivi_ingressi(COMPLETA))
    assert scritti["formato"] == 1
    assert scritti["concorrenti"][1] == {
        "codice": "x", "esclusa": False, "giorni_di_eta": 9000, "inviata_il": "2026-12-01T12:00:00.000000Z",
        "persone": 1, "richiesto": "900", "sezione": "", "settore": "",
        "schede": [{"chi": f"m{n}", "punti": {"idea": dato, "utile": "20"}}
                   for n, dato in ((1, "24"), (2, "25"), (3, "27"))],
    }  # fmt: skip
    righe = json.loads(scrivi_risultato(graduatoria(COMPLETA)))["righe"]
    assert righe[0]["valori"] == [{"criterio": "idea", "punti": "76/3"}, {"criterio": "utile", "punti": "20/1"}]
    assert (righe[0]["totale"], righe[0]["esito"], righe[0]["importo"]) == ("55.33", "scelta", "900")
    assert [impronta_ingressi(COMPLETA), impronta_risultato(graduatoria(COMPLETA))] == [
        "3c7eafe3429bd148a4147779ee17c80492d5575b8f0ada981178066378f106c3",
        "ed9094191b1051b8776666a4b24b32f90b47375c4510a129d609a27fe9daa1ec",
    ]


def test_what_is_written_is_read_back_and_says_the_same_words():
    riletta = leggi_ingressi(scrivi_ingressi(COMPLETA))
    assert graduatoria(riletta) == graduatoria(COMPLETA)
    riga = graduatoria(riletta).riga("x")
    assert in_parole(riletta.regole, riletta.concorrenti[1], riga) == in_parole(COMPLETA.regole, TRE, riga)


def test_another_form_and_what_has_no_form_are_refused():
    with pytest.raises(ValueError, match="unknown form"):
        leggi_ingressi('{"formato":2}')
    with pytest.raises(TypeError, match="float"):
        scrivi_ingressi(replace(COMPLETA, seme=0.5))
    with pytest.raises(TypeError, match="time zone"):
        scrivi_ingressi(replace(COMPLETA, concorrenti=(replace(TRE, inviata_il=datetime(2026, 12, 1)),)))


# ── What changed ──────────────────────────────────────────────────────────────────────────────────
def test_an_accepted_observation_shows_what_it_moved():
    dette = regole(sezioni=(Sezione(posti=1, fondi=D(500)),))
    soldi = {"richiesto": D(500)}
    gara = ingressi(dette, uno("a", 60, **soldi), uno("b", 55, **soldi), uno("c", 40), uno("z", 1))
    corretta = replace(
        gara, concorrenti=(gara.concorrenti[0], uno("b", "61.5", **soldi), gara.concorrenti[2], uno("n", 0))
    )
    prima, dopo = graduatoria(gara), graduatoria(corretta)
    cambiate = differenze(prima, dopo)
    assert [(una.codice, una.che_cosa) for una in cambiate] == [
        ("b", ("esito", "posizione", "totale", "importo")),
        ("a", ("esito", "posizione", "importo")),
        ("n", ("esito", "posizione", "totale")),
        ("z", ("esito", "posizione", "totale")),
    ]
    assert [semplici(cambiata(una)) for una in cambiate] == [
        (
            "Esito: prima «Idonea, ma posti o fondi sono finiti», adesso «Scelta»; posizione: prima 2, adesso 1; "
            "totale: prima 55, adesso 61,5; somma: prima nessuna, adesso 500 €."
        ),
        (
            "Esito: prima «Scelta», adesso «Idonea, ma posti o fondi sono finiti»; posizione: prima 1, adesso 2; "
            "somma: prima 500 €, adesso nessuna."
        ),
        "Prima non c'era.",
        "Non c'è più.",
    ]
    assert differenze(dopo, dopo) == ()


def test_who_is_let_in_after_all_had_no_total_before():
    gara = ingressi(regole(), replace(uno("a", 5), esclusa=True))
    dopo = graduatoria(ingressi(regole(), uno("a", 5)))
    assert [semplici(cambiata(una)) for una in differenze(graduatoria(gara), dopo)] == [
        (
            "Esito: prima «Esclusa prima della valutazione», adesso «Scelta»; posizione: prima nessuna, adesso 1; "
            "totale: prima nessuno, adesso 5."
        ),
    ]
    assert dopo.riga("a").esito == EsitoGraduatoria.SCELTA
