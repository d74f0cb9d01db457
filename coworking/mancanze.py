"""What a space still lacks before it may be proposed, and what its host may not ask."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from coworking.enums import POLITICHE, Prezzo
from coworking.models import Orario, Spazio
from talenti.base.clock import oggi
from talenti.base.exceptions import Frase
from talenti.luoghi.distanze import distanza_km

# A point further than this from the centre of its comune is a slip of the pen.
KM_DAL_COMUNE = 15
_UN_ORA = timedelta(hours=1)
# A host that asks for a month of notice, or for people over thirty, offers nothing here.
MASSIMO_PREAVVISO_ORE, MASSIMO_DOPO, MASSIMA_ETA = 720, 8, 30


@dataclass(frozen=True)
class Mancanza:
    """What is missing, and in which part it is written."""

    parte: str
    campo: str
    frase: Frase


def frase_di(campo: str) -> str:
    """What is asked of the person when a field that a proposal needs is empty."""
    return {
        "nome": _("Scrivi come si chiama lo spazio."),
        "tipo": _("Scegli che cos'è."),
        "in_una_frase": _("Scrivi in una frase che cosa offri."),
        "comune": _("Scegli il comune."),
        "indirizzo": _("Scrivi l'indirizzo: lo legge chi ha prenotato."),
        "punto": _("Il punto è lontano dal comune: ricopialo, o toglilo."),
        "descrizione": _("Racconta com'è lo spazio."),
        "quanto": _("Scrivi quanto si paga sul posto."),
        "giorno_0": _("Scrivi quando lo spazio è aperto."),
    }[campo]


def che_cosa_manca(spazio: Spazio) -> list[Mancanza]:
    """Why a draft cannot be proposed yet; empty when it can."""
    voci = [
        ("che-cos-e", "nome", not spazio.nome),
        ("che-cos-e", "tipo", not spazio.tipo),
        ("che-cos-e", "in_una_frase", not spazio.in_una_frase),
        ("dove", "comune", spazio.comune_id is None),
        ("dove", "indirizzo", not spazio.indirizzo),
        ("dove", "punto", lontano_dal_comune(spazio)),
        ("com-e", "descrizione", not spazio.descrizione),
        ("condizioni", "quanto", spazio.prezzo == Prezzo.SUL_POSTO and not spazio.quanto),
        ("orari", "giorno_0", not ha_orari(spazio)),
    ]
    return [Mancanza(parte, campo, frase_di(campo)) for parte, campo, manca in voci if manca]


def lontano_dal_comune(spazio: Spazio) -> bool:
    if spazio.lat is None or spazio.comune is None:
        return False
    return distanza_km(spazio, spazio.comune) > KM_DAL_COMUNE


def ha_orari(spazio: Spazio) -> bool:
    """A week of its own, or its host's, in force today or later."""
    di_chi = Q(spazio=spazio) | Q(partner=spazio.partner_id)
    return Orario.objects.filter(di_chi, Q(al__isnull=True) | Q(al__gt=oggi())).exists()


def perche_non_puo(tipo: str, nome: str, valore: Any) -> str:
    """Why a host may not set this field of the policy to this value; "" when it may: it only tightens."""
    massimi = {"preavviso_ore": MASSIMO_PREAVVISO_ORE, "dopo": MASSIMO_DOPO, "eta_minima": MASSIMA_ETA}
    if nome not in massimi or valore is None:
        return ""
    if valore > massimi[nome]:
        return _("È troppo: scrivi al massimo %(n)s.") % {"n": massimi[nome]}
    minimo = del_tipo(tipo, nome)
    if valore < minimo:
        return _("Per uno spazio così la regola della rete è %(n)s: puoi chiedere di più, non di meno.") % {"n": minimo}
    return ""


def del_tipo(tipo: str, nome: str) -> int:
    """What the kind asks by itself."""
    politica = POLITICHE.get(tipo)
    if politica is None:
        return 0
    minimi = {
        "preavviso_ore": politica.preavviso // _UN_ORA,
        "dopo": politica.dopo,
        "eta_minima": politica.eta_minima,
    }
    return minimi[nome]
