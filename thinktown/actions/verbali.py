"""The minutes: written, sent to be signed, sent back, signed by who presided; from the last signature they stay so."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from thinktown import collegio, verbali
from thinktown.actions.firma import atto
from thinktown.models import FirmaVerbale, Verbale

TESTO_MASSIMO = 20_000


class VerbaleCambiato(TransizioneNonAmmessa):
    """Saved from another page meanwhile: nothing is written over."""

    codice = "verbale_cambiato"


def scrive(verbale: Verbale, testo: str, *, revisione: int, da: Any) -> None:
    """What the secretary adds to what the sitting holds; ``revisione``: the one that she had before her."""
    if len(testo) > TESTO_MASSIMO:
        raise DatoNonAccettato(_("È troppo lungo: al massimo 20.000 caratteri."), campo="testo")
    with atto(verbale, "scrive", da=da):
        _la_stessa(verbale, revisione)
        verbale.testo, verbale.revisione = testo.strip(), verbale.revisione + 1
        verbale.save(update_fields=["testo", "revisione"])


def _la_stessa(verbale: Verbale, revisione: int) -> None:
    if verbale.revisione != revisione:
        raise VerbaleCambiato(_("Qualcuno ha salvato il verbale mentre lo leggevi: rileggilo, poi vai avanti."))


def propone(verbale: Verbale, *, revisione: int, da: Any) -> None:
    """What it says is frozen as it stands, and goes to who presided: whoever sends it has signed it so."""
    contenuto = verbali.contenuto(verbale)
    impronta = verbali.impronta_di(contenuto)
    insieme = {"contenuto": contenuto, "impronta": impronta, "proposto_da": da, "proposto_il": adesso()}
    with atto(verbale, "propone", da=da, insieme=insieme, dati={"impronta": impronta}):
        _la_stessa(verbale, revisione)


def rimanda(verbale: Verbale, *, motivo: str, da: Any) -> None:
    """Something is to be mended: back to who writes it, with what; signatures given meanwhile are void."""
    insieme = {"contenuto": None, "impronta": "", "proposto_da": None, "proposto_il": None}
    with atto(verbale, "rimanda", da=da, motivo=motivo, insieme=insieme):
        verbale.firme.all().delete()


def firma(verbale: Verbale, *, impronta: str, da: Any) -> bool:
    """Hers; ``impronta``: of what she read. Returns whether it was the last one: then the minutes stay as they are."""
    with transaction.atomic():
        with atto(verbale, "firma", da=da, dati={"impronta": impronta}) as passo:
            if verbale.impronta != impronta:
                raise VerbaleCambiato(_("Il verbale è cambiato mentre lo leggevi: rileggilo, poi firma."))
            firmano = collegio.chi_firma(verbale.seduta)
            # The rule of this act has just found her among them.
            suo = next(uno for uno in firmano if uno.persona_id == da.pk)
            try:
                with transaction.atomic():
                    FirmaVerbale.objects.create(
                        verbale=verbale, commissario=suo, quando=passo.quando, impronta=impronta
                    )
            except IntegrityError as errore:
                raise TransizioneNonAmmessa(_("L'hai già firmato: mancano le firme di altri.")) from errore
        firmati = set(verbale.firme.values_list("commissario", flat=True))
        if {uno.pk for uno in firmano} - firmati:
            return False
        with atto(verbale, "approva", da=da, insieme={"approvato_il": passo.quando}, dati={"impronta": impronta}):
            return True
