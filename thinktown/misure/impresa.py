"""Measure 2: people or groups who intend to found a company; six places at provincial level and a twelve-month kit."""

from decimal import Decimal

from thinktown.definizione import (
    Chi,
    Colonna,
    Condizione,
    Definizione,
    Dichiarazione,
    Graduatoria,
    Norme,
    Quesito,
    Quota,
    Racconto,
    Requisito,
    Settore,
    Sezione,
)
from thinktown.enums import Proponente, TipoQuesito, TipoRequisito
from thinktown.misure.comune import (
    LETTO,
    NIENTE_CONDANNE,
    SORTEGGIO,
    VERO,
    criterio,
    opzioni,
    parita,
    parte,
    racconta,
)

# One place each; the two of ICT and communication are two different things to do.
_SETTORI = (
    Settore(chiave="cultura", nome="Cultura e turismo", posti=1),
    Settore(
        chiave="agricoltura",
        nome="Agroalimentare e patrimonio rurale: anche agricoltura biologica e conservativa, bioenergie",
        posti=1,
    ),
    Settore(
        chiave="persona",
        nome="Servizi alla persona, benessere e responsabilità sociale delle imprese",
        posti=1,
    ),
    Settore(chiave="mobilita", nome="Mobilità sostenibile", posti=1),
    Settore(
        chiave="web_tv",
        nome="Informatica e comunicazione: una web-TV, con l'infrastruttura messa a disposizione da un finanziatore",
        posti=1,
    ),
    Settore(chiave="web_serie", nome="Informatica e comunicazione: una web-serie", posti=1),
)
_IDEA = (
    Quesito(chiave="titolo", domanda="Come si chiama", massimo=80),
    Quesito(
        chiave="settore",
        tipo=TipoQuesito.SCELTA,
        domanda="In quale settore",
        aiuto="C'è un posto per ogni settore.",
        opzioni=opzioni(**{settore.chiave: settore.nome for settore in _SETTORI}),
    ),
    racconta("che_cosa", "Che cosa volete offrire, e a chi", 2000),
    racconta("problema", "Quale bisogno c'è, e come lo sapete", 1200),
    racconta("diverso", "Che cosa avete di diverso da chi c'è già", 1200),
)
_DI_SETTORE = (
    Quesito(
        chiave="palinsesto",
        tipo=TipoQuesito.TESTO_LUNGO,
        domanda="Che cosa trasmette la web-TV, e come usate l'infrastruttura che trovate",
        aiuto="Studio, server e rete ci sono già: li mette a disposizione un finanziatore. Voi portate idee e lavoro.",
        massimo=1500,
        valutato=True,
        solo_se=Condizione(quesito="settore", valori=("web_tv",)),
    ),
    Quesito(
        chiave="storia",
        tipo=TipoQuesito.TESTO_LUNGO,
        domanda="La storia della web-serie, e come la scrivete",
        aiuto=(
            "Racconta giovani che si danno da fare. Si scrive con le associazioni giovanili e si gira negli spazi e "
            "nei servizi della rete."
        ),
        massimo=1500,
        valutato=True,
        solo_se=Condizione(quesito="settore", valori=("web_serie",)),
    ),
    Quesito(
        chiave="video",
        tipo=TipoQuesito.INDIRIZZO,
        domanda="L'indirizzo di un video di due minuti in cui raccontate l'idea",
        aiuto=(
            "Caricatelo dove volete, visibile a chi ha l'indirizzo: deve restare lì fino alla graduatoria. Basta la "
            "voce, non serve mostrarsi."
        ),
        valutato=True,
    ),
)


def _tre_anni(chiave: str, domanda: str, aiuto: str) -> Quesito:
    """Money in, money out: apart, so that each total says something."""
    return Quesito(
        chiave=chiave,
        tipo=TipoQuesito.TABELLA,
        domanda=domanda,
        aiuto=aiuto,
        massimo=20,
        colonne=(
            Colonna(chiave="voce", nome="Che cosa"),
            Colonna(chiave="anno1", nome="Primo anno", tipo=TipoQuesito.DENARO, totale=True),
            Colonna(chiave="anno2", nome="Secondo anno", tipo=TipoQuesito.DENARO, totale=True),
            Colonna(chiave="anno3", nome="Terzo anno", tipo=TipoQuesito.DENARO, totale=True),
        ),
        valutato=True,
    )


_PARTI = (
    parte("idea", "L'idea", *_IDEA, *_DI_SETTORE),
    parte(
        "piano",
        "Il piano",
        racconta("mercato", "Chi compra, quanto e perché", 1500),
        Quesito(
            chiave="passi",
            tipo=TipoQuesito.TABELLA,
            domanda="Che cosa fate nei dodici mesi",
            aiuto="Una riga per ogni passo, dal primo all'apertura e oltre.",
            massimo=20,
            colonne=(
                Colonna(chiave="passo", nome="Che cosa"),
                Colonna(chiave="quando", nome="Entro quando", tipo=TipoQuesito.DATA),
                Colonna(chiave="chi", nome="Chi lo fa"),
            ),
            valutato=True,
        ),
        _tre_anni("ricavi", "Che cosa incassate nei primi tre anni", "Una riga per ogni cosa che vendete."),
        _tre_anni("spese", "Che cosa spendete nei primi tre anni", "Una riga per ogni spesa o investimento."),
        Quesito(
            chiave="forma",
            tipo=TipoQuesito.SCELTA,
            domanda="Che forma pensate di darle",
            opzioni=opzioni(
                individuale="Impresa individuale",
                societa="Società",
                cooperativa="Cooperativa",
                non_so="Non lo so ancora",
            ),
        ),
        Quesito(
            chiave="dove",
            domanda="In quale comune pensate di aprirla",
            massimo=60,
        ),
    ),
    parte(
        "persone",
        "Le persone",
        racconta("chi_siamo", "Chi siete e che cosa sapete fare", 1500),
        Quesito(chiave="referente", tipo=TipoQuesito.PERSONA, domanda="Chi parla con l'ufficio"),
        Quesito(
            chiave="curriculum",
            tipo=TipoQuesito.FILE,
            domanda="I curriculum, in un file solo",
            formati=("pdf",),
            massimo=10,
            valutato=True,
        ),
    ),
)
_NUOVA = Dichiarazione(
    chiave="nuova",
    testo="L'impresa non è ancora aperta. Se siamo scelti, la apriamo in provincia di Cremona.",
    articolo="DPR 445/2000, articolo 47",
)
_KIT = (
    "Per dodici mesi chi è scelto riceve, senza pagare:\n\n"
    "- un posto di lavoro negli spazi del co-working diffuso, dal Comune di Cremona e da chi li ospita;\n"
    "- la consulenza per aprire l'impresa, dal Punto Nuova Impresa e da Servimpresa;\n"
    "- la consulenza per farla conoscere e il racconto sui canali della rete, da Servimpresa;\n"
    "- la consulenza sui finanziamenti agevolati, dal GAL Oglio Po;\n"
    "- tutte le altre azioni del progetto: incontri, servizi, sconti, certificato delle competenze, redazione."
)
IMPRESA = Definizione(
    racconto=Racconto(
        titolo="Sei idee che diventano impresa",
        in_breve="Sei posti in provincia, e un kit di dodici mesi: posto di lavoro, consulenza, promozione.",
        offre=_KIT,
        per_chi="Persone e gruppi da 18 a 35 anni che vogliono aprire un'impresa in provincia.",
        che_cosa_serve=(
            "L'idea raccontata in quattro pagine",
            "I passi dei dodici mesi, gli incassi e le spese dei primi tre anni",
            "Un video di due minuti, con il suo indirizzo",
            "I curriculum, in un PDF solo",
        ),
        minuti=120,
        come_si_sceglie=(
            "Una commissione dà i punti scritti qui sotto. C'è un posto per ogni settore; per l'informatica e la "
            "comunicazione sono due: una web-TV e una web-serie. Se un posto resta libero, passa a chi segue negli "
            "altri settori."
        ),
        dopo="La commissione valuta, la graduatoria esce su questa pagina e chi è scelto comincia con un incontro.",
    ),
    chi=Chi(
        proponenti=(Proponente.PERSONA, Proponente.PERSONE),
        requisiti=(
            Requisito(chiave="eta", tipo=TipoRequisito.ETA, minimo=18, massimo=35),
            Requisito(chiave="una_sola", tipo=TipoRequisito.UNA_SOLA),
        ),
    ),
    norme=Norme(basi=("L. 241/1990, articolo 12", "D.lgs. 33/2013, articoli 26 e 27"), cup=True, aiuti_di_stato=True),
    sezioni=(
        Sezione(chiave="imprese", nome="Nuove imprese", proponenti=(Proponente.PERSONA, Proponente.PERSONE), posti=6),
    ),
    settori=_SETTORI,
    parti=_PARTI,
    dichiarazioni=(VERO, LETTO, NIENTE_CONDANNE, _NUOVA),
    criteri=(
        criterio("idea", "Idea", "Quanto è nuova e quanto serve.", 30),
        criterio("mercato", "Mercato", "Chi compra c'è, ed è abbastanza.", 25),
        criterio("conti", "Conti", "I numeri stanno insieme.", 20),
        criterio("persone", "Persone", "Chi la propone sa farla.", 25),
    ),
    graduatoria=Graduatoria(
        soglia=Decimal(60),
        spareggi=parita("idea", "mercato"),
        sorteggio=SORTEGGIO,
        settore="settore",
        quote=tuple(Quota(chiave=settore.chiave, posti=settore.posti) for settore in _SETTORI),
    ),
)
