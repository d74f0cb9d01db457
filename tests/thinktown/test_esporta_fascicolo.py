"""One application on paper: what it says, and what is joined behind it."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from talenti.documenti import deposito
from talenti.documenti.models import FileCaricato
from talenti.documenti.pdf import rendi_pdf
from tests.factories import rete
from tests.factories.documenti import docx, immagine, pdf
from tests.factories.esportazioni import con_quesiti, mandata
from tests.factories.thinktown import Ufficio, completa, inviata, maggiorenne, risposta
from thinktown import actions
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
