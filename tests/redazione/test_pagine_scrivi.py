"""Autosave as JSON, key by key; the desk without its script; two texts put together on their page."""

import html

import pytest
from django.urls import reverse

from redazione.actions import revisione, testi
from redazione.models import Presenza, Revisione
from talenti.rete import ruoli
from talenti.rete.models import Appartenenza
from tests.factories import redazione, rete
from tests.factories.persone import PersonaFactory
from tests.factories.redazione_articoli import TESTO, articolo, scritto

pytestmark = pytest.mark.django_db
QUERY_SALVA, QUERY_VIVO = 36, 17


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def giulia(testata):
    return redazione.redattrice(testata, PersonaFactory(nome="Giulia", cognome="Verdi"))


@pytest.fixture
def ugo(testata):
    return redazione.redattrice(testata, PersonaFactory(nome="Ugo", cognome="Neri"))


@pytest.fixture
def uno(testata, giulia, ugo):
    return articolo(testata, autrici=[giulia, ugo])


def dove(uno, nome="scrivi", *altro):
    return reverse(f"redazione:{nome}", args=[uno.codice, *altro])


def inviato(base=2, **campi):
    """What the page sends."""
    return {"titolo": "La filanda", "sommario": "In breve.", "html": TESTO, "base": base, "gettone": "g1"} | campi


def letta(risposta, stato=200):
    assert risposta.status_code == stato
    return html.unescape(risposta.content.decode())


def salva(client, uno, stato=200, **campi):
    risposta = client.post(dove(uno, "scrivi_salva"), inviato(**campi))
    assert (risposta.status_code, risposta["Content-Type"]) == (stato, "application/json")
    return risposta.json()


# ── Autosave ──────────────────────────────────────────────────────────────────────────────────────
def test_saved_it_says_which_revision_when_and_what_is_missing(client, uno, giulia):
    client.force_login(giulia)
    detto = salva(client, uno)
    assert set(detto) == {"n", "ora", "parole", "controlli", "attuale", "chi"}
    assert (detto["n"], detto["attuale"], detto["chi"], detto["parole"]) == (3, 3, "", "114 parole")
    assert ("Aspettiamo la firma di" in html.unescape(detto["controlli"]), detto["ora"][-3]) == (True, ":")
    nuova = Revisione.objects.get(n=3)
    assert (nuova.titolo, nuova.da, nuova.gettone, Presenza.objects.get().persona) == (
        "La filanda",
        giulia,
        "g1",
        giulia,
    )
    # Sent again, since the answer got lost: the same.
    assert (salva(client, uno)["n"], Revisione.objects.count()) == (3, 3)


def test_put_together_it_sends_what_came_out(client, uno, giulia, ugo):
    testi.segna_presenza(uno, ugo)
    testi.salva(uno, scritto(html=TESTO + "<p>Di Ugo.</p>"), base=2, da=ugo)
    client.force_login(giulia)
    detto = salva(client, uno)
    assert set(detto) == {"n", "ora", "parole", "controlli", "attuale", "chi", "mia", "titolo", "sommario", "html",
                          "copertina"}  # fmt: skip
    assert detto["copertina"] is None
    assert (detto["n"], detto["mia"], detto["attuale"], detto["chi"]) == (5, 4, 5, "Ugo Neri sta scrivendo")
    assert (detto["titolo"], detto["sommario"], "Di Ugo." in detto["html"]) == ("La filanda", "In breve.", True)


def test_in_the_same_place_it_says_where_to_choose(client, uno, giulia, ugo):
    testi.salva(uno, scritto(titolo="Di Ugo"), base=2, da=ugo)
    client.force_login(giulia)
    detto = salva(client, uno, 409)
    assert detto == {
        "codice": "testo_cambiato",
        "frase": "Ugo Neri ha scritto negli stessi punti mentre scrivevi. Il tuo testo è al sicuro: "
        "scegli come unirli.",
        "unisci": dove(uno, "unisci", 4),
        "mia": 4,
    }
    assert (salva(client, uno, 409), Revisione.objects.count()) == (detto, 4)


def test_where_it_is_not_written_any_more_it_says_so(client, uno, giulia):
    revisione.manda(uno, letta=2, da=giulia)
    client.force_login(giulia)
    assert salva(client, uno, 409) == {
        "codice": "non_si_scrive",
        "frase": "Il testo ora è «In revisione»: per scriverci ancora, prima riprendilo.",
    }


@pytest.mark.parametrize(
    ("campi", "codice", "campo"),
    [
        ({"base": ""}, "modulo", "base"),
        ({"base": "-1"}, "modulo", "base"),
        ({"titolo": "x" * 121}, "modulo", "titolo"),
        ({"html": "x" * 60_001}, "lungo", "html"),
        ({"copertina": "bcdfghjkmn"}, "dato_non_accettato", "copertina"),
        ({"gettone": "x" * 41}, "modulo", "gettone"),
    ],
)
def test_what_is_wrong_is_said_by_its_field(client, uno, giulia, campi, codice, campo):
    client.force_login(giulia)
    detto = salva(client, uno, 400, **campi)
    assert (set(detto), detto["codice"], detto["campo"]) == ({"codice", "frase", "campo"}, codice, campo)
    assert (len(detto["frase"]) > 10, Revisione.objects.count()) == (True, 2)


def test_who_may_not_is_told_why_and_leaves_no_sign(client, testata, uno):
    client.force_login(redazione.redattrice(testata))
    for campi in ({}, {"vivo": "1"}):
        assert salva(client, uno, 403, **campi) == {
            "codice": "non_lo_scrive",
            "frase": "Lo scrive chi è indicato nel piano. Per scriverlo anche tu, chiedi a chi coordina.",
        }
    assert (Presenza.objects.count(), Revisione.objects.count()) == (0, 2)


def test_whose_login_ended_keeps_the_text_and_is_told_where_to_sign_in(client, uno):
    detto = salva(client, uno, 401)
    assert detto == {
        "codice": "sessione_finita",
        "frase": "La sessione è finita: accedi in un'altra scheda, il testo resta qui.",
        "accedi": f"/accedi/?next={dove(uno)}",
    }
    assert client.get(dove(uno, "scrivi_salva")).status_code == 401
    client.force_login(PersonaFactory())
    assert client.post(dove(uno, "scrivi_salva"), inviato()).status_code == 404


def test_a_sign_of_life_saves_nothing(client, uno, giulia, ugo):
    client.force_login(giulia)
    assert salva(client, uno, vivo="1") == {"attuale": 2, "chi": ""}
    client.force_login(ugo)
    assert salva(client, uno, vivo="1") == {"attuale": 2, "chi": "Giulia Verdi sta scrivendo"}
    assert (Revisione.objects.count(), client.get(dove(uno, "scrivi_salva")).status_code) == (2, 405)


@pytest.mark.parametrize("quante", [0, 3])
def test_a_save_costs_the_same_whatever_was_saved_before(client, uno, giulia, quante, django_assert_num_queries):
    for n in range(quante):
        testi.salva(uno, scritto(titolo=f"Titolo {n}"), base=2 + n, da=giulia)
    client.force_login(giulia)
    salva(client, uno, vivo="1")
    with django_assert_num_queries(QUERY_VIVO):
        salva(client, uno, vivo="1")
    with django_assert_num_queries(QUERY_SALVA):
        salva(client, uno, base=2 + quante)


def test_what_is_pasted_comes_back_clean(client, uno, giulia, testata):
    client.force_login(giulia)
    risposta = client.post(
        dove(uno, "scrivi_pulisci"), {"html": "<p class=MsoNormal onclick=x>Ciao<script>x</script></p>"}
    )
    assert risposta.json() == {"html": "<p>Ciao</p>"}
    client.force_login(redazione.redattrice(testata))
    assert client.post(dove(uno, "scrivi_pulisci"), {"html": "x"}).status_code == 403


# ── Without the script ────────────────────────────────────────────────────────────────────────────
def test_the_page_saves_markdown_by_its_button(client, uno, giulia, ugo):
    client.force_login(giulia)
    pagina = letta(client.get(dove(uno)))
    assert ("## Come si comincia" in pagina, 'name="base" value="2"' in pagina) == (True, True)
    dati = {"titolo": "A mano", "sommario": "", "testo": "## Titolo\n\nCiao **a tutti**.", "base": "2"}
    assert client.post(dove(uno), dati).url == dove(uno)
    assert Revisione.objects.get(n=3).html == "<h2>Titolo</h2><p>Ciao <strong>a tutti</strong>.</p>"
    assert "Salvato." in letta(client.get(dove(uno)))
    # On an older text: put together, or taken to where one chooses.
    client.force_login(ugo)
    client.post(dove(uno), dati | {"titolo": "La filanda che ripara biciclette", "testo": "Altro.", "base": "3"})
    client.post(dove(uno), dati | {"titolo": "A mano", "sommario": "In breve.", "base": "3"})
    assert client.post(dove(uno), dati | {"titolo": "Conteso", "base": "2"}).url.startswith(dove(uno) + "unisci/")


def test_what_is_refused_stays_on_the_page(client, uno, giulia):
    client.force_login(giulia)
    dati = {"titolo": "x" * 121, "sommario": "", "testo": "Parole mie.", "base": "2"}
    pagina = letta(client.post(dove(uno), dati), 422)
    assert ("Parole mie." in pagina, "x" * 121 in pagina) == (True, True)
    # Markdown that fits, of which the text that is kept does not: said, and nothing is gone.
    lungo = "&" * 15_000
    pagina = letta(client.post(dove(uno), dati | {"titolo": "Uno", "testo": lungo}), 409)
    assert (lungo in pagina, "Al massimo 60000 caratteri: accorcia il testo." in pagina) == (True, True)
    revisione.manda(uno, letta=2, da=giulia)
    assert client.post(dove(uno), dati | {"titolo": "Uno"}).status_code == 409
    assert Revisione.objects.count() == 2


def test_who_does_not_write_it_reads_it(client, testata, uno):
    client.force_login(redazione.redattrice(testata))
    pagina = letta(client.get(dove(uno)))
    assert ("Il laboratorio apre ogni mattina" in pagina, 'id="scrivi"' in pagina) == (True, False)
    assert client.post(dove(uno), inviato()).status_code == 403


# ── Two texts ─────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def conteso(uno, giulia, ugo):
    """The number of what Giulia wrote where Ugo wrote, too."""
    testi.salva(uno, scritto(titolo="Di Ugo", html=TESTO.replace("comincia", "parte")), base=2, da=ugo)
    with pytest.raises(testi.PuntiContesi) as errore:
        testi.salva(uno, scritto(titolo="Di Giulia", html=TESTO.replace("comincia", "inizia")), base=2, da=giulia)
    return errore.value.mia.n


def test_one_chooses_point_by_point(client, uno, giulia, conteso):
    client.force_login(giulia)
    assert dove(uno, "unisci", conteso) in letta(client.get(dove(uno)))
    pagina = letta(client.get(dove(uno, "unisci", conteso)))
    for parole in ("Come si inizia", "Come si parte", "Di Giulia", "Tieni quello di Ugo Neri", 'name="su" value="3"'):
        assert parole in pagina
    qui, scelte = dove(uno, "unisci", conteso), {"su": "3", "blocco-0": "mia", "campo-titolo": "sua"}
    for manca in ("blocco-0", "campo-titolo"):
        for valore in ("", "tutte"):
            assert "Scegli per ogni punto" in letta(client.post(qui, scelte | {manca: valore}), 422)
    for su in ("", "2", "x", "9" * 30):
        assert "Il testo è cambiato ancora" in letta(client.post(qui, scelte | {"su": su}), 409)
    assert client.post(qui, scelte).url == dove(uno)
    uno.refresh_from_db()
    assert (uno.bozza.n, uno.bozza.titolo, "Come si inizia" in uno.bozza.html) == (5, "Di Ugo", True)
    assert qui not in letta(client.get(dove(uno)))


def test_a_text_put_aside_is_chosen_by_who_wrote_it(client, testata, uno, ugo, conteso):
    client.force_login(ugo)
    assert client.get(dove(uno, "unisci", conteso)).status_code == 404
    client.force_login(redazione.redattrice(testata))
    assert client.get(dove(uno, "unisci", conteso)).status_code == 403
    assert client.post(dove(uno, "unisci", conteso), {}).status_code == 403
    # The newsroom reads it among the revisions.
    assert "inizia" in letta(client.get(dove(uno, "confronto", conteso)))


def test_who_has_a_role_in_an_office_and_no_second_factor_keeps_her_text(client, testata, uno, giulia):
    rete.membro(testata.partner, ruoli.COLLABORAZIONE, persona=giulia)
    Appartenenza.objects.filter(persona=giulia).update(ruolo=ruoli.OPERATORE)
    client.force_login(giulia)
    risposta = client.post(dove(uno, "scrivi_salva"), inviato())
    detto = {"codice": "senza_fattore", "accedi": dove(uno)}
    assert (risposta.status_code, {nome: risposta.json()[nome] for nome in detto}) == (401, detto)
