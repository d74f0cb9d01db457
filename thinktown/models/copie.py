"""Redacted copies: what a commission that must not know whose an application is may read of its files."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso
from talenti.documenti.models import FileCaricato
from thinktown.models.domande import Domanda


class CopiaOscurataQuerySet(models.QuerySet["CopiaOscurata"]):
    def in_vigore(self) -> Self:
        return self.filter(tolta_il__isnull=True)


class CopiaOscurata(models.Model):
    """A copy without names of one file of an application, made by the office. The original stays as it was sent.

    One that is replaced or withdrawn stays too: nothing is written over.
    """

    domanda = models.ForeignKey(
        Domanda, on_delete=models.PROTECT, related_name="copie_oscurate", verbose_name=_("domanda")
    )
    originale = models.ForeignKey(
        FileCaricato, on_delete=models.PROTECT, related_name="copie_oscurate", verbose_name=_("file inviato")
    )
    file = models.OneToOneField(
        FileCaricato, on_delete=models.PROTECT, related_name="copia_oscurata", verbose_name=_("copia")
    )
    da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("chi l'ha preparata")
    )
    fornita_il = models.DateTimeField(_("preparata il"), default=adesso)
    tolta_il = models.DateTimeField(_("tolta il"), null=True, blank=True)
    tolta_da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chi l'ha tolta"),
    )

    objects = CopiaOscurataQuerySet.as_manager()

    class Meta:
        verbose_name = _("copia senza nomi")
        verbose_name_plural = _("copie senza nomi")
        ordering = ["domanda_id", "originale_id", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["originale"], condition=Q(tolta_il__isnull=True), name="copia_una_in_vigore"
            ),
            models.CheckConstraint(condition=~Q(file=F("originale")), name="copia_non_originale"),
            models.CheckConstraint(
                condition=Q(tolta_il__isnull=True, tolta_da__isnull=True)
                | Q(tolta_il__isnull=False, tolta_da__isnull=False),
                name="copia_tolta_da_qualcuno",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.domanda} · {self.file}"
