"""An instant with its seconds, as receipts write it."""

from datetime import datetime

from django.utils.translation import gettext as _

from talenti.base.clock import a_roma
from talenti.base.templatetags.italiano import data


def al_secondo(istante: datetime) -> str:
    """lunedì 7 dicembre 2026 alle 11:59:58 (ora italiana); the hour that comes twice a year says which of the two."""
    locale = a_roma(istante)
    due_volte = locale.replace(fold=0).utcoffset() != locale.replace(fold=1).utcoffset()
    quale = _("ora italiana")
    if due_volte:
        quale = _("ora legale") if locale.dst() else _("ora solare")
    quando = {"giorno": data(locale.date()), "ora": f"{locale.hour}:{locale:%M:%S}", "quale": quale}
    return _("%(giorno)s alle %(ora)s (%(quale)s)") % quando
