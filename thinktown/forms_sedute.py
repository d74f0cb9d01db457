"""What who conducts a commission fills in: a sitting, its agenda, who was there, what was said, its minutes."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.dateparse import parse_time
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.clock import a_roma
from talenti.rete.forms import campi
from thinktown.actions.schede import Punti
from thinktown.actions.sedute import (
    DECISO_MASSIMO,
    DISCUSSIONE_MASSIMA,
    PUNTI_MASSIMO,
    TESTO_PUNTO_MASSIMO,
    Appuntamento,
    Presente,
    Punto,
)
from thinktown.actions.verbali import TESTO_MASSIMO
from thinktown.definizione import Criterio
from thinktown.enums_sedute import ComePresente
from thinktown.forms_valutazione import FormScheda
from thinktown.models import Presenza, PuntoConcordato, Seduta
from thinktown.ufficio.campi import istante

_DI_UNA = re.compile(r"(?:domanda|n\.?)\s*(?:n\.?\s*)?([0-9a-z]{1,8})\s*(?:[:,]\s*(.*))?", re.IGNORECASE)


# ── When and where ────────────────────────────────────────────────────────────────────────────────
class FormAppuntamento(forms.Form):
    quando = istante(gettext_lazy("Quando"), gettext_lazy("Ora italiana."), serve=True)
    durata = forms.IntegerField(
        label=gettext_lazy("Quanto dura, in minuti"),
        min_value=15,
        max_value=720,
        initial=120,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Scrivi quanti minuti dura, per esempio 120."),
            "invalid": gettext_lazy("Scrivi quanti minuti dura, per esempio 120."),
            "min_value": gettext_lazy("Una seduta dura da 15 minuti a 12 ore."),
            "max_value": gettext_lazy("Una seduta dura da 15 minuti a 12 ore."),
        },
    )
    dove = campi.riga(
        gettext_lazy("Dove, per chi viene di persona"), gettext_lazy("Sala, indirizzo, comune."), massimo=200
    )
    collegamento = campi.sito(gettext_lazy("Collegamento, per chi è a distanza"))

    def appuntamento(self) -> Appuntamento:
        puliti = self.cleaned_data
        return Appuntamento(puliti["quando"], puliti["durata"], puliti["dove"], puliti["collegamento"])

    @staticmethod
    def di(seduta: Seduta) -> dict[str, Any]:
        """What it says now, to begin from."""
        return {nome: getattr(seduta, nome) for nome in ("quando", "durata", "dove", "collegamento")}


class FormSposta(FormAppuntamento):
    motivo = campi.motivo(gettext_lazy("Perché la sposti"), gettext_lazy("Lo legge tutta la commissione."))


class FormMotivo(forms.Form):
    motivo = campi.motivo(gettext_lazy("Perché"), gettext_lazy("Lo legge chi riceve l'avviso."))


# ── The agenda ────────────────────────────────────────────────────────────────────────────────────
class FormOrdine(forms.Form):
    """One point a line; ``n. 12`` is application number 12, or ``Domanda ab3`` where names are hidden.

    ``trova`` gives the key of an application out of how it is called, None where there is none.
    """

    punti = campi.testo(
        gettext_lazy("Ordine del giorno"),
        gettext_lazy("Un punto per riga. Per parlare di una domanda comincia la riga con il suo numero: «n. 12»."),
        massimo=PUNTI_MASSIMO * 60,
        righe=8,
    )

    def __init__(self, *args: Any, trova: Callable[[str], int | None], **altro: Any) -> None:
        self.trova = trova
        super().__init__(*args, **altro)

    def clean_punti(self) -> list[Punto]:
        righe = [riga.strip() for riga in self.cleaned_data["punti"].splitlines() if riga.strip()]
        if len(righe) > PUNTI_MASSIMO:
            raise forms.ValidationError(_("Al massimo %(n)s punti.") % {"n": PUNTI_MASSIMO})
        return [self._punto(riga) for riga in righe]

    def _punto(self, riga: str) -> Punto:
        di_una = _DI_UNA.fullmatch(riga)
        testo = (di_una[2] or "" if di_una else riga).strip()
        if len(testo) > TESTO_PUNTO_MASSIMO:
            raise forms.ValidationError(_("Un punto è troppo lungo: al massimo 300 caratteri."))
        if di_una is None:
            return Punto(testo)
        chiave = self.trova(di_una[1].lower())
        if chiave is None:
            raise forms.ValidationError(_("«%(riga)s»: non c'è una domanda con quel numero.") % {"riga": riga[:60]})
        return Punto(testo, chiave)


class FormConvoca(FormAppuntamento, FormOrdine):
    field_order = ("quando", "durata", "dove", "collegamento", "punti")


class FormDeciso(forms.Form):
    deciso = campi.testo(
        gettext_lazy("Che cosa si è deciso"),
        gettext_lazy("Lo legge tutta la commissione: delle domande si scrive nelle loro pagine."),
        massimo=DECISO_MASSIMO,
        righe=6,
    )


# ── Who was there ─────────────────────────────────────────────────────────────────────────────────
class FormPresenze(forms.Form):
    """A seat each: how, and the hours of who came later or left before the end."""

    def __init__(self, seduta: Seduta, presenze: Iterable[Presenza], *args: Any, **altro: Any) -> None:
        super().__init__(*args, **altro)
        self.seduta, self.presenze = seduta, list(presenze)
        for una in self.presenze:
            pk = una.commissario_id
            nome = f"{una.commissario.persona}, {str(una.commissario.get_ruolo_display()).lower()}"
            self.fields[f"come-{pk}"] = forms.ChoiceField(
                label=nome, choices=ComePresente.choices, initial=una.come, widget=forms.RadioSelect
            )
            self.fields[f"entra-{pk}"] = _ora_di(_("Arriva alle"), una.entra)
            self.fields[f"esce-{pk}"] = _ora_di(_("Va via alle"), una.esce)

    def righe(self) -> list[dict[str, Any]]:
        return [
            {"presenza": una} | {nome: self[f"{nome}-{una.commissario_id}"] for nome in ("come", "entra", "esce")}
            for una in self.presenze
        ]

    def clean(self) -> dict[str, Any]:
        puliti = super().clean() or self.cleaned_data
        for nome in [uno for uno in self.fields if not uno.startswith("come-")]:
            scritta = puliti.get(nome) or ""
            puliti[nome] = self._istante(scritta) if scritta else None
            if scritta and puliti[nome] is None:
                self.add_error(nome, _("Scrivi l'ora, per esempio 15:30."))
        return puliti

    def _istante(self, scritta: str) -> datetime | None:
        """That hour, on the day on which it began; after midnight, the day after."""
        try:
            ora = parse_time(scritta.replace(".", ":"))
        except ValueError:
            return None
        if ora is None:
            return None
        inizio = a_roma(self.seduta.aperta_il or self.seduta.quando)
        detto = inizio.replace(hour=ora.hour, minute=ora.minute, second=0, microsecond=0)
        return detto + timedelta(days=1) if detto < inizio - timedelta(hours=6) else detto

    def dette(self) -> dict[int, Presente]:
        puliti = self.cleaned_data
        return {
            una.commissario_id: Presente(
                ComePresente(puliti[f"come-{una.commissario_id}"]),
                puliti[f"entra-{una.commissario_id}"],
                puliti[f"esce-{una.commissario_id}"],
            )
            for una in self.presenze
        }


def _ora_di(etichetta: str, gia: datetime | None) -> forms.CharField:
    scritta = f"{a_roma(gia):%H:%M}" if gia else ""
    campo = campi.riga(etichetta, massimo=5, inputmode="numeric", autocomplete="off")
    campo.initial = scritta
    return campo


# ── What was said, and given together ─────────────────────────────────────────────────────────────
class FormDiscussione(forms.Form):
    testo = campi.testo(
        gettext_lazy("Che cosa si è detto"),
        gettext_lazy("Entra nel verbale. Non lo legge chi su questa domanda ha un conflitto."),
        massimo=DISCUSSIONE_MASSIMA,
        righe=8,
    )


class FormConcordati(FormScheda):
    """The points of a sheet, given by all together."""

    def __init__(
        self, criteri: Iterable[Criterio], dati: Mapping[str, PuntoConcordato], *args: Any, **altro: Any
    ) -> None:
        super().__init__(criteri, dati, *args, **altro)  # type: ignore[arg-type]  # it reads points and reasons alone
        del self.fields["note"], self.fields["revisione"]

    def punti(self) -> dict[str, Punti]:
        return self.dati()


# ── Minutes ───────────────────────────────────────────────────────────────────────────────────────
class FormVerbale(forms.Form):
    revisione = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput, required=False)
    testo = campi.testo(
        gettext_lazy("Che cosa aggiungi"),
        gettext_lazy("Lo legge tutta la commissione: delle domande si scrive nelle loro pagine."),
        massimo=TESTO_MASSIMO,
        righe=10,
    )
