"""The host's pages of a space: its preview, changing what is published, pausing and withdrawing."""

import pytest

from coworking import actions
from coworking.enums import StatoSpazio
from coworking.models import Orario, Spazio
from tests.factories import coworking, rete
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


# ── The preview, and changing what is published ───────────────────────────────────────────────────
def test_the_preview_is_the_public_page_with_a_banner(entra, bozza, gino):
    actions.salva_bozza(bozza, da=gino, regole_testo="Si lascia in ordine.", dotazioni=["wifi"])
    pagina = entra.get(f"{base(bozza)}anteprima/").content.decode()
    for parole in ("Anteprima: così la vedrà", "Sala Prova", "Luminosa", "Si lascia in ordine.", "Wi-Fi", "9:00–18:00"):
        assert parole in pagina
    assert "Adesso non si può prenotare" not in pagina
    assert entra.get(f"/spazi/{bozza.slug}/").status_code == 404


def test_a_published_space_is_seen_before_it_is_changed(entra, radio):
    spazio = coworking.pubblicato(radio)
    indirizzo = f"{base(spazio)}parti/com-e/"
    pagina = entra.post(indirizzo, COM_E).content.decode()
    assert "Pubblica le modifiche" in pagina
    assert "Ridipinta." in pagina
    assert di(spazio).descrizione == "Luminosa, al primo piano."
    risposta = entra.post(indirizzo, COM_E | {"passo": "riscrivi"})
    assert risposta.context["form"]["descrizione"].value() == "Ridipinta."
    risposta = entra.post(indirizzo, COM_E | {"passo": "pubblica"}, follow=True)
    assert (detto(risposta), di(spazio).descrizione) == (["Pagina aggiornata."], "Ridipinta.")
    assert [una.voce for una in spazio.dotazioni.all()] == ["wifi"]


def test_the_preview_of_accessibility_and_of_conditions(entra, radio):
    spazio = coworking.pubblicato(radio)
    pagina = entra.post(f"{base(spazio)}parti/accessibilita/", {"ruote": "si", "ruote_nota": "Rampa nuova."})
    assert "Rampa nuova." in pagina.content.decode()
    entra.post(f"{base(spazio)}parti/condizioni/", {"prezzo": "sul_posto", "quanto": "7 €", "passo": "pubblica"})
    assert di(spazio).prezzo_in_parole == "si paga sul posto: 7 €"


def test_of_a_published_space_what_was_examined_is_not_asked(entra, radio):
    spazio = coworking.pubblicato(radio)
    campi = {parte: list(entra.get(f"{base(spazio)}parti/{parte}/").context["form"].fields) for parte in PARTI[:2]}
    assert campi == {"che-cos-e": ["nome", "in_una_frase"], "dove": ["come_arrivare"]}
    entra.post(f"{base(spazio)}parti/che-cos-e/", CHE_COS_E | {"capienza": "9", "tipo": "studio", "passo": "pubblica"})
    assert (di(spazio).capienza, di(spazio).tipo) == (2, "hub")


@pytest.mark.parametrize(
    ("parte", "scritto", "campo"),
    [
        ("che-cos-e", {"nome": "", "in_una_frase": "x"}, "nome"),
        ("com-e", {"descrizione": " "}, "descrizione"),
        ("condizioni", {"prezzo": "sul_posto", "quanto": ""}, "quanto"),
    ],
)
def test_what_a_page_needs_is_asked_before_the_preview(entra, radio, parte, scritto, campo):
    spazio = coworking.pubblicato(radio)
    risposta = entra.post(f"{base(spazio)}parti/{parte}/", scritto)
    assert list(risposta.context["form"].errors) == [campo]


def test_rules_and_hours_of_a_published_space(entra, radio):
    spazio = coworking.pubblicato(radio)
    entra.post(f"{base(spazio)}parti/regole/", {"testo": "Nuove."})
    assert [regola.testo for regola in spazio.regole.all()] == ["Nuove."]
    entra.post(f"{base(spazio)}parti/orari/", {"giorno_0_a": "09:00", "giorno_0_b": "18:00"})
    assert list(spazio.orari.filter(al__isnull=True).values_list("giorno", flat=True)) == [0]


def test_hours_that_leave_somebody_out_are_refused_with_how_many(entra, radio):
    spazio = coworking.pubblicato(radio)
    coworking.prenotazione(PersonaFactory(), spazio)
    risposta = entra.post(f"{base(spazio)}parti/orari/", {"giorno_6_a": "09:00", "giorno_6_b": "18:00"})
    [frase] = risposta.context["form"].non_field_errors()
    assert frase.startswith("1 prenotazione cade fuori da questi orari")
    assert Orario.objects.filter(spazio=spazio, al__isnull=True).count() == 5


# ── Pausing, withdrawing, starting again ──────────────────────────────────────────────────────────
def test_pausing_and_starting_again(entra, radio):
    spazio = coworking.pubblicato(radio)
    assert "Le prenotazioni già fatte restano." in entra.get(f"{base(spazio)}ferma/sospendi/").content.decode()
    assert list(entra.post(f"{base(spazio)}ferma/sospendi/", {"motivo": ""}).context["form"].errors) == ["motivo"]
    risposta = entra.post(f"{base(spazio)}ferma/sospendi/", {"motivo": "Lavori in corso."}, follow=True)
    assert detto(risposta) == ["In pausa: nessuno lo può prenotare finché non lo riapri."]
    assert "Lavori in corso." in risposta.content.decode()
    assert "Riapri lo spazio" in risposta.content.decode()
    entra.post(f"{base(spazio)}verbo/riapri/")
    assert di(spazio).stato == StatoSpazio.PUBBLICATO


def test_what_the_lead_stopped_has_no_button_to_start(entra, radio):
    spazio = coworking.pubblicato(radio)
    actions.sospendi(spazio, motivo="Una segnalazione.", da=coworking.SISTEMA)
    pagina = entra.get(base(spazio)).content.decode()
    assert "Riapri lo spazio" not in pagina
    assert "può riaprirlo solo lui" in pagina
    assert entra.post(f"{base(spazio)}verbo/riapri/").status_code == 403


def test_withdrawing_says_how_many_bookings_it_ends(entra, radio):
    spazio = coworking.pubblicato(radio)
    coworking.prenotazione(PersonaFactory(), spazio)
    assert "Annulliamo 1 prenotazione" in entra.get(f"{base(spazio)}ferma/ritira/").content.decode()
    risposta = entra.post(f"{base(spazio)}ferma/ritira/", {"motivo": "Basta."}, follow=True)
    assert detto(risposta) == ["Spazio ritirato. Abbiamo avvisato chi aveva prenotato."]
    assert entra.post(f"{base(spazio)}verbo/riprendi/", follow=True).status_code == 200
    assert di(spazio).stato == StatoSpazio.BOZZA


@pytest.mark.parametrize(
    ("stato", "parole"),
    [
        ("proposto", "Riprendi la proposta"),
        ("in_esame", "sta leggendo la proposta"),
        ("respinto", "Mancano le uscite."),
    ],
)
def test_where_the_proposal_is(entra, radio, stato, parole):
    spazio = coworking.proposto(radio) if stato == "proposto" else coworking.in_esame(radio)
    if stato == "respinto":
        actions.respingi(spazio, motivo="Mancano le uscite.", da=coworking.SISTEMA)
    risposta = entra.get(base(spazio))
    assert parole in risposta.content.decode()
    assert risposta.context["parti"] == []
