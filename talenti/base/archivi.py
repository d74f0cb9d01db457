"""Is an office file (a ZIP of parts) harmless?

No macros, no objects inside, no paths outwards, nothing fetched from elsewhere as it opens, nothing
that swells beyond a limit, nothing before or after the archive. What a part says is read as XML, with its
escapes and its encoding, not searched as text.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath
from xml.parsers import expat

_MASSIMO_APERTO = 100 * 1024 * 1024
_MASSIMO_VOCI = 2000
# The end record of a ZIP without a comment (APPNOTE.TXT, §4.3.16).
_FINE = b"PK\x05\x06"
_LUNGHEZZA_FINE = 22
_AGISCE = re.compile(
    r"(?i)(vbaProject|(^|/)(embeddings|activeX|Basic|Scripts)/|oleObject|(^|/)Object \d|\.(exe|dll|js|vbs|bat|html?)$)"
)
# Relations of a Word file to parts that run or are foreign, wherever these are kept.
_PARTI_VIETATE = ("/vbaProject", "/oleObject", "/control", "/aFChunk", "/package")
_CON_MACRO = re.compile(r"(?i)macroEnabled|vbaProject")
# Elements of OpenDocument that run, show or fetch something else as the file opens.
_ELEMENTI_VIETATI = re.compile(
    r"(event-listener|library-(linked|embedded)|object(-ole)?|applet|plugin|floating-frame|dde-.*|auto-reload)"
)
_SCHEMA = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):|[/\\]{2}")
_SI_PREMONO = {"http", "https", "mailto", "tel", "ftp"}
_ESEGUE = ("javascript:", "vbscript:", "vnd.sun.star.script:", "macro:")


class _Nocivo(Exception):
    """Something in a part acts or fetches."""


def innocuo(contenuto: bytes) -> bool:
    """Every entry is really opened: the sizes that it declares are bounded first, and reading holds it to them."""
    fine = contenuto.rfind(_FINE)
    if fine < 0 or len(contenuto) - fine != _LUNGHEZZA_FINE:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(contenuto)) as archivio:
            voci = archivio.infolist()
            if len(voci) > _MASSIMO_VOCI or sum(voce.file_size for voce in voci) > _MASSIMO_APERTO:
                return False
            aperto = any(voce.filename == "mimetype" for voce in voci)
            return all(_voce_innocua(archivio, voce, aperto=aperto) for voce in voci)
    except (
        _Nocivo,
        expat.ExpatError,
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
        EOFError,
        zlib.error,
    ):
        return False


def _voce_innocua(archivio: zipfile.ZipFile, voce: zipfile.ZipInfo, *, aperto: bool) -> bool:
    nome = voce.filename
    if nome.startswith(("/", "\\")) or ".." in PurePosixPath(nome).parts or _AGISCE.search(nome):
        return False
    contenuto = archivio.read(voce)
    giudica = _giudice(nome.lower(), aperto=aperto)
    if giudica is not None and contenuto:
        _leggi(contenuto, giudica)
    return True


def _giudice(nome: str, *, aperto: bool) -> Callable[[str, dict[str, str]], None] | None:
    """Who judges the elements of a part: in an OpenDocument file (``aperto``) all XML is read."""
    if nome.endswith(".rels"):
        return _giudica_relazione
    if nome == "[content_types].xml":
        return _giudica_tipo
    # The manifest only lists the parts, and old programs declare its grammar.
    return _giudica_elemento if aperto and nome.endswith(".xml") and nome != "meta-inf/manifest.xml" else None


def _leggi(contenuto: bytes, giudica: Callable[[str, dict[str, str]], None]) -> None:
    """Each element goes to ``giudica``; a grammar of its own, which could declare entities, is refused."""

    def rifiuta(*_argomenti: object) -> None:
        raise _Nocivo

    lettore = expat.ParserCreate(namespace_separator=" ")
    lettore.StartDoctypeDeclHandler = rifiuta
    lettore.StartElementHandler = giudica
    lettore.Parse(contenuto, True)


def _giudica_relazione(_elemento: str, attributi: dict[str, str]) -> None:
    """A link that a person presses is fine; what is fetched as the file opens is not."""
    tipo, meta = attributi.get("Type", "").strip(), attributi.get("Target", "")
    fuori = attributi.get("TargetMode", "").strip().lower() == "external" or _schema(meta) is not None
    if tipo.endswith(_PARTI_VIETATE) or (fuori and not (tipo.endswith("/hyperlink") and _si_preme(meta))):
        raise _Nocivo


def _giudica_tipo(_elemento: str, attributi: dict[str, str]) -> None:
    if any(_CON_MACRO.search(valore) for valore in attributi.values()):
        raise _Nocivo


def _giudica_elemento(elemento: str, attributi: dict[str, str]) -> None:
    nome = _locale(elemento)
    if _ELEMENTI_VIETATI.fullmatch(nome) or (nome == "script" and not _basic_vuoto(attributi)):
        raise _Nocivo
    for attributo, valore in attributi.items():
        meta = _stretto(valore)
        if meta.lower().startswith(_ESEGUE):
            raise _Nocivo
        if _locale(attributo) == "href" and not (_si_preme(meta) if nome == "a" else _sta_dentro(nome, meta)):
            raise _Nocivo


def _basic_vuoto(attributi: dict[str, str]) -> bool:
    """LibreOffice may write the list of its macro libraries even when there is none."""
    return [valore for attributo, valore in attributi.items() if _locale(attributo) == "language"] == ["ooo:Basic"]


def _sta_dentro(nome: str, meta: str) -> bool:
    """A part of the same file. The template that a text was made from is only a note of where it was."""
    if nome == "template":
        return _schema(meta) is None or meta.lower().startswith("file:///")
    return _schema(meta) is None and not meta.startswith(("/", "\\")) and ".." not in PurePosixPath(meta).parts


def _si_preme(meta: str) -> bool:
    return _schema(meta) in {None, *_SI_PREMONO}


def _schema(meta: str) -> str | None:
    """The scheme of an address, in small letters; a path of another machine counts as one; None within the file."""
    trovato = _SCHEMA.match(_stretto(meta))
    return trovato and (trovato[1] or "file").lower()


def _stretto(valore: str) -> str:
    """Without spaces and signs that cannot be seen, which programs drop from an address."""
    return "".join(lettera for lettera in valore if lettera > " ")


def _locale(nome: str) -> str:
    return nome.rpartition(" ")[2]
