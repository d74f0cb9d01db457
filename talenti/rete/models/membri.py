"""Who is in an organisation, from when to when; who is asked to come in."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso, oggi
from talenti.base.permissions import oggetti_con
from talenti.rete import ruoli
from talenti.rete.enums import TRANSIZIONI_INVITO, Stato, StatoInvito
from talenti.rete.models.partner import Partner


class AppartenenzaQuerySet(models.QuerySet["Appartenenza"]):
    def di_oggi(self, giorno: Any = None) -> Self:
        """Roles that hold today: from ≤ today < to. No job has to run for this to be right."""
        giorno = oggi() if giorno is None else giorno
        return self.filter(Q(al__isnull=True) | Q(al__gt=giorno), dal__lte=giorno)

    def efficaci(self, giorno: Any = None) -> Self:
        """Roles that hold today and still mean something: a role of the network needs the lead partner."""
        della_rete = Q(ruolo__in=ruoli.di_ambito(ruoli.Ambito.RETE))
        guida = Q(partner__capofila=True, partner__stato=Stato.AMMESSO)
        return self.di_oggi(giorno).filter(~della_rete | guida).exclude(partner__stato=Stato.UNITO)

    def amministrano(self) -> Self:
        return self.di_oggi().filter(ruolo=ruoli.AMMINISTRAZIONE)

    def visibili_in_ufficio(self, persona: Any) -> Self:
        return self.filter(partner__in=oggetti_con(persona, "rete.vede_ufficio", Partner).values("pk"))


class Appartenenza(models.Model):
    """The truth about roles: this person, in this partner, as this, from one day to another."""

    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appartenenze", verbose_name=_("persona")
    )
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="appartenenze", verbose_name=_("partner")
    )
    ruolo = models.CharField(_("ruolo"), max_length=30, choices=ruoli.scelte)
    dal = models.DateField(_("dal"))
    al = models.DateField(_("non più dal"), null=True, blank=True)

    objects = AppartenenzaQuerySet.as_manager()

    class Meta:
        verbose_name = _("ruolo in un partner")
        verbose_name_plural = _("ruoli nei partner")
        ordering = ["partner_id", "ruolo", "dal", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["persona", "partner", "ruolo"], condition=Q(al__isnull=True), name="appartenenza_aperta_unica"
            ),
            models.CheckConstraint(
                condition=Q(al__isnull=True) | Q(al__gte=F("dal")), name="appartenenza_periodo_in_ordine"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.persona} · {self.partner} · {self.get_ruolo_display()}"

    @property
    def ultimo_giorno(self) -> date | None:
        """The last day on which it holds, as people say it (``al`` is the first day on which it does not)."""
        return date.fromordinal(self.al.toordinal() - 1) if self.al else None


class GruppoRuolo(models.Model):
    """Which Django group projects which role: of the network (no partner), or in one partner."""

    gruppo = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="di_ruolo", verbose_name=_("gruppo"))
    partner = models.ForeignKey(
        Partner, on_delete=models.CASCADE, null=True, blank=True, related_name="gruppi", verbose_name=_("partner")
    )
    ruolo = models.CharField(_("ruolo"), max_length=30)

    class Meta:
        verbose_name = _("gruppo di un ruolo")
        verbose_name_plural = _("gruppi dei ruoli")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["partner", "ruolo"], name="gruppo_uno_per_partner_e_ruolo"),
            models.UniqueConstraint(
                fields=["ruolo"], condition=Q(partner__isnull=True), name="gruppo_uno_per_ruolo_di_rete"
            ),
        ]

    def __str__(self) -> str:
        return str(self.gruppo)


class InvitoQuerySet(models.QuerySet["Invito"]):
    def aperti(self) -> Self:
        return self.filter(stato=StatoInvito.MANDATO, scade__gt=adesso())

    def per(self, persona: Any) -> Self:
        return self.filter(email__iexact=persona.email)

    def visibili_in_ufficio(self, persona: Any) -> Self:
        """As at the desk: the addresses of who is asked in are read by who decides the roles."""
        in_ufficio, gestiti = (
            oggetti_con(persona, nome, Partner).values("pk") for nome in ("rete.vede_ufficio", "rete.gestisci_membri")
        )
        return self.filter(partner__in=in_ufficio).filter(partner__in=gestiti)


class Invito(models.Model):
    """A mail that asks somebody to come into a partner with a role. Bound to the address it was sent to."""

    TRANSIZIONI = TRANSIZIONI_INVITO

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="inviti", verbose_name=_("partner"))
    email = models.EmailField(_("email"), max_length=254)
    ruolo = models.CharField(_("ruolo"), max_length=30, choices=ruoli.scelte)
    ruolo_fino_al = models.DateField(_("ruolo fino al"), null=True, blank=True)
    stato = models.CharField(
        _("stato"), max_length=20, choices=StatoInvito, default=StatoInvito.MANDATO, editable=False
    )
    mandato_da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chi invita"),
    )
    mandato_il = models.DateTimeField(_("mandato il"))
    scade = models.DateTimeField(_("scade"))
    risposto_il = models.DateTimeField(_("risposta"), null=True, blank=True, editable=False)

    objects = InvitoQuerySet.as_manager()

    class Meta:
        verbose_name = _("invito")
        verbose_name_plural = _("inviti")
        ordering = ["-mandato_il", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoInvito.values), name="invito_stato_noto"),
            models.UniqueConstraint(
                "partner",
                Lower("email"),
                condition=Q(stato=StatoInvito.MANDATO),
                name="invito_aperto_unico",
            ),
            models.CheckConstraint(condition=Q(scade__gt=F("mandato_il")), name="invito_scade_dopo"),
        ]

    def __str__(self) -> str:
        return f"{self.email or gettext('indirizzo tolto')} · {self.partner}"

    @property
    def aperto(self) -> bool:
        return self.stato == StatoInvito.MANDATO and adesso() < self.scade
