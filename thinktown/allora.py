"""Which calls were open in a stretch of time that is over, as they stood then: an act may have moved them since."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from talenti.portale.registri import Aperto
from thinktown.enums import TipoAtto
from thinktown.models import AttoBando, Bando, VersioneBando

FERMANO = (TipoAtto.ANNULLAMENTO, TipoAtto.REVOCA)


def aperti_allora(intervalli: Sequence[tuple[datetime, datetime]]) -> list[list[Aperto]]:
    """For each stretch the calls that were open in some of it, with the closing that was in force; the first to close
    on top. Three questions to the database, however many the stretches."""
    fine = max(al for _dal, al in intervalli)
    bandi = list(Bando.objects.pubblicati().filter(pubblicato_il__lt=fine).only("pk", "slug", "titolo"))
    versioni: dict[int, list[VersioneBando]] = {bando.pk: [] for bando in bandi}
    for versione in VersioneBando.objects.filter(bando__in=versioni).order_by("bando_id", "n"):
        versioni[versione.bando_id].append(versione)
    fermati = dict(AttoBando.objects.filter(bando__in=versioni, tipo__in=FERMANO).values_list("bando", "registrato_il"))
    return [_in_un_tratto(dal, al, bandi, versioni, fermati) for dal, al in intervalli]


def _in_un_tratto(dal: datetime, al: datetime, bandi: list[Bando], versioni: Any, fermati: Any) -> list[Aperto]:
    aperti = []
    for bando in bandi:
        # The last version of before the stretch ended; one that came out in it counts.
        in_forza = [versione for versione in versioni[bando.pk] if versione.dal < al]
        if not in_forza or fermati.get(bando.pk, al) <= dal:
            continue
        inizio = max(dal, in_forza[0].dal)
        finestre = in_forza[-1].definizione.tempi.finestre
        allora = [finestra.chiude for finestra in finestre if finestra.apre < al and finestra.chiude > inizio]
        aperti += [Aperto(bando.titolo, bando.get_absolute_url(), chiude) for chiude in allora]
    return sorted(aperti, key=lambda uno: (uno.fino, uno.titolo))
