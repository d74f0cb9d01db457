"""The rules of a ranking, made from the call as it was frozen.

Criteria with maximum, weight and threshold, the total's threshold, how sheets become one, rounding, tie-breaks, who has
which places and money, and what becomes of what is left.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from talenti.base.exceptions import DatoNonAccettato
from thinktown import definizione as d
from thinktown.enums import Inevasa, TipoSpareggio
from thinktown.graduatoria.dati import Criterio, Quota, Regole, Sezione
from thinktown.graduatoria.numeri import centesimi, in_euro

_SORTEGGIO = d.Spareggio(tipo=TipoSpareggio.SORTEGGIO)


def dal_bando(contenuto: Mapping[str, Any] | d.Definizione) -> Regole:
    """The rules of the call whose frozen content this is (``VersioneBando.contenuto``, or what it reads as).

    A section that no quota names keeps what it does not use; a sector with places that no quota names leaves them to
    the others. The draw always comes last.

    Raises msgspec.ValidationError for what is no call, ``DatoNonAccettato`` for quotas that nobody could apply.
    """
    detta = contenuto if isinstance(contenuto, d.Definizione) else d.leggi(contenuto)
    scheda = detta.graduatoria
    return Regole(
        criteri=tuple(_criterio(uno) for uno in detta.criteri),
        insieme=scheda.insieme,
        # Where the points are agreed on there is one sheet, and nothing to leave out.
        tagliate=0 if scheda.concordata else scheda.tagliate,
        decimali=scheda.decimali,
        arrotonda=scheda.arrotonda,
        soglia=scheda.soglia,
        spareggi=spareggi(scheda.spareggi),
        sezioni=_sezioni(detta),
        fondi=detta.norme.fondi,
        parziale=scheda.parziale,
        parte_minima=scheda.parte_minima,
        riuso=scheda.riuso,
    )


def spareggi(detti: tuple[d.Spareggio, ...]) -> tuple[d.Spareggio, ...]:
    """Down to the draw and not beyond: whatever would come after it never decides."""
    fino_a = next((n for n, uno in enumerate(detti) if uno.tipo == TipoSpareggio.SORTEGGIO), len(detti))
    return (*detti[:fino_a], _SORTEGGIO)


def _criterio(uno: d.Criterio) -> Criterio:
    return Criterio(chiave=uno.chiave, nome=uno.nome, massimo=uno.massimo, peso=uno.peso, soglia=uno.soglia)


def _sezioni(detta: d.Definizione) -> tuple[Sezione, ...]:
    dette = {una.chiave: una for una in detta.graduatoria.quote}
    sezioni = tuple(_sezione(una, dette.get(una.chiave)) for una in detta.sezioni) or (Sezione(),)
    di_sezione: dict[str, list[Quota]] = {}
    for dove, quota in _quote(detta, dette):
        if len(sezioni) > 1 and dove not in {una.chiave for una in sezioni}:
            raise DatoNonAccettato(
                _("Un settore ha posti o fondi riservati, ma il bando ha più sezioni: non dice in quale valgono."),
                codice="quota_di_piu_sezioni",
            )
        di_sezione.setdefault(dove if len(sezioni) > 1 else sezioni[0].chiave, []).append(quota)
    return tuple(_con_quote(una, tuple(di_sezione[una.chiave])) if una.chiave in di_sezione else una for una in sezioni)


def _sezione(una: d.Sezione, quota: d.Quota | None) -> Sezione:
    """What the quota of the section says comes first; where there is none, what the section leaves stays there."""
    return Sezione(
        chiave=una.chiave,
        nome=una.nome,
        posti=_detto(quota and quota.posti, una.posti),
        fondi=_detto(quota and quota.fondi, una.fondi),
        importo_massimo=una.importo_massimo,
        avanzi=quota.inevasa if quota else Inevasa.RESTANO,
    )


def _quote(detta: d.Definizione, dette: Mapping[str, d.Quota]) -> Iterator[tuple[str, Quota]]:
    """One for each sector for which something is kept, by a quota or by the sector's own places, with its section."""
    for settore in detta.settori:
        quota = dette.get(settore.chiave)
        posti, fondi = _detto(quota and quota.posti, settore.posti), quota.fondi if quota else None
        if posti is not None or fondi is not None:
            avanzi = quota.inevasa if quota else Inevasa.ALTRE
            sua = Quota(chiave=settore.chiave, nome=settore.nome, posti=posti, fondi=fondi, avanzi=avanzi)
            yield (quota.sezione if quota else ""), sua


def _con_quote(sezione: Sezione, quote: tuple[Quota, ...]) -> Sezione:
    """A section that does not say how much it has, has what its quotas keep."""
    posti = [una.posti for una in quote if una.posti is not None]
    fondi = [centesimi(una.fondi) for una in quote if una.fondi is not None]
    if _oltre(sum(posti), sezione.posti) or _oltre(sum(fondi), sezione.fondi and centesimi(sezione.fondi)):
        raise DatoNonAccettato(
            _("I settori hanno riservato più di quello che c'è in tutto."), codice="quote_oltre_il_totale"
        )
    return replace(
        sezione,
        posti=_detto(sezione.posti, sum(posti) if posti else None),
        fondi=_detto(sezione.fondi, in_euro(sum(fondi)) if fondi else None),
        quote=quote,
    )


def _oltre(tenuti: int, totale: int | Decimal | None) -> bool:
    return totale is not None and tenuti > totale


def _detto(*valori: Any) -> Any:
    """The first that is said: a zero is."""
    return next((uno for uno in valori if uno is not None), None)
