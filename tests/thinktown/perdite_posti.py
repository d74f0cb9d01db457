"""Where the leak walks look for places: addresses of the room and of the office."""

from django.urls import reverse


def in_ufficio(bando, domanda, offerta):
    """Every page on the places of a call; ``domanda``, ``offerta``: codes."""
    yield reverse("admin:thinktown_bando_posti", args=[bando.pk])
    yield reverse("admin:thinktown_bando_scegli", args=[bando.pk, domanda])
    yield reverse("admin:thinktown_bando_posto", args=[bando.pk, offerta])
    for verbo in ("rivedi", "pubblica", "ritira"):
        yield reverse("admin:thinktown_bando_posto_verbo", args=[bando.pk, offerta, verbo])


def in_pubblico(bandi, offerte):
    """Every page of the calls and of the places, by whichever call's address."""
    yield from ("/bandi/", "/bandi/feed/", "/", "/cerca/?q=segret", "/sitemap.xml")
    for bando in bandi:
        yield bando.get_absolute_url()
        for nome in ("posti", "puoi_partecipare", "chiarimenti"):
            yield reverse(f"thinktown:{nome}", args=[bando.slug])
        for offerta in offerte:
            yield reverse("thinktown:posto", args=[bando.slug, offerta])
        for parametro in ("comune=019098", "settore=agricoltura", "q=segret", "page=2"):
            yield f"{reverse('thinktown:posti', args=[bando.slug])}?{parametro}"
