"""The calls of the demonstration: who writes them, who publishes them, the acts that changed them.

Amounts, sections and themes are those of the fifth edition as it is told in public (3 × 1.000 € for informal groups,
5 × 3.100 € for associations with 300 € of their own); days, numbers of acts and everything else are invented.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import partial

from talenti.base.clock import ROMA, a_roma, oggi
from talenti.documenti.actions import carica
from talenti.documenti.models import FileCaricato
from talenti.luoghi.calendario import prossimo_lavorativo
from talenti.portale.demo.gente import persona
from talenti.portale.demo.motore import Evento, giorni_fa
from talenti.rete.models import Partner
from thinktown import actions
from thinktown.actions import DatiAtto
from thinktown.definizione import Definizione, Finestra, Sorteggio, Tempi
from thinktown.demo.atti import pdf_atto
from thinktown.demo.modelli import Progetto
from thinktown.demo.progetti import aperti, crema, passati, piazze, valutati
from thinktown.enums import Modalita, TipoAtto
from thinktown.misure import Modello, modello
from thinktown.models import Bando
from thinktown.models.bandi import RuoloIncarico

CAPOFILA, CREMA, AZIENDA = "comune-di-cremona", "comune-di-crema", "azienda-sociale"
# Of each body: who answers for its calls, and who follows them from another body.
SEGUE = {
    CAPOFILA: ("nora", "referente.informagiovani"),
    AZIENDA: ("referente.azienda-sociale", "nora"),
    CREMA: ("referente.comune-di-crema", "referente.comunita-sociale-cremasca"),
}
MEZZOGIORNO = time(12)


@dataclass(frozen=True)
class Previsto:
    """A call: it opens and closes so many days from the birth of the demonstration (before it, under zero).

    ``presto``: the closing of the beginning, where an extension moved it. ``da``: from whom on its groups are taken.
    """

    chiave: str
    ente: str
    titolo: str
    apre: int
    chiude: int
    atto: int
    aiuta: str = "csv-lombardia-sud"
    progetti: tuple[Progetto, ...] = ()
    presto: int | None = None
    da: int = 0
    esce: bool = True
    in_breve: str = ""
    # Which template it is begun from, and the money of the year, where it is money.
    modello: str = Modello.GRUPPI
    fondi: Decimal | None = Decimal(18500)
    modalita: Modalita = Modalita.GRADUATORIA
    # What changed it afterwards: (days from the birth, verb).
    poi: tuple[tuple[int, str], ...] = ()

    @property
    def uscito(self) -> int:
        """Published some days before it opens, so that people can prepare."""
        return self.apre - 5


PREVISTI = (
    Previsto(
        "scorso",
        CAPOFILA,
        "Progetti di associazioni e gruppi giovanili, quinta edizione",
        -330,
        -300,
        412,
        progetti=passati.PASSATI,
        poi=((-318, "rettifica"),),
    ),
    Previsto(
        "annullato",
        CAPOFILA,
        "Progetti estivi di associazioni e gruppi",
        -210,
        -185,
        655,
        progetti=aperti.ANNULLATI,
        da=20,
        poi=((-192, "annulla"),),
    ),
    Previsto(
        "crema-scorso",
        CREMA,
        "Idee per Crema e il Cremasco",
        -130,
        -100,
        88,
        progetti=crema.CHIUSI,
        da=7,
        in_breve="Per progetti nel Cremasco: fino a 1.000 € a un gruppo, fino a 3.100 € a un'associazione.",
    ),
    # In the hands of their commissions: ranked, deciding together, each scoring alone, declaring.
    Previsto(
        "memoria",
        CAPOFILA,
        "Memoria e futuro: progetti di associazioni e gruppi",
        -150,
        -120,
        590,
        progetti=valutati.MEMORIA,
        da=3,
        in_breve="Per chi raccoglie quello che si perde: 1.000 € a un gruppo, fino a 3.100 € a un'associazione.",
    ),
    Previsto(
        "sport",
        CAPOFILA,
        "Sport di tutti: progetti di associazioni e gruppi",
        -122,
        -92,
        611,
        progetti=valutati.SPORT,
        da=21,
        in_breve="Per chi fa muovere chi sta fermo: 1.000 € a un gruppo, fino a 3.100 € a un'associazione.",
    ),
    Previsto(
        "musica",
        CAPOFILA,
        "Musica e parole: progetti di associazioni e gruppi",
        -95,
        -65,
        633,
        progetti=valutati.MUSICA,
        da=34,
        in_breve="Per chi suona, canta e scrive con altri: 1.000 € a un gruppo, fino a 3.100 € a un'associazione.",
    ),
    Previsto(
        "spazi",
        CAPOFILA,
        "Luoghi vuoti che riaprono: progetti di associazioni e gruppi",
        -68,
        -38,
        668,
        progetti=valutati.SPAZI,
        da=46,
        in_breve="Per chi riapre un posto chiuso: 1.000 € a un gruppo, fino a 3.100 € a un'associazione.",
    ),
    Previsto(
        "controllo",
        CAPOFILA,
        "Piazze d'estate: progetti di associazioni e gruppi",
        -40,
        -9,
        702,
        progetti=piazze.IN_CONTROLLO,
        da=9,
        in_breve="Per chi tiene viva una piazza d'estate: 1.000 € a un gruppo, fino a 3.100 € a un'associazione.",
    ),
    Previsto(
        "aperto",
        CAPOFILA,
        "Progetti di associazioni e gruppi giovanili, sesta edizione",
        -16,
        9,
        731,
        progetti=aperti.APERTI,
        presto=2,
        da=0,
        poi=((-3, "proroga"),),
    ),
    Previsto(
        "crema-aperto",
        CREMA,
        "Idee per Crema e il Cremasco, seconda edizione",
        -9,
        23,
        140,
        aiuta="nazareth",
        progetti=crema.APERTI,
        da=30,
        modalita=Modalita.SPORTELLO,
        in_breve="Nel Cremasco, finché ci sono fondi: fino a 1.000 € a un gruppo, 3.100 € a un'associazione.",
    ),
    Previsto(
        "prossimo",
        CAPOFILA,
        "Cultura e territorio: progetti di primavera",
        20,
        55,
        744,
        in_breve="Per chi fa conoscere i luoghi della provincia: fino a 1.000 € o a 3.100 €.",
    ),
    # On the desk of who publishes: sent by the other officer.
    Previsto("in-verifica", CAPOFILA, "Volontariato nei quartieri: progetti d'estate", 60, 95, 0, esce=False),
)


def a_mezzogiorno(nascita: datetime, giorni: int) -> datetime:
    """Noon of the first working day from that many days on."""
    return datetime.combine(prossimo_lavorativo(a_roma(nascita).date() + timedelta(days=giorni)), MEZZOGIORNO, ROMA)


def partner_di(chiave: str) -> Partner:
    return Partner.objects.get(email=f"{chiave}@example.org")


def bando_di(previsto: Previsto) -> Bando:
    ente = f"{previsto.ente}@example.org"
    return Bando.objects.select_related("partner").get(partner__email=ente, titolo=previsto.titolo)


def _alle(nascita: datetime, giorni: int, ora: int) -> datetime:
    return giorni_fa(nascita, -giorni, ora)


def eventi(nascita: datetime) -> Iterator[Evento]:
    for previsto in PREVISTI:
        yield from di_un_bando(nascita, previsto)


def di_un_bando(nascita: datetime, uno: Previsto) -> Iterator[Evento]:
    """It is written, read by somebody else, published; then what changes it."""
    nome, fuori = f"bando:{uno.chiave}", min(uno.uscito, -1)
    yield Evento(f"{nome}:crea", _alle(nascita, fuori - 6, 10), partial(_crea, nascita, uno))
    yield Evento(f"{nome}:verifica", _alle(nascita, fuori - 3, 16), partial(_in_verifica, uno))
    if not uno.esce:
        return
    approva = TipoAtto.APPROVAZIONE
    yield Evento(f"{nome}:atto", _alle(nascita, fuori, 8), partial(_atto, uno, approva), da_solo=True)
    yield Evento(f"{nome}:pubblica", _alle(nascita, fuori, 9), partial(_pubblica, uno))
    for giorni, verbo in uno.poi:
        tipo, fai = POI[verbo]
        yield Evento(f"{nome}:{verbo}:atto", _alle(nascita, giorni, 10), partial(_atto, uno, tipo), da_solo=True)
        yield Evento(f"{nome}:{verbo}", _alle(nascita, giorni, 11), partial(fai, nascita, uno))


# ── Written, read by somebody else, out ───────────────────────────────────────────────────────────
def _definizione(nascita: datetime, uno: Previsto) -> Definizione:
    apre = datetime.combine(a_roma(nascita).date() + timedelta(days=uno.apre), time(9), ROMA)
    chiude = a_mezzogiorno(nascita, uno.chiude if uno.presto is None else uno.presto)
    detta = _con_posti(modello(uno.modello), uno)
    estrazione = Sorteggio(evento=detta.graduatoria.sorteggio.evento, data=chiude.date() + timedelta(days=40))
    return replace(
        detta,
        racconto=replace(detta.racconto, titolo=uno.titolo, in_breve=uno.in_breve or detta.racconto.in_breve),
        tempi=Tempi(finestre=(Finestra(apre=apre, chiude=chiude),), modalita=uno.modalita),
        norme=replace(detta.norme, capitolo="6.2.1 Politiche giovanili", fondi=uno.fondi),
        graduatoria=replace(detta.graduatoria, sorteggio=estrazione),
    )


def _con_posti(detta: Definizione, uno: Previsto) -> Definizione:
    """The second of two linked calls names the first by its code."""
    quesito = detta.preferenze
    if quesito is None:
        return detta
    di_questa = Bando.objects.filter(partner__email=f"{uno.ente}@example.org", misura=Modello(uno.modello).misura)
    primo = di_questa.earliest("pk")
    piena = replace(quesito, bando=primo.codice)
    parti = tuple(
        replace(parte, quesiti=tuple(piena if q == quesito else q for q in parte.quesiti)) for parte in detta.parti
    )
    return replace(detta, parti=parti)


def _crea(nascita: datetime, uno: Previsto) -> None:
    responsabile, segue = map(persona, SEGUE[uno.ente])
    misura = Modello(uno.modello).misura
    bando = actions.crea(partner_di(uno.ente), misura=misura, quale=uno.modello, da=responsabile)
    actions.salva(bando, _definizione(nascita, uno), da=responsabile, revisione=0)
    # No act names who helps: a plain field of the call, as in the form of the office.
    Bando.objects.filter(pk=bando.pk).update(aiuta=partner_di(uno.aiuta))
    actions.incarica(bando, responsabile, ruolo=RuoloIncarico.RESPONSABILE, da=responsabile)
    actions.incarica(bando, segue, ruolo=RuoloIncarico.ISTRUTTORE, da=responsabile)


def _in_verifica(uno: Previsto) -> None:
    actions.manda_in_verifica(bando_di(uno), da=persona(SEGUE[uno.ente][1]))


def _nome(tipo: TipoAtto) -> str:
    return f"atto-di-{tipo}.pdf"


def _atto(uno: Previsto, tipo: TipoAtto) -> None:
    bando, dati = bando_di(uno), _dati(uno, tipo)
    file = pdf_atto(bando, tipo, dati.numero, dati.data, dati.motivo)
    carica(file, per=bando, da=persona(SEGUE[uno.ente][0]), nome=_nome(tipo))


MOTIVI = {
    TipoAtto.APPROVAZIONE: "",
    TipoAtto.RETTIFICA: "Nella prima versione il contributo per le associazioni era scritto senza il cofinanziamento "
    "di 300 €, che il regolamento chiede.",
    TipoAtto.PROROGA: "Il portale è rimasto fermo una sera per lavori: chi stava scrivendo recupera quel tempo.",
    TipoAtto.ANNULLAMENTO: "I fondi di questo bando erano già impegnati da un altro atto: il bando è nato sbagliato.",
}


def _dati(uno: Previsto, tipo: TipoAtto) -> DatiAtto:
    """The act of today, with its document where it has been uploaded."""
    numero = uno.atto + (0 if tipo == TipoAtto.APPROVAZIONE else 19)
    file = FileCaricato.objects.di(bando_di(uno)).presenti().filter(nome=_nome(tipo)).first()
    return DatiAtto(numero=str(numero), data=oggi(), motivo=MOTIVI[tipo], file=file)


def _pubblica(uno: Previsto) -> None:
    actions.pubblica(bando_di(uno), _dati(uno, TipoAtto.APPROVAZIONE), da=persona(SEGUE[uno.ente][0]))


# ── Changed by an act ─────────────────────────────────────────────────────────────────────────────
def _rettifica(_nascita: datetime, uno: Previsto) -> None:
    bando = bando_di(uno)
    detta = bando.in_vigore
    in_breve = "Fino a 1.000 € per un gruppo informale, fino a 3.100 € per un'associazione che ne mette almeno 300."
    nuova = replace(detta, racconto=replace(detta.racconto, in_breve=in_breve))
    actions.rettifica(bando, nuova, _dati(uno, TipoAtto.RETTIFICA), da=persona(SEGUE[uno.ente][0]))


def _proroga(nascita: datetime, uno: Previsto) -> None:
    chiude = a_mezzogiorno(nascita, uno.chiude)
    actions.proroga(bando_di(uno), chiude, _dati(uno, TipoAtto.PROROGA), da=persona(SEGUE[uno.ente][0]))


def _annulla(_nascita: datetime, uno: Previsto) -> None:
    actions.annulla(bando_di(uno), _dati(uno, TipoAtto.ANNULLAMENTO), da=persona(SEGUE[uno.ente][0]))


POI = {
    "rettifica": (TipoAtto.RETTIFICA, _rettifica),
    "proroga": (TipoAtto.PROROGA, _proroga),
    "annulla": (TipoAtto.ANNULLAMENTO, _annulla),
}
