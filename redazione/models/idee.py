"""What anybody proposes that the newsroom should tell."""

from textwrap import shorten
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from redazione.enums import IDEE_DI_TUTTI, PITCH_MASSIMO, TRANSIZIONI_IDEA, StatoIdea, Tipo
from redazione.models.testata import Testata
from talenti.base.clock import adesso
from talenti.base.codici import nuovo_codice


class IdeaQuerySet(models.QuerySet["Idea"]):
    def di_tutti(self, persona: Any) -> Self:
        """What whoever has an account reads, and one's own."""
        if not getattr(persona, "is_authenticated", False):
            return self.none()
        return self.filter(Q(stato__in=IDEE_DI_TUTTI) | Q(da=persona))

    def visibili_a(self, persona: Any) -> Self:
        """Also what was put aside, for the newsroom. What was withdrawn, only who proposed it."""
        if not getattr(persona, "is_authenticated", False):
            return self.none()
        lasciate = Q(testata__in=Testata.objects.visibili_a(persona).values("pk"), stato=StatoIdea.SCARTATA)
        return self.filter(Q(stato__in=IDEE_DI_TUTTI) | Q(da=persona) | lasciate)

    def da_guardare(self) -> Self:
        return self.filter(stato=StatoIdea.PROPOSTA)

    def per_elenco(self, persona: Any) -> Self:
        """With how many support it, and whether she does."""
        suoi = Sostegno.objects.filter(idea=OuterRef("pk"), persona=persona)
        return self.select_related("da").annotate(sostegni_dati=Count("sostegni"), la_sostiene=Exists(suoi))


class Idea(models.Model):
    """A pitch: short enough that anybody writes one, and that all of them are read."""

    TRANSIZIONI = TRANSIZIONI_IDEA

    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    testata = models.ForeignKey(Testata, on_delete=models.PROTECT, related_name="idee", verbose_name=_("redazione"))
    # None once her account is closed.
    da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="idee",
        verbose_name=_("chi l'ha proposta"),
    )
    tipo = models.CharField(_("che cosa diventa"), max_length=12, choices=Tipo, default=Tipo.NOTIZIA)
    testo = models.CharField(_("l'idea"), max_length=PITCH_MASSIMO)
    stato = models.CharField(_("stato"), max_length=10, choices=StatoIdea, default=StatoIdea.PROPOSTA, editable=False)
    proposta_il = models.DateTimeField(_("proposta il"), default=adesso, editable=False)

    objects = IdeaQuerySet.as_manager()

    class Meta:
        verbose_name = _("idea")
        verbose_name_plural = _("idee")
        ordering = ["-proposta_il", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["testata", "stato"], name="idea_per_stato")]
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoIdea.values), name="idea_stato_noto"),
            models.CheckConstraint(condition=Q(tipo__in=Tipo.values), name="idea_tipo_noto"),
            models.CheckConstraint(condition=~Q(testo=""), name="idea_scritta"),
        ]

    def __str__(self) -> str:
        return shorten(self.testo, 100, placeholder="…")

    def get_absolute_url(self) -> str:
        return reverse("redazione:idea", args=[self.codice])


class Sostegno(models.Model):
    """ "This interests me too": one a person, taken back by pressing again."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="sostegni", verbose_name=_("idea"))
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("persona")
    )
    dal = models.DateTimeField(_("dal"), default=adesso, editable=False)

    class Meta:
        verbose_name = _("sostegno")
        verbose_name_plural = _("sostegni")
        ordering = ["idea_id", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["idea", "persona"], name="sostegno_uno_a_testa")]

    def __str__(self) -> str:
        return f"{self.persona} → {self.idea}"
