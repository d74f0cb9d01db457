"""The time. Nothing else in the portal asks for it, so tests and the demo can shift it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

ROMA = ZoneInfo("Europe/Rome")
_spostato: ContextVar[datetime | None] = ContextVar("orologio_spostato", default=None)


def adesso() -> datetime:
    """This instant: aware, UTC."""
    return _spostato.get() or timezone.now()


def oggi() -> date:
    """The calendar day in Europe/Rome."""
    return a_roma(adesso()).date()


def a_roma(istante: datetime) -> datetime:
    """The same instant on the wall clocks of Europe/Rome."""
    return istante.astimezone(ROMA)


@contextmanager
def a_quest_ora(istante: datetime) -> Iterator[None]:
    """Inside the block it is ``istante`` (aware), in this thread only."""
    if timezone.is_naive(istante):
        raise ValueError("a_quest_ora wants an aware instant")
    gettone = _spostato.set(istante)
    try:
        yield
    finally:
        _spostato.reset(gettone)
