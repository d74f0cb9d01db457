"""The sittings of a commission: agenda, who was there, what was said and decided of each application, minutes."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso
from thinktown.enums_sedute import (
    C_E,
    TRANSIZIONI_SEDUTA,
    TRANSIZIONI_VERBALE,
    ComePresente,
    StatoSeduta,
    StatoVerbale,
)
from thinktown.models.bandi import Bando
from thinktown.models.commissione import Commissario, Commissione
from thinktown.models.domande import Domanda
from thinktown.models.schede import DECIMALI


class SedutaQuerySet(models.QuerySet["Seduta"]):
    def visibili_a(self, persona: Any) -> Self:
        """Those of the commissions in which one sits today."""
        return self.filter(commissione__in=Commissione.objects.visibili_a(persona).values("pk"))

    def visibili_in_ufficio(self, persona: Any) -> Self:
        return self.filter(commissione__bando__in=Bando.objects.seguiti_da(persona).values("pk"))


class Seduta(models.Model):
    """A meeting: when, for how long (minutes), where in person, by which link from afar; one of the two at least."""

    TRANSIZIONI = TRANSIZIONI_SEDUTA

    commissione = models.ForeignKey(
        Commissione, on_delete=models.PROTECT, related_name="sedute", verbose_name=_("commissione")
    )
    n = models.PositiveSmallIntegerField(_("numero"))
    stato = models.CharField(
        _("stato"), max_length=10, choices=StatoSeduta, default=StatoSeduta.CONVOCATA, editable=False
    )
    quando = models.DateTimeField(_("quando"))
    durata = models.PositiveSmallIntegerField(_("quanto dura, in minuti"), default=120)
    dove = models.CharField(_("dove"), max_length=200, blank=True)
    collegamento = models.URLField(_("collegamento a distanza"), max_length=300, blank=True)
    # Grows each time what a calendar shows of it changes (RFC 5545, SEQUENCE).
    sequenza = models.PositiveSmallIntegerField(default=0, editable=False)
    convocata_il = models.DateTimeField(_("convocata il"), default=adesso)
    aperta_il = models.DateTimeField(_("aperta il"), null=True, blank=True, editable=False)
    chiusa_il = models.DateTimeField(_("chiusa il"), null=True, blank=True, editable=False)

    objects = SedutaQuerySet.as_manager()

    class Meta:
        verbose_name = _("seduta")
        verbose_name_plural = _("sedute")
        ordering = ["commissione_id", "n"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["commissione", "n"], name="seduta_una_per_numero"),
            models.CheckConstraint(condition=Q(stato__in=StatoSeduta.values), name="seduta_stato_noto"),
            models.CheckConstraint(condition=~Q(dove="") | ~Q(collegamento=""), name="seduta_da_qualche_parte"),
            models.CheckConstraint(condition=Q(durata__gte=1), name="seduta_dura"),
            models.CheckConstraint(
                condition=Q(
                    stato__in=(StatoSeduta.CONVOCATA, StatoSeduta.ANNULLATA),
                    aperta_il__isnull=True,
                    chiusa_il__isnull=True,
                )
                | Q(stato=StatoSeduta.APERTA, aperta_il__isnull=False, chiusa_il__isnull=True)
                | Q(stato=StatoSeduta.CHIUSA, aperta_il__isnull=False, chiusa_il__isnull=False),
                name="seduta_stato_con_gli_istanti",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commissione} · {self.n}"

    def get_absolute_url(self) -> str:
        return reverse("thinktown:seduta", args=[self.commissione.bando.slug, self.n])

    @property
    def bando_id(self) -> int:
        return self.commissione.bando_id

    @property
    def fine(self) -> datetime:
        """When it should end."""
        return self.quando + timedelta(minutes=self.durata)


class PuntoOrdine(models.Model):
    """A point of the agenda, about one application or not; ``deciso``: what came of it, where it is not."""

    seduta = models.ForeignKey(Seduta, on_delete=models.CASCADE, related_name="punti", verbose_name=_("seduta"))
    n = models.PositiveSmallIntegerField(_("numero"))
    testo = models.CharField(_("di che cosa si parla"), max_length=300, blank=True)
    domanda = models.ForeignKey(
        Domanda, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("domanda")
    )
    deciso = models.TextField(_("che cosa si è deciso"), max_length=5000, blank=True)

    class Meta:
        verbose_name = _("punto all'ordine del giorno")
        verbose_name_plural = _("punti all'ordine del giorno")
        ordering = ["seduta_id", "n"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["seduta", "n"], name="punto_uno_per_numero"),
            models.UniqueConstraint(
                fields=["seduta", "domanda"], condition=Q(domanda__isnull=False), name="punto_uno_per_domanda"
            ),
            models.CheckConstraint(condition=~Q(testo="") | Q(domanda__isnull=False), name="punto_dice_qualcosa"),
            # Of an application, what was said stands apart: who stays out of it reads neither.
            models.CheckConstraint(condition=Q(domanda__isnull=True) | Q(deciso=""), name="punto_o_discussione"),
        ]

    def __str__(self) -> str:
        return f"{self.seduta} · {self.n}"


class PresenzaQuerySet(models.QuerySet["Presenza"]):
    def che_ci_sono(self) -> Self:
        """Who has come and has not left."""
        return self.filter(come__in=C_E, esce__isnull=True)


class Presenza(models.Model):
    """Who was there, how; ``entra`` and ``esce`` only where she came after it began or left before it ended."""

    seduta = models.ForeignKey(Seduta, on_delete=models.CASCADE, related_name="presenze", verbose_name=_("seduta"))
    commissario = models.ForeignKey(
        Commissario, on_delete=models.PROTECT, related_name="presenze", verbose_name=_("commissario")
    )
    come = models.CharField(_("come"), max_length=12, choices=ComePresente)
    entra = models.DateTimeField(_("arriva alle"), null=True, blank=True)
    esce = models.DateTimeField(_("va via alle"), null=True, blank=True)

    objects = PresenzaQuerySet.as_manager()

    class Meta:
        verbose_name = _("presenza")
        verbose_name_plural = _("presenze")
        ordering = ["seduta_id", "commissario_id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["seduta", "commissario"], name="presenza_una_per_posto"),
            models.CheckConstraint(condition=Q(come__in=ComePresente.values), name="presenza_nota"),
            models.CheckConstraint(
                condition=Q(come__in=C_E) | Q(entra__isnull=True, esce__isnull=True), name="presenza_assente_senza_ore"
            ),
            models.CheckConstraint(
                condition=Q(entra__isnull=True) | Q(esce__isnull=True) | Q(esce__gt=F("entra")),
                name="presenza_in_ordine",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commissario} · {self.get_come_display()}"


class Discussione(models.Model):
    """What was said of one application. ``composizione``: who sat for it in that moment (``collegio.Composizione``)."""

    seduta = models.ForeignKey(Seduta, on_delete=models.CASCADE, related_name="discussioni", verbose_name=_("seduta"))
    domanda = models.ForeignKey(
        Domanda, on_delete=models.PROTECT, related_name="discussioni", verbose_name=_("domanda")
    )
    testo = models.TextField(_("che cosa si è detto"), max_length=10_000, blank=True)
    composizione = models.JSONField(_("chi ne ha discusso"), default=dict)
    scritta_il = models.DateTimeField(_("scritta il"), default=adesso)

    class Meta:
        verbose_name = _("discussione di una domanda")
        verbose_name_plural = _("discussioni delle domande")
        ordering = ["seduta_id", "scritta_il", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["seduta", "domanda"], name="discussione_una_per_domanda")]

    def __str__(self) -> str:
        return f"{self.seduta} · {self.domanda}"


class PuntoConcordato(models.Model):
    """The points that the commission gives together to one criterion, where the call decides so: exact decimals."""

    seduta = models.ForeignKey(Seduta, on_delete=models.CASCADE, related_name="concordati", verbose_name=_("seduta"))
    domanda = models.ForeignKey(
        Domanda, on_delete=models.PROTECT, related_name="punti_concordati", verbose_name=_("domanda")
    )
    criterio = models.CharField(_("criterio"), max_length=40)
    punti = models.DecimalField(_("punti"), max_digits=7, decimal_places=DECIMALI)
    motivo = models.TextField(_("perché"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("punto deciso insieme")
        verbose_name_plural = _("punti decisi insieme")
        ordering = ["seduta_id", "domanda_id", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["seduta", "domanda", "criterio"], name="concordato_uno_per_criterio"),
            models.CheckConstraint(condition=Q(punti__gte=Decimal(0)), name="concordato_da_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.seduta} · {self.domanda} · {self.criterio}"


class VerbaleQuerySet(models.QuerySet["Verbale"]):
    def approvati(self) -> Self:
        return self.filter(stato=StatoVerbale.APPROVATO)

    def visibili_a(self, persona: Any) -> Self:
        return self.filter(seduta__in=Seduta.objects.visibili_a(persona).values("pk"))

    def visibili_in_ufficio(self, persona: Any) -> Self:
        """What the office reads: those that have been signed."""
        return self.approvati().filter(seduta__in=Seduta.objects.visibili_in_ufficio(persona).values("pk"))


class Verbale(models.Model):
    """The minutes of a sitting that is over.

    ``testo`` is what the secretary adds to what the sitting holds. ``contenuto`` is all that they say, frozen when they
    are sent to be signed, ``impronta`` its SHA-256: what is signed, drawn and kept is that.
    """

    TRANSIZIONI = TRANSIZIONI_VERBALE
    # It is there when its sitting ends: what is done with it comes after.
    SENZA_STORIA = (StatoVerbale.BOZZA,)

    seduta = models.OneToOneField(Seduta, on_delete=models.PROTECT, related_name="verbale", verbose_name=_("seduta"))
    stato = models.CharField(
        _("stato"), max_length=12, choices=StatoVerbale, default=StatoVerbale.BOZZA, editable=False
    )
    testo = models.TextField(_("che cosa aggiungi"), max_length=20_000, blank=True)
    # Grows with every save: who saves says which one she had before her.
    revisione = models.PositiveIntegerField(default=0, editable=False)
    contenuto = models.JSONField(_("che cosa dice"), null=True, blank=True, editable=False)
    impronta = models.CharField(_("impronta"), max_length=64, blank=True, editable=False)
    proposto_da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("chi l'ha scritto"),
    )
    proposto_il = models.DateTimeField(_("mandato da firmare il"), null=True, blank=True, editable=False)
    approvato_il = models.DateTimeField(_("firmato il"), null=True, blank=True, editable=False)

    objects = VerbaleQuerySet.as_manager()

    class Meta:
        verbose_name = _("verbale")
        verbose_name_plural = _("verbali")
        ordering = ["seduta_id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoVerbale.values), name="verbale_stato_noto"),
            models.CheckConstraint(
                condition=Q(
                    stato=StatoVerbale.BOZZA,
                    contenuto__isnull=True,
                    impronta="",
                    proposto_da__isnull=True,
                    proposto_il__isnull=True,
                )
                | Q(
                    ~Q(stato=StatoVerbale.BOZZA) & ~Q(impronta=""),
                    contenuto__isnull=False,
                    proposto_da__isnull=False,
                    proposto_il__isnull=False,
                ),
                name="verbale_fermo_con_impronta",
            ),
            models.CheckConstraint(
                condition=Q(stato=StatoVerbale.APPROVATO, approvato_il__isnull=False)
                | Q(~Q(stato=StatoVerbale.APPROVATO), approvato_il__isnull=True),
                name="verbale_approvato_quando",
            ),
        ]

    def __str__(self) -> str:
        return str(self.seduta)

    @property
    def bando_id(self) -> int:
        return self.seduta.bando_id


class FirmaVerbale(models.Model):
    """Who presided has read the minutes and signs them; ``impronta``: of what she signed."""

    verbale = models.ForeignKey(Verbale, on_delete=models.CASCADE, related_name="firme", verbose_name=_("verbale"))
    commissario = models.ForeignKey(
        Commissario, on_delete=models.PROTECT, related_name="firme_verbali", verbose_name=_("commissario")
    )
    quando = models.DateTimeField(_("firmato il"), default=adesso)
    impronta = models.CharField(_("impronta"), max_length=64)

    class Meta:
        verbose_name = _("firma di un verbale")
        verbose_name_plural = _("firme dei verbali")
        ordering = ["verbale_id", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["verbale", "commissario"], name="firma_una_per_posto"),
            models.CheckConstraint(condition=~Q(impronta=""), name="firma_di_qualcosa"),
        ]

    def __str__(self) -> str:
        return f"{self.verbale} · {self.commissario}"
