"""Reads that more than one page of the newsroom needs."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from redazione import mese as del_mese
from redazione.enums import Ruolo
from redazione.enums_articoli import StatoArticolo
from redazione.models import Articolo, Collaborazione, Immagine, Riguarda, Testata, UsoImmagine, Voce
from talenti.rete.enums import Azione
from talenti.rete.models import Appartenenza, Partner
from talenti.rete.ruoli import con_permesso

# Coverage looks back so many months, and ahead so many.
INDIETRO, AVANTI = 6, 2


def la_testata() -> Testata | None:
    """The newsroom of the portal: the first there is."""
    return Testata.objects.select_related("partner", "riferimento").order_by("pk").first()


def coordinano(testata: Testata) -> QuerySet[Any]:
    """Who coordinates it today."""
    sue = Collaborazione.objects.attive().filter(testata=testata, ruolo=Ruolo.CAPOREDATTORE)
    return get_user_model()._default_manager.filter(pk__in=sue.values("persona")).order_by("pk")


def approvano(testata: Testata) -> QuerySet[Any]:
    """Who may approve the plan today for the reference partner."""
    return _con_permesso([testata.riferimento_id], "redazione.approva_piano")


def parlano_per(partner: list[int]) -> QuerySet[Any]:
    return _con_permesso(partner, "redazione.commenta_piano")


def _con_permesso(partner: list[int], permesso: str) -> QuerySet[Any]:
    membri = Appartenenza.objects.di_oggi().filter(partner__in=partner, ruolo__in=con_permesso(permesso))
    return get_user_model()._default_manager.filter(pk__in=membri.values("persona")).order_by("pk")


# ── Whom and what a thing of the plan may name ────────────────────────────────────────────────────
def gente(voce: Voce) -> list[tuple[int, str]]:
    """Who works in the newsroom today; who wrote or photographed it stays, though she has left since."""
    chi = Q(collaborazioni__in=voce.testata.collaborazioni.attive())
    if voce.pk:
        chi |= Q(pk__in=voce.autori.values("persona")) | Q(pk=voce.fotografa_id)
    trovate = get_user_model()._default_manager.filter(chi).distinct().order_by("cognome", "pk")
    return [(una.pk, str(una)) for una in trovate]


def partner(voce: Voce) -> list[tuple[int, str]]:
    """The partners of the network; one that it speaks of already stays, though it takes part no more."""
    trovati = Q(pk__in=Partner.objects.in_rete().values("pk"))
    if voce.pk:
        trovati |= Q(pk__in=voce.riguardano.values("partner"))
    return list(Partner.objects.filter(trovati).values_list("pk", "nome"))


# ── Coverage ──────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Copertura:
    """How often one is spoken of: ``mesi`` in order, one number each."""

    nome: str
    mesi: list[int]

    @property
    def totale(self) -> int:
        return sum(self.mesi)

    @property
    def mai(self) -> bool:
        return not self.totale


def mesi_intorno(oggi: date) -> list[date]:
    return [del_mese.dopo(oggi.replace(day=1), n) for n in range(-INDIETRO, AVANTI + 1)]


def copertura(testata: Testata, mesi: list[date]) -> tuple[list[Copertura], list[Copertura]]:
    """Of every partner in the network, and of every action, the least spoken of first. Two questions and the names."""
    dal, al = mesi[0], del_mese.ultimo(mesi[-1])
    voci = Voce.objects.previste().filter(testata=testata, prevista_per__range=(dal, al))
    righe = Riguarda.objects.filter(voce__in=voci).values_list("partner", "voce__prevista_per")
    di_partner = Counter((chi, quando.replace(day=1)) for chi, quando in righe if quando)
    azioni = Counter(
        (azione, quando.replace(day=1)) for azione, quando in voci.values_list("azione", "prevista_per") if quando
    )
    nomi = Partner.objects.in_rete().values_list("pk", "nome")
    di_chi = [Copertura(nome, [di_partner[pk, mese] for mese in mesi]) for pk, nome in nomi]
    di_che = [Copertura(str(azione.label), [azioni[azione.value, mese] for mese in mesi]) for azione in Azione]
    return sorted(di_chi, key=lambda una: (una.totale, una.nome)), sorted(
        di_che, key=lambda una: (una.totale, una.nome)
    )


# ── Pictures ──────────────────────────────────────────────────────────────────────────────────────
def che_la_usano(immagine: Immagine) -> QuerySet[Articolo]:
    """The articles of which a text that counts shows it: as it is worked on, as approved, as readers see it."""
    usi = UsoImmagine.objects.filter(immagine=immagine).values("revisione")
    tre = Q(bozza__in=usi) | Q(approvata__in=usi) | Q(viva__in=usi)
    articoli = Articolo.objects.filter(tre).exclude(stato=StatoArticolo.ARCHIVIATO)
    return articoli.select_related("bozza", "viva", "voce").order_by("pk")


def da_servire() -> QuerySet[Any]:
    """Every picture; ``in_linea``: it may be shown, and a text that is public at this instant shows it."""
    vive = UsoImmagine.objects.filter(
        immagine=OuterRef("pk"), revisione__in=Articolo.objects.pubblicati().values("viva")
    )
    mostrabile = Immagine.objects.pubblicabili().filter(pk=OuterRef("pk"))
    in_linea = Case(When(Exists(mostrabile) & Exists(vive), then=True), default=False)
    return Immagine.objects.con_consensi().annotate(in_linea=in_linea)


def trova_alla_scrivania(persona: Any, immagine: Immagine) -> bool:
    """Does she work in its newsroom, or has she written a text that shows it?"""
    if Testata.objects.visibili_a(persona).filter(pk=immagine.testata_id).exists():
        return True
    usi = UsoImmagine.objects.filter(immagine=immagine)
    return usi.filter(revisione__articolo__in=Articolo.objects.visibili_a(persona).values("pk")).exists()
