"""What a request asks, item by item, and what the group answers: the two controls of each item, and the photograph."""

from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from talenti.documenti.lettere import LINGUA_DEGLI_ATTI
from talenti.documenti.models import FileCaricato
from talenti.registro.catena import canonico, sha256
from thinktown.definizione import Quesito
from thinktown.enums import TipoQuesito
from thinktown.enums_istruttoria import TipoProvvedimento
from thinktown.models import Provvedimento, VoceRichiesta

RISPOSTA_MASSIMA = 5000
TESTO, FILE = "t", "f"
# A notice of refusal names no item: the one thing to write is the answer to it.
SOLA = 1


def voci_di(richiesta: Provvedimento) -> list[VoceRichiesta]:
    """The items, in order; of a notice of refusal its one answer, written or not yet."""
    voci = list(richiesta.voci.select_related("file", "salvata_da"))
    if richiesta.tipo == TipoProvvedimento.PREAVVISO and not voci:
        return [VoceRichiesta(provvedimento=richiesta, n=SOLA, che_cosa=risposta_al_preavviso())]
    return voci


def risposta_al_preavviso() -> str:
    with translation.override(LINGUA_DEGLI_ATTI):
        return _("Osservazioni sul preavviso di esclusione")


def di_testo(voce: VoceRichiesta) -> Quesito:
    """The text of an item, as the pages of an application draw a question."""
    preavviso = voce.provvedimento.tipo == TipoProvvedimento.PREAVVISO
    nome = _("Che cosa rispondi") if preavviso else _("La tua risposta")
    chiave = f"{TESTO}{voce.n}"
    return Quesito(chiave=chiave, tipo=TipoQuesito.TESTO_LUNGO, domanda=nome, massimo=RISPOSTA_MASSIMA)


def di_file(voce: VoceRichiesta) -> Quesito:
    """Its file: of the kinds that the call's own question takes, where it is about one of a file."""
    detta = voce.provvedimento.invio.versione.definizione
    del_bando = detta.quesito(voce.quesito) if voce.quesito else None
    formati, massimo = (), None
    if del_bando is not None and del_bando.tipo == TipoQuesito.FILE:
        formati, massimo = del_bando.formati, del_bando.massimo
    chiave = f"{FILE}{voce.n}"
    nome = _("Un file, se serve")
    return Quesito(chiave=chiave, tipo=TipoQuesito.FILE, domanda=nome, formati=formati, massimo=massimo)


# ── What was answered ─────────────────────────────────────────────────────────────────────────────
def fotografia(voci: Sequence[VoceRichiesta]) -> list[dict[str, Any]]:
    """What would be sent now, item by item: the words, and of each file its fingerprint."""
    return [
        {"n": una.n, "che_cosa": una.che_cosa, "testo": una.testo, "file": _del_file(una.file) if una.file else None}
        for una in voci
    ]


def _del_file(file: FileCaricato) -> dict[str, Any]:
    return {"codice": file.codice, "nome": file.nome, "byte": file.byte, "sha256": file.sha256}


def impronta(voci: Sequence[VoceRichiesta]) -> str:
    """Of what is answered: the same on the page before sending, in the log and on the receipt."""
    return sha256(canonico({"voci": fotografia(voci)}))


def piena(voce: VoceRichiesta) -> bool:
    """Is there something in it?"""
    return bool(voce.testo or voce.file_id)


def ricevute(richiesta: Provvedimento) -> list[VoceRichiesta]:
    """What the office reads: nothing before it was sent, and never what was written and left there."""
    return voci_di(richiesta) if richiesta.risposto_il is not None else []
