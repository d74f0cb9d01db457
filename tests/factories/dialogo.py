"""Questions and requests for help, made through the verbs."""

from talenti.rete import ruoli
from talenti.rete.models import Partner
from tests.factories import rete
from tests.factories.persone import PersonaFactory
from tests.factories.thinktown import Ufficio
from thinktown.actions import aiuto, chiarimenti
from thinktown.enums_dialogo import StatoAiuto, StatoChiarimento

DOMANDA = "Vale anche per chi studia?"
RISPOSTA = "Sì: vale per chi studia e per chi lavora."
MOTIVO = "Riguarda un altro ufficio."
SERVE = "Non so come scrivere il bilancio."
CONSIGLIO = "Parti dalle spese, poi guarda le entrate."


class Sportello:
    """A published call whose body names who helps, with two people who do."""

    def __init__(self, ufficio=None, partner=None):
        self.ufficio = ufficio or Ufficio()
        self.partner = partner or rete.ammesso(nome="Informagiovani", codice_fiscale="01234560199")
        self.aiuta = rete.membro(self.partner, ruoli.OPERATORE)
        self.anche = rete.membro(self.partner, ruoli.AMMINISTRAZIONE)
        self.bando = self.ufficio.pubblicato()
        self.bando.aiuta = self.partner
        self.bando.save(update_fields=["aiuta"])


def chiarimento(ufficio, bando, stato=StatoChiarimento.CHIESTO, persona=None, testo=DOMANDA):
    uno = chiarimenti.chiedi(bando, testo, da=persona or PersonaFactory())
    if stato == StatoChiarimento.PUBBLICATO:
        chiarimenti.rispondi(uno, RISPOSTA, da=ufficio.scrive)
    if stato == StatoChiarimento.RESPINTO:
        chiarimenti.respingi(uno, MOTIVO, da=ufficio.scrive)
    return uno


def richiesta(sportello, stato=StatoAiuto.CHIESTA, persona=None, testo=SERVE):
    una = aiuto.chiedi_aiuto(sportello.bando, testo, da=persona or PersonaFactory())
    if stato in (StatoAiuto.PRESA, StatoAiuto.CONCLUSA):
        aiuto.prendi(una, da=sportello.aiuta)
    if stato == StatoAiuto.CONCLUSA:
        aiuto.rispondi_aiuto(una, CONSIGLIO, da=sportello.aiuta)
    if stato == StatoAiuto.RITIRATA:
        aiuto.ritira_aiuto(una, da=una.persona)
    return una


def _ente(nome, **campi):
    """The same organisation each time: two calls of one body differ only in their dates."""
    return Partner.objects.filter(nome=nome).first() or rete.ammesso(nome=nome, **campi)


def risposto_adesso(stato=StatoChiarimento.PUBBLICATO):
    """A question decided at this instant."""
    ufficio = Ufficio(_ente("Comune delle Prove", tipo="ente_pubblico"))
    return chiarimento(ufficio, ufficio.pubblicato(), stato)


def aiutato_adesso(stato=StatoAiuto.CONCLUSA):
    """A request for help that ends at this instant."""
    ufficio = Ufficio(_ente("Comune delle Prove", tipo="ente_pubblico"))
    sportello = Sportello(ufficio, _ente("Informagiovani", codice_fiscale="01234560199"))
    return richiesta(sportello, stato)
