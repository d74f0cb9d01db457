"""The demonstration: real organisations, invented people, told once through the verbs."""

import os
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from coworking.models import Foto, Occupazione, Prenotazione, Spazio
from redazione.models import Articolo, MesePiano, Revisione, Voce
from talenti.avvisi.models import Consegna
from talenti.base.clock import adesso, oggi
from talenti.base.registries import Registro
from talenti.documenti.models import FileCaricato
from talenti.persone.demo import codice_demo
from talenti.persone.models import Persona, Piano
from talenti.portale.checks import nessun_conto_dimostrativo
from talenti.portale.demo import gente, motore
from talenti.portale.demo.conti import CONTI, PASSWORD
from talenti.portale.demo.fondatori import CAPOFILA, FONDATORI, codice_inventato
from talenti.portale.demo.motore import Evento, Racconto, racconta
from talenti.portale.models import Dimostrazione, Opinione, PassoDimostrazione, Visita
from talenti.registro.models import Sigillo, Transizione
from talenti.registro.queries import verifica
from talenti.rete.enums import Stato, StatoInvito
from talenti.rete.models import Appartenenza, Invito, Partner
from tests.coworking.demo_raccontata import controlla_spazi
from tests.factories.persone import PersonaFactory
from tests.redazione.demo_raccontata import controlla_redazione
from tests.thinktown.demo_raccontata import controlla_bandi
from thinktown.models import Bando, Domanda, Invio

RADICE = Path(__file__).resolve().parents[2]


@pytest.fixture
def modo_demo(settings, tmp_path):
    settings.MODO_DEMO = True
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }


@pytest.fixture
def capitolo(monkeypatch):
    """The demonstration tells these events alone."""

    def solo(*eventi):
        registro = Registro()
        registro.aggiungi("prova", lambda _nascita: eventi)
        monkeypatch.setattr(motore, "capitoli", registro)

    return solo


def conta():
    modelli = (Persona, Partner, Transizione, Appartenenza, Invito, Sigillo, Opinione, Visita, PassoDimostrazione)
    modelli += (Spazio, Prenotazione, Occupazione, Foto, Consegna, Bando, Domanda, Invio, FileCaricato)
    modelli += (Articolo, Revisione, Voce, MesePiano)
    return {modello.__name__: modello.objects.count() for modello in modelli}


@pytest.fixture
def raccontata(db, modo_demo):
    call_command("demo")


def _stati():
    return {stato: Partner.objects.filter(stato=stato).count() for stato in Stato.values}


def test_the_demonstration_stands_and_a_second_run_changes_nothing(raccontata, capsys):
    prima = conta()

    call_command("demo")

    assert capsys.readouterr().out.splitlines()[-1] == "La dimostrazione c'è già."
    assert conta() == prima
    assert list(verifica()) == []
    _controlla_rete()
    _controlla_persone()
    _controlla_nomi_nel_tempo()
    # The chapters of the rooms above: one telling, which is long, for all of them.
    controlla_spazi()
    controlla_bandi()
    controlla_redazione()
    assert [errore.id for errore in nessun_conto_dimostrativo()] == ["portale.E001"]
    assert Piano.corrente().nome == "Talenti Diffusi"


def _controlla_rete():
    assert _stati() == dict.fromkeys(Stato.values, 0) | {
        Stato.AMMESSO: 44,
        Stato.SOSPESO: 1,
        Stato.CESSATO: 2,
        Stato.RESPINTO: 1,
        Stato.PROPOSTO: 1,
        Stato.IN_ESAME: 1,
        Stato.INTEGRAZIONE: 1,
    }
    assert Partner.objects.get(capofila=True).nome == "Comune di Cremona"
    nomi = set(Partner.objects.values_list("nome", flat=True))
    assert {fondatore.nome for fondatore in (CAPOFILA, *FONDATORI)} - nomi == set()
    assert Partner.objects.exclude(email__endswith="@example.org").count() == 0
    assert Partner.objects.in_rete().filter(logo="").count() == 0
    chiesti = Partner.objects.get(stato=Stato.INTEGRAZIONE).documenti_richiesti
    assert [(d.voce, d.entro > oggi(), d.mandato_il) for d in chiesti.all()] == [
        ("Statuto dell'associazione", True, None),
        ("Verbale dell'ultima assemblea", True, None),
    ]
    assert sorted(Invito.objects.filter(stato=StatoInvito.MANDATO).values_list("email", flat=True)) == [
        "giulia@example.org",
        "nuova.persona@example.org",
    ]
    assert Invito.objects.filter(stato=StatoInvito.ACCETTATO).count() == 4


def _controlla_persone():
    assert Persona.objects.exclude(email__endswith="@example.org").count() == 0
    for conto in CONTI:
        persona = Persona.objects.get(email=conto.email)
        assert (conto.chiave, persona.check_password(PASSWORD)) == (conto.chiave, True)
        assert (conto.chiave, len(codice_demo(persona)) == 6) == (conto.chiave, conto.secondo_fattore)
        assert (conto.chiave, persona.is_staff) == (conto.chiave, conto.secondo_fattore)
    mostrati = [conto.email for conto in CONTI]
    assert [p.email for p in Persona.objects.exclude(email__in=mostrati) if p.has_usable_password()] == []
    ruoli = Appartenenza.objects.efficaci().filter(persona__email__in=mostrati).order_by("persona__email", "ruolo")
    assert list(ruoli.values_list("persona__email", "partner__nome", "ruolo")) == [
        ("ada@example.org", "Cooperativa Sociale Nazareth", "collaborazione"),
        ("elio@example.org", "Comune di Cremona", "revisione"),
        ("giulia@example.org", "Radio Quartiere Prova", "collaborazione"),
        ("ivo@example.org", "Servimpresa", "operatore"),
        ("nora@example.org", "Comune di Cremona", "amministrazione"),
        ("nora@example.org", "Comune di Cremona", "coordinamento"),
        ("referente.informagiovani@example.org", "Informagiovani Cremona", "amministrazione"),
        ("rosa@example.org", "Studio Modelli", "amministrazione"),
        ("sara@example.org", "Cooperativa Sociale Nazareth", "amministrazione"),
    ]
    leo = Persona.objects.get(email="leo@example.org")
    assert (leo.eta(), [tutela.stato for tutela in leo.tutele.all()]) == (16, ["invitato"])


def _controlla_nomi_nel_tempo():
    ats = Partner.objects.get(nome="ATS della Val Padana")
    assert [(n.nome, n.dal.isoformat(), n.al and n.al.isoformat()) for n in ats.nomi.order_by("dal")] == [
        ("ASL di Cremona", "2015-10-13", "2016-01-01"),
        ("ATS della Val Padana", "2016-01-01", None),
    ]
    ricerche = Partner.objects.get(nome="Consorzio Crema Ricerche")
    assert (ricerche.stato, ricerche.successore.nome) == (Stato.CESSATO, "REI – Reindustria Innovazione")
    passate = Transizione.objects.order_by("pk").values_list("quando", flat=True)
    assert list(passate) == sorted(passate)
    assert passate[len(passate) - 1] <= adesso()


def test_it_refuses_a_database_that_it_did_not_make(db, modo_demo):
    PersonaFactory(email="vera@example.com")
    prima = conta()

    with pytest.raises(CommandError, match="Qui ci sono già persone o organizzazioni"):
        call_command("demo")

    assert conta() == prima
    assert Dimostrazione.objects.count() == 0


@pytest.mark.parametrize("modo", ["produzione", "sviluppo", "prova"])
def test_it_refuses_every_mode_but_its_own(db, settings, modo):
    settings.MODO, settings.MODO_DEMO, settings.PRODUZIONE = modo, False, modo == "produzione"

    with pytest.raises(CommandError, match="TALENTI_MODO=demo"):
        call_command("demo")

    assert conta() == dict.fromkeys(conta(), 0)


def test_a_run_cut_short_goes_on_from_where_it_stopped(db, modo_demo, capitolo):
    detti, guasta = [], [True]

    def forse():
        PersonaFactory()
        if guasta:
            raise RuntimeError("the power went off")
        detti.append("secondo")

    ora = adesso()
    capitolo(
        Evento("terzo", ora, lambda: detti.append("terzo")),
        Evento("primo", ora - timedelta(days=2), lambda: detti.append("primo")),
        Evento("secondo", ora - timedelta(days=1), forse),
    )
    with pytest.raises(RuntimeError):
        racconta()
    assert (detti, Persona.objects.count()) == (["primo"], 0)

    guasta.clear()

    assert racconta() == Racconto(2, 0)
    assert (detti, Persona.objects.count()) == (["primo", "secondo", "terzo"], 1)
    assert racconta() == Racconto(0, 0)


def _nasce(chiave, email):
    return Evento(chiave, adesso(), lambda: PersonaFactory(email=email))


def _cambia_email(nora):
    nora.email = "altra@example.org"
    nora.save()


def _chiude(nora):
    nora.email, nora.is_active = f"chiuso-{nora.pk}@example.org", False
    nora.save()


@pytest.mark.parametrize("cambia", [_cambia_email, _chiude])
def test_what_a_visitor_changed_costs_what_depends_on_it_and_no_more(db, modo_demo, capitolo, capsys, cambia):
    nora = _nasce("nora", "nora@example.org")
    capitolo(nora)
    call_command("demo")
    cambia(Persona.objects.get(email="nora@example.org"))
    detti = []
    nuovi = (
        Evento("di-nora", adesso(), lambda: detti.append(gente.persona("nora").email)),
        Evento("di-tutti", adesso(), lambda: detti.append("tutti")),
    )
    capitolo(nora, *nuovi)
    capsys.readouterr()

    call_command("demo")

    assert detti == ["tutti"]
    assert capsys.readouterr().out.splitlines()[0] == (
        "Chi ha provato la dimostrazione l'ha cambiata: ciò che ne dipende resta fuori (1). "
        "Per averla intera usa una cartella nuova: bin/demo --dati CARTELLA."
    )
    assert racconta() == Racconto(0, 1)


def test_an_address_that_a_visitor_took_and_a_password_changed_stop_nothing(db, modo_demo, capitolo):
    nora = _nasce("nora", "nora@example.org")
    capitolo(nora)
    racconta()
    prima = Persona.objects.get()
    prima.set_password("tutta un'altra cosa")
    prima.save()
    PersonaFactory(email="nuova@example.org")
    capitolo(nora, _nasce("nuova", "nuova@example.org"))

    assert racconta() == Racconto(0, 1)
    assert Persona.objects.count() == 2


def test_before_all_is_told_an_event_that_fails_stops_the_run(db, modo_demo, capitolo):
    capitolo(Evento("di-nessuno", adesso(), lambda: gente.persona("nessuno")))

    for _volta in range(2):
        with pytest.raises(Persona.DoesNotExist):
            racconta()


def test_an_event_happens_at_its_own_time(db, modo_demo, capitolo):
    quando, visto = adesso() - timedelta(days=400), []
    capitolo(Evento("allora", quando, lambda: visto.append(adesso())))

    racconta()

    assert visto == [quando]


@pytest.mark.django_db(transaction=True)
def test_an_event_that_keeps_a_file_opens_a_transaction_of_its_own(modo_demo, capitolo):
    visto = []
    capitolo(
        Evento("file", adesso(), lambda: visto.append(connection.in_atomic_block), da_solo=True),
        Evento("altro", adesso(), lambda: visto.append(connection.in_atomic_block)),
    )

    racconta()

    assert visto == [False, True]
    assert list(PassoDimostrazione.objects.order_by("pk").values_list("chiave", flat=True)) == ["file", "altro", "fine"]


def test_the_mark_is_one(db):
    from django.db import IntegrityError, transaction

    Dimostrazione.objects.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Dimostrazione.objects.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Dimostrazione.objects.create(unica=False)


def test_the_deploy_check_passes_on_a_real_portal_and_fails_on_a_demo_account(db):
    PersonaFactory(email="vera@example.com")
    assert nessun_conto_dimostrativo() == []

    PersonaFactory(email="Finta@Example.org")

    assert [errore.id for errore in nessun_conto_dimostrativo()] == ["portale.E001"]


def _controlla_altrove(tmp_path, indirizzo):
    env = {**os.environ, "TALENTI_MODO": "prova", "TALENTI_DATI": str(tmp_path), "DATABASE_URL": indirizzo}
    comando = [sys.executable, "manage.py", "check", "--deploy", "--tag", "security"]
    fatto = subprocess.run(comando, cwd=RADICE, env=env, capture_output=True, text=True, check=False)
    return [riga for riga in (fatto.stdout + fatto.stderr).splitlines() if "portale." in riga]


def test_the_deploy_check_says_that_it_could_not_look_where_the_database_is_silent(tmp_path):
    with socket.socket() as presa:
        presa.bind(("127.0.0.1", 0))
        porta = presa.getsockname()[1]

    assert _controlla_altrove(tmp_path, f"postgres://u:p@127.0.0.1:{porta}/talenti") == [
        "?: (portale.I001) La base dati non risponde: non ho potuto guardare se contiene la dimostrazione."
    ]


def test_the_deploy_check_is_content_with_a_database_without_tables(tmp_path):
    assert _controlla_altrove(tmp_path, f"sqlite://{tmp_path}/vuota.sqlite3") == []


def test_check_deploy_runs_it(db):
    PersonaFactory()

    with pytest.raises(CommandError, match=r"portale\.E001"):
        call_command("check", "--deploy", "--tag", "security", fail_level="ERROR")


def test_the_invented_tax_codes_are_right_and_different():
    from stdnum import luhn

    codici = [codice_inventato(posto) for posto in range(520)]

    assert len(set(codici)) == 520
    assert [codice for codice in codici if not luhn.is_valid(codice)] == []


def test_a_demo_account_signs_in_with_the_password_shown(db, modo_demo, capitolo):
    from talenti.portale.demo.gente import nasce

    capitolo(Evento("giulia", adesso(), lambda: nasce("giulia", "Giulia", "Prova", oggi().replace(year=2004, day=1))))
    racconta()

    risposta = Client().post("/accedi/", {"login": "giulia@example.org", "password": PASSWORD})

    assert (risposta.status_code, risposta["Location"]) == (302, "/area/")
