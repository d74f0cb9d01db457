"""What is taken away holds what was sent, for who follows the call; for everybody else there is nothing to take."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from tests.thinktown.scena_istruttoria import RUOLI
from tests.thinktown.scena_perdite import INVIATA, SEGRETI, UFFICIO, racconta
from thinktown.esportazioni.formati import DI_MOLTE, DI_UNA

pytestmark = [pytest.mark.django_db, pytest.mark.largo]

MANDATI = {"segretoinviato", "segretaidea", "segretoallegato.pdf", "segretamandante", "segretoprot"}
# Of the applications that the office is checking: what was told and what was answered, each in its own file.
DETTI = {
    # Of the two words the one holds the other.
    "sospesa": {"segretanotasospesa", "segretanota"},
    "decisa": {"segretodeciso", "segretopreavviso", "segretareplica", "segretaprova.pdf", "segretanota"},
    "chiesta": {"segretavoce", "segretoperche"},
    "risposta": {"segretarisposta", "segretomandato.pdf"},
}
NELLA_LORO_ISTRUTTORIA = {"scrive", "pubblica"}


@pytest.fixture
def scena():
    return racconta()


def parole(byte):
    """Every word in it, whatever it is packed in; papers of ours are 1.7, what people attach here is not."""
    if byte.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(byte)) as aperto:
            return " ".join([*aperto.namelist(), *(parole(aperto.read(nome)) for nome in aperto.namelist())])
    if byte.startswith(b"%PDF-1.7"):
        letto = PdfReader(io.BytesIO(byte))
        titoli = [str(voce.title) for voce in letto.outline if not isinstance(voce, list)]
        # Without the signs at which a line was broken.
        pagine = ["".join(pagina.extract_text().split()) for pagina in letto.pages]
        return " ".join(pagine + titoli).replace("\u00ad", "").replace("-", "")
    return byte.decode("utf-8", "replace")


def prese(scena, ruolo):
    """(address, form) → status and words, of everything that this role can press."""
    client = Client()
    client.force_login(scena.persone[ruolo])
    for bando in (scena.valori["bando"], scena.valori["bozza_bando"]):
        for formato in DI_MOLTE:
            yield from _premi(client, reverse("admin:thinktown_bando_esporta", args=[bando.pk]), formato)
        for domanda in (scena.valori["bozza"], scena.valori["inviata"]):
            for formato in DI_UNA:
                indirizzo = reverse("admin:thinktown_bando_fascicolo", args=[bando.pk, domanda.codice])
                yield from _premi(client, indirizzo, formato)


def in_istruttoria(scena, ruolo):
    """(whose application, or "" of all of them; form) → words, of the call whose applications are being checked."""
    client, bando = Client(), scena.valori["sportello_bando"]
    client.force_login(scena.persone[ruolo])
    for formato in DI_MOLTE:
        for uno, testo in _premi(client, reverse("admin:thinktown_bando_esporta", args=[bando.pk]), formato):
            yield ("", uno), testo
    for chi, domanda in zip(DETTI, scena.valori["in_istruttoria"], strict=True):
        for formato in DI_UNA:
            indirizzo = reverse("admin:thinktown_bando_fascicolo", args=[bando.pk, domanda.codice])
            for uno, testo in _premi(client, indirizzo, formato):
                yield (chi, uno), testo


def _premi(client, indirizzo, formato):
    risposta = client.post(indirizzo, {"formato": formato})
    assert risposta.status_code in (200, 302, 404)
    if risposta.status_code == 200:
        byte = b"".join(risposta.streaming_content) if risposta.streaming else risposta.content
        yield formato, parole(byte).casefold()


@pytest.mark.parametrize("ruolo", sorted(UFFICIO))
def test_who_follows_the_call_takes_what_was_sent_and_nothing_else(scena, ruolo):
    trovati = {}
    for formato, testo in prese(scena, ruolo):
        trovati.setdefault(formato, []).append({uno for uno in SEGRETI if uno in testo})
    # Of the call in draft there is nothing to take, of the draft no folder; files have their names in every form
    # but the tables and the people.
    assert {formato: len(volte) for formato, volte in trovati.items()} == {
        **dict.fromkeys(DI_MOLTE, 1), **dict.fromkeys(DI_UNA, 1), "zip": 2,
    }  # fmt: skip
    senza_file = {"segretoinviato"}
    assert trovati["csv"] == [MANDATI]
    assert trovati["xlsx"] == [MANDATI]
    assert trovati["zip"] == [MANDATI, MANDATI]
    assert trovati["pdf"] == [MANDATI]
    assert trovati["fascicolo"] == [MANDATI]
    assert trovati["csv_tabelle"] == [senza_file]
    assert trovati["csv_persone"] == [senza_file | {"segretamandante"}]


@pytest.mark.parametrize("ruolo", sorted(NELLA_LORO_ISTRUTTORIA))
def test_what_was_told_and_answered_goes_with_its_application_and_nothing_else(scena, ruolo):
    trovati = {quale: {uno for uno in SEGRETI if uno in testo} for quale, testo in in_istruttoria(scena, ruolo)}
    assert trovati == {
        # In a sheet only the reason of the decision that holds.
        **{("", formato): {"segretodeciso"} for formato in ("xlsx", "csv")},
        **{("", formato): set() for formato in ("csv_tabelle", "csv_persone")},
        ("", "zip"): set().union(*DETTI.values()),
        **{(chi, formato): detti for chi, detti in DETTI.items() for formato in DI_UNA},
    }


@pytest.mark.parametrize("ruolo", ["altra_operatrice", "altra_amministrazione", "incarico_finito", "senza_fattore",
                                   "sportello", "coordinamento", "estranea", *sorted(INVIATA), "membro"])  # fmt: skip
def test_for_everybody_else_there_is_nothing_to_take(scena, ruolo):
    assert (list(prese(scena, ruolo)), list(in_istruttoria(scena, ruolo))) == ([], [])


@pytest.mark.parametrize("ruolo", ["incaricata", *sorted(RUOLI)])
def test_nor_of_those_that_the_office_is_checking(scena, ruolo):
    assert list(in_istruttoria(scena, ruolo)) == []
