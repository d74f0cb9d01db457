"""The newsroom: its people, the ideas of everybody, the plan."""

from redazione.models.idee import Idea, Sostegno
from redazione.models.piano import Autore, Commento, Legame, MesePiano, PubblicoVoce, Riguarda, Voce
from redazione.models.testata import Calendario, Collaborazione, Testata

__all__ = [
    "Autore",
    "Calendario",
    "Collaborazione",
    "Commento",
    "Idea",
    "Legame",
    "MesePiano",
    "PubblicoVoce",
    "Riguarda",
    "Sostegno",
    "Testata",
    "Voce",
]
