"""The form of one part of an application, made of what the call asks. Judged by ``risposte``, never by the fields."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from talenti.base.exceptions import DatoNonAccettato
from talenti.base.widgets import DataInTreCampi
from talenti.rete.dati import codice_fiscale_pulito
from talenti.rete.forms import campi
from thinktown.definizione import Definizione, Quesito, Sezione
from thinktown.enums import CON_CODICE_FISCALE, CON_UN_NOME, Proponente, TipoQuesito
from thinktown.enums_posti import RISERVATI

PREFISSO = "v-"
# Drawn by templates of their own.
A_PEZZI = (TipoQuesito.TABELLA, TipoQuesito.FILE, TipoQuesito.PREFERENZE)


class CampoVoce(forms.Field):
    """Drawn as any field. What is typed is kept whatever it is: a draft may lack something.

    ``scritto``: it shows what was sent, not what is kept.
    """

    max_length: int | None = None
    scritto = False

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data if self.scritto else initial

    def clean(self, value: Any) -> Any:
        return value


class FormParte(forms.Form):
    """One field a question, apart from those that are no single control."""

    def __init__(
        self,
        quesiti: Iterable[Quesito],
        *,
        valori: Mapping[str, Any],
        gruppo: Iterable[tuple[str, str]],
        data: Any = None,
        scritti: Collection[str] = (),
    ) -> None:
        super().__init__(data, use_required_attribute=False, auto_id="%s")
        persone = list(gruppo)
        for quesito in quesiti:
            nome = PREFISSO + quesito.chiave
            if quesito.tipo in A_PEZZI:
                # Only where their error stands.
                self.fields[nome] = CampoVoce(label=quesito.domanda, help_text=quesito.aiuto, required=False)
                continue
            campo = CampoVoce(
                label=quesito.domanda,
                help_text=_aiuto(quesito),
                required=quesito.obbligatorio,
                widget=_widget(quesito, persone),
                initial=da_mostrare(quesito.tipo, valori.get(quesito.chiave)),
            )
            campo.scritto = quesito.chiave in scritti
            if quesito.tipo == TipoQuesito.TESTO_LUNGO:
                campo.max_length = quesito.massimo
            self.fields[nome] = campo


def _aiuto(quesito: Quesito) -> str:
    aggiunta = ""
    if quesito.tipo == TipoQuesito.TESTO and quesito.massimo:
        frase = ngettext("Al massimo %(n)s carattere.", "Al massimo %(n)s caratteri.", quesito.massimo)
        aggiunta = frase % {"n": quesito.massimo}
    if quesito.nel_posto and quesito.nel_posto not in RISERVATI:
        aggiunta += " " + _("Si pubblica, se siete fra chi è scelto.")
    return " ".join(filter(None, (quesito.aiuto, aggiunta.strip())))


def _widget(quesito: Quesito, persone: list[tuple[str, str]]) -> forms.Widget:
    match quesito.tipo:
        case TipoQuesito.TESTO_LUNGO:
            return forms.Textarea(attrs={"rows": 10 if (quesito.massimo or 0) > 1000 else 6})
        case TipoQuesito.NUMERO:
            return forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        case TipoQuesito.DENARO:
            return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        case TipoQuesito.DATA:
            return DataInTreCampi()
        case TipoQuesito.SCELTA:
            return forms.RadioSelect(choices=[(uno.chiave, uno.nome) for uno in quesito.opzioni])
        case TipoQuesito.SCELTE:
            return forms.CheckboxSelectMultiple(choices=[(uno.chiave, uno.nome) for uno in quesito.opzioni])
        case TipoQuesito.PERSONA:
            return forms.RadioSelect(choices=persone)
        case TipoQuesito.INDIRIZZO:
            return forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"})
        case _:
            return forms.TextInput(attrs={"autocomplete": "off"})


def da_mostrare(tipo: TipoQuesito, valore: Any) -> Any:
    """What stands in the control: as it was typed, in the way of the language, without thousands."""
    if valore in (None, ""):
        return ""
    if tipo in (TipoQuesito.DENARO, TipoQuesito.NUMERO):
        letto = Decimal(str(valore))
        testo = str(int(letto)) if letto == letto.to_integral_value() else str(letto)
        return testo if get_language() == "en" else testo.replace(".", ",")
    return valore


# ── From a request to what was typed ──────────────────────────────────────────────────────────────
def scritto(quesito: Quesito, data: Any, nome: str) -> Any:
    """What was typed for one question, in the shape that ``risposte.leggi`` takes."""
    match quesito.tipo:
        case TipoQuesito.DATA:
            return DataInTreCampi().value_from_datadict(data, {}, nome)
        case TipoQuesito.SCELTE:
            return data.getlist(nome)
        case TipoQuesito.TABELLA:
            return _righe(quesito, data, nome)
        case TipoQuesito.PREFERENZE:
            return [data.get(f"{nome}-{n}", "") for n in _numeri(data, nome)]
        case _:
            return data.get(nome, "")


def _righe(quesito: Quesito, data: Any, nome: str) -> list[dict[str, str]]:
    return [
        {colonna.chiave: data.get(f"{nome}-{n}-{colonna.chiave}", "") for colonna in quesito.colonne}
        for n in _numeri(data, nome)
    ]


def _numeri(data: Any, nome: str) -> list[int]:
    """Of the rows, in their order; there may be holes, where somebody took one away."""
    inizio = f"{nome}-"
    posti = {chiave.removeprefix(inizio).split("-", 1)[0] for chiave in data if chiave.startswith(inizio)}
    return sorted(int(posto) for posto in posti if posto.isascii() and posto.isdecimal() and len(posto) < 6)


# ── Who applies ───────────────────────────────────────────────────────────────────────────────────
def coppie(detta: Definizione) -> list[tuple[str, str]]:
    """Ways to apply, as choices: "section|kind of applicant" and its words."""
    return [
        (f"{sezione.chiave}|{proponente}", _come(sezione, proponente, detta))
        for sezione in detta.sezioni
        for proponente in (sezione.proponenti or detta.chi.proponenti)
        if proponente in detta.chi.proponenti
    ]


def _come(sezione: Sezione, proponente: Proponente, detta: Definizione) -> str:
    sola = len(sezione.proponenti or detta.chi.proponenti) == 1
    return sezione.nome if sola else f"{sezione.nome} · {Proponente(proponente).label}"


def _aiuti(proponenti: set[str]) -> tuple[str, str]:
    """Beside the name and the tax code: in the words of who may apply to this call."""
    con_nome = proponenti & set(CON_UN_NOME)
    if con_nome <= {Proponente.IMPRESA, Proponente.RETE}:
        return _("Il nome dell'impresa o della rete."), _("Dell'impresa. Una rete può lasciarlo vuoto.")
    if con_nome == {Proponente.TERZO_SETTORE}:
        return _("Il nome dell'ente."), ""
    return (
        _("Il nome del gruppo, dell'associazione o dell'impresa."),
        _("Dell'associazione o dell'impresa. Un gruppo informale non ce l'ha."),
    )


class FormComincia(forms.Form):
    """In which way, and under which name. What the call leaves no choice of is not asked."""

    come = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": _l("Scegli come vi presentate."),
            "invalid_choice": _l("Scegli una di queste."),
        },
    )
    soggetto = forms.CharField(
        required=False,
        max_length=120,
        error_messages={
            "required": _l("Scrivi come vi chiamate: si può cambiare anche dopo."),
            "max_length": _l("Il nome è troppo lungo: al massimo 120 caratteri."),
        },
    )
    codice_fiscale = campi.codice_fiscale()

    def __init__(self, detta: Definizione, **altro: Any) -> None:
        super().__init__(use_required_attribute=False, **altro)
        self.modi = coppie(detta)
        proponenti = {modo.split("|")[1] for modo, _nome in self.modi}
        self.fields["come"].label = _("Per quale parte del bando")
        self.fields["come"].choices = self.modi  # type: ignore[attr-defined]  # it is a choice field
        if len(self.modi) == 1:
            self.fields["come"].widget = forms.HiddenInput()
            self.initial.setdefault("come", self.modi[0][0])
        self.fields["soggetto"].label = _("Come vi chiamate")
        self.fields["codice_fiscale"].required = False
        self.fields["soggetto"].help_text, self.fields["codice_fiscale"].help_text = _aiuti(proponenti)
        self.fields["soggetto"].required = proponenti <= set(CON_UN_NOME)
        if not proponenti & set(CON_UN_NOME):
            del self.fields["soggetto"]
        if not proponenti & set(CON_CODICE_FISCALE):
            del self.fields["codice_fiscale"]

    def clean_codice_fiscale(self) -> str:
        scritto = self.cleaned_data["codice_fiscale"]
        try:
            return codice_fiscale_pulito(scritto) if scritto else ""
        except DatoNonAccettato as errore:
            raise forms.ValidationError(str(errore.frase)) from errore

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        proponente = dati.get("come", "|").split("|")[1]
        if proponente in CON_UN_NOME and not dati.get("soggetto") and "soggetto" not in self.errors:
            self.add_error("soggetto", _("Scrivi come vi chiamate: si può cambiare anche dopo."))
        return dati

    def scelto(self) -> dict[str, str]:
        """What the verbs take."""
        sezione, proponente = self.cleaned_data["come"].split("|")
        con_nome, con_codice = proponente in CON_UN_NOME, proponente in CON_CODICE_FISCALE
        return {
            "sezione": sezione,
            "proponente": proponente,
            "soggetto": self.cleaned_data.get("soggetto", "") if con_nome else "",
            "codice_fiscale": self.cleaned_data.get("codice_fiscale", "") if con_codice else "",
        }
