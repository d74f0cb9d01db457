import pytest

from talenti.persone.actions import dai_consenso
from talenti.persone.enums import Scopo
from tests.factories.persone import PersonaFactory

# What a reader's browser says of itself: without it a page read does not count.
BROWSER = {"HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}


@pytest.fixture
def persona(db):
    """Signed up as people do: she has read the notice on data."""
    giulia = PersonaFactory(email="giulia@example.org", nome="Giulia", cognome="Prova")
    dai_consenso(giulia, Scopo.INFORMATIVA, da=giulia)
    return giulia


@pytest.fixture
def riempi(monkeypatch):
    """``riempi(registro, chiave=voce…)``: the registry holds these entries alone, until the test is over."""

    def sostituisci(registro, **voci):
        monkeypatch.setattr(registro, "_voci", dict(voci))

    return sostituisci


def rotta(*_argomenti):
    raise RuntimeError("this room is broken")
