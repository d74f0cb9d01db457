"""Organisations of the network, their names over time and what they take part in."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import oggi
from talenti.base.codici import nuovo_codice
from talenti.base.permissions import oggetti_con
from talenti.rete.enums import (
    ENTRATI,
    IN_CORSO,
    TRANSIZIONI,
    Azione,
    Esito,
    RuoloPartecipazione,
    Stato,
    Tipo,
)


def percorso_logo(_partner: "Partner", _nome: str) -> str:
    """A name of ours: nothing of what the person called the file reaches the disk."""
    return f"rete/loghi/{nuovo_codice()}"


class PartnerQuerySet(models.QuerySet["Partner"]):
    def pubblici(self) -> Self:
        """Those whose page anybody may read: who takes part, and who once did."""
        return self.filter(stato__in=ENTRATI)

    def in_rete(self) -> Self:
        """Those who take part today."""
        return self.filter(stato=Stato.AMMESSO)

    def proposte(self) -> Self:
        """Proposals under way."""
        return self.filter(stato__in=IN_CORSO)

    def esaminabili_da(self, persona: Any) -> Self:
        """Nobody judges what she proposed, or an organisation that she is or was in."""
        return self.exclude(proposto_da=persona).exclude(appartenenze__persona=persona)

    def visibili_a(self, persona: Any) -> Self:
        pubblici = Q(stato__in=ENTRATI)
        if not getattr(persona, "is_authenticated", False):
            return self.filter(pubblici)
        propri = Q(pk__in=oggetti_con(persona, "rete.vede_scrivania", Partner).values("pk"))
        return self.filter(pubblici | Q(proposto_da=persona) | propri & ~Q(stato__in=(Stato.BOZZA, Stato.UNITO)))

    def visibili_in_ufficio(self, persona: Any) -> Self:
        """What the back office shows: never the drafts, which are nobody's business yet."""
        concessi = oggetti_con(persona, "rete.vede_ufficio", Partner).values("pk")
        return self.filter(pk__in=concessi).exclude(stato=Stato.BOZZA)

    def per_elenco(self) -> Self:
        return self.select_related("comune").prefetch_related(
            models.Prefetch("partecipazioni", Partecipazione.objects.in_corso(), to_attr="azioni_in_corso")
        )


class Partner(models.Model):
    """An organisation, from the draft of its proposal to the day it leaves the network."""

    TRANSIZIONI = TRANSIZIONI
    # A draft leaves no trace in the log before it is proposed.
    SENZA_STORIA = (Stato.BOZZA,)
    # Grants of roles are direct foreign key rows on this model (talenti.base.permissions).
    permessi_di_gruppo = True

    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    slug = models.SlugField(_("indirizzo della pagina"), max_length=80, unique=True, default=nuovo_codice)
    stato = models.CharField(_("stato"), max_length=20, choices=Stato, default=Stato.BOZZA, editable=False)
    tipo = models.CharField(_("che cos'è"), max_length=30, choices=Tipo, blank=True)
    nome = models.CharField(_("nome"), max_length=120, blank=True)
    capofila = models.BooleanField(_("guida la rete"), default=False, editable=False)

    comune = models.ForeignKey(
        "luoghi.Comune", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("comune")
    )
    indirizzo = models.CharField(_("indirizzo"), max_length=160, blank=True)
    lat = models.DecimalField(_("latitudine"), max_digits=8, decimal_places=5, null=True, blank=True)
    lon = models.DecimalField(_("longitudine"), max_digits=8, decimal_places=5, null=True, blank=True)
    email = models.EmailField(_("email pubblica"), blank=True)
    telefono = models.CharField(_("telefono pubblico"), max_length=30, blank=True)
    sito = models.URLField(_("sito"), max_length=200, blank=True)
    logo = models.FileField(_("logo"), upload_to=percorso_logo, max_length=200, blank=True, editable=False)
    logo_tipo = models.CharField(max_length=40, blank=True, editable=False)
    in_una_frase = models.CharField(_("che cosa fa, in una frase"), max_length=200, blank=True)
    descrizione = models.TextField(_("che cosa fa"), max_length=4000, blank=True)
    codice_fiscale = models.CharField(_("codice fiscale"), max_length=16, blank=True)
    partita_iva = models.CharField(_("partita IVA"), max_length=11, blank=True)

    responsabile = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="gruppi_di_cui_risponde",
        verbose_name=_("persona adulta responsabile"),
    )
    # Asked, and not yet said yes or no.
    responsabile_proposto = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("a chi è chiesto di rispondere"),
    )
    proposto_da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="organizzazioni_proposte",
        verbose_name=_("chi l'ha proposta"),
    )
    in_mano_a = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("chi la esamina"),
    )
    creato_il = models.DateTimeField(_("bozza dal"), editable=False)
    aggiornato_il = models.DateTimeField(_("aggiornata il"), editable=False)
    proposto_il = models.DateTimeField(_("proposta il"), null=True, blank=True, editable=False)
    esame_entro = models.DateField(_("risposta entro"), null=True, blank=True, editable=False)
    deciso_il = models.DateTimeField(_("decisa il"), null=True, blank=True, editable=False)
    deciso_da = models.CharField(_("decisa da"), max_length=80, blank=True, editable=False)
    esito = models.CharField(_("esito"), max_length=20, choices=Esito, blank=True, editable=False)
    numero_ammissione = models.CharField(_("numero di ammissione"), max_length=20, blank=True, editable=False)
    ammesso_il = models.DateTimeField(_("nella rete dal"), null=True, blank=True, editable=False)
    cessato_il = models.DateTimeField(_("non più nella rete dal"), null=True, blank=True, editable=False)
    successore = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="predecessori",
        verbose_name=_("al suo posto"),
    )
    unito_a = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="schede_unite",
        verbose_name=_("unita a"),
    )

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partner")
        ordering = ["nome", "pk"]
        default_permissions = ()
        permissions = [
            ("esamina_partner", _("Esamina le proposte")),
            ("governa_partner", _("Sospende, chiude e unisce")),
            ("vede_ufficio", _("Vede in ufficio")),
            ("segui_proposta", _("Segue la proposta")),
            ("vede_scrivania", _("Vede le pagine riservate dell'organizzazione")),
            ("modifica_pagina", _("Cambia la pagina")),
            ("gestisci_membri", _("Invita le persone e decide i ruoli")),
        ]
        indexes = [models.Index(fields=["stato", "nome"], name="partner_per_stato")]
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=Stato.values), name="partner_stato_noto"),
            models.CheckConstraint(condition=Q(tipo__in=["", *Tipo.values]), name="partner_tipo_noto"),
            models.UniqueConstraint(fields=["capofila"], condition=Q(capofila=True), name="partner_un_solo_capofila"),
            models.CheckConstraint(
                condition=Q(stato__in=(Stato.BOZZA, Stato.RITIRATO))
                | Q(comune__isnull=False) & ~Q(nome="") & ~Q(tipo=""),
                name="partner_completo_se_proposto",
            ),
            models.CheckConstraint(
                condition=Q(stato__in=(Stato.BOZZA, Stato.RITIRATO))
                | ~Q(tipo=Tipo.GRUPPO)
                | Q(responsabile__isnull=False),
                name="partner_gruppo_con_responsabile",
            ),
            models.CheckConstraint(
                condition=Q(responsabile_proposto__isnull=True) | Q(tipo=Tipo.GRUPPO),
                name="partner_responsabile_solo_di_gruppo",
            ),
            models.CheckConstraint(
                condition=Q(deciso_il__isnull=True, deciso_da="", esito="")
                | Q(deciso_il__isnull=False, esito__in=Esito.values) & ~Q(deciso_da=""),
                name="partner_decisione_intera",
            ),
            models.CheckConstraint(
                condition=Q(numero_ammissione="", ammesso_il__isnull=True)
                | Q(ammesso_il__isnull=False, esito=Esito.AMMESSO) & ~Q(numero_ammissione=""),
                name="partner_ammissione_intera",
            ),
            models.UniqueConstraint(
                fields=["numero_ammissione"], condition=~Q(numero_ammissione=""), name="partner_numero_unico"
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True)
                | Q(lat__isnull=False, lon__isnull=False, lat__range=(44, 47), lon__range=(8, 12)),
                name="partner_punto_intero",
            ),
            models.CheckConstraint(
                condition=Q(unito_a__isnull=True) | Q(stato=Stato.UNITO) & ~Q(unito_a=F("id")),
                name="partner_unito_ad_altro",
            ),
            models.CheckConstraint(
                condition=Q(successore__isnull=True) | ~Q(successore=F("id")), name="partner_successore_altro"
            ),
            models.CheckConstraint(
                condition=Q(capofila=False) | Q(stato=Stato.AMMESSO), name="partner_capofila_ammesso"
            ),
        ]

    def __str__(self) -> str:
        return self.nome or str(_("Bozza senza nome"))

    def get_absolute_url(self) -> str:
        return reverse("rete:partner", args=[self.slug])

    def get_tipo_display(self) -> str:
        """Django's own turns every choice into words at each call: a list has one for each of its rows."""
        return str(Tipo(self.tipo).label) if self.tipo else ""

    @property
    def visibile_a_tutti(self) -> bool:
        return self.stato in ENTRATI

    @property
    def e_gruppo(self) -> bool:
        return self.tipo == Tipo.GRUPPO


class NomePartner(models.Model):
    """What the partner was called, from the first day to the first day it was no longer so."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="nomi", verbose_name=_("partner"))
    nome = models.CharField(_("nome"), max_length=120)
    dal = models.DateField(_("dal"))
    al = models.DateField(_("non più dal"), null=True, blank=True)

    class Meta:
        verbose_name = _("nome nel tempo")
        verbose_name_plural = _("nomi nel tempo")
        ordering = ["partner_id", "dal"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["partner", "dal"], name="nome_uno_per_giorno"),
            models.UniqueConstraint(fields=["partner"], condition=Q(al__isnull=True), name="nome_uno_di_oggi"),
            models.CheckConstraint(condition=Q(al__isnull=True) | Q(al__gt=F("dal")), name="nome_periodo_in_ordine"),
        ]

    def __str__(self) -> str:
        return self.nome


class PartecipazioneQuerySet(models.QuerySet["Partecipazione"]):
    def in_corso(self) -> Self:
        giorno = oggi()
        return self.filter(Q(al__isnull=True) | Q(al__gt=giorno), dal__lte=giorno)


class Partecipazione(models.Model):
    """What a partner does in one action, from when. In a proposal: what it offers to do."""

    partner = models.ForeignKey(
        Partner, on_delete=models.CASCADE, related_name="partecipazioni", verbose_name=_("partner")
    )
    azione = models.CharField(_("azione"), max_length=20, choices=Azione)
    ruolo = models.CharField(_("come"), max_length=20, choices=RuoloPartecipazione, default=RuoloPartecipazione.PARTNER)
    che_cosa = models.CharField(_("che cosa"), max_length=200, blank=True)
    dal = models.DateField(_("dal"))
    al = models.DateField(_("non più dal"), null=True, blank=True)

    objects = PartecipazioneQuerySet.as_manager()

    class Meta:
        verbose_name = _("partecipazione")
        verbose_name_plural = _("partecipazioni")
        ordering = ["partner_id", "azione", "dal"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(azione__in=Azione.values), name="partecipazione_azione_nota"),
            models.CheckConstraint(condition=Q(ruolo__in=RuoloPartecipazione.values), name="partecipazione_ruolo_noto"),
            models.UniqueConstraint(
                fields=["partner", "azione", "ruolo"],
                condition=Q(al__isnull=True),
                name="partecipazione_aperta_unica",
            ),
            models.CheckConstraint(
                condition=Q(al__isnull=True) | Q(al__gte=F("dal")), name="partecipazione_periodo_in_ordine"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner} · {self.get_azione_display()}"

    def get_azione_display(self) -> str:
        """As for the kind of a partner."""
        return str(Azione(self.azione).label)
