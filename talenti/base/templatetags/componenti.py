"""Components: ``{% componente "bottone" testo=… %}`` and ``{% contenitore "riquadro" … %}…{% fine %}``.

Each is one partial in ``templates/components/``. It sees the props it was given, ``request`` and
``csrf_token``, and nothing else of the page, so that a component means the same wherever it stands.
Its first line is ``{# props: nome, altro #}``: a prop that is not there is a mistake of the page.
"""

import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.forms import BoundField, TextInput
from django.template import Context, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token, render_value_in_context
from django.urls import get_urlconf
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from talenti.base.memoria import tieni

register = template.Library()

_DICHIARAZIONE = re.compile(r"\A\{# props:\s*(.*?)\s*#\}")


@lru_cache(maxsize=256)
def _props_dichiarate(sorgente: str, nome: str) -> frozenset[str]:
    trovata = _DICHIARAZIONE.match(sorgente)
    if not trovata:
        raise TemplateSyntaxError(f"components/{nome}.html does not start with {{# props: … #}}")
    return frozenset(prop.strip() for prop in trovata[1].split(",") if prop.strip())


def _disegna(context: Context, nome: str, props: dict[str, Any]) -> SafeString:
    assert context.template is not None  # noqa: S101 – a tag is always rendered by a template
    modello = context.template.engine.get_template(f"components/{nome}.html")
    dichiarate = _props_dichiarate(modello.source, nome)
    # In production an undeclared prop is only ignored; everywhere else it stops the page.
    if getattr(settings, "COMPONENTI_SEVERI", not getattr(settings, "PRODUZIONE", False)):
        ignote = set(props) - dichiarate
        if ignote:
            raise TemplateSyntaxError(f"component {nome!r} has no prop {', '.join(sorted(ignote))}")
    dintorni = {chiave: context[chiave] for chiave in ("request", "csrf_token") if chiave in context}
    # A prop left out is there and empty: looking in vain for a name costs Django ten times as much as finding it.
    return modello.render(context.new(dict.fromkeys(dichiarate, "") | dintorni | props))


@register.simple_tag(takes_context=True)
def componente(context: Context, nome: str, /, **props: Any) -> SafeString:
    """A component without content."""
    return _disegna(context, nome, props)


@register.simple_block_tag(takes_context=True, end_name="fine")
def contenitore(context: Context, content: SafeString, nome: str, /, **props: Any) -> SafeString:
    """A component around content, which it finds in ``contenuto``."""
    return _disegna(context, nome, props | {"contenuto": content})


class _UnaVolta(Node):
    def __init__(self, nome: str, dipende_da: list[FilterExpression], nodelist: NodeList) -> None:
        self.nome, self.dipende_da, self.nodelist = nome, dipende_da, nodelist

    def render(self, context: Context) -> SafeString:
        valori = tuple(uno.resolve(context) for uno in self.dipende_da)
        quale = (self.nome, get_language(), get_urlconf(), valori)
        return tieni("base.una_volta", quale, lambda: self.nodelist.render(context), quante=512)


@register.tag
def una_volta(parser: Parser, token: Token) -> _UnaVolta:
    """``{% una_volta "nome" altro … %}…{% fine_volta %}``: drawn once by each process and language, for what every page
    has and no page changes. What it depends on besides the language follows the name.
    """
    nome, *altri = token.split_contents()[1:]
    nodelist = parser.parse(("fine_volta",))
    parser.delete_first_token()
    return _UnaVolta(nome, [parser.compile_filter(uno) for uno in altri], nodelist)


@lru_cache(maxsize=1)
def _icone() -> dict[str, str]:
    percorso = finders.find("icone.json")
    if not percorso:
        # Before the front end is built there are words and no drawings: every icon has its word beside it.
        return {}
    return json.loads(Path(percorso).read_text(encoding="utf-8"))


def nomi_delle_icone() -> list[str]:
    return sorted(_icone())


@register.simple_tag
def tracciato(nome: str) -> str:
    """The drawing of an icon, by our name for it."""
    icone = _icone()
    if icone and nome not in icone:
        raise TemplateSyntaxError(f"no icon {nome!r}: frontend/icone.json and static/img/icone/ hold the names")
    return mark_safe(icone.get(nome, ""))  # noqa: S308 – our own built file


_CLASSI = {
    "select": "form-select",
    "file": "campo-file",
    "checkbox": "form-check-input",
    "checkboxselectmultiple": "form-check-input",
    "radioselect": "form-check-input",
}


def genere(campo: BoundField) -> str:
    """How a field is drawn: testo, select, scelte, casella, file, gruppo (several small fields)."""
    widget = campo.field.widget
    tipo = campo.widget_type
    if tipo in {"radioselect", "checkboxselectmultiple"} or getattr(widget, "input_type", "") == "radio":
        return "scelte"
    if getattr(widget, "input_type", "") == "checkbox":
        return "casella"
    if getattr(widget, "input_type", "") == "file":
        return "file"
    return "gruppo" if widget.use_fieldset else "testo"


register.filter("genere", genere)


@register.filter
def id_primo(campo: BoundField) -> str:
    """Where a link to the field lands: the control itself, or the first of its group."""
    return campo.id_for_label or f"{campo.auto_id}_0"


@register.filter
def classe_bottone(tipo: str) -> str:
    """The look of a button by our word for it; no word is the filled one."""
    return {"contorno": "btn-outline-primary", "link": "btn-link", "pericolo": "btn-outline-danger"}.get(
        tipo or "", "btn-primary"
    )


@register.filter
def descritto_da(campo: BoundField, aiuto: Any = "") -> str:
    """The ids of what explains a field: its hint, its error."""
    ids = [f"{campo.auto_id}_helptext"] if aiuto else []
    return " ".join(ids + ([f"{campo.auto_id}_error"] if campo.errors else []))


@register.simple_tag
def controllo(campo: BoundField, aiuto: Any = "", classe: str = "", bloccato: bool = False) -> str:
    """The field's own control, dressed with our classes and tied to its hint and error."""
    widget = campo.field.widget
    tipo = genere(campo)
    base = _CLASSI.get(getattr(widget, "input_type", ""), "form-control")
    attributi: dict[str, Any] = {"class": " ".join(filter(None, [widget.attrs.get("class"), base, classe]))}
    if tipo != "gruppo":
        attributi["aria-describedby"] = descritto_da(campo, aiuto) or False
    if bloccato:
        attributi["readonly" if tipo == "testo" and base == "form-control" else "disabled"] = True
    massimo = getattr(campo.field, "max_length", None)
    if massimo and campo.widget_type == "textarea":
        # The limit is said and counted, not enforced while typing: a pasted text must not be cut in silence.
        attributi |= {"maxlength": False, "data-massimo": massimo, "data-contatore": f"{campo.auto_id}_conta"}
    return campo.as_widget(attrs=attributi)


@register.simple_tag
def attributi(di_un_widget: dict[str, Any]) -> str:
    """As Django's own template writes them, name by name, in one step: a page with many fields is mostly these."""
    scritti = []
    for nome, valore in di_un_widget.items():
        if valore is True:
            scritti.append(f" {escape(nome)}")
        elif valore is not False:
            detto = valore if isinstance(valore, str) else str(valore)
            scritti.append(f' {escape(nome)}="{conditional_escape(detto)}"')
    return mark_safe("".join(scritti))  # noqa: S308 – each name and value is escaped above


@register.simple_tag(takes_context=True)
def celle(context: Context, riga: Iterable[Any], colonne: Sequence[Any], numeri: int | None = None) -> str:
    """The cells of a row: the first names it, each other says of which column it is; from ``numeri`` on, numbers.

    Each is written as ``{{ … }}`` writes it: escaped, dates and numbers in the language of the page.
    """
    scritte = []
    for posto, cella in enumerate(riga):
        detta = render_value_in_context(cella, context)
        if posto == 0:
            scritte.append(f'<th scope="row">{detta}</th>')
        else:
            colonna = render_value_in_context(voce(colonne, posto), context)
            classe = ' class="numero"' if numeri and posto + 1 >= numeri else ""
            scritte.append(f'<td data-voce="{colonna}"{classe}>{detta}</td>')
    return mark_safe("".join(scritte))  # noqa: S308 – each cell is escaped above


@register.filter
def errori_del_modulo(form: Any) -> list[dict[str, str]]:
    """Every error of a form with the address of its control: what the summary lists."""
    righe = [{"testo": testo, "ancora": ""} for testo in form.non_field_errors()]
    for campo in form.hidden_fields():
        righe += [{"testo": testo, "ancora": ""} for testo in campo.errors]
    for campo in form.visible_fields():
        righe += [{"testo": testo, "ancora": id_primo(campo)} for testo in campo.errors]
    return righe


@register.filter
def iniziali(nome: Any) -> str:
    """ "Giulia Verdi" → "GV": what stands in for a photo."""
    parole = [parola for parola in str(nome).split() if parola[:1].isalpha()]
    return "".join(parola[0] for parola in (parole[:1] + parole[1:][-1:])).upper()


@register.filter
def senza_parametro(parametri: Any, nome: str) -> str:
    """A query string without one parameter, nor the page number it made sense with."""
    copia = parametri.copy()
    for chiave in (nome, "page"):
        copia.pop(chiave, None)
    return copia.urlencode()


@register.filter
def minori(menu: Any, si: bool = True) -> list[Any]:
    """The small doors of the menu, or with ``False`` the big ones."""
    return [voce for voce in menu or [] if bool(voce["minore"]) is si]


@register.filter
def valore_mostrato(campo: BoundField) -> str:
    """A filter's value in the words of the page: the label of a choice, not its key."""
    valori = campo.value()
    if isinstance(campo.field.widget, TextInput):
        return str(campo.field.prepare_value(valori))
    etichette = {str(chiave): str(testo) for chiave, testo in getattr(campo.field, "choices", [])}
    elenco = valori if isinstance(valori, list | tuple) else [valori]
    return ", ".join(etichette.get(str(valore), str(valore)) for valore in elenco)


@register.filter
def numeri_di_pagina(pagina: Any) -> Any:
    """The page numbers worth a link: the first, the last, the ones around."""
    return pagina.paginator.get_elided_page_range(pagina.number, on_each_side=1, on_ends=1)


@register.filter
def voce(elenco: Any, posto: int) -> Any:
    """The item at a place of a list."""
    return elenco[posto] if posto < len(elenco) else ""
