from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talenti.portale.enums import Esito
from talenti.portale.models import Opinione

SENZA_TESTO = _("Scrivi che cosa manca: così sappiamo che cosa cambiare.")


def pagina_del_portale(valore: str) -> str:
    """An address of ours, or the home: never somebody else's site, never what cannot be printed."""
    if valore.startswith("/") and not valore.startswith(("//", "/\\")) and valore.isprintable():
        return valore[:200]
    return "/"


class FormOpinione(forms.ModelForm):
    pagina = forms.CharField(widget=forms.HiddenInput, required=False)
    utile = forms.ChoiceField(
        label=_("Questa pagina ti è servita?"),
        choices=Esito.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli sì o no.")},
    )
    testo = forms.CharField(
        label=_("Che cosa manca o non funziona?"),
        help_text=_("Non scrivere qui dati tuoi o di altre persone."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    email = forms.EmailField(
        label=_("Email"),
        help_text=_("Solo se vuoi una risposta. La cancelliamo dopo 6 mesi."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    class Meta:
        model = Opinione
        fields = ["pagina", "testo", "email"]

    field_order = ["pagina", "utile", "testo", "email"]

    def clean_pagina(self) -> str:
        return pagina_del_portale(self.cleaned_data["pagina"])

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or self.cleaned_data
        if dati.get("utile") == Esito.NO and not (dati.get("testo") or "").strip() and "testo" not in self.errors:
            self.add_error("testo", SENZA_TESTO)
        return dati
