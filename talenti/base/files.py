"""Files that people send: judged by their content, made harmless, named safely.

Every room that takes a file passes it through ``controlla``; the room of documents adds storage,
rows and permission on top. What is refused is refused with a sentence; what is kept is either bytes
that we wrote ourselves (images are drawn again, which drops EXIF, positions and anything appended)
or a PDF or office file in which nothing runs.
"""

import hashlib
import io
import logging
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.base import File
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps, UnidentifiedImageError

from talenti.base.archivi import innocuo
from talenti.base.exceptions import DatoNonAccettato, ErroreDiDominio
from talenti.base.pdf_attivi import Illeggibile, agisce

diario = logging.getLogger(__name__)

IMMAGINI = ("jpeg", "png", "webp")
DOCUMENTI = ("pdf", "docx", "odt")
_ESTENSIONI = {
    "jpeg": {"jpg", "jpeg"},
    "png": {"png"},
    "webp": {"webp"},
    "pdf": {"pdf"},
    "docx": {"docx"},
    "odt": {"odt"},
}
TIPI_MIME = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
_MASSIMO_PIXEL = 40_000_000
_LATO_MASSIMO = 2400
_COMANDI_DI_DIREZIONE = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@dataclass(frozen=True)
class FileControllato:
    """What may be stored: ``byte`` of kind ``tipo`` (a key of TIPI_MIME), their SHA-256, a clean name."""

    nome: str
    tipo: str
    byte: bytes
    sha256: str

    @property
    def mime(self) -> str:
        return TIPI_MIME[self.tipo]

    @property
    def estensione(self) -> str:
        return estensione_di(self.tipo)


def estensione_di(tipo: str) -> str:
    return "jpg" if tipo == "jpeg" else tipo


def controlla(caricato: File, *, tipi: tuple[str, ...] = IMMAGINI + DOCUMENTI) -> FileControllato:
    """Judge an uploaded file; raises DatoNonAccettato with the sentence for its field."""
    nome = nome_pulito(caricato.name or "")
    _controlla_peso(caricato.size)
    contenuto = caricato.read(settings.MASSIMO_FILE_MB * 1024 * 1024 + 1)
    _controlla_peso(len(contenuto))
    tipo = _riconosci(contenuto)
    if tipo is None or tipo not in tipi:
        ammessi = ", ".join(sorted(tipo.upper() for tipo in tipi))
        raise DatoNonAccettato(
            _("Questo tipo di file non lo possiamo ricevere. Manda uno di questi: %(tipi)s.") % {"tipi": ammessi},
            codice="tipo",
        )
    estensione = PurePosixPath(nome).suffix.lstrip(".").lower()
    if estensione and estensione not in _ESTENSIONI[tipo]:
        raise DatoNonAccettato(
            _("Il nome finisce per «.%(estensione)s», ma dentro c'è un file %(tipo)s. Salvalo di nuovo e rimandalo.")
            % {"estensione": estensione, "tipo": tipo.upper()},
            codice="estensione",
        )
    pulito = _PULISCI[tipo](contenuto)
    return FileControllato(nome, tipo, pulito, hashlib.sha256(pulito).hexdigest())


class FileRovinato(ErroreDiDominio):
    codice = "file_rovinato"


def leggi_intatto(leggi: Callable[[], bytes], *, sha256: str, quale: str) -> bytes:
    """The bytes, if they are still those that were kept; else an error that the office hears of (``quale``)."""
    try:
        byte = leggi()
    except OSError:
        byte = b""
    if hashlib.sha256(byte).hexdigest() != sha256:
        diario.error("%s: the stored bytes are missing or changed", quale)
        raise FileRovinato(
            gettext_lazy("Questo file sul nostro server è rovinato o manca. Lo abbiamo segnalato a chi lo cura.")
        )
    return byte


def nome_pulito(nome: str) -> str:
    """The last part of a path, without what is invisible or reverses the reading; at most 120 characters."""
    ultimo = PurePosixPath(nome.replace("\\", "/")).name
    visibile = (
        "".join(
            lettera
            for lettera in unicodedata.normalize("NFC", ultimo.encode("utf-8", "ignore").decode())
            if unicodedata.category(lettera)[0] != "C"
            and unicodedata.bidirectional(lettera) not in _COMANDI_DI_DIREZIONE
        )
        .rstrip(" .")
        .lstrip()
    )
    fusto, punto, estensione = visibile.rpartition(".")
    if not punto:
        return visibile[:120] or "file"
    return f"{fusto[:110] or 'file'}.{estensione[:9]}"


def _controlla_peso(quanto: int | None) -> None:
    if not quanto:
        raise DatoNonAccettato(_("Il file è vuoto. Controlla di aver scelto quello giusto."), codice="vuoto")
    massimo = settings.MASSIMO_FILE_MB
    if quanto > massimo * 1024 * 1024:
        mega = localize(round(quanto / 1024 / 1024, 1))
        raise DatoNonAccettato(
            _("Il file è di %(mega)s MB. Possiamo riceverne al massimo %(massimo)s. Riducilo o carica un PDF.")
            % {"mega": mega, "massimo": massimo},
            codice="peso",
        )


def _riconosci(contenuto: bytes) -> str | None:
    if contenuto.startswith(b"%PDF-"):
        return "pdf"
    if contenuto.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if contenuto.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if contenuto[:4] == b"RIFF" and contenuto[8:12] == b"WEBP":
        return "webp"
    if contenuto.startswith(b"PK\x03\x04"):
        return _riconosci_zip(contenuto)
    return None


def _riconosci_zip(contenuto: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(contenuto)) as archivio:
            nomi = set(archivio.namelist())
            if "word/document.xml" in nomi and "[Content_Types].xml" in nomi:
                return "docx"
            if "mimetype" in nomi and archivio.getinfo("mimetype").file_size < 200:
                return "odt" if archivio.read("mimetype").decode("ascii", "ignore") == TIPI_MIME["odt"] else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
        return None
    return None


def _ridisegna(contenuto: bytes) -> bytes:
    """The same picture in bytes of ours, upright, at most 2400 px a side."""
    try:
        with Image.open(io.BytesIO(contenuto), formats=("JPEG", "PNG", "WEBP")) as immagine:
            if immagine.width * immagine.height > _MASSIMO_PIXEL:
                raise DatoNonAccettato(_("L'immagine è troppo grande. Riducila e rimandala."), codice="pixel")
            formato = immagine.format
            dritta = ImageOps.exif_transpose(immagine)
            dritta.thumbnail((_LATO_MASSIMO, _LATO_MASSIMO))
            modo = "RGB" if formato == "JPEG" or dritta.mode not in {"RGBA", "LA", "P", "PA"} else "RGBA"
            nuda = Image.new(modo, dritta.size)
            nuda.paste(dritta.convert(modo))
            uscita = io.BytesIO()
            nuda.save(uscita, formato, quality=85)
    except DatoNonAccettato:
        raise
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as errore:
        raise DatoNonAccettato(
            _("Questa immagine è rovinata: non riusciamo ad aprirla. Salvala di nuovo e rimandala."), codice="rovinato"
        ) from errore
    return uscita.getvalue()


def _pdf(contenuto: bytes) -> bytes:
    fine = contenuto.rfind(b"%%EOF")
    try:
        if fine < 0 or contenuto[fine + 5 :].strip(b"\r\n\t \x00"):
            raise Illeggibile
        attivo = agisce(contenuto)
    except Illeggibile as errore:
        raise DatoNonAccettato(
            _("Questo PDF è incompleto o rovinato. Salvalo di nuovo e rimandalo."), codice="rovinato"
        ) from errore
    if attivo:
        raise DatoNonAccettato(
            _(
                "Questo PDF è protetto, o contiene comandi o file nascosti. "
                "Aprilo, stampalo in un nuovo PDF e carica quello."
            ),
            codice="attivo",
        )
    return contenuto


def _archivio(contenuto: bytes) -> bytes:
    if not innocuo(contenuto):
        raise DatoNonAccettato(
            _("Questo documento contiene macro, oggetti o rimandi nascosti. Esportalo in PDF e carica quello."),
            codice="attivo",
        )
    return contenuto


_PULISCI: dict[str, Callable[[bytes], bytes]] = {
    "jpeg": _ridisegna,
    "png": _ridisegna,
    "webp": _ridisegna,
    "pdf": _pdf,
    "docx": _archivio,
    "odt": _archivio,
}
