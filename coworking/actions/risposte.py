"""What happens to a booking after it is made: the host's answer, the passing of time, who came."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from coworking.actions.comune import libera
from coworking.enums import Stato
from coworking.models import Prenotazione
from talenti.base.clock import adesso
from talenti.base.exceptions import ErroreDiDominio, TransizioneNonAmmessa
from talenti.base.permissions import Attore, Sistema
from talenti.base.templatetags.italiano import data_ora
from talenti.registro.actions import Atto, atto

# A booking whose presence nobody marks is closed as held, so long after its end.
DOPO_LA_FINE = timedelta(days=3)


def _in_tempo(passo: Atto) -> None:
    """An answer that comes late is no answer: the place may be somebody else's already."""
    entro = passo.oggetto.scade_il
    if passo.da_stato == Stato.RICHIESTA and entro <= passo.quando:
        raise TransizioneNonAmmessa(
            _("Questa richiesta è scaduta: la risposta era attesa entro %(quando)s. Il posto è tornato libero.")
            % {"quando": data_ora(entro)}
        )


def acconsenti(prenotazione: Prenotazione, *, da: Attore) -> None:
    """Who answers for a minor says yes: now the host may answer, or the place is hers where nobody has to."""
    with transaction.atomic():
        with atto(prenotazione, "acconsenti", da=da) as passo:
            _in_tempo(passo)
            prenotazione.attende_tutore = False
            prenotazione.save(update_fields=["attende_tutore"])
        if not prenotazione.spazio.politica.conferma:
            conferma(prenotazione, da=Sistema("prenotazioni"))


def nega(prenotazione: Prenotazione, *, da: Attore) -> None:
    """Who answers for a minor says no."""
    with atto(prenotazione, "nega", da=da, insieme={"decisa_il": adesso()}) as passo:
        _in_tempo(passo)
        libera(prenotazione)


def conferma(prenotazione: Prenotazione, *, da: Attore) -> None:
    with atto(prenotazione, "conferma", da=da, insieme={"decisa_il": adesso()}) as passo:
        _in_tempo(passo)


def rifiuta(prenotazione: Prenotazione, *, da: Attore, motivo: str) -> None:
    with atto(prenotazione, "rifiuta", da=da, motivo=motivo, insieme={"decisa_il": adesso()}) as passo:
        _in_tempo(passo)
        libera(prenotazione)


def scade(prenotazione: Prenotazione, *, da: Attore) -> None:
    """Close a request past its term. One answered meanwhile is left as it is, with TransizioneNonAmmessa."""
    with atto(prenotazione, "scade", da=da, insieme={"decisa_il": adesso()}) as passo:
        if prenotazione.scade_il is not None and prenotazione.scade_il > passo.quando:
            raise TransizioneNonAmmessa(_("Questa richiesta non è ancora scaduta."))
        libera(prenotazione)


def disdici(prenotazione: Prenotazione, *, da: Attore, motivo: str) -> None:
    """The host cannot keep it."""
    with atto(prenotazione, "disdici", da=da, motivo=motivo, insieme={"decisa_il": adesso()}):
        libera(prenotazione)


def disdici_tutte(prenotazioni: Iterable[Prenotazione], *, da: Attore, motivo: str) -> None:
    """The host keeps none of these: those past their term expire, who booked the others is told why.

    A minor's request that nobody has allowed yet is unknown to the host: the portal ends it.
    """
    portale = Sistema("prenotazioni")
    for prenotazione in prenotazioni:
        if prenotazione.scaduta:
            scade(prenotazione, da=portale)
        else:
            disdici(prenotazione, da=portale if prenotazione.attende_tutore else da, motivo=motivo)


def registra_presenza(prenotazione: Prenotazione, *, da: Attore) -> None:
    with atto(prenotazione, "registra_presenza", da=da):
        pass


def registra_assenza(prenotazione: Prenotazione, *, da: Attore) -> None:
    with atto(prenotazione, "registra_assenza", da=da):
        pass


def concludi(prenotazione: Prenotazione, *, da: Attore) -> None:
    """Close as held a booking whose presence nobody has marked."""
    with atto(prenotazione, "concludi", da=da):
        pass


def chiudi_scadute(*, limite: int = 200) -> int:
    """The sweep: requests past their term, and bookings long over. Returns how many were closed."""
    scadute = Prenotazione.objects.scadute().order_by("scade_il")[:limite]
    finite = Prenotazione.objects.filter(stato=Stato.CONFERMATA, al__lt=adesso() - DOPO_LA_FINE)[:limite]
    return sum(_prova(scade, una) for una in scadute) + sum(_prova(concludi, una) for una in finite)


def _prova(azione: Callable[..., None], prenotazione: Prenotazione) -> int:
    try:
        azione(prenotazione, da=Sistema("prenotazioni"))
    except ErroreDiDominio:
        # Answered meanwhile: the other way was quicker.
        return 0
    return 1
