"""The log of when the portal could not be used: the measure minute by minute, its gaps, what the web leaves for it."""

from datetime import UTC, timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from talenti.base.clock import a_quest_ora, a_roma, adesso
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.portale import interruzioni, sonda
from talenti.portale.enums import Segno, TipoInterruzione
from talenti.portale.interruzioni import misura, ritira, scrivi_guasti, segnala, spiega, tratti_di_guasti
from talenti.portale.middleware import SegnaRisposte
from talenti.portale.models import Guasti, Interruzione, Misura
from talenti.registro.actions import sigilla
from talenti.registro.models import Transizione
from talenti.registro.queries import verifica
from tests.factories import rete
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db
# Today: people of the tests have their roles from today on.
ORA = a_roma(adesso()).replace(hour=12, minute=0, second=0, microsecond=0).astimezone(UTC)
MISURATA, SENZA_MISURA, SEGNALATA = TipoInterruzione


def minuto(n, secondi=30):
    return ORA + timedelta(minutes=n, seconds=secondi)


def misure(segni, *, da=0):
    """One measure a minute: a dot is a good one, x a failing one, a blank none at all."""
    for n, segno in enumerate(segni, da):
        if segno != " ":
            with a_quest_ora(minuto(n)):
                misura("" if segno == "." else Segno.SILENZIO)


def righe():
    return [(una.tipo, una.dal, una.al) for una in Interruzione.objects.order_by("dal", "pk")]


# ── Minute by minute ──────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("segni", "attese"),
    [
        ("......", []),
        # A restart: one or two measures find nobody.
        ("..x...", []),
        ("..xx..", []),
        # From the last good one to the first good one.
        ("..xxx..", [(MISURATA, 1, 5)]),
        ("..xxxxxxx.", [(MISURATA, 1, 9)]),
        # It still lasts.
        ("..xxxx", [(MISURATA, 1, None)]),
        # Two, with a good minute in between, are two.
        (".xxx.xxxx..", [(MISURATA, 0, 4), (MISURATA, 4, 9)]),
        # The first measure ever fails: nothing is known of before.
        ("xxxx.", [(MISURATA, 0, 4)]),
        # The worker was down: less than it takes to restart, then more.
        (".. ..", []),
        ("..  ..", [(SENZA_MISURA, 1, 4)]),
        ("...   ....", [(SENZA_MISURA, 2, 6)]),
        ("..          .", [(SENZA_MISURA, 1, 12)]),
        # It failed, then the worker went down too: known until the last measure, unknown afterwards.
        ("..xxxx     ..", [(MISURATA, 1, 5), (SENZA_MISURA, 5, 11)]),
        # It went on failing when the worker came back.
        ("..xxxx     xxxx.", [(MISURATA, 1, 5), (SENZA_MISURA, 5, 11), (MISURATA, 11, 15)]),
        # It failed for too little to be known, then nobody measured.
        ("...x      ..", [(SENZA_MISURA, 3, 10)]),
    ],
)
def test_the_measures_make_the_rows(segni, attese):
    misure(segni)
    assert righe() == [(tipo, minuto(dal), None if al is None else minuto(al)) for tipo, dal, al in attese]
    sigilla()
    assert list(verifica()) == []


def test_each_row_is_an_act_of_the_log_with_its_facts():
    misure("..xxxx..")
    una = Interruzione.objects.get()
    passi = Transizione.objects.di(una)
    assert list(passi.values_list("verbo", "attore")) == [("rileva", "sistema:misura"), ("finisce", "sistema:misura")]
    assert passi.last().dettaglio.dati == {
        "tipo": "misurata",
        "dal": minuto(1).isoformat(),
        "al": minuto(6).isoformat(),
        "segno": "silenzio",
        "serviti": None,
    }


def test_two_workers_that_measure_the_same_minute_make_one_row():
    for n, segno in enumerate("..xxxx.."):
        for secondi in (10, 12, 12):
            with a_quest_ora(minuto(n, secondi)):
                misura("" if segno == "." else Segno.SILENZIO)
    assert [(tipo, dal, al) for tipo, dal, al in righe()] == [(MISURATA, minuto(1, 12), minuto(6, 10))]


def test_a_clock_that_is_put_back_makes_no_row_and_stops_nothing():
    misure("....", da=120)
    misure("....xxxx..")
    assert righe() == [(MISURATA, minuto(3), minuto(8))]
    misure("xxxx", da=200)
    with a_quest_ora(minuto(20)):
        misura("")
    aperte = Interruzione.objects.in_corso().count()
    assert (aperte, all(al > dal for _tipo, dal, al in righe())) == (0, True)


def test_the_database_holds_one_that_lasts_at_a_time():
    misure("..xxxx")
    with pytest.raises(IntegrityError), transaction.atomic():
        Interruzione.objects.create(tipo=MISURATA, dal=ORA, segno=Segno.ERRORE)


@pytest.mark.parametrize(
    "campi",
    [
        {"tipo": MISURATA},
        {"tipo": MISURATA, "segno": Segno.ERRORE, "serviti": 2},
        {"tipo": SENZA_MISURA, "serviti": None},
        {"tipo": SENZA_MISURA, "serviti": 1, "segno": Segno.ERRORE},
        {"tipo": SEGNALATA},
        {"tipo": SEGNALATA, "causa": "x", "al": ORA},
        {"tipo": SENZA_MISURA, "serviti": 1, "al": None},
        {"tipo": SENZA_MISURA, "serviti": 1, "ritirata_il": ORA},
        {"tipo": "boh", "segno": Segno.ERRORE},
    ],
)
def test_the_database_refuses_a_row_without_its_facts(campi):
    with pytest.raises(IntegrityError), transaction.atomic():
        Interruzione.objects.create(**({"dal": ORA, "al": minuto(5)} | campi))


# ── What the web leaves ───────────────────────────────────────────────────────────────────────────
def risponde(stato, percorso="/bandi/", **altro):
    return SegnaRisposte(lambda _request: HttpResponse(status=stato))(RequestFactory().get(percorso, **altro))


def test_a_gap_says_in_how_many_minutes_somebody_was_answered():
    misure("..")
    for n in (3, 3, 5, 40):
        with a_quest_ora(minuto(n)):
            risponde(200)
    misure(".", da=10)
    (una,) = Interruzione.objects.all()
    assert (una.tipo, una.serviti) == (SENZA_MISURA, 2)


def test_errors_are_counted_by_the_minute_and_written_once():
    for n, stato in ((0, 500), (0, 503), (0, 404), (2, 502), (30, 500)):
        with a_quest_ora(minuto(n)):
            assert risponde(stato).status_code == stato
    with a_quest_ora(minuto(0)):
        risponde(503, "/salute/")
    with a_quest_ora(minuto(2)):
        # The minute that is not over yet stays where it is.
        assert scrivi_guasti(minuto(0)) == 2
    with a_quest_ora(minuto(31)):
        assert (scrivi_guasti(minuto(2)), scrivi_guasti(minuto(2))) == (2, 0)
    assert list(Guasti.objects.order_by("minuto").values_list("minuto", "quanti")) == [
        (minuto(0, 0), 2),
        (minuto(2, 0), 1),
        (minuto(30, 0), 1),
    ]
    tratti = [(tratto.dal, tratto.al, tratto.quanti) for tratto in tratti_di_guasti(Guasti.objects.all())]
    assert tratti == [(minuto(30, 0), minuto(31, 0), 1), (minuto(0, 0), minuto(3, 0), 3)]


def test_a_page_that_breaks_is_counted_and_one_that_does_not_exist_is_not(client, monkeypatch):
    def rotta(*_args, **_kwargs):
        raise ValueError("broken")

    monkeypatch.setattr("talenti.portale.views.pubblico.HomeView.get_context_data", rotta)
    client.raise_request_exception = False
    with a_quest_ora(ORA):
        assert (client.get("/").status_code, client.get("/non-esiste/").status_code) == (500, 404)
    with a_quest_ora(minuto(2)):
        assert scrivi_guasti(ORA) == 1


def test_a_silent_cache_costs_the_count_and_not_the_page(monkeypatch):
    def tace(*_args, **_kwargs):
        raise ConnectionError("silent")

    monkeypatch.setattr(cache, "set", tace)
    monkeypatch.setattr(cache, "add", tace)
    assert [risponde(stato).status_code for stato in (200, 500)] == [200, 500]


# ── The probe ─────────────────────────────────────────────────────────────────────────────────────
BENE = b'{"controlli": {"database": {"bene": true}, "archivio": {"bene": true}, "consegne": {"bene": false}}}'


@pytest.mark.parametrize(
    ("stato", "corpo", "segno"),
    [
        (200, BENE, ""),
        # Late mail is no interruption.
        (503, BENE, ""),
        (503, BENE.replace(b'"database": {"bene": true', b'"database": {"bene": false'), Segno.DATABASE),
        (503, BENE.replace(b'"archivio": {"bene": true', b'"archivio": {"bene": false'), Segno.ARCHIVIO),
        # The page of the proxy while the web is down, a page of errors, something else altogether.
        (503, b"<!doctype html><h1>Torniamo presto</h1>", Segno.ERRORE),
        (500, b"", Segno.ERRORE),
        (301, BENE, Segno.ERRORE),
        (200, b"[]", Segno.ERRORE),
        (200, b"{}", Segno.ERRORE),
        (200, b'{"controlli": {"database": 1}}', Segno.ERRORE),
        (200, b"\xff\x00", Segno.ERRORE),
    ],
)
def test_what_an_answer_means(stato, corpo, segno):
    assert sonda._giudica(stato, corpo) == segno


def test_a_measure_by_cron_is_the_same(settings, capsys):
    settings.INDIRIZZO_SONDA = "http://127.0.0.1:9"
    call_command("misura_sito")
    assert (Misura.objects.get().segno, "Il sito: silenzio" in capsys.readouterr().out) == (Segno.SILENZIO, True)


# ── What the lead writes ──────────────────────────────────────────────────────────────────────────
@pytest.fixture
def nora():
    persona = PersonaFactory(nome="Nora")
    rete.capofila(persona)
    return persona


def a_mano(nora, **altro):
    campi = {"dal": minuto(-30), "al": minuto(-10), "causa": "La rete della provincia era ferma."}
    with a_quest_ora(ORA):
        return segnala(**(campi | altro), da=nora)


def test_the_lead_reports_explains_and_takes_back(nora):
    una = a_mano(nora)
    assert (una.tipo, una.dal, una.al) == (SEGNALATA, minuto(-30), minuto(-10))
    spiega(una, "Un cavo.", da=nora)
    ritira(una, "Era un'altra rete.", da=nora)
    una.refresh_from_db()
    assert (una.causa, una.ritirata_il is None) == ("Un cavo.", False)
    verbi = [(t.verbo, t.dettaglio.dati.get("motivo")) for t in Transizione.objects.di(una)]
    assert verbi == [
        ("segnala", "La rete della provincia era ferma."),
        ("spiega", "Un cavo."),
        ("ritira", "Era un'altra rete."),
    ]
    for verbo in (lambda: spiega(una, "Altro.", da=nora), lambda: ritira(una, "Ancora.", da=nora)):
        with pytest.raises(TransizioneNonAmmessa):
            verbo()


@pytest.mark.parametrize(
    ("campi", "campo"),
    [
        ({"al": minuto(-30)}, "al"),
        ({"al": minuto(-40)}, "al"),
        ({"al": minuto(10)}, "al"),
        ({"dal": ORA - timedelta(days=40)}, "dal"),
        ({"causa": " "}, "causa"),
        ({"causa": "a" * 401}, "causa"),
    ],
)
def test_what_cannot_be_reported_is_said_beside_the_field(nora, campi, campo):
    with pytest.raises(DatoNonAccettato) as errore:
        a_mano(nora, **campi)
    assert (errore.value.campo, Interruzione.objects.count()) == (campo, 0)


def test_what_was_measured_is_explained_and_never_taken_out(nora):
    misure("..xxxx..")
    una = Interruzione.objects.get()
    spiega(una, "Aggiornamento.", da=nora)
    for causa in ("Aggiornamento.", " "):
        with pytest.raises(DatoNonAccettato):
            spiega(una, causa, da=nora)
    with pytest.raises(TransizioneNonAmmessa):
        ritira(una, "Non mi piace.", da=nora)
    una.refresh_from_db()
    assert (una.causa, una.dal, una.al) == ("Aggiornamento.", minuto(1), minuto(6))


def test_nobody_else_writes(nora):
    una, altra = a_mano(nora), rete.membro(rete.ammesso(nome="Altro"), "amministrazione")
    for verbo in (
        lambda: a_mano(altra),
        lambda: spiega(una, "x", da=altra),
        lambda: ritira(una, "x", da=altra),
        lambda: interruzioni.spiega(una, "x", da=PersonaFactory()),
    ):
        with pytest.raises(NonPermesso):
            verbo()
