"""The index of the public cards: one row a card, written after each act on it and gone over by a job.

It says where a word stands, and no more: whatever it finds is judged again by its room (``TipoDiScheda.pubbliche``)
before anybody sees it, and its words are read anew.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from talenti.base import registries
from talenti.base.registries import Scheda, TipoDiScheda
from talenti.portale import testo_pieno
from talenti.portale.models import VoceRicerca
from talenti.portale.queries import protetta
from talenti.portale.radici import Cercate, Parola, che_dicono, forme, radice
from talenti.registro import annunci

# Change it when the same card would give other words: every row is then written anew.
VERSIONE = 1
# What is indexed of a text.
MASSIMO_TESTO = 30_000
_IN_BLOCCO = 500
# A card without a date comes after all the others.
_CHISSA_QUANDO = datetime(1970, 1, 1, tzinfo=UTC)
# The first letter of a word of the index: which word it is of the card.
_RADICE, _FORMA, _RADICE_TITOLO, _FORMA_TITOLO = "r", "f", "t", "n"
_CAMPI = ["aggiornata_il", "impronta", "titolo", "parole"]


@dataclass(frozen=True)
class Seguito:
    """A kind whose cards an act changes, and the way from the card's object to that of the act."""

    tipo: str
    per: str


_seguiti: dict[str, list[Seguito]] = {}
_tutto_alla_fine: ContextVar[bool] = ContextVar("tutto_alla_fine", default=False)


@dataclass
class Conto:
    """What going over the index has changed."""

    scritte: int = 0
    tolte: int = 0


# ── Writing ───────────────────────────────────────────────────────────────────────────────────────
def segui(tipo: str, oggetto: str, *verbi: str, per: str = "pk") -> None:
    """After these acts on ``oggetto`` ("app.model"), write the cards of ``tipo`` that lead to it by ``per`` anew."""
    _seguiti.setdefault(oggetto, []).append(Seguito(tipo, per))
    annunci.dopo(oggetto, *verbi, lavoro=_("Aggiornamento della ricerca"))(aggiorna)


def aggiorna(transizione: Any) -> None:
    """The cards that an act has changed. Doing it again changes nothing."""
    if _tutto_alla_fine.get():
        return
    # Rows speak the language of the portal, whoever acts.
    with translation.override(settings.LANGUAGE_CODE):
        for seguito in _seguiti.get(transizione.oggetto_tipo, ()):
            tipo = registries.schede_pubbliche.get(seguito.tipo)
            if tipo is not None:
                _riscrivi(tipo, {seguito.per: transizione.oggetto_id})


def _riscrivi(tipo: TipoDiScheda, quali: dict[str, Any]) -> None:
    in_indice = tipo.da_indicizzare()
    toccati = set(in_indice.model._base_manager.filter(**quali).values_list("pk", flat=True))
    voci = [_voce(tipo, oggetto) for oggetto in in_indice.filter(**quali)]
    with transaction.atomic():
        _scrivi(voci)
        _togli(tipo.chiave, toccati - {voce.chiave for voce in voci})


@contextmanager
def alla_fine() -> Iterator[None]:
    """Within it no act writes its cards anew: who does thousands of them goes over all the cards after the last."""
    prima = _tutto_alla_fine.set(True)
    try:
        yield
    finally:
        _tutto_alla_fine.reset(prima)


def indicizza() -> Conto:
    """Go over every card: write what is new or changed, take out what is gone. A room that fails stays as it was."""
    conto = Conto()
    with translation.override(settings.LANGUAGE_CODE):
        for tipo in registries.schede_pubbliche:
            protetta(tipo.chiave, partial(_indicizza, tipo, conto))
    conto.tolte += VoceRicerca.objects.exclude(tipo__in=registries.schede_pubbliche.chiavi()).delete()[0]
    return conto


def _indicizza(tipo: TipoDiScheda, conto: Conto) -> None:
    scritte = dict(VoceRicerca.objects.filter(tipo=tipo.chiave).values_list("chiave", "impronta"))
    viste: set[int] = set()
    for oggetti in _a_blocchi(tipo.da_indicizzare()):
        viste |= {oggetto.pk for oggetto in oggetti}
        schede = [(oggetto.pk, tipo.scheda(oggetto)) for oggetto in oggetti]
        nuove = [_voce_di(tipo, pk, scheda) for pk, scheda in schede if scritte.get(pk) != _impronta(scheda)]
        _scrivi(nuove)
        conto.scritte += len(nuove)
    conto.tolte += _togli(tipo.chiave, scritte.keys() - viste)


def _a_blocchi(righe: Any) -> Iterator[list[Any]]:
    ultima = 0
    while blocco := list(righe.filter(pk__gt=ultima).order_by("pk")[:_IN_BLOCCO]):
        yield blocco
        ultima = blocco[-1].pk


def _scrivi(voci: list[VoceRicerca]) -> None:
    if voci:
        VoceRicerca.objects.bulk_create(
            voci, update_conflicts=True, unique_fields=["tipo", "chiave"], update_fields=_CAMPI
        )


def _togli(tipo: str, chiavi: Iterable[int]) -> int:
    via = sorted(chiavi)
    blocchi = (via[n : n + _IN_BLOCCO] for n in range(0, len(via), _IN_BLOCCO))
    return sum(VoceRicerca.objects.filter(tipo=tipo, chiave__in=blocco).delete()[0] for blocco in blocchi)


def rifai() -> Conto:
    """The index from nothing, that of the database too."""
    with transaction.atomic():
        VoceRicerca.objects.all().delete()
        testo_pieno.metti(connection)
    return indicizza()


def indicizza_dopo_migrazione(*, using: str, **_resto: Any) -> None:
    """Receiver of `post_migrate`: what a new version indexes is found at once. Silent where a migration went back."""
    tabelle = connection.introspection.table_names()
    modelli = [VoceRicerca, *(tipo.pubblici().model for tipo in registries.schede_pubbliche)]
    if using == "default" and all(modello._meta.db_table in tabelle for modello in modelli):
        indicizza()


# ── The words of a card ───────────────────────────────────────────────────────────────────────────
def _voce(tipo: TipoDiScheda, oggetto: Any) -> VoceRicerca:
    return _voce_di(tipo, oggetto.pk, tipo.scheda(oggetto))


def _voce_di(tipo: TipoDiScheda, chiave: int, scheda: Scheda) -> VoceRicerca:
    titolo = forme(scheda.titolo)
    resto = che_dicono(forme(f"{scheda.sommario}\n{scheda.testo[:MASSIMO_TESTO]}"))
    parole = {_RADICE_TITOLO + radice(forma) for forma in titolo} | {_FORMA_TITOLO + forma for forma in titolo}
    for forma in (*titolo, *resto):
        parole |= {_RADICE + radice(forma), _FORMA + forma}
    return VoceRicerca(
        tipo=tipo.chiave,
        chiave=chiave,
        aggiornata_il=scheda.aggiornata_il or _CHISSA_QUANDO,
        impronta=_impronta(scheda),
        titolo=" ".join(titolo),
        parole=" ".join(sorted(parole)),
    )


def _impronta(scheda: Scheda) -> str:
    """Of all that a row depends on: what has not changed is not written again."""
    tutto = (VERSIONE, scheda.titolo, scheda.sommario, scheda.testo[:MASSIMO_TESTO], scheda.aggiornata_il)
    return hashlib.sha256(repr(tutto).encode()).hexdigest()


# ── Reading ───────────────────────────────────────────────────────────────────────────────────────
def trova(cercate: Cercate, *, massimo: int) -> dict[str, list[int]]:
    """Kind → keys of the cards that answer to all the words: those that do by their title first, then the newest."""
    nel_titolo = [_gruppo(cercate, parola, _RADICE_TITOLO, _FORMA_TITOLO) for parola in cercate.parole]
    ovunque = [_gruppo(cercate, parola, _RADICE, _FORMA) for parola in cercate.parole]
    return _prime([nel_titolo, ovunque], massimo)


def trova_nei_titoli(forme_esatte: Iterable[str], *, massimo: int) -> dict[str, list[int]]:
    """Kind → keys of the newest cards that have any of these words in their title."""
    return _prime([[[(_FORMA_TITOLO + forma, False) for forma in forme_esatte]]], massimo)


def _gruppo(cercate: Cercate, parola: Parola, di_radice: str, di_forma: str) -> list[testo_pieno.Termine]:
    gruppo = [(di_radice + parola.radice, False)]
    return [*gruppo, (di_forma + parola.forma, True)] if parola.forma == cercate.prefisso else gruppo


def _prime(gradi: list[testo_pieno.Gruppi], massimo: int) -> dict[str, list[int]]:
    trovate: dict[str, list[int]] = {}
    tipi = registries.schede_pubbliche.chiavi()
    # What answers to one of the questions answers to those after it.
    for tipo, chiave in dict.fromkeys(testo_pieno.prime(tipi, gradi, massimo=massimo)):
        trovate.setdefault(tipo, []).append(chiave)
    return {tipo: chiavi[:massimo] for tipo, chiavi in trovate.items()}


def parole_dei_titoli() -> set[str]:
    """Every word of the titles that are indexed. Not to be shown: some of them may not be public any more."""
    parole: set[str] = set()
    for titolo in VoceRicerca.objects.values_list("titolo", flat=True).iterator():
        parole.update(titolo.split())
    return parole
