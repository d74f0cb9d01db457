"""A reader who opens every address that the pages give, as far as a bound."""

from collections import deque
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import reverse

# To follow these would end the walk: they sign out, or give away codes that are shown once.
_MAI = ("/esci/", "/admin/logout/", "/codici/scarica/", "/static/")


class _Link(HTMLParser):
    def __init__(self):
        super().__init__()
        self.trovati = []

    def handle_starttag(self, tag, attrs):
        for nome, valore in attrs:
            if nome in {"href", "src", "action", "hx-get"} and valore:
                self.trovati.append(valore)


def link(html):
    lettore = _Link()
    lettore.feed(html)
    return lettore.trovati


def nostro(indirizzo):
    pezzi = urlsplit(indirizzo)
    return pezzi.scheme in {"", "http", "https"} and pezzi.netloc in {"", "testserver", "localhost:8000"}


def partenze():
    return [
        reverse("portale:home"),
        reverse("portale:area"),
        reverse("admin:index"),
        reverse("sitemap"),
        reverse("avvisi:elenco"),
        reverse("cruscotto:indicatori"),
        reverse("registro:sigilli"),
    ]


def gira(client, *, da=None, massimo=150):
    """(address, response) of each page that can be opened, nearest first; redirects are followed as links."""
    coda = deque(partenze() + list(da or ()))
    visti = set(coda)
    for _giro in range(massimo):
        if not coda:
            return
        indirizzo = coda.popleft()
        risposta = client.get(indirizzo)
        yield indirizzo, risposta
        for altro in _prossimi(indirizzo, risposta):
            if altro not in visti:
                visti.add(altro)
                coda.append(altro)


def _prossimi(indirizzo, risposta):
    trovati = [risposta["Location"]] if risposta.has_header("Location") else []
    if risposta.headers.get("Content-Type", "").startswith("text/html") and not risposta.streaming:
        trovati += link(risposta.content.decode())
    for uno in trovati:
        if not nostro(uno):
            continue
        pezzi = urlsplit(urldefrag(urljoin(indirizzo, uno)).url)
        percorso = pezzi.path + (f"?{pezzi.query}" if pezzi.query else "")
        if percorso.startswith("/") and not any(mai in percorso for mai in _MAI) and not percorso.startswith("/en/"):
            yield percorso
