"""What the measures of the office are made of: applications like those that people send, and a memory that is seen."""

from random import Random

import pytest

from bench import _memoria, _ufficio
from bench._inviate import bando_pieno, inviate
from tests.factories.thinktown import Ufficio, inviata
from thinktown.models import Bando, Domanda


@pytest.mark.django_db
def test_the_applications_have_the_shape_of_those_that_people_send():
    bando, _chi = bando_pieno(3, Random(1), "prova")
    vera = inviata(Ufficio().pubblicato()).invii.get().contenuto
    finti = [invio.contenuto for invio in inviate(bando)]
    for finto in finti:
        assert set(finto) == set(vera)
        for pezzo in ("risposte", "gruppo", "dichiarazioni"):
            assert {tuple(uno) for uno in finto[pezzo]} == {tuple(uno) for uno in vera[pezzo]}
    assert [len(finto["file"]) for finto in finti] == [2, 2, 2]
    assert 18 <= len(finti[0]["risposte"]) <= 22
    numeri = Domanda.objects.filter(bando=bando).order_by("numero").values_list("numero", "proponente")
    assert list(numeri) == [(1, "gruppo"), (2, "gruppo"), (3, "persona")]
    assert Bando.objects.get(pk=bando.pk).ultimo_numero == 3


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_applications():
    uno, altro = (bando_pieno(2, Random(7), f"prova{n}")[0] for n in range(2))
    titoli = [[invio.contenuto["risposte"][0]["valore"] for invio in inviate(bando)] for bando in (uno, altro)]
    assert titoli[0] == titoli[1]


@pytest.mark.django_db
def test_the_list_is_opened_by_who_follows_the_call():
    bando, chi = bando_pieno(60, Random(1), "prova")
    domande, ms, elenco = _ufficio._lista(bando, chi)
    assert (0 < domande <= 12, ms > 0, elenco > 0) == (True, True, True)


def test_memory_taken_is_seen_and_memory_given_back_before_is_not():
    grosso = bytearray(80 * 1024 * 1024)
    grosso[::4096] = b"x" * len(grosso[::4096])
    del grosso
    mb, _secondi = _memoria.picco_mb(lambda: bytearray(b"x") * (40 * 1024 * 1024))
    assert 38 < mb < 60
