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
from operator import mul
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talenti.base import grafici
from talenti.base.templatetags.italiano import numero
from thinktown.collegio import fuori
from thinktown.definizione import Criterio, Definizione
from thinktown.enums_valutazione import TITOLARI, RuoloCommissario, VediVoti
from thinktown.models import Commissario, Scheda, Supplenza
from thinktown.punti_firmati import centesimi
from thinktown.valutazione import coi_voti_degli_altri, da_discutere

# Worth talking about, even where nobody falls on the other side of a threshold: so much of the most that one may give.
LONTANI_SU_UN_CRITERIO = 0.5
LONTANI_IN_TUTTO = 0.25
# Totals are counted in ten-thousandths: hundredths of a point, times hundredths of a weight.
_INTERO = 10_000


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


@dataclass
class Disaccordo:
    """How far the sheets of one application are from each other.

    Seat → hundredths of a point of each criterion in ``punti``, and the total with its weights in ``totali`` (units of
    ``_INTERO``: whole numbers, so that two thousand of these are made in no time).
    """

    domanda: Domanda
    criteri: tuple[Criterio, ...]
    totali: dict[int, int] = field(default_factory=dict)
    punti: list[tuple[int, ...]] = field(default_factory=list)
    # Of the criterion on which they are farthest, the part of its maximum that lies between them.
    criterio: Criterio | None = None
    distanza: Decimal = Decimal(0)
    quanta_parte: float = 0.0
    # What falls on both sides of its threshold: a criterion's name, or "" for the total; None: nothing does.
    divide: str | None = None
    sopra: int = 0

    def confronta(self, soglia: int | None) -> None:
        """Find what sets them apart; ``soglia``: of the total, in the units of totals."""
        for n, colonna in enumerate(zip(*self.punti, strict=True)):
            minimo, massimo, criterio = min(colonna), max(colonna), self.criteri[n]
            if minimo < 0:
                continue
            parte = (massimo - minimo) / (float(criterio.massimo) * 100) if criterio.massimo else 0.0
            if self.criterio is None or parte > self.quanta_parte:
                self.criterio, self.quanta_parte = criterio, parte
                self.distanza = Decimal(massimo - minimo) / 100
            if criterio.soglia is not None and minimo < criterio.soglia * 100 <= massimo and self.divide is None:
                self.divide = criterio.nome
        if soglia is not None:
            self.sopra = sum(totale >= soglia for totale in self.totali.values())
            if 0 < self.sopra < len(self.totali):
                self.divide = ""

    @property
    def distanza_in_tutto(self) -> int:
        return max(self.totali.values()) - min(self.totali.values()) if self.totali else 0

    @property
    def in_tutto(self) -> Decimal:
        return Decimal(self.distanza_in_tutto) / _INTERO

    def da_discutere(self, massimo: Decimal) -> bool:
        return (
            self.divide is not None
            or self.quanta_parte >= LONTANI_SU_UN_CRITERIO
            or self.distanza_in_tutto >= float(massimo) * LONTANI_IN_TUTTO * _INTERO
        )

    def punti_di(self, posto: int) -> Decimal | None:
        """Her total, None where she has none: blank, not zero."""
        return Decimal(self.totali[posto]) / _INTERO if posto in self.totali else None

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
        return dette or [_("nessuna distanza")]


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
        righe = righe.values_list("pk", campo, "numero").order_by("numero")
        if len(self.detta.sezioni) > 1:
            # What was sent is read for its section only where there is more than one.
            righe = righe.come_inviate().values_list("pk", campo, "numero", "sezione_inviata")
        trovate = [
            Domanda(pk, codice, None if ciechi else n, (sezione and sezione[0]) or "")
            for pk, codice, n, *sezione in righe
            if codice
        ]
        return sorted(trovate, key=lambda una: una.codice) if ciechi else trovate

    @cached_property
    def domande(self) -> dict[int, Domanda]:
        return {una.pk: una for una in self.tutte if not self.sezione or una.sezione == self.sezione}

    @cached_property
    def coi_voti(self) -> set[int]:
        """Those whose points she may see."""
        fase = self.commissione.fase
        if fase is not None and fase.voti == VediVoti.SEMPRE:
            return set(self.domande)
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
    def _contano(self) -> list[tuple[int, str, int, int]]:
        """Signed sheets of who sits today, on what she hears of and they vote on: (key, fingerprint, seat,
        application).
        """
        righe = Scheda.objects.firmate().filter(commissario__in=self.posti).order_by()
        tutte = righe.values_list("pk", "impronta", "commissario", "domanda")
        domande, posti = self.domande, self.posti
        titolari = {pk: uno.persona_id for pk, uno in posti.items() if uno.ruolo in TITOLARI}
        fuori_ = self._fuori
        return [
            una
            for una in tutte
            if una[3] in domande
            and ((titolari[una[2]], una[3]) not in fuori_ if una[2] in titolari else self.vota(una[2], una[3]))
        ]

    @cached_property
    def membri(self) -> list[Membro]:
        """Who votes on something here, in the order in which they were named."""
        fatte: dict[int, int] = defaultdict(int)
        for _scheda, _impronta, posto, _domanda in self._contano:
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
    def _confronti(self) -> list[Disaccordo]:
        """One for each application on which she may see points, with two signed sheets at least."""
        viste = [una for una in self._contano if una[3] in self.coi_voti]
        criteri = self.detta.criteri
        letti = centesimi([una[:2] for una in viste], [uno.chiave for uno in criteri], self.posti)
        pesi = [int(uno.peso * 100) for uno in criteri]
        trovati: dict[int, Disaccordo] = {}
        for scheda, impronta, posto, domanda in viste:
            punti = letti[scheda, impronta]
            if domanda not in trovati:
                trovati[domanda] = Disaccordo(self.domande[domanda], criteri)
            trovati[domanda].punti.append(punti)
            trovati[domanda].totali[posto] = sum(map(mul, punti, pesi))
        return [uno for uno in trovati.values() if len(uno.totali) > 1]

    @cached_property
    def _differenze(self) -> Mapping[int, tuple[Decimal, int]]:
        """Seat → (mean difference from the mean of those who signed the same, on how many)."""
        somme: dict[int, float] = defaultdict(float)
        quante: dict[int, int] = defaultdict(int)
        for uno in self._confronti:
            media = sum(uno.totali.values()) / len(uno.totali)
            for posto, totale in uno.totali.items():
                somme[posto] += totale - media
                quante[posto] += 1
        decimo = Decimal("0.1")
        return {posto: ((Decimal(somme[posto]) / n / _INTERO).quantize(decimo), n) for posto, n in quante.items()}

    @cached_property
    def disaccordi(self) -> list[Disaccordo]:
        """Who is divided by a threshold first, then the farthest from each other."""
        soglia = self.detta.graduatoria.soglia
        for uno in self._confronti:
            uno.confronta(None if soglia is None else int(soglia * _INTERO))
        return sorted(
            self._confronti,
            key=lambda uno: (uno.divide is None, -uno.quanta_parte, -uno.distanza_in_tutto, uno.domanda.codice),
        )

    # ── Drawn ──
    def punti(self, righe: Iterable[Disaccordo], nomi: Mapping[int, str]) -> grafici.Grafico:
        """One row an application, one dot a member; behind it the table, a column a member."""
        righe = list(righe)
        grafico = grafici.punti(
            ((nomi[uno.domanda.pk], [v / _INTERO for v in uno.totali.values()]) for uno in righe),
            massimo=float(self.massimo) or 1.0,
            intestazioni=(_("Domanda"), _("Punti")),
        )
        ci_sono = [pk for pk in self.posti if any(pk in uno.totali for uno in righe)]
        grafico.intestazioni[:] = [_("Domanda"), *(str(self.posti[pk].persona) for pk in ci_sono)]
        grafico.tabella[:] = [
            [nomi[uno.domanda.pk], *("" if uno.punti_di(pk) is None else numero(uno.punti_di(pk)) for pk in ci_sono)]
            for uno in righe
        ]
        return grafico
