"""Answers as they are read: in the page of the application, before sending, in the receipt, in the office."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from talenti.base.templatetags.italiano import data, euro, numero
from talenti.documenti.models import FileCaricato
from thinktown import risposte
from thinktown.definizione import Colonna, Quesito
from thinktown.enums import TipoQuesito
from thinktown.models import Domanda


@dataclass(frozen=True)
class Lettura:
    """One answer in words; a table has rows, files are rows with their address. Nothing answered: all empty."""

    chiave: str
    domanda: str
    testo: str = ""
    colonne: list[str] = field(default_factory=list)
    righe: list[list[str]] = field(default_factory=list)
    totali: list[str] = field(default_factory=list)
    file: list[FileCaricato] = field(default_factory=list)

    @property
    def vuota(self) -> bool:
        return not (self.testo or self.righe or self.file)

    @property
    def in_testo(self) -> str:
        """All of it as text, where a table cannot stand: two versions side by side."""
        righe = [" · ".join(cella for cella in riga if cella) for riga in self.righe]
        return "\n".join([self.testo, *righe, *(uno.nome for uno in self.file)]).strip()


@dataclass(frozen=True)
class Nomi:
    """What the codes in the answers stand for: files of the application, people of its group."""

    file: Mapping[str, FileCaricato] = field(default_factory=dict)
    persone: Mapping[str, str] = field(default_factory=dict)


def nomi_di(domanda: Domanda) -> Nomi:
    """Two queries, for all the answers of one application."""
    gruppo = domanda.componenti.attivi().select_related("persona")
    return Nomi(
        file={uno.codice: uno for uno in FileCaricato.objects.di(domanda).presenti()},
        persone={uno.codice: uno.persona.get_full_name() for uno in gruppo if uno.persona},
    )


def leggi_tutte(quesiti: Iterable[Quesito], date_: Mapping[str, Any], nomi: Nomi) -> list[Lettura]:
    return [lettura(quesito, date_.get(quesito.chiave), nomi) for quesito in quesiti]


def lettura(quesito: Quesito, valore: Any, nomi: Nomi) -> Lettura:
    come: dict[str, Any] = {"chiave": quesito.chiave, "domanda": quesito.domanda}
    if valore in (None, "", []):
        return Lettura(**come)
    match quesito.tipo:
        case TipoQuesito.TABELLA:
            return Lettura(
                **come,
                colonne=[colonna.nome for colonna in quesito.colonne],
                righe=[[cella(colonna, riga.get(colonna.chiave)) for colonna in quesito.colonne] for riga in valore],
                totali=_totali(quesito, valore),
            )
        case TipoQuesito.FILE:
            return Lettura(**come, file=[nomi.file[codice] for codice in valore if codice in nomi.file])
        case TipoQuesito.SCELTA | TipoQuesito.SCELTE:
            nomi_opzioni = {opzione.chiave: opzione.nome for opzione in quesito.opzioni}
            scelte = [valore] if isinstance(valore, str) else valore
            return Lettura(**come, testo="\n".join(nomi_opzioni.get(una, una) for una in scelte))
        case TipoQuesito.PERSONA:
            return Lettura(**come, testo=nomi.persone.get(valore, ""))
        case _:
            return Lettura(**come, testo=in_parole(quesito.tipo, valore))


def cella(colonna: Colonna, valore: Any) -> str:
    return "" if valore in (None, "") else in_parole(colonna.tipo, valore)


def in_parole(tipo: TipoQuesito, valore: Any) -> str:
    match tipo:
        case TipoQuesito.DENARO:
            return euro(valore)
        case TipoQuesito.NUMERO:
            return numero(valore)
        case TipoQuesito.DATA:
            return data(date.fromisoformat(valore))
        case _:
            return str(valore)


def _totali(quesito: Quesito, righe: Any) -> list[str]:
    """A cell for each column, empty where there is no sum; nothing at all where no column has one."""
    somme = risposte.totali(quesito, righe)
    celle = [in_parole(uno.tipo, somme[uno.chiave]) if uno.chiave in somme else "" for uno in quesito.colonne]
    return celle if somme else []


def totali_in_parole(quesito: Quesito, valore: Any) -> dict[str, str]:
    """Column → its sum, for the foot of a table that is being written."""
    tipi = {uno.chiave: uno.tipo for uno in quesito.colonne}
    somme: dict[str, Decimal] = risposte.totali(quesito, valore or [])
    return {chiave: in_parole(tipi[chiave], somma) for chiave, somma in somme.items()}


def titolo_di(domanda: Domanda, valori: Mapping[str, Any]) -> str:
    """What its people call it: the title of the project, else their own name."""
    titolo = valori.get("titolo")
    if isinstance(titolo, str) and titolo:
        return titolo
    return domanda.soggetto or _("Domanda %(codice)s") % {"codice": domanda.codice}
