"""What a call still lacks before it may be published, in the words of who has to write it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.exceptions import Frase
from thinktown.definizione import Condizione, Definizione, Quesito, Requisito
from thinktown.enums import (
    A_SCELTA,
    Bollo,
    DiChi,
    Modalita,
    TipoQuesito,
    TipoRequisito,
    TipoSpareggio,
)
from thinktown.enums_posti import DI_TIPO, NelPosto
from thinktown.mancanze_graduatoria import chi_prende_che_cosa


@dataclass(frozen=True)
class Mancanza:
    """What is missing or does not hold together, and in which part of the call it is written."""

    parte: str
    frase: Frase


Controllo = Callable[[Definizione], Iterator[str]]


def che_cosa_manca(bando: Definizione) -> list[Mancanza]:
    """Why a call cannot be published yet; empty when it can."""
    return [Mancanza(parte, frase) for parte, controllo in CONTROLLI for frase in controllo(bando)]


def _racconto(bando: Definizione) -> Iterator[str]:
    detto = bando.racconto
    voci = (
        (detto.titolo, _("Scrivi il titolo.")),
        (detto.in_breve, _("Scrivi in una frase che cosa si può avere.")),
        (detto.offre, _("Scrivi che cosa offre il bando.")),
        (detto.per_chi, _("Scrivi per chi è.")),
        (detto.come_si_sceglie, _("Scrivi come si sceglie.")),
        (detto.dopo, _("Scrivi che cosa succede dopo l'invio.")),
        (detto.minuti, _("Scrivi quanti minuti servono per compilare la domanda.")),
    )
    return (frase for valore, frase in voci if not valore)


def _tempi(bando: Definizione) -> Iterator[str]:
    finestre = bando.tempi.finestre
    if not finestre:
        yield _("Scrivi quando apre e quando chiude.")
        return
    if len(finestre) > 1 and bando.tempi.modalita != Modalita.MANIFESTAZIONE:
        yield _("Solo una manifestazione di interesse ha più finestre.")
    for una in finestre:
        if una.apre >= una.chiude:
            yield _("La chiusura viene prima dell'apertura.")
    for prima, dopo in pairwise(finestre):
        if dopo.apre < prima.chiude:
            yield _("Due finestre si sovrappongono.")
    if finestre[-1].chiude <= adesso():
        yield _("La chiusura è già passata.")


def _chi(bando: Definizione) -> Iterator[str]:
    if not bando.chi.proponenti:
        yield _("Scegli chi può presentare la domanda.")
    yield from _doppie(requisito.chiave for requisito in bando.chi.requisiti)
    for requisito in bando.chi.requisiti:
        yield from _requisito(requisito)
        if set(requisito.proponenti) - set(bando.chi.proponenti):
            yield _("Un requisito riguarda chi non può presentare la domanda.")
    yield from _giorni(bando.chi.requisiti)


# What who applies declares once, for one day.
_DI_UN_GIORNO = (TipoRequisito.RESIDENZA, TipoRequisito.OCCUPAZIONE, TipoRequisito.SEDE)


def _giorni(requisiti: Iterable[Requisito]) -> Iterator[str]:
    for tipo in _DI_UN_GIORNO:
        if len({uno.alla_data for uno in requisiti if uno.tipo == tipo}) > 1:
            yield _("I requisiti su «%(che)s» guardano giorni diversi: scegline uno.") % {"che": tipo.label}


def _requisito(requisito: Requisito) -> Iterator[str]:
    minimo, massimo = requisito.minimo, requisito.massimo
    con_numeri = (TipoRequisito.ETA, TipoRequisito.COMPOSIZIONE, TipoRequisito.DA_QUANTO)
    if requisito.tipo in con_numeri and minimo is None and massimo is None:
        yield _("A un requisito manca il numero: il minimo, il massimo, o tutti e due.")
    if minimo is not None and massimo is not None and minimo > massimo:
        yield _("In un requisito il minimo è più alto del massimo.")
    if requisito.tipo == TipoRequisito.OCCUPAZIONE and not requisito.occupazione:
        yield _("Scegli quale condizione di lavoro chiede il requisito.")
    if (requisito.di_chi == DiChi.QUOTA) != (requisito.quota is not None):
        yield _("Scrivi quante persone su cento devono avere il requisito.")
    if requisito.quota is not None and not 1 <= requisito.quota <= 100:
        yield _("La parte del gruppo va da 1 a 100 su cento.")


def _sezioni(bando: Definizione) -> Iterator[str]:
    yield from _doppie(sezione.chiave for sezione in bando.sezioni)
    yield from _doppie(settore.chiave for settore in bando.settori)
    if not bando.sezioni:
        yield _("Scrivi almeno una sezione, con i suoi fondi o i suoi posti.")
    for sezione in bando.sezioni:
        if not sezione.nome:
            yield _("Una sezione non ha nome.")
        if sezione.fondi is None and sezione.posti is None:
            yield _("La sezione «%(nome)s» non ha né fondi né posti.") % {"nome": sezione.nome}
        if sezione.fondi is not None and (sezione.importo_massimo or 0) > sezione.fondi:
            yield _("Nella sezione «%(nome)s» un progetto può chiedere più di tutti i fondi.") % {"nome": sezione.nome}
        if set(sezione.proponenti) - set(bando.chi.proponenti):
            yield _("La sezione «%(nome)s» è aperta a chi non può presentare la domanda.") % {"nome": sezione.nome}
    fondi = [sezione.fondi for sezione in bando.sezioni if sezione.fondi is not None]
    if bando.norme.fondi is not None and sum(fondi, Decimal(0)) > bando.norme.fondi:
        yield _("I fondi delle sezioni, insieme, superano quelli del bando.")


def _quesiti(bando: Definizione) -> Iterator[str]:
    yield from _doppie(parte.chiave for parte in bando.parti)
    yield from _doppie(quesito.chiave for quesito in bando.quesiti())
    if not any(bando.quesiti()):
        yield _("Scrivi che cosa si chiede nella domanda.")
    for parte in bando.parti:
        if not parte.titolo:
            yield _("Una parte della domanda non ha titolo.")
        if not parte.quesiti:
            yield _("La parte «%(titolo)s» non chiede niente.") % {"titolo": parte.titolo}
        for quesito in parte.quesiti:
            yield from _quesito(bando, quesito)
    yield from _posti(bando)


def _posti(bando: Definizione) -> Iterator[str]:
    """What a call collects places with, or chooses among them with."""
    preferenze = [uno for uno in bando.quesiti() if uno.tipo == TipoQuesito.PREFERENZE]
    if len(preferenze) > 1:
        yield _("I posti in ordine si chiedono una volta sola.")
    for uno in preferenze:
        if not uno.bando:
            yield _("«%(voce)s» non dice di quale bando sono i posti.") % {"voce": uno.domanda}
    dette = [uno for uno in bando.quesiti() if uno.nel_posto]
    for cosa, quante in Counter(uno.nel_posto for uno in dette).items():
        if quante > 1:
            yield _("Due voci dicono la stessa cosa del posto: «%(cosa)s».") % {"cosa": NelPosto(cosa).label}
    if dette and NelPosto.TITOLO not in {uno.nel_posto for uno in dette}:
        yield _("Nessuna voce dà il titolo al posto che si pubblica.")
    for uno in dette:
        if uno.tipo not in DI_TIPO.get(uno.nel_posto, (uno.tipo,)):
            yield _("«%(voce)s» non è del tipo giusto per quello che dice del posto.") % {"voce": uno.domanda}


def _quesito(bando: Definizione, quesito: Quesito) -> Iterator[str]:
    if not quesito.domanda:
        yield _("Una voce non dice che cosa chiede.")
    if quesito.tipo in A_SCELTA and len(quesito.opzioni) < 2:
        yield _("«%(voce)s» ha meno di due risposte tra cui scegliere.") % {"voce": quesito.domanda}
    if quesito.tipo == TipoQuesito.TABELLA and not quesito.colonne:
        yield _("La tabella «%(voce)s» non ha colonne.") % {"voce": quesito.domanda}
    if set(quesito.sezioni) - {sezione.chiave for sezione in bando.sezioni}:
        yield _("«%(voce)s» è di una sezione che non c'è.") % {"voce": quesito.domanda}
    if quesito.solo_se and not _regge(bando, quesito.solo_se, prima_di=quesito.chiave):
        yield _("«%(voce)s» dipende da una risposta che viene dopo, o che non c'è.") % {"voce": quesito.domanda}


def _regge(bando: Definizione, condizione: Condizione, *, prima_di: str = "") -> bool:
    """Does it hang on a choice that is asked, before it, with answers that there are?"""
    for quesito in bando.quesiti():
        if quesito.chiave == prima_di:
            return False
        if quesito.chiave == condizione.quesito:
            opzioni = {opzione.chiave for opzione in quesito.opzioni}
            return quesito.tipo in A_SCELTA and bool(condizione.valori) and set(condizione.valori) <= opzioni
    return False


def _dichiarazioni(bando: Definizione) -> Iterator[str]:
    yield from _doppie(una.chiave for una in bando.dichiarazioni)
    for una in bando.dichiarazioni:
        if not una.testo:
            yield _("Una dichiarazione non ha testo.")
        if una.solo_se and not _regge(bando, una.solo_se):
            yield _("Una dichiarazione dipende da una risposta che non c'è.")


def _criteri(bando: Definizione) -> Iterator[str]:
    yield from _doppie(criterio.chiave for criterio in bando.criteri)
    if bando.tempi.modalita == Modalita.GRADUATORIA and not bando.criteri:
        yield _("Scrivi i criteri con i loro punti: la legge li vuole pubblicati prima.")
    for criterio in bando.criteri:
        if not criterio.nome or criterio.massimo <= 0 or criterio.peso <= 0:
            yield _("A un criterio manca il nome, o non dà punti.")
        if criterio.soglia is not None and not 0 < criterio.soglia <= criterio.massimo:
            yield _("La soglia di «%(nome)s» non sta fra 0 e il massimo.") % {"nome": criterio.nome}


def _graduatoria(bando: Definizione) -> Iterator[str]:
    graduatoria = bando.graduatoria
    punti = sum((criterio.massimo * criterio.peso for criterio in bando.criteri), Decimal(0))
    if graduatoria.soglia is not None and not 0 < graduatoria.soglia <= punti:
        yield _("La soglia del totale non sta fra 0 e %(punti)s.") % {"punti": punti}
    if bando.criteri:
        yield from _spareggi(bando)
    yield from chi_prende_che_cosa(bando)


def _spareggi(bando: Definizione) -> Iterator[str]:
    spareggi, sorteggio = bando.graduatoria.spareggi, bando.graduatoria.sorteggio
    tipi = [uno.tipo for uno in spareggi]
    if not tipi or tipi[-1] != TipoSpareggio.SORTEGGIO or tipi.count(TipoSpareggio.SORTEGGIO) > 1:
        yield _("L'ultimo modo di decidere a parità di punti è il sorteggio.")
    elif not (sorteggio.evento and sorteggio.data):
        yield _("Scrivi da quale evento pubblico, e di che giorno, si ricava il sorteggio.")
    elif bando.tempi.finestre and sorteggio.data <= bando.tempi.finestre[-1].chiude.date():
        yield _("L'evento del sorteggio viene prima della chiusura: chi lo conosce potrebbe approfittarne.")
    if {uno.criterio for uno in spareggi if uno.tipo == TipoSpareggio.CRITERIO} - {c.chiave for c in bando.criteri}:
        yield _("A parità di punti si guarda un criterio che non c'è.")


def _norme(bando: Definizione) -> Iterator[str]:
    if not bando.norme.basi:
        yield _("Scrivi le norme su cui si fonda il bando.")
    if bando.norme.bollo == Bollo.ESENTE and not bando.norme.bollo_motivo:
        yield _("Scrivi per quale norma la domanda è esente dal bollo.")


def _doppie(chiavi: Iterator[str]) -> Iterator[str]:
    for chiave, quante in Counter(chiavi).items():
        if quante > 1 or not chiave:
            yield _("Due voci hanno lo stesso nome interno: «%(chiave)s».") % {"chiave": chiave}


# Parts of the call, in the order in which the office writes them.
CONTROLLI: tuple[tuple[str, Controllo], ...] = (
    ("racconto", _racconto),
    ("tempi", _tempi),
    ("chi", _chi),
    ("sezioni", _sezioni),
    ("quesiti", _quesiti),
    ("dichiarazioni", _dichiarazioni),
    ("criteri", _criteri),
    ("graduatoria", _graduatoria),
    ("norme", _norme),
)
