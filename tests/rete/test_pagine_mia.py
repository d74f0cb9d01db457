"""The organisation's own pages: who may open them, what they do."""

from datetime import date

import pytest

from talenti.base.permissions import Sistema
from talenti.rete import actions
from talenti.rete.models import Partner
from tests.factories import rete
from tests.factories.persone import PersonaFactory
from tests.rete.lettura import ultima

pytestmark = pytest.mark.django_db

DA = Sistema("prova")
PAGINA = {"in_una_frase": "Trasmettiamo.", "comune": "019035", "email": "nuova@example.org", "sito": ""}


@pytest.fixture
def giulia():
    return PersonaFactory(email="giulia@example.org", nome="Giulia", cognome="Verdi")


@pytest.fixture
def radio(giulia):
    return rete.ammesso(persona=giulia, nome="Radio")


@pytest.fixture
def giulia_entra(client, giulia, radio):
    client.force_login(giulia)
    return client


def detto(risposta):
    return [str(messaggio) for messaggio in risposta.context["messages"]]


PAGINE = {
    "": (200, 200),
    "storia/": (200, 200),
    "lascia/": (200, 200),
    "persone/": (200, 200),
    "pagina/": (200, 403),
    "logo/": (200, 403),
    "nome/": (200, 403),
    "azioni/": (200, 403),
    "responsabile/": (200, 403),
    "persone/invita/": (200, 403),
}


@pytest.mark.parametrize(("pagina", "attesi"), PAGINE.items())
def test_who_opens_which_page(client, radio, giulia, pagina, attesi):
    indirizzo = f"/partner/radio/{pagina}"
    assert client.get(indirizzo).url == f"/accedi/?next={indirizzo}"
    stati = []
    for persona in (giulia, rete.membro(radio), PersonaFactory(), rete.ammesso(nome="Altra").proposto_da):
        client.force_login(persona)
        stati.append(client.get(indirizzo).status_code)
    assert stati == [*attesi, 403, 403]


def test_the_desk_of_a_proposal_is_not_there_for_strangers(client):
    partner = rete.proposto(nome="Radio")
    client.force_login(PersonaFactory())
    assert client.get("/partner/radio/").status_code == 404
    client.force_login(partner.proposto_da)
    assert client.get("/partner/radio/").status_code == 200


def test_what_is_to_do(giulia_entra, radio, giulia):
    def cose():
        return [(cosa["testo"], cosa["url"]) for cosa in giulia_entra.get("/partner/radio/").context["cose"]]

    assert cose() == [
        ("Racconta qualcosa di più sulla pagina", "/partner/radio/pagina/"),
        ("Aggiungi il logo", "/partner/radio/logo/"),
        ("Invita un'altra persona: oggi amministra una persona sola", "/partner/radio/persone/invita/"),
    ]
    actions.modifica(radio, campi={"descrizione": "Di più."}, da=giulia)
    actions.cambia_logo(radio, caricato=rete.immagine(), da=giulia)
    actions.chiudi_partecipazione(radio.partecipazioni.get(), da=giulia)
    actions.invita(radio, email="x@example.org", ruolo="amministrazione", da=giulia)
    assert cose() == [
        ("Di' a quale azione prendete parte", "/partner/radio/azioni/"),
        ("Inviti senza risposta: 1", "/partner/radio/persone/"),
    ]


def test_documents_asked_for_are_the_first_thing_to_do(client, giulia):
    partner = rete.in_integrazione(DA, giulia, nome="Radio")
    client.force_login(giulia)
    cose = client.get("/partner/radio/").context["cose"]
    assert [(cosa["testo"], cosa["url"]) for cosa in cose] == [
        ("Manda i documenti chiesti", f"/rete/proponi/{partner.codice}/documenti/")
    ]


def test_the_page_is_seen_before_it_is_published(giulia_entra, radio):
    risposta = giulia_entra.get("/partner/radio/pagina/")
    assert risposta.context["form"]["in_una_frase"].value() == "Suoniamo in piazza."
    risposta = giulia_entra.post("/partner/radio/pagina/", PAGINA)
    assert risposta.context["anteprima"].in_una_frase == "Trasmettiamo."
    assert "Non è ancora pubblicata." in risposta.content.decode()
    radio.refresh_from_db()
    assert radio.in_una_frase == "Suoniamo in piazza."
    risposta = giulia_entra.post("/partner/radio/pagina/", PAGINA | {"passo": "riscrivi"})
    assert (risposta.context["form"]["in_una_frase"].value(), "anteprima" in risposta.context) == (
        "Trasmettiamo.",
        False,
    )
    risposta = giulia_entra.post("/partner/radio/pagina/", PAGINA | {"passo": "pubblica"}, follow=True)
    radio.refresh_from_db()
    assert (radio.in_una_frase, radio.comune.nome, detto(risposta)) == (
        "Trasmettiamo.",
        "Crema",
        ["Pagina aggiornata."],
    )
    risposta = giulia_entra.post("/partner/radio/pagina/", PAGINA | {"passo": "pubblica"}, follow=True)
    assert detto(risposta) == ["La pagina era già così: non è cambiato niente."]


def test_a_mistake_in_the_page_is_said_beside_its_field(giulia_entra):
    risposta = giulia_entra.post("/partner/radio/pagina/", PAGINA | {"email": "boh", "in_una_frase": ""})
    assert risposta.context["form"].errors == {
        "email": ["Ricontrolla l'email: è scritta come nome@esempio.it."],
        "in_una_frase": ["Scrivi in una frase che cosa fate."],
    }


def test_the_logo_is_changed_and_taken_away(giulia_entra, radio):
    risposta = giulia_entra.post("/partner/radio/logo/", {"logo": rete.immagine()}, follow=True)
    assert detto(risposta) == ["Logo cambiato."]
    assert Partner.objects.get(pk=radio.pk).logo_tipo == "image/png"
    risposta = giulia_entra.post("/partner/radio/logo/", {"togli": "si"}, follow=True)
    assert (detto(risposta), Partner.objects.get(pk=radio.pk).logo.name) == (["Logo tolto."], "")
    risposta = giulia_entra.post("/partner/radio/logo/", {"logo": rete.caricato("x.png", b"<svg/>")})
    assert list(risposta.context["form"].errors) == ["logo"]


def test_the_name_changes(giulia_entra, radio):
    risposta = giulia_entra.post("/partner/radio/nome/", {"nome": "Radio"})
    assert risposta.context["form"].errors == {"nome": ["Scrivi il nome nuovo, diverso da quello di adesso."]}
    Partner.objects.get(pk=radio.pk).nomi.update(dal=date(2025, 1, 1))
    dal = {"dal_giorno": "1", "dal_mese": "2", "dal_anno": "2026"}
    assert giulia_entra.post("/partner/radio/nome/", {"nome": " Radio  Piazza", **dal}).url == "/partner/radio/"
    assert list(radio.nomi.values_list("nome", "dal", "al")) == [
        ("Radio", date(2025, 1, 1), date(2026, 2, 1)),
        ("Radio Piazza", date(2026, 2, 1), None),
    ]


def test_actions_are_added_and_closed(giulia_entra, radio):
    dati = {"azione": "coworking", "che_cosa": "Due scrivanie", "ruolo": "sostenitore"}
    risposta = giulia_entra.post("/partner/radio/azioni/", dati, follow=True)
    assert detto(risposta) == ["Azione aggiunta."]
    risposta = giulia_entra.post("/partner/radio/azioni/", dati)
    assert risposta.context["form"].errors == {"azione": ["C'è già: cambia quella che c'è."]}
    assert "ruolo" in giulia_entra.post("/partner/radio/azioni/", dati | {"ruolo": "capofila"}).context["form"].errors
    riga = radio.partecipazioni.get(azione="coworking")
    indirizzo = f"/partner/radio/azioni/{riga.pk}/chiudi/"
    assert giulia_entra.get(indirizzo).status_code == 200
    assert detto(giulia_entra.post(indirizzo, follow=True)) == ["Partecipazione chiusa."]
    assert detto(giulia_entra.post(indirizzo, follow=True)) == ["Questa partecipazione è già chiusa."]
    altra = rete.ammesso(nome="Altra").partecipazioni.get()
    assert giulia_entra.get(f"/partner/radio/azioni/{altra.pk}/chiudi/").status_code == 404


def test_inviting_from_the_page(giulia_entra, radio):
    dati = {"email": "marco@example.org", "ruolo": "operatore"}
    risposta = giulia_entra.post("/partner/radio/persone/invita/", dati, follow=True)
    assert detto(risposta) == ["Invito mandato a marco@example.org."]
    risposta = giulia_entra.post("/partner/radio/persone/invita/", dati)
    assert list(risposta.context["form"].errors) == ["email"]
    assert (
        "ruolo"
        in giulia_entra.post("/partner/radio/persone/invita/", dati | {"ruolo": "coordinamento"}).context["form"].errors
    )
    invito = radio.inviti.get()
    indirizzo = f"/partner/radio/inviti/{invito.pk}/ritira/"
    assert giulia_entra.get(indirizzo).status_code == 200
    assert detto(giulia_entra.post(indirizzo, follow=True)) == ["Invito ritirato."]
    [frase] = detto(giulia_entra.post(indirizzo, follow=True))
    assert frase.startswith("Lo stato è già «Ritirato»")


def test_only_who_coordinates_sees_the_roles_of_the_network(client):
    lea = PersonaFactory()
    guida = rete.capofila(lea, nome="Guida")
    sola = rete.membro(guida, "amministrazione")
    scelte = {}
    for persona in (lea, sola):
        client.force_login(persona)
        form = client.get("/partner/guida/persone/invita/").context["form"]
        scelte[persona] = [chiave for chiave, _parole in form.fields["ruolo"].choices]
    assert scelte == {
        lea: ["coordinamento", "revisione", "amministrazione", "operatore", "collaborazione"],
        sola: ["amministrazione", "operatore", "collaborazione"],
    }


def test_a_role_is_changed_and_closed(giulia_entra, radio, giulia):
    marco = rete.membro(radio, persona=PersonaFactory(nome="Marco", cognome="Neri"))
    riga = radio.appartenenze.get(persona=marco)
    assert (
        giulia_entra.get(f"/partner/radio/persone/{riga.pk}/ruolo/").context["form"]["ruolo"].value()
        == "collaborazione"
    )
    risposta = giulia_entra.post(f"/partner/radio/persone/{riga.pk}/ruolo/", {"ruolo": "operatore"}, follow=True)
    assert detto(risposta) == ["Marco Neri ora ha il ruolo «Ufficio»."]
    assert giulia_entra.get(f"/partner/radio/persone/{riga.pk}/ruolo/").status_code == 404  # that one is over
    riga = radio.appartenenze.get(persona=marco, al=None)
    assert giulia_entra.get(f"/partner/radio/persone/{riga.pk}/chiudi/").status_code == 200
    risposta = giulia_entra.post(f"/partner/radio/persone/{riga.pk}/chiudi/", {"motivo": "Fine."}, follow=True)
    assert detto(risposta) == ["Il ruolo di Marco Neri è finito."]
    mia = radio.appartenenze.get(persona=giulia)
    risposta = giulia_entra.post(f"/partner/radio/persone/{mia.pk}/chiudi/", {})
    assert risposta.context["form"].non_field_errors() == [
        "Serve almeno una persona con il ruolo «Amministrazione». Prima dallo a qualcun altro."
    ]


def test_strangers_rows_are_not_there(giulia_entra):
    altra = rete.ammesso(nome="Altra")
    riga = altra.appartenenze.get()
    invito = actions.invita(altra, email="x@example.org", ruolo="operatore", da=altra.proposto_da)
    for indirizzo in (f"persone/{riga.pk}/ruolo", f"persone/{riga.pk}/chiudi", f"inviti/{invito.pk}/ritira"):
        assert giulia_entra.get(f"/partner/radio/{indirizzo}/").status_code == 404


def test_leaving_asks_once(giulia_entra, radio, giulia):
    assert detto(giulia_entra.post("/partner/radio/lascia/", follow=True)) == [
        "Serve almeno una persona con il ruolo «Amministrazione». Prima dallo a qualcun altro."
    ]
    rete.membro(radio, "amministrazione")
    assert giulia_entra.post("/partner/radio/lascia/").url == "/area/"
    assert ultima(radio)[0] == "lascia"
    assert giulia_entra.get("/partner/radio/").status_code == 403


def test_the_history_is_told_in_words(giulia_entra, radio):
    righe = giulia_entra.get("/partner/radio/storia/").context["righe"]
    assert [(str(riga.verbo), riga.chi) for riga in righe][-1] == ("Ha proposto l'organizzazione", "Giulia Verdi")


@pytest.mark.parametrize("quanti", [1, 3])
def test_the_people_ask_the_same_of_the_database_whatever_their_number(
    giulia_entra, radio, django_assert_num_queries, quanti
):
    for _volta in range(quanti - 1):
        rete.membro(radio)
    rete.membro(rete.ammesso(nome="Altra"))
    giulia_entra.get("/partner/radio/persone/")
    with django_assert_num_queries(17):
        risposta = giulia_entra.get("/partner/radio/persone/")
    assert len(risposta.context["persone"]) == quanti
