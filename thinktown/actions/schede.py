"""A member scores: opens her sheet, saves point by point, signs it, takes it up again with a reason."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import no
from talenti.base.templatetags.italiano import numero
from talenti.registro.actions import atto
from thinktown import aperture
from thinktown.definizione import Criterio, Definizione
from thinktown.enums_valutazione import StatoScheda
from thinktown.models import Commissario, Domanda, Scheda, Voto
from thinktown.models.schede import DECIMALI
from thinktown.valutazione import da_valutare, si_valuta

MOTIVO_MASSIMO = 2000
NOTE_MASSIME = 5000


@dataclass(frozen=True)
class Punti:
    """What is given to one criterion; ``punti`` None: not given yet."""

    punti: Decimal | None = None
    motivo: str = ""


class SchedaCambiata(TransizioneNonAmmessa):
    """The same sheet was saved from another page meanwhile: nothing is written over."""

    codice = "scheda_cambiata"


# ── Opened ────────────────────────────────────────────────────────────────────────────────────────
def apri(commissario: Commissario, domanda: Domanda) -> Scheda:
    """Her sheet in force, begun now if there is none. Raises NonPermesso where she may not score it."""
    trovata = Scheda.objects.in_vigore().filter(commissario=commissario, domanda=domanda).first()
    if trovata is not None:
        return trovata
    _si_valuta(commissario, domanda)
    try:
        with transaction.atomic():
            return Scheda.objects.create(commissario=commissario, domanda=domanda)
    except IntegrityError:  # the same press, heard twice
        return Scheda.objects.in_vigore().get(commissario=commissario, domanda=domanda)


def _si_valuta(commissario: Commissario, domanda: Domanda) -> None:
    if not da_valutare(commissario).filter(pk=domanda.pk).exists():
        raise _non_tua()
    _in_corso(commissario, domanda)


def _non_tua() -> NonPermesso:
    return NonPermesso(no("non_valuta", _("Adesso questa domanda non la valuti tu.")))


def _in_corso(commissario: Commissario, domanda: Domanda) -> None:
    if not si_valuta(commissario, domanda):
        raise TransizioneNonAmmessa(_("La valutazione è chiusa: le schede non si cambiano più."))


# ── Written ───────────────────────────────────────────────────────────────────────────────────────
def salva(scheda: Scheda, dati: Mapping[str, Punti], *, revisione: int, da: Any, note: str | None = None) -> int:
    """Keep what she has written so far: criterion → points and reason. Returns the revision that it now has;
    ``scheda.scritti`` is what stands in it.

    ``revisione`` is the one that she had before her; what is already there as she writes it is no change. Points go
    from 0 to the maximum of the criterion, with two decimals at most. Raises SchedaCambiata, DatoNonAccettato beside
    the field, NonPermesso, TransizioneNonAmmessa.
    """
    criteri = _criteri(scheda)
    puliti = {chiave: pulito(criteri, chiave, uno) for chiave, uno in dati.items()}
    if note is not None and len(note) > NOTE_MASSIME:
        raise DatoNonAccettato(_("Le note sono troppo lunghe: al massimo 5.000 caratteri."), campo="note")
    with transaction.atomic():
        scritti = _blocca(scheda, da)
        if scheda.revisione != revisione:
            scritti = {uno.criterio: uno for uno in scheda.voti.all()}
        nuovi = {k: v for k, v in puliti.items() if _cambia(scritti.get(k), v)}
        scheda.scritti = {**scritti, **nuovi}
        if not nuovi and (note is None or note == scheda.note):
            return scheda.revisione
        if scheda.revisione != revisione:
            raise SchedaCambiata(_("Hai salvato questa scheda da un'altra finestra: ricarica, e guarda che cosa c'è."))
        _scrivi(scheda, nuovi, scritti)
        scheda.revisione += 1
        scheda.salvata_il = adesso()
        if note is not None:
            scheda.note = note
        scheda.save(update_fields=["revisione", "salvata_il", "note"])
    return scheda.revisione


def _blocca(scheda: Scheda, da: Any) -> Mapping[str, Voto]:
    """The points as they were read with the lock: those of ``scheda.revisione`` for who had it before her."""
    if scheda.commissario.persona_id != da.pk:
        raise NonPermesso(no("non_sua", _("Questa scheda è di un'altra persona.")))
    # The lock, the gate and the points in one question: a save comes at every pause of who writes.
    scritti = aperture.blocca(scheda)
    if scritti is None:
        raise _non_tua()
    _in_corso(scheda.commissario, scheda.domanda)
    if scheda.stato != StatoScheda.APERTA:
        raise TransizioneNonAmmessa(_("Questa scheda è firmata: per cambiarla si riprende, con un motivo."))
    return scritti


def _cambia(scritto: Voto | None, nuovo: Punti) -> bool:
    return (scritto.punti, scritto.motivo) != (nuovo.punti, nuovo.motivo) if scritto else nuovo != Punti()


def _scrivi(scheda: Scheda, nuovi: Mapping[str, Punti], scritti: Mapping[str, Voto]) -> None:
    voti = [
        Voto(
            pk=scritti[chiave].pk if chiave in scritti else None,
            scheda=scheda,
            criterio=chiave,
            punti=uno.punti,
            motivo=uno.motivo,
        )
        for chiave, uno in nuovi.items()
    ]
    Voto.objects.bulk_create(
        voti, update_conflicts=True, update_fields=["punti", "motivo"], unique_fields=["scheda", "criterio"]
    )


def _criteri(scheda: Scheda) -> dict[str, Criterio]:
    detta: Definizione = scheda.commissario.commissione.bando.in_vigore
    return {uno.chiave: uno for uno in detta.criteri}


def pulito(criteri: Mapping[str, Criterio], chiave: str, uno: Punti) -> Punti:
    """Points as they are kept: within the maximum of the criterion, with two decimals. Raises DatoNonAccettato."""
    criterio = criteri.get(chiave)
    if criterio is None:
        raise DatoNonAccettato(_("Questo criterio non c'è: ricarica la pagina."), campo=f"punti-{chiave}")
    motivo = uno.motivo.strip()
    if len(motivo) > MOTIVO_MASSIMO:
        raise DatoNonAccettato(_("È troppo lungo: al massimo 2.000 caratteri."), campo=f"motivo-{chiave}")
    punti = uno.punti
    if punti is None:
        return Punti(None, motivo)
    if not punti.is_finite() or not 0 <= punti <= criterio.massimo:
        raise DatoNonAccettato(
            _("Scrivi un numero da 0 a %(massimo)s.") % {"massimo": numero(criterio.massimo)}, campo=f"punti-{chiave}"
        )
    intero = punti.quantize(Decimal(1).scaleb(-DECIMALI))
    if intero != punti:
        raise DatoNonAccettato(_("Al massimo due cifre dopo la virgola."), campo=f"punti-{chiave}")
    return Punti(intero, motivo)


# ── Signed ────────────────────────────────────────────────────────────────────────────────────────
def che_cosa_manca(scheda: Scheda) -> dict[str, str]:
    """What stands between her and her signature: field → sentence."""
    scritti = {uno.criterio: uno for uno in scheda.voti.all()}
    mancano = {}
    for chiave, criterio in _criteri(scheda).items():
        suo = scritti.get(chiave)
        if suo is None or suo.punti is None:
            mancano[f"punti-{chiave}"] = _("Dai i punti a «%(criterio)s».") % {"criterio": criterio.nome}
        elif criterio.motivo and not suo.motivo.strip():
            mancano[f"motivo-{chiave}"] = _("Scrivi perché: qui il bando chiede un motivo.")
    return mancano


def firma(scheda: Scheda, *, revisione: int, da: Any) -> None:
    """Her own act: from now on the sheet does not change. ``revisione``: what she read before she signed."""
    impronta = impronta_di(scheda)
    insieme = {"firmata_il": adesso(), "impronta": impronta}
    with atto(scheda, "firma", da=da, insieme=insieme, dati={"impronta": impronta}):
        _si_valuta(scheda.commissario, scheda.domanda)
        if scheda.revisione != revisione or impronta_di(scheda) != impronta:
            raise SchedaCambiata(_("La scheda è cambiata mentre la leggevi: rileggila, poi firma."))
        mancano = che_cosa_manca(scheda)
        if mancano:
            campo, frase = next(iter(mancano.items()))
            raise DatoNonAccettato(frase, campo=campo, codice="incompleta")


def impronta_di(scheda: Scheda) -> str:
    """SHA-256 of the points and reasons as they stand, criteria in order."""
    righe = [[uno.criterio, str(uno.punti), uno.motivo] for uno in scheda.voti.order_by("criterio")]
    detto = {"scheda": scheda.pk, "n": scheda.n, "voti": righe}
    return hashlib.sha256(json.dumps(detto, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def riprende(scheda: Scheda, *, motivo: str, da: Any) -> Scheda:
    """A new sheet with the same points, to be changed and signed again; the old one stays as it was signed."""
    with atto(scheda, "riprende", da=da, motivo=motivo):
        _si_valuta(scheda.commissario, scheda.domanda)
        nuova = Scheda.objects.create(
            commissario=scheda.commissario,
            domanda=scheda.domanda,
            n=scheda.n + 1,
            motivo=motivo.strip()[:400],
            note=scheda.note,
        )
        Voto.objects.bulk_create(
            Voto(scheda=nuova, criterio=uno.criterio, punti=uno.punti, motivo=uno.motivo) for uno in scheda.voti.all()
        )
    return nuova
