"""What must never reach production."""

from typing import Any

from django.core.checks import CheckMessage, Error, Info, Tags, register
from django.db import Error as ErroreBasedati
from django.db import connection

DOMINIO_DIMOSTRATIVO = "@example.org"


@register(Tags.security, deploy=True)
def nessun_conto_dimostrativo(**_: Any) -> list[CheckMessage]:
    """Demonstration accounts have a password that everybody can read."""
    from django.contrib.auth import get_user_model

    from talenti.portale.models import Dimostrazione

    try:
        quanti = get_user_model().objects.filter(email__iendswith=DOMINIO_DIMOSTRATIVO, is_active=True).count()
        dimostrazione = Dimostrazione.objects.exists()
    except ErroreBasedati:
        return _perche_non_si_legge(Dimostrazione._meta.db_table)
    if not quanti and not dimostrazione:
        return []
    return [
        Error(
            f"Questa base dati contiene la dimostrazione: {quanti} conti con password pubblica.",
            hint="Usa una base dati nuova: «manage.py migrate» su un database vuoto.",
            id="portale.E001",
        )
    ]


def _perche_non_si_legge(tabella: str) -> list[CheckMessage]:
    """Without tables there is no account. Where nobody could look, that is said: silence would read as «none»."""
    try:
        if tabella not in connection.introspection.table_names():
            return []
    except ErroreBasedati:
        # The same sentence as for tables that are there and cannot be read.
        pass
    return [
        Info(
            "La base dati non risponde: non ho potuto guardare se contiene la dimostrazione.",
            hint="Ripeti «manage.py check --deploy» dove DATABASE_URL si raggiunge.",
            id="portale.I001",
        )
    ]
