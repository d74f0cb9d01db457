"""What is typed about the group and the statements."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thinktown.definizione import Dichiarazione
from thinktown.enums import RuoloComponente
from thinktown.models import Componente

RUOLI = (
    (RuoloComponente.SCRIVE, _("Scrive la domanda con me")),
    (RuoloComponente.LEGGE, _("La legge, senza cambiarla")),
)


class FormInvito(forms.Form):
    email = forms.CharField(
        label=_("Email della persona"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Scrivi l'email della persona che inviti.")},
    )
    ruolo = forms.ChoiceField(
        label=_("Che cosa può fare"),
        choices=RUOLI,
        widget=forms.RadioSelect,
        initial=RuoloComponente.SCRIVE,
        error_messages={
            "required": _("Scegli se può scrivere o solo leggere."),
            "invalid_choice": _("Scegli se può scrivere o solo leggere."),
        },
    )


class FormChiRiceve(forms.Form):
    """Grown-ups of the group only: who is under age is not among the choices."""

    riceve = forms.ChoiceField(
        label=_("Chi riceve il contributo"),
        help_text=_("Una persona del gruppo che ha già 18 anni: i soldi arrivano sul suo conto, e ne risponde."),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Scegli una persona del gruppo."),
            "invalid_choice": _("Scegli una persona del gruppo che ha già 18 anni."),
        },
    )

    def __init__(self, persone: Iterable[Componente], *altro: Any, **altri: Any) -> None:
        super().__init__(*altro, **altri)
        persone = list(persone)
        scelto = next((uno.codice for uno in persone if uno.riceve), None)
        campo = self.fields["riceve"]
        campo.choices = [(uno.codice, str(uno)) for uno in persone]  # type: ignore[attr-defined]  # a ChoiceField
        campo.initial = scelto


def _serve(testo: str) -> str:
    """Which one, in its first words: the summary lists them all."""
    return gettext("Leggi e spunta «%(dichiarazione)s».") % {"dichiarazione": Truncator(testo).words(6, truncate="…")}


class FormDichiarazioni(forms.Form):
    """One tick for each statement that she has not made yet: nobody finds one ticked for her."""

    def __init__(self, da_rendere: Iterable[Dichiarazione], *altro: Any, **altri: Any) -> None:
        super().__init__(*altro, **altri)
        self.chiavi = {}
        for una in da_rendere:
            nome = f"dichiara_{una.chiave}"
            self.chiavi[nome] = una.chiave
            self.fields[nome] = forms.BooleanField(
                label=una.testo,
                help_text=una.articolo,
                required=una.obbligatoria,
                error_messages={"required": _serve(una.testo)},
            )

    def rese(self) -> list[str]:
        return [chiave for nome, chiave in self.chiavi.items() if self.cleaned_data.get(nome)]
