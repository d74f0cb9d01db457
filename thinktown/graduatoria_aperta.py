"""A ranking as open data: the very rows of the page, with the act, the instants and the fingerprints of the version."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from talenti.base.clock import a_roma
from thinktown.contributi import LICENZA, LICENZA_URL
from thinktown.graduatoria.numeri import semplice
from thinktown.in_graduatoria import RigaPubblica
from thinktown.models import EsitoSorteggio, Graduatoria, Sorteggio


def intestazioni() -> list[str]:
    return [
        _("Sezione"),
        _("Posizione"),
        _("Codice della domanda"),
        _("Progetto"),
        _("Chi presenta la domanda"),
        _("Settore"),
        _("Punti"),
        _("Esito"),
        _("Somma in euro"),
        _("Versione"),
        _("Tipo"),
        _("Numero dell'atto"),
        _("Data dell'atto"),
        _("Pubblicata il"),
        _("Errori segnalati prima del"),
        _("Impronta dei dati"),
        _("Impronta del risultato"),
    ]


def righe_csv(
    graduatoria: Graduatoria, lette: Iterable[RigaPubblica], sezioni: Mapping[str, str]
) -> Iterator[list[str]]:
    """Decimals with a comma, days as years first: a spreadsheet in Italian reads both as what they are."""
    della_versione = [
        str(graduatoria.n),
        str(graduatoria.get_tipo_display()),
        graduatoria.atto.numero,
        graduatoria.atto.data.isoformat(),
        _istante(graduatoria.pubblicata_il),
        _istante(graduatoria.osservazioni_entro),
        graduatoria.impronta_ingressi,
        graduatoria.impronta_risultato,
    ]
    yield intestazioni()
    for una in lette:
        yield [
            sezioni.get(una.sezione, una.sezione),
            str(una.posizione or ""),
            una.codice,
            una.titolo,
            una.chi,
            una.settore,
            _virgola(una.totale),
            una.parola,
            _virgola(una.importo),
            *della_versione,
        ]


def _virgola(valore: Any) -> str:
    return "" if valore is None else str(valore).replace(".", ",")


def _istante(quando: datetime | None) -> str:
    return f"{a_roma(quando):%Y-%m-%d %H:%M:%S}" if quando else ""


def per_macchine(
    graduatoria: Graduatoria, lette: Iterable[RigaPubblica], sezioni: Mapping[str, str], sorteggio: Sorteggio | None
) -> dict[str, Any]:
    """The same for programs: keys that do not change with the language, numbers as text with a point."""
    return {
        "bando": str(graduatoria.bando),
        "licenza": LICENZA,
        "licenza_url": LICENZA_URL,
        "versione": graduatoria.n,
        "tipo": graduatoria.tipo,
        "atto": {"numero": graduatoria.atto.numero, "data": graduatoria.atto.data.isoformat()},
        "pubblicata_il": _iso(graduatoria.pubblicata_il),
        "errori_prima_del": _iso(graduatoria.osservazioni_entro),
        "sulla_pagina_fino_al": graduatoria.togli_il.isoformat(),
        "impronta_dati": graduatoria.impronta_ingressi,
        "impronta_risultato": graduatoria.impronta_risultato,
        "sorteggio": _sorteggio(sorteggio) if sorteggio else None,
        "righe": [_riga(una, sezioni) for una in lette],
    }


def _riga(una: RigaPubblica, sezioni: Mapping[str, str]) -> dict[str, Any]:
    return {
        "sezione": sezioni.get(una.sezione, una.sezione) or None,
        "posizione": una.posizione,
        "codice": una.codice,
        "progetto": una.titolo or None,
        "chi": una.chi or None,
        "settore": una.settore or None,
        "punti": semplice(una.totale) if una.totale is not None else None,
        "esito": una.esito,
        "esito_in_parole": una.parola,
        "somma": str(una.importo) if una.importo is not None else None,
    }


def _sorteggio(uno: Sorteggio) -> dict[str, Any]:
    esito = esito_di(uno)
    return {
        "evento": uno.evento,
        "giorno": uno.data.isoformat(),
        "impronta": uno.impronta,
        "reso_noto_il": _iso(uno.reso_noto_il),
        "esito": esito.esito if esito else None,
        "seme": esito.seme if esito else None,
    }


def esito_di(sorteggio: Sorteggio) -> EsitoSorteggio | None:
    """Of a draw read with its outcome."""
    esito: EsitoSorteggio | None = getattr(sorteggio, "esito", None)
    return esito


def _iso(quando: datetime | None) -> str | None:
    return a_roma(quando).isoformat() if quando else None
