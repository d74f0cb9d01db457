"""WSGI entry point."""

import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from django.utils import translation

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talenti.settings")


def scalda() -> None:
    """Do now what a process does once, not while the first person waits: read the addresses and the words.

    What is loaded by then stays as long as the process: the garbage collector, which would stop every request now and
    again to look at it (65 ms, measured), leaves it alone.
    """
    for lingua, _nome in settings.LANGUAGES:
        with translation.override(lingua):
            reverse("portale:home")
            translation.gettext("Errore:")
    gc.collect()
    gc.freeze()


application = get_wsgi_application()
scalda()
