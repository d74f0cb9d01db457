"""Delivering from the tables: claimed, sent, marked; retried; never lost."""

import io
import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from talenti.avvisi import actions, emails
from talenti.avvisi.actions import LEASE, MASSIMO_TENTATIVI, manda_di_nuovo, spazza
from talenti.avvisi.enums import Situazione
from talenti.avvisi.models import RITARDO, Avviso, Consegna, Preferenza
from talenti.avvisi.queries import RITARDO_MASSIMO, stato_consegne
from talenti.avvisi.tasks import spazza_consegne
from talenti.base.clock import a_quest_ora
from talenti.base.exceptions import NonPermesso, TransizioneNonAmmessa
from talenti.registro.models import Sigillo, Transizione
from tests.factories.avvisi import avviso
from tests.factories.persone import PersonaFactory
from tests.factories.registro import SPAZZINO, partner_proposto

pytestmark = pytest.mark.django_db
ORA = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def consegna(**campi) -> Consegna:
    with a_quest_ora(ORA):
        return Consegna.objects.get(avviso=avviso(**campi))


def test_what_is_due_leaves_once(giulia, mailoutbox):
    riga = consegna(persona=giulia)
    with a_quest_ora(ORA + timedelta(seconds=5)):
        assert (spazza(), spazza()) == (1, 0)
    riga.refresh_from_db()
    assert (riga.consegnata_il, riga.tentativi, riga.lease_fino) == (ORA + timedelta(seconds=5), 1, None)
    assert (riga.situazione, riga.errore) == (Situazione.CONSEGNATA, "")
    assert [(mail.to, mail.extra_headers["Message-ID"]) for mail in mailoutbox] == [
        (["giulia@example.org"], riga.message_id)
    ]


def test_what_is_not_due_yet_waits(giulia, mailoutbox):
    consegna(persona=giulia)
    with a_quest_ora(ORA - timedelta(seconds=1)):
        assert spazza() == 0
    assert mailoutbox == []


def test_claimed_row_is_left_to_who_has_it_until_the_lease_runs_out(giulia, mailoutbox):
    """A worker killed between claim and sending."""
    riga = consegna(persona=giulia)
    with a_quest_ora(ORA):
        assert [presa.pk for presa in actions._prendi(riga.message_id)] == [riga.pk]
        assert actions._prendi(riga.message_id) == []
        riga.refresh_from_db()
        assert riga.situazione == Situazione.IN_CORSO
    with a_quest_ora(ORA + LEASE):
        assert spazza() == 0
    with a_quest_ora(ORA + LEASE + timedelta(microseconds=1)):
        assert spazza() == 1
    riga.refresh_from_db()
    assert (riga.tentativi, len(mailoutbox)) == (2, 1)


def test_killed_between_sending_and_marking_sends_the_same_message_again(giulia, mailoutbox):
    riga = consegna(persona=giulia)
    with a_quest_ora(ORA):
        emails.componi(actions._prendi(riga.message_id), None).send()
    with a_quest_ora(ORA + LEASE + timedelta(seconds=1)):
        assert spazza() == 1
    assert [mail.extra_headers["Message-ID"] for mail in mailoutbox] == [riga.message_id] * 2


def test_compare_and_set_lets_one_through(giulia):
    """Both have read the row as free."""
    riga = consegna(persona=giulia)
    with a_quest_ora(ORA):
        prima, seconda = Consegna.objects.get(), Consegna.objects.get()
        assert (actions._prendi_riga(prima, ORA), actions._prendi_riga(seconda, ORA)) == (True, False)
    riga.refresh_from_db()
    assert riga.tentativi == 1


def test_refused_mail_is_retried_later_each_time_then_given_up(giulia, posta_guasta, mailoutbox):
    riga, attese, ora = consegna(persona=giulia), [], ORA
    for _ in range(MASSIMO_TENTATIVI):
        with a_quest_ora(ora):
            assert spazza() == 0
        riga.refresh_from_db()
        attese.append(riga.prossimo - ora)
        ora = riga.prossimo
    minuti = [attesa.total_seconds() / 60 for attesa in attese]
    assert minuti == [1, 4, 16, 64, 256, 720, 720, 0]
    assert (riga.situazione, riga.fallita_il) == (Situazione.FALLITA, ora)
    assert riga.errore == "SMTPServerDisconnected('no route')"
    with a_quest_ora(ora + timedelta(days=30)):
        assert spazza() == 0
    assert mailoutbox == []


def test_refused_mail_leaves_when_the_post_office_is_back(giulia, posta_guasta, mailoutbox):
    riga = consegna(persona=giulia)
    with a_quest_ora(ORA):
        spazza()
    riga.refresh_from_db()
    assert (riga.situazione, riga.lease_fino) == (Situazione.IN_RITARDO, None)
    posta_guasta.errore = None
    with a_quest_ora(riga.prossimo):
        assert spazza() == 1
    riga.refresh_from_db()
    assert (riga.situazione, riga.errore, len(mailoutbox)) == (Situazione.CONSEGNATA, "", 1)


def test_address_that_will_never_do_is_given_up_at_once(giulia, posta_guasta):
    posta_guasta.errore = smtplib.SMTPRecipientsRefused({"giulia@example.org": (550, b"no such user")})
    riga = consegna(persona=giulia)
    with a_quest_ora(ORA):
        spazza()
    riga.refresh_from_db()
    assert (riga.situazione, riga.tentativi) == (Situazione.FALLITA, 1)
    assert "no such user" in riga.errore


def test_full_mailbox_is_retried(giulia, posta_guasta):
    posta_guasta.errore = smtplib.SMTPRecipientsRefused({"giulia@example.org": (452, b"mailbox full")})
    riga = consegna(persona=giulia)
    with a_quest_ora(ORA):
        spazza()
    riga.refresh_from_db()
    assert riga.situazione == Situazione.IN_RITARDO


def test_one_that_breaks_does_not_hold_the_others(giulia, posta_guasta, mailoutbox):
    posta_guasta.solo = "giulia@example.org"
    consegna(persona=giulia)
    consegna(email="altra@example.org")
    with a_quest_ora(ORA):
        assert spazza() == 1
    assert [mail.to for mail in mailoutbox] == [["altra@example.org"]]


def test_mail_that_cannot_be_composed_is_its_own_failure(giulia, mailoutbox):
    """Its kind is no longer declared: the room that had it was taken away."""
    rotta = consegna(persona=giulia)
    Avviso.objects.filter(pk=rotta.avviso_id).update(tipo="tolto")
    consegna(email="altra@example.org")
    with a_quest_ora(ORA):
        assert spazza() == 1
    rotta.refresh_from_db()
    assert rotta.errore.startswith("LookupError")


def test_one_killed_at_every_attempt_is_given_up(giulia, mailoutbox):
    riga = consegna(persona=giulia)
    Consegna.objects.update(tentativi=MASSIMO_TENTATIVI, lease_fino=ORA)
    with a_quest_ora(ORA + timedelta(seconds=1)):
        assert spazza() == 0
    riga.refresh_from_db()
    assert (riga.situazione, riga.errore) == (Situazione.FALLITA, "Interrotta ogni volta prima della fine.")
    assert mailoutbox == []


def test_failure_after_the_lease_ran_out_disturbs_nobody(giulia):
    """A slow process comes back with its error when another has the row already."""
    riga = consegna(persona=giulia)
    with a_quest_ora(ORA):
        lento = actions._prendi(riga.message_id)
    with a_quest_ora(ORA + LEASE + timedelta(seconds=1)):
        actions._prendi(riga.message_id)
        actions._segna_errore(lento, OSError("slow"))
    riga.refresh_from_db()
    assert (riga.tentativi, riga.errore) == (2, "")
    assert riga.lease_fino == ORA + LEASE * 2 + timedelta(seconds=1)


def test_mail_goes_to_the_address_of_today(giulia, mailoutbox):
    consegna(persona=giulia)
    type(giulia).objects.filter(pk=giulia.pk).update(email="nuova@example.org")
    with a_quest_ora(ORA):
        spazza()
    assert mailoutbox[0].to == ["nuova@example.org"]


def test_account_closed_in_the_meantime_receives_nothing(giulia, mailoutbox):
    consegna(persona=giulia)
    type(giulia).objects.filter(pk=giulia.pk).update(is_active=False)
    with a_quest_ora(ORA):
        assert spazza() == 0
    assert (mailoutbox, Consegna.objects.count()) == ([], 0)


def test_digest_is_one_mail_at_six(giulia, mailoutbox):
    altra = PersonaFactory()
    for persona in (giulia, altra):
        Preferenza.objects.create(persona=persona, tipo="rete", canale="riepilogo")
    righe = [consegna(persona=giulia, oggetto=f"Cosa {n}") for n in (1, 2)]
    consegna(persona=altra, oggetto="Cosa sola")
    with a_quest_ora(datetime(2026, 11, 22, 16, 59, tzinfo=UTC)):
        assert spazza() == 0
    with a_quest_ora(datetime(2026, 11, 22, 17, 0, tzinfo=UTC)):
        assert spazza() == 2
    assert [(mail.to[0], mail.subject) for mail in mailoutbox] == [
        ("giulia@example.org", "Oggi ti aspettano 2 cose"),
        (altra.email, "Oggi ti aspetta 1 cosa"),
    ]
    assert [Consegna.objects.get(pk=riga.pk).situazione for riga in righe] == [Situazione.CONSEGNATA] * 2


def test_digest_that_fails_is_retried_whole(giulia, posta_guasta, mailoutbox):
    Preferenza.objects.create(persona=giulia, tipo="rete", canale="riepilogo")
    for n in (1, 2):
        consegna(persona=giulia, oggetto=f"Cosa {n}")
    sei = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
    with a_quest_ora(sei):
        spazza()
    posta_guasta.errore = None
    with a_quest_ora(sei + timedelta(minutes=1)):
        assert spazza() == 1
    assert [mail.subject for mail in mailoutbox] == ["Oggi ti aspettano 2 cose"]


def test_task_of_an_act_sends_only_its_own(giulia, mailoutbox):
    prima, _altra = avviso(persona=giulia, oggetto="Prima"), avviso(persona=giulia, oggetto="Altra")
    assert actions.consegna_di(avviso=prima.pk) == 1
    assert [mail.subject for mail in mailoutbox] == ["Prima"]


def test_sweep_takes_so_many_and_leaves_the_rest(giulia, mailoutbox):
    for _ in range(3):
        consegna(persona=giulia)
    with a_quest_ora(ORA):
        assert (spazza(limite=2), spazza(limite=2)) == (2, 1)


def test_task_and_command_do_the_same_sweep(giulia, mailoutbox):
    consegna(persona=giulia)
    spazza_consegne()
    consegna(persona=giulia)
    detto = io.StringIO()
    call_command("consegna", stdout=detto)
    assert len(mailoutbox) == 2
    assert detto.getvalue() == "Annunci: 0. Messaggi partiti: 1.\n"


def test_command_seals_where_there_is_no_worker():
    partner_proposto()
    call_command("consegna", stdout=io.StringIO())
    assert Sigillo.objects.get().quanti == 1


@pytest.mark.parametrize(
    "campi",
    [
        {"consegnata_il": ORA, "fallita_il": ORA, "errore": "x"},
        {"fallita_il": ORA, "errore": ""},
        {"canale": "piccione"},
    ],
)
def test_database_holds_a_delivery_together(giulia, campi):
    riga = consegna(persona=giulia)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consegna.objects.filter(pk=riga.pk).update(**campi)


# ── Sending again ─────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def fallita(giulia):
    riga = consegna(persona=giulia)
    Consegna.objects.update(tentativi=8, fallita_il=ORA, errore="SMTPServerDisconnected()")
    riga.refresh_from_db()
    return riga


def test_failed_one_is_sent_again_and_the_act_is_logged(fallita, mailoutbox, django_capture_on_commit_callbacks):
    dopo = ORA + timedelta(hours=1)
    with a_quest_ora(dopo), django_capture_on_commit_callbacks(execute=True):
        manda_di_nuovo(fallita, da=SPAZZINO)
        assert (fallita.tentativi, fallita.fallita_il, fallita.prossimo, fallita.errore) == (0, None, dopo, "")
    fallita.refresh_from_db()
    assert (fallita.situazione, len(mailoutbox)) == (Situazione.CONSEGNATA, 1)
    t = Transizione.objects.di(fallita).get()
    assert (t.verbo, t.attore) == ("manda_di_nuovo", "sistema:prova")


def test_digest_is_sent_again_whole(giulia):
    Preferenza.objects.create(persona=giulia, tipo="rete", canale="riepilogo")
    righe = [consegna(persona=giulia) for _ in range(2)]
    Consegna.objects.update(fallita_il=ORA, errore="x")
    with a_quest_ora(ORA):
        manda_di_nuovo(righe[0], da=SPAZZINO)
    assert list(Consegna.objects.values_list("fallita_il", "prossimo")) == [(None, ORA)] * 2


def test_one_that_left_is_not_sent_again(giulia):
    riga = consegna(persona=giulia)
    with a_quest_ora(ORA):
        spazza()
    with pytest.raises(TransizioneNonAmmessa) as errore:
        manda_di_nuovo(Consegna.objects.get(pk=riga.pk), da=SPAZZINO)
    assert errore.value.frase == "Questo messaggio è già partito: domenica 22 novembre 2026 alle 10:30."


def test_one_that_is_leaving_is_not_sent_again(giulia):
    riga = consegna(persona=giulia)
    with a_quest_ora(ORA):
        actions._prendi(riga.message_id)
    with a_quest_ora(ORA + timedelta(seconds=1)), pytest.raises(TransizioneNonAmmessa):
        manda_di_nuovo(riga, da=SPAZZINO)


def test_sending_again_wants_the_permission(fallita):
    with pytest.raises(NonPermesso):
        manda_di_nuovo(fallita, da=PersonaFactory())
    assert Transizione.objects.di(fallita).count() == 0


# ── What staff and /salute/ see ───────────────────────────────────────────────────────────────────
def test_staff_see_failed_refused_and_late_and_nothing_else(giulia):
    fallita, respinta, tardi, partita, in_coda = (consegna(persona=giulia) for _ in range(5))
    Consegna.objects.filter(pk=fallita.pk).update(fallita_il=ORA, errore="x")
    Consegna.objects.filter(pk=respinta.pk).update(tentativi=1, prossimo=ORA + timedelta(days=1), errore="y")
    Consegna.objects.filter(pk=tardi.pk).update(prossimo=ORA - RITARDO - timedelta(seconds=1))
    Consegna.objects.filter(pk=partita.pk).update(consegnata_il=ORA, prossimo=ORA - timedelta(days=1))
    with a_quest_ora(ORA):
        assert set(Consegna.objects.da_guardare()) == {fallita, respinta, tardi}
        assert [Consegna.objects.get(pk=uno.pk).situazione for uno in (fallita, respinta, tardi, in_coda)] == [
            Situazione.FALLITA,
            Situazione.IN_RITARDO,
            Situazione.IN_RITARDO,
            Situazione.IN_CODA,
        ]


def test_health_is_the_lag_of_the_oldest_mail_due(giulia):
    with a_quest_ora(ORA):
        assert stato_consegne() == (True, {"ritardo_s": 0, "non_partite": 0})
    consegna(persona=giulia)
    with a_quest_ora(ORA + RITARDO_MASSIMO):
        assert stato_consegne() == (True, {"ritardo_s": 900, "non_partite": 0})
    with a_quest_ora(ORA + RITARDO_MASSIMO + timedelta(seconds=1)):
        assert stato_consegne() == (False, {"ritardo_s": 901, "non_partite": 0})
    Consegna.objects.update(fallita_il=ORA, errore="x")
    with a_quest_ora(ORA + timedelta(days=1)):
        assert stato_consegne() == (True, {"ritardo_s": 0, "non_partite": 1})


def test_row_that_another_took_in_the_meantime_is_left(giulia, mailoutbox):
    """The sweep has read it as free, and comes second."""
    riga = consegna(persona=giulia)
    with a_quest_ora(ORA):
        lette = list(Consegna.objects.libere())
        actions._prendi(riga.message_id)
        assert actions._consegna_tutte(lette) == 0
    assert mailoutbox == []
