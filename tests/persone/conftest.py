"""Fixtures of the room of people."""

import re

import pytest
from django.core import mail
from django.utils import translation

from talenti.luoghi.models import Comune
from tests.factories.persone import PAROLA_CHIAVE, PersonaFactory


@pytest.fixture(autouse=True)
def _in_italiano():
    """A page read in English leaves its language behind in the thread."""
    with translation.override("it"):
        yield


@pytest.fixture
def comune(db):
    return Comune.objects.get(nome="Cremona")


@pytest.fixture
def persona(db):
    return PersonaFactory()


@pytest.fixture
def entrata(client, persona):
    """The test client, signed in with the password as people do (so that it counts as recent)."""
    entra(client, persona)
    return client


def entra(client, persona, parola=PAROLA_CHIAVE, seguire=True, **altro):
    return client.post("/accedi/", {"login": persona.email, "password": parola, **altro}, follow=seguire)


def iscrizione(**cambi):
    return {
        "email": "nuova@example.org",
        "nome": "Nina",
        "cognome": "Nuova",
        "nato_il_giorno": "7",
        "nato_il_mese": "12",
        "nato_il_anno": "2005",
        "comune": "",
        "password1": "",
        "informativa": "on",
    } | cambi


def ultimo_codice():
    """The six digits of the last mail."""
    return re.search(r"^([0-9]{6})$", mail.outbox[-1].body, re.MULTILINE)[1]
