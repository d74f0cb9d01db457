"""The page of a ranking, piece by piece: what its templates draw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from shlex import quote
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _

from talenti.base.arrivo import ATTESA_MASSIMA
from talenti.base.clock import adesso
from thinktown.enums import StatoBando, TipoAtto
from thinktown.enums_graduatoria import HANNO_LASCIATO, EsitoGraduatoria, StatoChiamata
from thinktown.graduatoria.in_parole import cambiata
from thinktown.graduatoria_aperta import esito_di
from thinktown.in_graduatoria import RigaPubblica, cambiate
from thinktown.models import AttoBando, Bando, Domanda, Graduatoria, RigaGraduatoria, Sorteggio
from thinktown.momento import FINITI_PRIMA
from thinktown.termini import ultimo_giorno

PER_PAGINA = 50
SCELTA, IDONEA, NON_IDONEA, ESCLUSA, _USCITA = EsitoGraduatoria
ATTI = (
    TipoAtto.PROVVISORIA,
    TipoAtto.RIVISTA,
    TipoAtto.DEFINITIVA,
    TipoAtto.SCORRIMENTO,
    TipoAtto.ANNULLAMENTO,
    TipoAtto.REVOCA,
)


# ── Sections ──────────────────────────────────────────────────────────────────────────────────────
@dataclass
class DiSezione:
    """A part of the table: those in order, those that are not; ``linea_dopo``: the row after which money is over."""

    chiave: str
    nome: str
    quante: str = ""
    linea_dopo: int | None = None
    in_ordine: list[RigaPubblica] = field(default_factory=list)
    altre: list[RigaPubblica] = field(default_factory=list)


def sezioni_di(bando: Bando) -> dict[str, str]:
    """Key → name, where the call has more than one: of the only one nothing has to be said."""
    sezioni = bando.in_vigore.sezioni
    return {una.chiave: una.nome for una in sezioni} if len(sezioni) > 1 else {}


def in_sezioni(graduatoria: Graduatoria, lette: Iterable[RigaPubblica], nomi: Mapping[str, str]) -> list[DiSezione]:
    """The rows of one page, section by section, each with how many there are in all: one question."""
    conti = {uno["sezione"]: uno for uno in _conti(graduatoria)}
    trovate: dict[str, DiSezione] = {}
    for una in lette:
        conto = conti[una.sezione]
        sua = trovate.setdefault(
            una.sezione,
            DiSezione(una.sezione, nomi.get(una.sezione, ""), _quante(conto), linea_dopo=_linea(conto)),
        )
        (sua.in_ordine if una.posizione is not None else sua.altre).append(una)
    return list(trovate.values())


def _conti(graduatoria: Graduatoria) -> Iterable[dict[str, Any]]:
    """Of each section; who was called after others have left stands on this side of the line, and is chosen.

    Past its last instant a call has lapsed, whether anybody noticed or not.
    """
    dentro = Q(esito=SCELTA)
    quali = {str(esito): Q(esito=esito) for esito in (SCELTA, IDONEA, NON_IDONEA, ESCLUSA)}
    if graduatoria.definitiva:
        dentro |= Q(domanda__chiamata__isnull=False)
        lascia = Q(domanda__chiamata__stato__in=HANNO_LASCIATO) | Q(
            domanda__chiamata__stato=StatoChiamata.ATTESA, domanda__chiamata__entro__lte=adesso() - ATTESA_MASSIMA
        )
        quali |= {SCELTA: dentro & ~lascia, IDONEA: Q(esito=IDONEA) & ~dentro, "lascia": lascia}
    per_esito = {f"n_{esito}": Count("pk", filter=quale) for esito, quale in quali.items()}
    return (
        graduatoria.righe.order_by()
        .values("sezione")
        .annotate(
            ultima=Max("ordine", filter=dentro),
            ultima_fuori=Max("ordine", filter=~dentro & Q(esito=IDONEA)),
            **per_esito,
        )
    )


def _linea(conto: Mapping[str, Any]) -> int | None:
    ultima, fuori = conto["ultima"], conto["ultima_fuori"]
    return ultima if ultima is not None and fuori is not None and fuori > ultima else None


def _quante(conto: Mapping[str, Any]) -> str:
    """Sections are read at a glance: what there is none of is not said."""
    frasi = (
        (_("Scelte: %(n)s."), conto["n_scelta"]),
        (_("Hanno lasciato quello che avevano: %(n)s."), conto.get("n_lascia", 0)),
        (_("Idonee, senza posto o fondi: %(n)s."), conto["n_idonea"]),
        (_("Sotto i punti che servono: %(n)s."), conto["n_non_idonea"]),
        (_("Escluse prima: %(n)s."), conto["n_esclusa"]),
    )
    return " ".join(frase % {"n": n} for frase, n in frasi if n)


# ── One's own ─────────────────────────────────────────────────────────────────────────────────────
def le_mie(righe: QuerySet[RigaGraduatoria], persona: Any) -> list[RigaGraduatoria]:
    """The rows of the applications of whose group she is; of who is not signed in nothing is asked."""
    if not persona.is_authenticated:
        return []
    return list(righe.filter(domanda__in=Domanda.objects.visibili_a(persona)))


def dove(una: RigaPubblica, versione: int | None) -> str:
    """The address of its row on this page, without filters."""
    pezzi = [f"versione={versione}"] if versione else []
    pagina = una.ordine // PER_PAGINA + 1
    return f"?{'&'.join([*pezzi, f'page={pagina}'])}#d-{una.codice}"


# ── What changed ──────────────────────────────────────────────────────────────────────────────────
def novita(versioni: list[Graduatoria], questa: Graduatoria) -> dict[str, Any] | None:
    """Against the version before, if it may still be read: which rows, and how, by code."""
    prima = next((una for una in reversed(versioni) if una.n < questa.n), None)
    if prima is None:
        return None
    righe = [[una.codice, cambiata(una)] for una in cambiate(prima, questa)]
    return {"prima": prima, "righe": righe, "quante": len(righe), "colonne": [_("Domanda"), _("Che cosa è cambiato")]}


def errori_entro(graduatoria: Graduatoria | None) -> date | None:
    """The last day, whole, on which an error may be pointed out."""
    prima_di = graduatoria.osservazioni_entro if graduatoria else None
    return ultimo_giorno(prima_di) if prima_di else None


# ── The draw ──────────────────────────────────────────────────────────────────────────────────────
def sorteggio_di(bando: Bando) -> Sorteggio | None:
    """The last one made known: it counts."""
    ultimo: Sorteggio | None = bando.sorteggi.select_related("esito").last()
    return ultimo


def come_si_rifa(sorteggio: Sorteggio | None) -> dict[str, Any] | None:
    """The draw with its outcome, and the commands with which anybody finds seed and places again."""
    if sorteggio is None:
        return None
    esito = esito_di(sorteggio)
    comandi = []
    if esito is not None:
        comandi = [_sha256(f"{esito.esito}:{sorteggio.impronta}"), _sha256(f"{esito.seme}:{_('CODICE')}")]
    return {"sorteggio": sorteggio, "esito": esito, "comandi": comandi}


def _sha256(testo: str) -> str:
    return f"printf %s {quote(testo)} | sha256sum"


# ── Acts ──────────────────────────────────────────────────────────────────────────────────────────
def con_versione(atti: QuerySet[AttoBando]) -> QuerySet[AttoBando]:
    """Each with the version of the ranking that it made, without its long texts, and with its file."""
    letti: QuerySet[AttoBando] = atti.select_related("file", "graduatoria").defer(
        "graduatoria__ingressi", "graduatoria__risultato"
    )
    return letti


def segna_tolti(atti: Iterable[AttoBando]) -> list[AttoBando]:
    """``tolto``: its document says what may no longer be read by everybody; number and date of the act stay."""
    letti = list(atti)
    nessuna = not any(_versione(uno) for uno in letti)
    for uno in letti:
        sua = hasattr(uno, "graduatoria") and _versione(uno) is None
        uno.tolto = sua or (uno.tipo == TipoAtto.SCORRIMENTO and nessuna)  # type: ignore[attr-defined]  # for templates
    return letti


def che_vale(atti: Iterable[AttoBando]) -> Graduatoria | None:
    """Of the acts of a call, the version that counts, while it may be read."""
    return max(filter(None, map(_versione, atti)), key=lambda una: una.n, default=None)


def del_bando(bando: Bando, atti: Iterable[AttoBando]) -> dict[str, Any]:
    """For the page of the call: the version that counts, or the draw that comes before it."""
    vale = None if bando.stato in FINITI_PRIMA else che_vale(atti)
    in_corso = bando.stato == StatoBando.IN_VALUTAZIONE
    return {
        "graduatoria": vale,
        "errori_entro": errori_entro(vale),
        "sorteggio": sorteggio_di(bando) if in_corso else None,
        "si_classifica": vale is not None or any(hasattr(uno, "graduatoria") for uno in atti),
    }


def atti_di(bando: Bando) -> list[dict[str, Any]]:
    """The acts of the ranking, the latest first, each with the version that it made and that may still be read."""
    atti = con_versione(AttoBando.objects.filter(bando=bando, tipo__in=ATTI)).order_by("-registrato_il", "-pk")
    return [{"atto": uno, "versione": _versione(uno)} for uno in segna_tolti(atti)]


def _versione(atto: AttoBando) -> Graduatoria | None:
    sua: Graduatoria | None = getattr(atto, "graduatoria", None)
    return sua if sua is not None and sua.si_legge else None
