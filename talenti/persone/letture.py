"""Who read whose personal data: the pages that say it, and how.

Source: Regulation (EU) 2016/679, art. 15 and 32; Court of Justice of the EU, C-579/21 (the person is told of the
reading, when and why, not who in the office it was).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso
from talenti.base.exceptions import Frase
from talenti.persone.models import Lettura

GIORNI_LETTURE = 730
# For whom somebody reads in the back office.
UFFICIO = _("L'ufficio della rete")
_pagine: dict[str, Frase] = {}


def dichiara_pagina(chiave: str, frase: Frase) -> str:
    """Declare a page that shows people's data, in the words that they read."""
    _pagine[chiave] = frase
    return chiave


def pagina_in_parole(pagina: str) -> Frase:
    return _pagine.get(pagina, pagina)


def annota_letture(persone: Iterable[int], *, chi: Any, per_conto: object, pagina: str) -> None:
    """Write down that ``chi`` has opened ``pagina`` with the data of these people (keys): a row each, one statement.

    What one reads of oneself is nobody's business.
    """
    if pagina not in _pagine:
        raise ValueError(f"not a page declared: {pagina}")
    ora, altri = adesso(), sorted({pk for pk in persone if pk is not None and pk != chi.pk})
    Lettura.objects.bulk_create(
        Lettura(persona_id=pk, chi=chi, per_conto=str(per_conto)[:200], pagina=pagina, quando=ora) for pk in altri
    )


def dimentica_letture(ora: datetime) -> int:
    return Lettura.objects.filter(quando__lt=ora - timedelta(days=GIORNI_LETTURE)).delete()[0]


class LettureInUfficio:
    """For a ModelAdmin whose rows are, or name, people: opening its list or a card is written down.

    ``pagina`` is the key declared, ``persone_di(riga)`` gives the people of a row (keys).
    """

    pagina = ""

    def persone_di(self, riga: Any) -> Iterable[int]:
        raise NotImplementedError

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        risposta: Any = super().changelist_view(request, extra_context)  # type: ignore[misc]  # a mixin's super
        elenco = (getattr(risposta, "context_data", None) or {}).get("cl")
        self._annota(request, elenco.result_list if elenco else ())
        return risposta

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        risposta: Any = super().change_view(request, object_id, form_url, extra_context)  # type: ignore[misc]  # as above
        riga = (getattr(risposta, "context_data", None) or {}).get("original")
        self._annota(request, [riga] if riga is not None else ())
        return risposta

    def _annota(self, request: HttpRequest, righe: Iterable[Any]) -> None:
        persone = (pk for riga in righe for pk in self.persone_di(riga))
        annota_letture(persone, chi=request.user, per_conto=UFFICIO, pagina=self.pagina)
