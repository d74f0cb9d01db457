"""Every write of the portal's own rows."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import F, QuerySet

from talenti.base.clock import a_roma, adesso
from talenti.base.permissions import Attore, richiedi
from talenti.portale.models import Opinione, Visita, VisitaArea
from talenti.portale.sezioni import sezioni

# An opinion is kept two years; the address of who left it, as long as an answer may take.
CONSERVA_OPINIONE = timedelta(days=730)
CONSERVA_EMAIL = timedelta(days=180)
# Counters wait in the cache hour by hour; a worker that was down for a day finds them still there.
_ORE_IN_ATTESA = 48


def lascia_opinione(*, pagina: str, esito: str, testo: str = "", email: str = "") -> Opinione:
    """Store what a reader says of a page. Nobody is named unless the address is given."""
    return Opinione.objects.create(pagina=pagina, esito=esito, testo=testo, email=email)


def segna_lette(opinioni: QuerySet[Opinione], *, da: Attore) -> int:
    """Mark opinions as read by the office; doing it again changes nothing."""
    richiedi(da, "portale.leggi_opinioni")
    return opinioni.filter(letta_il__isnull=True).update(letta_il=adesso())


def cancella_opinioni(ora: datetime) -> int:
    return Opinione.objects.filter(creata_il__lt=ora - CONSERVA_OPINIONE).delete()[0]


def togli_email(ora: datetime) -> int:
    """The address of who left an opinion goes before the opinion."""
    return Opinione.objects.filter(creata_il__lt=ora - CONSERVA_EMAIL).exclude(email="").update(email="")


def segna_visita(persona: Any) -> datetime | None:
    """Note that ``persona`` is in her area; returns when the visit before this one was.

    One write a visit, however many pages are opened in it.
    """
    ora = adesso()
    visita = VisitaArea.objects.filter(persona=persona).first()
    if visita is None:
        # The same person opens two tabs at once: one of them writes it.
        VisitaArea.objects.bulk_create([VisitaArea(persona=persona, vista_il=ora)], ignore_conflicts=True)
        return None
    if visita.in_corso(ora):
        return visita.prima
    VisitaArea.objects.filter(pk=visita.pk, vista_il=visita.vista_il).update(prima=visita.vista_il, vista_il=ora)
    return visita.vista_il


def _chiave(ora: datetime, sezione: str) -> str:
    return f"portale:visite:{a_roma(ora):%Y%m%d%H}:{sezione}"


def conta_visita(sezione: str) -> None:
    """One more page of ``sezione``. Only the cache is touched: reading a page writes no row."""
    chiave, durata = _chiave(adesso(), sezione), (_ORE_IN_ATTESA + 2) * 3600
    if cache.add(chiave, 1, timeout=durata):
        return
    try:
        cache.incr(chiave)
        # A cache made of files writes the new count with its own short life.
        cache.touch(chiave, durata)
    except ValueError:
        # Gone between the two calls: one page less in the count.
        return


def scrivi_visite() -> int:
    """Move the counters of the hours that are over into their rows; returns how many pages they count."""
    ora = adesso()
    return sum(_scrivi_ora(ora - timedelta(hours=n)) for n in range(1, _ORE_IN_ATTESA + 1))


def _scrivi_ora(ora: datetime) -> int:
    chiavi = {_chiave(ora, sezione): sezione for sezione in sezioni()}
    conte = cache.get_many(chiavi)
    # Taken out before they are written: a crash in between loses an hour, it never counts it twice.
    cache.delete_many(conte)
    aggiungi_visite(a_roma(ora).date(), ((chiavi[chiave], quante) for chiave, quante in conte.items()))
    return sum(conte.values())


def aggiungi_visite(giorno: date, conte: Iterable[tuple[str, int]]) -> None:
    """Add (section, pages) to the rows of a day."""
    for sezione, quante in conte:
        riga, _nuova = Visita.objects.get_or_create(giorno=giorno, sezione=sezione)
        Visita.objects.filter(pk=riga.pk).update(quante=F("quante") + quante)
