"""The forms of the protocol: one number on an application's card, many pasted from a sheet."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from talenti.base.exceptions import DatoNonAccettato
from talenti.rete.forms import campi as di_rete
from thinktown import numeri_protocollo
from thinktown.actions.protocollo import MOTIVO_MASSIMO
from thinktown.incollati import TESTO_MASSIMO
from thinktown.ufficio import campi

FILE_MASSIMO = 200_000
_SCEGLI = {"required": _("Scegli una voce dell'elenco."), "invalid_choice": _("Scegli una voce dell'elenco.")}


class FormProtocollo(forms.Form):
    """``confermo`` names the odd number that was read again: another one is asked about anew."""

    use_required_attribute = False
    che_cosa = forms.ChoiceField(label=_("Di che cosa"), error_messages=_SCEGLI)
    numero = campi.riga(
        _("Numero di protocollo"),
        _("Come sta nel registro dell'ente, per esempio 0012345."),
        massimo=numeri_protocollo.NUMERO_MASSIMO,
        serve=True,
        vuoto=_("Scrivi il numero di protocollo."),
        autocomplete="off",
    )
    data = campi.giorno(_("Data di protocollo"), serve=True, vuoto=_("Scrivi la data di protocollo."))
    confermo = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, cose: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo: Any = self.fields["che_cosa"]
        campo.choices = cose
        if len(cose) == 1:
            campo.widget, campo.initial, campo.required = forms.HiddenInput(), cose[0][0], False

    def clean_che_cosa(self) -> str:
        campo: Any = self.fields["che_cosa"]
        return self.cleaned_data["che_cosa"] or campo.initial or ""

    def clean_numero(self) -> str:
        try:
            return numeri_protocollo.pulito(self.cleaned_data["numero"])
        except DatoNonAccettato as errore:
            raise ValidationError(str(errore.frase)) from errore

    @property
    def da_rileggere(self) -> list[str]:
        """What is odd, until somebody says that it is right as it stands."""
        numero, data = self.cleaned_data["numero"], self.cleaned_data["data"]
        if self.cleaned_data["confermo"] == segno(numero, data):
            return []
        return numeri_protocollo.avvertenze(numero, data)


def segno(numero: str, data: Any) -> str:
    return f"{numero} {data.isoformat()}"


class FormAnnullaProtocollo(forms.Form):
    use_required_attribute = False
    motivo = di_rete.testo(
        _("Motivo"),
        _("Il numero resta leggibile, con questo motivo accanto."),
        massimo=MOTIVO_MASSIMO,
        righe=3,
        vuoto=_("Scrivi il motivo: chi lo legge deve poter capire."),
        serve=True,
    )


class FormIncollati(forms.Form):
    """A text, or a file of text: once read, the file is the text."""

    use_required_attribute = False
    righe = forms.CharField(
        label=_("Una riga per domanda"),
        help_text=_("Numero della domanda; protocollo; data. Puoi incollare tre colonne da un foglio di calcolo."),
        required=False,
        max_length=TESTO_MASSIMO,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "class": "incollati"}),
        error_messages={"max_length": _("Il testo è troppo lungo: dividilo in più volte.")},
    )
    file = forms.FileField(
        label=_("Oppure un file CSV"),
        help_text=_("Con le stesse tre colonne, separate da punto e virgola o da tabulazione."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        error_messages={"empty": _("Il file è vuoto. Controlla di aver scelto quello giusto.")},
    )

    def clean_file(self) -> str:
        caricato = self.cleaned_data["file"]
        if not caricato:
            return ""
        if caricato.size > FILE_MASSIMO:
            raise ValidationError(_("Il file è troppo grande: dividilo in più volte."))
        byte = caricato.read()
        if b"\x00" in byte:
            raise ValidationError(_("Non è un file di testo: salvalo dal foglio di calcolo come CSV."))
        try:
            testo = byte.decode("utf-8-sig")
        except UnicodeDecodeError:
            # What old spreadsheets save.
            testo = byte.decode("cp1252", "replace")
        if len(testo) > TESTO_MASSIMO:
            raise ValidationError(_("Il file è troppo grande: dividilo in più volte."))
        return testo

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        dati["testo"] = dati.get("file") or dati.get("righe") or ""
        if not self.errors and not dati["testo"].strip():
            self.add_error("righe", _("Incolla almeno una riga, o scegli un file."))
        return dati
