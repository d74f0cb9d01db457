"""Measure 1: money for projects of youth associations and informal groups (volunteering, civic engagement, culture,
promotion of the territory)."""

from decimal import Decimal

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
from thinktown.enums import Bollo, DiChi, Proponente, TipoQuesito, TipoRequisito
from thinktown.misure.comune import (
    LETTO,
    NIENTE_CONDANNE,
    NON_DUE_VOLTE,
    SORTEGGIO,
    VERO,
    criterio,
    opzioni,
    parita,
    parte,
    racconta,
)

_RACCONTO = Racconto(
    titolo="Progetti di associazioni e gruppi giovanili",
    in_breve="Fino a 1.000 € per un gruppo informale, fino a 3.100 € per un'associazione.",
    offre=(
        "Un contributo per realizzare un progetto sul territorio: volontariato, impegno civico, cultura, "
        "promozione dei luoghi. Mentre preparate la domanda vi aiuta chi di progetti si occupa ogni giorno; "
        "se il progetto è scelto, un tutor vi segue fino alla fine."
    ),
    per_chi="Associazioni giovanili e gruppi informali della provincia, con persone dai 16 ai 35 anni.",
    che_cosa_serve=(
        "L'idea, in due pagine",
        "Un conto delle spese, anche semplice",
        "Per un'associazione: lo statuto e il codice fiscale",
        "Per un gruppo: una persona maggiorenne che riceve il contributo",
    ),
    minuti=60,
    come_si_sceglie=(
        "Una commissione legge ogni progetto e dà i punti scritti qui sotto. Le due sezioni hanno ognuna i suoi fondi "
        "e la sua graduatoria."
    ),
    dopo=(
        "L'ufficio controlla che la domanda si possa valutare e, se manca qualcosa, ve lo chiede. Poi la commissione "
        "valuta e la graduatoria esce su questa pagina."
    ),
)
_CHI = Chi(
    proponenti=(Proponente.GRUPPO, Proponente.ASSOCIAZIONE),
    minori=True,
    requisiti=(
        Requisito(chiave="eta", tipo=TipoRequisito.ETA, minimo=16, massimo=35),
        Requisito(chiave="in_tre", tipo=TipoRequisito.COMPOSIZIONE, minimo=3, proponenti=(Proponente.GRUPPO,)),
        Requisito(chiave="provincia", tipo=TipoRequisito.RESIDENZA, di_chi=DiChi.QUOTA, quota=50),
        Requisito(chiave="sede", tipo=TipoRequisito.SEDE, proponenti=(Proponente.ASSOCIAZIONE,)),
        Requisito(chiave="una_sola", tipo=TipoRequisito.UNA_SOLA),
    ),
)
_SEZIONI = (
    Sezione(
        chiave="gruppi",
        nome="A · Gruppi informali",
        che_cosa="Per chi si mette insieme per un progetto, senza essere un'associazione.",
        proponenti=(Proponente.GRUPPO,),
        fondi=Decimal(3000),
        importo_massimo=Decimal(1000),
    ),
    Sezione(
        chiave="associazioni",
        nome="B · Associazioni giovanili",
        che_cosa="Per associazioni che mettono almeno 300 € di tasca loro.",
        proponenti=(Proponente.ASSOCIAZIONE,),
        fondi=Decimal(15500),
        importo_massimo=Decimal(3100),
        cofinanziamento=Decimal(300),
    ),
)
_SETTORI = (
    Settore(chiave="utilita", nome="Utilità sociale e impegno civico"),
    Settore(chiave="innovazione", nome="Innovazione tecnologica"),
    Settore(chiave="territorio", nome="Cultura e promozione del territorio"),
)
_SPESE = Quesito(
    chiave="spese",
    tipo=TipoQuesito.TABELLA,
    domanda="Quanto costa il progetto",
    aiuto="Una riga per ogni spesa. Il totale si fa da solo.",
    massimo=30,
    colonne=(
        Colonna(chiave="voce", nome="Che cosa"),
        Colonna(chiave="quanto", nome="Quanto costa", tipo=TipoQuesito.DENARO, totale=True),
        Colonna(chiave="a_chi", nome="A chi si paga"),
    ),
    valutato=True,
)
_PARTI = (
    parte(
        "progetto",
        "Il progetto",
        Quesito(chiave="titolo", domanda="Come si chiama il progetto", massimo=80),
        Quesito(
            chiave="tema",
            tipo=TipoQuesito.SCELTA,
            domanda="Di che cosa si occupa",
            opzioni=tuple(Opzione(chiave=settore.chiave, nome=settore.nome) for settore in _SETTORI),
        ),
        racconta(
            "idea", "Che cosa volete fare", 2000, "Scrivetelo come lo raccontereste a una persona che non vi conosce."
        ),
        racconta("perche", "Perché serve, e a chi", 1200),
        racconta("come", "Come lo fate: le cose da fare, una dopo l'altra", 1500),
        Quesito(
            chiave="comuni",
            domanda="In quali comuni si svolge",
            massimo=200,
        ),
    ),
    parte(
        "tempi",
        "Quando",
        Quesito(chiave="inizio", tipo=TipoQuesito.DATA, domanda="Quando comincia"),
        Quesito(chiave="fine", tipo=TipoQuesito.DATA, domanda="Quando finisce"),
        Quesito(
            chiave="occasione",
            tipo=TipoQuesito.SCELTA,
            domanda="C'è un evento aperto a tutti?",
            opzioni=opzioni(si="Sì", no="No"),
        ),
        Quesito(
            chiave="evento",
            domanda="Quale, e dove",
            massimo=200,
            solo_se=Condizione(quesito="occasione", valori=("si",)),
        ),
    ),
    parte(
        "soldi",
        "Quanto costa",
        _SPESE,
        Quesito(
            chiave="chiesto",
            tipo=TipoQuesito.DENARO,
            domanda="Quanto chiedete",
            minimo=100,
            massimo=3100,
            valutato=True,
        ),
        Quesito(
            chiave="nostro",
            tipo=TipoQuesito.DENARO,
            domanda="Quanto mettete voi",
            minimo=300,
            sezioni=("associazioni",),
            valutato=True,
        ),
    ),
    parte(
        "chi_siamo",
        "Chi siete",
        racconta("gruppo", "Chi siete e che cosa avete già fatto insieme", 1000),
        Quesito(chiave="referente", tipo=TipoQuesito.PERSONA, domanda="Chi risponde del progetto, maggiorenne"),
        Quesito(
            chiave="statuto",
            tipo=TipoQuesito.FILE,
            domanda="Lo statuto",
            formati=("pdf",),
            massimo=10,
            sezioni=("associazioni",),
        ),
        Quesito(
            chiave="altro",
            tipo=TipoQuesito.FILE,
            domanda="Un allegato che aiuta a capire",
            aiuto="Un disegno, una lettera di chi vi sostiene. Si può lasciare vuoto.",
            formati=("pdf", "png", "jpeg"),
            massimo=10,
            obbligatorio=False,
        ),
    ),
)
GRUPPI = Definizione(
    racconto=_RACCONTO,
    chi=_CHI,
    norme=Norme(
        basi=("L. 241/1990, articolo 12", "D.lgs. 33/2013, articoli 26 e 27"),
        bollo=Bollo.NON_SERVE,
    ),
    sezioni=_SEZIONI,
    settori=_SETTORI,
    parti=_PARTI,
    dichiarazioni=(VERO, LETTO, NIENTE_CONDANNE, NON_DUE_VOLTE),
    criteri=(
        criterio(
            "utilita", "Utilità", "Quanto serve alle persone e al territorio.", 30, "0 nessuna", "30 cambia qualcosa"
        ),
        criterio("idea", "Idea", "Quanto è nuova, qui.", 20),
        criterio("fattibile", "Si può fare", "Persone, tempi e spese stanno insieme.", 30),
        criterio("coinvolge", "Coinvolge", "Quante altre persone giovani ci prendono parte.", 20),
    ),
    graduatoria=Graduatoria(
        soglia=Decimal(60),
        spareggi=parita("utilita", "fattibile"),
        sorteggio=SORTEGGIO,
        chiesto="chiesto",
        settore="tema",
    ),
)
