"""What a call still lacks for its ranking to give out places and money: quotas that hold, and who asks how much."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from talenti.base.exceptions import DatoNonAccettato
from thinktown.definizione import Definizione
from thinktown.enums import TipoQuesito
from thinktown.enums_graduatoria import Parziale
from thinktown.graduatoria.regole import dal_bando


def chi_prende_che_cosa(bando: Definizione) -> Iterator[str]:
    yield from _insieme(bando)
    yield from _quote(bando)
    yield from _somme(bando)
    yield from _settori(bando)


def _insieme(bando: Definizione) -> Iterator[str]:
    detta = bando.graduatoria
    if detta.concordata and detta.tagliate:
        yield _("I punti si concordano in seduta: non ci sono schede da lasciare fuori.")
    if not 0 <= detta.parte_minima <= 100:
        yield _("La parte più piccola va da 0 a 100 su cento.")
    elif detta.parte_minima and detta.parziale != Parziale.PARTE:
        yield _("La parte più piccola conta solo se si può dare anche una parte della somma.")


def _quote(bando: Definizione) -> Iterator[str]:
    sezioni = {una.chiave for una in bando.sezioni}
    quote = bando.graduatoria.quote
    if {quota.chiave for quota in quote} - sezioni - {uno.chiave for uno in bando.settori}:
        yield _("Una quota è di una sezione o di un settore che non c'è.")
    elif {quota.sezione for quota in quote if quota.sezione} - sezioni:
        yield _("Una quota vale in una sezione che non c'è.")
    elif bando.sezioni:
        try:
            dal_bando(bando)
        except DatoNonAccettato as errore:
            yield str(errore.frase)


def _somme(bando: Definizione) -> Iterator[str]:
    """With money, each application says how much it asks; or everybody gets the same sum."""
    chiave = bando.graduatoria.chiesto
    quesito = bando.quesito(chiave)
    if chiave and (quesito is None or quesito.tipo != TipoQuesito.DENARO):
        yield _("La voce che dice quanto si chiede non c'è, o non è una somma.")
    if not chiave and bando.criteri:
        for sezione in bando.sezioni:
            if sezione.fondi is not None and sezione.importo_massimo is None:
                frase = _("La sezione «%(nome)s» ha dei fondi: scegli la voce che dice quanto si chiede.")
                yield frase % {"nome": sezione.nome}


def _settori(bando: Definizione) -> Iterator[str]:
    chiave = bando.graduatoria.settore
    quesito, settori = bando.quesito(chiave), {uno.chiave for uno in bando.settori}
    if chiave and (quesito is None or quesito.tipo != TipoQuesito.SCELTA):
        yield _("La voce che dice il settore non c'è, o non è una scelta.")
    elif quesito is not None and {uno.chiave for uno in quesito.opzioni} != settori:
        yield _("Le risposte di «%(voce)s» non sono i settori del bando.") % {"voce": quesito.domanda}
    riservati = {quota.chiave for quota in bando.graduatoria.quote} & settori
    riservati |= {uno.chiave for uno in bando.settori if uno.posti is not None}
    if riservati and not chiave and bando.criteri:
        yield _("Un settore ha posti o fondi riservati: scegli la voce che dice di quale settore è ogni domanda.")
