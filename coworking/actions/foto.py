"""The photos of a space: files written outside the transaction, taken back when it fails."""

from functools import partial
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from coworking.actions.bozza import blocca_bozza, scrivi
from coworking.enums import StatoSpazio
from coworking.models import Foto, Spazio
from coworking.models.spazi import percorso_foto
from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato
from talenti.base.permissions import richiedi
from talenti.persone.immagini import ritratto
from talenti.registro.actions import atto

MASSIMO_FOTO = 8
# Enough for the widest strip of a page on a sharp screen.
LATO_FOTO = 1600


def aggiungi_foto(spazio: Spazio, *, caricata: File, alt: str, da: Any) -> Foto:
    """One more photo, drawn again by us: nothing of the file that was sent is kept."""
    richiedi(da, "coworking.offre_spazi", spazio)
    alt = " ".join(alt.split())
    if not alt:
        raise DatoNonAccettato(_("Scrivi che cosa si vede: serve a chi la foto non la vede."), campo="alt")
    try:
        byte = ritratto(caricata, lato=LATO_FOTO)
    except DatoNonAccettato as errore:
        errore.campo = errore.campo or "foto"
        raise
    percorso = default_storage.save(percorso_foto(Foto(), ""), ContentFile(byte))
    try:
        with transaction.atomic():
            return _aggiungi(spazio, percorso, alt, da)
    except BaseException:
        default_storage.delete(percorso)
        raise


def _aggiungi(spazio: Spazio, percorso: str, alt: str, da: Any) -> Foto:
    _prepara(spazio, da, {"foto": percorso})
    ci_sono = list(spazio.foto.values_list("ordine", flat=True))
    if len(ci_sono) >= MASSIMO_FOTO:
        raise DatoNonAccettato(
            _("Ci sono già %(n)s foto: togline una, poi aggiungi questa.") % {"n": MASSIMO_FOTO},
            codice="troppe",
            campo="foto",
        )
    ordine = max(ci_sono, default=0) + 1
    return Foto.objects.create(spazio=spazio, file=percorso, tipo="image/jpeg", alt=alt, ordine=ordine)


def togli_foto(foto: Foto, *, da: Any) -> None:
    spazio, nome = foto.spazio, str(foto.file.name)
    richiedi(da, "coworking.offre_spazi", spazio)
    with transaction.atomic():
        _prepara(spazio, da, {"foto_tolta": nome})
        foto.delete()
        transaction.on_commit(partial(default_storage.delete, nome), robust=True)


def _prepara(spazio: Spazio, da: Any, dati: dict[str, Any]) -> None:
    """Lock the space: of a draft nothing is logged, of a published one every change is."""
    spazio.refresh_from_db(from_queryset=Spazio.objects.select_for_update(no_key=True))
    if spazio.stato == StatoSpazio.BOZZA:
        blocca_bozza(spazio, da)
        scrivi(spazio)
        return
    with atto(spazio, "modifica", da=da, dati=dati):
        scrivi(spazio, aggiornato_il=adesso())
