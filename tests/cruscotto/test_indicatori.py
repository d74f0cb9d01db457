"""Indicators: asked one by one, small numbers of people masked on the page, in the chart and in the file."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from talenti.base import registries
from talenti.base.clock import a_quest_ora
from talenti.base.registries import Indicatore, Serie
from talenti.cruscotto import fogli, queries, registri
from talenti.cruscotto.indicatori import ETA, ISCRIZIONI, eta, iscrizioni
from talenti.cruscotto.queries import Tempo
from tests.factories import rete
from tests.factories.persone import PersonaFactory

ORA = datetime(2026, 11, 22, 10, tzinfo=ZoneInfo("Europe/Rome"))
DAL, AL = date(2026, 1, 1), date(2026, 11, 22)
ANNO = Tempo(DAL, AL, DAL)


def indicatore(punti, chiave="prova.uno", frase=lambda serie: f"In tutto {sum(v for _e, v in serie.punti)}.", **altro):
    return Indicatore(
        chiave=chiave,
        azione=altro.pop("azione", "Prova"),
        titolo=altro.pop("titolo", "Persone che provano"),
        calcola=lambda dal, al: Serie(list(punti), al),
        frase=frase,
        unita="persone",
        **altro,
    )


@pytest.fixture
def con(monkeypatch):
    def solo(*indicatori):
        monkeypatch.setattr(registries.indicatori, "_voci", {uno.chiave: uno for uno in indicatori})

    return solo


@pytest.fixture
def nora(db):
    persona = PersonaFactory()
    rete.capofila(persona)
    return persona


def letto(*argomenti, **altro):
    return queries.quadro(indicatore(*argomenti, **altro), ANNO)


COPERTA = "Il numero più alto fra quelli mostrati è 40: %s."
TUTTA_COPERTA = "I numeri sono ancora piccoli: non li mostriamo, per non far riconoscere nessuno."
MASCHERATI = [("a", 7), ("b", 4), ("c", 0), ("d", 12)]


def test_numbers_of_people_under_five_are_masked_everywhere(con, client, db):
    con(indicatore(MASCHERATI, persone=True))

    pagina = client.get("/indicatori/").content.decode()
    foglio = client.get("/indicatori/prova.uno.csv").content.decode()
    quadro = client.get("/indicatori/").context["azioni"][0].quadri[0]

    assert [(punto.etichetta, punto.parola) for punto in quadro.punti] == [
        ("a", "7"),
        ("b", "meno di 5"),
        ("c", "meno di 5"),
        ("d", "12"),
    ]
    assert quadro.grafico.tabella == [["a", "7"], ["b", "meno di 5"], ["c", "meno di 5"], ["d", "12"]]
    assert [(voce["valore"], voce["lunga"]) for voce in quadro.grafico.voci][1:3] == [("meno di 5", "0%")] * 2
    assert foglio.splitlines()[-4:] == ["a;7", "b;meno di 5", "c;meno di 5", "d;12"]
    # The sum would give the masked numbers back: neither the large number nor the sentence tells it.
    assert (quadro.grande, "23" in pagina, "In tutto" in pagina) == ("almeno 19", False, False)


def test_things_that_are_no_people_are_never_masked():
    quadro = letto(MASCHERATI)

    assert [punto.valore for punto in quadro.punti] == [7, 4, 0, 12]
    assert (quadro.grande, quadro.frase) == ("23", "In tutto 23.")


@pytest.mark.parametrize(
    ("punti", "grande"),
    [
        ([], "0"),
        ([("a", 5), ("b", 1200)], "1.205"),
        ([("a", 4)], "meno di 5"),
        ([("a", 4), ("b", 3)], ""),
        ([("a", 4), ("b", 30)], "almeno 30"),
    ],
)
def test_the_large_number_is_the_sum_of_what_is_shown(punti, grande):
    assert letto(punti, persone=True).grande == grande


@pytest.mark.parametrize(
    ("punti", "frase", "attesa"),
    [
        ([("a", 30), ("b", 40)], "Sono 40.", "Sono 40."),
        ([("a", 3), ("b", 40)], "Sono 40.", "Sono 40."),
        (
            [("a", 3), ("b", 40)],
            "Erano 3, sono 40.",
            COPERTA % "b",
        ),
        (
            [("a", 40), ("b", 3)],
            "Sono poche.",
            COPERTA % "a",
        ),
        (
            [("a", 1), ("b", 3)],
            "Sono 3.",
            TUTTA_COPERTA,
        ),
    ],
)
def test_of_a_state_of_things_the_last_value_counts_and_its_sentence_tells_no_masked_one(
    monkeypatch, punti, frase, attesa
):
    monkeypatch.setattr(registri, "istantanei", {"prova.uno"})

    quadro = letto(punti, persone=True, frase=lambda _serie: frase)

    ultimo = punti[-1][1]
    assert (quadro.frase, quadro.grande) == (attesa, str(ultimo) if ultimo >= 5 else "meno di 5")


def test_who_may_see_people_reads_every_number(con, client, nora):
    con(indicatore(MASCHERATI, persone=True), indicatore([("a", 1)], chiave="prova.interno", pubblico=False))
    client.force_login(nora)

    quadri = client.get("/indicatori/").context["azioni"][0].quadri

    assert [[punto.valore for punto in quadro.punti] for quadro in quadri] == [[7, 4, 0, 12], [1]]
    assert client.get("/indicatori/prova.uno.csv").content.decode().splitlines()[-4:] == ["a;7", "b;4", "c;0", "d;12"]
    assert client.get("/indicatori/prova.interno.csv").status_code == 200


def test_an_internal_indicator_does_not_exist_for_others(con, client, db):
    con(indicatore([("a", 9)], pubblico=False))

    assert client.get("/indicatori/").context["azioni"] == []
    assert client.get("/indicatori/prova.uno.csv").status_code == 404


def test_an_indicator_that_fails_is_named_and_the_others_stay(con, client, db):
    def rotto(_dal, _al):
        raise RuntimeError("no figures today")

    guasto = Indicatore("prova.guasto", "Prova", "Spazi usati", rotto, lambda serie: "")
    con(indicatore([("a", 9)]), guasto)

    risposta = client.get("/indicatori/")

    assert risposta.status_code == 200
    assert [str(titolo) for titolo in risposta.context["azioni"][0].mancano] == ["Spazi usati"]
    assert "calcolare «Spazi usati»" in risposta.content.decode()


def test_figures_are_grouped_by_action(con, client, db):
    con(
        indicatore([("a", 9)], chiave="a.1", azione="Spazi"),
        indicatore([("a", 9)], chiave="b.1", azione="Eventi"),
        indicatore([("a", 9)], chiave="a.2", azione="Spazi"),
    )

    azioni = client.get("/indicatori/").context["azioni"]

    assert [(azione.nome, [q.indicatore.chiave for q in azione.quadri]) for azione in azioni] == [
        ("Spazi", ["a.1", "a.2"]),
        ("Eventi", ["b.1"]),
    ]


def test_an_empty_portal_says_what_will_be_here(con, client, db):
    con()

    assert "Ancora nessun numero" in client.get("/indicatori/").content.decode()


@pytest.mark.parametrize(
    ("periodo", "date_attese"),
    [
        ("anno", (date(2026, 1, 1), date(2026, 11, 22))),
        ("12mesi", (date(2025, 12, 1), date(2026, 11, 22))),
        ("tutto", (date(2026, 1, 1), date(2026, 11, 22))),
    ],
)
def test_the_period_is_chosen_by_link(db, periodo, date_attese):
    with a_quest_ora(ORA):
        assert queries.tempo_di(periodo) == Tempo(*date_attese, date(2025, 12, 1))


def test_twelve_months_in_december_start_with_january(db):
    with a_quest_ora(datetime(2026, 12, 31, 23, 30, tzinfo=ZoneInfo("Europe/Rome"))):
        assert queries.tempo_di("12mesi") == Tempo(date(2026, 1, 1), date(2026, 12, 31), date(2026, 1, 1))


def test_a_period_that_does_not_exist_is_this_year(con, client, db):
    con(indicatore([("a", 9)]))

    assert client.get("/indicatori/?periodo=boh").context["periodo"] == "anno"


def test_the_beginning_is_the_first_act(db):
    with a_quest_ora(datetime(2015, 9, 6, 23, tzinfo=ZoneInfo("UTC"))):
        rete.capofila(PersonaFactory(nato_il=date(1980, 5, 17)))
    with a_quest_ora(ORA):
        assert queries.tempo_di("tutto") == Tempo(date(2015, 9, 7), date(2026, 11, 22), date(2015, 9, 7))


def test_the_period_goes_on_to_the_file(con, client, db):
    con(indicatore([("a", 9)]))

    pagina = client.get("/indicatori/?periodo=12mesi").content.decode()

    assert 'href="/indicatori/prova.uno.csv?periodo=12mesi"' in pagina


def test_dates_make_a_line_and_anything_else_bars():
    mesi = [(f"{mese} 2026", 9) for mese in ("gen", "feb", "mar")]

    assert [letto(punti).grafico.forma for punti in (mesi, mesi[:2], MASCHERATI)] == ["linee", "barre", "barre"]


def test_a_masked_month_breaks_the_line_and_is_said_in_the_table():
    quadro = letto([("gen 2026", 9), ("feb 2026", 3), ("mar 2026", 8), ("apr 2026", 8)], persone=True)

    assert [riga[1] for riga in quadro.grafico.tabella] == ["9", "meno di 5", "8", "8"]
    assert (len(quadro.grafico.voci[0].punti), len(quadro.grafico.voci[0].tratti)) == (3, 1)


def test_a_long_line_shows_some_points_and_the_file_has_them_all(monkeypatch):
    punti = [(f"mese {n} 2026", n) for n in range(130)]
    monkeypatch.setattr(registri, "istantanei", {"prova.uno"})
    quadro = letto(punti)
    disegnati = [riga[0] for riga in quadro.grafico.tabella]

    assert (len(disegnati), disegnati[-1]) == (22, "mese 129 2026")
    assert len(list(fogli.righe_csv(quadro))) == 130 + 5
    assert quadro.confronto == "All’inizio del periodo il numero era 0."


def test_sign_ups_are_counted_by_whole_quarter_in_every_period(db):
    for mese, giorno in ((1, 31), (3, 31), (4, 1), (11, 22)):
        with a_quest_ora(datetime(2026, mese, giorno, 12, tzinfo=ZoneInfo("Europe/Rome"))):
            PersonaFactory()
    with a_quest_ora(datetime(2026, 6, 1, 12, tzinfo=ZoneInfo("Europe/Rome"))):
        chiusa = PersonaFactory()
    chiusa.is_active, chiusa.chiusa_il = False, ORA
    chiusa.save()
    attesi = [("gen–mar 2026", 2), ("apr–giu 2026", 1), ("lug–set 2026", 0), ("ott–dic 2026", 1)]

    inizi = [date(2026, mese, 1) for mese in (1, 4, 7, 10)]
    assert iscrizioni(DAL, AL) == Serie(attesi, AL, inizi=inizi)
    # A period that begins inside a quarter holds the whole of it: the difference of two would unmask it.
    assert iscrizioni(date(2026, 2, 15), AL).punti == attesi
    assert ISCRIZIONI.frase(iscrizioni(DAL, AL)) == "In questo periodo si sono iscritte 4 persone."


def test_ages_are_counted_by_band_on_the_last_day(db):
    for nato_il in (
        date(2012, 11, 22),
        date(2008, 11, 23),
        date(2008, 11, 22),
        date(1990, 11, 23),
        date(1960, 1, 1),
        None,
    ):
        PersonaFactory(nato_il=nato_il)

    serie = eta(DAL, AL)

    assert serie.punti == [("14–17 anni", 2), ("18–24 anni", 1), ("25–35 anni", 1), ("altre età", 1)]
    assert ETA.frase(serie) == "4 persone iscritte su 5 hanno tra 14 e 35 anni."


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_page_costs_the_same_whatever_it_counts(client, db, django_assert_num_queries, quanti):
    for n in range(quanti):
        rete.ammesso(nome=f"Radio {n}", codice_fiscale=("90000000191", "90000000282", "90000000373")[n])
    client.get("/")

    with django_assert_num_queries(7):
        client.get("/indicatori/")
