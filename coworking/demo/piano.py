"""Who books what, when: three months of bookings planned before any is told, the same for the same day.

The plan keeps the rules that the verbs will judge again: opening hours by the function of the search and of the
booking, notice, quotas, one place at a time. It says no more than the verbs would allow, so that none is refused.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from coworking.demo.modelli import Offerta, Ospite, finestre, ora
from coworking.demo.ospiti import OSPITI
from coworking.demo.scopi import SCOPI
from coworking.demo.spazi import pubblicato_il
from coworking.enums import POLITICHE, QUOTE, StatoSpazio, Tipo
from coworking.models import Spazio
from coworking.orari import Finestra, Momento, a_utc, momenti
from talenti.base.clock import a_roma
from talenti.luoghi.calendario import Feste
from talenti.portale.demo.gente import comune

GIORNI_PRIMA, GIORNI_DOPO = 60, 30
# At least so many days between the request and the day: more than the notice of the kind.
_ANTICIPO = {Tipo.HUB: 1, Tipo.COLLOQUI: 1, Tipo.RIUNIONI: 1, Tipo.STUDIO: 2, Tipo.ATTREZZATA: 3, Tipo.LABORATORIO: 5}
# How much more one place is asked for than another.
_PESO = {"COBOX, open space": 26, "Crema Ricerche, scrivanie": 10, "Officina Prova, scrivanie sul Po": 8}
_PESO |= {"Officina Finta, scrivanie": 7, "Studio Modelli, due scrivanie": 6, "COBOX, sala riunioni": 5}
# So many a day when most places are open; one on the days when few are.
_AL_GIORNO, _TANTI = 6, 12
_PERSONE = [n for n in range(43) if n % 20 >= 5]


@dataclass(frozen=True)
class Previsto:
    """One booking: who, where, when, asked when, and how it goes: ``esito`` at ``deciso``, then ``dopo``."""

    n: int
    chi: str
    ospite: Ospite
    offerta: Offerta
    dal: datetime
    al: datetime
    persone: int
    scopo: str
    chiesta: datetime
    # conferma, rifiuta, annulla, scade or nothing: confirmed at once, or not answered yet.
    esito: str = ""
    deciso: datetime | None = None
    # registra_presenza, registra_assenza, disdici or nothing.
    dopo: str = ""


class Settimana:
    """The opening windows of what is not in the database yet: in the place of ``orari.Aperture``."""

    def __init__(self, ospite: Ospite, offerta: Offerta, feste: Feste, comune_id: int) -> None:
        self._finestre = finestre(offerta, ospite)
        self._feste, self._comune = feste, comune_id

    def del_giorno(self, _spazio: Any, giorno: date) -> list[Finestra]:
        if self._feste.festa(giorno, self._comune):
            return []
        del_giorno = [(ora(da), ora(a)) for giorni, da, a in self._finestre if giorno.weekday() in giorni]
        return [(a_utc(giorno, da), a_utc(giorno, a)) for da, a in sorted(del_giorno)]


class Piano:
    """What has been planned so far, and who has a place when."""

    def __init__(self, nascita: datetime) -> None:
        self.nascita, self.oggi = nascita, a_roma(nascita).date()
        self.caso = random.Random(26)  # noqa: S311 – the same invented bookings at every run
        self.previsti: list[Previsto] = []
        feste = Feste()
        comuni = {ospite.comune: comune(ospite.comune).pk for ospite in OSPITI}
        self.luoghi = [
            (ospite, una, Settimana(ospite, una, feste, comuni[ospite.comune]))
            for ospite in OSPITI
            for una in ospite.offerte
            if una.stato == StatoSpazio.PUBBLICATO
        ]
        self.per_nome = {una.nome: (ospite, una, settimana) for ospite, una, settimana in self.luoghi}
        self._nel_giorno: dict[tuple[str, date], int] = defaultdict(int)
        self._di: dict[str, list[Previsto]] = defaultdict(list)

    def unita(self, nome: str, giorno: date) -> list[Momento]:
        """What may be booked there that day, as the page would say."""
        _ospite, offerta, settimana = self.per_nome[nome]
        return momenti(Spazio(tipo=offerta.tipo), giorno, settimana)  # type: ignore[arg-type]  # like Aperture

    def prova(self, chi: str, nome: str, presi: list[Momento], chiesta: datetime, **altro: Any) -> Previsto | None:
        """Plan one more, if the rules allow it."""
        ospite, offerta, _settimana = self.per_nome[nome]
        dal, al = presi[0].dal, presi[-1].al
        giorno = a_roma(dal).date()
        posti = 1 if offerta.intera else offerta.posti
        persone = altro.pop("persone", 1)
        uno = Previsto(
            n=len(self.previsti),
            chi=chi,
            ospite=ospite,
            offerta=offerta,
            dal=dal,
            al=al,
            persone=persone,
            scopo=self.caso.choice(SCOPI[offerta.tipo]),
            chiesta=chiesta,
            **altro,
        )
        occupa = 1 if offerta.intera else persone
        chiave = (nome, giorno)
        if self._nel_giorno[chiave] + occupa > posti or not self._puo(uno):
            return None
        if chiesta <= pubblicato_il(self.nascita, ospite, offerta) or chiesta > self.nascita:
            return None
        self._nel_giorno[chiave] += occupa
        self._di[chi].append(uno)
        self.previsti.append(uno)
        return uno

    def _puo(self, uno: Previsto) -> bool:
        """One place a day for each, and never more at a time than the quota of any of them."""
        suoi = [*self._di[uno.chi], uno]
        if any(a_roma(altro.dal).date() == a_roma(uno.dal).date() for altro in suoi[:-1]):
            return False
        return all(_insieme(suoi, altro) <= QUOTE[_secchio(altro)] for altro in suoi)


def _secchio(uno: Previsto) -> str:
    return POLITICHE[uno.offerta.tipo].secchio


def _insieme(suoi: list[Previsto], uno: Previsto) -> int:
    """How many of the same kind the person holds when she asks for that one, itself included."""
    return sum(altro.chiesta <= uno.chiesta < altro.al for altro in suoi if _secchio(altro) == _secchio(uno))


def piano(nascita: datetime) -> list[Previsto]:
    from coworking.demo.noti import noti  # the bookings of the people of the login page

    p = Piano(nascita)
    noti(p)
    for scarto in range(-GIORNI_PRIMA, GIORNI_DOPO + 1):
        _un_giorno(p, p.oggi + timedelta(days=scarto), scarto)
    return p.previsti


def _un_giorno(p: Piano, giorno: date, scarto: int) -> None:
    aperti = [nome for nome in p.per_nome if p.unita(nome, giorno)]
    if not aperti:
        return
    pesi = [_PESO.get(nome, 2) for nome in aperti]
    # More and more in the months past, fewer the further the day to come.
    quanti = _AL_GIORNO + scarto // 20 if scarto <= 0 else _AL_GIORNO - scarto // 10
    for _volta in range(quanti if len(aperti) > _TANTI else 1):
        nome = p.caso.choices(aperti, pesi)[0]
        _una(p, nome, giorno, scarto)


def _una(p: Piano, nome: str, giorno: date, scarto: int) -> None:
    offerta = p.per_nome[nome][1]
    unita = p.unita(nome, giorno)
    inizio = p.caso.randrange(len(unita))
    quante = 1 + (p.caso.random() < 0.35 and POLITICHE[offerta.tipo].unita_massime > 1)
    presi = unita[inizio : inizio + quante]
    minimo = max(_ANTICIPO[Tipo(offerta.tipo)], scarto + 1)
    chiesta = _alle(p, giorno - timedelta(days=minimo + p.caso.randrange(5)))
    chi = f"giovane{p.caso.choice(_PERSONE) + 1:02d}"
    persone = p.caso.randint(2, offerta.posti) if offerta.intera else 1
    p.prova(chi, nome, presi, chiesta, persone=persone, **_come_va(p, offerta, presi, chiesta))


def _alle(p: Piano, giorno: date) -> datetime:
    """Some moment of that day at which people are awake."""
    return a_utc(giorno, ora("08:00")) + timedelta(minutes=p.caso.randrange(13 * 60))


def _come_va(p: Piano, offerta: Offerta, presi: list[Momento], chiesta: datetime) -> dict[str, Any]:
    """The answer, and what happens on the day; what would come after today has not happened yet."""
    politica = POLITICHE[offerta.tipo]
    dal, al, tiro = presi[0].dal, presi[-1].al, p.caso.random()
    esito, deciso = "", None
    if politica.conferma or offerta.rispondo_io:
        scade = min(chiesta + politica.risposta, dal)
        esito = "conferma" if tiro < 0.8 else "rifiuta" if tiro < 0.9 else "scade" if tiro < 0.95 else "annulla"
        deciso = (
            scade + timedelta(minutes=5) if esito == "scade" else chiesta + (scade - chiesta) * p.caso.random() * 0.7
        )
    elif tiro < 0.07 and chiesta < dal - politica.disdetta:
        esito, deciso = "annulla", chiesta + (dal - politica.disdetta - chiesta) * p.caso.random()
    if deciso is not None and deciso > p.nascita:
        return {}
    resta = esito in ("", "conferma")
    return {"esito": esito, "deciso": deciso, "dopo": _chi_viene(p, al) if resta else ""}


def _chi_viene(p: Piano, al: datetime) -> str:
    """One host in four marks who came; the others leave it to the third day."""
    tiro = p.caso.random()
    if al + timedelta(hours=2) > p.nascita:
        return ""
    return "registra_assenza" if tiro < 0.06 else "registra_presenza" if tiro < 0.25 else ""


def nei_giorni(p: Piano, nome: str, da: int, a: int) -> Iterator[tuple[date, list[Momento]]]:
    """The days between two distances from today on which a place is open, with what may be booked."""
    passo = 1 if a >= da else -1
    for scarto in range(da, a + passo, passo):
        giorno = p.oggi + timedelta(days=scarto)
        unita = p.unita(nome, giorno)
        if unita:
            yield giorno, unita
