"""The office decides on what was sent: measures taken, told five minutes later, taken back until then."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.codici import nuovo_codice
from talenti.base.exceptions import DatoNonAccettato, ErroreDiDominio, TransizioneNonAmmessa
from talenti.base.permissions import Attore, Sistema
from talenti.base.templatetags.italiano import ora
from thinktown.actions.firma import atto
from thinktown.definizione import Quesito
from thinktown.enums import ASPETTANO_IL_GRUPPO, Modalita, StatoBando, StatoDomanda
from thinktown.enums_istruttoria import (
    COL_PERCHE,
    PREAVVISO_GIORNI,
    SI_RIPENSA,
    SOSPENSIONE_MASSIMA,
    VERBO,
    TipoProvvedimento,
)
from thinktown.enums_registri import IN_VIGORE
from thinktown.models import Bando, Beneficio, Domanda, Invio, Offerta, Provvedimento, VoceRichiesta
from thinktown.termini import si_risponde_prima_di

DA = Sistema("istruttoria")
MOTIVO_MASSIMO = 2000
VOCE_MASSIMA = 400


@dataclass(frozen=True)
class DaCompletare:
    """One thing to ask for; ``quesito``: the key of the question that it is about, or none."""

    che_cosa: str
    quesito: str = ""


@dataclass(frozen=True)
class Decisione:
    """What an officer decides: the kind, why, and what is asked for. ``giorni``: to answer, of an integration."""

    tipo: TipoProvvedimento
    motivo: str = ""
    voci: Sequence[DaCompletare] = ()
    giorni: int | None = None


# ── When ──────────────────────────────────────────────────────────────────────────────────────────
def richiedi_istruibile(domanda: Domanda, istante: datetime) -> None:
    """Has the moment of the office come for it? A ranking is checked once it has closed; first come, as they come.

    Raises TransizioneNonAmmessa.
    """
    bando = domanda.bando
    if bando.stato in _FERMI:
        raise TransizioneNonAmmessa(
            _("Il bando è «%(stato)s»: sulle sue domande non si decide.") % {"stato": bando.get_stato_display()}
        )
    if bando.modalita != Modalita.SPORTELLO and _ancora_aperto(bando, domanda, istante):
        raise TransizioneNonAmmessa(_("Il bando è ancora aperto: le domande si controllano dopo la chiusura."))


_FERMI = tuple(stato for stato in StatoBando if stato not in (StatoBando.PUBBLICATO, StatoBando.IN_ATTUAZIONE))


def _ancora_aperto(bando: Bando, domanda: Domanda, istante: datetime) -> bool:
    """Is the window in which it was sent still open? Of a ranking there is one."""
    inviata = domanda.inviata_il
    return any(
        una.apre <= istante < una.chiude and (inviata is None or una.apre <= inviata)
        for una in bando.in_vigore.tempi.finestre
    )


def ultimo_invio(domanda: Domanda) -> Invio:
    """The one that counts."""
    return domanda.invii.order_by("-n")[0]


# ── Decided ───────────────────────────────────────────────────────────────────────────────────────
def decide(domanda: Domanda, decisione: Decisione, *, letto: int, da: Any, mazzo: str = "") -> Provvedimento:
    """Take a measure on what was read: ``letto`` is the number of the sending on the page.

    Nobody outside the office hears of it before ``SI_RIPENSA`` has passed. Raises TransizioneNonAmmessa (somebody has
    decided meanwhile, a new sending came, it is not the moment), DatoNonAccettato beside the field, NonPermesso.
    """
    motivo = _motivo(decisione)
    try:
        with atto(domanda, "decide", da=da, dati={"che_cosa": decisione.tipo.value}) as passo:
            domanda.bando = Bando.objects.get(pk=domanda.bando_id)
            richiedi_istruibile(domanda, passo.quando)
            _nessuno_ha_deciso(domanda)
            invio = ultimo_invio(domanda)
            if invio.n != letto:
                raise TransizioneNonAmmessa(_("È arrivato un altro invio di questa domanda: rileggila, poi decidi."))
            giorni = _giorni(domanda, invio, decisione)
            provvedimento = Provvedimento.objects.create(
                domanda=domanda,
                invio=invio,
                tipo=decisione.tipo,
                motivo=motivo,
                giorni=giorni,
                controlli=_controlli(invio),
                mazzo=mazzo,
                preso_il=passo.quando,
                da=da,
                comunica_dal=passo.quando + SI_RIPENSA,
            )
            VoceRichiesta.objects.bulk_create(
                VoceRichiesta(provvedimento=provvedimento, n=n, quesito=una.quesito, che_cosa=una.che_cosa.strip())
                for n, una in enumerate(_voci(invio, decisione), start=1)
            )
            passo.dati |= {"provvedimento": provvedimento.codice, "motivo": motivo}
            return provvedimento
    except IntegrityError as errore:  # another officer, in this very moment
        domanda.refresh_from_db()
        _nessuno_ha_deciso(domanda)
        raise TransizioneNonAmmessa(_("Un'altra persona ha deciso proprio adesso: ricarica la pagina.")) from errore


def _motivo(decisione: Decisione) -> str:
    motivo = decisione.motivo.strip()
    if len(motivo) > MOTIVO_MASSIMO:
        raise DatoNonAccettato(_("Il motivo è troppo lungo: al massimo 2.000 caratteri."), campo="motivo")
    if decisione.tipo in COL_PERCHE and not motivo:
        raise DatoNonAccettato(_("Scrivi il motivo: chi lo riceve deve poter capire."), campo="motivo")
    return motivo


def _nessuno_ha_deciso(domanda: Domanda) -> None:
    gia = domanda.provvedimenti.in_sospeso().select_related("da").first()
    if gia is not None:
        raise TransizioneNonAmmessa(
            _("Ha già deciso %(chi)s alle %(ora)s: «%(che_cosa)s».")
            % {"chi": gia.da, "ora": ora(gia.preso_il), "che_cosa": gia.get_tipo_display()}
        )


def _controlli(invio: Invio) -> list[dict[str, str]]:
    return [{"chiave": uno.chiave, "esito": uno.esito, "nota": uno.nota} for uno in invio.controlli.order_by("pk")]


def _giorni(domanda: Domanda, invio: Invio, decisione: Decisione) -> int | None:
    """How long the group has; None, nothing is asked of it. The call's policy is the most that it may have."""
    norme = domanda.bando.in_vigore.norme
    sportello = domanda.bando.modalita == Modalita.SPORTELLO
    match decisione.tipo:
        case TipoProvvedimento.INTEGRAZIONE:
            perche = perche_non_si_chiede(domanda, invio)
            if perche:
                raise TransizioneNonAmmessa(perche)
            massimo = min(norme.integrazione_giorni or 0, SOSPENSIONE_MASSIMA)
            giorni = decisione.giorni or massimo
            if not 1 <= giorni <= massimo:
                raise DatoNonAccettato(
                    _("Il bando dà al massimo %(n)s giorni: scegline da 1 a %(n)s.") % {"n": massimo}, campo="giorni"
                )
            return giorni
        case TipoProvvedimento.PREAVVISO:
            if not sportello:
                raise TransizioneNonAmmessa(
                    _("Il preavviso non si manda dove c'è una graduatoria (L. 241/1990, articolo 10-bis).")
                )
            return PREAVVISO_GIORNI
        case TipoProvvedimento.ESCLUSIONE:
            if sportello and not _preavvisata(invio):
                raise TransizioneNonAmmessa(
                    _("Prima di escludere si manda un preavviso, e si aspetta la risposta (L. 241/1990, art. 10-bis).")
                )
    return None


def _preavvisata(invio: Invio) -> bool:
    """Of this very text: one that was sent anew since may be wrong for another reason, that nobody has told."""
    detti = Provvedimento.objects.comunicati().filter(invio=invio, tipo=TipoProvvedimento.PREAVVISO)
    return any(uno.finito_il is not None for uno in detti)


def _voci(invio: Invio, decisione: Decisione) -> Sequence[DaCompletare]:
    """Named things only, and none that bears on the score (L. 241/1990 art. 6 c. 1 b): what was sent stays."""
    if decisione.tipo != TipoProvvedimento.INTEGRAZIONE:
        return ()
    if not decisione.voci:
        raise DatoNonAccettato(_("Scegli che cosa va completato: una cosa almeno."), campo="voci")
    detta = invio.versione.definizione
    for una in decisione.voci:
        testo = una.che_cosa.strip()
        if not testo:
            raise DatoNonAccettato(_("Scrivi che cosa manca, o che cosa non si legge."), campo="voci")
        if len(testo) > VOCE_MASSIMA:
            raise DatoNonAccettato(_("Quello che chiedi è troppo lungo: al massimo 400 caratteri."), campo="voci")
        quesito = detta.quesito(una.quesito) if una.quesito else None
        if una.quesito and (quesito is None or not si_completa(quesito)):
            raise DatoNonAccettato(
                _("Questa voce dà punti: dopo la chiusura non si completa più."), campo="voci", codice="valutata"
            )
    return decisione.voci


def perche_non_si_chiede(domanda: Domanda, invio: Invio) -> str:
    """Why its group is not asked to complete it; empty, when it may be."""
    if not domanda.bando.in_vigore.norme.integrazione_giorni:
        return _("Questo bando non permette di completare le domande dopo la chiusura.")
    if domanda.provvedimenti.comunicati().filter(tipo=TipoProvvedimento.INTEGRAZIONE, invio=invio).exists():
        return _("Si chiede di completare una volta sola, e qui è già stato chiesto.")
    return ""


def si_completa(quesito: Quesito) -> bool:
    return not quesito.valutato


def decide_insieme(
    domande: Iterable[tuple[Domanda, int]], decisione: Decisione, *, da: Any
) -> tuple[str, list[Provvedimento], list[tuple[Domanda, str]]]:
    """The same on many, each in its own transaction: (name of the lot, what was decided, what could not be and why)."""
    mazzo, fatti, no = nuovo_codice(), [], []
    for domanda, letto in domande:
        try:
            fatti.append(decide(domanda, decisione, letto=letto, da=da, mazzo=mazzo))
        except ErroreDiDominio as errore:
            no.append((domanda, str(errore.frase)))
    return mazzo, fatti, no


def ripensa(provvedimento: Provvedimento, *, da: Attore, perche: str = "") -> None:
    """Take it back before anybody is told: it stays written that it was, and that it is no more."""
    domanda = provvedimento.domanda
    dati = {"provvedimento": provvedimento.codice, "che_cosa": provvedimento.tipo}
    with atto(domanda, "ripensa", da=da, dati=dati | ({"perche": perche} if perche else {})) as passo:
        tolti = Provvedimento.objects.in_sospeso().filter(pk=provvedimento.pk).update(annullato_il=passo.quando)
        if not tolti:
            raise TransizioneNonAmmessa(_("È troppo tardi: la decisione è già stata comunicata, o tolta."))
    provvedimento.refresh_from_db()


def ripensa_insieme(provvedimenti: Iterable[Provvedimento], *, da: Any) -> tuple[int, int]:
    """Those that can still be taken back are; (how many, how many had left already)."""
    tolti = tardi = 0
    for uno in provvedimenti:
        try:
            ripensa(uno, da=da)
            tolti += 1
        except TransizioneNonAmmessa:
            tardi += 1
    return tolti, tardi


def riesamina(domanda: Domanda, *, motivo: str, da: Any) -> None:
    """What was told turns out wrong: the check is open again, with a reason that everybody of the group reads."""
    with atto(domanda, "riesamina", da=da, motivo=motivo) as passo:
        # Held, so that the call does not pass to the commission between this look and the end of the act.
        domanda.bando = Bando.objects.select_for_update(no_key=True).get(pk=domanda.bando_id)
        if domanda.bando.stato in _FERMI:
            raise TransizioneNonAmmessa(
                _("Le domande sono già passate alla commissione: qui il controllo non si riapre.")
            )
        _niente_ci_si_regge(domanda)
        passo.dati["era"] = passo.da_stato


def _niente_ci_si_regge(domanda: Domanda) -> None:
    """A place or a grant that rests on its admission goes first: nobody is to find one of an excluded application."""
    if Offerta.objects.vive().filter(domanda=domanda).exists():
        raise TransizioneNonAmmessa(_("Di questa domanda c'è un posto: prima va ritirato, poi si riapre il controllo."))
    if Beneficio.objects.filter(domanda=domanda, stato__in=IN_VIGORE).exists():
        raise TransizioneNonAmmessa(
            _("A questa domanda è stato concesso un contributo: prima va annullato, poi si riapre il controllo.")
        )


# ── Told ──────────────────────────────────────────────────────────────────────────────────────────
def comunica_dovuti(*, limite: int = 500) -> int:
    """Tell every measure whose five minutes have passed. Whoever runs it, each is told once. Returns how many."""
    dovuti = Provvedimento.objects.da_comunicare(adesso()).select_related("domanda").order_by("comunica_dal", "pk")
    return sum(comunica(uno) for uno in list(dovuti[:limite]))


def comunica(provvedimento: Provvedimento) -> bool:
    """From here on it holds, and the group is told: one transaction. False when it no longer stands."""
    domanda = provvedimento.domanda
    try:
        with atto(domanda, VERBO[TipoProvvedimento(provvedimento.tipo)], da=DA, motivo=provvedimento.motivo) as passo:
            if ultimo_invio(domanda).pk != provvedimento.invio_id:
                raise TransizioneNonAmmessa(_("È arrivato un altro invio."))
            if Bando.objects.get(pk=domanda.bando_id).stato in _FERMI:
                raise TransizioneNonAmmessa(_("Il bando è stato fermato."))
            sospeso = Provvedimento.objects.in_sospeso().filter(pk=provvedimento.pk)
            entro = si_risponde_prima_di(passo.quando, provvedimento.giorni) if provvedimento.giorni else None
            if not sospeso.update(comunicato_il=passo.quando, entro=entro):
                raise TransizioneNonAmmessa(_("La decisione è stata tolta."))
            passo.dati |= {
                "provvedimento": provvedimento.codice,
                "deciso_da": provvedimento.da_id,
                "deciso_il": provvedimento.preso_il.isoformat(),
            } | ({"entro": entro.isoformat()} if entro else {})
    except TransizioneNonAmmessa:
        _cade(provvedimento)
        return False
    provvedimento.refresh_from_db()
    return True


def _cade(provvedimento: Provvedimento) -> None:
    """Sent anew or taken back meanwhile: the decision was on something else. One told already is left alone."""
    try:
        ripensa(provvedimento, da=DA, perche=_("Nel frattempo la domanda è cambiata: va riletta."))
    except TransizioneNonAmmessa:
        return


def fai_scadere(*, al: datetime | None = None, limite: int = 500) -> int:
    """Requests whose term has passed without an answer: the office goes on with what it has. Returns how many.

    ``al``: of those that had passed by then. An answer that arrived in time may still be on its way.
    """
    scaduti = Provvedimento.objects.scaduti(al or adesso()).select_related("domanda").order_by("entro", "pk")
    return sum(_scade(uno) for uno in list(scaduti[:limite]))


def _scade(richiesta: Provvedimento) -> bool:
    try:
        with atto(richiesta.domanda, "scade", da=DA, dati={"provvedimento": richiesta.codice}) as passo:
            if not Provvedimento.objects.scaduti(passo.quando).filter(pk=richiesta.pk).update(scaduto_il=passo.quando):
                raise TransizioneNonAmmessa(_("Non c'è più."))
    except TransizioneNonAmmessa:
        return False
    return True


# ── Passed on ─────────────────────────────────────────────────────────────────────────────────────
def che_cosa_resta(bando: Bando) -> dict[str, int]:
    """What still stands between the office and the commission: how many of each."""
    domande = Domanda.objects.filter(bando=bando)
    sospesi = Provvedimento.objects.in_sospeso().filter(domanda__bando=bando)
    return {
        "da_decidere": domande.filter(stato=StatoDomanda.INVIATA).count() - sospesi.count(),
        "da_comunicare": sospesi.count(),
        "aspettano": domande.filter(stato__in=ASPETTANO_IL_GRUPPO).count(),
        "ammesse": domande.filter(stato=StatoDomanda.AMMESSA).count(),
    }


def passa_alla_commissione(bando: Bando, *, da: Any) -> None:
    """Every application decided and told: those admitted go on, and nothing of the office changes any more."""
    with atto(bando, "passa_alla_commissione", da=da) as passo:
        if bando.modalita == Modalita.SPORTELLO:
            raise TransizioneNonAmmessa(_("Qui si decide in ordine di arrivo: non c'è una commissione."))
        if bando.chiude_il is None or bando.chiude_il > passo.quando:
            raise TransizioneNonAmmessa(_("Il bando non è ancora chiuso."))
        resta = che_cosa_resta(bando)
        if resta["da_decidere"] or resta["da_comunicare"] or resta["aspettano"]:
            raise TransizioneNonAmmessa(
                _(
                    "Prima si finisce: %(da_decidere)s da decidere, %(da_comunicare)s da comunicare, "
                    "%(aspettano)s che aspettano chi ha presentato."
                )
                % resta
            )
        if not resta["ammesse"]:
            raise TransizioneNonAmmessa(_("Nessuna domanda è ammessa: non c'è niente da valutare."))
        passo.dati["ammesse"] = resta["ammesse"]
