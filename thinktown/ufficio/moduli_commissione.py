"""The forms of a commission: who is named, who leaves and who comes, the phases, who takes an empty place."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.clock import adesso
from thinktown.actions.commissione import RAPPRESENTA_MASSIMO, DatiFase, Nominato
from thinktown.enums_valutazione import RuoloCommissario, TipoFase, VediVoti
from thinktown.models import Commissario, Commissione, FaseValutazione
from thinktown.ufficio import campi
from thinktown.ufficio.base import impronta_di
from thinktown.ufficio.moduli import NESSUN_ACCOUNT, DelBando, FormAtto, FormAttoConMotivo, chi_ha, di_rete

RIGHE_ALL_INIZIO, RIGHE_MASSIMO = 3, 15
_SCEGLI = {"required": gettext_lazy("Scegli una voce dell'elenco."),
           "invalid_choice": gettext_lazy("Scegli una voce dell'elenco.")}  # fmt: skip


def _chi_siede(persona: Any, presidente: bool = False) -> dict[str, forms.Field]:
    """Who, as what, and for whom: asked in the same words wherever somebody is named."""
    return {
        "email": di_rete.indirizzo_email(gettext_lazy("Email"), persona),
        "ruolo": forms.ChoiceField(
            label=gettext_lazy("Come"),
            choices=RuoloCommissario.choices,
            initial=RuoloCommissario.PRESIDENTE if presidente else RuoloCommissario.COMPONENTE,
            error_messages=_SCEGLI,
        ),
        "rappresenta": campi.riga(gettext_lazy("Quale ente o categoria rappresenta"), massimo=RAPPRESENTA_MASSIMO),
    }


class _Nomina:
    """One person out of three fields; their errors are said beside each."""

    cleaned_data: dict[str, Any]

    def nominato(self, coda: str = "") -> Nominato | None:
        """None: nothing is written there, or something is wrong."""
        email, rappresenta = (self.cleaned_data.get(f"{nome}{coda}", "") for nome in ("email", "rappresenta"))
        if not email and not rappresenta:
            return None
        persona = self._persona(f"email{coda}", email)
        if not rappresenta and f"rappresenta{coda}" in self.cleaned_data:
            self._sbaglia(f"rappresenta{coda}", _("Scrivi quale ente o categoria rappresenta."))
        ruolo = self.cleaned_data.get(f"ruolo{coda}")
        if persona is None or not rappresenta or not ruolo:
            return None
        return Nominato(persona, RuoloCommissario(ruolo), rappresenta)

    def _persona(self, campo: str, email: str) -> Any:
        if not email:
            if campo in self.cleaned_data:
                self._sbaglia(campo, _("Scrivi l'email della persona."))
            return None
        trovata = chi_ha(email)
        if trovata is None:
            self._sbaglia(campo, str(NESSUN_ACCOUNT))
        elif trovata.e_minorenne:
            self._sbaglia(campo, _("Chi valuta ha già 18 anni: scegli un'altra persona."))
        return trovata

    def _sbaglia(self, campo: str, frase: str) -> None:
        self.add_error(campo, frase)  # type: ignore[attr-defined]  # of the form


class FormNomina(_Nomina, FormAtto):
    """So many rows as are asked for; one left blank names nobody."""

    def __init__(self, *args: Any, quante: int = RIGHE_ALL_INIZIO, **kwargs: Any) -> None:
        self.quante = min(max(quante, RIGHE_ALL_INIZIO), RIGHE_MASSIMO)
        super().__init__(*args, **kwargs)

    def prepara(self) -> None:
        aiuto = gettext_lazy("Quella con cui entra nel portale. Una riga senza email non conta.")
        for n in range(self.quante):
            for nome, campo in _chi_siede(aiuto, presidente=n == 0).items():
                self.fields[f"{nome}_{n}"] = campo

    @property
    def piena(self) -> bool:
        return self.quante >= RIGHE_MASSIMO

    def righe(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        for n in range(self.quante):
            yield n + 1, [self[f"{nome}_{n}"] for nome in ("email", "ruolo", "rappresenta")]

    def dell_atto(self) -> list[forms.BoundField]:
        return [self[nome] for nome in self.base_fields]

    def zitta(self) -> None:
        """Show what was typed, judge nothing yet."""
        self._errors = forms.utils.ErrorDict()
        self.cleaned_data = {}

    def clean(self) -> dict[str, Any]:
        dati = super().clean()
        self.nominati: list[Nominato] = []
        for n in range(self.quante):
            uno = self.nominato(f"_{n}")
            if uno is None:
                continue
            if uno.persona in [altro.persona for altro in self.nominati]:
                self._sbaglia(f"email_{n}", _("Questa persona è già scritta più su: ognuno ha un posto solo."))
            self.nominati.append(uno)
        return dati


class FormCambia(_Nomina, FormAttoConMotivo):
    esce = forms.ModelChoiceField(
        queryset=Commissario.objects.none(),
        label=gettext_lazy("Chi lascia"),
        empty_label=gettext_lazy("Nessuno"),
        required=False,
        error_messages=_SCEGLI,
    )
    email, ruolo, rappresenta = _chi_siede(
        gettext_lazy("Di chi arriva. Lasciala in bianco se non arriva nessuno.")
    ).values()
    field_order = ("esce", "email", "ruolo", "rappresenta", "motivo", "numero", "data", "file")

    def prepara(self) -> None:
        campo: Any = self.fields["esce"]
        campo.queryset = Commissario.objects.filter(commissione__bando=self.bando, al__isnull=True).select_related(
            "persona"
        )

    def clean(self) -> dict[str, Any]:
        dati = super().clean()
        self.entra = self.nominato()
        return dati


# ── The phases ────────────────────────────────────────────────────────────────────────────────────
_QUANDO_FINISCE = gettext_lazy("Puoi deciderlo più avanti.")
_AIUTI = {
    TipoFase.DICHIARA: gettext_lazy(
        "Ognuno vede l'elenco delle domande, con i nomi, e dichiara se ha conflitti. Nessuno apre niente."
    ),
    TipoFase.DA_SOLI: gettext_lazy("Chi ha dichiarato su tutto apre le domande e riempie la sua scheda."),
    TipoFase.INSIEME: gettext_lazy("La commissione si riunisce e discute. Le schede si possono ancora firmare."),
    TipoFase.CHIUSA: gettext_lazy("Si legge, e non si cambia più niente."),
}
_SERVONO = (TipoFase.DICHIARA, TipoFase.DA_SOLI)


def segno_delle_fasi(fasi: list[FaseValutazione]) -> str:
    return impronta_di([[una.tipo, una.dal.isoformat(), una.nomi, una.voti] for una in fasi])


class FormFasi(DelBando):
    """What has begun is only read; ``letto``: the dates that were there when the page was opened."""

    subito = forms.BooleanField(label=gettext_lazy("Subito, appena premi il bottone"), required=False)
    letto = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput)

    def __init__(self, *args: Any, commissione: Commissione, **kwargs: Any) -> None:
        self.fasi = list(commissione.fasi.all())
        super().__init__(*args, **kwargs)

    def prepara(self) -> None:
        self.ora = adesso()
        self.prima = {una.tipo: una for una in self.fasi}
        tipi = list(TipoFase)
        cominciate = [una for una in self.fasi if una.cominciata(self.ora)]
        self.ultima = cominciate[-1] if cominciate else None
        # One that was skipped cannot come any more, once what follows it has begun.
        self.da_decidere = tipi[tipi.index(TipoFase(self.ultima.tipo)) + 1 :] if self.ultima else tipi
        if TipoFase.DICHIARA not in self.da_decidere:
            del self.fields["subito"]
        else:
            self.initial["subito"] = not self.fasi
        for tipo in self.da_decidere:
            self._aggiungi(tipo)
        self.initial["letto"] = segno_delle_fasi(self.fasi)

    def _aggiungi(self, tipo: TipoFase) -> None:
        una = self.prima.get(tipo)
        aiuto = gettext_lazy("Ora italiana.") if tipo in _SERVONO else _QUANDO_FINISCE
        self.fields[f"dal_{tipo}"] = campi.istante(gettext_lazy("Comincia"), aiuto)
        self.initial[f"dal_{tipo}"] = una.dal if una else None
        if tipo == TipoFase.DICHIARA:
            return
        self.fields[f"nomi_{tipo}"] = campi.casella(gettext_lazy("Si vedono i nomi di chi presenta"))
        self.initial[f"nomi_{tipo}"] = una.nomi if una else True
        self.fields[f"voti_{tipo}"] = campi.scelta(gettext_lazy("I voti degli altri"), VediVoti, a_vista=True)
        di_solito = VediVoti.MAI if tipo == TipoFase.DA_SOLI else VediVoti.SEMPRE
        self.initial[f"voti_{tipo}"] = una.voti if una else di_solito

    @cached_property
    def gruppi(self) -> list[dict[str, Any]]:
        """A phase each: the one that was, where it has begun; its fields, where it may still be decided."""
        return [
            {
                "tipo": tipo,
                "aiuto": _AIUTI[tipo],
                "fase": None if tipo in self.da_decidere else self.prima.get(tipo),
                "campi": [self[nome] for nome in self._nomi_di(tipo) if nome in self.fields],
            }
            for tipo in TipoFase
            if tipo in self.da_decidere or tipo in self.prima
        ]

    @staticmethod
    def _nomi_di(tipo: TipoFase) -> list[str]:
        primi = ["subito"] if tipo == TipoFase.DICHIARA else []
        return [*primi, *(f"{nome}_{tipo}" for nome in ("dal", "nomi", "voti"))]

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        if dati.get("letto") != self.initial["letto"]:
            self.add_error(None, _("Nel frattempo le date sono cambiate: rileggile, poi salva di nuovo."))
        ultima = self.ultima.dal if self.ultima else None
        nome = str(self.ultima.get_tipo_display()) if self.ultima else ""
        for tipo in self.da_decidere:
            dal = self._quando(tipo)
            if dal is None:
                continue
            self._dopo(tipo, dal, ultima, nome)
            ultima, nome = dal, str(tipo.label)
        return dati

    def _quando(self, tipo: TipoFase) -> datetime | None:
        if tipo == TipoFase.DICHIARA and self.cleaned_data.get("subito"):
            return self.ora
        campo = f"dal_{tipo}"
        dal: datetime | None = self.cleaned_data.get(campo)
        if dal is None and tipo in _SERVONO and campo not in self.errors:
            self.add_error(campo, _("Scrivi il giorno e l'ora."))
        return dal

    def _dopo(self, tipo: TipoFase, dal: datetime, ultima: datetime | None, nome: str) -> None:
        if dal < self.ora:
            self.add_error(f"dal_{tipo}", _("Scegli un momento che deve ancora venire."))
        elif ultima is not None and dal <= ultima:
            frase = _("Deve venire dopo «%(fase)s»: scegli un momento successivo.")
            self.add_error(f"dal_{tipo}", frase % {"fase": nome})

    def nuove(self) -> list[DatiFase]:
        dette = [DatiFase(TipoFase(una.tipo), una.dal, una.nomi, VediVoti(una.voti)) for una in self.fasi
                 if TipoFase(una.tipo) not in self.da_decidere]  # fmt: skip
        for tipo in self.da_decidere:
            subito = tipo == TipoFase.DICHIARA and self.cleaned_data.get("subito")
            dal = self.cleaned_data.get(f"dal_{tipo}")
            if subito:
                dette.append(DatiFase(tipo))
            elif dal is not None:
                nomi = self.cleaned_data.get(f"nomi_{tipo}", True)
                dette.append(DatiFase(tipo, dal, nomi, self.cleaned_data.get(f"voti_{tipo}", VediVoti.MAI)))
        return dette


class FormSupplente(DelBando):
    supplente = forms.ModelChoiceField(
        queryset=Commissario.objects.none(),
        label=gettext_lazy("Chi prende il suo posto su questa domanda"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages=_SCEGLI,
    )

    def __init__(self, *args: Any, possono: list[int], **kwargs: Any) -> None:
        self.possono = possono
        super().__init__(*args, **kwargs)

    def prepara(self) -> None:
        campo: Any = self.fields["supplente"]
        campo.queryset = Commissario.objects.filter(pk__in=self.possono).select_related("persona")
        campo.label_from_instance = lambda uno: f"{uno.persona} · {uno.rappresenta}"
