"""The forms of the lead's acts on seats: given to somebody for months, taken back."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from coworking.models import Postazione, Spazio
from talenti.rete.forms import campi


class FormAssegna(forms.Form):
    email = campi.indirizzo_email(
        _("Email della persona"),
        _("Quella con cui entra nel portale."),
        vuoto=_("Scrivi l'email della persona."),
        serve=True,
    )
    posto = forms.ModelChoiceField(
        label=_("Posto"),
        queryset=Postazione.objects.none(),
        empty_label=None,
        error_messages={"required": _("Scegli il posto."), "invalid_choice": _("Scegli il posto.")},
    )
    dal = campi.giorno(_("Dal giorno"), serve=True, vuoto=_("Scrivi il primo giorno."))
    al = campi.giorno(
        _("Fino al giorno"), _("Compreso. Al massimo 12 mesi."), serve=True, vuoto=_("Scrivi l'ultimo giorno.")
    )
    motivo = campi.riga(
        _("L'atto"),
        _("Numero e data, in parole. Lo leggono la persona e chi ospita."),
        massimo=120,
        vuoto=_("Scrivi l'atto con cui il posto è assegnato."),
        serve=True,
    )

    def __init__(self, *args: Any, spazio: Spazio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo: Any = self.fields["posto"]
        campo.queryset = spazio.postazioni.filter(attiva=True).order_by("numero")

    def clean_email(self) -> str:
        """The account is looked for as at the door: the address in lower case."""
        email = self.cleaned_data["email"].strip().lower()
        self.persona = get_user_model()._default_manager.filter(email=email, is_active=True).first()
        if self.persona is None:
            raise forms.ValidationError(
                _("Nessuno ha un account attivo con questa email. Ricontrollala, o chiedi alla persona di iscriversi.")
            )
        return email


class FormRevoca(forms.Form):
    motivo = campi.motivo(_("Motivo"), _("Lo legge la persona a cui il posto era assegnato."))
