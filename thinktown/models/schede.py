"""Score sheets: exact decimals, one sheet in force for each member and application, locked by her own signature."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso
from thinktown.enums_valutazione import TRANSIZIONI_SCHEDA, StatoScheda
from thinktown.models.bandi import Bando
from thinktown.models.commissione import Commissario
from thinktown.models.domande import Domanda

# Points have so many decimals at most: what is typed is kept as it is, never rounded.
DECIMALI = 2


class SchedaQuerySet(models.QuerySet["Scheda"]):
    def in_vigore(self) -> Self:
        return self.exclude(stato=StatoScheda.SUPERATA)

    def firmate(self) -> Self:
        return self.filter(stato=StatoScheda.FIRMATA)

    def visibili_a(self, persona: Any) -> Self:
        """One's own, as long as one sits in that commission."""
        return self.filter(commissario__in=Commissario.objects.di_oggi().filter(persona=persona).values("pk"))

    def visibili_in_ufficio(self, persona: Any) -> Self:
        """What the office reads: signed sheets of its calls, once the commission has closed its work."""
        return self.firmate().filter(domanda__bando__in=Bando.objects.seguiti_da(persona).values("pk"))


class Scheda(models.Model):
    """What one member gives to one application. ``impronta`` is the SHA-256 of what was signed.

    Of one taken up again: ``n`` grows, ``motivo`` says why, and the one before stays as it was.
    """

    TRANSIZIONI = TRANSIZIONI_SCHEDA
    # Criterion → what stands there after a save, points and reason: only on the object that was saved.
    scritti: Mapping[str, Any]
    # Begun is no act: her signature is the first.
    SENZA_STORIA = (StatoScheda.APERTA,)

    commissario = models.ForeignKey(
        Commissario, on_delete=models.PROTECT, related_name="schede", verbose_name=_("commissario")
    )
    domanda = models.ForeignKey(Domanda, on_delete=models.PROTECT, related_name="schede", verbose_name=_("domanda"))
    n = models.PositiveSmallIntegerField(_("numero"), default=1)
    stato = models.CharField(_("stato"), max_length=10, choices=StatoScheda, default=StatoScheda.APERTA, editable=False)
    motivo = models.CharField(_("perché è stata ripresa"), max_length=400, blank=True)
    note = models.TextField(_("note solo tue"), max_length=5000, blank=True)
    # Grows with every save: who saves says which one she had before her.
    revisione = models.PositiveIntegerField(default=0, editable=False)
    cominciata_il = models.DateTimeField(_("cominciata il"), default=adesso)
    salvata_il = models.DateTimeField(_("salvata il"), default=adesso)
    firmata_il = models.DateTimeField(_("firmata il"), null=True, blank=True, editable=False)
    impronta = models.CharField(_("impronta"), max_length=64, blank=True, editable=False)

    objects = SchedaQuerySet.as_manager()

    class Meta:
        verbose_name = _("scheda di valutazione")
        verbose_name_plural = _("schede di valutazione")
        ordering = ["domanda_id", "commissario_id", "n"]
        default_permissions = ()
        # What is left to sign is asked at each opening.
        indexes = [models.Index(fields=["commissario", "stato", "domanda"], name="scheda_di_chi_e_come_sta")]
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoScheda.values), name="scheda_stato_noto"),
            models.UniqueConstraint(fields=["commissario", "domanda", "n"], name="scheda_in_ordine"),
            models.UniqueConstraint(
                fields=["commissario", "domanda"],
                condition=~Q(stato=StatoScheda.SUPERATA),
                name="scheda_una_in_vigore",
            ),
            models.CheckConstraint(
                condition=Q(stato=StatoScheda.APERTA, firmata_il__isnull=True, impronta="")
                | Q(~Q(stato=StatoScheda.APERTA) & ~Q(impronta=""), firmata_il__isnull=False),
                name="scheda_firmata_con_impronta",
            ),
            models.CheckConstraint(condition=Q(n=1) | ~Q(motivo=""), name="scheda_ripresa_con_motivo"),
        ]

    def __str__(self) -> str:
        return f"{self.commissario} · {self.domanda}"


class Voto(models.Model):
    """The points of one criterion, from 0 to its maximum; None, not given yet: never the same as zero."""

    scheda = models.ForeignKey(Scheda, on_delete=models.CASCADE, related_name="voti", verbose_name=_("scheda"))
    criterio = models.CharField(_("criterio"), max_length=40)
    punti = models.DecimalField(_("punti"), max_digits=7, decimal_places=DECIMALI, null=True, blank=True)
    motivo = models.TextField(_("perché"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("voto")
        verbose_name_plural = _("voti")
        ordering = ["scheda_id", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["scheda", "criterio"], name="voto_uno_per_criterio"),
            models.CheckConstraint(condition=Q(punti__isnull=True) | Q(punti__gte=Decimal(0)), name="voto_da_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.scheda} · {self.criterio}"
