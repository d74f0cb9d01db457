"""Codes and addresses that we make: what a person may have to read aloud, and what stands in a URL."""

import secrets
from collections.abc import Collection
from typing import Any

from django.utils.text import slugify

# No vowels and no look-alikes: a code read on the phone is written down right, and spells no word.
_LETTERE = "23456789bcdfghjkmnpqrstvwxz"


def nuovo_codice() -> str:
    return "".join(secrets.choice(_LETTERE) for _posto in range(10))


def slug_libero(oggetto: Any, *, riservati: Collection[str] = ()) -> str:
    """The address of ``oggetto``'s page: from its ``nome``, with something after it when it is taken.

    ``riservati`` are the words that stand for pages of ours at the same place.
    """
    radice = slugify(oggetto.nome)[:70].strip("-") or oggetto.codice
    altri = type(oggetto)._base_manager.exclude(pk=oggetto.pk).filter(slug__startswith=radice)
    presi = {*altri.values_list("slug", flat=True), *riservati}
    candidati = (radice, *(f"{radice}-{n}" for n in range(2, 100)))
    return next((slug for slug in candidati if slug not in presi), f"{radice}-{secrets.token_hex(3)}")
