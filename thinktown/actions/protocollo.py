"""Protocol numbers: written beside the portal's own, by somebody or by the body's register; annulled, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from talenti.base.clock import a_roma, adesso, oggi
from talenti.base.exceptions import DatoNonAccettato
from talenti.base.permissions import Sistema, richiedi
from talenti.base.templatetags.italiano import data as in_parole
from talenti.documenti.models import Documento
from talenti.registro.actions import atto, registra_nascita
from thinktown import numeri_protocollo
from thinktown.actions.testi import motivo_accettato
from thinktown.enums_registri import Verso
from thinktown.models import Domanda, Invio, Protocollazione

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
    documento: Documento | None = None,
    sistema: str = "",
) -> Protocollazione:
    """Write what the register says of one sending (which came in) or of one document (which went out).

    Raises DatoNonAccettato beside ``numero`` or ``data``; GiaProtocollata, where it has a number that stands.
    """
    richiedi(da, "thinktown.protocolla", domanda)
    numero = numeri_protocollo.pulito(numero)
    try:
        with transaction.atomic():
            domanda.refresh_from_db(from_queryset=Domanda.objects.select_for_update(no_key=True))
            richiedi(da, "thinktown.protocolla", domanda)
            return _scrivi(domanda, invio, documento, numero, data, da, sistema)
    except IntegrityError as errore:
        # Somebody has written the same number, for another application, in this very moment.
        raise _preso(numero, data.year) from errore


def _scrivi(
    domanda: Domanda,
    invio: Invio | None,
    documento: Documento | None,
    numero: str,
    data: date,
    da: Any,
    sistema: str,
) -> Protocollazione:
    riga = Protocollazione(
        partner=domanda.bando.partner,
        verso=Verso.INGRESSO if invio is not None else Verso.USCITA,
        domanda=domanda,
        invio=invio,
        documento=documento,
        numero=numero,
        confronto=numeri_protocollo.confronto(numero, data.year),
        anno=data.year,
        data=data,
        registrata_da=None if isinstance(da, Sistema) else da,
        sistema=sistema,
    )
    _della_domanda(riga)
    _nei_giorni(riga)
    _non_ancora(riga)
    if _uguali(riga).exists():
        raise _preso(numero, data.year)
    riga.save(force_insert=True)
    registra_nascita(riga, "protocolla", da=da, dati={"numero": numero, "data": data.isoformat(), "sistema": sistema})
    return riga


def _della_domanda(riga: Protocollazione) -> None:
    """A sending, or a document, of this application and no other."""
    invio, documento = riga.invio, riga.documento
    if invio is not None and documento is None and invio.domanda_id == riga.domanda_id:
        return
    di_lei = Documento.objects.emessi().di(riga.domanda)
    if invio is None and documento is not None and di_lei.filter(pk=documento.pk).exists():
        return
    raise DatoNonAccettato(_("Scegli che cosa ha questo numero di protocollo."), campo="che_cosa")


def _nei_giorni(riga: Protocollazione) -> None:
    quando = riga.invio.arrivata_il if riga.invio else riga.documento.preparato_il if riga.documento else None
    nato = a_roma(quando).date() if quando else riga.data
    if riga.data > oggi():
        raise DatoNonAccettato(_("La data del protocollo deve ancora venire."), codice="futura", campo="data")
    if riga.data < nato:
        raise DatoNonAccettato(
            _("La data è prima di %(giorno)s, quando è arrivata o è stata scritta.") % {"giorno": in_parole(nato)},
            codice="prima",
            campo="data",
        )


def _non_ancora(riga: Protocollazione) -> None:
    della_cosa = {"invio": riga.invio} if riga.invio else {"documento": riga.documento}
    gia = Protocollazione.objects.valide().filter(**della_cosa).first()
    if gia is not None:
        raise GiaProtocollata(
            _("Ha già il numero %(numero)s del %(giorno)s. Se è sbagliato, prima annullalo.")
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
