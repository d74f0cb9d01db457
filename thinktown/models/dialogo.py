"""What people ask about a call: questions answered in public, requests for help answered in private."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso
from talenti.base.codici import nuovo_codice
from talenti.base.permissions import oggetti_con
from talenti.rete.models import Partner
from thinktown.enums_dialogo import (
    AIUTO_APERTO,
    AIUTO_FINITO,
    MOTIVO_MASSIMO,
    RISPOSTA_MASSIMA,
    SI_TIENE,
    TESTO_MASSIMO,
    TRANSIZIONI_AIUTO,
    TRANSIZIONI_CHIARIMENTO,
    StatoAiuto,
    StatoChiarimento,
)
from thinktown.models.bandi import Bando


class ChiarimentoQuerySet(models.QuerySet["Chiarimento"]):
    def pubblicati(self) -> Self:
        return self.filter(stato=StatoChiarimento.PUBBLICATO)

    def da_rispondere(self) -> Self:
        """Those that wait for the office, the oldest first."""
        return self.filter(stato=StatoChiarimento.CHIESTO).order_by("chiesto_il", "pk")

    def visibili_a(self, persona: Any) -> Self:
        """The published ones; to who asked hers too; to who works on a call all of that call."""
        if not getattr(persona, "is_authenticated", False):
            return self.pubblicati()
        seguiti = Bando.objects.seguiti_da(persona).values("pk")
        return self.filter(Q(stato=StatoChiarimento.PUBBLICATO) | Q(persona=persona) | Q(bando__in=seguiti))

    def visibili_in_ufficio(self, persona: Any) -> Self:
        """Of the calls that one works on."""
        return self.filter(bando__in=Bando.objects.seguiti_da(persona).values("pk"))

    def per_elenco(self) -> Self:
        # Without who asked: a list is public.
        return self.select_related("bando")

    def da_dimenticare(self, ora: Any) -> Self:
        """Those decided so long ago that who asked is no longer kept, nor the words of what was not published."""
        rimasti = Q(persona__isnull=False) | Q(stato=StatoChiarimento.RESPINTO) & ~Q(testo="")
        return self.filter(rimasti, deciso_il__lt=ora - SI_TIENE)


class Chiarimento(models.Model):
    """A question to the office on a published call. The answer is for everybody: who asked is never shown with it."""

    TRANSIZIONI = TRANSIZIONI_CHIARIMENTO

    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    bando = models.ForeignKey(
        Bando, on_delete=models.PROTECT, related_name="chiarimenti", verbose_name=_("bando"), editable=False
    )
    # Empty once her account is closed, or long after the answer: the published text stays.
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="chiarimenti",
        verbose_name=_("chi l'ha chiesto"),
    )
    testo = models.TextField(_("che cosa chiede"), max_length=TESTO_MASSIMO, blank=True, editable=False)
    stato = models.CharField(
        _("stato"), max_length=12, choices=StatoChiarimento, default=StatoChiarimento.CHIESTO, editable=False
    )
    risposta = models.TextField(_("risposta"), max_length=RISPOSTA_MASSIMA, blank=True, editable=False)
    motivo = models.CharField(_("perché non è pubblicato"), max_length=MOTIVO_MASSIMO, blank=True, editable=False)
    risposto_da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("chi ha risposto"),
    )
    chiesto_il = models.DateTimeField(_("chiesto il"), default=adesso, editable=False)
    deciso_il = models.DateTimeField(_("deciso il"), null=True, blank=True, editable=False)
    corretto_il = models.DateTimeField(_("risposta corretta il"), null=True, blank=True, editable=False)

    objects = ChiarimentoQuerySet.as_manager()

    class Meta:
        verbose_name = _("chiarimento")
        verbose_name_plural = _("chiarimenti")
        ordering = ["-chiesto_il", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["bando", "stato"], name="chiarimento_di_bando")]
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoChiarimento.values), name="chiarimento_stato_noto"),
            # Published, and only then, it has an answer, who gave it and when; refused, and only then, a reason.
            models.CheckConstraint(
                condition=Q(
                    stato=StatoChiarimento.CHIESTO,
                    risposta="",
                    motivo="",
                    risposto_da__isnull=True,
                    deciso_il__isnull=True,
                )
                | Q(
                    ~Q(risposta=""),
                    stato=StatoChiarimento.PUBBLICATO,
                    motivo="",
                    risposto_da__isnull=False,
                    deciso_il__isnull=False,
                )
                | Q(~Q(motivo=""), stato=StatoChiarimento.RESPINTO, risposta="", deciso_il__isnull=False),
                name="chiarimento_stato_con_i_suoi_fatti",
            ),
            models.CheckConstraint(
                condition=~Q(testo="") | Q(stato=StatoChiarimento.RESPINTO), name="chiarimento_con_un_testo"
            ),
            models.CheckConstraint(
                condition=Q(corretto_il__isnull=True)
                | Q(stato=StatoChiarimento.PUBBLICATO, corretto_il__gte=F("deciso_il")),
                name="chiarimento_corretto_dopo",
            ),
        ]

    def __str__(self) -> str:
        return self.codice


class RichiestaAiutoQuerySet(models.QuerySet["RichiestaAiuto"]):
    def aperte(self) -> Self:
        return self.filter(stato__in=AIUTO_APERTO)

    def da_prendere(self) -> Self:
        """Those that nobody has taken yet, the oldest first."""
        return self.filter(stato=StatoAiuto.CHIESTA).order_by("chiesta_il", "pk")

    def seguite_da(self, persona: Any) -> Self:
        """Those written to the organisations where a role of today lets her help."""
        return self.filter(partner__in=oggetti_con(persona, "thinktown.aiuta_chi_presenta", Partner).values("pk"))

    def visibili_a(self, persona: Any) -> Self:
        """One's own, and those that one may answer; the office of the call sees none."""
        if not getattr(persona, "is_authenticated", False):
            return self.none()
        seguite = self.model.objects.seguite_da(persona).values("pk")
        return self.filter(Q(persona=persona) | Q(pk__in=seguite))

    def per_elenco(self) -> Self:
        return self.select_related("bando", "partner", "persona", "presa_da")

    def da_dimenticare(self, ora: Any) -> Self:
        return self.exclude(testo="").filter(finita_il__lt=ora - SI_TIENE)


class RichiestaAiuto(models.Model):
    """A request to the organisation that helps to prepare applications. It and who asked read it, nobody else.

    ``partner`` is the one that helped when it was written: whoever helps afterwards has no right to read it.
    """

    TRANSIZIONI = TRANSIZIONI_AIUTO

    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    bando = models.ForeignKey(
        Bando, on_delete=models.PROTECT, related_name="richieste_aiuto", verbose_name=_("bando"), editable=False
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("chi aiuta"), editable=False
    )
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="richieste_aiuto",
        verbose_name=_("chi chiede aiuto"),
    )
    # Both texts are empty once their time is over, or the account is closed.
    testo = models.TextField(_("che cosa serve"), max_length=TESTO_MASSIMO, blank=True, editable=False)
    risposta = models.TextField(_("risposta"), max_length=RISPOSTA_MASSIMA, blank=True, editable=False)
    stato = models.CharField(_("stato"), max_length=12, choices=StatoAiuto, default=StatoAiuto.CHIESTA, editable=False)
    presa_da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("chi l'ha presa"),
    )
    chiesta_il = models.DateTimeField(_("chiesta il"), default=adesso, editable=False)
    presa_il = models.DateTimeField(_("presa il"), null=True, blank=True, editable=False)
    finita_il = models.DateTimeField(_("finita il"), null=True, blank=True, editable=False)

    objects = RichiestaAiutoQuerySet.as_manager()

    class Meta:
        verbose_name = _("richiesta di aiuto")
        verbose_name_plural = _("richieste di aiuto")
        ordering = ["-chiesta_il", "-pk"]
        default_permissions = ()
        permissions = [("aiuta_chi_presenta", _("Aiuta chi prepara una domanda"))]
        indexes = [models.Index(fields=["partner", "stato"], name="aiuto_di_partner")]
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoAiuto.values), name="aiuto_stato_noto"),
            models.UniqueConstraint(
                fields=["bando", "persona"], condition=Q(stato__in=AIUTO_APERTO), name="aiuto_uno_alla_volta"
            ),
            # Taken by somebody at an instant, or by nobody; nobody's while it waits, somebody's when it is answered.
            models.CheckConstraint(
                condition=Q(presa_da__isnull=True, presa_il__isnull=True)
                & Q(stato__in=(StatoAiuto.CHIESTA, StatoAiuto.RITIRATA))
                | Q(presa_da__isnull=False, presa_il__isnull=False) & ~Q(stato=StatoAiuto.CHIESTA),
                name="aiuto_preso_da_qualcuno",
            ),
            models.CheckConstraint(
                condition=Q(stato__in=AIUTO_APERTO, finita_il__isnull=True)
                | Q(stato__in=AIUTO_FINITO, finita_il__isnull=False),
                name="aiuto_aperto_o_finito",
            ),
            # Only what has ended is without words, and then without any.
            models.CheckConstraint(
                condition=~Q(testo="") & ~Q(stato=StatoAiuto.CONCLUSA) & Q(risposta="")
                | ~Q(testo="") & ~Q(risposta="") & Q(stato=StatoAiuto.CONCLUSA)
                | Q(testo="", risposta="", stato__in=AIUTO_FINITO),
                name="aiuto_con_le_sue_parole",
            ),
        ]

    def __str__(self) -> str:
        return self.codice

    @property
    def aperta(self) -> bool:
        return self.stato in AIUTO_APERTO
