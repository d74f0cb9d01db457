"""Answers to what a call asks: from what is typed to what is kept, and what an application still lacks.

Nothing here reads the database or the clock. What is kept is JSON: text as it is; a number as int; a sum as its
decimal in text; a choice as its key, several as a list of keys; a date as ISO 8601; a table as a list of rows,
column → value; a file as a list of the codes of its uploads; a person as the code of her place in the group; places in
order as the list of their codes, the first choice first.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talenti.base.exceptions import DatoNonAccettato
from talenti.base.templatetags.italiano import euro, numero
from thinktown.definizione import Colonna, Condizione, Definizione, Quesito
from thinktown.enums import A_SCELTA, TipoQuesito
from thinktown.indirizzi import completo, sicuro

Valore = Any
Risposte = Mapping[str, Valore]

# A text longer than asked is kept, and told: nobody loses a page that was pasted whole. Beyond this it is no text.
MASSIMO_TESTO = 20_000
MASSIME_RIGHE = 60
_CIFRE_MASSIME = 12
_SEGNO = re.compile(r"[\s€']")
_MIGLIAIA = re.compile(r"^\d{1,3}(\.\d{3})+$")
_DECIMALE = re.compile(r"^\d+([.]\d{1,2})?$")
_CONTROLLI = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True)
class Difetto:
    """What is missing or wrong in one answer, in the words of who has to write it."""

    quesito: str
    frase: str


# ── From what is typed ────────────────────────────────────────────────────────────────────────────
def leggi(quesito: Quesito, scritto: Any) -> Valore:
    """What is kept of what was typed; None when nothing was. Raises DatoNonAccettato beside the field."""
    valore = LETTORI[quesito.tipo](quesito, scritto)
    return None if valore in ("", [], None) else valore


def _no(quesito: Quesito, frase: str) -> DatoNonAccettato:
    return DatoNonAccettato(frase, campo=quesito.chiave)


def _testo(quesito: Quesito, scritto: Any) -> str:
    if not isinstance(scritto, str):
        raise _no(quesito, _("Qui serve un testo."))
    if len(scritto) > MASSIMO_TESTO:
        raise _no(
            quesito,
            _("Il testo è di %(n)s caratteri: non possiamo tenerne più di %(massimo)s.")
            % {"n": numero(len(scritto)), "massimo": numero(MASSIMO_TESTO)},
        )
    pulito = _CONTROLLI.sub("", unicodedata.normalize("NFC", scritto.encode("utf-8", "ignore").decode()))
    return pulito.replace("\r\n", "\n").strip()


def _una_riga(quesito: Quesito, scritto: Any) -> str:
    return " ".join(_testo(quesito, scritto).split())


def _cifre(quesito: Quesito, scritto: Any, frase: str) -> Decimal | None:
    """A number as people write it: 1.200,50 · 1200,5 · 1200.50 · 1 200."""
    testo = _SEGNO.sub("", _una_riga(quesito, scritto))
    if not testo:
        return None
    testo = testo.replace(".", "").replace(",", ".") if "," in testo or _MIGLIAIA.match(testo) else testo
    if not _DECIMALE.match(testo) or len(testo.partition(".")[0]) > _CIFRE_MASSIME:
        raise _no(quesito, frase)
    return Decimal(testo)


def _numero(quesito: Quesito, scritto: Any) -> int | None:
    letto = _cifre(quesito, scritto, _("Scrivi un numero intero, solo con le cifre."))
    if letto is not None and letto != letto.to_integral_value():
        raise _no(quesito, _("Scrivi un numero intero, solo con le cifre."))
    return None if letto is None else int(letto)


def _denaro(quesito: Quesito, scritto: Any) -> str | None:
    letto = _cifre(quesito, scritto, _("Scrivi una somma in euro, per esempio 1.200 oppure 1.200,50."))
    return None if letto is None else str(letto.quantize(Decimal("0.01")))


def _data(quesito: Quesito, scritto: Any) -> str | None:
    """Year, month and day, as three small fields give them: 2027-3-1 is written by most people, and is a date."""
    testo = _una_riga(quesito, scritto)
    try:
        return datetime.strptime(testo, "%Y-%m-%d").date().isoformat() if testo else None  # noqa: DTZ007 – a day
    except ValueError as errore:
        raise _no(quesito, _("Questa data non esiste nel calendario.")) from errore


def _scelta(quesito: Quesito, scritto: Any) -> str:
    testo = _una_riga(quesito, scritto)
    if testo and testo not in {opzione.chiave for opzione in quesito.opzioni}:
        raise _no(quesito, _("Scegli una delle risposte della pagina."))
    return testo


def _indirizzo(quesito: Quesito, scritto: Any) -> str:
    return completo(_una_riga(quesito, scritto))


def _elenco(quesito: Quesito, scritto: Any, massimo: int) -> list[Any]:
    if not isinstance(scritto, list | tuple) or len(scritto) > massimo:
        raise _no(quesito, _("Qui non possiamo tenere così tante righe."))
    return list(scritto)


def _scelte(quesito: Quesito, scritto: Any) -> list[str]:
    date_ = {_scelta(quesito, una) for una in _elenco(quesito, scritto, len(quesito.opzioni))}
    return [opzione.chiave for opzione in quesito.opzioni if opzione.chiave in date_]


def _tabella(quesito: Quesito, scritto: Any) -> list[dict[str, Valore]]:
    righe = [_riga(quesito, n, riga) for n, riga in enumerate(_elenco(quesito, scritto, MASSIME_RIGHE), start=1)]
    return [riga for riga in righe if any(valore not in ("", None) for valore in riga.values())]


def _riga(quesito: Quesito, n: int, scritta: Any) -> dict[str, Valore]:
    if not isinstance(scritta, Mapping):
        raise _no(quesito, _("Qui serve una riga della tabella."))
    return {uno.chiave: _cella(quesito, uno, n, scritta.get(uno.chiave, "")) for uno in quesito.colonne}


def _cella(quesito: Quesito, colonna: Colonna, n: int, scritto: Any) -> Valore:
    """Raises with the row and the column in front, so that one finds it among thirty."""
    try:
        return LETTORI[colonna.tipo](Quesito(chiave=quesito.chiave, tipo=colonna.tipo), scritto)
    except DatoNonAccettato as errore:
        dove = {"n": n, "colonna": colonna.nome, "frase": errore.frase}
        raise _no(quesito, _("Riga %(n)s, «%(colonna)s». %(frase)s") % dove) from errore


def _codici(quesito: Quesito, scritto: Any) -> list[str]:
    return [_una_riga(quesito, uno) for uno in _elenco(quesito, scritto, MASSIME_RIGHE)]


def _in_ordine(quesito: Quesito, scritto: Any) -> list[str]:
    """As they were put, holes closed. One chosen twice is kept: while two are exchanged it is so for a moment."""
    return [codice for codice in _codici(quesito, scritto) if codice]


LETTORI: dict[TipoQuesito, Callable[[Quesito, Any], Valore]] = {
    TipoQuesito.TESTO: _una_riga,
    TipoQuesito.TESTO_LUNGO: _testo,
    TipoQuesito.NUMERO: _numero,
    TipoQuesito.DENARO: _denaro,
    TipoQuesito.DATA: _data,
    TipoQuesito.SCELTA: _scelta,
    TipoQuesito.SCELTE: _scelte,
    TipoQuesito.TABELLA: _tabella,
    TipoQuesito.FILE: _codici,
    TipoQuesito.PERSONA: _una_riga,
    TipoQuesito.INDIRIZZO: _indirizzo,
    TipoQuesito.PREFERENZE: _in_ordine,
}


# ── What is asked of this application ─────────────────────────────────────────────────────────────
def chiesti(detta: Definizione, risposte: Risposte, sezione: str) -> list[Quesito]:
    """What this application is asked: of its section, and what its own answers open."""
    return [quesito for quesito in detta.quesiti() if si_chiede(quesito, risposte, sezione)]


def si_chiede(quesito: Quesito, risposte: Risposte, sezione: str) -> bool:
    di_questa = not quesito.sezioni or sezione in quesito.sezioni
    return di_questa and (quesito.solo_se is None or vale(quesito.solo_se, risposte))


def vale(condizione: Condizione, risposte: Risposte) -> bool:
    risposta = risposte.get(condizione.quesito)
    date_ = risposta if isinstance(risposta, list) else [risposta]
    return any(una in condizione.valori for una in date_)


def totali(quesito: Quesito, righe: Iterable[Mapping[str, Valore]]) -> dict[str, Decimal]:
    """The sums under a table, by column."""
    righe = list(righe)
    return {
        colonna.chiave: sum((Decimal(str(riga.get(colonna.chiave) or 0)) for riga in righe), Decimal(0))
        for colonna in quesito.colonne
        if colonna.totale
    }


# ── What is still missing ─────────────────────────────────────────────────────────────────────────
def che_cosa_manca(detta: Definizione, risposte: Risposte, sezione: str) -> list[Difetto]:
    """Why the answers cannot be sent yet, in the order in which they are asked; empty when they can."""
    voci = (
        (quesito, difetto_di(quesito, risposte.get(quesito.chiave))) for quesito in chiesti(detta, risposte, sezione)
    )
    return [Difetto(quesito.chiave, frase) for quesito, frase in voci if frase]


def difetto_di(quesito: Quesito, valore: Valore) -> str:
    """What is wrong with one answer, in a sentence; "" when nothing is."""
    if valore in (None, "", []):
        return _vuota(quesito) if quesito.obbligatorio else ""
    return GIUDIZI.get(quesito.tipo, lambda _quesito, _valore: "")(quesito, valore)


def _vuota(quesito: Quesito) -> str:
    if quesito.tipo in A_SCELTA:
        return _("Scegli una risposta.")
    if quesito.tipo == TipoQuesito.PREFERENZE:
        return _("Scegli almeno un posto.")
    if quesito.tipo == TipoQuesito.FILE:
        return _("Carica il file.")
    if quesito.tipo == TipoQuesito.PERSONA:
        return _("Scegli una persona del gruppo.")
    return _("Scrivi una risposta.")


def _lunghezza(quesito: Quesito, valore: str) -> str:
    di_troppo = len(valore) - (quesito.massimo or len(valore))
    if di_troppo <= 0:
        return ""
    frase = ngettext("C'è %(n)s carattere di troppo.", "Ci sono %(n)s caratteri di troppo.", di_troppo)
    return frase % {"n": numero(di_troppo)}


def _misura(quesito: Quesito, valore: int | str, in_parole: Callable[[Any], str]) -> str:
    letto = Decimal(str(valore))
    if quesito.minimo is not None and letto < quesito.minimo:
        return _("Il minimo è %(minimo)s.") % {"minimo": in_parole(quesito.minimo)}
    if quesito.massimo is not None and letto > quesito.massimo:
        return _("Il massimo è %(massimo)s.") % {"massimo": in_parole(quesito.massimo)}
    return ""


def _ancora_offerte(quesito: Quesito, valore: str | Sequence[str]) -> str:
    """A correction of the call may have taken an answer away."""
    offerte = {opzione.chiave for opzione in quesito.opzioni}
    date_ = {valore} if isinstance(valore, str) else set(valore)
    return "" if date_ <= offerte else _("Questa risposta non c'è più: scegline un'altra.")


def _righe(quesito: Quesito, righe: Sequence[Mapping[str, Valore]]) -> str:
    if quesito.massimo is not None and len(righe) > quesito.massimo:
        return _("Le righe sono troppe: al massimo %(massimo)s.") % {"massimo": quesito.massimo}
    if any(riga.get(colonna.chiave) in ("", None) for riga in righe for colonna in quesito.colonne if colonna.totale):
        return _("A una riga manca la cifra.")
    return ""


def _si_apre(_quesito: Quesito, valore: str) -> str:
    """A draft keeps whatever was typed; only what can safely be followed is sent."""
    if sicuro(valore):
        return ""
    return _("Copia qui l'indirizzo intero della pagina, com'è nel browser: comincia con https://.")


def _in_ordine_va(quesito: Quesito, codici: Sequence[str]) -> str:
    """``opzioni`` are the places of today: who reads the question for an application puts them in it."""
    nomi = {una.chiave: una.nome for una in quesito.opzioni}
    if spariti := [uno for uno in codici if uno not in nomi]:
        return ngettext(
            "Un posto che avevi scelto non c'è più: scegline un altro, o lascia vuoto.",
            "%(n)s posti che avevi scelto non ci sono più: scegline altri, o lascia vuoto.",
            len(spariti),
        ) % {"n": len(spariti)}
    if doppi := [uno for uno in nomi if codici.count(uno) > 1]:
        return _("Hai scelto due volte «%(posto)s»: ogni posto una volta sola.") % {"posto": nomi[doppi[0]]}
    if quesito.massimo is not None and len(codici) > quesito.massimo:
        return _("I posti sono troppi: al massimo %(massimo)s.") % {"massimo": quesito.massimo}
    if quesito.minimo is not None and len(codici) < quesito.minimo:
        return _("I posti sono pochi: almeno %(minimo)s.") % {"minimo": quesito.minimo}
    return ""


GIUDIZI: dict[TipoQuesito, Callable[[Quesito, Any], str]] = {
    TipoQuesito.TESTO: _lunghezza,
    TipoQuesito.TESTO_LUNGO: _lunghezza,
    TipoQuesito.NUMERO: lambda quesito, valore: _misura(quesito, valore, numero),
    TipoQuesito.DENARO: lambda quesito, valore: _misura(quesito, valore, euro),
    TipoQuesito.SCELTA: _ancora_offerte,
    TipoQuesito.SCELTE: _ancora_offerte,
    TipoQuesito.TABELLA: _righe,
    TipoQuesito.INDIRIZZO: _si_apre,
    TipoQuesito.PREFERENZE: _in_ordine_va,
}
