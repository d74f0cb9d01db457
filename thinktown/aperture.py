"""What opening a sheet and saving it ask the database, with its SQL written once (ADR 0008).

A member opens hundreds of applications and saves at every pause: writing these questions anew cost more than asking
them. Which ones she opens is asked of ``valutazione``, here as everywhere.
"""

from functools import partial
from itertools import product
from typing import Any

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from talenti.base.clock import adesso, oggi
from talenti.base.pronte import CHIAVE, GIORNO, ISTANTE, TESTO, Dati, Pronta
from thinktown.models import Commissario, Domanda, FaseValutazione, Invio, Osservazione, Scheda, Voto
from thinktown.valutazione import SI_VALUTA, Come, Posto, aperte, apre

_DELLA_FASE = ("id", "commissione_id", "tipo", "dal", "nomi", "voti")


# ── Her seat, and the phase ───────────────────────────────────────────────────────────────────────
def con_la_fase(righe: QuerySet[Any], ora: Any, commissione: str = "commissione") -> QuerySet[Any]:
    """With the phase of that moment, in the same question (``leggi_la_fase``): a row for each that has begun."""
    fasi = f"{commissione}__fasi"
    righe = righe.annotate(fase=FilteredRelation(fasi, condition=Q(**{f"{fasi}__dal__lte": ora})))
    return righe.annotate(**{f"fase_{nome}": F(f"fase__{nome}") for nome in _DELLA_FASE})


def leggi_la_fase(riga: Any, commissario: Commissario) -> None:
    valori = [getattr(riga, f"fase_{nome}") for nome in _DELLA_FASE]
    fase = FaseValutazione(**dict(zip(_DELLA_FASE, valori, strict=True))) if valori[0] else None
    commissario.commissione.__dict__["fase"] = fase


def posti_di(persona: Any, giorno: Any) -> QuerySet[Commissario]:
    """The seats from which she scores on that day, or may be called to."""
    posti = Commissario.objects.di_oggi(giorno).che_dichiarano().filter(persona=persona)
    return posti.select_related("commissione__bando__partner").defer("commissione__bando__lavoro")


@Pronta
def _posto(d: Dati) -> QuerySet[Commissario]:
    posti = posti_di(d.uno("persona", CHIAVE), d.uno("oggi", GIORNO))
    posti = con_la_fase(posti.filter(commissione__bando__slug=d.uno("slug", TESTO)), d.uno("ora", ISTANTE))
    return posti.order_by("-fase_dal")[:1]


def posto(persona: Any, slug: str) -> Commissario | None:
    """Hers in the commission of that call, with the phase of now."""
    for uno in _posto(persona=persona.pk, oggi=oggi(), slug=slug, ora=adesso()):
        leggi_la_fase(uno, uno)
        trovato: Commissario = uno
        return trovato
    return None


@Pronta
def _posti(d: Dati) -> QuerySet[Commissario]:
    suoi = con_la_fase(posti_di(d.uno("persona", CHIAVE), d.uno("oggi", GIORNO)), d.uno("ora", ISTANTE))
    return suoi.order_by(*Commissario._meta.ordering, "-fase_dal")


def posti(persona: Any) -> list[Commissario]:
    """All of hers, each with the phase of now."""
    suoi: dict[int, Commissario] = {}
    for uno in _posti(persona=persona.pk, oggi=oggi(), ora=adesso()):
        if uno.pk not in suoi:
            leggi_la_fase(uno, uno)
            suoi[uno.pk] = uno
    return list(suoi.values())


# ── What is left ──────────────────────────────────────────────────────────────────────────────────
def da_firmare(posto_: Posto, come: Come, *, chiusa: bool, ha_dichiarato: bool = False) -> QuerySet[Domanda]:
    """Not signed yet; once all is ``chiusa``, only what has been opened again. ``ha_dichiarato`` as in ``aperte``."""
    firmate = Scheda.objects.firmate().filter(commissario=posto_.posto)
    restano = aperte(posto_, come, ha_dichiarato=ha_dichiarato).exclude(pk__in=firmate.order_by().values("domanda"))
    if chiusa:
        return restano.filter(Exists(Osservazione.objects.da_recepire().filter(domanda=OuterRef("pk"))))
    return restano


def _quante(come: Come, chiusa: bool, d: Dati) -> QuerySet[Any, Any]:
    restano = da_firmare(Posto.in_bianco(d), come, chiusa=chiusa).order_by()
    return restano.values("bando").annotate(quante=Count("pk")).values_list("quante")


_QUANTE = {caso: Pronta(partial(_quante, *caso)) for caso in product(Come, (False, True))}


def quante_da_firmare(commissario: Commissario) -> int:
    come, fase = apre(commissario), commissario.commissione.fase
    if come is None or fase is None:
        return 0
    righe = _QUANTE[come, fase.tipo not in SI_VALUTA](**Posto.di(commissario).valori())
    return righe[0][0] if righe else 0


# ── One application ───────────────────────────────────────────────────────────────────────────────
def _invio(come: Come, ciechi: bool, conta: bool, chiusa: bool, sezione: bool, d: Dati) -> QuerySet[Invio]:
    suo = Posto.in_bianco(d)
    campo = "codice_cieco__codice" if ciechi else "codice"
    una = aperte(suo, come).filter(**{campo: d.uno("codice", TESTO)}).order_by()
    invii = (
        Invio.objects.filter(domanda__in=una)
        .select_related("domanda__codice_cieco", "versione")
        .defer("versione__contenuto")
    )
    if conta:
        altre: Any = da_firmare(suo, come, chiusa=chiusa, ha_dichiarato=True).exclude(pk=OuterRef("domanda"))
        if ciechi:
            altre = altre.filter(codice_cieco__isnull=False)
        if sezione:
            altre = altre.come_inviate().filter(sezione_inviata=d.uno("sezione", CharField()))
        quante = altre.order_by().values("bando").annotate(quante=Count("pk")).values("quante")
        invii = invii.annotate(restano=Coalesce(Subquery(quante), Value(0), output_field=IntegerField()))
    return invii.order_by("-n")[:1]


_INVII = {caso: Pronta(partial(_invio, *caso)) for caso in product(Come, *([(False, True)] * 4))}


def invio(commissario: Commissario, codice: str, *, sezione: str = "", conta: bool = False) -> Invio | None:
    """The last sending of the one of that address, if she may open it; ``restano``, where it is to ``conta``: how many
    others are left, of that section if she has chosen one.
    """
    come, fase = apre(commissario), commissario.commissione.fase
    if come is None or fase is None:
        return None
    chiusa = conta and fase.tipo not in SI_VALUTA
    dati = Posto.di(commissario).valori() | {"codice": codice} | ({"sezione": sezione} if conta and sezione else {})
    trovati = _INVII[come, not fase.nomi, conta, chiusa, conta and bool(sezione)](**dati)
    return trovati[0] if trovati else None


# ── Her sheet ─────────────────────────────────────────────────────────────────────────────────────
def _coi_voti(schede: QuerySet[Scheda]) -> QuerySet[Scheda]:
    """A row each point, in the same question (``voti_letti``)."""
    campi = {"di": "criterio", "punti": "punti", "perche": "motivo", "voto": "pk"}
    return schede.annotate(**{nome: F(f"voti__{campo}") for nome, campo in campi.items()})


def voti_letti(righe: list[Any]) -> dict[str, Voto]:
    return {
        riga.di: Voto(pk=riga.voto, scheda=riga, criterio=riga.di, punti=riga.punti, motivo=riga.perche)
        for riga in righe
        if riga.di
    }


@Pronta
def _scheda(d: Dati) -> QuerySet[Scheda]:
    sue = Scheda.objects.in_vigore().filter(commissario=d.uno("posto", CHIAVE), domanda=d.uno("domanda", CHIAVE))
    return _coi_voti(sue)


def scheda(commissario: Commissario, domanda: Domanda) -> tuple[Scheda | None, dict[str, Voto]]:
    """Hers in force and its points; None before she saves for the first time."""
    righe = _scheda(posto=commissario.pk, domanda=domanda.pk)
    return (righe[0] if righe else None), voti_letti(righe)


@Pronta
def _da_scrivere(d: Dati) -> QuerySet[Scheda]:
    codice = d.uno("codice", TESTO)
    posti = Commissario.objects.di_oggi(d.uno("oggi", GIORNO)).filter(persona=d.uno("persona", CHIAVE))
    schede = Scheda.objects.in_vigore().filter(
        Q(domanda__codice=codice) | Q(domanda__codice_cieco__codice=codice),
        commissario__in=posti.values("pk"),
        commissario__commissione__bando__slug=d.uno("slug", TESTO),
    )
    schede = con_la_fase(schede, d.uno("ora", ISTANTE), "commissario__commissione")
    schede = schede.select_related("commissario__commissione__bando", "domanda__versione", "domanda__codice_cieco")
    return schede.defer("commissario__commissione__bando__lavoro", "domanda__versione__contenuto").order_by(
        "-fase_dal"
    )[:1]


def da_scrivere(persona: Any, slug: str, codice: str) -> Scheda | None:
    """Her sheet with all that saving asks for, in one question; None before the first save, and for who has none.

    Who may not score it any more is refused when it is saved (``schede.salva``).
    """
    trovate = _da_scrivere(persona=persona.pk, slug=slug, codice=codice, oggi=oggi(), ora=adesso())
    if not trovate:
        return None
    trovata: Scheda = trovate[0]
    leggi_la_fase(trovata, trovata.commissario)
    commissione, domanda = trovata.commissario.commissione, trovata.domanda
    if domanda.versione.n == commissione.bando.versione_n:
        commissione.bando.versione = domanda.versione
    ciechi = commissione.fase is not None and not commissione.fase.nomi
    giusto = domanda.codice_cieco.codice if ciechi else domanda.codice
    return trovata if giusto == codice else None


def _bloccata(come: Come, d: Dati) -> QuerySet[Scheda]:
    sua = Scheda.objects.filter(pk=d.uno("scheda", CHIAVE), domanda__in=aperte(Posto.in_bianco(d), come))
    return _coi_voti(sua.only("stato", "revisione", "note").select_for_update(no_key=True, of=("self",)))


_BLOCCATE = {come: Pronta(partial(_bloccata, come)) for come in Come}


def blocca(scheda_: Scheda) -> dict[str, Voto] | None:
    """Lock her sheet and read again its state, revision, notes and points; None where she may not open it now.

    The lock and the gate in one question. Where the lock was waited for, the points may be those of before it: they
    are of this revision only if it is the one that she had before her.
    """
    come = apre(scheda_.commissario)
    if come is None:
        return None
    righe = _BLOCCATE[come](scheda=scheda_.pk, **Posto.di(scheda_.commissario).valori())
    if not righe:
        return None
    for campo in ("stato", "revisione", "note"):
        setattr(scheda_, campo, getattr(righe[0], campo))
    return voti_letti(righe)
