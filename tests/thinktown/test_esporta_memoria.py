"""Exports keep a few applications in memory, however many there are; a list of them keeps them all."""

import tracemalloc
from random import Random

import pytest

from bench._inviate import bando_pieno, inviate
from talenti.base.clock import adesso
from thinktown.esportazioni.archivio import Archivio
from thinktown.esportazioni.libro import Quale, in_csv, in_xlsx
from thinktown.esportazioni.raccolta import IN_BLOCCO, raccogli
from thinktown.models import Controllo, Domanda, Invio, Protocollazione, Provvedimento, VoceRichiesta

pytestmark = pytest.mark.django_db
# Two blocks meet in memory: the one that goes and the one that comes.
POCHE, MOLTE = 2 * IN_BLOCCO, 6 * IN_BLOCCO


def _fino_in_fondo(pezzi):
    for _pezzo in pezzi:
        pass


def _xlsx(raccolta):
    with in_xlsx(raccolta, "it") as file:
        _fino_in_fondo(iter(lambda: file.read(65_536), b""))


FORME = {
    "xlsx": _xlsx,
    "csv": lambda raccolta: _fino_in_fondo(in_csv(raccolta, Quale.DOMANDE, "it")),
    "zip": lambda raccolta: _fino_in_fondo(Archivio(raccolta)),
}


def con_l_ufficio(bando):
    """Of each something was asked and answered, at length; checks were done, and each sending has its number."""
    chi, ora = bando.partner.appartenenze.order_by("pk")[0].persona, adesso()
    invii = list(Invio.objects.filter(domanda__bando=bando).only("pk", "domanda").order_by("pk"))
    quando = {"comunica_dal": ora, "comunicato_il": ora, "entro": ora, "risposto_il": ora, "risposto_da": chi}
    richieste = Provvedimento.objects.bulk_create(
        Provvedimento(domanda_id=uno.domanda_id, invio=uno, tipo="integrazione", giorni=10, da=chi, **quando)
        for uno in invii
    )
    VoceRichiesta.objects.bulk_create(
        VoceRichiesta(provvedimento=una, n=n, che_cosa="Un documento.", testo="Eccolo. " * 250)
        for una in richieste
        for n in range(1, 4)
    )
    Controllo.objects.bulk_create(Controllo(invio=uno, chiave="termine", esito="va_bene", da=chi) for uno in invii)
    Protocollazione.objects.bulk_create(
        Protocollazione(partner=bando.partner, domanda_id=uno.domanda_id, invio=uno, verso="ingresso", anno=ora.year,
                        numero=f"{uno.pk}", confronto=f"{uno.pk}", data=ora.date(), registrata_da=chi)
        for uno in invii
    )  # fmt: skip


def picco(lavoro, *argomenti):
    """The most bytes that Python held at once."""
    tracemalloc.start()
    try:
        lavoro(*argomenti)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_three_times_the_applications_take_no_more_memory():
    poche, molte = (bando_pieno(quante, Random(quante), f"prova{quante}")[0] for quante in (POCHE, MOLTE))
    for uno in (poche, molte):
        con_l_ufficio(uno)
    raccolte = [raccogli(uno, Domanda.objects.filter(bando=uno)) for uno in (poche, molte)]
    assert [len(una) for una in raccolte] == [POCHE, MOLTE]
    tutte = picco(lambda: list(inviate(molte)))
    cresce = {}
    for nome, forma in FORME.items():
        forma(raccolte[0])  # what a process keeps is filled the first time
        prima, dopo = (picco(forma, una) for una in raccolte)
        # The archive keeps a line of its index for each of its entries.
        cresce[nome] = (dopo < prima * 1.4, dopo < tutte * 0.6)
    assert cresce == dict.fromkeys(FORME, (True, True))
