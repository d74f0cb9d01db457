"""Chapter three: the community around it: young people who sign up, pages read, opinions, seals."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from talenti.avvisi.actions import segna_letti
from talenti.avvisi.models import Avviso
from talenti.base.clock import adesso, oggi
from talenti.portale.actions import lascia_opinione, segna_lette
from talenti.portale.demo.gente import nasce, persona
from talenti.portale.demo.motore import Evento, giorni_fa
from talenti.portale.enums import Esito
from talenti.portale.models import Opinione, Visita
from talenti.registro.actions import sigilla

NOMI = (
    "Amina",
    "Bea",
    "Ciro",
    "Diego",
    "Elif",
    "Furio",
    "Gaia",
    "Hamid",
    "Irma",
    "Jacopo",
    "Kira",
    "Luca",
    "Mina",
    "Noel",
)
COGNOMI = ("Prova", "Esempio", "Finti", "Saggi", "Modelli", "Campioni")
COMUNI = (
    "Cremona",
    "Crema",
    "Soresina",
    "Casalmaggiore",
    "Castelleone",
    "Pizzighettone",
    "Soncino",
    "Cremona",
    "Crema",
)
QUANTI = 54
# More and more people: the distance between two sign-ups shrinks towards today.
PRIMO_GIORNO = 730
GIORNI_LETTI = 90
DOMENICA = 6
SEZIONI = {"home": 40, "rete": 30, "cerca": 8, "cruscotto": 6, "aiuto": 5, "chi_siamo": 4, "regole": 2}
OPINIONI = (
    (30, "/rete/", Esito.SI, "", True),
    (12, "/aiuto/", Esito.NO, "Non trovo gli orari dello sportello.", True),
    (2, "/rete/", Esito.NO, "Vorrei vedere chi è più vicino a casa mia.", False),
)


def eventi(nascita: datetime) -> Iterator[Evento]:
    for n in range(QUANTI):
        giorni = round(PRIMO_GIORNO * (1 - n / QUANTI) ** 1.4) + 1
        yield Evento(f"giovane:{n}", giorni_fa(nascita, giorni, 8 + n % 12, n), partial(_iscrivi, n))
    yield Evento("visite", giorni_fa(nascita, 1, 23), _visite)
    for giorni, pagina, esito, testo, letta in OPINIONI:
        chiave = f"opinione:{giorni}"
        yield Evento(chiave, giorni_fa(nascita, giorni, 19), partial(_opinione, pagina, esito, testo, letta))
    for giorni in (3650, 1825, 730, 365, 180, 90, 30, 7, 1, 0):
        yield Evento(f"sigillo:{giorni}", giorni_fa(nascita, giorni, 23, 50), sigilla)
    yield Evento("posta-letta", giorni_fa(nascita, 0, 0), _posta_letta)


def _iscrivi(n: int) -> None:
    nato_il = date(oggi().year - 15 - n % 20, 1 + n % 12, 1 + n % 28)
    nasce(f"giovane{n + 1:02d}", NOMI[n % 14], COGNOMI[n % 6], nato_il, comune_=COMUNI[n % 9])


def _visite() -> None:
    """Three months of pages read, as many as a small portal has: fewer on Sundays, more as time goes by."""
    caso = random.Random(GIORNI_LETTI)  # noqa: S311 – the same invented figures at every run
    righe = []
    for n in range(GIORNI_LETTI):
        giorno = oggi() - timedelta(days=n)
        forza = (1.6 - n / 100) * (0.5 if giorno.weekday() == DOMENICA else 1)
        righe += [
            Visita(giorno=giorno, sezione=sezione, quante=round(peso * forza * caso.uniform(0.7, 1.3)) + 1)
            for sezione, peso in SEZIONI.items()
        ]
    Visita.objects.bulk_create(righe)


def _opinione(pagina: str, esito: str, testo: str, letta: bool) -> None:
    opinione = lascia_opinione(pagina=pagina, esito=esito, testo=testo)
    if letta:
        segna_lette(Opinione.objects.filter(pk=opinione.pk), da=persona("nora"))


def _posta_letta() -> None:
    """Who has an account has read what came more than ten days ago."""
    segna_letti(Avviso.objects.filter(creato_il__lt=adesso() - timedelta(days=10)))
