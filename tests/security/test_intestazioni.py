"""What every page tells the browser to refuse, whoever asks for it."""

import re

import pytest
from django.urls import reverse

from tests.security.ruoli import TABELLA

pytestmark = pytest.mark.django_db

POLITICA = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "frame-src": "'self'",
}
PAGINE = [riga.nome for riga in TABELLA if not riga.argomenti and riga.metodo == "get"]


def politica(risposta):
    """The policy as directives; a nonce, which only pages with an editor ask for, is left out."""
    voci = [voce.strip().partition(" ") for voce in risposta["Content-Security-Policy"].split(";") if voce.strip()]
    return {nome: re.sub(r" ?'nonce-[^']+'", "", valori) for nome, _spazio, valori in voci}


@pytest.mark.parametrize("nome", PAGINE)
@pytest.mark.parametrize("ruolo", ["anonimo", "superuser"])
def test_every_page_carries_the_whole_policy(scena, nome, ruolo):
    risposta = scena.client(ruolo).get(reverse(nome))
    assert politica(risposta) == POLITICA
    assert risposta["X-Content-Type-Options"] == "nosniff"
    assert risposta["Referrer-Policy"] == "same-origin"
    assert risposta["X-Frame-Options"] == "DENY"
