"""A gateway of digital identities, for real: HTTP on the loopback, PKCE, signed tokens."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa

from talenti.persone.models import Identita, Persona
from tests.factories.persone import PersonaFactory
from tests.persone import gestore as provider
from tests.persone.conftest import entra, ultimo_codice

pytestmark = pytest.mark.django_db
CF = "https://attributes.eid.gov.it/fiscal_number"


@pytest.fixture
def gestore(settings):
    with provider.acceso() as acceso:
        settings.GATEWAY_OIDC = {
            "provider_id": "identita",
            "name": "SPID o CIE",
            "client_id": provider.CLIENTE,
            "secret": provider.SEGRETO,
            "settings": {
                "server_url": acceso.emittente,
                "fetch_userinfo": True,
                "oauth_pkce_enabled": True,
                "scope": ["openid", "profile"],
            },
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [settings.GATEWAY_OIDC]}}
        yield acceso


def vai_e_torna(client, **dati):
    """Press the button, sign in at the provider, come back."""
    partenza = client.post("/identita/identita/entra/", dati)
    assert partenza.status_code == 302
    ritorno = requests.get(partenza["Location"], allow_redirects=False, timeout=30)
    indirizzo = urlsplit(ritorno.headers["Location"])
    return client.get(indirizzo.path, {nome: valori[0] for nome, valori in parse_qs(indirizzo.query).items()})


def completa(client, email="nuova@example.org", **altro):
    return client.post("/registrati/identita/", {"email": email, "comune": "", "informativa": "on", **altro})


def test_the_first_time_the_email_is_asked_and_confirmed_by_code(client, gestore):
    gestore.claim |= {CF: "TINIT-PRVLBA99E57D150H", "gender": "female", "email": "altra@example.org"}
    risposta = vai_e_torna(client, next="/area/dati/")
    assert risposta["Location"] == "/registrati/identita/"
    pagina = client.get("/registrati/identita/").content.decode()
    assert 'value="Alba"' in pagina
    # What the gateway verified cannot be changed by whoever fills the form in.
    risposta = completa(client, nome="Altro", nato_il_giorno="1", nato_il_mese="1", nato_il_anno="2001")
    assert risposta["Location"] == "/accedi/verifica/"
    risposta = client.post("/accedi/verifica/", {"code": ultimo_codice()})
    assert risposta["Location"] == "/area/dati/"
    persona = Persona.objects.get()
    assert (persona.email, persona.nome, persona.nato_il) == ("nuova@example.org", "Alba", date(1999, 5, 17))
    assert list(EmailAddress.objects.values_list("email", "verified")) == [("nuova@example.org", True)]
    identita = Identita.objects.get()
    assert (identita.emittente, identita.soggetto, identita.fonte) == (gestore.emittente, "abc-1", "gateway")
    assert (identita.codice_fiscale, identita.sesso, identita.avvertenze) == ("PRVLBA99E57D150H", "F", [])
    # Nothing of what the gateway said is kept twice.
    assert SocialAccount.objects.get().extra_data == {"iss": gestore.emittente}


def test_the_second_time_one_is_in_at_once(client, gestore):
    vai_e_torna(client)
    completa(client)
    client.post("/accedi/verifica/", {"code": ultimo_codice()})
    client.post("/esci/")
    gestore.claim["email"] = "tutt-altra@example.org"
    risposta = vai_e_torna(client, next="/area/profilo/")
    assert risposta["Location"] == "/area/profilo/"
    assert Persona.objects.count() == 1
    assert SocialAccount.objects.get().extra_data == {"iss": gestore.emittente}


def test_an_equal_email_never_opens_somebody_elses_account(client, gestore):
    vittima = PersonaFactory(email="vittima@example.org")
    gestore.claim |= {"email": "vittima@example.org", "email_verified": True}
    assert vai_e_torna(client)["Location"] == "/registrati/identita/"
    assert completa(client, "vittima@example.org")["Location"] == "/accedi/verifica/"
    assert client.get("/area/")["Location"].startswith("/accedi/")
    assert list(Persona.objects.all()) == [vittima]
    assert SocialAccount.objects.count() == 0


def test_the_same_subject_of_another_issuer_is_another_person(client, gestore, settings):
    vai_e_torna(client)
    completa(client)
    client.post("/accedi/verifica/", {"code": ultimo_codice()})
    client.post("/esci/")
    settings.GATEWAY_OIDC["provider_id"] = "altro-gestore"
    with provider.acceso() as altro:
        settings.GATEWAY_OIDC["settings"]["server_url"] = altro.emittente
        partenza = client.post("/identita/altro-gestore/entra/")
        ritorno = requests.get(partenza["Location"], allow_redirects=False, timeout=30)
        indirizzo = urlsplit(ritorno.headers["Location"])
        dati = {nome: valori[0] for nome, valori in parse_qs(indirizzo.query).items()}
        assert client.get(indirizzo.path, dati)["Location"] == "/registrati/identita/"


def test_another_issuer_behind_the_same_name_does_not_open_the_account(client, gestore, settings):
    vai_e_torna(client)
    completa(client)
    client.post("/accedi/verifica/", {"code": ultimo_codice()})
    client.post("/esci/")
    with provider.acceso() as altro:
        settings.GATEWAY_OIDC["settings"]["server_url"] = altro.emittente
        assert vai_e_torna(client)["Location"] == "/accedi/"
    assert client.get("/area/")["Location"].startswith("/accedi/")


def test_it_is_linked_from_inside_and_differences_are_told(client, gestore):
    persona = PersonaFactory(nome="Alba", cognome="Prova", nato_il=date(1998, 1, 1))
    entra(client, persona)
    risposta = vai_e_torna(client, process="connect")
    assert risposta["Location"].startswith("/accedi/di-nuovo/")
    risposta = client.post("/accedi/di-nuovo/", {"password": "violino-e-ambra-7"})
    assert risposta["Location"] == "/area/accesso/"
    identita = Identita.objects.get(persona=persona)
    assert (identita.fonte, identita.avvertenze) == ("gateway", ["nato_il"])
    persona.refresh_from_db()
    assert persona.nato_il == date(1999, 5, 17)


def test_an_identity_of_another_account_is_not_linked(client, gestore):
    gestore.claim[CF] = "TINIT-PRVLBA99E57D150H"
    vai_e_torna(client)
    completa(client)
    client.post("/accedi/verifica/", {"code": ultimo_codice()})
    client.post("/esci/")
    seconda = PersonaFactory()
    entra(client, seconda)
    gestore.claim["sub"] = "un-altro-soggetto"
    assert vai_e_torna(client, process="connect")["Location"] == "/area/accesso/"
    assert "già collegata a un altro account" in client.get("/area/accesso/").content.decode()
    assert Identita.objects.filter(persona=seconda).exists() is False


def test_unlinking_needs_a_password_and_forgets_the_verified_data(client, gestore):
    persona = PersonaFactory()
    entra(client, persona)
    vai_e_torna(client, process="connect")
    client.post("/accedi/di-nuovo/", {"password": "violino-e-ambra-7"})
    client.post("/area/accesso/identita/", {"account": SocialAccount.objects.get().pk})
    assert (SocialAccount.objects.count(), Identita.objects.count()) == (0, 0)


@pytest.mark.parametrize("guasto", ["firma", "pubblico", "soggetto", "emittente"])
def test_a_token_that_does_not_hold_opens_nothing(client, gestore, guasto):
    if guasto == "firma":
        gestore.pubblica = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    elif guasto == "pubblico":
        gestore.pubblico = "un-altro-cliente"
    elif guasto == "soggetto":
        gestore.token_identita = lambda: _con_sub(gestore)
    else:
        gestore.token_identita = lambda: _con_emittente(gestore)
    risposta = vai_e_torna(client)
    assert risposta.status_code != 500
    assert risposta.get("Location", "") != "/registrati/identita/"
    assert Persona.objects.count() == 0


def _con_sub(gestore):
    prima = dict(gestore.claim)
    gestore.claim = prima | {"sub": "un-altro"}
    try:
        return provider.Gestore.token_identita(gestore)
    finally:
        gestore.claim = prima


def _con_emittente(gestore):
    vero, gestore.emittente = gestore.emittente, "https://altrove.example.org"
    try:
        return provider.Gestore.token_identita(gestore)
    finally:
        gestore.emittente = vero


def test_interrupted_or_replayed_it_says_so_without_an_error(client, gestore):
    assert client.get("/identita/identita/ritorno/", {"error": "access_denied", "state": "x"}).status_code == 401
    assert client.get("/identita/identita/ritorno/", {"code": "x", "state": "x"}).status_code < 500


def test_a_silent_gateway_becomes_a_sentence(client, gestore, settings):
    settings.GATEWAY_OIDC["settings"]["server_url"] = "http://127.0.0.1:1"
    risposta = client.post("/identita/identita/entra/")
    assert risposta.status_code == 503
    assert "non ha risposto bene" in risposta.content.decode()


def test_the_button_is_there_only_when_a_gateway_is_configured(client, gestore, settings):
    assert "Entra con SPID o CIE" in client.get("/accedi/").content.decode()
    settings.GATEWAY_OIDC = None
    assert "Entra con SPID o CIE" not in client.get("/accedi/").content.decode()
    assert client.post("/identita/identita/entra/").status_code == 404
