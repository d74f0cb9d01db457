"""What a member of a commission has before her: her seat, her queue in an order of her own, what is left."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.clock import oggi
from talenti.base.memoria import un_minuto
from talenti.base.permissions import una_volta
from talenti.base.registries import Cosa, Scrivania
from thinktown import aperture
from thinktown.aperture import posti_di
from thinktown.definizione import Criterio
from thinktown.enums_valutazione import StatoScheda, TipoFase
from thinktown.models import Commissario, Domanda, FaseValutazione, Invio, Scheda
from thinktown.valutazione import SI_VALUTA, Posto, ammesse, apre, da_dichiarare, da_valutare

DA_VALUTARE, INIZIATA, DA_FIRMARE, FIRMATA = "da_valutare", "iniziata", "da_firmare", "firmata"
IN_PAROLE = {
    DA_VALUTARE: gettext_lazy("Da valutare"),
    INIZIATA: gettext_lazy("Iniziata"),
    DA_FIRMARE: gettext_lazy("Da firmare"),
    FIRMATA: gettext_lazy("Firmata"),
}
TONI = {DA_VALUTARE: "", INIZIATA: "attesa", DA_FIRMARE: "warn", FIRMATA: "ok"}


@dataclass(frozen=True)
class InCoda:
    """One application of her queue; ``codice`` is what its address calls it, ``numero`` None while names are hidden."""

    pk: int
    codice: str
    numero: int | None
    sezione: str
    stato: str

    @property
    def in_parole(self) -> Any:
        return IN_PAROLE[self.stato]

    @property
    def tono(self) -> str:
        return TONI[self.stato]


def nomi_nascosti(commissario: Commissario) -> bool:
    fase = commissario.commissione.fase
    return fase is not None and not fase.nomi


def del_codice(commissario: Commissario, codice: str) -> QuerySet[Domanda]:
    """The one of that address, if she may open it: by its own code, or by the one drawn while names are hidden."""
    campo = "codice_cieco__codice" if nomi_nascosti(commissario) else "codice"
    return da_valutare(commissario).filter(**{campo: codice})


# ── The queue ─────────────────────────────────────────────────────────────────────────────────────
def coda(commissario: Commissario) -> list[InCoda]:
    """All that she may open, by number; without names, by code. One query, and the version of the call."""
    criteri = commissario.commissione.bando.in_vigore.criteri
    sue = Scheda.objects.in_vigore().filter(commissario=commissario, domanda=OuterRef("pk")).order_by()
    dati = sue.values("domanda").annotate(quanti=Count("voti", filter=_dati(criteri))).values("quanti")
    righe = (
        da_valutare(commissario)
        .come_inviate()  # type: ignore[attr-defined]  # ours
        .annotate(scritta=Subquery(sue.values("stato")[:1]), dati=Coalesce(Subquery(dati), 0))
        .values("pk", "codice", "numero", "sezione_inviata", "scritta", "dati", cieco=F("codice_cieco__codice"))
        .order_by("numero")
    )
    ciechi = nomi_nascosti(commissario)
    tutte = [
        InCoda(
            una["pk"],
            una["cieco"] if ciechi else una["codice"],
            None if ciechi else una["numero"],
            una["sezione_inviata"] or "",
            _stato(una, len(criteri)),
        )
        for una in righe
        if una["cieco"] or not ciechi
    ]
    return sorted(tutte, key=lambda una: una.codice) if ciechi else tutte


def _dati(criteri: Iterable[Criterio]) -> Q:
    """Points that may be signed: given, with their reason where the call asks one."""
    con_motivo = [uno.chiave for uno in criteri if uno.motivo]
    dato = Q(voti__punti__isnull=False, voti__criterio__in=[uno.chiave for uno in criteri])
    return dato & (~Q(voti__criterio__in=con_motivo) | ~Q(voti__motivo=""))


def _stato(una: dict[str, Any], criteri: int) -> str:
    if una["scritta"] is None:
        return DA_VALUTARE
    if una["scritta"] == StatoScheda.FIRMATA:
        return FIRMATA
    return DA_FIRMARE if una["dati"] == criteri else INIZIATA


def posto_nell_ordine(commissario: Commissario, pk: int) -> str:
    """Hers alone: what everybody reads first, with a fresh eye, or last and tired, is not the same for all."""
    return sha256(f"{commissario.pk}:{pk}".encode()).hexdigest()


def da_firmare(commissario: Commissario) -> QuerySet[Domanda]:
    """What is left: not signed yet, while one may."""
    come, fase = apre(commissario), commissario.commissione.fase
    if come is None or fase is None:
        return Domanda.objects.none()
    return aperture.da_firmare(Posto.di(commissario), come, chiusa=fase.tipo not in SI_VALUTA)


def restano(commissario: Commissario, sezione: str = "") -> list[tuple[int, str]]:
    """What is left, in her order: (key, code in the address); of one section, where she has chosen it."""
    domande: Any = da_firmare(commissario)
    if sezione:
        domande = domande.come_inviate().filter(sezione_inviata=sezione)
    campo = "codice_cieco__codice" if nomi_nascosti(commissario) else "codice"
    righe = [(pk, codice) for pk, codice in domande.order_by().values_list("pk", campo) if codice]
    return sorted(righe, key=lambda una: posto_nell_ordine(commissario, una[0]))


def dopo(commissario: Commissario, righe: list[tuple[int, str]], pk: int | None) -> str:
    """The code of the first one left after that one, going round; "" when none is."""
    altre = [una for una in righe if una[0] != pk]
    if pk is None or not altre:
        return altre[0][1] if altre else ""
    qui = posto_nell_ordine(commissario, pk)
    return next((codice for altra, codice in altre if posto_nell_ordine(commissario, altra) > qui), altre[0][1])


def nomi(pk: Iterable[int]) -> dict[int, str]:
    """What an application is called where names are seen, as it was sent: who applies, or who speaks for the group."""
    righe: Any = Domanda.objects.filter(pk__in=list(pk)).come_inviate()
    chi = {una["pk"]: una for una in righe.values("pk", "soggetto_inviato", "presenta_inviato")}
    return {uno: una["soggetto_inviato"] or una["presenta_inviato"] or "" for uno, una in chi.items()}


def ultimi_invii(domande: QuerySet[Domanda]) -> QuerySet[Invio]:
    dopo_ = Invio.objects.filter(domanda=OuterRef("domanda"), n__gt=OuterRef("n"))
    return Invio.objects.filter(~Exists(dopo_), domanda__in=domande.order_by())


# ── What asks for her ─────────────────────────────────────────────────────────────────────────────
@un_minuto
def chi_siede() -> frozenset[int]:
    """Who sits in any commission: every page of everybody asks."""
    return frozenset(Commissario.objects.che_dichiarano().order_by().values_list("persona", flat=True))


@dataclass(frozen=True)
class Attesa:
    """What a seat asks for: declarations or sheets, so many, before an instant."""

    commissario: Commissario
    dichiarazioni: int
    schede: int
    poi: FaseValutazione | None

    @property
    def quante(self) -> int:
        return self.dichiarazioni or self.schede

    @property
    def url(self) -> str:
        return reverse("thinktown:commissione", args=[self.commissario.commissione.bando.slug])


def manca_una_dichiarazione(commissario: Commissario) -> bool:
    """Before she has said it of everything, and of herself, she opens nothing."""
    return commissario.senza_condanne_il is None or da_dichiarare(commissario).exists()


def attese(persona: Any) -> list[Attesa]:
    """Seat by seat, asked once a page by the desks and by the line of what there is to do."""
    if persona.pk not in chi_siede():
        return []
    trovate: list[Attesa] = una_volta("thinktown.commissioni", persona, _attese)
    return trovate


def _attese(persona: Any) -> list[Attesa]:
    return [_attesa(uno) for uno in posti_di(persona, oggi())]


def _attesa(commissario: Commissario) -> Attesa:
    commissione = commissario.commissione
    fase = commissione.fase
    if fase is None:
        return Attesa(commissario, 0, 0, None)
    if fase.tipo == TipoFase.CHIUSA:
        return Attesa(commissario, 0, da_firmare(commissario).count(), None)
    if commissario.senza_condanne_il is None:
        dichiarazioni = max(ammesse(commissario).count(), 1)
    else:
        dichiarazioni = da_dichiarare(commissario).count()
    schede = 0 if dichiarazioni else da_firmare(commissario).count()
    return Attesa(commissario, dichiarazioni, schede, commissione.fase_che_segue())


def scrivanie(persona: Any) -> Iterator[Scrivania]:
    for una in attese(persona):
        yield Scrivania(
            etichetta=_("Commissione: %(bando)s") % {"bando": una.commissario.commissione.bando},
            url=una.url,
            da_fare=una.quante,
        )


def linea(persona: Any) -> Iterator[Cosa]:
    for una in attese(persona):
        if una.quante:
            frase = _("Dichiara se hai conflitti: %(bando)s") if una.dichiarazioni else _("Valuta: %(bando)s")
            yield Cosa(
                "da_fare",
                frase % {"bando": una.commissario.commissione.bando},
                una.url,
                azione=_("Dichiara") if una.dichiarazioni else _("Continua"),
                entro=una.poi.dal if una.poi else None,
            )
