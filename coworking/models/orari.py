"""When a space is open: weekly windows, and days that are otherwise. Rules, never rows of the slot table."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Giorno(models.IntegerChoices):
    LUNEDI = 0, _("lunedì")
    MARTEDI = 1, _("martedì")
    MERCOLEDI = 2, _("mercoledì")
    GIOVEDI = 3, _("giovedì")
    VENERDI = 4, _("venerdì")
    SABATO = 5, _("sabato")
    DOMENICA = 6, _("domenica")


class Orario(models.Model):
    """One weekly window of a host, or of one space (whose windows of a day take the place of the host's whole week).

    ``dalle``–``alle`` are wall-clock times of Europe/Rome on the half hour; ``al`` is the first day out of force.
    """

    partner = models.ForeignKey(
        "rete.Partner", on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("chi ospita")
    )
    spazio = models.ForeignKey(
        "coworking.Spazio",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="orari",
        verbose_name=_("spazio"),
    )
    giorno = models.PositiveSmallIntegerField(_("giorno"), choices=Giorno)
    dalle = models.TimeField(_("dalle"))
    alle = models.TimeField(_("alle"))
    dal = models.DateField(_("in vigore dal"), null=True, blank=True)
    al = models.DateField(_("non più dal"), null=True, blank=True)

    class Meta:
        verbose_name = _("orario")
        verbose_name_plural = _("orari")
        ordering = ["giorno", "dalle"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(partner__isnull=True, spazio__isnull=False) | Q(partner__isnull=False, spazio__isnull=True),
                name="orario_di_uno_solo",
            ),
            models.CheckConstraint(condition=Q(giorno__range=(0, 6)), name="orario_giorno_possibile"),
            models.CheckConstraint(condition=Q(dalle__lt=F("alle")), name="orario_in_ordine"),
            models.CheckConstraint(
                condition=Q(dal__isnull=True) | Q(al__isnull=True) | Q(dal__lt=F("al")), name="orario_periodo_in_ordine"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_giorno_display()} {self.dalle:%H:%M}–{self.alle:%H:%M}"


class Eccezione(models.Model):
    """Days that are otherwise: closed, or open in one window; for all, a comune, a host or a space.

    The narrower one wins over the wider, and any of them over holidays and weekly windows. ``al`` is included.
    """

    comune = models.ForeignKey(
        "luoghi.Comune", on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("comune")
    )
    partner = models.ForeignKey(
        "rete.Partner", on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("chi ospita")
    )
    spazio = models.ForeignKey(
        "coworking.Spazio",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="eccezioni",
        verbose_name=_("spazio"),
    )
    dal = models.DateField(_("dal"))
    al = models.DateField(_("fino al"))
    dalle = models.TimeField(_("aperto dalle"), null=True, blank=True)
    alle = models.TimeField(_("alle"), null=True, blank=True)
    motivo = models.CharField(_("perché"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("giorno diverso dal solito")
        verbose_name_plural = _("giorni diversi dal solito")
        ordering = ["dal", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(comune__isnull=True, partner__isnull=True)
                | Q(comune__isnull=True, spazio__isnull=True)
                | Q(partner__isnull=True, spazio__isnull=True),
                name="eccezione_di_uno_o_di_tutti",
            ),
            models.CheckConstraint(condition=Q(dal__lte=F("al")), name="eccezione_in_ordine"),
            models.CheckConstraint(
                condition=Q(dalle__isnull=True, alle__isnull=True)
                | Q(dalle__isnull=False, alle__isnull=False, dalle__lt=F("alle")),
                name="eccezione_finestra_intera",
            ),
        ]
        indexes = [models.Index(fields=["al"], name="eccezione_per_fine")]

    def __str__(self) -> str:
        return f"{self.dal}–{self.al}"

    @property
    def chiuso(self) -> bool:
        return self.dalle is None
