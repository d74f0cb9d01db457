"""A province of places for measuring: hosts, spaces of every kind, three months of bookings. Rows, not acts.

Everything depends on the seed alone, and a province grows: two hundred places, then two thousand on the same database.
"""

import random
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from django.db import connection, transaction

from coworking.enums import (
    MEZZORA,
    POLITICHE,
    Aspetto,
    Dotazione,
    Grado,
    Stato,
    StatoSpazio,
    Tipo,
    TipoOccupazione,
    Vendita,
)
from coworking.models import Accessibilita, DotazioneSpazio, Occupazione, Orario, Postazione, Prenotazione, Spazio
from coworking.orari import Aperture, Momento, aperte, dopo, giorni, momenti
from talenti.base.clock import adesso, oggi
from talenti.luoghi.models import Comune
from talenti.persone.models import Persona
from talenti.rete import ruoli
from talenti.rete.models import Appartenenza, Partner

# Kind, how it is given, how many people it holds: one turn is fourteen places.
GIRO = (
    (Tipo.STUDIO, Vendita.POSTI, 2),
    (Tipo.HUB, Vendita.POSTI, 8),
    (Tipo.ATTREZZATA, Vendita.POSTI, 1),
    (Tipo.COLLOQUI, Vendita.INTERO, 4),
    (Tipo.LABORATORIO, Vendita.INTERO, 20),
    (Tipo.RIUNIONI, Vendita.INTERO, 10),
)
# Ninety days: a month behind, two ahead. So many of the units of each seat are booked.
PRIMA, DOPO, PIENO = timedelta(days=30), timedelta(days=60), 0.4
IN_BLOCCO = 5_000


def persone(quante: int, nome: str) -> list[int]:
    """Adults with an account, as rows: their keys."""
    righe = [
        Persona(email=f"{nome}{n}@example.org", nome="Alba", cognome=f"{nome.title()} {n}", nato_il=date(1999, 5, 17))
        for n in range(quante)
    ]
    return [una.pk for una in Persona.objects.bulk_create(righe)]


def cresci(caso: random.Random, posti: int) -> None:
    """Spaces until there are so many places, each with its host and its bookings."""
    comuni, chi = list(Comune.objects.attivi()), persone(posti, f"abitante{posti}-")
    while Postazione.objects.count() < posti:
        with transaction.atomic():
            nuovi = [_spazio(caso, comuni, forma) for forma in GIRO]
            _arreda(caso, nuovi)
            _prenotazioni(caso, nuovi, chi)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursore:
            cursore.execute("ANALYZE")


def _ospite(n: int, comune: Comune) -> Partner:
    """A host in the network, with one person who answers."""
    partner = Partner.objects.create(
        nome=f"Studio di misura {n}",
        slug=f"studio-di-misura-{n}",
        stato="ammesso",
        tipo="studio_professionale",
        in_una_frase="C'è solo per misurare.",
        creato_il=adesso(),
        aggiornato_il=adesso(),
        comune=comune,
    )
    chi = persone(1, f"ospite{n}-")
    Appartenenza.objects.create(persona_id=chi[0], partner=partner, ruolo=ruoli.AMMINISTRAZIONE, dal=oggi())
    Orario.objects.bulk_create(
        Orario(partner=partner, giorno=giorno, dalle=time(9), alle=time(18)) for giorno in range(5)
    )
    return partner


def _spazio(caso: random.Random, comuni: list[Comune], forma: tuple[Any, Any, int]) -> Spazio:
    tipo, vendita, capienza = forma
    n, comune = Spazio.objects.count(), caso.choice(comuni)
    spazio = Spazio.objects.create(
        partner=_ospite(n, comune),
        nome=f"Spazio di misura {n}",
        slug=f"misura-{n}",
        tipo=tipo,
        vendita=vendita,
        capienza=capienza,
        comune=comune,
        lat=comune.lat,
        lon=comune.lon,
        indirizzo="via della Misura 1",
        in_una_frase="Uno spazio che c'è solo per misurare.",
        descrizione="Luminoso e tranquillo. " * 12,
        stato=StatoSpazio.PUBBLICATO,
        pubblicato_il=adesso(),
    )
    intero = vendita == Vendita.INTERO
    Postazione.objects.bulk_create(
        Postazione(spazio=spazio, numero=numero, capienza=capienza if intero else 1)
        for numero in range(1, 2 if intero else capienza + 1)
    )
    return spazio


def _arreda(caso: random.Random, spazi: list[Spazio]) -> None:
    DotazioneSpazio.objects.bulk_create(
        DotazioneSpazio(spazio=uno, voce=voce) for uno in spazi for voce in caso.sample(Dotazione.values, 5)
    )
    Accessibilita.objects.bulk_create(
        Accessibilita(spazio=uno, aspetto=aspetto, grado=caso.choice(Grado.values))
        for uno in spazi
        for aspetto in Aspetto.values
    )


def _prenotazioni(caso: random.Random, spazi: list[Spazio], chi: list[int]) -> None:
    dal, al = oggi() - PRIMA, oggi() + DOPO
    aperture = Aperture(spazi, dal, al)
    prese = [
        (spazio, posto, momento)
        for spazio in spazi
        for posto in spazio.postazioni.all()
        for momento in _presi(caso, spazio, aperture, dal, al)
    ]
    righe = Prenotazione.objects.bulk_create(
        [_prenotazione(caso, spazio, momento, chi) for spazio, _posto, momento in prese], batch_size=IN_BLOCCO
    )
    legami = Prenotazione.postazioni.through
    legami.objects.bulk_create(
        (
            legami(prenotazione=riga, postazione=posto)
            for riga, (_spazio, posto, _momento) in zip(righe, prese, strict=True)
        ),
        batch_size=IN_BLOCCO,
    )
    Occupazione.objects.bulk_create(_mezzore(righe, prese, aperture), batch_size=IN_BLOCCO)


def _presi(caso: random.Random, spazio: Spazio, aperture: Aperture, dal: date, al: date) -> Iterator[Momento]:
    """Units one after the other, those that the time kept after the one before leaves free."""
    fino = None
    for giorno in giorni(dal, al):
        for momento in momenti(spazio, giorno, aperture):
            if caso.random() < PIENO and (fino is None or fino <= momento.dal):
                fino = momento.al + spazio.politica.dopo * MEZZORA
                yield momento


def _prenotazione(caso: random.Random, spazio: Spazio, momento: Momento, chi: list[int]) -> Prenotazione:
    passata = momento.al <= adesso()
    return Prenotazione(
        persona_id=caso.choice(chi),
        spazio=spazio,
        stato=Stato.CONCLUSA if passata else Stato.CONFERMATA,
        unita=POLITICHE[spazio.tipo].unita,
        dal=momento.dal,
        al=momento.al,
        scopo="Lavoro a un progetto.",
        gettone=f"{caso.getrandbits(64):016x}",
        annulla_entro=momento.dal,
        decisa_il=momento.dal - timedelta(days=3),
    )


def _mezzore(
    righe: list[Prenotazione], prese: list[tuple[Spazio, Postazione, Momento]], aperture: Aperture
) -> Iterator[Occupazione]:
    for riga, (spazio, posto, momento) in zip(righe, prese, strict=True):
        dentro = aperte(spazio, momento.dal, momento.al, aperture)
        poi = dopo(momento.al, spazio.politica.dopo)
        for istanti, tipo in ((dentro, TipoOccupazione.PRENOTAZIONE), (poi, TipoOccupazione.DOPO)):
            for istante in istanti:
                yield Occupazione(postazione=posto, istante=istante, tipo=tipo, prenotazione=riga)
