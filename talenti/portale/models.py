"""What the portal itself keeps: opinions of its pages, how much they are read, when an area was last opened."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso
from talenti.base.permissions import concesso
from talenti.portale.enums import Esito

# Coming back within it is the same visit: what is "nuovo" stays so while one reads.
DURATA_VISITA = timedelta(minutes=30)


class Opinioni(models.QuerySet["Opinione"]):
    def da_leggere(self) -> Self:
        return self.filter(letta_il__isnull=True)

    def visibili_in_ufficio(self, persona: Any) -> Self:
        """Pages belong to the whole network: who reads opinions reads all of them."""
        return self if concesso(persona, "portale.leggi_opinioni") else self.none()


class Opinione(models.Model):
    """An answer to "Ti è servita?". It does not say who wrote it; the address is there only if given."""

    pagina = models.CharField(_("pagina"), max_length=200)
    esito = models.CharField(_("ti è servita?"), max_length=2, choices=Esito.choices)
    testo = models.TextField(_("che cosa manca"), max_length=2000, blank=True)
    email = models.EmailField(_("email"), max_length=254, blank=True)
    creata_il = models.DateTimeField(_("arrivata"), default=adesso, editable=False)
    letta_il = models.DateTimeField(_("letta"), null=True, blank=True, editable=False)

    objects = Opinioni.as_manager()

    class Meta:
        verbose_name = _("opinione")
        verbose_name_plural = _("opinioni")
        ordering = ["-pk"]
        permissions = [("leggi_opinioni", _("Legge le opinioni sulle pagine"))]
        constraints = [models.CheckConstraint(condition=models.Q(esito__in=Esito.values), name="opinione_esito_noto")]
        indexes = [
            models.Index(fields=["creata_il"], condition=models.Q(letta_il__isnull=True), name="opinione_da_leggere")
        ]

    def __str__(self) -> str:
        return f"{self.pagina}: {self.get_esito_display()}"


class Visita(models.Model):
    """How many pages of a section were opened in a day. No address, no cookie, no person."""

    giorno = models.DateField(_("giorno"))
    sezione = models.CharField(_("sezione"), max_length=40)
    quante = models.PositiveIntegerField(_("pagine aperte"), default=0)

    class Meta:
        verbose_name = _("visite di un giorno")
        verbose_name_plural = _("visite")
        ordering = ["-giorno", "sezione"]
        constraints = [models.UniqueConstraint(fields=["giorno", "sezione"], name="visita_unica_per_giorno")]

    def __str__(self) -> str:
        return f"{self.giorno} {self.sezione}: {self.quante}"


class VisitaArea(models.Model):
    """When a person was last in her area, and the time before: what came in between is "nuovo"."""

    persona = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    vista_il = models.DateTimeField(_("ultima visita"))
    prima = models.DateTimeField(_("visita precedente"), null=True, blank=True)

    class Meta:
        verbose_name = _("visita all'area")
        verbose_name_plural = _("visite all'area")

    def __str__(self) -> str:
        return f"{self.persona_id}: {self.vista_il}"

    def in_corso(self, ora: datetime) -> bool:
        return ora - self.vista_il < DURATA_VISITA


class Dimostrazione(models.Model):
    """The mark of a database made by ``manage.py demo``: at most one row, and no real portal has it."""

    unica = models.BooleanField(primary_key=True, default=True, editable=False)
    creata_il = models.DateTimeField(_("creata"), default=adesso)

    class Meta:
        verbose_name = _("dimostrazione")
        verbose_name_plural = _("dimostrazione")
        constraints = [models.CheckConstraint(condition=models.Q(unica=True), name="dimostrazione_una_sola")]

    def __str__(self) -> str:
        return f"dimostrazione: {self.creata_il}"


class PassoDimostrazione(models.Model):
    """An event of the demonstration already told: written with it, so that none is told twice."""

    chiave = models.CharField(max_length=120, unique=True)

    class Meta:
        verbose_name = _("passo della dimostrazione")
        verbose_name_plural = _("passi della dimostrazione")

    def __str__(self) -> str:
        return self.chiave
