"""What the office has told of an application, as its group reads it: nothing of what it may still take back."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.registries import Cosa
from talenti.base.templatetags.italiano import data, quanto_manca
from talenti.registro.models import Transizione
from thinktown import recapito
from thinktown.enums import ASPETTANO_IL_GRUPPO, CON_GRADUATORIA, DECISE, Modalita, RuoloComponente, StatoDomanda
from thinktown.enums_istruttoria import RICHIESTE, TipoProvvedimento
from thinktown.models import Componente, Domanda, Provvedimento
from thinktown.momento import FINITI_PRIMA
from thinktown.rimedi import rimedi
from thinktown.termini import ultimo_giorno

_DECISIONE = {
    StatoDomanda.AMMESSA: TipoProvvedimento.AMMISSIONE,
    StatoDomanda.ESCLUSA: TipoProvvedimento.ESCLUSIONE,
}


def comunicate(domande: Iterable[Domanda]) -> dict[int, list[Provvedimento]]:
    """Application (its key) → what was told of it, in order: one question for all."""
    per_domanda: dict[int, list[Provvedimento]] = {una.pk: [] for una in domande}
    detti = Provvedimento.objects.comunicati().filter(domanda__in=list(per_domanda))
    for uno in detti.select_related("risposto_da").order_by("comunicato_il", "pk"):
        per_domanda[uno.domanda_id].append(uno)
    return per_domanda


def che_aspetta(domanda: Domanda, dette: Sequence[Provvedimento]) -> Provvedimento | None:
    """The request that the group has still to answer, its term passed or not."""
    if domanda.stato not in ASPETTANO_IL_GRUPPO or domanda.bando.stato in FINITI_PRIMA:
        return None
    return next((una for una in reversed(dette) if una.aspetta), None)


def decisione(domanda: Domanda, dette: Sequence[Provvedimento]) -> Provvedimento | None:
    """The decision that holds today."""
    if domanda.stato not in DECISE:
        return None
    tipo = _DECISIONE[StatoDomanda(domanda.stato)]
    return next((una for una in reversed(dette) if una.tipo == tipo), None)


def in_tempo(richiesta: Provvedimento, ora: datetime | None = None) -> bool:
    """Can it still be answered? What the clock says, whether or not anything ran since."""
    return richiesta.entro is not None and (ora or adesso()) < richiesta.entro


def entro(richiesta: Provvedimento) -> str:
    """entro giovedì 3 dicembre 2026"""
    giorno = ultimo_giorno(richiesta.entro) if richiesta.entro else None
    return _("entro %(giorno)s") % {"giorno": data(giorno)}


def della_domanda(domanda: Domanda, persona: Any) -> dict[str, Any]:
    """For the pages of one application: what was told, what waits, what holds, and what can be done against it."""
    dette = comunicate([domanda])[domanda.pk] if domanda.stato != StatoDomanda.BOZZA else []
    for una in dette:
        una.domanda = domanda
    richiesta, decisa = che_aspetta(domanda, dette), decisione(domanda, dette)
    return {
        "dette": dette,
        "richiesta": richiesta,
        "in_tempo": richiesta is not None and in_tempo(richiesta),
        "entro": entro(richiesta) if richiesta is not None else "",
        "decisione": decisa,
        "da_segnare": decisa is not None and da_segnare(decisa, persona),
        "rimedi": rimedi(decisa) if decisa is not None and decisa.tipo == TipoProvvedimento.ESCLUSIONE else None,
        "seguito": dopo_l_ammissione(domanda),
        "risposte": [una for una in dette if una.risposto_il is not None],
    }


def da_segnare(detto: Provvedimento, persona: Any) -> bool:
    """Is it new to her, or to the whole group? Whoever reads it is written down once, each for herself."""
    return detto.letto_il is None or recapito.avvisi_di([detto]).filter(persona=persona, letto_il=None).exists()


# ── In a line ─────────────────────────────────────────────────────────────────────────────────────
def in_una_riga(domanda: Domanda, dette: Sequence[Provvedimento]) -> dict[str, str] | None:
    """Of one that the office has told something of: its word and what follows; None, of any other."""
    richiesta = che_aspetta(domanda, dette)
    if richiesta is not None:
        return _della_richiesta(richiesta)
    if domanda.stato == StatoDomanda.AMMESSA:
        return {"parola": _("Si può valutare"), "tono": "ok", "frase": dopo_l_ammissione(domanda)}
    if domanda.stato == StatoDomanda.ESCLUSA:
        frase = _("Non passa alla valutazione. Dentro trovi il motivo, e che cosa puoi ancora fare.")
        return {"parola": _("Esclusa"), "tono": "err", "frase": frase}
    return None


def _della_richiesta(richiesta: Provvedimento) -> dict[str, str]:
    if not in_tempo(richiesta):
        frase = _("Il termine per rispondere è passato: l'ufficio decide con quello che ha già.")
        return {"parola": _("Termine passato"), "tono": "", "frase": frase}
    manca = quanto_manca(richiesta.entro)
    if richiesta.tipo == TipoProvvedimento.PREAVVISO:
        parola, frase = _("L'ufficio aspetta una risposta"), _("L'ufficio pensa di escluderla. Rispondi %(entro)s")
    else:
        parola, frase = _("Da completare"), _("L'ufficio chiede di completarla. Rispondi %(entro)s")
    frase = frase % {"entro": entro(richiesta)}
    return {"parola": parola, "tono": "warn", "frase": " · ".join(filter(None, (frase, manca)))}


def dopo_l_ammissione(domanda: Domanda) -> str:
    if domanda.bando.stato in CON_GRADUATORIA:
        return ""
    if domanda.bando.modalita == Modalita.GRADUATORIA:
        return _("Adesso aspetta la valutazione della commissione.")
    if domanda.bando.modalita == Modalita.SPORTELLO:
        return _("Si decide in ordine di arrivo, finché ci sono fondi.")
    return _("Adesso l'ente la legge e risponde.")


# ── The line of time ──────────────────────────────────────────────────────────────────────────────
def passi(domanda: Domanda, dette: Sequence[Provvedimento]) -> list[dict[str, Any]]:
    """What the office has asked, been answered and decided, in order."""
    fatti = [passo for uno in dette for passo in _passi_di(uno)]
    if dette and domanda.stato not in DECISE:
        riaperta = Transizione.objects.di(domanda).filter(verbo="riesamina").order_by("-n").first()
        if riaperta is not None:
            fatti.append(_passo(_("L'ufficio ha riaperto il controllo"), riaperta.quando))
    return sorted(fatti, key=lambda passo: passo["quando"])


def _passi_di(uno: Provvedimento) -> Iterator[dict[str, Any]]:
    if uno.tipo not in RICHIESTE:
        yield _passo(_ESITI[uno.tipo](), uno.comunicato_il)
        return
    url = uno.get_absolute_url()
    yield _passo(_CHIESTO[uno.tipo](), uno.comunicato_il, url=url)
    if uno.risposto_il is not None:
        yield _passo(_("Hai risposto all'ufficio"), uno.risposto_il, url=url)
    elif uno.scaduto_il is not None:
        yield _passo(_("È passato il termine per rispondere"), uno.entro)


def _passo(titolo: str, quando: datetime | None, **altro: Any) -> dict[str, Any]:
    return {"titolo": titolo, "quando": quando, "fase": "passato"} | altro


_CHIESTO = {
    TipoProvvedimento.INTEGRAZIONE: lambda: _("L'ufficio ha chiesto di completare la domanda"),
    TipoProvvedimento.PREAVVISO: lambda: _("L'ufficio ha detto che pensa di escludere la domanda"),
}
_ESITI = {
    TipoProvvedimento.AMMISSIONE: lambda: _("La domanda si può valutare"),
    TipoProvvedimento.ESCLUSIONE: lambda: _("La domanda è esclusa"),
}


# ── What she has to do ────────────────────────────────────────────────────────────────────────────
def linea(persona: Any) -> Iterator[Cosa]:
    """Requests to answer while there is time, by who writes; decisions that nobody of the group has read yet."""
    sue = Provvedimento.objects.visibili_a(persona).exclude(domanda__bando__stato__in=FINITI_PRIMA)
    sue = sue.select_related("domanda__bando").defer("domanda__bando__lavoro")
    scrive = Componente.objects.attivi().filter(persona=persona).exclude(ruolo=RuoloComponente.LEGGE)
    aspettano = sue.che_aspettano().filter(entro__gt=adesso(), domanda__in=scrive.values("domanda"))
    for una in aspettano.order_by("entro", "pk")[:20]:
        yield _da_rispondere(una)
    nuove = sue.filter(letto_il__isnull=True, domanda__stato__in=DECISE).exclude(tipo__in=RICHIESTE)
    for una in nuove.order_by("comunicato_il", "pk")[:20]:
        testo = _("L'ufficio ha deciso sulla tua domanda: %(bando)s") % {"bando": una.domanda.bando}
        azione = _("Leggi la decisione")
        yield Cosa("da_fare", testo, una.get_absolute_url(), azione=azione, quando=una.comunicato_il)


def _da_rispondere(richiesta: Provvedimento) -> Cosa:
    if richiesta.tipo == TipoProvvedimento.PREAVVISO:
        testo, azione = _("Rispondi all'ufficio sulla domanda: %(bando)s"), _("Rispondi")
    else:
        testo, azione = _("Completa la domanda: %(bando)s"), _("Completa")
    url = richiesta.get_absolute_url()
    entro_ = un_minuto_prima(richiesta.entro)
    return Cosa("da_fare", testo % {"bando": richiesta.domanda.bando}, url, azione=azione, entro=entro_)


def un_minuto_prima(prima_di: Any) -> Any:
    """A day that is whole ends at 23:59 for who reads a term: the instant itself is the day after."""
    return prima_di - timedelta(minutes=1)
