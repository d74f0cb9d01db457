"""What the search page shows: the spaces found, which of them are free when it was asked, where they are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import ngettext

from coworking.disponibilita import Casella, Disponibilita, Parte
from coworking.models import Foto, Spazio
from talenti.base.clock import a_roma, oggi
from talenti.luoghi.distanze import distanza_km
from talenti.luoghi.mappa import Punto
from talenti.luoghi.models import Comune

# How far the first free moment of a space is looked for.
GIORNI_AVANTI = 21


@dataclass(frozen=True)
class Trovato:
    """A space of the list with what is free in it: on the day asked for, else the first moment to come."""

    spazio: Spazio
    libere: list[Casella]
    km: float | None = None

    @property
    def prima(self) -> Casella | None:
        return self.libere[0] if self.libere else None


@dataclass
class Ricerca:
    """The spaces that answer to the filters; with a day, only those free then.

    Light rows of all, in one query, then whole rows of the page: whatever the number of spaces, the queries are six.
    """

    righe: QuerySet[Spazio]
    comune: Comune | None = None
    giorno: date | None = None
    parte: Parte | None = None
    posti: int = 1
    trovati: list[Spazio] = field(init=False)
    _del_giorno: Disponibilita | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        candidati = list(self.righe.select_related("comune").only(*_LEGGERI))
        if self.giorno is not None:
            self._del_giorno = Disponibilita(candidati, self.giorno, self.giorno)
            candidati = [spazio for spazio in candidati if self._libere_quel_giorno(spazio)]
        self.trovati = sorted(candidati, key=self._ordine)

    def _libere_quel_giorno(self, spazio: Spazio) -> list[Casella]:
        if self._del_giorno is None or self.giorno is None:
            return []
        return self._del_giorno.libere(spazio, self.giorno, parte=self.parte, posti=self._posti(spazio))

    def _posti(self, spazio: Spazio) -> int:
        """Seats that must be free: a room given whole is one, whatever the people."""
        return self.posti if spazio.si_prenota_a_posti else 1

    def _ordine(self, spazio: Spazio) -> tuple[float, str, int]:
        return self.km(spazio) or 0.0, spazio.nome, spazio.pk

    def km(self, spazio: Spazio) -> float | None:
        """How far its comune is from the one asked for. Not its door: the exact place is told after booking."""
        if self.comune is None or spazio.comune is None:
            return None
        return distanza_km(self.comune, spazio.comune)

    def mostra(self, pagina: Iterable[Spazio]) -> list[Trovato]:
        """The spaces of one page, whole, with their free moments."""
        ordine = {spazio.pk: posto for posto, spazio in enumerate(pagina)}
        interi = sorted(
            Spazio.objects.per_elenco().filter(pk__in=ordine).annotate(prima_foto=_PRIMA_FOTO, prima_foto_alt=_ALT),
            key=lambda spazio: ordine[spazio.pk],
        )
        if self._del_giorno is not None:
            return [Trovato(spazio, self._libere_quel_giorno(spazio), self.km(spazio)) for spazio in interi]
        da_oggi = Disponibilita(interi, oggi(), oggi() + timedelta(days=GIORNI_AVANTI))
        prime = {spazio.pk: da_oggi.prima_libera(spazio, posti=self._posti(spazio)) for spazio in interi}
        return [Trovato(uno, [prima] if (prima := prime[uno.pk]) else [], self.km(uno)) for uno in interi]

    def punti(self, indirizzo: str) -> list[Punto]:
        """A circle for each comune, leading to its spaces. ``indirizzo`` has ``{}`` where the comune goes."""
        quanti = Counter((spazio.comune.istat, spazio.comune.nome) for spazio in self.trovati if spazio.comune)
        return [
            Punto(istat, n, _parole(nome, n), indirizzo.format(istat)) for (istat, nome), n in sorted(quanti.items())
        ]


_LEGGERI = (
    "nome", "tipo", "vendita", "partner_id", "sempre_conferma", "preavviso_ore", "dopo", "eta_minima",
    "comune__istat", "comune__nome", "comune__lat", "comune__lon",
)  # fmt: skip
_PRIME = Foto.objects.filter(spazio=OuterRef("pk")).order_by("ordine", "pk")
_PRIMA_FOTO = Subquery(_PRIME.values("pk")[:1])
_ALT = Subquery(_PRIME.values("alt")[:1])


def _parole(nome: str, n: int) -> str:
    return ngettext("%(comune)s: %(n)s spazio", "%(comune)s: %(n)s spazi", n) % {"comune": nome, "n": n}


# ── When somebody else was quicker ────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Alternativa:
    spazio: Spazio
    dal: datetime
    al: datetime


def alternative(
    spazio: Spazio, dal: datetime, *, posti: int = 1, quante: int = 2
) -> tuple[list[Alternativa], list[Alternativa]]:
    """The same space at another time (nearest first), and other spaces of the kind on the same day (nearest first)."""

    giorno = a_roma(dal).date()
    qui = Disponibilita([spazio], max(giorno - timedelta(days=2), oggi()), giorno + timedelta(days=7))
    libere = [
        casella
        for n in range((qui.al - qui.dal).days + 1)
        for casella in qui.libere(spazio, qui.dal + timedelta(days=n), posti=posti)
    ]
    libere.sort(key=lambda casella: abs(casella.dal - dal))
    stesso = [Alternativa(spazio, una.dal, una.al) for una in libere[:quante]]
    altri = Ricerca(
        Spazio.objects.pubblicati().filter(tipo=spazio.tipo).exclude(pk=spazio.pk),
        comune=spazio.comune,
        giorno=giorno,
        posti=posti,
    )
    altrove = [
        Alternativa(trovato.spazio, casella.dal, casella.al)
        for trovato in altri.mostra(altri.trovati[:quante])
        if (casella := min(trovato.libere, key=lambda una: abs(una.dal - dal), default=None))
    ]
    return stesso, altrove
