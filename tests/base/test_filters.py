import django_filters
import pytest
from django.http import QueryDict

from talenti.base.filters import FiltroBase
from talenti.luoghi.models import Comune

pytestmark = pytest.mark.django_db


class FiltroComuni(FiltroBase):
    ambito = django_filters.ChoiceFilter(choices=[("crema", "Crema"), ("casalasco", "Casalasco")])
    residenti = django_filters.NumberFilter(field_name="pop2023", lookup_expr="gte")

    class Meta:
        model = Comune
        fields = ["ambito"]


def filtro(**parametri):
    return FiltroComuni(parametri, queryset=Comune.objects.attivi())


def test_a_good_parameter_filters_and_is_shown_as_active():
    scelto = filtro(ambito="casalasco")

    assert {comune.ambito for comune in scelto.qs} == {"casalasco"}
    assert list(scelto.attivi) == ["ambito"]


@pytest.mark.parametrize("valore", ["Atlantide", "'; DROP TABLE", "\x00", "\ud800", "x" * 10_000])
def test_a_bad_parameter_is_ignored_and_named_while_the_good_ones_hold(valore):
    scelto = filtro(ambito=valore, residenti="30000")

    assert [comune.nome for comune in scelto.qs.order_by("nome")] == ["Crema", "Cremona"]
    assert list(scelto.attivi) == ["residenti"]


def test_without_parameters_everything_is_listed():
    assert FiltroComuni(None, queryset=Comune.objects.attivi()).qs.count() == 113


def test_every_value_of_a_parameter_is_kept_and_the_query_can_be_written_again():
    dati = FiltroComuni(QueryDict("ambito=crema&ambito=casa\x00lasco"), queryset=Comune.objects.attivi()).data

    assert dati.getlist("ambito") == ["crema", "casalasco"]
    assert dati.urlencode() == "ambito=crema&ambito=casalasco"
