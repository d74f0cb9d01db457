"""What a call says: a typed document, frozen when it is published (ADR 0009).

Plain immutable values, with a default for everything: a draft is one that still lacks something
(``thinktown/mancanze.py`` says what). ``leggi`` and ``scrivi`` turn it from and into the JSON that is stored.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec

from thinktown.enums import (
    Arrotonda,
    Bollo,
    DiChi,
    Festivi,
    Firma,
    Inevasa,
    Modalita,
    Mostra,
    Occupazione,
    Proponente,
    TipoQuesito,
    TipoRequisito,
    TipoSpareggio,
)
from thinktown.enums_posti import NelPosto


@dataclass(frozen=True, kw_only=True)
class Finestra:
    """When one may apply: from ``apre`` to ``chiude``, the end left out. A ranking has one, other modes several."""

    apre: datetime
    chiude: datetime


@dataclass(frozen=True, kw_only=True)
class Requisito:
    """One rule of who may apply.

    ``minimo``–``massimo``: completed years (età, da_quanto) or people (composizione). ``alla_data``: when it is judged;
    None, the day on which the call closes. ``quota``: how many in a hundred of the group, where ``di_chi`` is a part of
    it. ``comuni``: ISTAT codes; none, the whole province. ``proponenti``: to whom it applies; none, to all.
    """

    chiave: str
    tipo: TipoRequisito
    di_chi: DiChi = DiChi.OGNUNO
    minimo: int | None = None
    massimo: int | None = None
    quota: int | None = None
    alla_data: date | None = None
    comuni: tuple[str, ...] = ()
    occupazione: tuple[Occupazione, ...] = ()
    proponenti: tuple[Proponente, ...] = ()
    nota: str = ""


@dataclass(frozen=True, kw_only=True)
class Sezione:
    """A part of the call with its own places, money and ranking."""

    chiave: str
    nome: str = ""
    che_cosa: str = ""
    proponenti: tuple[Proponente, ...] = ()
    posti: int | None = None
    fondi: Decimal | None = None
    importo_massimo: Decimal | None = None
    cofinanziamento: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Settore:
    """A field of activity, with the places kept for it, if any."""

    chiave: str
    nome: str = ""
    posti: int | None = None


@dataclass(frozen=True, kw_only=True)
class Condizione:
    """Holds when the answer to ``quesito`` is one of ``valori``."""

    quesito: str
    valori: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Opzione:
    chiave: str
    nome: str = ""


@dataclass(frozen=True, kw_only=True)
class Colonna:
    """A column of a table; ``totale``: its sum stands under it."""

    chiave: str
    nome: str = ""
    tipo: TipoQuesito = TipoQuesito.TESTO
    totale: bool = False


@dataclass(frozen=True, kw_only=True)
class Quesito:
    """One thing asked. ``massimo``: characters, or the largest number or sum, or rows, or megabytes of a file.

    ``valutato``: it bears on the score, so it can no longer be completed after the closing. ``modello``: the code of
    the file to be filled in. ``nel_posto``: what the answer says in the page of the place that is made of the
    application. ``bando``: the code of the call among whose places one chooses (PREFERENZE; ``minimo`` and ``massimo``
    are how many).
    """

    chiave: str
    tipo: TipoQuesito = TipoQuesito.TESTO
    domanda: str = ""
    aiuto: str = ""
    obbligatorio: bool = True
    minimo: int | None = None
    massimo: int | None = None
    opzioni: tuple[Opzione, ...] = ()
    colonne: tuple[Colonna, ...] = ()
    formati: tuple[str, ...] = ()
    modello: str = ""
    solo_se: Condizione | None = None
    sezioni: tuple[str, ...] = ()
    valutato: bool = False
    nel_posto: NelPosto | None = None
    bando: str = ""


@dataclass(frozen=True, kw_only=True)
class Parte:
    """A page of the application."""

    chiave: str
    titolo: str = ""
    aiuto: str = ""
    quesiti: tuple[Quesito, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Dichiarazione:
    """A statement in place of a certificate (DPR 445/2000 artt. 46–47). ``versione`` grows when the text changes."""

    chiave: str
    testo: str = ""
    articolo: str = ""
    versione: int = 1
    obbligatoria: bool = True
    di_chi: DiChi = DiChi.PRESENTA
    solo_se: Condizione | None = None


@dataclass(frozen=True, kw_only=True)
class Criterio:
    """What is scored: from 0 to ``massimo``, times ``peso``; under ``soglia`` the application is not suitable."""

    chiave: str
    nome: str = ""
    che_cosa: str = ""
    massimo: Decimal = Decimal(10)
    peso: Decimal = Decimal(1)
    soglia: Decimal | None = None
    guida: tuple[str, ...] = ()
    motivo: bool = False


@dataclass(frozen=True, kw_only=True)
class Spareggio:
    """How equal totals are told apart; ``criterio``: which one, where it is the points of one."""

    tipo: TipoSpareggio
    criterio: str = ""


@dataclass(frozen=True, kw_only=True)
class Quota:
    """Places or money kept for a section or a sector, and what becomes of them when nobody suitable is left."""

    chiave: str
    posti: int | None = None
    fondi: Decimal | None = None
    inevasa: Inevasa = Inevasa.ALTRE


@dataclass(frozen=True, kw_only=True)
class Sorteggio:
    """The public event whose outcome, hashed with the inputs, is the seed of the draw."""

    evento: str = ""
    data: date | None = None


@dataclass(frozen=True, kw_only=True)
class Graduatoria:
    """How points become an order: rounding of totals, threshold, ties, quotas."""

    decimali: int = 2
    arrotonda: Arrotonda = Arrotonda.META_SU
    soglia: Decimal | None = None
    spareggi: tuple[Spareggio, ...] = ()
    sorteggio: Sorteggio = Sorteggio()
    quote: tuple[Quota, ...] = ()
    concordata: bool = False


@dataclass(frozen=True, kw_only=True)
class Pubblicazione:
    """What the ranking shows and for how long. ``disagio``: hardship can be read from it, so no name ever."""

    mostra: Mostra = Mostra.NOMI
    disagio: bool = False
    osservazioni_giorni: int = 10
    anni: int = 5


@dataclass(frozen=True, kw_only=True)
class Norme:
    """The legal frame: bases, chapter, money, duties."""

    basi: tuple[str, ...] = ()
    capitolo: str = ""
    fondi: Decimal | None = None
    bollo: Bollo = Bollo.NON_SERVE
    bollo_motivo: str = ""
    cup: bool = False
    aiuti_di_stato: bool = False
    integrazione_giorni: int | None = 10
    # Within how many days the office decides on every application; None, the term of the law.
    termine_giorni: int | None = None


@dataclass(frozen=True, kw_only=True)
class Chi:
    """Who may apply, and how they stand together."""

    proponenti: tuple[Proponente, ...] = ()
    requisiti: tuple[Requisito, ...] = ()
    minori: bool = False
    conferma_di_tutti: bool = True
    firma: Firma = Firma.NESSUNA


@dataclass(frozen=True, kw_only=True)
class Racconto:
    """The public page, in plain words."""

    titolo: str = ""
    in_breve: str = ""
    offre: str = ""
    per_chi: str = ""
    che_cosa_serve: tuple[str, ...] = ()
    minuti: int | None = None
    come_si_sceglie: str = ""
    dopo: str = ""


@dataclass(frozen=True, kw_only=True)
class Tempi:
    modalita: Modalita = Modalita.GRADUATORIA
    finestre: tuple[Finestra, ...] = ()
    festivi: Festivi = Festivi.DOPO


@dataclass(frozen=True, kw_only=True)
class Definizione:
    """A call, whole."""

    racconto: Racconto = Racconto()
    tempi: Tempi = Tempi()
    chi: Chi = Chi()
    norme: Norme = Norme()
    sezioni: tuple[Sezione, ...] = ()
    settori: tuple[Settore, ...] = ()
    parti: tuple[Parte, ...] = ()
    dichiarazioni: tuple[Dichiarazione, ...] = ()
    criteri: tuple[Criterio, ...] = ()
    graduatoria: Graduatoria = field(default_factory=Graduatoria)
    pubblicazione: Pubblicazione = Pubblicazione()

    def quesiti(self) -> Iterator[Quesito]:
        return (quesito for parte in self.parti for quesito in parte.quesiti)

    def quesito(self, chiave: str) -> Quesito | None:
        return next((quesito for quesito in self.quesiti() if quesito.chiave == chiave), None)

    @property
    def preferenze(self) -> Quesito | None:
        """The question by which one chooses among the places of another call; a call has one at most."""
        return next((quesito for quesito in self.quesiti() if quesito.tipo == TipoQuesito.PREFERENZE), None)

    @property
    def raccoglie(self) -> bool:
        """Are places made of its applications, for another call to choose among?"""
        return any(quesito.nel_posto for quesito in self.quesiti())

    def sezione(self, chiave: str) -> Sezione | None:
        return next((sezione for sezione in self.sezioni if sezione.chiave == chiave), None)

    def finestra_a(self, istante: datetime) -> Finestra | None:
        """The window that is open at that instant."""
        return next((una for una in self.tempi.finestre if una.apre <= istante < una.chiude), None)


def leggi(contenuto: Any) -> Definizione:
    """From what is stored. Raises msgspec.ValidationError: what is stored was written by us, so that is a fault."""
    return msgspec.convert(contenuto, Definizione)


def scrivi(definizione: Definizione) -> dict[str, Any]:
    """Builtins that JSON can hold: instants and sums as text.

    What calls have been able to say since the first ones were frozen is written only where it is said: those keep
    their fingerprints.
    """
    scritta: dict[str, Any] = msgspec.to_builtins(definizione)
    quesiti = [uno for parte in scritta["parti"] for uno in parte["quesiti"]]
    for pezzo, venuti_poi in ((scritta["norme"], ("termine_giorni",)), *((q, ("nel_posto", "bando")) for q in quesiti)):
        for nome in venuti_poi:
            if not pezzo.get(nome):
                pezzo.pop(nome, None)
    return scritta


def impronta(definizione: Definizione) -> str:
    """SHA-256 of the document with its keys sorted: the same call has the same fingerprint wherever it is computed."""
    testo = json.dumps(scrivi(definizione), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(testo.encode()).hexdigest()
