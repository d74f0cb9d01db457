"""What the room puts in the registries: menu, public cards, the doors of the home and of partners."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Min, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from talenti.base.clock import adesso
from talenti.base.memoria import un_minuto
from talenti.base.registries import Scheda, TipoDiScheda, VoceDiMenu
from talenti.base.templatetags.italiano import numero
from talenti.portale.registri import Porta, VoceArea
from talenti.rete.azioni import PortaPartner
from talenti.rete.models import Partner
from thinktown.models import Bando, BandoQuerySet, VersioneBando


@un_minuto
def ci_sono() -> bool:
    """Is any call out? Menu and home ask it together; the first one to come out shows within a minute."""
    return Bando.objects.pubblicati().exists()


MENU = VoceDiMenu(gettext_lazy("Bandi"), "thinktown:elenco", ordine=30, visibile=ci_sono)
NELL_AREA = VoceArea(gettext_lazy("Domande"), "thinktown:mie", 20)


def pubblici() -> BandoQuerySet:
    """With what the version in force tells of them."""
    in_vigore = VersioneBando.objects.filter(bando=OuterRef("pk"), n=OuterRef("versione_n"))
    righe = Bando.objects.pubblicati().per_elenco().order_by("-pubblicato_il", "-pk")
    return righe.annotate(racconto=Subquery(in_vigore.values("contenuto__racconto")))


def _scheda(bando: Bando) -> Scheda:
    return Scheda(
        titolo=bando.titolo,
        url=bando.get_absolute_url(),
        tipo=_("Bandi"),
        sommario=bando.in_breve,
        aggiornata_il=bando.aggiornato_il,
        testo=" · ".join(_testi(bando)),
    )


def _testi(bando: Bando) -> Iterator[str]:
    yield from (bando.partner.nome, str(bando.get_misura_display()))
    racconto = bando.racconto or {}  # type: ignore[attr-defined]  # annotated by pubblici()
    for voce in ("offre", "per_chi", "che_cosa_serve", "come_si_sceglie"):
        detto = racconto.get(voce) or ""
        yield from [detto] if isinstance(detto, str) else detto


BANDI = TipoDiScheda(chiave="bandi", etichetta=gettext_lazy("Bandi"), pubblici=pubblici, scheda=_scheda)
# The acts after which search must find other words.
CAMBIA_LA_SCHEDA = ("pubblica", "proroga", "riapri", "rettifica", "annulla", "revoca")


def porte(partner: Partner) -> Iterator[PortaPartner]:
    """What the partner's page says of its calls: how many are open, else how many there have been."""
    if not ci_sono():
        return
    bandi = list(Bando.objects.pubblicati().filter(partner=partner).order_by("pk").only("pk", "slug"))
    if not bandi:
        return
    aperti = Bando.objects.filter(partner=partner).aperti().count()
    if aperti:
        fatto = ngettext("%(n)s bando aperto", "%(n)s bandi aperti", aperti) % {"n": numero(aperti)}
    else:
        fatto = ngettext("%(n)s bando", "%(n)s bandi", len(bandi)) % {"n": numero(len(bandi))}
    elenco = f"{reverse('thinktown:elenco')}?di={partner.slug}"
    yield PortaPartner("thinktown", fatto, bandi[0].get_absolute_url() if len(bandi) == 1 else elenco)


def porta() -> Porta | None:
    """The door of the home: "2 aperti, il primo chiude tra 9 giorni"."""
    if not ci_sono():
        return None
    return Porta(
        titolo=_("Bandi"),
        url=reverse("thinktown:elenco"),
        fatto=_fatto(),
        ordine=30,
        icona="documento",
        principale=_("Guarda i bandi"),
    )


def _fatto() -> str:
    ora = adesso()
    adesso_aperta = Q(finestre__apre__lte=ora, finestre__chiude__gt=ora)
    aperti = Bando.objects.aperti(ora).aggregate(
        quanti=Count("pk", distinct=True), primo=Min("finestre__chiude", filter=adesso_aperta)
    )
    if not aperti["quanti"]:
        arrivano = Bando.objects.in_arrivo().count()
        if arrivano:
            return ngettext("%(n)s in arrivo", "%(n)s in arrivo", arrivano) % {"n": numero(arrivano)}
        return _("Nessuno aperto adesso")
    n, quando = aperti["quanti"], _tra(aperti["primo"] - ora)
    frase = ngettext("%(n)s aperto, chiude %(tra)s", "%(n)s aperti, il primo chiude %(tra)s", n)
    return frase % {"n": numero(n), "tra": quando}


def _tra(resto: timedelta) -> str:
    """Whole days; in the last one, hours."""
    if resto.days:
        return ngettext("tra %(n)s giorno", "tra %(n)s giorni", resto.days) % {"n": numero(resto.days)}
    ore = resto.seconds // 3600
    return ngettext("tra %(n)s ora", "tra %(n)s ore", ore) % {"n": ore} if ore else _("tra meno di un'ora")
