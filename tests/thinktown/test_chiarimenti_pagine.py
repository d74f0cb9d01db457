"""The pages of questions: what everybody reads, asking with and without an account, the office that answers."""

import html
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from talenti.avvisi.models import Avviso
from talenti.base.clock import a_quest_ora
from talenti.registro.models import Transizione
from talenti.rete import ruoli
from tests.factories import rete
from tests.factories.dialogo import DOMANDA, MOTIVO, RISPOSTA, chiarimento
from tests.factories.persone import PAROLA_CHIAVE, PersonaFactory, con_fattore
from tests.factories.thinktown import Ufficio
from thinktown import in_breve
from thinktown.actions.chiarimenti import correggi, respingi, rispondi
from thinktown.enums_dialogo import APERTI_A_TESTA, TESTO_MASSIMO, StatoChiarimento
from thinktown.models import Chiarimento

pytestmark = pytest.mark.django_db
CHIESTO, PUBBLICATO, RESPINTO = StatoChiarimento


@pytest.fixture
def ufficio():
    uno = Ufficio()
    for persona in (uno.scrive, uno.pubblica):
        con_fattore(persona)
    return uno


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


@pytest.fixture
def giulia():
    return PersonaFactory(nome="Giulia", cognome="Verdi-Rossi", email="giulia@example.org")


def qui(bando, nome="chiarimenti"):
    return reverse(f"thinktown:{nome}", args=[bando.slug])


def letta(client, bando, **parametri):
    risposta = client.get(qui(bando), parametri)
    assert risposta.status_code == 200
    return html.unescape(risposta.content.decode())


def chiedi(client, bando, testo=DOMANDA):
    return client.post(qui(bando), {"testo": testo})


# ── What everybody reads ──────────────────────────────────────────────────────────────────────────
def test_everybody_reads_what_is_answered_and_nobody_who_asked_or_what_waits(client, ufficio, bando, giulia):
    chiarimento(ufficio, bando, PUBBLICATO, giulia)
    chiarimento(ufficio, bando, CHIESTO, giulia, testo="Aspetta ancora?")
    chiarimento(ufficio, bando, RESPINTO, giulia, testo="Un fatto mio.")
    testo = letta(client, bando)
    assert (DOMANDA in testo, RISPOSTA in testo) == (True, True)
    segreti = ("Giulia", "Verdi-Rossi", "giulia@", "Aspetta ancora", "Un fatto mio", MOTIVO, ufficio.scrive.cognome)
    assert [parola for parola in segreti if parola in testo] == []


def test_the_newest_answer_comes_first_and_one_put_right_says_when(client, ufficio, bando):
    vecchio = chiarimento(ufficio, bando, PUBBLICATO, testo="Prima?")
    nuovo = chiarimento(ufficio, bando, PUBBLICATO, testo="Dopo?")
    correggi(vecchio, "Anzi no.", da=ufficio.scrive)
    risposta = client.get(qui(bando))
    assert list(risposta.context["page_obj"]) == [nuovo, vecchio]
    testo = risposta.content.decode()
    assert ("Anzi no." in testo, RISPOSTA in testo, testo.count("corretta ")) == (True, True, 1)


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_page_costs_the_same_whatever_is_answered(client, ufficio, bando, quanti, django_assert_num_queries):
    for n in range(quanti):
        chiarimento(ufficio, bando, PUBBLICATO, testo=f"Numero {n}?")
    altro = Ufficio(rete.ammesso(nome="Altro", codice_fiscale="90000000282"))
    chiarimento(altro, altro.pubblicato(), PUBBLICATO, testo="Di un altro bando?")
    client.get("/aiuto/")
    with django_assert_num_queries(5):
        testo = letta(client, bando)
    assert ([f"Numero {n}?" in testo for n in range(quanti)], "altro bando" in testo) == ([True] * quanti, False)


def test_many_are_cut_in_pages_and_searched_by_every_word(client, ufficio, bando):
    for n in range(22):
        chiarimento(ufficio, bando, PUBBLICATO, testo=f"Domanda {n} sul bilancio?")
    chiarimento(ufficio, bando, PUBBLICATO, testo="Chi firma la lettera?")
    assert len(client.get(qui(bando)).context["page_obj"]) == 20
    assert len(client.get(qui(bando), {"page": "2"}).context["page_obj"]) == 3
    trovati = client.get(qui(bando), {"q": " FIRMA chi "}).context["page_obj"]
    assert [uno.testo for uno in trovati] == ["Chi firma la lettera?"]
    assert "Nessuna risposta ha tutte queste parole" in letta(client, bando, q="zzz")
    assert len(client.get(qui(bando), {"q": "\x00", "page": "tanti"}).context["page_obj"]) == 20


def test_an_address_in_an_answer_is_a_link_and_markup_is_words(client, ufficio, bando):
    uno = chiarimento(ufficio, bando, CHIESTO, testo="<script>alert(1)</script>?")
    rispondi(uno, "Guarda https://example.org/moduli e <b>leggi</b>", da=ufficio.scrive)
    testo = client.get(qui(bando)).content.decode()
    assert '<a href="https://example.org/moduli" rel="nofollow">' in testo
    assert ("<script>alert(1)" in testo, "<b>leggi" in testo) == (False, False)
    assert json.loads(re.search(r'ld\+json">(.*?)</script>', testo)[1])["mainEntity"][0]["name"] == uno.testo


def test_machines_read_the_answers_too(client, ufficio, bando, giulia):
    uno = chiarimento(ufficio, bando, PUBBLICATO, giulia)
    chiarimento(ufficio, bando, CHIESTO, testo="Aspetta ancora?")
    risposta = client.get(qui(bando, "feed_chiarimenti"))
    testo = risposta.content.decode()
    assert risposta["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert (testo.count("<entry>"), uno.codice in testo, RISPOSTA in testo, "Giulia" in testo) == (1, True, True, False)
    assert "Aspetta" not in testo
    assert "ld+json" not in client.get(qui(ufficio.pubblicato())).content.decode()


def test_while_nobody_has_asked_the_page_says_what_to_do(client, bando):
    assert "Nessuno ha ancora chiesto" in letta(client, bando)
    with a_quest_ora(bando.chiude_il):
        testo = letta(client, bando)
    assert ("Nessun chiarimento su questo bando" in testo, "<textarea" in testo) == (True, False)


def test_after_the_closing_the_answers_stay_and_nothing_is_asked(client, ufficio, bando, giulia):
    chiarimento(ufficio, bando, PUBBLICATO)
    client.force_login(giulia)
    with a_quest_ora(bando.chiude_il):
        testo = letta(client, bando)
        tardi = chiedi(client, bando, "Faccio in tempo?")
    assert (RISPOSTA in testo, "<textarea" in testo, "si poteva chiedere fino alla scadenza" in testo) == (
        True,
        False,
        True,
    )
    # What was written is before her eyes, though nobody may be asked any more.
    assert (tardi.status_code, "Faccio in tempo?" in tardi.content.decode()) == (403, True)
    assert Chiarimento.objects.count() == 1


@pytest.mark.parametrize("nome", ["chiarimenti", "feed_chiarimenti"])
def test_a_draft_has_no_questions_not_even_for_who_writes_it(client, ufficio, nome):
    bozza = ufficio.bozza()
    client.force_login(ufficio.scrive)
    assert client.get(qui(bozza, nome)).status_code == 404


# ── Asking ────────────────────────────────────────────────────────────────────────────────────────
def test_who_has_an_account_asks_and_sees_her_own(client, ufficio, bando, giulia):
    client.force_login(giulia)
    assert chiedi(client, bando).url == qui(bando)
    uno = Chiarimento.objects.get()
    assert (uno.persona, uno.testo, uno.stato) == (giulia, DOMANDA, CHIESTO)
    testo = letta(client, bando)
    assert ("In attesa di risposta" in testo, "prima che il bando chiuda" in testo, DOMANDA in testo) == (True,) * 3
    respingi(uno, MOTIVO, da=ufficio.scrive)
    assert MOTIVO in letta(client, bando)
    client.logout()
    assert MOTIVO not in letta(client, bando)


def test_who_has_no_account_signs_in_and_finds_what_she_wrote(client, bando, giulia):
    verso = chiedi(client, bando, "Vale anche per me?").url
    assert verso == f"/accedi/?next={qui(bando)}"
    assert "Stai chiedendo un chiarimento su un bando." in client.get(verso).content.decode()
    assert Chiarimento.objects.count() == 0
    entrata = client.post(verso, {"login": giulia.email, "password": PAROLA_CHIAVE, "next": qui(bando)})
    assert entrata.url == qui(bando)
    testo = letta(client, bando)
    assert ("Vale anche per me?</textarea>" in testo, "Non è ancora inviato" in testo) == (True, True)
    chiedi(client, bando, "Vale anche per me?")
    assert Chiarimento.objects.get().persona == giulia
    assert "Vale anche per me?</textarea>" not in letta(client, bando)


def test_what_was_written_on_one_call_does_not_come_up_on_another(client, ufficio, bando):
    chiedi(client, bando, "Vale anche per me?")
    assert "Vale anche per me?" not in letta(client, ufficio.pubblicato())


@pytest.mark.parametrize("testo", ["", "   ", "a" * (TESTO_MASSIMO + 1), "\x00"])
@pytest.mark.parametrize("con_account", [True, False])
def test_what_cannot_be_asked_is_said_beside_the_field(client, bando, giulia, testo, con_account):
    if con_account:
        client.force_login(giulia)
    risposta = chiedi(client, bando, testo)
    assert (risposta.status_code, list(risposta.context["form"].errors)) == (422, ["testo"])
    assert Chiarimento.objects.count() == 0


def test_too_many_at_once_wait_and_what_was_written_stays(client, ufficio, bando, giulia):
    for n in range(APERTI_A_TESTA):
        chiarimento(ufficio, bando, persona=giulia, testo=f"Numero {n}?")
    client.force_login(giulia)
    risposta = chiedi(client, bando, "Ancora uno?")
    assert (risposta.status_code, list(risposta.context["form"].errors)) == (422, ["__all__"])
    assert "Ancora uno?</textarea>" in risposta.content.decode()
    assert Chiarimento.objects.count() == APERTI_A_TESTA


def test_a_stranger_is_not_led_to_the_office(client, ufficio, bando, giulia):
    uno = chiarimento(ufficio, bando)
    client.force_login(giulia)
    assert client.get(reverse("admin:thinktown_chiarimento_scheda", args=[uno.pk])).status_code in (302, 403)


# ── On the call's page, in one's area ─────────────────────────────────────────────────────────────
def test_the_call_shows_the_last_answer_and_how_many(client, ufficio, bando):
    indirizzo = bando.get_absolute_url()
    assert "Nessuno ha ancora una risposta." in client.get(indirizzo).content.decode()
    for n in range(3):
        chiarimento(ufficio, bando, PUBBLICATO, testo=f"Numero {n}?")
    chiarimento(ufficio, bando, CHIESTO, testo="Aspetta ancora?")
    risposta = client.get(indirizzo)
    assert (risposta.context["ultimo_chiarimento"].testo, risposta.context["quanti_chiarimenti"]) == ("Numero 2?", 3)
    testo = risposta.content.decode()
    assert ("Leggi tutte le 3 risposte" in testo, "Aspetta ancora" in testo) == (True, False)


def test_what_one_asked_stands_in_the_line_of_time_until_it_is_answered(ufficio, bando, giulia):
    uno = chiarimento(ufficio, bando, persona=giulia)
    (cosa,) = in_breve.linea(giulia)
    assert (cosa.gruppo, str(cosa.di_chi)) == ("in_attesa", "Risponde Comune delle Prove")
    rispondi(uno, RISPOSTA, da=ufficio.scrive)
    assert list(in_breve.linea(giulia)) == []


def test_every_mail_has_its_button(ufficio, bando, giulia):
    uno = chiarimento(ufficio, bando, PUBBLICATO, giulia)
    correggi(uno, "Anzi no.", da=ufficio.scrive)
    respingi(chiarimento(ufficio, bando, persona=giulia), MOTIVO, da=ufficio.scrive)
    scheda = reverse("admin:thinktown_chiarimento_scheda", args=[uno.pk])
    per_verbo = Avviso.objects.filter(transizione__oggetto_tipo="thinktown.chiarimento").values_list(
        "transizione__verbo", "azione_url"
    )
    assert {(verbo, url) for verbo, url in per_verbo if verbo != "chiedi"} == {
        (verbo, qui(bando)) for verbo in ("rispondi", "correggi", "respingi")
    }
    assert scheda in {url for verbo, url in per_verbo if verbo == "chiedi"}


# ── The office ────────────────────────────────────────────────────────────────────────────────────
def in_ufficio(client, uno, verbo, **campi):
    return client.post(reverse("admin:thinktown_chiarimento_scheda", args=[uno.pk]), {"verbo": verbo, **campi})


@pytest.fixture
def coda(client, ufficio, bando, giulia):
    """Two that wait; the client works on the call."""
    due = [chiarimento(ufficio, bando, persona=giulia, testo=f"Numero {n}?") for n in range(2)]
    client.force_login(ufficio.scrive)
    return due


def test_the_first_page_says_what_waits_only_to_who_works_on_calls(coda, ufficio, giulia):
    (voce,) = in_breve.in_ufficio(ufficio.scrive)
    assert (str(voce.etichetta), voce.quanti, voce.dal) == ("Chiarimenti da rispondere", 2, coda[0].chiesto_il)
    altra = rete.membro(rete.ammesso(nome="Altro", codice_fiscale="90000000282"), ruoli.AMMINISTRAZIONE)
    assert (list(in_breve.in_ufficio(altra)), list(in_breve.in_ufficio(giulia))) == ([], [])


def test_the_queue_has_the_oldest_first_and_no_name(client, coda):
    risposta = client.get(reverse("admin:thinktown_chiarimento_changelist"), {"stato__exact": "chiesto"})
    assert list(risposta.context["cl"].result_list) == coda
    assert ("meno di un giorno" in risposta.content.decode(), "Giulia" in risposta.content.decode()) == (True, False)


def test_the_queue_costs_the_same_whatever_waits(client, ufficio, bando):
    """What the office asks for its own frame grows with the tables of the portal: only that one costs as three."""
    client.force_login(ufficio.scrive)
    elenco, costi = reverse("admin:thinktown_chiarimento_changelist"), []
    for n in range(3):
        chiarimento(ufficio, bando, testo=f"Numero {n}?")
        client.get(elenco)
        with CaptureQueriesContext(connection) as contate:
            client.get(elenco)
        costi.append(len(contate))
    assert costi == [costi[0]] * 3


def test_the_answer_comes_out_and_the_next_one_comes_up(client, coda, ufficio):
    primo, secondo = coda
    assert in_ufficio(client, primo, "rispondi", risposta="Sì.").url.endswith(f"/{secondo.pk}/scheda/")
    primo.refresh_from_db()
    assert (primo.stato, primo.risposta, primo.risposto_da) == (PUBBLICATO, "Sì.", ufficio.scrive)
    assert in_ufficio(client, secondo, "respingi", motivo=MOTIVO).url == reverse(
        "admin:thinktown_chiarimento_changelist"
    )
    secondo.refresh_from_db()
    assert (secondo.stato, secondo.motivo) == (RESPINTO, MOTIVO)
    in_ufficio(client, primo, "correggi", risposta="No.")
    primo.refresh_from_db()
    assert (primo.risposta, primo.corretto_il is None) == ("No.", False)


def test_the_card_tells_the_story_without_who_asked(client, coda, ufficio):
    rispondi(coda[0], RISPOSTA, da=ufficio.scrive)
    testo = client.get(reverse("admin:thinktown_chiarimento_scheda", args=[coda[0].pk])).content.decode()
    assert ("Ha risposto in pubblico" in testo, "Giulia" in testo, "Verdi-Rossi" in testo) == (True, False, False)
    change = client.get(reverse("admin:thinktown_chiarimento_change", args=[coda[0].pk])).content.decode()
    assert (RISPOSTA in change, "Giulia" in change) == (True, False)


@pytest.mark.parametrize(
    ("verbo", "campi", "campo"),
    [
        ("rispondi", {"risposta": " "}, "risposta"),
        ("rispondi", {"risposta": "a" * 4001}, "risposta"),
        ("respingi", {}, "motivo"),
        ("respingi", {"motivo": "a" * 401}, "motivo"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(client, coda, verbo, campi, campo):
    risposta = in_ufficio(client, coda[0], verbo, **campi)
    assert (risposta.status_code, list(risposta.context[verbo].errors)) == (422, [campo])
    coda[0].refresh_from_db()
    assert coda[0].stato == CHIESTO


def test_two_who_answer_at_once_the_second_reads_who_did_and_keeps_her_words(client, coda, ufficio):
    rispondi(coda[0], RISPOSTA, da=ufficio.pubblica)
    risposta = in_ufficio(client, coda[0], "rispondi", risposta="La mia risposta.")
    testo = html.unescape(risposta.content.decode())
    assert (risposta.status_code, "La mia risposta." in testo, str(ufficio.pubblica) in testo) == (409, True, True)
    assert Chiarimento.objects.get(pk=coda[0].pk).risposta == RISPOSTA


def test_a_verb_that_is_none_is_refused(client, coda):
    assert in_ufficio(client, coda[0], "elimina").status_code == 400


def test_another_body_finds_nothing_there(client, coda):
    altra = con_fattore(rete.membro(rete.ammesso(nome="Altro", codice_fiscale="90000000282"), ruoli.AMMINISTRAZIONE))
    client.force_login(altra)
    scheda = reverse("admin:thinktown_chiarimento_scheda", args=[coda[0].pk])
    assert (client.get(scheda).status_code, in_ufficio(client, coda[0], "rispondi", risposta="x").status_code) == (
        404,
        404,
    )
    assert Transizione.objects.di(coda[0]).count() == 1
