"""What every page shows of this room: the unread count and the announcement, computed only when drawn."""

from functools import cache, partial
from typing import Any

from django.http import HttpRequest

from talenti.avvisi import queries


def contesto(request: HttpRequest) -> dict[str, Any]:
    """Callables that a template calls where it names them, each once a page however often it does."""
    persona = getattr(request, "user", None)
    accesso = persona is not None and persona.is_authenticated
    return {
        "avvisi_non_letti": cache(partial(queries.da_leggere, persona)) if accesso else 0,
        "banner": cache(partial(queries.striscione, request.path)),
    }
