"""The pages of the demonstration: its mails, its accounts. Nobody else has them."""

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

from talenti.portale import posta

BACKEND = "django.core.mail.backends.filebased.EmailBackend"
PAGINE = [
    "/demo/posta/",
    "/demo/conti/",
    "/demo/posta/20261122-101500-1.log-0/",
    "/demo/posta/20261122-101500-1.log-0/html/",
]


@pytest.fixture
def demo(settings, tmp_path):
    settings.MODO_DEMO = True
    settings.EMAIL_FILE_PATH = str(tmp_path / "posta")


def spedisci(*messaggi, cartella):
    collegamento = get_connection(BACKEND, file_path=cartella)
    for oggetto, testo, html, quando in messaggi:
        mail = EmailMultiAlternatives(
            oggetto, testo, to=["giulia@example.org"], headers={"Date": quando}, connection=collegamento
        )
        if html:
            mail.attach_alternative(html, "text/html")
        mail.send()


@pytest.fixture
def due_mail(demo, settings):
    spedisci(
        ("Prima: è sì", "Vai su http://localhost:8000/area/ adesso.", "", "Sun, 22 Nov 2026 09:00:00 +0100"),
        (
            "Seconda",
            "Testo",
            "<html><head><title>x</title></head><body><p>Ciao</p><script>alert(1)</script></body></html>",
            "Sun, 22 Nov 2026 10:00:00 +0100",
        ),
        cartella=settings.EMAIL_FILE_PATH,
    )


@pytest.mark.parametrize("pagina", PAGINE)
def test_outside_the_demonstration_there_is_no_such_page(client, db, pagina):
    assert client.get(pagina).status_code == 404


def test_without_mails_the_page_says_how_to_get_one(client, db, demo):
    assert "Nessuna email, per ora" in client.get("/demo/posta/").content.decode()


def test_mails_are_listed_newest_first_and_open(client, db, due_mail):
    risposta = client.get("/demo/posta/")
    mail = risposta.context["mail"]

    assert [(uno.oggetto, uno.a) for uno in mail] == [
        ("Seconda", "giulia@example.org"),
        ("Prima: è sì", "giulia@example.org"),
    ]
    for uno in mail:
        assert client.get(f"/demo/posta/{uno.codice}/").context["mail"] == uno
    prima = client.get(f"/demo/posta/{mail[1].codice}/").content.decode()
    assert '<a href="http://localhost:8000/area/" rel="nofollow">' in prima
    assert "<iframe" not in prima


def test_the_html_of_a_mail_opens_caged(client, db, due_mail):
    codice = posta.elenco()[0].codice
    pagina = client.get(f"/demo/posta/{codice}/").content.decode()
    risposta = client.get(f"/demo/posta/{codice}/html/")
    politica = {parte.split(" ")[0]: parte.split(" ")[1:] for parte in risposta["Content-Security-Policy"].split("; ")}

    assert 'sandbox="allow-top-navigation-by-user-activation allow-popups"' in pagina
    assert politica["script-src"] == ["'none'"]
    assert politica["default-src"] == ["'none'"]
    assert politica["sandbox"] == ["allow-top-navigation-by-user-activation", "allow-popups"]
    assert risposta["X-Frame-Options"] == "SAMEORIGIN"
    assert '<head><base target="_top">' in risposta.content.decode()


@pytest.mark.parametrize(
    "codice",
    [
        "../../chiave_segreta",
        "..%2f..%2fchiave_segreta.log-0",
        "20261122-101500-1.log-9",
        "20261122-101500-1",
        "x",
        "%00",
    ],
)
def test_a_code_never_leads_out_of_the_mails(client, db, due_mail, codice):
    assert client.get(f"/demo/posta/{codice}/").status_code == 404
    assert posta.trova(codice) is None


def test_a_mail_without_head_or_date_is_shown(demo, settings):
    spedisci(("Senza data", "x", "<p>Solo corpo</p>", "domani"), cartella=settings.EMAIL_FILE_PATH)

    (mail,) = posta.elenco()

    assert (mail.quando, mail.html_nella_finestra.strip()) == (None, '<base target="_top"><p>Solo corpo</p>')


def test_the_login_page_lists_who_is_who_in_the_demonstration_only(client, db, settings):
    assert "prova-talenti-2026" not in client.get("/accedi/").content.decode()

    settings.MODO_DEMO = True

    assert "prova-talenti-2026" in client.get("/accedi/").content.decode()
    assert "nora@example.org" in client.get("/demo/conti/").content.decode()
