"""The forms of the lead's review."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talenti.rete.enums import Stato
from talenti.rete.forms import campi
from talenti.rete.models import Partner

AMMETTI, CHIEDI, RESPINGI = "ammetti", "chiedi_integrazione", "respingi"


class FormDecisione(forms.Form):
    """Admit, ask for documents, or refuse with a reason: one form, so that the three are weighed together."""

    decisione = forms.ChoiceField(
        label=_("Decisione"),
        widget=forms.RadioSelect,
        choices=[
            (AMMETTI, _("Ammetti nella rete")),
            (CHIEDI, _("Chiedi documenti")),
            (RESPINGI, _("Non ammettere")),
        ],
        error_messages={"required": _("Scegli la decisione."), "invalid_choice": _("Scegli la decisione.")},
    )
    voci = campi.testo(
        _("Documenti da chiedere"), _("Uno per riga: a ogni riga risponde un file."), massimo=1600, righe=4
    )
    entro = campi.giorno(_("Entro"), _("L'ultimo giorno per mandarli."))
    motivo = campi.motivo(_("Motivo o nota"), _("Lo legge chi ha proposto. Se non ammetti, serve."), serve=False)

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        decisione = dati.get("decisione")
        if decisione == CHIEDI:
            if "voci" not in self.errors and not self.righe():
                self.add_error("voci", _("Scrivi almeno un documento da chiedere."))
            if "entro" not in self.errors and not dati.get("entro"):
                self.add_error("entro", _("Scrivi entro quale giorno."))
            if any(len(voce) > 160 for voce in self.righe()):
                self.add_error("voci", _("Ogni documento sta in una riga di al massimo 160 caratteri."))
        if decisione == RESPINGI and "motivo" not in self.errors and not (dati.get("motivo") or "").strip():
            self.add_error("motivo", _("Scrivi il motivo: chi lo riceve deve poter capire."))
        return dati

    def righe(self) -> list[str]:
        return [voce.strip() for voce in (self.cleaned_data.get("voci") or "").splitlines() if voce.strip()]


class FormMotivoServe(forms.Form):
    motivo = campi.motivo()


class FormMotivoSeVuoi(forms.Form):
    motivo = campi.motivo(_("Nota"), _("La legge chi ne fa parte, nel messaggio che avvisa."), serve=False)


class FormCessa(FormMotivoServe):
    successore = forms.ModelChoiceField(
        queryset=Partner.objects.none(),
        label=_("Al suo posto"),
        help_text=_("Se un'altra organizzazione ne prende il posto."),
        required=False,
        error_messages={"invalid_choice": _("Scegli una voce dell'elenco.")},
    )

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        altri = Partner.objects.in_rete().exclude(pk=partner.pk)
        campo: Any = self.fields["successore"]
        campo.queryset = altri


class FormUnisci(FormMotivoSeVuoi):
    superstite = forms.ModelChoiceField(
        queryset=Partner.objects.none(),
        label=_("Scheda che resta"),
        error_messages={
            "required": _("Scegli la scheda che resta."),
            "invalid_choice": _("Scegli una voce dell'elenco."),
        },
    )
    field_order = ("superstite", "motivo")

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        restano = Partner.objects.filter(stato__in=(Stato.AMMESSO, Stato.SOSPESO)).exclude(pk=partner.pk)
        campo: Any = self.fields["superstite"]
        campo.queryset = restano
