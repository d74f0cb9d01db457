"""Measure 3: what invented companies would innovate, and which of it became places; then the second edition."""

from typing import Any

from thinktown.demo.misure import IMPRESE as QUI
from thinktown.demo.misure import IMPRESE_ORA, Candidatura, Scelto


def _impresa(
    chi: int, giorni: int, soggetto: str, titolo: str, settore: str, comune: str, dove: str, *testi: str, **altro: Any
) -> Candidatura:
    """``testi``: today, tomorrow, what one learns, what the company does, what the tutor does, who is wanted."""
    oggi, domani, impara, attivita, tutor_ruolo, chi_cercate = testi
    in_piu = {chiave: altro.pop(chiave) for chiave in ("bozza", "ritirata") if chiave in altro}
    bando = altro.pop("bando", QUI)
    risposte: dict[str, Any] = {
        "titolo": titolo,
        "settore": settore,
        "oggi": oggi,
        "domani": domani,
        "impara": impara,
        "attivita": attivita,
        "insieme": "no",
        "comune": comune,
        "dove": dove,
        "tutor": "Una persona inventata",
        "tutor_ruolo": tutor_ruolo,
        "tutor_segue": "0",
        "chi_cercate": chi_cercate,
        "ore": "30",
        "orario": "Da lunedì a venerdì, la mattina e due pomeriggi.",
        "dipendenti": "4",
        "in_tirocinio": "0",
        "posti": "1",
        "quota": "250",
    }
    if in_piu.get("bozza"):
        risposte = dict(list(risposte.items())[:4])
    proponente = "rete_imprese" if "rete" in altro else "impresa"
    return Candidatura(bando, chi, giorni, risposte | altro, proponente, soggetto, **in_piu)


IMPRESE = (
    _impresa(
        3, 78, "Cascina Inventata", "Etichette che raccontano il campo", "agricoltura", "Soresina", "via di Prova 12",
        "Vendiamo verdure e farine al mercato: l'etichetta dice il peso e il prezzo, il resto lo raccontiamo a voce.",
        "Chi compra inquadra l'etichetta e legge da quale campo viene, chi l'ha raccolto e che cosa cucinarci.",
        "Come si segue un prodotto dal campo alla tavola, e come si scrive per chi ha poco tempo.",
        "Coltiviamo quaranta ettari e trasformiamo in cascina quello che raccogliamo.",
        "Segue la trasformazione da dieci anni: farine, conserve, consegne.",
        "Chi scrive bene, sa fotografare e non ha paura di sporcarsi le scarpe.",
    ),
    _impresa(
        8, 74, "Liuteria di Prova", "Visite in bottega per chi non suona", "cultura", "Cremona", "vicolo Esempio 3",
        "In bottega entra solo chi compra o ripara uno strumento: gli altri guardano dalla vetrina.",
        "Un'ora di visita in cui si tocca il legno, si prova la vernice e si capisce perché un violino costa così.",
        "Come si racconta un mestiere, come si tengono le prenotazioni, come si accoglie in tre lingue.",
        "Costruiamo e ripariamo strumenti ad arco.",
        "È maestra liutaia, e insegna a due apprendisti.",
        "Chi parla inglese e sa stare con le persone. Suonare non serve.",
        dipendenti="3", ore="25", quota="300",
    ),
    _impresa(
        13, 71, "Officina Esempio", "Le consegne del centro con le cargo-bici", "mobilita", "Crema", "via Finta 40",
        "Ripariamo biciclette. I negozi del centro ricevono la merce dai furgoni, e il furgone blocca la strada.",
        "Un servizio di consegne con tre cargo-bici, con i giri preparati la sera da un programma.",
        "Come si organizza un servizio di consegne, e come si ripara una bicicletta da carico.",
        "Officina di biciclette e noleggio, con sette persone.",
        "Tiene l'officina e i conti, e ha già seguito due tirocini.",
        "Chi ha pazienza con le mappe e con i meccanismi.",
        dipendenti="7", posti="2", quota="250",
    ),
    _impresa(
        18, 70, "Studio Fantasia", "Un archivio di suoni da ascoltare col telefono", "ict", "Cremona", "via Finta 9",
        "Registriamo concerti e li consegniamo a chi li paga: poi restano su un disco in un cassetto.",
        "Una mappa in cui si tocca un luogo e si ascolta che cosa ci è stato suonato.",
        "Come si pulisce una registrazione e come si costruisce un archivio che altri possono usare.",
        "Studio di registrazione, tre persone.",
        "È fonica, e cura le registrazioni dal vivo.",
        "Chi sa programmare un poco e ha orecchio.",
        dipendenti="3", quota="200",
    ),
    _impresa(
        23, 66, "Rete Panifici Finti", "Il pane di ieri diventa birra", "agricoltura", "Casalmaggiore", "via Forno 1",
        "Ogni sera in tre panifici avanzano trenta chili di pane: ne va via una parte, il resto si butta.",
        "Con un birrificio proviamo una birra fatta con il pane avanzato, e una linea di biscotti.",
        "Come si prova un prodotto nuovo, quali sono le regole dell'igiene, quanto costa davvero.",
        "Tre panifici e un birrificio, in tre comuni.",
        "Fa il pane di notte e la contabilità di giorno.",
        "Chi ha studiato alimentazione o chimica, o ha voglia di impararle.",
        insieme="si", accordo="contratto", dipendenti="6", in_tirocinio="1", quota="300",
        rete=[
            {"impresa": "Panificio Finto Uno", "codice": "99909000191", "comune": "Casalmaggiore", "persone": "6"},
            {"impresa": "Panificio Finto Due", "codice": "99909100191", "comune": "Viadana", "persone": "4"},
            {"impresa": "Birrificio Finto", "codice": "99909200191", "comune": "Piadena Drizzona", "persone": "3"},
        ],
    ),
    _impresa(
        28, 63, "Cooperativa Modello", "Un calendario solo per chi assiste a casa", "persona", "Pizzighettone",
        "piazza di Prova 2",
        "Gli orari di quindici assistenti stanno su tre fogli, e ogni settimana qualcuno suona alla porta sbagliata.",
        "Un calendario unico, che si apre dal telefono e avvisa la famiglia quando cambia chi viene.",
        "Come funziona l'assistenza a casa, e come si sceglie un programma insieme a chi lo deve usare.",
        "Cooperativa di assistenza domiciliare.",
        "Coordina gli assistenti e parla con le famiglie.",
        "Chi è ordinato, e ascolta.",
        dipendenti="22", posti="2", quota="350",
    ),
    _impresa(
        50, 61, "Sartoria Saggio", "Abiti di scena da noleggiare", "cultura", "Soresina", "via Esempio 18",
        "Cuciamo abiti per le compagnie teatrali della provincia; dopo lo spettacolo restano in un armadio.",
        "Un catalogo con le misure e le foto, da cui si noleggia un abito per una sera.",
        "Come si fa un catalogo, e come si mette a posto un abito che ha già vissuto.",
        "Sartoria con quattro persone.",
        "È sarta da venticinque anni.",
        "Chi sa fotografare e ha mani pazienti.",
        ritirata=True,
    ),
    # To be excluded: the call asks for a place in the province.
    _impresa(
        48, 59, "Grafica Finta", "Libri stampati uno alla volta", "ict", "Piacenza", "via di Prova 70",
        "Stampiamo cataloghi da mille copie: chi ne vuole dieci lo mandiamo via.",
        "Una macchina piccola e un sito in cui si carica il testo, si sceglie la carta e si riceve un libro.",
        "Come si prepara un libro per la stampa, e come si fa un preventivo che sta in piedi.",
        "Tipografia con due sedi.",
        "Segue la stampa digitale.",
        "Chi ha studiato grafica, o l'ha imparata da solo.",
        dipendenti="9",
    ),
    _impresa(
        29, 10, "Vivaio Modelli", "Piante che avvisano quando hanno sete", "agricoltura", "Pandino", "via Provini 6",
        "Bagniamo a orario: d'estate non basta, d'autunno è troppo, e una pianta su dieci la buttiamo.",
        "Sensori nei vasi e un programma che decide quando aprire l'acqua, bancale per bancale.",
        "Come si misura l'acqua in un terreno, e come si mette alla prova un'idea per tre mesi.",
        "Vivaio di piante da orto e da frutto, con sei persone.",
        "È agronoma, e cura le serre.",
        "Chi ama i numeri e non teme il caldo.",
        bando=IMPRESE_ORA, dipendenti="6", quota="300",
    ),
    _impresa(
        31, 6, "Falegnameria Campioni", "Mobili che si smontano senza attrezzi", "cultura", "", "",
        "Facciamo mobili su misura: chi trasloca li lascia dove sono.",
        "Una linea che si smonta con le mani, e si porta via in una macchina.",
        "", "", "", "",
        bando=IMPRESE_ORA, bozza=True,
    ),
)  # fmt: skip
SCELTI = (
    Scelto(QUI, "Etichette che raccontano il campo", 38),
    Scelto(QUI, "Visite in bottega per chi non suona", 38),
    Scelto(QUI, "Le consegne del centro con le cargo-bici", 38),
    Scelto(
        QUI,
        "Un archivio di suoni da ascoltare col telefono",
        38,
        ritirato=(4, "Lo studio si trasferisce in un'altra provincia."),
    ),
    Scelto(QUI, "Il pane di ieri diventa birra", 38),
)
