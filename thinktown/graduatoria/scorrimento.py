"""After the ranking: who is called accepts, gives up, or lets the day pass; then comes the next.

Nothing that was offered or accepted is taken back. Those who hold their place go first through the same rounds that
gave it to them (``assegna``), each taking again, where it can, what is kept for its own sector; what is left goes to
the best placed of the others that fits. So the place of somebody who leaves goes to the next of the same quota: where
that one already had a place from the section, it moves into the quota and its own goes to the next of the section.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from talenti.base.exceptions import DatoNonAccettato
from thinktown.enums_graduatoria import HANNO_LASCIATO, TENGONO, EsitoGraduatoria, Riuso, StatoChiamata
from thinktown.graduatoria.assegna import assegna
from thinktown.graduatoria.calcola import componi, ordinate
from thinktown.graduatoria.controlla import controlla
from thinktown.graduatoria.dati import Ingressi, Riga, Risultato


@dataclass(frozen=True, kw_only=True)
class Chiamata:
    """What one application was offered, in euro, and what came of it. That the day has passed, the caller says."""

    codice: str
    stato: StatoChiamata
    importo: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Scorrimento:
    """One step: who is to be called now, whose sum grows (code → new euro), and the ranking as it then is."""

    nuove: tuple[Riga, ...]
    completate: Mapping[str, Decimal]
    risultato: Risultato


def scorri(ingressi: Ingressi, chiamate: Iterable[Chiamata]) -> Scorrimento:
    """The next to be called, after those answers. Called again with what it has given, it gives nobody new.

    Raises ``DatoNonAccettato`` for a call to somebody who is not suitable, or two calls to the same; and whatever
    ``graduatoria`` raises.
    """
    controlla(ingressi)
    dette = _per_codice(chiamate)
    punteggi, in_ordine = ordinate(ingressi)
    if mai_state := sorted(dette.keys() - {una.concorrente.codice for una in in_ordine}):
        raise DatoNonAccettato(
            _("La domanda %(codice)s è stata chiamata, ma non è fra le idonee.") % {"codice": mai_state[0]},
            codice="chiamata_non_idonea",
        )
    usciti = frozenset(codice for codice, una in dette.items() if una.stato in HANNO_LASCIATO)
    tenuti = {codice: una.importo for codice, una in dette.items() if una.stato in TENGONO}
    riuso = ingressi.regole.riuso
    # Where nothing is used again, what was left goes on counting as taken.
    occupati = {codice: una.importo for codice, una in dette.items()} if riuso == Riuso.RESTANO else tenuti
    concorrenti = [una.concorrente for una in in_ordine if una.concorrente.codice not in usciti - occupati.keys()]
    assegnazione = assegna(ingressi.regole, concorrenti, tenuti=occupati, completa=riuso == Riuso.COMPLETA)
    risultato = componi(ingressi, punteggi, in_ordine, assegnazione, usciti)
    nuove = tuple(una for una in risultato.scelte if una.codice not in tenuti)
    return Scorrimento(nuove=nuove, completate=assegnazione.completate, risultato=risultato)


def chiama(risultato: Risultato) -> tuple[Chiamata, ...]:
    """The first calls: everybody whom the ranking has chosen."""
    return tuple(
        Chiamata(codice=una.codice, stato=StatoChiamata.ATTESA, importo=una.importo or Decimal(0))
        for una in risultato.righe
        if una.esito == EsitoGraduatoria.SCELTA
    )


def _per_codice(chiamate: Iterable[Chiamata]) -> dict[str, Chiamata]:
    dette: dict[str, Chiamata] = {}
    for una in chiamate:
        if una.codice in dette:
            raise DatoNonAccettato(
                _("La domanda %(codice)s è stata chiamata due volte.") % {"codice": una.codice},
                codice="chiamata_doppia",
            )
        dette[una.codice] = una
    return dette
