"""Questions to the office on a published call, answered in public."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato
from talenti.base.permissions import Sistema, richiedi
from talenti.persone.actions.comune import blocca
from talenti.registro.actions import atto, registra_nascita
from thinktown.actions.testi import accettato, motivo_accettato
from thinktown.enums_dialogo import (
    APERTI_A_TESTA,
    MOTIVO_MASSIMO,
    RISPOSTA_MASSIMA,
    TESTO_MASSIMO,
    StatoChiarimento,
)
from thinktown.models import Bando, Chiarimento


def chiedi(bando: Bando, testo: str, *, da: Any) -> Chiarimento:
    """A question on a call that is out and has not closed. Raises DatoNonAccettato beside ``testo``."""
    richiedi(da, "thinktown.chiede_chiarimenti", bando)
    testo = accettato(
        testo, campo="testo", massimo=TESTO_MASSIMO, se_manca=_("Scrivi che cosa non è chiaro nel bando.")
    )
    with transaction.atomic():
        # The person first, so that what is counted of hers stays true; then the call, which may be stopped meanwhile.
        blocca(da)
        bando.refresh_from_db(from_queryset=Bando.objects.select_for_update(no_key=True))
        richiedi(da, "thinktown.chiede_chiarimenti", bando)
        _non_troppi(bando, da)
        chiarimento = Chiarimento.objects.create(bando=bando, persona=da, testo=testo)
        registra_nascita(chiarimento, "chiedi", da=da)
    return chiarimento


def _non_troppi(bando: Bando, persona: Any) -> None:
    if bando.chiarimenti.filter(persona=persona, stato=StatoChiarimento.CHIESTO).count() >= APERTI_A_TESTA:
        raise DatoNonAccettato(
            _("Hai già chiesto %(n)s chiarimenti su questo bando. Aspetta una risposta, poi chiedi ancora.")
            % {"n": APERTI_A_TESTA},
            codice="troppi",
        )


def rispondi(chiarimento: Chiarimento, testo: str, *, da: Any) -> None:
    """The answer, for everybody to read. Who asked stays unknown to them."""
    insieme = {"risposta": _risposta(testo), "risposto_da": da, "deciso_il": adesso()}
    with atto(chiarimento, "rispondi", da=da, insieme=insieme):
        pass


def respingi(chiarimento: Chiarimento, motivo: str, *, da: Any) -> None:
    """It is not about the call: nothing comes out, and who asked is told why."""
    motivo = motivo_accettato(motivo, MOTIVO_MASSIMO)
    chi = None if isinstance(da, Sistema) else da
    insieme = {"motivo": motivo, "risposto_da": chi, "deciso_il": adesso()}
    with atto(chiarimento, "respingi", da=da, motivo=motivo, insieme=insieme):
        pass


def correggi(chiarimento: Chiarimento, testo: str, *, da: Any) -> None:
    """Put a published answer right; what it said before stays in the erasable part of the log."""
    nuova = _risposta(testo)
    with atto(chiarimento, "correggi", da=da) as passo:
        if nuova == chiarimento.risposta:
            raise DatoNonAccettato(_("Non è cambiato niente."), codice="uguale", campo="risposta")
        passo.dati["prima"] = chiarimento.risposta
        chiarimento.risposta, chiarimento.corretto_il = nuova, passo.quando
        chiarimento.save(update_fields=["risposta", "corretto_il"])


def _risposta(testo: str) -> str:
    return accettato(testo, campo="risposta", massimo=RISPOSTA_MASSIMA, se_manca=_("Scrivi la risposta."))


# ── What is forgotten ─────────────────────────────────────────────────────────────────────────────
def lascia_chiarimenti(persona: Any) -> int:
    """Her account closes: what is published stays without her, the rest goes. Returns how many stay published."""
    suoi = Chiarimento.objects.filter(persona=persona)
    aperti = list(suoi.da_rispondere())
    pubblicati = suoi.pubblicati().count()
    # Before the others are closed: nobody is left to be told of it.
    _dimentica(suoi)
    for chiarimento in aperti:
        respingi(chiarimento, _("Chi l'ha chiesto ha chiuso il suo account."), da=Sistema("chiarimenti"))
    _dimentica(Chiarimento.objects.filter(pk__in=[uno.pk for uno in aperti]))
    return pubblicati


def dimentica_chiarimenti(ora: datetime) -> int:
    """Those decided long ago lose who asked, and the words that were never published. Returns how many."""
    return _dimentica(Chiarimento.objects.da_dimenticare(ora))


def _dimentica(chiarimenti: QuerySet[Chiarimento]) -> int:
    chiavi = list(chiarimenti.values_list("pk", flat=True))
    righe = Chiarimento.objects.filter(pk__in=chiavi)
    righe.filter(stato=StatoChiarimento.RESPINTO).update(testo="")
    return righe.update(persona=None)
