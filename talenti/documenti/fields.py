"""The form field for a file: what it gives has been judged, what it refuses it refuses with a sentence."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from talenti.base.exceptions import DatoNonAccettato
from talenti.base.files import DOCUMENTI, IMMAGINI, TIPI_MIME, FileControllato, controlla


class CampoFile(forms.FileField):
    """``cleaned_data`` holds a FileControllato, ready for ``actions.carica``; ``tipi`` limits the kinds."""

    widget = forms.FileInput

    def __init__(self, *, tipi: tuple[str, ...] = IMMAGINI + DOCUMENTI, **opzioni: Any) -> None:
        self.tipi = tipi
        opzioni["error_messages"] = {
            "required": _("Scegli un file."),
            "missing": _("Scegli un file."),
            "empty": _("Il file è vuoto. Controlla di aver scelto quello giusto."),
            "invalid": _("Il file non è arrivato. Sceglilo di nuovo."),
        } | opzioni.get("error_messages", {})
        super().__init__(**opzioni)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": ",".join(TIPI_MIME[tipo] for tipo in self.tipi)}

    def clean(self, data: Any, initial: Any = None) -> FileControllato | Any:
        caricato = super().clean(data, initial)
        if caricato is None or caricato is initial:
            return caricato
        try:
            return controlla(caricato, tipi=self.tipi)
        except DatoNonAccettato as errore:
            raise ValidationError(str(errore.frase), code=errore.codice) from errore
