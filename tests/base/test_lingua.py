"""The Italian that stands in for Django's own, where Django's is English, of one gender or in capitals."""

from datetime import date
from pathlib import Path

import django
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.formats import date_format

DI_DJANGO = ("conf", "contrib/admin")


def catalogo(file):
    with Path(file).open("rb") as aperto:
        return {messaggio.id for messaggio in read_po(aperto) if messaggio.id}


def test_every_text_that_is_said_anew_is_one_of_django_still():
    cartella = Path(django.__file__).parent
    di_django = {
        testo for parte in DI_DJANGO for testo in catalogo(cartella / parte / "locale/en/LC_MESSAGES/django.po")
    }
    nostri = catalogo(settings.BASE_DIR / "locale/it/LC_MESSAGES/django.po")
    assert len(nostri) > 20
    assert nostri <= di_django


def test_days_and_months_are_written_small():
    assert date_format(date(2026, 11, 25), "l j F Y") == "mercoledì 25 novembre 2026"
