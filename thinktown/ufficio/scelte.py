"""The applications that the queue of a call shows under the filters of its address, for whoever takes them away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from thinktown.models import Bando, Domanda
from thinktown.ufficio import coda


@dataclass(frozen=True)
class Scelte:
    """``filtri``: what was asked, label → value in words; ``coda``: the same as it stands in an address."""

    domande: QuerySet[Domanda]
    filtri: dict[str, str] = field(default_factory=dict)
    coda: str = ""

    @property
    def in_parole(self) -> str:
        return " · ".join(f"{nome}: {valore}" for nome, valore in self.filtri.items())


def scelte(bando: Bando, persona: Any, parametri: Mapping[str, str]) -> Scelte:
    """As the queue reads the address: what cannot be read is left out, here as there."""
    sezioni = {una.chiave: una.nome for una in bando.in_vigore.sezioni}
    dette = coda.Scelti.leggi(parametri, sezioni)
    mie = Domanda.objects.visibili_in_ufficio(persona).filter(bando=bando).come_inviate()
    parole = {
        _("Cerca"): dette.q,
        _("Sezione"): sezioni.get(dette.sezione, ""),
        _("A che punto è"): str(coda.SITUAZIONI.get(dette.cosa, "")),
        _("Chi la controlla"): str(coda.CHI.get(dette.chi, "")),
    }
    return Scelte(
        coda.filtra(mie, dette, persona),
        {nome: valore for nome, valore in parole.items() if valore},
        dette.in_indirizzo(),
    )
