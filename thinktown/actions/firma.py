"""An act of the office on a call, or on an application to it: signed by who does it, and for whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from talenti.base.permissions import Attore
from talenti.registro import actions as registro
from talenti.registro.actions import Atto
from thinktown.models import Bando
from thinktown.queries import per_conto_di


@contextmanager
def atto(oggetto: Any, verbo: str, *, da: Attore, dati: dict[str, Any] | None = None, **altro: Any) -> Iterator[Atto]:
    """The act of the log, whose payload says for whom she stands in who does it."""
    bando = oggetto.pk if isinstance(oggetto, Bando) else oggetto.bando_id
    with registro.atto(oggetto, verbo, da=da, dati=(dati or {}) | per_conto_di(da, bando), **altro) as passo:
        yield passo
