"""What is told of what readers point out. Imported by RedazioneConfig.ready().

Each function runs once for every language of its readers, so plain gettext and reverse are right here.
"""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from redazione.emails import TIPO
from redazione.enums_articoli import TipoSegnalazione
from redazione.models import Segnalazione
from redazione.queries import coordinano
from talenti.base.permissions import attore_in_parole
from talenti.registro.annunci import Messaggio, avvisa

Dati = dict[str, Any]


def _titolo(segnalazione: Segnalazione) -> str:
    viva = segnalazione.articolo.viva
    return viva.titolo if viva else segnalazione.articolo.voce.titolo


def _a_chi_ha_scritto(segnalazione: Segnalazione, oggetto: str, *testo: str) -> Messaggio:
    articolo = segnalazione.articolo
    return Messaggio(
        email=segnalazione.email,
        lingua=segnalazione.lingua,
        tipo=TIPO,
        oggetto=oggetto,
        testo=testo,
        azione=(_("Apri l'articolo"), reverse("redazione:notizia", args=[articolo.slug])),
    )


@avvisa("redazione.segnalazione", "segnala")
def arrivata(_t: Any, segnalazione: Segnalazione, _dati: Dati) -> Iterator[Messaggio]:
    """Who coordinates, to answer; who wrote, that it is here, without a word of what was written."""
    titolo = {"titolo": _titolo(segnalazione)}
    replica = segnalazione.tipo == TipoSegnalazione.REPLICA
    oggetto = _("Una replica a un articolo") if replica else _("Chi legge segnala un errore")
    for persona in coordinano(segnalazione.testata):
        yield Messaggio(
            persona=persona,
            tipo=TIPO,
            oggetto=oggetto,
            testo=(_("Leggi che cosa scrive e rispondi. L'articolo: %(titolo)s.") % titolo,),
            azione=(_("Leggi e rispondi"), segnalazione.get_absolute_url()),
        )
    yield _a_chi_ha_scritto(
        segnalazione,
        _("Abbiamo ricevuto la tua segnalazione"),
        _("Non devi fare niente: la legge chi coordina la redazione e ti risponde qui."),
        _("L'articolo: %(titolo)s.") % titolo,
        _("Se a scriverci è stata un'altra persona, puoi ignorare questa email."),
    )


@avvisa("redazione.segnalazione", "accogli", "respingi")
def decisa(t: Any, segnalazione: Segnalazione, _dati: Dati) -> Iterator[Messaggio]:
    """Who wrote; of what was accepted, also who wrote the article."""
    accolta, replica = t.verbo == "accogli", segnalazione.tipo == TipoSegnalazione.REPLICA
    titolo = {"titolo": _titolo(segnalazione)}
    esiti = {
        (True, True): _("La tua replica si legge ora sotto l'articolo: %(titolo)s."),
        (True, False): _("Hai ragione: correggiamo l'articolo «%(titolo)s»."),
        (False, True): _("Non pubblichiamo la tua replica all'articolo «%(titolo)s»."),
        (False, False): _("L'articolo «%(titolo)s» resta com'è."),
    }
    yield _a_chi_ha_scritto(
        segnalazione,
        _("La redazione ti ha risposto"),
        esiti[accolta, replica] % titolo,
        segnalazione.risposta,
        _("Se non ti convince, rispondi con una nuova segnalazione dalla pagina dell'articolo."),
    )
    if accolta:
        yield from _a_chi_lo_firma(segnalazione, t.attore, titolo, replica=replica)


def _a_chi_lo_firma(
    segnalazione: Segnalazione, attore: str, titolo: dict[str, str], *, replica: bool
) -> Iterator[Messaggio]:
    oggetto = _("C'è una replica a un tuo articolo") if replica else _("C'è da correggere un tuo articolo")
    testo = _("Si legge sotto il testo: %(titolo)s.") if replica else _("Leggi che cosa non va in: %(titolo)s.")
    autori = segnalazione.articolo.voce.autori.select_related("persona").order_by("ordine")
    for autore in autori:
        if attore_in_parole(autore.persona) != attore:
            yield Messaggio(
                persona=autore.persona,
                tipo=TIPO,
                oggetto=oggetto,
                testo=(testo % titolo,),
                azione=(_("Leggi che cosa scrive"), segnalazione.get_absolute_url()),
            )
