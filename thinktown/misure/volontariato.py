"""Measure 4, first of its two linked calls: third-sector bodies ask for young people in their services."""

from thinktown.definizione import Chi, Definizione, Graduatoria, Norme, Quesito, Racconto, Requisito, Settore, Sezione
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

SETTORI = (
    Settore(chiave="minori", nome="Bambini, ragazzi e famiglie"),
    Settore(chiave="anziani", nome="Anziani"),
    Settore(chiave="disabilita", nome="Persone con disabilità"),
    Settore(chiave="inclusione", nome="Accoglienza e inclusione"),
    Settore(chiave="cultura", nome="Cultura, ambiente e territorio"),
)
_CHI = (Proponente.TERZO_SETTORE,)
VOLONTARIATO = Definizione(
    racconto=Racconto(
        titolo="Enti che ospitano chi dà un anno agli altri",
        in_breve="Fino a dieci servizi ospitano per un anno una o più persone giovani, con un contributo ogni mese.",
        offre=(
            "Una persona giovane passa un anno in un vostro servizio, con un tirocinio e un contributo mensile.\n\n"
            "- La scelta la fanno i tecnici di Azienda Sociale Cremonese, con un secondo bando.\n"
            "- Chi viene segue una formazione di CSV Lombardia Sud (CISVOL) su che cosa vuol dire fare volontariato.\n"
            "- Quello che mettete voi vale come cofinanziamento, tramite Azienda Sociale Cremonese."
        ),
        per_chi="Enti del terzo settore con un servizio in provincia.",
        che_cosa_serve=(
            "Il servizio da raccontare in una pagina",
            "Chi fa da tutor, e quante persone segue già",
            "Quante persone lavorano nella sede",
            "Quanto potete mettere ogni mese",
        ),
        minuti=30,
        come_si_sceglie=(
            "I tecnici di Azienda Sociale Cremonese danno i punti scritti qui sotto. Per ogni servizio si presenta una "
            "domanda: ne potete presentare più d'una."
        ),
        dopo="I servizi scelti si pubblicano, senza i nomi delle persone. I giovani li leggono e si candidano.",
    ),
    chi=Chi(
        proponenti=_CHI,
        requisiti=(Requisito(chiave="sede", tipo=TipoRequisito.SEDE),),
        conferma_di_tutti=False,
    ),
    norme=Norme(basi=(*NORME_TIROCINI, "D.lgs. 117/2017 (Codice del terzo settore)")),
    sezioni=(Sezione(chiave="servizi", nome="Servizi che ospitano", proponenti=_CHI, posti=10),),
    settori=SETTORI,
    parti=(
        parte(
            "servizio",
            "Il servizio",
            titolo("Come si chiama il servizio"),
            settore("Di chi si occupa", opzioni(**{uno.chiave: uno.nome for uno in SETTORI})),
            si_legge(NelPosto.CHE_COSA, "che_cosa", "Che cosa farebbe chi viene, in una settimana normale", 1500),
            si_legge(NelPosto.IMPARA, "impara", "Che cosa impara", 800),
            racconta("ente", "Chi siete, e da quando c'è il servizio", 800, valutato=False),
        ),
        parte(
            "accoglienza",
            "Come ospitate",
            *dove(),
            *tutor("nel servizio"),
            chi_si_cerca(),
            *tempi(),
            *persone(4),
            Quesito(
                chiave="cofinanziamento",
                tipo=TipoQuesito.DENARO,
                domanda="Quanto mettete al mese per ogni persona",
                aiuto="Vale come cofinanziamento.",
                minimo=0,
                massimo=1000,
                valutato=True,
                nel_posto=NelPosto.COFINANZIAMENTO,
            ),
        ),
    ),
    dichiarazioni=(VERO, LETTO, OSPITARE, PUBBLICARE),
    criteri=(
        criterio("utile", "Utilità", "Quanto serve il servizio, e a chi.", 40),
        criterio("impara", "Quanto si impara", "Che cosa sa fare alla fine chi viene, e chi lo segue.", 40),
        criterio("mette", "Quanto ci mette", "Il cofinanziamento e il tempo dell'ente.", 20),
    ),
    graduatoria=Graduatoria(spareggi=parita("utile", "impara"), sorteggio=SORTEGGIO),
)
