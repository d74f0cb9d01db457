"""The bookings of the people of the login page: Giulia, who books, and Rosa, who hosts."""

from datetime import timedelta
from typing import Any

from coworking.demo.piano import Piano, nei_giorni

STUDIO, SALA = "Studio Modelli, due scrivanie", "Studio Modelli, sala riunioni"
COBOX, CREMA, STAMPA = "COBOX, open space", "Crema Ricerche, scrivanie", "Stampa Campione, tavolo grande"
_ORA = timedelta(hours=1)
# Enough days to find an open one, holidays and weekends included.
_FINO = 12


def noti(p: Piano) -> None:
    _di_giulia(p)
    _da_rosa(p)


def _il_primo(p: Piano, chi: str, nome: str, da: int, a: int, **altro: Any) -> None:
    """Plan on the first open day between two distances from today on which the rules allow it.

    ``fa``: how long ago it was asked, from today for what is to come, from the day for what is past.
    """
    fa, meta, esito_dopo = altro.pop("fa"), altro.pop("meta", 0), altro.pop("esito_dopo", None)
    for _giorno, unita in nei_giorni(p, nome, da, a):
        presi = unita[meta : meta + 1] or unita[:1]
        chiesta = (p.nascita.replace(second=0, microsecond=0) if da > 0 else presi[0].dal) - fa
        deciso = chiesta + esito_dopo if esito_dopo else None
        if p.prova(chi, nome, presi, chiesta, deciso=deciso, **altro):
            return


def _passata(p: Piano, chi: str, nome: str, giorni: int, **altro: Any) -> None:
    """One of the past: asked three days before, answered the day after where somebody answers."""
    _il_primo(p, chi, nome, -giorni, -giorni - _FINO, **{"fa": timedelta(days=3), "dopo": "registra_presenza"} | altro)


def _di_giulia(p: Piano) -> None:
    _il_primo(p, "giulia", COBOX, 1, _FINO, fa=26 * _ORA)
    _il_primo(p, "giulia", STUDIO, 4, 4 + _FINO, fa=6 * _ORA, meta=1)
    risposta = {"esito": "conferma", "esito_dopo": 20 * _ORA}
    _passata(p, "giulia", STUDIO, 9, **risposta)
    _passata(p, "giulia", COBOX, 16)
    _passata(p, "giulia", STUDIO, 23, esito="rifiuta", esito_dopo=9 * _ORA, dopo="")
    _passata(p, "giulia", STAMPA, 30, fa=timedelta(days=4), **risposta)
    _passata(p, "giulia", CREMA, 38, esito="annulla", esito_dopo=30 * _ORA, dopo="")
    _passata(p, "giulia", STUDIO, 45, **risposta)


def _da_rosa(p: Piano) -> None:
    """Her desk: requests that wait (one for few hours more), who comes these days, who came and is not marked."""
    _il_primo(p, "giovane07", STUDIO, 3, 3 + _FINO, fa=42 * _ORA)
    _il_primo(p, "giovane10", STUDIO, 6, 6 + _FINO, fa=20 * _ORA)
    _il_primo(p, "giovane13", STUDIO, 8, 8 + _FINO, fa=2 * _ORA)
    risposta = {"esito": "conferma", "esito_dopo": 15 * _ORA}
    _il_primo(p, "giovane16", STUDIO, 1, _FINO, fa=60 * _ORA, **risposta)
    _il_primo(p, "giovane37", SALA, 0, 0, fa=30 * _ORA, persone=3)
    _il_primo(p, "giovane28", SALA, 1, _FINO, fa=30 * _ORA, persone=4)
    _passata(p, "giovane31", STUDIO, 1, dopo="", **risposta)
    _passata(p, "giovane34", SALA, 1, dopo="", persone=3)
    _passata(p, "giovane07", STUDIO, 14, esito="conferma", esito_dopo=15 * _ORA, dopo="registra_assenza")
    _passata(p, "giovane10", STUDIO, 20, esito="scade", esito_dopo=48 * _ORA + timedelta(minutes=5), dopo="")
    _passata(p, "giovane19", SALA, 27, fa=timedelta(days=8), dopo="disdici", persone=5)
