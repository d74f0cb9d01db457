"""An article from the plan to its withdrawal: two write at once, one reviews, the clock publishes, readers read.

The portal is one of its own, because its clock passes the minute at which the article comes out.
"""

import re
from datetime import timedelta
from urllib.parse import quote

import feedparser

from redazione.mese import dopo
from talenti.base.clock import a_roma, adesso, oggi
from tests.e2e.posta import leggi_mail
from tests.e2e.visita import SCRIVANIA, TELEFONO

TITOLO = "La bottega che ripara le viole"
SOMMARIO = "Due liutai aprono la porta a chi vuole imparare."
FRASE = "La bottega apre alle nove e chi entra trova un banco libero. "
SECONDA = "Si comincia dalle corde, poi si impara la vernice e alla fine si monta il ponticello. "
SUA, MIA = "Giulia racconta chi entra.", "Ilaria racconta chi ripara."
NOTA, BRANO = "Quale bottega? Scriviamo la via.", "apre alle nove"
CORRETTO = "Era sbagliata l'ora di apertura."
MOTIVO = "La bottega ci ha chiesto di non parlarne più."
EDITOR, STATO = "#editor-testo", "[data-salva-stato]"


def test_an_article_from_two_hands_to_its_withdrawal(suo, persona):
    nives, giulia, ilaria = persona(SCRIVANIA), persona(SCRIVANIA), persona(TELEFONO)
    dove = mette_nel_piano(nives)
    articolo = comincia(giulia, dove)
    scrivono_insieme(giulia, ilaria, articolo)
    for chi, come in ((giulia, "Giulia"), (ilaria, "Ilaria")):
        firma(chi, articolo, come)
    giulia.vai(articolo)
    giulia.premi("Manda in revisione")
    fabio = persona(TELEFONO)
    rimanda(fabio, articolo)
    sistema(giulia, articolo)
    verifica_i_fatti(giulia, persona(TELEFONO), articolo)
    approva(fabio, articolo)
    indirizzo = programma(nives, articolo)
    chiunque = persona(TELEFONO)
    non_si_legge_ancora(chiunque, indirizzo)
    suo.va_avanti(timedelta(hours=2))
    si_legge(chiunque, indirizzo)
    corregge(giulia, fabio, nives, articolo)
    chiunque.vai(indirizzo)
    assert CORRETTO in chiunque.testo
    ritira(nives, articolo)
    assert chiunque.vai(indirizzo).status == 410
    assert MOTIVO in chiunque.testo
    chiunque.guarda()
    assert TITOLO not in trovati(chiunque)
    for una in (nives, giulia, ilaria, fabio, chiunque):
        una.senza_colpe()


def mette_nel_piano(nives):
    nives.entra("redazione1", verso="/redazione/piano/nuova/")
    giorno = dopo(oggi(), 3) + timedelta(days=8)
    nives.scrivi(
        titolo=TITOLO,
        prevista_per_giorno=str(giorno.day),
        prevista_per_mese=str(giorno.month),
        prevista_per_anno=str(giorno.year),
    )
    for nome in ("Chi cerca lavoro", "Giulia Prova", "Ilaria"):
        nives.pagina.locator("main label", has_text=nome).first.click()
    nives.premi("Metti nel piano")
    assert nives.titolo == TITOLO
    return nives.percorso


def comincia(giulia, voce):
    giulia.entra("giulia", verso=voce)
    giulia.premi("Scrivi l'articolo")
    assert (giulia.titolo, "Bozza" in giulia.testo) == (TITOLO, True)
    giulia.guarda_larga_e_stretta()
    giulia.scrivi(sommario=SOMMARIO)
    editor(giulia, FRASE * 6)
    giulia.pagina.locator(EDITOR).press("Enter")
    giulia.pagina.keyboard.type(SECONDA * 6)
    salvato(giulia)
    return giulia.percorso


def editor(chi, testo):
    chi.pagina.locator(EDITOR).click()
    chi.pagina.keyboard.type(testo)


def salvato(chi, come="Salvato alle"):
    chi.pagina.locator(STATO, has_text=come).wait_for()


def scrivono_insieme(giulia, ilaria, articolo):
    """Each in a paragraph of her own, from the same text: both are kept; then in the same, and one chooses."""
    ilaria.entra("gruppo09", verso=articolo)
    ilaria.pagina.locator("[data-chi]", has_text="Giulia").wait_for()
    alla_fine(giulia, 0, SUA)
    alla_fine(ilaria, 1, MIA)
    salvato(giulia)
    salvato(ilaria)
    giulia.vai(articolo)
    assert (SUA in giulia.testo, MIA in giulia.testo) == (True, True)
    ilaria.vai(articolo)
    alla_fine(giulia, 0, " Fine della prima.")
    salvato(giulia)
    alla_fine(ilaria, 0, " Fine della seconda.")
    ilaria.premi("Scegli come unire i due testi")
    assert ilaria.titolo == "Unisci i due testi"
    ilaria.guarda_larga_e_stretta()
    ilaria.pagina.locator("label", has_text="Tieni quello di Giulia").first.click()
    ilaria.premi("Unisci i testi")
    ilaria.premi("Storia del testo")
    assert "messa da parte" in ilaria.testo
    ilaria.guarda_larga_e_stretta()
    ilaria.pagina.locator("main ol a", has_text=re.compile("Revisione")).first.click()
    ilaria.guarda_larga_e_stretta()


def alla_fine(chi, n, testo):
    """Written at the end of that paragraph."""
    chi.pagina.locator(f"{EDITOR} p").nth(n).click()
    chi.pagina.evaluate(
        """n => { const p = document.querySelectorAll('#editor-testo p')[n]
        getSelection().selectAllChildren(p); getSelection().collapseToEnd() }""",
        n,
    )
    chi.pagina.keyboard.type(testo)


def firma(chi, articolo, come):
    chi.vai(articolo)
    chi.premi("Conferma o cambia la tua firma")
    chi.guarda()
    chi.pagina.locator("main label", has_text=come).first.click()
    chi.premi("Conferma la firma")
    assert "Firma confermata." in chi.testo


def rimanda(fabio, articolo):
    fabio.entra("gruppo06", verso="/redazione/")
    assert "Da rivedere" in fabio.testo
    fabio.guarda_larga_e_stretta()
    fabio.vai(articolo)
    fabio.guarda_larga_e_stretta()
    fabio.scrivi(brano=BRANO)
    fabio.pagina.locator("#annota [name='testo']").fill(NOTA)
    fabio.premi("Aggiungi la nota")
    fabio.premi("Rimanda con le note")
    assert "Da sistemare" in fabio.testo


def sistema(giulia, articolo):
    giulia.vai(articolo)
    assert (NOTA in giulia.testo, "1 nota da sistemare" in giulia.testo) == (True, True)
    giulia.guarda()
    giulia.pagina.locator(EDITOR).evaluate(
        "(foglio, [prima, dopo]) => { foglio.innerHTML = foglio.innerHTML.replaceAll(prima, dopo) }",
        [BRANO, "in via Solferino apre alle nove"],
    )
    alla_fine(giulia, 0, " ")
    salvato(giulia)
    giulia.vai(articolo)
    giulia.pagina.locator(".nota-revisione button", has_text="Sistemato").click()
    giulia.premi("Manda in revisione")
    assert "In revisione" in giulia.testo


def verifica_i_fatti(giulia, esperta, articolo):
    """Somebody outside, from her mail, without an account."""
    giulia.vai(articolo)
    giulia.premi("Chiedi a chi conosce la materia")
    giulia.guarda()
    giulia.scrivi(nome="Oreste Provini", email="oreste.provini@example.org", domanda="Le viole si riparano così?")
    giulia.premi("Manda la richiesta")
    mail = leggi_mail(giulia, "oreste.provini@example.org", "Ci aiuti a controllare un articolo?")
    percorso = re.search(r"(/redazione/verifica/\S+?/)", mail)[1]
    esperta.vai(percorso)
    esperta.guarda_larga_e_stretta()
    esperta.scrivi(esito="giusto")
    esperta.premi("Manda la risposta")
    assert "la tua risposta è arrivata" in esperta.titolo
    giulia.vai(articolo)
    assert "È tutto giusto" in giulia.testo


def approva(fabio, articolo):
    fabio.vai(articolo)
    fabio.premi("Approva")
    assert "Pronto" in fabio.testo


def programma(nives, articolo):
    """In an hour and a half; the clock alone does the rest. Returns where it will be."""
    nives.vai(articolo)
    nives.premi("Anteprima")
    nives.guarda_larga_e_stretta()
    cornice = nives.pagina.frame_locator("iframe.anteprima")
    assert cornice.locator("h1").inner_text() == TITOLO
    nives.vai(articolo)
    nives.premi("Pubblica")
    nives.guarda()
    quando = a_roma(adesso() + timedelta(minutes=90))
    nives.pagina.locator("main [name='dal']").fill(f"{quando:%Y-%m-%dT%H:%M}")
    nives.premi("Pubblica")
    assert "Esce da solo" in nives.testo
    return "/notizie/la-bottega-che-ripara-le-viole/"


def trovati(chiunque):
    """What the search of the portal finds of it."""
    chiunque.vai(f"/cerca/?q={quote('bottega viole')}")
    return chiunque.testo


def nel_feed(chiunque) -> list[str]:
    risposta = chiunque.contesto.request.get(f"{chiunque.portale.indirizzo}/notizie/feed/per/lavoro/")
    assert risposta.status == 200
    return [uno.title for uno in feedparser.parse(risposta.body()).entries]


def non_si_legge_ancora(chiunque, indirizzo):
    assert chiunque.vai(indirizzo).status == 404
    assert (TITOLO in trovati(chiunque), TITOLO in nel_feed(chiunque)) == (False, False)


def si_legge(chiunque, indirizzo):
    assert chiunque.vai(indirizzo).status == 200
    assert (chiunque.titolo, "via Solferino" in chiunque.testo) == (TITOLO, True)
    chiunque.guarda_larga_e_stretta()
    assert (TITOLO in trovati(chiunque), TITOLO in nel_feed(chiunque)) == (True, True)
    chiunque.vai("/per-chi-cerca-lavoro/")
    assert TITOLO in chiunque.testo
    chiunque.guarda_larga_e_stretta()
    chiunque.vai("/per-le-imprese/")
    assert TITOLO not in chiunque.testo
    chiunque.vai("/notizie/")
    assert TITOLO in chiunque.testo
    chiunque.guarda_larga_e_stretta()


def corregge(giulia, fabio, nives, articolo):
    giulia.vai(articolo)
    giulia.premi("Correggi l'articolo")
    alla_fine(giulia, 1, " La sera chiude alle sette.")
    salvato(giulia)
    giulia.premi("Manda in revisione")
    fabio.vai(articolo)
    fabio.premi("Approva")
    nives.vai(articolo)
    nives.premi("Pubblica la correzione")
    nives.guarda()
    nives.scrivi(nota=CORRETTO)
    nives.premi("Pubblica la correzione")
    assert "Correzione pubblicata." in nives.testo


def ritira(nives, articolo):
    nives.vai(articolo)
    nives.premi("Ritira l'articolo")
    nives.guarda()
    nives.scrivi(motivo=MOTIVO)
    nives.premi("Ritira l'articolo")
    assert "Ritirato" in nives.testo
