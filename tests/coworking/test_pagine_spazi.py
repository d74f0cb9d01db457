"""The host's pages of its spaces: who opens them, parts that save themselves, photos, proposal."""

from datetime import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from coworking import actions
from coworking.enums import StatoSpazio
from coworking.models import Spazio
from talenti.registro.models import Transizione
from tests.factories import coworking, rete
from tests.factories.luoghi import comune
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db
PARTI = ("che-cos-e", "dove", "com-e", "accessibilita", "condizioni", "regole", "orari")
CHE_COS_E = {
    "nome": "Sala Prova",
    "tipo": "hub",
    "vendita": "posti",
    "capienza": "2",
    "in_una_frase": "Due scrivanie in centro.",
}
COM_E = {"descrizione": "Ridipinta.", "dotazioni": ["wifi"], "condivide": "Il caffè."}


@pytest.fixture
def gino():
    return PersonaFactory(email="gino@example.org", nome="Gino", cognome="Ospite")


@pytest.fixture
def radio(gino):
    return rete.ammesso(persona=gino, nome="Radio")


@pytest.fixture
def entra(client, gino, radio):
    client.force_login(gino)
    return client


@pytest.fixture
def bozza(radio):
    return coworking.bozza(radio)


def base(spazio):
    return f"/ospita/radio/spazi/{spazio.codice}/"


def detto(risposta):
    return [str(messaggio) for messaggio in risposta.context["messages"]]


def di(spazio):
    return Spazio.objects.get(pk=spazio.pk)


# ── Who opens what ────────────────────────────────────────────────────────────────────────────────
PAGINE = ("", "foto/", "anteprima/", "scarta/", "ferma/ritira/", *(f"parti/{parte}/" for parte in PARTI))


@pytest.mark.parametrize("pagina", PAGINE)
def test_who_opens_which_page(client, radio, gino, bozza, pagina):
    indirizzo = base(bozza) + pagina
    assert client.get(indirizzo).url == f"/accedi/?next={indirizzo}"
    stati = []
    for persona in (
        gino,
        rete.membro(radio, "operatore"),
        rete.membro(radio),
        PersonaFactory(),
        rete.ammesso(nome="Altra").proposto_da,
    ):
        client.force_login(persona)
        stati.append(client.get(indirizzo).status_code)
    assert stati == [200, 200, 403, 403, 403]


def test_the_space_of_another_host_is_not_here(entra):
    altrui = coworking.bozza(rete.ammesso(nome="Altra"))
    for pagina in PAGINE:
        assert entra.get(base(altrui) + pagina).status_code == 404
    assert entra.post(f"{base(altrui)}verbo/proponi/").status_code == 404


def test_without_a_second_factor_it_is_asked_first(client, gino, bozza):
    gino.authenticator_set.all().delete()
    client.force_login(gino)
    assert client.get(base(bozza)).status_code == 302


def test_what_is_not_a_part_or_a_verb_is_not_there(entra, bozza):
    assert [
        entra.get(f"{base(bozza)}parti/altro/").status_code,
        entra.post(f"{base(bozza)}parti/altro/salva/").status_code,
        entra.post(f"{base(bozza)}verbo/pubblica/").status_code,
        entra.get(f"{base(bozza)}ferma/scade/").status_code,
        entra.get(f"{base(bozza)}verbo/proponi/").status_code,
        entra.get("/ospita/radio/spazi/nuovo/").status_code,
    ] == [404, 404, 404, 404, 405, 405]


# ── The draft ─────────────────────────────────────────────────────────────────────────────────────
def test_beginning_from_the_desk(entra, radio):
    assert "Aggiungi uno spazio" in entra.get("/ospita/radio/").content.decode()
    risposta = entra.post("/ospita/radio/spazi/nuovo/")
    spazio = Spazio.objects.get()
    assert (risposta.url, spazio.stato, spazio.partner) == (base(spazio), StatoSpazio.BOZZA, radio)
    assert base(spazio) in entra.get("/ospita/radio/").content.decode()


def test_an_empty_draft_says_what_is_missing_and_cannot_be_proposed(entra, radio, gino):
    spazio = actions.comincia_bozza(radio, da=gino)
    risposta = entra.get(base(spazio))
    assert [(voce["nome"], voce.get("stato")) for voce in risposta.context["parti"]] == [
        ("Che cos'è", "Da finire"),
        ("Dove", "Da finire"),
        ("Com'è", "Da finire"),
        ("Va bene per chi", ""),
        ("Prezzo e condizioni", "Fatto"),
        ("Regole della casa", ""),
        ("Quando è aperto", "Da finire"),
        ("Foto", None),
    ]
    assert "Si può proporre quando non manca niente." in risposta.content.decode()
    assert detto(entra.post(f"{base(spazio)}verbo/proponi/", follow=True)) == ["Scrivi come si chiama lo spazio."]
    assert entra.get(f"{base(spazio)}anteprima/", follow=True).redirect_chain[0][0] == base(spazio)


def test_the_parts_one_after_the_other(entra, radio, gino):
    """From an empty draft to a complete one, as it is written."""
    spazio = actions.comincia_bozza(radio, da=gino)
    scritte = {
        "che-cos-e": CHE_COS_E,
        "dove": {
            "comune": "Soresina",
            "indirizzo": "via Prova 1",
            "punto": "45.2860, 9.8570",
            "come_arrivare": "Suona.",
        },
        "com-e": COM_E,
        "accessibilita": {"ruote": "si", "ruote_nota": "Rampa.", "vista": ""},
        "condizioni": {"prezzo": "sul_posto", "quanto": "5 €", "sempre_conferma": "on", "preavviso_ore": "4"},
        "regole": {"testo": "Si lascia in ordine."},
        "orari": {"giorno_0_a": "09:00", "giorno_0_b": "13:00", "giorno_0_c": "14:00", "giorno_0_d": "18:30"},
    }
    for parte, dopo in zip(PARTI, (*PARTI[1:], ""), strict=True):
        risposta = entra.post(f"{base(spazio)}parti/{parte}/", scritte[parte])
        assert risposta.url == base(spazio) + (f"parti/{dopo}/" if dopo else "")
    spazio = di(spazio)
    assert (spazio.nome, spazio.tipo, spazio.capienza, spazio.comune) == ("Sala Prova", "hub", 2, comune("Soresina"))
    assert (str(spazio.lat), str(spazio.lon), spazio.come_arrivare) == ("45.28600", "9.85700", "Suona.")
    assert (spazio.descrizione, [una.voce for una in spazio.dotazioni.all()]) == ("Ridipinta.", ["wifi"])
    assert [(una.aspetto, una.grado, una.nota) for una in spazio.accessibilita.all()] == [("ruote", "si", "Rampa.")]
    assert (spazio.prezzo, spazio.quanto, spazio.sempre_conferma, spazio.preavviso_ore) == ("sul_posto", "5 €", True, 4)
    assert [regola.testo for regola in spazio.regole.all()] == ["Si lascia in ordine."]
    assert list(spazio.orari.values_list("giorno", "dalle", "alle")) == [
        (0, time(9), time(13)),
        (0, time(14), time(18, 30)),
    ]
    assert Transizione.objects.di(spazio).count() == 0
    for parte in PARTI:
        assert entra.get(f"{base(spazio)}parti/{parte}/").status_code == 200
    assert "09:00" in entra.get(f"{base(spazio)}parti/orari/").content.decode()
    risposta = entra.post(f"{base(spazio)}verbo/proponi/", follow=True)
    assert detto(risposta) == ["Proposta inviata. Ti scriviamo quando arriva la risposta."]
    assert di(spazio).stato == StatoSpazio.PROPOSTO
    assert detto(entra.post(f"{base(spazio)}verbo/proponi/", follow=True)) == []


SBAGLIATE = {
    "che-cos-e": ({**CHE_COS_E, "capienza": "0", "nome": "Buono"}, "capienza", "Scrivi almeno 1.", "nome", "Buono"),
    "dove": (
        {"comune": "Soresina", "indirizzo": "via Buona 2", "punto": "45.1, 11.9"},
        "punto",
        "Il punto è lontano dal comune: ricopialo, o toglilo.",
        "indirizzo",
        "via Buona 2",
    ),
    "com-e": (
        {**COM_E, "descrizione": "x" * 4001},
        "descrizione",
        "Al massimo 4000 caratteri: accorcia il testo.",
        "condivide",
        "Il caffè.",
    ),
    "condizioni": (
        {"prezzo": "gratis", "eta_minima": "15", "preavviso_ore": "5"},
        "eta_minima",
        "Per uno spazio così la regola della rete è 16: puoi chiedere di più, non di meno.",
        "preavviso_ore",
        5,
    ),
}


@pytest.mark.parametrize("parte", SBAGLIATE)
def test_what_is_right_is_kept_even_when_something_else_is_wrong(entra, bozza, parte):
    scritto, campo, frase, salvato, valore = SBAGLIATE[parte]
    risposta = entra.post(f"{base(bozza)}parti/{parte}/", scritto)
    assert (risposta.status_code, risposta.context["form"].errors[campo]) == (200, [frase])
    assert getattr(di(bozza), salvato) == valore
    risposta = entra.post(f"{base(bozza)}parti/{parte}/salva/", scritto).content.decode()
    assert "Il resto è salvato." in risposta
    assert 'role="alert"' in risposta


@pytest.mark.parametrize(
    ("punto", "frase"),
    [
        ("vicino al bar", "Copia i due numeri dalla mappa, per esempio 45.2870, 9.8600."),
        ("9.86, 45.28", "Questo punto non è in Lombardia. Prima il numero vicino a 45, poi quello vicino a 10."),
        ("45.287,9.86", None),
        ("45,287 9,86", None),
    ],
)
def test_a_point_as_a_map_gives_it(entra, bozza, punto, frase):
    dati = {"comune": "Soresina", "indirizzo": "via Prova 1", "punto": punto}
    risposta = entra.post(f"{base(bozza)}parti/dove/", dati)
    if frase is None:
        assert (risposta.status_code, str(di(bozza).lat), str(di(bozza).lon)) == (302, "45.28700", "9.86000")
        return
    assert risposta.context["form"].errors["punto"] == [frase]


@pytest.mark.parametrize(
    ("ore", "frase"),
    [
        (("9:00", "", "", ""), "Scrivi da che ora e fino a che ora, per esempio 9:00 e 18:00."),
        (("9:00", "25:00", "", ""), "Scrivi da che ora e fino a che ora, per esempio 9:00 e 18:00."),
        (("alle nove", "10:00", "", ""), "Scrivi da che ora e fino a che ora, per esempio 9:00 e 18:00."),
        (("9:15", "12:00", "", ""), "Gli orari vanno di mezz'ora in mezz'ora, per esempio 9:00 o 9:30."),
        (("12:00", "9:00", "", ""), "L'ora di fine viene dopo quella di inizio."),
        (
            ("9:00", "13:00", "12:00", "18:00"),
            "I due orari si accavallano: il secondo comincia dopo la fine del primo.",
        ),
    ],
)
def test_hours_that_cannot_be(entra, bozza, ore, frase):
    dati = {f"giorno_1_{lettera}": ora for lettera, ora in zip("abcd", ore, strict=True)}
    risposta = entra.post(f"{base(bozza)}parti/orari/", dati | {"giorno_2_a": "09:00", "giorno_2_b": "10:00"})
    assert risposta.context["form"].errors["giorno_1"] == [frase]
    # The day that is wrong stays as it was; those that are right are kept, and the empty ones are closed.
    assert list(bozza.orari.values_list("giorno", "alle")) == [(1, time(18)), (2, time(10))]


def test_autosave_answers_with_one_line(entra, bozza):
    risposta = entra.post(f"{base(bozza)}parti/com-e/salva/", COM_E).content.decode()
    assert "Salvato alle" in risposta
    assert "<html" not in risposta
    assert di(bozza).descrizione == "Ridipinta."


def test_autosave_of_what_was_proposed_meanwhile_says_so(entra, gino, bozza):
    actions.proponi(bozza, da=gino)
    assert "già partita" in entra.post(f"{base(bozza)}parti/com-e/salva/", COM_E).content.decode()
    assert entra.get(f"{base(bozza)}parti/com-e/").url == base(bozza)
    assert entra.get(f"{base(bozza)}foto/").url == base(bozza)
    for pagina in ("parti/com-e/", "foto/"):
        [frase] = detto(entra.post(base(bozza) + pagina, COM_E, follow=True))
        assert frase.startswith("La proposta è già partita")
    assert di(bozza).descrizione == "Luminosa, al primo piano."


def test_throwing_a_draft_away(entra, bozza):
    assert "Cancellare la bozza di Sala Prova?" in entra.get(f"{base(bozza)}scarta/").content.decode()
    risposta = entra.post(f"{base(bozza)}scarta/", follow=True)
    assert (detto(risposta), Spazio.objects.count()) == (["Bozza cancellata."], 0)


def test_throwing_away_what_was_proposed(entra, gino, bozza):
    actions.proponi(bozza, da=gino)
    [frase] = detto(entra.post(f"{base(bozza)}scarta/", follow=True))
    assert frase.startswith("La proposta è già partita")


# ── Photos ────────────────────────────────────────────────────────────────────────────────────────
def test_adding_and_taking_away_a_photo(entra, bozza):
    risposta = entra.post(f"{base(bozza)}foto/", {"foto": rete.immagine(), "alt": "La sala"}, follow=True)
    foto = bozza.foto.get()
    assert (detto(risposta), foto.alt) == (["Foto aggiunta."], "La sala")
    aperta = entra.get(f"/spazi/foto/{foto.pk}/")
    assert (aperta["Content-Type"], b"".join(aperta.streaming_content)[:2]) == ("image/jpeg", b"\xff\xd8")
    risposta = entra.post(f"{base(bozza)}foto/{foto.pk}/togli/", follow=True)
    assert (detto(risposta), bozza.foto.count()) == (["Foto tolta."], 0)


@pytest.mark.parametrize(
    ("file", "frase"),
    [
        (("a.jpg", b"\xff\xd8\xff" + b"0" * (10 * 1024 * 1024 - 2)), "Possiamo riceverne al massimo 10"),
        (("a.jpg", b"<html><script>alert(1)</script></html>"), "JPEG, PNG, WEBP"),
        (("a.jpg", b""), "Il file è vuoto"),
        (("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "JPEG, PNG, WEBP"),
    ],
)
def test_a_file_that_is_no_photo_is_a_sentence_at_its_field(entra, bozza, file, frase):
    risposta = entra.post(f"{base(bozza)}foto/", {"foto": SimpleUploadedFile(*file), "alt": "La sala"})
    [errore] = risposta.context["form"].errors["foto"]
    assert frase in errore
    assert bozza.foto.count() == 0


def test_a_photo_needs_its_words(entra, bozza):
    risposta = entra.post(f"{base(bozza)}foto/", {"foto": rete.immagine(), "alt": ""})
    assert list(risposta.context["form"].errors) == ["alt"]


def test_the_photo_of_another_space_is_not_taken_away_here(entra, bozza, radio, gino):
    altra = coworking.bozza(radio, nome="Altra")
    foto = actions.aggiungi_foto(altra, caricata=rete.immagine(), alt="x", da=gino)
    assert entra.post(f"{base(bozza)}foto/{foto.pk}/togli/").status_code == 404
