"""What who conducts a commission sees of its work: who has got how far, and on which applications members disagree.

Every number is of the applications of which she may hear: of one on which she has a conflict there is nothing here, no
point, count, average or place in an order. Points are there only as the phase lets her see what others give. Whoever
has a conflict with an application has no cell on it: blank, which is not zero.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talenti.base import grafici
from talenti.base.templatetags.italiano import numero
from thinktown.collegio import fuori
from thinktown.commissari import sezioni_inviate
from thinktown.definizione import Definizione
from thinktown.enums_valutazione import TITOLARI, RuoloCommissario
from thinktown.models import Commissario, Supplenza
from thinktown.spoglio import Confronto, Seggi, Spoglio, spoglio
from thinktown.valutazione import coi_voti_degli_altri, da_discutere, si_vedono_tutti

# Worth talking about, even where nobody falls on the other side of a threshold: so much of the most that one may give.
LONTANI_SU_UN_CRITERIO = Decimal("0.5")
LONTANI_IN_TUTTO = Decimal("0.25")


@dataclass(frozen=True)
class Domanda:
    """One that she may hear of; ``numero`` None and ``codice`` the one that says nothing, while names are hidden."""

    pk: int
    codice: str
    numero: int | None
    sezione: str


@dataclass
class Membro:
    """Who scores: how many she has signed of those that are hers.

    ``differenza``: how far her points are from the mean, on the same ``insieme`` applications; None: nothing to
    compare, or not to be seen yet.
    """

    commissario: Commissario
    in_tutto: int = 0
    fatte: int = 0
    differenza: Decimal | None = None
    insieme: int = 0

    @property
    def restano(self) -> int:
        return self.in_tutto - self.fatte

    @property
    def quanto(self) -> int:
        """In a hundred, for the bar."""
        return 100 * self.fatte // self.in_tutto if self.in_tutto else 0

    @property
    def in_parole(self) -> str:
        if not self.differenza:
            frase = _("come la media")
        elif self.differenza > 0:
            frase = _("%(punti)s punti sopra la media") % {"punti": numero(self.differenza)}
        else:
            frase = _("%(punti)s punti sotto la media") % {"punti": numero(-self.differenza)}
        su = ngettext("su %(n)s domanda", "su %(n)s domande", self.insieme) % {"n": numero(self.insieme)}
        return f"{frase}, {su}"


class Disaccordo(Confronto):
    """One application that she may hear of, and how far its sheets are from each other."""

    def __init__(self, domanda: Domanda, confronto: Confronto) -> None:
        self.__dict__.update(vars(confronto))
        self.domanda = domanda

    def da_discutere(self, massimo: Decimal) -> bool:
        return (
            self.divide is not None
            or self.quanta_parte >= LONTANI_SU_UN_CRITERIO
            or self.in_tutto >= LONTANI_IN_TUTTO * massimo
        )

    @property
    def frasi(self) -> list[str]:
        dette = []
        if self.divide == "":
            sotto = len(self.totali) - self.sopra
            dette.append(_("%(sopra)s sopra la soglia, %(sotto)s sotto") % {"sopra": self.sopra, "sotto": sotto})
        elif self.divide:
            dette.append(_("chi sopra e chi sotto la soglia di «%(criterio)s»") % {"criterio": self.divide})
        if self.criterio is not None and self.distanza:
            frase = ngettext(
                "distanza %(n)s punto su «%(criterio)s»",
                "distanza %(n)s punti su «%(criterio)s»",
                1 if self.distanza == 1 else 2,
            )
            dette.append(frase % {"n": numero(self.distanza), "criterio": self.criterio.nome})
        if not dette:
            dette.append(_("nessuna distanza"))
        return dette


class Quadro:
    """All of it for one person, in a number of questions that does not grow. ``sezione``: of that one only."""

    def __init__(self, commissario: Commissario, sezione: str = "") -> None:
        self.lei = commissario
        self.commissione = commissario.commissione
        self.detta: Definizione = self.commissione.bando.in_vigore
        self.sezione = sezione

    @property
    def massimo(self) -> Decimal:
        return sum((uno.massimo * uno.peso for uno in self.detta.criteri), Decimal(0))

    # ── Which applications, which seats ──
    @cached_property
    def tutte(self) -> list[Domanda]:
        """Of every section."""
        fase = self.commissione.fase
        ciechi = fase is not None and not fase.nomi
        campo = "codice_cieco__codice" if ciechi else "codice"
        righe = da_discutere(self.lei).values_list("pk", campo, "numero").order_by("numero")
        sezioni = sezioni_inviate(self.commissione.bando_id)
        trovate = [Domanda(pk, codice, None if ciechi else n, sezioni.get(pk, "")) for pk, codice, n in righe if codice]
        return sorted(trovate, key=lambda una: una.codice) if ciechi else trovate

    @cached_property
    def domande(self) -> dict[int, Domanda]:
        return {una.pk: una for una in self.tutte if not self.sezione or una.sezione == self.sezione}

    @cached_property
    def coi_voti(self) -> set[int]:
        """Those whose points she may see."""
        if si_vedono_tutti(self.lei):
            return set(self.domande)
        return self.domande.keys() & set(coi_voti_degli_altri(self.lei).order_by().values_list("pk", flat=True))

    @cached_property
    def posti(self) -> dict[int, Commissario]:
        votano = self.commissione.commissari.filter(al__isnull=True).exclude(ruolo=RuoloCommissario.SEGRETARIO)
        return {uno.pk: uno for uno in votano.select_related("persona").order_by("pk")}

    @cached_property
    def seggi(self) -> Seggi:
        attive = Supplenza.objects.filter(supplente__in=self.posti, finita_il__isnull=True)
        return Seggi(
            tuple((uno.pk, uno.persona_id, uno.ruolo in TITOLARI) for uno in self.posti.values()),
            frozenset(fuori(self.posti.values())),
            frozenset(attive.order_by().values_list("supplente", "domanda")),
        )

    # ── Sheets ──
    @cached_property
    def _spoglio(self) -> Spoglio:
        return spoglio(self.commissione.bando, self.seggi)

    @cached_property
    def membri(self) -> list[Membro]:
        """Who votes on something here, in the order in which they were named."""
        firmate = self._spoglio.firmate
        fatte = {pk: len(self.domande.keys() & firmate.get(pk, frozenset())) for pk in self.posti}
        tutti = [Membro(uno, self._quante(pk), fatte[pk]) for pk, uno in self.posti.items()]
        for uno in tutti:
            uno.differenza, uno.insieme = self._differenze.get(uno.commissario.pk, (None, 0))
        return [uno for uno in tutti if uno.in_tutto]

    def _quante(self, posto: int) -> int:
        persona, titolare = self.posti[posto].persona_id, self.posti[posto].ruolo in TITOLARI
        if titolare:
            return len(self.domande) - sum(chi == persona and una in self.domande for chi, una in self.seggi.fuori)
        sue = {una for chi, una in self.seggi.supplenze if chi == posto}
        return sum(una in self.domande and self.seggi.vota(posto, una) for una in sue)

    # ── Points ──
    @cached_property
    def _visti(self) -> dict[int, Confronto]:
        """Application → what two sheets at least say of it, where she may see their points."""
        tutti = self._spoglio.confronti
        return {pk: tutti[pk] for pk in self.coi_voti if pk in tutti and len(tutti[pk].totali) > 1}

    @cached_property
    def _differenze(self) -> Mapping[int, tuple[Decimal, int]]:
        """Seat → (mean difference from the mean, on how many): only where two at least have signed."""
        suoi: dict[int, list[Decimal]] = defaultdict(list)
        for uno in self._visti.values():
            for posto, scarto in uno.scarti.items():
                suoi[posto].append(scarto)
        return {
            posto: ((sum(scarti, Decimal(0)) / len(scarti)).quantize(Decimal("0.1")), len(scarti))
            for posto, scarti in suoi.items()
        }

    @cached_property
    def disaccordi(self) -> list[Disaccordo]:
        """Those with two sheets at least: who is divided by a threshold first, then the farthest from each other."""
        trovati = [Disaccordo(self.domande[pk], uno) for pk, uno in self._visti.items()]
        return sorted(
            trovati, key=lambda uno: (uno.divide is None, -uno.quanta_parte, -uno.in_tutto, uno.domanda.codice)
        )

    # ── Drawn ──
    def punti(self, righe: Iterable[Disaccordo], nomi: Mapping[int, str]) -> grafici.Grafico:
        """One row an application, one dot a member; behind it the table, a column a member."""
        righe = list(righe)
        grafico = grafici.punti(
            ((nomi[uno.domanda.pk], [float(v) for v in uno.totali.values()]) for uno in righe),
            massimo=float(self.massimo) or 1.0,
            intestazioni=(_("Domanda"), _("Punti")),
        )
        ci_sono = [pk for pk in self.posti if any(pk in uno.totali for uno in righe)]
        grafico.intestazioni[:] = [_("Domanda"), *(str(self.posti[pk].persona) for pk in ci_sono)]
        grafico.tabella[:] = [
            [nomi[uno.domanda.pk], *(numero(uno.totali[pk]) if pk in uno.totali else "" for pk in ci_sono)]
            for uno in righe
        ]
        return grafico
