"""How many acts a second eight writers leave in the log, beside bare INSERTs by the same writers on the same database.

An act is one `modifica` through `atto` by a person on the organisation they administer, as a page does it: the person
read anew, permission judged twice, lock, transition, detail, whoever listens in the transaction. The reference
is one row of the same weight in a transaction of its own.
"""

import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterable
from datetime import date
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

from django.db import connection, connections, transaction

from bench._driver import Contesto, Misura
from talenti.base.permissions import Sistema
from talenti.persone.demo import attiva_fattore_demo
from talenti.persone.models import Persona
from talenti.portale.demo.fondatori import codice_inventato
from talenti.portale.demo.gente import comune, nasce
from talenti.registro.actions import atto
from talenti.registro.models import Transizione
from talenti.registro.queries import verifica
from talenti.rete import actions
from talenti.rete.models import Partner

DOMANDA = "registro"
SCRITTORI = 8
SECONDI = 3.0
GIRI = 3
# What a transition and its detail weigh together, more or less.
PESO = "x" * 600


def misura(ctx: Contesto) -> Iterable[Misura]:
    partner = [_partner(n) for n in range(SCRITTORI)]
    with connection.cursor() as cursore:
        cursore.execute(f"CREATE TABLE misura_riga (quando double precision NOT NULL, testo varchar({len(PESO)}))")
    # What a process does once in its life (the table of addresses, the first compilation) is not what is measured.
    for uno in Partner.objects.filter(pk__in=partner):
        _agisci(uno)
    inserimenti, atti = [], []
    for _ in range(GIRI):
        inserimenti.append(_al_secondo(_inserisci, partner, ctx.scala))
        prima = Transizione.objects.count()
        atti.append(_al_secondo(_agisci, partner, ctx.scala))
        if Transizione.objects.count() <= prima:
            raise RuntimeError("the writers left no act")
    if guasti := list(verifica()):
        raise RuntimeError(f"the log is not whole after the measure: {guasti[:3]}")
    al_secondo, nudi = statistics.median(atti), statistics.median(inserimenti)
    yield Misura("acts_per_s", al_secondo, f"acts/s, {SCRITTORI} writers", reference=nudi)
    yield Misura("ratio_to_insert", nudi / al_secondo, "times one INSERT", reference=1.0)


def _partner(n: int) -> int:
    """An organisation admitted through the verbs, administered by who proposed it."""
    chi, capo = nasce(f"misura{n}", "Alba", f"Misura {n}", date(1990, 5, 17)), Sistema("misura")
    attiva_fattore_demo(chi)
    partner = actions.comincia_bozza(da=chi)
    campi = {
        "tipo": "associazione",
        "nome": f"Organizzazione di misura {n}",
        "comune": comune("Cremona"),
        "codice_fiscale": codice_inventato(n),
        "in_una_frase": "C'è solo per misurare.",
        "email": f"organizzazione{n}@example.org",
    }
    actions.salva_bozza(partner, da=chi, campi=campi, azioni={"eventi": "Misuriamo."})
    actions.proponi(partner, da=chi)
    actions.prendi_in_esame(partner, da=capo)
    actions.ammetti(partner, da=capo)
    return partner.pk


def _inserisci(_partner: Partner) -> None:
    with transaction.atomic(), connection.cursor() as cursore:
        cursore.execute("INSERT INTO misura_riga (quando, testo) VALUES (%s, %s)", [time.time(), PESO])


def _agisci(partner: Partner) -> None:
    chi = Persona.objects.get(pk=partner.proposto_da_id)
    with atto(partner, "modifica", da=chi, dati={"campi": ["descrizione"], "nota": PESO[:200]}):
        pass


def _al_secondo(lavoro: Callable[[Partner], None], partner: list[int], scala: int) -> float:
    """How often ``lavoro`` is done a second by all the writers together."""
    connections.close_all()
    contesto = multiprocessing.get_context("fork")
    via, fatti = contesto.Barrier(SCRITTORI), contesto.Queue()
    durata = SECONDI * scala
    processi = [contesto.Process(target=_scrive, args=(lavoro, pk, durata, via, fatti)) for pk in partner]
    for processo in processi:
        processo.start()
    ritmi = [fatti.get(timeout=durata * 4 + 60) for _ in processi]
    for processo in processi:
        processo.join()
    return float(sum(ritmi))


def _scrive(lavoro: Callable[[Partner], None], pk: int, durata: float, via: Barrier, fatti: "Queue[float]") -> None:
    oggetto = Partner.objects.get(pk=pk)
    via.wait()
    inizio, volte = time.monotonic(), 0
    while (passati := time.monotonic() - inizio) < durata:
        lavoro(oggetto)
        volte += 1
    fatti.put(volte / passati)
