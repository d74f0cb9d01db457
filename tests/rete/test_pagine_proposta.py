"""Proposing an organisation in the browser, step by step; then the answer."""

import pytest

from talenti.base.permissions import Sistema
from talenti.rete import actions
from talenti.rete.models import Allegato, Partner
from tests.factories import rete
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db

DA = Sistema("prova")
CHI_SIETE = {
    "tipo": "associazione",
    "nome": "Radio  Città",
    "comune": "019098",
    "codice_fiscale": f" {rete.CODICE_FISCALE}",
    "partita_iva": f"IT{rete.PARTITA_IVA}",
}
CHE_COSA = {"in_una_frase": "Suoniamo.", "email": "radio@example.org", "telefono": "+39 0372 1", "sito": "example.org"}


@pytest.fixture
def giulia(client):
    giulia = PersonaFactory()
    client.force_login(giulia)
    return giulia


def url(partner, *pezzi):
    return "/".join(("/rete/proponi", partner.codice, *pezzi, ""))


def test_somebody_without_an_account_is_sent_to_make_one_and_back(client):
    testo = client.get("/rete/proponi/").content.decode()
    assert 'href="/registrati/?next=/rete/proponi/"' in testo
    assert 'href="/accedi/?next=/rete/proponi/"' in testo
    assert client.post("/rete/proponi/comincia/").url == "/accedi/?next=/rete/proponi/"
    assert Partner.objects.count() == 0


def test_looking_writes_nothing(client, giulia):
    assert client.get("/rete/proponi/").status_code == 200
    assert client.get("/rete/proponi/comincia/").status_code == 405
    assert Partner.objects.count() == 0


def test_a_minor_reads_why_not_on_the_page(client):
    client.force_login(PersonaFactory(minore=True))
    assert "Per farlo servono 18 anni." in client.get("/rete/proponi/").content.decode()
    assert client.post("/rete/proponi/comincia/").status_code == 403


def test_the_three_parts_and_the_sending(client, giulia):
    primo = client.post("/rete/proponi/comincia/")
    partner = Partner.objects.get()
    assert primo.url == url(partner, "chi-siete")
    assert client.post(url(partner, "chi-siete"), CHI_SIETE).url == url(partner, "che-cosa-fate")
    assert client.post(url(partner, "che-cosa-fate"), CHE_COSA).url == url(partner, "azioni")
    assert client.post(url(partner, "azioni"), {"eventi": " Feste ", "redazione": ""}).url == url(partner, "invia")
    partner.refresh_from_db()
    assert (partner.nome, partner.codice_fiscale, partner.partita_iva, partner.sito) == (
        "Radio Città",
        rete.CODICE_FISCALE,
        rete.PARTITA_IVA,
        "https://example.org",
    )
    assert list(partner.partecipazioni.values_list("azione", "che_cosa")) == [("eventi", "Feste")]
    assert "Non è ancora inviata." in client.get(url(partner, "invia")).content.decode()
    assert client.post(url(partner, "invia")).url == url(partner)
    assert client.post(url(partner, "invia")).url == url(partner)  # pressed twice
    partner.refresh_from_db()
    assert partner.stato == "proposto"
    assert client.get(url(partner, "azioni")).url == url(partner)
    assert [tappa["fase"] for tappa in client.get(url(partner)).context["tappe"]] == ["passato", "attesa", "dopo"]


def test_what_is_written_is_there_again(client, giulia):
    partner = rete.bozza(giulia, nome="Radio")
    testo = client.get(url(partner, "chi-siete")).content.decode()
    assert 'value="Radio"' in testo
    assert "Organizziamo concerti." in client.get(url(partner, "azioni")).content.decode()
    assert client.get(url(partner)).url == url(partner, "chi-siete")
    assert "Continua la tua bozza" in client.get("/rete/proponi/").content.decode()


def test_a_mistake_keeps_the_rest(client, giulia):
    partner = rete.bozza(giulia, partita_iva="")
    risposta = client.post(url(partner, "chi-siete"), CHI_SIETE | {"partita_iva": "123", "nome": "Nuova"})
    partner.refresh_from_db()
    assert (risposta.status_code, partner.nome, partner.partita_iva) == (200, "Nuova", "")
    assert risposta.context["form"].errors == {
        "partita_iva": ["La partita IVA ha 11 cifre. Controlla di averle scritte tutte."]
    }


NON_TORNA = "Questo codice fiscale non torna: almeno un carattere è diverso. Copialo dal certificato."


@pytest.mark.parametrize(
    ("campo", "valore", "frase"),
    [
        (
            "partita_iva",
            "01234560198",
            "Questa partita IVA non torna: almeno una cifra è diversa. Controllala su una fattura.",
        ),
        (
            "codice_fiscale",
            "123",
            "Il codice fiscale di un'organizzazione ha 11 cifre; quello di una persona 16 caratteri.",
        ),
        ("codice_fiscale", "90000000190", NON_TORNA),
        ("codice_fiscale", "RSSMRA85T10A562T", NON_TORNA),
        ("tipo", "re", "Scegli una voce dell'elenco."),
        ("nome", "x" * 121, "Al massimo 120 caratteri: accorcia il testo."),
    ],
)
def test_each_field_says_what_is_wrong(client, giulia, campo, valore, frase):
    partner = rete.bozza(giulia)
    risposta = client.post(url(partner, "chi-siete"), CHI_SIETE | {campo: valore})
    assert risposta.context["form"].errors == {campo: [frase]}


@pytest.mark.parametrize("codice", ["RSSMRA85T10A562S", "RSSMRALMCRRDMRLQ", "rssmra85t10a562s"])
def test_a_person_in_business_has_her_own_tax_code(client, giulia, codice):
    partner = rete.bozza(giulia)
    assert client.post(url(partner, "chi-siete"), CHI_SIETE | {"codice_fiscale": codice}).status_code == 302
    partner.refresh_from_db()
    assert partner.codice_fiscale == codice.upper()


def test_autosave_keeps_what_is_right_and_answers_in_a_line(client, giulia):
    partner = rete.bozza(giulia)
    risposta = client.post(url(partner, "che-cosa-fate", "salva"), CHE_COSA | {"in_una_frase": "Nuova frase"})
    partner.refresh_from_db()
    assert partner.in_una_frase == "Nuova frase"
    assert "Salvato alle " in risposta.content.decode()
    risposta = client.post(url(partner, "che-cosa-fate", "salva"), CHE_COSA | {"email": "boh"})
    assert "Ricontrolla l&#x27;email" in risposta.content.decode()
    assert client.post(url(partner, "boh", "salva")).status_code == 404
    assert client.get(url(partner, "azioni", "salva")).status_code == 405
    actions.proponi(partner, da=giulia)
    assert "è già partita" in client.post(url(partner, "azioni", "salva"), {}).content.decode()


def test_a_wrong_line_does_not_take_away_the_one_that_was_kept(client, giulia):
    partner = rete.bozza(giulia)
    client.post(url(partner, "azioni", "salva"), {"eventi": "x" * 201, "redazione": "Video"})
    assert sorted(partner.partecipazioni.values_list("azione", "che_cosa")) == [
        ("eventi", "Organizziamo concerti."),
        ("redazione", "Video"),
    ]


def test_nothing_is_sent_while_something_is_missing(client, giulia):
    partner = rete.bozza(giulia, email="")
    testo = client.get(url(partner, "invia")).content.decode()
    assert f'href="{url(partner, "che-cosa-fate")}#id_email"' in testo
    risposta = client.post(url(partner, "invia"), follow=True)
    assert [str(messaggio) for messaggio in risposta.context["messages"]] == [
        "Scrivi un'email a cui la rete può rispondervi."
    ]


@pytest.mark.parametrize("pezzi", [(), ("chi-siete",), ("invia",), ("documenti",), ("ritira",), ("scarta",)])
def test_a_proposal_is_only_of_who_follows_it(client, pezzi):
    partner = rete.proposto()
    assert client.get(url(partner, *pezzi)).status_code == 302  # to sign in
    client.force_login(PersonaFactory())
    assert client.get(url(partner, *pezzi)).status_code == 404
    client.force_login(rete.membro(partner))
    assert client.get(url(partner, *pezzi)).status_code == 404


def test_an_unknown_part_is_not_there(client, giulia):
    partner = rete.bozza(giulia)
    assert client.get(url(partner, "boh")).status_code == 404


def test_the_documents_asked_for(client, giulia):
    partner = rete.in_integrazione(DA, giulia, voci=("Statuto", "Atto"))
    primo, secondo = partner.documenti_richiesti.all()
    pagina = client.get(url(partner, "documenti"))
    assert (pagina.context["mancano"], [d.voce for d in pagina.context["documenti"]]) == (2, ["Statuto", "Atto"])
    for documento in (primo, secondo):
        risposta = client.post(url(partner, "documenti", str(documento.pk)), {"file": rete.caricato()})
        assert risposta.url == url(partner, "documenti")
    allegato = Allegato.objects.first()
    scaricato = client.get(f"/rete/allegati/{allegato.codice}/")
    assert (scaricato.content, scaricato["Content-Disposition"]) == (
        rete.PDF,
        'attachment; filename="statuto.pdf"',
    )
    assert client.post(url(partner, "documenti")).url == url(partner)
    partner.refresh_from_db()
    assert partner.stato == "in_esame"
    assert client.get(url(partner, "documenti")).url == url(partner)


def test_documents_are_sent_all_together(client, giulia):
    partner = rete.in_integrazione(DA, giulia)
    risposta = client.post(url(partner, "documenti"), follow=True)
    assert [str(messaggio) for messaggio in risposta.context["messages"]] == [
        "Manca ancora: Statuto. Carica il file e poi manda tutto insieme."
    ]


@pytest.mark.parametrize(
    ("nome", "contenuto"),
    [("x.pdf", b""), ("x.svg", b"<svg onload=alert(1)>"), ("x.pdf", b"MZ\x90"), ("x.exe", rete.PDF)],
)
def test_a_file_that_cannot_be_kept_is_refused_beside_its_field(client, giulia, nome, contenuto):
    partner = rete.in_integrazione(DA, giulia)
    documento = partner.documenti_richiesti.get()
    risposta = client.post(url(partner, "documenti", str(documento.pk)), {"file": rete.caricato(nome, contenuto)})
    assert (risposta.status_code, list(risposta.context["form"].errors), Allegato.objects.count()) == (
        200,
        ["file"],
        0,
    )
    assert client.post(url(partner, "documenti", str(documento.pk)), {}).context["form"].errors == {
        "file": ["Scegli un file."]
    }


def test_a_private_file_is_of_few(client, giulia):
    lea = PersonaFactory()
    rete.capofila(lea)
    partner = rete.in_integrazione(lea, giulia)
    allegato = actions.allega(partner.documenti_richiesti.get(), caricato=rete.caricato(), da=giulia)
    stati = []
    for chi in (None, PersonaFactory(), rete.membro(partner), lea, giulia):
        client.logout()
        if chi is not None:
            client.force_login(chi)
        risposta = client.get(f"/rete/allegati/{allegato.codice}/")
        stati.append(risposta.status_code)
        if risposta.status_code == 200:
            intestazioni = [risposta[nome] for nome in ("Content-Type", "Content-Disposition", "Cache-Control")]
            assert intestazioni == [
                "application/pdf",
                'attachment; filename="statuto.pdf"',
                "private, no-store",
            ]
            assert risposta.content == rete.PDF
    assert stati == [302, 404, 404, 200, 200]


@pytest.mark.parametrize("guasto", ["cambiato", "sparito"])
def test_a_private_file_that_is_no_longer_itself_is_not_given(client, giulia, caplog, guasto):
    lea = PersonaFactory()
    rete.capofila(lea)
    partner = rete.in_integrazione(lea, giulia)
    allegato = actions.allega(partner.documenti_richiesti.get(), caricato=rete.caricato(), da=giulia)
    rete.rovina(allegato, b"altro" if guasto == "cambiato" else None)
    client.force_login(giulia)
    risposta = client.get(f"/rete/allegati/{allegato.codice}/")
    assert risposta.status_code == 409
    assert "è rovinato o manca" in risposta.content.decode()
    assert caplog.messages[:1] == [f"file of a proposal {allegato.pk}: the stored bytes are missing or changed"]


def test_withdrawing_asks_once_and_can_be_taken_up_again(client, giulia):
    partner = rete.proposto(giulia)
    assert client.get(url(partner, "ritira")).status_code == 200
    assert client.post(url(partner, "ritira")).url == url(partner)
    partner.refresh_from_db()
    assert partner.stato == "ritirato"
    assert "Correggi e proponi di nuovo" in client.get(url(partner)).content.decode()
    assert client.get(url(partner, "riprendi")).status_code == 405
    assert client.post(url(partner, "riprendi")).url == url(partner, "chi-siete")
    assert client.post(url(partner, "ritira"), follow=True).redirect_chain[0][0] == url(partner)


def test_a_draft_is_thrown_away(client, giulia):
    partner = rete.bozza(giulia)
    assert client.get(url(partner, "scarta")).status_code == 200
    assert client.post(url(partner, "scarta")).url == "/rete/proponi/"
    assert Partner.objects.count() == 0


def test_a_refusal_says_why_and_what_can_change(client, giulia):
    partner = rete.in_esame(DA, giulia)
    actions.respingi(partner, motivo="Manca lo statuto.", da=DA)
    testo = client.get(url(partner)).content.decode()
    assert "Manca lo statuto." in testo
    assert "Correggi e proponi di nuovo" in testo


@pytest.mark.parametrize(
    ("prepara", "fasi"),
    [
        (rete.proposto, ["passato", "attesa", "dopo"]),
        (lambda persona: rete.in_integrazione(DA, persona), ["passato", "adesso", "dopo"]),
        (lambda persona: rete.ammesso(persona=persona), ["passato", "passato", "passato"]),
    ],
)
def test_the_line_of_time(client, giulia, prepara, fasi):
    assert [tappa["fase"] for tappa in client.get(url(prepara(giulia))).context["tappe"]] == fasi
