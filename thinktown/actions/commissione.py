"""The commission: named by an act, changed by an act; its phases; who stays out of which application, and who steps in.

Sources: c.p.c. artt. 51–52 (grounds of abstention), L. 241/1990 art. 6-bis (conflict of interest, potential too),
D.lgs. 165/2001 art. 35-bis (condemned people sit in no commission), D.lgs. 33/2013 (acts are public).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from talenti.base.clock import adesso, oggi
from talenti.base.codici import nuovo_codice
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import no, richiedi
from talenti.registro.actions import Atto, registra_nascita
from thinktown.actions.bandi import DatiAtto, atto_scritto
from thinktown.actions.firma import atto
from thinktown.enums import Modalita, StatoBando, StatoDomanda, TipoAtto
from thinktown.enums_valutazione import (
    DICHIARANO,
    TITOLARI,
    MotivoConflitto,
    RuoloCommissario,
    TipoFase,
    VediVoti,
)
from thinktown.models import (
    AttoBando,
    Bando,
    CodiceCieco,
    Commissario,
    Commissione,
    Componente,
    DichiarazioneConflitto,
    Domanda,
    FaseValutazione,
    Supplenza,
)

# Fewer cannot disagree; an even number cannot decide.
ALMENO = 3
RAPPRESENTA_MASSIMO = 120
SPIEGAZIONE_MASSIMA = 400


@dataclass(frozen=True)
class Nominato:
    """Who is named, as what, and for which body or economic category she sits."""

    persona: Any
    ruolo: RuoloCommissario
    rappresenta: str


@dataclass(frozen=True)
class DatiFase:
    """``dal`` None: from the moment in which it is decided."""

    tipo: TipoFase
    dal: datetime | None = None
    nomi: bool = True
    voti: VediVoti = VediVoti.MAI


@dataclass(frozen=True)
class Dichiarata:
    """What a member says of one application; ``motivo``: which conflict, none where there is none."""

    motivo: MotivoConflitto | None = None
    spiegazione: str = ""


# ── Named ─────────────────────────────────────────────────────────────────────────────────────────
def nomina(bando: Bando, nominati: Sequence[Nominato], dati: DatiAtto, *, da: Any) -> Commissione:
    """Name the commission of a call that has closed, by an act of the body.

    Raises NonPermesso, TransizioneNonAmmessa (open, first come, named already), DatoNonAccettato.
    """
    atto_scritto(dati, TipoAtto.NOMINA)
    _composta(nominati)
    richiedi(da, "thinktown.nomina_commissione", bando)
    with transaction.atomic():
        bando.refresh_from_db(from_queryset=Bando.objects.select_for_update(no_key=True))
        richiedi(da, "thinktown.nomina_commissione", bando)
        _si_nomina(bando)
        commissione = Commissione.objects.create(bando=bando)
        registrato = _registra(commissione, TipoAtto.NOMINA, dati)
        Commissario.objects.bulk_create(_siede(commissione, uno, registrato) for uno in nominati)
        detto = {"atto": registrato.numero, "del": registrato.data.isoformat()}
        chi = [{"persona": uno.persona.pk, "ruolo": uno.ruolo, "rappresenta": uno.rappresenta} for uno in nominati]
        registra_nascita(commissione, "nomina", da=da, dati=detto | {"chi": chi})
    return commissione


def _si_nomina(bando: Bando) -> None:
    if bando.modalita == Modalita.SPORTELLO:
        raise TransizioneNonAmmessa(_("Qui si decide in ordine di arrivo: non c'è una commissione."))
    uscito = bando.stato in (StatoBando.PUBBLICATO, StatoBando.IN_VALUTAZIONE)
    # One that has not opened yet, or opens again, is not closed either.
    if not uscito or bando.chiude_il is None or bando.chiude_il > adesso():
        raise TransizioneNonAmmessa(_("La commissione si nomina quando il bando è chiuso."))
    if Commissione.objects.filter(bando=bando).exists():
        raise TransizioneNonAmmessa(_("La commissione c'è già: per cambiarla si registra un altro atto."))


def _composta(nominati: Sequence[Nominato]) -> None:
    """One president, an odd number of members who score, everybody once, each for somebody."""
    for uno in nominati:
        _siede_bene(uno)
    if len({uno.persona.pk for uno in nominati}) != len(nominati):
        raise DatoNonAccettato(_("Una persona è scritta due volte: ognuno ha un posto solo."), codice="doppia")
    if sum(uno.ruolo == RuoloCommissario.PRESIDENTE for uno in nominati) != 1:
        raise DatoNonAccettato(_("Serve un presidente, e uno solo."), codice="presidente")
    quanti = sum(uno.ruolo in TITOLARI for uno in nominati)
    if quanti < ALMENO or quanti % 2 == 0:
        raise DatoNonAccettato(
            _("Chi vota deve essere in numero dispari, almeno %(n)s con il presidente: adesso sono %(quanti)s.")
            % {"n": ALMENO, "quanti": quanti},
            codice="dispari",
        )


def _siede_bene(uno: Nominato) -> None:
    if not uno.rappresenta.strip() or len(uno.rappresenta.strip()) > RAPPRESENTA_MASSIMO:
        raise DatoNonAccettato(_("Scrivi quale ente o categoria rappresenta ognuno."), campo="rappresenta")
    if uno.persona.e_minorenne:
        raise DatoNonAccettato(_("Chi valuta ha già 18 anni: scegli un'altra persona."), campo="email")


def _siede(commissione: Commissione, uno: Nominato, registrato: AttoBando) -> Commissario:
    return Commissario(
        commissione=commissione,
        persona=uno.persona,
        ruolo=uno.ruolo,
        rappresenta=uno.rappresenta.strip(),
        dal=oggi(),
        nomina=registrato,
    )


def _registra(commissione: Commissione, tipo: TipoAtto, dati: DatiAtto) -> AttoBando:
    return AttoBando.objects.create(
        bando_id=commissione.bando_id,
        tipo=tipo,
        numero=dati.numero.strip(),
        data=dati.data,
        motivo=dati.motivo.strip(),
        file=dati.file,
    )


# ── Changed ───────────────────────────────────────────────────────────────────────────────────────
def cambia(
    commissione: Commissione,
    dati: DatiAtto,
    *,
    esce: Commissario | None = None,
    entra: Nominato | None = None,
    da: Any,
) -> Commissario | None:
    """One act: who leaves, who comes in, or both. Who votes stays an odd number, with one president.

    Who leaves keeps what she signed; what she had open goes with her. Returns the new seat.
    """
    atto_scritto(dati, TipoAtto.COMMISSIONE)
    if entra is not None:
        _siede_bene(entra)
    if esce is None and entra is None:
        raise DatoNonAccettato(_("Scegli chi lascia, chi arriva, o tutti e due."))
    with atto(commissione, "cambia", da=da, motivo=dati.motivo) as passo:
        registrato = _registra(commissione, TipoAtto.COMMISSIONE, dati)
        if esce is not None:
            _esce(commissione, esce, registrato, passo)
        nuovo = _entra(commissione, entra, registrato, passo) if entra is not None else None
        _composta(
            [Nominato(uno.persona, RuoloCommissario(uno.ruolo), uno.rappresenta) for uno in in_carica(commissione)]
        )
        passo.dati |= {"atto": registrato.numero, "del": registrato.data.isoformat()}
        return nuovo


def in_carica(commissione: Commissione) -> list[Commissario]:
    return list(commissione.commissari.filter(al__isnull=True).select_related("persona"))


def _esce(commissione: Commissione, esce: Commissario, registrato: AttoBando, passo: Atto) -> None:
    suo = commissione.commissari.filter(pk=esce.pk, al__isnull=True)
    if not suo.update(al=oggi(), cessazione=registrato):
        raise TransizioneNonAmmessa(_("Questa persona non è più nella commissione."))
    # Her places as a substitute end; so do those of who stood in for her: who comes in her stead has no conflict yet.
    sue = Supplenza.objects.filter(Q(supplente=esce) | Q(al_posto_di=esce), finita_il__isnull=True)
    sue.update(finita_il=passo.quando)
    passo.dati["esce"] = {"persona": esce.persona_id, "ruolo": esce.ruolo}


def _entra(commissione: Commissione, entra: Nominato, registrato: AttoBando, passo: Atto) -> Commissario:
    nuovo = _siede(commissione, entra, registrato)
    try:
        with transaction.atomic():
            nuovo.save(force_insert=True)
    except IntegrityError as errore:
        raise DatoNonAccettato(
            _("Questa persona ha già un posto nella commissione, o un presidente c'è già."), campo="email"
        ) from errore
    passo.dati["entra"] = {"persona": entra.persona.pk, "ruolo": entra.ruolo, "rappresenta": nuovo.rappresenta}
    return nuovo


# ── The phases ────────────────────────────────────────────────────────────────────────────────────
def programma(commissione: Commissione, fasi: Sequence[DatiFase], *, da: Any) -> None:
    """When each phase begins (without ``dal``: at this moment); one that has begun stays as it was.

    They follow each other in their one order, each after the one before. Who declares sees names.
    """
    with atto(commissione, "programma", da=da) as passo:
        dette = [replace(una, dal=una.dal or passo.quando) for una in fasi]
        _in_ordine(dette)
        prima = {una.tipo: una for una in commissione.fasi.all()}
        cominciate = {tipo for tipo, una in prima.items() if una.dal <= passo.quando}
        if cominciate - {una.tipo for una in dette}:
            raise TransizioneNonAmmessa(_("Una fase che è già cominciata non si toglie."))
        for una in dette:
            _si_programma(una, prima[una.tipo] if una.tipo in cominciate else None, passo.quando)
        commissione.fasi.exclude(tipo__in=cominciate).delete()
        FaseValutazione.objects.bulk_create(
            FaseValutazione(
                commissione=commissione, tipo=una.tipo, dal=una.dal or passo.quando, nomi=una.nomi, voti=una.voti
            )
            for una in dette
            if una.tipo not in cominciate
        )
        commissione.__dict__.pop("fase", None)
        passo.dati["fasi"] = [
            {"tipo": una.tipo, "dal": una.dal.isoformat() if una.dal else "", "nomi": una.nomi, "voti": una.voti}
            for una in dette
        ]


def _in_ordine(fasi: Sequence[DatiFase]) -> None:
    ordine, tipi = list(TipoFase), [una.tipo for una in fasi]
    if not tipi or tipi != sorted(tipi, key=ordine.index) or len(set(tipi)) != len(tipi):
        raise DatoNonAccettato(_("Le fasi si seguono in un ordine solo, e ognuna c'è una volta."), codice="ordine")
    quando = [una.dal for una in fasi if una.dal]
    if any(dopo <= prima for prima, dopo in pairwise(quando)):
        raise DatoNonAccettato(_("Ogni fase comincia dopo quella che la precede."), codice="date")


def _si_programma(una: DatiFase, cominciata: FaseValutazione | None, ora: datetime) -> None:
    if cominciata is not None:
        if (una.dal, una.nomi, una.voti) != (cominciata.dal, cominciata.nomi, cominciata.voti):
            raise TransizioneNonAmmessa(
                _("«%(fase)s» è già cominciata: resta com'è.") % {"fase": cominciata.get_tipo_display()}
            )
        return
    if una.dal is None or una.dal < ora:
        raise DatoNonAccettato(
            _("«%(fase)s»: scegli un momento che deve ancora venire.") % {"fase": una.tipo.label}, codice="passata"
        )
    if una.tipo == TipoFase.DICHIARA and not una.nomi:
        raise DatoNonAccettato(_("Chi dichiara deve sapere di chi: qui i nomi si vedono."), codice="nomi")


# ── Conflicts ─────────────────────────────────────────────────────────────────────────────────────
def dichiara(
    commissario: Commissario, dichiarate: Mapping[str, Dichiarata], *, senza_condanne: bool = False, da: Any
) -> None:
    """What she says of each application (by its code), all together or some at a time.

    A conflict may be added at any moment, never taken back. Of an application of her own group there always is one.
    ``senza_condanne``: the statement of art. 35-bis, once.
    """
    commissione = commissario.commissione
    with atto(commissione, "dichiara", da=da, dati={"commissario": commissario.pk}) as passo:
        commissario.refresh_from_db()
        _la_sua(commissario, da)
        if commissario.senza_condanne_il is None:
            if not senza_condanne:
                raise DatoNonAccettato(
                    _("Per valutare devi poter dichiarare di non avere queste condanne."), campo="senza_condanne"
                )
            commissario.senza_condanne_il = passo.quando
            commissario.save(update_fields=["senza_condanne_il"])
        for domanda in domande_ammesse(commissione).filter(codice__in=dichiarate):
            _una(commissario, domanda, dichiarate[domanda.codice], passo)


def _la_sua(commissario: Commissario, da: Any) -> None:
    if commissario.persona_id != da.pk or not commissario.in_carica or commissario.ruolo not in DICHIARANO:
        raise NonPermesso(no("non_siede", _("In questa commissione non hai un posto da cui si valuta.")))


def domande_ammesse(commissione: Commissione) -> Any:
    """What the commission receives: the applications that the office has admitted."""
    return Domanda.objects.filter(bando=commissione.bando_id, stato=StatoDomanda.AMMESSA).order_by("numero")


def _una(commissario: Commissario, domanda: Domanda, detta: Dichiarata, passo: Atto) -> None:
    if detta.motivo is None and _e_sua(commissario, domanda):
        raise DatoNonAccettato(
            _("Fai parte di questo gruppo: su questa domanda hai un conflitto."), campo=f"motivo-{domanda.codice}"
        )
    if len(detta.spiegazione) > SPIEGAZIONE_MASSIMA:
        raise DatoNonAccettato(_("È troppo lungo: al massimo 400 caratteri."), campo=f"spiegazione-{domanda.codice}")
    prima = DichiarazioneConflitto.objects.filter(commissario=commissario, domanda=domanda).first()
    if prima is not None and prima.conflitto:
        if detta.motivo is None:
            raise TransizioneNonAmmessa(
                _("Sulla domanda n. %(n)s hai già dichiarato un conflitto: non si toglie.") % {"n": domanda.numero}
            )
        return
    if prima is not None and detta.motivo is None:
        return
    campi = {
        "conflitto": detta.motivo is not None,
        "motivo": detta.motivo or "",
        "spiegazione": detta.spiegazione.strip(),
        "resa_il": passo.quando,
    }
    DichiarazioneConflitto.objects.update_or_create(commissario=commissario, domanda=domanda, defaults=campi)
    if campi["conflitto"]:
        # Who stays out of it gives up her place in it, a substitute as well.
        Supplenza.objects.filter(domanda=domanda, supplente=commissario, finita_il__isnull=True).update(
            finita_il=passo.quando
        )
    dette = passo.dati.setdefault("dichiarate", [])
    dette.append({"domanda": domanda.pk, "conflitto": campi["conflitto"], "motivo": campi["motivo"]})


def _e_sua(commissario: Commissario, domanda: Domanda) -> bool:
    """Of a group that she is in, has left or was asked into."""
    return Componente.objects.filter(domanda=domanda, persona=commissario.persona_id).exists()


# ── Substitutes ───────────────────────────────────────────────────────────────────────────────────
def supplisce(domanda: Domanda, *, al_posto_di: Commissario, supplente: Commissario, da: Any) -> Supplenza:
    """A substitute takes that member's place on this application only: she has declared, and has no conflict."""
    commissione = al_posto_di.commissione
    dati = {"domanda": domanda.pk, "al_posto_di": al_posto_di.pk, "supplente": supplente.pk}
    with atto(commissione, "supplisce", da=da, dati=dati) as passo:
        _serve(domanda, al_posto_di)
        _puo_supplire(domanda, supplente, commissione)
        try:
            with transaction.atomic():
                return Supplenza.objects.create(
                    domanda=domanda, al_posto_di=al_posto_di, supplente=supplente, dal=passo.quando
                )
        except IntegrityError as errore:
            raise TransizioneNonAmmessa(_("Su questa domanda c'è già un supplente per quel posto.")) from errore


def _serve(domanda: Domanda, al_posto_di: Commissario) -> None:
    conflitto = DichiarazioneConflitto.objects.filter(commissario=al_posto_di, domanda=domanda, conflitto=True)
    if al_posto_di.ruolo not in TITOLARI or not al_posto_di.in_carica or not conflitto.exists():
        raise TransizioneNonAmmessa(_("Su questa domanda quel posto non è vuoto: non serve un supplente."))


def _puo_supplire(domanda: Domanda, supplente: Commissario, commissione: Commissione) -> None:
    if supplente.commissione_id != commissione.pk or supplente.ruolo != RuoloCommissario.SUPPLENTE:
        raise DatoNonAccettato(_("Scegli una persona nominata come supplente."), campo="supplente")
    if not supplente.in_carica:
        raise DatoNonAccettato(_("Questa persona non è più nella commissione."), campo="supplente")
    detta = DichiarazioneConflitto.objects.filter(commissario=supplente, domanda=domanda).first()
    if detta is None:
        raise DatoNonAccettato(_("Prima deve dichiarare se ha un conflitto su questa domanda."), campo="supplente")
    if detta.conflitto:
        raise DatoNonAccettato(_("Anche questa persona ha un conflitto su questa domanda."), campo="supplente")


# ── Without names ─────────────────────────────────────────────────────────────────────────────────
# So long that nobody guesses one, so short that it is read aloud.
_CODICE = 6


def estrai_codici(commissione: Commissione) -> None:
    """Draw what each application is called while names are hidden; one that has its code keeps it.

    Of two pages that draw in the same moment each application keeps the first code, and a code that is taken is
    drawn anew.
    """
    while senza := list(domande_ammesse(commissione).filter(codice_cieco=None).values_list("pk", flat=True)):
        CodiceCieco.objects.bulk_create(
            (CodiceCieco(commissione=commissione, domanda_id=pk, codice=nuovo_codice()[:_CODICE]) for pk in senza),
            ignore_conflicts=True,
        )
