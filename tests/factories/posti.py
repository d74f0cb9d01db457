"""Places of the tests: a closed call with its applications, those published of them, the call that answers."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from secrets import token_hex

from stdnum import luhn

from talenti.base.clock import a_quest_ora, adesso
from talenti.documenti.actions import carica
from talenti.luoghi.models import Comune
from tests.factories import rete
from tests.factories.istruttoria import in_ordine
from tests.factories.thinktown import Ufficio, completa, di_se, maggiorenne, risposta, risposte_scritte
from thinktown import actions
from thinktown.actions import PostoDetto, SceltaPosto
from thinktown.dichiarati import Organizzazione
from thinktown.enums import Festivi
from thinktown.misure import Modello
from thinktown.models import Bando
from thinktown.proposta import proposta

DI_IMPRESA = {
    "titolo": "Etichette che raccontano il campo",
    "settore": "agricoltura",
    "oggi": "Le etichette dicono solo il peso.",
    "domani": "Chi compra legge da quale campo viene il prodotto.",
    "impara": "Come si segue un prodotto dalla terra alla tavola.",
    "attivita": "Coltiviamo ortaggi.",
    "insieme": "no",
    "comune": "Soresina",
    "dove": "Via dei Campi 4",
    "tutor": "Ugo Tutoreprivato",
    "tutor_ruolo": "Segue la produzione da dieci anni.",
    "tutor_segue": "0",
    "chi_cercate": "Chi ha voglia di imparare.",
    "ore": "30",
    "orario": "Da lunedì a venerdì, la mattina.",
    "dipendenti": "4",
    "in_tirocinio": "0",
    "posti": "1",
    "quota": "250",
}
DI_ENTE = {
    "titolo": "Doposcuola al parco",
    "settore": "minori",
    "che_cosa": "Si fanno i compiti e si gioca.",
    "impara": "Come si sta con i bambini.",
    "ente": "Siamo una cooperativa.",
    "comune": "Crema",
    "dove": "Via del Parco 1",
    "tutor": "Ida Tutoreprivato",
    "tutor_ruolo": "Coordina gli educatori.",
    "tutor_segue": "1",
    "chi_cercate": "Chi sa ascoltare.",
    "ore": "25",
    "orario": "Il pomeriggio.",
    "dipendenti": "12",
    "in_tirocinio": "0",
    "posti": "2",
    "cofinanziamento": "150",
}
CHI = {
    Modello.INNOVAZIONE: ("impresa", "imprese", DI_IMPRESA),
    Modello.VOLONTARIATO: ("terzo_settore", "servizi", DI_ENTE),
}
DI_PERSONA = {
    Modello.INNOVAZIONE_GIOVANI: {
        "perche": "Mi interessa la terra.",
        "studi": "Perito agrario.",
        "fatto": "La vendemmia.",
        "spostarsi": "bici",
    },
    Modello.VOLONTARIATO_GIOVANI: {
        "tempo": "tutto",
        "perche": "Mi piace stare con gli altri.",
        "fatto": "L'animatore al campo estivo.",
    },
}
PERCHE = SceltaPosto(motivo="Li ha scelti la rete.")


def chiuso(quale=Modello.INNOVAZIONE, quante=1, ufficio=None, **cambi):
    """A call that collects places, closed ten days ago, with so many applications: (office, call, applications)."""
    ora = adesso()
    with a_quest_ora(ora - timedelta(days=40)):
        ufficio = ufficio or Ufficio()
        detta = completa(quale, chiude=ora - timedelta(days=10))
        detta = replace(detta, tempi=replace(detta.tempi, festivi=Festivi.COSI))
        bando = ufficio.pubblicato(detta, misura=quale.misura)
        domande = [in_ordine(inviata_da(bando, quale, n, **cambi)) for n in range(1, quante + 1)]
    return ufficio, bando, domande


def inviata_da(bando, quale, n=1, **cambi):
    """The application of one organisation. ``cambi``: answers other than the usual ones."""
    proponente, sezione, risposte = CHI[quale]
    persona = maggiorenne()
    chi = {"proponente": proponente, "sezione": sezione, "soggetto": f"Organizzazione {n}", "da": persona}
    chi["codice_fiscale"] = partita_iva()
    domanda = actions.comincia(bando, **chi)
    dice_la_sede(domanda, **chi)
    titolo = {"titolo": f"{risposte['titolo']} {n}"}
    risposte_scritte(domanda, risposte | titolo | cambi, da=persona)
    actions.invia(domanda, gettone=token_hex(8), da=persona, dichiarate=_dichiarazioni(bando))
    return domanda


_QUANTE = count(1)


def partita_iva():
    """Another one each time, with the check digit that it must have."""
    cifre = f"01{next(_QUANTE):08}"
    return cifre + luhn.calc_check_digit(cifre)


def dice_la_sede(domanda, **chi):
    """Where the organisation is, and since when: anew, where an act has moved the day."""
    sede = Organizzazione(sede=Comune.objects.get(nome="Soresina"), costituita_il=date(2010, 3, 1))
    actions.cambia_chi(domanda, organizzazione=sede, **chi)


def _dichiarazioni(bando):
    return [una.chiave for una in bando.in_vigore.dichiarazioni]


def detto(domanda, **cambi):
    """What the office would publish of it, unchanged."""
    sua = proposta(domanda.invii.order_by("-n")[0])
    campi = {"titolo": sua.titolo, "posti": sua.posti, "comune": sua.comune, "testi": sua.testi}
    return PostoDetto(**(campi | cambi))


def scelta(domanda, da, **cambi):
    return actions.scegli_offerta(domanda, detto(domanda, **cambi), PERCHE, da=da)


def pubblicata(domanda, da, **cambi):
    offerta = scelta(domanda, da, **cambi)
    actions.pubblica_offerta(offerta, da=da)
    return offerta


class DueBandi:
    """Both calls of a measure: places published in the first, the second open."""

    def __init__(self, quante=3, quale=Modello.INNOVAZIONE, ufficio=None):
        self.quale = Modello(f"{quale}_giovani")
        self.ufficio, self.primo, self.domande = chiuso(quale, quante, ufficio)
        self.offerte = [pubblicata(una, self.ufficio.pubblica) for una in self.domande]
        self.primo = Bando.objects.get(pk=self.primo.pk)
        self.secondo = self.ufficio.pubblicato(completa(self.quale, posti_di=self.primo.codice), misura=quale.misura)

    @property
    def codici(self):
        return [una.codice for una in self.offerte]

    def bozza(self, persona=None, codici=None):
        """Everything that is asked, with these places in order (all, if not said): one press away."""
        persona = persona or maggiorenne()
        sezione = self.secondo.in_vigore.sezioni[0].chiave
        domanda = actions.comincia(self.secondo, proponente="persona", sezione=sezione, da=persona)
        risposte_scritte(domanda, DI_PERSONA[self.quale], da=persona)
        file = carica(rete.caricato("curriculum.pdf"), per=domanda, da=persona)
        risposta(domanda, "curriculum", [file.codice], da=persona)
        risposta(domanda, "preferenze", self.codici if codici is None else codici, da=persona)
        di_se(domanda, persona, occupazione="senza_lavoro")
        return domanda

    def invia(self, domanda):
        persona = domanda.componenti.get().persona
        return actions.invia(domanda, gettone=token_hex(8), da=persona, dichiarate=_dichiarazioni(self.secondo))
