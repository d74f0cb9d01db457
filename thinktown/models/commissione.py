"""The commission of a call: who sits in it and by which act, who stays out of which application, the phases."""

from datetime import datetime
from functools import cached_property
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso, oggi
from thinktown.enums_valutazione import (
    DICHIARANO,
    TITOLARI,
    TRANSIZIONI_COMMISSIONE,
    MotivoConflitto,
    RuoloCommissario,
    TipoFase,
    VediVoti,
)
from thinktown.models.bandi import AttoBando, Bando
from thinktown.models.domande import Domanda


class CommissioneQuerySet(models.QuerySet["Commissione"]):
    def visibili_a(self, persona: Any) -> Self:
        """Those in which one sits today."""
        if not getattr(persona, "is_authenticated", False):
            return self.none()
        return self.filter(pk__in=Commissario.objects.di_oggi().filter(persona=persona).values("commissione"))

    def visibili_in_ufficio(self, persona: Any) -> Self:
        return self.filter(bando__in=Bando.objects.seguiti_da(persona).values("pk"))


class Commissione(models.Model):
    """Who judges the applications to one call, named by an act of the body after the closing."""

    TRANSIZIONI = TRANSIZIONI_COMMISSIONE

    bando = models.OneToOneField(Bando, on_delete=models.PROTECT, related_name="commissione", verbose_name=_("bando"))
    nominata_il = models.DateTimeField(_("nominata il"), default=adesso)

    objects = CommissioneQuerySet.as_manager()

    class Meta:
        verbose_name = _("commissione")
        verbose_name_plural = _("commissioni")
        ordering = ["-nominata_il", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.bando)

    @cached_property
    def fase(self) -> "FaseValutazione | None":
        """The phase of this moment: the last one that has begun."""
        return self.fasi.filter(dal__lte=adesso()).last()

    def fase_che_segue(self) -> "FaseValutazione | None":
        return self.fasi.filter(dal__gt=adesso()).first()


class CommissarioQuerySet(models.QuerySet["Commissario"]):
    def di_oggi(self, giorno: Any = None) -> Self:
        giorno = oggi() if giorno is None else giorno
        return self.filter(Q(al__isnull=True) | Q(al__gt=giorno), dal__lte=giorno)

    def titolari(self) -> Self:
        return self.filter(ruolo__in=TITOLARI)

    def che_dichiarano(self) -> Self:
        return self.filter(ruolo__in=DICHIARANO)


class Commissario(models.Model):
    """One seat, from a day on: for which body or category she sits, by which act she came and by which she leaves."""

    commissione = models.ForeignKey(
        Commissione, on_delete=models.PROTECT, related_name="commissari", verbose_name=_("commissione")
    )
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="commissioni", verbose_name=_("persona")
    )
    ruolo = models.CharField(_("come"), max_length=12, choices=RuoloCommissario)
    rappresenta = models.CharField(_("chi rappresenta"), max_length=120)
    dal = models.DateField(_("dal"), default=oggi)
    al = models.DateField(_("non più dal"), null=True, blank=True)
    nomina = models.ForeignKey(
        AttoBando, on_delete=models.PROTECT, related_name="nominati", verbose_name=_("atto di nomina")
    )
    cessazione = models.ForeignKey(
        AttoBando,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cessati",
        verbose_name=_("atto di cessazione"),
    )
    # Who has been condemned, even not for good, for crimes against the public administration sits in none.
    senza_condanne_il = models.DateTimeField(_("ha dichiarato di non avere condanne il"), null=True, blank=True)

    objects = CommissarioQuerySet.as_manager()

    class Meta:
        verbose_name = _("commissario")
        verbose_name_plural = _("commissari")
        ordering = ["commissione_id", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(ruolo__in=RuoloCommissario.values), name="commissario_ruolo_noto"),
            models.CheckConstraint(condition=~Q(rappresenta=""), name="commissario_per_qualcuno"),
            models.CheckConstraint(condition=Q(al__isnull=True) | Q(al__gte=F("dal")), name="commissario_in_ordine"),
            models.CheckConstraint(
                condition=Q(al__isnull=True, cessazione__isnull=True) | Q(al__isnull=False, cessazione__isnull=False),
                name="commissario_cessa_con_atto",
            ),
            models.UniqueConstraint(
                fields=["commissione", "persona"], condition=Q(al__isnull=True), name="commissario_un_posto"
            ),
            models.UniqueConstraint(
                fields=["commissione"],
                condition=Q(ruolo=RuoloCommissario.PRESIDENTE, al__isnull=True),
                name="commissario_un_presidente",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.persona}, {self.get_ruolo_display()}"

    @property
    def in_carica(self) -> bool:
        return self.dal <= oggi() and (self.al is None or self.al > oggi())


class DichiarazioneConflitto(models.Model):
    """What a member says of one application before she may open any: no conflict, or which one.

    It may turn from none into a conflict at any time, never back (L. 241/1990 art. 6-bis: also what comes up later).
    """

    commissario = models.ForeignKey(
        Commissario, on_delete=models.PROTECT, related_name="dichiarazioni", verbose_name=_("commissario")
    )
    domanda = models.ForeignKey(
        Domanda, on_delete=models.PROTECT, related_name="dichiarazioni_commissione", verbose_name=_("domanda")
    )
    conflitto = models.BooleanField(_("ha un conflitto"))
    motivo = models.CharField(_("quale"), max_length=12, choices=MotivoConflitto, blank=True)
    spiegazione = models.CharField(_("in poche parole"), max_length=400, blank=True)
    resa_il = models.DateTimeField(_("dichiarato il"), default=adesso)

    class Meta:
        verbose_name = _("dichiarazione sui conflitti")
        verbose_name_plural = _("dichiarazioni sui conflitti")
        ordering = ["commissario_id", "domanda_id"]
        default_permissions = ()
        # Who stays out is asked at each opening, and conflicts are few among thousands of declarations.
        indexes = [
            models.Index(fields=["commissario", "domanda"], condition=Q(conflitto=True), name="conflitto_di_chi")
        ]
        constraints = [
            models.UniqueConstraint(fields=["commissario", "domanda"], name="conflitto_uno_per_domanda"),
            models.CheckConstraint(
                condition=Q(conflitto=False, motivo="") | Q(conflitto=True, motivo__in=MotivoConflitto.values),
                name="conflitto_con_motivo",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commissario} · {self.domanda}"


class Supplenza(models.Model):
    """A substitute who takes the place of a member on one application; ``presiede``: the place is the president's."""

    domanda = models.ForeignKey(Domanda, on_delete=models.PROTECT, related_name="supplenze", verbose_name=_("domanda"))
    al_posto_di = models.ForeignKey(
        Commissario, on_delete=models.PROTECT, related_name="sostituito_in", verbose_name=_("al posto di")
    )
    supplente = models.ForeignKey(
        Commissario, on_delete=models.PROTECT, related_name="supplenze", verbose_name=_("supplente")
    )
    dal = models.DateTimeField(_("dal"), default=adesso)
    finita_il = models.DateTimeField(_("finita il"), null=True, blank=True)

    class Meta:
        verbose_name = _("supplenza")
        verbose_name_plural = _("supplenze")
        ordering = ["domanda_id", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(supplente=F("al_posto_di")), name="supplenza_di_un_altro"),
            models.UniqueConstraint(
                fields=["domanda", "al_posto_di"], condition=Q(finita_il__isnull=True), name="supplenza_una_per_posto"
            ),
            models.UniqueConstraint(
                fields=["domanda", "supplente"], condition=Q(finita_il__isnull=True), name="supplenza_un_posto_solo"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplente} → {self.domanda}"


class FaseValutazione(models.Model):
    """A bundle of permissions from an instant on, until the next begins: who sees names, who sees others' points."""

    commissione = models.ForeignKey(
        Commissione, on_delete=models.CASCADE, related_name="fasi", verbose_name=_("commissione")
    )
    tipo = models.CharField(_("fase"), max_length=12, choices=TipoFase)
    dal = models.DateTimeField(_("dal"))
    nomi = models.BooleanField(_("si vedono i nomi"), default=True)
    voti = models.CharField(_("voti degli altri"), max_length=8, choices=VediVoti, default=VediVoti.MAI)

    class Meta:
        verbose_name = _("fase della valutazione")
        verbose_name_plural = _("fasi della valutazione")
        ordering = ["commissione_id", "dal"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(tipo__in=TipoFase.values), name="fase_tipo_noto"),
            models.CheckConstraint(condition=Q(voti__in=VediVoti.values), name="fase_voti_noti"),
            models.UniqueConstraint(fields=["commissione", "tipo"], name="fase_una_per_tipo"),
            models.UniqueConstraint(fields=["commissione", "dal"], name="fase_una_alla_volta"),
            # Whoever declares must know of whom.
            models.CheckConstraint(condition=Q(nomi=True) | ~Q(tipo=TipoFase.DICHIARA), name="fase_dichiara_con_nomi"),
        ]

    def __str__(self) -> str:
        return f"{self.commissione} · {self.get_tipo_display()}"

    def cominciata(self, ora: datetime | None = None) -> bool:
        return self.dal <= (ora or adesso())


class CodiceCieco(models.Model):
    """What an application is called where names are not seen: drawn after the declarations, of no use outside."""

    domanda = models.OneToOneField(
        Domanda, on_delete=models.PROTECT, related_name="codice_cieco", verbose_name=_("domanda")
    )
    commissione = models.ForeignKey(
        Commissione, on_delete=models.CASCADE, related_name="codici_ciechi", verbose_name=_("commissione")
    )
    codice = models.CharField(_("codice"), max_length=8)

    class Meta:
        verbose_name = _("codice senza nome")
        verbose_name_plural = _("codici senza nome")
        ordering = ["commissione_id", "codice"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["commissione", "codice"], name="codice_cieco_uno"),
        ]

    def __str__(self) -> str:
        return self.codice
