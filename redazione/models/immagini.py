"""Pictures of the newsroom: described, with licence and consents, cut around what matters, in several sizes."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from redazione.enums_articoli import TRANSIZIONI_IMMAGINE, Formato, Licenza, Persone, Taglio
from redazione.models.testata import Testata
from talenti.base.clock import adesso
from talenti.base.codici import nuovo_codice
from talenti.base.exceptions import Frase

CARTELLA = "redazione/immagini"


def percorso_immagine(immagine: "Immagine", _nome: str) -> str:
    return f"{CARTELLA}/{immagine.codice}/originale.jpg"


class ImmagineQuerySet(models.QuerySet["Immagine"]):
    def visibili_a(self, persona: Any) -> Self:
        """For whoever works in the newsroom: pictures are used again."""
        if not getattr(persona, "is_authenticated", False):
            return self.none()
        return self.filter(testata__in=Testata.objects.visibili_a(persona).values("pk"), tolta_il__isnull=True)

    def pubblicabili(self) -> Self:
        """Those that may be shown today: still here, and everybody in them has said yes and not taken it back."""
        consensi = Consenso.objects.filter(immagine=OuterRef("pk"))
        senza = Q(persone=Persone.NESSUNA)
        con = Q(persone=Persone.CON_CONSENSO) & Exists(consensi)
        return self.filter(senza | con, ~Exists(consensi.filter(ritirato_il__isnull=False)), tolta_il__isnull=True)

    def con_consensi(self) -> Self:
        """Each with what ``perche_no`` asks."""
        consensi = Consenso.objects.filter(immagine=OuterRef("pk"))
        ritirati = consensi.filter(ritirato_il__isnull=False)
        return self.annotate(ha_consensi=Exists(consensi), ha_ritiri=Exists(ritirati))


class Immagine(models.Model):
    """One picture, drawn again by us; the original is private, readers get its ``Versione``s."""

    TRANSIZIONI = TRANSIZIONI_IMMAGINE

    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    testata = models.ForeignKey(Testata, on_delete=models.PROTECT, related_name="immagini", verbose_name=_("redazione"))
    file = models.FileField(_("immagine"), upload_to=percorso_immagine, max_length=200, editable=False)
    larghezza = models.PositiveIntegerField(_("larghezza"), editable=False)
    altezza = models.PositiveIntegerField(_("altezza"), editable=False)
    alt = models.CharField(_("che cosa si vede"), max_length=160)
    didascalia = models.CharField(_("didascalia"), max_length=200, blank=True)
    di = models.CharField(_("chi l'ha fatta"), max_length=80)
    licenza = models.CharField(_("licenza"), max_length=16, choices=Licenza, default=Licenza.CC_BY)
    persone = models.CharField(_("chi si vede"), max_length=14, choices=Persone)
    # What matters in it, in hundredths of its width and height: cuts keep it inside.
    fuoco_x = models.PositiveSmallIntegerField(_("centro, da sinistra"), default=50)
    fuoco_y = models.PositiveSmallIntegerField(_("centro, dall'alto"), default=50)
    generata = models.BooleanField(_("immagine generata"), default=False, editable=False)
    caricata_da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chi l'ha caricata"),
    )
    caricata_il = models.DateTimeField(_("caricata il"), default=adesso, editable=False)
    tolta_il = models.DateTimeField(_("tolta il"), null=True, blank=True, editable=False)

    objects = ImmagineQuerySet.as_manager()

    # Of rows that come ``con_consensi``.
    ha_consensi: bool
    ha_ritiri: bool

    class Meta:
        verbose_name = _("immagine")
        verbose_name_plural = _("immagini")
        ordering = ["-caricata_il", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(alt=""), name="immagine_descritta"),
            models.CheckConstraint(condition=~Q(di=""), name="immagine_di_qualcuno"),
            models.CheckConstraint(condition=Q(licenza__in=Licenza.values), name="immagine_licenza_nota"),
            models.CheckConstraint(condition=Q(persone__in=Persone.values), name="immagine_persone_note"),
            models.CheckConstraint(condition=Q(fuoco_x__lte=100, fuoco_y__lte=100), name="immagine_fuoco_dentro"),
            models.CheckConstraint(condition=Q(larghezza__gt=0, altezza__gt=0), name="immagine_con_misure"),
        ]

    def __str__(self) -> str:
        return self.alt

    def get_absolute_url(self) -> str:
        """Its page at the desk: readers see it within what it is used for."""
        return reverse("redazione:immagine", args=[self.codice])

    @property
    def perche_no(self) -> Frase:
        """Why it may not be shown, "" when it may. Asked of rows that come ``con_consensi``."""
        if self.ha_ritiri:
            return _("un consenso è stato ritirato")
        if self.persone == Persone.CON_CONSENSO and not self.ha_consensi:
            return _("manca il consenso di chi si vede")
        return ""


class Versione(models.Model):
    """One file that readers get: a cut, a width, a format. Made in the background, made anew when the cut changes."""

    immagine = models.ForeignKey(
        Immagine, on_delete=models.CASCADE, related_name="versioni", verbose_name=_("immagine")
    )
    taglio = models.CharField(_("taglio"), max_length=8, choices=Taglio)
    formato = models.CharField(_("formato"), max_length=5, choices=Formato)
    larghezza = models.PositiveIntegerField(_("larghezza"))
    altezza = models.PositiveIntegerField(_("altezza"))
    # What it was cut around ("50x30"); "" of a whole one.
    intorno = models.CharField(max_length=7, blank=True)
    file = models.CharField(_("file"), max_length=200)

    class Meta:
        verbose_name = _("versione dell'immagine")
        verbose_name_plural = _("versioni dell'immagine")
        ordering = ["immagine_id", "taglio", "formato", "larghezza"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["immagine", "taglio", "formato", "larghezza"], name="versione_una_di_ognuna"
            ),
            models.CheckConstraint(condition=Q(taglio__in=Taglio.values), name="versione_taglio_noto"),
            models.CheckConstraint(condition=Q(formato__in=Formato.values), name="versione_formato_noto"),
        ]

    def __str__(self) -> str:
        return f"{self.taglio} {self.formato} {self.larghezza}"


class Consenso(models.Model):
    """Who can be recognised in a picture, and that she said yes (Reg. UE 2016/679 art. 7; L. 633/1941 art. 96).

    Taken back, the picture is shown no more. Of who is under age, the adult who answered for her.
    """

    immagine = models.ForeignKey(
        Immagine, on_delete=models.PROTECT, related_name="consensi", verbose_name=_("immagine")
    )
    chi = models.CharField(_("chi si vede"), max_length=120)
    minore = models.BooleanField(_("ha meno di 18 anni"), default=False)
    tutore = models.CharField(_("chi ne risponde"), max_length=120, blank=True)
    come = models.CharField(_("come ha detto di sì"), max_length=200)
    dato_il = models.DateField(_("detto il"))
    ritirato_il = models.DateTimeField(_("ritirato il"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("consenso di chi si vede")
        verbose_name_plural = _("consensi di chi si vede")
        ordering = ["immagine_id", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(chi="") & ~Q(come=""), name="consenso_detto"),
            models.CheckConstraint(condition=Q(minore=False) | ~Q(tutore=""), name="consenso_minore_con_tutore"),
        ]

    def __str__(self) -> str:
        return self.chi
