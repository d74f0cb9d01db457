"""Protocol numbers pasted from a sheet: each line judged, with what is wrong with it, before anything is written."""

from datetime import timedelta

import pytest

from talenti.base.clock import oggi
from tests.factories.registri import protocollata
from tests.factories.thinktown import Ufficio, cominciata, inviata, maggiorenne
from thinktown import actions
from thinktown.actions.protocollo import protocolla_insieme
from thinktown.incollati import controlla
from thinktown.models import Protocollazione
from thinktown.models.bandi import RuoloIncarico

pytestmark = pytest.mark.django_db
SEGNI = "Scrivi il numero come nel registro: cifre, e se servono lettere, punti, barre o trattini."


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


def oggi_scritto(separa="/"):
    giorno = oggi()
    return separa.join((str(giorno.day), f"{giorno.month:02d}", str(giorno.year)))


def letta(bando, da, scritta):
    (riga,) = controlla(bando, scritta, da=da)
    return riga


def test_good_lines_say_what_would_be_written_and_nothing_is(ufficio, bando):
    domande = [inviata(bando) for _n in range(3)]
    testo = f"1; 0012345; {oggi_scritto()}\n\nn. 2;0012346;{oggi().isoformat()}\r\n3 ;0012347 ; {oggi_scritto('.')} ;\n"

    righe = controlla(bando, testo, da=ufficio.scrive)

    assert [(r.n, r.domanda, r.numero, r.data, r.errori, r.avvertenze, r.da_scrivere) for r in righe] == [
        (n, domanda, numero, oggi(), (), (), True)
        for n, domanda, numero in zip((1, 3, 4), domande, ("0012345", "0012346", "0012347"), strict=True)
    ]
    assert Protocollazione.objects.count() == 0
    assert protocolla_insieme([riga.voce for riga in righe], da=ufficio.scrive) == 3


def test_a_sheet_with_tabs_headings_and_quotes(ufficio, bando):
    inviata(bando)
    testo = f'Domanda\tProtocollo\tData\n"1"\t"0012345/{oggi().year}"\t{oggi_scritto("-")}'
    (riga,) = controlla(bando, testo, da=ufficio.scrive)
    assert (riga.n, riga.numero, riga.errori) == (2, f"0012345/{oggi().year}", ())


@pytest.mark.parametrize(
    ("scritta", "errori"),
    [
        ("1;0012345", ["Servono tre colonne: numero della domanda, protocollo, data."]),
        ("1;0012345;{oggi};altro", ["Servono tre colonne: numero della domanda, protocollo, data."]),
        ("x1;0012345;{oggi}", ["Nella prima colonna serve il numero della domanda."]),
        ("1234567890;0012345;{oggi}", ["Nella prima colonna serve il numero della domanda."]),
        ("9;0012345;{oggi}", ["A questo bando non è arrivata una domanda con questo numero."]),
        ("1;0012345;31/2/2026", ["La data non si legge: scrivila come 7/12/2026."]),
        ("1;0012345;2026-13-01", ["La data non si legge: scrivila come 7/12/2026."]),
        ("1;0012345;domani", ["La data non si legge: scrivila come 7/12/2026."]),
        ("1;0012345;7/12/26", ["La data non si legge: scrivila come 7/12/2026."]),
        ("1;;{oggi}", ["Scrivi il numero di protocollo."]),
        (
            "1;=1+1;{oggi}",
            ["Scrivi il numero come nel registro: cifre, e se servono lettere, punti, barre o trattini."],
        ),
        ("1;0012345;{domani}", ["La data del protocollo deve ancora venire."]),
        (
            "0;;x",
            [
                "La data non si legge: scrivila come 7/12/2026.",
                "Scrivi il numero di protocollo.",
            ],
        ),
    ],
)
def test_each_wrong_line_says_all_that_is_wrong_with_it(ufficio, bando, scritta, errori):
    inviata(bando)
    domani = (oggi() + timedelta(days=1)).isoformat()
    riga = letta(bando, ufficio.scrive, scritta.format(oggi=oggi().isoformat(), domani=domani))
    assert (list(riga.errori), riga.da_scrivere) == (errori, False)


def test_a_day_before_the_arrival(ufficio, bando):
    inviata(bando)
    riga = letta(bando, ufficio.scrive, f"1;0012345;{(oggi() - timedelta(days=1)).isoformat()}")
    assert riga.errori[0].startswith("La data è prima dell'arrivo: la domanda è arrivata ")


def test_odd_numbers_are_written_all_the_same(ufficio, bando):
    inviata(bando)
    riga = letta(bando, ufficio.scrive, f"1;77;{oggi().isoformat()}")
    assert (riga.errori, len(riga.avvertenze), riga.da_scrivere) == ((), 1, True)


def test_pasted_again_there_is_nothing_to_do_and_another_number_is_a_mistake(ufficio, bando):
    protocollata(inviata(bando), ufficio.scrive)
    inviata(bando)
    uguale = letta(bando, ufficio.scrive, f"1;0012345;{oggi().isoformat()}")
    assert (uguale.gia, uguale.errori, uguale.da_scrivere) == (True, (), False)
    diversa = letta(bando, ufficio.scrive, f"1;0012346;{oggi().isoformat()}")
    assert diversa.errori[0].startswith("Ha già il numero 0012345 di ")
    presa = letta(bando, ufficio.scrive, f"2;12345/{oggi().year};{oggi().isoformat()}")
    assert presa.errori == ("Questo numero è già della domanda n. 1.",)


def test_a_number_of_another_call_of_the_body_is_told_without_its_application(ufficio, bando):
    inviata(bando)
    protocollata(inviata(ufficio.pubblicato()), ufficio.scrive)
    riga = letta(bando, ufficio.scrive, f"1;0012345;{oggi().isoformat()}")
    assert riga.errori == ("Questo numero è già di una domanda a un altro bando.",)


def test_the_same_application_or_number_twice(ufficio, bando):
    for _n in range(2):
        inviata(bando)
    giorno = oggi().isoformat()
    righe = controlla(bando, f"1;0000001;{giorno}\n1;0000002;{giorno}\n2;1/{oggi().year};{giorno}", da=ufficio.scrive)
    assert [riga.errori for riga in righe] == [(), ("È lo stesso della riga 1.",), ("È lo stesso della riga 1.",)]


def test_a_draft_is_not_there_and_ones_own_is_left_to_others(ufficio, bando):
    cominciata(bando)
    actions.incarica(bando, sua := maggiorenne(), ruolo=RuoloIncarico.ISTRUTTORE, da=ufficio.pubblica)
    inviata(bando, sua)
    riga = letta(bando, sua, f"1;0012345;{oggi().isoformat()}")
    assert riga.errori == ("Di questa domanda fai parte: ci pensa un'altra persona dell'ufficio.",)


@pytest.mark.parametrize("testo", ["", " \n\t\n", ";;\n;;"])
def test_nothing_written_is_no_line(ufficio, bando, testo):
    assert controlla(bando, testo, da=ufficio.scrive) == []


@pytest.mark.parametrize("testo", ["\x00;\x00;\x00", "1;2\x00;3", '"1;2;3', "1;\ud800;3", "é" * 5000, '"' * 999])
def test_hostile_lines_are_lines_with_errors(ufficio, bando, testo):
    assert all(riga.errori for riga in controlla(bando, testo, da=ufficio.scrive))


def test_a_line_with_errors_has_nothing_to_be_written(ufficio, bando):
    with pytest.raises(ValueError, match="nothing to be written"):
        _ = letta(bando, ufficio.scrive, "1;2").voce


@pytest.mark.parametrize("quante", [1, 3])
def test_the_database_is_asked_the_same_however_many_lines(ufficio, bando, quante, django_assert_num_queries):
    for _n in range(quante):
        inviata(bando)
    testo = "\n".join(f"{n};{n:07d};{oggi().isoformat()}" for n in range(1, quante + 1))
    with django_assert_num_queries(5):
        assert [riga.errori for riga in controlla(bando, testo, da=ufficio.scrive)] == [()] * quante
