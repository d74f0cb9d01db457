"""The day's head of the log leaves the database, once a day."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from talenti.avvisi.capo import manda_capo_del_giorno
from talenti.avvisi.models import Avviso
from talenti.avvisi.tasks import manda_capo_del_giorno as compito
from talenti.base.clock import a_quest_ora
from talenti.registro.actions import sigilla
from tests.factories.registro import passa

pytestmark = pytest.mark.django_db


def test_nothing_sealed_nothing_sent():
    assert manda_capo_del_giorno() is None


def test_head_is_sent_once_a_day_of_rome(partner, settings, mailoutbox, django_capture_on_commit_callbacks):
    settings.EMAIL_CAPOFILA = "capofila@example.org"
    with a_quest_ora(datetime(2026, 11, 22, 9, 30, tzinfo=UTC)):
        sigillo = sigilla()
    for istante in (
        datetime(2026, 11, 22, 9, 35, tzinfo=UTC),
        datetime(2026, 11, 22, 22, 59, tzinfo=UTC),
        # 0:00 of the 23rd in Rome
        datetime(2026, 11, 22, 23, 0, tzinfo=UTC),
    ):
        with a_quest_ora(istante), django_capture_on_commit_callbacks(execute=True):
            compito()
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        (["capofila@example.org"], "Sigillo del registro: n. 1, dom 22 nov"),
        (["capofila@example.org"], "Sigillo del registro: n. 1, lun 23 nov"),
    ]
    uno = Avviso.objects.get(chiave="capo-del-giorno:2026-11-22")
    assert uno.testo[:3] == [
        "Non devi fare niente: conserva questo messaggio.",
        f"1:{sigillo.impronta}",
        "Il sigillo è di domenica 22 novembre 2026 alle 10:30: chiude 1 atto, e con lui tutti quelli prima.",
    ]


def test_button_of_the_mail_checks_the_head(partner):
    passa(partner, "prendi_in_esame")
    sigillo = sigilla()
    risposta = Client().get(manda_capo_del_giorno().azione_url)
    assert risposta.context["trovato"] == sigillo
