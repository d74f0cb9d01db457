"""What is taken away holds what was sent, for who follows the call; for everybody else there is nothing to take."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from tests.thinktown.scena_perdite import INVIATA, SEGRETI, UFFICIO, racconta
from thinktown.esportazioni.formati import DI_MOLTE, DI_UNA

pytestmark = [pytest.mark.django_db, pytest.mark.largo]

MANDATI = {"segretoinviato", "segretaidea", "segretoallegato.pdf", "segretamandante"}


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
        return " ".join(["".join(pagina.extract_text().split()) for pagina in letto.pages] + titoli)
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
    senza_file = MANDATI - {"segretoallegato.pdf", "segretaidea", "segretamandante"}
    assert trovati["csv"] == [MANDATI]
    assert trovati["xlsx"] == [MANDATI]
    assert trovati["zip"] == [MANDATI, MANDATI]
    assert trovati["pdf"] == [MANDATI]
    assert trovati["fascicolo"] == [MANDATI]
    assert trovati["csv_tabelle"] == [senza_file]
    assert trovati["csv_persone"] == [senza_file | {"segretamandante"}]


@pytest.mark.parametrize("ruolo", ["altra_operatrice", "altra_amministrazione", "incarico_finito", "senza_fattore",
                                   "sportello", "coordinamento", "estranea", *sorted(INVIATA), "membro"])  # fmt: skip
def test_for_everybody_else_there_is_nothing_to_take(scena, ruolo):
    assert list(prese(scena, ruolo)) == []
