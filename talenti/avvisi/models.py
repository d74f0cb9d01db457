"""Notices and their deliveries. The tables are the queue; Celery only makes it fast."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talenti.avvisi import tipi
from talenti.avvisi.enums import MOTIVI, TRANSIZIONI_CONSEGNA, Canale, Livello, Scelta, Situazione
from talenti.base.clock import adesso
from talenti.base.permissions import concesso

# A delivery still waiting so long after its hour is late: staff see it.
RITARDO = timedelta(minutes=10)


class RigheAvviso(models.QuerySet["Avviso"]):
    def visibili_a(self, persona: Any) -> "RigheAvviso":
        """Only the recipient's own: nobody else reads a notice, whatever the role."""
        return self.filter(persona=persona) if persona.is_authenticated else self.none()

    def da_leggere(self) -> "RigheAvviso":
        return self.filter(letto_il__isnull=True)

    def per_elenco(self) -> "RigheAvviso":
        return self.order_by("-creato_il", "-pk")


class Avviso(models.Model):
    """What one person was told, with the text as it was when it happened."""

    transizione = models.ForeignKey(
        "registro.Transizione", on_delete=models.DO_NOTHING, null=True, blank=True, related_name="avvisi"
    )
    chiave = models.CharField(max_length=200, unique=True, null=True, blank=True, editable=False)
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("persona"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="avvisi",
    )
    email = models.EmailField(_("email"), max_length=254, blank=True)
    lingua = models.CharField(_("lingua"), max_length=5, default="it")
    tipo = models.CharField(_("tipo"), max_length=40)
    oggetto = models.CharField(_("oggetto"), max_length=200, blank=True)
    testo = models.JSONField(_("testo"), default=list, blank=True)
    azione_testo = models.CharField(max_length=80, blank=True)
    azione_url = models.CharField(max_length=1000, blank=True)
    creato_il = models.DateTimeField(_("mandato il"))
    letto_il = models.DateTimeField(_("letto il"), null=True, blank=True)

    objects = RigheAvviso.as_manager()

    class Meta:
        verbose_name = _("avviso")
        verbose_name_plural = _("avvisi")
        ordering = ["-creato_il", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["transizione", "persona"], name="avviso_unico_per_persona"),
            models.UniqueConstraint(
                fields=["transizione", "email"], condition=~Q(email=""), name="avviso_unico_per_email"
            ),
            models.CheckConstraint(
                condition=(Q(persona__isnull=False) & Q(email="")) | (Q(persona__isnull=True) & ~Q(email="")),
                name="avviso_a_persona_o_email",
            ),
            models.CheckConstraint(
                condition=Q(transizione__isnull=False) | Q(chiave__isnull=False), name="avviso_con_una_origine"
            ),
        ]
        indexes = [
            models.Index(fields=["persona", "-creato_il"], name="avviso_cassetta"),
            models.Index(fields=["persona"], condition=Q(letto_il__isnull=True), name="avviso_da_leggere"),
        ]

    def __str__(self) -> str:
        return self.oggetto

    def get_absolute_url(self) -> str:
        return reverse("avvisi:avviso", args=[self.pk])

    @property
    def etichetta_tipo(self) -> Any:
        return tipi.tipo(self.tipo).etichetta

    @property
    def indirizzo(self) -> str:
        """Where a mail goes today: who changed address after the fact is reached at the new one."""
        return self.persona.email if self.persona else self.email


class RigheConsegna(models.QuerySet["Consegna"]):
    def visibili_in_ufficio(self, persona: Any) -> "RigheConsegna":
        return self.all() if concesso(persona, "avvisi.gestisci_consegne") else self.none()

    visibili_a = visibili_in_ufficio

    def aperte(self) -> "RigheConsegna":
        return self.filter(consegnata_il__isnull=True, fallita_il__isnull=True)

    def libere(self) -> "RigheConsegna":
        """Due, and held by nobody: never taken, or the lease of who took them ran out."""
        ora = adesso()
        libera = Q(lease_fino__isnull=True) | Q(lease_fino__lt=ora)
        return self.aperte().filter(libera, prossimo__lte=ora)

    def da_guardare(self) -> "RigheConsegna":
        """What staff should look at: failed for good, refused at least once, or late."""
        respinta = Q(tentativi__gt=0, lease_fino__isnull=True)
        tardi = Q(prossimo__lt=adesso() - RITARDO)
        return self.filter(Q(consegnata_il__isnull=True) & (Q(fallita_il__isnull=False) | respinta | tardi))

    def per_elenco(self) -> "RigheConsegna":
        return self.select_related("avviso", "avviso__persona").order_by("prossimo", "pk")


class Consegna(models.Model):
    """A notice to be sent through one channel. Rows with one ``message_id`` leave as one mail."""

    avviso = models.ForeignKey(Avviso, on_delete=models.CASCADE, related_name="consegne", verbose_name=_("avviso"))
    canale = models.CharField(_("canale"), max_length=20, choices=Canale.choices)
    message_id = models.CharField(max_length=120, editable=False)
    prossimo = models.DateTimeField(_("prossimo tentativo"))
    lease_fino = models.DateTimeField(null=True, blank=True)
    tentativi = models.PositiveSmallIntegerField(_("tentativi"), default=0)
    consegnata_il = models.DateTimeField(_("partita il"), null=True, blank=True)
    fallita_il = models.DateTimeField(_("rinunciato il"), null=True, blank=True)
    errore = models.TextField(_("motivo"), blank=True)

    TRANSIZIONI = TRANSIZIONI_CONSEGNA
    objects = RigheConsegna.as_manager()

    class Meta:
        verbose_name = _("consegna")
        verbose_name_plural = _("consegne")
        ordering = ["-pk"]
        permissions = [("gestisci_consegne", _("Può vedere gli avvisi non partiti e mandarli di nuovo"))]
        constraints = [
            models.UniqueConstraint(fields=["avviso", "canale"], name="consegna_unica_per_canale"),
            models.CheckConstraint(condition=Q(canale__in=Canale.values), name="consegna_canale_noto"),
            models.CheckConstraint(
                condition=Q(consegnata_il__isnull=True) | Q(fallita_il__isnull=True), name="consegna_partita_o_fallita"
            ),
            models.CheckConstraint(
                condition=Q(fallita_il__isnull=True) | ~Q(errore=""), name="consegna_fallita_con_motivo"
            ),
        ]
        indexes = [
            models.Index(
                fields=["prossimo"],
                condition=Q(consegnata_il__isnull=True, fallita_il__isnull=True),
                name="consegna_da_fare",
            ),
            models.Index(fields=["message_id"], name="consegna_messaggio"),
        ]

    def __str__(self) -> str:
        return f"{self.get_canale_display()} · {self.avviso}"

    def get_absolute_url(self) -> str:
        return reverse("admin:avvisi_consegna_non_partite")

    @property
    def situazione(self) -> Situazione:
        ora = adesso()
        if self.consegnata_il:
            return Situazione.CONSEGNATA
        if self.fallita_il:
            return Situazione.FALLITA
        if self.lease_fino and self.lease_fino >= ora:
            return Situazione.IN_CORSO
        return Situazione.IN_RITARDO if self.tentativi or self.prossimo < ora - RITARDO else Situazione.IN_CODA

    @property
    def motivo(self) -> str:
        """Why it did not leave: in words where we know the fault, as the post office said it beside."""
        parole = self.motivo_in_breve
        return f"{parole} ({self.errore[:200]})" if parole else self.errore[:300]

    @property
    def motivo_in_breve(self) -> str:
        """The same for who should have received it; "" where we have no words."""
        return str(next((frase for nome, frase in MOTIVI.items() if self.errore.startswith(nome)), ""))


class Preferenza(models.Model):
    """How a person wants one kind of notices. No row: the kind's default."""

    persona = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferenze_avvisi")
    tipo = models.CharField(max_length=40)
    canale = models.CharField(max_length=20, choices=Scelta.choices)

    class Meta:
        verbose_name = _("preferenza")
        verbose_name_plural = _("preferenze")
        constraints = [
            models.UniqueConstraint(fields=["persona", "tipo"], name="preferenza_unica_per_tipo"),
            models.CheckConstraint(condition=Q(canale__in=Scelta.values), name="preferenza_canale_noto"),
        ]

    def __str__(self) -> str:
        return f"{self.tipo}: {self.get_canale_display()}"


class RigheStriscione(models.QuerySet["Striscione"]):
    def visibili_in_ufficio(self, persona: Any) -> "RigheStriscione":
        return self.all() if concesso(persona, "avvisi.pubblica_striscione") else self.none()


class Striscione(models.Model):
    """An announcement on top of the pages, from–to: no job has to run for the clock to be right."""

    testo = models.CharField(_("testo"), max_length=300)
    livello = models.CharField(_("livello"), max_length=10, choices=Livello.choices, default=Livello.INFO)
    pagine = models.CharField(
        _("pagine"),
        max_length=300,
        blank=True,
        help_text=_("Gli inizi degli indirizzi dove compare, separati da spazi (/spazi/ /eventi/). Vuoto: ovunque."),
    )
    dal = models.DateTimeField(_("dal"))
    al = models.DateTimeField(_("al"), null=True, blank=True, help_text=_("Vuoto: finché non lo si toglie."))

    objects = RigheStriscione.as_manager()

    class Meta:
        verbose_name = _("striscione")
        verbose_name_plural = _("striscioni")
        ordering = ["-dal"]
        permissions = [("pubblica_striscione", _("Può pubblicare lo striscione sopra le pagine"))]
        constraints = [
            models.CheckConstraint(condition=Q(livello__in=Livello.values), name="striscione_livello_noto"),
            models.CheckConstraint(
                condition=Q(al__isnull=True) | Q(al__gt=models.F("dal")), name="striscione_dal_prima_di_al"
            ),
        ]

    def __str__(self) -> str:
        return self.testo

    @property
    def tono(self) -> str:
        """The tone of the component that draws it: the levels bear its names."""
        return self.livello

    def in_vigore(self, ora: datetime) -> bool:
        return self.dal <= ora and (self.al is None or self.al > ora)

    def riguarda(self, percorso: str) -> bool:
        inizi = self.pagine.split()
        return not inizi or any(percorso.startswith(inizio) for inizio in inizi)
