"""The plan of a month: proposed to the reference partner, approved as it was read, sent back with a reason."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from redazione import mese as del_mese
from redazione.enums import MOTIVO_MASSIMO, StatoMese
from redazione.models import MesePiano, Testata
from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import Attore, richiedi
from talenti.registro.actions import atto
from thinktown.actions.testi import motivo_accettato


def proponi_mese(testata: Testata, mese: date, *, da: Any) -> MesePiano:
    """Ask the reference partner for its approval, of the plan as it is now.

    An empty plan is not proposed; nor is anew one that is as it was proposed or approved.
    """
    richiedi(da, "redazione.pianifica", testata)
    with transaction.atomic():
        mesi = MesePiano.objects.select_for_update(no_key=True)
        piano, _nuovo = mesi.get_or_create(testata=testata, mese=mese.replace(day=1))
        righe = del_mese.righe(piano)
        if not righe:
            raise DatoNonAccettato(_("In questo mese non c'è ancora niente da approvare."), codice="vuoto")
        impronta = del_mese.impronta(righe)
        if piano.stato in (StatoMese.PROPOSTO, StatoMese.APPROVATO) and piano.impronta == impronta:
            raise TransizioneNonAmmessa(
                _("Il piano è già «%(stato)s», così com'è.") % {"stato": piano.get_stato_display()}, codice="uguale"
            )
        insieme = {"proposto_da": da, "impronta": impronta, "deciso_il": None}
        with atto(piano, "proponi", da=da, dati={"voci": righe}, insieme=insieme):
            pass
    return piano


def approva(piano: MesePiano, *, letta: str, da: Attore) -> None:
    """Approve what was read: ``letta`` is the fingerprint of the plan on the page. Refused when it has changed."""
    with atto(piano, "approva", da=da, insieme={"deciso_il": adesso()}) as passo:
        righe = del_mese.righe(piano)
        if not del_mese.impronta(righe) == letta == piano.impronta:
            raise TransizioneNonAmmessa(
                _("Il piano è cambiato dopo la richiesta: chi coordina la redazione lo deve proporre di nuovo."),
                codice="cambiato",
            )
        passo.dati["voci"] = righe


def rimanda(piano: MesePiano, motivo: str, *, da: Attore) -> None:
    motivo = motivo_accettato(motivo, MOTIVO_MASSIMO)
    with atto(piano, "rimanda", da=da, motivo=motivo, insieme={"deciso_il": adesso()}):
        pass
