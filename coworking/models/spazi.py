"""What a host offers: the space, the seats that are booked in it, what there is, how it is reached."""

from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coworking.enums import (
    POLITICHE,
    SPAZI_PUBBLICI,
    TRANSIZIONI_SPAZIO,
    Aspetto,
    Dotazione,
    Grado,
    Politica,
    Prezzo,
    StatoSpazio,
    Tipo,
    Vendita,
)
from talenti.base.clock import adesso
from talenti.base.codici import nuovo_codice
from talenti.base.permissions import oggetti_con
from talenti.rete.enums import Stato as StatoPartner
from talenti.rete.models import Partner


def percorso_foto(_foto: "Foto", _nome: str) -> str:
    """A name of ours: nothing of what the person called the file reaches the disk."""
    return f"coworking/foto/{nuovo_codice()}"


@lru_cache(maxsize=1024)
def _politica(tipo: str, sempre_conferma: bool, preavviso_ore: int, dopo: int, eta_minima: int) -> Politica:
    """A list asks it many times for each of its spaces, and few differ."""
    del_tipo = POLITICHE[tipo]
    return replace(
        del_tipo,
        conferma=del_tipo.conferma or sempre_conferma,
        preavviso=max(del_tipo.preavviso, timedelta(hours=preavviso_ore)),
        dopo=max(del_tipo.dopo, dopo),
        eta_minima=max(del_tipo.eta_minima, eta_minima),
    )


class SpazioQuerySet(models.QuerySet["Spazio"]):
    def pubblicati(self) -> Self:
        """Those that may be booked today: their host takes part in the network."""
        return self.filter(stato=StatoSpazio.PUBBLICATO, partner__in=Partner.objects.in_rete())

    def visibili_a(self, persona: Any) -> Self:
        pubblici = Q(stato__in=SPAZI_PUBBLICI)
        if not getattr(persona, "is_authenticated", False):
            return self.filter(pubblici)
        propri = Q(partner__in=oggetti_con(persona, "coworking.ospita", Partner).values("pk"))
        return self.filter(pubblici | propri)

    def visibili_in_ufficio(self, persona: Any) -> Self:
        """What the back office shows: never the drafts, which are nobody's business yet."""
        concessi = oggetti_con(persona, "coworking.vede_ufficio", Partner).values("pk")
        return self.filter(partner__in=concessi).exclude(stato=StatoSpazio.BOZZA)

    def per_elenco(self) -> Self:
        return self.select_related("comune", "partner")


class Spazio(models.Model):
    """A place that a partner offers, from the draft of its proposal to the day it is withdrawn."""

    TRANSIZIONI = TRANSIZIONI_SPAZIO
    # A draft leaves no trace in the log before it is proposed.
    SENZA_STORIA = (StatoSpazio.BOZZA,)

    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    slug = models.SlugField(_("indirizzo della pagina"), max_length=80, unique=True, default=nuovo_codice)
    partner = models.ForeignKey(
        "rete.Partner", on_delete=models.PROTECT, related_name="spazi", verbose_name=_("chi ospita")
    )
    stato = models.CharField(_("stato"), max_length=12, choices=StatoSpazio, default=StatoSpazio.BOZZA, editable=False)
    nome = models.CharField(_("nome"), max_length=120, blank=True)
    tipo = models.CharField(_("che cos'è"), max_length=12, choices=Tipo, blank=True)
    vendita = models.CharField(_("come si prenota"), max_length=10, choices=Vendita, default=Vendita.POSTI)
    capienza = models.PositiveSmallIntegerField(_("quanti posti"), default=1)

    comune = models.ForeignKey(
        "luoghi.Comune", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("comune")
    )
    indirizzo = models.CharField(_("indirizzo"), max_length=160, blank=True)
    lat = models.DecimalField(_("latitudine"), max_digits=8, decimal_places=5, null=True, blank=True)
    lon = models.DecimalField(_("longitudine"), max_digits=8, decimal_places=5, null=True, blank=True)
    come_arrivare = models.CharField(_("come si arriva e a chi si suona"), max_length=400, blank=True)
    in_una_frase = models.CharField(_("in una frase"), max_length=160, blank=True)
    descrizione = models.TextField(_("com'è"), max_length=4000, blank=True)
    condivide = models.CharField(_("che cosa vuole condividere chi ospita"), max_length=400, blank=True)
    prezzo = models.CharField(_("prezzo"), max_length=10, choices=Prezzo, default=Prezzo.GRATIS)
    quanto = models.CharField(_("quanto si paga sul posto"), max_length=80, blank=True)

    # A host may only tighten what the kind asks; empty is the kind's own.
    sempre_conferma = models.BooleanField(_("rispondo io a ogni richiesta"), default=False)
    preavviso_ore = models.PositiveSmallIntegerField(_("ore di preavviso"), null=True, blank=True)
    dopo = models.PositiveSmallIntegerField(_("mezz'ore libere dopo ogni prenotazione"), null=True, blank=True)
    eta_minima = models.PositiveSmallIntegerField(_("età minima"), null=True, blank=True)

    proposto_da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("chi l'ha proposto"),
    )
    creato_il = models.DateTimeField(_("bozza dal"), default=adesso, editable=False)
    aggiornato_il = models.DateTimeField(_("aggiornato il"), default=adesso, editable=False)
    proposto_il = models.DateTimeField(_("proposto il"), null=True, blank=True, editable=False)
    pubblicato_il = models.DateTimeField(_("pubblicato il"), null=True, blank=True, editable=False)
    # What the lead stopped, its host does not start again by itself.
    fermato_dalla_rete = models.BooleanField(_("fermato dal coordinamento"), default=False, editable=False)

    objects = SpazioQuerySet.as_manager()

    class Meta:
        verbose_name = _("spazio")
        verbose_name_plural = _("spazi")
        ordering = ["nome", "pk"]
        default_permissions = ()
        permissions = [
            ("offre_spazi", _("Propone spazi e ne cambia la scheda")),
            ("ospita", _("Vede chi viene, chiude giorni e blocca posti")),
            ("esamina_spazi", _("Esamina e pubblica gli spazi")),
            ("vede_ufficio", _("Vede gli spazi in ufficio")),
        ]
        indexes = [models.Index(fields=["stato", "comune"], name="spazio_per_stato")]
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoSpazio.values), name="spazio_stato_noto"),
            models.CheckConstraint(condition=Q(tipo__in=["", *Tipo.values]), name="spazio_tipo_noto"),
            models.CheckConstraint(condition=Q(vendita__in=Vendita.values), name="spazio_vendita_nota"),
            models.CheckConstraint(condition=Q(prezzo__in=Prezzo.values), name="spazio_prezzo_noto"),
            models.CheckConstraint(condition=Q(capienza__range=(1, 200)), name="spazio_capienza_possibile"),
            models.CheckConstraint(
                condition=Q(stato=StatoSpazio.BOZZA)
                | Q(comune__isnull=False, lat__isnull=False, lon__isnull=False)
                & ~Q(nome="")
                & ~Q(tipo="")
                & ~Q(indirizzo=""),
                name="spazio_completo_se_proposto",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__isnull=False, lon__isnull=False, lat__range=(44, 47), lon__range=(8, 12)),
                name="spazio_punto_intero",
            ),
            models.CheckConstraint(
                condition=~Q(stato=StatoSpazio.PUBBLICATO) | Q(pubblicato_il__isnull=False),
                name="spazio_pubblicato_con_data",
            ),
            models.CheckConstraint(
                condition=Q(dopo__isnull=True) | Q(dopo__lte=8), name="spazio_dopo_al_massimo_quattro_ore"
            ),
        ]

    def __str__(self) -> str:
        return self.nome or str(_("Spazio senza nome"))

    def get_absolute_url(self) -> str:
        return reverse("coworking:spazio", args=[self.slug])

    @property
    def politica(self) -> Politica:
        """The kind's policy, tightened by what the host asks."""
        return _politica(self.tipo, self.sempre_conferma, self.preavviso_ore or 0, self.dopo or 0, self.eta_minima or 0)

    @property
    def prenotabile(self) -> bool:
        """May anybody book it today? Its host must take part in the network."""
        return self.stato == StatoSpazio.PUBBLICATO and self.partner.stato == StatoPartner.AMMESSO

    @property
    def prezzo_in_parole(self) -> str:
        """ "gratis", or what is paid to the host: no money passes here."""
        if self.prezzo == Prezzo.GRATIS:
            return str(Prezzo.GRATIS.label)
        return (
            _("si paga sul posto: %(quanto)s") % {"quanto": self.quanto} if self.quanto else str(Prezzo.SUL_POSTO.label)
        )

    @property
    def si_prenota_intero(self) -> bool:
        return self.vendita != Vendita.POSTI

    @property
    def si_prenota_a_posti(self) -> bool:
        return self.vendita != Vendita.INTERO


class Postazione(models.Model):
    """What is booked: one seat; or a whole room that is not given by the seat, with its capacity."""

    spazio = models.ForeignKey(Spazio, on_delete=models.PROTECT, related_name="postazioni", verbose_name=_("spazio"))
    numero = models.PositiveSmallIntegerField(_("numero"))
    nome = models.CharField(_("nome"), max_length=40, blank=True)
    capienza = models.PositiveSmallIntegerField(_("quante persone"), default=1)
    attiva = models.BooleanField(_("si può prenotare"), default=True)

    class Meta:
        verbose_name = _("postazione")
        verbose_name_plural = _("postazioni")
        ordering = ["spazio_id", "numero"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["spazio", "numero"], name="postazione_un_numero"),
            models.CheckConstraint(condition=Q(capienza__gte=1), name="postazione_per_qualcuno"),
        ]

    def __str__(self) -> str:
        return self.nome or str(_("Posto %(n)s") % {"n": self.numero})


class DotazioneSpazio(models.Model):
    spazio = models.ForeignKey(Spazio, on_delete=models.CASCADE, related_name="dotazioni", verbose_name=_("spazio"))
    voce = models.CharField(_("che cosa c'è"), max_length=12, choices=Dotazione)

    class Meta:
        verbose_name = _("dotazione")
        verbose_name_plural = _("dotazioni")
        ordering = ["spazio_id", "voce"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["spazio", "voce"], name="dotazione_una_volta"),
            models.CheckConstraint(condition=Q(voce__in=Dotazione.values), name="dotazione_nota"),
        ]

    def __str__(self) -> str:
        return self.get_voce_display()


class Accessibilita(models.Model):
    """How a place is, from one point of view. Nothing said is "we do not know", never "yes"."""

    spazio = models.ForeignKey(Spazio, on_delete=models.CASCADE, related_name="accessibilita", verbose_name=_("spazio"))
    aspetto = models.CharField(_("per chi"), max_length=8, choices=Aspetto)
    grado = models.CharField(_("va bene"), max_length=8, choices=Grado)
    nota = models.CharField(_("che cosa bisogna sapere"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("accessibilità")
        verbose_name_plural = _("accessibilità")
        ordering = ["spazio_id", "aspetto"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["spazio", "aspetto"], name="accessibilita_una_volta"),
            models.CheckConstraint(condition=Q(aspetto__in=Aspetto.values), name="accessibilita_aspetto_noto"),
            models.CheckConstraint(condition=Q(grado__in=Grado.values), name="accessibilita_grado_noto"),
        ]

    def __str__(self) -> str:
        return f"{self.get_aspetto_display()}: {self.get_grado_display()}"


class Regole(models.Model):
    """The house rules as they were: a booking keeps the version that was accepted."""

    spazio = models.ForeignKey(Spazio, on_delete=models.PROTECT, related_name="regole", verbose_name=_("spazio"))
    versione = models.PositiveSmallIntegerField(_("versione"))
    testo = models.TextField(_("regole della casa"), max_length=2000)
    dal = models.DateTimeField(_("dal"), default=adesso, editable=False)

    class Meta:
        verbose_name = _("regole della casa")
        verbose_name_plural = _("regole della casa")
        ordering = ["spazio_id", "-versione"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["spazio", "versione"], name="regole_una_versione")]

    def __str__(self) -> str:
        return str(_("Regole, versione %(n)s") % {"n": self.versione})


class Foto(models.Model):
    spazio = models.ForeignKey(Spazio, on_delete=models.CASCADE, related_name="foto", verbose_name=_("spazio"))
    file = models.FileField(_("foto"), upload_to=percorso_foto, max_length=200, editable=False)
    tipo = models.CharField(max_length=40, editable=False)
    alt = models.CharField(_("che cosa si vede"), max_length=160)
    ordine = models.PositiveSmallIntegerField(_("ordine"), default=0)
    generata = models.BooleanField(_("immagine generata"), default=False, editable=False)

    class Meta:
        verbose_name = _("foto")
        verbose_name_plural = _("foto")
        ordering = ["spazio_id", "ordine", "pk"]
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=~Q(alt=""), name="foto_descritta")]

    def __str__(self) -> str:
        return self.alt
