"""What who conducts a commission sees of its work: who has got how far, and on which applications members disagree.

Every number is of the applications of which she may hear: of one on which she has a conflict there is nothing here, no
point, count, average or place in an order. Points are there only as the phase lets her see what others give. Whoever
has a conflict with an application has no cell on it: blank, which is not zero.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Case, DecimalField, F, Max, Min, Sum, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talenti.base import grafici
from talenti.base.templatetags.italiano import numero
from thinktown.collegio import fuori
from thinktown.definizione import Criterio, Definizione
from thinktown.enums_valutazione import TITOLARI, RuoloCommissario
from thinktown.models import Commissario, Scheda, Supplenza, Voto
from thinktown.valutazione import coi_voti_degli_altri, da_discutere

# Worth talking about, even where nobody falls on the other side of a threshold: so much of the most that one may give.
LONTANI_SU_UN_CRITERIO = Decimal("0.5")
LONTANI_IN_TUTTO = Decimal("0.25")
_PUNTI = DecimalField(max_digits=12, decimal_places=4)


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
            return _("come la media, su %(n)s domande") % {"n": numero(self.insieme)}
        quanti = numero(abs(self.differenza))
        frase = _("%(punti)s punti sopra la media, su %(n)s domande")
        if self.differenza < 0:
            frase = _("%(punti)s punti sotto la media, su %(n)s domande")
        return frase % {"punti": quanti, "n": numero(self.insieme)}


@dataclass
class Disaccordo:
    """How far the sheets of one application are from each other. ``totali``: seat → points, each with its weight."""

    domanda: Domanda
    totali: dict[int, Decimal] = field(default_factory=dict)
    # Of the criterion on which they are farthest: how far, and the part of its maximum that this is.
    criterio: Criterio | None = None
    distanza: Decimal = Decimal(0)
    quanta_parte: Decimal = Decimal(0)
    # What falls on both sides of its threshold: a criterion's name, or "" for the total; None: nothing does.
    divide: str | None = None
    sopra: int = 0

    @property
    def in_tutto(self) -> Decimal:
        return max(self.totali.values()) - min(self.totali.values()) if self.totali else Decimal(0)

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
        righe: Any = da_discutere(self.lei)
        righe = righe.come_inviate().values_list("pk", campo, "numero", "sezione_inviata").order_by("numero")
        trovate = [
            Domanda(pk, codice, None if ciechi else n, sezione or "") for pk, codice, n, sezione in righe if codice
        ]
        return sorted(trovate, key=lambda una: una.codice) if ciechi else trovate

    @cached_property
    def domande(self) -> dict[int, Domanda]:
        return {una.pk: una for una in self.tutte if not self.sezione or una.sezione == self.sezione}

    @cached_property
    def coi_voti(self) -> set[int]:
        """Those whose points she may see."""
        return self.domande.keys() & set(coi_voti_degli_altri(self.lei).order_by().values_list("pk", flat=True))

    @cached_property
    def posti(self) -> dict[int, Commissario]:
        votano = self.commissione.commissari.filter(al__isnull=True).exclude(ruolo=RuoloCommissario.SEGRETARIO)
        return {uno.pk: uno for uno in votano.select_related("persona").order_by("pk")}

    @cached_property
    def _fuori(self) -> set[tuple[int, int]]:
        return fuori(self.posti.values())

    @cached_property
    def _supplenze(self) -> set[tuple[int, int]]:
        attive = Supplenza.objects.filter(supplente__in=self.posti, finita_il__isnull=True)
        return set(attive.order_by().values_list("supplente", "domanda"))

    def vota(self, posto: int, domanda: int) -> bool:
        uno = self.posti[posto]
        if (uno.persona_id, domanda) in self._fuori:
            return False
        return uno.ruolo in TITOLARI or (posto, domanda) in self._supplenze

    # ── Sheets ──
    @cached_property
    def _schede(self) -> list[tuple[int, int, int, Decimal]]:
        """Signed sheets of who sits today: (sheet, seat, application, total)."""
        righe = Scheda.objects.firmate().filter(commissario__in=self.posti).order_by()
        pesati = righe.annotate(totale=Sum(_pesati(self.detta.criteri), output_field=_PUNTI))
        return list(pesati.values_list("pk", "commissario", "domanda", "totale"))

    @cached_property
    def _contano(self) -> list[tuple[int, int, int, Decimal]]:
        return [una for una in self._schede if una[2] in self.domande and self.vota(una[1], una[2])]

    @cached_property
    def membri(self) -> list[Membro]:
        """Who votes on something here, in the order in which they were named."""
        fatte: dict[int, int] = defaultdict(int)
        for _scheda, posto, _domanda, _totale in self._contano:
            fatte[posto] += 1
        tutti = [Membro(uno, self._quante(pk), fatte[pk]) for pk, uno in self.posti.items()]
        for uno in tutti:
            uno.differenza, uno.insieme = self._differenze.get(uno.commissario.pk, (None, 0))
        return [uno for uno in tutti if uno.in_tutto]

    def _quante(self, posto: int) -> int:
        persona, titolare = self.posti[posto].persona_id, self.posti[posto].ruolo in TITOLARI
        if titolare:
            return len(self.domande) - sum(chi == persona and una in self.domande for chi, una in self._fuori)
        return sum(una in self.domande and self.vota(posto, una) for chi, una in self._supplenze if chi == posto)

    # ── Points ──
    @cached_property
    def _per_domanda(self) -> dict[int, dict[int, Decimal]]:
        """Application → seat → total, where she may see them."""
        trovati: dict[int, dict[int, Decimal]] = defaultdict(dict)
        for _scheda, posto, domanda, totale in self._contano:
            if domanda in self.coi_voti:
                trovati[domanda][posto] = totale
        return trovati

    @cached_property
    def _differenze(self) -> Mapping[int, tuple[Decimal, int]]:
        """Seat → (mean difference from the mean, on how many): only where two at least have signed."""
        somme: dict[int, Decimal] = defaultdict(Decimal)
        quante: dict[int, int] = defaultdict(int)
        for totali in self._per_domanda.values():
            if len(totali) < 2:
                continue
            media = sum(totali.values(), Decimal(0)) / len(totali)
            for posto, totale in totali.items():
                somme[posto] += totale - media
                quante[posto] += 1
        return {posto: ((somme[posto] / n).quantize(Decimal("0.1")), n) for posto, n in quante.items()}

    @cached_property
    def disaccordi(self) -> list[Disaccordo]:
        """Those with two sheets at least: who is divided by a threshold first, then the farthest from each other."""
        trovati = {
            pk: Disaccordo(self.domande[pk], totali) for pk, totali in self._per_domanda.items() if len(totali) > 1
        }
        self._sui_criteri(trovati)
        soglia = self.detta.graduatoria.soglia
        if soglia is not None:
            for uno in trovati.values():
                uno.sopra = sum(totale >= soglia for totale in uno.totali.values())
                if 0 < uno.sopra < len(uno.totali):
                    uno.divide = ""
        return sorted(
            trovati.values(),
            key=lambda uno: (uno.divide is None, -uno.quanta_parte, -uno.in_tutto, uno.domanda.codice),
        )

    def _sui_criteri(self, trovati: Mapping[int, Disaccordo]) -> None:
        if not trovati:
            return
        criteri = {uno.chiave: uno for uno in self.detta.criteri}
        fuori_conto = {una[0] for una in self._schede} - {una[0] for una in self._contano}
        fuori_conto &= {una[0] for una in self._schede if una[2] in trovati}
        righe = Voto.objects.filter(
            scheda__in=Scheda.objects.firmate().filter(commissario__in=self.posti).order_by().values("pk")
        )
        if fuori_conto:
            righe = righe.exclude(scheda__in=fuori_conto)
        estremi = righe.order_by().values_list("scheda__domanda", "criterio").annotate(Min("punti"), Max("punti"))
        for domanda, chiave, minimo, massimo in estremi:
            uno, criterio = trovati.get(domanda), criteri.get(chiave)
            if uno is not None and criterio is not None and minimo is not None:
                _piu_lontani(uno, criterio, minimo, massimo)

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


def _pesati(criteri: Iterable[Criterio]) -> Any:
    """The points of a sheet, each with its weight."""
    criteri = list(criteri)
    if all(uno.peso == 1 for uno in criteri):
        return "voti__punti"
    casi = [When(voti__criterio=uno.chiave, then=F("voti__punti") * Value(uno.peso)) for uno in criteri]
    return Case(*casi, output_field=_PUNTI)


def _piu_lontani(uno: Disaccordo, criterio: Criterio, minimo: Decimal, massimo: Decimal) -> None:
    distanza = massimo - minimo
    parte = distanza / criterio.massimo if criterio.massimo else Decimal(0)
    if uno.criterio is None or parte > uno.quanta_parte:
        uno.criterio, uno.distanza, uno.quanta_parte = criterio, distanza, parte
    if criterio.soglia is not None and minimo < criterio.soglia <= massimo and uno.divide is None:
        uno.divide = criterio.nome
