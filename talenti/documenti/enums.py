"""States and transition tables of files, issued documents and signing keys, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talenti.base.files import TIPI_MIME
from talenti.registro.enums import Passo, Tabella


class TipoFile(models.TextChoices):
    PDF = "pdf", _("PDF")
    JPEG = "jpeg", _("immagine JPEG")
    PNG = "png", _("immagine PNG")
    WEBP = "webp", _("immagine WebP")
    DOCX = "docx", _("documento Word")
    ODT = "odt", _("documento ODT")

    @property
    def mime(self) -> str:
        return TIPI_MIME[self.value]

    @property
    def si_mostra(self) -> bool:
        """A browser shows it by itself; everything else can only be saved."""
        return self in (TipoFile.PDF, TipoFile.JPEG, TipoFile.PNG, TipoFile.WEBP)


class StatoFile(models.TextChoices):
    PRESENTE = "presente", _("Ricevuto")
    ELIMINATO = "eliminato", _("Eliminato")


TRANSIZIONI_FILE: Tabella = {
    "carica": Passo((StatoFile.PRESENTE,), None, "documenti.elimina_file", _("Ha caricato il file")),
    "affida": Passo((StatoFile.PRESENTE,), None, "documenti.elimina_file", _("Ha affidato il file")),
    "elimina": Passo((StatoFile.PRESENTE,), StatoFile.ELIMINATO, "documenti.elimina_file", _("Ha eliminato il file")),
}


class StatoDocumento(models.TextChoices):
    IN_PREPARAZIONE = "in_preparazione", _("In preparazione")
    EMESSO = "emesso", _("Emesso")
    REVOCATO = "revocato", _("Revocato")


class MotivoPubblico(models.TextChoices):
    """What whoever checks a revoked document may read of why: chosen, not written, so nothing private is in it."""

    NESSUNO = "", _("Non dirlo in pubblico")
    ERRORE = "errore", _("Conteneva un errore.")
    SOSTITUITO = "sostituito", _("Ne abbiamo emesso un altro al suo posto.")
    DECISIONE = "decisione", _("La decisione che comunicava non vale più.")


TRANSIZIONI_DOCUMENTO: Tabella = {
    "prepara": Passo(
        (StatoDocumento.IN_PREPARAZIONE,), None, "documenti.emetti_documento", _("Ha preparato il documento")
    ),
    "emetti": Passo(
        (StatoDocumento.IN_PREPARAZIONE,),
        StatoDocumento.EMESSO,
        "documenti.emetti_documento",
        _("Ha emesso il documento"),
    ),
    "revoca": Passo(
        (StatoDocumento.EMESSO,),
        StatoDocumento.REVOCATO,
        "documenti.revoca_documento",
        _("Ha revocato il documento"),
        motivo=True,
    ),
}
