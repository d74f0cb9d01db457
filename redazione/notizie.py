"""What anybody reads: lists, what is like what, what stands around a text. Nothing here gives what is not public."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from redazione.enums import Pubblico, Tipo
from redazione.enums_lettura import TIPI, Raccolta
from redazione.models import Argomento, Articolo, Autore, Legame, PubblicoVoce, Riguarda
from talenti.base.memoria import un_minuto
from talenti.rete.enums import Azione
from talenti.rete.models import Partner

AFFINI = 3
# How many of the newest that have something in common are weighed.
_PESATI = 30
_EVENTI = Q(voce__tipo=Tipo.RESOCONTO) | Q(voce__tipo=Tipo.NOTIZIA, voce__azione=Azione.EVENTI)


@un_minuto
def ci_sono() -> bool:
    """Is anything public? Menu, home and partners ask it together; the first one shows within a minute."""
    return Articolo.objects.pubblicati().exists()


# ── Lists ─────────────────────────────────────────────────────────────────────────────────────────
def elenco() -> Any:
    """What is public, newest first, with what a list shows of it and without its text."""
    return Articolo.objects.pubblicati().per_elenco().defer("viva__html").prefetch_related("voce__pubblici")


def della(raccolta: str) -> Q:
    """The pieces of a collection."""
    if raccolta == Raccolta.EVENTI:
        return _EVENTI
    di_questi = Q(voce__tipo__in=TIPI[Raccolta(raccolta)])
    return di_questi & ~Q(voce__azione=Azione.EVENTI) if raccolta == Raccolta.NOTIZIE else di_questi


@un_minuto
def argomenti_letti() -> list[tuple[str, str]]:
    """Those of which something is public."""
    suoi = Articolo.objects.pubblicati().filter(argomenti=OuterRef("pk"))
    return list(Argomento.objects.filter(Exists(suoi)).values_list("slug", "nome"))


@un_minuto
def partner_letti() -> list[tuple[str, str]]:
    """The partners of which something public speaks, whose page anybody opens."""
    pubblici = Articolo.objects.pubblicati().filter(voce=OuterRef("voce"))
    detti = Riguarda.objects.filter(Exists(pubblici)).values("partner")
    return list(Partner.objects.in_rete().filter(pk__in=detti).order_by("nome", "pk").values_list("slug", "nome"))


def con_per(url: str, per: str) -> str:
    """An address that keeps the audience in which one reads."""
    if not per:
        return url
    return f"{url}{'&' if '?' in url else '?'}per={per}"


def url_elenco(*, per: str = "", **scelte: str) -> str:
    """The list, narrowed."""
    scritte = "&".join(f"{nome}={valore}" for nome, valore in ({"per": per} | scelte).items() if valore)
    return f"{reverse('redazione:notizie')}{'?' if scritte else ''}{scritte}"


def pubblico_chiesto(parametri: Any) -> str:
    per = parametri.get("per", "")
    return per if per in Pubblico.values else ""


# ── What stands around a text ─────────────────────────────────────────────────────────────────────
@dataclass
class Intorno:
    """What an article speaks of: topics and partners (address, name), linked things (address, title).

    By whom it is, and for whom.
    """

    argomenti: list[tuple[str, str]] = field(default_factory=list)
    partner: list[tuple[str, str]] = field(default_factory=list)
    legami: list[tuple[str, str]] = field(default_factory=list)
    firme: list[str] = field(default_factory=list)
    pubblici: list[str] = field(default_factory=list)


def intorno(articoli: Iterable[Articolo]) -> dict[int, Intorno]:
    """Of each, by its key, in one question: a page and a feed are to cost the same whatever is in them."""
    voci = {articolo.voce_id: articolo.pk for articolo in articoli}
    trovati = {pk: Intorno() for pk in voci.values()}
    righe = _righe_intorno(list(voci), list(voci.values())) if voci else ()
    for che, di_chi, _ordine, chiave, nome in sorted(righe):
        uno = trovati[di_chi if che == "argomenti" else voci[di_chi]]
        getattr(uno, che).append(nome if che in ("firme", "pubblici") else (chiave, nome))
    return trovati


def _righe_intorno(voci: list[int], articoli: list[int]) -> QuerySet[Any, Any]:
    """(what, whose, order, address, name): the same columns of five tables."""

    def colonne(righe: Any, che: str, di_chi: str, ordine: str, chiave: str, nome: str) -> Any:
        testi = {"chiave": Cast(F(chiave), CharField()), "nome_": Cast(F(nome), CharField())}
        return (
            righe.order_by()
            .annotate(che=Value(che, CharField()), di_chi=F(di_chi), ordine_=F(ordine), **testi)
            .values_list("che", "di_chi", "ordine_", "chiave", "nome_")
        )

    firme = Autore.objects.filter(voce__in=voci, confermata_il__isnull=False)
    legate = Articolo.argomenti.through.objects.filter(articolo__in=articoli)
    parlano = Riguarda.objects.filter(voce__in=voci, partner__in=Partner.objects.in_rete().values("pk"))
    legami = Legame.objects.filter(voce__in=voci)
    return colonne(firme, "firme", "voce", "ordine", "firma", "firma").union(
        colonne(legate, "argomenti", "articolo", "argomento", "argomento__slug", "argomento__nome"),
        colonne(parlano, "partner", "voce", "pk", "partner__slug", "partner__nome"),
        colonne(legami, "legami", "voce", "pk", "url", "titolo"),
        colonne(PubblicoVoce.objects.filter(voce__in=voci), "pubblici", "voce", "pk", "pubblico", "pubblico"),
        all=True,
    )


# ── What is like it ───────────────────────────────────────────────────────────────────────────────
def affini(articolo: Articolo, di: Intorno, *, per: str = "") -> list[Articolo]:
    """Public ones on the same topics, partners, action: those that share most, the newest first."""
    azione = articolo.voce.azione
    stessi = {
        "argomento": Exists(_con_argomento([slug for slug, _nome in di.argomenti])),
        "partner": Exists(_con_partner([slug for slug, _nome in di.partner])),
    }
    # Of a draft, too, only what anybody reads.
    righe = elenco().prefetch_related(None).exclude(pk=articolo.pk)
    if per:
        righe = righe.per(per)
    simili = stessi["argomento"] | stessi["partner"]
    righe = righe.filter(simili | Q(voce__azione=azione) if azione else simili)
    trovati = righe.annotate(**{f"stesso_{nome}": stesso for nome, stesso in stessi.items()})[:_PESATI]
    return sorted(trovati, key=lambda uno: -_quanto_simile(uno, azione))[:AFFINI]


def _con_argomento(slug: list[str]) -> QuerySet[Any]:
    return Articolo.argomenti.through.objects.filter(articolo=OuterRef("pk"), argomento__slug__in=slug)


def _con_partner(slug: list[str]) -> QuerySet[Any]:
    return Riguarda.objects.filter(voce=OuterRef("voce"), partner__slug__in=slug)


def _quanto_simile(uno: Any, azione: str) -> int:
    return 2 * uno.stesso_argomento + 2 * uno.stesso_partner + (bool(azione) and uno.voce.azione == azione)
