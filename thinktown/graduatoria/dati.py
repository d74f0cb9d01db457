"""What goes into a ranking and what comes out of it: frozen values, nothing else.

Points and weights are exact decimals, on the scale of one sheet; money is euro with at most two decimals.
Instants are aware. In the result, what a mean makes of points is a ``Fraction``: no digit is lost before the rounding
that the call declares.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from thinktown.definizione import Spareggio
from thinktown.enums import Arrotonda, Inevasa
from thinktown.enums_graduatoria import DaDove, EsitoGraduatoria, Insieme, Parziale, Riuso

# The criterion of a threshold that concerns the total.
TOTALE = ""


# ── The rules ─────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, kw_only=True)
class Criterio:
    """What is scored: each sheet gives it from 0 to ``massimo``; it counts ``peso`` times.

    ``soglia``: the least that is suitable, on the scale of one sheet and before the weight, whether sheets are averaged
    or summed.
    """

    chiave: str
    nome: str = ""
    massimo: Decimal
    peso: Decimal = Decimal(1)
    soglia: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Quota:
    """What is kept for a sector; None: nothing of that kind. ``avanzi``: what becomes of what its own leave."""

    chiave: str
    nome: str = ""
    posti: int | None = None
    fondi: Decimal | None = None
    avanzi: Inevasa = Inevasa.ALTRE


@dataclass(frozen=True, kw_only=True)
class Sezione:
    """A part of the call with a ranking of its own. None in ``posti`` or ``fondi``: no limit of that kind.

    ``avanzi``: does what its own leave go to the other sections, or stay? ``quote``: kept inside its places and money.
    """

    chiave: str = ""
    nome: str = ""
    posti: int | None = None
    fondi: Decimal | None = None
    importo_massimo: Decimal | None = None
    avanzi: Inevasa = Inevasa.RESTANO
    quote: tuple[Quota, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Regole:
    """Everything that turns sheets into positions and outcomes.

    ``tagliate``: how many of the highest and of the lowest sheets are left out, criterion by criterion. ``soglia``: the
    least total, on the scale of one sheet. ``fondi``: the money of the whole call. ``parte_minima``: the least part of
    what is asked that may be given, in a hundred, where ``parziale`` is PARTE.
    """

    criteri: tuple[Criterio, ...]
    insieme: Insieme = Insieme.MEDIA
    tagliate: int = 0
    decimali: int = 2
    arrotonda: Arrotonda = Arrotonda.META_SU
    soglia: Decimal | None = None
    spareggi: tuple[Spareggio, ...] = ()
    sezioni: tuple[Sezione, ...] = (Sezione(),)
    fondi: Decimal | None = None
    parziale: Parziale = Parziale.SALTA
    parte_minima: int = 0
    riuso: Riuso = Riuso.SCORRE

    def sezione(self, chiave: str) -> Sezione:
        """Raises KeyError for one that there is not."""
        return {una.chiave: una for una in self.sezioni}[chiave]

    @property
    def si_toccano(self) -> bool:
        """Can what one section takes be missing to another? Then their order counts across sections too."""
        passa = any(una.avanzi == Inevasa.ALTRE for una in self.sezioni)
        return len(self.sezioni) > 1 and (passa or self.fondi is not None)


# ── The applications ──────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, kw_only=True)
class Scheda:
    """The signed sheet of one member, or the one that the commission agreed on: criterion → points."""

    chi: str
    punti: dict[str, Decimal]


@dataclass(frozen=True, kw_only=True)
class Concorrente:
    """One application, as the ranking sees it.

    ``richiesto``: euro. ``esclusa``: by the office, before anybody scored it. ``giorni_di_eta``: days lived by all its
    people together on the day that counts, with ``persone`` how many they are; None, where the call does not look at
    age, and for who has none.
    """

    codice: str
    sezione: str = ""
    settore: str = ""
    richiesto: Decimal = Decimal(0)
    schede: tuple[Scheda, ...] = ()
    esclusa: bool = False
    giorni_di_eta: int | None = None
    persone: int = 1
    inviata_il: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Ingressi:
    """All that a ranking depends on. ``seme``: of the draw; empty, until the public event has been."""

    regole: Regole
    concorrenti: tuple[Concorrente, ...] = ()
    seme: str = ""


# ── The result ────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Valore:
    """What an application has in one criterion: mean or sum of the sheets, before the weight."""

    criterio: str
    punti: Fraction


@dataclass(frozen=True, kw_only=True)
class Riga:
    """One application in the ranking.

    ``posizione``: in its section, from 1; None for who is not suitable. ``sotto``: thresholds it does not reach, by
    criterion, ``TOTALE`` for the total. ``dopo_per`` and ``prima_per``: which tie-break (its place in the rules, from
    0) puts it behind the one before, and before the one behind, where their totals are equal. ``importo``: euro given
    to who is chosen, out of ``spettante``: what it asked, within the most that its section gives.
    """

    codice: str
    sezione: str
    settore: str
    esito: EsitoGraduatoria
    posizione: int | None = None
    totale: Decimal | None = None
    valori: tuple[Valore, ...] = ()
    sotto: tuple[str, ...] = ()
    dopo_per: int | None = None
    prima_per: int | None = None
    da_dove: DaDove | None = None
    importo: Decimal | None = None
    spettante: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Avanzo:
    """What nobody takes of a section; None, where it has no limit."""

    sezione: str
    posti: int | None = None
    fondi: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Risultato:
    """A ranking: section by section, by position; behind them who is not suitable and who was excluded, by code."""

    righe: tuple[Riga, ...] = ()
    avanzi: tuple[Avanzo, ...] = ()

    def riga(self, codice: str) -> Riga:
        """Raises KeyError for a code that is not there."""
        return {una.codice: una for una in self.righe}[codice]

    @property
    def scelte(self) -> tuple[Riga, ...]:
        return tuple(una for una in self.righe if una.esito == EsitoGraduatoria.SCELTA)
