"""Which sendings are taken away, counted before the first of them is read whole."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from thinktown.models import Bando, Domanda, Invio, Provvedimento, VersioneBando

# So many snapshots are in memory at once.
IN_BLOCCO = 50


@dataclass
class Raccolta:
    """The last sendings of some applications, in the order of their numbers, by their keys.

    Keys, so that what is handed over is what was counted and written in the log, whoever sends or takes back
    meanwhile; and no cursor stays open for as long as a slow line takes to carry it all.
    """

    bando: Bando
    invii: list[int] = field(default_factory=list)
    versioni: set[int] = field(default_factory=set)
    # Whose data they are: who was in each group, and who sent.
    persone: set[int] = field(default_factory=set)
    file: int = 0
    byte: int = 0

    def __len__(self) -> int:
        return len(self.invii)

    def blocchi(self) -> Iterator[list[Invio]]:
        """The snapshots whole, a few at a time, each with its application and its version."""
        versioni = {una.pk: una for una in self.in_vigore_allora()}
        righe = Invio.objects.select_related("domanda")
        chiavi = iter(self.invii)
        while blocco := list(islice(chiavi, IN_BLOCCO)):
            letti = list(righe.filter(pk__in=blocco).order_by("domanda__numero").iterator(chunk_size=IN_BLOCCO))
            for invio in letti:
                invio.versione, invio.domanda.bando = versioni[invio.versione_id], self.bando
            yield letti

    def __iter__(self) -> Iterator[Invio]:
        return (invio for blocco in self.blocchi() for invio in blocco)

    def in_vigore_allora(self) -> list[VersioneBando]:
        """The versions of the call that were answered, the latest first."""
        return list(VersioneBando.objects.filter(pk__in=self.versioni).order_by("-n"))


def raccogli(bando: Bando, domande: QuerySet[Domanda]) -> Raccolta:
    """Count, of the snapshots, only what is counted: never all of them whole."""
    raccolta = Raccolta(bando)
    ultimo = Invio.objects.filter(domanda=OuterRef("domanda")).order_by("-n").values("pk")[:1]
    righe = Invio.objects.filter(domanda__in=domande.order_by().values("pk"), pk=Subquery(ultimo))
    detti = ("pk", "versione", "da", "contenuto__gruppo", "contenuto__file")
    for chiave, versione, da, gruppo, file in _a_pezzi(righe.order_by("domanda__numero").values_list(*detti)):
        raccolta.invii.append(chiave)
        raccolta.versioni.add(versione)
        raccolta.persone |= {da, *(uno["persona"] for uno in gruppo)}
        raccolta.file += len(file)
        raccolta.byte += sum(uno["byte"] for uno in file)
    if raccolta:
        _delle_risposte(raccolta, domande)
    return raccolta


def _delle_risposte(raccolta: Raccolta, domande: QuerySet[Domanda]) -> None:
    """The files that came with the answers to the office, and who sent them."""
    risposte = Provvedimento.objects.filter(domanda__in=domande.order_by().values("pk"), risposto_il__isnull=False)
    for chi, byte in _a_pezzi(risposte.values_list("risposto_da", "voci__file__byte")):
        raccolta.persone.add(chi)
        raccolta.file += byte is not None
        raccolta.byte += byte or 0


def _a_pezzi(righe: QuerySet[Any, Any]) -> Iterator[Any]:
    return righe.iterator(chunk_size=IN_BLOCCO * 4)
