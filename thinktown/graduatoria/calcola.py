"""The ranking itself: frozen inputs in, positions and outcomes out. The same inputs give the same result, always."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from thinktown.enums_graduatoria import EsitoGraduatoria
from thinktown.graduatoria.assegna import Assegnazione, Posto, assegna, spettante
from thinktown.graduatoria.controlla import controlla
from thinktown.graduatoria.dati import Concorrente, Ingressi, Regole, Riga, Risultato
from thinktown.graduatoria.punti import Punteggio, punteggio
from thinktown.graduatoria.spareggi import InOrdine, che_cosa_decide, ordina


def graduatoria(ingressi: Ingressi) -> Risultato:
    """The ranking of a call, before anybody has answered.

    Raises ``DatoNonAccettato`` for inputs that do not hold together, ``MancaIlSeme`` where only the draw can decide and
    it has not been. Whatever order applications and sheets come in, the result is the same.
    """
    controlla(ingressi)
    punteggi, in_ordine = ordinate(ingressi)
    assegnazione = assegna(ingressi.regole, [una.concorrente for una in in_ordine])
    return componi(ingressi, punteggi, in_ordine, assegnazione)


def ordinate(ingressi: Ingressi) -> tuple[dict[str, Punteggio], list[InOrdine]]:
    """The totals of whoever was scored, by code, and the suitable ones, best first."""
    punteggi = {uno.codice: punteggio(ingressi.regole, uno) for uno in ingressi.concorrenti if not uno.esclusa}
    return punteggi, ordina(ingressi, punteggi)


def componi(
    ingressi: Ingressi,
    punteggi: Mapping[str, Punteggio],
    in_ordine: Iterable[InOrdine],
    assegnazione: Assegnazione,
    usciti: frozenset[str] = frozenset(),
) -> Risultato:
    """The rows, in the order of the page. Who has left (``usciti``) stays in its position."""
    regole = ingressi.regole
    per_sezione: dict[str, list[InOrdine]] = {una.chiave: [] for una in regole.sezioni}
    for una in in_ordine:
        per_sezione[una.concorrente.sezione].append(una)
    senza = sorted(
        (uno for uno in ingressi.concorrenti if uno.codice not in punteggi or punteggi[uno.codice].sotto),
        key=lambda uno: (uno.esclusa, uno.codice),
    )
    righe: list[Riga] = []
    for chiave, idonee in per_sezione.items():
        righe += _idonee(regole, idonee, assegnazione, usciti)
        righe += (_senza_posizione(regole, uno, punteggi.get(uno.codice)) for uno in senza if uno.sezione == chiave)
    return Risultato(righe=tuple(righe), avanzi=assegnazione.avanzi)


def _idonee(
    regole: Regole, idonee: list[InOrdine], assegnazione: Assegnazione, usciti: frozenset[str]
) -> Iterator[Riga]:
    """The suitable ones of one section: position, what told each apart from its neighbours, what it has."""
    decide = [None, *(che_cosa_decide(prima, dopo) for prima, dopo in pairwise(idonee)), None]
    for n, una in enumerate(idonee):
        codice = una.concorrente.codice
        riga = replace(
            _riga(regole, una.concorrente, una.punteggio, EsitoGraduatoria.IDONEA),
            posizione=n + 1,
            dopo_per=decide[n],
            prima_per=decide[n + 1],
        )
        yield _con_esito(riga, assegnazione.posti.get(codice), uscita=codice in usciti)


def _con_esito(riga: Riga, posto: Posto | None, *, uscita: bool) -> Riga:
    if uscita:
        return replace(riga, esito=EsitoGraduatoria.USCITA)
    if posto is None:
        return riga
    return replace(riga, esito=EsitoGraduatoria.SCELTA, da_dove=posto.da_dove, importo=posto.importo)


def _senza_posizione(regole: Regole, uno: Concorrente, suo: Punteggio | None) -> Riga:
    return _riga(regole, uno, suo, EsitoGraduatoria.NON_IDONEA if suo else EsitoGraduatoria.ESCLUSA)


def _riga(regole: Regole, uno: Concorrente, suo: Punteggio | None, esito: EsitoGraduatoria) -> Riga:
    """What a row says of any application."""
    totale: Decimal | None = suo.totale if suo else None
    return Riga(
        codice=uno.codice,
        sezione=uno.sezione,
        settore=uno.settore,
        esito=esito,
        totale=totale,
        valori=suo.valori if suo else (),
        sotto=suo.sotto if suo else (),
        spettante=spettante(regole, uno),
    )
