"""The files of an application: of its sending, in the order of the questions that they answer; then of the answers.

Each is read only when it is its turn.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from talenti.base.files import FileRovinato
from talenti.documenti.enums import StatoFile
from talenti.documenti.models import FileCaricato
from talenti.documenti.queries import contenuto
from thinktown.enums import TipoQuesito
from thinktown.esportazioni.storia import Storia
from thinktown.models import Domanda, Invio


@dataclass
class Allegato:
    """One file as the snapshot names it; ``riga`` is its row, if it is still there.

    ``nota`` and ``indirizzo``: what a reader is told of it, and where it stands beside what she reads. ``risposta``:
    the key of the item of a request that it answers.
    """

    n: int
    nome: str
    byte: int
    sha256: str
    voce: str
    riga: FileCaricato | None
    nota: str = ""
    indirizzo: str = ""
    risposta: int | None = None

    @property
    def tipo(self) -> str:
        return self.riga.tipo if self.riga else ""

    def leggi(self) -> bytes:
        """The bytes that were sent. Raises FileRovinato, with the sentence, when they are not to be had any more."""
        if self.riga is None:
            raise FileRovinato(_("Non c'è più: è stato tolto dopo l'invio."))
        if self.riga.sha256 != self.sha256:
            raise FileRovinato(_("Non è più quello che era stato inviato."))
        try:
            return contenuto(self.riga)
        except ValueError as errore:
            raise FileRovinato(_("Sul nostro server è rovinato o manca.")) from errore


def file_di(invii: Iterable[Invio]) -> dict[str, FileCaricato]:
    """Code → row, of all the files of these applications."""
    domande = [invio.domanda_id for invio in invii]
    righe = FileCaricato.objects.filter(oggetto_tipo=Domanda._meta.label_lower, oggetto_id__in=domande).presenti()
    return {una.codice: una for una in righe}


def allegati_di(invio: Invio, righe: dict[str, FileCaricato], storia: Storia) -> list[Allegato]:
    mandati = _mandati(invio, righe)
    return [*mandati, *_delle_risposte(storia, da=len(mandati) + 1)]


def _delle_risposte(storia: Storia, *, da: int) -> Iterator[Allegato]:
    con_file = ((voce, voce.file) for voce in storia.risposte if voce.file)
    for n, (voce, file) in enumerate(con_file, start=da):
        riga = file if file.stato == StatoFile.PRESENTE else None
        che_cosa = _("In risposta all'ufficio: %(che_cosa)s") % {"che_cosa": voce.che_cosa}
        yield Allegato(n, file.nome, file.byte, file.sha256, che_cosa, riga, risposta=voce.pk)


def _mandati(invio: Invio, righe: dict[str, FileCaricato]) -> list[Allegato]:
    voci = dict(_voci(invio))
    ordine = {codice: n for n, codice in enumerate(voci)}
    inviati = sorted(invio.contenuto["file"], key=lambda uno: ordine.get(uno["codice"], len(ordine)))
    return [
        Allegato(n, uno["nome"], uno["byte"], uno["sha256"], voci.get(uno["codice"], ""), righe.get(uno["codice"]))
        for n, uno in enumerate(inviati, start=1)
    ]


def _voci(invio: Invio) -> Iterator[tuple[str, str]]:
    """Code of a file → what it was asked as."""
    date_: dict[str, Any] = {una["chiave"]: una["valore"] for una in invio.contenuto["risposte"]}
    for quesito in invio.versione.definizione.quesiti():
        if quesito.tipo == TipoQuesito.FILE:
            yield from ((codice, quesito.domanda) for codice in date_.get(quesito.chiave) or ())
