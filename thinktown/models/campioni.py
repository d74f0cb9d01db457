"""Declarations drawn by lot to be verified: whoever has the seed can draw again (DPR 445/2000 art. 71)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso
from talenti.registro.models import Immutabile
from thinktown.enums_istruttoria import EsitoVerifica
from thinktown.models.bandi import Bando
from thinktown.models.domande import Domanda


class Campione(Immutabile):
    """One draw: out of how many, how many in a hundred, with which seed. ``tra`` is the fingerprint of the list."""

    bando = models.ForeignKey(Bando, on_delete=models.PROTECT, related_name="campioni", verbose_name=_("bando"))
    n = models.PositiveSmallIntegerField(_("numero"))
    percento = models.PositiveSmallIntegerField(_("quante su cento"))
    seme = models.CharField(_("seme"), max_length=64)
    quante = models.PositiveIntegerField(_("su quante domande"))
    tra = models.CharField(_("impronta dell'elenco"), max_length=64)
    estratto_il = models.DateTimeField(_("estratto il"), default=adesso)
    da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("chi ha estratto")
    )

    class Meta:
        verbose_name = _("campione")
        verbose_name_plural = _("campioni")
        ordering = ["bando_id", "n"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["bando", "n"], name="campione_in_ordine"),
            models.CheckConstraint(
                condition=Q(percento__gte=1, percento__lte=100) & ~Q(seme=""), name="campione_con_seme"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bando} · {self.n}"


class VerificaCampione(models.Model):
    """One application that was drawn, and what the bodies that hold the truth have answered of it."""

    campione = models.ForeignKey(
        Campione, on_delete=models.PROTECT, related_name="verifiche", verbose_name=_("campione")
    )
    domanda = models.ForeignKey(Domanda, on_delete=models.PROTECT, related_name="verifiche", verbose_name=_("domanda"))
    esito = models.CharField(_("esito"), max_length=12, choices=EsitoVerifica, blank=True)
    nota = models.CharField(_("che cosa è risultato"), max_length=400, blank=True)
    da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chi ha verificato"),
    )
    verificata_il = models.DateTimeField(_("verificata il"), null=True, blank=True)

    class Meta:
        verbose_name = _("verifica a campione")
        verbose_name_plural = _("verifiche a campione")
        ordering = ["campione_id", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["campione", "domanda"], name="verifica_una_per_domanda"),
            models.CheckConstraint(
                condition=Q(esito="", verificata_il__isnull=True, da__isnull=True)
                | Q(esito__in=EsitoVerifica.values, verificata_il__isnull=False, da__isnull=False),
                name="verifica_con_esito",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campione} · {self.domanda}"
