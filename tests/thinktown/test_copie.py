"""Copies without names: supplied, replaced, withdrawn by the office; read only where names are hidden, by who may."""

import html
import io
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from talenti.base.clock import a_quest_ora, adesso
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.files import controlla
from talenti.documenti.models import FileCaricato
from talenti.documenti.queries import contenuto
from talenti.registro.models import Transizione
from tests.factories.commissione import CONFLITTO, Valutazione, con_un_file
from tests.factories.documenti import docx, mandato, pdf_con_pagine
from tests.factories.thinktown import Ufficio, maggiorenne
from tests.thinktown.test_commissione_pagine import di, letta, qui
from thinktown import dati, dati_ufficio
from thinktown.actions import commissione as verbi
from thinktown.actions.copie import oscura, toglie_copia
from thinktown.enums import StatoDomanda
from thinktown.models import Commissario, CopiaOscurata, VistaDomanda

pytestmark = pytest.mark.django_db
ORIGINALE = "statuto di Radio Quartiere.pdf"


@pytest.fixture
def caso():
    """Without names, on the second day of scoring alone; each application has one file."""
    nuovo = Valutazione(2, invia=con_un_file, ciechi=True)
    with nuovo.da_soli():
        yield nuovo


@pytest.fixture
def domanda(caso):
    return caso.domande[0]


@pytest.fixture
def lei(caso):
    """Who has opened her queue: the codes without names are drawn."""
    di(caso.membri[0].persona).get(qui(caso))
    return caso.membri[0]


def pdf(pagine=1):
    return pdf_con_pagine(pagine, Author="Giulia Segreta")


def copia_di(domanda, da, pagine=1):
    return oscura(domanda, domanda.file.codice, controlla(mandato(pdf(pagine), "Radio.pdf")), da=da)


def in_ufficio(domanda, nome="copia", *altro):
    return reverse(f"admin:thinktown_bando_{nome}", args=[domanda.bando_id, domanda.codice, *altro])


# ── Kept ──────────────────────────────────────────────────────────────────────────────────────────
def test_it_is_kept_beside_the_original_without_name_and_author(caso, domanda):
    copia = copia_di(domanda, caso.casa.scrive)
    byte = contenuto(copia.file)
    assert (copia.file.nome, b"Segreta" in byte, PdfReader(io.BytesIO(byte)).metadata) == ("copia-1.pdf", False, None)
    assert (copia.originale, copia.da, copia.tolta_il) == (domanda.file, caso.casa.scrive, None)
    domanda.file.refresh_from_db()
    assert (domanda.file.nome, domanda.file.stato) == (ORIGINALE, "presente")
    passo = Transizione.objects.di(domanda).filter(verbo="oscura").select_related("dettaglio").get()
    detto = {chiave: passo.dettaglio.dati[chiave] for chiave in ("file", "copia", "sha256")}
    assert detto == {"file": domanda.file.codice, "copia": copia.file.codice, "sha256": copia.file.sha256}


def test_a_picture_is_taken_and_a_document_is_not(caso, domanda):
    uscita = io.BytesIO()
    Image.new("RGB", (8, 6)).save(uscita, "PNG")
    copia = oscura(domanda, domanda.file.codice, controlla(mandato(uscita.getvalue(), "x.png")), da=caso.casa.scrive)
    assert (copia.file.tipo, copia.file.nome) == ("png", "copia-1.png")
    with pytest.raises(DatoNonAccettato, match="un documento dice chi l'ha scritto"):
        oscura(domanda, domanda.file.codice, controlla(mandato(docx(), "x.docx")), da=caso.casa.scrive)


def test_one_that_is_replaced_or_withdrawn_stays_with_who_did_it(caso, domanda):
    prima, seconda = copia_di(domanda, caso.casa.scrive), copia_di(domanda, caso.casa.pubblica, pagine=2)
    prima.refresh_from_db()
    assert (prima.tolta_da, prima.tolta_il == seconda.fornita_il, contenuto(prima.file)[:5]) == (
        caso.casa.pubblica, True, b"%PDF-",
    )  # fmt: skip
    with pytest.raises(TransizioneNonAmmessa):
        toglie_copia(prima, da=caso.casa.scrive)
    toglie_copia(seconda, da=caso.casa.scrive)
    assert list(CopiaOscurata.objects.order_by("pk").values_list("tolta_da", flat=True)) == [
        caso.casa.pubblica.pk,
        caso.casa.scrive.pk,
    ]
    with pytest.raises(TransizioneNonAmmessa):
        toglie_copia(seconda, da=caso.casa.scrive)
    assert Transizione.objects.di(domanda).filter(verbo="toglie_copia").count() == 1


def test_the_same_file_another_file_and_one_that_is_only_covered_are_refused(caso, domanda):
    uguale = controlla(mandato(contenuto(domanda.file), "altro.pdf"))
    with pytest.raises(DatoNonAccettato, match="lo stesso file"):
        oscura(domanda, domanda.file.codice, uguale, da=caso.casa.scrive)
    buono = controlla(mandato(pdf(), "x.pdf"))
    for codice in ("x", caso.domande[1].file.codice):
        with pytest.raises(DatoNonAccettato):
            oscura(domanda, codice, buono, da=caso.casa.scrive)
    assert (CopiaOscurata.objects.count(), FileCaricato.objects.filter(nome__startswith="copia").count()) == (0, 0)


@pytest.mark.parametrize("stato", [uno for uno in StatoDomanda if uno != StatoDomanda.AMMESSA])
def test_only_of_one_that_is_judged(caso, domanda, stato):
    domanda.stato = stato
    with pytest.raises(TransizioneNonAmmessa):
        copia_di(domanda, caso.casa.scrive)


def test_not_once_the_commission_has_closed_its_work(caso, domanda):
    copia = copia_di(domanda, caso.casa.scrive)
    with a_quest_ora(adesso() + timedelta(days=20)):
        with pytest.raises(TransizioneNonAmmessa):
            copia_di(domanda, caso.casa.scrive)
        with pytest.raises(TransizioneNonAmmessa):
            toglie_copia(copia, da=caso.casa.scrive)


def test_only_the_office_of_the_call_and_nobody_who_scores_it(caso, domanda):
    copia = copia_di(domanda, caso.casa.scrive)
    altri = [domanda.componenti.get().persona, caso.membri[0].persona, maggiorenne()]
    # An officer who sits in the commission would know whose they are.
    Commissario.objects.filter(pk=caso.membri[1].pk).update(persona=caso.casa.pubblica)
    for uno in (*altri, caso.casa.pubblica):
        with pytest.raises(NonPermesso):
            copia_di(domanda, uno)
        with pytest.raises(NonPermesso):
            toglie_copia(copia, da=uno)


def test_the_database_keeps_one_for_each_file(caso, domanda):
    copia = copia_di(domanda, caso.casa.scrive)
    altro = copia_di(caso.domande[1], caso.casa.scrive).file
    for campi in (
        {"originale": copia.originale, "file": caso.domande[1].file},
        {"originale": altro, "file": altro},
        {"originale": caso.domande[1].file, "file": domanda.file, "tolta_il": adesso()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CopiaOscurata.objects.create(domanda=domanda, da=caso.casa.scrive, **campi)


def test_it_is_in_the_copy_of_the_data_of_who_made_it_and_of_who_applied(caso, domanda):
    copia = copia_di(domanda, caso.casa.scrive)
    toglie_copia(copia, da=caso.casa.pubblica)
    copia.refresh_from_db()
    fatta, tolta = copia.fornita_il.isoformat(), copia.tolta_il.isoformat()
    sue = {chi: dati_ufficio.esporta(chi)["copie_senza_nomi"] for chi in (caso.casa.scrive, caso.casa.pubblica)}
    assert list(sue.values()) == [
        [{"domanda": domanda.codice, "preparata_il": fatta, "tolta_il": None}],
        [{"domanda": domanda.codice, "preparata_il": None, "tolta_il": tolta}],
    ]
    (una,) = dati.esporta(domanda.componenti.get().persona)["domande"]
    assert una["copie_senza_nomi"] == [
        {"file": ORIGINALE, "sha256": copia.file.sha256, "preparata_il": fatta, "tolta_il": tolta}
    ]


# ── In the office ─────────────────────────────────────────────────────────────────────────────────
def test_the_office_supplies_it_looks_at_it_replaces_it_and_withdraws_it(client, caso, domanda):
    client.force_login(caso.casa.scrive)
    pagina = reverse("admin:thinktown_bando_domanda", args=[domanda.bando_id, domanda.codice])
    qui_ = in_ufficio(domanda, "copia", domanda.file.codice)
    testo = letta(client.get(pagina))
    assert ("Copie senza nomi" in testo, "Di 1 file non c'è" in testo, f'href="{qui_}"' in testo) == (True, True, True)
    testo = letta(client.get(qui_))
    assert ("legge questa copia, mai il file" in testo, "Carica la copia" in testo, ORIGINALE in testo) == (True,) * 3
    assert "Scegli un file." in letta(client.post(qui_, {}))
    assert "lo stesso file" in letta(client.post(qui_, {"file": mandato(contenuto(domanda.file))}))
    assert client.post(qui_, {"file": mandato(pdf(), "Radio.pdf")}).url == pagina
    copia = CopiaOscurata.objects.get()
    testo = letta(client.get(pagina))
    assert ("apri la copia" in testo, "Di 1 file non c'è" in testo) == (True, False)
    # What was taken off is seen before the commission sees it.
    sua = client.get(in_ufficio(domanda, "file", copia.file.codice) + "?vedi=1")
    assert (sua.status_code, sua.content == contenuto(copia.file)) == (200, True)
    assert f"copia di {ORIGINALE}" in letta(client.get(pagina))
    assert "Sostituisci la copia" in letta(client.get(qui_))
    togli = in_ufficio(domanda, "togli_copia", domanda.file.codice)
    assert client.post(togli, {"copia": "x"}).status_code == 404
    assert client.post(togli, {"copia": copia.file.codice}, follow=True).status_code == 200
    assert "già stata tolta" in letta(client.post(togli, {"copia": copia.file.codice}, follow=True))
    assert CopiaOscurata.objects.in_vigore().count() == 0
    assert client.get(in_ufficio(domanda, "copia", "x")).status_code == 404
    client.force_login(Ufficio().scrive)
    assert client.get(qui_).status_code == 404
    with a_quest_ora(adesso() + timedelta(days=20)):
        client.force_login(caso.casa.scrive)
        assert client.get(qui_).url == pagina


def test_where_names_are_seen_nobody_is_asked_for_copies(client):
    caso = Valutazione(1, invia=con_un_file)
    with caso.da_soli():
        client.force_login(caso.casa.scrive)
        una = caso.domande[0]
        testo = letta(client.get(reverse("admin:thinktown_bando_domanda", args=[una.bando_id, una.codice])))
        assert "Copie senza nomi" not in testo


# ── At the desk ───────────────────────────────────────────────────────────────────────────────────
def test_where_names_are_hidden_only_the_copy_is_read_under_a_name_that_says_nothing(caso, domanda, lei):
    client, codice = di(lei.persona), domanda.codice_cieco.codice
    scheda = qui(caso, "scheda_valutazione", codice)
    originale, copia_ = qui(caso, "scheda_file", codice, domanda.file.codice), qui(caso, "scheda_copia", codice, 1)
    assert {client.get(uno).status_code for uno in (originale, copia_)} == {404}
    assert "Allegato 1" not in letta(client.get(scheda))
    copia = copia_di(domanda, caso.casa.scrive)
    pagine = [letta(client.get(scheda)), letta(client.get(f"{scheda}?file=allegato-1"))]
    assert ("Allegato 1.pdf" in pagine[0], f'<iframe src="{copia_}?vedi=1#navpanes=0' in pagine[1]) == (True, True)
    for storto in (domanda.file.codice, copia.file.codice, "allegato-2"):
        assert "<iframe" not in letta(client.get(f"{scheda}?file={storto}"))
    risposta = client.get(copia_)
    assert (risposta.status_code, risposta.content) == (200, contenuto(copia.file))
    assert risposta["Content-Disposition"] == 'attachment; filename="Allegato 1.pdf"'
    pagine += [risposta.content.decode("latin-1"), str(risposta.headers)]
    tracce = (ORIGINALE, "statuto%20di", domanda.file.codice, copia.file.codice, "Segreta", "copia-1", domanda.codice)
    assert [una for pagina in pagine for una in tracce if una in html.unescape(pagina)] == []
    # The original, by either name of its own; the copy by the code that is not its address here; another number.
    chiusi = [
        originale,
        qui(caso, "scheda_file", codice, copia.file.codice),
        qui(caso, "scheda_copia", codice, 2),
        qui(caso, "scheda_copia", domanda.codice, 1),
        reverse("documenti:scarica", args=[copia.file.codice]),
        reverse("documenti:scarica", args=[domanda.file.codice]),
    ]
    assert {client.get(uno).status_code for uno in chiusi} == {404}
    toglie_copia(copia, da=caso.casa.scrive)
    assert client.get(copia_).status_code == 404


def test_recused_another_calls_member_the_applicant_and_the_office_read_neither_from_there(caso, domanda, lei):
    copia_di(domanda, caso.casa.scrive)
    altrove = Valutazione(1)
    codice = domanda.codice_cieco.codice
    due = [qui(caso, "scheda_file", codice, domanda.file.codice), qui(caso, "scheda_copia", codice, 1)]
    assert di(lei.persona).get(due[1]).status_code == 200
    verbi.dichiara(lei, {domanda.codice: CONFLITTO}, da=lei.persona)
    group = domanda.componenti.get().persona
    for uno in (lei.persona, altrove.membri[0].persona, group, caso.casa.scrive, caso.supplente.persona):
        assert {di(uno).get(url).status_code for url in due} == {404}


def test_where_names_are_seen_the_original_is_read_and_the_copy_is_not_there(caso, domanda, lei):
    copia_di(domanda, caso.casa.scrive)
    caso.commissione.fasi.update(nomi=True)
    client = di(lei.persona)
    assert client.get(qui(caso, "scheda_copia", domanda.codice, 1)).status_code == 404
    risposta = client.get(qui(caso, "scheda_file", domanda.codice, domanda.file.codice))
    assert (risposta.content, ORIGINALE in risposta["Content-Disposition"]) == (contenuto(domanda.file), True)


# ── Who has read it ───────────────────────────────────────────────────────────────────────────────
def test_who_scores_it_is_among_who_has_read_it(client, caso, domanda, lei):
    copia = copia_di(domanda, caso.casa.scrive)
    codice = domanda.codice_cieco.codice
    sua = di(lei.persona)
    sua.get(qui(caso, "scheda_copia", codice, 1))
    for _volta in range(2):
        sua.get(qui(caso, "scheda_valutazione", codice))
    # Who finds nothing there has read nothing.
    di(caso.supplente.persona).get(qui(caso, "scheda_valutazione", codice))
    assert list(VistaDomanda.objects.order_by("pk").values_list("persona", "file", "quante")) == [
        (lei.persona.pk, copia.file.codice, 1),
        (lei.persona.pk, "", 2),
    ]
    client.force_login(caso.casa.scrive)
    pagina = client.get(reverse("admin:thinktown_bando_domanda", args=[domanda.bando_id, domanda.codice]))
    lette = {una.persona: (una.valuta, una.quante, una.file) for una in pagina.context["viste"]}
    assert lette == {caso.casa.scrive: (False, 1, []), lei.persona: (True, 2, [f"copia di {ORIGINALE}"])}
    assert f"{lei.persona.get_full_name()}, della commissione" in letta(pagina)
