"""Fields that more than one form of the network asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talenti.base.exceptions import DatoNonAccettato
from talenti.base.widgets import DataInTreCampi
from talenti.persone.forms.parole import solo_testo
from talenti.rete.dati import codice_fiscale_pulito, partita_iva_pulita

_LUNGO = _("Al massimo %(limit_value)s caratteri: accorcia il testo.")


def riga(
    etichetta: Any, aiuto: Any = "", *, massimo: int, vuoto: Any = "", serve: bool = False, **attributi: Any
) -> forms.CharField:
    return forms.CharField(
        label=etichetta,
        help_text=aiuto,
        required=serve,
        max_length=massimo,
        validators=[solo_testo],
        widget=forms.TextInput(attrs=attributi),
        error_messages={"required": vuoto, "max_length": _LUNGO},
    )


def testo(
    etichetta: Any, aiuto: Any = "", *, massimo: int, righe: int = 4, vuoto: Any = "", serve: bool = False
) -> forms.CharField:
    return forms.CharField(
        label=etichetta,
        help_text=aiuto,
        required=serve,
        max_length=massimo,
        validators=[solo_testo],
        widget=forms.Textarea(attrs={"rows": righe}),
        error_messages={"required": vuoto, "max_length": _LUNGO},
    )


def motivo(etichetta: Any = "", aiuto: Any = "", *, serve: bool = True) -> forms.CharField:
    vuoto = _("Scrivi il motivo: chi lo riceve deve poter capire.")
    return testo(etichetta or _("Motivo"), aiuto, massimo=1000, vuoto=vuoto, serve=serve)


def indirizzo_email(etichetta: Any, aiuto: Any = "", *, vuoto: Any = "", serve: bool = False) -> forms.EmailField:
    return forms.EmailField(
        label=etichetta,
        help_text=aiuto,
        required=serve,
        max_length=254,
        error_messages={
            "required": vuoto,
            "invalid": _("Ricontrolla l'email: è scritta come nome@esempio.it."),
            "max_length": _LUNGO,
        },
    )


def telefono(etichetta: Any) -> forms.RegexField:
    return forms.RegexField(
        regex=r"\A\+?[0-9][0-9 ./-]{4,28}\Z",
        label=etichetta,
        required=False,
        error_messages={"invalid": _("Ricontrolla il numero: solo cifre e spazi, per esempio +39 0372 000000.")},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )


def sito(etichetta: Any) -> forms.URLField:
    return forms.URLField(
        label=etichetta,
        required=False,
        max_length=200,
        assume_scheme="https",
        validators=[solo_testo],
        error_messages={
            "invalid": _("Ricontrolla l'indirizzo: comincia con https:// e non ha spazi."),
            "max_length": _LUNGO,
        },
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )


def giorno(etichetta: Any, aiuto: Any = "", *, serve: bool = False, vuoto: Any = "") -> forms.DateField:
    return forms.DateField(
        label=etichetta,
        help_text=aiuto,
        required=serve,
        widget=DataInTreCampi(),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": vuoto,
            "invalid": _("Questa data non esiste o è incompleta. Scrivi giorno, mese e anno, per esempio 7 12 2026."),
        },
    )


class ConCodici:
    """Mixin of forms with the two tax codes: each says what is wrong with it, in a sentence."""

    cleaned_data: dict[str, Any]

    def clean_codice_fiscale(self) -> str:
        return self._pulito("codice_fiscale", codice_fiscale_pulito)

    def clean_partita_iva(self) -> str:
        return self._pulito("partita_iva", partita_iva_pulita)

    def _pulito(self, campo: str, pulisci: Any) -> str:
        try:
            return pulisci(self.cleaned_data[campo])
        except DatoNonAccettato as errore:
            raise forms.ValidationError(str(errore.frase)) from errore


def codice_fiscale() -> forms.CharField:
    return riga(
        _("Codice fiscale dell'organizzazione"),
        _("11 cifre, o 16 caratteri per chi lavora in proprio. Un gruppo informale non ce l'ha."),
        massimo=30,
        autocomplete="off",
    )


def partita_iva() -> forms.CharField:
    return riga(_("Partita IVA"), _("11 cifre, se c'è."), massimo=30, autocomplete="off")
