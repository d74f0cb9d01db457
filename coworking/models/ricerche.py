"""What was looked for and not found: it tells the network where hosts are wanted."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coworking.enums import Tipo
from talenti.base.permissions import concesso


class SenzaRisultatoQuerySet(models.QuerySet["SenzaRisultato"]):
    def visibili_in_ufficio(self, persona: Any) -> Self:
        return self.all() if concesso(persona, "coworking.esamina_spazi") else self.none()


class SenzaRisultato(models.Model):
    """How many searches of a day found nothing, by comune (ISTAT code, empty is anywhere) and kind. No person in it."""

    giorno = models.DateField(_("giorno"))
    comune = models.CharField(_("comune"), max_length=6, blank=True)
    tipo = models.CharField(_("che cosa"), max_length=12, choices=Tipo, blank=True)
    quante = models.PositiveIntegerField(_("quante ricerche"), default=1)

    objects = SenzaRisultatoQuerySet.as_manager()

    class Meta:
        verbose_name = _("ricerca senza risultato")
        verbose_name_plural = _("ricerche senza risultato")
        ordering = ["-giorno", "comune", "tipo"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["giorno", "comune", "tipo"], name="senza_risultato_una_riga"),
            models.CheckConstraint(condition=Q(tipo__in=["", *Tipo.values]), name="senza_risultato_tipo_noto"),
        ]

    def __str__(self) -> str:
        return f"{self.giorno} {self.comune} {self.tipo}"
