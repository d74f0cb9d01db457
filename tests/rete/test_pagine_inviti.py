"""The page that an invitation's mail opens: looking changes nothing, pressing acts once."""

from datetime import timedelta

import pytest

from talenti.base.clock import a_quest_ora, adesso
from talenti.base.links import firma
from talenti.base.permissions import Sistema
from talenti.rete import actions
from talenti.rete.emails_membri import SCOPO_INVITO, gettone
from talenti.rete.models import Appartenenza, Invito
from tests.factories import rete
from tests.factories.persone import PersonaFactory
from tests.rete.lettura import ultima

pytestmark = pytest.mark.django_db


@pytest.fixture
def invito():
    radio = rete.ammesso(nome="Radio")
    return actions.invita(radio, email="marco@example.org", ruolo="operatore", da=radio.proposto_da)


@pytest.fixture
def marco():
    return PersonaFactory(email="marco@example.org")


def url(invito):
    return f"/rete/inviti/{gettone(invito)}/"


def stato():
    return Invito.objects.get().stato


def test_looking_changes_nothing_and_says_who_what_and_until_when(client, invito):
    testo = client.get(url(invito)).content.decode()
    for parola in ("Radio ti invita", str(invito.mandato_da), "Lavora nell", "Registrati e accetta", "Rifiuta"):
        assert parola in testo
    assert "nav" not in testo.split("<main")[1].split("</main>")[0]
    assert stato() == "mandato"


def test_pressing_accept_comes_in(client, invito, marco):
    client.force_login(marco)
    assert client.post(url(invito), {"risposta": "accetta"}).url == "/partner/radio/"
    assert (stato(), Appartenenza.objects.filter(persona=marco).count()) == ("accettato", 1)
    pagina = client.get(url(invito)).content.decode()
    assert "L'invito è stato accettato." in pagina.replace("&#x27;", "'")
    risposta = client.post(url(invito), {"risposta": "accetta"})
    assert (risposta.status_code, Appartenenza.objects.filter(persona=marco).count()) == (409, 1)


def test_pressing_refuse_asks_for_no_account(client, invito):
    risposta = client.post(url(invito), {"risposta": "rifiuta"})
    assert (risposta.status_code, stato()) == (200, "rifiutato")
    assert ultima(invito) == ("rifiuta", "mandato", "rifiutato", "sistema:risposta-da-email")


def test_refusing_with_the_account_is_written_with_a_name(client, invito, marco):
    client.force_login(marco)
    client.post(url(invito), {"risposta": "rifiuta"})
    assert ultima(invito) == ("rifiuta", "mandato", "rifiutato", f"persona:{marco.pk}")


def test_accepting_without_an_account_changes_nothing(client, invito):
    assert client.post(url(invito), {"risposta": "accetta"}).status_code == 200
    assert stato() == "mandato"


def test_another_account_reads_a_sentence(client, invito):
    client.force_login(PersonaFactory())
    assert "è per un altro indirizzo" in client.get(url(invito)).content.decode()
    risposta = client.post(url(invito), {"risposta": "accetta"})
    assert (risposta.status_code, stato()) == (409, "mandato")


def test_an_expired_invitation_says_what_to_do(client, invito, marco):
    client.force_login(marco)
    with a_quest_ora(adesso() + timedelta(days=15)):
        testo = client.get(url(invito)).content.decode()
        assert client.post(url(invito), {"risposta": "accetta"}).status_code == 409
    assert "chiedi a Radio di mandartene uno nuovo" in testo
    assert stato() == "mandato"


def test_a_revoked_invitation_says_so(client, invito):
    actions.revoca_invito(invito, da=Sistema("prova"))
    assert "è stato ritirato" in client.get(url(invito)).content.decode()
    assert client.post(url(invito), {"risposta": "rifiuta"}).status_code == 409


@pytest.mark.parametrize(
    "altro",
    [
        lambda invito: "xx",
        lambda invito: gettone(invito)[:-2],
        lambda invito: firma("altro.scopo", {"invito": invito.pk, "email": invito.email}),
        lambda invito: firma(SCOPO_INVITO, {"invito": invito.pk, "email": "altra@example.org"}),
        lambda invito: firma(SCOPO_INVITO, {"invito": 0, "email": invito.email}),
    ],
)
def test_a_link_that_is_not_ours_opens_nothing(client, invito, altro):
    for metodo in (client.get, client.post):
        risposta = metodo(f"/rete/inviti/{altro(invito)}/")
        assert (risposta.status_code, stato()) == (410, "mandato")
    assert "Questo invito non si apre" in risposta.content.decode()
