"""What the scene has of messages: a draft of who has no role, about which she has written."""

from typing import Any

from tests.factories.messaggi import scritto
from thinktown import actions
from thinktown.models import Bando


def messaggi(persone: dict[str, Any], slug: str) -> dict[str, Any]:
    bando = Bando.objects.get(slug=slug)
    domanda = actions.comincia(bando, proponente="gruppo", sezione="gruppi", soggetto="Gruppo", da=persone["giovane"])
    return {"messaggio": scritto(domanda, persone["giovane"]).pk, "domanda_scritta": domanda.codice}
