"""The forms of a draw and of what was found."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talenti.rete.forms import campi as di_rete
from thinktown.actions.campioni import EVENTO_MASSIMO, NOTA_MASSIMA, SEME_MASSIMO
from thinktown.enums_istruttoria import EsitoVerifica
from thinktown.ufficio import campi
from thinktown.ufficio.moduli import DelBando

PORTALE, EVENTO = "portale", "evento"


class FormEstrazione(DelBando):
    """``letti``: how many draws there were when the page was made, so that two presses are one draw."""

    percento = forms.IntegerField(
        label=_("Quante su cento"),
        help_text=_("Un numero da 1 a 100. Più alto è il rischio, più se ne controllano. Una almeno esce sempre."),
        min_value=1,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "corta"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Scrivi un numero da 1 a 100.")
        ),
    )
    da_dove = forms.ChoiceField(
        label=_("Da dove viene il seme"),
        help_text=_("Il seme è la parola da cui si calcola chi esce: a parità di seme escono sempre le stesse."),
        choices=[
            (PORTALE, _("Lo sceglie a caso il portale, adesso")),
            (EVENTO, _("È l'esito di un evento pubblico: lo scrivo qui sotto")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Scegli una voce dell'elenco."),
            "invalid_choice": _("Scegli una voce dell'elenco."),
        },
    )
    evento = campi.riga(
        _("Quale evento, e quando"),
        _("Solo se il seme lo scrivi tu. Per esempio: prima estrazione del lotto dopo la chiusura, ruota di Milano."),
        massimo=EVENTO_MASSIMO,
        autocomplete="off",
    )
    seme = campi.riga(
        _("Che cosa è uscito"),
        _("Solo se il seme lo scrivi tu. Scrivilo com'è stato reso pubblico: conta ogni carattere."),
        massimo=SEME_MASSIMO,
        autocomplete="off",
    )
    letti = forms.IntegerField(min_value=0, max_value=2**15, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """What is typed under the other choice is not lost in silence, nor used against the choice."""
        dati = super().clean() or {}
        if dati.get("da_dove") == PORTALE:
            for nome in ("seme", "evento"):
                if dati.get(nome):
                    self.add_error(
                        nome,
                        _("Hai scelto il seme del portale: cancella quello che è scritto qui, o cambia la scelta."),
                    )
        if dati.get("da_dove") == EVENTO and not dati.get("seme") and "seme" not in self.errors:
            self.add_error("seme", _("Scrivi che cosa è uscito: è il seme dell'estrazione."))
        return dati


class FormVerifica(DelBando):
    """``letto``: the outcome that the page had before it."""

    esito = forms.ChoiceField(
        label=_("Com'è andata la verifica"),
        choices=EsitoVerifica.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Scegli com'è andata la verifica.")),
    )
    nota = di_rete.testo(
        _("Che cosa è risultato"),
        _("Da quale archivio o ufficio, e con quale risposta. Serve se non è vera, o se non si è potuta verificare."),
        massimo=NOTA_MASSIMA,
        righe=3,
    )
    letto = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
