"""The editorial plan: what is meant to come out, on which day, for whom, by whom, about what."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from redazione.enums import (
    COMMENTO_MASSIMO,
    TRANSIZIONI_MESE,
    TRANSIZIONI_VOCE,
    Canale,
    Pubblico,
    StatoMese,
    StatoVoce,
    Tipo,
)
from redazione.models.idee import Idea
from redazione.models.testata import Testata
from talenti.base.clock import adesso
from talenti.base.codici import nuovo_codice
from talenti.base.permissions import oggetti_con
from talenti.rete.enums import Azione
from talenti.rete.models import Partner


class VoceQuerySet(models.QuerySet["Voce"]):
    def visibili_a(self, persona: Any) -> Self:
        """The newsroom's whole plan; for a partner, what concerns it; for an author, what she is to write."""
        if not getattr(persona, "is_authenticated", False):
            return self.none()
        di_casa = Q(testata__in=Testata.objects.visibili_a(persona).values("pk"))
        suoi = oggetti_con(persona, "redazione.commenta_piano", Partner).values("pk")
        riguarda = Q(pk__in=Riguarda.objects.filter(partner__in=suoi).values("voce"))
        scrive = Q(pk__in=Autore.objects.filter(persona=persona).values("voce")) | Q(fotografa=persona)
        return self.filter(di_casa | riguarda | scrive)

    def previste(self) -> Self:
        return self.filter(stato=StatoVoce.PREVISTA)

    def per_elenco(self) -> Self:
        return self.select_related("idea", "fotografa", "articolo").prefetch_related(
            "autori__persona", "pubblici", "riguardano__partner"
        )


class Voce(models.Model):
    """One thing in the plan. ``prevista_per`` is a wish of the plan: when it comes out is decided on the article."""

    TRANSIZIONI = TRANSIZIONI_VOCE

    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    testata = models.ForeignKey(Testata, on_delete=models.PROTECT, related_name="voci", verbose_name=_("redazione"))
    idea = models.OneToOneField(
        Idea, on_delete=models.PROTECT, null=True, blank=True, related_name="voce", verbose_name=_("idea")
    )
    stato = models.CharField(_("stato"), max_length=10, choices=StatoVoce, default=StatoVoce.PREVISTA, editable=False)
    titolo = models.CharField(_("titolo di lavoro"), max_length=120)
    nota = models.CharField(_("che cosa racconta"), max_length=400, blank=True)
    tipo = models.CharField(_("che cos'è"), max_length=12, choices=Tipo, default=Tipo.NOTIZIA)
    canale = models.CharField(_("dove esce"), max_length=12, choices=Canale, default=Canale.PORTALE)
    azione = models.CharField(_("di quale azione parla"), max_length=20, choices=Azione, blank=True)
    prevista_per = models.DateField(_("prevista per"), null=True, blank=True)
    fotografa = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chi fotografa"),
    )
    # Of what was read when it was changed: two who change it from two pages do not write over one another.
    revisione = models.PositiveIntegerField(default=1, editable=False)
    creata_il = models.DateTimeField(_("nel piano dal"), default=adesso, editable=False)

    objects = VoceQuerySet.as_manager()

    class Meta:
        verbose_name = _("voce del piano")
        verbose_name_plural = _("voci del piano")
        ordering = ["prevista_per", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["testata", "stato", "prevista_per"], name="voce_per_giorno")]
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoVoce.values), name="voce_stato_noto"),
            models.CheckConstraint(condition=Q(tipo__in=Tipo.values), name="voce_tipo_noto"),
            models.CheckConstraint(condition=Q(canale__in=Canale.values), name="voce_canale_noto"),
            models.CheckConstraint(condition=Q(azione__in=["", *Azione.values]), name="voce_azione_nota"),
            models.CheckConstraint(condition=~Q(titolo=""), name="voce_con_titolo"),
        ]

    def __str__(self) -> str:
        return self.titolo

    def get_absolute_url(self) -> str:
        return reverse("redazione:voce", args=[self.codice])


class PubblicoVoce(models.Model):
    voce = models.ForeignKey(Voce, on_delete=models.CASCADE, related_name="pubblici", verbose_name=_("voce"))
    pubblico = models.CharField(_("per chi"), max_length=10, choices=Pubblico)

    class Meta:
        verbose_name = _("pubblico di una voce")
        verbose_name_plural = _("pubblici di una voce")
        ordering = ["voce_id", "pubblico"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["voce", "pubblico"], name="pubblico_voce_una_volta"),
            models.CheckConstraint(condition=Q(pubblico__in=Pubblico.values), name="pubblico_voce_noto"),
        ]

    def __str__(self) -> str:
        return self.get_pubblico_display()


class Autore(models.Model):
    """Who is to write it, in order."""

    voce = models.ForeignKey(Voce, on_delete=models.CASCADE, related_name="autori", verbose_name=_("voce"))
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("chi scrive")
    )
    ordine = models.PositiveSmallIntegerField(_("ordine"))
    # How readers see her name, as she chose it; until she has, the piece does not come out.
    firma = models.CharField(_("come firma"), max_length=120, blank=True)
    confermata_il = models.DateTimeField(_("firma confermata il"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("chi scrive")
        verbose_name_plural = _("chi scrive")
        ordering = ["voce_id", "ordine"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["voce", "persona"], name="autore_voce_una_volta"),
            models.UniqueConstraint(fields=["voce", "ordine"], name="autore_voce_un_posto"),
            models.CheckConstraint(
                condition=Q(firma="", confermata_il__isnull=True) | ~Q(firma="") & Q(confermata_il__isnull=False),
                name="autore_firma_confermata",
            ),
        ]

    def __str__(self) -> str:
        return str(self.persona)


class Riguarda(models.Model):
    """A partner that it speaks of: it comments it, and coverage counts it."""

    voce = models.ForeignKey(Voce, on_delete=models.CASCADE, related_name="riguardano", verbose_name=_("voce"))
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("partner"))

    class Meta:
        verbose_name = _("partner di cui si parla")
        verbose_name_plural = _("partner di cui si parla")
        ordering = ["voce_id", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["voce", "partner"], name="riguarda_una_volta")]

    def __str__(self) -> str:
        return str(self.partner)


class Legame(models.Model):
    """A public thing of the portal that it speaks of: a space, a call, a partner. Kept by its address."""

    voce = models.ForeignKey(Voce, on_delete=models.CASCADE, related_name="legami", verbose_name=_("voce"))
    tipo = models.CharField(_("che cos'è"), max_length=30)
    url = models.CharField(_("indirizzo"), max_length=200)
    titolo = models.CharField(_("titolo"), max_length=200)

    class Meta:
        verbose_name = _("cosa collegata")
        verbose_name_plural = _("cose collegate")
        ordering = ["voce_id", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["voce", "url"], name="legame_una_volta")]

    def __str__(self) -> str:
        return self.titolo


class Commento(models.Model):
    """What a partner, or who works in the newsroom, says of a thing in the plan. Never changed."""

    voce = models.ForeignKey(Voce, on_delete=models.CASCADE, related_name="commenti", verbose_name=_("voce"))
    # None once her account is closed: what was said stays with the organisation.
    da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chi l'ha scritto"),
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("per conto di")
    )
    testo = models.CharField(_("commento"), max_length=COMMENTO_MASSIMO)
    scritto_il = models.DateTimeField(_("scritto il"), default=adesso, editable=False)

    class Meta:
        verbose_name = _("commento al piano")
        verbose_name_plural = _("commenti al piano")
        ordering = ["voce_id", "scritto_il", "pk"]
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=~Q(testo=""), name="commento_scritto")]

    def __str__(self) -> str:
        return self.testo


class MesePiano(models.Model):
    """The plan of one month, as the reference partner approves it. What was approved is in the log of the act."""

    TRANSIZIONI = TRANSIZIONI_MESE
    # A month is born when it is looked at: only what happens to it leaves a trace.
    SENZA_STORIA = (StatoMese.IN_LAVORO,)

    testata = models.ForeignKey(Testata, on_delete=models.PROTECT, related_name="mesi", verbose_name=_("redazione"))
    mese = models.DateField(_("mese"))
    stato = models.CharField(_("stato"), max_length=12, choices=StatoMese, default=StatoMese.IN_LAVORO, editable=False)
    proposto_da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chi l'ha proposto"),
    )
    # Of the plan as it was proposed: what is approved is what was read.
    impronta = models.CharField(max_length=64, blank=True, editable=False)
    deciso_il = models.DateTimeField(_("deciso il"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("piano del mese")
        verbose_name_plural = _("piani dei mesi")
        ordering = ["testata_id", "mese"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["testata", "mese"], name="mese_uno"),
            models.CheckConstraint(condition=Q(stato__in=StatoMese.values), name="mese_stato_noto"),
            models.CheckConstraint(condition=Q(mese__day=1), name="mese_dal_primo"),
            models.CheckConstraint(
                condition=Q(stato=StatoMese.IN_LAVORO) | ~Q(impronta=""), name="mese_proposto_con_impronta"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.testata} · {date_format(self.mese, 'F Y')}"

    def get_absolute_url(self) -> str:
        return f"{reverse('redazione:piano')}?mese={self.mese:%Y-%m}"
