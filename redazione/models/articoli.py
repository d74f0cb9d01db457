"""An article: a thing of the plan that is written. Its text is a row of revisions that never change."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from redazione.enums_articoli import (
    SOMMARIO_MASSIMO,
    TITOLO_MASSIMO,
    TRANSIZIONI_ARTICOLO,
    Licenza,
    StatoArticolo,
)
from redazione.models.immagini import Immagine
from redazione.models.piano import Autore, PubblicoVoce, Voce
from redazione.models.testata import Testata
from talenti.base.clock import adesso
from talenti.base.codici import nuovo_codice
from talenti.registro.models import Immutabile


class Argomento(models.Model):
    """What pieces are about, for who reads: a short list that the newsroom looks after."""

    nome = models.CharField(_("nome"), max_length=40, unique=True)
    slug = models.SlugField(_("indirizzo della pagina"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("argomento")
        verbose_name_plural = _("argomenti")
        ordering = ["nome", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.nome

    def get_absolute_url(self) -> str:
        return reverse("redazione:argomento", args=[self.slug])


class ArticoloQuerySet(models.QuerySet["Articolo"]):
    def visibili_a(self, persona: Any) -> Self:
        """At the desk: the whole newsroom reads all of it; who has left still finds what she wrote."""
        if not getattr(persona, "is_authenticated", False):
            return self.none()
        di_casa = Q(testata__in=Testata.objects.visibili_a(persona).values("pk"))
        scrive = Q(voce__in=Autore.objects.filter(persona=persona).values("voce"))
        return self.filter(di_casa | scrive)

    def pubblicati(self, ora: Any = None) -> Self:
        """What anybody reads at this instant: the clock alone decides (house rules, §7)."""
        ora = ora or adesso()
        return self.attesi(ora).filter(dal__lte=ora)

    def attesi(self, ora: Any = None) -> Self:
        """And what will be read, when its time comes."""
        ora = ora or adesso()
        return self.filter(
            Q(al__isnull=True) | Q(al__gt=ora), viva__isnull=False, dal__isnull=False, ritirato_il__isnull=True
        )

    def per(self, pubblico: str) -> Self:
        """For one audience: what names it, and what names none."""
        di_qualcuno = PubblicoVoce.objects.filter(voce=OuterRef("voce"))
        return self.filter(Exists(di_qualcuno.filter(pubblico=pubblico)) | ~Exists(di_qualcuno))

    def per_elenco(self) -> Self:
        """For a list that readers see."""
        return self.select_related("viva__copertina", "voce").order_by("-dal", "-pk")


class Articolo(models.Model):
    """``bozza`` is the text as it stands on the desk, ``viva`` the one that readers see: two pointers, two texts.

    What it is about — kind, audience, authors, partners, linked things — is said in the plan (``voce``), once.
    """

    TRANSIZIONI = TRANSIZIONI_ARTICOLO

    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    testata = models.ForeignKey(Testata, on_delete=models.PROTECT, related_name="articoli", verbose_name=_("redazione"))
    voce = models.OneToOneField(
        Voce, on_delete=models.PROTECT, related_name="articolo", verbose_name=_("voce del piano")
    )
    stato = models.CharField(
        _("stato"), max_length=12, choices=StatoArticolo, default=StatoArticolo.BOZZA, editable=False
    )
    # Given when it is first published; never changed after, so that no address breaks.
    slug = models.SlugField(_("indirizzo della pagina"), max_length=100, unique=True, null=True, blank=True)
    bozza = models.ForeignKey(
        "Revisione", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("testo di lavoro")
    )
    approvata = models.ForeignKey(
        "Revisione",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("testo approvato"),
    )
    viva = models.ForeignKey(
        "Revisione",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("testo pubblicato"),
    )
    argomenti = models.ManyToManyField(Argomento, related_name="articoli", blank=True, verbose_name=_("argomenti"))
    licenza = models.CharField(_("licenza"), max_length=16, choices=Licenza, default=Licenza.CC_BY)
    # Who has taken the review; nobody, whoever comes first.
    revisore = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chi lo rivede"),
    )
    approvato_da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chi l'ha approvato"),
    )
    # The last revision: its number is the version that autosave checks.
    ultima_n = models.PositiveIntegerField(default=0, editable=False)
    creato_il = models.DateTimeField(_("bozza dal"), default=adesso, editable=False)
    dal = models.DateTimeField(_("si legge dal"), null=True, blank=True)
    al = models.DateTimeField(_("si legge fino al"), null=True, blank=True)
    # The last time that what readers see was changed.
    aggiornato_il = models.DateTimeField(_("aggiornato il"), null=True, blank=True, editable=False)
    ritirato_il = models.DateTimeField(_("ritirato il"), null=True, blank=True, editable=False)
    ritirato_perche = models.CharField(_("ritirato perché"), max_length=400, blank=True, editable=False)

    objects = ArticoloQuerySet.as_manager()

    class Meta:
        verbose_name = _("articolo")
        verbose_name_plural = _("articoli")
        ordering = ["-creato_il", "-pk"]
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["-dal", "-id"],
                condition=Q(viva__isnull=False, ritirato_il__isnull=True),
                name="articolo_in_ordine",
            ),
            models.Index(fields=["testata", "stato"], name="articolo_per_stato"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoArticolo.values), name="articolo_stato_noto"),
            models.CheckConstraint(condition=Q(licenza__in=Licenza.values), name="articolo_licenza_nota"),
            models.CheckConstraint(
                condition=Q(viva__isnull=True, dal__isnull=True, slug__isnull=True)
                | Q(viva__isnull=False, dal__isnull=False, slug__isnull=False, aggiornato_il__isnull=False),
                name="articolo_pubblicato_intero",
            ),
            models.CheckConstraint(
                condition=~Q(stato=StatoArticolo.PUBBLICATO) | Q(viva__isnull=False, ritirato_il__isnull=True),
                name="articolo_pubblicato_con_testo",
            ),
            models.CheckConstraint(
                condition=~Q(stato=StatoArticolo.PRONTO) | Q(approvata__isnull=False, approvato_da__isnull=False),
                name="articolo_pronto_approvato",
            ),
            models.CheckConstraint(
                condition=~Q(stato=StatoArticolo.ARCHIVIATO) | Q(ritirato_il__isnull=False),
                name="articolo_ritirato_quando",
            ),
            models.CheckConstraint(
                condition=Q(ritirato_il__isnull=True, ritirato_perche="")
                | Q(ritirato_il__isnull=False) & ~Q(ritirato_perche=""),
                name="articolo_ritirato_perche",
            ),
            models.CheckConstraint(
                condition=Q(al__isnull=True) | Q(dal__isnull=False, al__gt=models.F("dal")),
                name="articolo_finisce_dopo",
            ),
        ]

    def __str__(self) -> str:
        testo = self.bozza or self.viva
        return testo.titolo if testo else self.voce.titolo

    def get_absolute_url(self) -> str:
        """Of the page that readers see; of one never published, its desk."""
        return reverse("redazione:notizia", args=[self.slug]) if self.slug else self.url_scrivania

    @property
    def url_scrivania(self) -> str:
        return reverse("redazione:scrivi", args=[self.codice])

    @property
    def si_legge(self) -> bool:
        """Is it public now?"""
        ora = adesso()
        in_linea = self.viva_id is not None and self.ritirato_il is None and self.dal is not None
        return in_linea and self.dal <= ora and (self.al is None or ora < self.al)

    @property
    def programmato(self) -> bool:
        """Will it be, without anybody doing anything?"""
        return self.viva_id is not None and self.ritirato_il is None and bool(self.dal and self.dal > adesso())


class Revisione(Immutabile):
    """A text as somebody left it. Each save adds one; ``da_parte`` is one that could not be put with the others."""

    articolo = models.ForeignKey(
        Articolo, on_delete=models.PROTECT, related_name="revisioni", verbose_name=_("articolo")
    )
    n = models.PositiveIntegerField(_("revisione"))
    # The one on which it was written: two made of the same one are put together.
    nata_da = models.PositiveIntegerField(_("scritta sulla revisione"), default=0)
    titolo = models.CharField(_("titolo"), max_length=TITOLO_MASSIMO, blank=True)
    sommario = models.CharField(_("in una frase"), max_length=SOMMARIO_MASSIMO, blank=True)
    # HTML of the allow-list only (redazione.testo.pulizia).
    html = models.TextField(_("testo"), blank=True)
    parole = models.PositiveIntegerField(_("parole"), default=0)
    copertina = models.ForeignKey(
        Immagine, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("immagine")
    )
    da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("chi l'ha scritta")
    )
    quando = models.DateTimeField(_("scritta il"), default=adesso)
    da_parte = models.BooleanField(_("messa da parte"), default=False)
    gettone = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = _("revisione")
        verbose_name_plural = _("revisioni")
        ordering = ["articolo_id", "n"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["articolo", "n"], name="revisione_una")]

    def __str__(self) -> str:
        return f"{self.titolo} · {self.n}"


class UsoImmagine(models.Model):
    """A picture that a revision shows, on top or within: written with the revision (``redazione.figure.usa``)."""

    revisione = models.ForeignKey(Revisione, on_delete=models.CASCADE, related_name="usi", verbose_name=_("revisione"))
    immagine = models.ForeignKey(Immagine, on_delete=models.PROTECT, related_name="usi", verbose_name=_("immagine"))

    class Meta:
        verbose_name = _("immagine usata")
        verbose_name_plural = _("immagini usate")
        ordering = ["revisione_id", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["revisione", "immagine"], name="uso_una_volta")]

    def __str__(self) -> str:
        return f"{self.immagine_id} · {self.revisione_id}"


class Presenza(models.Model):
    """Who has the text open and writes: seen until a little later than her last sign of life."""

    articolo = models.ForeignKey(
        Articolo, on_delete=models.CASCADE, related_name="presenze", verbose_name=_("articolo")
    )
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("persona")
    )
    vista_il = models.DateTimeField(_("vista il"))

    class Meta:
        verbose_name = _("chi sta scrivendo")
        verbose_name_plural = _("chi sta scrivendo")
        ordering = ["articolo_id", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["articolo", "persona"], name="presenza_una")]

    def __str__(self) -> str:
        return str(self.persona)


class Correzione(models.Model):
    """What was changed in a published text, in a sentence for who had read it before."""

    articolo = models.ForeignKey(
        Articolo, on_delete=models.PROTECT, related_name="correzioni", verbose_name=_("articolo")
    )
    revisione = models.ForeignKey(Revisione, on_delete=models.PROTECT, related_name="+", verbose_name=_("testo"))
    nota = models.CharField(_("che cosa è cambiato"), max_length=300)
    quando = models.DateTimeField(_("quando"), default=adesso, editable=False)

    class Meta:
        verbose_name = _("correzione")
        verbose_name_plural = _("correzioni")
        ordering = ["articolo_id", "-quando", "-pk"]
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=~Q(nota=""), name="correzione_detta")]

    def __str__(self) -> str:
        return self.nota
