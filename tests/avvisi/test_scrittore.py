"""From an act to its notices, in the same transaction."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from talenti.avvisi.models import Avviso, Consegna, Preferenza
from talenti.avvisi.scrittore import prossimo_riepilogo, scrivi
from talenti.base.clock import a_quest_ora
from talenti.registro.actions import atto
from talenti.registro.annunci import avvisa
from talenti.registro.models import Transizione
from tests.factories.avvisi import avviso, messaggio
from tests.factories.persone import PersonaFactory
from tests.factories.registro import SPAZZINO, passa

pytestmark = pytest.mark.django_db
MATTINA = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def dice(*messaggi):
    avvisa("rete.partner", "prendi_in_esame")(lambda t, oggetto, dati: messaggi)


def test_notice_is_frozen_with_its_delivery(giulia, partner):
    dice(messaggio(persona=giulia))
    with a_quest_ora(MATTINA):
        passa(partner, "prendi_in_esame")
    t = Transizione.objects.di(partner).last()
    uno = Avviso.objects.get()
    assert (uno.transizione, uno.persona, uno.email, uno.lingua, uno.tipo) == (t, giulia, "", "it", "rete")
    assert uno.oggetto == "Proposta ammessa: Banda del Ponte"
    assert uno.testo == ["Non devi fare niente.", "La Banda del Ponte fa parte della rete da oggi."]
    assert (uno.azione_testo, uno.azione_url) == ("Apri la tua organizzazione", "/partner/banda/")
    assert (uno.creato_il, uno.letto_il) == (MATTINA, None)
    consegna = Consegna.objects.get()
    assert (consegna.avviso, consegna.canale, consegna.prossimo, consegna.tentativi) == (uno, "email", MATTINA, 0)


def test_mail_leaves_after_commit_and_not_before(giulia, partner, mailoutbox, django_capture_on_commit_callbacks):
    dice(messaggio(persona=giulia))
    with django_capture_on_commit_callbacks(execute=True):
        passa(partner, "prendi_in_esame")
        assert mailoutbox == []
    assert [mail.to for mail in mailoutbox] == [["giulia@example.org"]]


def test_one_task_an_act_however_many_are_told(partner, mailoutbox, django_capture_on_commit_callbacks):
    persone = PersonaFactory.create_batch(3)
    dice(*(messaggio(persona=persona) for persona in persone))
    with django_capture_on_commit_callbacks(execute=True) as chiamate:
        passa(partner, "prendi_in_esame")
    assert len(chiamate) == 1
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted(persona.email for persona in persone)


def test_act_undone_tells_nobody(giulia, partner):
    dice(messaggio(persona=giulia))

    def annullato():
        with transaction.atomic():
            passa(partner, "prendi_in_esame")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        annullato()
    assert Avviso.objects.count() == Consegna.objects.count() == 0


def test_first_of_two_messages_to_one_person_wins(giulia, partner):
    dice(messaggio(persona=giulia, oggetto="Il primo"), messaggio(persona=giulia, oggetto="Il secondo"))
    passa(partner, "prendi_in_esame")
    assert [uno.oggetto for uno in Avviso.objects.all()] == ["Il primo"]


def test_one_address_is_told_once_whatever_its_case(giulia, partner):
    dice(
        messaggio(email="nuova@example.org", oggetto="A"),
        messaggio(email="Nuova@Example.org ", oggetto="B"),
        messaggio(email="GIULIA@example.org", oggetto="C"),
        messaggio(persona=giulia, oggetto="D"),
    )
    passa(partner, "prendi_in_esame")
    righe = Avviso.objects.order_by("oggetto").values_list("oggetto", "email", "persona")
    assert list(righe) == [("A", "nuova@example.org", None), ("C", "", giulia.pk)]


def test_closed_account_is_told_nothing(partner):
    dice(messaggio(persona=PersonaFactory(is_active=False)))
    passa(partner, "prendi_in_esame")
    assert Avviso.objects.count() == 0


def test_each_reads_in_her_language(partner):
    """With two words of Django's own catalogue."""
    persone = [PersonaFactory(lingua="it"), PersonaFactory(lingua="en")]
    avvisa("rete.partner", "prendi_in_esame")(
        lambda t, oggetto, dati: [
            messaggio(persona=persona, oggetto=_("Yes"), azione=(_("No"), "/")) for persona in persone
        ]
    )
    passa(partner, "prendi_in_esame")
    righe = Avviso.objects.order_by("persona_id").values_list("lingua", "oggetto", "azione_testo")
    assert list(righe) == [("it", "Sì", "No"), ("en", "Yes", "No")]


def test_language_of_an_address_is_that_of_the_message(partner):
    dice(messaggio(email="a@example.org", lingua="en"), messaggio(email="b@example.org", lingua="xx"))
    passa(partner, "prendi_in_esame")
    assert list(Avviso.objects.order_by("email").values_list("lingua", flat=True)) == ["en", "it"]


def test_paths_follow_the_language(partner):
    from django.urls import reverse

    inglese = PersonaFactory(lingua="en")
    avvisa("rete.partner", "prendi_in_esame")(
        lambda t, oggetto, dati: [messaggio(persona=inglese, azione=("x", reverse("avvisi:elenco")))]
    )
    passa(partner, "prendi_in_esame")
    assert Avviso.objects.get().azione_url == "/en/area/messaggi/"


def test_text_that_a_database_or_a_header_refuses_is_cleaned(giulia):
    uno = avviso(
        persona=giulia,
        oggetto="Riga\r\nBcc: spia@example.org\x00\ud800 \u202egirata",
        testo="Uno\x00due\udfff\ntre",
    )
    uno.refresh_from_db()
    assert uno.oggetto == "Riga Bcc: spia@example.org? girata"
    assert uno.testo == ["Unodue?\ntre"]


def test_long_subject_is_cut(giulia):
    assert len(avviso(persona=giulia, oggetto="parola " * 100).oggetto) == 200


def test_empty_paragraphs_are_left_out(giulia):
    assert avviso(persona=giulia, testo=("", "  ", "Ecco.")).testo == ["Ecco."]


@pytest.mark.parametrize("url", ["https://altrove.example.org/", "//altrove.example.org", "partner/", "javascript:x"])
def test_button_leads_inside_the_portal(giulia, url):
    with pytest.raises(ValueError, match="path of the portal"):
        avviso(persona=giulia, azione=("Vai", url))


def test_unknown_kind_is_a_mistake_of_the_code(giulia):
    with pytest.raises(LookupError, match="'boh' is not declared"):
        avviso(persona=giulia, tipo="boh")


def test_same_key_tells_once(giulia):
    primo = scrivi("chiave", messaggio(persona=giulia))
    assert scrivi("chiave", messaggio(persona=giulia, oggetto="Di nuovo")) is None
    assert list(Avviso.objects.all()) == [primo]


def test_same_key_in_the_same_moment_tells_once(giulia, monkeypatch):
    """Two processes pass the look-up together: the UNIQUE key decides."""
    scrivi("chiave", messaggio(persona=giulia))
    monkeypatch.setattr(type(Avviso.objects.all()), "exists", lambda self: False)
    assert scrivi("chiave", messaggio(persona=giulia)) is None
    assert Avviso.objects.count() == 1


@pytest.mark.parametrize(
    ("scelta", "canali"), [("subito", ["email"]), ("riepilogo", ["riepilogo"]), ("solo_portale", [])]
)
def test_preference_decides_the_channel(giulia, scelta, canali):
    Preferenza.objects.create(persona=giulia, tipo="rete", canale=scelta)
    uno = avviso(persona=giulia)
    assert [consegna.canale for consegna in uno.consegne.all()] == canali


@pytest.mark.parametrize("scelta", ["riepilogo", "solo_portale"])
def test_security_leaves_at_once_whatever_was_chosen(giulia, scelta):
    Preferenza.objects.create(persona=giulia, tipo="sicurezza", canale=scelta)
    uno = avviso(persona=giulia, tipo="sicurezza")
    assert [consegna.canale for consegna in uno.consegne.all()] == ["email"]


@pytest.mark.parametrize(
    ("quando", "atteso"),
    [
        # Winter: 18:00 in Rome is 17:00 UTC; summer: 16:00.
        (datetime(2026, 11, 22, 16, 59, 59, tzinfo=UTC), datetime(2026, 11, 22, 17, 0, tzinfo=UTC)),
        (datetime(2026, 11, 22, 17, 0, tzinfo=UTC), datetime(2026, 11, 23, 17, 0, tzinfo=UTC)),
        (datetime(2026, 7, 1, 8, 0, tzinfo=UTC), datetime(2026, 7, 1, 16, 0, tzinfo=UTC)),
        # The night the clocks go back.
        (datetime(2026, 10, 24, 20, 0, tzinfo=UTC), datetime(2026, 10, 25, 17, 0, tzinfo=UTC)),
    ],
)
def test_digest_leaves_at_six_in_the_evening_of_rome(quando, atteso):
    assert prossimo_riepilogo(quando) == atteso


def test_message_ids_are_deterministic_and_different(giulia, settings):
    settings.INDIRIZZO_SITO = "https://talenti.example.org"
    primo = Consegna.objects.get(avviso=avviso(persona=giulia))
    secondo = Consegna.objects.get(avviso=avviso(persona=giulia))
    assert primo.message_id != secondo.message_id
    assert primo.message_id.startswith("<avviso.")
    assert primo.message_id.endswith("@talenti.example.org>")


def test_notices_of_one_digest_share_the_message_id(giulia):
    Preferenza.objects.create(persona=giulia, tipo="rete", canale="riepilogo")
    with a_quest_ora(MATTINA):
        stesso_giorno = {Consegna.objects.get(avviso=avviso(persona=giulia)).message_id for _ in range(2)}
    with a_quest_ora(datetime(2026, 11, 22, 19, 0, tzinfo=UTC)):
        domani = Consegna.objects.get(avviso=avviso(persona=giulia)).message_id
    assert len(stesso_giorno | {domani}) == 2


def test_database_holds_one_recipient(giulia):
    def scritto(**campi):
        with transaction.atomic():
            Avviso.objects.create(chiave=repr(campi), tipo="rete", creato_il=MATTINA, **campi)

    for campi in ({"persona": giulia, "email": "a@example.org"}, {}):
        with pytest.raises(IntegrityError):
            scritto(**campi)


def test_database_holds_one_notice_a_person_an_act(giulia, partner):
    dice(messaggio(persona=giulia))
    with atto(partner, "prendi_in_esame", da=SPAZZINO):
        pass
    t = Transizione.objects.di(partner).last()
    with pytest.raises(IntegrityError), transaction.atomic():
        Avviso.objects.create(transizione=t, persona=giulia, tipo="rete", creato_il=MATTINA)
