import pytest


@pytest.fixture(autouse=True)
def _cartelle(settings, tmp_path):
    """Every test has folders of its own for files and keys."""
    settings.PRIVATI = tmp_path / "privati"
    settings.CHIAVI = tmp_path / "chiavi"
