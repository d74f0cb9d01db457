"""What the search page shows: the spaces found, which of them are free when it was asked, where they are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from operator import itemgetter

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import ngettext

from coworking.disponibilita import Casella, Disponibilita, Parte
from coworking.models import Foto, Spazio
from coworking.orari import Aperture
from talenti.base.clock import a_roma, oggi
from talenti.luoghi.distanze import distanza_km
from talenti.luoghi.mappa import Punto
from talenti.luoghi.models import Comune

# How far the first free moment of a space is looked for.
SUBITO, AVANTI = timedelta(days=5), timedelta(days=21)
# Where nothing answers, so many are offered instead, chosen among so many.
PROPOSTI, GUARDATI = 3, 24


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
    _candidati: list[Spazio] = field(init=False)
    _aperture: Aperture | None = field(init=False, default=None)
    _del_giorno: Disponibilita | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._candidati = sorted(self.righe.select_related("comune").only(*_LEGGERI), key=self._ordine)
        self.trovati = self._candidati
        if self.giorno is not None and self._candidati:
            # The rules of the days after too: where nothing is free that day, the nearest ones are offered.
            self._aperture = Aperture(self._candidati, oggi(), max(self.giorno, oggi()) + AVANTI)
            self._del_giorno = Disponibilita(self._candidati, self.giorno, self.giorno, aperture=self._aperture)
            self.trovati = [spazio for spazio in self._candidati if self._libere_quel_giorno(spazio)]

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
        interi = self._interi(pagina)
        if self._del_giorno is not None:
            return [Trovato(spazio, self._libere_quel_giorno(spazio), self.km(spazio)) for spazio in interi]
        return self._con_la_prima(interi, oggi())

    def _interi(self, pagina: Iterable[Spazio]) -> list[Spazio]:
        ordine = {spazio.pk: posto for posto, spazio in enumerate(pagina)}
        if not ordine:
            return []
        interi = Spazio.objects.per_elenco().filter(pk__in=ordine)
        return sorted(interi.annotate(prima_foto=_PRIMA_FOTO, prima_foto_alt=_ALT), key=lambda uno: ordine[uno.pk])

    def _con_la_prima(self, interi: list[Spazio], dal: date) -> list[Trovato]:
        """Each with its first free moment from that day on: most have one in a few days, others are read further."""
        if not interi:
            return []
        prime: dict[int, Casella] = {}
        aperture = self._aperture or Aperture(interi, dal, dal + AVANTI)
        for inizio, fine in ((dal, dal + SUBITO), (dal + SUBITO + timedelta(days=1), dal + AVANTI)):
            mancano = [spazio for spazio in interi if spazio.pk not in prime]
            if mancano:
                libero = Disponibilita(mancano, inizio, fine, aperture=aperture)
                trovate = ((spazio.pk, libero.prima_libera(spazio, posti=self._posti(spazio))) for spazio in mancano)
                prime |= {pk: prima for pk, prima in trovate if prima}
        return [Trovato(uno, [prime[uno.pk]] if uno.pk in prime else [], self.km(uno)) for uno in interi]

    def in_altri_giorni(self) -> list[Trovato]:
        """When nothing is free on the day asked for: of those that answer to the rest, the ones free soonest after."""
        if self.giorno is None:
            return []
        dopo = self._con_la_prima(self._interi(self._candidati[:GUARDATI]), max(self.giorno, oggi()))
        liberi = sorted(((uno.prima.dal, posto) for posto, uno in enumerate(dopo) if uno.prima), key=itemgetter(0))
        return [dopo[posto] for _dal, posto in liberi[:PROPOSTI]]

    def punti(self, indirizzo: str) -> list[Punto]:
        """A circle for each comune, leading to its spaces. ``indirizzo`` has ``{}`` where the comune goes."""
        quanti = Counter((spazio.comune.istat, spazio.comune.nome) for spazio in self.trovati if spazio.comune)
        return [Punto(istat, n, _parole(n), indirizzo.format(istat)) for (istat, _nome), n in sorted(quanti.items())]


_LEGGERI = (
    "nome", "tipo", "vendita", "partner_id", "sempre_conferma", "preavviso_ore", "dopo", "eta_minima",
    "comune__istat", "comune__nome", "comune__lat", "comune__lon",
)  # fmt: skip
_PRIME = Foto.objects.filter(spazio=OuterRef("pk")).order_by("ordine", "pk")
_PRIMA_FOTO = Subquery(_PRIME.values("pk")[:1])
_ALT = Subquery(_PRIME.values("alt")[:1])


def _parole(n: int) -> str:
    """The map puts the name of the comune before it."""
    return ngettext("%(n)s spazio", "%(n)s spazi", n) % {"n": n}


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
