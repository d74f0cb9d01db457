"""Who hears of an act: in its transaction, or after it at least once."""

from datetime import timedelta

import pytest

from talenti.base.clock import a_quest_ora, adesso
from talenti.base.permissions import Sistema
from talenti.registro import annunci, tasks
from talenti.registro.actions import _annuncia_uno, annuncia, riprova
from talenti.registro.models import Annuncio, Transizione
from talenti.registro.queries import stato_annunci
from talenti.registro.tasks import spazza_annunci
from tests.factories.registro import partner_proposto, passa

pytestmark = pytest.mark.django_db


@pytest.fixture
def sentite():
    return []


@pytest.fixture
def ascolta(sentite):
    """A subscriber of two verbs that notes what it hears, and breaks while ``guasto`` is set."""

    @annunci.dopo("rete.partner", "prendi_in_esame", "ammetti")
    def ascoltatore(transizione):
        if ascoltatore.guasto:
            raise ConnectionError("the other side is down")
        sentite.append(transizione.verbo)

    ascoltatore.guasto = False
    return ascoltatore


def test_subscriber_runs_after_commit(ascolta, sentite, partner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        passa(partner, "prendi_in_esame")
        assert sentite == []
    assert sentite == ["prendi_in_esame"]
    assert Annuncio.objects.get().fatto_il is not None


@pytest.fixture
def coda(monkeypatch):
    """What is asked of the workers, none of which is there."""
    chieste = []
    monkeypatch.setattr(tasks.annuncia, "apply_async", lambda **modo: chieste.append(modo["kwargs"]))
    return chieste


def test_subscriber_is_a_workers_job(ascolta, sentite, partner, coda, django_capture_on_commit_callbacks):
    """The request only asks for it; with no worker the sweep does it."""
    with django_capture_on_commit_callbacks(execute=True):
        passa(partner, "prendi_in_esame")
    t = Transizione.objects.di(partner).last()
    assert (coda, sentite, Annuncio.objects.get().tentativi) == ([{"transizione": t.pk}], [], 0)
    spazza_annunci()
    assert sentite == ["prendi_in_esame"]
    tasks.annuncia(transizione=t.pk, di_domani=True)
    assert sentite == ["prendi_in_esame"]


def test_silent_broker_leaves_it_to_the_sweep(
    ascolta, sentite, partner, monkeypatch, django_capture_on_commit_callbacks
):
    def tace(**_):
        raise ConnectionError

    monkeypatch.setattr(tasks.annuncia, "apply_async", tace)
    with django_capture_on_commit_callbacks(execute=True):
        passa(partner, "prendi_in_esame")
    partner.refresh_from_db()
    assert (partner.stato, sentite) == ("in_esame", [])
    spazza_annunci()
    assert sentite == ["prendi_in_esame"]


def test_verb_nobody_listens_to_owes_nothing(ascolta, partner):
    passa(partner, "ritira")
    assert Annuncio.objects.count() == 0


def test_process_that_dies_before_announcing_leaves_it_to_the_sweep(ascolta, sentite, partner):
    """The callbacks of commit never run: as after kill -9."""
    passa(partner, "prendi_in_esame")
    assert (sentite, Annuncio.objects.get().fatto_il) == ([], None)
    spazza_annunci()
    assert sentite == ["prendi_in_esame"]
    spazza_annunci()
    assert sentite == ["prendi_in_esame"]


def test_process_that_dies_between_claim_and_work_is_made_up_for(ascolta, sentite, partner):
    passa(partner, "prendi_in_esame")
    Annuncio.objects.update(tentativi=1, prossimo=adesso() + timedelta(seconds=30))
    assert annuncia() == 0
    with a_quest_ora(adesso() + timedelta(seconds=31)):
        assert annuncia() == 1
    assert sentite == ["prendi_in_esame"]


def test_failure_is_noted_and_retried_later_each_time(ascolta, sentite, partner):
    passa(partner, "prendi_in_esame")
    ascolta.guasto = True
    ora = adesso()
    attese = []
    for _ in range(3):
        with a_quest_ora(ora):
            assert annuncia() == 0
        riga = Annuncio.objects.get()
        attese.append((riga.prossimo - ora).total_seconds())
        ora = riga.prossimo
    assert attese == [30, 60, 120]
    assert (riga.tentativi, riga.errore) == (3, "ConnectionError('the other side is down')")
    ascolta.guasto = False
    with a_quest_ora(ora):
        assert annuncia() == 1
    riga.refresh_from_db()
    assert (sentite, riga.errore) == (["prendi_in_esame"], "")


def test_one_that_no_repeat_would_mend_waits_for_who_asks_anew(partner):
    risposte = ["no", "sì"]

    @annunci.dopo("rete.partner", "prendi_in_esame")
    def ascoltatore(transizione):
        if risposte.pop(0) == "no":
            raise annunci.NonRiuscira("the register refuses it")

    passa(partner, "prendi_in_esame")
    assert annuncia() == 0
    with a_quest_ora(adesso() + timedelta(days=3650)):
        assert annuncia() == 0
        assert stato_annunci() == (True, {"ritardo_s": 0, "non_riusciti": 1})
    riga = Annuncio.objects.da_guardare().get()
    assert (riga.tentativi, riga.errore, riga.da_solo) == (1, "NonRiuscira('the register refuses it')", False)

    riprova(riga, da=Sistema("prova"))
    assert riga.da_solo
    assert (annuncia(), risposte) == (1, [])


def test_one_that_breaks_does_not_hold_the_others(ascolta, sentite, partner):
    altro = partner_proposto(nome="Coro", slug="coro")
    passa(partner, "prendi_in_esame")
    passa(altro, "prendi_in_esame")
    primo = Transizione.objects.di(partner).last().pk

    def rotto(transizione):
        if transizione.pk == primo:
            raise ValueError
        sentite.append(transizione.pk)

    nome = next(iter(annunci.ascoltatori("rete.partner", "prendi_in_esame")))
    annunci._dopo[("rete.partner", "prendi_in_esame")][nome] = rotto
    assert annuncia() == 1
    assert sentite == [Transizione.objects.di(altro).last().pk]


def test_subscriber_that_is_gone_is_settled(ascolta, partner):
    passa(partner, "prendi_in_esame")
    annunci._dopo.clear()
    assert annuncia() == 1
    assert annuncia() == 0


def test_writer_in_the_transaction_hears_act_object_and_payload(partner, monkeypatch):
    sentiti = []
    monkeypatch.setattr(annunci, "_in_transazione", [])
    annunci.nella_transazione(lambda t, oggetto, dati: sentiti.append((t.verbo, oggetto, dati)))
    passa(partner, "prendi_in_esame", nota="qui")
    assert sentiti == [("prendi_in_esame", partner, {"nota": "qui"})]


def test_writer_that_fails_undoes_the_act(partner, monkeypatch):
    def rotto(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(annunci, "_in_transazione", [rotto])
    with pytest.raises(ZeroDivisionError):
        passa(partner, "prendi_in_esame")
    assert Transizione.objects.di(partner).count() == 1
    partner.refresh_from_db()
    assert partner.stato == "proposto"


def test_two_processes_announce_once(ascolta, sentite, partner):
    """Both have read the row as owed."""
    passa(partner, "prendi_in_esame")
    prima, seconda = Annuncio.objects.get(), Annuncio.objects.get()
    assert (_annuncia_uno(prima), _annuncia_uno(seconda)) == (1, 0)
    assert sentite == ["prendi_in_esame"]
