"""Places that a call lets one choose among: read for the application that chooses, for its pages, for its sending."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from thinktown.definizione import Definizione, Opzione
from thinktown.enums import TipoQuesito
from thinktown.enums_posti import NEL_TESTO, StatoOfferta
from thinktown.models import Bando, Domanda, Offerta

_LETTA = "_da_compilare"
# On the call's own page; all of them, with the filters, have one of theirs.
NELLA_PAGINA = 6


def da_compilare(bando: Bando) -> Definizione:
    """What an application to this call is asked now: the version in force, with the places of today among which to
    choose. Read once for a call that has been read; nothing is asked of the database where there is nothing to choose.
    """
    if _LETTA not in bando.__dict__:
        posti = da_scegliere(bando) if bando.risponde_a_id else ()
        bando.__dict__[_LETTA] = con_posti(bando.in_vigore, posti)
    letta: Definizione = bando.__dict__[_LETTA]
    return letta


def leggi_per_tutti(bandi: Iterable[Bando]) -> None:
    """The same for many calls at once, in one question."""
    lista = [uno for uno in bandi if uno.risponde_a_id]
    posti: dict[int, list[Offerta]] = {}
    if lista:
        for una in Offerta.objects.pubblicate().filter(bando__in={uno.risponde_a_id for uno in lista}).per_elenco():
            posti.setdefault(una.bando_id, []).append(una)
    for bando in lista:
        bando.__dict__[_LETTA] = con_posti(bando.in_vigore, posti.get(bando.risponde_a_id or 0, ()))


def da_scegliere(bando: Bando) -> Any:
    """The places among which who answers this call chooses, in their order."""
    return Offerta.objects.pubblicate().filter(bando=bando.risponde_a_id).per_elenco()


def con_posti(detta: Definizione, posti: Iterable[Offerta]) -> Definizione:
    """The same call, with those places as the answers of the question that chooses among them."""
    quesito = detta.preferenze
    if quesito is None:
        return detta
    piena = replace(quesito, opzioni=tuple(Opzione(chiave=uno.codice, nome=uno.nome) for uno in posti))
    parti = tuple(
        replace(una, quesiti=tuple(piena if uno.tipo == TipoQuesito.PREFERENZE else uno for uno in una.quesiti))
        for una in detta.parti
    )
    return replace(detta, parti=parti)


def nomi(bando: Bando) -> dict[str, str]:
    """Code → name of the places of this call, withdrawn ones too: who had chosen one reads which it was."""
    if not bando.risponde_a_id:
        return {}
    righe = Offerta.objects.uscite().filter(bando=bando.risponde_a_id).per_elenco()
    return {una.codice: _con_stato(una) for una in righe}


def _con_stato(offerta: Offerta) -> str:
    ritirata = offerta.stato == StatoOfferta.RITIRATA
    return _("%(posto)s (non c'è più)") % {"posto": offerta.nome} if ritirata else offerta.nome


def fotografati(codici: Iterable[str]) -> list[dict[str, Any]]:
    """What is sent of them: in order, each with what it was called."""
    per_codice = {una.codice: una for una in Offerta.objects.filter(codice__in=list(codici)).select_related("comune")}
    return [
        {"codice": codice, "titolo": per_codice[codice].titolo, "dove": per_codice[codice].dove}
        for codice in codici
        if codice in per_codice
    ]


def ritirati(domanda: Domanda) -> list[Offerta]:
    """Of the places that it was sent with, in order, those that are no more there."""
    if not domanda.bando.risponde_a_id:
        return []
    sue = domanda.preferenze.filter(offerta__stato=StatoOfferta.RITIRATA).order_by("posto")
    return [una.offerta for una in sue.select_related("offerta__comune")]


def in_pagina(offerta: Offerta) -> list[tuple[str, str]]:
    """(what, words) of its text, in the order in which everybody reads it."""
    return [(str(cosa.label), offerta.contenuto[cosa]) for cosa in NEL_TESTO if offerta.contenuto.get(cosa)]


def del_bando(bando: Bando, detta: Definizione) -> dict[str, Any]:
    """What the call's page says of places: those to choose, or which call has made places of its applications."""
    if bando.risponde_a_id:
        righe = da_scegliere(bando)
        return {"posti": list(righe[:NELLA_PAGINA]), "quanti_posti": righe.count(), "si_scelgono_posti": True}
    if detta.raccoglie:
        return {"rispondono": list(bando.risposto_da.pubblicati().per_elenco().order_by("pk"))}
    return {}


def nomi_fotografati(contenuto: Mapping[str, Any]) -> dict[str, str]:
    return {uno["codice"]: f"{uno['titolo']} · {uno['dove']}" for uno in contenuto.get("posti", ())}
