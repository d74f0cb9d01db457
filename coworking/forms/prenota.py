"""What who books writes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coworking.enums import Vendita
from coworking.models import Regole, Spazio
from talenti.rete.forms import campi

POSTI, INTERO = "posti", "intero"


class FormScopo(forms.Form):
    """Step one: what for, how many, the house rules. Which fields there are depends on the space."""

    scopo = campi.riga(
        _("Che cosa ci farai"),
        _("In poche parole: lo legge chi ospita."),
        massimo=200,
        serve=True,
        vuoto=_("Scrivi in poche parole che cosa ci farai."),
    )
    come = forms.ChoiceField(
        label=_("Che cosa ti serve"),
        choices=[(POSTI, _("Un posto, o qualche posto")), (INTERO, _("Tutto lo spazio"))],
        widget=forms.RadioSelect,
        initial=POSTI,
        error_messages={"required": _("Scegli se ti serve un posto o tutto lo spazio.")},
    )
    persone = forms.IntegerField(
        label=_("Quante persone siete"),
        min_value=1,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Scrivi quante siete, da 1 in su."),
            "invalid": _("Scrivi quante siete con una cifra, per esempio 2."),
            "min_value": _("Scrivi quante siete, da 1 in su."),
        },
    )
    regole = forms.BooleanField(
        label=_("Ho letto le regole della casa e mi vanno bene"),
        error_messages={"required": _("Per prenotare, leggi le regole della casa e dì che ti vanno bene.")},
    )

    def __init__(self, *args: Any, spazio: Spazio, regole: Regole | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spazio = spazio
        if spazio.vendita != Vendita.ENTRAMBI:
            del self.fields["come"]
        if spazio.capienza == 1:
            del self.fields["persone"]
        else:
            self.fields["persone"].help_text = _("Al massimo %(n)s.") % {"n": spazio.capienza}
        if regole is None:
            del self.fields["regole"]

    def clean_persone(self) -> int:
        quante = self.cleaned_data["persone"]
        if quante > self.spazio.capienza:
            raise forms.ValidationError(
                _("Qui c'è posto per %(n)s persone al massimo. Scrivi un numero più piccolo.")
                % {"n": self.spazio.capienza}
            )
        return quante

    def scelte(self) -> dict[str, Any]:
        """What to keep until step two, as the session can."""
        dati = self.cleaned_data
        return {
            "scopo": dati["scopo"],
            "persone": dati.get("persone", 1),
            "intero": dati.get("come") == INTERO or self.spazio.vendita == Vendita.INTERO,
        }


class FormMotivo(forms.Form):
    motivo = campi.motivo(_("Perché"), _("Lo legge l'altra persona."), serve=False)
