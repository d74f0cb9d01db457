"""An application begun and written in its pages: nothing lost, nothing of others, each refusal in a sentence."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from talenti.base.clock import a_quest_ora
from tests.factories import rete
from tests.factories.thinktown import (
    RISPOSTE,
    Ufficio,
    cominciata,
    completa,
    entra,
    inviata,
    maggiorenne,
    minorenne,
    pronta,
    risposta,
)
from thinktown import actions
from thinktown.models import Domanda
from thinktown.queries import risposte_di

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


@pytest.fixture
def giulia(client):
    persona = maggiorenne()
    client.force_login(persona)
    return persona


@pytest.fixture
def domanda(bando, giulia):
    return cominciata(bando, giulia)


def indirizzo(nome, *argomenti):
    return reverse(f"thinktown:{nome}", args=argomenti)


def da_inviare(client, domanda, parte, **cambiati):
    """What a browser would send of a part: its hidden fields, what stands in the others, the changes."""
    pagina = client.get(indirizzo("parte", domanda.codice, parte))
    campi = {}
    for voce in pagina.context["voci"]:
        chiave = voce.quesito.chiave
        campi |= {f"n-{chiave}": str(voce.versione), f"g-{chiave}": voce.gettone}
        if voce.quesito.tipo == "tabella":
            campi |= {cella.nome: cella.valore for riga in voce.righe for cella in riga}
        elif voce.quesito.tipo not in ("file", "data"):
            campi[f"v-{chiave}"] = voce.campo.value() or ""
    return campi | cambiati


# ── Begun ─────────────────────────────────────────────────────────────────────────────────────────
CHI = {"come": "gruppi|gruppo", "soggetto": "Radio Quartiere"}


def test_one_begins_and_finds_her_draft_again(client, bando, giulia):
    via = indirizzo("comincia", bando.slug)
    creata = client.post(via, CHI)
    domanda = Domanda.objects.get()
    assert (domanda.sezione, domanda.proponente, domanda.soggetto) == ("gruppi", "gruppo", "Radio Quartiere")
    assert creata.url == client.get(via).url == client.post(via, CHI).url == indirizzo("domanda", domanda.codice)
    assert Domanda.objects.count() == 1


@pytest.mark.parametrize(
    ("campi", "campo", "frase"),
    [
        ({"soggetto": "Noi"}, "come", "Scegli come vi presentate."),
        ({"come": "gruppi|associazione", "soggetto": "Noi"}, "come", "Scegli una di queste."),
        ({"come": "gruppi|gruppo"}, "soggetto", "Scrivi come vi chiamate: si può cambiare anche dopo."),
        ({**CHI, "soggetto": "a" * 121}, "soggetto", "Il nome è troppo lungo: al massimo 120 caratteri."),
        (
            {**CHI, "codice_fiscale": "123"},
            "codice_fiscale",
            "Il codice fiscale di un'organizzazione ha 11 cifre; quello di una persona 16 caratteri.",
        ),
    ],
)
def test_what_is_missing_stands_beside_its_field(client, bando, giulia, campi, campo, frase):
    rifiutata = client.post(indirizzo("comincia", bando.slug), campi)
    assert (rifiutata.status_code, rifiutata.context["form"].errors) == (422, {campo: [frase]})
    assert not Domanda.objects.exists()


def test_before_the_opening_and_after_the_closing_nothing_begins(client, bando, giulia):
    for quando in (bando.apre_il - timedelta(seconds=1), bando.chiude_il):
        with a_quest_ora(quando):
            rifiutata = client.post(indirizzo("comincia", bando.slug), CHI)
        assert (rifiutata.status_code, "Adesso non si può cominciare" in rifiutata.content.decode()) == (409, True)
    assert not Domanda.objects.exists()


def test_who_is_not_signed_in_comes_back_here(client, bando):
    via = indirizzo("comincia", bando.slug)
    assert client.get(via).url == f"/accedi/?next={via}"


def test_a_call_that_is_not_out_has_no_application(client, ufficio, giulia):
    assert client.get(indirizzo("comincia", ufficio.bozza().slug)).status_code == 404


# ── Nobody else's ─────────────────────────────────────────────────────────────────────────────────
PAGINE = ("domanda", "chi")


@pytest.fixture
def estranei(ufficio, domanda):
    """Who is not in the group: a stranger, who was taken out, who is asked in and has not answered, the office."""
    tolta, invitata = maggiorenne(), maggiorenne()
    giulia = domanda.componenti.get().persona
    actions.togli(entra(domanda, tolta, da=giulia), da=giulia)
    actions.invita(domanda, invitata.email, ruolo="scrive", da=giulia)
    return [maggiorenne(), tolta, invitata, ufficio.scrive, ufficio.pubblica]


def test_a_draft_does_not_exist_for_anybody_else(client, domanda, estranei):
    risposta(domanda, "titolo", "Titolo segreto", da=domanda.componenti.get(ruolo="referente").persona)
    for chi in estranei:
        client.force_login(chi)
        for nome in PAGINE:
            assert client.get(indirizzo(nome, domanda.codice)).status_code == 404
        assert client.get(indirizzo("parte", domanda.codice, "progetto")).status_code == 404
        for nome in ("voce", "voce_file"):
            assert client.post(indirizzo(nome, domanda.codice, "titolo"), {"v-titolo": "Mio"}).status_code == 404
        assert "Titolo segreto" not in client.get(indirizzo("mie")).content.decode()
    assert risposte_di(domanda) == {"titolo": "Titolo segreto"}


def test_who_may_only_read_reads_and_writes_nothing(client, domanda, giulia):
    lettrice = maggiorenne()
    entra(domanda, lettrice, da=giulia, ruolo="legge")
    risposta(domanda, "titolo", "Radio", da=giulia)
    client.force_login(lettrice)
    pagina = client.get(indirizzo("domanda", domanda.codice)).content.decode()
    assert ("Radio" in pagina, "puoi leggere, non scrivere" in pagina) == (True, True)
    parte = indirizzo("parte", domanda.codice, "progetto")
    assert client.get(parte).url == indirizzo("domanda", domanda.codice)
    assert client.post(parte, {"n-titolo": "1", "g-titolo": "x", "v-titolo": "Mio"}).status_code == 403
    assert client.post(indirizzo("chi", domanda.codice), CHI | {"soggetto": "Mio"}).status_code == 403
    assert (risposte_di(domanda), Domanda.objects.get().soggetto) == ({"titolo": "Radio"}, "Radio Quartiere")


# ── A part, saved by its button ───────────────────────────────────────────────────────────────────
def test_a_part_is_saved_whole_and_leads_to_the_next(client, domanda):
    campi = da_inviare(
        client, domanda, "progetto", **{"v-titolo": "Radio", "v-tema": "utilita", "v-idea": "Una\r\nradio"}
    )
    fatta = client.post(indirizzo("parte", domanda.codice, "progetto"), campi)
    assert fatta.url == indirizzo("parte", domanda.codice, "tempi")
    assert risposte_di(domanda) == {"titolo": "Radio", "tema": "utilita", "idea": "Una\nradio"}


def test_the_same_page_sent_twice_is_one_save(client, domanda):
    campi = da_inviare(client, domanda, "progetto", **{"v-titolo": "Radio"})
    for _volta in range(2):
        client.post(indirizzo("parte", domanda.codice, "progetto"), campi)
    assert list(domanda.salvataggi.values_list("quesito", "versione")) == [("titolo", 1)]


def test_what_cannot_be_kept_is_told_and_the_rest_is_saved(client, domanda):
    campi = da_inviare(
        client, domanda, "soldi", **{"v-chiesto": "mille", "v-spese-0-voce": "Cavi", "v-spese-0-quanto": "9"}
    )
    rifiutata = client.post(indirizzo("parte", domanda.codice, "soldi"), campi)
    assert (rifiutata.status_code, rifiutata.context["form"].errors) == (
        422,
        {"v-chiesto": ["Scrivi una somma in euro, per esempio 1.200 oppure 1.200,50."]},
    )
    assert 'value="mille"' in rifiutata.content.decode()
    assert risposte_di(domanda) == {"spese": [{"voce": "Cavi", "quanto": "9.00", "a_chi": ""}]}


def test_a_row_that_is_wrong_is_named(client, domanda):
    campi = da_inviare(client, domanda, "soldi", **{"v-spese-0-voce": "Cavi", "v-spese-1-quanto": "tanto"})
    rifiutata = client.post(indirizzo("parte", domanda.codice, "soldi"), campi)
    assert rifiutata.context["form"].errors == {
        "v-spese": [
            "Riga 2, «Quanto costa». Scrivi una somma in euro, per esempio 1.200 oppure 1.200,50.",
        ]
    }
    assert 'value="tanto"' in rifiutata.content.decode()


def test_an_answer_that_opens_a_question_shows_it_before_going_on(client, domanda):
    campi = da_inviare(client, domanda, "tempi", **{"v-occasione": "si"})
    via = indirizzo("parte", domanda.codice, "tempi")
    assert client.post(via, campi).url == f"{via}#voce-evento"
    evento = {voce.quesito.chiave: voce.chiesta for voce in client.get(via).context["voci"]}["evento"]
    assert evento is True


def test_after_the_term_the_page_keeps_what_was_written(client, domanda, bando):
    campi = da_inviare(client, domanda, "progetto", **{"v-idea": "Scritto tardi"})
    with a_quest_ora(bando.chiude_il):
        rifiutata = client.post(indirizzo("parte", domanda.codice, "progetto"), campi)
    pagina = rifiutata.content.decode()
    assert (rifiutata.status_code, "Scritto tardi" in pagina, "Il termine è passato" in pagina) == (409, True, True)
    assert risposte_di(domanda) == {}


def test_a_part_of_another_section_is_not_there(client, domanda):
    assert client.get(indirizzo("parte", domanda.codice, "nessuna")).status_code == 404
    quesiti = [voce.quesito.chiave for voce in client.get(indirizzo("parte", domanda.codice, "soldi")).context["voci"]]
    assert quesiti == ["spese", "chiesto"]


# ── Two people, two tabs ──────────────────────────────────────────────────────────────────────────
@pytest.fixture
def marco(domanda, giulia):
    persona = maggiorenne(nome="Marco", cognome="Prova")
    entra(domanda, persona, da=giulia)
    return persona


def test_two_texts_stand_side_by_side_until_one_is_chosen(client, domanda, marco):
    via = indirizzo("parte", domanda.codice, "progetto")
    campi = da_inviare(client, domanda, "progetto", **{"v-idea": "La mia"})
    risposta(domanda, "idea", "Quella di Marco", da=marco)
    conflitto = client.post(via, campi)
    pagina = conflitto.content.decode()
    assert conflitto.status_code == 409
    assert ("La mia" in pagina, "Quella di Marco" in pagina, "Marco Prova" in pagina) == (True, True, True)
    assert risposte_di(domanda)["idea"] == "Quella di Marco"
    # Sent again without a choice it asks again; nobody's words go.
    poi = campi | {"n-idea": "1", "g-idea": "altro", "c-idea": "1"}
    assert client.post(via, poi).status_code == 409
    assert risposte_di(domanda)["idea"] == "Quella di Marco"
    assert client.post(via, poi | {"tieni-idea": "altra"}).status_code == 302
    assert risposte_di(domanda)["idea"] == "Quella di Marco"
    assert client.post(via, poi | {"tieni-idea": "mia"}).status_code == 302
    assert risposte_di(domanda)["idea"] == "La mia"


def test_what_one_did_not_touch_does_not_write_over_the_other(client, domanda, giulia, marco):
    risposta(domanda, "titolo", "Prima", da=giulia)
    campi = da_inviare(client, domanda, "progetto", **{"v-idea": "La mia"})
    risposta(domanda, "titolo", "Dopo", da=marco)
    assert client.post(indirizzo("parte", domanda.codice, "progetto"), campi).status_code == 302
    assert risposte_di(domanda) == {"titolo": "Dopo", "idea": "La mia"}


def test_the_list_says_what_somebody_else_has_changed(client, domanda, giulia, marco):
    risposta(domanda, "titolo", "Mio", da=giulia)
    assert client.get(indirizzo("domanda", domanda.codice)).context["cambio"] is None
    risposta(domanda, "idea", "Sua", da=marco)
    pagina = client.get(indirizzo("domanda", domanda.codice)).content.decode()
    assert "Marco Prova ha cambiato «Che cosa volete fare»" in pagina
    client.force_login(marco)
    assert client.get(indirizzo("domanda", domanda.codice)).context["cambio"] is None


# ── Who applies ───────────────────────────────────────────────────────────────────────────────────
def test_the_section_is_changed_and_what_was_written_stays(client, domanda, giulia):
    risposta(domanda, "titolo", "Radio", da=giulia)
    campi = {"come": "associazioni|associazione", "soggetto": "Circolo Prova", "codice_fiscale": "91000000017"}
    assert client.post(indirizzo("chi", domanda.codice), campi).status_code == 302
    domanda.refresh_from_db()
    assert (domanda.sezione, domanda.proponente, domanda.soggetto, domanda.codice_fiscale) == (
        "associazioni",
        "associazione",
        "Circolo Prova",
        "91000000017",
    )
    assert risposte_di(domanda) == {"titolo": "Radio"}
    assert [
        voce.quesito.chiave for voce in client.get(indirizzo("parte", domanda.codice, "soldi")).context["voci"]
    ] == [
        "spese",
        "chiesto",
        "nostro",
    ]


# ── Where it stands ───────────────────────────────────────────────────────────────────────────────
def righe(pagina):
    return {voce["nome"]: str(voce["stato"]) for gruppo in pagina.context["gruppi"] for voce in gruppo["voci"]}


def test_each_part_says_where_it_stands(client, domanda, giulia):
    risposta(domanda, "titolo", "Radio", da=giulia)
    risposta(domanda, "chiesto", "5000", da=giulia)
    assert righe(client.get(indirizzo("domanda", domanda.codice))) == {
        "Il progetto": "Da finire",
        "Quando": "Da iniziare",
        "Quanto costa": "Da correggere",
        "Chi siete": "Da iniziare",
        "Chi presenta la domanda": "Fatto",
        "La tua residenza": "Da finire",
        "Il gruppo": "Da finire",
        "Controlla e invia": "Da inviare",
    }


def test_when_all_is_written_one_press_is_left(client, bando, giulia):
    domanda = pronta(bando, giulia)
    pagina = client.get(indirizzo("domanda", domanda.codice))
    assert set(righe(pagina).values()) == {"Fatto", "Da inviare"}
    assert (pagina.context["da_fare"], pagina.context["quante_pronte"]) == (None, "7 parti su 7 pronte")


def test_a_closed_draft_is_read(client, domanda, bando, giulia):
    risposta(domanda, "idea", RISPOSTE["idea"], da=giulia)
    with a_quest_ora(bando.chiude_il):
        pagina = client.get(indirizzo("domanda", domanda.codice)).content.decode()
        assert client.get(indirizzo("parte", domanda.codice, "progetto")).status_code == 302
    assert (RISPOSTE["idea"] in pagina, "Non è stata inviata" in pagina) == (True, True)


def test_a_sent_one_says_when_and_that_a_change_is_not_sent_yet(client, bando, giulia):
    domanda = inviata(bando, giulia)
    via = indirizzo("domanda", domanda.codice)
    prima = client.get(via).content.decode()
    assert ("numero 1" in prima, "cambiato qualcosa dopo l'invio" in prima) == (True, False)
    risposta(domanda, "titolo", "Un altro", da=giulia)
    assert "cambiato qualcosa dopo l'invio" in client.get(via).content.decode()


# ── Mine ──────────────────────────────────────────────────────────────────────────────────────────
def test_my_applications_and_who_asks_me_in(client, bando, giulia):
    mia = cominciata(bando, giulia)
    risposta(mia, "titolo", "Radio", da=giulia)
    altra = maggiorenne()
    actions.invita(cominciata(bando, altra), giulia.email, ruolo="legge", da=altra)
    inviata(bando, maggiorenne())
    pagina = client.get(indirizzo("mie"))
    assert [(riga["titolo"], riga["parola"]) for riga in pagina.context["righe"]] == [("Radio", "Non ancora inviata")]
    # As many things as its own page of sending says.
    [riga] = pagina.context["righe"]
    mancano = len(client.get(indirizzo("invia", mia.codice)).context["manca"])
    assert riga["frase"].startswith(f"Mancano {mancano} cose. Inviatela prima di lunedì ")
    assert [invito["titolo"] for invito in pagina.context["inviti"]] == ["Radio Quartiere"]


def test_the_list_costs_the_same_for_one_and_for_three(client, ufficio, giulia, django_assert_num_queries):
    def conta():
        with django_assert_num_queries(15):
            assert client.get(indirizzo("mie")).status_code == 200

    cominciata(ufficio.pubblicato(), giulia)
    client.get(indirizzo("mie"))
    conta()
    for _volta in range(2):
        cominciata(ufficio.pubblicato(), giulia)
    conta()


def test_what_waits_stands_in_her_area(client, bando, giulia):
    domanda = cominciata(bando, giulia)
    pagina = client.get("/area/").content.decode()
    assert ("Finisci la domanda: Radio Quartiere" in pagina, domanda.get_absolute_url() in pagina) == (True, True)
    with a_quest_ora(bando.chiude_il):
        assert "Finisci la domanda" not in client.get("/area/").content.decode()


def test_a_minor_where_the_call_does_not_let_her_is_told(client, ufficio):
    detta = completa()
    bando = ufficio.pubblicato(replace(detta, chi=replace(detta.chi, minori=False)))
    client.force_login(minorenne())
    assert "Questo bando è per chi ha già 18 anni." in client.get(indirizzo("comincia", bando.slug)).content.decode()
    assert client.post(indirizzo("comincia", bando.slug), CHI).status_code == 403


def test_the_office_of_another_body_sees_no_draft(client, domanda):
    client.force_login(Ufficio(rete.ammesso(nome="Omega", codice_fiscale="90000000646")).scrive)
    assert client.get(indirizzo("domanda", domanda.codice)).status_code == 404
