"""The number and date that the body's own protocol register gave to a document of an application."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso
from talenti.documenti.models import Documento
from talenti.rete.models import Partner
from thinktown.enums_registri import TRANSIZIONI_PROTOCOLLO, StatoProtocollo, Verso
from thinktown.models.bandi import Bando
from thinktown.models.domande import Domanda, Invio
from thinktown.models.istruttoria import Provvedimento


class ProtocollazioneQuerySet(models.QuerySet["Protocollazione"]):
    def valide(self) -> Self:
        return self.filter(stato=StatoProtocollo.VALIDA)

    def visibili_in_ufficio(self, persona: Any) -> Self:
        return self.filter(domanda__bando__in=Bando.objects.seguiti_da(persona).values("pk"))

    def per_elenco(self) -> Self:
        return self.select_related("invio", "risposta", "documento", "registrata_da", "annullata_da").order_by("pk")


class Protocollazione(models.Model):
    """One entry of the body's register, as it stands there (DPR 445/2000 art. 53). Never overwritten: a wrong one is
    annulled with a reason and stays readable (art. 54), the right one is another row.

    ``numero`` is text, because bodies write it differently; ``confronto`` is what two ways of writing one share.
    """

    TRANSIZIONI = TRANSIZIONI_PROTOCOLLO

    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("ente"), editable=False
    )
    verso = models.CharField(_("verso"), max_length=8, choices=Verso, editable=False)
    domanda = models.ForeignKey(
        Domanda, on_delete=models.PROTECT, related_name="protocolli", verbose_name=_("domanda"), editable=False
    )
    # What was registered: one sending, or one answer to the office, that came in; one document that went out.
    invio = models.ForeignKey(
        Invio, on_delete=models.PROTECT, null=True, blank=True, related_name="protocolli", verbose_name=_("invio"),
        editable=False,
    )  # fmt: skip
    risposta = models.ForeignKey(
        Provvedimento, on_delete=models.PROTECT, null=True, blank=True, related_name="protocolli",
        verbose_name=_("risposta all'ufficio"), editable=False,
    )  # fmt: skip
    documento = models.ForeignKey(
        Documento, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("documento"),
        editable=False,
    )  # fmt: skip
    numero = models.CharField(_("numero di protocollo"), max_length=40, editable=False)
    confronto = models.CharField(max_length=40, editable=False)
    anno = models.PositiveSmallIntegerField(_("anno"), editable=False)
    data = models.DateField(_("data di protocollo"), editable=False)
    stato = models.CharField(
        _("stato"), max_length=10, choices=StatoProtocollo, default=StatoProtocollo.VALIDA, editable=False
    )
    # Typed by somebody, or told by the register itself, which then has a name.
    registrata_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("chi l'ha scritto"), editable=False,
    )  # fmt: skip
    sistema = models.CharField(_("da quale registro"), max_length=40, blank=True, editable=False)
    registrata_il = models.DateTimeField(_("scritto il"), default=adesso, editable=False)
    annullata_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("chi l'ha annullato"), editable=False,
    )  # fmt: skip
    annullata_il = models.DateTimeField(_("annullato il"), null=True, blank=True, editable=False)
    motivo = models.CharField(_("perché è annullato"), max_length=400, blank=True, editable=False)

    objects = ProtocollazioneQuerySet.as_manager()

    class Meta:
        verbose_name = _("numero di protocollo")
        verbose_name_plural = _("numeri di protocollo")
        ordering = ["domanda_id", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(verso__in=Verso.values), name="protocollo_verso_noto"),
            models.CheckConstraint(condition=Q(stato__in=StatoProtocollo.values), name="protocollo_stato_noto"),
            models.CheckConstraint(condition=~Q(numero="") & ~Q(confronto=""), name="protocollo_con_numero"),
            models.CheckConstraint(
                condition=Q(verso=Verso.INGRESSO, invio__isnull=False, risposta__isnull=True, documento__isnull=True)
                | Q(verso=Verso.INGRESSO, invio__isnull=True, risposta__isnull=False, documento__isnull=True)
                | Q(verso=Verso.USCITA, invio__isnull=True, risposta__isnull=True, documento__isnull=False),
                name="protocollo_di_una_cosa",
            ),
            models.CheckConstraint(
                condition=Q(registrata_da__isnull=False, sistema="") | Q(registrata_da__isnull=True) & ~Q(sistema=""),
                name="protocollo_da_qualcuno",
            ),
            models.CheckConstraint(
                condition=Q(
                    stato=StatoProtocollo.VALIDA, annullata_il__isnull=True, annullata_da__isnull=True, motivo=""
                )
                | Q(stato=StatoProtocollo.ANNULLATA, annullata_il__isnull=False) & ~Q(motivo=""),
                name="protocollo_annullato_con_motivo",
            ),
            # The register begins again each year.
            models.UniqueConstraint(
                fields=["partner", "anno", "confronto", "verso"],
                condition=Q(stato=StatoProtocollo.VALIDA),
                name="protocollo_unico_nell_anno",
            ),
            models.UniqueConstraint(
                fields=["invio"], condition=Q(stato=StatoProtocollo.VALIDA), name="protocollo_uno_per_invio"
            ),
            models.UniqueConstraint(
                fields=["risposta"], condition=Q(stato=StatoProtocollo.VALIDA), name="protocollo_uno_per_risposta"
            ),
            models.UniqueConstraint(
                fields=["documento"], condition=Q(stato=StatoProtocollo.VALIDA), name="protocollo_uno_per_documento"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numero} · {self.data.isoformat()}"

    @property
    def vale(self) -> bool:
        return self.stato == StatoProtocollo.VALIDA
