"""A request of the office as its group reads and answers it: what is asked beside what was sent, a text, a file."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property

from talenti.base.exceptions import DatoNonAccettato
from talenti.documenti.models import FileCaricato
from talenti.registro.catena import sha256
from thinktown import da_controllare, in_parole, risposte
from thinktown.actions import risposte_ufficio
from thinktown.actions.risposte_ufficio import VoceCambiata
from thinktown.definizione import Quesito
from thinktown.enums import TipoQuesito
from thinktown.forms_domanda import PREFISSO, FormParte, scritto
from thinktown.models import Invio, Provvedimento, VoceRichiesta
from thinktown.risposta_ufficio import di_file, di_testo, piena, voci_di
from thinktown.voci import Conflitto, EsitoParte, Voce, numero_di


@dataclass(frozen=True)
class DaCompletare:
    """One item: what is asked, what was sent there (``originale``), and what is answered."""

    n: int
    che_cosa: str
    originale: in_parole.Voce | None
    testo: str
    file: FileCaricato | None
    piena: bool


@dataclass(frozen=True)
class DaScrivere(DaCompletare):
    """The same, with its two controls."""

    voce_testo: Voce
    voce_file: Voce


def voci_da_leggere(richiesta: Provvedimento) -> list[DaCompletare]:
    originali = _originali(richiesta.invio)
    return [DaCompletare(**_di(una, originali)) for una in voci_di(richiesta)]


def _di(voce: VoceRichiesta, originali: dict[str, in_parole.Voce]) -> dict[str, Any]:
    return {
        "n": voce.n,
        "che_cosa": voce.che_cosa,
        "originale": originali.get(voce.quesito),
        "testo": voce.testo,
        "file": voce.file,
        "piena": piena(voce),
    }


def _originali(invio: Invio) -> dict[str, in_parole.Voce]:
    return {voce.chiave: voce for parte in da_controllare.parti_inviate(invio) for voce in parte.voci}


class RispostaDaScrivere:
    """The answer to one request, for one writer. ``data``: what was just sent, shown again as it is."""

    def __init__(self, richiesta: Provvedimento, *, data: Any = None, esito: EsitoParte | None = None) -> None:
        self.richiesta, self.data, self.esito = richiesta, data, esito or EsitoParte()
        self.righe = voci_di(richiesta)
        self.quesiti = [(una, di_testo(una), di_file(una)) for una in self.righe]

    @cached_property
    def form(self) -> FormParte:
        quesiti = [quesito for _una, testo, file in self.quesiti for quesito in (testo, file)]
        valori = {testo.chiave: una.testo for una, testo, _file in self.quesiti}
        scritti = {*self.esito.errori, *self.esito.conflitti, *self.esito.non_salvate}
        form = FormParte(quesiti, valori=valori, gruppo=(), data=self.data, scritti=scritti)
        for _una, testo, _file in self.quesiti:
            # Many small things, most of the time; a notice of refusal is one, and long.
            form.fields[PREFISSO + testo.chiave].widget.attrs["rows"] = 4 if len(self.quesiti) > 1 else 8
        if self.data is None:
            return form
        form.is_valid()
        for chiave, frase in self.esito.errori.items():
            form.add_error(PREFISSO + chiave, frase)
        return form

    def voci(self) -> list[DaScrivere]:
        originali = _originali(self.richiesta.invio)
        return [
            DaScrivere(**_di(una, originali), voce_testo=self.voce(una, testo), voce_file=self.voce(una, file))
            for una, testo, file in self.quesiti
        ]

    def voce(self, una: VoceRichiesta, quesito: Quesito) -> Voce:
        dove = [self.richiesta.domanda.codice, self.richiesta.codice, una.n]
        voce = Voce(
            quesito=quesito,
            campo=self.form[PREFISSO + quesito.chiave],
            versione=self._versione(una, quesito),
            # What the page showed: a text that nobody touched is told from one that was changed.
            gettone=_com_era(una),
            chiesta=True,
            url_salva=reverse("thinktown:richiesta_voce", args=dove),
            url_file=reverse("thinktown:richiesta_file", args=dove),
            uno_solo=True,
            conflitto=self._conflitto(quesito),
        )
        if quesito.tipo == TipoQuesito.FILE:
            voce.file = [una.file] if una.file else []
            voce.tolti = self._da_parte[una.pk]
        return voce

    def _versione(self, una: VoceRichiesta, quesito: Quesito) -> int:
        """Of words that come back from before one signed in again, the version that they were written over."""
        letta = numero_di(self.data.get(f"n-{quesito.chiave}")) if self.data is not None else None
        return letta if letta is not None and quesito.chiave in self.esito.non_salvate else una.versione

    @cached_property
    def _da_parte(self) -> dict[int | None, list[FileCaricato]]:
        per_voce: dict[int | None, list[FileCaricato]] = defaultdict(list)
        chiavi = [una.pk for una in self.righe if una.pk]
        messi = FileCaricato.objects.filter(oggetto_tipo=VoceRichiesta._meta.label_lower, oggetto_id__in=chiavi)
        for file in messi.presenti().order_by("pk"):
            per_voce[file.oggetto_id].append(file)
        return per_voce

    def _conflitto(self, quesito: Quesito) -> Conflitto | None:
        errore: Any = self.esito.conflitti.get(quesito.chiave)
        if errore is None:
            return None
        attuale = errore.attuale
        return Conflitto(
            mia=risposte.leggi(quesito, scritto(quesito, self.data, PREFISSO + quesito.chiave)) or "",
            altra=attuale.testo,
            chi=attuale.salvata_da.get_full_name() if attuale.salvata_da else "",
            quando=attuale.salvata_il,
            tua=errore.tua,
        )


def _com_era(voce: VoceRichiesta) -> str:
    return sha256(voce.testo.encode())[:40]


# ── What one press keeps ──────────────────────────────────────────────────────────────────────────
def salva(richiesta: Provvedimento, data: Any, file: Any, *, da: Any, arrivo: datetime) -> EsitoParte:
    """Keep every text of the page that has changed, and every file; what cannot be kept is told beside it.

    FuoriTermine and NonPermesso are of the whole page: they go through.
    """
    esito: Any = EsitoParte()
    come: dict[str, Any] = {"da": da, "arrivo": arrivo}
    for una in voci_di(richiesta):
        testo, allegato = di_testo(una), di_file(una)
        try:
            if _da_salvare(una, testo, data, da):
                esito.salvate += 1
                _salva_testo(richiesta, una, testo, data, esito, **come)
            for uno in file.getlist(PREFISSO + allegato.chiave):
                risposte_ufficio.allega(richiesta, una.n, uno, **come)
                esito.salvate += 1
        except DatoNonAccettato as errore:
            esito.errori[errore.campo or testo.chiave] = str(errore.frase)
        except VoceCambiata as errore:
            esito.conflitti[testo.chiave] = errore
    try:
        _togli_e_rimetti(richiesta, data, **come)
    except DatoNonAccettato as errore:
        esito.errori[str(errore.campo)] = str(errore.frase)
    return esito


def _da_salvare(voce: VoceRichiesta, quesito: Quesito, data: Any, da: Any) -> bool:
    """Has she changed it here, or chosen hers of two texts? Raises VoceCambiata where she has still to choose."""
    chiave, scelta = quesito.chiave, str(data.get(f"tieni-{quesito.chiave}", ""))
    if f"n-{chiave}" not in data or scelta == "altra":
        return False
    testo = risposte.leggi(quesito, scritto(quesito, data, PREFISSO + chiave)) or ""
    if testo == voce.testo:
        return False
    if f"c-{chiave}" in data and scelta != "mia":
        raise VoceCambiata(voce, chi_scrive=da)
    return bool(scelta) or sha256(testo.encode())[:40] != data.get(f"g-{chiave}")


def _salva_testo(
    richiesta: Provvedimento, voce: VoceRichiesta, quesito: Quesito, data: Any, esito: Any, **come: Any
) -> None:
    chiave = quesito.chiave
    salvata = risposte_ufficio.salva_voce(
        richiesta,
        voce.n,
        scritto(quesito, data, PREFISSO + chiave),
        versione=numero_di(data.get(f"n-{chiave}")) or 0,
        **come,
    )
    if salvata.testo and (difetto := risposte.difetto_di(quesito, salvata.testo)):
        esito.errori[chiave] = difetto


def _togli_e_rimetti(richiesta: Provvedimento, data: Any, **come: Any) -> None:
    """The buttons beside each file, without script: "f1:code"."""
    verbi = {"togli": risposte_ufficio.togli_allegato, "rimetti": risposte_ufficio.rimetti_allegato}
    numeri = {di_file(una).chiave: una.n for una in voci_di(richiesta)}
    for nome, verbo in verbi.items():
        chiave, due_punti, codice = data.get(nome, "").partition(":")
        if due_punti and chiave in numeri:
            verbo(richiesta, numeri[chiave], codice, **come)
