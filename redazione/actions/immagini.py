"""Pictures: drawn again, described, with who is in them. Files are written outside of the transaction."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image

from redazione.enums import MOTIVO_MASSIMO
from redazione.enums_articoli import Licenza, Persone
from redazione.models import Consenso, Immagine, Testata
from redazione.models.immagini import percorso_immagine
from redazione.queries import che_la_usano
from talenti.base.clock import oggi
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import Attore, Sistema, richiedi
from talenti.persone.immagini import ritratto
from talenti.registro.actions import atto, registra_nascita
from thinktown.actions.testi import accettato, motivo_accettato

# Of the original: enough for the widest version on a sharp screen.
LATO = 2400
ALT_MASSIMO, DIDASCALIA_MASSIMA, DI_MASSIMO = 160, 200, 80
CHI_MASSIMO, COME_MASSIMO = 120, 200
# How long a consent is kept after its picture is gone: who was seen may still ask how it came to be shown.
CONSENSI_TENUTI = timedelta(days=365)


@dataclass(frozen=True)
class Descritta:
    """What is said of a picture; the same words for page, writing desk, demonstration and importer.

    ``fuoco``: what matters in it, in hundredths from the left and from above.
    """

    alt: str
    di: str
    persone: str
    licenza: str = Licenza.CC_BY
    didascalia: str = ""
    generata: bool = False
    fuoco: tuple[int, int] = (50, 50)


def carica(testata: Testata, caricata: File, detta: Descritta, *, da: Attore) -> Immagine:
    """One more picture, drawn again by us. Raises DatoNonAccettato beside its field ("file", "alt", "di" …)."""
    richiedi(da, "redazione.carica_immagini", testata)
    detta = _accettata(detta)
    byte = _ridisegnata(caricata)
    immagine = Immagine(testata=testata, caricata_da=None if isinstance(da, Sistema) else da)
    with Image.open(io.BytesIO(byte)) as aperta:
        immagine.larghezza, immagine.altezza = aperta.size
    _scrivi(immagine, detta)
    immagine.file.name = default_storage.save(percorso_immagine(immagine, ""), ContentFile(byte))
    try:
        with transaction.atomic():
            immagine.save(force_insert=True)
            registra_nascita(immagine, "carica", da=da, dati={"persone": detta.persone, "licenza": detta.licenza})
    except BaseException:
        default_storage.delete(str(immagine.file.name))
        raise
    return immagine


def descrivi(immagine: Immagine, detta: Descritta, *, da: Attore) -> None:
    """Say anew what it is. Cut around another point, its versions are made anew in the background."""
    detta = _accettata(detta)
    with atto(immagine, "descrivi", da=da) as passo:
        _c_e(immagine)
        if detta.persone == Persone.NESSUNA and immagine.consensi.exists():
            raise DatoNonAccettato(
                _("Di questa immagine ci sono già dei consensi: qualcuno si riconosce."),
                codice="consensi",
                campo="persone",
            )
        prima = _in_righe(immagine)
        _scrivi(immagine, detta)
        passo.dati["cambiati"] = [campo for campo, valore in _in_righe(immagine).items() if valore != prima[campo]]
        immagine.save(update_fields=list(prima))


def aggiungi_consenso(
    immagine: Immagine, *, chi: str, come: str, dato_il: date | None, da: Attore, minore: bool = False, tutore: str = ""
) -> Consenso:
    """Somebody can be recognised in it and has said yes; of who is under age, the adult who answers for her did."""
    consenso = _consenso(immagine, chi, come, dato_il, tutore if minore else None)
    with atto(immagine, "consenso", da=da) as passo:
        _c_e(immagine)
        consenso.save(force_insert=True)
        # Never by name: the log is kept longer than the consent.
        passo.dati["consenso"] = consenso.pk
        immagine.persone = Persone.CON_CONSENSO
        immagine.save(update_fields=["persone"])
    return consenso


def ritira_consenso(consenso: Consenso, *, da: Attore) -> None:
    """From this instant the picture is shown nowhere, and stays so: what was cut out of it is deleted."""
    immagine = consenso.immagine
    with atto(immagine, "ritira_consenso", da=da, dati={"consenso": consenso.pk}) as passo:
        _c_e(immagine)
        consenso.refresh_from_db()
        if consenso.ritirato_il is not None:
            raise TransizioneNonAmmessa(_("Questo consenso è già ritirato."), codice="gia_ritirato")
        consenso.ritirato_il = passo.quando
        consenso.save(update_fields=["ritirato_il"])
        _butta(immagine)


def togli(immagine: Immagine, motivo: str, *, da: Attore) -> None:
    """Out of the library, with its files. Refused while a text on the desk, or that readers see, shows it.

    Of one whose consent was withdrawn nothing is shown already: it goes whatever names it.
    """
    motivo = motivo_accettato(motivo, MOTIVO_MASSIMO)
    with atto(immagine, "togli", da=da, motivo=motivo) as passo:
        _c_e(immagine)
        if not immagine.consensi.filter(ritirato_il__isnull=False).exists():
            _non_usata(immagine)
        immagine.tolta_il = passo.quando
        immagine.save(update_fields=["tolta_il"])
        _butta(immagine, str(immagine.file.name))


def dimentica_immagini(persona: Any) -> int:
    """Her account is closed: pictures stay, and say no more who uploaded them."""
    return Immagine.objects.filter(caricata_da=persona).update(caricata_da=None)


def dimentica_consensi(ora: datetime) -> int:
    """Those of pictures that were taken out long ago."""
    vecchi = Consenso.objects.filter(immagine__tolta_il__lt=ora - CONSENSI_TENUTI)
    return vecchi.delete()[0]


# ── Judged and written ────────────────────────────────────────────────────────────────────────────
def _accettata(detta: Descritta) -> Descritta:
    alt = accettato(
        " ".join(detta.alt.split()),
        campo="alt",
        massimo=ALT_MASSIMO,
        se_manca=_("Scrivi che cosa si vede: serve a chi l'immagine non la vede."),
    )
    di = accettato(
        detta.di, campo="di", massimo=DI_MASSIMO, se_manca=_("Scrivi chi l'ha fatta: il nome si legge sotto.")
    )
    didascalia = detta.didascalia.strip()
    if didascalia:
        accettato(didascalia, campo="didascalia", massimo=DIDASCALIA_MASSIMA, se_manca="")
    note: dict[str, Iterable[str]] = {"persone": Persone.values, "licenza": Licenza.values}
    for campo, scelte in note.items():
        if getattr(detta, campo) not in scelte:
            raise DatoNonAccettato(_("Scegli una delle voci dell'elenco."), codice="scelta", campo=campo)
    for campo, quanto in zip(("fuoco_x", "fuoco_y"), detta.fuoco, strict=True):
        if not 0 <= quanto <= 100:
            raise DatoNonAccettato(_("Scrivi un numero da 0 a 100."), codice="fuoco", campo=campo)
    return replace(detta, alt=alt, di=di, didascalia=didascalia)


def _ridisegnata(caricata: File) -> bytes:
    try:
        return ritratto(caricata, lato=LATO)
    except DatoNonAccettato as errore:
        errore.campo = errore.campo or "file"
        raise


def _scrivi(immagine: Immagine, detta: Descritta) -> None:
    immagine.alt, immagine.di, immagine.didascalia = detta.alt, detta.di, detta.didascalia
    immagine.persone, immagine.licenza, immagine.generata = detta.persone, detta.licenza, detta.generata
    immagine.fuoco_x, immagine.fuoco_y = detta.fuoco


def _in_righe(immagine: Immagine) -> dict[str, Any]:
    campi = ("alt", "di", "didascalia", "persone", "licenza", "generata", "fuoco_x", "fuoco_y")
    return {campo: getattr(immagine, campo) for campo in campi}


def _consenso(immagine: Immagine, chi: str, come: str, dato_il: date | None, tutore: str | None) -> Consenso:
    """``tutore`` None: of age."""
    chi = accettato(
        chi, campo="chi", massimo=CHI_MASSIMO, se_manca=_("Scrivi chi si vede: nome e cognome, come li conosci.")
    )
    come = accettato(
        come, campo="come", massimo=COME_MASSIMO, se_manca=_("Scrivi come ha detto di sì: un foglio, un'email, a voce.")
    )
    if tutore is not None:
        tutore = accettato(
            tutore,
            campo="tutore",
            massimo=CHI_MASSIMO,
            se_manca=_("Chi ha meno di 18 anni lo dice con un genitore o tutore: scrivi chi."),
        )
    if dato_il is None or dato_il > oggi():
        raise DatoNonAccettato(
            _("Scrivi il giorno in cui ha detto di sì: oggi o prima."), codice="quando", campo="dato_il"
        )
    return Consenso(
        immagine=immagine, chi=chi, come=come, dato_il=dato_il, minore=tutore is not None, tutore=tutore or ""
    )


# ── What is there, what uses it, what goes ────────────────────────────────────────────────────────
def _c_e(immagine: Immagine) -> None:
    if immagine.tolta_il is not None:
        raise TransizioneNonAmmessa(_("Questa immagine è stata tolta."), codice="tolta")


def _non_usata(immagine: Immagine) -> None:
    usano = [str(uno) for uno in che_la_usano(immagine)[:3]]
    if usano:
        raise TransizioneNonAmmessa(
            _("La mostrano ancora: %(titoli)s. Toglila prima da lì, poi da qui.")
            % {"titoli": ", ".join(f"«{uno}»" for uno in usano)},
            codice="usata",
        )


def _butta(immagine: Immagine, *anche: str) -> None:
    """The versions and their files, and ``anche`` those: the files once nothing can be taken back any more."""
    for nome in [*immagine.versioni.values_list("file", flat=True), *anche]:
        transaction.on_commit(partial(default_storage.delete, nome), robust=True)
    immagine.versioni.all().delete()
