"""The public menu: only doors with something behind them, asked once a minute a process."""

import pytest

from talenti.base.memoria import dimentica
from tests.factories import rete

pytestmark = pytest.mark.django_db


def c_e_la_rete(client):
    """Is the network in the menu?"""
    return "/rete/" in [voce["url"] for voce in client.get("/aiuto/").context["menu_pubblico"]]


def test_a_door_appears_when_there_is_something_behind_it(client):
    assert not c_e_la_rete(client)
    rete.ammesso()
    dimentica()
    assert c_e_la_rete(client)


def test_the_doors_are_asked_once_for_many_pages(client, django_assert_num_queries):
    rete.ammesso()
    assert c_e_la_rete(client)
    with django_assert_num_queries(0):
        assert c_e_la_rete(client)
