"""The order in which who wrote it signs: moved one place up, by who writes it; whoever signed has signed."""

import pytest
from django.urls import reverse

from redazione.actions import articoli
from redazione.enums_articoli import StatoArticolo
from talenti.base.exceptions import NonPermesso
from tests.factories import redazione
from tests.factories import redazione_articoli as di_articoli
from tests.factories.redazione import atti, chi_e, ultimi_dati
from tests.factories.redazione_articoli import articolo, intorno

pytestmark = pytest.mark.django_db


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def tre(testata):
    return [redazione.redattrice(testata) for _n in range(3)]


@pytest.fixture
def uno(testata, tre):
    return articolo(testata, StatoArticolo.PRONTO, autrici=tre)


def firme(uno):
    return list(uno.voce.autori.order_by("ordine").values_list("ordine", "persona", "firma"))


def test_an_author_goes_one_place_up_and_keeps_her_byline(uno, tre):
    prima, seconda, terza = tre
    articoli.prima(uno, terza.pk, da=prima)
    assert firme(uno) == [
        (1, prima.pk, str(prima)),
        (2, terza.pk, str(terza)),
        (3, seconda.pk, str(seconda)),
    ]
    assert (atti(uno)[-1], ultimi_dati(uno)) == (("cura", "pronto", "pronto", chi_e(prima)), {"prima": terza.pk})
    articoli.prima(uno, terza.pk, da=prima)
    assert [persona for _n, persona, _firma in firme(uno)] == [terza.pk, prima.pk, seconda.pk]


@pytest.mark.parametrize("chi", ["prima", "nessuna", "enorme"])
def test_who_is_first_or_does_not_write_it_moves_nobody_and_leaves_no_act(testata, uno, tre, chi):
    quale = {"prima": tre[0].pk, "nessuna": redazione.redattrice(testata).pk, "enorme": 10**30}[chi]
    come_era, quanti = firme(uno), len(atti(uno))
    articoli.prima(uno, quale, da=tre[1])
    assert (firme(uno), len(atti(uno))) == (come_era, quanti)


def test_only_who_writes_it_or_coordinates(testata, uno, tre):
    chi = intorno(testata, uno)
    for nome in set(chi) - {"autrice", "coordina"}:
        with pytest.raises(NonPermesso):
            articoli.prima(uno, tre[1].pk, da=chi[nome])
    assert [persona for _n, persona, _firma in firme(uno)] == [una.pk for una in tre]
    articoli.prima(uno, tre[1].pk, da=chi["coordina"])
    assert firme(uno)[0][1] == tre[1].pk


def test_it_is_a_button_beside_each_name_but_the_first(client, testata, uno, tre):
    def bottone(persona):
        return reverse("redazione:firma_prima", args=[uno.codice, persona])

    client.force_login(tre[0])
    pagina = client.get(uno.url_scrivania).content.decode()
    assert [bottone(una.pk) in pagina for una in tre] == [False, True, True]
    assert client.post(bottone(tre[1].pk)).url == uno.url_scrivania
    assert firme(uno)[0][1] == tre[1].pk
    for nessuna in (di_articoli.revisora(testata).pk, 10**30):
        assert client.post(bottone(nessuna)).status_code == 404
    client.force_login(redazione.redattrice(testata))
    assert bottone(tre[2].pk) not in client.get(uno.url_scrivania).content.decode()
    assert client.post(bottone(tre[2].pk)).status_code == 403
