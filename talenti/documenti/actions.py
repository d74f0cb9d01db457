"""Every write of files, issued documents and keys.

Bytes are written before their row and taken away after it: nothing slow happens in a transaction, and
what a crash leaves behind is a file without a row, which the sweep takes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from django.core.files.base import File
from django.db import IntegrityError, models, transaction

from talenti.base.clock import adesso
from talenti.base.exceptions import TransizioneNonAmmessa
from talenti.base.files import FileControllato, controlla
from talenti.base.permissions import Attore, Sistema, richiedi
from talenti.documenti import deposito, firme
from talenti.documenti.enums import MotivoPubblico, StatoDocumento, TipoFile
from talenti.documenti.models import ChiaveFirma, Documento, FileCaricato
from talenti.documenti.queries import messaggio_da_firmare
from talenti.registro.actions import atto, cancella_dettaglio, numera, registra_nascita
from talenti.registro.models import Transizione


# ── Files ─────────────────────────────────────────────────────────────────────────────────────────
def carica(file: File | FileControllato, *, per: models.Model, da: Attore, nome: str = "") -> FileCaricato:
    """Keep an uploaded file as belonging to ``per``. Refusals are sentences (DatoNonAccettato)."""
    controllato = file if isinstance(file, FileControllato) else controlla(file)
    percorso = deposito.scrivi(controllato.byte)
    # Durable: a caller's transaction that rolled back would leave a row's bytes without a row.
    with transaction.atomic(durable=True):
        return _nasce_file(controllato, percorso, per=per, da=da, nome=nome)


def _nasce_file(
    controllato: FileControllato, percorso: str, *, per: models.Model, da: Attore, nome: str = ""
) -> FileCaricato:
    file = FileCaricato.objects.create(
        oggetto_tipo=per._meta.label_lower,
        oggetto_id=per.pk,
        proprietario=None if isinstance(da, Sistema) else da,
        nome=nome or controllato.nome,
        tipo=controllato.tipo,
        byte=len(controllato.byte),
        sha256=controllato.sha256,
        percorso=percorso,
        caricato_il=adesso(),
    )
    registra_nascita(file, "carica", da=da, dati={"nome": file.nome, "sha256": file.sha256})
    return file


def affida(file: FileCaricato, *, a: models.Model, da: Attore) -> None:
    """Give a file that was uploaded before its object existed (a draft's attachment) to that object."""
    with atto(file, "affida", da=da, dati={"a": f"{a._meta.label_lower} {a.pk}"}):
        file.oggetto_tipo, file.oggetto_id = a._meta.label_lower, a.pk
        file.save(update_fields=["oggetto_tipo", "oggetto_id"])


def elimina(file: FileCaricato, *, da: Attore) -> None:
    """The bytes and the name go, from the log too; that there was a file, and its fingerprint, stay."""
    with atto(file, "elimina", da=da):
        file.nome = ""
        file.save(update_fields=["nome"])
        for nascita in Transizione.objects.di(file).filter(verbo="carica"):
            cancella_dettaglio(nascita)
        transaction.on_commit(partial(deposito.togli, file.percorso), robust=True)


# ── Issued documents ──────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Emissione:
    """What to issue: ``chiave`` names the act it is issued for, so that asking twice gives one document.

    ``disegna(documento)`` returns the PDF; it runs outside every transaction.
    """

    chiave: str
    genere: str
    titolo: str
    intestatario: str
    disegna: Callable[[Documento], bytes]
    registro: str = "documenti"


def emetti(emissione: Emissione, *, per: models.Model, da: Attore) -> Documento:
    """Number, draw, sign and keep a document. Idempotent, and resumed where a crash left it."""
    documento = Documento.objects.filter(chiave=emissione.chiave).first() or _prepara(emissione, per=per, da=da)
    if documento.stato != StatoDocumento.IN_PREPARAZIONE:
        return documento
    richiedi(da, "documenti.emetti_documento", documento)
    pdf = _nostro(f"{emissione.genere}-{documento.numero}-{documento.anno}.pdf", emissione.disegna(documento))
    chiave = chiave_in_uso()
    firma = firme.firma(chiave.kid, messaggio_da_firmare(documento, pdf.sha256))
    percorso = deposito.scrivi(pdf.byte)
    try:
        with transaction.atomic():
            documento.file = _nasce_file(pdf, percorso, per=per, da=da)
            documento.sha256, documento.firma, documento.chiave_firma = pdf.sha256, firma, chiave
            # Before the act: the database does not take an issued document without its signature.
            Documento.objects.filter(pk=documento.pk, stato=StatoDocumento.IN_PREPARAZIONE).update(
                file=documento.file, sha256=pdf.sha256, firma=firma, chiave_firma=chiave
            )
            with atto(documento, "emetti", da=da, dati={"sha256": pdf.sha256, "kid": chiave.kid}):
                pass
    except TransizioneNonAmmessa:
        # Somebody else drew it meanwhile: theirs is the document, these bytes are nobody's.
        deposito.togli(percorso)
        documento.refresh_from_db()
    return documento


def _nostro(nome: str, pdf: bytes) -> FileControllato:
    return FileControllato(nome, TipoFile.PDF.value, pdf, sha256(pdf).hexdigest())


def _prepara(emissione: Emissione, *, per: models.Model, da: Attore) -> Documento:
    """The row with its number and code, before there is a page: what the page must say."""
    richiedi(da, "documenti.emetti_documento", None)
    try:
        with transaction.atomic():
            documento = Documento.objects.create(
                chiave=emissione.chiave,
                genere=emissione.genere,
                oggetto_tipo=per._meta.label_lower,
                oggetto_id=per.pk,
                titolo=emissione.titolo,
                intestatario=emissione.intestatario,
                registro=emissione.registro,
                preparato_il=adesso(),
            )
            registra_nascita(documento, "prepara", da=da)
            numero = numera(emissione.registro, documento, quando=documento.preparato_il)
            documento.numero, documento.anno = numero.n, numero.anno
            documento.save(update_fields=["numero", "anno"])
    except IntegrityError:
        return Documento.objects.get(chiave=emissione.chiave)
    return documento


def revoca(documento: Documento, *, da: Attore, motivo: str, in_pubblico: str = MotivoPubblico.NESSUNO) -> None:
    """From now on whoever checks it reads that it no longer holds, and ``in_pubblico``. The file stays."""
    dati = {"in_pubblico": MotivoPubblico(in_pubblico).value} if in_pubblico else {}
    with atto(documento, "revoca", da=da, motivo=motivo, dati=dati):
        pass


# ── Keys ──────────────────────────────────────────────────────────────────────────────────────────
def chiave_in_uso() -> ChiaveFirma:
    """The key that signs today; the first one is made when it is first needed."""
    return ChiaveFirma.objects.filter(ritirata_il__isnull=True).first() or nuova_chiave()


def nuova_chiave() -> ChiaveFirma:
    """A new key signs from now on; the one before stays to check what it signed."""
    in_uso = ChiaveFirma.objects.filter(ritirata_il__isnull=True)
    prima = in_uso.first()
    kid, pubblica = firme.genera()
    try:
        with transaction.atomic():
            ora = adesso()
            in_uso.update(ritirata_il=ora)
            return ChiaveFirma.objects.create(kid=kid, pubblica=pubblica, creata_il=ora)
    except IntegrityError:
        firme.butta(kid)
        altra = in_uso.first()
        if altra is None or altra == prima:
            raise
        return altra  # two made one at once: the other's is in use
