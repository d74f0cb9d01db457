"""The questions of "may I take part?", derived from the rules of the call. Answers stand in the address only."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from talenti.base.templatetags.italiano import data
from thinktown import parole
from thinktown.definizione import Chi, Requisito
from thinktown.enums import DiChi, Occupazione, Proponente, TipoRequisito
from thinktown.requisiti import DI_PERSONE, Risposte, requisiti_di

MASSIMO_DOMANDE = 6
ALTRO = "altro"
SI, NO, NON_SO = "si", "no", "non_so"
# In this order, so that what is left out of six is what the office sees by itself.
_ORDINE = list(TipoRequisito)
_CAMBIA = (TipoRequisito.RESIDENZA, TipoRequisito.OCCUPAZIONE, TipoRequisito.SEDE, TipoRequisito.DA_QUANTO)


class PuoiPartecipareForm(forms.Form):
    """One field for each rule, up to six with who applies and how many they are."""

    def __init__(self, chi: Chi, al: date | None, nomi: Mapping[str, str], data: Any = None) -> None:
        super().__init__(data or None, use_required_attribute=False)
        self.chi, self.al, self.nomi = chi, al, nomi
        if len(chi.proponenti) != 1:
            self.fields["chi"] = _scelta(_("Chi presenta la domanda?"), _proponenti(chi))
        regole = _regole(chi)
        if any(uno.tipo == TipoRequisito.COMPOSIZIONE or _e_quota(uno) for uno in regole):
            self.fields["quante"] = _numero(_("Quante persone siete?"), massimo=10_000)
        chieste = [uno for uno in regole if uno.tipo != TipoRequisito.COMPOSIZIONE]
        chieste.sort(key=lambda uno: _ORDINE.index(uno.tipo))
        for requisito in chieste[: MASSIMO_DOMANDE - len(self.fields)]:
            self.fields[f"r-{requisito.chiave}"] = self._campo(requisito)

    def _campo(self, requisito: Requisito) -> forms.Field:
        di_chi = _("Solo per %(chi)s.") % {"chi": parole.chi_presenta(requisito.proponenti)}
        suoi = set(requisito.proponenti) not in (set(), set(self.chi.proponenti))
        aiuto = " ".join(filter(None, (di_chi if suoi else "", _a_quale_giorno(requisito, self.al))))
        if requisito.di_chi == DiChi.QUOTA and requisito.tipo in DI_PERSONE:
            return _numero(_in_quanti(requisito, self.al, self.nomi), massimo=10_000, aiuto=aiuto)
        if requisito.tipo == TipoRequisito.DA_QUANTO:
            return _numero(_("Da quanti anni esiste l'organizzazione?"), massimo=500, aiuto=aiuto)
        if self._di_uno(requisito) and requisito.tipo == TipoRequisito.ETA:
            return _numero(_quanti_anni(requisito, self.al), massimo=120, aiuto=aiuto)
        if self._di_uno(requisito) and requisito.tipo == TipoRequisito.OCCUPAZIONE:
            return _scelta(_("Che cosa fai adesso?"), Occupazione.choices, aiuto)
        return _scelta(_e_cosi(requisito, self.al, self.nomi), _si_no(), aiuto)

    def _di_uno(self, requisito: Requisito) -> bool:
        """Is it about one person, who is the one that answers?"""
        return requisito.di_chi == DiChi.PRESENTA or set(self.chi.proponenti) == {Proponente.PERSONA}

    def clean(self) -> dict[str, Any]:
        """Whatever bears on who was chosen is answered; the rest may stay empty."""
        dati = super().clean() or {}
        if (self.fields.get("chi") and not dati.get("chi")) or self.nessuno:
            if not self.nessuno and "chi" not in self.errors:
                self.add_error("chi", _("Scegli chi presenta la domanda."))
            return dati
        for nome in self._necessari():
            if nome in self.fields and dati.get(nome) in (None, "") and nome not in self.errors:
                self.add_error(nome, _("Rispondi a «%(domanda)s»") % {"domanda": self.fields[nome].label})
        quante = dati.get("quante")
        for requisito in filter(_e_quota, self._sue()):
            parte = dati.get(f"r-{requisito.chiave}")
            if isinstance(parte, int) and quante is not None and parte > quante:
                self.add_error(f"r-{requisito.chiave}", _("Sono più di quante siete."))
        return dati

    @property
    def nessuno(self) -> bool:
        """Nobody of those that the call is for."""
        return self.cleaned_data.get("chi") == ALTRO

    @property
    def proponente(self) -> Proponente:
        return Proponente(self.cleaned_data.get("chi") or self.chi.proponenti[0])

    def _sue(self) -> tuple[Requisito, ...]:
        return requisiti_di(self.chi, self.proponente)

    def _necessari(self) -> set[str]:
        sue = self._sue()
        con_quante = any(uno.tipo == TipoRequisito.COMPOSIZIONE or _e_quota(uno) for uno in sue)
        return {f"r-{uno.chiave}" for uno in sue} | ({"quante"} if con_quante else set())

    def risposte(self) -> Risposte:
        valori = {nome.removeprefix("r-"): _letto(v) for nome, v in self.cleaned_data.items() if nome.startswith("r-")}
        for requisito in self._sue():
            # Asked as "is there another one already?": yes is what the rule refuses.
            if requisito.tipo == TipoRequisito.UNA_SOLA and isinstance(valori.get(requisito.chiave), bool):
                valori[requisito.chiave] = not valori[requisito.chiave]
        return Risposte(proponente=self.proponente, quante=self.cleaned_data.get("quante"), valori=valori)


def _regole(chi: Chi) -> list[Requisito]:
    """The rules of every applicant there may be, each once."""
    per_chiave: dict[str, Requisito] = {}
    for proponente in chi.proponenti:
        per_chiave |= {uno.chiave: uno for uno in requisiti_di(chi, proponente) if uno.chiave not in per_chiave}
    return list(per_chiave.values())


def _e_quota(requisito: Requisito) -> bool:
    return requisito.di_chi == DiChi.QUOTA and requisito.tipo in DI_PERSONE


def _letto(valore: Any) -> Any:
    if isinstance(valore, int):
        return valore
    if valore in Occupazione.values:
        return Occupazione(valore)
    return {SI: True, NO: False}.get(valore)


def _scelta(domanda: str, scelte: Any, aiuto: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=domanda, choices=scelte, widget=forms.RadioSelect, required=False, help_text=aiuto,
        error_messages={"invalid_choice": _("Scegli una delle risposte.")},
    )  # fmt: skip


def _numero(domanda: str, *, massimo: int, aiuto: str = "") -> forms.IntegerField:
    troppo, poco = _("Scrivi un numero fino a %(limit_value)s."), _("Scrivi un numero da 0 in su.")
    messaggi = {"invalid": _("Scrivi un numero, in cifre."), "max_value": troppo, "min_value": poco}
    # Read as text, so that what is no number comes back to who wrote it.
    scritto = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(
        widget=scritto,
        label=domanda,
        min_value=0,
        max_value=massimo,
        required=False,
        help_text=aiuto,
        error_messages=messaggi,
    )


def _proponenti(chi: Chi) -> list[tuple[str, str]]:
    scelte = [(str(uno), str(uno.label).capitalize()) for uno in chi.proponenti]
    return [*scelte, (ALTRO, _("Nessuno di questi"))]


def _si_no() -> list[tuple[str, str]]:
    return [(SI, _("Sì")), (NO, _("No")), (NON_SO, _("Non lo so"))]


def _a_quale_giorno(requisito: Requisito, al: date | None) -> str:
    """Of what changes with time, and whose question does not name the day itself."""
    giorno = requisito.alla_data or al
    return _("Conta com'è %(giorno)s.") % {"giorno": data(giorno)} if giorno and requisito.tipo in _CAMBIA else ""


def _quanti_anni(requisito: Requisito, al: date | None) -> str:
    giorno = requisito.alla_data or al
    return _("Quanti anni compiuti hai %(giorno)s?") % {"giorno": data(giorno)} if giorno else _("Quanti anni hai?")


def _in_quanti(requisito: Requisito, al: date | None, nomi: Mapping[str, str]) -> str:
    if requisito.tipo == TipoRequisito.RESIDENZA:
        return _("Quante di queste persone vivono %(dove)s?") % {"dove": parole.dove(requisito, nomi)}
    if requisito.tipo == TipoRequisito.OCCUPAZIONE:
        return _("Per quante di queste persone è così: %(cosa)s?") % {"cosa": parole.condizioni(requisito)}
    giorno = requisito.alla_data or al
    cosa = {"eta": parole.anni(requisito).lower(), "giorno": data(giorno)}
    return _("Quante di queste persone hanno %(eta)s, %(giorno)s?") % cosa


def _e_cosi(requisito: Requisito, al: date | None, nomi: Mapping[str, str]) -> str:
    giorno = data(requisito.alla_data or al)
    dove = parole.dove(requisito, nomi)
    uno = requisito.di_chi == DiChi.PRESENTA
    match requisito.tipo:
        case TipoRequisito.ETA:
            cosa = {"eta": parole.anni(requisito).lower(), "giorno": giorno}
            return _("Ogni persona che partecipa ha %(eta)s, %(giorno)s?") % cosa
        case TipoRequisito.RESIDENZA:
            domanda = _("Vivi %(dove)s?") if uno else _("Ogni persona che partecipa vive %(dove)s?")
            return domanda % {"dove": dove}
        case TipoRequisito.OCCUPAZIONE:
            return _("Ogni persona che partecipa %(cosa)s?") % {"cosa": parole.condizioni(requisito)}
        case TipoRequisito.SEDE:
            return _("L'organizzazione ha la sede %(dove)s?") % {"dove": dove}
        case _:
            return _("Chi partecipa sta già in un'altra domanda per questo bando?")
