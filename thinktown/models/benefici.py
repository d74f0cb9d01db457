"""Grants: what the body gives to whom by which act, and what of it everybody reads (D.lgs. 33/2013 artt. 26–27)."""

from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso, oggi
from talenti.base.codici import nuovo_codice
from thinktown.enums_registri import IN_VIGORE, TRANSIZIONI_BENEFICIO, NaturaBeneficiario, StatoBeneficio
from thinktown.models.bandi import Bando
from thinktown.models.domande import Domanda

# Online for five years from the 1st of January after the act (D.lgs. 33/2013 art. 8 c. 3).
ANNI_IN_PUBBLICO = 5


class BeneficioQuerySet(models.QuerySet["Beneficio"]):
    def in_vigore(self) -> Self:
        return self.filter(stato__in=IN_VIGORE)

    def da_pubblicare(self) -> Self:
        return self.filter(stato=StatoBeneficio.CONCESSO)

    def pubblici(self, giorno: date | None = None) -> Self:
        """What anybody may read on that day: no job has to run for what is old to be gone."""
        anno = (giorno or oggi()).year - ANNI_IN_PUBBLICO
        return self.filter(stato=StatoBeneficio.PUBBLICATO, atto_data__year__gte=anno)

    def visibili_in_ufficio(self, persona: Any) -> Self:
        return self.filter(bando__in=Bando.objects.seguiti_da(persona).values("pk"))

    def per_elenco(self) -> Self:
        return self.select_related("bando__partner", "domanda").order_by("atto_data", "pk")


class Beneficio(models.Model):
    """One sum granted to one application by one act. Whoever pays asks ``pubblicato`` first.

    ``nome``, ``codice_fiscale`` and ``chi_riceve`` say who it is as it was sent: what of it is shown in public is
    decided by ``thinktown.trasparenza`` each time it is shown.
    """

    TRANSIZIONI = TRANSIZIONI_BENEFICIO

    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    bando = models.ForeignKey(
        Bando, on_delete=models.PROTECT, related_name="benefici", verbose_name=_("bando"), editable=False
    )
    domanda = models.ForeignKey(
        Domanda, on_delete=models.PROTECT, related_name="benefici", verbose_name=_("domanda"), editable=False
    )
    natura = models.CharField(_("chi è"), max_length=8, choices=NaturaBeneficiario, editable=False)
    nome = models.CharField(_("nome"), max_length=160, editable=False)
    # Of organisations alone.
    codice_fiscale = models.CharField(_("codice fiscale"), max_length=16, blank=True, editable=False)
    # In whose name the money arrives, where it is a person's.
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("persona che riceve"), editable=False,
    )  # fmt: skip
    chi_riceve = models.CharField(_("nome di chi riceve"), max_length=160, blank=True, editable=False)
    # Health or hardship could be read from the sum or from what it is for: the code alone, for ever.
    riservato = models.BooleanField(_("solo il codice"), default=False, editable=False)
    importo = models.DecimalField(_("importo"), max_digits=12, decimal_places=2, editable=False)
    norma = models.CharField(_("norma o titolo"), max_length=300, editable=False)
    ufficio = models.CharField(_("ufficio"), max_length=160, editable=False)
    responsabile = models.CharField(_("responsabile"), max_length=120, editable=False)
    modalita = models.CharField(_("come è stato scelto"), max_length=200, editable=False)
    progetto = models.CharField(_("progetto"), max_length=200, blank=True, editable=False)
    progetto_url = models.URLField(_("pagina del progetto"), max_length=300, blank=True, editable=False)
    curriculum_url = models.URLField(_("curriculum"), max_length=300, blank=True, editable=False)
    atto_numero = models.CharField(_("numero dell'atto"), max_length=40, editable=False)
    atto_data = models.DateField(_("data dell'atto"), editable=False)
    stato = models.CharField(
        _("stato"), max_length=12, choices=StatoBeneficio, default=StatoBeneficio.CONCESSO, editable=False
    )
    concesso_il = models.DateTimeField(_("scritto il"), default=adesso, editable=False)
    pubblicato_il = models.DateTimeField(_("pubblicato il"), null=True, blank=True, editable=False)
    corretto_il = models.DateTimeField(_("corretto il"), null=True, blank=True, editable=False)

    objects = BeneficioQuerySet.as_manager()

    class Meta:
        verbose_name = _("contributo")
        verbose_name_plural = _("contributi")
        ordering = ["bando_id", "atto_data", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["stato", "atto_data"], name="beneficio_per_anno")]
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoBeneficio.values), name="beneficio_stato_noto"),
            models.CheckConstraint(condition=Q(natura__in=NaturaBeneficiario.values), name="beneficio_natura_nota"),
            models.CheckConstraint(condition=Q(importo__gt=Decimal(0)), name="beneficio_di_una_somma"),
            models.CheckConstraint(
                condition=~Q(nome="")
                & ~Q(atto_numero="")
                & ~Q(norma="")
                & ~Q(ufficio="")
                & ~Q(responsabile="")
                & ~Q(modalita=""),
                name="beneficio_con_le_sue_voci",
            ),
            # A tax code is of an organisation, which has one; of people there is the person.
            models.CheckConstraint(
                condition=Q(natura=NaturaBeneficiario.ENTE, persona__isnull=True, chi_riceve="") & ~Q(codice_fiscale="")
                | ~Q(natura=NaturaBeneficiario.ENTE) & ~Q(chi_riceve="") & Q(persona__isnull=False, codice_fiscale=""),
                name="beneficio_di_qualcuno",
            ),
            models.CheckConstraint(
                condition=Q(stato=StatoBeneficio.CONCESSO, pubblicato_il__isnull=True)
                | Q(stato=StatoBeneficio.PUBBLICATO, pubblicato_il__isnull=False)
                | Q(stato=StatoBeneficio.ANNULLATO),
                name="beneficio_pubblicato_quando",
            ),
            models.UniqueConstraint(
                fields=["domanda", "atto_numero", "atto_data"],
                condition=~Q(stato=StatoBeneficio.ANNULLATO),
                name="beneficio_uno_per_atto",
            ),
        ]

    def __str__(self) -> str:
        return self.codice

    def get_absolute_url(self) -> str:
        return reverse("thinktown:contributi", args=[self.bando.slug])

    @property
    def pubblicato(self) -> bool:
        """Has it effect? Publication is its condition (art. 26 c. 3): nothing is paid before."""
        return self.stato == StatoBeneficio.PUBBLICATO

    @property
    def si_cambia(self) -> bool:
        return self.stato in IN_VIGORE
