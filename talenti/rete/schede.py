"""What the network puts in the registries of the ground."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Min, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talenti.base.permissions import concesso, oggetti_con
from talenti.base.registries import InAttesaInUfficio, Scheda, TipoDiScheda, VoceDiMenu
from talenti.rete.models import Appartenenza, Partner, PartnerQuerySet
from talenti.rete.queries import da_decidere

MENU = VoceDiMenu(_("Rete"), "rete:elenco", ordine=70, minore=True, visibile=lambda: Partner.objects.in_rete().exists())


def _scheda(partner: Partner) -> Scheda:
    return Scheda(
        titolo=partner.nome,
        url=partner.get_absolute_url(),
        tipo=_("Rete"),
        sommario=partner.in_una_frase,
        aggiornata_il=partner.aggiornato_il,
    )


def cerca(testo: str) -> Iterator[Scheda]:
    """Every page that anybody may read, of who is suspended or gone too: it says so by itself."""
    trovati: PartnerQuerySet = Partner.objects.pubblici()
    for parola in testo.split():
        trovati = trovati.filter(
            Q(nome__icontains=parola)
            | Q(in_una_frase__icontains=parola)
            | Q(descrizione__icontains=parola)
            | Q(comune__nome__icontains=parola)
        )
    return (_scheda(partner) for partner in trovati)


def tutte() -> Iterator[Scheda]:
    return (_scheda(partner) for partner in Partner.objects.pubblici())


PARTNER = TipoDiScheda(chiave="partner", etichetta=_("Rete"), cerca=cerca, tutte=tutte)


def in_ufficio(persona: Any) -> Iterator[InAttesaInUfficio]:
    """Proposals that wait for the lead."""
    if not concesso(persona, "rete.esamina_partner"):
        return
    aspettano = da_decidere()
    quanti, dal = aspettano.count(), aspettano.aggregate(dal=Min("proposto_il"))["dal"]
    yield InAttesaInUfficio(
        _("Partner da ammettere"), reverse("admin:rete_partner_coda"), quanti, dal, azione=_("Apri la coda")
    )


def persone_dei_miei_partner(persona: Any) -> Q:
    """Whom the back office shows to who works in it: the people who are in her partners today."""
    miei = oggetti_con(persona, "rete.vede_ufficio", Partner).values("pk")
    return Q(pk__in=Appartenenza.objects.di_oggi().filter(partner__in=miei).values("persona"))
