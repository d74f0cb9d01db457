"""The answers of a call for machines: what search engines read in their page (schema.org), and the feed of them."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thinktown.macchine import blocco, indirizzo
from thinktown.models import Bando, Chiarimento


def json_ld(chiarimenti: Iterable[Chiarimento]) -> SafeString:
    """Empty where nothing is answered: a page of no questions is none."""
    domande: list[dict[str, Any]] = [
        {
            "@type": "Question",
            "name": uno.testo,
            "acceptedAnswer": {"@type": "Answer", "text": uno.risposta, "dateCreated": uno.deciso_il.isoformat()},
        }
        for uno in chiarimenti
        if uno.deciso_il
    ]
    if not domande:
        return SafeString("")
    return blocco({"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": domande})


def feed(bando: Bando, chiarimenti: Iterable[Chiarimento]) -> str:
    """The newest answer first; one that was put right comes up again."""
    pagina = settings.INDIRIZZO_SITO + reverse("thinktown:chiarimenti", args=[bando.slug])
    atomo = Atom1Feed(
        title=_("Chiarimenti: %(bando)s") % {"bando": bando},
        link=pagina,
        description=bando.in_breve,
        feed_url=settings.INDIRIZZO_SITO + reverse("thinktown:feed_chiarimenti", args=[bando.slug]),
        language=get_language(),
        feed_guid=f"{indirizzo(bando)}#chiarimenti",
    )
    for uno in chiarimenti:
        atomo.add_item(
            title=Truncator(uno.testo).chars(120),
            link=f"{pagina}#{uno.codice}",
            description=uno.risposta,
            unique_id=f"urn:talenti-diffusi:chiarimento:{uno.codice}",
            unique_id_is_permalink=False,
            pubdate=uno.deciso_il,
            updateddate=uno.corretto_il or uno.deciso_il,
            author_name=bando.partner.nome,
        )
    return str(atomo.writeString("utf-8"))
