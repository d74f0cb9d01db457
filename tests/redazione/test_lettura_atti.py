"""What the acts of the desk change for who reads: feed and search follow each of them."""

import pytest

from redazione import actions
from redazione.actions import articoli, pubblicazione
from redazione.enums_articoli import Licenza
from talenti.base.clock import a_quest_ora
from talenti.portale.indice import indicizza
from talenti.registro.actions import annuncia
from tests.factories import immagini, redazione, redazione_articoli
from tests.factories.redazione_lettura import argomento
from tests.redazione.test_feed import FEED, uguale
from tests.redazione.test_lettura import trovati

pytestmark = pytest.mark.django_db


@pytest.fixture
def testata():
    return redazione.testata()


def test_it_says_that_nothing_has_changed_until_something_has(client, testata):
    uno = redazione_articoli.pubblicato(testata)
    atti = (
        lambda: redazione_articoli.corretto(uno),
        lambda: articoli.cura(uno, argomenti=[argomento().pk], licenza=uno.licenza, da=redazione.DA),
        lambda: articoli.cura(uno, argomenti=[], licenza=Licenza.CC0, da=redazione.DA),
        lambda: redazione_articoli.pubblicato(testata, titolo="Un altro"),
    )
    for atto in atti:
        prima = client.get(FEED)
        assert (uguale(client, prima), uguale(client, prima, con="Last-Modified")) == (True, True)
        atto()
        assert not uguale(client, prima)


def test_search_finds_a_scheduled_one_at_its_minute_and_not_before(client, testata):
    uno = redazione_articoli.programmato(testata)
    annuncia()
    assert trovati(client, "filanda") == []
    with a_quest_ora(uno.dal):
        assert trovati(client, "filanda") == [redazione_articoli.TITOLO]


def test_search_follows_each_act_on_an_article(client, testata):
    uno = redazione_articoli.pubblicato(testata)
    capo = redazione.coordina(testata)
    annuncia()
    assert trovati(client, "filanda") == [redazione_articoli.TITOLO]
    articoli.cura(uno, argomenti=[argomento("Orti", "orti").pk], licenza=uno.licenza, da=capo)
    annuncia()
    assert trovati(client, "orti") == [redazione_articoli.TITOLO]
    redazione_articoli.corretto(uno, html=redazione_articoli.TESTO + "<p>Con due telai.</p>")
    annuncia()
    assert trovati(client, "telai") == [redazione_articoli.TITOLO]
    pubblicazione.ritira(uno, redazione.MOTIVO, da=capo)
    assert trovati(client, "filanda") == []
    annuncia()
    assert indicizza().tolte == 0


def test_a_feed_is_read_anew_once_a_consent_is_taken_back(client, testata):
    una = immagini.con_consenso(testata)
    html = f'{redazione_articoli.TESTO}<figure><img data-immagine="{una.codice}"></figure>'
    redazione_articoli.pubblicato(testata, html=html)
    prima = client.get(FEED)
    assert (una.alt in prima.content.decode(), uguale(client, prima)) == (True, True)
    actions.ritira_consenso(una.consensi.get(), da=redazione.DA)
    assert (uguale(client, prima), una.alt in client.get(FEED).content.decode()) == (False, False)
