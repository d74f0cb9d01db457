"""What the data of the demonstration is made of: a host, what it offers."""

from dataclasses import dataclass
from datetime import time

from django.utils.text import slugify

from coworking.enums import Aspetto, Grado, StatoSpazio, Vendita
from talenti.portale.demo.oggi import Proposta

FERIALI = (0, 1, 2, 3, 4)
# (days of the week, from, to): one weekly window for each of those days.
Finestra = tuple[tuple[int, ...], str, str]
# (point of view, how well, what has to be known)
Accesso = tuple[Aspetto, Grado, str]


def ora(testo: str) -> time:
    return time.fromisoformat(testo)


@dataclass(frozen=True)
class Offerta:
    """A space as its host describes it. ``stato`` is where it stands when the demonstration is made."""

    nome: str
    tipo: str
    posti: int
    frase: str
    descrizione: str
    dotazioni: tuple[str, ...] = ()
    accesso: tuple[Accesso, ...] = ()
    vendita: str = Vendita.POSTI
    condivide: str = ""
    regole: str = ""
    quanto: str = ""
    come: str = ""
    rispondo_io: bool = False
    orari: tuple[Finestra, ...] = ()
    stato: str = StatoSpazio.PUBBLICATO
    motivo: str = ""
    # The picture that coworking.demo.foto draws, and what one sees in it.
    foto: tuple[str, str] = ("", "")

    @property
    def slug(self) -> str:
        return slugify(self.nome)

    @property
    def intera(self) -> bool:
        return self.vendita == Vendita.INTERO


@dataclass(frozen=True)
class Ospite:
    """Who hosts: ``partner`` is the key of its address at example.org, ``chi`` of the person who acts for it.

    ``proposta`` is there when the organisation comes into the network with this chapter.
    """

    partner: str
    chi: str
    comune: str
    indirizzo: str
    orari: tuple[Finestra, ...]
    offerte: tuple[Offerta, ...]
    proposta: Proposta | None = None
    # What it says that it does in the action of the spaces, where it had not said it before.
    che_cosa: str = ""
    # When its spaces were proposed.
    giorni_fa: int = 100


def finestre(offerta: Offerta, ospite: Ospite) -> tuple[Finestra, ...]:
    """The space's own week if it has one, else its host's."""
    return offerta.orari or ospite.orari
