"""An application: who writes it, what has been answered and when, what was sent."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso
from talenti.base.codici import nuovo_codice
from talenti.registro.models import Immutabile
from thinktown.enums import TRANSIZIONI_DOMANDA, Proponente, RuoloComponente, StatoComponente, StatoDomanda
from thinktown.models.bandi import Bando, VersioneBando
from thinktown.models.fatti import DI_ORGANIZZAZIONE, DI_PERSONA, FattiDiOrganizzazione, FattiDiPersona

# What was never sent is kept for so long after the closing: an extension or a reopening would make it live again.
BOZZE_SI_TENGONO = timedelta(days=180)


class DomandaQuerySet(models.QuerySet["Domanda"]):
    def visibili_a(self, persona: Any) -> Self:
        """Those of whose group one is today. The office reads those that were sent by its own door, never a draft."""
        if not getattr(persona, "is_authenticated", False):
            return self.none()
        dentro = Componente.objects.attivi().filter(persona=persona)
        return self.filter(pk__in=dentro.values("domanda"))

    def visibili_in_ufficio(self, persona: Any) -> Self:
        """Sent to the calls that one works on; drafts are nobody's business yet, one's own group's is a colleague's.

        Also of a group that she was only asked into, or has left; and one from which she stays out as a member of its
        commission, whom the office must be no side door for (L. 241/1990 art. 6-bis).
        """
        proprie = Componente.objects.filter(domanda=OuterRef("pk"), persona=persona)
        di_altri = self.filter(~Exists(proprie), bando__in=Bando.objects.seguiti_da(persona).values("pk"))
        libere = di_altri.exclude(pk__in=Domanda.objects.in_conflitto(persona).values("pk"))
        return libere.exclude(stato=StatoDomanda.BOZZA)

    def in_conflitto(self, persona: Any) -> Self:
        """Those with which she has declared a conflict, whatever her seat in the commission."""
        if not getattr(persona, "pk", None):
            return self.none()
        detti = {
            "dichiarazioni_commissione__conflitto": True,
            "dichiarazioni_commissione__commissario__persona": persona,
        }
        return self.filter(**detti).order_by()

    def come_inviate(self) -> Self:
        """With what the last sending said: what has been changed since and not sent again is nobody's business."""
        ultimo = Invio.objects.filter(domanda=OuterRef("pk")).order_by("-n")
        return self.annotate(
            n_inviato=Subquery(ultimo.values("n")[:1]),
            **{
                nome: Subquery(ultimo.values_list(KT(f"contenuto__{campo}"))[:1], output_field=models.TextField())
                for nome, campo in (
                    ("soggetto_inviato", "soggetto"),
                    ("sezione_inviata", "sezione"),
                    ("proponente_inviato", "proponente"),
                    ("presenta_inviato", "presenta__nome"),
                    ("referente_inviato", "presenta__persona"),
                )
            },
        )

    def da_dimenticare(self, ora: Any) -> Self:
        """Drafts of calls that closed long ago, in which something is still written."""
        vecchie = self.filter(stato=StatoDomanda.BOZZA, bando__chiude_il__lt=ora - BOZZE_SI_TENGONO)
        return vecchie.filter(Exists(Componente.objects.filter(domanda=OuterRef("pk"))))


class Domanda(FattiDiOrganizzazione):
    """One application to one call, from its first word to what became of it.

    ``versione`` is the version of the call that it answers: a draft follows the one in force, one that was sent stays
    with the one that it answered.
    """

    TRANSIZIONI = TRANSIZIONI_DOMANDA

    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    bando = models.ForeignKey(Bando, on_delete=models.PROTECT, related_name="domande", verbose_name=_("bando"))
    versione = models.ForeignKey(
        VersioneBando, on_delete=models.PROTECT, related_name="domande", verbose_name=_("versione del bando")
    )
    stato = models.CharField(
        _("stato"), max_length=12, choices=StatoDomanda, default=StatoDomanda.BOZZA, editable=False
    )
    proponente = models.CharField(_("chi presenta"), max_length=16, choices=Proponente)
    sezione = models.CharField(_("sezione"), max_length=40, blank=True)
    # The association, company or group; a person's own application has none.
    soggetto = models.CharField(_("nome di chi presenta"), max_length=120, blank=True)
    codice_fiscale = models.CharField(_("codice fiscale"), max_length=16, blank=True)
    numero = models.PositiveIntegerField(_("numero"), null=True, blank=True, editable=False)
    inviata_il = models.DateTimeField(_("inviata il"), null=True, blank=True, editable=False)
    # Who of the office has taken it; nobody, whoever comes first.
    seguita_da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="domande_che_segue",
        verbose_name=_("chi la controlla"),
    )
    creata_il = models.DateTimeField(_("bozza dal"), default=adesso, editable=False)
    aggiornata_il = models.DateTimeField(_("aggiornata il"), default=adesso, editable=False)

    objects = DomandaQuerySet.as_manager()

    class Meta:
        verbose_name = _("domanda")
        verbose_name_plural = _("domande")
        ordering = ["-aggiornata_il", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoDomanda.values), name="domanda_stato_noto"),
            models.CheckConstraint(condition=Q(proponente__in=Proponente.values), name="domanda_proponente_noto"),
            # Once sent it has its number for good, whatever becomes of it; a draft never had one.
            models.CheckConstraint(
                condition=Q(stato=StatoDomanda.BOZZA, numero__isnull=True, inviata_il__isnull=True)
                | Q(~Q(stato=StatoDomanda.BOZZA), numero__isnull=False, inviata_il__isnull=False),
                name="domanda_inviata_con_numero",
            ),
            models.UniqueConstraint(fields=["bando", "numero"], name="domanda_un_numero"),
            *DI_ORGANIZZAZIONE,
        ]

    def __str__(self) -> str:
        return self.codice

    def get_absolute_url(self) -> str:
        return reverse("thinktown:domanda", args=[self.codice])


# In the group: asked and not answered yet is not, nor who has left.
DENTRO = (StatoComponente.DENTRO, StatoComponente.CONFERMATO)


class ComponenteQuerySet(models.QuerySet["Componente"]):
    def attivi(self) -> Self:
        return self.filter(stato__in=DENTRO)


class Componente(FattiDiPersona):
    """A person of the group that applies: asked by mail, in, and for this text in person."""

    domanda = models.ForeignKey(Domanda, on_delete=models.CASCADE, related_name="componenti", verbose_name=_("domanda"))
    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="domande_di_cui_fa_parte",
        verbose_name=_("persona"),
    )
    email = models.EmailField(_("email"), max_length=254)
    ruolo = models.CharField(_("che cosa può fare"), max_length=12, choices=RuoloComponente)
    stato = models.CharField(
        _("stato"), max_length=12, choices=StatoComponente, default=StatoComponente.INVITATO, editable=False
    )
    invitato_il = models.DateTimeField(_("invitato il"), default=adesso, editable=False)
    deciso_il = models.DateTimeField(_("ha risposto il"), null=True, blank=True, editable=False)
    confermato_il = models.DateTimeField(_("ha confermato il"), null=True, blank=True, editable=False)
    # Of who is under age: when the adult who answers for her said yes to her taking part.
    tutore_il = models.DateTimeField(_("chi ne risponde ha confermato il"), null=True, blank=True, editable=False)
    # Or no. She may change her mind from the same link: the last answer counts.
    tutore_no_il = models.DateTimeField(_("chi ne risponde ha detto no il"), null=True, blank=True, editable=False)
    riceve = models.BooleanField(_("riceve il contributo"), default=False, editable=False)
    # How often we have written to her because the group asked, so that nobody is pestered.
    ricordi = models.PositiveSmallIntegerField(_("quante volte le è stato ricordato"), default=0, editable=False)
    ricordato_il = models.DateTimeField(_("le è stato ricordato il"), null=True, blank=True, editable=False)
    # The last time that she was told to confirm anew.
    avvisato_il = models.DateTimeField(_("avvisata che il testo è cambiato il"), null=True, blank=True, editable=False)

    objects = ComponenteQuerySet.as_manager()

    class Meta:
        verbose_name = _("persona del gruppo")
        verbose_name_plural = _("persone del gruppo")
        ordering = ["domanda_id", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoComponente.values), name="componente_stato_noto"),
            models.CheckConstraint(condition=Q(ruolo__in=RuoloComponente.values), name="componente_ruolo_noto"),
            models.CheckConstraint(
                condition=~Q(stato__in=DENTRO) | Q(persona__isnull=False),
                name="componente_dentro_con_account",
            ),
            models.CheckConstraint(
                condition=Q(stato=StatoComponente.CONFERMATO, confermato_il__isnull=False)
                | ~Q(stato=StatoComponente.CONFERMATO) & Q(confermato_il__isnull=True),
                name="componente_confermato_quando",
            ),
            models.CheckConstraint(
                condition=Q(tutore_il__isnull=True) | Q(tutore_no_il__isnull=True),
                name="componente_tutore_una_risposta",
            ),
            models.UniqueConstraint(
                fields=["domanda", "email"],
                condition=~Q(stato__in=(StatoComponente.RIFIUTATO, StatoComponente.TOLTO)),
                name="componente_una_volta_per_indirizzo",
            ),
            models.UniqueConstraint(
                fields=["domanda", "persona"],
                condition=~Q(stato__in=(StatoComponente.RIFIUTATO, StatoComponente.TOLTO)),
                name="componente_una_volta_per_persona",
            ),
            models.UniqueConstraint(
                fields=["domanda"],
                condition=Q(ruolo=RuoloComponente.REFERENTE) & Q(stato__in=DENTRO),
                name="componente_un_referente",
            ),
            models.UniqueConstraint(
                fields=["domanda"],
                condition=Q(riceve=True) & Q(stato__in=DENTRO),
                name="componente_uno_riceve",
            ),
            *DI_PERSONA,
        ]

    def __str__(self) -> str:
        return str(self.persona or self.email)

    @property
    def attivo(self) -> bool:
        return self.stato in DENTRO


class Risposta(models.Model):
    """The answer to one question as it is now. ``versione`` grows with every save: who saves names the one she read."""

    domanda = models.ForeignKey(Domanda, on_delete=models.CASCADE, related_name="risposte", verbose_name=_("domanda"))
    quesito = models.CharField(_("voce"), max_length=40)
    versione = models.PositiveIntegerField(_("versione"), default=0)
    valore = models.JSONField(_("risposta"), null=True)
    da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("chi l'ha scritta")
    )
    salvata_il = models.DateTimeField(_("salvata il"))

    class Meta:
        verbose_name = _("risposta")
        verbose_name_plural = _("risposte")
        ordering = ["domanda_id", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["domanda", "quesito"], name="risposta_una_per_voce"),
            models.CheckConstraint(condition=Q(versione__gte=1), name="risposta_con_versione"),
        ]

    def __str__(self) -> str:
        return f"{self.domanda} · {self.quesito}"


class Salvataggio(models.Model):
    """One save of one answer, kept: what was written before is never lost. ``gettone`` makes a repeat harmless."""

    domanda = models.ForeignKey(Domanda, on_delete=models.CASCADE, related_name="salvataggi", verbose_name=_("domanda"))
    gettone = models.CharField(max_length=40)
    quesito = models.CharField(_("voce"), max_length=40)
    versione = models.PositiveIntegerField(_("versione"))
    valore = models.JSONField(_("risposta"), null=True)
    da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("chi l'ha scritta")
    )
    quando = models.DateTimeField(_("quando"))

    class Meta:
        verbose_name = _("salvataggio")
        verbose_name_plural = _("salvataggi")
        ordering = ["domanda_id", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["domanda", "gettone"], name="salvataggio_un_gettone"),
            models.UniqueConstraint(fields=["domanda", "quesito", "versione"], name="salvataggio_una_versione"),
        ]

    def __str__(self) -> str:
        return f"{self.domanda} · {self.quesito} · {self.versione}"


class DichiarazioneResa(models.Model):
    """A statement of the call, made by one person in the words of one version of it (DPR 445/2000 artt. 46–47)."""

    domanda = models.ForeignKey(
        Domanda, on_delete=models.CASCADE, related_name="dichiarazioni", verbose_name=_("domanda")
    )
    chiave = models.CharField(_("dichiarazione"), max_length=40)
    versione = models.PositiveIntegerField(_("versione del testo"))
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("chi dichiara")
    )
    resa_il = models.DateTimeField(_("resa il"))

    class Meta:
        verbose_name = _("dichiarazione resa")
        verbose_name_plural = _("dichiarazioni rese")
        ordering = ["domanda_id", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["domanda", "chiave", "versione", "persona"], name="dichiarazione_una_volta")
        ]

    def __str__(self) -> str:
        return f"{self.domanda} · {self.chiave}"


class Invio(Immutabile):
    """One sending: what was received, at which instant, whole. Sending again adds one; the number stays the first's."""

    domanda = models.ForeignKey(Domanda, on_delete=models.PROTECT, related_name="invii", verbose_name=_("domanda"))
    n = models.PositiveIntegerField(_("invio"))
    gettone = models.CharField(max_length=40)
    versione = models.ForeignKey(
        VersioneBando, on_delete=models.PROTECT, related_name="+", verbose_name=_("versione del bando")
    )
    # The request's arrival, which is what the closing is measured with; and when the row was written.
    arrivata_il = models.DateTimeField(_("arrivata il"))
    registrata_il = models.DateTimeField(_("registrata il"), default=adesso)
    da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("chi l'ha inviata")
    )
    contenuto = models.JSONField(_("contenuto"))
    impronta = models.CharField(_("impronta"), max_length=64)

    class Meta:
        verbose_name = _("invio")
        verbose_name_plural = _("invii")
        ordering = ["domanda_id", "n"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["domanda", "n"], name="invio_in_ordine"),
            models.UniqueConstraint(fields=["domanda", "gettone"], name="invio_un_gettone"),
            models.CheckConstraint(condition=Q(n__gte=1) & ~Q(impronta=""), name="invio_con_impronta"),
        ]

    def __str__(self) -> str:
        return f"{self.domanda} · {self.n}"


class AmmissioneTardiva(models.Model):
    """One person may still apply after the closing, until an instant: named, with a reason, by who answers for it."""

    bando = models.ForeignKey(
        Bando, on_delete=models.PROTECT, related_name="ammissioni_tardive", verbose_name=_("bando")
    )
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("persona")
    )
    fino_a = models.DateTimeField(_("fino a"))
    motivo = models.CharField(_("perché"), max_length=400)
    data_il = models.DateTimeField(_("data il"), default=adesso)

    class Meta:
        verbose_name = _("ammissione fuori termine")
        verbose_name_plural = _("ammissioni fuori termine")
        ordering = ["bando_id", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["bando", "persona"], name="ammissione_una_a_testa"),
            models.CheckConstraint(condition=~Q(motivo=""), name="ammissione_con_motivo"),
        ]

    def __str__(self) -> str:
        return f"{self.persona} · {self.bando}"
