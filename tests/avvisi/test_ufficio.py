"""The office of the post, what staff are told, the announcement, and whose right it is."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from talenti.avvisi import ufficio
from talenti.avvisi.models import Consegna, Preferenza, Striscione
from talenti.base import registries
from talenti.base.clock import adesso
from talenti.rete import ruoli
from tests.factories.avvisi import avviso
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db
PAGINA = "admin:avvisi_consegna_non_partite"


@pytest.fixture
def ufficiale(client, monkeypatch):
    """The technical superuser, past the second factor."""
    monkeypatch.setattr("talenti.base.fattore.is_mfa_enabled", lambda persona: True)
    persona = PersonaFactory(is_superuser=True)
    client.force_login(persona)
    return client


@pytest.fixture
def fallita(giulia):
    riga = avviso(persona=giulia, oggetto="Invito: Coro", testo="Cosa privata").consegne.get()
    Consegna.objects.update(tentativi=8, fallita_il=adesso(), errore="SMTPRecipientsRefused({})")
    return riga


def test_page_shows_who_what_and_why_but_not_the_text(ufficiale, fallita):
    pagina = ufficiale.get(reverse(PAGINA)).content.decode()
    assert "1 avviso da guardare." in pagina
    for atteso in ("giulia@example.org", "Invito: Coro", "L&#x27;indirizzo non esiste o non riceve.", "non partita"):
        assert atteso in pagina
    assert "Cosa privata" not in pagina


def test_empty_page(ufficiale):
    pagina = ufficiale.get(reverse(PAGINA)).content.decode()
    assert "La posta parte." in pagina
    assert "0 avvisi da guardare." in pagina


def test_one_is_sent_again(ufficiale, fallita, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        risposta = ufficiale.post(reverse("admin:avvisi_consegna_manda", args=[fallita.pk]), follow=True)
    assert "Rimesso in coda" in risposta.content.decode()
    assert [mail.subject for mail in mailoutbox] == ["Invito: Coro"]


def test_one_that_left_meanwhile_is_said(ufficiale, fallita):
    Consegna.objects.update(fallita_il=None, errore="", consegnata_il=adesso())
    risposta = ufficiale.post(reverse("admin:avvisi_consegna_manda", args=[fallita.pk]), follow=True)
    assert "Questo messaggio è già partito" in risposta.content.decode()


def test_all_are_sent_again(ufficiale, giulia, mailoutbox, django_capture_on_commit_callbacks):
    for _ in range(3):
        avviso(persona=giulia)
    Consegna.objects.update(fallita_il=adesso(), errore="x")
    with django_capture_on_commit_callbacks(execute=True):
        risposta = ufficiale.post(reverse("admin:avvisi_consegna_manda_tutte"), follow=True)
    assert "3 avvisi rimessi in coda." in risposta.content.decode()
    assert len(mailoutbox) == 3


@pytest.mark.parametrize("nome", ["avvisi_consegna_manda", "avvisi_consegna_manda_tutte"])
def test_sending_again_is_a_post(ufficiale, fallita, nome):
    args = [fallita.pk] if nome.endswith("manda") else []
    assert ufficiale.get(reverse(f"admin:{nome}", args=args)).status_code == 405


def test_staff_without_the_permission_see_nothing(client, monkeypatch, fallita):
    monkeypatch.setattr("talenti.base.fattore.is_mfa_enabled", lambda persona: True)
    monkeypatch.setattr("talenti.persone.models.entra_in_ufficio", lambda persona: True)
    persona = PersonaFactory()
    client.force_login(persona)
    assert client.get(reverse(PAGINA)).status_code == 403
    assert client.post(reverse("admin:avvisi_consegna_manda", args=[fallita.pk])).status_code == 404
    assert client.post(reverse("admin:avvisi_consegna_manda_tutte")).status_code == 403
    assert list(ufficio.non_partiti(persona)) == []
    assert list(Consegna.objects.visibili_in_ufficio(persona)) == []
    assert list(Striscione.objects.visibili_in_ufficio(persona)) == []


def test_coordination_holds_the_permissions():
    assert {"avvisi.gestisci_consegne", "avvisi.pubblica_striscione"} <= ruoli.RUOLI[ruoli.COORDINAMENTO].permessi


def test_office_is_told_how_many_and_since_when(fallita):
    [voce] = ufficio.non_partiti(PersonaFactory(is_superuser=True))
    assert (voce.quanti, voce.dal, voce.url) == (1, fallita.prossimo, reverse(PAGINA))


def test_office_without_failures_has_nothing_since(db):
    [voce] = ufficio.non_partiti(PersonaFactory(is_superuser=True))
    assert (voce.quanti, voce.dal) == (0, None)


def test_health_check_is_registered(db):
    assert registries.salute["consegne"].prova() == (True, {"ritardo_s": 0, "non_partite": 0})


def test_list_of_deliveries_has_no_text(ufficiale, fallita):
    pagina = ufficiale.get(reverse("admin:avvisi_consegna_changelist")).content.decode()
    assert "giulia@example.org" in pagina
    pagina = ufficiale.get(reverse("admin:avvisi_consegna_change", args=[fallita.pk])).content.decode()
    assert "Cosa privata" not in pagina
    assert ufficiale.get(reverse("admin:avvisi_consegna_add")).status_code == 403


def test_announcement_is_written_and_taken_down_at_once_where_it_is_written(ufficiale):
    voci = {"testo": "Si chiude.", "livello": "info", "pagine": "", "dal_0": "22/11/2026", "dal_1": "10:00"}
    scritto = ufficiale.post(reverse("admin:avvisi_striscione_add"), voci | {"al_0": "", "al_1": ""}, follow=True)
    elenco = scritto.content.decode()
    assert "Elenco: striscione" in elenco
    assert re.search(r"Salvato: striscione «.*Si chiude\.", elenco)
    uno = Striscione.objects.get()
    assert (uno.testo, uno.al) == ("Si chiude.", None)
    assert "Si chiude." in Client().get(reverse("portale:aiuto")).content.decode()
    ufficiale.post(reverse("admin:avvisi_striscione_delete", args=[uno.pk]), {"post": "yes"})
    assert Striscione.objects.count() == 0
    assert "Si chiude." not in Client().get(reverse("portale:aiuto")).content.decode()


def test_all_leaves_alone_what_is_leaving_now(ufficiale, giulia):
    """Two are late; one of them was taken by the sweep in this moment."""
    for _ in range(2):
        avviso(persona=giulia)
    Consegna.objects.update(prossimo=adesso() - timedelta(hours=1), tentativi=1)
    presa = Consegna.objects.first()
    Consegna.objects.filter(pk=presa.pk).update(lease_fino=adesso() + timedelta(minutes=5))
    risposta = ufficiale.post(reverse("admin:avvisi_consegna_manda_tutte"), follow=True)
    assert "1 avviso rimesso in coda." in risposta.content.decode()
    presa.refresh_from_db()
    assert presa.tentativi == 1


def test_reason_is_in_words_where_it_is_known(fallita):
    fallita.errore = "ConnectionRefusedError(111, 'Connection refused')"
    assert fallita.motivo == ("Il server di posta non risponde. (ConnectionRefusedError(111, 'Connection refused'))")
    fallita.errore = "Boh()"
    assert fallita.motivo == "Boh()"


def test_rows_say_what_they_are(fallita):
    assert str(fallita) == "Email · Invito: Coro"
    assert str(Preferenza(tipo="rete", canale="subito")) == "rete: Un'email subito"
    assert str(Striscione(testo="Si chiude.")) == "Si chiude."
