"""What others say of a text: notes of the reviewer, an outside expert's check, what readers point out."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from redazione.enums_articoli import (
    BRANO_MASSIMO,
    NOTA_MASSIMA,
    TRANSIZIONI_SEGNALAZIONE,
    EsitoCollegamento,
    EsitoVerifica,
    StatoSegnalazione,
    TipoSegnalazione,
)
from redazione.models.articoli import Articolo, Revisione
from redazione.models.testata import Testata
from talenti.base.clock import adesso
from talenti.base.codici import nuovo_codice


class Nota(models.Model):
    """A note on a passage: the quotation and what stood around it find it again (redazione.testo.brani).

    Without a passage it is on the whole text.
    """

    articolo = models.ForeignKey(Articolo, on_delete=models.PROTECT, related_name="note", verbose_name=_("articolo"))
    revisione = models.ForeignKey(Revisione, on_delete=models.PROTECT, related_name="+", verbose_name=_("testo letto"))
    da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("chi l'ha scritta")
    )
    testo = models.CharField(_("nota"), max_length=NOTA_MASSIMA)
    brano = models.CharField(_("brano"), max_length=BRANO_MASSIMO, blank=True)
    prima = models.CharField(max_length=60, blank=True, editable=False)
    dopo = models.CharField(max_length=60, blank=True, editable=False)
    scritta_il = models.DateTimeField(_("scritta il"), default=adesso, editable=False)
    sistemata_il = models.DateTimeField(_("sistemata il"), null=True, blank=True, editable=False)
    sistemata_da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chi l'ha sistemata"),
    )

    class Meta:
        verbose_name = _("nota di revisione")
        verbose_name_plural = _("note di revisione")
        ordering = ["articolo_id", "scritta_il", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(testo=""), name="nota_scritta"),
            models.CheckConstraint(
                condition=Q(sistemata_il__isnull=True, sistemata_da__isnull=True)
                | Q(sistemata_il__isnull=False, sistemata_da__isnull=False),
                name="nota_sistemata_intera",
            ),
        ]

    def __str__(self) -> str:
        return self.testo


class Verifica(models.Model):
    """Somebody outside who knows reads the text through a signed link and says whether the facts are right."""

    articolo = models.ForeignKey(
        Articolo, on_delete=models.PROTECT, related_name="verifiche", verbose_name=_("articolo")
    )
    revisione = models.ForeignKey(Revisione, on_delete=models.PROTECT, related_name="+", verbose_name=_("testo"))
    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    # Empty once they are forgotten (redazione.actions.verifiche.TENUTE).
    nome = models.CharField(_("nome"), max_length=80, blank=True)
    email = models.EmailField(_("email"), max_length=254, blank=True)
    domanda = models.CharField(_("che cosa chiediamo"), max_length=400)
    chiesta_da = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("chi l'ha chiesta")
    )
    chiesta_il = models.DateTimeField(_("chiesta il"), default=adesso, editable=False)
    scade_il = models.DateTimeField(_("si può rispondere fino al"))
    esito = models.CharField(_("esito"), max_length=14, choices=EsitoVerifica, blank=True)
    risposta = models.CharField(_("risposta"), max_length=2000, blank=True)
    risposta_il = models.DateTimeField(_("risposta il"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("verifica dei fatti")
        verbose_name_plural = _("verifiche dei fatti")
        ordering = ["articolo_id", "chiesta_il", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(esito__in=["", *EsitoVerifica.values]), name="verifica_esito_noto"),
            models.CheckConstraint(
                condition=Q(esito="", risposta_il__isnull=True) | ~Q(esito="") & Q(risposta_il__isnull=False),
                name="verifica_risposta_intera",
            ),
            models.CheckConstraint(
                condition=~Q(esito=EsitoVerifica.DA_CORREGGERE) | ~Q(risposta=""), name="verifica_dice_che_cosa"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nome} · {self.articolo}"


class Segnalazione(models.Model):
    """A reader who points out an error, or whom the text speaks of and who answers it (L. 47/1948 art. 8)."""

    TRANSIZIONI = TRANSIZIONI_SEGNALAZIONE

    articolo = models.ForeignKey(
        Articolo, on_delete=models.PROTECT, related_name="segnalazioni", verbose_name=_("articolo")
    )
    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    tipo = models.CharField(_("che cosa"), max_length=8, choices=TipoSegnalazione)
    stato = models.CharField(
        _("stato"), max_length=8, choices=StatoSegnalazione, default=StatoSegnalazione.ARRIVATA, editable=False
    )
    nome = models.CharField(_("nome"), max_length=80)
    email = models.EmailField(_("email"), max_length=254)
    testo = models.CharField(_("testo"), max_length=2000)
    lingua = models.CharField(max_length=5, default="it", editable=False)
    arrivata_il = models.DateTimeField(_("arrivata il"), default=adesso, editable=False)
    decisa_il = models.DateTimeField(_("decisa il"), null=True, blank=True, editable=False)
    risposta = models.CharField(_("risposta"), max_length=400, blank=True, editable=False)

    class Meta:
        verbose_name = _("segnalazione di chi legge")
        verbose_name_plural = _("segnalazioni di chi legge")
        ordering = ["-arrivata_il", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoSegnalazione.values), name="segnalazione_stato_noto"),
            models.CheckConstraint(condition=Q(tipo__in=TipoSegnalazione.values), name="segnalazione_tipo_noto"),
            models.CheckConstraint(condition=~Q(testo="") & ~Q(nome=""), name="segnalazione_scritta"),
            models.CheckConstraint(
                condition=Q(stato=StatoSegnalazione.ARRIVATA, decisa_il__isnull=True)
                | ~Q(stato=StatoSegnalazione.ARRIVATA) & Q(decisa_il__isnull=False),
                name="segnalazione_decisa_quando",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} · {self.articolo}"

    def get_absolute_url(self) -> str:
        return reverse("redazione:segnalazione", args=[self.codice])

    @property
    def testata(self) -> Testata:
        return self.articolo.testata


class Collegamento(models.Model):
    """An address outside of the portal that a text names, and whether it answered when it was last tried."""

    url = models.CharField(_("indirizzo"), max_length=2000, unique=True)
    esito = models.CharField(_("esito"), max_length=12, choices=EsitoCollegamento, default=EsitoCollegamento.DA_PROVARE)
    detto = models.CharField(_("che cosa ha risposto"), max_length=100, blank=True)
    provato_il = models.DateTimeField(_("provato il"), null=True, blank=True)

    class Meta:
        verbose_name = _("collegamento provato")
        verbose_name_plural = _("collegamenti provati")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(esito__in=EsitoCollegamento.values), name="collegamento_esito_noto"),
            models.CheckConstraint(
                condition=Q(esito=EsitoCollegamento.DA_PROVARE) | Q(provato_il__isnull=False),
                name="collegamento_provato_quando",
            ),
        ]

    def __str__(self) -> str:
        return self.url
