"""A call from its draft to its publication, and the acts that change it afterwards."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from talenti.base.clock import a_roma, adesso, oggi
from talenti.base.codici import slug_libero
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import Attore, richiedi
from talenti.base.templatetags.italiano import data_ora
from talenti.documenti.models import FileCaricato
from talenti.luoghi.calendario import prossimo_lavorativo
from talenti.persone import gateway
from talenti.registro.actions import Atto, registra_nascita
from talenti.rete.models import Partner
from thinktown import definizione
from thinktown.actions.firma import atto
from thinktown.definizione import Definizione, Finestra
from thinktown.differenze import differenze
from thinktown.enums import SENZA_PERCHE, Festivi, Firma, StatoBando, TipoAtto
from thinktown.mancanze import che_cosa_manca
from thinktown.misure import modello
from thinktown.models import AttoBando, Bando, FinestraBando, Incarico, Offerta, VersioneBando
from thinktown.models.bandi import RuoloIncarico
from thinktown.obblighi import con_obblighi

# Words under /bandi/ that are pages of ours.
_RISERVATI = {"feed", "calendario", "avvisami"}


class BozzaCambiata(DatoNonAccettato):
    """Somebody else has saved the draft meanwhile: nothing of hers is written over."""

    codice = "bozza_cambiata"


@dataclass(frozen=True)
class DatiAtto:
    """The body's act, as it is registered there. ``file`` is the document itself, already uploaded."""

    numero: str
    data: date
    motivo: str = ""
    file: FileCaricato | None = None


# ── The draft ─────────────────────────────────────────────────────────────────────────────────────
def crea(partner: Partner, *, misura: str, da: Any, come: Bando | None = None, quale: str = "") -> Bando:
    """A draft, from a template or from a call of the past (its dates, and whose places it offered, left out).

    ``quale``: the template, where it is not the first of its measure.
    """
    richiedi(da, "thinktown.scrive_bandi", partner)
    partenza = modello(quale or misura) if come is None else _senza_anno(come.in_vigore)
    with transaction.atomic():
        bando = Bando(partner=partner, misura=misura, lavoro=definizione.scrivi(partenza))
        _ripeti(bando, partenza)
        bando.save()
        registra_nascita(bando, "crea", da=da, dati={"misura": misura})
    return bando


def _senza_anno(detta: Definizione) -> Definizione:
    parti = tuple(replace(una, quesiti=tuple(replace(uno, bando="") for uno in una.quesiti)) for una in detta.parti)
    return replace(detta, parti=parti, tempi=replace(detta.tempi, finestre=()))


def salva(bando: Bando, nuova: Definizione, *, da: Any, revisione: int) -> None:
    """Keep what has been written so far. ``revisione`` is the one that the writer had before her.

    Raises BozzaCambiata when somebody else saved in between, TransizioneNonAmmessa once it is no draft any more.
    """
    with transaction.atomic():
        bando.refresh_from_db(from_queryset=Bando.objects.select_for_update(no_key=True))
        richiedi(da, "thinktown.scrive_bandi", bando)
        if bando.stato != StatoBando.BOZZA:
            raise TransizioneNonAmmessa(_("Il bando non è più una bozza: da qui non si cambia."))
        if bando.revisione != revisione:
            raise BozzaCambiata(
                _("Un'altra persona ha salvato mentre scrivevi: ricarica, e guarda che cosa ha cambiato.")
            )
        bando.lavoro = definizione.scrivi(nuova)
        bando.revisione += 1
        bando.aggiornato_il = adesso()
        _ripeti(bando, nuova)
        bando.save(update_fields=["lavoro", "revisione", "aggiornato_il", *_RIPETUTI])


_RIPETUTI = ("titolo", "in_breve", "modalita", "apre_il", "chiude_il", "risponde_a")


def _ripeti(bando: Bando, detta: Definizione) -> None:
    """What lists read, from what the call says. Windows that make no sense yet are not repeated."""
    bando.titolo, bando.in_breve = detta.racconto.titolo[:120], detta.racconto.in_breve[:240]
    bando.modalita = detta.tempi.modalita
    preferenze = detta.preferenze
    bando.risponde_a = Bando.objects.filter(codice=preferenze.bando).first() if preferenze else None
    finestre = detta.tempi.finestre
    ha_senso = bool(finestre) and finestre[0].apre < finestre[-1].chiude
    bando.apre_il, bando.chiude_il = (finestre[0].apre, finestre[-1].chiude) if ha_senso else (None, None)


# ── Before everybody ──────────────────────────────────────────────────────────────────────────────
def manda_in_verifica(bando: Bando, *, da: Any) -> None:
    """To be read by somebody else. Only a call that lacks nothing."""
    with atto(bando, "manda_in_verifica", da=da, insieme={"mandato_da": da}):
        _e_completo(bando.bozza)


def rimanda(bando: Bando, *, motivo: str, da: Any) -> None:
    """Back to who writes it, with what is to be put right."""
    with atto(bando, "rimanda", da=da, motivo=motivo):
        pass


def pubblica(bando: Bando, dati: DatiAtto, *, da: Any) -> VersioneBando:
    """Out to everybody, frozen, with the act that approves it. A closing on a holiday moves as the call says."""
    try:
        return _pubblica(bando, dati, da)
    except IntegrityError:
        # Another one has taken the same address in this very moment: now it is seen, and another is found.
        bando.refresh_from_db()
        return _pubblica(bando, dati, da)


def _pubblica(bando: Bando, dati: DatiAtto, da: Any) -> VersioneBando:
    detta = da_pubblicare(bando.bozza)
    atto_scritto(dati, TipoAtto.APPROVAZIONE)
    insieme = {
        "versione_n": 1,
        "pubblicato_il": adesso(),
        "slug": slug_libero(bando, riservati=_RISERVATI),
        "apre_il": detta.tempi.finestre[0].apre if detta.tempi.finestre else None,
        "chiude_il": detta.tempi.finestre[-1].chiude if detta.tempi.finestre else None,
    }
    _e_completo(detta)
    with atto(bando, "pubblica", da=da, insieme=insieme) as passo:
        # What is published is the draft that was locked, not the one read before.
        if da_pubblicare(bando.bozza) != detta:
            raise BozzaCambiata(_("Il bando è cambiato mentre lo pubblicavi: rileggilo."))
        return _nuova_versione(bando, detta, dati, TipoAtto.APPROVAZIONE, passo)


def da_pubblicare(detta: Definizione) -> Definizione:
    """What the office has written, with what follows from it: closings moved, the part for signature and stamp."""
    return con_obblighi(con_festivi(detta))


def con_festivi(detta: Definizione) -> Definizione:
    """The same call with the closings that fall on a holiday moved as it says: same hour, first working day after."""
    if detta.tempi.festivi != Festivi.DOPO:
        return detta
    finestre = tuple(replace(una, chiude=_a_un_giorno_che_vale(una.chiude)) for una in detta.tempi.finestre)
    return replace(detta, tempi=replace(detta.tempi, finestre=finestre))


def _a_un_giorno_che_vale(istante: datetime) -> datetime:
    locale = a_roma(istante)
    giorno = prossimo_lavorativo(locale.date())
    return istante if giorno == locale.date() else datetime.combine(giorno, locale.timetz()).astimezone(istante.tzinfo)


def _e_completo(detta: Definizione) -> None:
    mancanze = che_cosa_manca(detta)
    if mancanze:
        raise DatoNonAccettato(mancanze[0].frase, codice="incompleto")
    _con_posti_pubblicati(detta)
    if detta.chi.firma == Firma.IDENTITA and not gateway.configurato():
        frase = _("SPID e CIE qui non sono attivi: scegli un altro modo di firmare la domanda.")
        raise DatoNonAccettato(frase, codice="senza_identita")


def _con_posti_pubblicati(detta: Definizione) -> None:
    """Who is asked to choose among places finds as many as she must."""
    quesito = detta.preferenze
    if quesito is None:
        return
    pubblicati = Offerta.objects.pubblicate().filter(bando__codice=quesito.bando).count()
    if pubblicati < max(quesito.minimo or 1, 1):
        raise DatoNonAccettato(
            _("Il bando da cui vengono i posti non ne ha pubblicati abbastanza: prima pubblicali."),
            codice="senza_posti",
        )


def atto_scritto(dati: DatiAtto, tipo: TipoAtto) -> None:
    if not dati.numero.strip():
        raise DatoNonAccettato(_("Scrivi il numero dell'atto."), campo="numero")
    if dati.data > oggi():
        raise DatoNonAccettato(_("L'atto ha una data che deve ancora venire."), campo="data")
    if tipo not in SENZA_PERCHE and not dati.motivo.strip():
        raise DatoNonAccettato(_("Scrivi il motivo: chi lo riceve deve poter capire."), campo="motivo")


def _nuova_versione(bando: Bando, detta: Definizione, dati: DatiAtto, tipo: TipoAtto, passo: Atto) -> VersioneBando:
    """Freeze it, with its act. ``bando.versione_n`` is already the number of the new one."""
    versione = VersioneBando.objects.create(
        bando=bando,
        n=bando.versione_n,
        contenuto=definizione.scrivi(detta),
        impronta=definizione.impronta(detta),
        dal=passo.quando,
    )
    registra_atto(bando, dati, tipo, passo, versione)
    passo.dati |= {"versione": versione.n, "impronta": versione.impronta}
    bando.__dict__.pop("versione", None)
    bando.aggiornato_il = passo.quando
    _ripeti(bando, detta)
    bando.save(update_fields=["aggiornato_il", *_RIPETUTI])
    bando.finestre.all().delete()
    FinestraBando.objects.bulk_create(
        FinestraBando(bando=bando, apre=una.apre, chiude=una.chiude) for una in detta.tempi.finestre
    )
    return versione


def registra_atto(
    bando: Bando, dati: DatiAtto, tipo: TipoAtto, passo: Atto, versione: VersioneBando | None = None
) -> AttoBando:
    registrato = AttoBando.objects.create(
        bando=bando,
        tipo=tipo,
        numero=dati.numero.strip(),
        data=dati.data,
        motivo=dati.motivo.strip(),
        file=dati.file,
        versione=versione,
        registrato_il=passo.quando,
    )
    passo.dati |= {"atto": registrato.numero, "del": registrato.data.isoformat()}
    return registrato


# ── Changed by an act ─────────────────────────────────────────────────────────────────────────────
def proroga(bando: Bando, chiude: datetime, dati: DatiAtto, *, da: Any) -> VersioneBando:
    """A later closing, decided before the one in force has come."""
    return _sposta(bando, "proroga", TipoAtto.PROROGA, chiude, dati, da)


def riapri(bando: Bando, chiude: datetime, dati: DatiAtto, *, da: Any) -> VersioneBando:
    """Open again a call that has closed: drafts live again by themselves."""
    return _sposta(bando, "riapri", TipoAtto.RIAPERTURA, chiude, dati, da)


def _sposta(bando: Bando, verbo: str, tipo: TipoAtto, chiude: datetime, dati: DatiAtto, da: Any) -> VersioneBando:
    atto_scritto(dati, tipo)
    with atto(bando, verbo, da=da, motivo=dati.motivo) as passo:
        detta = bando.in_vigore
        ultima = detta.tempi.finestre[-1]
        chiuso = ultima.chiude <= passo.quando
        if chiuso and tipo == TipoAtto.PROROGA:
            raise TransizioneNonAmmessa(
                _("Il bando si è chiuso il %(quando)s: non si proroga più, si riapre.")
                % {"quando": data_ora(ultima.chiude)}
            )
        if not chiuso and tipo == TipoAtto.RIAPERTURA:
            raise TransizioneNonAmmessa(_("Il bando non è ancora chiuso: si proroga."))
        if chiude <= max(ultima.chiude, passo.quando):
            raise DatoNonAccettato(_("La nuova scadenza deve venire dopo quella di prima."), campo="chiude")
        # The last window grows; those before it stay as they were.
        finestre = (*detta.tempi.finestre[:-1], Finestra(apre=ultima.apre, chiude=chiude))
        nuova = con_festivi(replace(detta, tempi=replace(detta.tempi, finestre=finestre)))
        passo.dati |= {"prima": ultima.chiude.isoformat(), "dopo": nuova.tempi.finestre[-1].chiude.isoformat()}
        return _cambia(bando, nuova, dati, tipo, passo)


def rettifica(bando: Bando, nuova: Definizione, dati: DatiAtto, *, da: Any) -> VersioneBando:
    """Correct what the call says; its instants move only by an extension."""
    atto_scritto(dati, TipoAtto.RETTIFICA)
    with atto(bando, "rettifica", da=da, motivo=dati.motivo) as passo:
        detta, nuova = bando.in_vigore, con_obblighi(nuova)
        if nuova.tempi != detta.tempi:
            raise DatoNonAccettato(_("Le date si spostano con una proroga, non con una correzione."), codice="date")
        if _posti_di(nuova) != _posti_di(detta):
            raise DatoNonAccettato(_("I posti restano quelli del bando scelto alla pubblicazione."), codice="posti")
        if nuova == detta:
            raise DatoNonAccettato(_("Non è cambiato niente."), codice="uguale")
        _e_completo(nuova)
        passo.dati["cambiato"] = [una.dove for una in differenze(detta, nuova)]
        # The working copy is now what is in force: nothing is under correction any more.
        bando.lavoro = definizione.scrivi(nuova)
        bando.revisione += 1
        bando.save(update_fields=["lavoro", "revisione"])
        return _cambia(bando, nuova, dati, TipoAtto.RETTIFICA, passo)


def _posti_di(detta: Definizione) -> tuple[str, str] | None:
    """The question that chooses among places, and whose: applications hold answers to it by their codes."""
    quesito = detta.preferenze
    return (quesito.chiave, quesito.bando) if quesito else None


def _cambia(bando: Bando, nuova: Definizione, dati: DatiAtto, tipo: TipoAtto, passo: Atto) -> VersioneBando:
    bando.versione_n += 1
    bando.save(update_fields=["versione_n"])
    return _nuova_versione(bando, nuova, dati, tipo, passo)


def annulla(bando: Bando, dati: DatiAtto, *, da: Any) -> None:
    """The call was wrong from the beginning: it falls, and everybody is told (L. 241/1990 art. 21-nonies)."""
    _chiudi(bando, "annulla", TipoAtto.ANNULLAMENTO, dati, da)


def revoca(bando: Bando, dati: DatiAtto, *, da: Any) -> None:
    """The call is stopped for reasons that came afterwards (L. 241/1990 art. 21-quinquies)."""
    _chiudi(bando, "revoca", TipoAtto.REVOCA, dati, da)


def _chiudi(bando: Bando, verbo: str, tipo: TipoAtto, dati: DatiAtto, da: Any) -> None:
    atto_scritto(dati, tipo)
    with atto(bando, verbo, da=da, motivo=dati.motivo, insieme={"fermo": ""}) as passo:
        registra_atto(bando, dati, tipo, passo)


def ferma_invii(bando: Bando, *, motivo: str, da: Any) -> None:
    """The emergency brake: nothing is sent until it is taken off; what people write is kept."""
    with atto(bando, "ferma_invii", da=da, motivo=motivo, dati={"fermo": True}):
        if bando.fermo:
            raise TransizioneNonAmmessa(_("L'invio è già fermo."))
        _scrivi_fermo(bando, motivo.strip()[:240])


def riprendi_invii(bando: Bando, *, da: Attore) -> None:
    with atto(bando, "riprendi_invii", da=da):
        if not bando.fermo:
            raise TransizioneNonAmmessa(_("L'invio non è fermo."))
        _scrivi_fermo(bando, "")


def _scrivi_fermo(bando: Bando, frase: str) -> None:
    bando.fermo = frase
    bando.save(update_fields=["fermo"])


# ── Who follows it ────────────────────────────────────────────────────────────────────────────────
def incarica(bando: Bando, persona: Any, *, ruolo: str, da: Any) -> Incarico:
    """Name who follows the call from today; a new officer in charge takes the place of the one of before."""
    with atto(bando, "incarica", da=da, dati={"persona": persona.pk, "ruolo": ruolo}):
        in_corso = bando.incarichi.filter(ruolo=ruolo, al__isnull=True)
        if in_corso.filter(persona=persona).exists():
            raise TransizioneNonAmmessa(_("Ha già questo incarico."))
        if ruolo == RuoloIncarico.RESPONSABILE:
            in_corso.update(al=oggi())
        return Incarico.objects.create(bando=bando, persona=persona, ruolo=ruolo, dal=oggi())


def termina_incarico(incarico: Incarico, *, da: Any) -> None:
    """From today she follows it no more; who answers for the procedure is only replaced."""
    bando = incarico.bando
    with atto(bando, "termina_incarico", da=da, dati={"persona": incarico.persona_id, "ruolo": incarico.ruolo}):
        incarico.refresh_from_db()
        if incarico.al is not None:
            raise TransizioneNonAmmessa(_("L'incarico è già finito."))
        if incarico.ruolo == RuoloIncarico.RESPONSABILE:
            raise TransizioneNonAmmessa(
                _("Un bando ha sempre un responsabile: nominane un altro, e prende il suo posto.")
            )
        Incarico.objects.filter(pk=incarico.pk).update(al=oggi())
