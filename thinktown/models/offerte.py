"""Places made of the applications of one call, and in which order who answers another call would have them."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso
from talenti.base.codici import nuovo_codice
from talenti.luoghi.models import Comune
from thinktown.enums import BANDI_PUBBLICI
from thinktown.enums_posti import MOTIVO_MASSIMO, TRANSIZIONI_OFFERTA, StatoOfferta
from thinktown.models.bandi import Bando
from thinktown.models.domande import Domanda, Invio


class OffertaQuerySet(models.QuerySet["Offerta"]):
    def pubblicate(self) -> Self:
        """Those that anybody may read, and that may be chosen today."""
        return self.filter(stato=StatoOfferta.PUBBLICATA, bando__stato__in=BANDI_PUBBLICI)

    def uscite(self) -> Self:
        """Those that have been before everybody, withdrawn ones too: never one that is only being prepared."""
        return self.filter(pubblicata_il__isnull=False, bando__stato__in=BANDI_PUBBLICI)

    def vive(self) -> Self:
        return self.exclude(stato=StatoOfferta.RITIRATA)

    def visibili_a(self, _persona: Any) -> Self:
        """The same for everybody: who prepares them reads them in the office."""
        return self.uscite()

    def visibili_in_ufficio(self, persona: Any) -> Self:
        """Those of the calls that one works on."""
        return self.filter(bando__in=Bando.objects.seguiti_da(persona).values("pk"))

    def per_elenco(self) -> Self:
        return self.select_related("comune").order_by("n")


class Offerta(models.Model):
    """One place that may be answered: a company's need, a service that asks for volunteers.

    Made of one application as it was sent (``invio``), by an act of the body or with its reason. What everybody reads
    is frozen when it is published: ``contenuto`` is the text, by what it says (NelPosto). ``addetti``, ``ospitati``
    (trainees that are there already) and ``deroga`` (why more places than the staff allows) are the office's.
    """

    TRANSIZIONI = TRANSIZIONI_OFFERTA

    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    bando = models.ForeignKey(
        Bando, on_delete=models.PROTECT, related_name="offerte", verbose_name=_("bando"), editable=False
    )
    domanda = models.ForeignKey(
        Domanda, on_delete=models.PROTECT, related_name="offerte", verbose_name=_("domanda"), editable=False
    )
    invio = models.ForeignKey(
        Invio, on_delete=models.PROTECT, related_name="+", verbose_name=_("invio"), editable=False
    )
    sezione = models.CharField(_("sezione"), max_length=40, blank=True, editable=False)
    # In which order they were chosen: everybody reads them in it.
    n = models.PositiveIntegerField(_("numero"), editable=False)
    stato = models.CharField(
        _("stato"), max_length=12, choices=StatoOfferta, default=StatoOfferta.PROPOSTA, editable=False
    )
    titolo = models.CharField(_("titolo"), max_length=120, editable=False)
    organizzazione = models.CharField(_("chi ospita"), max_length=120, editable=False)
    settore = models.CharField(_("settore"), max_length=40, blank=True, editable=False)
    nome_settore = models.CharField(_("nome del settore"), max_length=120, blank=True, editable=False)
    comune = models.ForeignKey(
        Comune, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("comune"), editable=False
    )
    contenuto = models.JSONField(_("testo"), default=dict, editable=False)
    posti = models.PositiveIntegerField(_("posti"), editable=False)
    addetti = models.PositiveIntegerField(_("persone che lavorano nella sede"), null=True, editable=False)
    ospitati = models.PositiveIntegerField(_("persone già in tirocinio nella sede"), default=0, editable=False)
    deroga = models.CharField(_("perché più posti di quelli ammessi"), max_length=400, blank=True, editable=False)
    atto_numero = models.CharField(_("numero dell'atto"), max_length=40, blank=True, editable=False)
    atto_del = models.DateField(_("data dell'atto"), null=True, editable=False)
    scelta_perche = models.CharField(_("scelto perché"), max_length=MOTIVO_MASSIMO, blank=True, editable=False)
    scelta_il = models.DateTimeField(_("scelto il"), default=adesso, editable=False)
    pubblicata_il = models.DateTimeField(_("pubblicato il"), null=True, editable=False)
    ritirata_il = models.DateTimeField(_("ritirato il"), null=True, editable=False)
    ritirata_perche = models.CharField(_("ritirato perché"), max_length=MOTIVO_MASSIMO, blank=True, editable=False)

    objects = OffertaQuerySet.as_manager()

    class Meta:
        verbose_name = _("posto")
        verbose_name_plural = _("posti")
        ordering = ["bando_id", "n"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoOfferta.values), name="offerta_stato_noto"),
            models.UniqueConstraint(fields=["bando", "n"], name="offerta_in_ordine"),
            models.UniqueConstraint(
                fields=["domanda"], condition=~Q(stato=StatoOfferta.RITIRATA), name="offerta_una_per_domanda"
            ),
            models.CheckConstraint(
                condition=Q(n__gte=1, posti__gte=1) & ~Q(titolo="") & ~Q(organizzazione=""),
                name="offerta_con_titolo_e_posti",
            ),
            # By an act of the body, or with why there is none.
            models.CheckConstraint(
                condition=Q(~Q(atto_numero=""), atto_del__isnull=False) | ~Q(scelta_perche=""),
                name="offerta_con_atto_o_motivo",
            ),
            models.CheckConstraint(
                condition=Q(stato=StatoOfferta.PROPOSTA, pubblicata_il__isnull=True, ritirata_il__isnull=True)
                | Q(stato=StatoOfferta.PUBBLICATA, pubblicata_il__isnull=False, ritirata_il__isnull=True)
                | Q(~Q(ritirata_perche=""), stato=StatoOfferta.RITIRATA, ritirata_il__isnull=False),
                name="offerta_quando",
            ),
        ]

    def __str__(self) -> str:
        return self.titolo

    @property
    def dove(self) -> str:
        """Who and where, in a line: what tells two of the same title apart."""
        return ", ".join(filter(None, (self.organizzazione, str(self.comune or ""))))

    @property
    def nome(self) -> str:
        return f"{self.titolo} · {self.dove}"


class Preferenza(models.Model):
    """One place that an application would have, as it was last sent; ``posto`` 1 is the first choice.

    What the matching of both sides starts from.
    """

    domanda = models.ForeignKey(Domanda, on_delete=models.CASCADE, related_name="preferenze", verbose_name=_("domanda"))
    invio = models.ForeignKey(Invio, on_delete=models.PROTECT, related_name="preferenze", verbose_name=_("invio"))
    offerta = models.ForeignKey(
        Offerta, on_delete=models.PROTECT, related_name="preferenze", verbose_name=_("posto scelto")
    )
    posto = models.PositiveSmallIntegerField(_("in che ordine"))

    class Meta:
        verbose_name = _("preferenza")
        verbose_name_plural = _("preferenze")
        ordering = ["domanda_id", "posto"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["domanda", "offerta"], name="preferenza_un_posto"),
            models.UniqueConstraint(fields=["domanda", "posto"], name="preferenza_in_ordine"),
            models.CheckConstraint(condition=Q(posto__gte=1), name="preferenza_da_uno"),
        ]

    def __str__(self) -> str:
        return f"{self.domanda} · {self.posto}"
