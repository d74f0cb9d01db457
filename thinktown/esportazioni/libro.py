"""The three sheets of the applications: one row each, the rows of their tables, the people of their groups."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from enum import IntEnum
from functools import cached_property
from typing import IO, Any

from django.utils import translation
from django.utils.translation import gettext as _

from talenti.base.fogli import csv_a_pezzi
from talenti.base.xlsx import Foglio, xlsx
from talenti.luoghi.models import Comune
from thinktown import comunicazioni, posti, protocolli
from thinktown.enums import Occupazione, Proponente, RuoloComponente
from thinktown.esportazioni.colonne import (
    celle,
    chiave_di,
    colonne,
    colonne_di_tabelle,
    tabelle,
    valore_semplice,
)
from thinktown.esportazioni.raccolta import Raccolta
from thinktown.in_parole import Nomi
from thinktown.models import Invio, Protocollazione, Provvedimento

Riga = list[Any]


class Quale(IntEnum):
    """Which sheet."""

    DOMANDE = 0
    TABELLE = 1
    PERSONE = 2


def in_xlsx(raccolta: Raccolta, lingua: str) -> IO[bytes]:
    """A temporary file that is gone once it is closed."""
    libro = Libro(raccolta, lingua)
    return xlsx(libro.fogli, libro.tutte(raccolta, *Quale))


def in_csv(raccolta: Raccolta, quale: Quale, lingua: str) -> Iterator[bytes]:
    """One of the sheets, row by row as it is read."""
    libro = Libro(raccolta, lingua)
    righe = (riga for _foglio, riga in libro.tutte(raccolta, quale))
    return csv_a_pezzi(_dopo(libro.fogli[quale].intestazione, righe))


def _dopo(intestazione: Sequence[str], righe: Iterator[Riga]) -> Iterator[Sequence[Any]]:
    yield intestazione
    yield from righe


class Libro:
    """Headings from the versions that were answered, in one language; then the rows of each sending."""

    def __init__(self, raccolta: Raccolta, lingua: str) -> None:
        self.lingua = lingua
        self._protocolli: dict[int, Protocollazione] = {}
        self._dette: dict[int, list[Provvedimento]] = {}
        versioni = [una.definizione for una in raccolta.in_vigore_allora()]
        with translation.override(lingua):
            self.colonne = colonne(versioni)
            self.di_tabelle = colonne_di_tabelle(versioni)
            self.fogli = [
                Foglio(_("Domande"), [*_di_una_domanda(), *self.colonne.values()]),
                Foglio(_("Tabelle"), [*_di_chi(), _("Voce"), _("Riga"), *self.di_tabelle.values()]),
                Foglio(_("Persone"), [*_di_chi(), *_di_una_persona()]),
            ]

    def tutte(self, raccolta: Raccolta, *quali: Quale) -> Iterator[tuple[Quale, Riga]]:
        """Each row with its sheet, application by application."""
        for blocco in raccolta.blocchi():
            if Quale.DOMANDE in quali:
                self._leggi_l_ufficio(blocco)
            yield from ((quale, riga) for invio in blocco for quale in quali for riga in self.righe(quale, invio))

    def _leggi_l_ufficio(self, blocco: list[Invio]) -> None:
        """What the body has written beside these sendings: two questions for all of them."""
        domande = [invio.domanda for invio in blocco]
        self._protocolli = protocolli.dell_ultimo_invio(domande)
        self._dette = comunicazioni.comunicate(domande)

    def righe(self, quale: Quale, invio: Invio) -> list[Riga]:
        with translation.override(self.lingua):
            return _RIGHE[quale](self, invio)

    def domanda(self, invio: Invio) -> list[Riga]:
        dentro, detta = invio.contenuto, invio.versione.definizione
        sezione = detta.sezione(dentro["sezione"])
        date_ = {una["chiave"]: una["valore"] for una in dentro["risposte"]}
        fatte = celle(detta, date_, nomi_di(invio))
        riga = [
            invio.domanda.numero,
            invio.domanda.codice,
            invio.arrivata_il,
            chi_presenta(invio),
            Proponente(dentro["proponente"]).label,
            sezione.nome if sezione else dentro["sezione"],
            invio.domanda.get_stato_display(),
            dentro["codice_fiscale"],
            self._luogo(dentro.get("sede")),
            _giorno(dentro.get("costituita_il")),
            *self._dell_ufficio(invio),
        ]
        return [[*riga, *(fatte.get(colonna) for colonna in self.colonne)]]

    def _dell_ufficio(self, invio: Invio) -> Riga:
        """Number and day in the body's register; why it was decided so, of the decision that was told and holds."""
        domanda = invio.domanda
        protocollo = self._protocolli.get(domanda.pk)
        decisa = comunicazioni.decisione(domanda, self._dette[domanda.pk])
        scritto = [protocollo.numero, protocollo.data] if protocollo else [None, None]
        return [*scritto, decisa.motivo if decisa else None]

    def tabelle(self, invio: Invio) -> list[Riga]:
        detta = invio.versione.definizione
        date_ = {una["chiave"]: una["valore"] for una in invio.contenuto["risposte"]}
        return [
            [*_chi(invio), quesito.domanda, n, *self._celle(quesito, riga)]
            for quesito in tabelle(detta)
            for n, riga in enumerate(date_.get(quesito.chiave) or (), start=1)
        ]

    def _celle(self, quesito: Any, riga: dict[str, Any]) -> Riga:
        sue = {chiave_di(uno) for uno in quesito.colonne}
        return [
            valore_semplice(tipo, riga.get(chiave)) if (chiave, tipo) in sue else None
            for chiave, tipo in self.di_tabelle
        ]

    def persone(self, invio: Invio) -> list[Riga]:
        return [
            [
                *_chi(invio),
                uno["nome"],
                RuoloComponente(uno["ruolo"]).label,
                _("sì") if uno["riceve"] else _("no"),
                _giorno(uno["nato_il"]),
                self._luogo(uno["comune"]),
                _occupazione(uno.get("occupazione")),
                _quando(uno["confermato_il"]),
                _quando(uno["tutore_il"]),
            ]
            for uno in invio.contenuto["gruppo"]
        ]

    def _luogo(self, istat: str | None) -> str | None:
        """Nothing, where it was not asked: that it is out of the province is an answer."""
        if istat is None:
            return None
        return self._comuni.get(istat, istat) if istat else _("Fuori provincia")

    @cached_property
    def _comuni(self) -> dict[str, str]:
        return dict(Comune.objects.values_list("istat", "nome"))


_RIGHE: dict[Quale, Callable[[Libro, Invio], list[Riga]]] = {
    Quale.DOMANDE: Libro.domanda,
    Quale.TABELLE: Libro.tabelle,
    Quale.PERSONE: Libro.persone,
}


def nomi_di(invio: Invio) -> Nomi:
    dentro = invio.contenuto
    return Nomi(
        file={uno["codice"]: uno["nome"] for uno in dentro["file"]},
        persone={uno["codice"]: uno["nome"] for uno in dentro["gruppo"]},
        posti=posti.nomi_fotografati(dentro),
    )


def chi_presenta(invio: Invio) -> str:
    """The name of the association, company or group; else of who speaks for those who apply."""
    if invio.contenuto["soggetto"]:
        return str(invio.contenuto["soggetto"])
    gruppo = invio.contenuto["gruppo"]
    return next((str(uno["nome"]) for uno in gruppo if uno["ruolo"] == RuoloComponente.REFERENTE), "")


def _chi(invio: Invio) -> Riga:
    return [invio.domanda.numero, invio.domanda.codice, chi_presenta(invio)]


def _di_chi() -> list[str]:
    return [_("Numero"), _("Codice"), _("Chi presenta")]


def _di_una_domanda() -> list[str]:
    prima = [_("Numero"), _("Codice"), _("Arrivata"), _("Chi presenta"), _("Che cos'è"), _("Sezione"), _("Stato")]
    organizzazione = [_("Codice fiscale"), _("Sede"), _("Esiste dal")]
    return [*prima, *organizzazione, _("Protocollo"), _("Data di protocollo"), _("Motivo della decisione")]


def _di_una_persona() -> list[str]:
    persona = [_("Nome"), _("Ruolo nel gruppo"), _("Riceve il contributo"), _("Data di nascita"), _("Comune")]
    return [*persona, _("Studia o lavora"), _("Ha confermato"), _("Ha detto sì chi ne risponde")]


def _occupazione(detta: str | None) -> str | None:
    return str(Occupazione(detta).label) if detta else None


def _giorno(scritto: str | None) -> date | None:
    return date.fromisoformat(scritto) if scritto else None


def _quando(istante: str | None) -> datetime | None:
    return datetime.fromisoformat(istante) if istante else None
