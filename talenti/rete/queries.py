"""Reads used in more than one place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from talenti.base.clock import oggi
from talenti.base.exceptions import Frase
from talenti.base.files import FileRovinato, leggi_intatto
from talenti.base.permissions import puo
from talenti.registro.annunci import Riga
from talenti.registro.models import Transizione
from talenti.registro.queries import storia
from talenti.rete import ruoli
from talenti.rete.enums import SENZA_CODICE_FISCALE, TRANSIZIONI, Azione, Stato, Tipo
from talenti.rete.models import Allegato, Appartenenza, DocumentoRichiesto, Partner, PartnerQuerySet


@dataclass(frozen=True)
class Mancanza:
    """What a proposal still lacks, and in which of its parts it is written."""

    parte: str
    campo: str
    frase: Frase


def che_cosa_manca(partner: Partner) -> list[Mancanza]:
    """Why a draft cannot be sent yet; empty when it can."""
    voci = [
        ("chi-siete", "tipo", not partner.tipo, _("Scegli che cosa siete.")),
        ("chi-siete", "nome", not partner.nome, _("Scrivi il nome dell'organizzazione.")),
        ("chi-siete", "comune", partner.comune_id is None, _("Scegli il comune.")),
        (
            "chi-siete",
            "codice_fiscale",
            bool(partner.tipo) and partner.tipo not in SENZA_CODICE_FISCALE and not partner.codice_fiscale,
            _("Scrivi il codice fiscale dell'organizzazione."),
        ),
        (
            "chi-siete",
            "tipo",
            partner.tipo == Tipo.GRUPPO and partner.responsabile_id is None,
            _("Un gruppo informale ha bisogno di una persona adulta che ne risponde."),
        ),
        ("che-cosa-fate", "in_una_frase", not partner.in_una_frase, _("Scrivi in una frase che cosa fate.")),
        ("che-cosa-fate", "email", not partner.email, _("Scrivi un'email a cui la rete può rispondervi.")),
        (
            "azioni",
            Azione.COWORKING.value,
            not partner.partecipazioni.exists(),
            _("Scegli almeno un'azione a cui prendere parte."),
        ),
    ]
    return [Mancanza(parte, campo, frase) for parte, campo, manca, frase in voci if manca]


def amministrano(partner: Partner) -> QuerySet[Any]:
    """The people who run the organisation today."""
    righe = Appartenenza.objects.amministrano().filter(partner=partner)
    return get_user_model()._default_manager.filter(pk__in=righe.values("persona"), is_active=True).order_by("pk")


def coordinano() -> QuerySet[Any]:
    """The people who coordinate the network today."""
    righe = Appartenenza.objects.efficaci().filter(ruolo=ruoli.COORDINAMENTO)
    return get_user_model()._default_manager.filter(pk__in=righe.values("persona"), is_active=True).order_by("pk")


def da_decidere() -> PartnerQuerySet:
    """Proposals that wait for the lead: not those whose documents may still come, those whose day has passed."""
    attesi = DocumentoRichiesto.objects.filter(partner=OuterRef("pk"), mandato_il__isnull=True, entro__gte=oggi())
    scadute = Q(stato=Stato.INTEGRAZIONE) & ~Exists(attesi)
    righe: PartnerQuerySet = Partner.objects.filter(Q(stato__in=(Stato.PROPOSTO, Stato.IN_ESAME)) | scadute)
    return righe.order_by("esame_entro", "pk")


def possibili_doppioni(partner: Partner) -> QuerySet[Partner]:
    """Cards that may be of the same organisation: same codes, or the same name in the same comune."""
    uguali = Q(nome__iexact=partner.nome, comune=partner.comune)
    if partner.codice_fiscale:
        uguali |= Q(codice_fiscale=partner.codice_fiscale)
    if partner.partita_iva:
        uguali |= Q(partita_iva=partner.partita_iva)
    return (
        Partner.objects.filter(uguali)
        .exclude(pk=partner.pk)
        .exclude(stato__in=(Stato.BOZZA, Stato.UNITO, Stato.RITIRATO))
        .select_related("comune")
    )


def motivo_della_decisione(partner: Partner) -> str:
    """The reason of the last refusal, suspension or end, as it was written to who is concerned."""
    return _motivo(partner, "respingi", "sospendi", "cessa")


def nota_della_richiesta(partner: Partner) -> str:
    """What the lead added when it last asked for documents."""
    return _motivo(partner, "chiedi_integrazione")


def storia_per(persona: Any, partner: Partner) -> list[Riga]:
    """The acts on an organisation. Why a role was closed is read by who decides the roles and by whose role it was."""
    righe = storia(partner)
    if puo(persona, "rete.gestisci_membri", partner):
        return righe
    chiusure = Transizione.objects.di(partner).filter(verbo="rimuovi")
    altrui = set(chiusure.exclude(dettaglio__dati__persona=persona.pk).values_list("quando", flat=True))
    return [replace(riga, motivo="") if _e_chiusura(riga) and riga.quando in altrui else riga for riga in righe]


def _e_chiusura(riga: Riga) -> bool:
    return riga.verbo == TRANSIZIONI["rimuovi"].etichetta


def _motivo(partner: Partner, *verbi: str) -> str:
    ultima = Transizione.objects.di(partner).filter(verbo__in=verbi).select_related("dettaglio").last()
    return (ultima.dettaglio.dati or {}).get("motivo", "") if ultima else ""


# ── Files of a proposal ───────────────────────────────────────────────────────────────────────────
def contenuto(allegato: Allegato) -> bytes:
    """The bytes, if they are still those that were sent (else FileRovinato)."""

    def leggi() -> bytes:
        with allegato.file.storage.open(str(allegato.file.name), "rb") as aperto:
            return aperto.read()

    return leggi_intatto(leggi, sha256=allegato.sha256, quale=f"file of a proposal {allegato.pk}")


def risposte(partner: Partner) -> list[DocumentoRichiesto]:
    """What was sent, item by item: asked again under the same name, an item is answered by the last file."""
    mandati = partner.documenti_richiesti.filter(mandato_il__isnull=False).select_related("allegato")
    return list({uno.voce: uno for uno in mandati.order_by("chiesto_il", "pk")}.values())


def rovinati(documenti: Iterable[DocumentoRichiesto]) -> list[str]:
    """The items whose file is no longer what was sent. Reads the files: never inside a transaction."""
    return [uno.voce for uno in documenti if uno.allegato is not None and not _intatto(uno.allegato)]


def _intatto(allegato: Allegato) -> bool:
    try:
        contenuto(allegato)
    except FileRovinato:
        return False
    return True


def allegati_in_uso() -> Iterator[tuple[str, str]]:
    return Allegato.objects.values_list("file", "sha256").iterator()


def loghi_in_uso() -> Iterator[tuple[str, str]]:
    """Drawn again by us, and nothing is decided on them: no fingerprint."""
    return ((nome, "") for nome in Partner.objects.exclude(logo="").values_list("logo", flat=True).iterator())
