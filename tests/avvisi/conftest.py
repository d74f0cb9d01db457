import smtplib

import pytest
from django.core.mail.backends.locmem import EmailBackend

from talenti.registro import annunci
from tests.factories.persone import PersonaFactory
from tests.factories.registro import partner_proposto


@pytest.fixture(autouse=True)
def _solo_qui(monkeypatch):
    """No notice but those that the test declares."""
    monkeypatch.setattr(annunci, "_avvisatori", {})
    monkeypatch.setattr(annunci, "_dopo", {})


@pytest.fixture
def giulia(db):
    return PersonaFactory(email="giulia@example.org", nome="Giulia", cognome="Verdi")


@pytest.fixture
def partner(db):
    return partner_proposto()


class PostaCheRifiuta(EmailBackend):
    """A post office that raises what the test says, for the addresses it says (or for all)."""

    errore: Exception | None = None
    solo: str = ""

    def send_messages(self, messaggi):
        for messaggio in messaggi:
            if self.errore and (not self.solo or self.solo in messaggio.to):
                raise self.errore
        return super().send_messages(messaggi)


@pytest.fixture
def posta_guasta(settings, monkeypatch):
    settings.EMAIL_BACKEND = "tests.avvisi.conftest.PostaCheRifiuta"
    monkeypatch.setattr(PostaCheRifiuta, "errore", smtplib.SMTPServerDisconnected("no route"))
    monkeypatch.setattr(PostaCheRifiuta, "solo", "")
    return PostaCheRifiuta
