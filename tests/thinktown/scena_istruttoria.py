"""Four applications that the office is checking: one decided and not told, one told, one asked, one answered.

Of a call decided as applications come. Each word said in confidence, with who may read it: joined to scena_perdite.
"""

from dataclasses import replace
from typing import Any

from talenti.base.permissions import Sistema
from talenti.documenti.actions import carica
from tests.factories import rete
from tests.factories.istruttoria import CHIEDE, ESCLUDE, PREAVVISA, decisa, detta
from tests.factories.risposte import allegata, chiesta, di_sportello, scritta
from tests.factories.thinktown import inviata, maggiorenne
from thinktown import actions
from thinktown.actions import DaCompletare
from thinktown.actions.risposte_ufficio import rispondi_all_ufficio
from thinktown.models import Provvedimento, VistaDomanda

UFFICIO = {"scrive", "pubblica"}
SOSPESA, DECISA, CHIESTA, RISPOSTA = {"sospesa"}, {"decisa"}, {"chiesta", "chiesta_altra"}, {"risposta"}

SEGRETI: dict[str, set[str]] = {
    # Decided, and not told: nobody of the group hears of it, in whatever way.
    "segretosospeso": UFFICIO,
    "segretanotasospesa": UFFICIO,
    "segretochiestosospeso": UFFICIO,
    # Taken back before it was told: it was never said.
    "segretoripensato": UFFICIO,
    "segretodeciso": DECISA | UFFICIO,
    "segretopreavviso": DECISA | UFFICIO,
    "segretareplica": DECISA | UFFICIO,
    "segretaprova.pdf": DECISA | UFFICIO,
    "segretanota": UFFICIO,
    "segretavoce": CHIESTA | UFFICIO,
    "segretoperche": CHIESTA | UFFICIO,
    # Written and not sent: the group's alone.
    "segretaminuta": CHIESTA,
    "segretabrutta.pdf": CHIESTA,
    "segretotolto.pdf": CHIESTA,
    "segretarisposta": RISPOSTA | UFFICIO,
    "segretomandato.pdf": RISPOSTA | UFFICIO,
    "segretoscartato.pdf": RISPOSTA,
    "segretorfano.pdf": RISPOSTA,
}
# What each finds by walking its pages: files are handed over by their bytes, with their names.
TROVA = {
    "decisa": frozenset({"segretodeciso", "segretareplica", "segretaprova.pdf"}),
    "chiesta": frozenset({"segretavoce", "segretoperche", "segretaminuta", "segretabrutta.pdf", "segretotolto.pdf"}),
    "chiesta_altra": frozenset({"segretavoce", "segretaminuta"}),
    "risposta": frozenset({"segretarisposta", "segretomandato.pdf"}),
    **dict.fromkeys(UFFICIO, frozenset({"segretaprova.pdf", "segretomandato.pdf"})),
}
RUOLI = ("sospesa", "decisa", "chiesta", "chiesta_altra", "risposta")


def racconta(scena: Any) -> None:
    casa = scena.ufficio
    bando = di_sportello(casa)
    chi = {nome: maggiorenne() for nome in RUOLI}
    scena.persone |= chi
    domande = {
        "sospesa": inviata(bando, chi["sospesa"]),
        "decisa": inviata(bando, chi["decisa"]),
        "chiesta": inviata(bando, chi["chiesta"], [chi["chiesta_altra"]]),
        "risposta": inviata(bando, chi["risposta"]),
    }
    _decisa(domande["decisa"], casa, chi["decisa"])
    _chiesta(domande["chiesta"], casa, chi["chiesta"])
    _risposta(domande["risposta"], casa, chi["risposta"])
    # The last of all: the latest rows of the log are of what nobody has been told.
    _sospesa(domande["sospesa"], casa)
    scena.valori |= {"sportello_bando": bando, "in_istruttoria": list(domande.values())}
    scena.valori["provvedimenti"] = list(Provvedimento.objects.order_by("pk"))


def _decisa(domanda: Any, casa: Any, chi: Any) -> None:
    actions.controlla(domanda, {"firma": ("non_va", "Segretanota.")}, letto=1, da=casa.scrive)
    richiesta = chiesta(domanda, casa, replace(PREAVVISA, motivo="Segretopreavviso."))
    scritta(richiesta, 1, "Segretareplica.", da=chi)
    allegata(richiesta, 1, "segretaprova.pdf", da=chi)
    rispondi_all_ufficio(richiesta, da=chi)
    detta(domanda, replace(ESCLUDE, motivo="Segretodeciso."), casa.scrive)


def _chiesta(domanda: Any, casa: Any, chi: Any) -> None:
    richiesta = chiesta(domanda, casa, _chiede("Segretavoce.", "Segretoperche."))
    scritta(richiesta, 1, "Segretaminuta.", da=chi)
    allegata(richiesta, 1, "segretotolto.pdf", da=chi)
    allegata(richiesta, 1, "segretabrutta.pdf", da=chi)


def _risposta(domanda: Any, casa: Any, chi: Any) -> None:
    richiesta = chiesta(domanda, casa, _chiede("Una cosa.", ""))
    scritta(richiesta, 1, "Segretarisposta.", da=chi)
    allegata(richiesta, 1, "segretoscartato.pdf", da=chi)
    allegata(richiesta, 1, "segretomandato.pdf", da=chi)
    # Its bytes came, and the power went before it was the answer to anything.
    carica(rete.caricato("segretorfano.pdf"), per=richiesta, da=Sistema("prova"))
    rispondi_all_ufficio(richiesta, da=chi)


def _sospesa(domanda: Any, casa: Any) -> None:
    VistaDomanda.objects.create(domanda=domanda, persona=casa.scrive)
    ripensata = decisa(domanda, _chiede("Segretoripensato.", "Segretoripensato."), casa.scrive)
    actions.ripensa(ripensata, da=casa.scrive)
    actions.controlla(domanda, {"firma": ("dubbio", "Segretanotasospesa.")}, letto=1, da=casa.scrive)
    decisa(domanda, _chiede("Segretochiestosospeso.", "Segretosospeso."), casa.scrive)


def _chiede(voce: str, motivo: str) -> Any:
    return replace(CHIEDE, voci=(DaCompletare(voce, "inizio"),), motivo=motivo)
