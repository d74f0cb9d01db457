"""What the card of a call says of its registers, in a few numbers."""

from typing import Any

from thinktown import protocolli
from thinktown.models import Bando


def in_breve_nei_registri(bando: Bando) -> dict[str, Any]:
    return {"protocolli": protocolli.quanti(bando)}
