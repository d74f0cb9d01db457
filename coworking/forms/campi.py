"""Fields of the space's forms: the windows of a weekday, a point copied from a map, small numbers."""

import re
from datetime import time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_time
from django.utils.translation import gettext_lazy as _

Coppia = tuple[time, time]
_PUNTO = re.compile(r"\A\s*(\d{1,2}[.,]\d{1,12})\s*[,;\s]\s*(\d{1,2}[.,]\d{1,12})\s*\Z")
_MEZZE = (0, 30)


class DueFinestre(forms.MultiWidget):
    """Four times of a day: from, to, and again from, to."""

    template_name = "django/forms/widgets/data_in_tre_campi.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        ore = {n: forms.TimeInput(attrs={"type": "time", "step": 1800}, format="%H:%M") for n in ("a", "b", "c", "d")}
        super().__init__(widgets=ore, attrs=attrs)

    def decompress(self, value: Any) -> list[str]:
        return ["", "", "", ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        contesto = super().get_context(name, value, attrs)
        etichette = (_("Dalle"), _("Alle"), _("e dalle"), _("alle"))
        for etichetta, sotto in zip(etichette, contesto["widget"]["subwidgets"], strict=True):
            sotto["etichetta"] = etichetta
        return contesto


class FinestreField(forms.Field):
    """The windows of one weekday, in order: none, one or two."""

    widget = DueFinestre

    def prepare_value(self, value: Any) -> Any:
        """A list of pairs as the four fields show it; what was typed, as it was typed."""
        if not value or not isinstance(value[0], tuple):
            return value
        ore = [f"{ora:%H:%M}" for coppia in value[:2] for ora in coppia]
        return ore + [""] * (4 - len(ore))

    def clean(self, value: Any) -> list[Coppia]:
        scritte = [str(ora or "").strip() for ora in value or ["", "", "", ""]]
        finestre = [_coppia(*scritte[n : n + 2]) for n in (0, 2)]
        buone = sorted(finestra for finestra in finestre if finestra)
        if len(buone) == 2 and buone[1][0] < buone[0][1]:
            raise ValidationError(_("I due orari si accavallano: il secondo comincia dopo la fine del primo."))
        return buone


def _coppia(dalle: str, alle: str) -> Coppia | None:
    if not dalle and not alle:
        return None
    inizio, fine = _ora(dalle), _ora(alle)
    if inizio is None or fine is None:
        raise ValidationError(_("Scrivi da che ora e fino a che ora, per esempio 9:00 e 18:00."))
    if inizio.minute not in _MEZZE or fine.minute not in _MEZZE:
        raise ValidationError(_("Gli orari vanno di mezz'ora in mezz'ora, per esempio 9:00 o 9:30."))
    if inizio >= fine:
        raise ValidationError(_("L'ora di fine viene dopo quella di inizio."))
    return inizio, fine


def _ora(testo: str) -> time | None:
    try:
        letta = parse_time(testo)
    except ValueError:
        return None
    return letta.replace(second=0, microsecond=0, tzinfo=None) if letta else None


class PuntoField(forms.CharField):
    """Latitude and longitude as a map gives them; None when nothing is written."""

    def clean(self, value: Any) -> Any:
        testo = super().clean(value)
        if not testo:
            return None
        trovato = _PUNTO.match(testo)
        if trovato is None:
            raise ValidationError(_("Copia i due numeri dalla mappa, per esempio 45.2870, 9.8600."))
        lat, lon = (round(Decimal(numero.replace(",", ".")), 5) for numero in trovato.groups())
        if not (44 <= lat <= 47 and 8 <= lon <= 12):
            raise ValidationError(
                _("Questo punto non è in Lombardia. Prima il numero vicino a 45, poi quello vicino a 10.")
            )
        return lat, lon


def numero(etichetta: Any, aiuto: Any = "", *, minimo: int = 0, massimo: int | None = None) -> forms.IntegerField:
    return forms.IntegerField(
        label=etichetta,
        help_text=aiuto,
        required=False,
        min_value=minimo,
        max_value=massimo,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Scrivi un numero intero, per esempio 2."),
            "min_value": _("Scrivi almeno %(limit_value)s."),
            "max_value": _("Scrivi al massimo %(limit_value)s."),
        },
    )
