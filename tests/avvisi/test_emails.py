"""The mail as it leaves: headers, subject, text, HTML."""

from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from django.core import mail
from django.utils.html import escape

from talenti.avvisi.actions import spazza
from talenti.avvisi.models import Consegna, Preferenza
from talenti.avvisi.testi import LUNGHEZZA_OGGETTO, oggetto_breve
from talenti.base.clock import a_quest_ora
from tests.factories.avvisi import avviso
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db
ORA = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def mandata(**campi):
    with a_quest_ora(ORA):
        avviso(**campi)
        spazza()
    return mail.outbox[-1]


def html(posta):
    return next(parte.content for parte in posta.alternatives if parte.mimetype == "text/html")


def test_headers(giulia, settings):
    settings.INDIRIZZO_SITO = "https://talenti.example.org"
    posta = mandata(persona=giulia)
    scritta = posta.message()
    assert posta.subject == "Proposta ammessa: Banda del Ponte"
    assert posta.reply_to == [settings.EMAIL_AIUTO]
    assert scritta["Message-ID"] == Consegna.objects.get().message_id
    assert scritta["Date"] == "Sun, 22 Nov 2026 10:30:00 +0100"
    assert scritta["Auto-Submitted"] == "auto-generated"
    assert scritta["Content-Language"] == "it"
    assert scritta["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert scritta["List-Unsubscribe"].startswith("<https://talenti.example.org/messaggi/basta/")
    assert [parte.get_content_type() for parte in scritta.get_payload()] == ["text/plain", "text/html"]


def test_text_reads_in_the_order_of_the_rule(giulia, settings):
    """Fact, what to do, button's address, details, why."""
    settings.INDIRIZZO_SITO = "https://talenti.example.org"
    testo = mandata(persona=giulia).body
    assert testo.startswith(
        "Proposta ammessa: Banda del Ponte\n\n"
        "Non devi fare niente.\n\n"
        "Apri la tua organizzazione: https://talenti.example.org/partner/banda/\n\n"
        "La Banda del Ponte fa parte della rete da oggi.\n\n"
        "--\n"
        "Ricevi questa email perché riguarda qualcosa di tuo: «Organizzazioni e ruoli».\n"
        "Scegli che cosa ricevere: https://talenti.example.org/area/messaggi/preferenze/\n"
        "Non mandarmi più email come questa: https://talenti.example.org/messaggi/basta/"
    )


def test_html_has_one_button_and_the_same_address_in_clear(giulia, settings):
    settings.INDIRIZZO_SITO = "https://talenti.example.org"
    pagina = html(mandata(persona=giulia))
    assert pagina.count('href="https://talenti.example.org/partner/banda/"') == 2
    assert ">https://talenti.example.org/partner/banda/</a>" in pagina
    assert pagina.count(">Apri la tua organizzazione</a>") == 1


def test_html_loads_nothing_from_anywhere(giulia):
    class Guarda(HTMLParser):
        trovati: list[str] = []

        def handle_starttag(self, tag, attrs):
            if tag in {"img", "script", "link", "iframe"} or any(nome == "src" for nome, _valore in attrs):
                self.trovati.append(tag)

    guarda = Guarda()
    guarda.feed(html(mandata(persona=giulia)))
    assert guarda.trovati == []


def test_markup_in_a_text_stays_text(giulia):
    testo = '<img src=x onerror="alert(1)"> & {{ 7|add:1 }}'
    posta = mandata(persona=giulia, oggetto="<b>Ciao</b>", testo=testo)
    assert escape(testo) in html(posta)
    assert "<b>Ciao</b>" not in html(posta)
    assert testo in posta.body


def test_notice_without_button_has_none(giulia):
    posta = mandata(persona=giulia, azione=None)
    assert "Oppure copia questo indirizzo" not in html(posta)
    assert "None" not in posta.body + html(posta)


def test_header_cannot_be_injected(giulia):
    posta = mandata(persona=giulia, oggetto="Ciao\r\nBcc: spia@example.org\r\n\r\ncorpo")
    scritta = posta.message()
    assert posta.subject == "Ciao Bcc: spia@example.org corpo"
    assert scritta["Bcc"] is None
    assert posta.recipients() == ["giulia@example.org"]


@pytest.mark.parametrize(
    ("lungo", "atteso"),
    [
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
        (
            "Prenotazione confermata: martedì 24 novembre, 14:00, Corte de' Cortesi con Cignone",
            "Prenotazione confermata: martedì 24 novembre, 14:00, Corte…",
        ),
    ],
)
def test_subject_is_cut_between_words_and_the_body_has_it_whole(giulia, lungo, atteso):
    assert oggetto_breve(lungo) == atteso
    posta = mandata(persona=giulia, oggetto=lungo)
    assert posta.subject == atteso
    assert len(posta.subject) <= LUNGHEZZA_OGGETTO
    assert posta.body.splitlines()[0] == lungo


def test_compulsory_kind_cannot_be_unsubscribed(giulia):
    posta = mandata(persona=giulia, tipo="sicurezza")
    assert "List-Unsubscribe" not in posta.extra_headers
    assert "/messaggi/basta/" not in posta.body + html(posta)
    assert "messaggi come questo partono sempre" in posta.body


def test_address_without_account_is_told_why(db):
    posta = mandata(email="nuova@example.org")
    assert "Ricevi questa email perché qualcuno ha scritto qui il tuo indirizzo." in posta.body
    assert "List-Unsubscribe" not in posta.extra_headers


def test_english_reader(db):
    posta = mandata(persona=PersonaFactory(lingua="en"))
    assert posta.extra_headers["Content-Language"] == "en"
    assert '<html lang="en">' in html(posta)
    assert "/en/area/messaggi/preferenze/" in posta.body


def test_digest_lists_each_thing(giulia, settings):
    settings.INDIRIZZO_SITO = "https://talenti.example.org"
    Preferenza.objects.create(persona=giulia, tipo="rete", canale="riepilogo")
    with a_quest_ora(ORA):
        avviso(persona=giulia, oggetto="Prima cosa", testo=("Da fare.", "Dettagli."))
        avviso(persona=giulia, oggetto="Seconda cosa", testo="Altro.", azione=None)
    with a_quest_ora(datetime(2026, 11, 22, 17, 0, tzinfo=UTC)):
        spazza()
    posta = mail.outbox[-1]
    assert posta.body.startswith(
        "Oggi ti aspettano 2 cose\n\n"
        "Apri i messaggi: https://talenti.example.org/area/messaggi/\n\n"
        "1. Prima cosa\n   Da fare.\n   Apri la tua organizzazione: https://talenti.example.org/partner/banda/\n\n"
        "2. Seconda cosa\n   Altro.\n\n"
        "--\nRicevi questa email perché hai scelto un riepilogo al giorno.\n"
    )
    assert [titolo in html(posta) for titolo in ("Prima cosa", "Seconda cosa", "Da fare.")] == [True] * 3
    assert posta.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
