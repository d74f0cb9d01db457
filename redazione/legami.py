"""Addresses of the portal that a text or the plan names: the page, whose it is, and whether anybody opens it today."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

from coworking import schede as di_spazi
from redazione.models import Articolo
from thinktown import schede as di_bandi

# The pages of one thing, by their names: which of them there are for everybody.
PUBBLICI: dict[str, Callable[[], Any]] = {
    "coworking:spazio": di_spazi.pubblici,
    "thinktown:bando": di_bandi.pubblici,
    "redazione:notizia": Articolo.objects.attesi,
}


def pagina(url: str) -> tuple[str, str]:
    """The page at an address of ours, and whose it is: kept as in Italian, opened in the language of who reads.

    ("", "") where there is none; ("rete:elenco", "") of one that is nobody's.
    """
    with translation.override(settings.LANGUAGE_CODE):
        try:
            trovata = resolve(url)
        except Resolver404:
            return "", ""
    slug = trovata.kwargs.get("slug", "") if set(trovata.kwargs) == {"slug"} else ""
    return trovata.view_name, slug


def pubblici(cercati: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Of these (page, address) those that anybody opens today: one question for each kind among them."""
    tutti = list(cercati)
    domande = []
    for vista, righe in PUBBLICI.items():
        slug = [uno for quale, uno in tutti if quale == vista]
        if slug:
            domande.append((vista, righe().filter(slug__in=slug)))
    return {(vista, slug) for vista, righe in domande for slug in righe.values_list("slug", flat=True)}


def rotti(indirizzi: Iterable[str]) -> set[str]:
    """Of these addresses of ours those at which nobody finds anything."""
    lette = {indirizzo: pagina(indirizzo.partition("?")[0].partition("#")[0] or "/") for indirizzo in indirizzi}
    ci_sono = pubblici(lette.values())
    return {
        indirizzo
        for indirizzo, (vista, slug) in lette.items()
        if not vista or (vista in PUBBLICI and slug and (vista, slug) not in ci_sono)
    }
