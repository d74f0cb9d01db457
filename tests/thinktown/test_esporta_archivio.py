"""The archive: a folder each, the files as they were sent, whatever they are called and whatever became of them."""

import hashlib
import io
import json
import zipfile
from datetime import datetime

import pytest
from django.urls import reverse

from talenti.base.clock import a_quest_ora
from talenti.documenti import deposito
from talenti.documenti.actions import elimina
from talenti.documenti.models import FileCaricato
from talenti.registro.catena import canonico, sha256
from tests.factories import rete
from tests.factories.documenti import docx, immagine, pdf
from tests.factories.esportazioni import mandata
from tests.factories.thinktown import Ufficio, completa, inviata, maggiorenne
from thinktown import actions
from thinktown.esportazioni.archivio import Archivio
from thinktown.esportazioni.raccolta import raccogli
from thinktown.models import Domanda, Invio

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio(client):
    casa = Ufficio()
    client.force_login(casa.scrive)
    return casa


def archivio(client, bando):
    risposta = client.post(reverse("admin:thinktown_bando_esporta", args=[bando.pk]), {"formato": "zip"})
    assert (risposta.status_code, risposta["Content-Type"]) == (200, "application/zip")
    return aperto(b"".join(risposta.streaming_content))


def aperto(byte):
    zip_ = zipfile.ZipFile(io.BytesIO(byte))
    assert zip_.testzip() is None
    return zip_


def impronte(zip_, cartella):
    righe = zip_.read(f"{cartella}/SHA256SUMS.txt").decode().splitlines()
    return {nome: impronta for impronta, nome in (riga.split("  ", 1) for riga in righe)}


def test_a_folder_holds_the_application_to_read_its_data_and_its_files(client, ufficio):
    persona, altra = maggiorenne(), maggiorenne()
    with a_quest_ora(datetime.fromisoformat("2030-12-07T10:59:58+00:00")):
        bando = ufficio.pubblicato()
        domanda = mandata(bando, persona, [altra], file=[("lettera.pdf", pdf()), ("foto.jpg", immagine())])
    invio = domanda.invii.get()
    zip_ = archivio(client, bando)
    cartella = "1-Radio Quartiere"
    assert sorted(zip_.namelist()) == sorted(
        [*(f"{cartella}/{nome}" for nome in
           ("lettera.pdf", "foto.jpg", "domanda.json", "domanda.html", "SHA256SUMS.txt")), "LEGGIMI.txt"]
    )  # fmt: skip

    # The files are the bytes that were kept, and the list of fingerprints is that of what lies there.
    for file in invio.contenuto["file"]:
        assert hashlib.sha256(zip_.read(f"{cartella}/{file['nome']}")).hexdigest() == file["sha256"]
    scritte = impronte(zip_, cartella)
    assert scritte == {
        nome: hashlib.sha256(zip_.read(f"{cartella}/{nome}")).hexdigest()
        for nome in ("lettera.pdf", "foto.jpg", "domanda.json", "domanda.html")
    }

    dati = json.loads(zip_.read(f"{cartella}/domanda.json"))
    assert (dati["numero"], dati["codice"], dati["stato"], dati["invio"]) == (1, domanda.codice, "inviata", 1)
    assert dati["contenuto"] == invio.contenuto
    assert sha256(canonico(dati["contenuto"])) == dati["impronta"] == invio.impronta

    pagina = zip_.read(f"{cartella}/domanda.html").decode()
    for detto in (
        *("Domanda n. 1", "Radio Quartiere", "sabato 7 dicembre 2030 alle 11:59:58", "Utilità sociale", "600\xa0€"),
        *(persona.get_full_name(), altra.get_full_name(), 'href="lettera.pdf"', invio.impronta),
    ):
        assert detto in pagina
    assert [uno for uno in ("<script", "src=", "http:", "https:", "@import", "url(") if uno in pagina] == []
    assert "default-src 'none'" in pagina
    # Each entry is dated with its arrival, on the clocks of Rome.
    assert zip_.getinfo(f"{cartella}/lettera.pdf").date_time == (2030, 12, 7, 11, 59, 58)
    assert "Non manca nessun file." in zip_.read("LEGGIMI.txt").decode()


def test_each_application_has_its_own_folder_and_no_stranger_is_in_it(client, ufficio):
    bando = ufficio.pubblicato()
    mandata(bando, maggiorenne(), file=[("uno.pdf", pdf(oggetti=b"% uno\n"))])
    mandata(bando, maggiorenne(), file=[("due.pdf", pdf(oggetti=b"% due\n"))])
    inviata(ufficio.pubblicato())
    zip_ = archivio(client, bando)
    assert {nome.partition("/")[0] for nome in zip_.namelist()} == {
        "1-Radio Quartiere", "2-Radio Quartiere", "LEGGIMI.txt",
    }  # fmt: skip
    assert b"% uno" in zip_.read("1-Radio Quartiere/uno.pdf")
    assert b"% due" in zip_.read("2-Radio Quartiere/due.pdf")


OSTILI = [
    *("../../../etc/passwd.pdf", "CON.pdf", "domanda.html.pdf", "Domanda.HTML", "a<b>|c?.pdf"),
    *("uguale.pdf", "UGUALE.pdf", "/assoluto.pdf", "x" * 115 + ".pdf"),
]


def test_no_name_leaves_its_folder_or_takes_anothers_place(client, ufficio):
    bando, persona = ufficio.pubblicato(), maggiorenne()
    domanda = mandata(bando, persona, file=[(f"{n}.pdf", pdf(oggetti=b"%% %d\n" % n)) for n in range(len(OSTILI))])
    # Names as no upload of ours would keep them, sent as they are.
    for n, nome in enumerate(OSTILI):
        FileCaricato.objects.di(domanda).filter(nome=f"{n}.pdf").update(nome=nome[:120])
    Domanda.objects.filter(pk=domanda.pk).update(soggetto="../..\\Radio: «AUX»?\n. ")
    domanda.refresh_from_db()
    actions.invia(domanda, gettone="ancora", da=persona)
    zip_ = archivio(client, bando)
    nomi = zip_.namelist()
    cartelle = {nome.partition("/")[0] for nome in nomi} - {"LEGGIMI.txt"}
    assert cartelle == {"1-Radio_ «AUX»_"}
    file = [nome.partition("/")[2] for nome in nomi if "/" in nome]
    assert sorted(file) == sorted(
        ["passwd.pdf", "_CON.pdf", "domanda.html.pdf", "Domanda (2).HTML", "a_b__c_.pdf", "uguale.pdf",
         "UGUALE (2).pdf", "assoluto.pdf", "x" * 96 + ".pdf", "domanda.json", "domanda.html", "SHA256SUMS.txt"]
    )  # fmt: skip
    assert len({nome.casefold() for nome in nomi}) == len(nomi)
    assert [nome for nome in nomi if "/" in nome.partition("/")[2] or "\\" in nome or nome.startswith("/")] == []
    # Every file is there once, under whichever name.
    tenuti = {uno["sha256"] for uno in domanda.invii.get(n=2).contenuto["file"]}
    assert tenuti <= set(impronte(zip_, cartelle.pop()).values())


def test_a_file_that_cannot_be_read_is_told_and_breaks_nothing(client, ufficio):
    bando, persona = ufficio.pubblicato(), maggiorenne()
    nomi = ["intatto.pdf", "cambiato.pdf", "sparito.pdf", "tolto.pdf", "fuori.pdf"]
    domanda = mandata(bando, persona, file=[(nome, pdf(oggetti=b"% " + nome.encode() + b"\n")) for nome in nomi])
    mandata(bando, maggiorenne(), file=[("dopo.pdf", pdf())])
    righe = {uno.nome: uno for uno in FileCaricato.objects.di(domanda)}
    deposito._intero(righe["cambiato.pdf"].percorso).write_bytes(b"altro")
    deposito.togli(righe["sparito.pdf"].percorso)
    elimina(righe["tolto.pdf"], da=persona)
    FileCaricato.objects.filter(pk=righe["fuori.pdf"].pk).update(percorso="../../etc/passwd")

    zip_ = archivio(client, bando)
    leggimi, cartella = zip_.read("LEGGIMI.txt").decode(), "1-Radio Quartiere"
    assert [nome for nome in nomi if f"{cartella}/{nome}" in zip_.namelist()] == ["intatto.pdf"]
    assert zip_.read("2-Radio Quartiere/dopo.pdf") == pdf()
    assert sorted(riga.partition(":")[0] for riga in leggimi.splitlines() if riga.startswith("1-")) == [
        f"{cartella}/ {nome}" for nome in ("cambiato.pdf", "fuori.pdf", "sparito.pdf", "tolto.pdf")
    ]
    pagina = zip_.read(f"{cartella}/domanda.html").decode()
    assert "Non c&#x27;è più: è stato tolto dopo l&#x27;invio." in pagina
    assert ('href="intatto.pdf"' in pagina, 'href="cambiato.pdf"' in pagina) == (True, False)


def test_a_file_that_is_no_longer_the_one_that_was_sent_is_left_out(client, ufficio):
    bando = ufficio.pubblicato()
    domanda = mandata(bando, maggiorenne(), file=[("lettera.pdf", pdf())])
    altro = pdf(oggetti=b"% altro\n")
    percorso = deposito.scrivi(altro)
    FileCaricato.objects.di(domanda).update(percorso=percorso, sha256=hashlib.sha256(altro).hexdigest())
    zip_ = archivio(client, bando)
    assert "1-Radio Quartiere/lettera.pdf" not in zip_.namelist()
    assert "Non è più quello che era stato inviato." in zip_.read("LEGGIMI.txt").decode()


def test_it_leaves_while_it_is_being_made(ufficio):
    bando = ufficio.pubblicato()
    for _volta in range(2):
        mandata(bando, maggiorenne(), file=[("lettera.pdf", pdf()), ("testo.docx", docx())])
    raccolta = raccogli(bando, Domanda.objects.filter(bando=bando))
    pezzi = iter(Archivio(raccolta))
    primo = next(pezzi)
    # The first file is out, whole, before anything else is written.
    assert (primo.startswith(b"PK\x03\x04"), pdf() in primo, b"domanda.json" in primo) == (True, True, False)
    zip_ = aperto(primo + b"".join(pezzi))
    assert len(zip_.namelist()) == 11
    # Sizes stand before each entry, as old programs want them. What is packed already is not packed again.
    assert {voce.flag_bits & 8 for voce in zip_.infolist()} == {0}
    modi = {voce.filename.rpartition(".")[2]: voce.compress_type for voce in zip_.infolist()}
    assert modi == {"pdf": 0, "docx": 0, "json": 8, "html": 8, "txt": 8}


def test_people_who_apply_without_a_name_give_their_own(client, ufficio):
    bando = ufficio.pubblicato()
    persona = maggiorenne(nome="Ada", cognome="Lovelace / Byron")
    domanda = inviata(bando, persona)
    contenuto = domanda.invii.get().contenuto | {"soggetto": ""}
    _riscrivi(domanda, contenuto)
    assert "1-Byron/domanda.html" in archivio(client, bando).namelist()


def _riscrivi(domanda, contenuto):
    """Another sending, as a person alone would have made it: rows of sendings do not change."""
    prima = domanda.invii.get()
    Invio.objects.create(
        domanda=domanda, n=2, gettone="altro", versione=prima.versione, arrivata_il=prima.arrivata_il, da=prima.da,
        contenuto=contenuto, impronta=sha256(canonico(contenuto)),
    )  # fmt: skip


def test_words_of_people_are_text_in_the_page(client, ufficio):
    bando = ufficio.pubblicato(completa())
    mandata(bando, maggiorenne(), idea="<script>alert(1)</script><img src=x onerror=alert(1)>")
    pagina = archivio(client, bando).read("1-Radio Quartiere/domanda.html").decode()
    assert ("<script" in pagina, "<img" in pagina, "&lt;script&gt;" in pagina) == (False, False, True)


def test_the_smallest_file_of_a_pdf_is_kept_as_it_is(client, ufficio):
    bando = ufficio.pubblicato()
    mandata(bando, maggiorenne(), file=[("statuto.pdf", rete.PDF)])
    assert archivio(client, bando).read("1-Radio Quartiere/statuto.pdf") == rete.PDF
