"""The pages of pictures: the library, the upload (by hand and by script), one picture, consents, taking out."""

import re

import pytest
from django.urls import reverse

from redazione import actions
from redazione.actions.versioni import prepara
from redazione.models import Consenso, Immagine
from talenti.base.clock import oggi
from tests.factories import immagini, redazione, rete
from tests.factories.immagini import jpeg
from tests.factories.persone import PersonaFactory
from tests.factories.redazione import MOTIVO

pytestmark = pytest.mark.django_db
DETTA = {"alt": "Una ruota", "di": "Ada Verdi", "licenza": "cc-by-4.0", "persone": "nessuna"}
OGGI = {"dato_il_giorno": oggi().day, "dato_il_mese": oggi().month, "dato_il_anno": oggi().year}
CONSENSO = {"chi": "Ada Rossi", "come": "Foglio firmato.", **OGGI}
ELENCO, CARICA = "/redazione/immagini/", "/redazione/immagini/nuova/"


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def nives(testata):
    return redazione.coordina(testata)


@pytest.fixture
def giulia(testata):
    return redazione.redattrice(testata)


@pytest.fixture
def entra(client, giulia):
    client.force_login(giulia)
    return client


def di(una, nome="immagine", *altro):
    return reverse(f"redazione:{nome}", args=[una.codice, *altro])


def corpo(risposta):
    return risposta.content.decode()


def titoli(risposta):
    return re.findall(r"<h2>(?:<a[^>]*>)?([^<]*)", corpo(risposta))


# ── The library ───────────────────────────────────────────────────────────────────────────────────
def test_the_library_says_of_each_whether_it_may_be_used(entra, testata):
    prepara(immagini.immagine(testata, alt="Buona", generata=True))
    immagini.immagine(testata, alt="Senza consenso", persone="con_consenso")
    ritirata = immagini.con_consenso(testata, alt="Ritirata")
    actions.ritira_consenso(ritirata.consensi.get(), da=immagini.DA)
    actions.togli(immagini.immagine(testata, alt="Tolta"), MOTIVO, da=immagini.DA)
    altrove = redazione.testata(slug="altra", partner=testata.partner, riferimento=testata.riferimento)
    immagini.immagine(altrove, alt="Altrui")
    risposta = entra.get(ELENCO)
    html = corpo(risposta)
    assert titoli(risposta) == ["Ritirata", "Senza consenso", "Buona"]
    assert (html.count("Si può usare"), html.count("Non si può usare"), html.count("<picture>")) == (1, 2, 2)
    assert ("un consenso è stato ritirato" in html, "manca il consenso di chi si vede" in html) == (True, True)
    assert ("immagine generata" in html, CARICA in html, "data-codice" in html) == (True, True, False)


@pytest.mark.parametrize(
    ("domanda", "trovate"),
    [
        ("q=ruota", ["Una ruota"]),
        ("q=RUOTA+ada", ["Una ruota"]),
        ("q=ruota+ugo", []),
        ("q=cortile", ["Un portico"]),
        ("uso=si", ["Un portico", "Una ruota"]),
        ("uso=no", ["Due volti"]),
        ("uso=forse", ["Due volti", "Un portico", "Una ruota"]),
        ("page=99", ["Due volti", "Un portico", "Una ruota"]),
    ],
)
def test_the_library_is_searched(entra, testata, domanda, trovate):
    immagini.immagine(testata, alt="Una ruota", di="Ada")
    immagini.immagine(testata, alt="Un portico", di="Ugo", didascalia="Il cortile")
    immagini.immagine(testata, alt="Due volti", persone="con_consenso")
    assert (
        titoli(entra.get(f"{ELENCO}?{domanda}")) == trovate
        if trovate
        else "nessuna immagine" in corpo(entra.get(f"{ELENCO}?{domanda}"))
    )


@pytest.mark.parametrize("quante", [1, 3])
@pytest.mark.parametrize("scegli", ["", "?scegli=1"])
def test_the_library_costs_the_same_however_many(entra, testata, quante, scegli, django_assert_num_queries):
    for _n in range(quante):
        prepara(immagini.con_consenso(testata))
    entra.get(ELENCO)
    with django_assert_num_queries(17):
        assert corpo(entra.get(f"{ELENCO}{scegli}")).count("<picture>") == quante


def test_the_writing_desk_chooses_among_what_may_be_used(entra, testata):
    una = immagini.immagine(testata, alt='Una "ruota"')
    prepara(una)
    immagini.immagine(testata, persone="con_consenso")
    pagina, pezzo = (
        entra.get(f"{ELENCO}?scegli=1", headers=intestazioni) for intestazioni in ({}, {"X-Requested-With": "fetch"})
    )
    src = f"/notizie/immagini/{una.codice}/larga-320.jpeg"
    dati = f'<li data-codice="{una.codice}" data-alt="Una &quot;ruota&quot;" data-src="{src}">'
    assert [(corpo(r).count("<li data-"), dati in corpo(r), "<html" in corpo(r)) for r in (pagina, pezzo)] == [
        (1, True, True),
        (1, True, False),
    ]
    assert una.get_absolute_url() not in corpo(pezzo)


def test_the_pages_are_for_who_works_there(client, testata, giulia):
    una = immagini.con_consenso(testata, giulia)
    pagine = [ELENCO, CARICA, di(una), di(una, "immagine_togli")]
    pagine.append(di(una, "immagine_ritira_consenso", una.consensi.get().pk))
    assert [client.get(pagina).status_code for pagina in pagine] == [302] * 5
    client.force_login(PersonaFactory())
    assert [client.get(pagina).status_code for pagina in pagine] == [404] * 5
    client.force_login(redazione.redattrice(testata))
    assert [client.get(pagina).status_code for pagina in pagine] == [200, 200, 200, 403, 403]
    # The office that approves the plan looks, and does no more.
    client.force_login(redazione.approva(testata))
    assert [client.get(pagina).status_code for pagina in pagine] == [200, 403, 200, 403, 403]
    assert CARICA not in corpo(client.get(ELENCO))


# ── Upload ────────────────────────────────────────────────────────────────────────────────────────
def test_a_picture_is_taken_with_the_telephone_and_uploaded(entra, testata, giulia):
    html = corpo(entra.get(CARICA))
    assert 'type="file" name="file" accept="image/*"' in html
    assert 'enctype="multipart/form-data"' in html
    assert f'value="{giulia}"' in html
    risposta = entra.post(CARICA, DETTA | {"file": jpeg(), "generata": "on", "didascalia": "Qui"}, follow=True)
    una = Immagine.objects.get()
    assert (una.testata, una.caricata_da, una.alt, una.di, una.didascalia) == (
        testata,
        giulia,
        "Una ruota",
        "Ada Verdi",
        "Qui",
    )
    assert una.generata
    assert risposta.redirect_chain == [(una.get_absolute_url(), 302)]
    assert "Immagine caricata." in corpo(risposta)
    assert "La stiamo preparando" in corpo(risposta)


RIFIUTI = [
    ({"file": ""}, "file", "Scegli l&#x27;immagine da caricare.", "Scegli l'immagine da caricare."),
    ({"alt": ""}, "alt", "Scrivi che cosa si vede", "Scrivi che cosa si vede: serve a chi l'immagine non la vede."),
    (
        {"persone": ""},
        "persone",
        "serve che abbia detto di sì",
        "Scegli: se si riconosce qualcuno serve che abbia detto di sì.",
    ),
]


@pytest.mark.parametrize(("campi", "campo", "mostrata", "frase"), RIFIUTI)
def test_what_is_missing_is_said_on_the_page_and_to_the_script(entra, campi, campo, mostrata, frase):
    def dati():
        return DETTA | {"file": jpeg()} | campi

    pagina = entra.post(CARICA, dati())
    assert (pagina.status_code, mostrata in corpo(pagina), 'value="Ada Verdi"' in corpo(pagina)) == (422, True, True)
    risposta = entra.post(CARICA, dati(), headers={"X-Requested-With": "fetch"})
    assert (risposta.status_code, risposta.json()) == (400, {"frase": frase, "campo": campo})
    assert Immagine.objects.count() == 0


def test_a_file_that_is_no_picture_is_said_beside_its_field(entra):
    def dati():
        return DETTA | {"file": immagini.SimpleUploadedFile("a.jpg", b"<html>")}

    pagina = entra.post(CARICA, dati())
    assert (pagina.status_code, "Questo tipo di file non lo possiamo ricevere" in corpo(pagina)) == (422, True)
    risposta = entra.post(CARICA, dati(), headers={"X-Requested-With": "fetch"})
    assert (risposta.status_code, risposta.json()["campo"]) == (400, "file")
    vuoto = entra.post(CARICA, DETTA | {"file": immagini.SimpleUploadedFile("a.jpg", b"")})
    assert "Il file è vuoto." in corpo(vuoto)


def test_the_writing_desk_uploads_what_is_dropped_on_it(entra):
    risposta = entra.post(CARICA, DETTA | {"file": jpeg()}, headers={"X-Requested-With": "fetch"})
    una = Immagine.objects.get()
    src = f"/notizie/immagini/{una.codice}/originale.jpg"
    assert (risposta.status_code, risposta.json()) == (201, {"codice": una.codice, "alt": "Una ruota", "src": src})
    servita = entra.get(src)
    assert servita.status_code == 200
    assert b"".join(servita.streaming_content)


def test_who_may_not_upload_uploads_nothing(client, testata):
    client.force_login(redazione.approva(testata))
    assert client.post(CARICA, DETTA | {"file": jpeg()}).status_code == 403
    assert Immagine.objects.count() == 0


# ── One picture ───────────────────────────────────────────────────────────────────────────────────
def test_the_page_of_a_picture_shows_both_cuts_and_where_it_is_shown(entra, testata, giulia):
    una = immagini.immagine(testata, giulia)
    prepara(una)
    immagini.articolo(testata, una, titolo="La ciclofficina")
    html = corpo(entra.get(di(una)))
    assert (html.count("intera-320.jpeg"), html.count("larga-320.jpeg")) == (2, 2)
    assert ("La stiamo preparando" in html, "La ciclofficina" in html, "js/fuoco.js" in html) == (False, True, True)
    assert "Nessuno si riconosce." in html


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_page_of_a_picture_costs_the_same_however_many(entra, testata, giulia, quanti, django_assert_num_queries):
    una = immagini.con_consenso(testata, giulia)
    for _n in range(quanti):
        immagini.consenso(una, giulia)
        immagini.articolo(testata, una)
    entra.get(di(una))
    with django_assert_num_queries(18):
        entra.get(di(una))


def test_others_read_how_many_are_in_it_not_who(client, testata, giulia):
    una = immagini.con_consenso(testata, giulia, didascalia="In officina.")
    client.force_login(redazione.redattrice(testata))
    html = corpo(client.get(di(una)))
    assert ("Ada Rossi" in html, "1 persona. Il nome lo legge chi cura" in html, "Salva l" in html) == (
        False,
        True,
        False,
    )
    assert ("In officina." in html, "js/fuoco.js" in html) == (True, False)
    immagini.consenso(una, giulia)
    assert "2 persone. I nomi li legge" in corpo(client.get(di(una)))
    assert client.post(di(una), DETTA | {"fuoco_x": 1, "fuoco_y": 1}).status_code == 403
    assert client.post(di(una, "immagine_consenso"), CONSENSO).status_code == 403


def test_a_picture_is_described_and_its_point_set(entra, testata, giulia):
    una = immagini.immagine(testata, giulia)
    risposta = entra.post(di(una), DETTA | {"fuoco_x": "10", "fuoco_y": "0"}, follow=True)
    una.refresh_from_db()
    assert (una.alt, una.di, una.fuoco_x, una.fuoco_y) == ("Una ruota", "Ada Verdi", 10, 0)
    assert "Immagine salvata." in corpo(risposta)


@pytest.mark.parametrize(
    ("campi", "frase"),
    [
        ({"fuoco_x": "101"}, "Scrivi un numero da 0 a 100."),
        ({"fuoco_y": ""}, "Scrivi un numero da 0 a 100."),
        ({"alt": ""}, "Scrivi che cosa si vede"),
        ({}, "Di questa immagine ci sono già dei consensi"),
    ],
)
def test_what_may_not_be_said_of_it_stays_on_the_page(entra, testata, giulia, campi, frase):
    una = immagini.con_consenso(testata, giulia)
    risposta = entra.post(di(una), DETTA | {"fuoco_x": "1", "fuoco_y": "1"} | campi)
    assert (risposta.status_code, frase in corpo(risposta), 'value="Ada Verdi"' in corpo(risposta)) == (422, True, True)
    una.refresh_from_db()
    assert una.alt == "Due mani su una bicicletta"


# ── Who is in it ──────────────────────────────────────────────────────────────────────────────────
def test_a_consent_is_written(entra, testata, giulia):
    una = immagini.immagine(testata, giulia, persone="con_consenso")
    assert "finché manca l&#x27;immagine non si può usare" in corpo(entra.get(di(una))).replace("'", "&#x27;")
    dati = CONSENSO | {"minore": "on", "tutore": "Ida Rossi"}
    html = corpo(entra.post(di(una, "immagine_consenso"), dati, follow=True))
    uno = Consenso.objects.get()
    assert (uno.chi, uno.minore, uno.tutore, uno.come, uno.dato_il) == (
        "Ada Rossi",
        True,
        "Ida Rossi",
        "Foglio firmato.",
        oggi(),
    )
    assert ("Consenso scritto." in html, "Ada Rossi" in html, "ha detto di sì Ida Rossi" in html) == (True, True, True)


@pytest.mark.parametrize(
    ("campi", "frase"),
    [
        ({"chi": ""}, "Scrivi chi si vede"),
        ({"minore": "on"}, "lo dice con un genitore o tutore"),
        ({"dato_il_anno": oggi().year + 1}, "oggi o prima"),
        ({"dato_il_giorno": ""}, "incompleta"),
    ],
)
def test_a_consent_that_says_too_little_stays_on_the_page(entra, testata, giulia, campi, frase):
    una = immagini.immagine(testata, giulia)
    risposta = entra.post(di(una, "immagine_consenso"), CONSENSO | campi)
    assert (risposta.status_code, frase in corpo(risposta), Consenso.objects.count()) == (422, True, 0)
    assert "Foglio firmato." in corpo(risposta)


def test_a_consent_is_taken_back_after_being_told_what_follows(entra, testata, giulia):
    una = immagini.con_consenso(testata, giulia)
    uno = una.consensi.get()
    ritira = di(una, "immagine_ritira_consenso", uno.pk)
    assert ritira in corpo(entra.get(di(una)))
    assert "Ada Rossi: da subito l" in corpo(entra.get(ritira))
    assert Consenso.objects.get().ritirato_il is None
    html = corpo(entra.post(ritira, follow=True))
    assert ("l&#x27;immagine non si vede più." in html.replace("l'", "l&#x27;"), "<picture>" in html) == (True, False)
    assert ("Scrivi un consenso" in html, "js/fuoco.js" in html, "Ritirato" in html) == (False, False, True)
    assert 'name="fuoco_x"' not in html
    assert "Questo consenso è già ritirato." in corpo(entra.post(ritira, follow=True))
    altra = immagini.immagine(testata, giulia)
    assert entra.get(di(altra, "immagine_ritira_consenso", uno.pk)).status_code == 404


# ── Taken out ─────────────────────────────────────────────────────────────────────────────────────
def test_a_picture_is_taken_out_for_a_reason(entra, testata, giulia):
    una = immagini.immagine(testata, giulia)
    togli = di(una, "immagine_togli")
    assert "I suoi file si cancellano." in corpo(entra.get(togli))
    assert entra.post(togli, {"motivo": ""}).status_code == 422
    risposta = entra.post(togli, {"motivo": MOTIVO}, follow=True)
    assert risposta.redirect_chain == [(ELENCO, 302)]
    assert "Immagine tolta." in corpo(risposta)
    assert [entra.get(pagina).status_code for pagina in (di(una), togli)] == [404, 404]


def test_one_that_is_shown_stays_and_the_page_says_where(entra, testata, giulia):
    una = immagini.immagine(testata, giulia)
    immagini.articolo(testata, una, titolo="La ciclofficina")
    risposta = entra.post(di(una, "immagine_togli"), {"motivo": MOTIVO})
    assert (risposta.status_code, "La mostrano ancora: «La ciclofficina»" in corpo(risposta)) == (409, True)


def test_who_administers_the_partner_does_not_look_after_pictures(client, testata, giulia):
    una = immagini.immagine(testata, giulia)
    client.force_login(rete.membro(testata.partner, "amministrazione"))
    assert client.post(di(una, "immagine_togli"), {"motivo": MOTIVO}).status_code == 403
