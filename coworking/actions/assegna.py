"""A seat given to one person for months, by an act of the network's lead: the winners of a call, for instance."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coworking import queries
from coworking.actions.comune import occupa
from coworking.actions.risposte import scade
from coworking.enums import TRANSIZIONI_SPAZIO, TipoBlocco
from coworking.esiti import NonPrenotabile
from coworking.models import Blocco, Occupazione, Postazione, Prenotazione, Spazio
from coworking.orari import Aperture, a_utc, aperte
from coworking.rules import eta_giusta
from talenti.base.clock import oggi
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import Attore, Sistema, richiedi
from talenti.base.templatetags.italiano import data
from talenti.registro.actions import atto

_UN_GIORNO = timedelta(days=1)
# As long as the note of a block: the whole reason is in the log.
_NOTA = 120
# Why a person may not have it, said to who assigns: the rule's own sentences speak to the person.
_DELL_ETA = {
    "eta": gettext_lazy("Per questo spazio servono %(anni)s anni, e %(chi)s non li ha ancora."),
    "eta_ignota": gettext_lazy(
        "%(chi)s non ha scritto la data di nascita nel profilo, e per questo spazio serve l'età. "
        "Chiedi di scriverla, poi assegna il posto."
    ),
    "senza_tutore": gettext_lazy(
        "%(chi)s ha meno di 18 anni: prima deve indicare un genitore o tutore, che lo confermi."
    ),
}


def assegna(postazione: Postazione, *, a: Any, dal: date, al: date, motivo: str, da: Attore) -> Blocco:
    """Give the seat to ``a`` from ``dal`` to ``al``, both days included: at most twelve months. ``motivo`` is the act.

    It takes the half hours that are open today in those days. Those that open later (other hours, a holiday worked)
    are not added: they stay free for everybody, and a new assignment takes them. Who has booked any of them is answered
    first: NonPrenotabile says how many there are and from when, and nothing is written.
    """
    spazio = postazione.spazio
    richiedi(da, TRANSIZIONI_SPAZIO["assegna"].permesso, spazio)
    dati = {"posto": postazione.numero, "dal": dal.isoformat(), "al": al.isoformat()}
    with transaction.atomic():
        # People before spaces, as in ``prenota``: an account closed meanwhile is given nothing.
        persona = get_user_model()._default_manager.select_for_update(no_key=True).get(pk=a.pk)
        with atto(spazio, "assegna", da=da, motivo=motivo, dati=dati) as passo:
            _si_puo(postazione, spazio, persona)
            istanti = _istanti(spazio, dal, al, passo.quando)
            # Whoever takes half hours locks the space first: after this look nobody can slip in.
            _sgombra(postazione, istanti)
            blocco = _scrivi(postazione, persona, dal, al, motivo)
            occupa([postazione.pk], istanti, blocco=blocco)
            passo.dati |= {"blocco": blocco.pk, "persona": persona.pk}
    return blocco


def _si_puo(postazione: Postazione, spazio: Spazio, persona: Any) -> None:
    in_uso = spazio.si_prenota_a_posti and spazio.postazioni.filter(pk=postazione.pk, attiva=True).exists()
    if not in_uso:
        raise NonPrenotabile(
            _("Si assegna solo un posto in uso, di uno spazio che si prenota a posti. Scegline un altro."),
            codice="non_a_posti",
            campo="posto",
        )
    if not persona.is_active:
        raise NonPrenotabile(_("Questa persona non ha più un account attivo."), codice="chiusa", campo="email")
    esito = eta_giusta(persona, spazio)
    if not esito:
        frase = _DELL_ETA[esito.codice] % {"anni": spazio.politica.eta_minima, "chi": persona.get_full_name()}
        raise NonPrenotabile(frase, codice=esito.codice, campo="email")


def _istanti(spazio: Spazio, dal: date, al: date, ora: datetime) -> Sequence[datetime]:
    """The open half hours of those days that have not begun yet."""
    if al < dal or dal < oggi():
        raise DatoNonAccettato(_("Scegli giorni da oggi in poi, il primo non dopo l'ultimo."), campo="dal")
    fine = al + _UN_GIORNO
    if (fine.year - 1, fine.month, fine.day) > (dal.year, dal.month, dal.day):
        raise DatoNonAccettato(
            _("Un posto si assegna per 12 mesi al massimo. Scegli un ultimo giorno più vicino."),
            codice="troppo_a_lungo",
            campo="al",
        )
    aperti = aperte(spazio, a_utc(dal, time()), a_utc(fine, time()), Aperture([spazio], dal, al))
    istanti = [istante for istante in aperti if istante >= ora]
    if not istanti:
        raise NonPrenotabile(
            _("In quei giorni lo spazio è chiuso: non c'è niente da assegnare."), codice="chiuso", campo="dal"
        )
    return istanti


def _sgombra(postazione: Postazione, istanti: Sequence[datetime]) -> None:
    """Close the overdue requests that still seem to hold one of these half hours; refuse if anything else does."""
    presi = Occupazione.objects.filter(postazione=postazione, istante__range=(istanti[0], istanti[-1]))
    aperti = set(istanti)
    in_mezzo = [riga for riga in presi.order_by("istante").values_list("istante", "prenotazione") if riga[0] in aperti]
    scadute = Prenotazione.objects.scadute().filter(pk__in={chiave for _istante, chiave in in_mezzo if chiave})
    chiuse = set()
    for rivale in scadute.order_by("pk"):
        # Closed meanwhile by the sweep: what counts is that it holds nothing any more.
        with suppress(TransizioneNonAmmessa):
            scade(rivale, da=Sistema("prenotazioni"))
        chiuse.add(rivale.pk)
    restano = [riga for riga in in_mezzo if riga[1] not in chiuse]
    if restano:
        quante = len({chiave for _istante, chiave in restano if chiave})
        raise NonPrenotabile(_chi_ce_gia(quante, data(restano[0][0])), codice="preso", campo="dal")


def _chi_ce_gia(quante: int, giorno: str) -> str:
    if not quante:
        return _("Quel posto è già bloccato o assegnato, da %(giorno)s. Scegli un altro posto, o altri giorni.") % {
            "giorno": giorno
        }
    return ngettext(
        "In quei giorni su quel posto c'è già %(n)s prenotazione, %(giorno)s. Chi ospita deve prima annullarla; "
        "oppure scegli un altro posto, o altri giorni.",
        "In quei giorni su quel posto ci sono già %(n)s prenotazioni, la prima %(giorno)s. Chi ospita deve prima "
        "annullarle; oppure scegli un altro posto, o altri giorni.",
        quante,
    ) % {"n": quante, "giorno": giorno}


def _scrivi(postazione: Postazione, persona: Any, dal: date, al: date, motivo: str) -> Blocco:
    return Blocco.objects.create(
        postazione=postazione,
        tipo=TipoBlocco.ASSEGNAZIONE,
        persona=persona,
        dal=a_utc(dal, time()),
        al=a_utc(al + _UN_GIORNO, time()),
        motivo=motivo.strip()[:_NOTA],
    )


def revoca_assegnazione(blocco: Blocco, *, motivo: str, da: Attore) -> None:
    """End it now: the half hours that have not begun are free again, those gone by stay as they were."""
    spazio = blocco.postazione.spazio
    dati = {"posto": blocco.postazione.numero, "blocco": blocco.pk}
    with atto(spazio, "revoca_assegnazione", da=da, motivo=motivo, dati=dati) as passo:
        in_corso = queries.assegnazioni_in_corso().filter(pk=blocco.pk)
        if in_corso.update(tolto_il=passo.quando) != 1:
            raise TransizioneNonAmmessa(_("Questa assegnazione è già finita, o qualcuno l'ha già revocata."))
        Occupazione.objects.filter(blocco=blocco, istante__gte=passo.quando).delete()


def revoca_tutte(persona: Any) -> None:
    """Who closes her account gives her seats back.

    Of a space that is no longer offered there is nothing to give back: nobody books there, and its name is hers no
    more once the account is closed.
    """
    stati = TRANSIZIONI_SPAZIO["revoca_assegnazione"].da
    sue = queries.assegnazioni_in_corso().filter(persona=persona, postazione__spazio__stato__in=stati)
    for blocco in sue.order_by("postazione__spazio", "pk"):
        revoca_assegnazione(blocco, motivo=_("L'account è stato chiuso."), da=Sistema("chiusura"))
