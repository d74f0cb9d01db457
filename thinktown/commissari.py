"""What a member of a commission has before her: her seat, her queue in an order of her own, what is left."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.base.memoria import tieni, un_minuto
from talenti.base.permissions import una_volta
from talenti.base.registries import Cosa, Scrivania
from thinktown import aperture
from thinktown.definizione import Criterio
from thinktown.enums_valutazione import StatoScheda, TipoFase
from thinktown.models import Commissario, Domanda, FaseValutazione, Invio, Scheda
from thinktown.valutazione import SI_VALUTA, Posto, ammesse, apre, da_dichiarare, da_valutare, riaperte_del_bando

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
    """All that she may open, by number; without names, by code. So many questions, and the version of the call."""
    ciechi, stati = nomi_nascosti(commissario), _stati(commissario)
    sezioni = sezioni_inviate(commissario.commissione.bando_id)
    righe = da_valutare(commissario).order_by("numero").values_list("pk", "codice", "numero", "codice_cieco__codice")
    tutte = [
        InCoda(
            pk,
            cieco if ciechi else codice,
            None if ciechi else n,
            sezioni.get(pk, ""),
            stati.get(pk, DA_VALUTARE),
        )
        for pk, codice, n, cieco in righe
        if cieco or not ciechi
    ]
    return sorted(tutte, key=lambda una: una.codice) if ciechi else tutte


def sezioni_inviate(bando: int) -> Mapping[int, str]:
    """The section that each application to a call said when it was sent last: kept until another one is sent."""
    inviate = Invio.objects.filter(domanda__bando=bando).order_by().aggregate(n=Count("pk"), ultimo=Max("pk"))

    def leggi() -> dict[int, str]:
        righe: Any = Domanda.objects.filter(bando=bando, invii__isnull=False).order_by().distinct()
        return {pk: sezione or "" for pk, sezione in righe.come_inviate().values_list("pk", "sezione_inviata")}

    return tieni("thinktown.sezioni_inviate", (bando, *inviate.values()), leggi, quante=8)


def _stati(commissario: Commissario) -> dict[int, str]:
    """How far she has got on each one of which she has a sheet."""
    sue = Scheda.objects.in_vigore().filter(commissario=commissario).order_by()
    firmate = dict.fromkeys(sue.filter(stato=StatoScheda.FIRMATA).values_list("domanda", flat=True), FIRMATA)
    criteri = commissario.commissione.bando.in_vigore.criteri
    aperte = sue.exclude(stato=StatoScheda.FIRMATA).values_list("domanda")
    return firmate | {
        domanda: DA_FIRMARE if quanti == len(criteri) else INIZIATA
        for domanda, quanti in aperte.annotate(quanti=Count("voti", filter=_dati(criteri)))
    }


def _dati(criteri: Iterable[Criterio]) -> Q:
    """Points that may be signed: given, with their reason where the call asks one."""
    con_motivo = [uno.chiave for uno in criteri if uno.motivo]
    dato = Q(voti__punti__isnull=False, voti__criterio__in=[uno.chiave for uno in criteri])
    return dato & (~Q(voti__criterio__in=con_motivo) | ~Q(voti__motivo=""))


def riaperte(commissario: Commissario, righe: Iterable[InCoda]) -> list[InCoda]:
    """Of a queue that is closed, those that an error pointed out has opened again: the others are only read."""
    quali = set(riaperte_del_bando(commissario.commissione.bando_id))
    return [una for una in righe if una.pk in quali]


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


def non_firmate(commissario: Commissario, righe: Iterable[InCoda]) -> list[tuple[int, str]]:
    """As ``restano`` says it, of a queue that has been read; while one may score."""
    altre = [(una.pk, una.codice) for una in righe if una.stato != FIRMATA]
    return sorted(altre, key=lambda una: posto_nell_ordine(commissario, una[0]))


def dopo(commissario: Commissario, righe: list[tuple[int, str]], pk: int | None) -> str:
    """The code of the first one left after that one, going round; "" when none is."""
    altre = [una for una in righe if una[0] != pk]
    if pk is None or not altre:
        return altre[0][1] if altre else ""
    qui = posto_nell_ordine(commissario, pk)
    return next((codice for altra, codice in altre if posto_nell_ordine(commissario, altra) > qui), altre[0][1])


def nomi(pk: Iterable[int]) -> dict[int, str]:
    """What an application is called where names are seen, as it was sent: who applies, or who speaks for the group."""
    return nomi_e_referenti(pk)[0]


def nomi_e_referenti(pk: Iterable[int]) -> tuple[dict[int, str], list[int]]:
    """The names, and the people (keys) whose own names are among them: of those that no subject's name stands for."""
    righe: Any = Domanda.objects.filter(pk__in=list(pk)).come_inviate()
    chi = list(righe.values("pk", "soggetto_inviato", "presenta_inviato", "referente_inviato"))
    return (
        {una["pk"]: una["soggetto_inviato"] or una["presenta_inviato"] or "" for una in chi},
        [int(una["referente_inviato"]) for una in chi if una["soggetto_inviato"] == "" and una["referente_inviato"]],
    )


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
    return [_attesa(uno) for uno in aperture.posti(persona)]


def _attesa(commissario: Commissario) -> Attesa:
    fase = commissario.commissione.fase
    if fase is None:
        return Attesa(commissario, 0, 0, None)
    # Who has something left to sign has declared on all.
    schede = aperture.quante_da_firmare(commissario)
    if fase.tipo == TipoFase.CHIUSA:
        return Attesa(commissario, 0, schede, None)
    dichiarazioni = 0 if schede else _quante_da_dichiarare(commissario)
    return Attesa(commissario, dichiarazioni, schede, commissario.commissione.fase_che_segue())


def _quante_da_dichiarare(commissario: Commissario) -> int:
    if commissario.senza_condanne_il is None:
        return max(ammesse(commissario).count(), 1)
    return da_dichiarare(commissario).count()


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
