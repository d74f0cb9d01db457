"""The ranking as an act: every version kept with what it was computed from; what came of it for each application.

Sources: D.P.R. 487/1994 art. 15 (rankings are published, terms run from there), L. 241/1990 artt. 3 and 12 (reasons,
criteria made known before), D.lgs. 33/2013 artt. 26–27 (who receives what; nobody whose hardship it would show).
"""

from datetime import date, datetime
from functools import cached_property
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso, oggi
from talenti.base.codici import nuovo_codice
from talenti.registro.models import Immutabile, RigheImmutabili
from thinktown.enums import BANDI_PUBBLICI
from thinktown.enums_graduatoria import (
    TENGONO,
    TRANSIZIONI_CHIAMATA,
    TRANSIZIONI_OSSERVAZIONE,
    DaDove,
    EsitoGraduatoria,
    StatoChiamata,
    StatoOsservazione,
    TipoGraduatoria,
)
from thinktown.graduatoria import canonico
from thinktown.graduatoria.dati import Ingressi, Risultato
from thinktown.models.bandi import AttoBando, Bando
from thinktown.models.domande import Componente, Domanda

OSSERVAZIONE_MASSIMA = 4000
_EURO = {"max_digits": 12, "decimal_places": 2}


class Sorteggio(Immutabile):
    """Equals are to be told apart by a public event that has still to be, and this is the fingerprint of the inputs.

    Made known before the event (``reso_noto_il``), so that neither can be chosen after the other. Of several the last
    one counts: inputs that change afterwards ask for another.
    """

    bando = models.ForeignKey(Bando, on_delete=models.PROTECT, related_name="sorteggi", verbose_name=_("bando"))
    evento = models.CharField(_("evento pubblico"), max_length=240)
    data = models.DateField(_("in quale giorno"))
    impronta = models.CharField(_("impronta dei dati"), max_length=64)
    pari = models.PositiveIntegerField(_("quante domande sono pari"))
    reso_noto_il = models.DateTimeField(_("reso noto il"), default=adesso)

    class Meta:
        verbose_name = _("sorteggio")
        verbose_name_plural = _("sorteggi")
        ordering = ["bando_id", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(evento="") & ~Q(impronta=""), name="sorteggio_di_un_evento"),
        ]

    def __str__(self) -> str:
        return f"{self.bando} · {self.evento}"


class EsitoSorteggio(Immutabile):
    """What came out, as it was published, and the seed that it makes with the fingerprint."""

    sorteggio = models.OneToOneField(
        Sorteggio, on_delete=models.PROTECT, related_name="esito", verbose_name=_("sorteggio")
    )
    esito = models.CharField(_("esito dell'evento"), max_length=240)
    seme = models.CharField(_("seme"), max_length=64)
    scritto_il = models.DateTimeField(_("scritto il"), default=adesso)

    class Meta:
        verbose_name = _("esito del sorteggio")
        verbose_name_plural = _("esiti dei sorteggi")
        ordering = ["sorteggio_id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(esito="") & ~Q(seme=""), name="esito_sorteggio_con_seme"),
        ]

    def __str__(self) -> str:
        return self.esito


# ── Versions ──────────────────────────────────────────────────────────────────────────────────────
class RigheGraduatoria(RigheImmutabili):
    """Versions, with who may read them."""

    def visibili_a(self, _persona: Any) -> "RigheGraduatoria":
        """Everybody, as long as the call may be read and the term of publication has not passed."""
        return self.filter(bando__stato__in=BANDI_PUBBLICI, togli_il__gt=oggi())

    def visibili_in_ufficio(self, persona: Any) -> "RigheGraduatoria":
        return self.filter(bando__in=Bando.objects.seguiti_da(persona).values("pk"))


class Graduatoria(Immutabile):
    """One version of the ranking of a call: inputs and result as they were written, their fingerprints, the act.

    ``ingressi`` and ``risultato`` are the texts of ``thinktown/graduatoria/canonico.py``; whoever has the first can
    compute the second again. ``togli_il``: from that day on it is no longer on the public page.
    """

    bando = models.ForeignKey(Bando, on_delete=models.PROTECT, related_name="graduatorie", verbose_name=_("bando"))
    n = models.PositiveSmallIntegerField(_("versione"))
    tipo = models.CharField(_("tipo"), max_length=12, choices=TipoGraduatoria)
    atto = models.OneToOneField(AttoBando, on_delete=models.PROTECT, related_name="graduatoria", verbose_name=_("atto"))
    ingressi = models.TextField(_("dati da cui è calcolata"))
    risultato = models.TextField(_("risultato"))
    impronta_ingressi = models.CharField(_("impronta dei dati"), max_length=64)
    impronta_risultato = models.CharField(_("impronta del risultato"), max_length=64)
    pubblicata_il = models.DateTimeField(_("pubblicata il"))
    osservazioni_entro = models.DateTimeField(_("errori segnalati prima del"), null=True, blank=True)
    togli_il = models.DateField(_("sulla pagina fino al"))

    objects = RigheGraduatoria.as_manager()

    class Meta:
        verbose_name = _("graduatoria")
        verbose_name_plural = _("graduatorie")
        ordering = ["bando_id", "n"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(tipo__in=TipoGraduatoria.values), name="graduatoria_tipo_noto"),
            models.UniqueConstraint(fields=["bando", "n"], name="graduatoria_una_per_numero"),
            models.UniqueConstraint(
                fields=["bando"], condition=Q(tipo=TipoGraduatoria.DEFINITIVA), name="graduatoria_una_definitiva"
            ),
            models.CheckConstraint(
                condition=~Q(impronta_ingressi="") & ~Q(impronta_risultato="") & Q(n__gte=1),
                name="graduatoria_con_impronte",
            ),
            models.CheckConstraint(
                condition=Q(tipo=TipoGraduatoria.DEFINITIVA) | Q(osservazioni_entro__isnull=False),
                name="graduatoria_si_osserva",
            ),
        ]

    def __str__(self) -> str:
        return _("%(bando)s, graduatoria %(n)s") % {"bando": self.bando, "n": self.n}

    @property
    def definitiva(self) -> bool:
        return self.tipo == TipoGraduatoria.DEFINITIVA

    @property
    def si_legge(self) -> bool:
        """Is it still within its term on the public page?"""
        return self.togli_il > oggi()

    def si_osserva(self, ora: datetime | None = None) -> bool:
        """May an error be pointed out at that instant?"""
        return self.osservazioni_entro is not None and (ora or adesso()) < self.osservazioni_entro

    @cached_property
    def letti(self) -> Ingressi:
        return canonico.leggi_ingressi(self.ingressi)

    @cached_property
    def esiti(self) -> Risultato:
        return canonico.leggi_risultato(self.risultato)


class RigaGraduatoria(Immutabile):
    """One application in one version, as a row: pages, lists and counts ask the database."""

    graduatoria = models.ForeignKey(
        Graduatoria, on_delete=models.PROTECT, related_name="righe", verbose_name=_("graduatoria")
    )
    domanda = models.ForeignKey(
        Domanda, on_delete=models.PROTECT, related_name="in_graduatoria", verbose_name=_("domanda")
    )
    ordine = models.PositiveIntegerField(_("ordine sulla pagina"))
    sezione = models.CharField(_("sezione"), max_length=40, blank=True)
    settore = models.CharField(_("settore"), max_length=40, blank=True)
    esito = models.CharField(_("esito"), max_length=12, choices=EsitoGraduatoria)
    posizione = models.PositiveIntegerField(_("posizione"), null=True)
    totale = models.DecimalField(_("punti"), max_digits=15, decimal_places=6, null=True)
    importo = models.DecimalField(_("somma"), null=True, **_EURO)

    class Meta:
        verbose_name = _("riga di graduatoria")
        verbose_name_plural = _("righe di graduatoria")
        ordering = ["graduatoria_id", "ordine"]
        default_permissions = ()
        indexes = [models.Index(fields=["graduatoria", "esito"], name="riga_graduatoria_esito")]
        constraints = [
            models.CheckConstraint(condition=Q(esito__in=EsitoGraduatoria.values), name="riga_graduatoria_esito_noto"),
            models.UniqueConstraint(fields=["graduatoria", "domanda"], name="riga_graduatoria_una_per_domanda"),
            models.UniqueConstraint(fields=["graduatoria", "ordine"], name="riga_graduatoria_in_ordine"),
        ]

    def __str__(self) -> str:
        return f"{self.graduatoria} · {self.domanda}"


def _del_suo_gruppo(righe: Any, persona: Any) -> Any:
    """Of rows on one application each, those of the applications of whose group she is."""
    if not getattr(persona, "is_authenticated", False):
        return righe.none()
    suoi = Componente.objects.attivi().filter(persona=persona, domanda=OuterRef("domanda"))
    return righe.filter(Exists(suoi))


# ── Errors pointed out ────────────────────────────────────────────────────────────────────────────
class OsservazioneQuerySet(models.QuerySet["Osservazione"]):
    def visibili_a(self, persona: Any) -> Self:
        """Those of the applications of whose group she is."""
        return _del_suo_gruppo(self, persona)

    def visibili_in_ufficio(self, persona: Any) -> Self:
        """Those of its calls; not of her own group's application, nor of one that she stays out of."""
        sue = Componente.objects.filter(persona=persona, domanda=OuterRef("domanda"))
        altrui = self.filter(domanda__bando__in=Bando.objects.seguiti_da(persona).values("pk")).exclude(Exists(sue))
        return altrui.exclude(domanda__in=Domanda.objects.in_conflitto(persona).values("pk"))

    def da_decidere(self) -> Self:
        return self.filter(stato=StatoOsservazione.RICEVUTA)

    def da_recepire(self) -> Self:
        """Accepted, and no version has come since: the sheets of that application may be taken up again."""
        return self.filter(stato=StatoOsservazione.ACCOLTA, recepita_in__isnull=True)


class Osservazione(models.Model):
    """An error that a group says there is in the ranking, within its term; what was answered, and where it led."""

    TRANSIZIONI = TRANSIZIONI_OSSERVAZIONE

    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    graduatoria = models.ForeignKey(
        Graduatoria, on_delete=models.PROTECT, related_name="osservazioni", verbose_name=_("graduatoria")
    )
    domanda = models.ForeignKey(
        Domanda, on_delete=models.PROTECT, related_name="osservazioni", verbose_name=_("domanda")
    )
    stato = models.CharField(
        _("stato"), max_length=10, choices=StatoOsservazione, default=StatoOsservazione.RICEVUTA, editable=False
    )
    testo = models.TextField(_("che cosa non torna"), max_length=OSSERVAZIONE_MASSIMA)
    da = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="osservazioni",
        verbose_name=_("chi l'ha scritta"),
    )
    arrivata_il = models.DateTimeField(_("arrivata il"), default=adesso)
    risposta = models.TextField(_("risposta"), max_length=OSSERVAZIONE_MASSIMA, blank=True)
    decisa_il = models.DateTimeField(_("decisa il"), null=True, blank=True)
    recepita_in = models.ForeignKey(
        Graduatoria,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recepisce",
        verbose_name=_("versione che ne tiene conto"),
    )

    objects = OsservazioneQuerySet.as_manager()

    class Meta:
        verbose_name = _("segnalazione di errore in graduatoria")
        verbose_name_plural = _("segnalazioni di errore in graduatoria")
        ordering = ["graduatoria_id", "arrivata_il", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoOsservazione.values), name="osservazione_stato_noto"),
            models.CheckConstraint(condition=~Q(testo=""), name="osservazione_dice_qualcosa"),
            models.UniqueConstraint(
                fields=["domanda"],
                condition=Q(stato=StatoOsservazione.RICEVUTA),
                name="osservazione_una_alla_volta",
            ),
            models.CheckConstraint(
                condition=Q(stato=StatoOsservazione.RICEVUTA, risposta="", decisa_il__isnull=True)
                | Q(~Q(stato=StatoOsservazione.RICEVUTA) & ~Q(risposta=""), decisa_il__isnull=False),
                name="osservazione_decisa_con_risposta",
            ),
            models.CheckConstraint(
                condition=Q(recepita_in__isnull=True) | Q(stato=StatoOsservazione.ACCOLTA),
                name="osservazione_recepita_se_accolta",
            ),
        ]

    def __str__(self) -> str:
        return self.codice


# ── Called ────────────────────────────────────────────────────────────────────────────────────────
class ChiamataQuerySet(models.QuerySet["Chiamata"]):
    def visibili_a(self, persona: Any) -> Self:
        return _del_suo_gruppo(self, persona)

    def visibili_in_ufficio(self, persona: Any) -> Self:
        return self.filter(bando__in=Bando.objects.seguiti_da(persona).values("pk"))

    def che_tengono(self) -> Self:
        return self.filter(stato__in=TENGONO)

    def scadute(self, ora: datetime | None = None) -> Self:
        """Whose last instant has passed without an answer, whether or not anybody has noticed."""
        return self.filter(stato=StatoChiamata.ATTESA, entro__lte=ora or adesso())


class Chiamata(models.Model):
    """What one application is offered once the ranking is final: a place or a sum, to be answered before ``entro``."""

    TRANSIZIONI = TRANSIZIONI_CHIAMATA

    codice = models.CharField(_("codice"), max_length=12, unique=True, default=nuovo_codice, editable=False)
    bando = models.ForeignKey(Bando, on_delete=models.PROTECT, related_name="chiamate", verbose_name=_("bando"))
    domanda = models.OneToOneField(
        Domanda, on_delete=models.PROTECT, related_name="chiamata", verbose_name=_("domanda")
    )
    atto = models.ForeignKey(AttoBando, on_delete=models.PROTECT, related_name="chiamate", verbose_name=_("atto"))
    stato = models.CharField(
        _("stato"), max_length=12, choices=StatoChiamata, default=StatoChiamata.ATTESA, editable=False
    )
    da_dove = models.CharField(_("da dove"), max_length=8, choices=DaDove)
    importo = models.DecimalField(_("somma"), default=0, **_EURO)
    chiamata_il = models.DateTimeField(_("chiamata il"), default=adesso)
    entro = models.DateTimeField(_("si risponde prima del"))
    risposta_il = models.DateTimeField(_("ha risposto il"), null=True, blank=True)
    perche = models.CharField(_("perché rinuncia"), max_length=400, blank=True)

    objects = ChiamataQuerySet.as_manager()

    class Meta:
        verbose_name = _("chiamata dalla graduatoria")
        verbose_name_plural = _("chiamate dalla graduatoria")
        ordering = ["bando_id", "chiamata_il", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["stato", "entro"], name="chiamata_che_scade")]
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoChiamata.values), name="chiamata_stato_noto"),
            models.CheckConstraint(condition=Q(da_dove__in=DaDove.values), name="chiamata_da_dove_noto"),
            models.CheckConstraint(condition=Q(importo__gte=0), name="chiamata_importo_da_zero"),
            models.CheckConstraint(
                condition=Q(stato=StatoChiamata.ATTESA, risposta_il__isnull=True)
                | Q(~Q(stato=StatoChiamata.ATTESA), risposta_il__isnull=False),
                name="chiamata_risposta_quando",
            ),
        ]

    def __str__(self) -> str:
        return self.codice

    def scaduta(self, ora: datetime | None = None) -> bool:
        return self.stato == StatoChiamata.ATTESA and self.entro <= (ora or adesso())


def fino_al(giorno: date, anni: int) -> date:
    """The same day so many years later; of a 29 February, the 28th."""
    try:
        return giorno.replace(year=giorno.year + anni)
    except ValueError:
        return giorno.replace(year=giorno.year + anni, day=28)
