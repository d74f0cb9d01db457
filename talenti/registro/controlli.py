"""The verification of the log, part by part: each part gives one sentence for each fault, naming the row.

Every row is read once, in order, and nothing is kept but the object under way: memory does not grow with the log,
and the questions asked of the database are so many a block of rows, whatever the objects.

A cut tail is named three times over: by the seal that closed it, by the head of its chain (``Capo``, written by the
same transaction, from which the next act goes on, so that the hole stays), and by the state of the object. Out of
reach is whoever owns the whole database and rewrites rows, heads, objects, numbers with their counters and seals so
that they agree, since the last seal that left it: what was sealed before that, ``--capo`` gives away.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models.functions import Lag

from talenti.base.clock import adesso
from talenti.registro import catena
from talenti.registro.models import SIGILLI, Capo, Contatore, Dettaglio, Numero, Sigillo, Transizione

BLOCCO = 500
# How many rounds of the sealer may pass before what it left open is a fault.
GIRI_DEL_SIGILLO = 3
CAMPI_SIGILLO = ("n", "quando", "quanti", "radice", "precedente", "impronta")
Punto = tuple[int, str]


@contextmanager
def istantanea() -> Iterator[None]:
    """One moment of the database for all the questions: an act in between is no fault. Nobody waits for it."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursore:
            cursore.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursore:
            cursore.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursore.execute("ROLLBACK")


# ── Chains ────────────────────────────────────────────────────────────────────────────────────────
def catene() -> Iterator[str]:
    righe = Transizione.objects.select_related("dettaglio").order_by("oggetto_tipo", "oggetto_id", "n")
    prima: Transizione | None = None
    finite: list[Transizione] = []
    for t in righe.iterator(chunk_size=BLOCCO):
        if prima is not None and _oggetto(prima) != _oggetto(t):
            finite.append(prima)
            prima = None
        yield from _riga(t, prima)
        prima = t
        if len(finite) == BLOCCO:
            yield from _fini(finite)
            finite = []
    yield from _fini([*finite, prima] if prima is not None else finite)


def _oggetto(t: Transizione) -> tuple[str, int]:
    return t.oggetto_tipo, t.oggetto_id


def _riga(t: Transizione, prima: Transizione | None) -> Iterator[str]:
    nome = f"Transizione {t.pk} ({t.oggetto_tipo} {t.oggetto_id}, n. {t.n})"
    atteso = prima.n + 1 if prima else 1
    if t.n == atteso + 1:
        yield f"{nome}: manca la riga n. {atteso}"
    elif t.n != atteso:
        yield f"{nome}: mancano le righe dalla n. {atteso} alla n. {t.n - 1}"
    elif t.precedente != (prima.impronta if prima else ""):
        yield f"{nome}: non continua la riga prima (catena spezzata o doppia)"
    if t.impronta != catena.impronta_transizione(t):
        yield f"{nome}: contenuto cambiato dopo la scrittura"
    dettaglio: Dettaglio | None = getattr(t, "dettaglio", None)
    if dettaglio is None:
        yield f"{nome}: dettaglio sparito"
    elif dettaglio.cancellato_il is not None and dettaglio.dati is not None:
        yield f"{nome}: dettaglio riscritto dopo la cancellazione"
    elif dettaglio.cancellato_il is None and not _mantiene(t, dettaglio):
        yield f"{nome}: dettaglio cambiato dopo la scrittura"


def _mantiene(t: Transizione, dettaglio: Dettaglio) -> bool:
    try:
        return t.impegno == catena.impegno(dettaglio.sale, dettaglio.dati)
    except ValueError:  # the salt is no longer a salt
        return False


def _fini(ultime: Iterable[Transizione]) -> Iterator[str]:
    """Where chains end, beside what their heads and the states of their objects say."""
    for tipo, gruppo in groupby(ultime, key=lambda t: t.oggetto_tipo):
        righe = list(gruppo)
        chiavi = [t.oggetto_id for t in righe]
        capi = {capo.oggetto_id: (capo.n, capo.impronta) for capo in _capi(tipo, chiavi)}
        stati = _stati(tipo, chiavi)
        for t in righe:
            nome = f"{tipo} {t.oggetto_id}"
            yield from _capo(nome, (t.n, t.impronta), capi.get(t.oggetto_id))
            stato = stati.get(t.oggetto_id, t.a_stato)
            if stato != t.a_stato:
                yield f"{nome}: lo stato è «{stato}», ma l'ultima transizione ({t.pk}) dice «{t.a_stato}»"


def _capi(tipo: str, chiavi: list[int]) -> models.QuerySet[Capo]:
    return Capo.objects.filter(oggetto_tipo=tipo, oggetto_id__in=chiavi)


def _capo(nome: str, ultima: Punto, capo: Punto | None) -> Iterator[str]:
    if capo is None:
        yield f"{nome}: manca il capo della catena"
    elif capo[0] > ultima[0]:
        yield f"{nome}: la catena è tagliata dopo la riga n. {ultima[0]}, arrivava alla n. {capo[0]}"
    elif capo != ultima:
        yield f"{nome}: il capo della catena non è la sua ultima riga (n. {ultima[0]})"


def _stati(tipo: str, chiavi: list[int]) -> dict[int, str]:
    """The state of each object that still is; nothing of a model without states, or that is gone."""
    try:
        modello = apps.get_model(tipo)
    except LookupError:
        return {}
    if not _ha_stato(modello):
        return {}
    return dict(modello._base_manager.filter(pk__in=chiavi).values_list("pk", "stato"))


def _ha_stato(modello: type[models.Model]) -> bool:
    return any(campo.name == "stato" for campo in modello._meta.concrete_fields)


def catene_sparite() -> Iterator[str]:
    """A head whose chain is gone from the first row to the last."""
    righe = Transizione.objects.filter(
        oggetto_tipo=models.OuterRef("oggetto_tipo"), oggetto_id=models.OuterRef("oggetto_id")
    )
    capi = Capo.objects.exclude(oggetto_tipo=SIGILLI).filter(~models.Exists(righe))
    for capo in capi.order_by("oggetto_tipo", "oggetto_id").iterator(chunk_size=BLOCCO):
        yield f"{capo.oggetto_tipo} {capo.oggetto_id}: la catena è sparita, arrivava alla riga n. {capo.n}"


def oggetti_senza_catena() -> Iterator[str]:
    """An object in a state that no act gave it. A model says in ``SENZA_STORIA`` where none has to be."""
    for modello in apps.get_models():
        tipo = modello._meta.label_lower
        if modello._meta.proxy or not hasattr(modello, "TRANSIZIONI") or not _ha_stato(modello):
            continue
        righe = Transizione.objects.filter(oggetto_tipo=tipo, oggetto_id=models.OuterRef("pk"))
        muti = modello._base_manager.filter(~models.Exists(righe))
        muti = muti.exclude(stato__in=getattr(modello, "SENZA_STORIA", ())).order_by("pk")
        for pk, stato in muti.values_list("pk", "stato").iterator(chunk_size=BLOCCO):
            yield f"{tipo} {pk}: lo stato è «{stato}», ma nessuna transizione lo dice"


# ── Seals ─────────────────────────────────────────────────────────────────────────────────────────
def sigilli() -> Iterator[str]:
    prima: Punto = (0, "")
    for sigillo, voci in _sigilli_con_le_voci():
        nome = f"Sigillo {sigillo.n}"
        if sigillo.n != prima[0] + 1:
            yield f"{nome}: manca il sigillo {prima[0] + 1}"
        if sigillo.precedente != prima[1] or sigillo.impronta != catena.impronta_sigillo(sigillo):
            yield f"{nome}: cambiato dopo la scrittura"
        if len(voci) != sigillo.quanti or _radice([impronta for _t, impronta, _vera in voci]) != sigillo.radice:
            yield f"{nome}: le voci non danno la sua radice"
        for transizione, impronta, vera in voci:
            if vera is None:
                yield f"Transizione {transizione}: chiusa nel sigillo {sigillo.n}, ma non c'è più"
            elif vera != impronta:
                yield f"Transizione {transizione}: diversa da quella chiusa nel sigillo {sigillo.n}"
        prima = (sigillo.n, sigillo.impronta)
    capo = Capo.objects.filter(oggetto_tipo=SIGILLI).values_list("n", "impronta").first()
    if prima[0] or capo:
        yield from _capo("Sigilli", prima, capo)


def _sigilli_con_le_voci() -> Iterator[tuple[Sigillo, list[tuple[Any, ...]]]]:
    """Each seal with its leaves: (transition, fingerprint, that of the transition as it is now)."""
    voci = ("voci__transizione_id", "voci__impronta", "voci__transizione__impronta")
    righe = Sigillo.objects.order_by("n", "voci__posizione").values_list(*CAMPI_SIGILLO, *voci)
    quanti = len(CAMPI_SIGILLO)
    for campi, gruppo in groupby(righe.iterator(chunk_size=BLOCCO), key=lambda riga: riga[:quanti]):
        sigillo = Sigillo(**dict(zip(CAMPI_SIGILLO, campi, strict=True)))
        yield sigillo, [riga[quanti:] for riga in gruppo if riga[quanti] is not None]


def _radice(impronte: list[str]) -> str:
    try:
        return catena.radice_merkle(impronte)
    except ValueError:  # a leaf is no longer a fingerprint
        return ""


def non_sigillate() -> Iterator[str]:
    """The sealer is not running: nothing vouches outside for what was done meanwhile."""
    periodo: Any = settings.CELERY_BEAT_SCHEDULE["sigilli"]["schedule"]
    tregua: timedelta = periodo * GIRI_DEL_SIGILLO
    vecchie = Transizione.objects.senza_sigillo().filter(quando__lt=adesso() - tregua)
    dati = vecchie.aggregate(quante=models.Count("pk"), prima=models.Min("pk"))
    if dati["quante"]:
        minuti = int(tregua.total_seconds() // 60)
        yield f"Transizioni senza sigillo da più di {minuti} minuti: {dati['quante']}, la prima è la {dati['prima']}"


# ── Numbers ───────────────────────────────────────────────────────────────────────────────────────
def numeri() -> Iterator[str]:
    contatori = {(c.registro, c.anno): c.ultimo for c in Contatore.objects.iterator()}
    massimi = Numero.objects.values_list("registro", "anno").annotate(massimo=models.Max("n")).order_by()
    ultimi = {(registro, anno): massimo for registro, anno, massimo in massimi}
    for registro, anno in sorted(contatori.keys() | ultimi.keys()):
        contati, dato = contatori.get((registro, anno)), ultimi.get((registro, anno), 0)
        if contati is None:
            yield f"Registro {registro} {anno}: ci sono numeri fino al {dato}, ma manca il contatore"
        elif dato > contati:
            yield f"Registro {registro} {anno}: c'è il numero {dato}, ma il contatore è al {contati}"
        elif dato < contati:
            yield _mancano(registro, anno, dato + 1, contati)
    prima = models.Window(Lag("n", default=0), partition_by=["registro", "anno"], order_by="n")
    buchi = Numero.objects.annotate(prima=prima).filter(n__gt=models.F("prima") + 1)
    for riga in buchi.order_by("registro", "anno", "n").iterator(chunk_size=BLOCCO):
        yield _mancano(riga.registro, riga.anno, riga.prima + 1, riga.n - 1)


def _mancano(registro: str, anno: int, dal: int, al: int) -> str:
    quali = f"manca il numero {dal}" if dal == al else f"mancano i numeri dal {dal} al {al}"
    return f"Registro {registro} {anno}: {quali}"
