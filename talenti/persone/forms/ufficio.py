"""The forms of the office: each decision with its reason, which the person reads."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talenti.persone.enums import StatoTutela
from talenti.persone.forms.iscrizione import controlla_eta, data_di_nascita
from talenti.persone.forms.personale import FormMotivo
from talenti.persone.models import Persona, Tutela


class _FormAtto(FormMotivo):
    """One act on one person: what it asks, then the reason."""

    def __init__(self, *args: Any, persona: Persona, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.persona = persona
        self.order_fields([nome for nome in self.fields if nome != "motivo"])


class FormNascita(_FormAtto):
    nato_il = data_di_nascita()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nato_il"].help_text = _("Quella giusta, dal documento che hai visto.")

    def clean_nato_il(self) -> date:
        return controlla_eta(self.cleaned_data["nato_il"])


class FormRevoca(_FormAtto):
    tutela = forms.ModelChoiceField(
        label=_("Chi ritira il sì"),
        queryset=Tutela.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli chi ritira il sì."), "invalid_choice": _("Scegli chi ritira il sì.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tutela"].queryset = self.persona.tutele.filter(stato=StatoTutela.CONFERMATO)
