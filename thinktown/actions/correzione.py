"""A correction while it is being written: the office's working copy of a published call, which nobody else reads.

Nothing of it counts until ``rettifica`` freezes it with an act. And who helps applicants, which is no part of what the
call says and changes without one.
"""

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import richiedi
from talenti.registro.actions import atto
from talenti.rete.enums import Stato as StatoPartner
from talenti.rete.models import Partner
from thinktown import definizione
from thinktown.actions.bandi import BozzaCambiata, salva
from thinktown.definizione import Definizione, Dichiarazione
from thinktown.enums import SI_CORREGGE, StatoBando
from thinktown.models import Bando


def in_correzione(bando: Bando) -> Definizione:
    """What the call would say: the working copy, with the dates in force, which only an extension moves."""
    return replace(bando.bozza, tempi=bando.in_vigore.tempi)


def si_sta_correggendo(bando: Bando) -> bool:
    return bando.stato in SI_CORREGGE and in_correzione(bando) != bando.in_vigore


def scritto(bando: Bando) -> Definizione:
    """What the office is writing: the draft, or the correction of what is published."""
    return in_correzione(bando) if bando.pubblico else bando.bozza


def scrivi(bando: Bando, nuova: Definizione, *, da: Any, revisione: int) -> None:
    """Keep what the office has written, wherever the call is: as its draft, or as the correction of what is out."""
    (salva if bando.stato == StatoBando.BOZZA else prepara_rettifica)(bando, nuova, da=da, revisione=revisione)


def prepara_rettifica(bando: Bando, nuova: Definizione, *, da: Any, revisione: int) -> None:
    """Keep the working copy. ``revisione`` is the one that the writer had before her (BozzaCambiata otherwise)."""
    with transaction.atomic():
        _blocca(bando, da)
        if bando.revisione != revisione:
            raise BozzaCambiata(
                _("Un'altra persona ha salvato mentre scrivevi: ricarica, e guarda che cosa ha cambiato.")
            )
        _tieni(bando, _con_versioni(nuova, bando.in_vigore))


def abbandona_rettifica(bando: Bando, *, da: Any) -> None:
    """The working copy is again what is in force: nothing that was published changes."""
    with transaction.atomic():
        _blocca(bando, da)
        _tieni(bando, bando.in_vigore)


def _blocca(bando: Bando, da: Any) -> None:
    bando.refresh_from_db(from_queryset=Bando.objects.select_for_update(no_key=True))
    bando.__dict__.pop("versione", None)
    richiedi(da, "thinktown.scrive_bandi", bando)
    if bando.stato not in SI_CORREGGE:
        raise TransizioneNonAmmessa(
            _("Adesso il bando è «%(stato)s»: da qui non si cambia.") % {"stato": bando.get_stato_display()}
        )


def _tieni(bando: Bando, detta: Definizione) -> None:
    bando.lavoro = definizione.scrivi(detta)
    bando.revisione += 1
    bando.save(update_fields=["lavoro", "revisione"])


def _con_versioni(nuova: Definizione, vigente: Definizione) -> Definizione:
    """A statement whose words change is a new one: what was declared in the old words does not hold for it."""
    prima = {una.chiave: una for una in vigente.dichiarazioni}
    return replace(nuova, dichiarazioni=tuple(_versione(una, prima.get(una.chiave)) for una in nuova.dichiarazioni))


def _versione(una: Dichiarazione, prima: Dichiarazione | None) -> Dichiarazione:
    if prima is None:
        return una
    return replace(una, versione=prima.versione + (una.testo != prima.testo))


def affida_aiuto(bando: Bando, partner: Partner | None, *, da: Any) -> None:
    """Who helps to prepare the application: an organisation of the network, or nobody but the office."""
    with atto(bando, "affida_aiuto", da=da, dati={"partner": partner.pk if partner else None}):
        if partner is not None and partner.stato != StatoPartner.AMMESSO:
            raise DatoNonAccettato(_("Scegli un'organizzazione che fa parte della rete."), campo="aiuta")
        bando.aiuta = partner
        bando.save(update_fields=["aiuta"])
