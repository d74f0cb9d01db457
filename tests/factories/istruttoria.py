"""What the office decides, made through the verbs: taken, and told once five minutes have passed."""

from dataclasses import replace
from datetime import timedelta

from talenti.base.clock import a_quest_ora, adesso
from tests.factories.thinktown import completa
from thinktown import actions
from thinktown.actions import DaCompletare, Decisione
from thinktown.enums import Modalita, StatoDomanda
from thinktown.enums_istruttoria import SI_RIPENSA, TipoProvvedimento
from thinktown.models import Domanda

AMMETTE = Decisione(TipoProvvedimento.AMMISSIONE)
ESCLUDE = Decisione(TipoProvvedimento.ESCLUSIONE, motivo="Il gruppo non ha la sede in provincia.")
CHIEDE = Decisione(
    TipoProvvedimento.INTEGRAZIONE,
    motivo="Manca un documento.",
    voci=(DaCompletare("Le date non si leggono.", "inizio"), DaCompletare("Il documento di chi firma.")),
)
PREAVVISA = Decisione(TipoProvvedimento.PREAVVISO, motivo="Il preventivo non c'è.")


def decisa(domanda, decisione, da):
    """Taken, and not told yet."""
    domanda.refresh_from_db()
    return actions.decide(domanda, decisione, letto=domanda.invii.count(), da=da)


def detta(domanda, decisione, da):
    """Taken, and told."""
    provvedimento = decisa(domanda, decisione, da)
    with a_quest_ora(adesso() + SI_RIPENSA + timedelta(seconds=1)):
        actions.comunica_dovuti()
    provvedimento.refresh_from_db()
    domanda.refresh_from_db()
    return provvedimento


def in_ordine(domanda):
    """Found in order by the office, without the way there: for what comes after."""
    Domanda.objects.filter(pk=domanda.pk, stato=StatoDomanda.INVIATA).update(stato=StatoDomanda.AMMESSA)
    domanda.refresh_from_db(fields=["stato"])
    return domanda


def di_sportello(**racconto):
    """What a call says where one decides as applications come."""
    detta = completa()
    return replace(
        detta,
        racconto=replace(detta.racconto, **racconto),
        tempi=replace(detta.tempi, modalita=Modalita.SPORTELLO),
    )


def sportello(ufficio):
    return ufficio.pubblicato(di_sportello())
