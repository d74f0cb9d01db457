"""Measure 3 (I.D.O.), second of its two linked calls: who has no job chooses among the needs that were published."""

from thinktown.definizione import Chi, Definizione, Graduatoria, Norme, Quesito, Racconto, Requisito, Sezione
from thinktown.enums import DiChi, Occupazione, Proponente, TipoQuesito, TipoRequisito
from thinktown.misure.comune import LETTO, SORTEGGIO, VERO, criterio, opzioni, parita, parte, racconta
from thinktown.misure.tirocini import NORME_TIROCINI, curriculum, in_ordine

INNOVAZIONE_GIOVANI = Definizione(
    racconto=Racconto(
        titolo="Un tirocinio pagato per innovare in un'impresa",
        in_breve="Cinque posti in cinque imprese, con un'indennità ogni mese: scegli tu quali, e in che ordine.",
        offre=(
            "Un tirocinio in un'impresa della provincia, su un'idea nuova che l'impresa ha chiesto.\n\n"
            "- Ogni mese ricevi un'indennità: una parte la paga l'impresa, l'altra il progetto.\n"
            "- In azienda ti segue un tutor.\n"
            "- Il tirocinio lo promuove la Provincia di Cremona.\n"
            "- Alla fine vediamo insieme se può diventare lavoro.\n"
            "- Se dall'idea può nascere un'impresa, ti segue Servimpresa.\n"
            "- Intanto puoi partecipare a tutte le altre azioni della rete, anche alla redazione."
        ),
        per_chi="Chi ha da 18 a 35 anni, vive in provincia e non ha lavoro.",
        che_cosa_serve=(
            "Leggere i posti, e decidere in che ordine li preferisci",
            "Un curriculum in PDF",
            "Mezza pagina su di te",
        ),
        minuti=40,
        come_si_sceglie=(
            "Una commissione dà i punti scritti qui sotto. Gli abbinamenti tengono conto dei due ordini: il tuo e "
            "quello delle imprese."
        ),
        dopo=(
            "L'ufficio controlla la domanda e, se manca qualcosa, te lo chiede. Poi ti chiamiamo per un colloquio con "
            "le imprese. La graduatoria esce su questa pagina."
        ),
    ),
    chi=Chi(
        proponenti=(Proponente.PERSONA,),
        requisiti=(
            Requisito(chiave="eta", tipo=TipoRequisito.ETA, minimo=18, massimo=35, di_chi=DiChi.PRESENTA),
            Requisito(chiave="provincia", tipo=TipoRequisito.RESIDENZA, di_chi=DiChi.PRESENTA),
            Requisito(
                chiave="senza_lavoro",
                tipo=TipoRequisito.OCCUPAZIONE,
                occupazione=(Occupazione.SENZA,),
                di_chi=DiChi.PRESENTA,
            ),
            Requisito(chiave="una_sola", tipo=TipoRequisito.UNA_SOLA, di_chi=DiChi.PRESENTA),
        ),
        conferma_di_tutti=False,
    ),
    norme=Norme(basi=(*NORME_TIROCINI, "D.lgs. 33/2013, articolo 26")),
    sezioni=(Sezione(chiave="tirocini", nome="Tirocini", proponenti=(Proponente.PERSONA,), posti=5),),
    parti=(
        parte(
            "posti",
            "I posti",
            in_ordine(
                "Quali posti vorresti, in ordine",
                "Metti per primo quello che preferisci. Ne puoi scegliere anche uno solo.",
            ),
            racconta("perche", "Perché il primo posto che hai scelto", 1200),
        ),
        parte(
            "te",
            "Di te",
            racconta("studi", "Che cosa hai studiato, e dove", 800),
            racconta("fatto", "Che cosa hai già fatto: lavori, progetti, volontariato", 1200),
            Quesito(
                chiave="spostarsi",
                tipo=TipoQuesito.SCELTA,
                domanda="Come ti sposti",
                opzioni=opzioni(auto="Con l'auto o la moto", mezzi="Con i mezzi", bici="A piedi o in bici"),
            ),
            curriculum(),
        ),
    ),
    dichiarazioni=(VERO, LETTO),
    criteri=(
        criterio("motivo", "Motivo", "Perché quel posto.", 40),
        criterio("adatto", "Quanto è adatto", "Quello che sa fare, per quello che serve.", 40),
        criterio("esperienza", "Esperienza", "Che cosa ha già fatto.", 20),
    ),
    graduatoria=Graduatoria(spareggi=parita("motivo", "adatto"), sorteggio=SORTEGGIO),
)
