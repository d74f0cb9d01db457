"""What machines ask: health, sitemap, robots."""

import json
import socket
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from talenti.base import registries
from talenti.base.registries import Controllo, Scheda, TipoDiScheda
from talenti.portale import salute
from talenti.portale.salute import CONTROLLI
from tests.factories import rete
from tests.portale.conftest import rotta


@pytest.fixture
def porta_chiusa():
    with socket.socket() as presa:
        presa.bind(("127.0.0.1", 0))
        return presa.getsockname()[1]


@pytest.fixture
def privati(settings, tmp_path):
    settings.PRIVATI = tmp_path / "privati"
    return settings.PRIVATI


def test_a_healthy_portal_answers_200_and_is_never_cached(client, db, privati):
    risposta = client.get("/salute/")
    corpo = risposta.json()

    assert risposta.status_code == 200
    assert corpo["stato"] == "bene"
    assert {nome: esito["bene"] for nome, esito in corpo["controlli"].items()} == {
        "database": True,
        "coda": True,
        "archivio": True,
        "consegne": True,
        "annunci": True,
    }
    assert "no-store" in risposta["Cache-Control"]
    assert list(privati.iterdir()) == []


def test_a_broker_that_is_not_there_makes_503_and_tells_no_secret(client, db, settings, privati, porta_chiusa):
    settings.CELERY_BROKER_URL = f"redis://:segretissima@127.0.0.1:{porta_chiusa}/0"

    risposta = client.get("/salute/")

    assert risposta.status_code == 503
    assert risposta.json()["stato"] == "guasto"
    assert risposta.json()["controlli"]["coda"] == {"bene": False, "dettaglio": "non risponde"}
    assert "segretissima" not in risposta.content.decode()
    assert str(porta_chiusa) not in risposta.content.decode()


def test_a_folder_that_cannot_be_written_makes_503(client, db, settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.PRIVATI = tmp_path / "file" / "privati"

    risposta = client.get("/salute/")

    assert (risposta.status_code, risposta.json()["controlli"]["archivio"]) == (
        503,
        {"bene": False, "dettaglio": "non scrivibile"},
    )


def test_asking_again_and_again_writes_one_file(client, db, privati, monkeypatch):
    scritti = []
    scrivi = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", lambda percorso, dati: scritti.append(percorso) or scrivi(percorso, dati))
    in_archivio = [client.get("/salute/").json()["controlli"]["archivio"] for _volta in range(5)]

    assert in_archivio == [{"bene": True, "dettaglio": "scrivibile"}] * 5
    assert [percorso.parent for percorso in scritti if percorso.parent == privati] == [privati]


def test_after_some_seconds_the_folder_is_tried_again(client, db, privati, monkeypatch):
    client.get("/salute/")
    privati.rmdir()
    privati.write_text("")
    assert client.get("/salute/").status_code == 503
    privati.unlink()
    assert client.get("/salute/").status_code == 200

    monkeypatch.setattr(salute, "SECONDI_CARTELLA", 0)
    monkeypatch.setattr(Path, "write_bytes", rotta)
    assert client.get("/salute/").json()["controlli"]["archivio"]["bene"] is False


def test_a_check_that_breaks_or_cannot_be_written_is_a_fault_by_itself(client, db, riempi):
    riempi(
        registries.salute,
        rotta=Controllo("rotta", rotta),
        strana=Controllo("strana", lambda: (True, object())),
        sana=Controllo("sana", lambda: (True, {"ms": 1})),
    )

    risposta = client.get("/salute/")

    assert risposta.status_code == 503
    assert risposta.json()["controlli"] == {
        "rotta": {"bene": False, "dettaglio": "controllo non riuscito"},
        "strana": {"bene": False, "dettaglio": "controllo non riuscito"},
        "sana": {"bene": True, "dettaglio": {"ms": 1}},
    }


def test_the_portal_s_own_checks_are_three():
    assert [controllo.chiave for controllo in CONTROLLI] == ["database", "coda", "archivio"]


def test_health_is_read_and_not_posted(client, db):
    assert client.post("/salute/").status_code == 405


def test_the_sitemap_lists_pages_and_public_cards_and_survives_a_broken_room(client, db, riempi, settings):
    settings.INDIRIZZO_SITO = "https://talenti.example.org"
    quando = datetime(2026, 11, 7, 12, tzinfo=ZoneInfo("UTC"))
    scheda = Scheda("Spazio & <b>", "/spazi/uno/?a=1&b=2", "Spazi", aggiornata_il=quando)
    riempi(
        registries.schede_pubbliche,
        rotta=TipoDiScheda("rotta", "Rotta", rotta, rotta),
        spazi=TipoDiScheda("spazi", "Spazi", lambda: [scheda], lambda una: una),
    )

    risposta = client.get("/sitemap.xml")
    contenuto = risposta.content.decode()

    assert (risposta.status_code, risposta["Content-Type"]) == (200, "application/xml")
    assert "<loc>https://talenti.example.org/</loc>" in contenuto
    assert "<loc>https://talenti.example.org/chi-siamo/</loc>" in contenuto
    assert (
        "<loc>https://talenti.example.org/spazi/uno/?a=1&amp;b=2</loc><lastmod>2026-11-07T13:00:00+01:00" in contenuto
    )
    assert contenuto.count("<loc>https://talenti.example.org/chi-siamo/</loc>") == 1


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_sitemap_costs_the_same_whatever_it_lists(client, db, django_assert_num_queries, quanti):
    for n in range(quanti):
        rete.ammesso(nome=f"Radio {n}", codice_fiscale=("90000000191", "90000000282", "90000000373")[n])

    with django_assert_num_queries(8):
        assert client.get("/sitemap.xml").content.decode().count("/rete/radio-") == quanti


def test_robots_are_kept_out_of_private_pages(client, db):
    righe = client.get("/robots.txt").content.decode().splitlines()

    assert righe[:4] == ["User-agent: *", "Disallow: /admin/", "Disallow: /area/", "Disallow: /cerca/"]
    assert righe[-1] == "Sitemap: http://localhost:8000/sitemap.xml"


def test_robots_are_kept_out_of_the_whole_demonstration(client, db, settings):
    settings.MODO_DEMO = True

    assert client.get("/robots.txt").content.decode().splitlines()[:2] == ["User-agent: *", "Disallow: /"]


def test_health_is_json_that_a_monitor_reads(client, db):
    assert json.loads(client.get("/salute/").content)["stato"] in {"bene", "guasto"}
