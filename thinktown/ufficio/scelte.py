"""The applications that the list of a call shows under the filters of its address, for whoever takes them away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from thinktown.enums import StatoDomanda
from thinktown.models import Bando, Domanda
from thinktown.ufficio.domande import filtra


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
    """As the list reads the address: what cannot be read is left out, here as there."""
    sezioni = {una.chiave: una.nome for una in bando.in_vigore.sezioni}
    dette = {nome: parametri.get(nome, "") for nome in ("sezione", "stato", "q")}
    dette["q"] = dette["q"].replace("\x00", "").strip()[:80]
    mie = Domanda.objects.visibili_in_ufficio(persona).filter(bando=bando).come_inviate()
    parole = {
        _("Cerca"): dette["q"],
        _("Sezione"): sezioni.get(dette["sezione"], ""),
        _("Stato"): str(dict(StatoDomanda.choices).get(dette["stato"], "")),
    }
    scritte = {nome: valore for nome, valore in dette.items() if valore}
    return Scelte(
        filtra(mie, dette, sezioni),
        {nome: valore for nome, valore in parole.items() if valore},
        urlencode(scritte, errors="surrogatepass"),
    )
