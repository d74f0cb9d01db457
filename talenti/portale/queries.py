"""What the home, the area and the statistics show: gathered from the registries, each source by itself."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any, TypeVar, cast

from django.apps import apps
from django.db.models import Sum

from talenti.base import registries
from talenti.base.clock import adesso, oggi
from talenti.base.exceptions import Frase
from talenti.base.registries import Cosa, Registro
from talenti.base.templatetags.italiano import mese
from talenti.portale import registri
from talenti.portale.models import Visita
from talenti.portale.registri import Gruppo, Passo, Porta, Storia
from talenti.portale.sezioni import sezioni

registro = logging.getLogger(__name__)
T = TypeVar("T")
FATTO_DI_RECENTE = timedelta(days=30)
_LONTANO = datetime.max.replace(tzinfo=UTC)


def _ognuna(fonti: Registro[Callable[..., T]], *argomenti: Any, senza: str = "") -> Iterator[tuple[str, T | None]]:
    """(key, what the source gives); None for one that fails: its room breaks alone."""
    for chiave in fonti.chiavi():
        if chiave == senza:
            continue
        yield chiave, protetta(chiave, partial(_letta, fonti[chiave], *argomenti))


def _letta(fonte: Callable[..., T], *argomenti: Any) -> T:
    dato = fonte(*argomenti)
    # What is lazy fails while it is read: here, not in the template.
    return cast(T, list(dato)) if isinstance(dato, Iterable) and not isinstance(dato, list | tuple) else dato


def protetta(chiave: str, funzione: Callable[[], T]) -> T | None:
    """What ``funzione`` gives, or None when it fails: the page goes on without."""
    try:
        return funzione()
    except Exception:  # noqa: BLE001 – whatever breaks a room must not break the page
        registro.exception("a source failed: %s", chiave)
        return None


def stanza(chiave: str) -> Frase:
    """The room of a registry key ("rete" or "rete.inviti") in words."""
    etichetta = chiave.partition(".")[0]
    trovata = [config.verbose_name for config in apps.get_app_configs() if config.label == etichetta]
    return trovata[0] if trovata else chiave


# ── Home and audience pages ───────────────────────────────────────────────────────────────────────
def porte() -> list[Porta]:
    """The doors open now, in order. A room that fails, or has nothing to show, has no door."""
    aperte = [porta for _chiave, porta in _ognuna(registri.porte) if porta is not None]
    return sorted(aperte, key=lambda porta: porta.ordine)


def storie(quante: int = 3) -> list[Storia]:
    return [storia for _chiave, fonte in _ognuna(registri.storie) for storia in fonte or ()][:quante]


def passi(pubblico: str, quanti: int = 2) -> list[Passo]:
    tutti = [passo for _chiave, fonte in _ognuna(registri.passi, pubblico) for passo in fonte or ()]
    return sorted(tutti, key=lambda passo: passo.ordine)[:quanti]


def pezzi(pubblico: str) -> list[Gruppo]:
    return [gruppo for _chiave, fonte in _ognuna(registri.pezzi, pubblico) for gruppo in fonte or () if gruppo.pezzi]


# ── My area ───────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Riga:
    """A line of the personal timeline, ready to be drawn."""

    cosa: Cosa
    nuova: bool


@dataclass
class Linea:
    """The personal timeline, in the four groups of the page, with the rooms that did not answer."""

    da_fare: list[Riga] = field(default_factory=list)
    prossimo: list[Riga] = field(default_factory=list)
    in_attesa: list[Riga] = field(default_factory=list)
    fatto: list[Riga] = field(default_factory=list)
    mancano: list[Frase] = field(default_factory=list)

    @property
    def vuota(self) -> bool:
        """Nothing is asked, coming or awaited: the page offers ways to begin."""
        return not (self.da_fare or self.prossimo or self.in_attesa or self.mancano)

    @property
    def nuove(self) -> int:
        return sum(riga.nuova for riga in (*self.da_fare, *self.in_attesa))


def linea_personale(persona: Any, *, dal: datetime | None = None, senza: str = "") -> Linea:
    """What ``persona`` has to do, expects and did; what came about after ``dal`` is marked new.

    ``senza`` names a source that is not asked.
    """
    linea = Linea()
    for chiave, cose in _ognuna(registries.linea_personale, persona, senza=senza):
        if cose is None:
            linea.mancano.append(stanza(chiave))
        for cosa in cose or ():
            _metti(linea, cosa, dal)
    linea.da_fare.sort(key=lambda riga: (riga.cosa.entro or _LONTANO, riga.cosa.quando or _LONTANO))
    linea.prossimo.sort(key=lambda riga: riga.cosa.quando or _LONTANO)
    linea.in_attesa.sort(key=lambda riga: (riga.cosa.entro or _LONTANO, riga.cosa.quando or _LONTANO))
    linea.fatto.sort(key=lambda riga: riga.cosa.quando or _LONTANO, reverse=True)
    return linea


def _metti(linea: Linea, cosa: Cosa, dal: datetime | None) -> None:
    if cosa.gruppo == "fatto" and (cosa.quando is None or cosa.quando < adesso() - FATTO_DI_RECENTE):
        return
    # The date of a coming thing is when it happens, not when it came to be known; what is done is not news.
    novita = cosa.gruppo in {"da_fare", "in_attesa"}
    nuova = bool(novita and dal and cosa.quando and dal < cosa.quando <= adesso())
    getattr(linea, cosa.gruppo).append(Riga(cosa, nuova))


def quante_da_fare(persona: Any) -> int:
    # This room's own source tells the past alone.
    return len(linea_personale(persona, senza="portale").da_fare)


# ── Statistics ────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Visite:
    """Pages read from ``dal`` to ``al``: in all, by section, and along time."""

    dal: date
    al: date
    totale: int
    per_sezione: list[tuple[Frase, int]]
    nel_tempo: list[tuple[str, int]]

    @property
    def al_giorno(self) -> int:
        return round(self.totale / ((self.al - self.dal).days + 1))


def visite(giorni: int) -> Visite:
    """The pages read in the last ``giorni`` whole days: today is not over yet."""
    al = oggi() - timedelta(days=1)
    dal = al - timedelta(days=giorni - 1)
    righe = Visita.objects.filter(giorno__range=(dal, al))
    parole = sezioni()
    sezione = [(riga["sezione"], riga["n"]) for riga in _somme(righe, "sezione")]
    giorno = {riga["giorno"]: riga["n"] for riga in _somme(righe, "giorno")}
    return Visite(
        dal=dal,
        al=al,
        totale=sum(giorno.values()),
        per_sezione=sorted(((parole.get(s, s), n) for s, n in sezione), key=lambda voce: (-voce[1], str(voce[0]))),
        nel_tempo=_nel_tempo(giorno, dal, al, per_mese=giorni > 60),
    )


def _somme(righe: Any, campo: str) -> Iterable[dict[str, Any]]:
    return righe.order_by(campo).values(campo).annotate(n=Sum("quante"))


def _nome(giorno: date, *, per_mese: bool) -> str:
    breve = mese(giorno)[:3]
    return f"{breve} {giorno.year}" if per_mese else f"{giorno.day} {breve}"


def _nel_tempo(giorno: dict[date, int], dal: date, al: date, *, per_mese: bool) -> list[tuple[str, int]]:
    punti: dict[str, int] = {}
    for n in range((al - dal).days + 1):
        uno = dal + timedelta(days=n)
        etichetta = _nome(uno, per_mese=per_mese)
        punti[etichetta] = punti.get(etichetta, 0) + giorno.get(uno, 0)
    return list(punti.items())
