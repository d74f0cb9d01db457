"""Bookings, and the half hours that they and the hosts' blocks hold."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coworking.enums import MEZZORA, TIENE_IL_POSTO, TRANSIZIONI, Stato, TipoBlocco, TipoOccupazione, Unita
from talenti.base.clock import a_roma, adesso
from talenti.base.codici import nuovo_codice
from talenti.base.permissions import oggetti_con
from talenti.rete.models import Partner


class PrenotazioneQuerySet(models.QuerySet["Prenotazione"]):
    def che_tengono(self, ora: Any = None) -> Self:
        """Those that hold their half hours now: a request past its term holds nothing any more, whoever asks."""
        return self.filter(
            Q(stato=Stato.CONFERMATA) | Q(stato=Stato.RICHIESTA, scade_il__gt=adesso() if ora is None else ora),
        )

    def non_finite(self, ora: Any = None) -> Self:
        """Those that count against a person's quota."""
        return self.che_tengono(ora).filter(al__gt=adesso() if ora is None else ora)

    def scadute(self) -> Self:
        """Requests past their term that nobody has closed yet."""
        return self.filter(stato=Stato.RICHIESTA, scade_il__lte=adesso())

    def ospitate_da(self, persona: Any) -> Self:
        return self.filter(spazio__partner__in=oggetti_con(persona, "coworking.ospita", Partner).values("pk"))

    def visibili_a(self, persona: Any) -> Self:
        """One's own, and those of the places one hosts in: these only once who answers for a minor has said yes."""
        if not getattr(persona, "is_authenticated", False):
            return self.none()
        ospitate = Q(
            spazio__partner__in=oggetti_con(persona, "coworking.ospita", Partner).values("pk"), attende_tutore=False
        )
        return self.filter(Q(persona=persona) | ospitate)

    def visibili_in_ufficio(self, persona: Any) -> Self:
        concessi = oggetti_con(persona, "coworking.vede_ufficio", Partner).values("pk")
        return self.filter(spazio__partner__in=concessi)

    def per_elenco(self) -> Self:
        return self.select_related("spazio__comune", "spazio__partner", "persona")


class Prenotazione(models.Model):
    """A place held for a person from ``dal`` to ``al`` (instants, the end left out)."""

    TRANSIZIONI = TRANSIZIONI

    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="prenotazioni", verbose_name=_("chi prenota")
    )
    spazio = models.ForeignKey(
        "coworking.Spazio", on_delete=models.PROTECT, related_name="prenotazioni", verbose_name=_("spazio")
    )
    postazioni = models.ManyToManyField("coworking.Postazione", related_name="+", verbose_name=_("posti"))
    stato = models.CharField(_("stato"), max_length=12, choices=Stato, editable=False)
    unita = models.CharField(_("unità"), max_length=16, choices=Unita, editable=False)
    dal = models.DateTimeField(_("dal"), editable=False)
    al = models.DateTimeField(_("al"), editable=False)
    persone = models.PositiveSmallIntegerField(_("quante persone"), default=1, editable=False)
    intero = models.BooleanField(_("tutto lo spazio"), default=False, editable=False)
    scopo = models.CharField(_("che cosa ci farà"), max_length=200, editable=False)
    regole = models.ForeignKey(
        "coworking.Regole",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("regole accettate"),
    )
    prezzo = models.CharField(_("prezzo"), max_length=100, blank=True, editable=False)
    # The same press twice, in two tabs or on a slow line, is one booking.
    gettone = models.CharField(max_length=40, editable=False)
    attende_tutore = models.BooleanField(_("aspetta chi ne risponde"), default=False, editable=False)
    chiesta_il = models.DateTimeField(_("chiesta il"), default=adesso, editable=False)
    scade_il = models.DateTimeField(_("risposta entro"), null=True, blank=True, editable=False)
    annulla_entro = models.DateTimeField(_("si annulla fino a"), editable=False)
    decisa_il = models.DateTimeField(_("decisa il"), null=True, blank=True, editable=False)

    objects = PrenotazioneQuerySet.as_manager()

    class Meta:
        verbose_name = _("prenotazione")
        verbose_name_plural = _("prenotazioni")
        ordering = ["dal", "pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["persona", "al"], name="prenotazione_di_persona"),
            models.Index(fields=["spazio", "dal"], name="prenotazione_di_spazio"),
            models.Index(fields=["scade_il"], condition=Q(stato=Stato.RICHIESTA), name="prenotazione_che_scade"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=Stato.values), name="prenotazione_stato_noto"),
            models.CheckConstraint(condition=Q(unita__in=Unita.values), name="prenotazione_unita_nota"),
            models.CheckConstraint(condition=Q(dal__lt=F("al")), name="prenotazione_in_ordine"),
            models.CheckConstraint(condition=Q(persone__gte=1), name="prenotazione_di_qualcuno"),
            models.CheckConstraint(
                condition=~Q(stato=Stato.RICHIESTA) | Q(scade_il__isnull=False), name="prenotazione_richiesta_con_fine"
            ),
            models.CheckConstraint(
                condition=Q(stato=Stato.RICHIESTA, decisa_il__isnull=True)
                | ~Q(stato=Stato.RICHIESTA) & Q(decisa_il__isnull=False),
                name="prenotazione_decisa_o_in_attesa",
            ),
            models.UniqueConstraint(fields=["persona", "gettone"], name="prenotazione_un_gettone"),
        ]

    def __str__(self) -> str:
        return self.codice

    def get_absolute_url(self) -> str:
        return reverse("coworking:prenotazione", args=[self.codice])

    @property
    def tiene_il_posto(self) -> bool:
        """Does it hold its half hours at this moment?"""
        if self.stato == Stato.RICHIESTA:
            return self.scade_il is not None and self.scade_il > adesso()
        return self.stato in TIENE_IL_POSTO

    @property
    def scaduta(self) -> bool:
        """A request past its term, whether or not somebody has closed it."""
        return self.stato == Stato.RICHIESTA and not self.tiene_il_posto


class Blocco(models.Model):
    """A seat taken without a booking: the host needs it, another calendar says so, an act gives it to somebody."""

    postazione = models.ForeignKey(
        "coworking.Postazione", on_delete=models.PROTECT, related_name="blocchi", verbose_name=_("posto")
    )
    tipo = models.CharField(_("perché"), max_length=14, choices=TipoBlocco, default=TipoBlocco.BLOCCO)
    dal = models.DateTimeField(_("dal"))
    al = models.DateTimeField(_("al"))
    motivo = models.CharField(_("nota"), max_length=120, blank=True)
    persona = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assegnazioni",
        verbose_name=_("a chi è assegnato"),
    )
    creato_il = models.DateTimeField(_("dal giorno"), default=adesso, editable=False)
    tolto_il = models.DateTimeField(_("tolto il"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("blocco")
        verbose_name_plural = _("blocchi")
        ordering = ["dal", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(tipo__in=TipoBlocco.values), name="blocco_tipo_noto"),
            models.CheckConstraint(condition=Q(dal__lt=F("al")), name="blocco_in_ordine"),
            models.CheckConstraint(
                condition=Q(tipo=TipoBlocco.ASSEGNAZIONE, persona__isnull=False)
                | ~Q(tipo=TipoBlocco.ASSEGNAZIONE) & Q(persona__isnull=True),
                name="blocco_assegnato_a_qualcuno",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.postazione}: {self.get_tipo_display()}"

    @property
    def ultimo_giorno(self) -> date:
        """The last day that it holds: ``al`` is left out, and may be the midnight after it."""
        return a_roma(self.al - MEZZORA).date()


class Occupazione(models.Model):
    """One half hour of one seat, taken. The only truth on who has a place: the UNIQUE below is the guarantee.

    ``istante`` is the beginning of the half hour, UTC, on the grid. Rows are inserted in the order (seat, instant), so
    that two bookings never wait for each other in a circle; they are deleted when what holds them ends, never updated.
    """

    postazione = models.ForeignKey(
        "coworking.Postazione", on_delete=models.CASCADE, related_name="occupazioni", verbose_name=_("posto")
    )
    istante = models.DateTimeField(_("mezz'ora"))
    tipo = models.CharField(_("che cosa"), max_length=12, choices=TipoOccupazione)
    prenotazione = models.ForeignKey(
        Prenotazione, on_delete=models.CASCADE, null=True, related_name="occupazioni", verbose_name=_("prenotazione")
    )
    blocco = models.ForeignKey(
        Blocco, on_delete=models.CASCADE, null=True, related_name="occupazioni", verbose_name=_("blocco")
    )

    class Meta:
        verbose_name = _("mezz'ora occupata")
        verbose_name_plural = _("mezz'ore occupate")
        default_permissions = ()
        indexes = [models.Index(fields=["istante", "postazione"], name="occupazione_per_istante")]
        constraints = [
            models.UniqueConstraint(fields=["postazione", "istante"], name="occupazione_una_sola"),
            models.CheckConstraint(
                condition=Q(
                    tipo__in=(TipoOccupazione.PRENOTAZIONE, TipoOccupazione.DOPO),
                    prenotazione__isnull=False,
                    blocco__isnull=True,
                )
                | Q(tipo=TipoOccupazione.BLOCCO, prenotazione__isnull=True, blocco__isnull=False),
                name="occupazione_di_uno_solo",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.postazione_id} {self.istante:%Y-%m-%d %H:%M}"
