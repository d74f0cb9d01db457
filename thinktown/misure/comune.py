"""Pieces that the templates share."""

from decimal import Decimal

from thinktown.definizione import Criterio, Dichiarazione, Opzione, Parte, Quesito, Sorteggio, Spareggio
from thinktown.enums import DiChi, TipoQuesito, TipoSpareggio

VERO = Dichiarazione(
    chiave="vero",
    testo=(
        "Dichiaro che quello che ho scritto in questa domanda è vero. So che chi dichiara il falso commette un reato "
        "e perde quello che ha ottenuto."
    ),
    articolo="DPR 445/2000, articoli 46, 47, 75 e 76",
)
LETTO = Dichiarazione(
    chiave="letto",
    testo="Ho letto il bando e l'informativa sui dati personali.",
    articolo="Regolamento (UE) 2016/679, articolo 13",
)
NIENTE_CONDANNE = Dichiarazione(
    chiave="senza_impedimenti",
    testo="Non ho condanne né misure che mi vietano di ricevere contributi da un ente pubblico.",
    articolo="DPR 445/2000, articolo 46",
    di_chi=DiChi.OGNUNO,
)
NON_DUE_VOLTE = Dichiarazione(
    chiave="non_due_volte",
    testo="Per le stesse spese non abbiamo chiesto e non chiederemo altri contributi pubblici.",
    articolo="DPR 445/2000, articolo 47",
)

SORTEGGIO = Sorteggio(evento="Estrazione del Lotto, ruota di Milano: i cinque numeri nell'ordine in cui escono")


def parita(*criteri: str) -> tuple[Spareggio, ...]:
    """Equal totals: these criteria in order, the younger, then the public draw."""
    return (
        *(Spareggio(tipo=TipoSpareggio.CRITERIO, criterio=criterio) for criterio in criteri),
        Spareggio(tipo=TipoSpareggio.PIU_GIOVANI),
        Spareggio(tipo=TipoSpareggio.SORTEGGIO),
    )


def criterio(chiave: str, nome: str, che_cosa: str, massimo: int, *guida: str) -> Criterio:
    return Criterio(chiave=chiave, nome=nome, che_cosa=che_cosa, massimo=Decimal(massimo), guida=guida, motivo=True)


def opzioni(**nomi: str) -> tuple[Opzione, ...]:
    return tuple(Opzione(chiave=chiave, nome=nome) for chiave, nome in nomi.items())


def racconta(chiave: str, domanda: str, massimo: int, aiuto: str = "", *, valutato: bool = True) -> Quesito:
    """A long text with its measure."""
    return Quesito(
        chiave=chiave,
        tipo=TipoQuesito.TESTO_LUNGO,
        domanda=domanda,
        aiuto=aiuto,
        massimo=massimo,
        valutato=valutato,
    )


def parte(chiave: str, titolo: str, *quesiti: Quesito, aiuto: str = "") -> Parte:
    return Parte(chiave=chiave, titolo=titolo, aiuto=aiuto, quesiti=quesiti)
