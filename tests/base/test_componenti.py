"""The component mechanism, the field component in its kinds, and the gallery that shows everything."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.forms.renderers import DjangoTemplates, TemplatesSetting
from django.http import Http404
from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines
from django.test import RequestFactory
from django.utils import translation

from talenti.base import grafici
from talenti.base.gallery import galleria
from talenti.base.templatetags import componenti
from talenti.base.widgets import DataInTreCampi

CARTELLA = Path(settings.BASE_DIR) / "templates" / "components"


def disegna(sorgente, **contesto):
    modello = engines["django"].from_string("{% load componenti %}" + sorgente)
    return re.sub(r"\s+", " ", modello.render(contesto)).strip()


class Modulo(forms.Form):
    nome = forms.CharField(label="Nome", help_text="Quello vero.", max_length=80)
    racconto = forms.CharField(label="Racconto", widget=forms.Textarea, max_length=500, required=False)
    nascita = forms.DateField(label="Nascita", widget=DataInTreCampi(nascita=True))
    come = forms.ChoiceField(label="Come", choices=[("a", "Uno"), ("b", "Due")], widget=forms.RadioSelect)
    regole = forms.BooleanField(label="Regole")
    segreto = forms.CharField(widget=forms.HiddenInput, required=False)


# ── The mechanism ─────────────────────────────────────────────────────────────────────────────────


def test_a_component_sees_only_its_props():
    assert disegna('{% componente "passi" passo=1 di=2 %}', titolo="segreto") == '<p class="passi">Passo 1 di 2</p>'


def test_a_container_gives_its_content_to_the_component():
    assert disegna('{% contenitore "barra-fissa" testo="Ore 14:00" %}<b>{{ x }}</b>{% fine %}', x="<i>") == (
        '<div class="barra-fissa"> <p>Ore 14:00</p> <b>&lt;i&gt;</b> </div>'
    )


def test_containers_nest():
    html = disegna('{% contenitore "riquadro" %}a{% contenitore "riquadro" %}b{% fine %}c{% fine %}')
    assert html == '<div class="callout"> a <div class="callout"> b </div> c </div>'


def test_a_prop_is_escaped():
    assert disegna('{% componente "passi" passo=n di=2 %}', n="<script>") == (
        '<p class="passi">Passo &lt;script&gt; di 2</p>'
    )


def test_an_unknown_component_stops_the_page():
    with pytest.raises(TemplateDoesNotExist):
        disegna('{% componente "astronave" %}')


def test_an_undeclared_prop_stops_the_page():
    with pytest.raises(TemplateSyntaxError, match="component 'passi' has no prop colore"):
        disegna('{% componente "passi" passo=1 di=2 colore="rosso" %}')


def test_an_undeclared_prop_is_ignored_in_production(settings):
    settings.COMPONENTI_SEVERI = False
    assert disegna('{% componente "passi" passo=1 di=2 colore="rosso" %}') == '<p class="passi">Passo 1 di 2</p>'


def test_a_component_that_declares_nothing_is_a_mistake():
    with pytest.raises(TemplateSyntaxError, match=r"components/muto\.html does not start with"):
        componenti._props_dichiarate("<p>ciao</p>", "muto")


def test_every_component_declares_its_props_and_shows_no_inline_style_or_script():
    colpevoli = [
        file.name
        for file in sorted(CARTELLA.glob("*.html"))
        if file.name != "mappa.html"
        and (not file.read_text().startswith("{# props:") or re.search(r"\sstyle=|<script|\son\w+=", file.read_text()))
    ]
    assert colpevoli == []


def test_a_button_that_posts_carries_the_token():
    html = disegna(
        '{% componente "bottone" testo="Togli" tipo="link" azione="/via/" %}',
        csrf_token="abc",
    )
    assert html == (
        '<form method="post" action="/via/"><input type="hidden" name="csrfmiddlewaretoken" value="abc">'
        ' <button class="btn btn-link" type="submit"><span>Togli</span> </button> </form>'
    )


def test_a_button_that_cannot_be_pressed_says_why_and_does_not_send():
    html = disegna('{% componente "bottone" testo="Ammetti" url="/x/" motivo="Manca lo statuto." %}')
    assert html == (
        '<button class="btn btn-primary" type="button" aria-disabled="true"><span>Ammetti</span> </button>'
        ' <p class="bottone-motivo">Manca lo statuto.</p>'
    )


# ── Icons ─────────────────────────────────────────────────────────────────────────────────────────


def test_an_icon_is_hidden_from_screen_readers():
    componenti._icone.cache_clear()
    assert disegna('{% componente "icona" nome="carrozzina" %}').startswith(
        '<svg class="icona" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path '
    )


def test_an_unknown_icon_stops_the_page():
    with pytest.raises(TemplateSyntaxError, match="no icon 'unicorno'"):
        disegna('{% componente "icona" nome="unicorno" %}')


def test_before_the_front_end_is_built_words_stand_alone(monkeypatch):
    monkeypatch.setattr(componenti.finders, "find", lambda nome: None)
    componenti._icone.cache_clear()
    assert componenti.tracciato("cerca") == ""
    componenti._icone.cache_clear()


# ── Fields ────────────────────────────────────────────────────────────────────────────────────────


def test_a_field_ties_label_hint_and_error_to_its_control():
    html = disegna('{% componente "campo" campo=f.nome %}', f=Modulo({}))
    assert '<label class="form-label" for="id_nome">Nome</label>' in html
    assert '<div class="form-text" id="id_nome_helptext">Quello vero.</div>' in html
    assert '<div class="errore-campo" id="id_nome_error">' in html
    controllo = re.search(r"<input[^>]*>", html)[0]
    attributi = dict(re.findall(r'([\w-]+)="([^"]*)"', controllo))
    assert attributi == {
        "type": "text",
        "name": "nome",
        "maxlength": "80",
        "class": "form-control",
        "aria-describedby": "id_nome_helptext id_nome_error",
        "aria-invalid": "true",
        "id": "id_nome",
    }


def test_an_optional_field_says_so():
    html = disegna('{% componente "campo" campo=f.racconto %}', f=Modulo())
    assert '<span class="facoltativo">(se vuoi)</span></label>' in html


def test_a_limited_text_is_counted_and_not_cut():
    html = disegna('{% componente "campo" campo=f.racconto %}', f=Modulo())
    area = re.search(r"<textarea[^>]*>", html)[0]
    assert "maxlength" not in area
    assert 'data-massimo="500" data-contatore="id_racconto_conta"' in area
    assert 'id="id_racconto_conta"' in html
    assert "al massimo 500 caratteri" in html


def test_choices_are_a_fieldset_with_a_legend_and_rows():
    html = disegna('{% componente "campo" campo=f.come %}', f=Modulo({"come": "b"}))
    assert html == (
        '<fieldset class="campo"> <legend>Come</legend>'
        ' <div class="scelta"> <input class="form-check-input" type="radio" name="come" value="a" id="id_come_0">'
        ' <label for="id_come_0">Uno</label> </div>'
        ' <div class="scelta"> <input class="form-check-input" type="radio" name="come" value="b"'
        ' id="id_come_1" checked>'
        ' <label for="id_come_1">Due</label> </div> </fieldset>'
    )


def test_the_summary_links_each_error_to_its_control():
    form = Modulo({"nome": "", "come": "a", "regole": "on", "nascita_anno": "1999"})
    form.is_valid()
    form.add_error(None, "Le due date non vanno insieme.")
    assert componenti.errori_del_modulo(form) == [
        {"testo": "Le due date non vanno insieme.", "ancora": ""},
        {"testo": "Questo campo è obbligatorio.", "ancora": "id_nome"},
        {"testo": "Inserisci una data valida.", "ancora": "id_nascita_0"},
    ]


def test_a_bare_form_is_drawn_with_summary_and_fields():
    html = disegna("{{ f }}", f=Modulo({"nome": "Ada"}))
    assert html.count('<div class="campo') + html.count('<fieldset class="campo') == 5
    assert 'class="riepilogo-errori" tabindex="-1" role="alert"' in html
    assert '<a href="#id_come_0">' in html
    assert '<input type="hidden" name="segreto" id="id_segreto">' in html


# ── A date in three fields ────────────────────────────────────────────────────────────────────────


def _nascita(giorno, mese, anno):
    campo = forms.DateField(widget=DataInTreCampi())
    dati = {"n_giorno": giorno, "n_mese": mese, "n_anno": anno}
    return campo.clean(campo.widget.value_from_datadict(dati, {}, "n"))


@pytest.mark.parametrize("scritta", [("31", "3", "1999"), ("31", "03", "1999"), (" 31 ", "3", "1999")])
def test_three_fields_make_one_date(scritta):
    assert _nascita(*scritta) == date(1999, 3, 31)


@pytest.mark.parametrize(
    "scritta",
    [
        ("31", "2", "1999"),
        ("31", "3", "99"),
        ("", "3", "1999"),
        ("5", "", "2005"),
        ("x", "3", "1999"),
        ("1", "1", "²²²²"),
    ],
)
def test_a_date_that_is_not_one_is_refused(scritta):
    with pytest.raises(forms.ValidationError):
        _nascita(*scritta)


def test_an_empty_date_is_empty():
    assert DataInTreCampi().value_from_datadict({}, {}, "n") == ""


def test_what_was_written_is_shown_again():
    html = disegna(
        '{% componente "campo" campo=f.nascita %}',
        f=Modulo({"nascita_giorno": "31", "nascita_mese": "", "nascita_anno": "99"}),
    )
    assert re.findall(r'name="(nascita_\w+)"(?: value="(\w*)")?', html) == [
        ("nascita_giorno", "31"),
        ("nascita_mese", ""),
        ("nascita_anno", "99"),
    ]
    assert re.findall(r'autocomplete="([\w-]+)"', html) == ["bday-day", "bday-month", "bday-year"]


# ── Small helpers ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("nome", "attese"),
    [("Giulia Prova", "GP"), ("Marco Di Esempio", "ME"), ("Ada", "A"), ("", ""), ("3 Amici 4", "A")],
)
def test_initials(nome, attese):
    assert componenti.iniziali(nome) == attese


def test_a_filter_is_taken_off_with_its_page():
    parametri = RequestFactory().get("/?tipo=a&comune=b&page=3").GET
    assert componenti.senza_parametro(parametri, "tipo") == "comune=b"


def test_a_choice_is_shown_by_its_label():
    assert componenti.valore_mostrato(Modulo({"come": "b"})["come"]) == "Due"


# ── Charts ────────────────────────────────────────────────────────────────────────────────────────


def test_bars_are_measured_on_the_longest():
    grafico = grafici.barre([("Crema", 20), ("Soresina", 5)], intestazioni=("Comune", "Partner"))
    assert [voce["lunga"] for voce in grafico.voci] == ["100%", "25%"]
    assert grafico.tabella == [["Crema", "20"], ["Soresina", "5"]]


def test_a_missing_value_breaks_the_line_and_is_not_a_zero():
    grafico = grafici.linee(["gen", "feb", "mar"], [grafici.Serie("Persone", [2, None, 4])], intestazione="Mese")
    linea = grafico.voci[0]
    assert linea.tratti == []
    assert [(p.x, p.y, p.valore) for p in linea.punti] == [("12%", "46.5%", "2"), ("96%", "9%", "4")]
    assert grafico.tabella == [["gen", "2"], ["feb", "–"], ["mar", "4"]]


def test_names_of_near_lines_do_not_lie_on_each_other():
    serie = [grafici.Serie("A", [1, 10]), grafici.Serie("B", [1, 10]), grafici.Serie("C", [1, 1])]
    grafico = grafici.linee(["gen", "feb"], serie, intestazione="Mese")
    assert [linea.nome_y for linea in grafico.voci] == ["9%", "17%", "76.5%"]


def test_an_empty_chart_has_a_scale_and_no_line():
    grafico = grafici.linee([], [grafici.Serie("Persone", [])], intestazione="Mese")
    assert [tacca["testo"] for tacca in grafico.tacche] == ["0", "1", "2"]
    assert grafico.voci[0].ultimo is None


@pytest.mark.parametrize(("massimo", "attesa"), [(0, 2), (2, 2), (3, 4), (9, 10), (31, 40), (100, 100), (101, 200)])
def test_the_top_of_the_scale_is_round(massimo, attesa):
    assert grafici.cima(massimo) == attesa


def test_a_seventh_series_is_refused():
    with pytest.raises(ValueError, match="past six series"):
        grafici.linee(["gen"], [grafici.Serie(str(i), [1]) for i in range(7)], intestazione="Mese")


# ── The gallery ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db
def test_the_gallery_shows_every_component(client):
    risposta = client.get("/galleria/")
    assert risposta.status_code == 200
    usati = {modello.name for modello in risposta.templates}
    tutti = {f"components/{file.name}" for file in CARTELLA.glob("*.html")}
    assert sorted(tutti - usati) == []


@pytest.mark.django_db
def test_the_gallery_shows_the_map_in_every_state(client):
    testo = client.get("/galleria/").content.decode()
    mappe = re.findall(r'<figure class="mappa".*?</figure>', testo, re.S)

    stati = [{stato for stato in ("classe", "assente", "scelta", "link") if f"mappa-{stato}" in uno} for uno in mappe]
    assert stati == [set(), {"scelta"}, {"scelta", "link"}, {"classe", "assente"}]


@pytest.mark.django_db
def test_the_gallery_sets_no_cookie_for_who_only_reads(client):
    assert list(client.get("/galleria/").cookies) == []


def test_the_gallery_is_closed_outside_development(settings, rf):
    settings.MODO = "produzione"
    with pytest.raises(Http404):
        galleria(rf.get("/galleria/"))


@pytest.mark.parametrize(
    "widget",
    [
        forms.TextInput({"class": "a b", "maxlength": 5, "required": True, "disabled": False, "title": "<\"'&>"}),
        forms.Textarea({"data-massimo": 2000, "aria-describedby": False}),
        forms.CheckboxInput({"checked": True}),
        forms.Select({"size": "3"}, choices=[("a", "A")]),
        forms.RadioSelect({"lang": None}, choices=[("a", "A"), ("b", "B")]),
    ],
)
def test_attributes_are_written_as_django_writes_them(widget):
    nostro, suo = (widget.render("nome", "a", renderer=uno()) for uno in (TemplatesSetting, DjangoTemplates))
    assert nostro.split() == suo.split()


def test_cells_are_escaped_and_written_in_the_language_of_the_page():
    righe = [["<b>", Decimal("1234.5"), date(2026, 11, 26)]]
    prima = "{% load componenti %}{% componente 'tabella-schede' didascalia='D' colonne=colonne righe=righe numeri=2 %}"
    dopo = """{% for riga in righe %}<th scope="row">{{ riga.0 }}</th>"""
    dopo += """<td data-voce="&quot;B&quot;" class="numero">{{ riga.1 }}</td>"""
    dopo += """<td data-voce="C" class="numero">{{ riga.2 }}</td>{% endfor %}"""
    tabella, celle = (
        engines["django"].from_string(testo).render({"colonne": ["A", '"B"', "C"], "righe": righe})
        for testo in (prima, dopo)
    )
    assert f"<tr>{celle}</tr>" in tabella


def _due_volte(testo, contesti, lingua="it"):
    modello = engines["django"].from_string("{% load componenti i18n %}" + testo)
    with translation.override(lingua):
        return [modello.render(contesto) for contesto in contesti]


def test_una_volta_disegna_solo_la_prima():
    prima, dopo = _due_volte('{% una_volta "prova" %}{{ n }}{% fine_volta %} {{ n }}', [{"n": 1}, {"n": 2}])

    assert (prima, dopo) == ("1 1", "1 2")


def test_una_volta_ridisegna_quando_cambia_cio_da_cui_dipende():
    testo = '{% una_volta "prova" da %}{{ n }}{% fine_volta %}'

    assert _due_volte(testo, [{"n": 1, "da": "a"}, {"n": 2, "da": "b"}, {"n": 3, "da": "a"}]) == ["1", "2", "1"]


def test_una_volta_per_ogni_lingua():
    testo = '{% una_volta "prova" %}{% translate "Cerca" %}{% fine_volta %}'

    assert (_due_volte(testo, [{}]), _due_volte(testo, [{}], "en")) == (["Cerca"], ["Search"])
