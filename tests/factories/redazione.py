"""Newsrooms of the tests: the newsroom as a row, everything in it through the verbs."""

from dataclasses import replace
from datetime import date, timedelta

from redazione import actions, mese
from redazione.actions.piano import Detta
from redazione.enums import Ruolo, StatoCollaborazione, StatoMese, Tipo
from redazione.models import Testata
from talenti.avvisi.models import Avviso
from talenti.base.clock import oggi
from talenti.base.permissions import Sistema
from talenti.registro.models import Transizione
from talenti.rete import ruoli
from tests.factories import rete
from tests.factories.persone import PersonaFactory

DA = Sistema("prova")
MOTIVO = "Non c'è abbastanza tempo."
PITCH = "Raccontiamo chi ripara biciclette nella vecchia filanda."


def testata(partner=None, riferimento=None, **campi):
    """A newsroom run by one partner, whose plan another one approves."""
    partner = partner or rete.ammesso(nome="Casa della redazione")
    riferimento = riferimento or rete.ammesso(nome="Sportello Giovani", codice_fiscale="90000000282")
    return Testata.objects.create(
        **{"nome": "Redazione Prova", "slug": "redazione-prova"} | campi, partner=partner, riferimento=riferimento
    )


def collaborazione(dove, ruolo=Ruolo.REDATTORE, stato=StatoCollaborazione.ATTIVA, persona=None, perche=""):
    """Somebody in that state: invited, in, with a no, or out."""
    persona = persona or PersonaFactory()
    una = actions.invita(dove, persona, ruolo=ruolo, da=DA, perche=perche)
    if stato == StatoCollaborazione.DECLINATA:
        actions.declina(una, da=persona)
    elif stato != StatoCollaborazione.INVITATA:
        actions.entra(una, da=persona)
    if stato == StatoCollaborazione.FINITA:
        actions.lascia(una, da=persona)
    return una


def coordina(dove, persona=None):
    return collaborazione(dove, Ruolo.CAPOREDATTORE, persona=persona).persona


def redattrice(dove, persona=None):
    return collaborazione(dove, persona=persona).persona


def approva(dove):
    """Who approves the plan for the reference partner, with her second factor."""
    return rete.membro(dove.riferimento, ruoli.OPERATORE)


def idea(dove, persona=None, testo=PITCH, tipo=Tipo.STORIA):
    return actions.proponi(dove, testo, tipo=tipo, da=persona or PersonaFactory())


def detta(titolo="Il bando in dieci righe", **campi) -> Detta:
    return replace(Detta(titolo=titolo), **campi)


def voce(dove, titolo="Il bando in dieci righe", per=None, da=DA, idea=None, **campi):
    return actions.pianifica(dove, detta(titolo, prevista_per=per, **campi), da=da, idea=idea)


def mese_dopo() -> date:
    """The first of next month: whatever day it is, all of it is to come."""
    return mese.dopo(oggi().replace(day=1))


def giorno(n, del_mese=None) -> date:
    return (del_mese or mese_dopo()) + timedelta(days=n - 1)


def piano(dove, stato=StatoMese.PROPOSTO, da=None, quando=None):
    """The plan of next month, with one thing on its tenth day, in that state."""
    quando = quando or mese_dopo()
    if not dove.voci.previste().filter(prevista_per__range=(quando, mese.ultimo(quando))).exists():
        voce(dove, per=giorno(10, quando))
    if stato == StatoMese.IN_LAVORO:
        return dove.mesi.create(mese=quando)
    uno = actions.proponi_mese(dove, quando, da=da or coordina(dove))
    if stato == StatoMese.APPROVATO:
        actions.approva(uno, letta=uno.impronta, da=DA)
    elif stato == StatoMese.DA_RIVEDERE:
        actions.rimanda(uno, MOTIVO, da=DA)
    return uno


# ── What the log and the notices say ──────────────────────────────────────────────────────────────
def chi_e(persona) -> str:
    return f"persona:{persona.pk}"


def atti(oggetto):
    return list(Transizione.objects.di(oggetto).order_by("n").values_list("verbo", "da_stato", "a_stato", "attore"))


def ultimi_dati(oggetto):
    return Transizione.objects.di(oggetto).order_by("n").last().dettaglio.dati


class Detto:
    """What is told in the block: (who, subject), in order."""

    def __enter__(self):
        self.gia = list(Avviso.objects.values_list("pk", flat=True))
        return self

    def __exit__(self, *_errore):
        self.avvisi = list(Avviso.objects.exclude(pk__in=self.gia).order_by("pk"))

    @property
    def a_chi(self):
        return [(uno.persona, uno.oggetto) for uno in self.avvisi]

    @property
    def testi(self):
        return [" ".join(uno.testo) if isinstance(uno.testo, list) else str(uno.testo) for uno in self.avvisi]
