"""Which parts there are and what each still lacks."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext_lazy as _

from thinktown.actions.correzione import scritto
from thinktown.definizione import Definizione
from thinktown.enums import SI_CORREGGE, StatoBando
from thinktown.mancanze import che_cosa_manca
from thinktown.models import Bando
from thinktown.ufficio.condizioni import Dichiarazioni
from thinktown.ufficio.parti import Chi, Norme, Pubblicazione, Racconto, Sezioni, Tempi
from thinktown.ufficio.punti import Criteri, Graduatoria
from thinktown.ufficio.quesiti import Struttura
from thinktown.ufficio.righe import Parte

PARTI: dict[str, type[Parte]] = {
    una.chiave: una
    for una in (
        Racconto,
        Tempi,
        Chi,
        Sezioni,
        Struttura,
        Dichiarazioni,
        Criteri,
        Graduatoria,
        Pubblicazione,
        Norme,
    )
}
# Written once the call is out only by an extension.
SOLO_IN_BOZZA = (Tempi.chiave,)
PERCHE_NO_DATE = _("Le date si spostano con una proroga.")


def si_scrive(bando: Bando) -> bool:
    return bando.stato in (StatoBando.BOZZA, *SI_CORREGGE)


def parti_che_si_scrivono(bando: Bando) -> list[str]:
    if bando.stato == StatoBando.BOZZA:
        return list(PARTI)
    return [chiave for chiave in PARTI if chiave not in SOLO_IN_BOZZA] if bando.stato in SI_CORREGGE else []


def voci_delle_parti(bando: Bando) -> list[dict[str, Any]]:
    """Each part with what is missing in it, and whether this is the moment to write it."""
    detta = scritto(bando)
    mancano, aperte = per_parte(detta), parti_che_si_scrivono(bando)
    vigente = bando.in_vigore if bando.pubblico else None
    return [
        {
            "chiave": chiave,
            "titolo": parte.titolo,
            "mancanze": mancano[chiave],
            "si_scrive": chiave in aperte,
            "cambiata": vigente is not None and parte.pezzo(detta) != parte.pezzo(vigente),
        }
        for chiave, parte in PARTI.items()
    ]


def per_parte(detta: Definizione) -> dict[str, list[Any]]:
    mancano: dict[str, list[Any]] = defaultdict(list)
    for una in che_cosa_manca(detta):
        mancano[una.parte].append(una.frase)
    return mancano


def dopo(bando: Bando, chiave: str) -> str:
    """The part that comes next, "" after the last."""
    aperte = parti_che_si_scrivono(bando)
    posto = aperte.index(chiave) + 1 if chiave in aperte else len(aperte)
    return aperte[posto] if posto < len(aperte) else ""
