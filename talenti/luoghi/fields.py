"""The form field for a comune: a list to choose from, or a name to type with suggestions."""

import unicodedata
from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import oggi
from talenti.base.memoria import un_minuto
from talenti.luoghi.models import Comune, ComuneQuerySet
from talenti.luoghi.nomi import unisci

_PAROLE_RIPETUTE = 40


@un_minuto
def _nomi_di_oggi() -> list[str]:
    return list(Comune.objects.attivi().values_list("nome", flat=True))


class ScriviComune(forms.TextInput):
    """A text field with the names as suggestions: without them (old phones, no script) typing is enough."""

    template_name = "luoghi/widgets/scrivi_comune.html"
    choices: Any = ()
    # Of the comuni of today, which every such form of a page suggests; else of those that the field accepts.
    di_oggi = False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        contesto = super().get_context(name, value, attrs)
        identita = f"{contesto['widget']['attrs'].get('id') or name}-elenco"
        contesto["widget"]["attrs"] |= {"list": identita, "autocomplete": "off"}
        nomi = _nomi_di_oggi() if self.di_oggi else [nome for codice, nome in self.choices if codice]
        contesto["elenco"] = {"id": identita, "nomi": nomi}
        return contesto


class ComuneField(forms.ModelChoiceField):
    """Gives a Comune from its name in any spelling, its ISTAT code or its Belfiore code.

    A select by default; ``scrivendo=True`` gives a field to type in. ``anche_soppressi=True`` is for
    places of birth.
    """

    def __init__(
        self,
        queryset: ComuneQuerySet | None = None,
        *,
        scrivendo: bool = False,
        anche_soppressi: bool = False,
        **opzioni: Any,
    ) -> None:
        self.scrivendo = scrivendo
        self.anche_soppressi = anche_soppressi
        opzioni.setdefault("label", _("Comune"))
        opzioni.setdefault("empty_label", _("Scegli il comune"))
        if scrivendo:
            opzioni.setdefault("widget", ScriviComune)
        opzioni["error_messages"] = {"required": _("Scegli il comune.")} | opzioni.get("error_messages", {})
        # What one form has looked for: read, shown again and named, it is one question.
        self._trovati: dict[str, Comune | None] = {}
        super().__init__(Comune.objects.all() if queryset is None else queryset, **opzioni)
        if isinstance(self.widget, ScriviComune):
            self.widget.di_oggi = not anche_soppressi

    def _get_queryset(self) -> ComuneQuerySet:
        tutti = super()._get_queryset()  # type: ignore[misc]  # the stubs leave it out
        # Judged when asked, not when the class is read: a process may live across a merger.
        return tutti if tutti is None or self.anche_soppressi else tutti.attivi()

    def _set_queryset(self, queryset: ComuneQuerySet | None) -> None:
        super()._set_queryset(queryset)  # type: ignore[misc]  # as above

    queryset = property(_get_queryset, _set_queryset)

    def prepare_value(self, value: Any) -> Any:
        comune = value if isinstance(value, Comune) else self._trova(value)
        if comune is None:
            return value
        return comune.nome if self.scrivendo else comune.istat

    def to_python(self, value: Any) -> Comune | None:
        if value in self.empty_values or not str(value).strip():
            return None
        comune = value if isinstance(value, Comune) else self._trova(value)
        if comune is None:
            raise ValidationError(self._frase(str(value)), code="invalid_choice")
        return comune

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self._trova(initial) != self._trova(data)

    def _trova(self, valore: Any) -> Comune | None:
        if isinstance(valore, Comune) or not valore:
            return valore or None
        if isinstance(valore, int):
            return self.queryset.filter(pk=valore).first()
        if str(valore) not in self._trovati:
            trovato = self.queryset.da_testo(str(valore)).first()
            self._trovati |= {str(valore): trovato} | ({trovato.nome: trovato} if trovato else {})
        return self._trovati[str(valore)]

    def __deepcopy__(self, memo: dict[int, Any]) -> "ComuneField":
        copia: ComuneField = super().__deepcopy__(memo)
        copia._trovati = {}
        return copia

    def _frase(self, scritto: str) -> Any:
        soppresso = Comune.objects.da_testo(scritto).select_related("successore").first()
        if soppresso and soppresso.successore and soppresso.valido_al and soppresso.valido_al <= oggi():
            return _("%(nome)s non è più un comune dal %(anno)s: scegli %(successore)s.") % {
                "nome": soppresso.nome,
                "anno": soppresso.valido_al.year,
                "successore": soppresso.successore.nome,
            }
        nomi = {unisci(nome): nome for nome in self.queryset.values_list("nome", flat=True)}
        simili = [nomi[chiave] for chiave in get_close_matches(unisci(scritto), nomi, n=3)]
        ripetuto = {"scritto": _pulito(scritto), "simile": _oppure(simili)}
        if simili:
            return _("Non conosco il comune «%(scritto)s». Volevi dire %(simile)s?") % ripetuto
        return _("Non conosco il comune «%(scritto)s». Scegline uno della provincia di Cremona.") % ripetuto


def _oppure(nomi: list[str]) -> str:
    *prima, ultimo = nomi or [""]
    return _("%(prima)s o %(ultimo)s") % {"prima": ", ".join(prima), "ultimo": ultimo} if prima else ultimo


def _pulito(testo: str) -> str:
    """What was typed, short and without characters that turn a sentence round."""
    visibile = "".join(uno for uno in testo[: _PAROLE_RIPETUTE * 4] if unicodedata.category(uno)[0] != "C")
    return visibile[:_PAROLE_RIPETUTE]
