"""What who hosts writes."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coworking.models import Postazione, Spazio
from coworking.orari import a_utc
from talenti.base.clock import oggi
from talenti.rete.forms import campi

ALTRO = "altro"
# How far ahead a host closes days and blocks seats.
GIORNI_AVANTI = 731
MOTIVI = (
    ("occupato", _("Quel giorno il posto ci serve")),
    ("chiusi", _("Quel giorno siamo chiusi")),
    ("non_adatto", _("Il posto non è adatto a quello che vuole fare")),
    (ALTRO, _("Un altro motivo")),
)


class FormRifiuto(forms.Form):
    """A reason from a short list and, if one likes, a line of one's own."""

    perche = forms.ChoiceField(
        label=_("Perché"),
        choices=MOTIVI,
        widget=forms.RadioSelect,
        error_messages={"required": _("Scegli un motivo: chi ha chiesto il posto deve poter capire.")},
    )
    nota = campi.riga(_("Vuoi aggiungere qualcosa"), _("Lo legge chi ha chiesto il posto."), massimo=200)

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        if dati.get("perche") == ALTRO and not dati.get("nota", "").strip():
            self.add_error("nota", _("Scrivi il motivo in poche parole."))
        return dati

    def motivo(self) -> str:
        """The sentence that the person reads."""
        perche, nota = self.cleaned_data["perche"], self.cleaned_data["nota"].strip()
        scritto = "" if perche == ALTRO else f"{dict(MOTIVI)[perche]}."
        return " ".join(parte for parte in (scritto, nota) if parte)


def _non_lontano(giorno: date) -> None:
    if giorno > oggi() + timedelta(days=GIORNI_AVANTI):
        raise forms.ValidationError(_("È un giorno troppo lontano: scegline uno entro due anni."))


def _giorno(etichetta: Any, vuoto: Any) -> forms.DateField:
    campo = campi.giorno(etichetta, serve=True, vuoto=vuoto)
    campo.validators.append(_non_lontano)
    return campo


class FormChiudi(forms.Form):
    dal = _giorno(_("Dal giorno"), _("Scrivi il primo giorno di chiusura."))
    al = _giorno(_("Al giorno, compreso"), _("Scrivi l'ultimo giorno di chiusura."))
    motivo = campi.riga(
        _("Perché"),
        _("Lo legge chi aveva prenotato, e chi guarda la pagina."),
        massimo=120,
        serve=True,
        vuoto=_("Scrivi il motivo: chi aveva prenotato deve poter capire."),
    )


class FormBlocco(forms.Form):
    posto = forms.ModelChoiceField(
        label=_("Quale posto"),
        queryset=Postazione.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Scegli il posto da bloccare."),
            "invalid_choice": _("Scegli uno dei posti dell'elenco."),
        },
    )
    giorno = _giorno(_("Giorno"), _("Scrivi il giorno."))
    dalle = forms.TimeField(
        label=_("Dalle"),
        widget=forms.TimeInput(attrs={"type": "time", "step": 1800}, format="%H:%M"),
        error_messages={
            "required": _("Scrivi da che ora."),
            "invalid": _("Scrivi l'ora con due numeri, per esempio 9:30."),
        },
    )
    alle = forms.TimeField(
        label=_("Alle"),
        widget=forms.TimeInput(attrs={"type": "time", "step": 1800}, format="%H:%M"),
        error_messages={
            "required": _("Scrivi fino a che ora."),
            "invalid": _("Scrivi l'ora con due numeri, per esempio 18:00."),
        },
    )
    motivo = campi.riga(_("Nota"), _("La leggete solo voi."), massimo=120)

    def __init__(self, *args: Any, spazio: Spazio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo: Any = self.fields["posto"]
        campo.queryset = spazio.postazioni.filter(attiva=True)

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        for nome in ("dalle", "alle"):
            ora = dati.get(nome)
            if isinstance(ora, time) and (ora.minute % 30 or ora.second):
                self.add_error(nome, _("Scegli un'ora intera o una mezz'ora, per esempio 9:00 o 9:30."))
        if dati.get("dalle") and dati.get("alle") and dati["dalle"] >= dati["alle"]:
            self.add_error("alle", _("L'ora di fine viene dopo quella d'inizio."))
        return dati

    def tempo(self) -> dict[str, Any]:
        dati = self.cleaned_data
        dal: datetime = a_utc(dati["giorno"], dati["dalle"])
        al: datetime = a_utc(dati["giorno"], dati["alle"])
        return {"dal": dal, "al": max(al, dal + timedelta(minutes=30)), "motivo": dati["motivo"]}
