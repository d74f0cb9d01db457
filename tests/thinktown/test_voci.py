"""Autosave of one answer, and its files: each refusal has its status and its sentence; a repeat is harmless."""

from datetime import datetime, time, timedelta
from secrets import token_hex

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from talenti.base.clock import ROMA, a_quest_ora
from talenti.base.permissions import puo
from talenti.documenti.models import FileCaricato
from tests.factories import rete
from tests.factories.documenti import archivio, docx, immagine, pdf
from tests.factories.thinktown import Ufficio, cominciata, entra, maggiorenne, pronta, risposta
from thinktown import actions
from thinktown.models import Salvataggio
from thinktown.queries import risposte_di

pytestmark = pytest.mark.django_db
DA_SCRIPT = {"X-Requested-With": "fetch"}


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


@pytest.fixture
def giulia(client):
    persona = maggiorenne(nome="Giulia", cognome="Prova")
    client.force_login(persona)
    return persona


@pytest.fixture
def domanda(bando, giulia):
    return cominciata(bando, giulia)


def salva(client, domanda, chiave, valore, *, versione=0, gettone=None, **altri):
    campi = {"versione": versione, "gettone": gettone or token_hex(8)} | altri
    if valore is not None:
        campi[f"v-{chiave}"] = valore
    risposta_ = client.post(reverse("thinktown:voce", args=[domanda.codice, chiave]), campi, headers=DA_SCRIPT)
    return risposta_.status_code, risposta_.json()


# ── One answer ────────────────────────────────────────────────────────────────────────────────────
def test_an_answer_saves_itself_and_says_its_version(client, domanda, bando):
    with a_quest_ora(datetime.combine(bando.apre_il + timedelta(days=2), time(14, 32), ROMA)):
        esito = salva(client, domanda, "titolo", "Radio")
    assert esito == (200, {"versione": 1, "ora": "14:32", "frase": "", "totali": {}})
    assert risposte_di(domanda) == {"titolo": "Radio"}


def test_a_text_too_long_is_kept_and_told(client, domanda):
    stato, esito = salva(client, domanda, "titolo", "a" * 83)
    assert (stato, esito["frase"], risposte_di(domanda)) == (
        200,
        "Ci sono 3 caratteri di troppo.",
        {"titolo": "a" * 83},
    )


def test_a_table_gives_its_sums(client, domanda):
    righe = {"v-spese-0-voce": "Cavi", "v-spese-0-quanto": "1.200,50", "v-spese-7-quanto": "9"}
    stato, esito = salva(client, domanda, "spese", None, **righe)
    assert (stato, esito["totali"]) == (200, {"quanto": "1.209,50\xa0€"})
    assert [riga["quanto"] for riga in risposte_di(domanda)["spese"]] == ["1200.50", "9.00"]


def test_a_retry_is_harmless(client, domanda):
    esiti = [salva(client, domanda, "titolo", "Radio", gettone="uno") for _volta in range(3)]
    assert [(stato, esito["versione"]) for stato, esito in esiti] == [(200, 1)] * 3
    assert Salvataggio.objects.count() == 1


def test_what_cannot_be_kept_changes_nothing(client, domanda):
    salva(client, domanda, "chiesto", "900")
    stato, esito = salva(client, domanda, "chiesto", "mille", versione=1)
    assert (stato, esito["frase"]) == (400, "Scrivi una somma in euro, per esempio 1.200 oppure 1.200,50.")
    assert risposte_di(domanda) == {"chiesto": "900.00"}


@pytest.mark.parametrize(
    ("versione", "gettone"), [("", "x"), ("-1", "x"), ("1e3", "x"), ("0", "a" * 41), ("0", "\x00"), ("९", "x")]
)
def test_a_save_without_its_version_or_token_is_told(client, domanda, versione, gettone):
    stato, esito = salva(client, domanda, "titolo", "Radio", versione=versione, gettone=gettone)
    assert (stato, esito["frase"]) == (400, "Questa pagina è vecchia: ricaricala, poi scrivi di nuovo.")


def test_a_question_that_is_not_there(client, domanda):
    stato, esito = salva(client, domanda, "inventata", "x")
    assert (stato, esito["frase"]) == (400, "Il bando è cambiato: questa voce non c'è più. Ricarica la pagina.")


def test_an_ended_login_is_told_with_the_way_back(client, domanda):
    client.logout()
    stato, esito = salva(client, domanda, "titolo", "Radio")
    assert (stato, esito["codice"], esito["accedi"]) == (
        401,
        "sessione_finita",
        f"/accedi/?next=/domande/{domanda.codice}/",
    )
    assert risposte_di(domanda) == {}


def test_who_only_reads_is_told(client, domanda, giulia):
    lettrice = maggiorenne()
    entra(domanda, lettrice, da=giulia, ruolo="legge")
    client.force_login(lettrice)
    stato, esito = salva(client, domanda, "titolo", "Radio")
    assert (stato, esito["codice"]) == (403, "non_scrive")


@pytest.mark.parametrize(("secondi", "stato"), [(-1, 200), (0, 409), (1, 409)])
def test_the_term_holds_to_the_second(client, domanda, bando, secondi, stato):
    with a_quest_ora(bando.chiude_il + timedelta(seconds=secondi)):
        avuto, esito = salva(client, domanda, "titolo", "Radio")
    assert (avuto, esito.get("codice")) == (stato, None if stato == 200 else "fuori_termine")
    assert risposte_di(domanda) == ({"titolo": "Radio"} if stato == 200 else {})


def test_another_s_text_comes_back_with_mine(client, domanda, giulia):
    marco = maggiorenne(nome="Marco", cognome="Prova")
    entra(domanda, marco, da=giulia)
    risposta(domanda, "idea", "Quella di Marco", da=marco)
    stato, esito = salva(client, domanda, "idea", "La mia <b>")
    assert (stato, esito["codice"], esito["versione"]) == (409, "risposta_cambiata", 1)
    assert ("La mia &lt;b&gt;" in esito["html"], "Quella di Marco" in esito["html"]) == (True, True)
    assert ("La mia" in esito["altra"], "Quella di Marco" in esito["altra"]) == (False, True)
    # Chosen mine: it goes over the version that was shown.
    assert salva(client, domanda, "idea", "La mia", versione=1)[0] == 200
    assert list(domanda.salvataggi.values_list("valore", flat=True)) == ["Quella di Marco", "La mia"]


# ── Files ─────────────────────────────────────────────────────────────────────────────────────────
def manda(client, domanda, chiave, file=None, **altri):
    campi = altri | ({"file": file} if file else {})
    return client.post(reverse("thinktown:voce_file", args=[domanda.codice, chiave]), campi, headers=DA_SCRIPT)


def un_pdf(nome="lettera.pdf"):
    return SimpleUploadedFile(nome, pdf())


def test_a_file_is_kept_when_it_is_chosen(client, domanda, giulia):
    html = manda(client, domanda, "altro", un_pdf()).content.decode()
    file = FileCaricato.objects.di(domanda).get()
    assert ("lettera.pdf" in html, risposte_di(domanda)) == (True, {"altro": [file.codice]})
    assert client.get(reverse("documenti:scarica", args=[file.codice])).status_code == 200


def test_a_file_taken_out_is_put_back(client, domanda):
    manda(client, domanda, "altro", un_pdf())
    codice = FileCaricato.objects.get().codice
    tolto = manda(client, domanda, "altro", togli=codice).content.decode()
    assert ("Rimetti" in tolto, risposte_di(domanda)) == (True, {"altro": None})
    manda(client, domanda, "altro", rimetti=codice)
    assert risposte_di(domanda) == {"altro": [codice]}


OSTILI = {
    "vuoto": SimpleUploadedFile("a.pdf", b""),
    "finto": SimpleUploadedFile("a.pdf", b"<html>no"),
    "mascherato": SimpleUploadedFile("a.pdf", immagine("PNG")),
    "bomba": SimpleUploadedFile("a.docx", archivio({"word/document.xml": b"0" * 60_000_000})),
    "altro_genere": SimpleUploadedFile("a.docx", docx()),
    "javascript": SimpleUploadedFile("a.pdf", pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>")),
}


@pytest.mark.parametrize("quale", OSTILI)
def test_a_hostile_file_is_refused_beside_its_field_and_leaves_nothing(client, domanda, quale):
    OSTILI[quale].seek(0)
    rifiutato = manda(client, domanda, "altro", OSTILI[quale])
    html = rifiutato.content.decode()
    assert (rifiutato.status_code, 'class="errore-campo"' in html) == (400, True)
    assert (FileCaricato.objects.count(), risposte_di(domanda)) == (0, {})


def test_no_more_files_than_the_question_takes(client, domanda):
    for n in range(6):
        ultimo = manda(client, domanda, "altro", un_pdf(f"{n}.pdf"))
    assert (ultimo.status_code, "al massimo 5 file" in ultimo.content.decode()) == (400, True)
    assert (len(risposte_di(domanda)["altro"]), FileCaricato.objects.presenti().count()) == (5, 5)


def test_a_file_after_the_term_is_refused_and_not_kept(client, domanda, bando):
    with a_quest_ora(bando.chiude_il):
        rifiutato = manda(client, domanda, "altro", un_pdf())
    assert (rifiutato.status_code, rifiutato.json()["codice"]) == (409, "fuori_termine")
    assert FileCaricato.objects.count() == 0


def test_a_file_of_another_application_is_not_put_in_this_one(client, domanda, bando):
    altra = maggiorenne()
    sua = cominciata(bando, altra)
    actions.aggiungi_file(sua, "altro", un_pdf(), da=altra)
    codice = FileCaricato.objects.get().codice
    assert manda(client, domanda, "altro", rimetti=codice).status_code == 400
    assert salva(client, domanda, "altro", codice)[0] == 400
    assert risposte_di(domanda) == {}


@pytest.mark.parametrize("campo", ["togli", "rimetti"])
def test_half_characters_and_nulls_name_no_file(client, domanda, campo):
    assert manda(client, domanda, "altro", **{campo: "\x00"}).status_code == 400


def test_a_file_is_read_by_the_group_then_by_the_office_once_sent(client, ufficio, bando):
    persona, altro_ufficio = maggiorenne(), Ufficio(rete.ammesso(nome="Omega", codice_fiscale="90000000646"))
    domanda = pronta(bando, persona)
    actions.aggiungi_file(domanda, "altro", un_pdf("prima.pdf"), da=persona)
    primo = FileCaricato.objects.get(nome="prima.pdf")
    chi = [persona, ufficio.scrive, altro_ufficio.scrive, maggiorenne()]

    def leggono(file):
        return [bool(puo(uno, "documenti.leggi_file", file)) for uno in chi]

    assert leggono(primo) == [True, False, False, False]
    actions.invia(domanda, gettone=token_hex(8), da=persona)
    assert leggono(primo) == [True, True, False, False]
    # What is added afterwards is a draft again.
    actions.aggiungi_file(domanda, "altro", un_pdf("dopo.pdf"), da=persona)
    assert leggono(FileCaricato.objects.get(nome="dopo.pdf")) == [True, False, False, False]


def test_without_script_the_files_go_with_the_page(client, domanda):
    via = reverse("thinktown:parte", args=[domanda.codice, "chi_siamo"])
    client.post(via, {"n-altro": "0", "g-altro": "x", "v-altro": un_pdf()})
    codice = FileCaricato.objects.get().codice
    assert risposte_di(domanda) == {"altro": [codice]}
    client.post(via, {"togli": f"altro:{codice}"})
    assert risposte_di(domanda) == {"altro": None}
    client.post(via, {"rimetti": f"altro:{codice}"})
    assert risposte_di(domanda) == {"altro": [codice]}


def test_the_export_of_what_was_sent_holds_the_file_s_fingerprint(bando):
    persona = maggiorenne()
    domanda = pronta(bando, persona)
    actions.aggiungi_file(domanda, "altro", un_pdf(), da=persona)
    actions.invia(domanda, gettone=token_hex(8), da=persona)
    file = FileCaricato.objects.get()
    assert domanda.invii.get().contenuto["file"] == [
        {"codice": file.codice, "nome": "lettera.pdf", "byte": file.byte, "sha256": file.sha256}
    ]
