"""What who applies and who follows the call write to each other about one application."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso
from talenti.base.codici import nuovo_codice
from talenti.documenti.models import FileCaricato
from thinktown.enums_messaggi import MESSAGGIO_MASSIMO, TRANSIZIONI_MESSAGGIO, Lato
from thinktown.models.bandi import Bando
from thinktown.models.domande import Domanda


class MessaggioDomandaQuerySet(models.QuerySet["MessaggioDomanda"]):
    def visibili_a(self, persona: Any) -> Self:
        """Those of the applications of whose group one is."""
        return self.filter(domanda__in=Domanda.objects.visibili_a(persona).values("pk"))

    def visibili_in_ufficio(self, persona: Any) -> Self:
        """Those on the calls that one works on; never on one's own application, nor on one that one stays out of."""
        if not getattr(persona, "is_authenticated", False):
            return self.none()
        del_bando = self.filter(domanda__bando__in=Bando.objects.seguiti_da(persona).values("pk"))
        di_altri = del_bando.exclude(domanda__in=Domanda.objects.visibili_a(persona).values("pk"))
        return di_altri.exclude(domanda__in=Domanda.objects.in_conflitto(persona).values("pk"))

    def da_evadere(self) -> Self:
        """Those that wait for the office."""
        return self.filter(lato=Lato.GRUPPO, evaso_il=None)

    def da_leggere(self, lato: str) -> Self:
        """Those written to that side and not read there yet."""
        return self.exclude(lato=lato).filter(letto_il=None)

    def per_elenco(self) -> Self:
        return self.select_related("da", "file")


class MessaggioDomanda(models.Model):
    """One message, never changed: ``n`` is its place on the application. The words go when the draft is forgotten.

    ``letto_il``: when the other side has read it. ``evaso_il``, of what the group writes: when the office has answered,
    or has said that nothing needs an answer.
    """

    TRANSIZIONI = TRANSIZIONI_MESSAGGIO

    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    domanda = models.ForeignKey(
        Domanda, on_delete=models.PROTECT, related_name="messaggi", verbose_name=_("domanda"), editable=False
    )
    n = models.PositiveIntegerField(_("numero"), editable=False)
    lato = models.CharField(_("da che parte"), max_length=8, choices=Lato, editable=False)
    da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("chi l'ha scritto"),
        editable=False,
    )
    testo = models.TextField(_("testo"), max_length=MESSAGGIO_MASSIMO, blank=True, editable=False)
    file = models.OneToOneField(
        FileCaricato,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
        editable=False,
    )
    # Of this sending: the same again is the same message.
    gettone = models.CharField(max_length=40, editable=False)
    scritto_il = models.DateTimeField(_("scritto il"), default=adesso, editable=False)
    letto_il = models.DateTimeField(_("letto il"), null=True, blank=True, editable=False)
    evaso_il = models.DateTimeField(_("evaso il"), null=True, blank=True, editable=False)

    objects = MessaggioDomandaQuerySet.as_manager()

    class Meta:
        verbose_name = _("messaggio sulla domanda")
        verbose_name_plural = _("messaggi sulle domande")
        ordering = ["domanda_id", "n"]
        default_permissions = ()
        indexes = [models.Index(fields=["lato", "evaso_il"], name="messaggio_da_evadere")]
        constraints = [
            models.CheckConstraint(condition=Q(lato__in=Lato.values), name="messaggio_lato_noto"),
            models.UniqueConstraint(fields=["domanda", "n"], name="messaggio_in_ordine"),
            models.UniqueConstraint(fields=["domanda", "gettone"], name="messaggio_un_gettone"),
            models.CheckConstraint(condition=Q(n__gte=1), name="messaggio_con_numero"),
            models.CheckConstraint(
                condition=Q(evaso_il__isnull=True) | Q(lato=Lato.GRUPPO, evaso_il__gte=F("scritto_il")),
                name="messaggio_evaso_se_aspettava",
            ),
            models.CheckConstraint(
                condition=Q(letto_il__isnull=True) | Q(letto_il__gte=F("scritto_il")), name="messaggio_letto_dopo"
            ),
            models.CheckConstraint(
                condition=~Q(testo="") | Q(file__isnull=True), name="messaggio_dimenticato_per_intero"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.domanda} · {self.n}"

    def get_absolute_url(self) -> str:
        return reverse("thinktown:messaggi", args=[self.domanda.codice])

    @property
    def dal_gruppo(self) -> bool:
        return self.lato == Lato.GRUPPO
