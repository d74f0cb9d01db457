"""Documents asked for during the examination: one item, one file, one date."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import oggi
from talenti.base.codici import nuovo_codice
from talenti.base.permissions import oggetti_con
from talenti.rete.models.partner import Partner


def percorso_allegato(_allegato: "Allegato", _nome: str) -> str:
    """A name of ours: nothing of what the person called the file reaches the disk."""
    return f"rete/allegati/{nuovo_codice()}"


class AllegatoQuerySet(models.QuerySet["Allegato"]):
    def visibili_a(self, persona: Any) -> Self:
        """Who follows the proposal, and who examines it."""
        segue = oggetti_con(persona, "rete.segui_proposta", Partner).values("pk")
        esamina = oggetti_con(persona, "rete.esamina_partner", Partner).values("pk")
        return self.filter(Q(partner__in=segue) | Q(partner__in=esamina))

    def visibili_in_ufficio(self, persona: Any) -> Self:
        return self.filter(partner__in=oggetti_con(persona, "rete.vede_ufficio", Partner).values("pk"))


class Allegato(models.Model):
    """A private file of a proposal: checked by content, hashed, read through a permission only."""

    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="allegati", verbose_name=_("partner"))
    nome = models.CharField(_("nome del file"), max_length=120)
    tipo = models.CharField(_("tipo"), max_length=80)
    file = models.FileField(_("file"), upload_to=percorso_allegato, max_length=200)
    byte = models.PositiveIntegerField(_("dimensione"))
    sha256 = models.CharField(_("impronta"), max_length=64)
    caricato_il = models.DateTimeField(_("caricato il"))
    caricato_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("chi l'ha caricato")
    )

    objects = AllegatoQuerySet.as_manager()

    class Meta:
        verbose_name = _("file di una proposta")
        verbose_name_plural = _("file delle proposte")
        ordering = ["-caricato_il", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.nome


class DocumentoRichiesto(models.Model):
    """One item that the lead asks for, by a day, and the one file that answers it."""

    partner = models.ForeignKey(
        Partner, on_delete=models.CASCADE, related_name="documenti_richiesti", verbose_name=_("partner")
    )
    voce = models.CharField(_("che cosa serve"), max_length=160)
    entro = models.DateField(_("entro"))
    chiesto_il = models.DateTimeField(_("chiesto il"))
    allegato = models.OneToOneField(
        Allegato, on_delete=models.PROTECT, null=True, blank=True, related_name="risponde_a", verbose_name=_("file")
    )
    mandato_il = models.DateTimeField(_("mandato il"), null=True, blank=True)

    class Meta:
        verbose_name = _("documento richiesto")
        verbose_name_plural = _("documenti richiesti")
        ordering = ["partner_id", "chiesto_il", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(mandato_il__isnull=True) | Q(allegato__isnull=False), name="documento_mandato_con_file"
            ),
        ]

    def __str__(self) -> str:
        return self.voce

    @property
    def in_ritardo(self) -> bool:
        return self.mandato_il is None and oggi() > self.entro
