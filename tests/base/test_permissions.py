"""The question and its answers, apart from any role (those are in tests/rete)."""

import pytest
from django.contrib.auth.models import AnonymousUser

from talenti.base.exceptions import NonPermesso
from talenti.base.permissions import (
    DA_ANONIMO,
    SENZA_RUOLO,
    SI,
    Esito,
    Sistema,
    attore_in_parole,
    concesso,
    entra_in_ufficio,
    puo,
    regola,
    richiedi,
)
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db


def test_an_esito_is_true_exactly_when_allowed():
    assert (bool(SI), bool(Esito(False, "x", "y"))) == (True, False)


def test_somebody_without_a_role_is_refused_with_a_sentence():
    assert puo(PersonaFactory(), "rete.esamina_partner") == SENZA_RUOLO


def test_an_anonymous_reader_is_asked_to_sign_in():
    assert puo(AnonymousUser(), "rete.modifica_pagina") == DA_ANONIMO
    assert puo(None, "rete.modifica_pagina") == DA_ANONIMO


def test_a_closed_account_may_do_nothing():
    assert puo(PersonaFactory(is_active=False, is_superuser=True), "rete.modifica_pagina").codice == "account_chiuso"


def test_the_technical_superuser_holds_every_grant():
    assert concesso(PersonaFactory(is_superuser=True), "rete.modifica_pagina")


def test_a_system_actor_passes_only_because_it_is_explicit():
    assert puo(Sistema("sweep"), "rete.modifica_pagina") == SI
    assert attore_in_parole(Sistema("sweep")) == "sistema:sweep"


def test_an_act_without_an_actor_is_a_programming_error():
    with pytest.raises(ValueError, match="actor"):
        attore_in_parole(None)


def test_richiedi_carries_the_decision():
    with pytest.raises(NonPermesso) as errore:
        richiedi(PersonaFactory(), "rete.modifica_pagina")

    assert errore.value.esito == SENZA_RUOLO


def test_two_rules_for_one_permission_are_refused():
    with pytest.raises(ValueError, match="two rules"):
        regola("persone.puo_impegnarsi")(lambda persona, oggetto: True)


def test_a_permission_must_be_a_dotted_name():
    with pytest.raises(ValueError, match=r"app\.codename"):
        concesso(PersonaFactory(), "modifica")


@pytest.mark.parametrize(("campi", "atteso"), [({}, False), ({"is_superuser": True}, True)])
def test_the_office_opens_to_the_superuser_and_to_no_bare_account(campi, atteso):
    assert entra_in_ufficio(PersonaFactory(**campi)) is atteso
