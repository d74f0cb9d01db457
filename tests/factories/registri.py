"""Rows of the registers of the office, made through the verbs."""

from decimal import Decimal

from talenti.base.clock import oggi
from tests.factories.dialogo import _ente
from tests.factories.istruttoria import in_ordine
from tests.factories.persone import PersonaFactory
from tests.factories.risposte import chiesta as chiesta_al_gruppo
from tests.factories.thinktown import Ufficio
from thinktown import lettere
from thinktown.actions import accessi, benefici
from thinktown.actions.accessi import Arrivata, Chiesta
from thinktown.actions.benefici import DatiBeneficio
from thinktown.actions.protocollo import protocolla


def protocollata(domanda, da, numero="0012345", **altro):
    """The last sending of an application with its number in the body's register."""
    invio = domanda.invii.order_by("n").last()
    return protocolla(domanda, invio=invio, numero=numero, data=altro.pop("data", oggi()), da=da, **altro)


def lettera(domanda, ufficio):
    """The letter of what the office asks of an application to a call that decides as they come."""
    return lettere.documento(chiesta_al_gruppo(domanda, ufficio))


# ── Requests of access ────────────────────────────────────────────────────────────────────────────
CHE_COSA = "I verbali della commissione, e la domanda n. 1."
PERCHE = "Sono nella stessa graduatoria."


def chiesta(tipo="documentale", **altro):
    return Chiesta(**{"tipo": tipo, "che_cosa": CHE_COSA, "perche": PERCHE if tipo == "documentale" else "", **altro})


def accesso(bando, da, tipo="documentale", **altro):
    """Asked from the portal."""
    return accessi.chiedi_accesso(bando, chiesta(tipo, **altro), da=da)


def accesso_su_carta(bando, da, tipo="documentale", **altro):
    """Typed by the office."""
    arrivata = {"canale": "carta", "nome": "Carla Esempio", "il": oggi(), "email": "", "oggetto": "", **altro}
    return accessi.registra_accesso(bando, chiesta(tipo), Arrivata(**arrivata), da=da)


def decidi(richiesta, verbo, da, **altro):
    detto = {"oggetto": "Verbali della commissione", "risposta": "Si possono vedere in ufficio, il martedì.", **altro}
    getattr(accessi, verbo)(richiesta, **detto, da=da)


def accesso_deciso_adesso():
    """A request that ends at this instant."""
    ufficio = Ufficio(_ente("Comune delle Prove", tipo="ente_pubblico"))
    richiesta = accesso(ufficio.pubblicato(), PersonaFactory())
    decidi(richiesta, "accogli", ufficio.pubblica)
    return richiesta


# ── Grants ────────────────────────────────────────────────────────────────────────────────────────
def dati_beneficio(**campi):
    return DatiBeneficio(
        **{
            "importo": Decimal("900.00"),
            "norma": "L. 241/1990, articolo 12",
            "ufficio": "Politiche giovanili",
            "responsabile": "Nora Prova",
            "modalita": "Graduatoria",
            "atto_numero": "77",
            "atto_data": oggi(),
            "progetto": "Radio Quartiere",
            **campi,
        }
    )


def beneficio(domanda, da, *, pubblico=False, **campi):
    uno = benefici.concedi(in_ordine(domanda), dati_beneficio(**campi), da=da)
    if pubblico:
        benefici.pubblica_beneficio(uno, da=da)
    return uno
