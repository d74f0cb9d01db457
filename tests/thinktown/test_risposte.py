"""Answers: what is typed, what is kept, what is still missing."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talenti.base.exceptions import DatoNonAccettato
from thinktown import risposte
from thinktown.definizione import Colonna, Condizione, Opzione, Quesito
from thinktown.enums import Misura, TipoQuesito
from thinktown.misure import modello
from thinktown.risposte import Difetto, che_cosa_manca, chiesti, difetto_di, leggi, totali

T = TipoQuesito
OPZIONI = (Opzione(chiave="si", nome="Sì"), Opzione(chiave="no", nome="No"))
TABELLA = Quesito(
    chiave="q",
    tipo=T.TABELLA,
    massimo=2,
    colonne=(Colonna(chiave="voce"), Colonna(chiave="quanto", tipo=T.DENARO, totale=True)),
)


def _quesito(tipo, **campi):
    return Quesito(chiave="q", tipo=tipo, **campi)


@pytest.mark.parametrize(
    ("tipo", "scritto", "valore"),
    [
        (T.TESTO, "  Radio \n Quartiere ", "Radio Quartiere"),
        (T.TESTO, " ", None),
        (T.TESTO_LUNGO, "Una riga.\r\n\r\nUn'altra.", "Una riga.\n\nUn'altra."),
        (T.TESTO_LUNGO, "a\x00b\ud800c", "abc"),
        # A text turned round reads as another one.
        (T.TESTO, "fattura\u202efdp.exe\u2066", "fatturafdp.exe"),
        (T.NUMERO, "1.200", 1200),
        (T.NUMERO, "0", 0),
        (T.NUMERO, "", None),
        (T.DENARO, "1.200,50 €", "1200.50"),
        (T.DENARO, "1200.5", "1200.50"),
        (T.DENARO, "1 200", "1200.00"),
        (T.DENARO, "0", "0.00"),
        (T.DENARO, "", None),
        (T.DATA, "2027-02-28", "2027-02-28"),
        (T.DATA, "2027-3-1", "2027-03-01"),
        (T.DATA, "", None),
        (T.PERSONA, "abc", "abc"),
        (T.FILE, ["x", "y"], ["x", "y"]),
        (T.FILE, [], None),
    ],
)
def test_what_is_typed_is_kept_in_one_form(tipo, scritto, valore):
    assert leggi(_quesito(tipo), scritto) == valore


@pytest.mark.parametrize(
    ("tipo", "scritto", "frase"),
    [
        (T.TESTO, 7, "Qui serve un testo."),
        (T.TESTO_LUNGO, "x" * 20_001, "Il testo è di 20.001 caratteri"),
        (T.NUMERO, "dodici", "Scrivi un numero intero"),
        (T.NUMERO, "1,5", "Scrivi un numero intero"),
        (T.NUMERO, "-3", "Scrivi un numero intero"),
        (T.NUMERO, "9" * 13, "Scrivi un numero intero"),
        (T.DENARO, "1.2.3", "Scrivi una somma in euro"),
        (T.DENARO, "1,234", "Scrivi una somma in euro"),
        (T.DENARO, "=SUM(A1)", "Scrivi una somma in euro"),
        (T.DATA, "2027-02-29", "Questa data non esiste"),
        (T.DATA, "29/02/2028", "Questa data non esiste"),
        (T.DATA, "2028-?-1", "Questa data non esiste"),
        (T.DATA, "27?-3-1", "Questa data non esiste"),
        (T.SCELTA, "forse", "Scegli una delle risposte"),
        (T.SCELTE, ["si", "forse"], "Scegli una delle risposte"),
        (T.SCELTE, "si", "Qui non possiamo tenere"),
        (T.FILE, ["x"] * 61, "Qui non possiamo tenere"),
        (T.TABELLA, [3], "Qui serve una riga della tabella."),
        (T.TABELLA, [{"quanto": "tanto"}], "Scrivi una somma in euro"),
    ],
)
def test_what_cannot_be_kept_says_why_beside_its_field(tipo, scritto, frase):
    quesito = TABELLA if tipo == T.TABELLA else _quesito(tipo, opzioni=OPZIONI)
    with pytest.raises(DatoNonAccettato, match=frase) as errore:
        leggi(quesito, scritto)
    assert errore.value.campo == "q"


def test_choices_are_kept_once_and_in_the_order_of_the_page():
    assert leggi(_quesito(T.SCELTE, opzioni=OPZIONI), ["no", "si", "no"][:2]) == ["si", "no"]
    assert leggi(_quesito(T.SCELTA, opzioni=OPZIONI), "no") == "no"


def test_rows_left_empty_are_not_kept_and_columns_that_are_not_there_are_ignored():
    righe = [{"voce": "Palco", "quanto": "300"}, {"voce": " ", "quanto": ""}, {"voce": "Luci", "intruso": "x"}]
    assert leggi(TABELLA, righe) == [{"voce": "Palco", "quanto": "300.00"}, {"voce": "Luci", "quanto": None}]


SCRITTI = st.text() | st.integers() | st.none() | st.lists(st.text() | st.dictionaries(st.text(), st.text()))


def _esito(quesito, scritto):
    """What is kept, and the field that a refusal names."""
    try:
        return leggi(quesito, scritto), None
    except DatoNonAccettato as errore:
        return None, errore.campo


@given(SCRITTI)
def test_whatever_is_sent_is_kept_as_json_or_refused(scritto):
    for tipo in T:
        valore, campo = _esito(TABELLA if tipo == T.TABELLA else _quesito(tipo, opzioni=OPZIONI), scritto)
        assert json.loads(json.dumps(valore)) == valore
        assert campo in (None, "q")


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_a_sum_written_as_italians_do_is_read_back(somma):
    scritta = f"{somma:,.2f}".translate(str.maketrans(",.", ".,"))
    assert leggi(_quesito(T.DENARO), scritta) == str(somma)


@pytest.mark.parametrize(
    ("quesito", "valore", "frase"),
    [
        (_quesito(T.TESTO), None, "Scrivi una risposta."),
        (_quesito(T.SCELTA), None, "Scegli una risposta."),
        (_quesito(T.FILE), [], "Carica il file."),
        (_quesito(T.PERSONA), "", "Scegli una persona del gruppo."),
        (_quesito(T.TESTO, obbligatorio=False), None, ""),
        (_quesito(T.TESTO, massimo=3), "abc", ""),
        (_quesito(T.TESTO, massimo=3), "abcd", "C'è 1 carattere di troppo."),
        (_quesito(T.TESTO_LUNGO, massimo=3), "abcdef", "Ci sono 3 caratteri di troppo."),
        (_quesito(T.NUMERO, minimo=1), 0, "Il minimo è 1."),
        (_quesito(T.NUMERO, massimo=9), 10, "Il massimo è 9."),
        (_quesito(T.DENARO, massimo=3100), "3100.00", ""),
        (_quesito(T.DENARO, massimo=3100), "3100.01", "Il massimo è 3.100\u00a0€."),
        (_quesito(T.SCELTA, opzioni=OPZIONI), "boh", "Questa risposta non c'è più: scegline un'altra."),
        (_quesito(T.SCELTE, opzioni=OPZIONI), ["si"], ""),
        (TABELLA, [{"voce": "a", "quanto": "1.00"}] * 3, "Le righe sono troppe: al massimo 2."),
        (TABELLA, [{"voce": "a", "quanto": None}], "A una riga manca la cifra."),
        (TABELLA, [{"voce": "a", "quanto": "1.00"}], ""),
        (_quesito(T.DATA), "2027-01-01", ""),
    ],
)
def test_what_is_wrong_with_an_answer_is_one_sentence(quesito, valore, frase):
    assert difetto_di(quesito, valore) == frase


def test_totals_are_exact():
    righe = [{"quanto": "0.10"}, {"quanto": "0.20"}, {"quanto": None}]
    assert totali(TABELLA, righe) == {"quanto": Decimal("0.30")}


def test_an_application_is_asked_what_is_of_its_section_and_what_its_answers_open():
    detta = modello(Misura.GRUPPI)

    def chiavi(date_, sezione):
        return [quesito.chiave for quesito in chiesti(detta, date_, sezione)]

    assert "statuto" not in chiavi({}, "gruppi")
    assert "statuto" in chiavi({}, "associazioni")
    assert "evento" not in chiavi({"occasione": "no"}, "gruppi")
    assert "evento" in chiavi({"occasione": "si"}, "gruppi")
    assert risposte.vale(Condizione(quesito="a", valori=("x",)), {"a": ["y", "x"]})


def test_what_is_missing_is_told_in_the_order_of_the_questions():
    detta = modello(Misura.GRUPPI)
    mancano = che_cosa_manca(detta, {"titolo": "x" * 81, "occasione": "no"}, "gruppi")
    assert mancano[0] == Difetto("titolo", "C'è 1 carattere di troppo.")
    assert [uno.quesito for uno in mancano] == [
        quesito.chiave
        for quesito in chiesti(detta, {"occasione": "no"}, "gruppi")
        if quesito.obbligatorio and quesito.chiave != "occasione"
    ]
