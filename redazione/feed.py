"""Atom feeds with the whole text (RFC 4287), paged (RFC 5005, §3): of everything, an audience, a topic, a partner.

Each answers whether it has changed in two questions at most, and is written in three.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from redazione import disegni, macchine, notizie
from redazione.enums import Pubblico
from redazione.enums_articoli import INDIRIZZI_LICENZE, Licenza
from redazione.figure import con_didascalia
from redazione.models import Argomento, Articolo, Immagine, Revisione, UsoImmagine
from redazione.notizie import Intorno
from talenti.avvisi.testi import pulito
from talenti.base.clock import adesso
from talenti.rete.models import Partner

QUANTI = 50
# Change it when the same articles would give another feed.
VERSIONE = 1


class Atomo(Atom1Feed):
    """What Django's has no words for: every author, the licence, the whole text, the pages of the archive."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for rel, href in self.feed["pagine"]:
            handler.addQuickElement("link", "", {"rel": rel, "href": href})

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        for firma in item["firme"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", firma)
            handler.endElement("author")
        handler.addQuickElement("link", "", {"rel": "canonical", "href": item["link"]})
        if item["url_licenza"]:
            handler.addQuickElement("link", "", {"rel": "license", "href": item["url_licenza"]})
        handler.addQuickElement("summary", item["sommario"], {"type": "text"})
        handler.addQuickElement("content", item["testo"], {"type": "html"})


class FeedNotizie(Feed):
    """``/notizie/feed/``: everything. The others narrow it."""

    feed_type = Atomo
    language = macchine.LINGUA
    nome_url = "redazione:feed"
    # Of the argument of the address.
    argomento: ClassVar[str] = ""

    # ── Whether it has changed ────────────────────────────────────────────────────────────────────
    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.pagina, self.chiave, self.ora = _pagina(request), kwargs.get(self.argomento, ""), adesso()
        righe = self._righe()
        if "HTTP_IF_NONE_MATCH" in request.META or "HTTP_IF_MODIFIED_SINCE" in request.META:
            firma = _firma(righe.defer("viva__html"))
            if firma and (risposta := get_conditional_response(request, *firma)):
                return risposta
        self.articoli = list(righe)
        self.intorno = notizie.intorno(self.articoli)
        self.nome = self.nome_di(self.chiave)
        risposta = super().__call__(request, *args, **kwargs)
        return self._con_firma(risposta)

    def _righe(self) -> Any:
        """A page of it and one more, that tells whether there is another; on each row, when something last left it."""
        ambito = self.ambito(Articolo.objects.all())
        via = ambito.filter(Q(ritirato_il__isnull=False) | Q(al__lte=self.ora), viva__isnull=False, dal__lte=self.ora)
        tolto = via.annotate(tolto=Coalesce("ritirato_il", "al")).order_by(F("tolto").desc()).values("tolto")[:1]
        da = (self.pagina - 1) * QUANTI
        righe = self.ambito(Articolo.objects.pubblicati(self.ora)).per_elenco().select_related("testata")
        return righe.annotate(tolto=Subquery(tolto), immagini=Subquery(_mostrate()))[da : da + QUANTI + 1]

    def _con_firma(self, risposta: HttpResponse) -> HttpResponse:
        firma = _firma(self.articoli, self.intorno)
        if firma:
            risposta.headers["ETag"], quando = firma
            risposta.headers["Last-Modified"] = http_date(quando)
        return risposta

    # ── What is in it ─────────────────────────────────────────────────────────────────────────────
    def ambito(self, righe: QuerySet[Articolo]) -> Any:
        return righe

    def nome_di(self, chiave: str) -> str:
        """Whose feed it is, in words; 404 of what is not there."""
        return _("Notizie")

    def items(self) -> list[Articolo]:
        """With its text and pictures ready."""
        primi = self.articoli[:QUANTI]
        self.figure = disegni.dei_testi(
            ((uno.viva.html, uno.viva.copertina) for uno in primi if uno.viva), sito=settings.INDIRIZZO_SITO
        )
        return primi

    def title(self) -> str:
        return f"Talenti Diffusi · {self.nome}"

    def link(self) -> str:
        return settings.INDIRIZZO_SITO + self.url_pagina()

    def url_pagina(self) -> str:
        """The page of the portal that lists the same."""
        return notizie.url_elenco()

    def feed_url(self) -> str:
        return self._url(self.pagina)

    def feed_guid(self) -> str:
        return self._url(1)

    def author_name(self) -> str:
        return "Talenti Diffusi"

    def feed_extra_kwargs(self, obj: Any) -> dict[str, Any]:
        pagine = [("first", self._url(1))] if self.pagina > 1 or len(self.articoli) > QUANTI else []
        if self.pagina > 1:
            pagine.append(("previous", self._url(self.pagina - 1)))
        if len(self.articoli) > QUANTI:
            pagine.append(("next", self._url(self.pagina + 1)))
        return {"pagine": pagine}

    def _url(self, pagina: int) -> str:
        base = reverse(self.nome_url, args=[self.chiave] if self.chiave else [])
        return f"{settings.INDIRIZZO_SITO}{base}{f'?page={pagina}' if pagina > 1 else ''}"

    # ── One article ───────────────────────────────────────────────────────────────────────────────
    def item_title(self, item: Articolo) -> str:
        return pulito(item.viva.titolo if item.viva else "")

    def item_link(self, item: Articolo) -> str:
        return macchine.indirizzo(item)

    def item_guid(self, item: Articolo) -> str:
        return macchine.nome_permanente(item)

    item_description = None
    item_guid_is_permalink = False

    def item_pubdate(self, item: Articolo) -> datetime | None:
        return item.dal

    def item_updateddate(self, item: Articolo) -> datetime | None:
        return item.aggiornato_il

    def item_categories(self, item: Articolo) -> list[str]:
        return sorted(nome for _slug, nome in self.intorno[item.pk].argomenti)

    def item_copyright(self, item: Articolo) -> str:
        return item.get_licenza_display()

    def item_extra_kwargs(self, item: Articolo) -> dict[str, Any]:
        viva = item.viva
        testo = self._testo(viva) if viva else ""
        return {
            "firme": [pulito(firma) for firma in self.intorno[item.pk].firme] or [item.testata.nome],
            "url_licenza": INDIRIZZI_LICENZE.get(Licenza(item.licenza), ""),
            "sommario": pulito(viva.sommario if viva else ""),
            "testo": pulito(disegni.fuori_di_qui(testo)),
        }

    def _testo(self, viva: Revisione) -> str:
        """Under its cover, as on its page."""
        return con_didascalia(disegni.di(viva, self.figure)) + disegni.corpo(viva.html, self.figure)


class FeedPubblico(FeedNotizie):
    nome_url, argomento = "redazione:feed_pubblico", "pubblico"

    def ambito(self, righe: Any) -> Any:
        if self.chiave not in Pubblico.values:
            raise Http404
        return righe.per(self.chiave)

    def nome_di(self, chiave: str) -> str:
        return str(Pubblico(chiave).label)

    def url_pagina(self) -> str:
        return notizie.url_elenco(per=self.chiave)


class FeedArgomento(FeedNotizie):
    nome_url, argomento = "redazione:feed_argomento", "slug"

    def ambito(self, righe: Any) -> Any:
        return righe.filter(argomenti__slug=self.chiave)

    def nome_di(self, chiave: str) -> str:
        detti = dict(voce for uno in self.intorno.values() for voce in uno.argomenti)
        return detti.get(chiave) or get_object_or_404(Argomento, slug=chiave).nome

    def url_pagina(self) -> str:
        return reverse("redazione:argomento", args=[self.chiave])


class FeedPartner(FeedNotizie):
    nome_url, argomento = "redazione:feed_partner", "slug"

    def ambito(self, righe: Any) -> Any:
        in_rete = Partner.objects.in_rete().filter(slug=self.chiave)
        return righe.filter(voce__riguardano__partner__in=in_rete.values("pk"))

    def nome_di(self, chiave: str) -> str:
        detti = dict(voce for uno in self.intorno.values() for voce in uno.partner)
        return detti.get(chiave) or get_object_or_404(Partner.objects.in_rete(), slug=chiave).nome

    def url_pagina(self) -> str:
        return notizie.url_elenco(di=self.chiave)


def vista(tipo: type[FeedNotizie]) -> Callable[..., HttpResponse]:
    """One feed for each request: it keeps what it has read while it is written."""

    @require_safe
    def risponde(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return tipo()(request, **kwargs)

    return risponde


def _pagina(request: HttpRequest) -> int:
    """The page asked for; the first one of what is no page."""
    chiesta = request.GET.get("page", "")
    return int(chiesta) if re.fullmatch("[1-9][0-9]{0,3}", chiesta) else 1


def _mostrate() -> Any:
    """Of each row, how many of its pictures may be shown today: a consent taken back changes what is read."""
    sue = UsoImmagine.objects.filter(
        revisione=OuterRef("viva"), immagine__in=Immagine.objects.pubblicabili().values("pk")
    )
    return sue.order_by().values("revisione").annotate(n=Count("pk")).values("n")


def _firma(righe: Any, di: dict[int, Intorno] | None = None) -> tuple[str, int] | None:
    """ETag and Last-Modified: of each article what a feed says of it; None of an empty feed."""
    articoli = list(righe)
    if not articoli:
        return None
    di = notizie.intorno(articoli) if di is None else di
    tutto = [
        (
            uno.codice,
            uno.viva_id,
            uno.immagini,
            uno.dal,
            uno.aggiornato_il,
            uno.licenza,
            uno.testata.nome,
            vars(di[uno.pk]),
        )
        for uno in articoli
    ]
    etag = hashlib.sha256(repr((VERSIONE, settings.INDIRIZZO_SITO, tutto)).encode()).hexdigest()[:32]
    istanti = [quando for uno in articoli for quando in (uno.dal, uno.aggiornato_il, uno.tolto) if quando]
    return quote_etag(etag), int(max(istanti, default=datetime(1970, 1, 1, tzinfo=UTC)).timestamp())
