"""Three months of bookings, told through the verbs: asked, answered, cancelled, come, not come."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from coworking import actions
from coworking.actions.prenota import Richiesta
from coworking.demo.piano import Previsto, piano
from coworking.demo.spazi import posta, spazio_di
from coworking.models import Prenotazione
from talenti.avvisi.enums import Scelta
from talenti.base.permissions import Sistema
from talenti.portale.demo.gente import persona
from talenti.portale.demo.motore import Evento, giorni_fa

RIFIUTO = "Quel giorno la scrivania serve a noi: prova la settimana dopo."
DISDETTA = "Si è rotto il riscaldamento: la sala resta chiusa."
# The sweep that closes what nobody marked.
_OGNI = 4
_SISTEMA = Sistema("prenotazioni")


def eventi(nascita: datetime) -> Iterator[Evento]:
    previsti = piano(nascita)
    # The mails of months ago would bury those of these days: until a week ago all read in the portal alone. From then
    # on the people of the login page, whose mailbox anybody may open, are told by mail too.
    for chiave in sorted({uno.chi for uno in previsti}):
        yield Evento(f"spazi:posta:{chiave}", giorni_fa(nascita, 72, 9), partial(posta, chiave, Scelta.SOLO_PORTALE))
    for chiave in ("giulia", "rosa", "nora"):
        yield Evento(f"spazi:posta:{chiave}:di-nuovo", giorni_fa(nascita, 7, 9), partial(posta, chiave, Scelta.SUBITO))
    for uno in previsti:
        yield from _storia(uno)
    for giorni in range(56, -1, -_OGNI):
        yield Evento(f"spazi:spazza:{giorni}", giorni_fa(nascita, giorni, 4), actions.chiudi_scadute)


def _storia(uno: Previsto) -> Iterator[Evento]:
    nome = f"prenotazione:{uno.n}"
    yield Evento(nome, uno.chiesta, partial(_prenota, uno))
    if uno.esito and uno.deciso:
        yield Evento(f"{nome}:{uno.esito}", uno.deciso, partial(_risponde, uno, uno.esito))
    if uno.dopo == "disdici":
        yield Evento(f"{nome}:disdici", uno.dal - timedelta(days=2), partial(_risponde, uno, "disdici"))
    elif uno.dopo:
        yield Evento(f"{nome}:{uno.dopo}", uno.al + timedelta(hours=1), partial(_risponde, uno, uno.dopo))


def _gettone(uno: Previsto) -> str:
    return f"demo-{uno.n}"


def _prenota(uno: Previsto) -> None:
    richiesta = Richiesta(
        dal=uno.dal,
        al=uno.al,
        scopo=uno.scopo,
        persone=uno.persone,
        intero=uno.offerta.intera,
        regole=1 if uno.offerta.regole else None,
        gettone=_gettone(uno),
    )
    actions.prenota(spazio_di(uno.ospite, uno.offerta), richiesta, da=persona(uno.chi))


def _risponde(uno: Previsto, verbo: str) -> None:
    prenotazione = Prenotazione.objects.select_related("spazio__partner").get(
        gettone=_gettone(uno), persona__email=f"{uno.chi}@example.org"
    )
    _VERBI[verbo](prenotazione, uno)


_VERBI: dict[str, Callable[[Prenotazione, Previsto], None]] = {
    "conferma": lambda p, uno: actions.conferma(p, da=persona(uno.ospite.chi)),
    "rifiuta": lambda p, uno: actions.rifiuta(p, motivo=RIFIUTO, da=persona(uno.ospite.chi)),
    "scade": lambda p, _uno: actions.scade(p, da=_SISTEMA),
    "annulla": lambda p, uno: actions.annulla(p, da=persona(uno.chi)),
    "disdici": lambda p, uno: actions.disdici(p, motivo=DISDETTA, da=persona(uno.ospite.chi)),
    "registra_presenza": lambda p, uno: actions.registra_presenza(p, da=persona(uno.ospite.chi)),
    "registra_assenza": lambda p, uno: actions.registra_assenza(p, da=persona(uno.ospite.chi)),
}
