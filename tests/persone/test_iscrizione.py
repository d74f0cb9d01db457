from datetime import UTC, date, datetime

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from talenti.avvisi.models import Avviso
from talenti.base.clock import a_quest_ora
from talenti.persone.agganci import da_riprendere
from talenti.persone.models import Consenso, Persona, Profilo
from talenti.registro.models import Transizione
from tests.factories.persone import PianoFactory
from tests.persone.conftest import entra, iscrizione, ultimo_codice

pytestmark = pytest.mark.django_db
OGGI = datetime(2026, 11, 22, 11, tzinfo=UTC)


def test_signing_up_writes_exactly_these_rows(client, comune):
    risposta = client.post("/registrati/", iscrizione(comune=comune.istat, password1="tre-parole-a-caso"))
    assert (risposta.status_code, risposta["Location"]) == (302, "/accedi/verifica/")
    persona = Persona.objects.get()
    assert (persona.email, persona.nome, persona.cognome) == ("nuova@example.org", "Nina", "Nuova")
    assert (persona.nato_il, persona.comune, persona.lingua) == (date(2005, 12, 7), comune, "it")
    assert persona.check_password("tre-parole-a-caso")
    assert list(Profilo.objects.values_list("persona", "mostrato_alla_rete")) == [(persona.pk, False)]
    assert list(Consenso.objects.values_list("scopo", "versione", "ritirato_il")) == [
        ("informativa", "2026-11-01", None)
    ]
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("nuova@example.org", False, True)
    ]
    assert list(Transizione.objects.values_list("oggetto_tipo", "verbo", "attore")) == [
        ("persone.persona", "iscriviti", f"persona:{persona.pk}")
    ]


def test_the_code_is_written_in_the_same_tab_and_next_survives(client):
    client.post("/registrati/", iscrizione(next="/area/profilo/"))
    assert [lettera.subject for lettera in mail.outbox] == ["Il codice per confermare la tua email"]
    risposta = client.post("/accedi/verifica/", {"code": ultimo_codice()})
    assert (risposta.status_code, risposta["Location"]) == (302, "/area/profilo/")
    assert EmailAddress.objects.get().verified is True
    # Nobody is told of a new device by the very device that signed up.
    assert Avviso.objects.count() == 0


def test_a_pasted_code_with_spaces_and_dashes_is_the_same_code(client):
    client.post("/registrati/", iscrizione())
    codice = ultimo_codice()
    risposta = client.post("/accedi/verifica/", {"code": f" {codice[:3]}-{codice[3:]} "})
    assert risposta.status_code == 302


def test_a_wrong_code_says_how_many_tries_are_left_and_the_last_one_starts_again(client):
    client.post("/registrati/", iscrizione())
    resti = []
    for _volta in range(2):
        risposta = client.post("/accedi/verifica/", {"code": "999999x"})
        resti.append((risposta.status_code, risposta.context["restano"]))
    assert resti == [(200, 2), (200, 1)]
    assert "Ti resta 1 tentativo." in risposta.content.decode()
    assert client.post("/accedi/verifica/", {"code": "999999x"})["Location"] == "/accedi/"


def test_another_code_takes_the_place_of_the_first(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"confirm_email": None}
    client.post("/registrati/", iscrizione())
    primo = ultimo_codice()
    client.post("/accedi/verifica/", {"action": "resend"})
    assert len(mail.outbox) == 2
    if primo != ultimo_codice():
        assert client.post("/accedi/verifica/", {"code": primo}).status_code == 200
    assert client.post("/accedi/verifica/", {"code": ultimo_codice()}).status_code == 302


def test_whoever_mistyped_the_address_starts_again(client):
    client.post("/registrati/", iscrizione())
    assert client.get("/registrati/").status_code == 302
    client.post("/esci/", {"next": "/registrati/"})
    assert client.get("/registrati/").status_code == 200


def test_what_one_was_doing_stands_on_top(client, monkeypatch):
    monkeypatch.setitem(da_riprendere, "persone:profilo", "Stai scrivendo il tuo profilo")
    frase = "Stai scrivendo il tuo profilo"
    assert frase in client.get("/registrati/?next=/area/profilo/").content.decode()
    assert frase not in client.get("/registrati/?next=https://altrove.example.org/area/profilo/").content.decode()
    client.post("/registrati/", iscrizione(next="/area/profilo/"))
    assert frase in client.get("/accedi/verifica/").content.decode()


def test_next_never_leads_outside_the_portal(client):
    client.post("/registrati/", iscrizione(next="https://altrove.example.org/"))
    risposta = client.post("/accedi/verifica/", {"code": ultimo_codice()})
    assert risposta["Location"] == "/area/"


@pytest.mark.parametrize(
    ("giorno", "mese", "anno", "codice"),
    [
        ("23", "11", "2012", "troppo_giovane"),
        ("22", "11", "2012", ""),
        ("21", "11", "2012", ""),
        ("22", "11", "2026", "troppo_giovane"),
        ("23", "11", "2026", "data_impossibile"),
        ("22", "11", "1906", ""),
        ("22", "11", "1905", "data_impossibile"),
        ("31", "2", "2000", "invalid"),
        ("7", "12", "05", "invalid"),
        ("", "", "", "required"),
        ("a", "b", "c", "invalid"),
    ],
)
def test_the_age_gate_at_exact_birthdays(client, giorno, mese, anno, codice):
    dati = iscrizione(nato_il_giorno=giorno, nato_il_mese=mese, nato_il_anno=anno)
    with a_quest_ora(OGGI):
        risposta = client.post("/registrati/", dati)
    errori = [] if risposta.status_code == 302 else risposta.context["form"].errors.as_data()["nato_il"]
    assert [errore.code for errore in errori] == ([codice] if codice else [])
    assert Persona.objects.count() == (0 if codice else 1)


def test_under_fourteen_the_sentence_names_whom_to_ask(client, settings):
    settings.EMAIL_AIUTO = "sportello@example.org"
    with a_quest_ora(OGGI):
        risposta = client.post("/registrati/", iscrizione(nato_il_anno="2014"))
    assert risposta.context["form"].errors["nato_il"] == [
        "Ci si iscrive da 14 anni. Se vuoi partecipare, chiedi a un genitore di scriverci: sportello@example.org."
    ]


def test_the_plan_may_ask_for_more_years(client):
    PianoFactory(dal=date(2026, 1, 1), eta_minima=16)
    with a_quest_ora(OGGI):
        risposta = client.post("/registrati/", iscrizione(nato_il_anno="2011", nato_il_mese="1"))
    assert risposta.context["form"].errors["nato_il"][0].startswith("Ci si iscrive da 16 anni.")


def test_every_question_left_empty_gets_its_sentence(client):
    risposta = client.post("/registrati/", {})
    assert dict(risposta.context["form"].errors) == {
        "email": ["Scrivi la tua email."],
        "nome": ["Scrivi il tuo nome."],
        "cognome": ["Scrivi il tuo cognome."],
        "nato_il": ["Scrivi la tua data di nascita."],
        "informativa": ["Leggi come usiamo i tuoi dati, poi metti il segno qui."],
    }


def test_a_password_like_the_name_is_refused(client):
    risposta = client.post("/registrati/", iscrizione(password1="nuova@example"))
    assert "password1" in risposta.context["form"].errors
    assert Persona.objects.count() == 0


def test_without_a_password_one_enters_with_a_code(client):
    client.post("/registrati/", iscrizione())
    assert Persona.objects.get().has_usable_password() is False
    client.post("/accedi/verifica/", {"code": ultimo_codice()})
    client.post("/esci/")
    client.post("/accedi/codice/", {"email": "nuova@example.org"})
    risposta = client.post("/accedi/codice/conferma/?next=/area/dati/", {"code": ultimo_codice()})
    assert risposta["Location"] == "/area/dati/"


def test_a_password_chosen_by_who_signed_up_with_anothers_address_is_lost(client):
    """The thief signs up with the victim's address; the victim enters with a code and owns the account alone."""
    client.post("/registrati/", iscrizione(password1="la-sceglie-il-ladro"))
    client.cookies.clear()
    client.post("/accedi/codice/", {"email": "nuova@example.org"})
    assert client.post("/accedi/codice/conferma/", {"code": ultimo_codice()}).status_code == 302
    client.cookies.clear()
    risposta = entra(client, Persona.objects.get(), parola="la-sceglie-il-ladro")
    assert risposta.context["user"].is_authenticated is False


def test_a_silent_mail_server_becomes_a_sentence(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    risposta = client.post("/registrati/", iscrizione())
    assert risposta.status_code == 503
    assert "Non riusciamo a mandarti il codice" in risposta.content.decode()


def test_in_english_the_person_is_written_to_in_english(client):
    risposta = client.post("/en/registrati/", iscrizione())
    assert risposta["Location"] == "/en/accedi/verifica/"
    assert Persona.objects.get().lingua == "en"
