"""The forms of the lead's examination of spaces."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talenti.rete.forms import campi

PUBBLICA, RESPINGI = "pubblica", "respingi"


class FormDecisione(forms.Form):
    """Publish, or refuse with a reason."""

    decisione = forms.ChoiceField(
        label=_("Decisione"),
        widget=forms.RadioSelect,
        choices=[(PUBBLICA, _("Pubblica lo spazio")), (RESPINGI, _("Non pubblicare"))],
        error_messages={"required": _("Scegli la decisione."), "invalid_choice": _("Scegli la decisione.")},
    )
    motivo = campi.motivo(_("Motivo o nota"), _("Lo legge chi ha proposto. Se non pubblichi, serve."), serve=False)

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        vuoto = "motivo" not in self.errors and not (dati.get("motivo") or "").strip()
        if dati.get("decisione") == RESPINGI and vuoto:
            self.add_error("motivo", _("Scrivi il motivo: chi lo riceve deve poter capire."))
        return dati


class FormMotivoServe(forms.Form):
    motivo = campi.motivo(_("Motivo"), _("Lo legge chi ospita."))


class FormNota(forms.Form):
    motivo = campi.motivo(_("Nota"), _("La legge chi ospita."), serve=False)
