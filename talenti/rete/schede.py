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
        testo=" · ".join(filter(None, (str(partner.comune or ""), partner.get_tipo_display(), partner.descrizione))),
    )


def pubblici() -> PartnerQuerySet:
    """Every page that anybody may read, of who is suspended or gone too: it says so by itself."""
    di_ognuno = ("nome", "slug", "tipo", "in_una_frase", "descrizione", "aggiornato_il", "comune__nome")
    return Partner.objects.pubblici().select_related("comune").only(*di_ognuno)


PARTNER = TipoDiScheda(chiave="partner", etichetta=_("Rete"), pubblici=pubblici, scheda=_scheda)
# The acts after which search must find other words: of the organisation, and of what bears its name.
CAMBIA_CHI_E = ("sospendi", "riattiva", "cessa", "unisci", "accogli_unione", "cambia_nome")
CAMBIA_LA_SCHEDA = ("istituisci", "ammetti", "modifica", *CAMBIA_CHI_E)


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
