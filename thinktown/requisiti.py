"""Who may apply, rule by rule: facts in, verdicts out. No page and no database here.

A rule is judged either on what is known of each person (``giudica``) or on what somebody answers of her own group
(``giudica_risposte``): both count who has what is asked, and the count decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from talenti.persone.eta import MAGGIORE_ETA, anni_compiuti
from thinktown.definizione import Chi, Requisito
from thinktown.enums import IN_PIU, DiChi, Occupazione, Proponente, TipoRequisito

# What the ISTAT codes of the province's comuni begin with.
PROVINCIA = "019"
# Those that are people, and not an organisation.
PERSONE = (Proponente.PERSONA, *IN_PIU)
DI_PERSONE = (TipoRequisito.ETA, TipoRequisito.RESIDENZA, TipoRequisito.OCCUPAZIONE)
MAGGIORENNI = "maggiorenni"


class Verdetto(StrEnum):
    SI = "si"
    NO = "no"
    DIPENDE = "dipende"


@dataclass(frozen=True, kw_only=True)
class Membro:
    """What is known of a person; None: not known. ``comune``: ISTAT code, "" for one out of the province."""

    nato_il: date | None = None
    comune: str | None = None
    occupazione: Occupazione | None = None


@dataclass(frozen=True, kw_only=True)
class Candidatura:
    """Who would apply: the first of ``persone`` presents it; ``sede`` and ``nata_il`` are the organisation's."""

    proponente: Proponente
    persone: tuple[Membro, ...] = ()
    sede: str | None = None
    nata_il: date | None = None
    altra_domanda: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Risposte:
    """What somebody answers of herself or of her group: requirement → yes, no, a number, or None for "I don't know"."""

    proponente: Proponente
    quante: int | None = None
    valori: Mapping[str, bool | int | Occupazione | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Conta:
    """Of the people that a rule is about: how many have what it asks, how many not, of how many it is not known."""

    si: int = 0
    no: int = 0
    ignoti: int = 0


@dataclass(frozen=True)
class Giudizio:
    """One rule and what comes of it; ``valore`` is what it was judged on, where that was one thing."""

    requisito: Requisito
    verdetto: Verdetto
    valore: bool | int | Occupazione | None = None


def requisiti_di(chi: Chi, proponente: Proponente) -> tuple[Requisito, ...]:
    """The rules for this kind of applicant; where minors may not apply, no rule of age lets them in."""
    suoi = tuple(uno for uno in chi.requisiti if not uno.proponenti or proponente in uno.proponenti)
    if chi.minori or proponente not in PERSONE:
        return suoi
    suoi = tuple(
        replace(uno, minimo=max(uno.minimo or 0, MAGGIORE_ETA)) if _di_tutti(uno, proponente) else uno for uno in suoi
    )
    if any(_di_tutti(uno, proponente) for uno in suoi):
        return suoi
    return (Requisito(chiave=MAGGIORENNI, tipo=TipoRequisito.ETA, minimo=MAGGIORE_ETA), *suoi)


def una_sola(chi: Chi) -> bool:
    """May one be in one application only?"""
    return any(uno.tipo == TipoRequisito.UNA_SOLA for uno in chi.requisiti)


def _di_tutti(requisito: Requisito, proponente: Proponente) -> bool:
    """A rule on everybody's age: of who applies alone, the one on who presents it is."""
    suoi = (DiChi.OGNUNO, DiChi.PRESENTA) if proponente == Proponente.PERSONA else (DiChi.OGNUNO,)
    return requisito.tipo == TipoRequisito.ETA and requisito.di_chi in suoi


def insieme(giudizi: Sequence[Giudizio]) -> Verdetto:
    """One refusal is enough for no; one doubt for "it depends"."""
    verdetti = {uno.verdetto for uno in giudizi}
    return next((uno for uno in (Verdetto.NO, Verdetto.DIPENDE) if uno in verdetti), Verdetto.SI)


# ── On what is known of each person ───────────────────────────────────────────────────────────────
def giudica(chi: Chi, candidatura: Candidatura, al: date) -> list[Giudizio]:
    """``al``: the day on which the call closes, for the rules that do not say theirs."""
    return [_giudizio(uno, candidatura, al) for uno in requisiti_di(chi, candidatura.proponente)]


def _giudizio(requisito: Requisito, candidatura: Candidatura, al: date) -> Giudizio:
    if requisito.tipo in DI_PERSONE:
        return Giudizio(requisito, decidi(requisito, conta(requisito, candidatura.persone, al)))
    giorno = requisito.alla_data or al
    match requisito.tipo:
        case TipoRequisito.COMPOSIZIONE:
            va: bool | None = nei_limiti(requisito, len(candidatura.persone))
        case TipoRequisito.SEDE:
            va = in_questi_comuni(requisito, candidatura.sede)
        case TipoRequisito.DA_QUANTO:
            nata = candidatura.nata_il
            va = None if nata is None else nei_limiti(requisito, anni_compiuti(nata, giorno))
        case _:
            va = None if candidatura.altra_domanda is None else not candidatura.altra_domanda
    return Giudizio(requisito, _verdetto(va), va)


def conta(requisito: Requisito, persone: Sequence[Membro], al: date) -> Conta:
    """Of who presents it alone, or of everybody."""
    di_chi = persone[:1] if requisito.di_chi == DiChi.PRESENTA else persone
    esiti = [_ha(requisito, persona, requisito.alla_data or al) for persona in di_chi]
    return Conta(esiti.count(True), esiti.count(False), esiti.count(None))


def _ha(requisito: Requisito, persona: Membro, giorno: date) -> bool | None:
    match requisito.tipo:
        case TipoRequisito.ETA:
            return None if persona.nato_il is None else nei_limiti(requisito, anni_compiuti(persona.nato_il, giorno))
        case TipoRequisito.RESIDENZA:
            return in_questi_comuni(requisito, persona.comune)
        case _:
            return None if persona.occupazione is None else persona.occupazione in requisito.occupazione


def nei_limiti(requisito: Requisito, quanti: int) -> bool:
    sotto = requisito.minimo is not None and quanti < requisito.minimo
    sopra = requisito.massimo is not None and quanti > requisito.massimo
    return not (sotto or sopra)


def in_questi_comuni(requisito: Requisito, comune: str | None) -> bool | None:
    """In one of the comuni named; where none is, anywhere in the province."""
    if comune is None:
        return None
    return comune in requisito.comuni if requisito.comuni else comune.startswith(PROVINCIA)


def decidi(requisito: Requisito, quanti: Conta) -> Verdetto:
    """Everybody who is asked must have it; or at least so many in a hundred, whatever turns out of the unknown."""
    tutti = quanti.si + quanti.no + quanti.ignoti
    if not tutti:
        return Verdetto.DIPENDE
    serve = requisito.quota if requisito.di_chi == DiChi.QUOTA and requisito.quota else 100
    if quanti.si * 100 >= serve * tutti:
        return Verdetto.SI
    return Verdetto.NO if (quanti.si + quanti.ignoti) * 100 < serve * tutti else Verdetto.DIPENDE


def _verdetto(va: bool | None) -> Verdetto:
    return {True: Verdetto.SI, False: Verdetto.NO, None: Verdetto.DIPENDE}[va]


# ── On what somebody answers ──────────────────────────────────────────────────────────────────────
def giudica_risposte(chi: Chi, risposte: Risposte) -> list[Giudizio]:
    """A rule that was not asked about, or whose answer is not known, depends."""
    return [_di_risposta(uno, risposte) for uno in requisiti_di(chi, risposte.proponente)]


def _di_risposta(requisito: Requisito, risposte: Risposte) -> Giudizio:
    if requisito.tipo == TipoRequisito.COMPOSIZIONE:
        quante = risposte.quante
        return Giudizio(requisito, _verdetto(None if quante is None else nei_limiti(requisito, quante)), quante)
    valore = risposte.valori.get(requisito.chiave)
    if requisito.di_chi == DiChi.QUOTA and requisito.tipo in DI_PERSONE:
        return Giudizio(requisito, decidi(requisito, _parte(valore, risposte.quante)), valore)
    return Giudizio(requisito, _verdetto(_va(requisito, valore)), valore)


def _va(requisito: Requisito, valore: bool | int | Occupazione | None) -> bool | None:
    if valore is None or isinstance(valore, bool):
        return valore
    if isinstance(valore, Occupazione):
        return valore in requisito.occupazione
    return nei_limiti(requisito, valore)


def _parte(valore: bool | int | Occupazione | None, quante: int | None) -> Conta:
    if not isinstance(valore, int) or isinstance(valore, bool) or quante is None:
        return Conta(ignoti=quante or 0)
    return Conta(si=min(valore, quante), no=max(quante - valore, 0))
