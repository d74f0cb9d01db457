"""Addresses that people write: what may be followed, and how it is shown to who reads the application."""

from dataclasses import replace

import pytest
from django.urls import reverse

from tests.factories.thinktown import Ufficio, completa, maggiorenne, pronta, risposta
from thinktown import actions, in_parole, indirizzi
from thinktown.definizione import Definizione, Quesito
from thinktown.enums import TipoQuesito
from thinktown.in_parole import Nomi
from thinktown.risposte import difetto_di, leggi

VIDEO = Quesito(chiave="video", tipo=TipoQuesito.INDIRIZZO, domanda="Un video", obbligatorio=False)
BUONO = "https://video.example.org/guarda?v=1&t=2#inizio"


@pytest.mark.parametrize(
    ("scritto", "tenuto"),
    [
        ("", None),
        (f"  {BUONO} ", BUONO),
        ("video.example.org/guarda", "https://video.example.org/guarda"),
        ("http://video.example.org/", "http://video.example.org/"),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_what_is_typed_is_kept_and_begins_where_it_must(scritto, tenuto):
    assert leggi(VIDEO, scritto) == tenuto


@pytest.mark.parametrize(
    ("indirizzo", "va"),
    [
        (BUONO, True),
        ("https://example.org", True),
        ("HTTPS://example.org/è-qui", True),
        ("http://example.org/", False),
        ("javascript:alert(1)", False),
        ("https:javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://", False),
        ("https://localhost/", False),
        ("https://127.0.0.1/", False),
        ("https://[::1]/", False),
        ("https://[", False),
        ("https://example.org:8443/", False),
        ("https://chi:parola@example.org/", False),
        ('https://example.org/" onmouseover="x', False),
        ("https://example.org/<b>", False),
        ("https://example.org\\@altro.example", False),
        ("https://ехample.org/", False),
        ("https://example.org/\u202egpj.exe", False),
        ("https://example.org/" + "a" * 500, False),
        (None, False),
        (["https://example.org"], False),
    ],
)
def test_only_a_page_of_a_public_site_may_be_followed(indirizzo, va):
    assert indirizzi.sicuro(indirizzo) is va


def test_a_draft_keeps_any_address_and_only_a_good_one_is_sent_and_followed():
    assert (difetto_di(VIDEO, BUONO), difetto_di(VIDEO, "http://example.org/")[:6]) == ("", "Copia ")
    buona, cattiva = (in_parole.voce(VIDEO, uno, Nomi()) for uno in (BUONO, "javascript:alert(1)"))
    assert (buona.link, buona.valore, cattiva.link, cattiva.valore) == (BUONO, BUONO, "", "javascript:alert(1)")


def _con_video() -> Definizione:
    detta = completa()
    prima = replace(detta.parti[0], quesiti=(*detta.parti[0].quesiti, VIDEO))
    return replace(detta, parti=(prima, *detta.parti[1:]))


@pytest.mark.django_db
def test_who_reads_the_application_follows_it_and_tells_the_site_nothing(client):
    ufficio, persona = Ufficio(), maggiorenne()
    bando = ufficio.pubblicato(_con_video())
    domanda = pronta(bando, persona)
    risposta(domanda, "video", BUONO, da=persona)
    actions.invia(domanda, gettone="uno", da=persona)
    scritto = BUONO.replace("&", "&amp;")
    link = f'<a href="{scritto}" rel="noopener noreferrer nofollow">{scritto}</a>'
    client.force_login(persona)
    assert link in client.get(reverse("thinktown:ricevuta", args=[domanda.codice])).content.decode()
    client.force_login(ufficio.scrive)
    pagina = client.get(reverse("admin:thinktown_bando_domanda", args=[bando.pk, domanda.codice])).content.decode()
    assert link in pagina


@pytest.mark.django_db
def test_an_address_that_does_not_open_stops_the_sending_and_stays(client):
    persona = maggiorenne()
    domanda = pronta(Ufficio().pubblicato(_con_video()), persona)
    client.force_login(persona)
    parte = reverse("thinktown:parte", args=[domanda.codice, "progetto"])
    dati = {"n-video": "0", "g-video": "a", "v-video": "http://video.example.org/1"}
    pagina = client.post(parte, dati)
    assert (pagina.status_code, "comincia con https://" in pagina.content.decode()) == (422, True)
    assert domanda.risposte.get(quesito="video").valore == "http://video.example.org/1"
    controlla = client.get(reverse("thinktown:invia", args=[domanda.codice])).content.decode()
    assert ("Copia qui l&#x27;indirizzo intero" in controlla, 'href="http://video' in controlla) == (True, False)
