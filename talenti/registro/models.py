"""The log of every act: append-only, hash-chained per object, sealed.

One chain per object, so that two acts on two objects never wait for each other; the seals
(Merkle roots, RFC 9162 §2.1 hashing) close what the chains say into one line of history whose head
leaves the database.
"""

from datetime import timedelta
from typing import Any, NoReturn

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import adesso
from talenti.base.exceptions import Frase
from talenti.base.permissions import concesso
from talenti.registro import annunci
from talenti.registro.enums import TRANSIZIONI_ANNUNCIO

# An announcement waits less than this while somebody works on them.
RITARDO = timedelta(minutes=2)
# Until when one waits that would fail again: somebody has to ask for it.
MAI = timedelta(days=36_500)


class RigaImmutabile(Exception):
    """A row of the log was about to be changed or deleted: never done, by anybody."""


class RigheImmutabili(models.QuerySet[Any]):
    def update(self, **campi: Any) -> NoReturn:
        raise RigaImmutabile(f"{self.model._meta.label} is append-only")

    def delete(self) -> NoReturn:
        raise RigaImmutabile(f"{self.model._meta.label} is append-only")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise RigaImmutabile(f"{self.model._meta.label} is append-only")


class Immutabile(models.Model):
    """Only inserts. The same is refused by a trigger in the database (triggers.py)."""

    objects = RigheImmutabili.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise RigaImmutabile(f"{self._meta.label} is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise RigaImmutabile(f"{self._meta.label} is append-only")


class RigheTransizione(RigheImmutabili):
    def visibili_in_ufficio(self, persona: Any) -> "RigheTransizione":
        """The whole log is for who answers for the network; others read each object's own history."""
        return self.all() if concesso(persona, "registro.vede_registro") else self.none()

    def di(self, oggetto: models.Model) -> "RigheTransizione":
        """The history of one object, oldest first."""
        return self.filter(oggetto_tipo=oggetto._meta.label_lower, oggetto_id=oggetto.pk).order_by("n")

    def senza_sigillo(self) -> "RigheTransizione":
        return self.exclude(models.Exists(VoceSigillo.objects.filter(transizione=models.OuterRef("pk")))).order_by("pk")


class Transizione(Immutabile):
    """One act on one object. Actor and object are strings: history survives what it speaks of."""

    oggetto_tipo = models.CharField(_("tipo"), max_length=60)
    oggetto_id = models.BigIntegerField(_("oggetto"))
    n = models.PositiveIntegerField(_("numero d'ordine"))
    verbo = models.CharField(_("verbo"), max_length=60)
    da_stato = models.CharField(_("da"), max_length=40, blank=True)
    a_stato = models.CharField(_("a"), max_length=40, blank=True)
    attore = models.CharField(_("chi"), max_length=80)
    quando = models.DateTimeField(_("quando"))
    impegno = models.CharField(max_length=64, help_text=_("SHA-256 del sale e dei dettagli"))
    precedente = models.CharField(max_length=64, blank=True)
    impronta = models.CharField(_("impronta"), max_length=64)

    objects = RigheTransizione.as_manager()

    class Meta:
        verbose_name = _("transizione")
        verbose_name_plural = _("transizioni")
        ordering = ["-pk"]
        permissions = [("vede_registro", _("Legge il registro degli atti"))]
        constraints = [
            models.UniqueConstraint(fields=["oggetto_tipo", "oggetto_id", "n"], name="transizione_unica_per_oggetto"),
            models.CheckConstraint(condition=models.Q(n__gte=1), name="transizione_n_da_uno"),
        ]
        indexes = [models.Index(fields=["attore", "quando"], name="transizione_attore")]

    def __str__(self) -> str:
        return f"{self.oggetto_tipo} {self.oggetto_id} · {self.n} · {self.verbo}"


class Dettaglio(models.Model):
    """The personal payload of an act, with the salt of its commitment: erasable, the chain stays whole."""

    transizione = models.OneToOneField(Transizione, on_delete=models.DO_NOTHING, related_name="dettaglio")
    sale = models.CharField(max_length=64, blank=True)
    dati = models.JSONField(default=dict, null=True, blank=True)
    cancellato_il = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("dettaglio")
        verbose_name_plural = _("dettagli")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cancellato_il__isnull=True) | models.Q(sale="", dati__isnull=True),
                name="dettaglio_cancellato_vuoto",
            )
        ]

    def __str__(self) -> str:
        return f"dettaglio di {self.transizione_id}"


class Sigillo(Immutabile):
    """Closes the transitions not sealed before into a Merkle root, chained to the seal before."""

    n = models.PositiveIntegerField(_("numero"), unique=True)
    quando = models.DateTimeField(_("quando"))
    quanti = models.PositiveIntegerField(_("transizioni"))
    radice = models.CharField(_("radice"), max_length=64)
    precedente = models.CharField(max_length=64, blank=True)
    impronta = models.CharField(_("impronta"), max_length=64)

    class Meta:
        verbose_name = _("sigillo")
        verbose_name_plural = _("sigilli")
        ordering = ["-n"]

    def __str__(self) -> str:
        return f"sigillo {self.n}"


class VoceSigillo(Immutabile):
    """A leaf of a seal. It repeats the fingerprint, so that a row taken away is still named."""

    sigillo = models.ForeignKey(Sigillo, on_delete=models.DO_NOTHING, related_name="voci")
    posizione = models.PositiveIntegerField()
    transizione = models.OneToOneField(
        Transizione, on_delete=models.DO_NOTHING, db_constraint=False, related_name="voce_sigillo"
    )
    impronta = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("voce di sigillo")
        verbose_name_plural = _("voci di sigillo")
        ordering = ["sigillo_id", "posizione"]
        constraints = [models.UniqueConstraint(fields=["sigillo", "posizione"], name="voce_unica_per_posizione")]

    def __str__(self) -> str:
        return f"{self.sigillo_id}/{self.posizione}"


SIGILLI = Sigillo._meta.label_lower


class Capo(models.Model):
    """The last row of one chain, told a second time by the transaction that wrote it: a cut tail is missed.

    One row an object, and one for the seals (``SIGILLI``, 0): the next row goes on from here, whatever is left
    of the chain. It moves forward only, and a trigger holds it to that.
    """

    oggetto_tipo = models.CharField(max_length=60)
    oggetto_id = models.BigIntegerField()
    n = models.PositiveIntegerField()
    impronta = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("capo di catena")
        verbose_name_plural = _("capi di catena")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["oggetto_tipo", "oggetto_id"], name="capo_unico_per_catena")]

    def __str__(self) -> str:
        return f"{self.oggetto_tipo} {self.oggetto_id} · {self.n}"


class RigheAnnuncio(models.QuerySet["Annuncio"]):
    def visibili_in_ufficio(self, persona: Any) -> "RigheAnnuncio":
        return self.all() if concesso(persona, "registro.gestisci_annunci") else self.none()

    def dovuti(self) -> "RigheAnnuncio":
        """To be run now: never taken, or the time of who took them ran out."""
        return self.filter(fatto_il__isnull=True, prossimo__lte=adesso())

    def da_guardare(self) -> "RigheAnnuncio":
        """What staff should look at: it failed, was taken up more than once, or by nobody."""
        ripreso = models.Q(tentativi__gt=1)
        tardi = models.Q(prossimo__lt=adesso() - RITARDO)
        return self.filter(models.Q(fatto_il__isnull=True) & (~models.Q(errore="") | ripreso | tardi))

    def per_elenco(self) -> "RigheAnnuncio":
        return self.select_related("transizione").order_by("transizione__quando", "pk")


class Annuncio(models.Model):
    """An after-commit subscriber still owed a transition. Written with the act; the sweep retries it."""

    TRANSIZIONI = TRANSIZIONI_ANNUNCIO

    transizione = models.ForeignKey(Transizione, on_delete=models.DO_NOTHING, related_name="annunci")
    ascoltatore = models.CharField(_("lavoro"), max_length=120)
    fatto_il = models.DateTimeField(_("fatto il"), null=True, blank=True)
    tentativi = models.PositiveSmallIntegerField(_("tentativi"), default=0)
    prossimo = models.DateTimeField(_("prossimo tentativo"))
    errore = models.TextField(_("motivo"), blank=True)

    objects = RigheAnnuncio.as_manager()

    class Meta:
        verbose_name = _("annuncio")
        verbose_name_plural = _("annunci")
        permissions = [("gestisci_annunci", _("Può vedere i lavori non riusciti e farli riprovare"))]
        constraints = [
            models.UniqueConstraint(fields=["transizione", "ascoltatore"], name="annuncio_unico_per_ascoltatore")
        ]
        indexes = [
            models.Index(fields=["prossimo"], condition=models.Q(fatto_il__isnull=True), name="annuncio_da_fare")
        ]

    def __str__(self) -> str:
        return str(self.lavoro)

    def get_absolute_url(self) -> str:
        return reverse("admin:registro_annuncio_non_riusciti")

    @property
    def lavoro(self) -> Frase:
        """What was to be done, in words where the subscriber gave them."""
        return annunci.in_parole(self.ascoltatore)

    @property
    def da_solo(self) -> bool:
        """Will it be tried again without anybody asking?"""
        return self.prossimo - adesso() < MAI / 2

    @property
    def motivo(self) -> str:
        """Why it did not come off, in one line."""
        if not self.errore and self.tentativi > 1:
            return gettext("Interrotto ogni volta prima della fine.")
        return self.errore.partition("\n")[0][:300]


class Contatore(models.Model):
    """The last number given in a register and year. Locked last, by ``numera`` only."""

    registro = models.CharField(max_length=40)
    anno = models.PositiveSmallIntegerField()
    ultimo = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("contatore")
        verbose_name_plural = _("contatori")
        constraints = [models.UniqueConstraint(fields=["registro", "anno"], name="contatore_unico")]

    def __str__(self) -> str:
        return f"{self.registro} {self.anno}: {self.ultimo}"


class Numero(Immutabile):
    """A number given to an object: without gaps within register and year (Europe/Rome)."""

    registro = models.CharField(max_length=40)
    anno = models.PositiveSmallIntegerField()
    n = models.PositiveIntegerField()
    oggetto_tipo = models.CharField(max_length=60)
    oggetto_id = models.BigIntegerField()
    quando = models.DateTimeField()

    class Meta:
        verbose_name = _("numero")
        verbose_name_plural = _("numeri")
        constraints = [models.UniqueConstraint(fields=["registro", "anno", "n"], name="numero_unico")]

    def __str__(self) -> str:
        return f"{self.n}/{self.anno}"
