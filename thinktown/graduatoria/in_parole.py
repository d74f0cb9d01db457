"""The arithmetic of a row, in words: who applied can do it again with a pencil."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talenti.base.templatetags.italiano import euro, numero
from thinktown.definizione import Spareggio
from thinktown.enums import Arrotonda, TipoSpareggio
from thinktown.enums_graduatoria import DaDove, EsitoGraduatoria, Insieme
from thinktown.graduatoria.dati import TOTALE, Concorrente, Criterio, Regole, Riga, Valore
from thinktown.graduatoria.differenze import Cambiata
from thinktown.graduatoria.numeri import arrotonda
from thinktown.graduatoria.punti import contate, quante

# Digits that are written of a number that has no end, before its dots.
_CIFRE = 3


def arrotondamento(regole: Regole) -> str:
    """How totals are rounded: a sentence for the head of the page."""
    n = regole.decimali
    cifre = ngettext("%(n)s cifra dopo la virgola", "%(n)s cifre dopo la virgola", n) % {"n": n}
    dato = {"cifre": cifre if n else _("numeri interi")}
    if regole.arrotonda == Arrotonda.GIU:
        return _("I totali si tagliano a %(cifre)s.") % dato
    return _("I totali si arrotondano a %(cifre)s, e la metà va verso l'alto.") % dato


def in_parole(regole: Regole, uno: Concorrente, riga: Riga) -> list[str]:
    """One sentence for each criterion, then the total, what told it apart from its neighbours, and the outcome.

    ``uno`` is the application as it went in, ``riga`` as it came out.
    """
    if riga.totale is None:
        return [_("Esclusa prima della valutazione: non ha punti.")]
    coppie = zip(regole.criteri, riga.valori, strict=True)
    return [
        *(_criterio(regole, criterio, valore, uno) for criterio, valore in coppie),
        _totale(regole, riga, uno),
        *_pari(regole, riga),
        _esito(regole, riga),
    ]


def cambiata(una: Cambiata) -> str:
    """What changed of a row, from … to …: one sentence."""
    if una.prima is None:
        return _("Prima non c'era.")
    if una.dopo is None:
        return _("Non c'è più.")
    nomi = {"esito": _("esito"), "posizione": _("posizione"), "totale": _("totale"), "importo": _("somma")}
    pezzi = [
        _("%(cosa)s: prima %(prima)s, adesso %(dopo)s")
        % {"cosa": nomi[cosa], "prima": _valore(cosa, una.prima), "dopo": _valore(cosa, una.dopo)}
        for cosa in una.che_cosa
    ]
    frase = "; ".join(pezzi)
    return f"{frase[:1].upper()}{frase[1:]}."


def _valore(cosa: str, riga: Riga) -> str:
    valore = getattr(riga, cosa)
    if valore is None:
        return _("nessuna") if cosa != "totale" else _("nessuno")
    if cosa == "esito":
        return f"«{EsitoGraduatoria(valore).label}»"
    return euro(valore) if cosa == "importo" else numero(valore)


# ── Points ────────────────────────────────────────────────────────────────────────────────────────
def _criterio(regole: Regole, criterio: Criterio, valore: Valore, uno: Concorrente) -> str:
    pezzi = [_conto(regole, criterio, valore, uno)]
    if criterio.peso != 1:
        pesato = valore.punti * Fraction(criterio.peso)
        pezzi.append(_("vale %(peso)s volte: %(punti)s") % {"peso": numero(criterio.peso), "punti": frazione(pesato)})
    if criterio.soglia is not None:
        pezzi.append(_servono(criterio.soglia, quante(regole, uno)))
    return _frase(f"{criterio.nome or criterio.chiave}: {', '.join(pezzi)}")


def _conto(regole: Regole, criterio: Criterio, valore: Valore, uno: Concorrente) -> str:
    """(24 + 25 + 27) : 3 = 25,333…"""
    punti = contate(regole, criterio, uno)
    somma = " + ".join(numero(dato) for dato in punti)
    conto = frazione(valore.punti)
    if len(punti) > 1:
        a_che = f"({somma}) : {len(punti)}" if regole.insieme == Insieme.MEDIA else somma
        conto = f"{a_che} = {conto}"
    if not regole.tagliate:
        return conto
    tolti = ngettext(
        "tolti il punteggio più alto e il più basso",
        "tolti i %(n)s punteggi più alti e i %(n)s più bassi",
        regole.tagliate,
    ) % {"n": regole.tagliate}
    return f"{conto} ({tolti})"


def _totale(regole: Regole, riga: Riga, uno: Concorrente) -> str:
    coppie = zip(regole.criteri, riga.valori, strict=True)
    pesati = [valore.punti * Fraction(criterio.peso) for criterio, valore in coppie]
    esatto, totale = sum(pesati, Fraction(0)), riga.totale or Decimal(0)
    somma = f"{' + '.join(frazione(uno) for uno in pesati)} = " if len(pesati) > 1 else ""
    conto = f"{somma}{frazione(esatto)}"
    if esatto != Fraction(totale):
        frase = _("%(conto)s, senza le cifre in più %(totale)s")
        if regole.arrotonda == Arrotonda.META_SU:
            frase = _("%(conto)s, arrotondato %(totale)s")
        conto = frase % {"conto": conto, "totale": numero(totale)}
    soglia = [_servono(regole.soglia, quante(regole, uno))] if regole.soglia is not None else []
    return _frase(_("Totale: %(conto)s") % {"conto": ", ".join([conto, *soglia])})


def _frase(testo: str) -> str:
    """With its full stop, unless dots close it already."""
    return testo if testo.endswith("…") else f"{testo}."


def frazione(valore: Fraction) -> str:
    """Whole, where it ends within six digits; else three digits and dots, cut: it never seems to reach a threshold."""
    intero = arrotonda(valore, 6, Arrotonda.GIU)
    if Fraction(intero) == valore:
        return numero(intero)
    return f"{numero(arrotonda(valore, _CIFRE, Arrotonda.GIU))}…"


def _servono(soglia: Decimal, volte: int) -> str:
    return _("ne servono almeno %(soglia)s") % {"soglia": frazione(Fraction(soglia) * volte)}


# ── Order and outcome ─────────────────────────────────────────────────────────────────────────────
def _pari(regole: Regole, riga: Riga) -> Iterator[str]:
    if riga.dopo_per is not None:
        che_cosa = regola(regole, regole.spareggi[riga.dopo_per])
        yield _("Ha gli stessi punti di chi la precede, e le sta dietro per questo: %(regola)s.") % {"regola": che_cosa}
    if riga.prima_per is not None:
        che_cosa = regola(regole, regole.spareggi[riga.prima_per])
        yield _("Ha gli stessi punti di chi la segue, e le sta davanti per questo: %(regola)s.") % {"regola": che_cosa}


def regola(regole: Regole, spareggio: Spareggio) -> str:
    """What a tie-break looks at."""
    if spareggio.tipo == TipoSpareggio.CRITERIO:
        nomi = {criterio.chiave: criterio.nome or criterio.chiave for criterio in regole.criteri}
        return _("più punti in «%(criterio)s»") % {"criterio": nomi.get(spareggio.criterio, spareggio.criterio)}
    etichetta = str(spareggio.tipo.label)
    return etichetta[:1].lower() + etichetta[1:]


def _esito(regole: Regole, riga: Riga) -> str:
    match riga.esito:
        case EsitoGraduatoria.SCELTA:
            return _scelta(regole, riga)
        case EsitoGraduatoria.NON_IDONEA:
            return _("Non è idonea: %(che_cosa)s.") % {"che_cosa": _che_cosa_manca(regole, riga)}
        case EsitoGraduatoria.USCITA:
            return _("È la numero %(posizione)s. Ha rinunciato o non ha risposto in tempo.") % {
                "posizione": numero(riga.posizione)
            }
        case _:
            return _("È la numero %(posizione)s: idonea, ma posti o fondi sono finiti prima.") % {
                "posizione": numero(riga.posizione)
            }


def _scelta(regole: Regole, riga: Riga) -> str:
    frase = _("È la numero %(posizione)s: scelta, %(da_dove)s.") % {
        "posizione": numero(riga.posizione),
        "da_dove": _da_dove(regole, riga),
    }
    if not riga.spettante:
        return frase
    riceve = _("Riceve %(importo)s.")
    if riga.importo != riga.spettante:
        riceve = _("Riceve %(importo)s su %(spettante)s: di più non ne restava.")
    dati = {"importo": euro(riga.importo), "spettante": euro(riga.spettante)}
    return f"{frase} {riceve % dati}"


def _da_dove(regole: Regole, riga: Riga) -> str:
    if riga.da_dove == DaDove.QUOTA:
        nomi = {una.chiave: una.nome or una.chiave for una in regole.sezione(riga.sezione).quote}
        return _("con quello che è riservato a «%(quota)s»") % {"quota": nomi[riga.settore]}
    if riga.da_dove == DaDove.ALTRE:
        return _("con quello che un'altra sezione ha lasciato")
    return _("secondo la graduatoria")


def _che_cosa_manca(regole: Regole, riga: Riga) -> str:
    nomi = {criterio.chiave: criterio.nome or criterio.chiave for criterio in regole.criteri}
    pezzi = [
        _("il totale non arriva alla soglia") if chiave == TOTALE
        else _("i punti in «%(criterio)s» non arrivano alla soglia") % {"criterio": nomi[chiave]}
        for chiave in riga.sotto
    ]  # fmt: skip
    return ", ".join(pezzi)
