"""A ranking as everybody reads it: of each row only what the call's rule of privacy shows.

Sources: D.lgs. 33/2013 art. 26 c. 4 and 27 (nobody from whose name health or hardship could be read), D.P.R. 487/1994
art. 15, Garante, guidelines of 15 May 2014, part 2 §3.b: of who was not chosen nothing but what lets her find herself.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _

from talenti.base.arrivo import ATTESA_MASSIMA
from talenti.base.clock import a_roma, adesso
from talenti.persone.eta import MAGGIORE_ETA, anni_compiuti
from talenti.persone.models import Persona
from thinktown.commissari import ultimi_invii
from thinktown.definizione import Definizione
from thinktown.enums import Mostra
from thinktown.enums_graduatoria import HANNO_LASCIATO, EsitoGraduatoria, Riuso, StatoChiamata
from thinktown.graduatoria.dati import Riga, Risultato
from thinktown.graduatoria.differenze import Cambiata, differenze
from thinktown.graduatoria.numeri import semplice
from thinktown.models import Bando, Chiamata, Domanda, Graduatoria, RigaGraduatoria

SCELTA, IDONEA, NON_IDONEA, ESCLUSA, USCITA = EsitoGraduatoria
# Only these have a place in the order: of the others nothing but the code and what came of them.
_IN_ORDINE = (SCELTA, IDONEA, USCITA)


# ── Words ─────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Parole:
    """How the outcomes of one call are called: it gives money, or places, or both."""

    soldi: bool
    posti: bool
    riuso: Riuso

    def di(self, esito: str, importo: Decimal | None, chiamata: str = "") -> str:
        """``chiamata``: what the application answered, once it was called."""
        if chiamata in HANNO_LASCIATO:
            restano = self.riuso == Riuso.RESTANO
            return _("Quello che aveva resta all'ente") if restano else _("Quello che aveva passa a chi segue")
        if esito == SCELTA or chiamata:
            return self._scelta(importo, chiamata)
        return self._idonea() if esito == IDONEA else str(EsitoGraduatoria(esito).label)

    def _scelta(self, importo: Decimal | None, chiamata: str) -> str:
        if chiamata == StatoChiamata.ATTESA:
            return _("Finanziata, deve ancora accettare") if importo else _("Scelta, deve ancora accettare")
        if chiamata == StatoChiamata.ACCETTATA:
            return _("Finanziata, ha accettato") if importo else _("Scelta, ha accettato")
        return _("Finanziata") if importo else _("Scelta")

    def _idonea(self) -> str:
        if self.soldi and self.posti:
            return _("Idonea, posti o fondi finiti")
        return _("Idonea, fondi finiti") if self.soldi else _("Idonea, posti finiti")


def parole(detta: Definizione) -> Parole:
    soldi = detta.norme.fondi is not None or any(
        una.fondi is not None or una.importo_massimo is not None for una in detta.sezioni
    )
    posti = any(una.posti is not None for una in detta.sezioni) or any(uno.posti for uno in detta.settori)
    return Parole(soldi, posti, Riuso(detta.graduatoria.riuso))


def settori(detta: Definizione) -> dict[str, str]:
    """Key → name: of the sectors of the call, or of what can be answered to the question that tells them."""
    quesito = detta.quesito(detta.graduatoria.settore) if detta.graduatoria.settore else None
    dalle_risposte = {una.chiave: una.nome for una in quesito.opzioni} if quesito else {}
    return dalle_risposte | {uno.chiave: uno.nome for uno in detta.settori}


# ── Rows ──────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, kw_only=True)
class RigaPubblica:
    """One application as everybody reads it; what may not be shown is not in it. ``esito`` as it stands today."""

    domanda: int
    ordine: int
    codice: str
    sezione: str
    esito: str
    parola: str
    posizione: int | None = None
    settore: str = ""
    totale: Decimal | None = None
    importo: Decimal | None = None
    titolo: str = ""
    chi: str = ""

    @property
    def scelta(self) -> bool:
        return self.esito == SCELTA


def righe(graduatoria: Graduatoria, scelte: Iterable[Any]) -> list[RigaPubblica]:
    """What may be shown of those rows, ``per_righe`` of that version: as many questions for one as for many."""
    lette = list(scelte)
    detta = graduatoria.bando.in_vigore
    chiamate = _chiamate(lette)
    nomi = _nomi(graduatoria, detta, lette, chiamate)
    come, in_settore = parole(detta), settori(detta)
    # Before the final one nobody is called: an older version says what it said.
    sue = chiamate if graduatoria.definitiva else {}
    return [_riga(una, detta, come, in_settore, sue.get(una.domanda_id), nomi) for una in lette]


def per_righe(graduatoria: Graduatoria) -> QuerySet[RigaGraduatoria]:
    righe_: QuerySet[RigaGraduatoria] = graduatoria.righe.annotate(codice=F("domanda__codice")).order_by("ordine")
    return righe_


def _riga(
    una: Any,
    detta: Definizione,
    come: Parole,
    in_settore: Mapping[str, str],
    chiamata: Any,
    nomi: Mapping[int, tuple[str, str]],
) -> RigaPubblica:
    stato, importo = (chiamata["stato"], chiamata["importo"]) if chiamata else ("", una.importo)
    esito = _esito_di_oggi(una.esito, stato)
    minima = RigaPubblica(
        domanda=una.domanda_id,
        ordine=una.ordine,
        codice=una.codice,
        sezione=una.sezione,
        esito=esito,
        parola=come.di(una.esito, importo, stato),
    )
    if una.esito not in _IN_ORDINE:
        return minima
    titolo, chi = nomi.get(una.domanda_id, ("", ""))
    return replace(
        minima,
        posizione=una.posizione,
        settore="" if detta.pubblicazione.disagio else in_settore.get(una.settore, una.settore),
        totale=Decimal(semplice(una.totale)),
        importo=importo if esito == SCELTA and importo else None,
        titolo=titolo,
        chi=chi,
    )


def _esito_di_oggi(esito: str, stato: str) -> str:
    if stato in HANNO_LASCIATO:
        return USCITA
    return SCELTA if stato else esito


# ── Calls answered ────────────────────────────────────────────────────────────────────────────────
def _chiamate(lette: Iterable[Any]) -> dict[int, dict[str, Any]]:
    """Application → what it was offered and what it answered; past its last instant, whether anybody noticed or not."""
    trovate = Chiamata.objects.filter(domanda__in=[una.domanda_id for una in lette])
    dette = {una["domanda_id"]: una for una in trovate.values("domanda_id", "stato", "importo", "entro")}
    ora = adesso() - ATTESA_MASSIMA
    for una in dette.values():
        if una["stato"] == StatoChiamata.ATTESA and una["entro"] <= ora:
            una["stato"] = StatoChiamata.SCADUTA
    return dette


# ── Names ─────────────────────────────────────────────────────────────────────────────────────────
def _nomi(
    graduatoria: Graduatoria, detta: Definizione, lette: Iterable[Any], chiamate: Mapping[int, Mapping[str, Any]]
) -> dict[int, tuple[str, str]]:
    """Application → (title, who presents it) of the chosen ones, as they were sent, where the call says so.

    Never of somebody under age, nor of somebody whose age is not known; never of who has left.
    """
    if detta.pubblicazione.disagio or detta.pubblicazione.mostra != Mostra.NOMI:
        return {}
    scelte = [una.domanda_id for una in lette if _si_nomina(graduatoria, una, chiamate.get(una.domanda_id))]
    invii = list(_inviate(scelte))
    giorno = a_roma(graduatoria.pubblicata_il).date()
    da_sapere = [invio["chi"] for invio in invii if not invio["soggetto"]]
    nati = dict(Persona.objects.filter(pk__in=da_sapere).values_list("pk", "nato_il")) if da_sapere else {}
    return {
        invio["domanda_id"]: (_titolo(invio), invio["soggetto"] or invio["nome"])
        for invio in invii
        if invio["soggetto"] or _maggiorenne(nati.get(invio["chi"]) or _nato_il(invio), giorno)
    }


def _si_nomina(graduatoria: Graduatoria, una: Any, chiamata: Mapping[str, Any] | None) -> bool:
    """Of who has left the name goes from every version: taken from one page it must not stand on another."""
    if chiamata and chiamata["stato"] in HANNO_LASCIATO:
        return False
    return una.esito == SCELTA or (graduatoria.definitiva and chiamata is not None)


def _inviate(domande: list[int]) -> Iterator[dict[str, Any]]:
    campi = {
        "soggetto": KT("contenuto__soggetto"),
        "nome": KT("contenuto__presenta__nome"),
        "chi": F("contenuto__presenta__persona"),
        "gruppo": F("contenuto__gruppo"),
        "risposte": F("contenuto__risposte"),
    }
    yield from ultimi_invii(Domanda.objects.filter(pk__in=domande)).order_by().values("domanda_id", **campi)


def _titolo(invio: Mapping[str, Any]) -> str:
    titolo = next((una["valore"] for una in invio["risposte"] or () if una["chiave"] == "titolo"), "")
    return titolo if isinstance(titolo, str) else ""


def _nato_il(invio: Mapping[str, Any]) -> date | None:
    """As it was sent: an account that was closed since says no birthday any more."""
    scritto = next((uno["nato_il"] for uno in invio["gruppo"] or () if uno["persona"] == invio["chi"]), None)
    return date.fromisoformat(scritto) if scritto else None


def _maggiorenne(nato_il: date | None, giorno: date) -> bool:
    return nato_il is not None and anni_compiuti(nato_il, giorno) >= MAGGIORE_ETA


# ── From one version to the next ──────────────────────────────────────────────────────────────────
def cambiate(prima: Graduatoria, dopo: Graduatoria) -> tuple[Cambiata, ...]:
    """What of the page is no longer as it was, by code: nothing that the page does not show."""
    vecchio, nuovo = _mostrato(prima), _mostrato(dopo)
    return differenze(vecchio, nuovo)


def _mostrato(graduatoria: Graduatoria) -> Risultato:
    campi = ("codice", "sezione", "esito", "posizione", "totale", "importo")
    return Risultato(
        righe=tuple(
            Riga(
                codice=una.codice,
                sezione=una.sezione,
                settore="",
                esito=EsitoGraduatoria(una.esito),
                posizione=una.posizione,
                totale=una.totale if una.esito in _IN_ORDINE else None,
                importo=una.importo,
            )
            for una in per_righe(graduatoria).values_list(*campi, named=True)
        )
    )


# ── Versions ──────────────────────────────────────────────────────────────────────────────────────
def versioni(bando: Bando, persona: Any) -> list[Graduatoria]:
    """Those that anybody may read today, the first first, without their long texts."""
    lette = Graduatoria.objects.visibili_a(persona).filter(bando=bando).select_related("atto__file")
    trovate = list(lette.defer("ingressi", "risultato").order_by("n"))
    for una in trovate:
        una.bando = bando
    return trovate


def quale(trovate: list[Graduatoria], scritto: str) -> Graduatoria | None:
    """The version that was asked for by number; one that there is not is the one that counts."""
    chiesta = next((una for una in trovate if str(una.n) == scritto), None)
    return chiesta or (trovate[-1] if trovate else None)
