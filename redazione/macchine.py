"""An article for machines: its permanent name, what search engines read in its page (schema.org)."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString

from redazione.enums_articoli import INDIRIZZI_LICENZE, Licenza
from redazione.models import Articolo, Revisione
from redazione.notizie import Intorno
from talenti.base.clock import a_roma
from thinktown.macchine import blocco

LINGUA = "it"


def indirizzo(articolo: Articolo) -> str:
    """The one address of its text: Italian, whatever the language of the page around it."""
    with translation.override(LINGUA):
        return f"{settings.INDIRIZZO_SITO}{reverse('redazione:notizia', args=[articolo.slug])}"


def nome_permanente(articolo: Articolo) -> str:
    """A tag: URI (RFC 4151). The year is that of its code, which no later act changes as it may the day it came out."""
    return f"tag:{urlsplit(settings.INDIRIZZO_SITO).hostname},{a_roma(articolo.creato_il).year}:{articolo.codice}"


def json_ld(articolo: Articolo, revisione: Revisione, di: Intorno, immagine: str = "") -> SafeString:
    return blocco(_scheda(articolo, revisione, di) | ({"image": [immagine]} if immagine else {}))


def _scheda(articolo: Articolo, revisione: Revisione, di: Intorno) -> dict[str, Any]:
    testata = {"@type": "Organization", "name": articolo.testata.nome, "url": settings.INDIRIZZO_SITO}
    scheda: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": nome_permanente(articolo),
        "mainEntityOfPage": indirizzo(articolo),
        "headline": revisione.titolo,
        "description": revisione.sommario,
        "inLanguage": LINGUA,
        "datePublished": articolo.dal.isoformat() if articolo.dal else "",
        "dateModified": articolo.aggiornato_il.isoformat() if articolo.aggiornato_il else "",
        "author": [{"@type": "Person", "name": firma} for firma in di.firme] or [testata],
        "publisher": testata,
        "wordCount": revisione.parole,
        "isAccessibleForFree": True,
    }
    if di.argomenti:
        scheda["keywords"] = [nome for _slug, nome in di.argomenti]
    licenza = INDIRIZZI_LICENZE.get(Licenza(articolo.licenza))
    return scheda | ({"license": licenza} if licenza else {})
