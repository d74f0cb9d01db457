"""Private files, issued documents, and the keys that sign them."""

import secrets
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from talenti.base.permissions import concesso
from talenti.documenti.codici import a_gruppi, nuovo_codice
from talenti.documenti.enums import (
    TRANSIZIONI_DOCUMENTO,
    TRANSIZIONI_FILE,
    MotivoPubblico,
    StatoDocumento,
    StatoFile,
    TipoFile,
)
from talenti.registro.models import Transizione


def nuovo_gettone() -> str:
    return secrets.token_urlsafe(18)


class DiOggettoQuerySet(models.QuerySet[Any]):
    def di(self, oggetto: models.Model) -> Self:
        return self.filter(oggetto_tipo=oggetto._meta.label_lower, oggetto_id=oggetto.pk)


class FileCaricatoQuerySet(DiOggettoQuerySet):
    def presenti(self) -> Self:
        return self.filter(stato=StatoFile.PRESENTE)

    def visibili_in_ufficio(self, persona: Any) -> Self:
        """Names of files say much: the office reads them beside what they belong to, not in a list."""
        return self.none()


class FileCaricato(models.Model):
    """A private file of something (``oggetto``): read through a permission, never by an address of its own."""

    TRANSIZIONI = TRANSIZIONI_FILE

    codice = models.CharField(_("codice"), max_length=24, unique=True, default=nuovo_gettone, editable=False)
    oggetto_tipo = models.CharField(_("di che cosa"), max_length=60)
    oggetto_id = models.BigIntegerField(_("di quale"))
    proprietario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="file_caricati",
        verbose_name=_("chi l'ha caricato"),
    )
    nome = models.CharField(_("nome"), max_length=120)
    tipo = models.CharField(_("tipo"), max_length=10, choices=TipoFile)
    byte = models.PositiveIntegerField(_("dimensione"))
    sha256 = models.CharField(_("impronta"), max_length=64)
    percorso = models.CharField(_("dove"), max_length=100, unique=True, editable=False)
    stato = models.CharField(_("stato"), max_length=10, choices=StatoFile, default=StatoFile.PRESENTE, editable=False)
    caricato_il = models.DateTimeField(_("caricato il"))

    objects = FileCaricatoQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("file")
        ordering = ["-caricato_il", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["oggetto_tipo", "oggetto_id"], name="file_di_oggetto")]
        constraints = [
            models.CheckConstraint(name="file_tipo_noto", condition=Q(tipo__in=TipoFile.values)),
            models.CheckConstraint(name="file_stato_noto", condition=Q(stato__in=StatoFile.values)),
            models.CheckConstraint(name="file_non_vuoto", condition=Q(byte__gte=1) & ~Q(sha256="")),
        ]

    def __str__(self) -> str:
        return self.nome

    def get_absolute_url(self) -> str:
        return reverse("documenti:scarica", args=[self.codice])


class ChiaveFirma(models.Model):
    """The public half of a signing key. The private half never enters the database."""

    kid = models.CharField(_("nome della chiave"), max_length=43, unique=True)
    algoritmo = models.CharField(_("algoritmo"), max_length=10, default="Ed25519", editable=False)
    pubblica = models.CharField(_("chiave pubblica"), max_length=43, help_text=_("32 byte in base64url (RFC 8037)."))
    creata_il = models.DateTimeField(_("creata il"))
    ritirata_il = models.DateTimeField(_("ritirata il"), null=True, blank=True)

    class Meta:
        verbose_name = _("chiave di firma")
        verbose_name_plural = _("chiavi di firma")
        ordering = ["-creata_il", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["algoritmo"], condition=Q(ritirata_il__isnull=True), name="chiave_una_in_uso"
            ),
            models.CheckConstraint(
                name="chiave_ritirata_dopo",
                condition=Q(ritirata_il__isnull=True) | Q(ritirata_il__gte=models.F("creata_il")),
            ),
        ]

    def __str__(self) -> str:
        return self.kid

    @property
    def jwk(self) -> dict[str, str]:
        return {"kty": "OKP", "crv": "Ed25519", "kid": self.kid, "x": self.pubblica, "use": "sig", "alg": "EdDSA"}


# Kinds that the network's office neither lists nor revokes: what they tell of is another body's. The rooms fill it.
riservati: set[str] = set()


class DocumentoQuerySet(DiOggettoQuerySet):
    def emessi(self) -> Self:
        return self.exclude(stato=StatoDocumento.IN_PREPARAZIONE)

    def visibili_in_ufficio(self, persona: Any) -> Self:
        return self.exclude(genere__in=riservati) if concesso(persona, "documenti.revoca_documento") else self.none()


class Documento(models.Model):
    """A document that the network issues: numbered, signed, verifiable by whoever holds the paper.

    ``chiave`` is what it is issued *for* (kind and act): asking twice gives the same document.
    """

    TRANSIZIONI = TRANSIZIONI_DOCUMENTO

    chiave = models.CharField(_("per quale atto"), max_length=120, unique=True, editable=False)
    genere = models.CharField(_("genere"), max_length=40)
    oggetto_tipo = models.CharField(_("di che cosa"), max_length=60)
    oggetto_id = models.BigIntegerField(_("di quale"))
    titolo = models.CharField(_("titolo"), max_length=160)
    intestatario = models.CharField(_("intestato a"), max_length=200)
    registro = models.CharField(_("registro"), max_length=40)
    numero = models.PositiveIntegerField(_("numero"), null=True)
    anno = models.PositiveSmallIntegerField(_("anno"), null=True)
    preparato_il = models.DateTimeField(_("data"))
    codice = models.CharField(_("codice di verifica"), max_length=16, unique=True, default=nuovo_codice, editable=False)
    stato = models.CharField(
        _("stato"), max_length=20, choices=StatoDocumento, default=StatoDocumento.IN_PREPARAZIONE, editable=False
    )
    file = models.OneToOneField(
        FileCaricato, on_delete=models.PROTECT, null=True, related_name="documento", verbose_name=_("file")
    )
    sha256 = models.CharField(_("impronta"), max_length=64, blank=True)
    firma = models.CharField(_("firma"), max_length=86, blank=True)
    chiave_firma = models.ForeignKey(
        ChiaveFirma, on_delete=models.PROTECT, null=True, related_name="documenti", verbose_name=_("chiave di firma")
    )

    objects = DocumentoQuerySet.as_manager()

    class Meta:
        verbose_name = _("documento emesso")
        verbose_name_plural = _("documenti emessi")
        ordering = ["-preparato_il", "-pk"]
        default_permissions = ()
        permissions = [
            ("emetti_documento", _("Emette documenti della rete")),
            ("revoca_documento", _("Revoca documenti della rete")),
        ]
        indexes = [models.Index(fields=["oggetto_tipo", "oggetto_id"], name="documento_di_oggetto")]
        constraints = [
            models.CheckConstraint(name="documento_stato_noto", condition=Q(stato__in=StatoDocumento.values)),
            models.UniqueConstraint(fields=["registro", "anno", "numero"], name="documento_numero_unico"),
            # File, fingerprint, signature and key are one fact: all there or none.
            models.CheckConstraint(
                name="documento_firmato_intero",
                condition=Q(file__isnull=True, sha256="", firma="", chiave_firma__isnull=True)
                | Q(file__isnull=False, chiave_firma__isnull=False) & ~Q(sha256="") & ~Q(firma=""),
            ),
            models.CheckConstraint(
                name="documento_emesso_firmato",
                condition=Q(stato=StatoDocumento.IN_PREPARAZIONE)
                | Q(file__isnull=False, numero__isnull=False, anno__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.titolo} · {self.intestatario}"

    def get_absolute_url(self) -> str:
        return reverse("documenti:verifica", args=[self.codice])

    @property
    def protocollo(self) -> str:
        return f"{self.numero}/{self.anno}"

    @property
    def codice_a_gruppi(self) -> str:
        return a_gruppi(self.codice)

    @property
    def revocato_il(self) -> datetime | None:
        revoca = self._revoca()
        return revoca.quando if revoca else None

    @property
    def revocato_perche(self) -> str:
        """What may be said of it in public, in words; "" when nothing may. The whole reason is its organisation's."""
        revoca = self._revoca()
        detto = (revoca.dettaglio.dati or {}).get("in_pubblico", "") if revoca else ""
        return str(MotivoPubblico(detto).label) if detto else ""

    def _revoca(self) -> Transizione | None:
        """The log is the one place that knows when, and why."""
        return Transizione.objects.di(self).filter(verbo="revoca").select_related("dettaglio").last()
