"""Measure 3 (I.D.O.), first of its two linked calls: companies say what they would innovate, with whom and where."""

from thinktown.definizione import (
    Chi,
    Colonna,
    Condizione,
    Definizione,
    Graduatoria,
    Norme,
    Opzione,
    Quesito,
    Racconto,
    Requisito,
    Settore,
    Sezione,
)
from thinktown.enums import Proponente, TipoQuesito, TipoRequisito
from thinktown.enums_posti import NelPosto
from thinktown.misure.comune import LETTO, SORTEGGIO, VERO, criterio, opzioni, parita, parte, racconta
from thinktown.misure.tirocini import (
    NORME_TIROCINI,
    OSPITARE,
    PUBBLICARE,
    chi_si_cerca,
    dove,
    persone,
    settore,
    si_legge,
    tempi,
    titolo,
    tutor,
)

# The strategic ones, as in measure 2.
SETTORI = (
    Settore(chiave="cultura", nome="Cultura e turismo"),
    Settore(chiave="agricoltura", nome="Agroalimentare e patrimonio rurale"),
    Settore(chiave="persona", nome="Servizi alla persona e responsabilità sociale"),
    Settore(chiave="mobilita", nome="Mobilità sostenibile"),
    Settore(chiave="ict", nome="Informatica e comunicazione"),
)
_CHI = (Proponente.IMPRESA, Proponente.RETE)
_RACCONTO = Racconto(
    titolo="Imprese che vogliono innovare con una persona giovane",
    in_breve="Cinque imprese ospitano un tirocinio su un'idea nuova; l'indennità la paga in parte il progetto.",
    offre=(
        "Una persona giovane e senza lavoro, scelta con un secondo bando, studia o realizza l'innovazione da voi con "
        "un tirocinio pagato.\n\n"
        "- Una parte dell'indennità la paga il progetto, l'altra la mettete voi.\n"
        "- Il tirocinio lo promuove la Provincia di Cremona.\n"
        "- Alla fine vi aiutiamo a capire quali incentivi ci sono per assumere.\n"
        "- Se dall'idea può nascere un'altra impresa, la segue Servimpresa."
    ),
    per_chi="Imprese e reti di imprese con una sede in provincia, nei settori del bando.",
    che_cosa_serve=(
        "Il bisogno da raccontare in due pagine",
        "Chi fa da tutor, e quante persone segue già",
        "Quante persone lavorano nella sede",
        "Per una rete: l'elenco delle imprese",
    ),
    minuti=40,
    come_si_sceglie=(
        "La rete sceglie cinque bisogni, con i punti scritti qui sotto. Quante persone potete ospitare dipende da "
        "quante ne lavorano nella sede."
    ),
    dopo=(
        "I cinque bisogni scelti si pubblicano, senza i nomi delle persone. Chi cerca lavoro li legge e si candida, "
        "con un secondo bando."
    ),
)
_PARTI = (
    parte(
        "bisogno",
        "Il bisogno",
        titolo("Che cosa volete innovare, in una riga"),
        settore("In quale settore", opzioni(**{uno.chiave: uno.nome for uno in SETTORI})),
        si_legge(NelPosto.OGGI, "oggi", "Come si fa oggi", 1200),
        si_legge(NelPosto.CHE_COSA, "domani", "Che cosa dovrebbe cambiare", 1500),
        si_legge(NelPosto.IMPARA, "impara", "Che cosa impara chi viene", 800),
    ),
    parte(
        "imprese",
        "Chi siete",
        racconta("attivita", "Che cosa fate", 800, valutato=False),
        Quesito(
            chiave="insieme",
            tipo=TipoQuesito.SCELTA,
            domanda="Il bisogno è di più imprese insieme?",
            aiuto="Se presentate come rete, sì.",
            opzioni=opzioni(si="Sì", no="No"),
        ),
        Quesito(
            chiave="rete",
            tipo=TipoQuesito.TABELLA,
            domanda="Le imprese della rete",
            aiuto="Una riga per impresa, anche quella che presenta la domanda.",
            massimo=20,
            colonne=(
                Colonna(chiave="impresa", nome="Impresa"),
                Colonna(chiave="codice", nome="Codice fiscale o partita IVA"),
                Colonna(chiave="comune", nome="Comune della sede"),
                Colonna(chiave="persone", nome="Persone che ci lavorano", tipo=TipoQuesito.NUMERO, totale=True),
            ),
            solo_se=Condizione(quesito="insieme", valori=("si",)),
        ),
        Quesito(
            chiave="accordo",
            tipo=TipoQuesito.SCELTA,
            domanda="C'è già un accordo scritto fra di voi?",
            opzioni=(
                Opzione(chiave="contratto", nome="Sì, un contratto di rete"),
                Opzione(chiave="altro", nome="Sì, un altro accordo"),
                Opzione(chiave="no", nome="Non ancora"),
            ),
            solo_se=Condizione(quesito="insieme", valori=("si",)),
        ),
    ),
    parte(
        "tirocinio",
        "Il tirocinio",
        *dove(),
        *tutor("in azienda"),
        chi_si_cerca(),
        *tempi(),
        *persone(5),
        Quesito(
            chiave="quota",
            tipo=TipoQuesito.DENARO,
            domanda="Quanto mettete voi al mese per l'indennità di ogni persona",
            aiuto=(
                "In Lombardia l'indennità è di almeno 500 € lordi al mese, 400 con la mensa. Quello che manca lo mette "
                "il progetto."
            ),
            minimo=0,
            massimo=2000,
            valutato=True,
            nel_posto=NelPosto.INDENNITA,
        ),
        aiuto="Quello che c'è qui serve a chi deve scegliere se candidarsi.",
    ),
)
INNOVAZIONE = Definizione(
    racconto=_RACCONTO,
    chi=Chi(
        proponenti=_CHI,
        requisiti=(
            Requisito(chiave="sede", tipo=TipoRequisito.SEDE),
            Requisito(chiave="una_sola", tipo=TipoRequisito.UNA_SOLA),
        ),
        conferma_di_tutti=False,
    ),
    norme=Norme(basi=NORME_TIROCINI, aiuti_di_stato=True),
    sezioni=(Sezione(chiave="imprese", nome="Imprese e reti", proponenti=_CHI, posti=5),),
    settori=SETTORI,
    parti=_PARTI,
    dichiarazioni=(VERO, LETTO, OSPITARE, PUBBLICARE),
    criteri=(
        criterio("nuovo", "Novità", "Quanto cambia rispetto a oggi.", 40),
        criterio("impara", "Quanto si impara", "Che cosa sa fare alla fine chi viene, e chi lo segue.", 30),
        criterio("resta", "Quanto può durare", "Se può diventare lavoro, e quanto ci mette l'impresa.", 30),
    ),
    graduatoria=Graduatoria(spareggi=parita("nuovo"), sorteggio=SORTEGGIO),
)
