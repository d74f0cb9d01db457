"""What the scene has of the office's requests: one that was told to the group of ``giovane``, with an answer begun."""

from datetime import timedelta
from typing import Any

from talenti.base.clock import a_quest_ora
from tests.factories.istruttoria import CHIEDE, detta
from tests.factories.risposte import scritta
from tests.factories.thinktown import inviata
from thinktown.models import Bando


def richieste(persone: dict[str, Any], slug: str) -> dict[str, Any]:
    """The values of the rows on requests; ``slug`` is of Alfa's call: its office asks an hour after the closing."""
    bando = Bando.objects.get(slug=slug)
    domanda = inviata(bando, persone["giovane"])
    chiude: Any = bando.chiude_il
    with a_quest_ora(chiude + timedelta(hours=1)):
        richiesta = detta(domanda, CHIEDE, persone["ufficio"])
    richiesta.domanda = domanda
    scritta(richiesta, 1, "Le date.", da=persone["giovane"])
    return {"domanda_chiesta": domanda.codice, "chiesta_dall_ufficio": richiesta.codice}
