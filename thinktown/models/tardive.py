"""What came after the closing and was refused: the office can tell who tried, what and when."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thinktown.enums_invio import Tardiva
from thinktown.models.bandi import Bando
from thinktown.models.domande import Domanda

# Longer than any appeal against a call (120 days: DPR 1199/1971 art. 9).
TARDIVE_SI_TENGONO = timedelta(days=365)


class RichiestaTardivaQuerySet(models.QuerySet["RichiestaTardiva"]):
    def visibili_in_ufficio(self, persona: Any) -> Self:
        return self.filter(bando__in=Bando.objects.seguiti_da(persona).values("pk"))


class RichiestaTardiva(models.Model):
    """One kind of late request of one person on one application (or on the call, where none was begun).

    A script that insists makes its count grow, never the table. The instants are those of arrival.
    """

    bando = models.ForeignKey(Bando, on_delete=models.CASCADE, related_name="tardive", verbose_name=_("bando"))
    domanda = models.ForeignKey(
        Domanda,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="tardive",
        verbose_name=_("domanda"),
    )
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("persona")
    )
    che_cosa = models.CharField(_("che cosa"), max_length=12, choices=Tardiva)
    quante = models.PositiveIntegerField(_("quante volte"), default=1)
    prima_il = models.DateTimeField(_("la prima"))
    ultima_il = models.DateTimeField(_("l'ultima"))

    objects = RichiestaTardivaQuerySet.as_manager()

    class Meta:
        verbose_name = _("richiesta arrivata tardi")
        verbose_name_plural = _("richieste arrivate tardi")
        ordering = ["-ultima_il", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["domanda", "persona", "che_cosa"],
                condition=Q(domanda__isnull=False),
                name="tardiva_una_per_domanda",
            ),
            models.UniqueConstraint(
                fields=["bando", "persona", "che_cosa"],
                condition=Q(domanda__isnull=True),
                name="tardiva_una_per_bando",
            ),
            models.CheckConstraint(condition=Q(che_cosa__in=Tardiva.values), name="tardiva_cosa_nota"),
            models.CheckConstraint(
                condition=Q(quante__gte=1) & Q(prima_il__lte=F("ultima_il")), name="tardiva_in_ordine"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.persona} · {self.get_che_cosa_display()}"
