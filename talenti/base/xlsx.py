"""Workbooks of any length, written row by row to a temporary file: what is kept in memory is one row of each sheet."""

import tempfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

from talenti.base.clock import a_roma
from talenti.base.fogli import cella_sicura

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

# In characters: the narrowest column, the widest; and what a date, an instant, a number ask for to be read at all.
_LARGHEZZA = (10, 44)
_DATA, _ISTANTE, _NUMERO = 12, 20, 14
_TESTO_RESTA_TESTO = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class Foglio:
    nome: str
    intestazione: Sequence[str]


def xlsx(fogli: Sequence[Foglio], righe: Iterable[tuple[int, Sequence[object]]]) -> IO[bytes]:
    """The workbook, to be read from its beginning. ``righe``: (which sheet, the cells), in any order of sheets.

    The file has no name: closing it takes it away, and so does a process that ends. Text is written as text, whatever
    it begins with; numbers and dates as such; instants on the clocks of Rome.
    """
    from xlsxwriter import Workbook  # when the first one is written: pages do not wait for it

    with ExitStack() as se_si_rompe:
        uscita = se_si_rompe.enter_context(tempfile.TemporaryFile())
        with tempfile.TemporaryDirectory() as lavoro:
            libro = Workbook(uscita, {"constant_memory": True, "tmpdir": lavoro, **_TESTO_RESTA_TESTO})
            scrittori = [_Scrittore(libro, foglio) for foglio in fogli]
            for scrittore in scrittori:
                se_si_rompe.callback(scrittore.lascia)
            for quale, riga in righe:
                scrittori[quale].scrivi(riga)
            for scrittore in scrittori:
                scrittore.finisci()
            libro.close()
        uscita.seek(0)
        se_si_rompe.pop_all()
    return uscita


class _Scrittore:
    """One sheet, its heading kept in sight, each kind of value as it is."""

    def __init__(self, libro: "Workbook", foglio: Foglio) -> None:
        self.foglio: Worksheet = libro.add_worksheet(foglio.nome)
        self.quante, self.colonne = 0, len(foglio.intestazione)
        self.formati = {
            Decimal: libro.add_format({"num_format": "#,##0.00"}),
            date: libro.add_format({"num_format": "dd/mm/yyyy"}),
            datetime: libro.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"}),
        }
        self.foglio.freeze_panes(1, 0)
        self.larghe = [_LARGHEZZA[0]] * self.colonne
        self.scrivi(foglio.intestazione, libro.add_format({"bold": True}))

    def scrivi(self, riga: Sequence[object], formato: Any = None) -> None:
        for n, valore in enumerate(riga):
            if valore is None:
                continue
            if self._cella(n, valore, formato) == -1:
                raise OverflowError("a sheet holds no more rows, or no more columns")
            self._allarga(n, valore)
        self.quante += 1

    def _cella(self, n: int, valore: object, formato: Any) -> int:
        foglio, dove = self.foglio, self.quante
        if isinstance(valore, datetime):
            roma = a_roma(valore).replace(tzinfo=None, microsecond=0)
            return foglio.write_datetime(dove, n, roma, self.formati[datetime])
        if isinstance(valore, date):
            return foglio.write_datetime(dove, n, valore, self.formati[date])
        if isinstance(valore, Decimal):
            return foglio.write_number(dove, n, float(valore), self.formati[Decimal])
        if isinstance(valore, int):
            return foglio.write_number(dove, n, valore, formato)
        return foglio.write_string(dove, n, cella_sicura(str(valore)), formato)

    def _allarga(self, n: int, valore: object) -> None:
        """A date that does not fit its column is shown as a row of hashes: columns are as wide as what is in them."""
        if n >= self.colonne:
            return
        if isinstance(valore, date):
            serve = _ISTANTE if isinstance(valore, datetime) else _DATA
        else:
            serve = _NUMERO if isinstance(valore, Decimal) else len(str(valore)) + 2
        self.larghe[n] = min(max(self.larghe[n], serve), _LARGHEZZA[1])

    def lascia(self) -> None:
        """The rows written so far are of no use: the library keeps them open until the end."""
        self.foglio.row_data_fh.close()

    def finisci(self) -> None:
        for n, larga in enumerate(self.larghe):
            self.foglio.set_column(n, n, larga)
        if self.colonne:
            self.foglio.autofilter(0, 0, max(self.quante - 1, 1), self.colonne - 1)
