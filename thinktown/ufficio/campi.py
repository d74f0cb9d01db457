"""Fields of the office's forms: what a clerk types on one side, the values of a call on the other.

Nothing is compulsory here: a draft is one that still lacks something, and ``mancanze`` says what.
"""

from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.dateparse import parse_time
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import ROMA, a_roma
from talenti.base.exceptions import DatoNonAccettato
from talenti.base.templatetags.italiano import numero
from talenti.base.widgets import PARTI, DataInTreCampi
from talenti.luoghi.models import Comune
from talenti.persone.forms.parole import solo_testo
from talenti.rete.forms import campi
from thinktown import risposte
from thinktown.definizione import Quesito
from thinktown.enums import TipoQuesito

riga, testo, giorno, motivo = campi.riga, campi.testo, campi.giorno, campi.motivo
MASSIMO_RIGHE, MASSIMO_RIGA = 40, 300
_ANNI = range(2000, 2100)
_SCEGLI = {"required": _("Scegli una voce dell'elenco."), "invalid_choice": _("Scegli una voce dell'elenco.")}
_UNA = {**_SCEGLI, "invalid_list": _("Scegli una voce dell'elenco.")}


class CifraField(forms.Field):
    """A number or a sum as people write it (1.200,50): the same reading as in applications."""

    def __init__(self, *, tipo: TipoQuesito, frase: Any = "", massimo: int | None = None, **opzioni: Any) -> None:
        self.tipo, self.frase, self.massimo = tipo, frase, massimo
        scritto = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "corta"})
        super().__init__(widget=scritto, required=False, **opzioni)

    def prepare_value(self, value: Any) -> Any:
        return numero(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value

    def to_python(self, value: Any) -> int | Decimal | None:
        try:
            letto = risposte.leggi(Quesito(chiave="cifra", tipo=self.tipo), value or "")
        except DatoNonAccettato as errore:
            raise ValidationError(str(self.frase or errore.frase)) from errore
        if letto is not None and self.massimo is not None and Decimal(str(letto)) > self.massimo:
            raise ValidationError(_("Scrivi un numero fino a %(n)s.") % {"n": numero(self.massimo)})
        return Decimal(letto) if isinstance(letto, str) else letto


def intero(etichetta: Any, aiuto: Any = "", *, massimo: int = 1_000_000) -> CifraField:
    return CifraField(tipo=TipoQuesito.NUMERO, label=etichetta, help_text=aiuto, massimo=massimo)


def euro(etichetta: Any, aiuto: Any = "") -> CifraField:
    return CifraField(tipo=TipoQuesito.DENARO, label=etichetta, help_text=aiuto)


def punti(etichetta: Any, aiuto: Any = "") -> CifraField:
    frase = _("Scrivi un numero, per esempio 10 oppure 0,5.")
    return CifraField(tipo=TipoQuesito.DENARO, frase=frase, massimo=10_000, label=etichetta, help_text=aiuto)


class UnaPerRigaField(forms.CharField):
    """Short sentences, one a line."""

    def __init__(self, **opzioni: Any) -> None:
        opzioni.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(required=False, validators=[solo_testo], max_length=MASSIMO_RIGHE * MASSIMO_RIGA, **opzioni)
        self.error_messages["max_length"] = _("Al massimo %(limit_value)s caratteri: accorcia il testo.")

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, tuple) else value

    def clean(self, value: Any) -> Any:
        scritte = tuple(una.strip() for una in (super().clean(value) or "").splitlines() if una.strip())
        if len(scritte) > MASSIMO_RIGHE:
            raise ValidationError(_("Al massimo %(n)s righe.") % {"n": MASSIMO_RIGHE})
        if any(len(una) > MASSIMO_RIGA for una in scritte):
            raise ValidationError(_("Ogni riga ha al massimo %(n)s caratteri.") % {"n": MASSIMO_RIGA})
        return scritte


def una_per_riga(etichetta: Any, aiuto: Any = "", *, righe: int = 4) -> UnaPerRigaField:
    return UnaPerRigaField(label=etichetta, help_text=aiuto, widget=forms.Textarea(attrs={"rows": righe}))


class ComuniField(UnaPerRigaField):
    """Comuni of the province by name, one a line; their ISTAT codes on the other side."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, tuple):
            return value
        nomi = dict(Comune.objects.filter(istat__in=value).values_list("istat", "nome")) if value else {}
        return "\n".join(nomi.get(uno, uno) for uno in value)

    def clean(self, value: Any) -> tuple[str, ...]:
        codici = []
        for nome in super().clean(value):
            comune = Comune.objects.attivi().da_testo(nome).first()
            if comune is None:
                raise ValidationError(
                    _("Non conosco il comune «%(nome)s». Scrivine uno della provincia per riga.") % {"nome": nome[:40]}
                )
            codici.append(comune.istat)
        return tuple(codici)


def casella(etichetta: Any, aiuto: Any = "") -> forms.BooleanField:
    return forms.BooleanField(label=etichetta, help_text=aiuto, required=False)


class _Scelta(forms.TypedChoiceField):
    def valid_value(self, value: Any) -> bool:
        return super().valid_value(str(value))


def scelta(etichetta: Any, voci: type[TextChoices], aiuto: Any = "", *, a_vista: bool = False) -> forms.Field:
    return _Scelta(
        label=etichetta,
        help_text=aiuto,
        choices=voci.choices,
        coerce=voci,
        error_messages=_SCEGLI,
        widget=forms.RadioSelect if a_vista else forms.Select,
    )


def scelta_di(etichetta: Any, scelte: Any, aiuto: Any = "") -> forms.ChoiceField:
    """One of what the call has, or none."""
    return forms.ChoiceField(
        label=etichetta, help_text=aiuto, choices=[("", "–"), *scelte], required=False, error_messages=_SCEGLI
    )


class ScelteField(forms.TypedMultipleChoiceField):
    """Some of a list, in the order of the list, as a tuple."""

    def __init__(self, **opzioni: Any) -> None:
        super().__init__(required=False, error_messages=_UNA, widget=forms.CheckboxSelectMultiple, **opzioni)

    def prepare_value(self, value: Any) -> Any:
        return [str(uno) for uno in value] if isinstance(value, tuple) else value

    def clean(self, value: Any) -> tuple[Any, ...]:
        scelte = {str(uno) for uno in super().clean(value)}
        return tuple(self.coerce(chiave) for chiave, _nome in self.choices if str(chiave) in scelte)


def scelte(etichetta: Any, voci: type[TextChoices], aiuto: Any = "") -> ScelteField:
    return ScelteField(label=etichetta, help_text=aiuto, choices=voci.choices, coerce=voci)


def scelte_di(etichetta: Any, voci: Any, aiuto: Any = "") -> ScelteField:
    return ScelteField(label=etichetta, help_text=aiuto, choices=list(voci), coerce=str)


# ── Instants ──────────────────────────────────────────────────────────────────────────────────────
class IstanteInCampi(DataInTreCampi):
    """Day, month, year and hour, on the clocks of Rome."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.widgets.append(forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 5}))
        self.widgets_names.append("_ora")

    def decompress(self, value: Any) -> list[str]:
        if not isinstance(value, datetime):
            return ["", "", "", ""]
        locale = a_roma(value)
        return [str(locale.day), str(locale.month), str(locale.year), f"{locale:%H:%M}"]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return [str(data.get(f"{name}_{parte}") or "").strip()[:40] for parte in (*PARTI, "ora")]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        contesto = forms.MultiWidget.get_context(self, name, value, attrs)
        etichette = (_("Giorno"), _("Mese"), _("Anno"), _("Ora"))
        for etichetta, sotto in zip(etichette, contesto["widget"]["subwidgets"], strict=True):
            sotto["etichetta"] = etichetta
            largo = "corto-4" if sotto["name"].endswith(("anno", "ora")) else "corto-2"
            # In the portal the component has said already how a field looks.
            sotto["attrs"]["class"] = " ".join(filter(None, (sotto["attrs"].get("class"), largo)))
        return contesto


class IstanteField(forms.Field):
    """An instant written as people say it: 7 12 2026, 12:00."""

    def __init__(self, **opzioni: Any) -> None:
        super().__init__(widget=IstanteInCampi(), **opzioni)

    def clean(self, value: Any) -> datetime | None:
        g, m, a, o = value if isinstance(value, list) else ["", "", "", ""]
        if not any((g, m, a, o)):
            if self.required:
                raise ValidationError(_("Scrivi il giorno e l'ora."))
            return None
        ora = _ora(o)
        if ora is None:
            raise ValidationError(_("Scrivi anche l'ora, per esempio 12:00."))
        try:
            if int(a) not in _ANNI:
                raise ValueError
            istante = datetime(int(a), int(m), int(g), ora.hour, ora.minute, tzinfo=ROMA)
        except (ValueError, OverflowError) as errore:
            raise ValidationError(
                _("Questa data non esiste o è incompleta. Scrivi giorno, mese e anno, per esempio 7 12 2026.")
            ) from errore
        if a_roma(istante.astimezone(UTC)).time() != ora:
            raise ValidationError(_("Quel giorno cambia l'ora, e quest'ora non c'è: scegline un'altra."))
        return istante.astimezone(UTC)


def _ora(scritta: str) -> time | None:
    try:
        return parse_time(scritta.replace(".", ":") if ":" not in scritta else scritta)
    except ValueError:
        return None


def istante(etichetta: Any, aiuto: Any = "", *, serve: bool = False) -> IstanteField:
    return IstanteField(label=etichetta, help_text=aiuto, required=serve)
