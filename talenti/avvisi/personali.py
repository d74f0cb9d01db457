"""What this room holds of a person: for the export of her data and for the closing of the account."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy, ngettext

from talenti.avvisi import actions, queries
from talenti.avvisi.models import Avviso
from talenti.base.exceptions import Frase
from talenti.base.registries import Conservazione, DatiPersonali


def esporta(persona: Any) -> dict[str, Any]:
    miei = Avviso.objects.filter(Q(persona=persona) | Q(email__iexact=persona.email)).prefetch_related("consegne")
    return {
        "avvisi": [_avviso(uno) for uno in miei.per_elenco()],
        "preferenze": {tipo.chiave: scelta for tipo, scelta in queries.scelte_di(persona)},
    }


def _avviso(avviso: Avviso) -> dict[str, Any]:
    return {
        "mandato_il": avviso.creato_il.isoformat(),
        "letto_il": avviso.letto_il.isoformat() if avviso.letto_il else None,
        "tipo": avviso.tipo,
        "oggetto": avviso.oggetto,
        "testo": avviso.testo,
        "azione": avviso.azione_url,
        "email": [
            {"canale": riga.canale, "partita_il": riga.consegnata_il.isoformat() if riga.consegnata_il else None}
            for riga in avviso.consegne.all()
        ],
    }


def chiudi(persona: Any) -> list[Frase]:
    quanti = actions.dimentica(persona)
    if not quanti:
        return []
    return [
        ngettext(
            "Resta che ti abbiamo mandato %(n)s messaggio e quando, senza il testo: la prova che è arrivato.",
            "Resta che ti abbiamo mandato %(n)s messaggi e quando, senza i testi: la prova che sono arrivati.",
            quanti,
        )
        % {"n": quanti}
    ]


DATI = DatiPersonali(
    chiave="avvisi",
    etichetta=gettext_lazy("Messaggi"),
    esporta=esporta,
    chiudi=chiudi,
)

CONSERVAZIONI = {
    "avvisi": Conservazione(
        "avvisi",
        gettext_lazy("I testi finché hai un account; poi solo il fatto che il messaggio è stato mandato."),
        resta="the account's closing erases them; that a notice was sent is the proof of it",
    ),
    "avvisi.indirizzi": Conservazione(
        "avvisi",
        format_lazy(
            gettext_lazy(
                "Quello che mandiamo a chi non ha un account, e il suo indirizzo, fino a {giorni} giorni dopo."
            ),
            giorni=actions.GIORNI_INDIRIZZO,
        ),
        periodo=timedelta(days=actions.GIORNI_INDIRIZZO),
        cancella=actions.dimentica_indirizzi,
    ),
}
