"""The files of an application where names are hidden: only the office's copies, under names that say nothing."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from talenti.base.files import estensione_di
from talenti.documenti.models import FileCaricato
from thinktown.in_parole import Parte, Voce
from thinktown.models import Bando, CopiaOscurata, Domanda, FaseValutazione, Invio


def numeri(invio: Invio) -> dict[str, int]:
    """The files as they were sent, numbered in their order: code → number."""
    return {uno["codice"]: n for n, uno in enumerate(invio.contenuto["file"], start=1)}


def in_vigore(domanda: Domanda) -> dict[str, CopiaOscurata]:
    """By the code of the original; one query."""
    copie = CopiaOscurata.objects.in_vigore().filter(domanda=domanda).select_related("originale", "file", "da")
    return {una.originale.codice: una for una in copie}


def da_leggere(invio: Invio) -> dict[int, FileCaricato]:
    """What may be read of this sending without names, by number; one query."""
    copie, per_codice = in_vigore(invio.domanda), numeri(invio)
    return {per_codice[codice]: una.file for codice, una in copie.items() if codice in per_codice}


def chiave(n: int) -> str:
    return f"allegato-{n}"


def nome(n: int, file: FileCaricato) -> str:
    return _("Allegato %(n)s") % {"n": n} + f".{estensione_di(file.tipo)}"


def neutra(voce: Voce, invio: Invio, copie: dict[int, FileCaricato]) -> Voce | None:
    """The answer to a question that asks for files: the copies that there are, or nothing at all."""
    suoi = sorted(numeri(invio)[codice] for codice, _nome in voce.file if codice in numeri(invio))
    file = tuple((chiave(n), nome(n, copie[n])) for n in suoi if n in copie)
    return replace(voce, file=file) if file else None


def senza_nomi(parti: list[Parte], invio: Invio, mute: set[str], copie: dict[int, FileCaricato]) -> list[Parte]:
    """As it was sent, without what tells who applies (questions ``mute``, by their keys)."""
    fatte = []
    for parte in parti:
        voci = [
            una if una.chiave not in mute else neutra(una, invio, copie)
            for una in parte.voci
            if una.chiave not in mute or una.file
        ]
        fatte.append(Parte(parte.chiave, parte.titolo, [una for una in voci if una is not None]))
    return [una for una in fatte if una.voci]


def servono(bando: Bando) -> bool:
    """Has the commission of this call a phase in which names are not seen?"""
    return FaseValutazione.objects.filter(commissione__bando=bando, nomi=False).exists()


def sulla_scheda(domanda: Domanda, invio: Invio, bando: Bando) -> dict[str, Any]:
    """For the office's page of an admitted application: each file with its copy, where the commission needs one."""
    if not invio.contenuto["file"] or not servono(bando):
        return {}
    copie = in_vigore(domanda)
    righe = [
        {"codice": uno["codice"], "nome": uno["nome"], "n": n, "copia": copie.get(uno["codice"])}
        for n, uno in enumerate(invio.contenuto["file"], start=1)
    ]
    return {"copie": righe, "senza_copia": sum(una["copia"] is None for una in righe)}
