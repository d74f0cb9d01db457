"""Requests of access to documents and data of a call, with the people who may object to them."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso
from talenti.base.codici import nuovo_codice
from thinktown.enums_registri import (
    ACCESSI_SI_TENGONO,
    ACCESSO_APERTO,
    ACCESSO_DECISO,
    ACCESSO_FINITO,
    CHE_COSA_MASSIMO,
    MOTIVO_ACCESSO_MASSIMO,
    OGGETTO_MASSIMO,
    RISPOSTA_ACCESSO_MASSIMA,
    TRANSIZIONI_ACCESSO,
    CanaleAccesso,
    RispostaTerzo,
    StatoAccesso,
    TipoAccesso,
)
from thinktown.models.bandi import Bando
from thinktown.models.domande import Domanda


class RichiestaAccessoQuerySet(models.QuerySet["RichiestaAccesso"]):
    def aperte(self) -> Self:
        return self.filter(stato__in=ACCESSO_APERTO)

    def visibili_a(self, persona: Any) -> Self:
        """One's own."""
        return self.filter(persona=persona) if getattr(persona, "is_authenticated", False) else self.none()

    def visibili_in_ufficio(self, persona: Any) -> Self:
        return self.filter(bando__in=Bando.objects.seguiti_da(persona).values("pk"))

    def per_elenco(self) -> Self:
        return self.select_related("bando", "persona").order_by("scade_il", "pk")

    def da_dimenticare(self, ora: Any) -> Self:
        """Those that ended, or came and were never answered, so long ago that who asked is no longer kept."""
        vecchie = self.alias(da=Coalesce("decisa_il", "registrata_il")).filter(da__lt=ora - ACCESSI_SI_TENGONO)
        return vecchie.exclude(nome="")


class RichiestaAccesso(models.Model):
    """Somebody asks to see documents or data. ``scade_il``: by which day the body answers (``termini_accesso``).

    ``oggetto`` is what the public register says of it: written by the office, with nobody's name in it.
    """

    TRANSIZIONI = TRANSIZIONI_ACCESSO

    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    bando = models.ForeignKey(
        Bando, on_delete=models.PROTECT, related_name="accessi", verbose_name=_("bando"), editable=False
    )
    # In the body's register of requests, from 1 each year.
    numero = models.PositiveIntegerField(_("numero"), editable=False)
    anno = models.PositiveSmallIntegerField(_("anno"), editable=False)
    tipo = models.CharField(_("tipo"), max_length=16, choices=TipoAccesso, editable=False)
    canale = models.CharField(_("come è arrivata"), max_length=8, choices=CanaleAccesso, editable=False)
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="accessi_chiesti",
        verbose_name=_("account di chi chiede"), editable=False,
    )  # fmt: skip
    # Empty, with the words below, once their time is over.
    nome = models.CharField(_("chi chiede"), max_length=120, blank=True, editable=False)
    email = models.EmailField(_("email di chi chiede"), max_length=254, blank=True, editable=False)
    che_cosa = models.TextField(_("che cosa chiede"), max_length=CHE_COSA_MASSIMO, blank=True, editable=False)
    perche = models.TextField(_("perché lo chiede"), max_length=MOTIVO_ACCESSO_MASSIMO, blank=True, editable=False)
    oggetto = models.CharField(_("oggetto, senza nomi"), max_length=OGGETTO_MASSIMO, blank=True, editable=False)
    stato = models.CharField(
        _("stato"), max_length=12, choices=StatoAccesso, default=StatoAccesso.APERTA, editable=False
    )
    arrivata_il = models.DateField(_("arrivata il"), editable=False)
    scade_il = models.DateField(_("da decidere entro il"), editable=False)
    registrata_il = models.DateTimeField(_("registrata il"), default=adesso, editable=False)
    domande = models.ManyToManyField(
        Domanda, blank=True, related_name="accessi", verbose_name=_("di quali domande"), editable=False
    )
    differita_al = models.DateField(_("rimandata al"), null=True, blank=True, editable=False)
    risposta = models.TextField(_("risposta"), max_length=RISPOSTA_ACCESSO_MASSIMA, blank=True, editable=False)
    decisa_il = models.DateTimeField(_("decisa il"), null=True, blank=True, editable=False)
    decisa_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("chi l'ha decisa"), editable=False,
    )  # fmt: skip
    # Granted over an objection: not handed over before this day (D.lgs. 33/2013 art. 5 c. 6).
    consegna_dal = models.DateField(_("si consegna dal"), null=True, blank=True, editable=False)

    objects = RichiestaAccessoQuerySet.as_manager()

    class Meta:
        verbose_name = _("richiesta di accesso")
        verbose_name_plural = _("richieste di accesso")
        ordering = ["-arrivata_il", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["stato", "scade_il"], name="accesso_che_scade")]
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoAccesso.values), name="accesso_stato_noto"),
            models.CheckConstraint(condition=Q(tipo__in=TipoAccesso.values), name="accesso_tipo_noto"),
            models.CheckConstraint(condition=Q(canale__in=CanaleAccesso.values), name="accesso_canale_noto"),
            models.CheckConstraint(condition=Q(scade_il__gt=models.F("arrivata_il")), name="accesso_scade_dopo"),
            # Who asks to see papers that concern her says why (L. 241/1990 art. 25 c. 2); what is forgotten goes whole.
            models.CheckConstraint(
                condition=Q(nome="", email="", che_cosa="", perche="", persona__isnull=True)
                | ~Q(nome="") & ~Q(che_cosa="") & (~Q(tipo=TipoAccesso.DOCUMENTALE) | ~Q(perche="")),
                name="accesso_con_le_sue_parole",
            ),
            models.CheckConstraint(
                condition=~Q(canale=CanaleAccesso.PORTALE) | ~Q(email="") | Q(nome=""), name="accesso_a_chi_rispondere"
            ),
            # Decided, and only then, by somebody at an instant; ended by who asked, with nobody deciding.
            models.CheckConstraint(
                condition=Q(
                    stato__in=(StatoAccesso.APERTA, StatoAccesso.INTERPELLATI),
                    decisa_il__isnull=True,
                    decisa_da__isnull=True,
                )
                | Q(
                    stato__in=(*ACCESSO_DECISO, StatoAccesso.DIFFERITA),
                    decisa_il__isnull=False,
                    decisa_da__isnull=False,
                )
                | Q(stato=StatoAccesso.LASCIATA, decisa_il__isnull=False),
                name="accesso_deciso_da_qualcuno",
            ),
            models.CheckConstraint(
                condition=~Q(stato=StatoAccesso.DIFFERITA) | Q(differita_al__isnull=False), name="accesso_differito_a"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numero}/{self.anno}"

    def get_absolute_url(self) -> str:
        return reverse("thinktown:mio_accesso", args=[self.bando.slug, self.codice])

    @property
    def aperta(self) -> bool:
        return self.stato in ACCESSO_APERTO

    @property
    def finita(self) -> bool:
        return self.stato in ACCESSO_FINITO


class ControinteressatoQuerySet(models.QuerySet["Controinteressato"]):
    def visibili_a(self, persona: Any) -> Self:
        return self.filter(persona=persona) if getattr(persona, "is_authenticated", False) else self.none()

    def da_rispondere(self) -> Self:
        return self.filter(risposta="", richiesta__stato=StatoAccesso.INTERPELLATI)

    def per_elenco(self) -> Self:
        return self.select_related("persona", "domanda").order_by("pk")


class Controinteressato(models.Model):
    """One of the people of an application that a request is about: told, and free to object until a day."""

    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    richiesta = models.ForeignKey(
        RichiestaAccesso, on_delete=models.PROTECT, related_name="controinteressati", verbose_name=_("richiesta")
    )
    domanda = models.ForeignKey(Domanda, on_delete=models.PROTECT, related_name="+", verbose_name=_("di quale domanda"))
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("persona")
    )
    avvisata_il = models.DateField(_("avvisata il"))
    entro_il = models.DateField(_("può rispondere entro il"))
    risposta = models.CharField(_("risposta"), max_length=16, choices=RispostaTerzo, blank=True)
    motivo = models.TextField(_("perché si oppone"), max_length=MOTIVO_ACCESSO_MASSIMO, blank=True)
    risposta_il = models.DateTimeField(_("ha risposto il"), null=True, blank=True)

    objects = ControinteressatoQuerySet.as_manager()

    class Meta:
        verbose_name = _("controinteressato")
        verbose_name_plural = _("controinteressati")
        ordering = ["richiesta_id", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["richiesta", "persona"], name="controinteressato_una_volta"),
            models.CheckConstraint(
                condition=Q(risposta="", risposta_il__isnull=True, motivo="")
                | Q(risposta__in=RispostaTerzo.values, risposta_il__isnull=False),
                name="controinteressato_risponde_quando",
            ),
            models.CheckConstraint(condition=Q(entro_il__gt=models.F("avvisata_il")), name="controinteressato_tempo"),
        ]

    def __str__(self) -> str:
        return f"{self.richiesta} · {self.persona}"

    def get_absolute_url(self) -> str:
        return reverse("thinktown:opposizione", args=[self.richiesta.bando.slug, self.codice])
