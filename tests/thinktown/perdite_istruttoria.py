"""What officers write of a draw, save for themselves and leave to somebody: said in confidence too."""

from typing import Any

from django.urls import reverse

from talenti.base.clock import oggi
from talenti.rete import ruoli
from tests.factories import rete
from tests.factories.campioni import estratto, verificata
from tests.factories.thinktown import dopo_la_chiusura
from thinktown.actions.deleghe import delega, toglie_delega
from thinktown.actions.filtri import salva_filtro
from thinktown.actions.viste import segna_vista

UFFICIO = {"scrive", "pubblica", "incaricata"}
SEGRETI: dict[str, set[str]] = {
    "segretaverifica": UFFICIO,
    "segretoevento": UFFICIO,
    "segretofiltro": {"scrive"},
}


def istruttoria(scena: Any) -> None:
    """A draw with what was found; a filter; a delegation that was taken back, whose holder is out again."""
    casa, bando, valori = scena.ufficio, scena.valori["bando"], scena.valori
    with dopo_la_chiusura(bando):
        campione = estratto(bando, casa.pubblica, 100, seme="12 45", evento="Segretoevento")
        verificata(campione.verifiche.get(), casa.scrive, "falsa", "Segretaverifica.")
    segna_vista(valori["inviata"], casa.scrive)
    filtro = salva_filtro(bando, "Segretofiltro", "stato=inviata", ammessi=("stato",), da=casa.scrive)
    altrove = scena.persone["altra_operatrice"].appartenenze.get().partner
    scena.persone["delega_finita"] = rete.membro(altrove, ruoli.OPERATORE)
    data_a = delega(
        valori["incarico"], scena.persone["delega_finita"], dal=oggi(), al=oggi(), da=valori["incarico"].persona
    )
    toglie_delega(data_a, da=data_a.incarico.persona)
    altra = delega(valori["incarico"], casa.scrive, dal=oggi(), al=oggi(), da=valori["incarico"].persona)
    valori |= {"filtro": filtro, "delega": altra}


def in_ufficio(scena: Any, bando: Any) -> Any:
    """Every address of draws, delegations and filters, of that call."""
    valori = scena.valori

    def di(nome: str, *argomenti: Any) -> str:
        return reverse(f"admin:thinktown_bando_{nome}", args=[bando.pk, *argomenti])

    yield from (di(nome) for nome in ("campioni", "estrai", "assenza"))
    yield from (di(nome, 1) for nome in ("campione", "come_si_rifa", "campione_elenco", "campione_csv"))
    yield from (di("verifica", 1, valori[una].codice) for una in ("bozza", "inviata"))
    for una in ("bozza", "inviata"):
        yield di("copia", valori[una].codice, scena.file[0])
        yield di("togli_copia", valori[una].codice, scena.file[0])
    yield di("togli_delega", valori["delega"].pk)
    yield f"{di('salva_filtro')}?stato=inviata"
    yield di("togli_filtro", valori["filtro"].pk)
