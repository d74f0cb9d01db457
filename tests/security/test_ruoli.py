"""Every address of the portal, opened by every role."""

from collections.abc import Iterator

import pytest
from django.urls import get_resolver, reverse

from tests.security.ruoli import TABELLA
from tests.security.scena import RUOLI

pytestmark = [pytest.mark.django_db, pytest.mark.largo]


def nomi(voci, spazio: str = "") -> Iterator[str]:
    for voce in voci:
        if hasattr(voce, "url_patterns"):
            yield from nomi(voce.url_patterns, f"{spazio}{voce.namespace}:" if voce.namespace else spazio)
        elif voce.name:
            yield f"{spazio}{voce.name}"


def test_the_table_names_every_address_once():
    assert sorted(riga.nome for riga in TABELLA) == sorted(set(nomi(get_resolver().url_patterns)))


@pytest.mark.parametrize("riga", TABELLA, ids=lambda riga: riga.nome)
def test_each_role_gets_the_status_of_the_table(scena, riga):
    argomenti = {chiave: scena.valore(valore) for chiave, valore in riga.argomenti.items()}
    indirizzo = reverse(riga.nome, kwargs=argomenti)

    stati = {ruolo: getattr(scena.client(ruolo), riga.metodo)(indirizzo, riga.dati).status_code for ruolo in RUOLI}

    assert stati == dict(zip(RUOLI, riga.stati, strict=True))
