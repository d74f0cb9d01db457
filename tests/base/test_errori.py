"""The error pages: each is somebody's answer."""

import inspect
from pathlib import Path

from django.conf import settings

from talenti import urls
from talenti.base import errori, middleware


def test_every_error_page_answers_to_something():
    fatte = {n for n, cosa in inspect.getmembers(errori, inspect.isfunction) if cosa.__module__ == errori.__name__}
    chiamate = Path(middleware.__file__).read_text()
    in_mezzo = {nome for nome in fatte if f"errori.{nome}(" in chiamate}
    risposte = (urls.handler400, urls.handler403, urls.handler404, urls.handler500)
    csrf = settings.CSRF_FAILURE_VIEW.rpartition(".")[2]

    assert fatte == in_mezzo | {risposta.__name__ for risposta in risposte} | {csrf}
