"""The queue of the office: what waits of whom, filtered by the address, counted, and by when it is decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.clock import adesso, oggi
from talenti.base.exceptions import Frase
from talenti.base.templatetags.italiano import ora
from thinktown.enums import ASPETTANO_IL_GRUPPO, Modalita, StatoDomanda
from thinktown.enums_istruttoria import RICHIESTE, TipoProvvedimento
from thinktown.models import Bando, Delega, Domanda, Provvedimento
from thinktown.termini import Sospensione, si_decide_entro

_SENZA_NUMERO = 9
DA_CONTROLLARE, DECISE, ASPETTANO, AMMESSE, ESCLUSE, RITIRATE = (
    "da_controllare",
    "in_sospeso",
    "aspettano",
    "ammesse",
    "escluse",
    "ritirate",
)
# What an application waits for, in the order of what is to be done.
SITUAZIONI: dict[str, Frase] = {
    DA_CONTROLLARE: gettext_lazy("Da controllare"),
    DECISE: gettext_lazy("Decise, non ancora comunicate"),
    ASPETTANO: gettext_lazy("Aspettano chi ha presentato"),
    AMMESSE: gettext_lazy("Ammesse"),
    ESCLUSE: gettext_lazy("Escluse"),
    RITIRATE: gettext_lazy("Ritirate"),
}
_DI_STATO = {
    StatoDomanda.INTEGRAZIONE: ASPETTANO,
    StatoDomanda.PREAVVISO: ASPETTANO,
    StatoDomanda.AMMESSA: AMMESSE,
    StatoDomanda.ESCLUSA: ESCLUSE,
    StatoDomanda.RITIRATA: RITIRATE,
}
CHI = {"mie": gettext_lazy("mie"), "nessuno": gettext_lazy("di nessuno"), "altri": gettext_lazy("di altre persone")}
CHIAVI = ("cosa", "sezione", "chi", "q")


@dataclass(frozen=True)
class Scelti:
    """The filters of the address; what cannot be read is left out."""

    cosa: str = ""
    sezione: str = ""
    chi: str = ""
    q: str = ""

    @classmethod
    def leggi(cls, parametri: Mapping[str, Any], sezioni: Iterable[str]) -> "Scelti":
        ammessi = {"cosa": SITUAZIONI, "sezione": sezioni, "chi": CHI}
        scelti = {nome: valore for nome, validi in ammessi.items() if (valore := parametri.get(nome, "")) in validi}
        return cls(**scelti, q=str(parametri.get("q", "")).replace("\x00", "").strip()[:80])

    def __bool__(self) -> bool:
        return any((self.cosa, self.sezione, self.chi, self.q))

    def senza_cosa(self) -> "Scelti":
        return Scelti(sezione=self.sezione, chi=self.chi, q=self.q)

    def in_indirizzo(self, **altri: str) -> str:
        tutti = {nome: getattr(self, nome) for nome in CHIAVI} | altri
        return urlencode({nome: valore for nome, valore in tutti.items() if valore}, errors="surrogatepass")


def filtra(domande: QuerySet[Domanda], scelti: Scelti, persona: Any) -> QuerySet[Domanda]:
    """``domande`` are as they were sent (``come_inviate``)."""
    if scelti.sezione:
        domande = domande.filter(sezione_inviata=scelti.sezione)
    if scelti.chi:
        # Of who is away too, while one stands in for her.
        al_posto = Delega.objects.di_oggi().filter(a=persona, incarico__bando=OuterRef("bando"))
        mie = Q(seguita_da=persona) | Exists(al_posto.filter(incarico__persona=OuterRef("seguita_da")))
        nessuno = Q(seguita_da__isnull=True)
        domande = domande.filter({"mie": mie, "nessuno": nessuno, "altri": ~mie & ~nessuno}[scelti.chi])
    if scelti.q:
        domande = domande.filter(_trova(scelti.q))
    return _in_situazione(domande, scelti.cosa) if scelti.cosa else domande


def _trova(scritto: str) -> Q:
    """A number is the application's; anything else its code, or a name."""
    if scritto.isascii() and scritto.isdecimal() and len(scritto) <= _SENZA_NUMERO:
        return Q(numero=int(scritto)) | Q(codice__iexact=scritto)
    nomi = Q(soggetto_inviato__icontains=scritto) | Q(presenta_inviato__icontains=scritto)
    return nomi | Q(codice__iexact=scritto)


def _in_situazione(domande: QuerySet[Domanda], cosa: str) -> QuerySet[Domanda]:
    if cosa in (DA_CONTROLLARE, DECISE):
        sospesa = _sospesa()
        return domande.filter(sospesa if cosa == DECISE else ~sospesa, stato=StatoDomanda.INVIATA)
    return domande.filter(stato__in=[stato for stato, quale in _DI_STATO.items() if quale == cosa])


def _sospesa() -> Exists:
    return Exists(Provvedimento.objects.in_sospeso().filter(domanda=OuterRef("pk")))


def con_situazione(domande: QuerySet[Domanda]) -> QuerySet[Domanda]:
    """With what was decided and not told yet, and whether the group has answered something."""
    sospeso = Provvedimento.objects.in_sospeso().filter(domanda=OuterRef("pk"))
    risposti = Provvedimento.objects.filter(domanda=OuterRef("pk"), risposto_il__isnull=False)
    return domande.annotate(
        sospeso_tipo=Subquery(sospeso.values("tipo")[:1]),
        sospeso_dal=Subquery(sospeso.values("comunica_dal")[:1]),
        ha_risposto=Exists(risposti),
    )


def quante(domande: QuerySet[Domanda]) -> dict[str, int]:
    """How many in each situation, in one query."""
    conti = dict.fromkeys(SITUAZIONI, 0)
    righe = domande.order_by().annotate(sospesa=_sospesa()).values_list("stato", "sospesa").annotate(n=Count("pk"))
    for stato, sospesa, n in righe:
        conti[situazione_di(stato, sospesa=sospesa)] += n
    return conti


def situazione_di(stato: str, *, sospesa: bool) -> str:
    if stato == StatoDomanda.INVIATA:
        return DECISE if sospesa else DA_CONTROLLARE
    return _DI_STATO[StatoDomanda(stato)]


def in_parole(domanda: Any) -> str:
    """Of a row ``con_situazione``."""
    if domanda.sospeso_tipo:
        tipo = TipoProvvedimento(domanda.sospeso_tipo).label
        return _("%(che_cosa)s: parte alle %(ora)s") % {"che_cosa": tipo, "ora": ora(domanda.sospeso_dal)}
    if domanda.stato == StatoDomanda.INVIATA:
        return _("Ha risposto: da ricontrollare") if domanda.ha_risposto else _("Da controllare")
    return str(domanda.get_stato_display())


def e_tardi(entro: date | None) -> bool:
    """Has the last day for it passed?"""
    return entro is not None and entro < oggi()


# ── By when ───────────────────────────────────────────────────────────────────────────────────────
def inizio_di(bando: Bando, domanda: Domanda) -> datetime | None:
    """From when the days are counted: the closing of a ranking, the arrival where each is decided as it comes."""
    if bando.modalita == Modalita.SPORTELLO:
        return domanda.inviata_il
    inviata = domanda.inviata_il
    finestre = bando.in_vigore.tempi.finestre
    sua = next((una.chiude for una in finestre if inviata and una.apre <= inviata < una.chiude), None)
    return sua or inviata


def entro_di(bando: Bando, domanda: Domanda, richieste: Iterable[Provvedimento]) -> date | None:
    """By when it is decided; None, when it is decided already, or nothing is due."""
    inizio = inizio_di(bando, domanda)
    if inizio is None or domanda.stato not in (StatoDomanda.INVIATA, *ASPETTANO_IL_GRUPPO):
        return None
    istante = adesso()
    ferme = [
        Sospensione(una.tipo, una.comunicato_il, una.si_riprende_il(istante))
        for una in richieste
        if una.tipo in RICHIESTE and una.comunicato_il is not None
    ]
    return si_decide_entro(inizio, bando.in_vigore.norme.termine_giorni, ferme, istante)
