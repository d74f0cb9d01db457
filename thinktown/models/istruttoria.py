"""The office at work on what was sent: measures taken and told, what was asked and answered, checks, who follows it."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso, oggi
from talenti.base.codici import nuovo_codice
from thinktown.enums_istruttoria import RICHIESTE, EsitoControllo, TipoProvvedimento
from thinktown.models.bandi import Bando, Incarico
from thinktown.models.domande import Domanda, Invio


class ProvvedimentoQuerySet(models.QuerySet["Provvedimento"]):
    def visibili_a(self, persona: Any) -> Self:
        """What was told to the groups that one is in: what may still be taken back is nobody's business yet."""
        return self.comunicati().filter(domanda__in=Domanda.objects.visibili_a(persona).values("pk"))

    def visibili_in_ufficio(self, persona: Any) -> Self:
        return self.filter(domanda__in=Domanda.objects.visibili_in_ufficio(persona).values("pk"))

    def in_sospeso(self) -> Self:
        """Taken, and not told yet."""
        return self.filter(comunicato_il__isnull=True, annullato_il__isnull=True)

    def da_comunicare(self, ora: datetime) -> Self:
        return self.in_sospeso().filter(comunica_dal__lte=ora)

    def comunicati(self) -> Self:
        return self.filter(comunicato_il__isnull=False)

    def che_aspettano(self) -> Self:
        """Requests that were told, and that nobody has answered yet."""
        return self.comunicati().filter(tipo__in=RICHIESTE, risposto_il__isnull=True, scaduto_il__isnull=True)

    def scaduti(self, ora: datetime) -> Self:
        return self.che_aspettano().filter(entro__lte=ora)


class Provvedimento(models.Model):
    """A measure of the office on one sending: taken by somebody, told from ``comunica_dal`` on unless it is taken back.

    ``controlli`` are the checks as they stood then; ``mazzo`` is what was decided together. Of a request: ``entro`` is
    the instant before which the group answers, ``letto_il`` when one of it read it in the portal.
    """

    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    domanda = models.ForeignKey(
        Domanda, on_delete=models.PROTECT, related_name="provvedimenti", verbose_name=_("domanda")
    )
    invio = models.ForeignKey(Invio, on_delete=models.PROTECT, related_name="provvedimenti", verbose_name=_("invio"))
    tipo = models.CharField(_("che cosa"), max_length=12, choices=TipoProvvedimento)
    motivo = models.TextField(_("perché"), max_length=2000, blank=True)
    giorni = models.PositiveSmallIntegerField(_("giorni per rispondere"), null=True, blank=True)
    controlli = models.JSONField(_("controlli"), default=list)
    mazzo = models.CharField(_("decise insieme"), max_length=12, blank=True)
    preso_il = models.DateTimeField(_("deciso il"), default=adesso)
    da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("chi ha deciso")
    )
    comunica_dal = models.DateTimeField(_("si comunica dal"))
    comunicato_il = models.DateTimeField(_("comunicato il"), null=True, blank=True)
    annullato_il = models.DateTimeField(_("tolto il"), null=True, blank=True)
    entro = models.DateTimeField(_("si risponde prima di"), null=True, blank=True)
    letto_il = models.DateTimeField(_("letto il"), null=True, blank=True)
    letto_da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chi l'ha letto"),
    )
    replica = models.TextField(_("risposta del gruppo"), max_length=5000, blank=True)
    risposto_il = models.DateTimeField(_("risposto il"), null=True, blank=True)
    risposto_da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chi ha risposto"),
    )
    scaduto_il = models.DateTimeField(_("scaduto il"), null=True, blank=True)

    objects = ProvvedimentoQuerySet.as_manager()

    class Meta:
        verbose_name = _("provvedimento dell'ufficio")
        verbose_name_plural = _("provvedimenti dell'ufficio")
        ordering = ["domanda_id", "pk"]
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["comunica_dal"],
                condition=Q(comunicato_il__isnull=True, annullato_il__isnull=True),
                name="provvedimento_da_dire",
            ),
            models.Index(fields=["mazzo"], condition=~Q(mazzo=""), name="provvedimento_insieme"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(tipo__in=TipoProvvedimento.values), name="provvedimento_tipo_noto"),
            models.CheckConstraint(
                condition=Q(comunicato_il__isnull=True) | Q(annullato_il__isnull=True),
                name="provvedimento_detto_o_tolto",
            ),
            # Two officers at once: one measure is taken, the other finds it.
            models.UniqueConstraint(
                fields=["domanda"],
                condition=Q(comunicato_il__isnull=True, annullato_il__isnull=True),
                name="provvedimento_uno_in_sospeso",
            ),
            models.UniqueConstraint(
                fields=["domanda"],
                condition=Q(
                    tipo__in=RICHIESTE, comunicato_il__isnull=False, risposto_il__isnull=True, scaduto_il__isnull=True
                ),
                name="provvedimento_una_richiesta",
            ),
            models.CheckConstraint(
                condition=Q(tipo__in=RICHIESTE, giorni__gte=1) | Q(~Q(tipo__in=RICHIESTE), giorni__isnull=True),
                name="provvedimento_giorni_se_chiede",
            ),
            models.CheckConstraint(
                condition=Q(entro__isnull=True) | Q(comunicato_il__isnull=False, giorni__isnull=False),
                name="provvedimento_entro_se_detto",
            ),
            models.CheckConstraint(
                condition=Q(risposto_il__isnull=True, scaduto_il__isnull=True)
                | Q(entro__isnull=False) & (Q(risposto_il__isnull=True) | Q(scaduto_il__isnull=True)),
                name="provvedimento_risposto_o_scaduto",
            ),
            models.CheckConstraint(
                condition=Q(risposto_il__isnull=True, risposto_da__isnull=True)
                | Q(risposto_il__isnull=False, risposto_da__isnull=False),
                name="provvedimento_risposto_da_qualcuno",
            ),
            models.CheckConstraint(
                condition=Q(letto_il__isnull=True) | Q(comunicato_il__isnull=False), name="provvedimento_letto_se_detto"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.domanda} · {self.get_tipo_display()}"

    def get_absolute_url(self) -> str:
        """Where its group reads it: a request on its own page, a decision with the receipt."""
        if self.richiesta:
            return reverse("thinktown:richiesta_ufficio", args=[self.domanda.codice, self.codice])
        return reverse("thinktown:ricevuta", args=[self.domanda.codice])

    @property
    def in_sospeso(self) -> bool:
        return self.comunicato_il is None and self.annullato_il is None

    @property
    def richiesta(self) -> bool:
        return self.tipo in RICHIESTE

    @property
    def aspetta(self) -> bool:
        """Does the group still have to answer?"""
        return (
            self.richiesta and self.comunicato_il is not None and self.risposto_il is None and self.scaduto_il is None
        )

    def si_riprende_il(self, ora: datetime) -> datetime | None:
        """When the office's clock runs again: at the answer, or at the end of the term, whoever has noticed it."""
        passato = self.entro is not None and self.entro <= ora
        return self.risposto_il or (self.entro if passato else None)

    @property
    def finito_il(self) -> datetime | None:
        """When a request was over: answered, or past its term."""
        return self.risposto_il or self.scaduto_il


class VoceRichiesta(models.Model):
    """One thing that the group is asked to complete, and what it gives: what was sent stays as it was, beside it."""

    provvedimento = models.ForeignKey(
        Provvedimento, on_delete=models.CASCADE, related_name="voci", verbose_name=_("richiesta")
    )
    n = models.PositiveSmallIntegerField(_("numero"))
    # The question of the call that it is about; empty, something else.
    quesito = models.CharField(_("voce"), max_length=40, blank=True)
    che_cosa = models.CharField(_("che cosa manca"), max_length=400)
    testo = models.TextField(_("risposta"), max_length=5000, blank=True)
    file = models.OneToOneField(
        "documenti.FileCaricato",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
    )
    versione = models.PositiveIntegerField(_("versione"), default=0)
    salvata_il = models.DateTimeField(_("salvata il"), null=True, blank=True)
    salvata_da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chi l'ha scritta"),
    )

    class Meta:
        verbose_name = _("voce da completare")
        verbose_name_plural = _("voci da completare")
        ordering = ["provvedimento_id", "n"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["provvedimento", "n"], name="voce_richiesta_in_ordine"),
            models.CheckConstraint(condition=~Q(che_cosa=""), name="voce_richiesta_detta"),
        ]

    def __str__(self) -> str:
        return f"{self.provvedimento} · {self.n}"


class Controllo(models.Model):
    """What an officer found of one check on one sending: the portal's own verdict stands beside it, never under it."""

    invio = models.ForeignKey(Invio, on_delete=models.CASCADE, related_name="controlli", verbose_name=_("invio"))
    chiave = models.CharField(_("controllo"), max_length=60)
    esito = models.CharField(_("esito"), max_length=8, choices=EsitoControllo)
    nota = models.CharField(_("nota"), max_length=400, blank=True)
    da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("chi ha controllato")
    )
    quando = models.DateTimeField(_("quando"), default=adesso)

    class Meta:
        verbose_name = _("controllo")
        verbose_name_plural = _("controlli")
        ordering = ["invio_id", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(esito__in=EsitoControllo.values), name="controllo_esito_noto"),
            models.UniqueConstraint(fields=["invio", "chiave"], name="controllo_uno_per_chiave"),
        ]

    def __str__(self) -> str:
        return f"{self.invio} · {self.chiave}"


class VistaDomanda(models.Model):
    """Who of the office or of the commission has opened an application, or a file of it: first, last, how often."""

    domanda = models.ForeignKey(Domanda, on_delete=models.CASCADE, related_name="viste", verbose_name=_("domanda"))
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("chi")
    )
    # The code of a file; empty, the application itself.
    file = models.CharField(_("file"), max_length=24, blank=True)
    prima_il = models.DateTimeField(_("la prima volta"), default=adesso)
    ultima_il = models.DateTimeField(_("l'ultima"), default=adesso)
    quante = models.PositiveIntegerField(_("quante volte"), default=1)

    class Meta:
        verbose_name = _("lettura in ufficio")
        verbose_name_plural = _("letture in ufficio")
        ordering = ["domanda_id", "prima_il", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["domanda", "persona", "file"], name="vista_una_per_cosa"),
            models.CheckConstraint(condition=Q(ultima_il__gte=F("prima_il"), quante__gte=1), name="vista_in_ordine"),
        ]

    def __str__(self) -> str:
        return f"{self.persona} · {self.domanda}"


class DelegaQuerySet(models.QuerySet["Delega"]):
    def di_oggi(self) -> Self:
        giorno = oggi()
        return self.filter(tolta_il__isnull=True, dal__lte=giorno, al__gte=giorno)


class Delega(models.Model):
    """While who is named is away, somebody else does what she does on that call: from a day to another, both in."""

    incarico = models.ForeignKey(Incarico, on_delete=models.CASCADE, related_name="deleghe", verbose_name=_("incarico"))
    a = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="deleghe", verbose_name=_("a chi")
    )
    dal = models.DateField(_("dal"))
    al = models.DateField(_("al"))
    data_il = models.DateTimeField(_("data il"), default=adesso)
    tolta_il = models.DateTimeField(_("tolta il"), null=True, blank=True)

    objects = DelegaQuerySet.as_manager()

    class Meta:
        verbose_name = _("delega")
        verbose_name_plural = _("deleghe")
        ordering = ["incarico_id", "dal", "pk"]
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(al__gte=F("dal")), name="delega_in_ordine")]

    def __str__(self) -> str:
        return f"{self.incarico} → {self.a}"


class FiltroSalvato(models.Model):
    """A way of looking at the queue that an officer wants to find again, by name."""

    bando = models.ForeignKey(Bando, on_delete=models.CASCADE, related_name="filtri", verbose_name=_("bando"))
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="filtri_dei_bandi", verbose_name=_("di chi")
    )
    nome = models.CharField(_("nome"), max_length=40)
    parametri = models.CharField(_("filtri"), max_length=400)

    class Meta:
        verbose_name = _("filtro salvato")
        verbose_name_plural = _("filtri salvati")
        ordering = ["bando_id", "nome"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["bando", "persona", "nome"], name="filtro_un_nome")]

    def __str__(self) -> str:
        return self.nome
