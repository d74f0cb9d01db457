"""What who applies declares of itself for one application, each fact with the day that it was declared for.

The rules of a call are judged on a day: when an act moves it, what was declared for another is asked again.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thinktown.enums import Occupazione


class FattiDiPersona(models.Model):
    """Hers, declared in person. The office reads them in what was sent; the group never does."""

    residenza = models.ForeignKey(
        "luoghi.Comune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("residenza"),
    )
    residenza_fuori = models.BooleanField(_("residenza fuori provincia"), default=False, editable=False)
    residenza_al = models.DateField(_("residenza, in quale giorno"), null=True, blank=True, editable=False)
    occupazione = models.CharField(
        _("condizione di lavoro"), max_length=16, choices=Occupazione, blank=True, editable=False
    )
    occupazione_al = models.DateField(_("condizione di lavoro, in quale giorno"), null=True, blank=True, editable=False)
    fatti_il = models.DateTimeField(_("l'ha detto il"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class FattiDiOrganizzazione(models.Model):
    """Of the organisation that applies: where it has its seat, and since when it is there."""

    sede = models.ForeignKey(
        "luoghi.Comune",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("sede"),
    )
    sede_fuori = models.BooleanField(_("sede fuori provincia"), default=False, editable=False)
    sede_al = models.DateField(_("sede, in quale giorno"), null=True, blank=True, editable=False)
    costituita_il = models.DateField(_("esiste dal"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True


def _un_luogo(campo: str, nome: str) -> models.CheckConstraint:
    """In a comune or out of the province, not both; said of a day, or not said."""
    dentro, fuori = Q(**{f"{campo}__isnull": False}), Q(**{f"{campo}_fuori": True})
    return models.CheckConstraint(
        condition=Q(**{f"{campo}_al__isnull": False}) & (dentro & ~fuori | ~dentro & fuori)
        | Q(**{f"{campo}_al__isnull": True, f"{campo}__isnull": True, f"{campo}_fuori": False}),
        name=f"{nome}_{campo}_di_un_giorno",
    )


DI_PERSONA = [
    _un_luogo("residenza", "componente"),
    models.CheckConstraint(
        condition=Q(occupazione="", occupazione_al__isnull=True)
        | Q(occupazione__in=Occupazione.values, occupazione_al__isnull=False),
        name="componente_occupazione_di_un_giorno",
    ),
    models.CheckConstraint(
        condition=Q(fatti_il__isnull=True, residenza_al__isnull=True, occupazione_al__isnull=True)
        | Q(fatti_il__isnull=False) & (Q(residenza_al__isnull=False) | Q(occupazione_al__isnull=False)),
        name="componente_fatti_quando",
    ),
]
DI_ORGANIZZAZIONE = [_un_luogo("sede", "domanda")]
