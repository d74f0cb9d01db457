from django import forms
from django.utils.translation import gettext_lazy as _

from talenti.documenti.codici import leggi_codice
from talenti.documenti.enums import MotivoPubblico
from talenti.rete.forms import campi


class FormCodice(forms.Form):
    """The code at the foot of a document, typed from paper."""

    codice = forms.CharField(
        label=_("Codice di verifica"),
        max_length=40,
        help_text=_("È in fondo al documento, accanto al quadrato: 16 lettere e numeri."),
        error_messages={
            "required": _("Scrivi il codice che trovi in fondo al documento."),
            "max_length": _("Il codice è di 16 lettere e numeri: questo è più lungo. Controllalo."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_codice(self) -> str:
        codice = leggi_codice(self.cleaned_data["codice"])
        if not codice:
            raise forms.ValidationError(_("Il codice è di 16 lettere e numeri. Controlla di averlo scritto tutto."))
        return codice


class FormRevoca(forms.Form):
    """Why, for whom it concerns and for the public; and a yes, because there is no way back."""

    motivo = campi.motivo(_("Motivo"), _("Lo legge chi amministra l'organizzazione, nel messaggio che avvisa."))
    in_pubblico = forms.ChoiceField(
        label=_("Che cosa legge chi controlla il documento"),
        help_text=_("Oltre al fatto che non vale più e da quando."),
        choices=MotivoPubblico.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Scegli una delle frasi.")},
    )
    confermo = forms.BooleanField(
        label=_("Sì, questo documento non vale più"),
        error_messages={"required": _("Segna la casella per confermare: non si torna indietro.")},
    )
