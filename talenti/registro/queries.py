"""Reading the log: an object's history in words, the verification of the whole, and the work that follows the acts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.exceptions import Frase
from talenti.registro import controlli
from talenti.registro.actions import chi
from talenti.registro.annunci import Riga
from talenti.registro.models import Annuncio, Transizione

# Beyond this the portal declares itself ill: nobody does what follows the acts.
RITARDO_MASSIMO = timedelta(minutes=15)


def storia(oggetto: Any, *, senza: Iterable[str] = ()) -> list[Riga]:
    """The acts on an object, newest first, ready to show; ``senza``: verbs that have a page of their own."""
    stati = dict(type(oggetto)._meta.get_field("stato").flatchoices) if hasattr(oggetto, "stato") else {}
    tabella = oggetto.TRANSIZIONI
    return [
        Riga(
            quando=t.quando,
            verbo=tabella[t.verbo].etichetta if t.verbo in tabella else t.verbo,
            chi=_chi(t),
            da=str(stati.get(t.da_stato, t.da_stato)),
            a=str(stati.get(t.a_stato, t.a_stato)),
            motivo=(t.dettaglio.dati or {}).get("motivo", ""),
        )
        for t in Transizione.objects.di(oggetto).exclude(verbo__in=senza).select_related("dettaglio").reverse()
    ]


def _chi(t: Transizione) -> str:
    """Who did it, and for whom, where the payload says that somebody stood in for somebody."""
    altra = (t.dettaglio.dati or {}).get("per_conto_di")
    if altra is None:
        return chi(t.attore)
    return _("%(chi)s, per conto di %(altra)s") % {"chi": chi(t.attore), "altra": chi(f"persona:{altra}")}


def verifica() -> Iterator[str]:
    """Every fault of the log, one sentence each, naming the row; nothing when it is whole."""
    with controlli.istantanea():
        yield from controlli.catene()
        yield from controlli.catene_sparite()
        yield from controlli.oggetti_senza_catena()
        yield from controlli.sigilli()
        yield from controlli.non_sigillate()
        yield from controlli.numeri()


# ── What follows the acts ─────────────────────────────────────────────────────────────────────────
def stato_annunci() -> tuple[bool, dict[str, int]]:
    """Is it being done? How late is the oldest that is due, and how many failed at least once."""
    dal = Annuncio.objects.dovuti().order_by("prossimo").values_list("prossimo", flat=True).first()
    ritardo = adesso() - dal if dal else timedelta()
    falliti = Annuncio.objects.filter(fatto_il__isnull=True).exclude(errore="").count()
    return ritardo <= RITARDO_MASSIMO, {"ritardo_s": int(ritardo.total_seconds()), "non_riusciti": falliti}


def atti_in_parole(transizioni: Iterable[Transizione], persona: Any) -> dict[int, tuple[Frase, str]]:
    """For each transition its verb and its object in words: the name only of what the office shows to ``persona``."""
    per_tipo: dict[str, list[Transizione]] = defaultdict(list)
    for t in transizioni:
        per_tipo[t.oggetto_tipo].append(t)
    return {t.pk: parole for tipo, righe in per_tipo.items() for t, parole in _di_un_tipo(tipo, righe, persona)}


def _di_un_tipo(tipo: str, righe: list[Transizione], persona: Any) -> Iterator[tuple[Transizione, tuple[Frase, str]]]:
    try:
        modello: Any = apps.get_model(tipo)
    except LookupError:
        yield from ((t, (t.verbo, f"{tipo} {t.oggetto_id}")) for t in righe)
        return
    visibili = getattr(modello._default_manager.all(), "visibili_in_ufficio", None)
    nomi = visibili(persona).in_bulk({t.oggetto_id for t in righe}) if visibili else {}
    verbi = getattr(modello, "TRANSIZIONI", {})
    for t in righe:
        verbo = verbi[t.verbo].etichetta if t.verbo in verbi else t.verbo
        yield t, (verbo, str(nomi.get(t.oggetto_id) or f"{modello._meta.verbose_name} {t.oggetto_id}"))
