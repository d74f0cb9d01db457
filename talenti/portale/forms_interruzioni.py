"""What the lead writes of interruptions."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import ROMA
from talenti.portale.interruzioni import CAUSA_MASSIMA
from talenti.rete.forms import campi


class IstanteField(forms.SplitDateTimeField):
    """A day and an hour on the clocks of Rome, in one field each."""

    def __init__(self, etichetta: Any) -> None:
        giorno: dict[str, Any] = {"type": "date", "aria-label": _("giorno")}
        ora: dict[str, Any] = {"type": "time", "aria-label": _("ora")}
        super().__init__(
            label=etichetta,
            widget=forms.SplitDateTimeWidget(
                date_format="%Y-%m-%d", time_format="%H:%M", date_attrs=giorno, time_attrs=ora
            ),
            error_messages={
                "required": _("Scrivi il giorno e l'ora."),
                "invalid": _("Scrivi il giorno e l'ora."),
                "invalid_date": _("Scrivi il giorno, per esempio 7/12/2026."),
                "invalid_time": _("Scrivi l'ora, per esempio 11:50."),
            },
        )

    def compress(self, pezzi: Any) -> datetime | None:
        if not pezzi or None in pezzi or "" in pezzi:
            return super().compress(pezzi)
        return datetime.combine(pezzi[0], pezzi[1], ROMA)


def _causa(aiuto: Any) -> forms.CharField:
    vuoto = _("Scrivi la causa: chi legge deve poter capire.")
    return campi.testo(_("Causa"), aiuto, massimo=CAUSA_MASSIMA, righe=3, serve=True, vuoto=vuoto)


class FormSegnala(forms.Form):
    dal = IstanteField(_("Da quando"))
    al = IstanteField(_("Fino a quando"))
    causa = _causa(_("Che cosa non funzionava, per chi, come lo sai. La legge chi scrive gli atti dei bandi."))


class FormSpiega(forms.Form):
    causa = _causa(_("Un guasto, un aggiornamento, la corrente. Quello che c'era scritto prima resta nella storia."))


class FormRitira(forms.Form):
    motivo = campi.motivo(_("Motivo"), _("Perché non era così. La riga resta, con scritto che è ritirata."))
