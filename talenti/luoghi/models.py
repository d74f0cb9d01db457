from datetime import date
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Replace
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import oggi
from talenti.luoghi.distanze import Luogo, km_da
from talenti.luoghi.enums import Ambito
from talenti.luoghi.nomi import normalizza, unisci


class ComuneQuerySet(models.QuerySet["Comune"]):
    def attivi(self, al: date | None = None) -> Self:
        """Comuni that existed on that day (today, if not said)."""
        giorno = al or oggi()
        return self.filter(
            Q(valido_dal__isnull=True) | Q(valido_dal__lte=giorno),
            Q(valido_al__isnull=True) | Q(valido_al__gt=giorno),
        )

    def vicini(self, luogo: Luogo, km: float) -> Self:
        """Within `km` of a comune or of a (lat, lon), nearest first, each with its own `km`."""
        return (
            self.alias(distanza=km_da(luogo))
            .filter(distanza__lte=km)
            .annotate(km=F("distanza"))
            .order_by("km", "chiave")
        )

    def cerca(self, testo: str) -> Self:
        """By name, in any spelling: the letters in a row, or every word somewhere."""
        parole = Q()
        for parola in normalizza(testo).split():
            parole &= Q(chiave__contains=parola)
        return self._con_unita().filter(Q(unita__contains=unisci(testo)) | parole)

    def da_testo(self, testo: str) -> Self:
        """Exactly the comune meant by a name, an ISTAT code or a Belfiore code."""
        unita = unisci(testo)
        if not unita:
            return self.none()
        return self._con_unita().filter(Q(unita=unita) | Q(istat=unita) | Q(belfiore=unita.upper()))

    def visibili_in_ufficio(self, persona: object) -> Self:
        """Public data: every desk may choose among all the comuni."""
        return self

    def _con_unita(self) -> Self:
        return self.alias(unita=Replace("chiave", models.Value(" "), models.Value("")))


class Comune(models.Model):
    """A municipality of the province, today's or suppressed (who was born there still names it)."""

    istat = models.CharField(_("codice ISTAT"), max_length=6, unique=True)
    belfiore = models.CharField(_("codice catastale"), max_length=4, unique=True)
    nome = models.CharField(_("nome"), max_length=60)
    chiave = models.CharField(_("nome per l'ordine"), max_length=60, editable=False)
    cap = models.CharField(_("CAP"), max_length=5, blank=True)
    ambito = models.CharField(_("ambito"), max_length=10, choices=Ambito)
    valido_dal = models.DateField(_("esiste dal"), null=True, blank=True)
    valido_al = models.DateField(
        _("non esiste più dal"), null=True, blank=True, help_text=_("Il primo giorno in cui il comune non c'è più.")
    )
    successore = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessori", verbose_name=_("ora è")
    )
    lat = models.DecimalField(_("latitudine"), max_digits=8, decimal_places=5, null=True, blank=True)
    lon = models.DecimalField(_("longitudine"), max_digits=8, decimal_places=5, null=True, blank=True)
    pop2011 = models.PositiveIntegerField(_("residenti nel 2011"), null=True, blank=True)
    pop2023 = models.PositiveIntegerField(_("residenti nel 2023"), null=True, blank=True)
    eta14_17 = models.PositiveIntegerField(_("residenti di 14–17 anni nel 2023"), null=True, blank=True)
    eta18_35 = models.PositiveIntegerField(_("residenti di 18–35 anni nel 2023"), null=True, blank=True)

    objects = ComuneQuerySet.as_manager()

    class Meta:
        verbose_name = _("comune")
        verbose_name_plural = _("comuni")
        ordering = ["chiave"]
        # A CHECK that comes to NULL passes: each condition says by itself what may be null.
        constraints = [
            models.CheckConstraint(
                name="comune_in_provincia",
                condition=Q(istat__startswith="019"),
                violation_error_message=_("Il codice ISTAT della provincia di Cremona comincia per 019."),
            ),
            models.CheckConstraint(name="comune_ambito_noto", condition=Q(ambito__in=Ambito.values)),
            models.CheckConstraint(
                name="comune_periodo_in_ordine",
                condition=Q(valido_dal__isnull=True) | Q(valido_al__isnull=True) | Q(valido_dal__lt=F("valido_al")),
            ),
            models.CheckConstraint(
                name="comune_soppresso_con_successore",
                condition=Q(valido_al__isnull=True, successore__isnull=True)
                | Q(valido_al__isnull=False, successore__isnull=False),
            ),
            models.CheckConstraint(
                name="comune_punto_se_attivo",
                condition=Q(valido_al__isnull=False, lat__isnull=True, lon__isnull=True)
                | Q(lat__isnull=False, lon__isnull=False, lat__range=(44, 47), lon__range=(8, 12)),
            ),
            models.CheckConstraint(
                name="comune_residenti_tutti_o_nessuno",
                condition=Q(pop2011__isnull=True, pop2023__isnull=True, eta14_17__isnull=True, eta18_35__isnull=True)
                | Q(pop2011__isnull=False, pop2023__isnull=False, eta14_17__isnull=False, eta18_35__isnull=False)
                & Q(pop2023__gte=F("eta14_17") + F("eta18_35")),
            ),
        ]

    def __str__(self) -> str:
        return self.nome


class Patrono(models.Model):
    """The patron saint's day: a holiday in one comune alone. None is guessed: `fonte` says who gives it."""

    comune = models.OneToOneField(Comune, on_delete=models.CASCADE, related_name="patrono", verbose_name=_("comune"))
    mese = models.PositiveSmallIntegerField(_("mese"), validators=[MinValueValidator(1), MaxValueValidator(12)])
    giorno = models.PositiveSmallIntegerField(_("giorno"), validators=[MinValueValidator(1), MaxValueValidator(31)])
    nome = models.CharField(_("santo"), max_length=60)
    fonte = models.CharField(_("fonte"), max_length=200)

    class Meta:
        verbose_name = _("patrono")
        verbose_name_plural = _("patroni")
        ordering = ["comune__chiave"]
        constraints = [
            models.CheckConstraint(
                name="patrono_giorno_possibile",
                # 29 February is out too: a holiday that comes every fourth year is a slip of the pen.
                condition=Q(mese__in=[1, 3, 5, 7, 8, 10, 12], giorno__range=(1, 31))
                | Q(mese__in=[4, 6, 9, 11], giorno__range=(1, 30))
                | Q(mese=2, giorno__range=(1, 28)),
            ),
            models.CheckConstraint(name="patrono_con_fonte", condition=~Q(fonte="")),
        ]

    def __str__(self) -> str:
        return _("%(nome)s, patrono di %(comune)s") % {"nome": self.nome, "comune": self.comune}
