"""The pages of an article: the list and what it costs, its verbs, who sees how far it is, its history."""

import html
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from redazione.enums_articoli import StatoArticolo
from redazione.models import Argomento, Articolo
from talenti.base.clock import adesso
from tests.factories import redazione, rete
from tests.factories import redazione_articoli as di_articoli
from tests.factories.persone import PersonaFactory
from tests.factories.redazione_articoli import MOTIVO, TITOLO, articolo, firmata, in_correzione, scritto

pytestmark = pytest.mark.django_db
BOZZA, IN_REVISIONE, DA_SISTEMARE, PRONTO, PUBBLICATO, ARCHIVIATO = StatoArticolo
ELENCO = "/redazione/articoli/"
QUERY_ELENCO = 15


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def nives(testata):
    return redazione.coordina(testata)


@pytest.fixture
def rita(testata):
    return di_articoli.revisora(testata)


def dove(uno, nome="scrivi", *altro):
    return reverse(f"redazione:{nome}", args=[uno.codice, *altro])


def letta(risposta, stato=200):
    assert risposta.status_code == stato
    return html.unescape(risposta.content.decode())


def stato(uno):
    return Articolo.objects.get(pk=uno.pk).stato


# ── The list ──────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("quanti", [1, 3])
def test_the_list_costs_the_same_whatever_is_written(client, testata, nives, quanti, django_assert_num_queries):
    altra = redazione.testata(
        rete.ammesso(nome="Terza", codice_fiscale="90000020199"), slug="altra", riferimento=testata.partner
    )
    articolo(altra, testo=scritto(titolo="Di un'altra redazione"))
    for n in range(quanti):
        articolo(testata, (IN_REVISIONE, PUBBLICATO, BOZZA)[n], testo=scritto(titolo=f"Articolo {n}"))
    client.force_login(nives)
    client.get(ELENCO)
    with django_assert_num_queries(QUERY_ELENCO):
        pagina = letta(client.get(ELENCO))
    assert [f"Articolo {n}" in pagina for n in range(3)] == [n < quanti for n in range(3)]
    assert "Di un'altra redazione" not in pagina


def test_hers_are_all_there_and_narrowed_by_where_they_are(client, testata):
    giulia = redazione.redattrice(testata)
    for dove_e in (BOZZA, PUBBLICATO, ARCHIVIATO):
        articolo(testata, dove_e, autrici=[giulia], testo=scritto(titolo=f"Suo {dove_e}"))
    articolo(testata, testo=scritto(titolo="Altrui"))
    client.force_login(giulia)
    viste = {
        coda: sorted(str(uno) for uno in client.get(ELENCO + coda).context["articoli"])
        for coda in ("", "?di_chi=miei", "?stato=pubblicato", "?stato=boh&di_chi=tutti")
    }
    suoi = ["Suo archiviato", "Suo bozza", "Suo pubblicato"]
    assert viste == {
        "": ["Altrui", *suoi],
        "?di_chi=miei": suoi,
        "?stato=pubblicato": ["Suo pubblicato"],
        "?stato=boh&di_chi=tutti": ["Altrui", *suoi],
    }


def test_who_left_finds_hers_and_a_stranger_nothing(client, testata):
    una = redazione.collaborazione(testata)
    uno = articolo(testata, autrici=[una.persona])
    articolo(testata, testo=scritto(titolo="Altrui"))
    redazione.actions.lascia(una, da=una.persona)
    client.force_login(una.persona)
    assert [str(uno) for uno in client.get(ELENCO).context["articoli"]] == [TITOLO]
    assert (client.get(dove(uno)).status_code, client.post(dove(uno), {"base": "2"}).status_code) == (200, 403)
    client.force_login(PersonaFactory())
    assert "Qui non c'è ancora nessun articolo" in letta(client.get(ELENCO))
    for nome in ("scrivi", "storia", "anteprima", "anteprima_pagina", "firma", "cura", "pubblica", "chiedi_verifica"):
        assert client.get(dove(uno, nome)).status_code == 404
    client.logout()
    assert client.get(dove(uno)).url == f"/accedi/?next={dove(uno)}"


# ── From the plan ─────────────────────────────────────────────────────────────────────────────────
def test_it_is_begun_from_the_plan(client, testata):
    giulia = redazione.redattrice(testata)
    voce = firmata(testata, [giulia])
    client.force_login(giulia)
    comincia = reverse("redazione:comincia", args=[voce.codice])
    assert comincia in letta(client.get(voce.get_absolute_url()))
    for _volta in range(2):
        assert client.post(comincia).url == dove(Articolo.objects.get())
    pagina = letta(client.get(voce.get_absolute_url()))
    assert (comincia in pagina, dove(Articolo.objects.get()) in pagina) == (False, True)
    assert client.get(comincia).status_code == 405


@pytest.mark.parametrize("dove_e", StatoArticolo)
def test_the_partner_that_it_speaks_of_sees_how_far_it_is_and_no_word_of_it(client, testata, dove_e):
    radio = rete.ammesso(nome="Radio", codice_fiscale="90000010190")
    giulia = redazione.redattrice(testata)
    voce = firmata(testata, [giulia], "La radio del quartiere", riguarda=[radio.pk])
    uno = articolo(testata, dove_e, autrici=[giulia], voce=voce, testo=scritto(titolo="Segreto", sommario="Segreto"))
    uno.note.create(revisione=uno.bozza, da=giulia, testo="Segreto: da chiedere a loro.")
    client.force_login(rete.membro(radio))
    pagina = letta(client.get(voce.get_absolute_url()))
    assert (str(uno.get_stato_display()) in pagina, "Segreto" in pagina, uno.codice in pagina) == (True, False, False)
    for nome in ("scrivi", "storia", "anteprima", "anteprima_pagina", "cura"):
        assert client.get(dove(uno, nome)).status_code == 404
    assert client.post(reverse("redazione:comincia", args=[voce.codice])).status_code == 403


# ── Verbs ─────────────────────────────────────────────────────────────────────────────────────────
def test_each_verb_is_a_button_that_says_what_was_done(client, testata, nives, rita):
    giulia = redazione.redattrice(testata)
    uno = articolo(testata, autrici=[giulia])

    def preme(chi, verbo, frase, **dati):
        client.force_login(chi)
        assert client.post(dove(uno, "articolo_verbo", verbo), dati).url == dove(uno)
        assert frase in letta(client.get(dove(uno)))
        return stato(uno)

    assert preme(giulia, "manda", "Il testo è cambiato mentre lo guardavi", letta="1") == "bozza"
    assert preme(giulia, "manda", "Mandato in revisione.", letta="2") == "in_revisione"
    assert preme(giulia, "riprendi", "Il testo è di nuovo da scrivere.") == "bozza"
    assert preme(giulia, "riprendi", "Lo stato è già «Bozza»") == "bozza"
    preme(giulia, "manda", "Mandato in revisione.", letta="2")
    assert preme(rita, "prendi", "Lo rivedi tu.") == "in_revisione"
    assert preme(rita, "lascia", "La revisione è di nuovo di chi la prende.") == "in_revisione"
    for sbagliata in ("", "x", "²", "9" * 30, "-2", "1"):
        assert preme(rita, "approva", "Il testo è cambiato mentre lo guardavi", letta=sbagliata) == "in_revisione"
    assert preme(rita, "approva", "Aspettiamo la firma", letta="2") == "in_revisione"
    client.force_login(giulia)
    assert letta(client.get(dove(uno, "firma"))).count('name="come"') == 2
    assert client.post(dove(uno, "firma"), {"come": "Il Direttore"}).status_code == 422
    assert client.post(dove(uno, "firma"), {"come": str(giulia)}).url == dove(uno)
    assert preme(rita, "approva", "Approvato: chi coordina sceglie quando esce.", letta="2") == "pronto"
    client.force_login(nives)
    assert client.post(dove(uno, "pubblica")).url == dove(uno)
    assert "Pubblicato: ora si legge." in letta(client.get(dove(uno)))
    assert preme(giulia, "correggi", "Puoi scrivere la correzione.") == "bozza"
    assert preme(giulia, "abbandona", "Correzione lasciata: resta il testo pubblicato.") == "pubblicato"
    client.force_login(nives)
    assert client.post(dove(uno, "articolo_ritira"), {"motivo": " "}).status_code == 422
    assert client.post(dove(uno, "articolo_ritira"), {"motivo": MOTIVO}).url == dove(uno)
    assert (stato(uno), MOTIVO in letta(client.get(dove(uno)))) == ("archiviato", True)
    assert preme(nives, "riapri", "Riaperto.") == "bozza"
    for verbo in ("boh", "pubblica", "ritira"):
        assert client.post(dove(uno, "articolo_verbo", verbo)).status_code == 404


def test_a_note_is_written_ticked_and_sent_back(client, testata, rita):
    giulia = redazione.redattrice(testata)
    uno = articolo(testata, IN_REVISIONE, autrici=[giulia])
    client.force_login(rita)
    pagina = letta(client.post(dove(uno, "annota"), {"testo": "Mia.", "brano": "che non c'è", "letta": "2"}), 409)
    assert ("Queste parole nel testo non ci sono" in pagina, "Mia." in pagina) == (True, True)
    assert client.post(dove(uno, "annota"), {"testo": "", "letta": "2"}).status_code == 422
    assert client.post(dove(uno, "articolo_rimanda"), {"testo": ""}).status_code == 409
    assert client.post(dove(uno, "articolo_rimanda"), {"testo": "x" * 601}).status_code == 422
    assert client.post(dove(uno, "annota"), {"testo": "Quando?", "brano": "ogni mattina", "letta": "2"}).url == dove(
        uno
    )
    assert client.post(dove(uno, "articolo_rimanda"), {"testo": ""}).url == dove(uno)
    nota = uno.note.get()
    assert client.post(dove(uno, "nota_sistema", nota.pk)).status_code == 403
    client.force_login(giulia)
    assert "Quando?" in letta(client.get(dove(uno)))
    for dati, frase in (({}, "Nota sistemata."), ({"di_nuovo": "1"}, "Nota di nuovo aperta.")):
        assert client.post(dove(uno, "nota_sistema", nota.pk), dati).url == dove(uno)
        assert frase in letta(client.get(dove(uno)))
    assert client.post(dove(articolo(testata), "nota_sistema", nota.pk)).status_code == 404


def test_when_it_comes_out_is_said_in_the_hour_of_rome(client, testata, nives):
    uno = articolo(testata, PRONTO)
    client.force_login(nives)
    quando = timezone.localtime(adesso() + timedelta(days=2)).replace(second=0, microsecond=0)
    scritto_cosi = f"{quando:%Y-%m-%dT%H:%M}"
    for dati, campo in (
        ({"dal": "domani"}, "dal"),
        ({"dal": "2027-03-28T02:30"}, "dal"),
        ({"al": "2020-01-01T00:00"}, "al"),
    ):
        risposta = client.post(dove(uno, "pubblica"), dati)
        assert (risposta.status_code in (409, 422), list(risposta.context["form"].errors)) == (True, [campo])
    client.post(dove(uno, "pubblica"), {"dal": scritto_cosi})
    uno.refresh_from_db()
    assert (uno.dal, "Esce da solo: " in letta(client.get(dove(uno)))) == (quando, True)
    assert scritto_cosi in letta(client.get(dove(uno, "programma")))
    assert client.post(dove(uno, "programma"), {"dal": "", "al": ""}).url == dove(uno)
    pagina = letta(client.get(dove(uno, "programma")))
    assert ("È già uscito" in pagina, 'name="dal"' in pagina) == (True, False)
    assert client.post(dove(uno, "programma"), {"al": "2020-01-01T00:00"}).status_code == 409
    assert client.post(dove(uno, "programma"), {"al": scritto_cosi}).url == dove(uno)
    uno.refresh_from_db()
    assert uno.al == quando


def test_a_correction_asks_what_changed_and_keeps_when_it_ends(client, testata, nives):
    fine = adesso() + timedelta(days=9)
    uno = in_correzione(testata, PRONTO)
    Articolo.objects.update(al=fine)
    client.force_login(nives)
    assert 'name="nota"' in letta(client.get(dove(uno, "pubblica")))
    assert client.post(dove(uno, "pubblica"), {"nota": ""}).status_code == 422
    assert client.post(dove(uno, "pubblica"), {"nota": "Era sbagliata la data."}).url == dove(uno)
    uno.refresh_from_db()
    assert (uno.viva.n, uno.al, uno.correzioni.get().nota) == (3, fine, "Era sbagliata la data.")
    assert "Era sbagliata la data." in letta(client.get(dove(uno)))


# ── Topics, licence, history, preview ─────────────────────────────────────────────────────────────
def test_topics_and_licence_are_chosen_from_their_lists(client, testata):
    giulia, lavoro = redazione.redattrice(testata), di_articoli.argomento()
    uno = articolo(testata, autrici=[giulia])
    client.force_login(giulia)
    for dati in (
        {"licenza": "boh"},
        {"licenza": "cc0-1.0", "argomenti": ["0"]},
        {"licenza": "cc0-1.0", "argomenti": "9" * 30},
    ):
        assert client.post(dove(uno, "cura"), dati).status_code == 422
    assert client.post(dove(uno, "cura"), {"licenza": "cc0-1.0", "argomenti": [lavoro.pk]}).url == dove(uno)
    uno.refresh_from_db()
    assert (uno.licenza, list(uno.argomenti.all())) == ("cc0-1.0", [lavoro])
    assert client.get(dove(uno, "cura")).context["form"].initial == {"argomenti": [lavoro.pk], "licenza": "cc0-1.0"}
    # The list itself is of who coordinates.
    assert "Lavoro" in letta(client.get("/redazione/argomenti/"))
    assert client.post("/redazione/argomenti/", {"nome": "Casa"}).status_code == 403
    client.force_login(redazione.coordina(testata))
    for nome, atteso in (("", 422), ("Lavoro", 409), ("Casa", 302)):
        assert client.post("/redazione/argomenti/", {"nome": nome}).status_code == atteso
    for slug, atteso in (("lavoro", 302), ("casa", 302), ("boh", 404)):
        assert client.post("/redazione/argomenti/", {"togli": slug}).status_code == atteso
    assert [uno.slug for uno in Argomento.objects.all()] == ["lavoro"]


def test_any_two_texts_are_compared_and_one_is_taken_up_again(client, testata):
    giulia = redazione.redattrice(testata)
    uno = articolo(testata, autrici=[giulia])
    for n in range(2, 40):
        di_articoli.testi.salva(uno, scritto(html=f"<p>Testo {n}.</p>"), base=n, da=giulia)
    client.force_login(giulia)
    assert len(client.get(dove(uno, "storia")).context["page_obj"]) == 30
    assert len(client.get(dove(uno, "storia"), {"page": "2"}).context["page_obj"]) == 10
    contesti = {
        coda: client.get(dove(uno, "confronto", 5) + coda).context for coda in ("", "?con=3", "?con=99", "?con=²")
    }
    assert [contesti[coda]["prima"].n for coda in contesti] == [4, 3, 4, 4]
    assert client.get(dove(uno, "confronto", 1)).context["prima"] is None
    assert client.get(dove(uno, "confronto", 99)).status_code == 404
    assert client.post(dove(uno, "confronto", 5)).url == dove(uno)
    uno.refresh_from_db()
    assert (uno.bozza.n, uno.bozza.html) == (41, "<p>Testo 4.</p>")
    client.force_login(redazione.redattrice(testata))
    assert client.post(dove(uno, "confronto", 5)).status_code == 403


@pytest.mark.parametrize(("per", "ci_arriva"), [("", True), ("lavoro", True), ("imprese", False), ("boh", True)])
def test_the_preview_says_who_will_not_see_it(client, testata, nives, per, ci_arriva):
    voce = firmata(testata, pubblici=["lavoro"])
    uno = articolo(testata, voce=voce, autrici=[voce.autori.get().persona])
    client.force_login(nives)
    risposta = client.get(dove(uno, "anteprima"), {"per": per, "come": "desktop"})
    assert (risposta.context["ci_arriva"], risposta.context["telefono"]) == (ci_arriva, False)
    cornice = client.get(dove(uno, "anteprima_pagina"))
    assert (cornice["X-Frame-Options"], "frame-ancestors 'self'" in cornice["Content-Security-Policy"]) == (
        "SAMEORIGIN",
        True,
    )


def test_the_fact_check_is_asked_from_its_page(client, testata):
    giulia = redazione.redattrice(testata)
    uno = articolo(testata, autrici=[giulia])
    client.force_login(giulia)
    dati = {"nome": "Ada", "email": "ada@example.org", "domanda": "È giusto?"}
    letta(client.get(dove(uno, "chiedi_verifica")))
    assert client.post(dove(uno, "chiedi_verifica"), dati | {"email": "ada"}).status_code == 422
    for _n in range(5):
        assert client.post(dove(uno, "chiedi_verifica"), dati).url == dove(uno)
    assert "Ci sono già 5 verifiche" in letta(client.post(dove(uno, "chiedi_verifica"), dati), 409)
    assert (uno.verifiche.count(), "È giusto?" in letta(client.get(dove(uno)))) == (5, True)
