"""Who wants to be told: when one call opens, or whenever a new one comes out."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso
from thinktown.models.bandi import Bando

# Who waits for so long has forgotten that she does.
ATTESE_SI_TENGONO = timedelta(days=365 * 2)


class AttesaBandoQuerySet(models.QuerySet["AttesaBando"]):
    def visibili_a(self, persona: Any) -> Self:
        return self.filter(persona=persona) if getattr(persona, "is_authenticated", False) else self.none()

    def di_uno(self) -> Self:
        return self.filter(bando__isnull=False)

    def di_tutti(self) -> Self:
        return self.filter(bando__isnull=True)

    def per_elenco(self) -> Self:
        return self.select_related("bando__partner").order_by("creata_il", "pk")


class AttesaBando(models.Model):
    """One press of "Avvisami". That for one call goes with the notice; that for every new one stays until she stops."""

    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="bandi_attesi",
        verbose_name=_("chi aspetta"),
    )
    # Empty: every call that comes out from then on.
    bando = models.ForeignKey(
        Bando, on_delete=models.CASCADE, null=True, blank=True, related_name="attese", verbose_name=_("bando")
    )
    creata_il = models.DateTimeField(_("aspetta da"), default=adesso, editable=False)

    objects = AttesaBandoQuerySet.as_manager()

    class Meta:
        verbose_name = _("attesa di un bando")
        verbose_name_plural = _("attese dei bandi")
        ordering = ["creata_il", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["persona", "bando"], name="attesa_una_per_bando"),
            models.UniqueConstraint(fields=["persona"], condition=Q(bando__isnull=True), name="attesa_una_per_tutti"),
        ]

    def __str__(self) -> str:
        return f"{self.persona_id} · {self.bando_id or '*'}"
