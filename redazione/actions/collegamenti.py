"""The links of a text that lead out of the portal: written down, and tried by a worker."""

from datetime import timedelta
from typing import Any

from redazione.collegamenti import Risposta, prova
from redazione.controlli import in_sito
from redazione.enums_articoli import EsitoCollegamento
from redazione.models import Articolo, Collegamento
from redazione.testo.estratti import collegamenti
from talenti.base.clock import adesso

# What answered a little while ago is not asked again: sites are not ours.
VALE = timedelta(hours=12)
MASSIMO = 40


def prova_collegamenti(articolo: Articolo, *, come: Any = prova) -> int:
    """Try the links of the text on the desk, outside of any transaction; returns how many were tried."""
    bozza = articolo.bozza
    fuori = [uno.indirizzo for uno in collegamenti(bozza.html if bozza else "") if uno.indirizzo.startswith("http")]
    da_provare = [url for url in dict.fromkeys(fuori) if not in_sito(url)][:MASSIMO]
    recenti = Collegamento.objects.filter(url__in=da_provare, provato_il__gt=adesso() - VALE)
    gia = set(recenti.values_list("url", flat=True))
    tentati = [url for url in da_provare if url not in gia]
    for url in tentati:
        risposta: Risposta = come(url)
        esito = EsitoCollegamento.RISPONDE if risposta.risponde else EsitoCollegamento.NON_RISPONDE
        Collegamento.objects.update_or_create(
            url=url, defaults={"esito": esito, "detto": risposta.detto[:100], "provato_il": adesso()}
        )
    return len(tentati)
