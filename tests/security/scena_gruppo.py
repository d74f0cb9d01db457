"""What the scene has of applications: of ``giovane``'s, one being written, with somebody asked in, and one sent."""

from datetime import timedelta
from typing import Any

from tests.factories.thinktown import cominciata, inviata
from thinktown import actions
from thinktown.enums_invio import Tardiva
from thinktown.models import Bando, RichiestaTardiva


def gruppo(persone: dict[str, Any], slug: str) -> dict[str, Any]:
    """The values of the rows on groups; ``slug`` is of Alfa's call that is out."""
    bando, giovane = Bando.objects.get(slug=slug), persone["giovane"]
    mandata = inviata(bando, giovane)
    bozza = cominciata(bando, giovane)
    chiesta = actions.invita(bozza, "chi-non-ha-account@example.org", ruolo="legge", da=giovane)
    chiude: Any = bando.chiude_il
    RichiestaTardiva.objects.create(
        bando=bando,
        domanda=bozza,
        persona=giovane,
        che_cosa=Tardiva.INVIA,
        prima_il=chiude,
        ultima_il=chiude + timedelta(seconds=1),
    )
    return {
        "domanda": bozza.codice,
        "domanda_inviata": mandata.codice,
        "chiesta_nel_gruppo": chiesta.codice,
        "nel_gruppo": bozza.componenti.get(persona=giovane).codice,
    }
