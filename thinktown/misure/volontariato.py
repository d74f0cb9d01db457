"""Measure 4: young people give a year to services that asked for them; a competitive selection by technicians."""

from thinktown.definizione import Chi, Definizione, Graduatoria, Norme, Quesito, Racconto, Requisito, Sezione
from thinktown.enums import DiChi, Proponente, TipoQuesito, TipoRequisito
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

VOLONTARIATO = Definizione(
    racconto=Racconto(
        titolo="Un anno con chi aiuta gli altri",
        in_breve="Un anno in un servizio del terzo settore, con un contributo ogni mese.",
        offre=(
            "Un tirocinio di dodici mesi in un servizio che ti ha chiesto, un contributo mensile, una persona che ti "
            "segue e una formazione sul volontariato."
        ),
        per_chi="Chi ha dai 18 ai 35 anni, vive in provincia e ha tempo da dare.",
        che_cosa_serve=("Un curriculum", "L'ordine in cui preferisci i servizi"),
        minuti=40,
        come_si_sceglie="Un gruppo di tecnici legge la domanda, ti incontra e dà i punti scritti qui sotto.",
        dopo="Ti chiamiamo per il colloquio. La graduatoria esce su questa pagina.",
    ),
    chi=Chi(
        proponenti=(Proponente.PERSONA,),
        requisiti=(
            Requisito(chiave="eta", tipo=TipoRequisito.ETA, minimo=18, massimo=35, di_chi=DiChi.PRESENTA),
            Requisito(chiave="provincia", tipo=TipoRequisito.RESIDENZA, di_chi=DiChi.PRESENTA),
            Requisito(chiave="una_sola", tipo=TipoRequisito.UNA_SOLA, di_chi=DiChi.PRESENTA),
        ),
        conferma_di_tutti=False,
    ),
    norme=Norme(basi=("L. 241/1990, articolo 12", "D.lgs. 33/2013, articolo 26")),
    sezioni=(Sezione(chiave="volontari", nome="Servizi", proponenti=(Proponente.PERSONA,), posti=10),),
    parti=(
        parte(
            "motivo",
            "Perché lo fai",
            racconta("perche", "Perché vuoi farlo", 1500),
            racconta("fatto", "Che cosa hai già fatto per gli altri", 1200),
            Quesito(
                chiave="tempo",
                tipo=TipoQuesito.SCELTA,
                domanda="Quanto tempo hai",
                opzioni=opzioni(mattina="La mattina", pomeriggio="Il pomeriggio", tutto="Tutto il giorno"),
            ),
            Quesito(
                chiave="curriculum",
                tipo=TipoQuesito.FILE,
                domanda="Il curriculum",
                formati=("pdf",),
                massimo=5,
                valutato=True,
            ),
        ),
    ),
    dichiarazioni=(VERO, LETTO, NIENTE_CONDANNE),
    criteri=(
        criterio("motivo", "Motivo", "Perché lo fa.", 40),
        criterio("esperienza", "Esperienza", "Che cosa ha già fatto.", 20),
        criterio("colloquio", "Colloquio", "Come si presenta e come ascolta.", 40),
    ),
    graduatoria=Graduatoria(spareggi=parita("motivo", "colloquio"), sorteggio=SORTEGGIO),
)
