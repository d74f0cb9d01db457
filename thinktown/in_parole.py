"""Answers as people read them: on the page before sending, on the receipt, on paper."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from talenti.base.templatetags.italiano import data, euro, numero
from thinktown import risposte
from thinktown.definizione import Colonna, Definizione, Quesito
from thinktown.enums import TipoQuesito
from thinktown.indirizzi import sicuro
from thinktown.models import Domanda


@dataclass(frozen=True)
class Nomi:
    """What codes stand for: files, people and places, code → name."""

    file: Mapping[str, str] = field(default_factory=dict)
    persone: Mapping[str, str] = field(default_factory=dict)
    posti: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tabella:
    colonne: list[str]
    righe: list[list[str]]
    # Pairs (column, sum).
    totali: list[tuple[str, str]]

    @property
    def a_coppie(self) -> list[list[tuple[str, str]]]:
        """Each row as pairs (column, cell), where it is too wide for a table: what is empty is left out."""
        return [[coppia for coppia in zip(self.colonne, riga, strict=True) if coppia[1]] for riga in self.righe]


@dataclass(frozen=True)
class Voce:
    """One question with what was answered: words, or a table; nothing, where nothing was.

    ``file``: (code, name). ``link``: an address that may be followed.
    """

    chiave: str
    voce: str
    valore: str = ""
    tabella: Tabella | None = None
    file: tuple[tuple[str, str], ...] = ()
    link: str = ""

    @property
    def in_testo(self) -> str:
        """All of it as text, where a table cannot stand: two versions side by side."""
        righe = self.tabella.righe if self.tabella else []
        return "\n".join([self.valore, *(" · ".join(cella for cella in riga if cella) for riga in righe)]).strip()


@dataclass(frozen=True)
class Parte:
    chiave: str
    titolo: str
    voci: list[Voce]

    @property
    def risposte(self) -> int:
        return sum(1 for una in self.voci if una.valore or una.tabella)


def parti(detta: Definizione, date_: Mapping[str, Any], sezione: str, nomi: Nomi) -> list[Parte]:
    """Only what this application is asked; a part of which nothing is asked is not there."""
    tutte = [
        Parte(
            una.chiave,
            una.titolo,
            [voce(uno, date_.get(uno.chiave), nomi) for uno in una.quesiti if risposte.si_chiede(uno, date_, sezione)],
        )
        for una in detta.parti
    ]
    return [una for una in tutte if una.voci]


def voce(quesito: Quesito, valore: Any, nomi: Nomi) -> Voce:
    if valore in (None, "", []):
        return Voce(quesito.chiave, quesito.domanda)
    if quesito.tipo == TipoQuesito.TABELLA:
        return Voce(quesito.chiave, quesito.domanda, tabella=_tabella(quesito, valore))
    parole = _PAROLE[quesito.tipo](quesito, valore, nomi)
    file = tuple((codice, nomi.file[codice]) for codice in valore if codice in nomi.file) if _e_file(quesito) else ()
    link = valore if quesito.tipo == TipoQuesito.INDIRIZZO and sicuro(valore) else ""
    return Voce(quesito.chiave, quesito.domanda, valore=parole, file=file, link=link)


def _e_file(quesito: Quesito) -> bool:
    return quesito.tipo == TipoQuesito.FILE


def _nome_opzione(quesito: Quesito, chiave: str) -> str:
    """Its own key, of one that a correction of the call has taken away."""
    return next((una.nome for una in quesito.opzioni if una.chiave == chiave), chiave)


def _elenco(nomi: Mapping[str, str], codici: Iterable[str], senza: str) -> str:
    return "\n".join(nomi.get(codice, senza) for codice in codici)


def _in_ordine(nomi: Mapping[str, str], codici: Iterable[str]) -> str:
    senza = _("Un posto che non c'è più")
    return "\n".join(f"{n}. {nomi.get(codice, senza)}" for n, codice in enumerate(codici, start=1))


_PAROLE: dict[TipoQuesito, Callable[[Quesito, Any, Nomi], str]] = {
    TipoQuesito.TESTO: lambda _q, valore, _n: str(valore),
    TipoQuesito.TESTO_LUNGO: lambda _q, valore, _n: str(valore),
    TipoQuesito.NUMERO: lambda _q, valore, _n: numero(valore),
    TipoQuesito.DENARO: lambda _q, valore, _n: euro(valore),
    TipoQuesito.SCELTA: lambda quesito, valore, _n: _nome_opzione(quesito, valore),
    TipoQuesito.SCELTE: lambda quesito, valore, _n: "\n".join(_nome_opzione(quesito, uno) for uno in valore),
    TipoQuesito.DATA: lambda _q, valore, _n: data(date.fromisoformat(valore)),
    TipoQuesito.FILE: lambda _q, valore, nomi: _elenco(nomi.file, valore, _("Un file che non c'è più")),
    TipoQuesito.PERSONA: lambda _q, valore, nomi: nomi.persone.get(valore, _("Una persona che non è più nel gruppo")),
    TipoQuesito.INDIRIZZO: lambda _q, valore, _n: str(valore),
    TipoQuesito.PREFERENZE: lambda _q, valore, nomi: _in_ordine(nomi.posti, valore),
}


def _tabella(quesito: Quesito, righe: list[Mapping[str, Any]]) -> Tabella:
    somme = risposte.totali(quesito, righe)
    return Tabella(
        [colonna.nome for colonna in quesito.colonne],
        [[_cella(colonna, riga.get(colonna.chiave)) for colonna in quesito.colonne] for riga in righe],
        [(uno.nome, _cella(uno, somme[uno.chiave])) for uno in quesito.colonne if uno.chiave in somme],
    )


def _cella(colonna: Colonna, valore: Any) -> str:
    if valore in (None, ""):
        return ""
    match colonna.tipo:
        case TipoQuesito.DENARO:
            return euro(valore)
        case TipoQuesito.NUMERO:
            return numero(valore)
        case TipoQuesito.DATA:
            return data(date.fromisoformat(str(valore)))
        case _:
            return str(valore)


def totali(quesito: Quesito, valore: Any) -> dict[str, str]:
    """Column → its sum, for the foot of a table that is being written."""
    somme = risposte.totali(quesito, valore or [])
    return {uno.chiave: _cella(uno, somme[uno.chiave]) for uno in quesito.colonne if uno.chiave in somme}


def titolo_di(domanda: Domanda, date_: Mapping[str, Any]) -> str:
    """What its people call it: the title of the project, else their own name."""
    titolo = date_.get("titolo")
    if isinstance(titolo, str) and titolo:
        return titolo
    return domanda.soggetto or _("Domanda %(codice)s") % {"codice": domanda.codice}
