"""Measures 2, 3 and 4, each with its own applicants, on the calls of the demonstration."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from talenti.base.clock import oggi
from tests.e2e.bando_gruppo import accetta_iscrivendosi, aspetta_salvato, conferma, fatti, invita
from tests.e2e.bando_ufficio import giorno
from tests.e2e.visita import SCRIVANIA, TELEFONO, Visita

IDEE = "/bandi/sei-idee-che-diventano-impresa/"
TIROCINI = "/bandi/un-tirocinio-pagato-per-innovare-in-unimpresa/"
VOLONTARI = "/bandi/un-anno-con-chi-aiuta-gli-altri/"
CALENDARIO, ETICHETTE = "Un calendario solo per chi assiste a casa", "Etichette che raccontano il campo"
LIUTERIA = "Visite in bottega per chi non suona"
IMPRESE = "/bandi/imprese-che-vogliono-innovare-con-una-persona-giovane-seconda-edizione/"
ENTI = "/bandi/enti-che-ospitano-chi-da-un-anno-agli-altri-seconda-edizione/"
DINA = "dina.idea@example.org"
PARCO, CERAMICA, NONNI = "Doposcuola al parco", "Il laboratorio di ceramica", "Pomeriggi in casa di riposo"


@pytest.fixture(scope="module")
def nora(browser, portale):
    """Who publishes the calls of the lead: she signs in once for all."""
    contesto = browser.new_context(viewport=SCRIVANIA, locale="it-IT", timezone_id="Europe/Rome")
    contesto.set_default_timeout(60_000)
    visita = Visita(contesto, portale)
    visita.entra("nora", verso="/admin/")
    yield visita
    contesto.close()


# ── What each does ────────────────────────────────────────────────────────────────────────────────
def comincia(visita, chi, bando, **scritto) -> str:
    """From the page of the call. Returns the address of the application."""
    visita.entra(chi)
    visita.vai(bando)
    visita.premi("Comincia la domanda")
    visita.scrivi(**scritto)
    visita.premi("Comincia")
    return visita.percorso


def scrive(visita, **voci):
    visita.scrivi(**{f"v-{voce}": testo for voce, testo in voci.items()})


def avanti(visita):
    """The next part, or the application when this was the last: what is on its way leaves first."""
    prima = visita.titolo
    visita.premi("Salva e continua")
    expect(visita.pagina.locator("h1")).not_to_have_text(prima)
    visita.pagina.wait_for_load_state()


def sceglie(visita, *titoli):
    """The places by their titles, the first choice first; the others are left empty."""
    for campo in visita.pagina.locator("main [name^='v-preferenze-']").all():
        n = int(campo.get_attribute("name").rsplit("-", 1)[1])
        titolo = titoli[n - 1] if n <= len(titoli) else "Nessun posto"
        voce = next(una for una in campo.locator("option").all_inner_texts() if una.startswith(titolo))
        campo.select_option(label=voce)


def dice_di_se(visita, domanda, **altro):
    """What the call looks at on a day of its own, said by who applies."""
    visita.vai(f"{domanda}i-tuoi-dati/")
    visita.scrivi(residenza="Soresina", **altro)
    visita.guarda_larga_e_stretta()
    visita.pagina.locator("main form .bottoni button").click()
    visita.pagina.wait_for_load_state()
    assert visita.percorso == domanda, visita.testo


def invia(visita, domanda):
    visita.vai(f"{domanda}invia/")
    for casella in visita.pagina.locator("main [name^='dichiara_']").all():
        casella.check(force=True)
    visita.premi("Invia la domanda")
    assert visita.titolo == "Domanda inviata", visita.testo


def arrivato(visita) -> list[str]:
    """On the receipt: the places in order, by their titles."""
    return re.findall(r"\d\. (.+?) · ", visita.pagina.locator("main").text_content())


def in_ufficio(nora, misura, bando, pagina):
    """To a page of that call."""
    nora.vai(f"/admin/thinktown/bando/?misura__exact={misura}")
    nora.premi(bando)
    nora.vai(nora.percorso.replace("scheda/", pagina))


# ── Measure 2 ─────────────────────────────────────────────────────────────────────────────────────
def test_measure_2_an_idea_with_its_video_and_its_plan(nuova_visita, nora):
    ada = nuova_visita(TELEFONO)
    domanda = comincia(ada, "ada", IDEE, come="imprese|persona")
    ada.vai(f"{domanda}parti/idea/")
    assert not ada.pagina.locator("#voce-palinsesto").is_visible()
    scrive(ada, titolo="Canale di Prova", settore="web_tv", che_cosa="Una TV.", problema="Manca.", diverso="È qui.")
    scrive(ada, palinsesto="Un mestiere al giorno.", video="http://video.example.org/1")
    ada.pagina.get_by_text("Copia qui l'indirizzo intero della pagina").wait_for()
    ada.guarda_larga_e_stretta()
    scrive(ada, video="video.example.org/1")
    aspetta_salvato(ada)
    avanti(ada)
    scrive_il_piano(ada)
    scrive_chi_siamo(ada, "Ada Esempio")
    invia(ada, domanda)
    assert fatti(ada)["Numero"] == "5"

    in_ufficio(nora, "impresa", "Sei idee che diventano impresa", "domande/")
    nora.premi("n. 5")
    link = nora.pagina.get_by_role("link", name="https://video.example.org/1")
    assert (link.get_attribute("href"), link.get_attribute("rel")) == (
        "https://video.example.org/1",
        "noopener noreferrer nofollow",
    )
    for una in (ada, nora):
        una.senza_colpe()


def scrive_il_piano(visita):
    scrive(visita, mercato="Le botteghe.", forma="societa", dove="Cremona")
    righe = {"passi-0-passo": "Provare", "passi-0-quando": "2027-05-01", "passi-0-chi": "Io"}
    scrive(visita, **righe, **{"ricavi-0-voce": "Racconti", "ricavi-0-anno1": "8000", "ricavi-0-anno2": "9000"})
    scrive(visita, **{"ricavi-0-anno3": "9500", "spese-0-voce": "Microfoni"})
    scrive(visita, **{f"spese-0-anno{n}": "1000" for n in (1, 2, 3)})
    avanti(visita)


def scrive_chi_siamo(visita, parla):
    """``parla``: who speaks with the office, by her name."""
    scrive(visita, chi_siamo="Facciamo riprese.")
    visita.pagina.get_by_label(parla).check(force=True)
    visita.allega("v-curriculum", "curriculum.pdf", "Curriculum", "Inventato.")
    visita.pagina.get_by_text("Ricevuto", exact=True).wait_for()
    avanti(visita)


def test_measure_2_two_people_found_a_company_together(nuova_visita, nora):
    """One of them signs up from the invitation; both have said yes before it leaves."""
    giulia, dina = nuova_visita(TELEFONO), nuova_visita(SCRIVANIA)
    domanda = comincia(giulia, "giulia", IDEE, come="imprese|persone")
    invita(giulia, domanda, DINA)
    accetta_iscrivendosi(dina, DINA, dice="Sei idee che diventano impresa")
    giulia.vai(f"{domanda}parti/idea/")
    scrive(giulia, titolo="Furgoni in prestito", settore="mobilita", che_cosa="Un furgone in tre.", problema="Costa.")
    scrive(giulia, diverso="Si prenota.", video="https://video.example.org/furgoni")
    avanti(giulia)
    scrive_il_piano(giulia)
    scrive_chi_siamo(giulia, "Giulia Prova")
    giulia.vai(f"{domanda}invia/")
    assert "Dina Prova: deve leggere e confermare." in giulia.testo
    assert giulia.pagina.get_by_role("button", name="Invia la domanda").is_disabled()
    giulia.guarda_larga_e_stretta()
    conferma(dina, domanda)
    invia(giulia, domanda)
    giulia.guarda_larga_e_stretta()
    riga = in_coda(nora, "impresa", "Sei idee che diventano impresa", fatti(giulia)["Numero"])
    assert "più persone insieme" in riga
    assert "Furgoni in prestito" in nora.testo
    assert ("Giulia Prova" in nora.testo, "Dina Prova" in nora.testo) == (True, True)
    for una in (giulia, dina, nora):
        una.senza_colpe()


def in_coda(nora, misura, bando, numero) -> str:
    """The row of that application among those of its call; then its page."""
    in_ufficio(nora, misura, bando, f"domande/?q={numero}")
    riga = nora.pagina.locator(".coda-ufficio tbody tr", has_text=f"n. {numero}").inner_text()
    nora.premi(f"n. {numero}")
    nora.guarda_larga_e_stretta()
    return riga


# ── Measures 3 and 4: who hosts ───────────────────────────────────────────────────────────────────
OSPITA = {
    "comune": "Soresina", "dove": "via dei Campi 3", "tutor": "Rosa Modelli", "tutor_segue": "0", "ore": "25",
    "orario": "La mattina, da lunedì a venerdì.", "chi_cercate": "Chi ha voglia di provare.",
    "dipendenti": "7", "in_tirocinio": "0", "posti": "1",
}  # fmt: skip


def dice_dov_e_la_sede(visita, domanda):
    visita.vai(f"{domanda}chi/")
    visita.scrivi(sede="Soresina")
    visita.guarda_larga_e_stretta()
    visita.premi("Salva")
    assert visita.percorso == domanda, visita.testo


def test_measure_3_a_company_says_its_need_and_is_admitted(suo, persona):
    rosa = persona(TELEFONO)
    domanda = comincia(
        rosa, "rosa", IMPRESE, come="imprese|impresa", soggetto="Studio Modelli", codice_fiscale="99990010193"
    )
    rosa.vai(f"{domanda}parti/bisogno/")
    scrive(rosa, titolo="Prenotare senza telefonare", settore="ict", oggi="Chiamano.", domani="Si prenota dal sito.")
    scrive(rosa, impara="A fare un sito che serve.")
    avanti(rosa)
    scrive(rosa, attivita="Ospitiamo chi lavora.")
    assert not rosa.pagina.locator("[name='v-rete-0-impresa']").is_visible()
    scrive(rosa, insieme="no")
    rosa.guarda_larga_e_stretta()
    avanti(rosa)
    scrive(rosa, **OSPITA, tutor_ruolo="Tiene lo studio.", quota="250")
    rosa.guarda_larga_e_stretta()
    avanti(rosa)
    dice_dov_e_la_sede(rosa, domanda)
    invia(rosa, domanda)
    rosa.guarda_larga_e_stretta()
    numero = fatti(rosa)["Numero"]

    nora = persona(SCRIVANIA)
    nora.entra("nora", verso="/admin/")
    bando = "Imprese che vogliono innovare con una persona giovane, seconda edizione"
    assert "Da controllare" in in_coda(nora, "innovazione", bando, numero)
    assert "le domande si controllano dopo la chiusura" in nora.testo
    assert ("Prenotare senza telefonare" in nora.testo, "Studio Modelli" in nora.testo) == (True, True)
    suo.va_avanti(timedelta(days=35))
    ammette(suo, persona(SCRIVANIA), bando, numero)
    legge_che_e_ammessa(persona(TELEFONO), domanda)
    for una in (rosa, nora):
        una.senza_colpe()


def ammette(suo, nora, bando, numero):
    """Once the call has closed; it is told five minutes later."""
    nora.entra("nora", verso="/admin/")
    in_coda(nora, "innovazione", bando, numero)
    nora.scrivi(esito="ammissione")
    nora.premi("Decidi e avvisa fra 5 minuti")
    assert f"Domanda n. {numero}: Ammessa alla valutazione." in nora.testo
    suo.va_avanti(timedelta(days=35, minutes=6))
    suo.batte_il_minuto()
    assert "Ammessa" in in_coda(nora, "innovazione", bando, numero)
    nora.senza_colpe()


def legge_che_e_ammessa(rosa, domanda):
    rosa.entra("rosa")
    rosa.vai(domanda)
    assert "L'ufficio l'ha controllata ed è ammessa." in rosa.testo
    assert "Fatti aiutare a prepararla" not in rosa.testo
    rosa.guarda_larga_e_stretta()
    rosa.senza_colpe()


def test_measure_4_a_body_asks_for_somebody_in_its_service(nuova_visita, nora):
    sara = nuova_visita(TELEFONO)
    domanda = comincia(sara, "sara", ENTI, soggetto="Cooperativa Sociale Nazareth", codice_fiscale="99990010193")
    sara.vai(f"{domanda}parti/servizio/")
    scrive(sara, titolo="La bottega del mercoledì", settore="disabilita", che_cosa="Si vende.", impara="I conti.")
    scrive(sara, ente="Una cooperativa sociale.")
    sara.guarda_larga_e_stretta()
    avanti(sara)
    scrive(sara, **OSPITA, tutor_ruolo="Educatrice.", cofinanziamento="120")
    sara.guarda_larga_e_stretta()
    avanti(sara)
    dice_dov_e_la_sede(sara, domanda)
    invia(sara, domanda)
    bando = "Enti che ospitano chi dà un anno agli altri, seconda edizione"
    assert "un ente del terzo settore" in in_coda(nora, "volontariato", bando, fatti(sara)["Numero"])
    assert ("La bottega del mercoledì" in nora.testo, "120" in nora.testo) == (True, True)
    for una in (sara, nora):
        una.senza_colpe()


# ── Measure 3 ─────────────────────────────────────────────────────────────────────────────────────
def test_measure_3_a_need_is_published_chosen_withdrawn_and_chosen_anew(nuova_visita, nora):
    in_ufficio(nora, "innovazione", "Imprese che vogliono innovare con una persona giovane", "posti/")
    posti = nora.percorso
    fa_un_posto(nora)
    giulia = nuova_visita(TELEFONO)
    cerca_il_posto(giulia)
    domanda = comincia(giulia, "giulia", TIROCINI)
    giulia.vai(f"{domanda}parti/posti/")
    sceglie(giulia, CALENDARIO, LIUTERIA)
    aspetta_salvato(giulia)
    giulia.guarda_larga_e_stretta()

    nora.vai(posti)
    nora.premi(LIUTERIA)
    nora.premi("Ritira il posto")
    nora.guarda()
    nora.scrivi(motivo="La bottega chiude.")
    nora.premi("Ritira il posto")
    finisce_e_invia(giulia, domanda)
    assert arrivato(giulia) == [CALENDARIO, ETICHETTE]

    nora.vai(posti)
    righe = nora.pagina.locator("main tbody tr").all_inner_texts()
    assert ["1 domanda inviata, 1 come prima scelta" in una for una in righe if CALENDARIO in una] == [True]
    for una in (giulia, nora):
        una.senza_colpe()


def fa_un_posto(nora):
    """Of one application, within what the staff of the place allows; read whole before it is out."""
    nora.guarda_larga_e_stretta()
    nora.premi(f"Fanne un posto {CALENDARIO}")
    nora.guarda()
    nora.scrivi(numero="699", posti="4", **giorno("data", oggi()))
    nora.premi("Scegli")
    assert "Tirocini ammessi insieme: 3" in nora.testo
    nora.guarda()
    nora.scrivi(posti="2")
    nora.premi("Scegli")
    nora.premi("Pubblica il posto")
    nora.guarda()
    nora.premi("Pubblica il posto")
    nora.guarda_larga_e_stretta()


def cerca_il_posto(giulia):
    giulia.vai(f"{TIROCINI}posti/")
    giulia.guarda_larga_e_stretta()
    giulia.pagina.locator(".filtri summary").click()
    giulia.scrivi(comune="Pizzighettone")
    giulia.premi("Mostra")
    assert giulia.pagina.locator("#elenco h2").all_inner_texts() == [CALENDARIO]
    giulia.premi(CALENDARIO)
    giulia.guarda_larga_e_stretta()


def finisce_e_invia(giulia, domanda):
    """The place that is gone is said; another is chosen, the rest written."""
    giulia.vai(f"{domanda}parti/posti/")
    assert "(non c'è più)" in giulia.pagina.locator("[name='v-preferenze-2']").inner_text()
    sceglie(giulia, CALENDARIO, ETICHETTE)
    scrive(giulia, perche="Mia nonna è assistita a casa.")
    avanti(giulia)
    scrive(giulia, studi="Liceo.", fatto="Un calendario per la squadra.", spostarsi="bici")
    giulia.allega("v-curriculum", "curriculum.pdf", "Curriculum", "Inventato.")
    giulia.pagina.get_by_text("Ricevuto", exact=True).wait_for()
    avanti(giulia)
    dice_di_se(giulia, domanda, occupazione="senza_lavoro")
    invia(giulia, domanda)


# ── Measure 4 ─────────────────────────────────────────────────────────────────────────────────────
def test_measure_4_services_are_put_in_order_without_a_script(nuova_visita, nora):
    giulia = nuova_visita(TELEFONO, java_script_enabled=False)
    domanda = comincia(giulia, "giulia", VOLONTARI)
    giulia.vai(f"{domanda}parti/servizi/")
    sceglie(giulia, NONNI, CERAMICA, NONNI)
    scrive(giulia, tempo="tutto")
    giulia.premi("Salva e continua")
    assert f"Hai scelto due volte «{NONNI}" in giulia.testo
    giulia.guarda_larga_e_stretta()
    sceglie(giulia, NONNI, CERAMICA, PARCO)
    avanti(giulia)
    scrive(giulia, perche="Mi piace ascoltare.", fatto="Ripetizioni.")
    giulia.allega("v-curriculum", "curriculum.pdf", "Curriculum", "Inventato.")
    avanti(giulia)
    dice_di_se(giulia, domanda)
    invia(giulia, domanda)
    assert arrivato(giulia) == [NONNI, CERAMICA, PARCO]

    in_ufficio(nora, "volontariato", "Un anno con chi aiuta gli altri", "domande/")
    nora.premi("n. 11")
    assert f"1. {NONNI} · Associazione Nonni Inventati, Soncino\n2. {CERAMICA}" in nora.testo
    in_ufficio(nora, "volontariato", "Enti che ospitano chi dà un anno agli altri", "posti/")
    righe = nora.pagina.locator("main tbody tr").all_inner_texts()
    assert ["3 come prima scelta" in una for una in righe if NONNI in una] == [True]
    for una in (giulia, nora):
        una.senza_colpe()
