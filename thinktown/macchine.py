"""A call for machines: the feed of what has come out, and what search engines read in its page (schema.org)."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thinktown.models import Bando
from thinktown.momento import FINITI_PRIMA, momento

NEL_FEED = 30
# What would close the block, or be read as markup.
_IN_UN_BLOCCO = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def indirizzo(bando: Bando) -> str:
    return settings.INDIRIZZO_SITO + bando.get_absolute_url()


def feed(bandi: Iterable[Bando]) -> str:
    """Newest first. The id is the call's code: an address may change, an entry stays the same one."""
    atomo = Atom1Feed(
        title=_("Bandi di Talenti Diffusi"),
        link=settings.INDIRIZZO_SITO + reverse("thinktown:elenco"),
        description=_("I bandi della rete, da quando escono."),
        feed_url=settings.INDIRIZZO_SITO + reverse("thinktown:feed"),
        language=get_language(),
    )
    for bando in bandi:
        atomo.add_item(
            title=str(bando),
            link=indirizzo(bando),
            description=bando.in_breve,
            unique_id=f"urn:talenti-diffusi:bando:{bando.codice}",
            unique_id_is_permalink=False,
            pubdate=bando.pubblicato_il,
            updateddate=bando.aggiornato_il,
            author_name=bando.partner.nome,
        )
    return str(atomo.writeString("utf-8"))


def json_ld(bando: Bando, ora: datetime | None = None) -> SafeString:
    return blocco(_scheda(bando, ora))


def blocco(dati: dict[str, Any]) -> SafeString:
    """A data block, which no browser runs: its words can neither close it nor be read as markup."""
    testo = json.dumps(dati, ensure_ascii=False).translate(_IN_UN_BLOCCO)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(testo))  # noqa: S308 – escaped above


def _scheda(bando: Bando, ora: datetime | None) -> dict[str, Any]:
    scheda: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": str(bando),
        "description": bando.in_breve,
        "url": indirizzo(bando),
        "provider": {"@type": "Organization", "name": bando.partner.nome},
        "areaServed": {"@type": "AdministrativeArea", "name": "Provincia di Cremona"},
    }
    finestra = momento(bando, ora).finestra
    if finestra and bando.stato not in FINITI_PRIMA:
        quando = {"availabilityStarts": finestra.apre.isoformat(), "availabilityEnds": finestra.chiude.isoformat()}
        scheda["offers"] = {"@type": "Offer", **quando}
    return scheda
