import pytest

from talenti.registro import annunci
from tests.factories.registro import partner_proposto


@pytest.fixture
def partner(db):
    """An organisation that waits to be examined: a real object with states and a chain."""
    return partner_proposto()


@pytest.fixture(autouse=True)
def _solo_qui(monkeypatch):
    """No notice and no subscriber but those that the test declares."""
    monkeypatch.setattr(annunci, "_avvisatori", {})
    monkeypatch.setattr(annunci, "_dopo", {})
