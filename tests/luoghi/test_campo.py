import pytest
from django import forms

from talenti.luoghi.fields import ComuneField
from talenti.luoghi.models import Comune
from tests.factories.luoghi import comune

pytestmark = pytest.mark.django_db


class Modulo(forms.Form):
    dove = ComuneField()


class Scritto(forms.Form):
    dove = ComuneField(scrivendo=True, required=False)


class Nascita(forms.Form):
    dove = ComuneField(anche_soppressi=True)


@pytest.mark.parametrize("scritto", ["019098", "I849", "Soresina", " soresina "])
def test_field_accepts_name_and_codes(scritto):
    form = Modulo({"dove": scritto})
    assert form.is_valid()
    assert form.cleaned_data == {"dove": comune("Soresina")}


@pytest.mark.parametrize(
    ("scritto", "frase"),
    [
        ("", "Scegli il comune."),
        ("   ", "Scegli il comune."),
        ("Sorezina", "Non conosco il comune «Sorezina». Volevi dire Soresina?"),
        (
            "Ripalta",
            "Non conosco il comune «Ripalta». Volevi dire Ripalta Arpina, Ripalta Guerina o Ripalta Cremasca?",
        ),
        ("Xyz", "Non conosco il comune «Xyz». Scegline uno della provincia di Cremona."),
        ("\x00\ud800\u202eXyz", "Non conosco il comune «Xyz». Scegline uno della provincia di Cremona."),
        ("Piadena", "Piadena non è più un comune dal 2019: scegli Piadena Drizzona."),
        ("Z" * 10**6, f"Non conosco il comune «{'Z' * 40}». Scegline uno della provincia di Cremona."),
        ("<b>", "Non conosco il comune «<b>». Scegline uno della provincia di Cremona."),
    ],
)
def test_field_refuses_with_a_sentence(scritto, frase):
    assert Modulo({"dove": scritto}).errors == {"dove": [frase]}


def test_field_for_birthplaces_knows_suppressed_comuni():
    form = Nascita({"dove": "G536"})
    assert form.is_valid()
    assert form.cleaned_data == {"dove": comune("Piadena")}


def test_select_lists_todays_comuni_in_order():
    valori = [str(codice) for codice, nome in Modulo().fields["dove"].choices]
    assert valori[:3] == ["", "019001", "019002"]
    assert len(valori) == 114


@pytest.mark.parametrize("iniziale", ["pk", "istat", "nome", "oggetto"])
def test_select_shows_the_initial_value_however_given(iniziale):
    soresina = comune("Soresina")
    valore = {"pk": soresina.pk, "istat": soresina.istat, "nome": soresina.nome, "oggetto": soresina}[iniziale]
    assert '<option value="019098" selected>Soresina</option>' in str(Modulo(initial={"dove": valore})["dove"])


def test_typed_field_suggests_names_and_keeps_what_was_typed():
    html = str(Scritto({"dove": "<Xyz"})["dove"])
    assert 'value="&lt;Xyz"' in html
    assert 'list="id_dove-elenco"' in html
    assert html.count("<option") == 113
    assert 'value="Soresina"' in str(Scritto(initial={"dove": comune("Soresina")})["dove"])
    assert Scritto({"dove": ""}).is_valid()


def test_changed_compares_comuni_not_spellings():
    assert not Modulo({"dove": "soresina"}, initial={"dove": comune("Soresina").pk}).has_changed()
    assert Modulo({"dove": "Crema"}, initial={"dove": comune("Soresina")}).has_changed()


def test_queryset_given_limits_the_choice():
    campo = ComuneField(Comune.objects.filter(ambito="casalasco"))
    with pytest.raises(forms.ValidationError):
        campo.clean("Crema")
    assert campo.clean("Gussola") == comune("Gussola")
