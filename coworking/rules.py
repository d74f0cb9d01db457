"""Relations and states that decide beside the roles. What roles grant is given in CoworkingConfig.ready()."""

from typing import Any

from django.utils.translation import gettext as _

from coworking.models import Prenotazione, Spazio
from talenti.base.clock import adesso
from talenti.base.permissions import DA_ANONIMO, SENZA_RUOLO, SI, Esito, concesso, no, regola
from talenti.persone.enums import StatoTutela


def _autenticata(persona: Any) -> bool:
    return bool(getattr(persona, "is_authenticated", False))


@regola("coworking.prenota")
def prenota(persona: Any, oggetto: Any) -> Esito:
    """Whoever is old enough for the kind of space; a minor with an adult who answers for her."""
    if not _autenticata(persona):
        return DA_ANONIMO
    spazio = oggetto if isinstance(oggetto, Spazio) else oggetto.spazio
    if not spazio.prenotabile:
        return no("non_aperto", _("Questo spazio adesso non si può prenotare. Cercane un altro vicino."))
    return eta_giusta(persona, spazio)


def eta_giusta(persona: Any, spazio: Spazio) -> Esito:
    eta, minima = persona.eta(), spazio.politica.eta_minima
    if eta is None:
        return no("eta_ignota", _("Scrivi la tua data di nascita nel profilo: per questo spazio serve l'età."))
    if eta < minima:
        return no(
            "eta",
            _("Per questo spazio servono %(anni)s anni. Cerca fra gli spazi per la tua età, o chiedi aiuto a noi.")
            % {"anni": minima},
        )
    if persona.e_minorenne and not persona.tutele.filter(stato=StatoTutela.CONFERMATO).exists():
        return no(
            "senza_tutore",
            _("Hai meno di 18 anni: prima indica un genitore o tutore nella pagina «Genitori e tutori»."),
        )
    return SI


@regola("coworking.decide")
def decide(persona: Any, prenotazione: Prenotazione) -> Esito | bool:
    """Who hosts answers; a minor's request only once who answers for her has said yes."""
    if not concesso(persona, "coworking.ospita", prenotazione):
        return SENZA_RUOLO
    if prenotazione.attende_tutore:
        return no("attende_tutore", _("Prima deve rispondere chi esercita la responsabilità su chi prenota."))
    return SI


@regola("coworking.registra_presenze")
def registra_presenze(persona: Any, prenotazione: Prenotazione) -> Esito | bool:
    if not concesso(persona, "coworking.ospita", prenotazione):
        return SENZA_RUOLO
    if prenotazione.dal > adesso():
        return no("troppo_presto", _("La presenza si segna quando la prenotazione è cominciata."))
    return SI


@regola("coworking.annulla")
def annulla(persona: Any, prenotazione: Prenotazione) -> Esito:
    """Who booked, until the term of the kind; a request still without an answer, until it begins."""
    if prenotazione.persona_id != getattr(persona, "pk", None):
        return no("di_un_altro", _("Questa prenotazione è di un'altra persona."))
    if prenotazione.dal <= adesso():
        return no("cominciata", _("La prenotazione è già cominciata: non si può più annullare."))
    return SI


@regola("coworking.scade")
def scade(_persona: Any, _prenotazione: Prenotazione) -> bool:
    """Only time closes a request or a booking: the background actor passes by itself."""
    return False


@regola("coworking.risponde_da_tutore")
def risponde_da_tutore(_persona: Any, _prenotazione: Prenotazione) -> Esito:
    """Nobody with an account: the guardian answers from the signed link, as a Sistema that names her."""
    return no("solo_dal_link", _("Può rispondere solo chi ha ricevuto l'email, dal suo link."))


@regola("coworking.ferma_spazio")
def ferma_spazio(persona: Any, spazio: Spazio) -> Esito | bool:
    """The host pauses its own space, the lead stops any; what the lead stopped only the lead starts again."""
    if concesso(persona, "coworking.esamina_spazi", spazio):
        return SI
    if not concesso(persona, "coworking.offre_spazi", spazio):
        return SENZA_RUOLO
    if spazio.fermato_dalla_rete:
        return no("fermato", _("Questo spazio l'ha sospeso il coordinamento della rete: può riaprirlo solo lui."))
    return SI


@regola("coworking.esamina_spazi")
def esamina_spazi(persona: Any, spazio: Spazio | None) -> Esito | bool:
    """Nobody publishes what she proposed herself."""
    if not concesso(persona, "coworking.esamina_spazi", spazio):
        return SENZA_RUOLO
    if spazio is not None and spazio.proposto_da_id == persona.pk:
        return no("propria", _("Questo spazio l'hai proposto tu: lo esamina un'altra persona del coordinamento."))
    return SI


@regola("coworking.offre_spazi")
def offre_spazi(persona: Any, oggetto: Any) -> Esito | bool:
    """Who runs a partner that takes part in the network. ``oggetto`` is a Spazio, or the Partner for a new one."""
    return SI if concesso(persona, "coworking.offre_spazi", oggetto) else SENZA_RUOLO
