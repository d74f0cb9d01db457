"""Who gets the files of a picture: anybody while a public text shows it, the newsroom before, nobody after."""

from datetime import timedelta

import pytest
from django.urls import reverse

from redazione import actions, figure
from redazione.actions.versioni import prepara
from redazione.models import Articolo, Autore
from talenti.base.clock import adesso
from tests.factories import immagini, redazione, rete
from tests.factories.persone import PersonaFactory
from tests.factories.redazione import MOTIVO

pytestmark = pytest.mark.django_db
PUBBLICA, PRIVATA = "public, max-age=300, must-revalidate", "private, no-cache"


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def giulia(testata):
    return redazione.redattrice(testata)


def indirizzo(una, nome=figure.ORIGINALE):
    return reverse("redazione:immagine_file", args=[una.codice, nome])


def chiedi(client, una, nome=figure.ORIGINALE, chi=None, **intestazioni):
    """(status, type, cache, bytes)."""
    if chi is not None:
        client.force_login(chi)
    risposta = client.get(indirizzo(una, nome), headers=intestazioni)
    # Read to its end it closes by itself; closed by hand, it would take the test's connection along.
    byte = b"".join(risposta.streaming_content) if risposta.streaming else risposta.content
    return risposta, risposta.status_code, byte


def test_a_picture_of_a_public_text_is_for_everybody(client, testata):
    una, copertina = immagini.immagine(testata), immagini.con_consenso(testata)
    immagini.articolo(testata, una, copertina=copertina)
    for immagine in (una, copertina):
        prepara(immagine)
        for nome, tipo in (
            (figure.ORIGINALE, "image/jpeg"),
            ("intera-320.avif", "image/avif"),
            ("larga-320.webp", "image/webp"),
            ("larga-320.jpeg", "image/jpeg"),
        ):
            risposta, stato, byte = chiedi(client, immagine, nome)
            assert (stato, risposta["Content-Type"], risposta["Cache-Control"]) == (200, tipo, PUBBLICA)
            assert risposta["X-Content-Type-Options"] == "nosniff"
            assert (len(byte) > 100, "Set-Cookie" in risposta, "Cookie" in risposta.get("Vary", "")) == (
                True,
                False,
                False,
            )


def test_asked_again_it_is_not_sent_again(client, testata):
    una = immagini.immagine(testata)
    immagini.articolo(testata, una)
    prepara(una)
    prima, _stato, _byte = chiedi(client, una, "larga-320.jpeg")
    risposta, stato, byte = chiedi(client, una, "larga-320.jpeg", **{"If-None-Match": prima["ETag"]})
    assert (stato, byte, risposta["ETag"], risposta["Cache-Control"]) == (304, b"", prima["ETag"], PUBBLICA)
    altra, stato, _byte = chiedi(client, una, "larga-320.webp", **{"If-None-Match": prima["ETag"]})
    assert (stato, altra["ETag"] != prima["ETag"]) == (200, True)


def test_cut_around_another_point_it_is_another_file(client, testata, django_capture_on_commit_callbacks):
    una = immagini.immagine(testata, lati=(300, 300))
    immagini.articolo(testata, una)
    etichette = []
    for fuoco in ((50, 0), (50, 100), (50, 0), (50, 100)):
        with django_capture_on_commit_callbacks(execute=True):
            actions.descrivi(una, immagini.detta(fuoco=fuoco), da=immagini.DA)
            prepara(una)
        etichette.append(chiedi(client, una, "larga-300.jpeg")[0]["ETag"])
    assert etichette[0] == etichette[2] != etichette[1] == etichette[3]


def test_what_no_public_text_shows_is_for_the_newsroom(client, testata, giulia):
    sola, di_lavoro, futura, finita, ritirato, vecchia = (immagini.immagine(testata) for _n in range(6))
    ora = adesso()
    immagini.articolo(testata, di_lavoro, pubblicato=False)
    immagini.articolo(testata, futura, dal=ora + timedelta(hours=1))
    immagini.articolo(testata, finita, dal=ora - timedelta(hours=2), al=ora - timedelta(hours=1))
    immagini.articolo(testata, ritirato, stato="archiviato", ritirato_il=ora, ritirato_perche="Sbagliato.")
    # Readers still see the text before the correction; the picture that it had, and the one that it will have.
    corretto = immagini.articolo(testata, vecchia)
    nuova = immagini.immagine(testata)
    immagini.riscrivi(corretto, nuova)
    assert chiedi(client, vecchia)[1] == 200
    fuori = (sola, di_lavoro, futura, finita, ritirato, nuova)
    assert [chiedi(client, una)[1] for una in fuori] == [404] * 6
    assert [chiedi(client, una, chi=PersonaFactory())[1] for una in fuori] == [404] * 6
    for una in fuori:
        risposta, stato, _byte = chiedi(client, una, chi=giulia)
        assert (stato, risposta["Cache-Control"], "Cookie" in risposta["Vary"]) == (200, PRIVATA, True)


def test_a_scheduled_text_shows_it_at_its_minute(client, testata):
    una = immagini.immagine(testata)
    articolo = immagini.articolo(testata, una, dal=adesso() + timedelta(hours=1))
    assert chiedi(client, una)[1] == 404
    Articolo.objects.filter(pk=articolo.pk).update(dal=adesso())
    assert chiedi(client, una)[1] == 200


def test_without_a_consent_it_is_not_served_though_a_public_text_shows_it(client, testata, giulia):
    una = immagini.immagine(testata, persone="con_consenso")
    immagini.articolo(testata, una)
    assert chiedi(client, una)[1] == 404
    assert chiedi(client, una, chi=giulia)[1] == 200
    client.logout()
    immagini.consenso(una)
    assert chiedi(client, una)[1] == 200


def test_who_has_written_the_text_sees_its_pictures_though_she_has_left(client, testata, giulia):
    sua, altra = immagini.immagine(testata), immagini.immagine(testata)
    articolo = immagini.articolo(testata, sua, pubblicato=False)
    Autore.objects.create(voce=articolo.voce, persona=giulia, ordine=1)
    actions.lascia(giulia.collaborazioni.get(), da=giulia)
    assert [chiedi(client, una, chi=giulia)[1] for una in (sua, altra)] == [200, 404]


def test_an_office_without_the_second_factor_gets_what_everybody_gets(client, testata):
    una, pubblica = immagini.immagine(testata), immagini.immagine(testata)
    immagini.articolo(testata, pubblica)
    ugo = rete.membro(testata.riferimento, "operatore")
    assert [chiedi(client, di, chi=ugo)[1] for di in (una, pubblica)] == [200, 200]
    ugo.authenticator_set.all().delete()
    assert [chiedi(client, di, chi=ugo)[1] for di in (una, pubblica)] == [404, 200]


@pytest.mark.parametrize("come", ["ritirata", "tolta"])
def test_what_is_over_is_gone_for_all(client, testata, giulia, come):
    una = immagini.con_consenso(testata)
    immagini.articolo(testata, una, pubblicato=come == "ritirata")
    prepara(una)
    if come == "ritirata":
        assert chiedi(client, una, "larga-320.jpeg")[1] == 200
        actions.ritira_consenso(una.consensi.get(), da=immagini.DA)
    else:
        immagini.riscrivi(Articolo.objects.get())
        actions.togli(una, MOTIVO, da=immagini.DA)
    for chi in (None, giulia):
        for nome in (figure.ORIGINALE, "larga-320.jpeg", "intera-320.avif", "altro"):
            risposta, stato, byte = chiedi(client, una, nome, chi)
            assert (stato, byte, risposta["Cache-Control"]) == (410, b"", "no-store")


@pytest.mark.parametrize("nome", ["larga-320.gif", "larga-321.jpeg", "intera-480.avif", "originale.png", "..", "%00"])
def test_a_file_that_was_never_made_is_not_found(client, testata, nome):
    una = immagini.immagine(testata)
    immagini.articolo(testata, una)
    prepara(una)
    indirizzo_ = indirizzo(una, "zz").replace("zz", nome)
    assert client.get(indirizzo_).status_code == 404


def test_a_picture_that_is_not_there_is_not_found(client, testata):
    assert client.get(reverse("redazione:immagine_file", args=["zzzzzzzzzz", "originale.jpg"])).status_code == 404


def test_a_file_that_the_disk_has_lost_is_not_found(client, testata):
    una = immagini.immagine(testata)
    immagini.articolo(testata, una)
    una.file.storage.delete(una.file.name)
    assert chiedi(client, una)[1] == 404


@pytest.mark.parametrize("quante", [1, 3])
def test_a_public_file_costs_the_same_however_many_texts_show_it(client, testata, quante, django_assert_num_queries):
    una = immagini.con_consenso(testata)
    for _n in range(quante):
        immagini.articolo(testata, una)
        immagini.consenso(una)
    prepara(una)
    with django_assert_num_queries(2):
        assert chiedi(client, una, "larga-320.jpeg")[1] == 200
    with django_assert_num_queries(1):
        assert chiedi(client, una)[1] == 200
