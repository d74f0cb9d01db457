"""The archive: a folder for each application, handed over while it is still being made."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talenti.base.clock import a_roma, adesso
from talenti.base.files import FileRovinato
from talenti.base.nomi import NomiUnici, nome_sicuro
from talenti.documenti.lettere import LINGUA_DEGLI_ATTI
from talenti.documenti.models import FileCaricato
from talenti.registro.catena import istante
from thinktown.enums_istruttoria import TipoProvvedimento
from thinktown.esportazioni.allegati import Allegato, allegati_di, file_di
from thinktown.esportazioni.libro import chi_presenta
from thinktown.esportazioni.pagina import contesto
from thinktown.esportazioni.raccolta import Raccolta
from thinktown.esportazioni.storia import Storia, storie_di
from thinktown.istanti import al_secondo
from thinktown.models import Invio, Provvedimento

PAGINA, DATI, IMPRONTE, LEGGIMI = "domanda.html", "domanda.json", "SHA256SUMS.txt", "LEGGIMI.txt"
_BYTE_DELLA_CARTELLA = 60


class _Nastro(io.BytesIO):
    """What is written on it is cut off and goes; one may still go back to what has not gone yet.

    So each entry of the archive gets its true size and check in front of it, as the oldest programs want them, and
    no more than one entry is ever in memory.
    """

    gia_andati = 0

    def tell(self) -> int:
        return self.gia_andati + super().tell()

    def seek(self, dove: int, da: int = io.SEEK_SET, /) -> int:
        if da != io.SEEK_SET:
            raise io.UnsupportedOperation("only from the beginning")
        return self.gia_andati + super().seek(dove - self.gia_andati)

    def taglia(self) -> bytes:
        pezzo = self.getvalue()
        super().seek(0)
        self.truncate()
        self.gia_andati += len(pezzo)
        return pezzo


class Archivio:
    def __init__(self, raccolta: Raccolta, filtri: str = "") -> None:
        self.raccolta, self.filtri = raccolta, filtri
        self.mancano: list[str] = []

    def __iter__(self) -> Iterator[bytes]:
        """Piece by piece, each as soon as it is written; what could not be read is told at the end."""
        nastro = _Nastro()
        with zipfile.ZipFile(nastro, "w", zipfile.ZIP_DEFLATED) as archivio:
            for blocco in self.raccolta.blocchi():
                righe, storie = file_di(blocco), storie_di(blocco)
                for invio in blocco:
                    for voce, byte in self._cartella(invio, storie[invio.domanda_id], righe):
                        archivio.writestr(voce, byte)
                        yield nastro.taglia()
            with translation.override(LINGUA_DEGLI_ATTI):
                archivio.writestr(_voce(LEGGIMI, adesso()), self._leggimi())
        yield nastro.taglia()

    def _cartella(
        self, invio: Invio, storia: Storia, righe: dict[str, FileCaricato]
    ) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
        cartella = f"{invio.domanda.numero}-{nome_sicuro(chi_presenta(invio), massimo=_BYTE_DELLA_CARTELLA)}"
        with translation.override(LINGUA_DEGLI_ATTI):
            allegati = allegati_di(invio, righe, storia)
        impronte: list[str] = []
        for nome, byte, intatto in self._contenuto(cartella, invio, allegati, storia):
            impronte.append(f"{hashlib.sha256(byte).hexdigest()}  {nome}\n")
            yield _voce(f"{cartella}/{nome}", invio.arrivata_il, intatto=intatto), byte
        yield _voce(f"{cartella}/{IMPRONTE}", invio.arrivata_il), "".join(impronte).encode()

    def _contenuto(
        self, cartella: str, invio: Invio, allegati: list[Allegato], storia: Storia
    ) -> Iterator[tuple[str, bytes, bool]]:
        """Name, bytes, and whether they are packed already. The page is last: it says what became of each file."""
        nomi = NomiUnici(PAGINA, DATI, IMPRONTE)
        for allegato in allegati:
            byte = self._leggi(cartella, allegato)
            if byte is not None:
                nome = nomi.dai(allegato.nome)
                allegato.indirizzo = quote(nome)
                yield nome, byte, True
        with translation.override(LINGUA_DEGLI_ATTI):
            pagina = render_to_string("pdf/domanda_da_leggere.html", contesto(invio, allegati, storia))
        yield DATI, _dati(invio, storia), False
        yield PAGINA, pagina.encode(), False

    def _leggi(self, cartella: str, allegato: Allegato) -> bytes | None:
        try:
            return allegato.leggi()
        except FileRovinato as errore:
            with translation.override(LINGUA_DEGLI_ATTI):
                allegato.nota = str(errore.frase)
            self.mancano.append(f"{cartella}/ {allegato.nome}: {allegato.nota}")
            return None

    def _leggimi(self) -> str:
        quante = len(self.raccolta)
        righe = [
            str(self.raccolta.bando),
            ngettext("%(n)s domanda", "%(n)s domande", quante) % {"n": quante},
            _("Archivio fatto: %(quando)s") % {"quando": al_secondo(adesso())},
            *([_("Filtri: %(filtri)s") % {"filtri": self.filtri}] if self.filtri else []),
            "",
            _("In ogni cartella:"),
            _("  domanda.html – la domanda com'è stata inviata e che cosa è seguito, da leggere e da stampare"),
            _("  domanda.json – la stessa, per i programmi"),
            _("  SHA256SUMS.txt – le impronte dei file, da controllare con sha256sum -c"),
            _("  e i file che erano allegati, e quelli delle risposte all'ufficio, come sono arrivati."),
            "",
            *([_("File che mancano:"), *self.mancano] if self.mancano else [_("Non manca nessun file.")]),
        ]
        return "\n".join(righe) + "\n"


def _voce(nome: str, quando: datetime, *, intatto: bool = False) -> zipfile.ZipInfo:
    """An entry with the hour of Rome, which is the only one that an archive can hold."""
    voce = zipfile.ZipInfo(nome, a_roma(quando).timetuple()[:6])
    voce.compress_type = zipfile.ZIP_STORED if intatto else zipfile.ZIP_DEFLATED
    return voce


def _dati(invio: Invio, storia: Storia) -> bytes:
    """The snapshot with what was written beside it: its fingerprint can be computed again from ``contenuto``."""
    domanda = invio.domanda
    dati = {
        "numero": domanda.numero,
        "codice": domanda.codice,
        "stato": domanda.stato,
        "invio": invio.n,
        "arrivata_il": istante(invio.arrivata_il),
        "registrata_il": istante(invio.registrata_il),
        "impronta": invio.impronta,
        "contenuto": invio.contenuto,
        "protocolli": [
            {"verso": uno.verso, "numero": uno.numero, "data": uno.data.isoformat()} for uno in storia.protocolli
        ],
        "comunicazioni": [_comunicazione(una, storia) for una in storia.dette],
    }
    return json.dumps(dati, ensure_ascii=False, indent=2).encode()


def _comunicazione(una: Provvedimento, storia: Storia) -> dict[str, Any]:
    """What the group was told, and what it answered, as far as it was sent."""
    risposto = una.risposto_il is not None
    return {
        "tipo": una.tipo,
        "comunicata_il": istante(una.comunicato_il) if una.comunicato_il else None,
        "motivo": una.motivo,
        "risposta_il": istante(una.risposto_il) if una.risposto_il else None,
        "voci": [
            {"che_cosa": voce.che_cosa, "risposta": voce.testo if risposto else None,
             "sha256": voce.file.sha256 if risposto and voce.file else None}
            for voce in storia.voci[una.pk]
            if risposto or una.tipo == TipoProvvedimento.INTEGRAZIONE
        ],
    }  # fmt: skip
