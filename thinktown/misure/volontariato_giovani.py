"""Measure 4, second of its two linked calls: young people give a year to services that asked for them."""

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
from thinktown.misure.tirocini import NORME_TIROCINI, curriculum, in_ordine

VOLONTARIATO_GIOVANI = Definizione(
    racconto=Racconto(
        titolo="Un anno con chi aiuta gli altri",
        in_breve="Un anno in un servizio del terzo settore, con un contributo ogni mese: scegli tu quali, e in ordine.",
        offre=(
            "Un tirocinio di dodici mesi in un servizio che ha chiesto qualcuno come te.\n\n"
            "- Ogni mese ricevi un contributo, per un anno.\n"
            "- Nel servizio ti segue un tutor.\n"
            "- Segui una formazione di CSV Lombardia Sud (CISVOL): perché si fa volontariato, che cosa si impara.\n"
            "- Puoi partecipare a tutte le altre azioni della rete, anche alla redazione."
        ),
        per_chi="Chi ha da 18 a 35 anni, vive in provincia e ha tempo da dare.",
        che_cosa_serve=(
            "Leggere i servizi, e decidere in che ordine li preferisci",
            "Un curriculum in PDF",
            "Mezza pagina su di te",
        ),
        minuti=40,
        come_si_sceglie=(
            "È una selezione: un gruppo di tecnici di Azienda Sociale Cremonese legge la domanda, ti incontra e dà i "
            "punti scritti qui sotto. Fai una domanda sola, e in quella metti in ordine i servizi."
        ),
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
    norme=Norme(basi=(*NORME_TIROCINI, "D.lgs. 33/2013, articolo 26")),
    sezioni=(Sezione(chiave="volontari", nome="Servizi", proponenti=(Proponente.PERSONA,), posti=10),),
    parti=(
        parte(
            "servizi",
            "I servizi",
            in_ordine(
                "In quali servizi vorresti stare, in ordine",
                "Metti per primo quello che preferisci. Ne puoi scegliere anche uno solo.",
            ),
            Quesito(
                chiave="tempo",
                tipo=TipoQuesito.SCELTA,
                domanda="Quanto tempo hai",
                opzioni=opzioni(mattina="La mattina", pomeriggio="Il pomeriggio", tutto="Tutto il giorno"),
            ),
        ),
        parte(
            "motivo",
            "Perché lo fai",
            racconta("perche", "Perché vuoi farlo", 1500),
            racconta("fatto", "Che cosa hai già fatto per gli altri", 1200),
            curriculum(),
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
