"""What the card of a call says of its registers, in a few numbers."""

from typing import Any

from thinktown import protocolli
from thinktown.models import Bando


def in_breve_nei_registri(bando: Bando) -> dict[str, Any]:
    """Numbers alone: of whom they are is read on each register's own page."""
    benefici = bando.benefici.in_vigore().order_by()
    return {
        "protocolli": protocolli.quanti(bando),
        "accessi": bando.accessi.aperte().count(),
        "contributi": benefici.count(),
        "da_pubblicare": benefici.da_pubblicare().count(),
    }
