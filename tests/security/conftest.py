import pytest
from django.db import transaction

from tests.security.scena import crea


@pytest.fixture(scope="module")
def scena(django_db_setup, django_db_blocker):
    """Made once for a module, in a transaction that is never committed."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield crea()
        transaction.set_rollback(True)
