"""The calendar of the demonstration's newsroom: right on any day. What is told of it is checked by the one test that
tells the demonstration whole (tests/portale/test_demo.py)."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from coworking.demo import spazi as di_spazi
from coworking.demo.ospiti import OSPITI
from redazione import demo
from redazione.demo import articoli, scaffale
from redazione.demo.piano import DA_IDEA, IDEE
from redazione.demo.scaffale import A_PARTE, CARTELLA, FESTA, IN_ORDINE, mesi_fra, uscite
from redazione.enums import Pubblico, Tipo
from redazione.enums_articoli import Licenza
from redazione.testo.misure import misura
from talenti.base.clock import a_roma
from talenti.portale.demo.motore import giorni_fa
from talenti.portale.demo.oggi import PROPOSTE
from talenti.rete.enums import Azione
from thinktown.demo.bandi import PREVISTI

# Every day of two months, one of them short, at odd hours; the days when the clock changes; a leap day at night.
GIORNI = [
    *(datetime(2026, 12, 1, 2, 30, tzinfo=UTC) + timedelta(days=n) for n in range(31)),
    *(datetime(2027, 2, 1, 9, tzinfo=UTC) + timedelta(days=n) for n in range(28)),
    datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
    datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
    datetime(2028, 2, 29, 23, 30, tzinfo=UTC),
]
TUTTI = sorted({*IN_ORDINE, *A_PARTE})
VENERDI = 4


def test_every_text_has_its_day_and_its_words():
    assert len(list(CARTELLA.glob("*.md"))) == 62
    assert list(range(1, 62)) == TUTTI
    for n in (*TUTTI, articoli.IN_DUE):
        uno = scaffale.testo(n)
        assert uno.tipo in Tipo.values, n
        assert uno.azione in ("", *Azione.values), n
        assert uno.licenza in Licenza.values, n
        assert set(uno.pubblici) <= set(Pubblico.values), n
        assert (uno.titolo != "", uno.sommario != "", uno.autori != ()) == (True, True, True), n
        assert uno.html != "", n
    titoli = Counter(scaffale.testo(n).titolo for n in TUTTI)
    assert [titolo for titolo, volte in titoli.items() if volte > 1] == []


def test_what_the_demonstration_says_of_a_text_is_in_it():
    brani = ((articoli.IN_REVISIONE, articoli.NOTE[0][0]), (articoli.DA_SISTEMARE, articoli.NOTA_DA_SISTEMARE[0]))
    assert [n for n, brano in brani if brano not in scaffale.testo(n).html] == []
    assert scaffale.testo(articoli.CORRETTO).html.count(articoli.GIUSTO) == 1
    assert misura(scaffale.testo(articoli.RITIRATO).html).parole >= 100


@pytest.mark.parametrize("nascita", GIORNI, ids=str)
def test_on_any_day_each_step_follows_the_one_before(nascita):
    eventi = {uno.chiave: uno.quando for uno in demo.eventi(nascita)}
    oggi = a_roma(nascita).date()

    assert len(eventi) == len(list(demo.eventi(nascita)))
    assert [chiave for chiave, quando in eventi.items() if quando > nascita] == []
    for n, giorno in uscite(oggi).items():
        mese = f"redazione:mese:{mesi_fra(oggi, giorno)}"
        passi = [eventi["redazione:argomenti"], eventi[f"{mese}:piano"]]
        nomi = (f"redazione:articolo:{n}:{verbo}" for verbo in ("comincia", "manda", "approva", "esce"))
        passi += [eventi[nome] for nome in nomi if nome in eventi]
        assert passi == sorted(passi), n
        assert n in articoli.IN_CORSO or (giorno <= oggi, giorno.weekday() <= VENERDI) == (True, True), n
        assert n not in articoli.IN_CORSO or giorno > oggi, n
        approvato = eventi.get(f"{mese}:approva")
        assert n in articoli.IN_CORSO or (approvato and approvato < eventi[f"redazione:articolo:{n}:esce"]), n


@pytest.mark.parametrize("nascita", GIORNI, ids=str)
def test_nothing_speaks_of_what_was_not_there_yet(nascita):
    eventi = {uno.chiave: uno.quando for uno in demo.eventi(nascita)}
    spazi = {uno.chiave: uno.quando for uno in di_spazi.eventi(nascita)}
    oggi = a_roma(nascita).date()
    nuovi = [*PROPOSTE, *(ospite.proposta for ospite in OSPITI if ospite.proposta)]
    entrati = {uno.chiave: uno.giorni_fa - dict(map(reversed, uno.passi)).get("ammetti", 0) for uno in nuovi}
    for n, giorno in uscite(oggi).items():
        piano = eventi[f"redazione:mese:{mesi_fra(oggi, giorno)}:piano"]
        for chi in scaffale.testo(n).riguarda:
            assert chi not in entrati or giorni_fa(nascita, entrati[chi], 15) < piano, (n, chi)
    for n, (_tipo, nome) in articoli.LEGAMI.items():
        ospite = next((uno for uno in OSPITI for una in uno.offerte if una.nome == nome), None)
        assert ospite is None or spazi[f"spazi:esito:{ospite.partner}:0"] < eventi[f"redazione:articolo:{n}:comincia"]
    idea = next(posto for posto, una in enumerate(IDEE) if una[2] == DA_IDEA[56])
    assert eventi[f"redazione:idea:{idea}"] < eventi[f"redazione:mese:{mesi_fra(oggi, uscite(oggi)[56])}:piano"]


@pytest.mark.parametrize("nascita", GIORNI, ids=str)
def test_the_call_that_a_text_calls_open_is_open(nascita):
    oggi = a_roma(nascita).date()
    aperto = next(uno for uno in PREVISTI if uno.chiave == "aperto")

    assert oggi + timedelta(days=aperto.apre) < uscite(oggi)[55] <= oggi
    assert uscite(oggi)[FESTA].weekday() == 0


def test_a_year_is_told_and_the_steps_have_even_distances():
    oggi = a_roma(GIORNI[0]).date()
    giorni = sorted(giorno for n, giorno in uscite(oggi).items() if n not in articoli.IN_CORSO)

    assert (giorni[-1] - giorni[0]).days > 355
    assert max((dopo - prima).days for prima, dopo in pairwise(giorni)) <= 11
