"""A sitting: convened, moved, cancelled, held, closed; what is said of each application, and given together to it.

Who must be there for what, and by which law: ``thinktown/collegio.py``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talenti.base.clock import a_roma, adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import no, richiedi
from talenti.registro.actions import registra_nascita
from talenti.registro.models import Transizione
from thinktown.actions.firma import atto
from thinktown.actions.schede import Punti, pulito
from thinktown.collegio import Collegio, presiede_su
from thinktown.definizione import Criterio
from thinktown.enums_sedute import C_E, ComePresente
from thinktown.models import (
    Commissario,
    Commissione,
    Discussione,
    Domanda,
    Presenza,
    PuntoConcordato,
    PuntoOrdine,
    Seduta,
    Verbale,
)
from thinktown.rules_sedute import CONDUCONO
from thinktown.valutazione import SI_VALUTA, da_discutere, si_discute

TESTO_PUNTO_MASSIMO = 300
DECISO_MASSIMO = 5000
DISCUSSIONE_MASSIMA = 10_000
PUNTI_MASSIMO = 200
DURATA_MINIMA, DURATA_MASSIMA = 15, 12 * 60


@dataclass(frozen=True)
class Appuntamento:
    """When, for how many minutes, where in person and by which https link from afar: one of the two at least."""

    quando: datetime
    durata: int = 120
    dove: str = ""
    collegamento: str = ""


@dataclass(frozen=True)
class Punto:
    """A point of the agenda: words, or an application by its key, or both."""

    testo: str = ""
    domanda: int | None = None


@dataclass(frozen=True)
class Presente:
    """How somebody was there; from and until when, where she did not stay for all of it."""

    come: ComePresente
    entra: datetime | None = None
    esce: datetime | None = None


# ── Convened ──────────────────────────────────────────────────────────────────────────────────────
def convoca(commissione: Commissione, appuntamento: Appuntamento, punti: Sequence[Punto] = (), *, da: Any) -> Seduta:
    """Call the commission together. Raises NonPermesso, DatoNonAccettato, TransizioneNonAmmessa (all is over)."""
    quando = _buono(appuntamento)
    richiedi(da, "thinktown.convoca_seduta", commissione)
    with transaction.atomic():
        commissione.refresh_from_db(from_queryset=Commissione.objects.select_for_update(no_key=True))
        richiedi(da, "thinktown.convoca_seduta", commissione)
        ultima = commissione.sedute.aggregate(Max("n"))["n__max"] or 0
        seduta = Seduta.objects.create(commissione=commissione, n=ultima + 1, **_campi(quando))
        _scrive_punti(seduta, punti)
        registra_nascita(seduta, "convoca", da=da, dati=_detto(seduta))
    return seduta


def _buono(dato: Appuntamento) -> Appuntamento:
    dove, collegamento = dato.dove.strip(), dato.collegamento.strip()
    if dato.quando <= adesso():
        raise DatoNonAccettato(_("Scegli un momento che deve ancora venire."), campo="quando")
    if not DURATA_MINIMA <= dato.durata <= DURATA_MASSIMA:
        raise DatoNonAccettato(_("Una seduta dura da 15 minuti a 12 ore."), campo="durata")
    if not dove and not collegamento:
        raise DatoNonAccettato(_("Scrivi dove ci si trova, o il collegamento per chi è a distanza."), campo="dove")
    if collegamento and not collegamento.startswith("https://"):
        raise DatoNonAccettato(_("Il collegamento comincia con https://."), campo="collegamento")
    return Appuntamento(dato.quando, dato.durata, dove, collegamento)


def _campi(dato: Appuntamento) -> dict[str, Any]:
    return {"quando": dato.quando, "durata": dato.durata, "dove": dato.dove, "collegamento": dato.collegamento}


def _detto(seduta: Seduta) -> dict[str, Any]:
    return {"n": seduta.n, "quando": seduta.quando.isoformat(), "dove": seduta.dove, "durata": seduta.durata}


def sposta(seduta: Seduta, appuntamento: Appuntamento, *, motivo: str, da: Any) -> None:
    """Another time or another place: the entry of who has it in a calendar moves with it."""
    nuovo = _buono(appuntamento)
    with atto(seduta, "sposta", da=da, motivo=motivo, dati={"prima": seduta.quando.isoformat()}) as passo:
        if _campi(nuovo) == {nome: getattr(seduta, nome) for nome in _campi(nuovo)}:
            raise DatoNonAccettato(_("La seduta è già in quel momento e in quel posto."), campo="quando")
        for nome, valore in _campi(nuovo).items():
            setattr(seduta, nome, valore)
        seduta.sequenza += 1
        seduta.save(update_fields=[*_campi(nuovo), "sequenza"])
        passo.dati |= _detto(seduta)


def annulla(seduta: Seduta, *, motivo: str, da: Any) -> None:
    with atto(seduta, "annulla", da=da, motivo=motivo, insieme={"sequenza": seduta.sequenza + 1}, dati=_detto(seduta)):
        pass


# ── The agenda ────────────────────────────────────────────────────────────────────────────────────
def ordina(seduta: Seduta, punti: Sequence[Punto], *, da: Any) -> None:
    """The points that she may read, anew and in this order; those she stays out of keep their place, after them.

    What has been decided on a point goes with its words: a point that stays keeps it.
    """
    with atto(seduta, "ordina", da=da) as passo:
        suo = _posto_che_conduce(seduta.commissione, da)
        vede = set(da_discutere(suo).values_list("pk", flat=True))
        altrui = [
            Punto(uno.testo, uno.domanda_id)
            for uno in seduta.punti.all()
            if uno.domanda_id is not None and uno.domanda_id not in vede
        ]
        if any(uno.domanda is not None and uno.domanda not in vede for uno in punti):
            raise DatoNonAccettato(_("Scegli una delle domande che la commissione valuta."), campo="domanda")
        _scrive_punti(seduta, [*punti, *altrui])
        passo.dati["punti"] = len(punti)


def _scrive_punti(seduta: Seduta, punti: Sequence[Punto]) -> None:
    if len(punti) > PUNTI_MASSIMO:
        raise DatoNonAccettato(_("Al massimo %(n)s punti.") % {"n": PUNTI_MASSIMO})
    ammesse_qui = set(
        Domanda.objects.filter(
            bando=seduta.commissione.bando_id, pk__in=[uno.domanda for uno in punti if uno.domanda]
        ).values_list("pk", flat=True)
    )
    visti: set[int] = set()
    gia = {uno.testo: uno.deciso for uno in seduta.punti.all() if uno.domanda_id is None}
    for uno in punti:
        _punto_buono(uno, ammesse_qui, visti)
    seduta.punti.all().delete()
    PuntoOrdine.objects.bulk_create(
        PuntoOrdine(
            seduta=seduta,
            n=n,
            testo=uno.testo.strip(),
            domanda_id=uno.domanda,
            deciso="" if uno.domanda else gia.get(uno.testo.strip(), ""),
        )
        for n, uno in enumerate(punti, 1)
    )


def _punto_buono(uno: Punto, ammesse_qui: set[int], visti: set[int]) -> None:
    testo = uno.testo.strip()
    if not testo and uno.domanda is None:
        raise DatoNonAccettato(_("Scrivi di che cosa si parla."), campo="testo")
    if len(testo) > TESTO_PUNTO_MASSIMO:
        raise DatoNonAccettato(_("Un punto è troppo lungo: al massimo 300 caratteri."), campo="testo")
    if uno.domanda is None:
        return
    if uno.domanda not in ammesse_qui or uno.domanda in visti:
        raise DatoNonAccettato(_("Scegli una domanda di questo bando, una volta sola."), campo="domanda")
    visti.add(uno.domanda)


# ── Held ──────────────────────────────────────────────────────────────────────────────────────────
def apre(seduta: Seduta, *, da: Any) -> None:
    """It begins: who sits in the commission is written as absent, until somebody says that she is there.

    It may begin on its day, also before its hour if all are there.
    """
    with atto(seduta, "apre", da=da, insieme={"aperta_il": adesso()}):
        if a_roma(seduta.quando).date() > oggi():
            raise TransizioneNonAmmessa(_("Questa seduta è per un altro giorno: per tenerla prima, spostala."))
        posti = Commissario.objects.filter(commissione=seduta.commissione_id, al__isnull=True).order_by("pk")
        Presenza.objects.bulk_create(
            Presenza(seduta=seduta, commissario=uno, come=ComePresente.ASSENTE) for uno in posti
        )


def presenze(seduta: Seduta, dette: Mapping[int, Presente], *, da: Any) -> None:
    """Seat → how she was there. Who came into the commission meanwhile is written too."""
    with atto(seduta, "presenze", da=da) as passo:
        posti = set(seduta.commissione.commissari.filter(al__isnull=True).values_list("pk", flat=True))
        posti |= set(seduta.presenze.values_list("commissario", flat=True))
        for pk, una in dette.items():
            if pk not in posti:
                raise DatoNonAccettato(_("Questa persona non siede nella commissione."), campo=f"come-{pk}")
            _ore_buone(seduta, pk, una)
        for pk, una in dette.items():
            campi = {"come": una.come, "entra": una.entra, "esce": una.esce}
            Presenza.objects.update_or_create(seduta=seduta, commissario_id=pk, defaults=campi)
        passo.dati["presenze"] = {str(pk): una.come for pk, una in dette.items()}


def _ore_buone(seduta: Seduta, pk: int, una: Presente) -> None:
    if una.come not in C_E and (una.entra or una.esce):
        raise DatoNonAccettato(_("Di chi è assente non si scrive un'ora."), campo=f"come-{pk}")
    ore = [istante for istante in (seduta.aperta_il, una.entra, una.esce) if istante]
    if una.esce and una.entra and una.esce <= una.entra:
        raise DatoNonAccettato(_("Va via dopo essere arrivata: ricontrolla le ore."), campo=f"esce-{pk}")
    if ore and max(ore) > adesso():
        raise DatoNonAccettato(_("Quest'ora deve ancora venire."), campo=f"esce-{pk}")


def tratta(punto: PuntoOrdine, deciso: str, *, da: Any) -> None:
    """What was decided on a point that judges no application: the majority of who votes must be there."""
    seduta = punto.seduta
    if len(deciso) > DECISO_MASSIMO:
        raise DatoNonAccettato(_("È troppo lungo: al massimo 5.000 caratteri."), campo="deciso")
    with atto(seduta, "tratta", da=da, dati={"punto": punto.n}):
        if punto.domanda_id is not None:
            raise DatoNonAccettato(_("Su questo punto si parla di una domanda: scrivi nella sua pagina."))
        collegio = Collegio(seduta)
        if deciso.strip() and not collegio.c_e:
            presenti, servono = collegio.numero_legale
            raise TransizioneNonAmmessa(
                _("Manca il numero legale: chi vota e c'è sono %(n)s, ne servono %(servono)s.")
                % {"n": presenti, "servono": servono}
            )
        punto.deciso = deciso.strip()
        punto.save(update_fields=["deciso"])


# ── One application ───────────────────────────────────────────────────────────────────────────────
def discute(seduta: Seduta, domanda: Domanda, testo: str, *, da: Any) -> Discussione:
    """What was said of it, with who sat for it in that moment: who leaves is written down by itself."""
    if len(testo) > DISCUSSIONE_MASSIMA:
        raise DatoNonAccettato(_("È troppo lungo: al massimo 10.000 caratteri."), campo="testo")
    with atto(seduta, "discute", da=da, dati={"domanda": domanda.pk}) as passo:
        chi_ne_scrive(seduta.commissione, domanda, da)
        return _discussa(seduta, domanda, passo.quando, testo=testo.strip())


def concorda(seduta: Seduta, domanda: Domanda, punti: Mapping[str, Punti], *, da: Any) -> None:
    """The points that all give together, criterion by criterion: where the call decides so, and all are there."""
    criteri = {uno.chiave: uno for uno in seduta.commissione.bando.in_vigore.criteri}
    puliti = {chiave: pulito(criteri, chiave, uno) for chiave, uno in punti.items()}
    with atto(seduta, "concorda", da=da, dati={"domanda": domanda.pk}) as passo:
        chi_ne_scrive(seduta.commissione, domanda, da)
        if not seduta.commissione.bando.in_vigore.graduatoria.concordata:
            raise TransizioneNonAmmessa(_("Questo bando somma le schede di ognuno: qui non si danno punti insieme."))
        _ci_sono_tutti(Collegio(seduta).su(domanda.pk).mancano)
        _dati_tutti(criteri, puliti)
        _discussa(seduta, domanda, passo.quando)
        PuntoConcordato.objects.filter(seduta=seduta, domanda=domanda).delete()
        PuntoConcordato.objects.bulk_create(
            PuntoConcordato(seduta=seduta, domanda=domanda, criterio=chiave, punti=uno.punti, motivo=uno.motivo)
            for chiave, uno in puliti.items()
            if uno.punti is not None
        )
        passo.dati["punti"] = {chiave: str(uno.punti) for chiave, uno in puliti.items()}


def chi_ne_scrive(commissione: Commissione, domanda: Domanda, da: Any) -> Commissario:
    """Her seat, if she conducts the sitting on that application and may hear of it. Raises NonPermesso."""
    if not si_discute(commissione, domanda):
        raise TransizioneNonAmmessa(_("Le domande si discutono nella fase in cui la commissione decide insieme."))
    suoi = Commissario.objects.di_oggi().filter(commissione=commissione, persona=da.pk).select_related("commissione")
    for suo in suoi:
        conduce = suo.ruolo in CONDUCONO or presiede_su(suo, domanda)
        if conduce and da_discutere(suo).filter(pk=domanda.pk).exists():
            return suo
    raise NonPermesso(no("non_ne_scrive", _("Di questa domanda in seduta non scrivi tu.")))


def _posto_che_conduce(commissione: Commissione, da: Any) -> Commissario:
    suoi = Commissario.objects.di_oggi().filter(commissione=commissione, persona=da.pk, ruolo__in=CONDUCONO)
    return suoi.select_related("commissione").get()


def _ci_sono_tutti(mancano: Sequence[int]) -> None:
    if not mancano:
        return
    frase = ngettext(
        "Manca %(n)s di chi vota su questa domanda: i punti si danno insieme solo quando ci sono tutti.",
        "Mancano %(n)s di chi vota su questa domanda: i punti si danno insieme solo quando ci sono tutti.",
        len(mancano),
    )
    raise TransizioneNonAmmessa(frase % {"n": len(mancano)}, codice="mancano")


def _dati_tutti(criteri: Mapping[str, Criterio], puliti: Mapping[str, Punti]) -> None:
    for chiave, criterio in criteri.items():
        dato = puliti.get(chiave)
        if dato is None or dato.punti is None:
            frase = _("Dai i punti a «%(criterio)s».") % {"criterio": criterio.nome}
            raise DatoNonAccettato(frase, campo=f"punti-{chiave}")
        if criterio.motivo and not dato.motivo:
            raise DatoNonAccettato(_("Scrivi perché: qui il bando chiede un motivo."), campo=f"motivo-{chiave}")


def _discussa(seduta: Seduta, domanda: Domanda, quando: datetime, **altro: Any) -> Discussione:
    campi = {"composizione": Collegio(seduta).su(domanda.pk).scritta(), "scritta_il": quando} | altro
    discussa, _nata = Discussione.objects.update_or_create(seduta=seduta, domanda=domanda, defaults=campi)
    return discussa


# ── Closed ────────────────────────────────────────────────────────────────────────────────────────
def chiude(seduta: Seduta, *, da: Any) -> Verbale:
    """It is over: from now on only its minutes are written."""
    with atto(seduta, "chiude", da=da, insieme={"chiusa_il": adesso()}):
        return Verbale.objects.create(seduta=seduta)


# ── Reminded ──────────────────────────────────────────────────────────────────────────────────────
def ricorda(commissione: Commissione, *, da: Any) -> None:
    """Remind who has not finished her sheets, once a day at most. Who that is, whoever presses need not know."""
    with atto(commissione, "ricorda", da=da):
        fase = commissione.fase
        if fase is None or fase.tipo not in SI_VALUTA:
            raise TransizioneNonAmmessa(_("Adesso non si valuta: non c'è niente da ricordare."))
        if ricordato_oggi(commissione):
            raise TransizioneNonAmmessa(_("Oggi l'avete già ricordato: si può una volta al giorno."))


def ricordato_oggi(commissione: Commissione) -> bool:
    ultimo = Transizione.objects.di(commissione).filter(verbo="ricorda").last()
    return ultimo is not None and a_roma(ultimo.quando).date() == oggi()
