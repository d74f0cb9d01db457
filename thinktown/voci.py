"""One part of an application as it is written: its questions with what stands in them, and what a press keeps of it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from talenti.base.codici import nuovo_codice
from talenti.base.exceptions import DatoNonAccettato
from talenti.base.files import DOCUMENTI, IMMAGINI, TIPI_MIME
from talenti.documenti.models import FileCaricato
from thinktown import actions, in_parole, posti, risposte
from thinktown.actions.domande import RispostaCambiata
from thinktown.definizione import Colonna, Definizione, Parte, Quesito
from thinktown.enums import TipoQuesito
from thinktown.forms_domanda import PREFISSO, FormParte, da_mostrare, scritto
from thinktown.in_parole import Nomi
from thinktown.models import Domanda, Risposta, Salvataggio

# Rows without anything in them, at the foot of a table: one to write in now, one for the next.
RIGHE_VUOTE = 2


@dataclass(frozen=True)
class Conflitto:
    """Somebody else wrote there meanwhile: both texts, and whose the other one is."""

    mia: str
    altra: str
    chi: str
    quando: datetime
    tua: bool


@dataclass(frozen=True)
class Cella:
    colonna: Colonna
    nome: str
    valore: Any


@dataclass(frozen=True)
class Scelta:
    """One of the choices in order: "1ª scelta", what stands in it, among what."""

    n: int
    nome: str
    valore: str
    # Pairs of a code and a name.
    opzioni: list[tuple[str, str]]


@dataclass
class Voce:
    """One question on the page. ``chiesta``: false while another answer does not open it.

    ``url_salva``, ``url_file``: where the page's script sends it. ``uno_solo``: a second file is not offered.
    """

    quesito: Quesito
    campo: Any
    versione: int
    gettone: str
    chiesta: bool
    url_salva: str
    url_file: str
    uno_solo: bool = False
    righe: list[list[Cella]] = field(default_factory=list)
    totali: dict[str, str] = field(default_factory=dict)
    scelte: list[Scelta] = field(default_factory=list)
    file: list[FileCaricato] = field(default_factory=list)
    tolti: list[FileCaricato] = field(default_factory=list)
    conflitto: Conflitto | None = None

    @property
    def colonne_con_totale(self) -> list[tuple[Colonna, str]]:
        return [(uno, self.totali.get(uno.chiave, "")) for uno in self.quesito.colonne if uno.totale]

    @property
    def nome_della_scelta(self) -> str:
        return f"tieni-{self.quesito.chiave}"

    @property
    def altro_file(self) -> bool:
        """One is there already: another is offered apart, so that it does not seem asked for."""
        return bool(self.file)

    @property
    def c_e_posto(self) -> bool:
        return not (self.uno_solo and self.file)

    @property
    def accetta(self) -> str:
        return ",".join(TIPI_MIME[formato] for formato in self.quesito.formati if formato in TIPI_MIME)

    @property
    def che_file(self) -> str:
        formati = ", ".join(uno.upper() for uno in self.quesito.formati or DOCUMENTI + IMMAGINI)
        massimo = self.quesito.massimo or settings.MASSIMO_FILE_MB
        return _("%(formati)s, al massimo %(massimo)s MB.") % {"formati": formati, "massimo": massimo}


@dataclass
class EsitoParte:
    """What became of one press: sentences by question, texts that somebody else changed, how many were kept.

    ``non_salvate``: questions shown as they were sent, though nothing is wrong with them.
    """

    errori: dict[str, str] = field(default_factory=dict)
    conflitti: dict[str, RispostaCambiata] = field(default_factory=dict)
    non_salvate: set[str] = field(default_factory=set)
    salvate: int = 0

    @property
    def va_bene(self) -> bool:
        return not (self.errori or self.conflitti)


class ParteDaScrivere:
    """A part of one application, for one writer. ``data``: what was just sent, shown again as it is."""

    def __init__(self, domanda: Domanda, parte: Parte, *, data: Any = None, esito: EsitoParte | None = None) -> None:
        self.domanda, self.parte, self.data = domanda, parte, data
        self.esito = esito or EsitoParte()
        self.detta: Definizione = posti.da_compilare(domanda.bando)
        self.quesiti = [uno for uno in parte.quesiti if not uno.sezioni or domanda.sezione in uno.sezioni]

    @cached_property
    def risposte(self) -> dict[str, Risposta]:
        return {una.quesito: una for una in self.domanda.risposte.select_related("da")}

    @property
    def valori(self) -> dict[str, Any]:
        return {chiave: una.valore for chiave, una in self.risposte.items()}

    @cached_property
    def caricati(self) -> dict[str, FileCaricato]:
        return {uno.codice: uno for uno in FileCaricato.objects.di(self.domanda).presenti()}

    @cached_property
    def nomi(self) -> Nomi:
        attivi = self.domanda.componenti.attivi().select_related("persona")
        return Nomi(
            file={codice: uno.nome for codice, uno in self.caricati.items()},
            persone={uno.codice: str(uno) for uno in attivi},
            posti=posti.nomi(self.domanda.bando),
        )

    @property
    def scritti(self) -> set[str]:
        """The questions that show what was sent, because it was not kept."""
        return {*self.esito.errori, *self.esito.conflitti, *self.esito.non_salvate}

    @cached_property
    def form(self) -> FormParte:
        persone = self.nomi.persone.items()
        form = FormParte(self.quesiti, valori=self.valori, gruppo=persone, data=self.data, scritti=self.scritti)
        if self.data is None:
            return form
        form.is_valid()
        for chiave, frase in self.esito.errori.items():
            form.add_error(PREFISSO + chiave, frase)
        return form

    def voci(self) -> list[Voce]:
        return [self.voce(quesito) for quesito in self.quesiti]

    def voce(self, quesito: Quesito) -> Voce:
        attuale = self.risposte.get(quesito.chiave)
        valore = attuale.valore if attuale else None
        voce = Voce(
            quesito=quesito,
            campo=self.form[PREFISSO + quesito.chiave],
            versione=attuale.versione if attuale else 0,
            gettone=nuovo_codice(),
            chiesta=risposte.si_chiede(quesito, self.valori, self.domanda.sezione),
            url_salva=reverse("thinktown:voce", args=[self.domanda.codice, quesito.chiave]),
            url_file=reverse("thinktown:voce_file", args=[self.domanda.codice, quesito.chiave]),
            conflitto=self._conflitto(quesito),
        )
        if quesito.tipo == TipoQuesito.TABELLA:
            voce.righe = self._righe(quesito, valore)
            voce.totali = in_parole.totali(quesito, valore)
        if quesito.tipo == TipoQuesito.PREFERENZE:
            voce.scelte = self._scelte(quesito, valore)
        if quesito.tipo == TipoQuesito.FILE:
            voce.file = [self.caricati[codice] for codice in valore or [] if codice in self.caricati]
            voce.tolti = self._tolti(quesito, valore or [])
        return voce

    def _conflitto(self, quesito: Quesito) -> Conflitto | None:
        errore = self.esito.conflitti.get(quesito.chiave)
        if errore is None:
            return None
        mio = risposte.leggi(quesito, scritto(quesito, self.data, PREFISSO + quesito.chiave))
        attuale = errore.attuale
        return Conflitto(
            mia=in_parole.voce(quesito, mio, self.nomi).in_testo,
            altra=in_parole.voce(quesito, attuale.valore, self.nomi).in_testo,
            chi=attuale.da.get_full_name(),
            quando=attuale.salvata_il,
            tua=errore.tua,
        )

    def _righe(self, quesito: Quesito, valore: Any) -> list[list[Cella]]:
        nome = PREFISSO + quesito.chiave
        if quesito.chiave in self.scritti:
            piene = [riga for riga in scritto(quesito, self.data, nome) if any(riga.values())]
        else:
            piene = [
                {uno.chiave: da_mostrare(uno.tipo, riga.get(uno.chiave)) for uno in quesito.colonne}
                for riga in valore or []
            ]
        vuote: list[dict[str, Any]] = [{}] * RIGHE_VUOTE
        return [
            [Cella(uno, f"{nome}-{n}-{uno.chiave}", riga.get(uno.chiave, "")) for uno in quesito.colonne]
            for n, riga in enumerate([*piene, *vuote])
        ]

    def _scelte(self, quesito: Quesito, valore: Any) -> list[Scelta]:
        """As many as may be chosen. One that is no more there stands where it was, and says so."""
        nome = PREFISSO + quesito.chiave
        scritte = scritto(quesito, self.data, nome) if quesito.chiave in self.scritti else valore or []
        offerte = [(una.chiave, una.nome) for una in quesito.opzioni]
        noti = {codice for codice, _nome in offerte}
        quante = max(min(quesito.massimo or len(offerte), len(offerte)), len(scritte))
        scelte = []
        for n, codice in enumerate([*scritte, *[""] * (quante - len(scritte))], start=1):
            sparito = [(codice, self.nomi.posti[codice])] if codice not in noti and codice in self.nomi.posti else []
            scelte.append(Scelta(n, f"{nome}-{n}", codice, [*offerte, *sparito]))
        return scelte

    def _tolti(self, quesito: Quesito, codici: list[str]) -> list[FileCaricato]:
        """Files that were in this answer and may be put back."""
        storia = self.domanda.salvataggi.filter(quesito=quesito.chiave).values_list("valore", flat=True)
        stati = {codice for valore in storia for codice in valore or []} - set(codici)
        return [self.caricati[codice] for codice in sorted(stati) if codice in self.caricati]


# ── What one press keeps ──────────────────────────────────────────────────────────────────────────
def salva_parte(
    domanda: Domanda, quesiti: Iterable[Quesito], data: Any, file: Any, *, da: Any, arrivo: datetime | None
) -> EsitoParte:
    """Keep every answer of the page that has changed; what cannot be kept is told, beside its question.

    FuoriTermine and NonPermesso are of the whole page: they go through.
    """
    esito = EsitoParte()
    presenti = [uno for uno in quesiti if f"n-{uno.chiave}" in data]
    lette = _come_erano(domanda, presenti, data)
    attuali = {una.quesito: una for una in domanda.risposte.select_related("da")}
    for quesito in presenti:
        try:
            if quesito.tipo == TipoQuesito.FILE:
                for uno in file.getlist(PREFISSO + quesito.chiave):
                    actions.aggiungi_file(domanda, quesito.chiave, uno, da=da, arrivo=arrivo)
                    esito.salvate += 1
                continue
            valore = risposte.leggi(quesito, scritto(quesito, data, PREFISSO + quesito.chiave))
            if _da_salvare(quesito, valore, data, attuali.get(quesito.chiave), lette, da):
                _salva(domanda, quesito, valore, data, da=da, arrivo=arrivo)
                esito.salvate += 1
                if difetto := risposte.difetto_di(quesito, valore) if valore is not None else "":
                    esito.errori[quesito.chiave] = difetto
        except DatoNonAccettato as errore:
            esito.errori[quesito.chiave] = str(errore.frase)
        except RispostaCambiata as errore:
            esito.conflitti[quesito.chiave] = errore
    return esito


def _da_salvare(
    quesito: Quesito, valore: Any, data: Any, attuale: Risposta | None, lette: Mapping[str, Any], da: Any
) -> bool:
    """Has she changed it here, or chosen hers of two texts? Raises RispostaCambiata where she has still to choose."""
    scelta = str(data.get(f"tieni-{quesito.chiave}", ""))
    if scelta == "altra" or valore == (attuale.valore if attuale else None):
        return False
    if f"c-{quesito.chiave}" in data and scelta != "mia" and attuale:
        raise RispostaCambiata(attuale, chi_scrive=da)
    return bool(scelta) or valore != lette.get(quesito.chiave)


def _salva(domanda: Domanda, quesito: Quesito, valore: Any, data: Any, *, da: Any, arrivo: datetime | None) -> Risposta:
    return actions.salva_risposta(
        domanda,
        quesito.chiave,
        scritto(quesito, data, PREFISSO + quesito.chiave),
        versione=numero_di(data.get(f"n-{quesito.chiave}")) or 0,
        gettone=_gettone(str(data.get(f"g-{quesito.chiave}", "")), valore),
        da=da,
        arrivo=arrivo,
    )


def _gettone(della_pagina: str, valore: Any) -> str:
    """The same page sent twice with the same text is one save; sent again with another text, another."""
    testo = f"{della_pagina or nuovo_codice()}:{json.dumps(valore, sort_keys=True)}"
    return hashlib.sha256(testo.encode()).hexdigest()[:40]


def numero_di(testo: Any) -> int | None:
    scritto_ = str(testo or "")
    return int(scritto_) if scritto_.isascii() and scritto_.isdigit() and len(scritto_) < 9 else None


def _come_erano(domanda: Domanda, quesiti: Iterable[Quesito], data: Any) -> Mapping[str, Any]:
    """What each answer said when the page was drawn: a text that nobody touched is not a change."""
    versioni = {uno.chiave: numero_di(data.get(f"n-{uno.chiave}")) or 0 for uno in quesiti}
    righe = Salvataggio.objects.filter(domanda=domanda, quesito__in=versioni).values_list(
        "quesito", "versione", "valore"
    )
    return {quesito: valore for quesito, versione, valore in righe if versioni[quesito] == versione}
