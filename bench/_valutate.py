"""A call in the hands of its commission, as rows: every seat has declared on every application and signed its sheet.

Everything depends on the seed alone.
"""

import random
from datetime import timedelta
from decimal import Decimal

from django.db import connection

from bench._inviate import IN_BLOCCO, bando_pieno
from bench._provincia import persone
from talenti.base.clock import adesso, oggi
from talenti.persone.models import Persona
from thinktown.definizione import Criterio
from thinktown.enums import StatoBando, StatoDomanda, TipoAtto
from thinktown.enums_valutazione import RuoloCommissario, StatoScheda, TipoFase, VediVoti
from thinktown.graduatoria import canonico
from thinktown.graduatoria.spareggi import seme
from thinktown.ingressi import ingressi
from thinktown.models import (
    AttoBando,
    Bando,
    Commissario,
    Commissione,
    DichiarazioneConflitto,
    Domanda,
    EsitoSorteggio,
    FaseValutazione,
    Scheda,
    Sorteggio,
    Voto,
)

SEGGI = 7
CRITERI = tuple(
    Criterio(chiave=chiave, nome=chiave.title(), massimo=Decimal(20), motivo=True)
    for chiave in ("utilita", "idea", "fattibile", "coinvolge", "dura", "territorio")
)


def bando_valutato(quante: int, caso: random.Random, nome: str) -> tuple[Bando, list[Commissario]]:
    """The call with so many applications scored by seven, the president first; its phases are those of together."""
    bando, _ufficio = bando_pieno(quante, caso, nome, CRITERI)
    Bando.objects.filter(pk=bando.pk).update(stato=StatoBando.IN_VALUTAZIONE)
    Domanda.objects.filter(bando=bando).update(stato=StatoDomanda.AMMESSA)
    bando.refresh_from_db()
    seggi = _seggi(bando, nome)
    domande = list(Domanda.objects.filter(bando=bando).order_by("numero"))
    DichiarazioneConflitto.objects.bulk_create(
        (DichiarazioneConflitto(commissario=uno, domanda=una, conflitto=False) for uno in seggi for una in domande),
        batch_size=1000,
    )
    for inizio in range(0, len(domande), IN_BLOCCO):
        _schede(domande[inizio : inizio + IN_BLOCCO], seggi, caso)
    _sorteggio(bando)
    # As after so many rows a database does by itself, when it comes to it: not in the middle of what is measured.
    with connection.cursor() as cursore:
        cursore.execute("ANALYZE")
    return bando, seggi


def _seggi(bando: Bando, nome: str) -> list[Commissario]:
    commissione = Commissione.objects.create(bando=bando)
    atto = AttoBando.objects.create(bando=bando, tipo=TipoAtto.NOMINA, numero="2", data=oggi())
    for giorni, tipo, voti in (
        (3, TipoFase.DICHIARA, VediVoti.MAI),
        (2, TipoFase.DA_SOLI, VediVoti.MAI),
        (1, TipoFase.INSIEME, VediVoti.SEMPRE),
    ):
        dal = adesso() - timedelta(days=giorni)
        FaseValutazione.objects.create(commissione=commissione, tipo=tipo, dal=dal, voti=voti)
    chi = Persona.objects.filter(pk__in=persone(SEGGI, f"commissione-{nome}-")).order_by("pk")
    return [
        Commissario.objects.create(
            commissione=commissione,
            persona=uno,
            ruolo=RuoloCommissario.COMPONENTE if n else RuoloCommissario.PRESIDENTE,
            rappresenta="Ente",
            nomina=atto,
            senza_condanne_il=adesso(),
        )
        for n, uno in enumerate(chi)
    ]


def _schede(domande: list[Domanda], seggi: list[Commissario], caso: random.Random) -> None:
    schede = Scheda.objects.bulk_create(
        Scheda(commissario=uno, domanda=una, stato=StatoScheda.FIRMATA, firmata_il=adesso(), impronta="0" * 64)
        for una in domande
        for uno in seggi
    )
    Voto.objects.bulk_create(
        (
            Voto(scheda=una, criterio=criterio.chiave, punti=Decimal(caso.randrange(16, 81)) / 4, motivo="Perché sì.")
            for una in schede
            for criterio in CRITERI
        ),
        batch_size=2000,
    )


def _sorteggio(bando: Bando) -> None:
    """Done on these very inputs: with so many applications some are equal in everything."""
    impronta = canonico.impronta_per_il_sorteggio(ingressi(bando, seme=""))
    fatto = Sorteggio.objects.create(bando=bando, evento="Lotto", data=oggi(), impronta=impronta, pari=2)
    EsitoSorteggio.objects.create(sorteggio=fatto, esito="1 2 3 4 5", seme=seme("1 2 3 4 5", impronta))
