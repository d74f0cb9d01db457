"""Protocol numbers: written beside the portal's own, by somebody or by the body's register; annulled, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from talenti.base.clock import a_roma, adesso, oggi
from talenti.base.exceptions import DatoNonAccettato
from talenti.base.permissions import Sistema, richiedi
from talenti.base.templatetags.italiano import data as in_parole
from talenti.documenti.models import Documento
from talenti.registro.actions import atto, registra_nascita
from thinktown import numeri_protocollo, protocolli
from thinktown.actions.testi import motivo_accettato
from thinktown.enums_registri import Verso
from thinktown.models import Domanda, Invio, Protocollazione, Provvedimento

MOTIVO_MASSIMO = 400


class GiaProtocollata(DatoNonAccettato):
    """It has a number already, perhaps another one: ``protocollo`` is the entry that stands."""

    codice = "gia_protocollata"

    def __init__(self, frase: str, protocollo: Protocollazione) -> None:
        super().__init__(frase, campo="numero")
        self.protocollo = protocollo


@dataclass(frozen=True)
class Voce:
    """One line of many: which sending, which number, which day."""

    invio: Invio
    numero: str
    data: date


def protocolla(
    domanda: Domanda,
    *,
    numero: str,
    data: date,
    da: Any,
    invio: Invio | None = None,
    risposta: Provvedimento | None = None,
    documento: Documento | None = None,
    sistema: str = "",
) -> Protocollazione:
    """Write what the register says of one sending or answer (which came in) or of one document (which went out).

    Raises DatoNonAccettato beside ``numero`` or ``data``; GiaProtocollata, where it has a number that stands.
    """
    richiedi(da, "thinktown.protocolla", domanda)
    riga = Protocollazione(
        verso=Verso.USCITA if documento is not None else Verso.INGRESSO,
        invio=invio,
        risposta=risposta,
        documento=documento,
        numero=(numero := numeri_protocollo.pulito(numero)),
        confronto=numeri_protocollo.confronto(numero, data.year),
        anno=data.year,
        data=data,
        registrata_da=None if isinstance(da, Sistema) else da,
        sistema=sistema,
    )
    try:
        with transaction.atomic():
            domanda.refresh_from_db(from_queryset=Domanda.objects.select_for_update(no_key=True))
            richiedi(da, "thinktown.protocolla", domanda)
            riga.domanda, riga.partner = domanda, domanda.bando.partner
            return _scrivi(riga, da)
    except IntegrityError as errore:
        # Somebody has written the same number, for another application, in this very moment.
        raise _preso(numero, data.year) from errore


def _scrivi(riga: Protocollazione, da: Any) -> Protocollazione:
    _della_domanda(riga)
    _nei_giorni(riga)
    _non_ancora(riga)
    if _uguali(riga).exists():
        raise _preso(riga.numero, riga.anno)
    riga.save(force_insert=True)
    dati = {"numero": riga.numero, "data": riga.data.isoformat(), "sistema": riga.sistema}
    registra_nascita(riga, "protocolla", da=da, dati=dati)
    return riga


def _della_domanda(riga: Protocollazione) -> None:
    """One thing, of this application and no other: a sending, an answer that was sent, a document that was issued."""
    cose: dict[str, Any] = {
        "invio": riga.domanda.invii,
        "risposta": protocolli.risposte(riga.domanda),
        "documento": protocolli.documenti(riga.domanda),
    }
    dette = {nome: cosa.pk for nome in cose if (cosa := getattr(riga, nome)) is not None}
    if len(dette) == 1 and all(cose[nome].filter(pk=chiave).exists() for nome, chiave in dette.items()):
        return
    raise DatoNonAccettato(_("Scegli che cosa ha questo numero di protocollo."), campo="che_cosa")


def _nei_giorni(riga: Protocollazione) -> None:
    nato = a_roma(_quando(riga)).date()
    if riga.data > oggi():
        raise DatoNonAccettato(_("La data del protocollo deve ancora venire."), codice="futura", campo="data")
    if riga.data < nato:
        raise DatoNonAccettato(
            _("La data è prima di %(giorno)s, quando è arrivata o è stata scritta.") % {"giorno": in_parole(nato)},
            codice="prima",
            campo="data",
        )


def _quando(riga: Protocollazione) -> datetime:
    """When it came in, or was written."""
    arrivo = riga.invio.arrivata_il if riga.invio else riga.risposta.risposto_il if riga.risposta else None
    return arrivo or riga.documento.preparato_il  # type: ignore[union-attr]  # one of the three is there


def _non_ancora(riga: Protocollazione) -> None:
    gia = (
        Protocollazione.objects.valide()
        .filter(invio=riga.invio_id, risposta=riga.risposta_id, documento=riga.documento_id)
        .first()
    )
    if gia is not None:
        raise GiaProtocollata(
            _("Ha già il numero %(numero)s di %(giorno)s. Se è sbagliato, prima annullalo.")
            % {"numero": gia.numero, "giorno": in_parole(gia.data)},
            gia,
        )


def _uguali(riga: Protocollazione) -> Any:
    return Protocollazione.objects.valide().filter(
        partner=riga.partner_id, anno=riga.anno, confronto=riga.confronto, verso=riga.verso
    )


def _preso(numero: str, anno: int) -> DatoNonAccettato:
    return DatoNonAccettato(
        _("Il numero %(numero)s del %(anno)s è già scritto per un'altra domanda o un altro documento.")
        % {"numero": numero, "anno": anno},
        codice="preso",
        campo="numero",
    )


def protocolla_insieme(voci: Sequence[Voce], *, da: Any) -> int:
    """All of them or none. Returns how many; raises what the first that does not pass says, with its application."""
    with transaction.atomic():
        for voce in voci:
            try:
                protocolla(voce.invio.domanda, invio=voce.invio, numero=voce.numero, data=voce.data, da=da)
            except DatoNonAccettato as errore:
                raise DatoNonAccettato(
                    _("Domanda n. %(n)s: %(frase)s") % {"n": voce.invio.domanda.numero, "frase": errore.frase},
                    codice=errore.codice,
                ) from errore
    return len(voci)


def annulla_protocollo(protocollo: Protocollazione, *, motivo: str, da: Any) -> None:
    """It no longer counts, and stays readable with the reason: the right number is another entry."""
    motivo = motivo_accettato(motivo, MOTIVO_MASSIMO)
    with atto(protocollo, "annulla_protocollo", da=da, motivo=motivo, insieme=_annullamento(motivo, da)):
        pass


def _annullamento(motivo: str, da: Any) -> dict[str, Any]:
    chi = None if isinstance(da, Sistema) else da
    return {"annullata_il": adesso(), "annullata_da": chi, "motivo": motivo}
