"""What an application says when it is read apart from the portal: the same words on paper and in the archive."""

from collections.abc import Iterable, Sequence
from typing import Any

from talenti.base.clock import adesso
from talenti.documenti.models import Documento
from thinktown import comunicazioni, controlli, da_controllare, protocolli
from thinktown.enums import Proponente
from thinktown.enums_istruttoria import TipoProvvedimento
from thinktown.esportazioni.allegati import Allegato
from thinktown.esportazioni.libro import chi_presenta
from thinktown.esportazioni.storia import Storia
from thinktown.istanti import al_secondo
from thinktown.models import Invio, Protocollazione, Provvedimento
from thinktown.ufficio.leggi import dichiarazioni_di, gruppo_di


def contesto(invio: Invio, allegati: Sequence[Allegato], storia: Storia) -> dict[str, Any]:
    """For the templates of ``templates/pdf/``."""
    domanda, dentro, detta = invio.domanda, invio.contenuto, invio.versione.definizione
    sezione = detta.sezione(dentro["sezione"])
    return {
        "domanda": domanda,
        "bando": domanda.bando,
        "ente": domanda.bando.partner,
        "invio": invio,
        "chi": chi_presenta(invio),
        "proponente": Proponente(dentro["proponente"]).label,
        "codice_fiscale": dentro["codice_fiscale"],
        "sezione": sezione.nome if sezione else dentro["sezione"],
        "arrivata": al_secondo(invio.arrivata_il),
        "parti": da_controllare.parti_inviate(invio),
        "gruppo": gruppo_di(dentro),
        "dichiarazioni": dichiarazioni_di(dentro, detta),
        "allegati": allegati,
        "controlli": _controlli(invio, storia),
        "dette": [_detta(una, storia, allegati) for una in storia.dette],
        "invii": [
            {
                "n": uno.n,
                "quando": al_secondo(uno.arrivata_il),
                "chi": uno.da,
                "impronta": uno.impronta,
                "protocollo": _numero(suo for suo in storia.protocolli if suo.invio_id == uno.pk),
            }
            for uno in storia.invii
        ],
        "stampata": al_secondo(adesso()),
    }


def _controlli(invio: Invio, storia: Storia) -> list[dict[str, Any]]:
    """What an officer found, check by check."""
    if not storia.controlli:
        return []
    titoli = controlli.titoli(invio, storia.nomi)
    return [
        {
            "titolo": titoli.get(uno.chiave, uno.chiave),
            "esito": uno.get_esito_display(),
            "nota": uno.nota,
            "chi": uno.da.get_full_name(),
            "quando": al_secondo(uno.quando),
        }
        for uno in storia.controlli
    ]


def _detta(una: Provvedimento, storia: Storia, allegati: Sequence[Allegato]) -> dict[str, Any]:
    """What the group was told; of a request, what it has answered, if it has."""
    file = {uno.risposta: uno for uno in allegati if uno.risposta}
    # The item of a notice of refusal is there once somebody has begun to write: the office asked nothing by name.
    si_leggono = una.risposto_il is not None or una.tipo == TipoProvvedimento.INTEGRAZIONE
    return {
        "una": una,
        "quando": al_secondo(una.comunicato_il) if una.comunicato_il else "",
        "protocollo": _numero(uno for uno in storia.protocolli if uno.documento and _di(uno.documento, una)),
        "voci": [
            {"che_cosa": voce.che_cosa, "testo": voce.testo, "file": file.get(voce.pk)}
            for voce in (storia.voci[una.pk] if si_leggono else ())
        ],
        "risposta": al_secondo(una.risposto_il) if una.risposto_il else "",
        "chi": una.risposto_da.get_full_name() if una.risposto_da else "",
        "protocollo_risposta": _numero(uno for uno in storia.protocolli if uno.risposta_id == una.pk),
        "entro": comunicazioni.entro(una) if una.entro else "",
    }


def _di(documento: Documento, una: Provvedimento) -> bool:
    return (documento.oggetto_tipo, documento.oggetto_id) == (una._meta.label_lower, una.pk)


def _numero(suoi: Iterable[Protocollazione]) -> str:
    """Of one thing no more than one number stands."""
    return protocolli.in_parole(next(iter(suoi), None))
