"""The newsroom: its people, the ideas of everybody, the plan, what is written of it and what is said of that."""

from redazione.models.articoli import Argomento, Articolo, Correzione, Presenza, Revisione, UsoImmagine
from redazione.models.idee import Idea, Sostegno
from redazione.models.immagini import Consenso, Immagine, Versione
from redazione.models.piano import Autore, Commento, Legame, MesePiano, PubblicoVoce, Riguarda, Voce
from redazione.models.revisione import Collegamento, Nota, Segnalazione, Verifica
from redazione.models.testata import Calendario, Collaborazione, Testata

__all__ = [
    "Argomento",
    "Articolo",
    "Autore",
    "Calendario",
    "Collaborazione",
    "Collegamento",
    "Commento",
    "Consenso",
    "Correzione",
    "Idea",
    "Immagine",
    "Legame",
    "MesePiano",
    "Nota",
    "Presenza",
    "PubblicoVoce",
    "Revisione",
    "Riguarda",
    "Segnalazione",
    "Sostegno",
    "Testata",
    "UsoImmagine",
    "Verifica",
    "Versione",
    "Voce",
]
