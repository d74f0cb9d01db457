"""From what is stored to the inputs of a ranking: the sheets that count, what each application asked as it was sent.

In at most six questions, however many applications there are.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from talenti.base.clock import a_roma
from talenti.base.exceptions import DatoNonAccettato
from thinktown.commissari import ultimi_invii
from thinktown.concordati import concordati
from thinktown.definizione import Definizione
from thinktown.enums import StatoDomanda, TipoSpareggio
from thinktown.enums_valutazione import TITOLARI, StatoScheda
from thinktown.graduatoria.dati import Concorrente, Ingressi, Scheda
from thinktown.graduatoria.regole import dal_bando
from thinktown.models import (
    Bando,
    Commissario,
    DichiarazioneConflitto,
    Domanda,
    EsitoSorteggio,
    Graduatoria,
    Supplenza,
    Voto,
)

# Application → who → criterion → points.
PuntiDati = Mapping[int, Mapping[str, Mapping[str, Decimal]]]
# Whose the sheet is of points that were agreed on in a sitting.
COMMISSIONE = "commissione"
# Who is in a ranking: what the office has admitted, and what it has excluded, which has no points.
IN_GRADUATORIA = (StatoDomanda.AMMESSA, StatoDomanda.ESCLUSA)


class MancanoSchede(DatoNonAccettato):
    """Some applications have not all their signed sheets: code → how many are missing."""

    codice = "mancano_schede"

    def __init__(self, quante: Mapping[str, int]) -> None:
        frase = _("Mancano schede firmate a queste domande: %(quali)s.")
        super().__init__(frase % {"quali": ", ".join(sorted(quante))})
        self.quante = dict(quante)


def sorteggio_fatto(bando: Bando) -> EsitoSorteggio | None:
    """The outcome of the last draw, if there was one; ``servito``: a version has come out since, so it stays."""
    dopo = Graduatoria.objects.filter(bando=bando, pubblicata_il__gte=OuterRef("scritto_il"))
    esiti = EsitoSorteggio.objects.filter(sorteggio__bando=bando).select_related("sorteggio")
    return esiti.annotate(servito=Exists(dopo)).order_by("-sorteggio").first()


def ingressi(bando: Bando, *, seme: str) -> Ingressi:
    """All that the ranking of this call depends on, as it is stored now. ``seme``: of the draw, if there was one.

    Raises MancanoSchede, and DatoNonAccettato for quotas that nobody could apply.
    """
    detta = bando.in_vigore
    punti, attese = _punti_che_contano(bando, detta)
    concorrenti = [_concorrente(detta, bando, riga, punti) for riga in _righe(bando, detta)]
    mancano = {
        uno.codice: attese - len(uno.schede)
        for uno in concorrenti
        if not uno.esclusa and (not attese or len(uno.schede) < attese)
    }
    if mancano:
        raise MancanoSchede(mancano)
    return Ingressi(
        regole=dal_bando(detta),
        concorrenti=tuple(concorrenti),
        seme=seme,
    )


def _punti_che_contano(
    bando: Bando, detta: Definizione
) -> tuple[Mapping[int, Mapping[str, Mapping[str, Decimal]]], int]:
    """Application → who → criterion → points, and how many sheets each must have.

    One for each seat that votes; where the commission agrees on the points, one of them all.
    """
    if detta.graduatoria.concordata:
        quanti = len(detta.criteri)
        intere = {pk: punti for pk, punti in concordati(bando).items() if len(punti) == quanti}
        return {pk: {COMMISSIONE: punti} for pk, punti in intere.items()}, 1
    seggi = Commissario.objects.filter(commissione__bando=bando, al__isnull=True, ruolo__in=TITOLARI).count()
    return _punti_dati(bando), seggi


# ── The sheets that count ─────────────────────────────────────────────────────────────────────────
def che_contano(di_scheda: str = "") -> Q:
    """Of signed sheets, those of who votes on that application today: a seat without conflict, or who stands in.

    ``di_scheda``: the path to the sheet, where something else is asked for.
    """
    scheda = f"{di_scheda}__" if di_scheda else ""
    dove = {"domanda": OuterRef(f"{scheda}domanda")}
    conflitto = DichiarazioneConflitto.objects.filter(
        commissario__persona=OuterRef(f"{scheda}commissario__persona"),
        commissario__commissione=OuterRef(f"{scheda}commissario__commissione"),
        conflitto=True,
        **dove,
    )
    chiamato = Supplenza.objects.filter(supplente=OuterRef(f"{scheda}commissario"), finita_il__isnull=True, **dove)
    siede = Q(**{f"{scheda}commissario__al__isnull": True, f"{scheda}stato": StatoScheda.FIRMATA})
    titolare = Q(**{f"{scheda}commissario__ruolo__in": TITOLARI})
    return siede & ~Exists(conflitto) & (titolare | Exists(chiamato))


def _punti_dati(bando: Bando) -> dict[int, dict[str, dict[str, Decimal]]]:
    """Application → member → criterion → points, of every sheet that counts: one question."""
    voti = Voto.objects.filter(che_contano("scheda"), scheda__domanda__bando=bando, punti__isnull=False).order_by()
    date: dict[int, dict[str, dict[str, Decimal]]] = {}
    righe = voti.values_list("scheda__domanda", "scheda__commissario", "criterio", "punti")
    for domanda, chi, criterio, punti in righe.iterator(chunk_size=20_000):
        date.setdefault(domanda, {}).setdefault(str(chi), {})[criterio] = punti
    return date


# ── The applications, as they were sent ───────────────────────────────────────────────────────────
def _righe(bando: Bando, detta: Definizione) -> Iterable[dict[str, Any]]:
    """One row for each, from its last sending: only what the rules look at is read."""
    domande: QuerySet[Domanda] = Domanda.objects.filter(bando=bando, stato__in=IN_GRADUATORIA)
    chieste = {"sezione": F("contenuto__sezione")}
    if detta.graduatoria.chiesto or detta.graduatoria.settore:
        chieste["risposte"] = F("contenuto__risposte")
    if _conta(detta, TipoSpareggio.PIU_GIOVANI):
        chieste["gruppo"] = F("contenuto__gruppo")
    invii = ultimi_invii(domande).order_by("domanda__numero")
    nomi = {"codice": F("domanda__codice"), "stato": F("domanda__stato")}
    return invii.values("domanda_id", "arrivata_il", **nomi, **chieste)


def _conta(detta: Definizione, tipo: TipoSpareggio) -> bool:
    return any(uno.tipo == tipo for uno in detta.graduatoria.spareggi)


def _concorrente(
    detta: Definizione,
    bando: Bando,
    riga: dict[str, Any],
    punti: PuntiDati,
) -> Concorrente:
    risposte = {una["chiave"]: una["valore"] for una in riga.get("risposte") or ()}
    scheda, esclusa = detta.graduatoria, riga["stato"] == StatoDomanda.ESCLUSA
    giorni, persone = _eta(riga.get("gruppo") or (), bando)
    return Concorrente(
        codice=riga["codice"],
        sezione=_sezione(detta, riga["sezione"] or ""),
        settore=str(risposte.get(scheda.settore) or ""),
        richiesto=_richiesto(detta, riga["sezione"] or "", risposte),
        schede=() if esclusa else _schede(punti.get(riga["domanda_id"], {})),
        esclusa=esclusa,
        giorni_di_eta=giorni,
        persone=persone,
        inviata_il=riga["arrivata_il"] if _conta(detta, TipoSpareggio.PRIMA_INVIATA) else None,
    )


def _sezione(detta: Definizione, sezione: str) -> str:
    """Where the call has one only, an application that names none is in it."""
    return detta.sezioni[0].chiave if len(detta.sezioni) == 1 else sezione


def _richiesto(detta: Definizione, sezione: str, risposte: Mapping[str, Any]) -> Decimal:
    """Euro: what it says it asks; where the call asks nobody, the same for all."""
    if detta.graduatoria.chiesto:
        try:
            return Decimal(str(risposte.get(detta.graduatoria.chiesto) or 0))
        except InvalidOperation:
            return Decimal(0)
    sua = detta.sezione(_sezione(detta, sezione))
    return (sua.importo_massimo if sua and sua.fondi is not None else None) or Decimal(0)


def _schede(date: Mapping[str, Mapping[str, Decimal]]) -> tuple[Scheda, ...]:
    return tuple(Scheda(chi=chi, punti=dict(punti)) for chi, punti in sorted(date.items()))


def _eta(gruppo: Iterable[Mapping[str, Any]], bando: Bando) -> tuple[int | None, int]:
    """Days lived together by its people on the day of the closing, and how many they are; of an unknown age, None."""
    nati = [uno["nato_il"] for uno in gruppo]
    if not nati or not all(nati) or bando.chiude_il is None:
        return None, max(len(nati), 1)
    al = a_roma(bando.chiude_il).date()
    return sum((al - date.fromisoformat(nato)).days for nato in nati), len(nati)
