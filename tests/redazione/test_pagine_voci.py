"""One thing of the plan as pages: put in, changed by two, moved, taken out, linked, commented; without JavaScript."""

import html

import pytest
from django.urls import reverse

from redazione import actions
from redazione.models import Commento, Legame, Voce
from talenti.portale.indice import indicizza
from tests.factories import redazione, rete
from tests.factories.persone import PersonaFactory
from tests.factories.redazione import DA, MOTIVO, PITCH, giorno, mese_dopo

pytestmark = pytest.mark.django_db
NUOVA = "/redazione/piano/nuova/"


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def nives(testata):
    return redazione.coordina(testata)


@pytest.fixture
def radio():
    return rete.ammesso(nome="Radio Quartiere", codice_fiscale="90000010190")


def letta(risposta, stato=200):
    assert risposta.status_code == stato
    return html.unescape(risposta.content.decode())


def dove(voce, nome="voce", *altro):
    return reverse(f"redazione:{nome}", args=[voce.codice, *altro])


def scritto(per=None, **campi):
    """What the form sends."""
    data = (
        {"giorno": per.day, "mese": per.month, "anno": per.year}
        if per
        else dict.fromkeys(("giorno", "mese", "anno"), "")
    )
    tre = {f"prevista_per_{nome}": valore for nome, valore in data.items()}
    return {"titolo": "Un titolo", "nota": "", "tipo": "notizia", "canale": "portale", "azione": ""} | tre | campi


# ── Put in the plan ───────────────────────────────────────────────────────────────────────────────
def test_what_is_put_in_the_plan_from_its_form(client, testata, nives, radio):
    client.force_login(nives)
    letta(client.get(NUOVA))
    dati = scritto(giorno(7), autori=[nives.pk], fotografa=nives.pk, riguarda=[radio.pk], pubblici=["lavoro"])
    risposta = client.post(NUOVA, dati)
    voce = Voce.objects.get()
    assert risposta.url == voce.get_absolute_url()
    assert (voce.titolo, voce.prevista_per, voce.fotografa, voce.idea) == ("Un titolo", giorno(7), nives, None)
    assert ([uno.persona for uno in voce.autori.all()], [uno.partner for uno in voce.riguardano.all()]) == (
        [nives],
        [radio],
    )
    pagina = letta(client.get(voce.get_absolute_url()))
    assert ("Chi cerca lavoro" in pagina, "Radio Quartiere" in pagina, str(nives) in pagina) == (True, True, True)


def test_from_an_idea_its_words_are_there(client, testata, nives):
    idea = redazione.idea(testata, tipo="video")
    client.force_login(nives)
    qui = f"{NUOVA}?idea={idea.codice}"
    form = client.get(qui).context["form"]
    assert (form.initial["nota"], form.initial["tipo"]) == (PITCH, "video")
    client.post(qui, scritto())
    idea.refresh_from_db()
    assert (idea.stato, Voce.objects.get().idea) == ("in_piano", idea)
    # A second time from an old page: said above the form, and nothing is lost.
    pagina = letta(client.post(qui, scritto(titolo="Ancora")), 422)
    assert ('value="Ancora"' in pagina, Voce.objects.count()) == (True, 1)


@pytest.mark.parametrize("quando", ["boh", "2026-13-40", "2026-01", "1-2-3", ""])
def test_a_day_of_the_address_that_is_none_is_no_error(client, testata, nives, quando):
    client.force_login(nives)
    assert client.get(NUOVA, {"giorno": quando}).status_code == 200
    assert client.get(NUOVA, {"idea": "nessuna"}).status_code == 404


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(client, testata, nives):
    client.force_login(nives)
    dati = scritto(titolo=" ", nota="Una nota lunga.", tipo="poesia", autori=["0"], riguarda=["0"]) | {
        "prevista_per_giorno": "31",
        "prevista_per_mese": "2",
        "prevista_per_anno": "2027",
    }
    risposta = client.post(NUOVA, dati)
    pagina = letta(risposta, 422)
    assert sorted(risposta.context["form"].errors) == ["autori", "prevista_per", "riguarda", "tipo", "titolo"]
    assert ("Una nota lunga." in pagina, 'value="31"' in pagina, Voce.objects.count()) == (True, True, 0)


# ── Changed, by two at once ───────────────────────────────────────────────────────────────────────
def test_a_stale_change_shows_both_and_sent_again_takes_its_place(client, testata, nives, radio):
    altra = redazione.coordina(testata)
    voce = redazione.voce(testata, per=giorno(3))
    client.force_login(nives)
    form = client.get(dove(voce, "voce_modifica")).context["form"]
    assert form.initial["revisione"] == 1
    nuova = redazione.detta("Di un'altra", nota="La sua nota.", prevista_per=giorno(5), riguarda=[radio.pk])
    actions.modifica(voce, nuova, revisione=1, da=altra)
    risposta = client.post(dove(voce, "voce_modifica"), scritto(giorno(4), titolo="Di Nives", revisione=1))
    pagina = letta(risposta, 409)
    for detto in (
        "Di un'altra",
        "La sua nota.",
        "Radio Quartiere",
        f"{altra} ha cambiato questa voce",
        'value="Di Nives"',
    ):
        assert detto in pagina
    assert (risposta.context["form"]["revisione"].value(), Voce.objects.get().titolo) == ("2", "Di un'altra")
    di_nuovo = scritto(giorno(4), titolo="Di Nives", revisione=2)
    assert client.post(dove(voce, "voce_modifica"), di_nuovo).url == voce.get_absolute_url()
    assert (Voce.objects.get().titolo, Voce.objects.get().revisione) == ("Di Nives", 3)


def test_a_change_that_is_wrong_keeps_what_was_written(client, testata, nives):
    voce = redazione.voce(testata)
    client.force_login(nives)
    risposta = client.post(dove(voce, "voce_modifica"), scritto(titolo="x" * 121, revisione=1))
    assert (list(risposta.context["form"].errors), "x" * 121 in letta(risposta, 422)) == (["titolo"], True)
    actions.lascia_voce(voce, MOTIVO, da=nives)
    risposta = client.post(dove(voce, "voce_modifica"), scritto(titolo="Altro", revisione=1))
    assert ('value="Altro"' in letta(risposta, 422), Voce.objects.get().titolo) == (True, "Il bando in dieci righe")


# ── Moved ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("da_dove", "verso"),
    [
        ({"mese": "2027-03"}, "/redazione/piano/?mese=2027-03"),
        ({"mese": "2027-03", "vista": "bacheca"}, "/redazione/piano/?mese=2027-03&vista=bacheca"),
        ({"mese": "2027-03", "vista": "torta"}, "/redazione/piano/?mese=2027-03"),
        ({"mese": "2027-03&vista=x\r\nX: y"}, ""),
        ({}, ""),
    ],
)
def test_a_move_goes_back_to_where_one_was(client, testata, nives, da_dove, verso):
    voce = redazione.voce(testata, per=giorno(3))
    client.force_login(nives)
    risposta = client.post(dove(voce, "voce_sposta"), {"per": f"{giorno(9)}", "revisione": 1} | da_dove)
    assert (risposta.url, Voce.objects.get().prevista_per) == (verso or voce.get_absolute_url(), giorno(9))
    assert "Spostata a" in letta(client.get(risposta.url))


def test_each_card_is_moved_by_its_small_form(client, testata, nives):
    voce = redazione.voce(testata, per=giorno(3))
    client.force_login(nives)
    pagina = letta(client.get("/redazione/piano/", {"mese": f"{mese_dopo():%Y-%m}", "vista": "elenco"}))
    assert (f'action="{dove(voce, "voce_sposta")}"' in pagina, f'value="{giorno(3)}"' in pagina) == (True, True)
    client.post(dove(voce, "voce_sposta"), {"per": "", "revisione": 1})
    assert "Spostata fra quelle senza data." in letta(client.get(voce.get_absolute_url()))
    assert Voce.objects.get().prevista_per is None


def test_of_two_who_move_it_the_second_reads_who_and_where(client, testata, nives):
    altra = redazione.coordina(testata)
    voce = redazione.voce(testata, per=giorno(3))
    actions.sposta(voce, giorno(5), revisione=1, da=altra)
    client.force_login(nives)
    for dati in ({"per": f"{giorno(9)}", "revisione": 1}, {"per": f"{giorno(9)}"}):
        risposta = client.post(dove(voce, "voce_sposta"), dati)
        assert f"{altra} ha cambiato questa voce mentre la guardavi." in letta(client.get(risposta.url))
    assert (Voce.objects.get().prevista_per, Voce.objects.get().revisione) == (giorno(5), 2)


def test_a_day_that_does_not_exist_is_said_beside_its_field(client, testata, nives):
    voce = redazione.voce(testata, per=giorno(3))
    client.force_login(nives)
    risposta = client.post(dove(voce, "voce_sposta"), {"per": "2027-02-31", "revisione": 1})
    pagina = letta(risposta, 422)
    assert (list(risposta.context["sposta"].errors), 'value="2027-02-31"' in pagina) == (["per"], True)
    assert (client.get(dove(voce, "voce_sposta")).status_code, Voce.objects.get().prevista_per) == (405, giorno(3))


# ── Taken out and back ────────────────────────────────────────────────────────────────────────────
def test_what_is_taken_out_shows_why_and_comes_back(client, testata, nives):
    voce = redazione.voce(testata)
    client.force_login(nives)
    letta(client.get(dove(voce, "voce_lascia")))
    assert client.post(dove(voce, "voce_lascia"), {"motivo": ""}).status_code == 422
    assert client.post(dove(voce, "voce_lascia"), {"motivo": MOTIVO}).url == voce.get_absolute_url()
    pagina = letta(client.get(voce.get_absolute_url()))
    assert (MOTIVO in pagina, "Rimetti nel piano" in pagina, "Cambia la voce" in pagina) == (True, True, False)
    assert client.post(dove(voce, "voce_riprendi")).url == voce.get_absolute_url()
    assert (Voce.objects.get().stato, MOTIVO in letta(client.get(voce.get_absolute_url()))) == ("prevista", False)


# ── Links ─────────────────────────────────────────────────────────────────────────────────────────
def test_only_what_the_search_gives_is_linked(client, testata, nives, radio):
    voce = redazione.voce(testata)
    client.force_login(nives)
    qui = dove(voce, "voce_collega")
    assert "Radio Quartiere" not in letta(client.get(qui))
    assert "Non abbiamo trovato niente" in letta(client.get(qui, {"q": "zzzz"}))
    indicizza()
    assert radio.get_absolute_url() in letta(client.get(qui, {"q": "quartiere"}))
    for url in ("https://altrove.example.org/", "", "/impostazioni/", testata.partner.get_absolute_url()):
        assert client.post(qui, {"q": "quartiere", "url": url}).status_code == 404
    assert client.post(qui, {"url": radio.get_absolute_url()}).status_code == 404
    for _n in range(2):
        dati = {"q": "quartiere", "url": radio.get_absolute_url()}
        assert client.post(qui, dati).url == voce.get_absolute_url()
    legame = Legame.objects.get()
    assert (legame.titolo, legame.url) == ("Radio Quartiere", radio.get_absolute_url())
    assert "Radio Quartiere" in letta(client.get(voce.get_absolute_url()))
    altra = redazione.voce(testata)
    assert client.post(dove(altra, "voce_scollega", legame.pk)).status_code == 404
    assert client.post(dove(voce, "voce_scollega", legame.pk)).url == voce.get_absolute_url()
    assert Legame.objects.count() == 0


# ── Who sees and does what ────────────────────────────────────────────────────────────────────────
def test_the_member_of_a_partner_sees_what_concerns_it_and_comments(client, testata, nives, radio):
    sua, altrui = redazione.voce(testata, riguarda=[radio.pk]), redazione.voce(testata, "Altro")
    client.force_login(rete.membro(radio))
    pagina = letta(client.get(sua.get_absolute_url()))
    assert ("Scrivi il commento" in pagina, "Cambia la voce" in pagina, "Sposta" in pagina) == (True, False, False)
    assert client.get(altrui.get_absolute_url()).status_code == 404
    assert client.post(dove(altrui, "voce_commenta"), {"testo": "x"}).status_code == 404
    risposta = client.post(dove(sua, "voce_commenta"), {"testo": "x" * 1001})
    assert (list(risposta.context["form"].errors), "x" * 1001 in letta(risposta, 422)) == (["testo"], True)
    assert client.post(dove(sua, "voce_commenta"), {"testo": "Veniamo <b>noi</b>."}).url == sua.get_absolute_url()
    assert Commento.objects.get().partner == radio
    testo = client.get(sua.get_absolute_url()).content.decode()
    assert ("Veniamo &lt;b&gt;noi&lt;/b&gt;." in testo, "<b>noi" in testo) == (True, False)
    assert client.get("/redazione/piano/").status_code == 404


def test_a_comment_on_what_left_the_plan_is_a_sentence(client, testata, nives):
    voce = redazione.voce(testata)
    actions.lascia_voce(voce, MOTIVO, da=DA)
    client.force_login(nives)
    assert "Scrivi il commento" not in letta(client.get(voce.get_absolute_url()))
    risposta = client.post(dove(voce, "voce_commenta"), {"testo": "Peccato."})
    assert (len(risposta.context["form"].non_field_errors()), risposta.status_code) == (1, 409)


def test_who_is_to_write_it_sees_it_and_does_not_change_it(client, testata, nives, radio):
    """Whatever is sent, no page names who works in the newsroom to who does not coordinate it."""
    redige = redazione.redattrice(testata)
    voce = redazione.voce(testata, autori=[redige.pk], riguarda=[radio.pk])
    legame = Legame.objects.create(voce=voce, url="/x/", tipo="x", titolo="x")
    for persona in (redige, rete.membro(radio)):
        client.force_login(persona)
        assert client.get(voce.get_absolute_url()).status_code == 200
        stati = {nome: client.post(dove(voce, f"voce_{nome}"), {}).status_code for nome in PAGINE}
        assert {stati[nome] for nome in ("modifica", "sposta", "riprendi", "collega")} == {403}
        assert [client.get(dove(voce, f"voce_{nome}")).status_code for nome in ("modifica", "collega")] == [403, 403]
        assert client.post(dove(voce, "voce_scollega", legame.pk)).status_code == 403
        assert stati["lascia"] == client.get(dove(voce, "voce_lascia")).status_code == 403
        # Who does not work there has no such page.
        di_casa = persona == redige
        assert client.post(NUOVA, scritto()).status_code == client.get(NUOVA).status_code == (403 if di_casa else 404)
    client.force_login(PersonaFactory())
    assert {client.post(dove(voce, f"voce_{nome}"), {}).status_code for nome in PAGINE} == {404}
    assert (Legame.objects.count(), Voce.objects.get().revisione) == (1, 1)


PAGINE = ("modifica", "sposta", "riprendi", "collega", "lascia", "commenta")


def test_without_an_account_one_signs_in_first(client, testata):
    voce = redazione.voce(testata)
    assert client.get(voce.get_absolute_url()).url.startswith("/accedi/")
