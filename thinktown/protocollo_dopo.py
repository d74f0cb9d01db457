"""After a sending: the body's register is asked for a number, by a worker, until it answers.

Nothing of this is in the request that sends. Declared by ThinktownConfig.ready() only where a register is configured:
elsewhere a sending owes nothing to anybody.
"""

from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from talenti.base.permissions import Sistema
from talenti.documenti.lettere import LINGUA_DEGLI_ATTI
from talenti.registro.annunci import NonRiuscira, dopo
from thinktown.actions.protocollo import GiaProtocollata, protocolla
from thinktown.models import Invio, Protocollazione
from thinktown.protocollo import Protocollo, Registrata, Rifiutata, adattatore, richiesta_di

DA = Sistema("protocollo")


class RegistroNonRisponde(Exception):
    """Not now: the job is tried again by itself, with the same key."""


class RegistroRifiuta(NonRiuscira):
    """Nobody but a person can go on from here: she reads why, types the number, or has it tried again."""


def ascolta() -> None:
    dopo("thinktown.domanda", "invia", lavoro=_("Chiedere il numero di protocollo di una domanda"))(chiedi_il_numero)


def chiedi_il_numero(transizione: Any) -> None:
    """At least once, hence: what has a number already asks for none, and the key of a repeat is the same."""
    n = (transizione.dettaglio.dati or {}).get("invio")
    invio = Invio.objects.select_related("domanda__bando__partner", "da").get(domanda=transizione.oggetto_id, n=n)
    registro = adattatore(invio.domanda.bando.partner)
    gia = Protocollazione.objects.filter(invio=invio)
    # One that was annulled was looked at by somebody: the right number is hers to write.
    if registro is None or gia.exists():
        return
    with override(LINGUA_DEGLI_ATTI):
        esito = registro.registra(richiesta_di(invio))
    if isinstance(esito, Rifiutata):
        raise RegistroRifiuta(esito.motivo)
    if not isinstance(esito, Registrata):
        raise RegistroNonRisponde(esito.motivo)
    scrivi(invio, registro, esito)


def scrivi(invio: Invio, registro: Protocollo, esito: Registrata) -> None:
    """What the register has answered; the same as somebody has typed meanwhile is no news."""
    try:
        protocolla(
            invio.domanda, invio=invio, numero=esito.numero, data=esito.data, sistema=registro.nome, da=DA
        )  # fmt: skip
    except GiaProtocollata as errore:
        if (errore.protocollo.numero, errore.protocollo.data) != (esito.numero, esito.data):
            # Typed by hand in this very moment, and the register says another: a person has to look.
            detto = gettext("Il registro ha dato il numero %(numero)s, ma nel portale ne è scritto un altro.")
            raise RegistroRifiuta(detto % {"numero": esito.numero}) from errore
