"""The texts of the invented newsroom, each in a file, and the day on which each comes out."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from redazione import mese as del_mese
from redazione.testo.markdown import da_markdown
from talenti.base.clock import ROMA

CARTELLA = Path(__file__).parent / "testi"
# How long ago the first one came out.
UN_ANNO = 365
# In the order in which they came out. What a text says was there by then: spaces are booked since five months ago.
IN_ORDINE = (
    *(1, 4, 3, 6, 7, 11, 16, 15, 12, 17, 9, 13, 18, 21, 24, 22, 23, 25, 26, 27),
    *(28, 42, 29, 31, 41, 32, 20, 14, 36, 34, 37, 38, 39, 2, 40, 43, 5, 35, 44, 30),
    *(45, 47, 50, 19, 33, 49, 52, 10, 8, 46, 48, 53, 56, 55, 59, 58),
)
# Days from today of what the grid would put elsewhere: it speaks of a call that is open, or is still to come out.
A_PARTE = {55: -13, 61: -150, 60: 2, 57: 5, 54: 7, 51: 9}
FESTA = 59
_SABATO, _DOMENICA = 5, 6


@dataclass(frozen=True)
class Testo:
    """A file of the folder: what stands above the dashes, and below."""

    titolo: str
    sommario: str
    tipo: str
    azione: str
    licenza: str
    pubblici: tuple[str, ...]
    argomenti: tuple[str, ...]
    autori: tuple[str, ...]
    riguarda: tuple[str, ...]
    markdown: str

    @property
    def html(self) -> str:
        return da_markdown(self.markdown)


@cache
def testo(n: int) -> Testo:
    (file,) = CARTELLA.glob(f"{n:02d}-*.md")
    testa, _trattini, corpo = file.read_text(encoding="utf-8").partition("\n---\n")
    detti = dict(riga.split(":", 1) for riga in testa.splitlines())

    def parole(chiave: str) -> tuple[str, ...]:
        return tuple(detti[chiave].replace(",", " ").split())

    return Testo(
        titolo=detti["titolo"].strip(),
        sommario=detti["sommario"].strip(),
        tipo=detti["tipo"].strip(),
        azione=detti["azione"].strip(),
        licenza=detti["licenza"].strip(),
        pubblici=parole("pubblici"),
        argomenti=parole("argomenti"),
        autori=parole("autori"),
        riguarda=parole("riguarda"),
        markdown=corpo,
    )


def uscite(oggi: date) -> dict[int, date]:
    """Number of the text → the day for which the plan has it. Never a Saturday or a Sunday, but for what is to come."""
    passo = (UN_ANNO - 1) / (len(IN_ORDINE) - 1)
    giorni = {n: -round(UN_ANNO - passo * posto) for posto, n in enumerate(IN_ORDINE)} | A_PARTE
    previste = {n: _lavorativo(oggi, quanti) for n, quanti in giorni.items()}
    return previste | {FESTA: lunedi_dopo_la_festa(oggi)}


def lunedi_dopo_la_festa(oggi: date) -> date:
    """The last Monday that is at least three days ago."""
    giorno = oggi - timedelta(days=3)
    return giorno - timedelta(days=giorno.weekday())


def _lavorativo(oggi: date, quanti: int) -> date:
    giorno = oggi + timedelta(days=quanti)
    if quanti == A_PARTE[60]:
        return giorno
    indietro = {_SABATO: 1, _DOMENICA: 2}.get(giorno.weekday(), 0)
    avanti = {_SABATO: 2, _DOMENICA: 1}.get(giorno.weekday(), 0)
    # What came out is moved back, so that it is out; the first, and what is to come, ahead.
    return giorno + timedelta(days=avanti if quanti > 0 or quanti == -UN_ANNO else -indietro)


def mesi_fra(oggi: date, giorno: date) -> int:
    """How many months from this one."""
    return (giorno.year - oggi.year) * 12 + giorno.month - oggi.month


def primo_del_mese(oggi: date, mese: int) -> date:
    return del_mese.dopo(oggi.replace(day=1), mese)


def alle(giorno: date, ora: int, nascita: datetime) -> datetime:
    """That hour on the clocks of Europe/Rome; never later than the birth of the demonstration."""
    return min(datetime.combine(giorno, time(ora), ROMA), nascita)
