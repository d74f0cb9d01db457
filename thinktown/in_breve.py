"""What the pages of calls say, in a few words, of questions, of help and of who waits."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q, Window
from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.base.memoria import un_minuto
from talenti.base.permissions import oggetti_con, una_volta
from talenti.base.registries import Cosa, InAttesaInUfficio, Scrivania
from talenti.rete.models import Partner
from thinktown.enums_dialogo import StatoAiuto, StatoChiarimento
from thinktown.models import AttesaBando, Bando, Chiarimento, RichiestaAiuto
from thinktown.momento import Momento
from thinktown.rules import si_aiuta, si_chiede

SEGUE_BANDI = "thinktown.segue_bandi"
# A desk and a line of time are read at a glance.
NELLA_LINEA = 20


def del_bando(bando: Bando, quando: Momento, persona: Any) -> dict[str, Any]:
    """What the call's page says of questions, help and waiting: two questions to the database at most."""
    usciti = bando.chiarimenti.pubblicati().defer("persona", "risposto_da")
    ultimo = usciti.annotate(quanti=Window(Count("pk"))).order_by("-deciso_il", "-pk").first()
    return {
        "ultimo_chiarimento": ultimo,
        "quanti_chiarimenti": ultimo.quanti if ultimo else 0,
        "si_chiede": bool(si_chiede(bando)),
        "si_aiuta": bool(si_aiuta(bando)),
        "aspetta": quando.arriva and AttesaBando.objects.visibili_a(persona).filter(bando=bando).exists(),
    }


def aspetta_i_nuovi(persona: Any) -> bool:
    return AttesaBando.objects.visibili_a(persona).di_tutti().exists()


# ── In the registries ─────────────────────────────────────────────────────────────────────────────
@un_minuto
def chi_aiuta() -> frozenset[int]:
    """The organisations that a call names, or to which somebody has written: every page of an office asks for them."""
    nominate = Bando.objects.order_by().exclude(aiuta=None).values_list("aiuta", flat=True)
    return frozenset(nominate.union(RichiestaAiuto.objects.order_by().values_list("partner", flat=True)))


def scrivanie(persona: Any) -> Iterator[Scrivania]:
    """The desks of help at which one sits, each with what waits there."""
    if not chi_aiuta() or not persona.is_staff:
        return
    sue = list(oggetti_con(persona, "thinktown.aiuta_chi_presenta", Partner).filter(pk__in=chi_aiuta()))
    if not sue:
        return
    chieste = RichiestaAiuto.objects.filter(Q(stato=StatoAiuto.CHIESTA) | Q(stato=StatoAiuto.PRESA, presa_da=persona))
    aspettano = dict(chieste.filter(partner__in=sue).order_by().values_list("partner").annotate(n=Count("pk")))
    for partner in sue:
        yield Scrivania(
            etichetta=_("Aiuto per i bandi: %(nome)s") % {"nome": partner},
            url=reverse("thinktown:sportello", args=[partner.slug]),
            da_fare=aspettano.get(partner.pk, 0),
        )


def linea(persona: Any) -> Iterator[Cosa]:
    """What one has asked and waits for; the requests that one may take or has taken."""
    chiesti = Chiarimento.objects.filter(persona=persona, stato=StatoChiarimento.CHIESTO).select_related(
        "bando__partner"
    )
    for uno in chiesti.order_by("chiesto_il", "pk")[:NELLA_LINEA]:
        yield Cosa(
            "in_attesa",
            _("Chiarimento: %(bando)s") % {"bando": uno.bando},
            f"{reverse('thinktown:chiarimenti', args=[uno.bando.slug])}#mie",
            di_chi=_("Risponde %(chi)s") % {"chi": uno.bando.partner},
        )
    richieste = RichiestaAiuto.objects.aperte().filter(persona=persona).select_related("bando", "partner")
    for una in richieste.order_by("chiesta_il", "pk")[:NELLA_LINEA]:
        yield Cosa(
            "in_attesa",
            _("Aiuto per il bando: %(bando)s") % {"bando": una.bando},
            f"{reverse('thinktown:aiuto', args=[una.bando.slug])}#mie",
            di_chi=_("Risponde %(chi)s") % {"chi": una.partner},
        )
    yield from _da_aiutare(persona)


def _da_aiutare(persona: Any) -> Iterator[Cosa]:
    if not chi_aiuta() or not persona.is_staff:
        return
    sue = RichiestaAiuto.objects.seguite_da(persona)
    sue = sue.filter(Q(stato=StatoAiuto.CHIESTA) | Q(stato=StatoAiuto.PRESA, presa_da=persona))
    for una in sue.select_related("bando", "partner").order_by("chiesta_il", "pk")[:NELLA_LINEA]:
        presa = una.stato == StatoAiuto.PRESA
        frase = _("Rispondi a chi chiede aiuto: %(bando)s") if presa else _("Prendi una richiesta di aiuto: %(bando)s")
        yield Cosa(
            "da_fare",
            frase % {"bando": una.bando},
            reverse("thinktown:richiesta", args=[una.partner.slug, una.codice]),
            azione=_("Rispondi") if presa else _("Apri"),
            entro=una.bando.chiude_il,
        )


def segue_bandi(persona: Any) -> bool:
    """Does she work on any call? The page of one has the answer already (``ufficio/base.py``)."""
    return una_volta(SEGUE_BANDI, persona, lambda lei: Bando.objects.seguiti_da(lei).exists())


def in_ufficio(persona: Any) -> Iterator[InAttesaInUfficio]:
    """Questions that wait for who works on their call; nothing at all for who works on none."""
    if not segue_bandi(persona):
        return
    aspettano = Chiarimento.objects.visibili_in_ufficio(persona).da_rispondere()
    prima = aspettano.first()
    yield InAttesaInUfficio(
        _("Chiarimenti da rispondere"),
        f"{reverse('admin:thinktown_chiarimento_changelist')}?stato__exact={StatoChiarimento.CHIESTO}",
        aspettano.count(),
        prima.chiesto_il if prima else None,
        azione=_("Apri l'elenco"),
    )
