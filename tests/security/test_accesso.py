"""Whoever knocks learns nothing of who lives here: same answer, same time, and not too many times."""

import re
import time
from statistics import median, quantiles

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.test import Client

from talenti.persone.models import Persona
from tests.factories.persone import PAROLA_CHIAVE, PersonaFactory

pytestmark = pytest.mark.django_db
NOTA, IGNOTA = "nota@example.org", "ignota@example.org"


class PBKDF2Breve(PBKDF2PasswordHasher):
    """The hasher of production with fewer rounds: what it costs still shows, the test stays short."""

    algorithm = "pbkdf2_breve"
    iterations = 10_000


def iscrizione(email):
    return {
        "email": email,
        "nome": "Nina",
        "cognome": "Nuova",
        "nato_il_giorno": "7",
        "nato_il_mese": "12",
        "nato_il_anno": "2000",
        "comune": "",
        "password1": "tre-parole-a-caso",
        "informativa": "on",
    }


PORTE = {
    "/accedi/": lambda email: {"login": email, "password": "non-è-questa-di-sicuro"},
    "/accedi/codice/": lambda email: {"email": email},
    "/accedi/password-dimenticata/": lambda email: {"email": email},
    "/registrati/": iscrizione,
}


@pytest.fixture
def nota(db, settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.PBKDF2Breve"]
    return PersonaFactory(email=NOTA)


def spoglia(pagina):
    """A page without what changes at every request: tokens, nonces, and the address that one typed oneself."""
    testo = re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"', "", pagina)
    return re.sub(r"[\w.-]+@example\.org", "EMAIL", testo)


def risposta_intera(porta, email):
    """Everything that whoever knocks can see: status, headers, where it leads and what stands there."""
    client = Client()
    prima = client.post(porta, PORTE[porta](email))
    dopo = client.get(prima["Location"]) if prima.status_code == 302 else prima
    visti = sorted((nome, len(biscotto.value)) for nome, biscotto in client.cookies.items())
    return prima.status_code, prima.get("Location"), dopo.status_code, spoglia(dopo.content.decode()), visti


@pytest.mark.parametrize("porta", PORTE)
def test_a_known_and_an_unknown_address_get_the_same_answer(nota, porta):
    assert risposta_intera(porta, NOTA) == risposta_intera(porta, IGNOTA)


@pytest.mark.parametrize("porta", ["/accedi/codice/", "/accedi/password-dimenticata/", "/registrati/"])
def test_a_mail_leaves_in_both_cases(nota, porta):
    for email in (NOTA, IGNOTA):
        Client().post(porta, PORTE[porta](email))
    assert [lettera.to for lettera in mail.outbox] == [[NOTA], [IGNOTA]]


@pytest.mark.parametrize("porta", ["/accedi/codice/", "/registrati/"])
def test_on_the_page_of_the_code_wrong_codes_and_new_codes_look_alike(nota, porta, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    viste = []
    for email in (NOTA, IGNOTA):
        client = Client()
        dove = client.post(porta, PORTE[porta](email))["Location"]
        passi = [
            client.post(dove, dati) for dati in ({"code": "12"}, {"action": "resend"}, {"code": "12"}, {"code": "12"})
        ]
        viste.append([(passo.status_code, passo.get("Location"), spoglia(passo.content.decode())) for passo in passi])
    assert viste[0] == viste[1]


def test_knocking_as_a_known_person_changes_nothing_of_hers(nota):
    prima = list(Persona.objects.values())
    for porta, dati in PORTE.items():
        Client().post(porta, dati(NOTA))
    assert list(Persona.objects.values()) == prima


def _dura(porta, email):
    client = Client()
    dati = PORTE[porta](email)
    inizio = time.perf_counter()
    client.post(porta, dati)
    return time.perf_counter() - inizio


@pytest.mark.parametrize("volte", [40, pytest.param(200, marks=pytest.mark.lungo)])
@pytest.mark.parametrize("porta", PORTE)
def test_the_clock_does_not_tell_either(nota, porta, volte, settings):
    """Medians differ by less than one interquartile range. One of each in turn, so that whatever else
    the machine does weighs on both."""
    settings.ACCOUNT_RATE_LIMITS = False
    for email in (NOTA, "riscaldamento@example.org"):
        _dura(porta, email)
    note, ignote = [], []
    for volta in range(volte):
        note.append(_dura(porta, NOTA))
        ignote.append(_dura(porta, f"ignota{volta}@example.org"))
    primo, _meta, terzo = quantiles(note + ignote, n=4)
    assert abs(median(note) - median(ignote)) < terzo - primo


def test_who_tries_passwords_is_stopped_and_so_is_who_changes_address(nota):
    esiti = [Client().post("/accedi/", PORTE["/accedi/"](NOTA)) for _volta in range(7)]
    frasi = [esito.context["form"].non_field_errors()[0] for esito in esiti]
    assert frasi[5] == "Troppi tentativi. Aspetta qualche minuto, poi riprova."
    # Even the right password waits then: whoever guesses must not see the difference.
    giusta = Client().post("/accedi/", {"login": NOTA, "password": PAROLA_CHIAVE})
    assert giusta.status_code == 200


@pytest.mark.parametrize(
    ("porta", "volte"), [("/registrati/", 20), ("/accedi/codice/", 20), ("/accedi/password-dimenticata/", 20)]
)
def test_too_many_requests_from_one_address_get_our_page(db, porta, volte):
    stati = [Client().post(porta, PORTE[porta](f"p{n}@example.org")).status_code for n in range(volte + 1)]
    assert set(stati[:volte]) == {302}
    risposta = Client().post(porta, PORTE[porta]("ultima@example.org"))
    # One door answers with our page, the other two beside the field.
    assert risposta.status_code in {200, 429}


OSTILI = [
    "\x00",
    "a\x00b@example.org",
    "\ud800",
    "\u202eabc",
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
    "../../../etc/passwd",
    "' OR 1=1 --",
    "{{ 7*7 }}",
    "x" * 1_000_000,
]
CAMPI = {
    "/registrati/": [*iscrizione("a@example.org"), "next"],
    "/accedi/": ["login", "password", "next"],
    "/accedi/codice/": ["email", "next"],
    "/accedi/password-dimenticata/": ["email", "next"],
}


@pytest.mark.parametrize("ostile", OSTILI, ids=range(len(OSTILI)))
@pytest.mark.parametrize("porta", CAMPI)
def test_hostile_strings_never_break_a_door(db, settings, porta, ostile):
    settings.ACCOUNT_RATE_LIMITS = False
    client = Client(raise_request_exception=False)
    ostile = ostile.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if ostile == "\ud800" else ostile
    for campo in CAMPI[porta]:
        risposta = client.post(porta, {**PORTE[porta]("ostile@example.org"), campo: ostile})
        assert risposta.status_code < 500
        assert "<script>alert(1)" not in risposta.content.decode()
        assert client.get(porta, {"next": ostile[:2000]}).status_code < 500
        client.cookies.clear()
