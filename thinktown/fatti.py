"""The facts that the rules of a call are judged on: of whom which one is asked, and for which day; and, of what was
sent, each rule with its verdict and its facts in words, as the office reads them.

Facts in, words out: nothing here asks the database. Of a sending the version that it answered has to be read already.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talenti.base.clock import a_roma
from talenti.persone.eta import anni_compiuti
from thinktown import parole
from thinktown.definizione import Chi, Definizione, Requisito
from thinktown.enums import DiChi, Occupazione, Proponente, RuoloComponente, TipoRequisito
from thinktown.models import Invio
from thinktown.momento import finestra_utile
from thinktown.requisiti import DI_PERSONE, Candidatura, Giudizio, Membro, Verdetto, conta, giudica, requisiti_di

# What is declared for an application: age is known from the account, how many they are from the group.
DICHIARATI = (TipoRequisito.RESIDENZA, TipoRequisito.OCCUPAZIONE)
DI_ORGANIZZAZIONE = (TipoRequisito.SEDE, TipoRequisito.DA_QUANTO)
# A place that is none of the province's comuni.
FUORI = "fuori"
# What is asked, and the day that it is asked for.
Giorni = dict[TipoRequisito, date]
Nomi = Mapping[str, str]


# ── What is asked ─────────────────────────────────────────────────────────────────────────────────
def chiusura(detta: Definizione, istante: datetime) -> date | None:
    """The day on which the rules that do not say theirs are judged, for what arrives at that instant."""
    finestra = finestra_utile(detta, istante)
    return a_roma(finestra.chiude).date() if finestra else None


def di_persona(chi: Chi, proponente: str, *, presenta: bool, al: date) -> Giorni:
    """Of one person of the group; ``presenta``: she speaks for it. ``al``: the day of the closing."""
    suoi = [uno for uno in _regole(chi, proponente, DICHIARATI) if presenta or uno.di_chi != DiChi.PRESENTA]
    return _giorni(suoi, al)


def di_organizzazione(chi: Chi, proponente: str, *, al: date) -> Giorni:
    return _giorni(_regole(chi, proponente, DI_ORGANIZZAZIONE), al)


def _regole(chi: Chi, proponente: str, tipi: Iterable[TipoRequisito]) -> list[Requisito]:
    return [uno for uno in requisiti_di(chi, Proponente(proponente)) if uno.tipo in tipi]


def _giorni(requisiti: Iterable[Requisito], al: date) -> Giorni:
    """One day for each fact: a call whose rules on it look at two is not published (``mancanze``)."""
    giorni: Giorni = {}
    for uno in requisiti:
        giorni[uno.tipo] = max(uno.alla_data or al, giorni.get(uno.tipo, date.min))
    return giorni


def impronta(giorni: Giorni) -> str:
    """What a page asked, to be told from what is asked by now: an act may have moved the day meanwhile."""
    return " ".join(f"{tipo}:{giorni[tipo].isoformat()}" for tipo in sorted(giorni))


# ── What was sent ─────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Fatto:
    """What is known, in words; ``chi``: the name of the person, or "" where it is of all of them.

    ``va``: does it meet the rule; None, it is not known. ``di_un_altro_giorno``: declared for another day than the one
    on which the rule is judged.
    """

    frase: str
    chi: str = ""
    va: bool | None = None
    di_un_altro_giorno: bool = False


@dataclass(frozen=True)
class Riga:
    """A rule, what comes of it, and what it was judged on."""

    requisito: Requisito
    verdetto: Verdetto
    regola: str
    fatti: tuple[Fatto, ...]


def giudizi_di(
    invio: Invio, *, altra_domanda: bool | None = None, nomi: Nomi | None = None, chiude: date | None = None
) -> list[Riga]:
    """The rules of the version that it answered, on the day of that closing.

    ``altra_domanda``: does another sent application share a person with it, as far as is known. ``nomi``: names of the
    comuni by ISTAT code (``codici_di`` says which). ``chiude``: the day to judge on instead, where an act moved it.
    """
    detta: Definizione = invio.versione.definizione
    al = chiude or chiusura(detta, invio.arrivata_il)
    if al is None:
        return []
    candidatura = candidatura_di(invio.contenuto, altra_domanda=altra_domanda)
    letto = _Letto(invio.contenuto, candidatura, al, nomi or {})
    return [
        Riga(uno.requisito, uno.verdetto, parole.regola(uno.requisito, al, letto.nomi), letto.fatti(uno))
        for uno in giudica(detta.chi, candidatura, al)
    ]


def candidatura_di(contenuto: Mapping[str, Any], *, altra_domanda: bool | None = None) -> Candidatura:
    """Who applied, as it was known then. A snapshot of before these facts were asked lacks some: they are not known."""
    costituita = contenuto.get("costituita_il")
    return Candidatura(
        proponente=Proponente(contenuto["proponente"]),
        persone=tuple(_membro(uno) for uno in _gruppo(contenuto)),
        sede=contenuto.get("sede"),
        nata_il=date.fromisoformat(costituita) if costituita else None,
        altra_domanda=altra_domanda,
    )


def codici_di(invio: Invio) -> set[str]:
    """The ISTAT codes whose names the words need."""
    contenuto = invio.contenuto
    detti = {uno.get("comune") for uno in contenuto["gruppo"]} | {contenuto.get("sede")}
    delle_regole = {codice for uno in invio.versione.definizione.chi.requisiti for codice in uno.comuni}
    return delle_regole | {codice for codice in detti if codice}


def _gruppo(contenuto: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Who presented it comes first."""
    return sorted(contenuto["gruppo"], key=lambda uno: uno["ruolo"] != RuoloComponente.REFERENTE)


def _membro(uno: Mapping[str, Any]) -> Membro:
    nato, occupazione = uno.get("nato_il"), uno.get("occupazione")
    return Membro(
        nato_il=date.fromisoformat(nato) if nato else None,
        comune=uno.get("comune"),
        occupazione=Occupazione(occupazione) if occupazione else None,
    )


# ── In words ──────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class _Letto:
    contenuto: Mapping[str, Any]
    candidatura: Candidatura
    al: date
    nomi: Nomi

    def fatti(self, giudizio: Giudizio) -> tuple[Fatto, ...]:
        requisito = giudizio.requisito
        if requisito.tipo not in DI_PERSONE:
            return (self._di_tutti(giudizio),)
        gente = list(zip(_gruppo(self.contenuto), self.candidatura.persone, strict=True))
        di_chi = gente[:1] if requisito.di_chi == DiChi.PRESENTA else gente
        return tuple(self._di_una(requisito, scritta, membro) for scritta, membro in di_chi)

    def _di_una(self, requisito: Requisito, scritta: Mapping[str, Any], membro: Membro) -> Fatto:
        giorno = requisito.alla_data or self.al
        detto_al = _giorno(scritta.get("al", {}).get(requisito.tipo)) or giorno
        conto = conta(requisito, [membro], self.al)
        return Fatto(
            frase=_con_nome(requisito.tipo, self._della_persona(requisito.tipo, membro, giorno, detto_al)),
            chi=scritta["nome"],
            va=None if conto.ignoti else bool(conto.si),
            di_un_altro_giorno=requisito.tipo in DICHIARATI and detto_al != giorno,
        )

    def _della_persona(self, tipo: TipoRequisito, membro: Membro, giorno: date, detto_al: date) -> str:
        if tipo == TipoRequisito.ETA:
            return _anni(membro.nato_il, giorno)
        if tipo == TipoRequisito.RESIDENZA:
            return self._luogo(membro.comune, detto_al)
        return _detto(str(membro.occupazione.label), detto_al) if membro.occupazione else _("non detta")

    def _luogo(self, comune: str | None, detto_al: date) -> str:
        if comune is None:
            return _("non detta")
        return _detto(self.nomi.get(comune, comune) if comune else _("fuori provincia"), detto_al)

    def _di_tutti(self, giudizio: Giudizio) -> Fatto:
        candidatura, tipo = self.candidatura, giudizio.requisito.tipo
        giorno = detto_al = giudizio.requisito.alla_data or self.al
        match tipo:
            case TipoRequisito.COMPOSIZIONE:
                n = len(candidatura.persone)
                frase = ngettext("%(n)s persona", "%(n)s persone", n) % {"n": n}
            case TipoRequisito.SEDE:
                detto_al = _giorno(self.contenuto.get("sede_al")) or giorno
                frase = self._luogo(candidatura.sede, detto_al)
            case TipoRequisito.DA_QUANTO:
                frase = _da_quando(candidatura.nata_il, giorno)
            case _:
                frase = _ALTRE[candidatura.altra_domanda]()
        va = {Verdetto.SI: True, Verdetto.NO: False}.get(giudizio.verdetto)
        return Fatto(frase=_con_nome(tipo, frase), va=va, di_un_altro_giorno=detto_al != giorno)


def _con_nome(tipo: TipoRequisito, frase: str) -> str:
    return _("%(che)s: %(valore)s") % {"che": TipoRequisito(tipo).label, "valore": frase}


_ALTRE = {
    True: lambda: _("una persona è anche in un'altra domanda inviata"),
    False: lambda: _("nessuna persona è in un'altra domanda inviata"),
    None: lambda: _("da controllare"),
}


def _anni(nato_il: date | None, giorno: date) -> str:
    if nato_il is None:
        return _("data di nascita non detta")
    n = anni_compiuti(nato_il, giorno)
    return ngettext("%(n)s anno %(giorno)s", "%(n)s anni %(giorno)s", n) % {"n": n, "giorno": parole.al_giorno(giorno)}


def _da_quando(nata_il: date | None, giorno: date) -> str:
    if nata_il is None:
        return _("non detto")
    dal = parole.senza_settimana(nata_il)
    if nata_il > giorno:
        return _("%(dal)s, dopo il giorno che conta") % {"dal": dal}
    return _("%(dal)s, %(anni)s") % {"dal": dal, "anni": _anni(nata_il, giorno)}


def _detto(valore: str, giorno: date) -> str:
    return _("%(valore)s %(giorno)s") % {"valore": valore, "giorno": parole.al_giorno(giorno)}


def _giorno(scritto: Any) -> date | None:
    return date.fromisoformat(scritto) if scritto else None
