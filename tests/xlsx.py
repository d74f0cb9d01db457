"""A workbook read back from its XML, without the library that wrote it."""

import io
import re
import zipfile
from datetime import datetime, timedelta
from xml.etree import ElementTree

_N = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# The day from which spreadsheets count, their 29 February 1900 left aside.
_ZERO = datetime(1899, 12, 30)


def leggi(byte: bytes) -> dict[str, list[list[object]]]:
    """Name of the sheet → its rows: text, numbers, dates as datetime; None where nothing was written."""
    with zipfile.ZipFile(io.BytesIO(byte)) as aperto:
        libro = ElementTree.fromstring(aperto.read("xl/workbook.xml"))
        parti = {
            uno.get("Id"): uno.get("Target")
            for uno in ElementTree.fromstring(aperto.read("xl/_rels/workbook.xml.rels"))
        }
        date = _stili_di_data(ElementTree.fromstring(aperto.read("xl/styles.xml")))
        return {
            foglio.get("name"): list(_righe(aperto.read(f"xl/{parti[foglio.get(f'{_R}id')]}"), date))
            for foglio in libro.iter(f"{_N}sheet")
        }


def formule(byte: bytes) -> list[str]:
    """Every formula, link or outward relation there is."""
    with zipfile.ZipFile(io.BytesIO(byte)) as aperto:
        xml = {nome: aperto.read(nome).decode() for nome in aperto.namelist()}
    trovate = [f"{nome}: {uno}" for nome, testo in xml.items() for uno in re.findall(r"<(?:f|hyperlink)[ >]", testo)]
    return trovate + [nome for nome, testo in xml.items() if "TargetMode" in testo]


def _stili_di_data(stili: ElementTree.Element) -> set[str]:
    formati = {uno.get("numFmtId"): uno.get("formatCode") for uno in stili.iter(f"{_N}numFmt")}
    cellxfs = stili.find(f"{_N}cellXfs")
    return {str(n) for n, uno in enumerate(cellxfs) if "yyyy" in formati.get(uno.get("numFmtId"), "")}


def _righe(xml: bytes, date: set[str]):
    for riga in ElementTree.fromstring(xml).iter(f"{_N}row"):
        celle = {}
        for cella in riga.iter(f"{_N}c"):
            celle[_colonna(cella.get("r"))] = _valore(cella, date)
        yield [celle.get(n) for n in range(max(celle, default=-1) + 1)]


def _colonna(dove: str) -> int:
    n = 0
    for lettera in dove.rstrip("0123456789"):
        n = n * 26 + ord(lettera) - 64
    return n - 1


def _valore(cella: ElementTree.Element, date: set[str]) -> object:
    if cella.get("t") == "inlineStr":
        testo = "".join(uno.text or "" for uno in cella.iter(f"{_N}t"))
        return re.sub("_x([0-9A-F]{4})_", lambda trovato: chr(int(trovato[1], 16)), testo)
    numero = float(cella.findtext(f"{_N}v"))
    if cella.get("s") in date:
        return _ZERO + timedelta(seconds=round(numero * 86_400))
    return numero
