"""A call: its draft, its frozen versions with the acts that made them, and who follows it."""

from datetime import datetime
from functools import cached_property
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso, oggi
from talenti.base.codici import nuovo_codice
from talenti.base.memoria import tieni
from talenti.base.permissions import oggetti_con
from talenti.registro.models import Immutabile
from talenti.rete.models import Partner
from thinktown import definizione
from thinktown.definizione import Definizione
from thinktown.enums import BANDI_PUBBLICI, SENZA_PERCHE, TRANSIZIONI_BANDO, Misura, Modalita, StatoBando, TipoAtto


def _finestra(ora: Any = None) -> Exists:
    """Is one of its windows open at that instant?"""
    ora = adesso() if ora is None else ora
    return Exists(FinestraBando.objects.filter(bando=OuterRef("pk"), apre__lte=ora, chiude__gt=ora))


class BandoQuerySet(models.QuerySet["Bando"]):
    def pubblicati(self) -> Self:
        """Those that anybody may read: what was published stays readable, however it ended."""
        return self.filter(stato__in=BANDI_PUBBLICI)

    def aperti(self, ora: Any = None) -> Self:
        """Those to which one may apply at this instant: from ≤ now < to. No job has to run for this to be right."""
        return self.filter(_finestra(ora), stato=StatoBando.PUBBLICATO)

    def in_arrivo(self, ora: Any = None) -> Self:
        """Those that will open, for the first time or again, and are not open now."""
        ora = adesso() if ora is None else ora
        poi = Exists(FinestraBando.objects.filter(bando=OuterRef("pk"), apre__gt=ora))
        return self.filter(poi, ~_finestra(ora), stato=StatoBando.PUBBLICATO)

    def seguiti_da(self, persona: Any) -> Self:
        """Those of the bodies where a role of today lets her work on calls, and those where she is named officer."""
        propri = Q(partner__in=oggetti_con(persona, "thinktown.scrive_bandi", Partner).values("pk"))
        return self.filter(propri | Q(pk__in=Incarico.objects.di(persona).values("bando")))

    def visibili_in_ufficio(self, persona: Any) -> Self:
        return self.seguiti_da(persona)

    def visibili_a(self, persona: Any) -> Self:
        if not getattr(persona, "is_authenticated", False):
            return self.pubblicati()
        return self.filter(Q(stato__in=BANDI_PUBBLICI) | Q(pk__in=self.model.objects.seguiti_da(persona).values("pk")))

    def per_elenco(self) -> Self:
        return self.select_related("partner").defer("lavoro")


class Bando(models.Model):
    """A call from its first draft to its end.

    ``lavoro`` is the draft that the office writes. What counts once it is published is the version in force
    (``versione``), frozen; ``titolo``, ``in_breve``, ``modalita`` and the instants repeat what it says, for lists.
    """

    TRANSIZIONI = TRANSIZIONI_BANDO

    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    slug = models.SlugField(_("indirizzo della pagina"), max_length=80, unique=True, default=nuovo_codice)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="bandi", verbose_name=_("ente"))
    misura = models.CharField(_("misura"), max_length=20, choices=Misura)
    stato = models.CharField(_("stato"), max_length=16, choices=StatoBando, default=StatoBando.BOZZA, editable=False)
    titolo = models.CharField(_("titolo"), max_length=120, blank=True, editable=False)
    in_breve = models.CharField(_("in breve"), max_length=240, blank=True, editable=False)
    modalita = models.CharField(_("come si sceglie"), max_length=16, choices=Modalita, editable=False)
    apre_il = models.DateTimeField(_("apre il"), null=True, blank=True, editable=False)
    chiude_il = models.DateTimeField(_("chiude il"), null=True, blank=True, editable=False)

    lavoro = models.JSONField(_("bozza"), default=dict, editable=False)
    # Grows with every save of the draft: who saves says which one she had before her.
    revisione = models.PositiveIntegerField(default=0, editable=False)
    versione_n = models.PositiveIntegerField(_("versione"), default=0, editable=False)
    # The last number given to an application: the last lock of a sending, so that numbers have no gap.
    ultimo_numero = models.PositiveIntegerField(_("domande numerate"), default=0, editable=False)
    aiuta = models.ForeignKey(
        Partner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bandi_che_aiuta",
        verbose_name=_("chi aiuta a preparare la domanda"),
    )
    # The call whose places are chosen in this one: repeats what it says, for lists.
    risponde_a = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="risposto_da",
        verbose_name=_("bando di cui si scelgono i posti"),
    )
    # The emergency brake: why nothing can be sent for now, in words; empty when everything is as it should be.
    fermo = models.CharField(_("invio fermo perché"), max_length=240, blank=True, editable=False)
    creato_il = models.DateTimeField(_("bozza dal"), default=adesso, editable=False)
    aggiornato_il = models.DateTimeField(_("aggiornato il"), default=adesso, editable=False)
    mandato_da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("chi l'ha mandato in verifica"),
    )
    pubblicato_il = models.DateTimeField(_("pubblicato il"), null=True, blank=True, editable=False)

    objects = BandoQuerySet.as_manager()

    class Meta:
        verbose_name = _("bando")
        verbose_name_plural = _("bandi")
        ordering = ["-chiude_il", "-pk"]
        default_permissions = ()
        permissions = [
            ("scrive_bandi", _("Scrive i bandi dell'ente")),
            ("verifica_bandi", _("Verifica i bandi prima che escano")),
            ("pubblica_bandi", _("Pubblica i bandi e li cambia con un atto")),
        ]
        indexes = [models.Index(fields=["stato", "chiude_il"], name="bando_che_chiude")]
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoBando.values), name="bando_stato_noto"),
            models.CheckConstraint(condition=Q(misura__in=Misura.values), name="bando_misura_nota"),
            models.CheckConstraint(condition=Q(modalita__in=Modalita.values), name="bando_modalita_nota"),
            models.CheckConstraint(
                condition=Q(apre_il__isnull=True, chiude_il__isnull=True) | Q(apre_il__lt=F("chiude_il")),
                name="bando_apre_prima_di_chiudere",
            ),
            # Published, and only then, it has a version in force, its instants and a title.
            models.CheckConstraint(
                condition=Q(
                    stato__in=(StatoBando.BOZZA, StatoBando.IN_VERIFICA), versione_n=0, pubblicato_il__isnull=True
                )
                | Q(
                    ~Q(stato__in=(StatoBando.BOZZA, StatoBando.IN_VERIFICA)) & ~Q(titolo=""),
                    versione_n__gte=1,
                    pubblicato_il__isnull=False,
                    apre_il__isnull=False,
                    chiude_il__isnull=False,
                ),
                name="bando_pubblicato_con_versione",
            ),
            models.CheckConstraint(
                condition=~Q(stato=StatoBando.IN_VERIFICA) | Q(mandato_da__isnull=False),
                name="bando_in_verifica_da_qualcuno",
            ),
            models.CheckConstraint(
                condition=Q(fermo="") | Q(stato=StatoBando.PUBBLICATO), name="bando_fermo_se_pubblicato"
            ),
        ]

    def __str__(self) -> str:
        return self.titolo or str(_("Bando senza titolo"))

    def get_absolute_url(self) -> str:
        return reverse("thinktown:bando", args=[self.slug])

    @property
    def nome(self) -> str:
        """What its address is made of."""
        return self.titolo

    @property
    def bozza(self) -> Definizione:
        """What the office is writing."""
        return definizione.leggi(self.lavoro)

    @cached_property
    def versione(self) -> "VersioneBando | None":
        """The version in force."""
        return self.versioni.filter(n=self.versione_n).first() if self.versione_n else None

    @property
    def in_vigore(self) -> Definizione:
        """What the call says to everybody; of one that is not published yet, what its draft says."""
        return self.versione.definizione if self.versione else self.bozza

    @property
    def pubblico(self) -> bool:
        return self.stato in BANDI_PUBBLICI

    def aperto(self, istante: datetime | None = None) -> bool:
        """May one apply at that instant? The one question that create, edit, attach and send all ask."""
        istante = istante or adesso()
        return self.stato == StatoBando.PUBBLICATO and self.in_vigore.finestra_a(istante) is not None

    def in_arrivo(self) -> bool:
        """Will it open, for the first time or again, and is it not open now?"""
        return type(self)._default_manager.in_arrivo().filter(pk=self.pk).exists()


class FinestraBando(models.Model):
    """A window of the version in force, as a row: lists ask the database which calls are open."""

    bando = models.ForeignKey(Bando, on_delete=models.CASCADE, related_name="finestre", verbose_name=_("bando"))
    apre = models.DateTimeField(_("apre il"))
    chiude = models.DateTimeField(_("chiude il"))

    class Meta:
        verbose_name = _("finestra")
        verbose_name_plural = _("finestre")
        ordering = ["bando_id", "apre"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["bando", "apre"], name="finestra_una_per_apertura"),
            models.CheckConstraint(condition=Q(apre__lt=F("chiude")), name="finestra_in_ordine"),
        ]

    def __str__(self) -> str:
        return f"{self.bando} · {self.apre.isoformat()}"


# So many versions are kept as they were read by each process.
SI_TENGONO = 64


class VersioneBando(Immutabile):
    """What the call said from an instant on. An application stays with the version that it answered."""

    bando = models.ForeignKey(Bando, on_delete=models.PROTECT, related_name="versioni", verbose_name=_("bando"))
    n = models.PositiveIntegerField(_("numero"))
    contenuto = models.JSONField(_("contenuto"))
    impronta = models.CharField(_("impronta"), max_length=64)
    dal = models.DateTimeField(_("in vigore dal"))

    class Meta:
        verbose_name = _("versione del bando")
        verbose_name_plural = _("versioni del bando")
        ordering = ["bando_id", "n"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["bando", "n"], name="versione_una_per_numero"),
            models.CheckConstraint(condition=Q(n__gte=1) & ~Q(impronta=""), name="versione_con_impronta"),
        ]

    def __str__(self) -> str:
        return _("%(bando)s, versione %(n)s") % {"bando": self.bando, "n": self.n}

    @cached_property
    def definizione(self) -> Definizione:
        """It never changes: a process reads it once, and keeps the last ones that were asked for."""
        if self.pk is None:
            return definizione.leggi(self.contenuto)
        quale = (self.pk, self.impronta, self.dal)
        return tieni("thinktown.definizioni", quale, lambda: definizione.leggi(self.contenuto), quante=SI_TENGONO)


class AttoBando(Immutabile):
    """The body's act behind a publication or a change: without one nothing that is published changes."""

    bando = models.ForeignKey(Bando, on_delete=models.PROTECT, related_name="atti", verbose_name=_("bando"))
    tipo = models.CharField(_("tipo"), max_length=16, choices=TipoAtto)
    numero = models.CharField(_("numero"), max_length=40)
    data = models.DateField(_("data"))
    motivo = models.CharField(_("perché"), max_length=400, blank=True)
    file = models.ForeignKey(
        "documenti.FileCaricato",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("atto"),
    )
    # The version that it made; an annulment makes none.
    versione = models.OneToOneField(
        VersioneBando, on_delete=models.PROTECT, null=True, blank=True, related_name="atto", verbose_name=_("versione")
    )
    registrato_il = models.DateTimeField(_("registrato il"), default=adesso)

    class Meta:
        verbose_name = _("atto")
        verbose_name_plural = _("atti")
        ordering = ["bando_id", "registrato_il", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(tipo__in=TipoAtto.values), name="atto_tipo_noto"),
            models.CheckConstraint(condition=~Q(numero=""), name="atto_con_numero"),
            models.CheckConstraint(condition=Q(tipo__in=SENZA_PERCHE) | ~Q(motivo=""), name="atto_con_il_perche"),
        ]

    def __str__(self) -> str:
        return _("%(tipo)s n. %(numero)s") % {"tipo": self.get_tipo_display(), "numero": self.numero}


class RuoloIncarico(models.TextChoices):
    RESPONSABILE = "responsabile", _("Responsabile del procedimento")
    ISTRUTTORE = "istruttore", _("Segue le domande")


class IncaricoQuerySet(models.QuerySet["Incarico"]):
    def di_oggi(self) -> Self:
        giorno = oggi()
        return self.filter(Q(al__isnull=True) | Q(al__gt=giorno), dal__lte=giorno)

    def di(self, persona: Any) -> Self:
        """What she is named for today, and what who is away has left to her today."""
        giorno = oggi()
        sue = Q(deleghe__a=persona, deleghe__tolta_il__isnull=True, deleghe__dal__lte=giorno, deleghe__al__gte=giorno)
        return self.di_oggi().filter(Q(persona=persona) | sue)


class Incarico(models.Model):
    """Who follows a call, from one day to another: named by the body, of the body or of another one."""

    bando = models.ForeignKey(Bando, on_delete=models.CASCADE, related_name="incarichi", verbose_name=_("bando"))
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="incarichi", verbose_name=_("persona")
    )
    ruolo = models.CharField(_("come"), max_length=16, choices=RuoloIncarico)
    dal = models.DateField(_("dal"), default=oggi)
    al = models.DateField(_("non più dal"), null=True, blank=True)

    objects = IncaricoQuerySet.as_manager()

    class Meta:
        verbose_name = _("incarico")
        verbose_name_plural = _("incarichi")
        ordering = ["bando_id", "ruolo", "dal", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(ruolo__in=RuoloIncarico.values), name="incarico_ruolo_noto"),
            models.CheckConstraint(condition=Q(al__isnull=True) | Q(al__gte=F("dal")), name="incarico_in_ordine"),
            models.UniqueConstraint(
                fields=["bando"],
                condition=Q(ruolo=RuoloIncarico.RESPONSABILE, al__isnull=True),
                name="incarico_un_responsabile",
            ),
            models.UniqueConstraint(
                fields=["bando", "persona", "ruolo"], condition=Q(al__isnull=True), name="incarico_uno_a_testa"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.persona}, {self.get_ruolo_display()}"
