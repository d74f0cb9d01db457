"""Measure 4: the services for which invented bodies ask for somebody, and which of them became places; then
the second edition."""

from typing import Any

from thinktown.demo.misure import SERVIZI as QUI
from thinktown.demo.misure import SERVIZI_ORA, Candidatura, Scelto


def _servizio(
    chi: int, giorni: int, soggetto: str, titolo: str, settore: str, comune: str, *testi: str, **altro: Any
) -> Candidatura:
    """``testi``: what one does, what one learns, who the body is, what the tutor does, on which days."""
    che_cosa, impara, ente, tutor_ruolo, orario = testi
    in_piu = {chiave: altro.pop(chiave) for chiave in ("bozza", "ritirata") if chiave in altro}
    bando = altro.pop("bando", QUI)
    risposte: dict[str, Any] = {
        "titolo": titolo,
        "settore": settore,
        "che_cosa": che_cosa,
        "impara": impara,
        "ente": ente,
        "comune": comune,
        "dove": "via Inventata 5",
        "tutor": "Una persona inventata",
        "tutor_ruolo": tutor_ruolo,
        "tutor_segue": "0",
        "chi_cercate": "Chi ha tempo e voglia di stare con gli altri.",
        "ore": "25",
        "orario": orario,
        "dipendenti": "12",
        "in_tirocinio": "0",
        "posti": "2",
        "cofinanziamento": "150",
    }
    if in_piu.get("bozza"):
        risposte = dict(list(risposte.items())[:3])
    return Candidatura(bando, chi, giorni, risposte | altro, "terzo_settore", soggetto, **in_piu)


SERVIZI = (
    _servizio(
        5, 82, "Cooperativa Prova Insieme", "Doposcuola al parco", "minori", "Crema",
        "Si fanno i compiti con venti ragazzi delle medie, poi si gioca. Il venerdì si prepara la merenda con loro.",
        "Come si aiuta senza fare al posto loro, e come si parla con la scuola e con le famiglie.",
        "Cooperativa sociale: il doposcuola c'è da otto anni.",
        "Coordina gli educatori del doposcuola.",
        "Da lunedì a venerdì, dalle 14:00 alle 19:00.",
    ),
    _servizio(
        10, 79, "Associazione Nonni Inventati", "Pomeriggi in casa di riposo", "anziani", "Soncino",
        "Si legge il giornale, si gioca a carte, si accompagna in giardino chi da solo non ci va.",
        "Come si sta con chi ricorda poco, e come si ascolta una storia già sentita.",
        "Associazione di volontariato con trenta volontari.",
        "È infermiera, e segue i volontari.",
        "Cinque pomeriggi, anche la domenica a turno.",
        posti="1", dipendenti="4", cofinanziamento="100",
    ),
    _servizio(
        15, 76, "Fondazione Esempio", "Il laboratorio di ceramica", "disabilita", "Cremona",
        "Si lavora l'argilla con un gruppo di dieci persone, si cuoce, si prepara il mercatino.",
        "Come si insegna un gesto alla volta, e come si vende quello che si fa.",
        "Fondazione: gestisce due centri diurni.",
        "È ceramista ed educatrice.",
        "Da lunedì a giovedì, dalle 9:00 alle 15:00.",
        dipendenti="25", cofinanziamento="200",
    ),
    # To be excluded: it is not in the register of the third sector.
    _servizio(
        20, 73, "Associazione Porto Finto", "Lo sportello di italiano", "inclusione", "Casalmaggiore",
        "Si aiuta chi è appena arrivato a leggere una bolletta, a scrivere una mail, a prendere un appuntamento.",
        "Come si spiega una cosa difficile con parole facili.",
        "Associazione culturale con una scuola di italiano.",
        "Insegna italiano da quindici anni.",
        "Tre mattine e due sere.",
        posti="1", dipendenti="2", cofinanziamento="80",
    ),
    _servizio(
        25, 70, "Circolo Fantasia", "Il prestito di libri a domicilio", "cultura", "Castelleone",
        "Si preparano le borse di libri, si portano a chi non esce di casa e ci si ferma a leggere una pagina.",
        "Come si sceglie un libro per un'altra persona.",
        "Associazione di promozione sociale, con una biblioteca di quartiere.",
        "Tiene la biblioteca del circolo.",
        "Quattro pomeriggi, e il sabato mattina.",
        posti="1", dipendenti="1", cofinanziamento="60", ritirata=True,
    ),
    _servizio(
        30, 8, "Cooperativa Orto Prova", "L'orto di tutti", "cultura", "Soresina",
        "Si semina, si raccoglie e si vende con quindici persone del quartiere; il mercoledì vengono le scuole.",
        "Come si tiene un orto, e come si lavora con chi non ha la tua fretta.",
        "Cooperativa sociale agricola: l'orto c'è da cinque anni.",
        "È agronomo, e segue l'orto dal primo giorno.",
        "Da lunedì a venerdì, la mattina.",
        bando=SERVIZI_ORA, dipendenti="7", cofinanziamento="120",
    ),
    _servizio(
        32, 4, "Associazione Provini", "La merenda del giovedì", "minori", "",
        "Si cucina con i bambini delle elementari.", "", "", "", "",
        bando=SERVIZI_ORA, bozza=True,
    ),
)  # fmt: skip
SCELTI = (
    Scelto(QUI, "Doposcuola al parco", 45),
    Scelto(QUI, "Pomeriggi in casa di riposo", 45),
    Scelto(QUI, "Il laboratorio di ceramica", 45),
)
