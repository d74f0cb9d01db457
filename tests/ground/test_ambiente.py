"""What the settings take from the environment, and in which words they refuse the rest."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from _prepara import checks
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured

from talenti import ambiente

ROOT = Path(__file__).resolve().parents[2]
BASE = "postgres://talenti@server:5432/talenti"


@pytest.fixture
def scrivi(monkeypatch):
    """Name variables of the environment; None takes one away."""

    def valori(**nomi):
        for nome, valore in nomi.items():
            monkeypatch.delenv(nome, raising=False) if valore is None else monkeypatch.setenv(nome, valore)

    valori(DATABASE_PASSWORD=None, DATABASE_URL_FILE=None)
    return valori


def avvia(**cambiati):
    """The last line said by the production settings started with the example and these changes; "" when they start."""
    env = {nome: valore for nome, valore in {**checks.production(), **cambiati}.items() if valore is not None}
    codice = "import talenti.settings as s; print(s.CSRF_TRUSTED_ORIGINS, s.CACHES['default'].get('OPTIONS'))"
    fatto = subprocess.run(
        [sys.executable, "-c", codice], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    return fatto.stderr.strip().rpartition("\n")[2].partition("ImproperlyConfigured: ")[2], fatto.stdout.strip()


@pytest.mark.parametrize(
    ("nome", "valore", "frase"),
    [
        ("INDIRIZZO_SITO", None, "Manca la variabile d'ambiente INDIRIZZO_SITO: vedi docs/operations.md."),
        ("INDIRIZZO_SITO", "http://sito.it", "INDIRIZZO_SITO: scrivi un indirizzo che comincia con https://."),
        (
            "INDIRIZZO_SITO",
            "https://sito.it/portale",
            "INDIRIZZO_SITO='https://sito.it/portale': scrivi solo il nome del sito, per esempio https://sito.it.",
        ),
        ("REDIS_URL", "", "Manca la variabile d'ambiente REDIS_URL: vedi docs/operations.md."),
        ("REDIS_URL", "server:6379", "REDIS_URL: scrivi un indirizzo che comincia con redis:// o rediss://."),
        (
            "CSRF_TRUSTED_ORIGINS",
            "sito.it",
            "CSRF_TRUSTED_ORIGINS='sito.it': scrivi schema e nome, per esempio https://sito.it.",
        ),
        (
            "TALENTI_MAPPA_TILES",
            "https://{s}.mappe.it/{z}/{x}/{y}.png",
            (
                "TALENTI_MAPPA_TILES='https://{s}.mappe.it/{z}/{x}/{y}.png': scrivi un indirizzo come "
                "https://mappe.sito.it/{z}/{x}/{y}.png, con un nome solo."
            ),
        ),
        (
            "TALENTI_MAPPA_TILES",
            "https://mappe.it; script-src *",
            (
                "TALENTI_MAPPA_TILES='https://mappe.it; script-src *': scrivi un indirizzo come "
                "https://mappe.sito.it/{z}/{x}/{y}.png, con un nome solo."
            ),
        ),
        (
            "TALENTI_MAPPA_TILES",
            "https://mappe.it/{z}/{x}/{y}.png",
            "Manca la variabile d'ambiente TALENTI_MAPPA_TILES_CREDITI: vedi docs/operations.md.",
        ),
        ("TALENTI_DATI", None, "Manca la variabile d'ambiente TALENTI_DATI: vedi docs/operations.md."),
        ("TALENTI_DATI", "dati", "TALENTI_DATI='dati': scrivi il percorso intero, che comincia con /."),
        ("DATABASE_URL", None, "In produzione serve PostgreSQL: scrivi DATABASE_URL=postgres://…."),
    ],
)
def test_production_refuses_what_is_missing_or_malformed_in_one_sentence(tmp_path, nome, valore, frase):
    assert avvia(**{"TALENTI_DATI": str(tmp_path), nome: valore}) == (frase, "")


def test_the_command_line_says_the_sentence_alone_and_the_place_to_who_asks():
    env = {nome: valore for nome, valore in checks.production().items() if nome != "INDIRIZZO_SITO"}
    comando = [sys.executable, "manage.py", "check"]
    detto = subprocess.run(comando, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    chiesto = subprocess.run([*comando, "--traceback"], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    frase = "Manca la variabile d'ambiente INDIRIZZO_SITO: vedi docs/operations.md."
    assert (detto.returncode, detto.stdout, detto.stderr.strip()) == (1, "", frase)
    assert "Traceback" in chiesto.stderr
    assert chiesto.stderr.strip().endswith(frase)


def test_production_trusts_its_own_address_and_does_not_wait_for_a_silent_cache(tmp_path):
    assert avvia(TALENTI_DATI=str(tmp_path)) == (
        "",
        "['https://talenti.example.org'] {'socket_connect_timeout': 1, 'socket_timeout': 1}",
    )


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path, scrivi):
    (tmp_path / "file").write_text("")
    scrivi(TALENTI_DATI=str(tmp_path / "file" / "dati"))

    with pytest.raises(ImproperlyConfigured, match=r"^TALENTI_DATI: la cartella .+/dati non si può creare \("):
        ambiente.cartella("TALENTI_DATI", None)


def test_what_follows_the_question_mark_reaches_postgresql(scrivi):
    scrivi(DATABASE_URL=f"{BASE}?sslmode=require&sslrootcert=/run/ca.pem&connect_timeout=5&options=-c%20a%3Db")

    assert ambiente.basedati("DATABASE_URL", Path("/dati/x"))["OPTIONS"] == {
        "sslmode": "require",
        "sslrootcert": "/run/ca.pem",
        "connect_timeout": "5",
        "options": "-c a=b",
    }


@pytest.mark.parametrize(
    ("url", "frase"),
    [
        (f"{BASE}?ssl=true", "DATABASE_URL: dopo «?» non conosco «ssl=true»; conosco sslmode, "),
        (f"{BASE}?sslmode", "DATABASE_URL: dopo «?» non conosco «sslmode=»; conosco "),
        (f"{BASE}#1", "DATABASE_URL: il segno # va scritto come %23."),
        ("postgres://talenti:a#b@server/talenti", "DATABASE_URL: l'indirizzo non si capisce ("),
        ("sqlite:///dati/a#1", "DATABASE_URL: nel percorso di SQLite i segni ? e # vanno scritti come %3F e %23."),
        ("mysql://server/nome", "DATABASE_URL: «mysql» non è una base dati che conosco (postgres o sqlite)."),
    ],
)
def test_an_address_of_the_database_that_would_be_read_by_half_is_refused(scrivi, url, frase):
    scrivi(DATABASE_URL=url)

    with pytest.raises(ImproperlyConfigured) as errore:
        ambiente.basedati("DATABASE_URL", Path("/dati/x"))

    assert str(errore.value).startswith(frase)


@pytest.mark.parametrize(
    ("url", "da_sola", "password"),
    [
        (BASE, "a#b/c:d@e%41 ?è", "a#b/c:d@e%41 ?è"),
        ("postgres://talenti:a%23b%2Fc%25@server/talenti", None, "a#b/c%"),
        ("postgres://talenti:una@server/talenti", "altra", "una"),
    ],
)
def test_a_password_with_any_sign_arrives_as_it_is(scrivi, url, da_sola, password):
    scrivi(DATABASE_URL=url, DATABASE_PASSWORD=da_sola)

    assert ambiente.basedati("DATABASE_URL", Path("/dati/x"))["PASSWORD"] == password


@pytest.mark.parametrize("nome", ["a#1", "due parole", "perché?", "50%41"])
def test_the_embedded_database_stands_in_a_folder_of_any_name(scrivi, nome):
    scrivi(DATABASE_URL=None)

    assert ambiente.basedati("DATABASE_URL", Path("/dati") / nome / "x.sqlite3")["NAME"] == f"/dati/{nome}/x.sqlite3"


def test_the_demo_prepares_itself_in_a_folder_with_odd_signs(tmp_path):
    dati = tmp_path / "a#1 è?"
    env = {nome: valore for nome, valore in os.environ.items() if nome != "DATABASE_URL"}
    env |= {"TALENTI_MODO": "demo", "TALENTI_DATI": str(dati)}
    comando = [sys.executable, "manage.py", "migrate", "luoghi", "--no-input", "-v0"]
    subprocess.run(comando, cwd=ROOT, env=env, check=True)

    assert (dati / "portale.sqlite3").stat().st_size > 0
    assert [percorso.name for percorso in tmp_path.iterdir()] == ["a#1 è?"]


@pytest.mark.parametrize(
    ("url", "frase"),
    [
        ("protocollo.ente.it/api", "PROTOCOLLO_URL: scrivi un indirizzo che comincia con https:// o http://."),
        ("http://protocollo.ente.it/api", "PROTOCOLLO_URL: fuori da questa macchina si parla solo in https://."),
        ("http://localhost.ente.it/api", "PROTOCOLLO_URL: fuori da questa macchina si parla solo in https://."),
        ("https://una:parola@protocollo.ente.it/", "PROTOCOLLO_URL: scrivi l'indirizzo senza utente, password o «#»"),
        ("https://protocollo.ente.it/#api", "PROTOCOLLO_URL: scrivi l'indirizzo senza utente, password o «#»"),
    ],
)
def test_another_program_is_asked_over_https_or_on_this_machine(scrivi, url, frase):
    scrivi(PROTOCOLLO_URL=url)

    with pytest.raises(ImproperlyConfigured) as errore:
        ambiente.servizio("PROTOCOLLO_URL")

    assert str(errore.value).startswith(frase)


@pytest.mark.parametrize("url", ["", "https://protocollo.ente.it/api", "http://127.0.0.1:8080/", "http://[::1]:8080/"])
def test_no_program_or_one_that_can_be_asked(scrivi, url):
    scrivi(PROTOCOLLO_URL=url)

    assert ambiente.servizio("PROTOCOLLO_URL") == url


def test_a_register_that_is_named_wants_its_token(tmp_path):
    assert avvia(TALENTI_DATI=str(tmp_path), PROTOCOLLO_URL="https://protocollo.ente.it/api") == (
        "Manca la variabile d'ambiente PROTOCOLLO_GETTONE: vedi docs/operations.md.",
        "",
    )


@pytest.fixture
def muto():
    """A server that takes connections and never says a word."""
    with socket.socket() as presa:
        presa.bind(("127.0.0.1", 0))
        presa.listen(16)
        yield f"redis://127.0.0.1:{presa.getsockname()[1]}/0"


def test_a_page_is_served_when_the_cache_is_silent(client, db, settings, muto):
    opzioni = {"socket_connect_timeout": 1, "socket_timeout": 1}
    nuova = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": muto, "OPTIONS": opzioni}
    ferma, caches.settings = caches.settings, {"default": nuova}
    del caches["default"]
    try:
        inizio = time.monotonic()
        risposta = client.get("/", HTTP_USER_AGENT="Mozilla/5.0")
        durata = time.monotonic() - inizio
    finally:
        caches.settings = ferma
        del caches["default"]

    assert risposta.status_code == 200
    assert durata < 8


def test_the_password_of_the_containers_stands_apart_from_the_address():
    portale = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["x-portale"]["environment"]

    assert portale["DATABASE_URL"] == "postgres://talenti@postgres:5432/talenti"
    assert portale["DATABASE_PASSWORD"].startswith("${POSTGRES_PASSWORD:?")
