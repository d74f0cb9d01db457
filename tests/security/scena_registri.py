"""What the scene has of the registers: a protocol number, requests of access (in one, who is heard), a grant.

``giovane`` has sent an application; ``estraneo`` asks to see it.
"""

from typing import Any

from talenti.base.clock import oggi
from tests.factories.registri import accesso, beneficio, protocollata
from tests.factories.thinktown import inviata
from thinktown.actions.accessi import interpella
from thinktown.models import Bando, Domanda


def registri(persone: dict[str, Any], slug: str, mandata: str) -> dict[str, Any]:
    """``mandata``: the code of the application of ``giovane``."""
    bando, sua = Bando.objects.get(slug=slug), Domanda.objects.get(codice=mandata)
    altra = inviata(bando)
    riga = protocollata(altra, persone["ufficio"])
    chiesta = accesso(bando, persone["estraneo"])
    (terzo,) = interpella(chiesta, [sua], da=persone["ufficio"])
    da_ritirare = accesso(bando, persone["estraneo"], "civico")
    return {
        "anno": oggi().year,
        "protocollata": altra.codice,
        "riga_protocollo": riga.pk,
        "accesso": chiesta.codice,
        "accesso_pk": chiesta.pk,
        "accesso_da_ritirare": da_ritirare.codice,
        "controinteressato": terzo.codice,
        "contributo": beneficio(altra, persone["amministrazione"]).codice,
    }
