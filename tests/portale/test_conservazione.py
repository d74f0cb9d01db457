"""Nothing is kept longer than the privacy notice says: every entry of every room, with the clock moved."""

import html
import logging
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.urls import reverse
from django.utils import translation

from coworking.models import Prenotazione
from redazione.actions import segnalazioni, togli
from redazione.models import Consenso, Immagine, Segnalazione, Verifica
from redazione.queries import la_testata
from talenti.avvisi.models import Avviso, Consegna
from talenti.base import registries
from talenti.base.cartelle import presenti
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.conservazione import cancella_scaduti
from talenti.base.permissions import Sistema
from talenti.base.registries import Conservazione
from talenti.base.tasks import cancella_scaduti as compito
from talenti.celery import app
from talenti.documenti import deposito
from talenti.persone.actions import invita_tutore, rifiuta_tutela
from talenti.persone.letture import annota_letture
from talenti.persone.models import Lettura, Tutela
from talenti.portale.actions import lascia_opinione
from talenti.portale.models import Opinione
from talenti.registro.actions import registra_nascita, sigilla
from talenti.registro.queries import verifica
from talenti.rete import actions
from talenti.rete.models import Invito
from tests.factories import immagini, redazione, redazione_articoli, rete
from tests.factories.avvisi import avviso
from tests.factories.coworking import prenota_fino_a
from tests.factories.dialogo import aiutato_adesso, risposto_adesso
from tests.factories.persone import PAROLA_CHIAVE, PersonaFactory
from tests.factories.redazione_lettura import riga
from tests.factories.registri import accesso_deciso_adesso
from tests.factories.thinktown import bozza_di_un_bando_chiuso_adesso, tardi_adesso
from tests.factories.ufficio import filtro_di_un_bando_chiuso_adesso, vista_adesso
from thinktown.actions.attese import avvisami
from thinktown.models import (
    AttesaBando,
    Chiarimento,
    Domanda,
    FiltroSalvato,
    RichiestaAccesso,
    RichiestaAiuto,
    RichiestaTardiva,
    VistaDomanda,
)

pytestmark = pytest.mark.django_db
ORA = datetime(2026, 11, 22, 9, tzinfo=UTC)
VOCI = {chiave: registries.conservazioni[chiave] for chiave in registries.conservazioni.chiavi()}
CON_CANCELLA = sorted(chiave for chiave, voce in VOCI.items() if voce.cancella)


@pytest.fixture(autouse=True)
def _privati(settings, tmp_path):
    settings.PRIVATI = tmp_path / "privati"


# ── One scene an entry: ``nasce()`` makes one thing whose time begins now, ``restano()`` counts those not erased ──
def _avviso():
    uno = avviso(email="fuori@example.org")
    Consegna.objects.filter(avviso=uno).update(consegnata_il=adesso())


def _tutela():
    # Whoever says no is not written to again: each time somebody else.
    email = f"gilda-{Tutela.objects.count()}@example.org"
    tutela = invita_tutore(PersonaFactory(minore=True), nome="Gilda", email=email, relazione="genitore")
    rifiuta_tutela(tutela)


def _sessione():
    chiave = f"{Session.objects.count():032}"
    Session.objects.create(session_key=chiave, session_data="", expire_date=adesso() + _periodo("persone.sessioni"))
    UserSession.objects.create(user=PersonaFactory(), ip="192.0.2.1", user_agent="x", session_key=chiave)


def _lettura():
    annota_letture([PersonaFactory().pk], chi=PersonaFactory(), per_conto="Studio", pagina="coworking.ospita")


def _invito():
    posto = Invito.objects.count()
    radio = rete.ammesso(nome=f"Radio {posto}", tipo="gruppo_informale", codice_fiscale="")
    email = f"in-{posto}@example.org"
    invito = actions.invita(radio, email=email, ruolo="collaborazione", da=Sistema("prova"))
    actions.rifiuta_invito(invito, da=Sistema("prova"))


def _file():
    percorso = settings.PRIVATI / deposito.scrivi(b"di nessuno")
    os.utime(percorso, (adesso().timestamp(), adesso().timestamp()))


def _opinione():
    lascia_opinione(pagina="/", esito="si", email="io@example.org")


def _consenso():
    prima = Immagine.objects.first()
    immagine = immagini.con_consenso(prima.testata if prima else redazione.testata())
    togli(immagine, "Doppia.", da=Sistema("prova"))


def _segnalazione():
    articolo = riga(la_testata() or redazione.testata(), "Uno")
    # Rows: the log is to say how they came about.
    registra_nascita(articolo.voce, "pianifica", da=Sistema("prova"))
    registra_nascita(articolo, "cura", da=Sistema("prova"))
    una = segnalazioni.segnala(articolo, tipo="errore", nome="Ada", email="ada@example.org", testo="La data.")
    segnalazioni.accogli(una, "Sì.", da=Sistema("prova"))


def _verifica():
    redazione_articoli.chiedi(redazione_articoli.articolo(la_testata() or redazione.testata()))


def _periodo(chiave):
    return VOCI[chiave].periodo


def _prenotazione():
    prenota_fino_a(adesso())


def _attesa():
    avvisami(None, da=PersonaFactory())


SCENE: dict[str, tuple[Callable[[], None], Callable[[], int]]] = {
    "avvisi.indirizzi": (_avviso, lambda: Avviso.objects.filter(email="fuori@example.org").count()),
    "coworking": (_prenotazione, lambda: Prenotazione.objects.exclude(scopo="").count()),
    "documenti.orfani": (_file, lambda: len(list(presenti("documenti")))),
    "persone.letture": (_lettura, Lettura.objects.count),
    "persone.sessioni": (_sessione, UserSession.objects.count),
    "persone.tutori": (_tutela, Tutela.objects.count),
    "portale.email": (_opinione, lambda: Opinione.objects.exclude(email="").count()),
    "portale.opinioni": (_opinione, Opinione.objects.count),
    "redazione.consensi": (_consenso, Consenso.objects.count),
    "redazione.segnalazioni": (_segnalazione, lambda: Segnalazione.objects.exclude(email="").count()),
    "redazione.verifiche": (_verifica, lambda: Verifica.objects.exclude(email="").count()),
    "rete.inviti": (_invito, lambda: Invito.objects.exclude(email="").count()),
    "thinktown.accessi": (accesso_deciso_adesso, lambda: RichiestaAccesso.objects.exclude(nome="").count()),
    "thinktown.aiuto": (aiutato_adesso, lambda: RichiestaAiuto.objects.exclude(testo="").count()),
    "thinktown.attese": (_attesa, AttesaBando.objects.count),
    "thinktown.bozze": (bozza_di_un_bando_chiuso_adesso, lambda: Domanda.objects.exclude(soggetto="").count()),
    "thinktown.chiarimenti": (risposto_adesso, lambda: Chiarimento.objects.exclude(persona=None).count()),
    "thinktown.filtri": (filtro_di_un_bando_chiuso_adesso, FiltroSalvato.objects.count),
    "thinktown.viste": (vista_adesso, VistaDomanda.objects.count),
    "thinktown.tardive": (tardi_adesso, RichiestaTardiva.objects.count),
}


def test_every_entry_that_erases_has_its_scene():
    assert sorted(SCENE) == CON_CANCELLA


@pytest.mark.parametrize("chiave", CON_CANCELLA)
def test_what_is_past_its_time_goes_and_what_is_not_stays(chiave):
    nasce, restano = SCENE[chiave]
    voce = VOCI[chiave]
    scaduto = ORA - voce.periodo - timedelta(minutes=1)
    for quando in (scaduto, scaduto, ORA - voce.periodo + timedelta(minutes=1), ORA):
        with a_quest_ora(quando):
            nasce()
    with a_quest_ora(ORA):
        assert restano() == 4
        assert voce.cancella(ORA) == 2
        assert restano() == 2
        assert voce.cancella(ORA) == 0
        sigilla()
        assert list(verifica()) == []


# ── The registry ──────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("chiave", VOCI)
def test_each_entry_erases_after_a_period_or_says_why_no_clock_does(chiave):
    voce = VOCI[chiave]
    assert voce.stanza == chiave.partition(".")[0]
    assert voce.stanza in registries.dati_personali.chiavi()
    assert str(voce.frase).endswith(".")
    assert (voce.cancella is None) == (voce.periodo is None) == (len(voce.resta) > 20)
    assert voce.periodo is None or voce.periodo > timedelta(0)


@pytest.mark.parametrize(
    "campi",
    [{}, {"periodo": timedelta(1)}, {"cancella": len}, {"periodo": timedelta(1), "cancella": len, "resta": "x"}],
)
def test_an_entry_that_says_neither_or_both_is_refused(campi):
    with pytest.raises(ValueError, match="a period with what erases"):
        Conservazione("prova", "Frase.", **campi)


def test_every_room_that_holds_personal_data_says_how_long():
    assert {voce.stanza for voce in VOCI.values()} == set(registries.dati_personali.chiavi())


@pytest.mark.parametrize("indirizzo", ["portale:privacy", "persone:chiudi"])
def test_the_pages_say_the_sentence_of_every_entry(client, indirizzo):
    client.post("/accedi/", {"login": PersonaFactory().email, "password": PAROLA_CHIAVE})
    client.post("/accedi/di-nuovo/", {"password": PAROLA_CHIAVE})
    risposta = client.get(reverse(indirizzo))
    with translation.override("it"):
        attese = {
            str(registries.dati_personali[stanza].etichetta): " ".join(
                str(voce.frase) for voce in VOCI.values() if voce.stanza == stanza
            )
            for stanza in registries.dati_personali.chiavi()
        }
    testo = html.unescape(risposta.content.decode())
    for etichetta, frasi in attese.items():
        assert f"<dt>{etichetta}</dt><dd>{frasi}</dd>" in testo


# ── The task ──────────────────────────────────────────────────────────────────────────────────────
def test_the_hourly_task_runs_every_entry(caplog):
    # What is kept longest goes after five years.
    for quando in (ORA - timedelta(days=2000), ORA):
        for nasce, _restano in SCENE.values():
            with a_quest_ora(quando):
                nasce()
    with a_quest_ora(ORA), caplog.at_level(logging.INFO, logger="talenti.base.conservazione"):
        compito.apply(kwargs={"altro": 1})
    assert {chiave: restano() for chiave, (_nasce, restano) in SCENE.items()} == dict.fromkeys(SCENE, 1) | {
        "portale.email": 2,
        "portale.opinioni": 2,
    }
    assert sorted(caplog.messages) == [
        f"retention: {chiave} erased {2 if chiave == 'portale.opinioni' else 0 if chiave == 'portale.email' else 1}"
        for chiave in CON_CANCELLA
    ]


def test_one_that_fails_stops_no_other(monkeypatch, caplog):
    def cade(_ora):
        raise DatabaseError("the disk is full")

    rotta = Conservazione("avvisi", "Frase.", periodo=timedelta(1), cancella=cade)
    monkeypatch.setitem(registries.conservazioni._voci, CON_CANCELLA[0], rotta)
    with a_quest_ora(ORA - timedelta(days=800)):
        _opinione()
    esito = cancella_scaduti(ORA)
    assert {chiave: quanti for chiave, quanti in esito.items() if quanti != 0} == {
        CON_CANCELLA[0]: None,
        "portale.opinioni": 1,
    }
    assert sorted(esito) == CON_CANCELLA
    assert [riga.getMessage() for riga in caplog.records if riga.levelname == "ERROR"] == [
        f"retention: {CON_CANCELLA[0]} failed"
    ]


def test_the_clock_calls_only_tasks_that_exist():
    app.loader.import_default_modules()
    chiamati = {voce["task"] for voce in settings.CELERY_BEAT_SCHEDULE.values()}
    assert chiamati - set(app.tasks) == set()
    assert "base.cancella_scaduti" in chiamati
