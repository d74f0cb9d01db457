"""What the portal tells of the network: numbers, points of the map, its door."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery, Sum, Value
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import oggi
from talenti.base.templatetags.italiano import data_breve
from talenti.luoghi.mappa import Punto
from talenti.luoghi.models import Comune
from talenti.portale.registri import Passo, Porta
from talenti.rete.enums import GIORNI_PER_ESAMINARE, RuoloPartecipazione
from talenti.rete.models import Partecipazione, Partner
from talenti.rete.presenze import in_rete_il


@dataclass(frozen=True)
class Fatti:
    """The network in numbers, as it is now."""

    partner: int
    comuni: int
    azioni: int
    giovani: int
    punti: tuple[Punto, ...]


def fatti() -> Fatti:
    """The network as it is now, asked at most once a minute."""
    chiave = f"portale:fatti:{get_language()}"
    dati = cache.get(chiave)
    if dati is None:
        dati = _fatti()
        cache.set(chiave, dati, 60)
    return dati


def _fatti() -> Fatti:
    """Two queries, whatever the size of the network."""
    per_comune = list(
        Partner.objects.filter(pk__in=in_rete_il(oggi()), comune__isnull=False)
        .order_by("comune__chiave")
        .values_list("comune__istat")
        .annotate(n=Count("pk"))
    )
    in_corso = Partecipazione.objects.in_corso().filter(partner__in=Partner.objects.in_rete())
    azioni = in_corso.order_by().values(uno=Value(1)).annotate(n=Count("azione", distinct=True)).values("n")
    conti = Comune.objects.attivi().aggregate(giovani=Sum("eta18_35"), azioni=Max(Subquery(azioni)))
    return Fatti(
        partner=sum(n for _istat, n in per_comune),
        comuni=len(per_comune),
        azioni=conti["azioni"] or 0,
        giovani=conti["giovani"] or 0,
        punti=tuple(Punto(istat, n, quanti(n), elenco(f"?comune={istat}")) for istat, n in per_comune),
    )


def quanti(n: int) -> str:
    return ngettext("%(n)s organizzazione", "%(n)s organizzazioni", n) % {"n": n}


def elenco(parametri: str = "") -> str:
    return reverse("rete:elenco") + parametri


def porta() -> Porta | None:
    """The door of the network: who came in last."""
    ultimo = Partner.objects.in_rete().filter(ammesso_il__isnull=False).order_by("-ammesso_il").first()
    if ultimo is None:
        return None
    fatto = _("L'ultima a entrare: %(nome)s, %(giorno)s.") % {
        "nome": ultimo.nome,
        "giorno": data_breve(ultimo.ammesso_il),
    }
    return Porta(
        titolo=_("Chi c'è nella rete"),
        url=elenco(),
        fatto=fatto,
        ordine=60,
        icona="luogo",
        principale=_("Trova chi ti aiuta"),
    )


def porta_aperta() -> Porta | None:
    """The door for who is not in the network yet; shut while nobody examines proposals."""
    if not piede()["capofila"]:
        return None
    fatto = _("Rispondiamo alla tua proposta in %(n)s giorni.") % {"n": GIORNI_PER_ESAMINARE}
    return Porta(_("Entra nella rete"), reverse("rete:proponi"), fatto, ordine=80, icona="gruppo")


def passi(pubblico: str) -> list[Passo]:
    """What one can do in the network, by audience."""
    guarda = Passo(
        _("Guarda chi c'è nella rete"),
        elenco(),
        _("Enti, cooperative e imprese della provincia, comune per comune."),
        60,
    )
    proponi = Passo(
        _("Fai entrare la tua organizzazione"),
        reverse("rete:proponi"),
        _("Rispondi a poche domande: servono circa 15 minuti."),
        50,
    )
    return {"lavoro": [guarda], "imprese": [proponi, guarda], "operatori": [proponi, guarda]}[pubblico]


def piede() -> dict[str, str]:
    """Who leads the network and who pays for it, for the foot of every page; asked every ten minutes."""
    dati = cache.get("portale:piede")
    if dati is None:
        dati = _piede()
        cache.set("portale:piede", dati, 600)
    return dati


def _piede() -> dict[str, str]:
    paga = Partecipazione.objects.filter(
        partner=OuterRef("pk"), ruolo=RuoloPartecipazione.COFINANZIATORE, al__isnull=True
    )
    righe = Partner.objects.in_rete().annotate(paga=Exists(paga)).filter(Q(capofila=True) | Q(paga=True))
    nomi = list(righe.order_by("nome").values_list("nome", "capofila", "paga"))
    return {
        "capofila": next((nome for nome, guida, _paga in nomi if guida), ""),
        "finanziatori": ", ".join(nome for nome, _guida, paga in nomi if paga),
    }
