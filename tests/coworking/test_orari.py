"""When a space is open, and what may be booked: every rule, both Sundays when the clock changes, ends of months."""

from datetime import UTC, date, datetime, time

import pytest

from coworking.enums import Tipo
from coworking.models import Eccezione, Orario
from coworking.orari import Aperture, aperte, e_un_momento, mezzore, momenti, stesso_giorno_del_mese_dopo
from talenti.luoghi.models import Patrono
from tests.factories import coworking, rete
from tests.factories.luoghi import comune

pytestmark = pytest.mark.django_db
LUNEDI = date(2027, 3, 1)
DOMENICA_DI_PRIMAVERA, DOMENICA_D_AUTUNNO = date(2028, 3, 26), date(2028, 10, 29)


@pytest.fixture
def partner():
    return rete.ammesso()


@pytest.fixture
def spazio(partner):
    return coworking.spazio(partner, orari=False)


def apre(spazio, *finestre, giorno=0, **altro):
    for dalle, alle in finestre:
        Orario.objects.create(spazio=spazio, giorno=giorno, dalle=time(*dalle), alle=time(*alle), **altro)


def finestre(spazio, giorno):
    """The windows of a day as wall-clock words."""
    from talenti.base.clock import a_roma

    trovate = Aperture([spazio], giorno, giorno).del_giorno(spazio, giorno)
    return [f"{a_roma(dal):%H:%M}–{a_roma(al):%H:%M}" for dal, al in trovate]


def test_week_of_the_host_is_taken_where_the_space_has_none(partner, spazio):
    coworking.orario(partner, [0], time(9), time(13))
    assert finestre(spazio, LUNEDI) == ["09:00–13:00"]
    assert finestre(spazio, date(2027, 3, 2)) == []


def test_week_of_the_space_takes_the_place_of_the_whole_week_of_the_host(partner, spazio):
    coworking.orario(partner, range(5), time(9), time(13))
    apre(spazio, ((14, 0), (18, 0)), giorno=0)
    assert finestre(spazio, LUNEDI) == ["14:00–18:00"]
    assert finestre(spazio, date(2027, 3, 2)) == []


def test_several_windows_a_day_and_those_that_touch_are_one(spazio):
    apre(spazio, ((14, 0), (18, 0)), ((9, 0), (12, 0)), ((18, 0), (20, 0)))
    assert finestre(spazio, LUNEDI) == ["09:00–12:00", "14:00–20:00"]


def test_window_holds_from_its_first_day_to_the_day_before_its_last(spazio):
    apre(spazio, ((9, 0), (12, 0)), dal=date(2027, 3, 8), al=date(2027, 3, 15))
    assert [finestre(spazio, date(2027, 3, giorno)) for giorno in (1, 8, 15)] == [[], ["09:00–12:00"], []]


def test_holiday_is_closed_unless_a_day_of_its_own_opens(partner, spazio):
    natale = date(2028, 12, 25)
    coworking.orario(partner, range(7))
    assert finestre(spazio, natale) == []
    Eccezione.objects.create(spazio=spazio, dal=natale, al=natale, dalle=time(10), alle=time(12))
    assert finestre(spazio, natale) == ["10:00–12:00"]


def test_patron_day_closes_the_comune_that_has_it(partner, spazio):
    coworking.orario(partner, range(7))
    Patrono.objects.filter(comune=spazio.comune).delete()
    Patrono.objects.create(comune=spazio.comune, mese=3, giorno=1, nome="San Prova", fonte="prova")
    altro = coworking.spazio(partner, nome="Altrove", comune=comune("Cremona"))
    assert (finestre(spazio, LUNEDI), finestre(altro, LUNEDI)) == ([], ["09:00–18:00"])
    assert Aperture([spazio], LUNEDI, LUNEDI).perche_chiuso(spazio, LUNEDI) == "San Prova"


def test_narrower_exception_wins_over_the_wider(partner, spazio):
    coworking.orario(partner, range(7))
    giorno = {"dal": LUNEDI, "al": LUNEDI}
    Eccezione.objects.create(motivo="Tutti", **giorno)
    assert finestre(spazio, LUNEDI) == []
    Eccezione.objects.create(comune=spazio.comune, dalle=time(8), alle=time(9), **giorno)
    assert finestre(spazio, LUNEDI) == ["08:00–09:00"]
    Eccezione.objects.create(partner=partner, motivo="Ferie", **giorno)
    assert finestre(spazio, LUNEDI) == []
    Eccezione.objects.create(spazio=spazio, dalle=time(15), alle=time(16), **giorno)
    assert finestre(spazio, LUNEDI) == ["15:00–16:00"]
    Eccezione.objects.create(spazio=spazio, motivo="Guasto", **giorno)
    assert finestre(spazio, LUNEDI) == []


def test_spring_sunday_has_an_hour_less_and_autumn_sunday_one_more(spazio):
    apre(spazio, ((1, 0), (5, 0)), giorno=6)
    for giorno, quante in ((DOMENICA_DI_PRIMAVERA, 6), (DOMENICA_D_AUTUNNO, 10), (date(2027, 5, 16), 8)):
        ((dal, al),) = Aperture([spazio], giorno, giorno).del_giorno(spazio, giorno)
        istanti = list(mezzore(dal, al))
        assert (len(istanti), len(set(istanti))) == (quante, quante)


def test_same_hour_of_the_wall_is_another_instant_in_july_and_january(spazio):
    apre(spazio, ((9, 0), (13, 0)))
    per_giorno = [
        Aperture([spazio], giorno, giorno).del_giorno(spazio, giorno)[0][0]
        for giorno in (date(2027, 7, 5), date(2027, 1, 11))
    ]
    assert per_giorno == [datetime(2027, 7, 5, 7, tzinfo=UTC), datetime(2027, 1, 11, 8, tzinfo=UTC)]


def quali(spazio, giorno):
    from talenti.base.clock import a_roma

    aperture = Aperture([spazio], giorno, stesso_giorno_del_mese_dopo(giorno))
    return [f"{a_roma(uno.dal):%d/%m %H:%M}–{a_roma(uno.al):%d/%m %H:%M}" for uno in momenti(spazio, giorno, aperture)]


def test_window_over_lunch_is_two_half_days(partner):
    spazio = coworking.spazio(partner, tipo=Tipo.HUB)
    assert quali(spazio, LUNEDI) == ["01/03 09:00–01/03 13:30", "01/03 13:30–01/03 18:00"]


def test_two_windows_are_two_half_days_and_a_short_one_is_not_cut(partner):
    spazio = coworking.spazio(partner, tipo=Tipo.STUDIO, orari=False)
    apre(spazio, ((9, 0), (12, 30)), ((12, 30), (14, 30)))
    assert quali(spazio, LUNEDI) == ["01/03 09:00–01/03 14:30"]


def test_hours_are_whole_from_the_beginning_of_each_window(partner):
    spazio = coworking.spazio(partner, tipo=Tipo.RIUNIONI, orari=False)
    apre(spazio, ((9, 30), (12, 0)), ((14, 0), (15, 0)))
    assert quali(spazio, LUNEDI) == ["01/03 09:30–01/03 10:30", "01/03 10:30–01/03 11:30", "01/03 14:00–01/03 15:00"]


def test_whole_day_goes_from_the_first_window_to_the_last_and_holds_only_the_open_time(partner):
    spazio = coworking.spazio(partner, tipo=Tipo.LABORATORIO, orari=False)
    apre(spazio, ((9, 0), (12, 0)), ((14, 0), (18, 0)))
    assert quali(spazio, LUNEDI) == ["01/03 09:00–01/03 18:00"]
    aperture = Aperture([spazio], LUNEDI, LUNEDI)
    (giornata,) = momenti(spazio, LUNEDI, aperture)
    assert len(aperte(spazio, giornata.dal, giornata.al, aperture)) == 14


@pytest.mark.parametrize(
    ("giorno", "dopo"),
    [
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2027, 12, 15), date(2028, 1, 15)),
        (date(2027, 11, 30), date(2027, 12, 30)),
        (date(2027, 2, 28), date(2027, 3, 28)),
    ],
)
def test_month_later_at_the_ends_of_months(giorno, dopo):
    assert stesso_giorno_del_mese_dopo(giorno) == dopo


def test_span_is_a_chain_of_whole_units_no_longer_than_the_kind_allows(partner):
    spazio = coworking.spazio(partner, tipo=Tipo.RIUNIONI)
    aperture = Aperture([spazio], LUNEDI, LUNEDI)

    def va(dalle, alle):
        dal, al = coworking.alle(LUNEDI, time(*dalle)), coworking.alle(LUNEDI, time(*alle))
        return e_un_momento(spazio, dal, al, aperture)

    assert [va((9, 0), (10, 0)), va((9, 0), (13, 0)), va((17, 0), (18, 0))] == [True, True, True]
    assert [va((9, 0), (14, 0)), va((9, 30), (10, 30)), va((9, 0), (9, 30)), va((17, 0), (19, 0))] == [False] * 4


def test_openings_of_many_spaces_are_three_queries(partner, django_assert_num_queries):
    spazi = [coworking.spazio(partner, nome=f"Spazio {n}") for n in range(3)]
    with django_assert_num_queries(3):
        aperture = Aperture(spazi, LUNEDI, date(2027, 3, 31))
        assert [len(aperture.del_giorno(spazio, LUNEDI)) for spazio in spazi] == [1, 1, 1]
