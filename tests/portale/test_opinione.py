""" "Ti è servita?": stored without knowing who, read by the office, kept no longer than said."""

from datetime import timedelta

import pytest
from django.test import Client

from talenti.base.clock import a_quest_ora, adesso
from talenti.base.exceptions import NonPermesso
from talenti.portale.actions import cancella_opinioni, lascia_opinione, segna_lette, togli_email
from talenti.portale.dati import chiudi, esporta
from talenti.portale.models import Opinione, VisitaArea
from talenti.portale.ufficio import opinioni_da_leggere
from tests.factories import rete
from tests.factories.persone import PersonaFactory

RIGA = ("pagina", "esito", "testo", "email")


def manda(client, **dati):
    return client.post(
        "/opinione/", {"pagina": "/rete/", "utile": "no", "testo": "Manca la mappa.", "email": ""} | dati
    )


def test_the_links_of_a_page_open_the_form_and_store_nothing(client, db):
    risposta = client.get("/opinione/?pagina=/rete/&utile=no")

    assert risposta.status_code == 200
    assert risposta.context["form"].initial == {"pagina": "/rete/", "utile": "no"}
    assert Opinione.objects.count() == 0


def test_an_opinion_is_stored_without_saying_who(client, db):
    client.force_login(PersonaFactory())

    risposta = manda(client)

    assert (risposta.status_code, risposta["Location"]) == (302, "/opinione/grazie/?pagina=%2Frete%2F")
    assert list(Opinione.objects.values_list(*RIGA)) == [("/rete/", "no", "Manca la mappa.", "")]
    assert client.get(risposta["Location"]).context["pagina"] == "/rete/"


@pytest.mark.parametrize(
    ("dati", "campo", "frase"),
    [
        ({"utile": ""}, "utile", "Scegli sì o no."),
        ({"testo": "  "}, "testo", "Scrivi che cosa manca: così sappiamo che cosa cambiare."),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(client, db, dati, campo, frase):
    risposta = manda(client, email="io@example.org", **dati)

    assert risposta.status_code == 422
    assert risposta.context["form"].errors == {campo: [frase]}
    assert 'value="io@example.org"' in risposta.content.decode()
    assert Opinione.objects.count() == 0


def test_yes_needs_no_words(client, db):
    manda(client, utile="si", testo="")

    assert list(Opinione.objects.values_list(*RIGA)) == [("/rete/", "si", "", "")]


@pytest.mark.parametrize(
    "pagina", ["//evil.example", "/\\evil.example", "https://evil.example/", "javascript:alert(1)", "", "/\x07"]
)
def test_a_page_that_is_not_ours_becomes_the_home(client, db, pagina):
    assert client.get("/opinione/", {"pagina": pagina}).context["form"].initial["pagina"] == "/"
    assert client.get("/opinione/grazie/", {"pagina": pagina}).context["pagina"] == "/"

    manda(client, pagina=pagina)

    assert list(Opinione.objects.values_list("pagina", flat=True)) == ["/"]


@pytest.mark.parametrize("testo", ["\x00", "a" * 2001, "a" * 1_000_000])
def test_a_text_that_cannot_be_kept_is_refused_not_stored(client, db, testo):
    assert manda(client, testo=testo).status_code == 422
    assert Opinione.objects.count() == 0


def test_a_hostile_text_is_stored_as_it_is_and_shown_as_text(client, db):
    manda(client, testo="<script>alert(1)</script>=1+1")

    assert list(Opinione.objects.values_list("testo", flat=True)) == ["<script>alert(1)</script>=1+1"]


def test_the_sixth_opinion_of_a_minute_waits(client, db):
    assert [manda(client).status_code for _volta in range(6)] == [302] * 5 + [429]
    assert Opinione.objects.count() == 5


def test_a_form_without_its_token_is_refused(db):
    assert manda(Client(enforce_csrf_checks=True)).status_code == 403


def test_who_coordinates_reads_the_opinions_and_marks_them(db):
    nora = PersonaFactory()
    rete.capofila(nora)
    prima, _seconda = (lascia_opinione(pagina="/rete/", esito="no", testo=str(n)) for n in range(2))

    assert [(voce.quanti, voce.dal) for voce in opinioni_da_leggere(nora)] == [(2, prima.creata_il)]
    assert segna_lette(Opinione.objects.visibili_in_ufficio(nora), da=nora) == 2
    assert segna_lette(Opinione.objects.all(), da=nora) == 0
    assert list(opinioni_da_leggere(nora)) == []


def test_who_administers_a_partner_does_not(db):
    sara = PersonaFactory()
    rete.ammesso(persona=sara)
    lascia_opinione(pagina="/", esito="si")

    assert list(opinioni_da_leggere(sara)) == []
    assert list(Opinione.objects.visibili_in_ufficio(sara)) == []
    with pytest.raises(NonPermesso):
        segna_lette(Opinione.objects.all(), da=sara)


def test_opinions_last_two_years_and_their_address_six_months(db):
    ora = adesso()
    for giorni in (731, 729, 181, 179):
        with a_quest_ora(ora - timedelta(days=giorni)):
            lascia_opinione(pagina=f"/{giorni}/", esito="si", email="io@example.org")

    assert (cancella_opinioni(ora), togli_email(ora)) == (1, 2)
    assert list(Opinione.objects.order_by("pk").values_list("pagina", "email")) == [
        ("/729/", ""),
        ("/181/", ""),
        ("/179/", "io@example.org"),
    ]


def test_the_export_holds_what_is_mine_and_closing_takes_my_address_away(persona):
    lascia_opinione(pagina="/rete/", esito="no", testo="mia", email="Giulia@example.org")
    lascia_opinione(pagina="/rete/", esito="no", testo="di un'altra", email="altra@example.org")
    VisitaArea.objects.create(persona=persona, vista_il=adesso())

    dati = esporta(persona)
    assert [opinione["testo"] for opinione in dati["opinioni_con_la_mia_email"]] == ["mia"]
    assert dati["ultima_visita_alla_mia_area"] == VisitaArea.objects.get().vista_il.isoformat()

    assert chiudi(persona) == []
    assert list(Opinione.objects.order_by("pk").values_list("testo", "email")) == [
        ("mia", ""),
        ("di un'altra", "altra@example.org"),
    ]
    assert VisitaArea.objects.count() == 0
