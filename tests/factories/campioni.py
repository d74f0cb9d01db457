"""Draws of the tests, made through the verb."""

from thinktown.actions.campioni import estrae_campione, segno, verifica
from thinktown.enums_istruttoria import EsitoVerifica


def estratto(bando, da, percento=50, **altro):
    """One more draw of a call that has closed."""
    return estrae_campione(bando, percento, letti=bando.campioni.count(), da=da, **altro)


def verificata(una, da, esito=EsitoVerifica.CONFERMATA, nota=""):
    una.refresh_from_db()
    verifica(una, esito=esito, nota=nota, letto=segno(una), da=da)
    return una
