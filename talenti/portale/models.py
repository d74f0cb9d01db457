"""What the portal itself keeps: opinions of its pages, how much they are read, what its search knows of the cards."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso
from talenti.base.permissions import concesso, puo
from talenti.portale.enums import TRANSIZIONI_INTERRUZIONE, Esito, Segno, TipoInterruzione

# Coming back within it is the same visit: what is "nuovo" stays so while one reads.
DURATA_VISITA = timedelta(minutes=30)


class Opinioni(models.QuerySet["Opinione"]):
    def da_leggere(self) -> Self:
        return self.filter(letta_il__isnull=True)

    def visibili_in_ufficio(self, persona: Any) -> Self:
        """Pages belong to the whole network: who reads opinions reads all of them."""
        return self if concesso(persona, "portale.leggi_opinioni") else self.none()


class Opinione(models.Model):
    """An answer to "Ti è servita?". It does not say who wrote it; the address is there only if given."""

    pagina = models.CharField(_("pagina"), max_length=200)
    esito = models.CharField(_("ti è servita?"), max_length=2, choices=Esito.choices)
    testo = models.TextField(_("che cosa manca"), max_length=2000, blank=True)
    email = models.EmailField(_("email"), max_length=254, blank=True)
    creata_il = models.DateTimeField(_("arrivata"), default=adesso, editable=False)
    letta_il = models.DateTimeField(_("letta"), null=True, blank=True, editable=False)

    objects = Opinioni.as_manager()

    class Meta:
        verbose_name = _("opinione")
        verbose_name_plural = _("opinioni")
        ordering = ["-pk"]
        permissions = [("leggi_opinioni", _("Legge le opinioni sulle pagine"))]
        constraints = [models.CheckConstraint(condition=models.Q(esito__in=Esito.values), name="opinione_esito_noto")]
        indexes = [
            models.Index(fields=["creata_il"], condition=models.Q(letta_il__isnull=True), name="opinione_da_leggere")
        ]

    def __str__(self) -> str:
        return f"{self.pagina}: {self.get_esito_display()}"


class Visita(models.Model):
    """How many pages of a section were opened in a day. No address, no cookie, no person."""

    giorno = models.DateField(_("giorno"))
    sezione = models.CharField(_("sezione"), max_length=40)
    quante = models.PositiveIntegerField(_("pagine aperte"), default=0)

    class Meta:
        verbose_name = _("visite di un giorno")
        verbose_name_plural = _("visite")
        ordering = ["-giorno", "sezione"]
        constraints = [models.UniqueConstraint(fields=["giorno", "sezione"], name="visita_unica_per_giorno")]

    def __str__(self) -> str:
        return f"{self.giorno} {self.sezione}: {self.quante}"


class VisitaArea(models.Model):
    """When a person was last in her area, and the time before: what came in between is "nuovo"."""

    persona = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    vista_il = models.DateTimeField(_("ultima visita"))
    prima = models.DateTimeField(_("visita precedente"), null=True, blank=True)

    class Meta:
        verbose_name = _("visita all'area")
        verbose_name_plural = _("visite all'area")

    def __str__(self) -> str:
        return f"{self.persona_id}: {self.vista_il}"

    def in_corso(self, ora: datetime) -> bool:
        return ora - self.vista_il < DURATA_VISITA


class Dimostrazione(models.Model):
    """The mark of a database made by ``manage.py demo``: at most one row, and no real portal has it."""

    unica = models.BooleanField(primary_key=True, default=True, editable=False)
    creata_il = models.DateTimeField(_("creata"), default=adesso)

    class Meta:
        verbose_name = _("dimostrazione")
        verbose_name_plural = _("dimostrazione")
        constraints = [models.CheckConstraint(condition=models.Q(unica=True), name="dimostrazione_una_sola")]

    def __str__(self) -> str:
        return f"dimostrazione: {self.creata_il}"


class PassoDimostrazione(models.Model):
    """An event of the demonstration already told: written with it, so that none is told twice."""

    chiave = models.CharField(max_length=120, unique=True)

    class Meta:
        verbose_name = _("passo della dimostrazione")
        verbose_name_plural = _("passi della dimostrazione")

    def __str__(self) -> str:
        return self.chiave


class Misura(models.Model):
    """How the measure of the portal stands: one row, written once a minute over what it said before."""

    unica = models.BooleanField(primary_key=True, default=True, editable=False)
    provata_il = models.DateTimeField(_("ultima misura"))
    # Since when it has been failing, minute after minute; empty while all is well.
    male_dal = models.DateTimeField(_("non risponde dal"), null=True, blank=True)
    segno = models.CharField(_("che cosa ha trovato"), max_length=12, choices=Segno, blank=True)

    class Meta:
        verbose_name = _("misura del portale")
        verbose_name_plural = _("misura del portale")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(unica=True), name="misura_una_sola")]

    def __str__(self) -> str:
        return f"{self.provata_il}: {self.segno or 'bene'}"


class Guasti(models.Model):
    """How many answers of a minute were errors of ours (5xx). Minutes without any have no row."""

    minuto = models.DateTimeField(_("minuto"), unique=True)
    quanti = models.PositiveIntegerField(_("risposte con errore"))

    class Meta:
        verbose_name = _("errori in un minuto")
        verbose_name_plural = _("errori, minuto per minuto")
        ordering = ["-minuto"]
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(quanti__gte=1), name="guasti_almeno_uno")]

    def __str__(self) -> str:
        return f"{self.minuto}: {self.quanti}"


class InterruzioneQuerySet(models.QuerySet["Interruzione"]):
    def visibili_in_ufficio(self, persona: Any) -> Self:
        """It is of the whole portal: who may read it reads all of it."""
        return self if puo(persona, "portale.legge_interruzioni") else self.none()

    def valgono(self) -> Self:
        return self.filter(ritirata_il__isnull=True)

    def in_corso(self) -> Self:
        return self.filter(tipo=TipoInterruzione.MISURATA, al__isnull=True)

    def da_spiegare(self) -> Self:
        """Over, and nobody has written why yet."""
        return self.valgono().filter(al__isnull=False, causa="")


class Interruzione(models.Model):
    """A stretch of time in which the portal could not be used, or nobody knows whether it could.

    Every row is born and changes by acts of the log: an extension of a call may rest on it.
    """

    TRANSIZIONI = TRANSIZIONI_INTERRUZIONE

    tipo = models.CharField(_("come si sa"), max_length=12, choices=TipoInterruzione, editable=False)
    dal = models.DateTimeField(_("dal"), editable=False)
    # Empty while it lasts.
    al = models.DateTimeField(_("al"), null=True, blank=True, editable=False)
    segno = models.CharField(
        _("che cosa ha trovato la misura"), max_length=12, choices=Segno, blank=True, editable=False
    )
    # Where nobody measured: in how many of those minutes the site has answered somebody all the same.
    serviti = models.PositiveIntegerField(_("minuti con risposte"), null=True, blank=True, editable=False)
    causa = models.CharField(_("causa"), max_length=400, blank=True, editable=False)
    ritirata_il = models.DateTimeField(_("ritirata il"), null=True, blank=True, editable=False)

    objects = InterruzioneQuerySet.as_manager()

    class Meta:
        verbose_name = _("interruzione del portale")
        verbose_name_plural = _("interruzioni del portale")
        ordering = ["-dal", "-pk"]
        default_permissions = ()
        permissions = [
            ("legge_interruzioni", _("Legge quando il portale non ha funzionato")),
            ("scrive_interruzioni", _("Scrive quando e perché il portale non ha funzionato")),
        ]
        indexes = [models.Index(fields=["dal"], name="interruzione_per_tempo")]
        constraints = [
            models.CheckConstraint(condition=Q(tipo__in=TipoInterruzione.values), name="interruzione_tipo_noto"),
            models.CheckConstraint(
                condition=Q(al__isnull=True, tipo=TipoInterruzione.MISURATA) | Q(al__isnull=False, al__gt=F("dal")),
                name="interruzione_in_ordine",
            ),
            # What each kind knows, and no more.
            models.CheckConstraint(
                condition=Q(~Q(segno=""), tipo=TipoInterruzione.MISURATA, serviti__isnull=True)
                | Q(tipo=TipoInterruzione.SENZA_MISURA, segno="", serviti__isnull=False)
                | Q(~Q(causa=""), tipo=TipoInterruzione.SEGNALATA, segno="", serviti__isnull=True),
                name="interruzione_con_i_suoi_fatti",
            ),
            models.CheckConstraint(
                condition=Q(ritirata_il__isnull=True) | Q(tipo=TipoInterruzione.SEGNALATA),
                name="interruzione_ritirata_se_segnalata",
            ),
            models.UniqueConstraint(fields=["tipo"], condition=Q(al__isnull=True), name="interruzione_una_in_corso"),
        ]

    def __str__(self) -> str:
        return str(_("Interruzione n. %(n)s")) % {"n": self.pk}

    @property
    def durata(self) -> timedelta:
        return (self.al or adesso()) - self.dal


class VoceRicerca(models.Model):
    """Where the words of one public card stand: what search looks in, and never what it shows.

    The database keeps its own index of ``parole`` in step with it (talenti.portale.testo_pieno).
    """

    tipo = models.CharField(_("tipo di scheda"), max_length=40)
    chiave = models.BigIntegerField(_("di che cosa"))
    aggiornata_il = models.DateTimeField(_("aggiornata"))
    # Of all that the row is made of: the same, and there is nothing to write.
    impronta = models.CharField(max_length=64)
    titolo = models.TextField(_("parole del titolo"), blank=True)
    parole = models.TextField(_("parole"), blank=True)

    class Meta:
        verbose_name = _("voce della ricerca")
        verbose_name_plural = _("voci della ricerca")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["tipo", "chiave"], name="voce_ricerca_una_per_scheda")]
        indexes = [models.Index(fields=["tipo", "-aggiornata_il", "-chiave"], name="voce_ricerca_per_tempo")]

    def __str__(self) -> str:
        return f"{self.tipo} {self.chiave}: {self.titolo}"
