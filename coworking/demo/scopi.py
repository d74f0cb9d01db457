"""What people write that they will do: invented, as they are."""

from coworking.enums import Tipo

SCOPI: dict[str, tuple[str, ...]] = {
    Tipo.STUDIO: (
        "Preparo il portfolio da mandare in giro.",
        "Scrivo il preventivo per il primo cliente.",
        "Disegno il logo di un negozio.",
        "Studio per l'esame di Stato.",
        "Traduco un manuale.",
        "Sistemo i conti dei primi mesi.",
    ),
    Tipo.HUB: (
        "Scrivo la tesi.",
        "Lavoro al sito di un'associazione.",
        "Cerco clienti e rispondo alle email.",
        "Preparo la domanda per un bando.",
        "Monto un video.",
        "Studio programmazione.",
        "Lavoro a distanza: a casa siamo in tanti.",
        "Scrivo il piano della mia impresa.",
        "Impagino il giornalino del quartiere.",
    ),
    Tipo.RIUNIONI: (
        "Riunione con il gruppo del festival.",
        "Incontro con due clienti.",
        "Prova della presentazione.",
        "Assemblea della nostra associazione.",
        "Facciamo il punto sul progetto.",
    ),
    Tipo.COLLOQUI: (
        "Primo colloquio con una famiglia.",
        "Intervista per un articolo.",
        "Colloquio di lavoro in video.",
        "Consulenza a una persona che apre un'attività.",
        "Due ore di ripetizioni.",
    ),
    Tipo.ATTREZZATA: (
        "Costruisco il prototipo di una lampada.",
        "Registro la prima puntata.",
        "Riparo le bici di un campo estivo.",
        "Cucio le borse per il mercatino.",
        "Provo una scheda che ho disegnato.",
        "Preparo i pezzi per una mostra.",
    ),
    Tipo.LABORATORIO: (
        "Laboratorio di fumetto per ragazzi.",
        "Corso di primo soccorso digitale.",
        "Prove dello spettacolo di fine anno.",
        "Giornata di formazione dei volontari.",
        "Incontro aperto su come si apre un'impresa.",
    ),
}
