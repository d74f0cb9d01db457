"""One application on paper: what it says, and what is joined behind it."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace

import pytest
from django.urls import reverse
from pypdf import PdfReader

from talenti.base.clock import oggi
from talenti.documenti import deposito
from talenti.documenti.models import FileCaricato
from talenti.documenti.pdf import rendi_pdf
from talenti.registro.models import Transizione
from tests.factories import rete
from tests.factories.documenti import docx, immagine, pdf
from tests.factories.esportazioni import con_quesiti, mandata
from tests.factories.istruttoria import AMMETTE, PREAVVISA, decisa, detta
from tests.factories.registri import protocollata
from tests.factories.risposte import chiesta, di_sportello, preavvisata, risposta_inviata, scritta
from tests.factories.thinktown import Ufficio, completa, inviata, maggiorenne, risposta
from thinktown import actions, lettere
from thinktown.actions import risposte_ufficio
from thinktown.actions.protocollo import protocolla
from thinktown.definizione import Colonna, Quesito
from thinktown.enums import TipoQuesito
from thinktown.istanti import al_secondo

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio(client):
    casa = Ufficio()
    client.force_login(casa.scrive)
    return casa


def stampa(client, domanda, formato, lingua=""):
    indirizzo = reverse("admin:thinktown_bando_fascicolo", args=[domanda.bando.pk, domanda.codice])
    risposta_ = client.post(lingua + indirizzo, {"formato": formato})
    assert (risposta_.status_code, risposta_["Content-Type"]) == (200, "application/pdf")
    assert risposta_["Content-Disposition"] == f'attachment; filename="{domanda.bando.slug}-{domanda.numero}.pdf"'
    return PdfReader(io.BytesIO(risposta_.content))


def detto_da(letto):
    """All its words, in one line."""
    return " ".join(" ".join(pagina.extract_text() for pagina in letto.pages).split())


def senza_spazi(parole):
    """And without the signs at which a line was broken."""
    return "".join(parole.replace("\u00ad", "").replace("-", "").split())


def test_the_paper_says_what_was_sent(client, ufficio):
    persona, altra = maggiorenne(), maggiorenne()
    domanda = mandata(ufficio.pubblicato(), persona, [altra], file=[("lettera.pdf", pdf())])
    domanda.refresh_from_db()
    risposta(domanda, "titolo", "Cambiato dopo", da=persona)
    invio = domanda.invii.get()
    letto = stampa(client, domanda, "pdf")
    detto = senza_spazi(detto_da(letto))
    for parole in (
        *("Domanda n. 1", "Radio Quartiere", "A · Gruppi informali", al_secondo(invio.arrivata_il), domanda.codice),
        *("Di che cosa si occupa", "Utilità sociale e impegno civico", "Microfoni", "600 €", "Un negozio"),
        *("lunedì 1 marzo 2027", persona.get_full_name(), altra.get_full_name(), "lettera.pdf"),
        *(invio.impronta, invio.contenuto["file"][0]["sha256"], invio.versione.definizione.dichiarazioni[0].testo),
    ):
        assert senza_spazi(parole) in detto
    assert "Cambiatodopo" not in detto
    assert (letto.metadata.title, letto.root_object["/Lang"]) == ("Domanda n. 1 · Radio Quartiere", "it")


def test_the_paper_is_in_italian_whatever_the_page(client, ufficio):
    domanda = inviata(ufficio.pubblicato())
    domanda.refresh_from_db()
    detto = detto_da(stampa(client, domanda, "pdf", "/en"))
    assert ("Presentata da" in detto, "Submitted" in detto) == (True, False)


def test_what_can_be_printed_stands_behind_it_and_the_rest_is_said(client, ufficio):
    lettera = rendi_pdf("pdf/foglio_inventato.html", {"titolo": "Lettera", "righe": ["Parole dell'allegato."]})
    file = [
        *(("lettera.pdf", lettera), ("foto.jpg", immagine()), ("disegno.png", immagine("PNG"))),
        *(("testo.docx", docx()), ("strano.pdf", rete.PDF), ("sparito.pdf", pdf())),
    ]
    domanda = mandata(ufficio.pubblicato(), maggiorenne(), file=file)
    domanda.refresh_from_db()
    deposito.togli(FileCaricato.objects.di(domanda).get(nome="sparito.pdf").percorso)
    solo, intero = stampa(client, domanda, "pdf"), stampa(client, domanda, "fascicolo")
    quante = len(solo.pages)
    dietro = len(PdfReader(io.BytesIO(lettera)).pages) + 2
    assert quante + dietro - len(intero.pages) in (0, -1)  # the list of files is longer by what it says of each
    detto = detto_da(intero)
    assert detto.count("È in fondo, come pagina.") == 2
    assert detto.count("È in fondo, 1 pagina.") == 1
    assert "Non si stampa da qui: aprilo a parte." in detto
    assert "Questo PDF non si lascia unire: aprilo a parte." in detto
    assert "Questo file sul nostro server è rovinato o manca." in detto
    assert [voce.title for voce in intero.outline if not isinstance(voce, list)][-3:] == [
        *("Allegato 1: lettera.pdf", "Allegato 2: foto.jpg", "Allegato 3: disegno.png"),
    ]
    # Each picture is there; pages made by others take away the promise of an accessible document.
    assert [len(pagina.images) for pagina in intero.pages[-2:]] == [1, 1]
    assert (solo.xmp_metadata is None, intero.xmp_metadata is None) == (False, True)


def test_without_anything_to_join_the_paper_is_the_same(client, ufficio):
    domanda = inviata(ufficio.pubblicato())
    domanda.refresh_from_db()
    intero = stampa(client, domanda, "fascicolo")
    assert (detto_da(intero).count("Nessun file."), intero.xmp_metadata is None) == (1, False)


def test_forty_rows_long_words_and_wide_tables_fit(client, ufficio):
    colonne = tuple(Colonna(chiave=f"c{n}", nome=f"Colonna numero {n}") for n in range(9))
    larga = Quesito(
        chiave="larga", tipo=TipoQuesito.TABELLA, domanda="Mese per mese", obbligatorio=False, colonne=colonne
    )
    moltissime = Quesito(chiave="tante", tipo=TipoQuesito.TABELLA, domanda="Tutto quanto", obbligatorio=False,
                         colonne=tuple(Colonna(chiave=f"d{n}", nome=f"Dato {n}") for n in range(14)))  # fmt: skip
    bando = ufficio.pubblicato(con_quesiti(completa(), larga, moltissime))
    parola = "elettroencefalografisticamente" * 4
    righe = [{uno.chiave: f"{parola} {n}" if uno.chiave == "c0" else f"{n}" for uno in colonne} for n in range(40)]
    domanda = mandata(bando, maggiorenne(), idea=parola * 3, larga=righe,
                      tante=[{f"d{n}": f"valore {n}" for n in range(14)}])  # fmt: skip
    domanda.refresh_from_db()
    letto = stampa(client, domanda, "pdf")
    orizzontali = [pagina for pagina in letto.pages if pagina.mediabox.width > pagina.mediabox.height]
    assert len(orizzontali) >= 2
    # The heading of the table is on each of its pages, and nothing sticks out.
    assert all("mero8" in senza_spazi(pagina.extract_text()) for pagina in orizzontali)
    assert [dentro for pagina in letto.pages for dentro in _fuori(pagina)] == []
    assert "Dato 13 valore 13" in detto_da(letto)


def _fuori(pagina):
    """Words that begin beyond the right edge of their page."""
    trovate = []

    def guarda(parole, cm, tm, _font, _corpo):
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        if parole.strip() and not 0 <= x <= float(pagina.mediabox.width):
            trovate.append(parole)

    pagina.extract_text(visitor_text=guarda)
    return trovate


def test_of_one_sent_again_every_sending_is_listed_and_the_last_counts(client, ufficio):
    bando, persona = ufficio.pubblicato(), maggiorenne()
    domanda = inviata(bando, persona)
    risposta(domanda, "titolo", "Radio Piazza", da=persona)
    actions.invia(domanda, gettone="due", da=persona)
    actions.ritira(domanda, da=persona)
    domanda.refresh_from_db()
    detto = detto_da(stampa(client, domanda, "pdf"))
    assert ("Radio Piazza" in detto, "vale questo" in detto, "Ritirata" in detto) == (True, True, True)
    for invio in domanda.invii.all():
        assert invio.impronta in senza_spazi(detto)


def test_one_folder_alone_is_handed_over_too(client, ufficio):
    domanda = mandata(ufficio.pubblicato(), maggiorenne(), file=[("lettera.pdf", pdf())])
    indirizzo = reverse("admin:thinktown_bando_fascicolo", args=[domanda.bando.pk, domanda.codice])
    byte = b"".join(client.post(indirizzo, {"formato": "zip"}).streaming_content)
    assert b"1-Radio Quartiere/lettera.pdf" in byte


@pytest.mark.parametrize("formato", ["", "xlsx", "csv", "x"])
def test_other_forms_are_not_of_one_application(client, ufficio, formato):
    domanda = inviata(ufficio.pubblicato())
    indirizzo = reverse("admin:thinktown_bando_fascicolo", args=[domanda.bando.pk, domanda.codice])
    assert client.post(indirizzo, {"formato": formato}).status_code == 404
    assert client.get(indirizzo).status_code == 405


# ── What became of it ─────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def istruita(ufficio):
    """Asked and answered, admitted; with numbers of the register on what came in and on what went out."""
    persona = maggiorenne(nome="Giulia", cognome="Verdi")
    domanda = mandata(di_sportello(ufficio), persona, file=[("lettera.pdf", pdf())])
    domanda.refresh_from_db()
    actions.controlla(domanda, {"firma": ("dubbio", "Non si legge.")}, letto=1, da=ufficio.scrive)
    richiesta = chiesta(domanda, ufficio)
    carta = rendi_pdf("pdf/foglio_inventato.html", {"titolo": "Carta", "righe": []})
    risposte_ufficio.allega(richiesta, 2, rete.caricato("carta.pdf", carta), da=persona)
    risposta_inviata(richiesta, da=persona)
    protocollata(domanda, ufficio.scrive, "0012345")
    protocolla(domanda, risposta=richiesta, numero="0012346", data=oggi(), da=ufficio.scrive)
    protocolla(domanda, documento=lettere.documento(richiesta), numero="0012347", data=oggi(), da=ufficio.scrive)
    detta(domanda, replace(AMMETTE, motivo="Adesso è completa."), ufficio.scrive)
    return domanda


def test_the_whole_file_says_what_was_asked_answered_and_decided(client, istruita):
    intero = stampa(client, istruita, "fascicolo")
    parole = senza_spazi(detto_da(intero))
    richiesta, ammessa = istruita.provvedimenti.order_by("pk")
    for detto in (
        *("Protocollo", "n. 0012345 di", "n. 0012346 di", "n. 0012347 di"),
        *("Firma e documento di identità: Da chiarire", "Non si legge."),
        *("Da completare", "Manca un documento.", "Le date non si leggono.", "Il documento di chi firma."),
        *(
            "Le date sono 1 marzo e 30 settembre 2027.",
            f"Ha risposto Giulia Verdi, {al_secondo(richiesta.risposto_il)}",
        ),
        *("Ammessa alla valutazione", "Adesso è completa.", f"Comunicata {al_secondo(ammessa.comunicato_il)}"),
        *("carta.pdf", "In risposta all'ufficio: Il documento di chi firma.", "È in fondo, 1 pagina."),
    ):
        assert senza_spazi(detto) in parole, detto
    titoli = [voce.title for voce in intero.outline if not isinstance(voce, list)]
    assert titoli[-1] == "Allegato 2: carta.pdf"


def test_what_was_not_told_or_not_sent_is_not_in_it(client, ufficio):
    persona = maggiorenne()
    domanda = inviata(di_sportello(ufficio), persona)
    richiesta = preavvisata(domanda, ufficio)
    scritta(richiesta, 1, "Una minuta.", da=persona)
    risposte_ufficio.allega(richiesta, 1, rete.caricato("minuta.pdf"), da=persona)
    parole = senza_spazi(detto_da(stampa(client, domanda, "fascicolo")))
    assert (senza_spazi(PREAVVISA.motivo) in parole, "nonèancoraarrivataunarisposta" in parole) == (True, True)
    assert [uno for uno in ("minuta", "Osservazioni") if uno in parole] == []
    altra = inviata(domanda.bando)
    decisa(altra, replace(AMMETTE, motivo="Non ancora detto."), ufficio.scrive)
    parole = senza_spazi(detto_da(stampa(client, altra, "fascicolo")))
    assert [uno for uno in ("Nonancoradetto", "Checosahacomunicato", "Controllidell") if uno in parole] == []


def test_files_of_answers_are_counted_and_lie_in_the_folder(client, istruita):
    indirizzo = reverse("admin:thinktown_bando_fascicolo", args=[istruita.bando.pk, istruita.codice])
    byte = b"".join(client.post(indirizzo, {"formato": "zip"}).streaming_content)
    esportata = Transizione.objects.di(istruita.bando).filter(verbo="esporta").last()
    assert esportata.dettaglio.dati["file"] == 2
    zip_ = zipfile.ZipFile(io.BytesIO(byte))
    cartella = "1-Radio Quartiere"
    file = istruita.provvedimenti.order_by("pk")[0].voci.get(n=2).file
    assert hashlib.sha256(zip_.read(f"{cartella}/carta.pdf")).hexdigest() == file.sha256
    pagina = zip_.read(f"{cartella}/domanda.html").decode()
    assert pagina.count('href="carta.pdf"') == 2
    dati = json.loads(zip_.read(f"{cartella}/domanda.json"))
    assert [(uno["verso"], uno["numero"]) for uno in dati["protocolli"]] == [
        ("ingresso", "0012345"), ("ingresso", "0012346"), ("uscita", "0012347"),
    ]  # fmt: skip
    richiesta, ammessa = dati["comunicazioni"]
    assert [(una["risposta"], una["sha256"]) for una in richiesta["voci"]] == [
        ("Le date sono 1 marzo e 30 settembre 2027.", None), ("", file.sha256),
    ]  # fmt: skip
    assert (ammessa["tipo"], ammessa["motivo"], ammessa["voci"]) == ("ammissione", "Adesso è completa.", [])


def test_a_file_of_an_answer_that_is_gone_is_told(client, istruita):
    deposito.togli(FileCaricato.objects.get(nome="carta.pdf").percorso)
    assert "Sul nostro server è rovinato o manca." in detto_da(stampa(client, istruita, "fascicolo")).replace(
        "Questo file sul", "Sul"
    )
