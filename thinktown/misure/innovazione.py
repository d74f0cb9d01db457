"""Measure 3 (I.D.O.), first of its two linked calls: companies say what they would innovate, with whom and where."""

from thinktown.definizione import Chi, Definizione, Graduatoria, Norme, Quesito, Racconto, Requisito, Settore, Sezione
from thinktown.enums import Proponente, TipoQuesito, TipoRequisito
from thinktown.misure.comune import LETTO, SORTEGGIO, VERO, criterio, opzioni, parita, parte, racconta

_SETTORI = (
    Settore(chiave="cultura", nome="Cultura e turismo"),
    Settore(chiave="agricoltura", nome="Agroalimentare e patrimonio rurale"),
    Settore(chiave="persona", nome="Servizi alla persona e responsabilità sociale"),
    Settore(chiave="mobilita", nome="Mobilità sostenibile"),
    Settore(chiave="ict", nome="Informatica e comunicazione"),
)
_CHI = (Proponente.IMPRESA, Proponente.RETE)
INNOVAZIONE = Definizione(
    racconto=Racconto(
        titolo="Imprese che vogliono innovare con una persona giovane",
        in_breve="Cinque imprese ospitano un tirocinio su un'idea nuova; l'indennità la paga in parte il progetto.",
        offre=(
            "Una persona giovane, scelta con un bando, studia o realizza l'innovazione in azienda con un tirocinio "
            "pagato. Una parte dell'indennità la mette il progetto. Alla fine vi aiutiamo a capire se e come assumerla."
        ),
        per_chi="Imprese e reti di imprese della provincia, nei settori del bando.",
        che_cosa_serve=("L'idea da sviluppare", "Chi fa da tutor", "Quante persone lavorano da voi"),
        minuti=40,
        come_si_sceglie="La rete sceglie cinque bisogni con i punti scritti qui sotto.",
        dopo="I bisogni scelti sono pubblicati: chi cerca lavoro li legge e si candida.",
    ),
    chi=Chi(
        proponenti=_CHI,
        requisiti=(
            Requisito(chiave="sede", tipo=TipoRequisito.SEDE),
            Requisito(chiave="una_sola", tipo=TipoRequisito.UNA_SOLA),
        ),
        conferma_di_tutti=False,
    ),
    norme=Norme(basi=("D.G.R. Lombardia 825/2013", "L. 241/1990, articolo 12"), aiuti_di_stato=True),
    sezioni=(Sezione(chiave="imprese", nome="Imprese e reti", proponenti=_CHI, posti=5),),
    settori=_SETTORI,
    parti=(
        parte(
            "bisogno",
            "Il bisogno",
            Quesito(chiave="titolo", domanda="Che cosa volete innovare, in una riga", massimo=80),
            Quesito(
                chiave="settore",
                tipo=TipoQuesito.SCELTA,
                domanda="In quale settore",
                opzioni=opzioni(**{settore.chiave: settore.nome for settore in _SETTORI}),
            ),
            racconta("oggi", "Come si fa oggi", 1200),
            racconta("domani", "Che cosa dovrebbe cambiare", 1500),
        ),
        parte(
            "tirocinio",
            "Il tirocinio",
            Quesito(chiave="dove", domanda="In quale sede", massimo=160),
            Quesito(chiave="tutor", domanda="Chi fa da tutor, e che cosa fa in azienda", massimo=200, valutato=True),
            Quesito(
                chiave="dipendenti",
                tipo=TipoQuesito.NUMERO,
                domanda="Quante persone a tempo indeterminato lavorano nella sede",
                minimo=0,
                massimo=10_000,
            ),
            Quesito(
                chiave="quota", tipo=TipoQuesito.DENARO, domanda="Quanto mettete al mese per l'indennità", minimo=0
            ),
        ),
    ),
    dichiarazioni=(VERO, LETTO),
    criteri=(
        criterio("nuovo", "Novità", "Quanto cambia rispetto a oggi.", 40),
        criterio("impara", "Quanto si impara", "Che cosa sa fare alla fine chi viene.", 30),
        criterio("resta", "Quanto può durare", "Se può diventare lavoro.", 30),
    ),
    graduatoria=Graduatoria(spareggi=parita("nuovo"), sorteggio=SORTEGGIO),
)
