"""Registries that this room owns and the higher rooms fill from their AppConfig.ready().

They are how a page of the ground draws what an action has, without knowing the action.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Generic, TypeVar

from talenti.base.exceptions import Frase

T = TypeVar("T")


class Registro(Generic[T]):
    """An ordered list of entries under unique keys."""

    def __init__(self) -> None:
        self._voci: dict[str, T] = {}

    def aggiungi(self, chiave: str, voce: T) -> T:
        if chiave in self._voci:
            raise ValueError(f"{chiave!r} is registered twice")
        self._voci[chiave] = voce
        return voce

    def aggiungi_tutte(self, voci: Mapping[str, T]) -> None:
        for chiave, voce in voci.items():
            self.aggiungi(chiave, voce)

    def __iter__(self) -> Iterator[T]:
        return iter(self._voci.values())

    def __getitem__(self, chiave: str) -> T:
        return self._voci[chiave]

    def get(self, chiave: str) -> T | None:
        return self._voci.get(chiave)

    def chiavi(self) -> list[str]:
        return list(self._voci)


@dataclass(frozen=True)
class Scheda:
    """A public card: what search, related lists, the sitemap and links know of a thing.

    ``testo`` is what it can be found by besides, and what search quotes from: plain words, public as all the rest.
    """

    titolo: str
    url: str
    tipo: Frase
    sommario: str = ""
    aggiornata_il: datetime | None = None
    testo: str = ""


@dataclass(frozen=True)
class TipoDiScheda:
    """One kind of public thing.

    ``pubblici()`` is the QuerySet of what anybody may read at this instant, ``scheda`` the card of one of its rows.
    ``attesi()``, where the clock alone makes things public, are those and all that it will: search indexes them, and
    shows none before its time. ``senza_testo()``, where texts are long, gives the cards of all that is public without
    what only search reads.
    """

    chiave: str
    etichetta: Frase
    pubblici: Callable[[], Any]
    scheda: Callable[[Any], Scheda]
    attesi: Callable[[], Any] | None = None
    senza_testo: Callable[[], Iterator[Scheda]] | None = None

    def tutte(self) -> Iterator[Scheda]:
        return self.senza_testo() if self.senza_testo else (self.scheda(oggetto) for oggetto in self.pubblici())

    def pubbliche(self, chiavi: Sequence[int]) -> list[Scheda]:
        """The cards of those that are public now, in the order of ``chiavi``."""
        trovati = {oggetto.pk: oggetto for oggetto in self.pubblici().filter(pk__in=chiavi)}
        return [self.scheda(trovati[chiave]) for chiave in chiavi if chiave in trovati]

    def da_indicizzare(self) -> Any:
        return (self.attesi or self.pubblici)()


@dataclass(frozen=True)
class VoceDiMenu:
    """A door of the public menu; ``visibile()`` is false while the room has nothing public."""

    etichetta: Frase
    nome_url: str
    ordine: int
    minore: bool = False
    visibile: Callable[[], bool] = lambda: True


@dataclass(frozen=True)
class Scrivania:
    """A desk in "I miei ruoli": where, and how many things wait there."""

    etichetta: str
    url: str
    da_fare: int = 0


@dataclass(frozen=True)
class Cosa:
    """One line of the personal timeline.

    ``gruppo``: "da_fare" (an act asked of the person), "prossimo" (a dated thing), "in_attesa"
    (somebody else's move), "fatto" (recent past).
    """

    gruppo: str
    testo: Frase
    url: str
    azione: Frase = ""
    quando: datetime | None = None
    entro: datetime | None = None
    di_chi: Frase = ""


@dataclass(frozen=True)
class InAttesaInUfficio:
    """A line of the admin's first page: what waits, how many, since when; ``nota``: by when, in words."""

    etichetta: Frase
    url: str
    quanti: int
    dal: datetime | None = None
    azione: Frase = ""
    nota: Frase = ""


@dataclass(frozen=True)
class Serie:
    """The values of an indicator: label → number (None: no data), in order.

    ``inizi`` is the first day of each point, when the points are stretches of time; ``comuni`` the ISTAT code
    of each, when they are places (then the chart is a map); ``dal`` the first day counted, when it is not the
    day asked for.
    """

    punti: list[tuple[str, int | None]]
    al: date
    inizi: Sequence[date] = ()
    comuni: Sequence[str] = ()
    dal: date | None = None


@dataclass(frozen=True)
class Indicatore:
    """A figure that an action declares.

    ``calcola(dal, al)`` gives a Serie; ``frase(serie)`` its finding in a sentence; ``come`` says in words who
    is counted. ``persone`` marks counts of people, whose values under five are masked in public; ``totale``
    names the total that the points break down, when that total is public too; ``parte`` says that they do it
    only together with the other indicators of the same total that say so.
    """

    chiave: str
    azione: Frase
    titolo: Frase
    calcola: Callable[[date, date], Serie]
    frase: Callable[[Serie], Frase]
    unita: Frase = ""
    persone: bool = False
    pubblico: bool = True
    totale: str = ""
    parte: bool = False
    come: Frase = ""


@dataclass(frozen=True)
class DatiPersonali:
    """What a room holds of a person, for the export and for the closing of the account.

    ``esporta(persona)`` gives JSON-ready data; ``file(persona)`` pairs of (name in the archive,
    bytes); ``chiudi(persona)`` erases or makes pseudonymous what the law does not keep and returns
    the sentences that say what stays, and why. How long it is kept is said by its Conservazione.
    """

    chiave: str
    etichetta: Frase
    esporta: Callable[[Any], Any]
    chiudi: Callable[[Any], list[Frase]]
    file: Callable[[Any], Iterable[tuple[str, bytes]]] = field(default=lambda persona: ())

    @property
    def conservazione(self) -> list[Frase]:
        return [voce.frase for voce in conservazioni if voce.stanza == self.chiave]


@dataclass(frozen=True)
class Conservazione:
    """How long something is kept: the sentence of the privacy notice, and what makes it true.

    ``stanza`` is the key of the DatiPersonali that it belongs to. ``cancella(ora)`` erases what is past ``periodo``
    and returns how much; where no clock erases anything, ``resta`` says why.
    """

    stanza: str
    frase: Frase
    periodo: timedelta | None = None
    cancella: Callable[[datetime], int] | None = None
    resta: str = ""

    def __post_init__(self) -> None:
        if bool(self.resta) == (self.cancella is not None) or (self.cancella is None) != (self.periodo is None):
            raise ValueError(f"{self.stanza}: a period with what erases, or the reason why nothing is erased by time")


@dataclass(frozen=True)
class Cartella:
    """A folder of private files of a room, under PRIVATI; no folder stands inside another's.

    ``in_uso()`` gives, of every file that a present row names, its path under PRIVATI and the SHA-256
    that was kept of it ("" when none was).
    """

    percorso: str
    in_uso: Callable[[], Iterable[tuple[str, str]]]


@dataclass(frozen=True)
class Controllo:
    """A check of /salute/: ``prova()`` returns (is well, detail) and never raises."""

    chiave: str
    prova: Callable[[], tuple[bool, Any]]


schede_pubbliche: Registro[TipoDiScheda] = Registro()
menu: Registro[VoceDiMenu] = Registro()
# persona -> desks held today
scrivanie: Registro[Callable[[Any], Iterable[Scrivania]]] = Registro()
# persona -> lines of the personal timeline
linea_personale: Registro[Callable[[Any], Iterable[Cosa]]] = Registro()
# persona -> what waits in the back office, only of what she may see
ufficio: Registro[Callable[[Any], Iterable[InAttesaInUfficio]]] = Registro()
indicatori: Registro[Indicatore] = Registro()
dati_personali: Registro[DatiPersonali] = Registro()
conservazioni: Registro[Conservazione] = Registro()
cartelle: Registro[Cartella] = Registro()
salute: Registro[Controllo] = Registro()
# (request) -> the announcement banner of this moment, or None
contesto_pagina: Registro[Callable[[Any], dict[str, Any]]] = Registro()
