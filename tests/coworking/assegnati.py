"""What the tests of seats given by an act share: the act in words, the days, the calls."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from coworking import actions
from coworking.enums import TipoOccupazione
from coworking.models import Blocco, Occupazione
from talenti.base.clock import a_quest_ora
from talenti.base.permissions import Sistema
from talenti.registro.models import Transizione
from tests.factories.coworking import giorno_feriale

SISTEMA = Sistema("prova")
ATTO = "Determina 12 del 3 novembre 2026"
# 2 March 2026 is a Monday without holidays near it.
LUNEDI = date(2026, 3, 2)


def a_marzo(giorno=1, ora=10):
    return a_quest_ora(datetime(2026, 3, giorno, ora, tzinfo=ZoneInfo("Europe/Rome")))


def dai(posto, a, dal=None, al=None, *, motivo=ATTO, da=SISTEMA):
    dal = dal or giorno_feriale()
    return actions.assegna(posto, a=a, dal=dal, al=al or dal + timedelta(days=1), motivo=motivo, da=da)


def niente_scritto(spazio):
    return (
        Blocco.objects.count(),
        Occupazione.objects.filter(tipo=TipoOccupazione.BLOCCO).count(),
        Transizione.objects.di(spazio).filter(verbo="assegna").count(),
    ) == (0, 0, 0)
