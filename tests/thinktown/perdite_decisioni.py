"""Where the office decides: the addresses of its pages on one application, for the walk after leaks."""

from django.urls import reverse

DI_UNA = ("chiedi", "riesamina", "controlla", "decide", "ripensa", "prende")


def in_ufficio(bando, codice):
    yield from (reverse(f"admin:thinktown_bando_{nome}", args=[bando.pk, codice]) for nome in DI_UNA)
    yield reverse("admin:thinktown_bando_insieme", args=[bando.pk])
    yield reverse("admin:thinktown_bando_ripensa_insieme", args=[bando.pk, "x"])
