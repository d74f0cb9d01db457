"""Reads used by pages and actions: checking a document, reading a file that is still itself."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from talenti.base.files import leggi_intatto
from talenti.documenti import deposito, firme
from talenti.documenti.codici import leggi_codice
from talenti.documenti.enums import StatoDocumento
from talenti.documenti.models import Documento, FileCaricato

diario = logging.getLogger(__name__)


def contenuto(file: FileCaricato) -> bytes:
    """The bytes, if they are still those that were kept (else FileRovinato)."""
    return leggi_intatto(lambda: deposito.leggi(file.percorso), sha256=file.sha256, quale=f"file {file.pk}")


def file_in_uso() -> Iterator[tuple[str, str]]:
    return FileCaricato.objects.presenti().values_list("percorso", "sha256").iterator()


def messaggio_da_firmare(documento: Documento, sha256: str) -> bytes:
    """What the signature covers: this code, this number, these bytes."""
    parti = ("talenti-documento-1", documento.codice, documento.registro, documento.protocollo, sha256)
    return "\n".join(parti).encode()


class EsitoVerifica(models.TextChoices):
    VALIDO = "valido", _("Il documento è autentico")
    REVOCATO = "revocato", _("Il documento è stato revocato")
    SCONOSCIUTO = "sconosciuto", _("Non conosciamo questo codice")
    ALTERATO = "alterato", _("Non riusciamo a confermare il documento")


@dataclass(frozen=True)
class Verifica:
    esito: EsitoVerifica
    documento: Documento | None = None


def verifica(scritto: str) -> Verifica:
    """What whoever holds a paper may know of it: minimum data, judged on the signature."""
    codice = leggi_codice(scritto)
    documento = Documento.objects.emessi().select_related("chiave_firma").filter(codice=codice).first()
    if not codice or documento is None or documento.chiave_firma is None:
        return Verifica(EsitoVerifica.SCONOSCIUTO)
    messaggio = messaggio_da_firmare(documento, documento.sha256)
    if not firme.vale(documento.chiave_firma.pubblica, documento.firma, messaggio):
        diario.error("document %s: the signature does not match its row", documento.pk)
        return Verifica(EsitoVerifica.ALTERATO)
    revocato = documento.stato == StatoDocumento.REVOCATO
    return Verifica(EsitoVerifica.REVOCATO if revocato else EsitoVerifica.VALIDO, documento)
