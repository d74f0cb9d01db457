"""Measure 2: people or groups who intend to found a company; six places at provincial level and a twelve-month kit."""

from decimal import Decimal

from thinktown.definizione import (
    Chi,
    Colonna,
    Definizione,
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

_SETTORI = (
    Settore(chiave="cultura", nome="Cultura e turismo", posti=1),
    Settore(chiave="agricoltura", nome="Agroalimentare e patrimonio rurale", posti=1),
    Settore(chiave="persona", nome="Servizi alla persona e responsabilità sociale", posti=1),
    Settore(chiave="mobilita", nome="Mobilità sostenibile", posti=1),
    Settore(chiave="ict", nome="Informatica e comunicazione: web-TV e web-serie", posti=2),
)
_PARTI = (
    parte(
        "idea",
        "L'idea",
        Quesito(chiave="titolo", domanda="Come si chiama", massimo=80),
        Quesito(
            chiave="settore",
            tipo=TipoQuesito.SCELTA,
            domanda="In quale settore",
            opzioni=opzioni(**{settore.chiave: settore.nome for settore in _SETTORI}),
        ),
        racconta("che_cosa", "Che cosa volete offrire, e a chi", 2000),
        racconta("problema", "Quale bisogno c'è, e come lo sapete", 1200),
        racconta("diverso", "Che cosa avete di diverso da chi c'è già", 1200),
        Quesito(
            chiave="video",
            domanda="L'indirizzo di un video di due minuti in cui la raccontate",
            massimo=200,
            obbligatorio=False,
            valutato=True,
        ),
    ),
    parte(
        "piano",
        "Il piano",
        racconta("mercato", "Chi compra, quanto e perché", 1500),
        Quesito(
            chiave="conti",
            tipo=TipoQuesito.TABELLA,
            domanda="I primi tre anni",
            aiuto="Una riga per ogni voce: ricavi, spese, investimenti.",
            massimo=40,
            colonne=(
                Colonna(chiave="voce", nome="Voce"),
                Colonna(chiave="anno1", nome="Primo anno", tipo=TipoQuesito.DENARO, totale=True),
                Colonna(chiave="anno2", nome="Secondo anno", tipo=TipoQuesito.DENARO, totale=True),
                Colonna(chiave="anno3", nome="Terzo anno", tipo=TipoQuesito.DENARO, totale=True),
            ),
            valutato=True,
        ),
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
    ),
    parte(
        "persone",
        "Le persone",
        racconta("chi_siamo", "Chi siete e che cosa sapete fare", 1500),
        Quesito(chiave="referente", tipo=TipoQuesito.PERSONA, domanda="Chi parla per il gruppo"),
        Quesito(
            chiave="curriculum",
            tipo=TipoQuesito.FILE,
            domanda="I curriculum, in un file solo",
            formati=("pdf",),
            massimo=10,
        ),
    ),
)
IMPRESA = Definizione(
    racconto=Racconto(
        titolo="Sei idee che diventano impresa",
        in_breve="Sei posti, e dodici mesi di posto di lavoro, consulenza e promozione.",
        offre=(
            "Un posto negli spazi della rete per dodici mesi; consulenza per aprire l'impresa; consulenza per farla "
            "conoscere, e racconto sui canali della rete; consulenza sui finanziamenti agevolati; e tutte le altre "
            "azioni del progetto."
        ),
        per_chi="Persone e gruppi dai 18 ai 35 anni che vogliono aprire un'impresa in provincia.",
        che_cosa_serve=("L'idea raccontata in quattro pagine", "I conti dei primi tre anni", "I curriculum"),
        minuti=120,
        come_si_sceglie=(
            "Una commissione dà i punti scritti qui sotto. C'è un posto per ogni settore, due per l'informatica e la "
            "comunicazione: se un posto resta libero, passa a chi segue negli altri settori."
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
    dichiarazioni=(VERO, LETTO, NIENTE_CONDANNE),
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
        quote=tuple(Quota(chiave=settore.chiave, posti=settore.posti) for settore in _SETTORI),
    ),
)
