"""People: one account for everything. What somebody *is* lives apart from the account (Identita)."""

from datetime import date

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso, oggi
from talenti.base.permissions import entra_in_ufficio
from talenti.persone.enums import (
    TRANSIZIONI_PERSONA,
    TRANSIZIONI_RECUPERO,
    TRANSIZIONI_TUTELA,
    Fonte,
    Relazione,
    Scopo,
    StatoRecupero,
    StatoTutela,
)
from talenti.persone.eta import MAGGIORE_ETA, anni_compiuti
from talenti.persone.managers import (
    ConsensoQuerySet,
    DellaPersonaQuerySet,
    GestorePersone,
    PianoQuerySet,
    RecuperoQuerySet,
)


class Persona(AbstractBaseUser, PermissionsMixin):
    """A person with an account. The e-mail is the login; identity attributes live apart (Identita)."""

    TRANSIZIONI = TRANSIZIONI_PERSONA

    email = models.EmailField(_("email"), max_length=254, unique=True)
    nome = models.CharField(_("nome"), max_length=80)
    cognome = models.CharField(_("cognome"), max_length=80)
    nato_il = models.DateField(_("data di nascita"), null=True, blank=True)
    comune = models.ForeignKey(
        "luoghi.Comune", verbose_name=_("comune"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    telefono = models.CharField(_("telefono"), max_length=30, blank=True)
    lingua = models.CharField(_("lingua"), max_length=5, choices=[("it", "Italiano"), ("en", "English")], default="it")
    is_active = models.BooleanField(_("attivo"), default=True)
    creata_il = models.DateTimeField(_("iscrizione"), default=adesso, editable=False)
    chiusa_il = models.DateTimeField(_("chiusura"), null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["nome", "cognome"]

    # Only while the account is being closed: where to tell it, once the address is gone.
    indirizzo_di_prima: str = ""

    objects = GestorePersone()

    class Meta:
        verbose_name = _("persona")
        verbose_name_plural = _("persone")
        ordering = ["cognome", "nome", "pk"]
        permissions = [
            ("vede_persone", _("Vede le persone iscritte")),
            ("azzera_secondo_fattore", _("Toglie il secondo fattore a chi l'ha perso")),
            ("cura_i_piani", _("Cura i piani e le età")),
            ("corregge_persone", _("Corregge la data di nascita e le tutele delle persone")),
        ]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="persona_email_unica"),
            models.CheckConstraint(
                name="persona_chiusa_non_attiva", condition=Q(chiusa_il__isnull=True) | Q(is_active=False)
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_absolute_url(self) -> str:
        return reverse("persone:profilo_pubblico", args=[self.pk])

    @property
    def is_staff(self) -> bool:
        """Derived, never stored: a back-office role held today."""
        return entra_in_ufficio(self)

    def get_full_name(self) -> str:
        if self.chiusa_il:
            return str(_("persona non più iscritta"))
        return f"{self.nome} {self.cognome}".strip()

    def get_short_name(self) -> str:
        return self.nome

    def eta(self, al: date | None = None) -> int | None:
        """Whole years on that day (today, if not said); None when the birth date is not known.

        Who was born on 29 February completes the year on 1 March where that day is missing.
        """
        if self.nato_il is None:
            return None
        return anni_compiuti(self.nato_il, al or oggi())

    @property
    def e_minorenne(self) -> bool:
        eta = self.eta()
        return eta is not None and eta < MAGGIORE_ETA

    def e_giovane(self, al: date | None = None) -> bool:
        """By the ages of the plan in force that day. Minors are young people who need a guardian."""
        eta, piano = self.eta(al), Piano.corrente(al)
        return eta is not None and piano.eta_minima <= eta <= piano.giovane_a


class Profilo(models.Model):
    """What a person chose to say of herself. Nobody else sees it unless she says so."""

    persona = models.OneToOneField(Persona, on_delete=models.CASCADE, related_name="profilo")
    che_cosa_faccio = models.TextField(_("che cosa faccio"), max_length=1000, blank=True)
    che_cosa_cerco = models.TextField(_("che cosa cerco"), max_length=1000, blank=True)
    che_cosa_so_fare = models.TextField(_("che cosa so fare"), max_length=1000, blank=True)
    foto = models.FileField(_("foto"), upload_to="profili/", max_length=120, blank=True)
    mostrato_alla_rete = models.BooleanField(_("chi è iscritto può vedere il mio profilo"), default=False)
    aggiornato_il = models.DateTimeField(_("aggiornato"), null=True, blank=True, editable=False)

    objects = DellaPersonaQuerySet.as_manager()

    class Meta:
        verbose_name = _("profilo")
        verbose_name_plural = _("profili")

    def __str__(self) -> str:
        return _("profilo di %(persona)s") % {"persona": self.persona}

    def get_absolute_url(self) -> str:
        return self.persona.get_absolute_url()


class Identita(models.Model):
    """Who a person is for the law: asked only by the act that needs it.

    An account is tied to a digital identity by issuer and subject, never by e-mail.
    """

    persona = models.OneToOneField(Persona, on_delete=models.CASCADE, related_name="identita")
    codice_fiscale = models.CharField(_("codice fiscale"), max_length=16, blank=True)
    # A gateway may verify who one is and say nothing of this: then it stays her own word.
    codice_verificato = models.BooleanField(_("codice fiscale verificato"), default=False)
    nome = models.CharField(_("nome"), max_length=120, blank=True)
    cognome = models.CharField(_("cognome"), max_length=120, blank=True)
    nato_il = models.DateField(_("data di nascita"), null=True, blank=True)
    sesso = models.CharField(_("sesso"), max_length=1, choices=[("F", "F"), ("M", "M")], blank=True)
    nato_a = models.CharField(_("luogo di nascita (codice catastale)"), max_length=4, blank=True)
    fonte = models.CharField(_("fonte"), max_length=12, choices=Fonte, default=Fonte.DICHIARATA)
    emittente = models.CharField(_("gestore dell'identità"), max_length=200, blank=True)
    soggetto = models.CharField(_("soggetto"), max_length=255, blank=True)
    verificata_il = models.DateTimeField(_("verificata"), null=True, blank=True)
    avvertenze = models.JSONField(_("differenze confermate dalla persona"), default=list, blank=True)

    objects = DellaPersonaQuerySet.as_manager()

    class Meta:
        verbose_name = _("identità")
        verbose_name_plural = _("identità")
        constraints = [
            models.CheckConstraint(name="identita_fonte_nota", condition=Q(fonte__in=Fonte.values)),
            models.CheckConstraint(
                name="identita_verificata_intera",
                condition=Q(fonte=Fonte.DICHIARATA, emittente="", soggetto="", verificata_il__isnull=True)
                | (Q(fonte=Fonte.GATEWAY, verificata_il__isnull=False) & ~Q(emittente="") & ~Q(soggetto="")),
            ),
            models.UniqueConstraint(
                fields=["emittente", "soggetto"], condition=Q(fonte=Fonte.GATEWAY), name="identita_soggetto_unico"
            ),
            models.UniqueConstraint(
                fields=["codice_fiscale"],
                condition=Q(codice_verificato=True),
                name="identita_codice_fiscale_unico",
            ),
            models.CheckConstraint(
                name="identita_codice_verificato_da_chi",
                condition=Q(codice_verificato=False) | (Q(fonte=Fonte.GATEWAY) & ~Q(codice_fiscale="")),
            ),
        ]

    def __str__(self) -> str:
        return _("identità di %(persona)s") % {"persona": self.persona}

    @property
    def e_verificata(self) -> bool:
        return self.verificata_il is not None

    @property
    def fonte_del_codice(self) -> Fonte:
        return Fonte.GATEWAY if self.codice_verificato else Fonte.DICHIARATA


class Piano(models.Model):
    """The plan that funds the network, and the ages that it counts as young."""

    nome = models.CharField(_("nome"), max_length=120, unique=True)
    dal = models.DateField(_("dal"))
    al = models.DateField(_("al"), null=True, blank=True)
    eta_minima = models.PositiveSmallIntegerField(_("ci si iscrive da (anni)"), default=14)
    giovane_da = models.PositiveSmallIntegerField(_("è giovane da (anni)"), default=18)
    giovane_a = models.PositiveSmallIntegerField(_("è giovane fino a (anni compresi)"), default=35)

    objects = PianoQuerySet.as_manager()

    class Meta:
        verbose_name = _("piano")
        verbose_name_plural = _("piani")
        ordering = ["-dal"]
        constraints = [
            models.CheckConstraint(name="piano_periodo_in_ordine", condition=Q(al__isnull=True) | Q(al__gte=F("dal"))),
            models.CheckConstraint(
                name="piano_eta_in_ordine",
                # Under 14 consent to online services is the parents' (art. 2-quinquies, D.lgs. 196/2003).
                condition=Q(eta_minima__gte=14, giovane_da__gte=F("eta_minima"), giovane_a__gte=F("giovane_da"))
                & Q(giovane_a__lte=99),
                violation_error_message=_("Le età vanno in ordine: iscrizione (da 14), giovane da, giovane fino a."),
            ),
        ]

    def __str__(self) -> str:
        return self.nome

    @classmethod
    def corrente(cls, al: date | None = None) -> "Piano":
        """The plan of that day, or the ages that hold until one is written down."""
        return cls.objects.in_vigore(al).first() or cls(nome="", dal=al or oggi())


class Tutela(models.Model):
    """A parent or guardian of a minor: has no account, answers from signed links in the mail."""

    TRANSIZIONI = TRANSIZIONI_TUTELA

    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="tutele", verbose_name=_("minorenne"))
    nome = models.CharField(_("nome e cognome"), max_length=160)
    email = models.EmailField(_("email"), max_length=254)
    relazione = models.CharField(_("relazione"), max_length=10, choices=Relazione)
    stato = models.CharField(
        _("stato"), max_length=12, choices=StatoTutela, default=StatoTutela.INVITATO, editable=False
    )
    creata_il = models.DateTimeField(_("invito"))
    decisa_il = models.DateTimeField(_("risposta"), null=True, blank=True, editable=False)

    objects = DellaPersonaQuerySet.as_manager()

    class Meta:
        verbose_name = _("genitore o tutore")
        verbose_name_plural = _("genitori e tutori")
        ordering = ["-creata_il", "-pk"]
        constraints = [
            models.CheckConstraint(name="tutela_stato_noto", condition=Q(stato__in=StatoTutela.values)),
            models.CheckConstraint(
                name="tutela_data_solo_se_risposta",
                condition=Q(decisa_il__isnull=True) | ~Q(stato=StatoTutela.INVITATO),
            ),
            models.UniqueConstraint(
                "persona",
                Lower("email"),
                condition=Q(stato__in=[StatoTutela.INVITATO, StatoTutela.CONFERMATO]),
                name="tutela_una_per_indirizzo",
            ),
        ]

    def __str__(self) -> str:
        return self.nome

    def get_absolute_url(self) -> str:
        return reverse("persone:tutele")


class NonScrivere(models.Model):
    """An address whose owner said no to answering for a minor: we never ask her again, whoever names her.

    Only a keyed fingerprint is kept, and longer than the row that it comes from.
    """

    impronta = models.CharField(_("impronta dell'indirizzo"), max_length=64, unique=True)
    dal = models.DateTimeField(_("dal"))

    class Meta:
        verbose_name = _("indirizzo a cui non scrivere")
        verbose_name_plural = _("indirizzi a cui non scrivere")

    def __str__(self) -> str:
        return self.impronta[:8]


class Consenso(models.Model):
    """A text read or agreed with, in the version then in force. Rows are added and closed, never rewritten."""

    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="consensi")
    scopo = models.CharField(_("per che cosa"), max_length=20, choices=Scopo)
    versione = models.CharField(_("versione del testo"), max_length=20)
    dato_il = models.DateTimeField(_("dato"))
    ritirato_il = models.DateTimeField(_("ritirato"), null=True, blank=True)

    objects = ConsensoQuerySet.as_manager()

    class Meta:
        verbose_name = _("consenso")
        verbose_name_plural = _("consensi")
        ordering = ["-dato_il", "-pk"]
        constraints = [
            models.CheckConstraint(name="consenso_scopo_noto", condition=Q(scopo__in=Scopo.values)),
            models.CheckConstraint(
                name="consenso_ritirato_dopo", condition=Q(ritirato_il__isnull=True) | Q(ritirato_il__gte=F("dato_il"))
            ),
            models.UniqueConstraint(
                fields=["persona", "scopo", "versione"],
                condition=Q(ritirato_il__isnull=True),
                name="consenso_uno_in_vigore",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_scopo_display()} ({self.versione})"


class RecuperoFattore(models.Model):
    """ "Ho perso il telefono": a person with the first factor in hand asks the lead to take the second away."""

    TRANSIZIONI = TRANSIZIONI_RECUPERO

    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="recuperi")
    racconto = models.TextField(_("che cosa è successo"), max_length=1000)
    stato = models.CharField(
        _("stato"), max_length=12, choices=StatoRecupero, default=StatoRecupero.CHIESTO, editable=False
    )
    chiesto_il = models.DateTimeField(_("chiesto"))
    deciso_il = models.DateTimeField(_("deciso"), null=True, blank=True, editable=False)
    deciso_da = models.ForeignKey(
        Persona, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("da")
    )

    objects = RecuperoQuerySet.as_manager()

    class Meta:
        verbose_name = _("secondo fattore perso")
        verbose_name_plural = _("secondi fattori persi")
        ordering = ["-chiesto_il", "-pk"]
        constraints = [
            models.CheckConstraint(name="recupero_stato_noto", condition=Q(stato__in=StatoRecupero.values)),
            models.CheckConstraint(
                name="recupero_data_solo_se_deciso",
                condition=Q(deciso_il__isnull=True, deciso_da__isnull=True) | ~Q(stato=StatoRecupero.CHIESTO),
            ),
            models.UniqueConstraint(
                fields=["persona"], condition=Q(stato=StatoRecupero.CHIESTO), name="recupero_uno_aperto"
            ),
        ]

    def __str__(self) -> str:
        return _("secondo fattore di %(persona)s") % {"persona": self.persona}

    def get_absolute_url(self) -> str:
        return reverse("persone:recupero")


class Lettura(models.Model):
    """One page with somebody's personal data, opened by somebody else. She reads who, when and where."""

    persona = models.ForeignKey(Persona, on_delete=models.CASCADE, related_name="letture", verbose_name=_("di chi"))
    chi = models.ForeignKey(
        Persona, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("chi ha letto")
    )
    # The organisation as it was called then: whose data are read is told this, not the name of who works there.
    per_conto = models.CharField(_("per conto di"), max_length=200)
    pagina = models.CharField(_("pagina"), max_length=40)
    quando = models.DateTimeField(_("quando"), default=adesso)

    class Meta:
        verbose_name = _("lettura di dati")
        verbose_name_plural = _("letture di dati")
        ordering = ["-quando", "-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["persona", "-quando"], name="lettura_di_persona"),
            models.Index(fields=["quando"], name="lettura_per_data"),
        ]

    def __str__(self) -> str:
        return f"{self.persona}: {self.pagina}"
