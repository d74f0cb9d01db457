"""What a member of a commission fills in: conflicts, points with their reasons, why a sheet is taken up again."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.templatetags.italiano import numero
from talenti.persone.forms.parole import solo_testo
from talenti.rete.forms import campi
from thinktown.actions.commissione import SPIEGAZIONE_MASSIMA, Dichiarata
from thinktown.actions.schede import MOTIVO_MASSIMO, NOTE_MASSIME, Punti
from thinktown.definizione import Criterio
from thinktown.enums_valutazione import MotivoConflitto
from thinktown.models import Voto

# Up to so many points they are chosen with a finger; above, they are written.
A_DITO = 10
_SCRITTI = re.compile(r"[0-9]{1,5}(?:[.,]([0-9]{1,6}))?", re.ASCII)


# ── Points ────────────────────────────────────────────────────────────────────────────────────────
class _CampoPunti(forms.CharField):
    """7,5 or 7.5; nothing is no points yet, which is not zero."""

    def __init__(self, criterio: Criterio, **altro: Any) -> None:
        self.criterio = criterio
        super().__init__(required=False, validators=[solo_testo], **altro)

    def clean(self, value: Any) -> Any:
        scritto = super().clean(value).strip()
        if not scritto:
            return None
        trovato = _SCRITTI.fullmatch(scritto)
        troppo = trovato is not None and Decimal(scritto.replace(",", ".")) > self.criterio.massimo
        if trovato is None or troppo:
            raise ValidationError(
                _("Scrivi un numero da 0 a %(massimo)s.") % {"massimo": numero(self.criterio.massimo)}
            )
        if len(trovato[1] or "") > 2:
            raise ValidationError(_("Al massimo due cifre dopo la virgola."))
        return Decimal(scritto.replace(",", "."))


class _Dita(forms.RadioSelect):
    """The points in a row, one under each finger."""

    use_fieldset = True


def scritti(punti: Decimal | None) -> str:
    """As she would write them: 7,5 and not 7,50."""
    if punti is None:
        return ""
    return f"{punti.normalize():f}".replace(".", ",")


def a_dito(criterio: Criterio, gia: Decimal | None) -> bool:
    intero = criterio.massimo == int(criterio.massimo)
    return intero and criterio.massimo <= A_DITO and (gia is None or gia == int(gia))


class FormScheda(forms.Form):
    """Criterion by criterion: points and reason; then notes that nobody else reads."""

    revisione = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput, required=False)
    note = campi.testo(
        gettext_lazy("Note solo tue"),
        gettext_lazy("Non le legge nessun altro, neanche dopo."),
        massimo=NOTE_MASSIME,
        righe=4,
    )

    def __init__(
        self, criteri: Iterable[Criterio], voti: Mapping[str, Voto], *args: Any, bloccata: bool = False, **altro: Any
    ) -> None:
        super().__init__(*args, **altro)
        self.criteri = list(criteri)
        for uno in self.criteri:
            suo = voti.get(uno.chiave)
            punti, motivo = (suo.punti, suo.motivo) if suo else (None, "")
            self.fields[f"punti-{uno.chiave}"] = _punti(uno, punti)
            self.fields[f"motivo-{uno.chiave}"] = _motivo(uno)
            self.initial[f"punti-{uno.chiave}"] = scritti(punti)
            self.initial[f"motivo-{uno.chiave}"] = motivo
        if bloccata:
            for campo in self.fields.values():
                campo.disabled = True

    def righe(self) -> list[dict[str, Any]]:
        return [
            {
                "criterio": uno,
                "punti": self[f"punti-{uno.chiave}"],
                "motivo": self[f"motivo-{uno.chiave}"],
                "a_dito": isinstance(self.fields[f"punti-{uno.chiave}"].widget, forms.RadioSelect),
            }
            for uno in self.criteri
        ]

    def dati(self) -> dict[str, Punti]:
        """What may be kept of it: the criteria of which both the points and the reason are written well."""
        puliti = self.cleaned_data
        return {
            uno.chiave: Punti(puliti[f"punti-{uno.chiave}"], puliti[f"motivo-{uno.chiave}"])
            for uno in self.criteri
            if f"punti-{uno.chiave}" in puliti and f"motivo-{uno.chiave}" in puliti
        }

    def chiedi_i_motivi(self) -> None:
        """Points without the reason that the call asks for: said at the criterion, when she saves."""
        for chiave, uno in self.dati().items():
            criterio = next(c for c in self.criteri if c.chiave == chiave)
            if criterio.motivo and uno.punti is not None and not uno.motivo.strip():
                self.add_error(f"motivo-{chiave}", _("Scrivi perché: qui il bando chiede un motivo."))


def _punti(criterio: Criterio, gia: Decimal | None) -> forms.Field:
    etichetta = _("Punti per «%(criterio)s»") % {"criterio": criterio.nome}
    if a_dito(criterio, gia):
        scelte = [(str(n), str(n)) for n in range(int(criterio.massimo) + 1)]
        return _CampoPunti(criterio, label=etichetta, widget=_Dita(choices=scelte))
    aiuto = _("Da 0 a %(massimo)s, per esempio 7,5.") % {"massimo": numero(criterio.massimo)}
    scrive = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return _CampoPunti(criterio, label=etichetta, help_text=aiuto, widget=scrive)


def _motivo(criterio: Criterio) -> forms.Field:
    campo = campi.testo(_("Perché, per «%(criterio)s»") % {"criterio": criterio.nome}, massimo=MOTIVO_MASSIMO, righe=3)
    # Said as asked for, and asked for only where points are given.
    campo.senza_facoltativo = criterio.motivo  # type: ignore[attr-defined]  # read by the page
    return campo


class FormRiprende(forms.Form):
    motivo = campi.testo(
        gettext_lazy("Perché la riprendi"),
        gettext_lazy("Resta scritto accanto alla scheda, insieme a quella di prima."),
        massimo=400,
        righe=3,
        serve=True,
        vuoto=gettext_lazy("Scrivi perché cambi una scheda che hai già firmato."),
    )


# ── Conflicts ─────────────────────────────────────────────────────────────────────────────────────
NO, SI = "no", "si"


class FormDichiarazioni(forms.Form):
    """Application by application: no conflict, or which one. What is left without an answer waits."""

    def __init__(self, codici: Iterable[str], *args: Any, chiede_condanne: bool, **altro: Any) -> None:
        super().__init__(*args, **altro)
        self.codici = list(codici)
        if chiede_condanne:
            self.fields["senza_condanne"] = forms.BooleanField(
                label=_(
                    "Dichiaro di non avere condanne, nemmeno non definitive, per reati contro la pubblica "
                    "amministrazione (D.lgs. 165/2001, art. 35-bis)."
                ),
                error_messages={"required": _("Per valutare devi poter dichiarare di non avere queste condanne.")},
            )
        for codice in self.codici:
            self._di_una(codice)

    def _di_una(self, codice: str) -> None:
        risposte = [(NO, _("Nessun conflitto")), (SI, _("Ho un conflitto"))]
        self.fields[f"conflitto-{codice}"] = forms.ChoiceField(
            label=_("Hai un conflitto di interessi?"), choices=risposte, required=False, widget=forms.RadioSelect
        )
        self.fields[f"motivo-{codice}"] = forms.ChoiceField(
            label=_("Quale conflitto"), choices=[("", _("Scegli")), *MotivoConflitto.choices], required=False
        )
        self.fields[f"spiegazione-{codice}"] = campi.testo(_("In poche parole"), massimo=SPIEGAZIONE_MASSIMA, righe=2)

    def campi_di(self, codice: str) -> dict[str, Any]:
        return {nome: self[f"{nome}-{codice}"] for nome in ("conflitto", "motivo", "spiegazione")}

    def clean(self) -> dict[str, Any]:
        puliti = super().clean() or self.cleaned_data
        for codice in self.codici:
            risposta, motivo = puliti.get(f"conflitto-{codice}"), puliti.get(f"motivo-{codice}")
            if risposta == SI and not motivo:
                self.add_error(f"motivo-{codice}", _("Scegli quale conflitto hai."))
            if risposta != SI and motivo:
                self.add_error(f"conflitto-{codice}", _("Hai scelto un conflitto: segna «Ho un conflitto», o toglilo."))
        return puliti

    def dichiarate(self) -> dict[str, Dichiarata]:
        dette = {}
        for codice in self.codici:
            risposta = self.cleaned_data[f"conflitto-{codice}"]
            if risposta == NO:
                dette[codice] = Dichiarata()
            elif risposta == SI:
                motivo = MotivoConflitto(self.cleaned_data[f"motivo-{codice}"])
                dette[codice] = Dichiarata(motivo, self.cleaned_data[f"spiegazione-{codice}"])
        return dette
