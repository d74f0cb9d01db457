"""Calls of the tests, made through the verbs."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from secrets import token_hex

from talenti.base.clock import ROMA, a_quest_ora, adesso, oggi
from talenti.luoghi.models import Comune
from talenti.rete import ruoli
from tests.factories import rete
from tests.factories.persone import PersonaFactory
from thinktown import actions
from thinktown.actions import DatiAtto
from thinktown.definizione import Definizione, Finestra, Sorteggio, Tempi
from thinktown.enums import Festivi, Misura
from thinktown.misure import modello
from thinktown.models import Risposta, Salvataggio
from thinktown.risposte import leggi

MEZZOGIORNO = 12


def a_mezzogiorno(giorno: date) -> datetime:
    return datetime(giorno.year, giorno.month, giorno.day, MEZZOGIORNO, tzinfo=ROMA)


def giorno_lavorativo(dopo: int) -> date:
    from talenti.luoghi.calendario import prossimo_lavorativo

    return prossimo_lavorativo(oggi() + timedelta(days=dopo))


def completa(quale=Misura.GRUPPI, *, apre=None, chiude=None, posti_di="", **parti) -> Definizione:
    """A template with what each year adds: its dates, the event of the draw, the call whose places it offers."""
    chiude = chiude or a_mezzogiorno(giorno_lavorativo(30))
    detta = con_posti_di(modello(quale), posti_di)
    sorteggio = Sorteggio(evento=detta.graduatoria.sorteggio.evento, data=chiude.date() + timedelta(days=15))
    return replace(
        detta,
        tempi=Tempi(finestre=(Finestra(apre=apre or adesso() - timedelta(minutes=1), chiude=chiude),)),
        graduatoria=replace(detta.graduatoria, sorteggio=sorteggio),
        **parti,
    )


def con_posti_di(detta, codice) -> Definizione:
    parti = [
        replace(una, quesiti=tuple(replace(q, bando=codice) if q.tipo == "preferenze" else q for q in una.quesiti))
        for una in detta.parti
    ]
    return replace(detta, parti=tuple(parti)) if codice else detta


def dati_atto(numero="12", motivo="") -> DatiAtto:
    return DatiAtto(numero=numero, data=oggi(), motivo=motivo)


class Ufficio:
    """A body with who writes its calls and who publishes them."""

    def __init__(self, partner=None):
        self.partner = partner or rete.ammesso(tipo="ente_pubblico", nome="Comune delle Prove")
        self.scrive = rete.membro(self.partner, ruoli.OPERATORE)
        self.pubblica = rete.membro(self.partner, ruoli.AMMINISTRAZIONE)

    def bozza(self, detta=None, misura=Misura.GRUPPI):
        bando = actions.crea(self.partner, misura=misura, da=self.scrive)
        actions.salva(bando, detta or completa(misura), da=self.scrive, revisione=0)
        return bando

    def in_verifica(self, detta=None, misura=Misura.GRUPPI):
        bando = self.bozza(detta, misura)
        actions.manda_in_verifica(bando, da=self.scrive)
        return bando

    def pubblicato(self, detta=None, misura=Misura.GRUPPI):
        bando = self.in_verifica(detta, misura)
        actions.pubblica(bando, dati_atto(), da=self.pubblica)
        return bando


def maggiorenne(**campi):
    return PersonaFactory(nato_il=date(1999, 5, 17), **campi)


def minorenne(**campi):
    return PersonaFactory(nato_il=oggi() - timedelta(days=365 * 16 + 30), **campi)


RISPOSTE = {
    "titolo": "Radio Quartiere",
    "tema": "utilita",
    "idea": "Una radio fatta dal quartiere.",
    "perche": "Nessuno racconta che cosa succede qui.",
    "come": "Prima si impara, poi si trasmette.",
    "comuni": "Soresina",
    "inizio": "2027-03-01",
    "fine": "2027-09-30",
    "occasione": "no",
    "spese": [{"voce": "Microfoni", "quanto": "600", "a_chi": "Un negozio"}],
    "chiesto": "900",
    "gruppo": "Siamo in tre e facciamo musica.",
}


def risposta(domanda, chiave, scritto, *, da, **altro):
    """One answer saved, over whatever was there."""
    attuale = domanda.risposte.filter(quesito=chiave).first()
    versione = attuale.versione if attuale else 0
    return actions.salva_risposta(domanda, chiave, scritto, versione=versione, gettone=token_hex(8), da=da, **altro)


def risposte_scritte(domanda, scritte, *, da):
    """Many first answers in two statements, each as its own save would leave it; one that is there already stays."""
    detta, ora = domanda.bando.in_vigore, adesso()
    gia = set(domanda.risposte.values_list("quesito", flat=True))
    valori = {chiave: leggi(detta.quesito(chiave), scritto) for chiave, scritto in scritte.items() if chiave not in gia}
    righe = [{"domanda": domanda, "quesito": k, "valore": v, "versione": 1, "da": da} for k, v in valori.items()]
    Risposta.objects.bulk_create(Risposta(**riga, salvata_il=ora) for riga in righe)
    Salvataggio.objects.bulk_create(Salvataggio(**riga, quando=ora, gettone=token_hex(8)) for riga in righe)


def cominciata(bando, persona=None):
    """The draft of an informal group, with nobody in it but who speaks for it."""
    persona = persona or maggiorenne()
    return actions.comincia(bando, proponente="gruppo", sezione="gruppi", soggetto="Radio Quartiere", da=persona)


def entra(domanda, persona, *, da, ruolo="scrive"):
    componente = actions.invita(domanda, persona.email, ruolo=ruolo, da=da)
    actions.risponde(componente, accetta=True, da=persona)
    return componente


def di_ogni_sezione(detta):
    """Its questions, asked whatever the section: for a call whose sections are others."""
    return tuple(
        replace(parte, quesiti=tuple(replace(uno, sezioni=()) for uno in parte.quesiti)) for parte in detta.parti
    )


def di_se(domanda, persona, *, residenza="Soresina", occupazione="studia"):
    """What a person says of herself, where the call asks it."""
    dove = Comune.objects.get(nome=residenza) if residenza != "fuori" else residenza
    actions.dichiara_fatti(domanda, residenza=dove, occupazione=occupazione, da=persona)


def pronta(bando, persona=None, altri=()):
    """Everything that is asked, written and confirmed: one press away from being sent."""
    persona = persona or maggiorenne()
    domanda = cominciata(bando, persona)
    for altro in altri:
        entra(domanda, altro, da=persona)
    suo = domanda.componenti.get(persona=persona)
    risposte_scritte(domanda, RISPOSTE | {"referente": suo.codice}, da=persona)
    actions.sceglie_chi_riceve(suo, da=persona)
    for chi in (persona, *altri):
        del_bando = [una.chiave for una in bando.in_vigore.dichiarazioni]
        actions.dichiara(domanda, del_bando, da=chi)
        di_se(domanda, chi)
    for altro in altri:
        actions.conferma(domanda, da=altro)
    return domanda


def inviata(bando, persona=None, altri=()):
    persona = persona or maggiorenne()
    domanda = pronta(bando, persona, altri)
    actions.invia(domanda, gettone=token_hex(8), da=persona)
    return domanda


def bozza_di_un_bando_chiuso_adesso():
    """A draft, with a file, of a call that closes at this instant, whatever day it is."""
    from tests.factories.dialogo import _ente

    chiude = adesso()
    with a_quest_ora(chiude - timedelta(days=20)):
        detta = completa(chiude=chiude)
        detta = replace(detta, tempi=replace(detta.tempi, festivi=Festivi.COSI))
        ufficio = Ufficio(_ente("Comune delle Prove", tipo="ente_pubblico"))
        domanda = cominciata(ufficio.pubblicato(detta))
        persona = domanda.componenti.get().persona
        actions.invita(domanda, "chi@example.org", ruolo="legge", da=persona)
        risposta(domanda, "titolo", "Non ce l'abbiamo fatta", da=persona)
        return domanda


def tardi_adesso():
    """Somebody who begins at the very instant at which a call closes."""
    from tests.factories.dialogo import _ente
    from thinktown.actions.tardive import FuoriTermine

    chiude = adesso()
    with a_quest_ora(chiude - timedelta(days=20)):
        detta = completa(chiude=chiude)
        detta = replace(detta, tempi=replace(detta.tempi, festivi=Festivi.COSI))
        bando = Ufficio(_ente("Comune delle Prove", tipo="ente_pubblico")).pubblicato(detta)
    try:
        cominciata(bando)
    except FuoriTermine:
        return
    raise AssertionError("the call was still open")


def dopo_la_chiusura(bando):
    """As if the call had closed an hour ago."""
    bando.refresh_from_db()
    return a_quest_ora(bando.chiude_il + timedelta(hours=1))
