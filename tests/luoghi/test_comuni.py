from datetime import UTC, date, datetime
from decimal import Decimal
from math import acos, cos, radians, sin

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from talenti.base.clock import a_quest_ora
from talenti.luoghi.actions import carica_comuni, carica_dopo_migrazione
from talenti.luoghi.distanze import coordinate, distanza_km
from talenti.luoghi.enums import Ambito
from talenti.luoghi.models import Comune, Patrono
from talenti.luoghi.nomi import normalizza, unisci
from tests.factories.luoghi import comune

pytestmark = pytest.mark.django_db


def nomi(righe):
    return [riga.nome for riga in righe]


def test_comuni_loaded_with_the_schema():
    conta = {ambito: Comune.objects.attivi().filter(ambito=ambito).count() for ambito in Ambito}
    assert conta == {Ambito.CREMONA: 47, Ambito.CREMA: 48, Ambito.CASALASCO: 18}
    cremona = comune()
    assert (cremona.istat, cremona.belfiore, cremona.cap) == ("019036", "D150", "26100")
    assert sum(Comune.objects.attivi().values_list("pop2011", flat=True)) == 357_623


def test_loading_again_changes_nothing():
    prima = list(Comune.objects.values().order_by("pk"))
    Comune.objects.filter(nome="Soresina").update(cap="00000")
    assert carica_comuni(apps) == 116
    assert list(Comune.objects.values().order_by("pk")) == prima
    assert Patrono.objects.count() == 2


def test_loading_waits_for_the_tables():
    class SenzaTabelle:
        def get_model(self, app, nome):
            raise LookupError

    carica_dopo_migrazione(apps=SenzaTabelle(), using="default")
    assert Comune.objects.count() == 116


def test_suppressed_comuni_have_a_successor_and_no_figures():
    righe = Comune.objects.filter(valido_al__isnull=False).values_list(
        "belfiore", "nome", "successore__nome", "valido_al", "lat", "pop2023", "cap"
    )
    capodanno = date(2019, 1, 1)
    assert list(righe) == [
        ("B320", "Ca' d'Andrea", "Torre de' Picenardi", capodanno, None, None, ""),
        ("D370", "Drizzona", "Piadena Drizzona", capodanno, None, None, ""),
        ("G536", "Piadena", "Piadena Drizzona", capodanno, None, None, ""),
    ]


@pytest.mark.parametrize(
    ("giorno", "attesi"),
    [(date(2018, 12, 31), ["Drizzona", "Piadena"]), (date(2019, 1, 1), ["Piadena Drizzona"])],
)
def test_attivi_follows_the_day(giorno, attesi):
    assert (
        nomi(Comune.objects.attivi(giorno).filter(ambito="casalasco").da_testo("Drizzona"))
        + nomi(Comune.objects.attivi(giorno).filter(nome__startswith="Piadena"))
        == attesi
    )


def test_attivi_is_today_when_no_day_is_given():
    with a_quest_ora(datetime(2018, 6, 1, 12, tzinfo=UTC)):
        assert Comune.objects.attivi().count() == 115
    assert Comune.objects.attivi().count() == 113


def test_names_sort_word_by_word_without_apostrophes():
    assert nomi(Comune.objects.filter(chiave__startswith="c", ambito="cremona"))[:5] == [
        "Cappella Cantone",
        "Cappella de' Picenardi",
        "Casalbuttano ed Uniti",
        "Casalmorano",
        "Castelverde",
    ]


@pytest.mark.parametrize(
    ("scritto", "parole", "unita"),
    [
        ("Corte de' Frati", "corte de frati", "cortedefrati"),
        ("  ROBECCO   D’OGLIO ", "robecco doglio", "robeccodoglio"),
        ("Città-Àlta", "citta alta", "cittaalta"),
        ("\x00\ud800\u202e", "", ""),
        ("a" * 10**6, "a" * 100, "a" * 100),
    ],
)
def test_normalizza(scritto, parole, unita):
    assert (normalizza(scritto), unisci(scritto)) == (parole, unita)


@pytest.mark.parametrize("scritto", ["Robecco d'Oglio", "robecco d oglio", "ROBECCO D’OGLIO", "h372", "019085"])
def test_da_testo_accepts_every_spelling_and_code(scritto):
    assert nomi(Comune.objects.da_testo(scritto)) == ["Robecco d'Oglio"]


@pytest.mark.parametrize("scritto", ["", "Milano", "\x00", "\ud800", "a" * 10**6, "robecco"])
def test_da_testo_finds_nothing_else(scritto):
    assert nomi(Comune.objects.da_testo(scritto)) == []


def test_cerca_finds_by_letters_and_by_words():
    assert nomi(Comune.objects.cerca("cortesi corte")) == ["Corte de' Cortesi con Cignone"]
    assert nomi(Comune.objects.attivi().cerca("d'adda")) == ["Crotta d'Adda", "Rivolta d'Adda", "Spino d'Adda"]


def test_distanza_known_values():
    assert distanza_km((0, 0), (0, 180)) == pytest.approx(20015.11, abs=0.01)
    assert distanza_km((53.24007, 6.520386), (53.24054, 6.520386)) == pytest.approx(0.0522608, abs=1e-6)
    # The spherical law of cosines is another road to the same arc.
    (a, b), (c, d) = [tuple(map(radians, coordinate(comune(nome)))) for nome in ("Cremona", "Crema")]
    arco = acos(sin(a) * sin(c) + cos(a) * cos(c) * cos(b - d))
    assert distanza_km(comune("Cremona"), comune("Crema")) == pytest.approx(6371.0088 * arco, abs=1e-6)
    assert distanza_km(comune("Cremona"), comune("Crema")) == pytest.approx(37.16, abs=0.01)
    assert distanza_km(comune(), comune()) == 0


def test_distanza_without_coordinates_is_a_mistake():
    with pytest.raises(ValueError, match="Piadena has no coordinates"):
        coordinate(comune("Piadena"))


def test_vicini_nearest_first_with_their_km():
    righe = Comune.objects.vicini(comune(), 6)
    assert [(riga.nome, round(riga.km, 1)) for riga in righe] == [
        ("Cremona", 0.0),
        ("Gerre de' Caprioli", 5.0),
        ("Bonemerse", 5.9),
        ("Malagnino", 5.9),
    ]
    assert nomi(Comune.objects.vicini((Decimal("45.1750"), Decimal("9.8897")), 0.1)) == ["Acquanegra Cremonese"]


def test_vicini_agrees_with_distanza_km():
    crema = comune("Crema")
    for riga in Comune.objects.vicini(crema, 200):
        assert riga.km == pytest.approx(distanza_km(crema, riga), abs=1e-6)


@pytest.mark.parametrize(
    "cambio",
    [
        {"istat": "020001"},
        {"ambito": "milano"},
        {"valido_dal": date(2020, 1, 1), "valido_al": date(2019, 1, 1)},
        {"valido_al": date(2030, 1, 1)},
        {"lat": None},
        {"lat": Decimal("12")},
        {"eta14_17": None},
        {"eta18_35": 10**6},
    ],
)
def test_comune_refuses_what_cannot_be(cambio):
    with pytest.raises(IntegrityError), transaction.atomic():
        Comune.objects.filter(nome="Soresina").update(**cambio)


@pytest.mark.parametrize("cambio", [{"mese": 2, "giorno": 30}, {"mese": 13}, {"giorno": 0}, {"fonte": ""}])
def test_patrono_refuses_what_cannot_be(cambio):
    with pytest.raises(IntegrityError), transaction.atomic():
        Patrono.objects.filter(comune=comune()).update(**cambio)


def test_words_of_the_models():
    assert [str(comune("Crema")), str(comune("Crema").patrono)] == ["Crema", "San Pantaleone, patrono di Crema"]


@pytest.mark.django_db(transaction=True)
def test_comuni_survive_the_emptying_between_transactional_tests():
    assert Comune.objects.count() == 116
