"""Applications taken out of the portal: an act that only leaves its trace."""

from collections.abc import Mapping

from talenti.base.permissions import Attore
from talenti.registro.actions import atto
from thinktown.models import Bando


def esporta(
    bando: Bando, *, formato: str, quante: int, file: int, da: Attore, filtri: Mapping[str, str] | None = None
) -> None:
    """Write down who takes away how many applications and files, in which form and under which filters.

    Before the first byte leaves: what is drawn afterwards may be long, or break off.
    """
    dati = {"formato": formato, "quante": quante, "file": file, "filtri": dict(filtri or {})}
    with atto(bando, "esporta", da=da, dati=dati):
        pass
