"""What each person, and who applies, says of itself where the rules of the call ask it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _

from talenti.base.clock import oggi
from talenti.luoghi.fields import ComuneField
from talenti.luoghi.models import Comune
from talenti.rete.forms import campi
from thinktown import dichiarati, fatti, parole
from thinktown.definizione import Dichiarazione
from thinktown.dichiarati import Luogo, Organizzazione
from thinktown.enums import TipoRequisito
from thinktown.fatti import FUORI, Giorni
from thinktown.forms_domanda import FormComincia
from thinktown.forms_gruppo import FormDichiarazioni
from thinktown.models import Componente, Domanda


# ── A place ───────────────────────────────────────────────────────────────────────────────────────
class _ConFuori(ModelChoiceIterator):
    """Out of the province stands before the comuni, where it is seen."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        yield ("", self.field.empty_label)
        yield (FUORI, _("Fuori dalla provincia di Cremona"))
        for comune in self.queryset:
            yield (comune.istat, comune.nome)


class LuogoField(ComuneField):
    """A comune of the province on a day, or out of it."""

    iterator = _ConFuori

    def __init__(self, giorno: date, **opzioni: Any) -> None:
        super().__init__(Comune.objects.attivi(giorno), anche_soppressi=True, **opzioni)

    def prepare_value(self, value: Any) -> Any:
        return value if value == FUORI else super().prepare_value(value)

    def to_python(self, value: Any) -> Luogo:
        return FUORI if value == FUORI else super().to_python(value)

    def validate(self, value: Any) -> None:
        # What has been found is one of them: only the empty one is left to be judged.
        forms.Field.validate(self, value)


# ── Of a person ───────────────────────────────────────────────────────────────────────────────────
class ConGiorni(forms.Form):
    """``giorni``: what is asked, and for which day. The page sends their fingerprint back, as it was read."""

    giorni: Giorni = {}

    @property
    def impronta(self) -> str:
        return fatti.impronta(self.giorni)

    def letti(self) -> str:
        return str(self.data.get("giorni", ""))[:200]


class ConFatti(ConGiorni):
    """The fields of what is asked of one person; none, where nothing is."""

    def aggiungi_fatti(self, giorni: Giorni, suo: Componente) -> None:
        self.giorni = giorni
        persona: Any = suo.persona  # whoever is in has an account: a constraint holds it
        if giorno := giorni.get(TipoRequisito.RESIDENZA):
            self.fields["residenza"] = LuogoField(
                giorno,
                label=dichiarati.etichetta(TipoRequisito.RESIDENZA, giorno),
                help_text=_("Il comune in cui risulti all'anagrafe quel giorno."),
                error_messages={"required": _("Scegli il comune in cui hai la residenza.")},
                initial=dichiarati.luogo(suo, "residenza") or persona.comune,
            )
        if giorno := giorni.get(TipoRequisito.OCCUPAZIONE):
            self.fields["occupazione"] = forms.ChoiceField(
                label=dichiarati.etichetta(TipoRequisito.OCCUPAZIONE, giorno),
                help_text=_("Se studi e lavori, scegli «Lavoro»."),
                choices=list(dichiarati.IO.items()),
                widget=forms.RadioSelect,
                initial=suo.occupazione,
                error_messages={
                    "required": _("Scegli che cosa fai quel giorno."),
                    "invalid_choice": _("Scegli una di queste."),
                },
            )

    def detti(self) -> dict[str, Any]:
        """What the verb takes."""
        scritti = {nome: self.cleaned_data[nome] for nome in ("residenza", "occupazione") if nome in self.fields}
        return scritti | {"giorni": self.letti()}


class FormFatti(ConFatti):
    """Hers, on a page of their own."""

    def __init__(self, giorni: Giorni, suo: Componente, data: Any = None) -> None:
        super().__init__(data, use_required_attribute=False)
        self.aggiungi_fatti(giorni, suo)


class FormConferma(FormDichiarazioni, ConFatti):
    """With her statements, where she confirms: first what she says of herself, then the ticks."""

    def __init__(self, da_rendere: Iterable[Dichiarazione], giorni: Giorni, suo: Componente, data: Any = None) -> None:
        super().__init__(da_rendere, data, use_required_attribute=False)
        self.aggiungi_fatti(giorni, suo)
        self.order_fields(["residenza", "occupazione", *self.chiavi])


# ── Of the organisation ───────────────────────────────────────────────────────────────────────────
class FormChi(FormComincia, ConGiorni):
    """Under which name and for which section; and, where the call asks, its seat and since when it is there."""

    def __init__(self, domanda: Domanda, al: date, data: Any = None) -> None:
        iniziali = {
            "come": f"{domanda.sezione}|{domanda.proponente}",
            "soggetto": domanda.soggetto,
            "codice_fiscale": domanda.codice_fiscale,
        }
        self.chi = domanda.bando.in_vigore.chi
        super().__init__(domanda.bando.in_vigore, initial=iniziali, data=data)
        # Of whoever may apply: who it is, is chosen on this same page.
        self.di = {uno: fatti.di_organizzazione(self.chi, uno, al=al) for uno in self.chi.proponenti}
        self.giorni = dichiarati.chiedibili_alle_organizzazioni(self.chi, al)
        if giorno := self.giorni.get(TipoRequisito.SEDE):
            self.fields["sede"] = LuogoField(
                giorno,
                label=dichiarati.etichetta(TipoRequisito.SEDE, giorno),
                help_text=self._aiuto(TipoRequisito.SEDE, _("Il comune della sede legale.")),
                required=False,
                initial=dichiarati.luogo(domanda, "sede"),
            )
        if giorno := self.giorni.get(TipoRequisito.DA_QUANTO):
            nasce = self._aiuto(TipoRequisito.DA_QUANTO, _("Il giorno scritto nell'atto che l'ha fatta nascere."))
            self.fields["costituita_il"] = campi.giorno(dichiarati.etichetta(TipoRequisito.DA_QUANTO, giorno), nasce)
            self.initial["costituita_il"] = domanda.costituita_il
        # A draft may lack them; what is to be sent does not.
        for nome in {"sede", "costituita_il"} & set(self.fields):
            self.fields[nome].serve_all_invio = True  # type: ignore[attr-defined]  # for the page

    def _aiuto(self, tipo: TipoRequisito, aiuto: str) -> str:
        per = [uno for uno, sue in self.di.items() if tipo in sue]
        if len(per) == len(self.di):
            return aiuto
        return f"{aiuto} {_('Solo per %(chi)s.') % {'chi': parole.chi_presenta(per)}}"

    def clean_costituita_il(self) -> date | None:
        dal: date | None = self.cleaned_data["costituita_il"]
        if dal is not None and dal > oggi():
            raise ValidationError(_("Questa data deve ancora venire: scrivi quella dell'atto."))
        return dal

    def scelto(self) -> dict[str, Any]:
        """What the verb takes."""
        detta = Organizzazione(
            sede=self.cleaned_data.get("sede") or None, costituita_il=self.cleaned_data.get("costituita_il")
        )
        return super().scelto() | {"organizzazione": detta, "giorni": self.letti()}
