"""The whole job, as the people concerned do it: from "we would like to join" to a colleague at work.

One run for each size of screen, with an organisation and people of its own; each of them has a browser.
"""

import io
import re
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import timedelta

import pytest
from pypdf import PdfReader

from talenti.base.clock import oggi
from talenti.base.templatetags.italiano import data
from tests.e2e.posta import leggi_mail, segue_la_mail

# Eleven digits with a right check digit and no owner, one for each size.
CODICI_FISCALI = {390: "99990010193", 1280: "99990020192"}
VOCE = "Statuto firmato"


@dataclass(frozen=True)
class Storia:
    """The names of one run."""

    largo: int

    @property
    def nome(self) -> str:
        return f"Circolo Prova {self.largo}"

    @property
    def chi_propone(self) -> str:
        return f"mara.{self.largo}@example.org"

    @property
    def collega(self) -> str:
        return f"tino.{self.largo}@example.org"

    @property
    def scrivania(self) -> str:
        return f"/partner/circolo-prova-{self.largo}/"


@pytest.fixture
def storia(misura):
    return Storia(misura["width"])


def test_from_the_proposal_to_a_colleague_at_work(visite, storia, portale):
    mara, nora, tino = visite(), visite(), visite()
    si_iscrive_e_torna_alla_proposta(mara, storia)
    scrive_la_bozza_in_due_volte(mara, storia)
    invia(mara, storia)
    nora_chiede_lo_statuto(nora, storia)
    lo_statuto_arriva(mara, storia)
    numero = nora_ammette(nora, storia)
    aggiunge_il_secondo_fattore(mara, storia)
    codice = scarica_la_lettera(mara, storia, numero)
    chiunque_la_verifica(visite(), storia, codice)
    invita_il_collega(mara, storia)
    il_collega_accetta_dalla_posta(tino, storia)
    cambia_il_ruolo(mara, tino, storia)
    tutto_resta_scritto(mara, nora, storia)
    for visita in (mara, nora, tino):
        visita.senza_colpe()
    esito = portale.gestisci("verifica_registro")
    assert (esito.returncode, esito.stdout.partition(":")[0]) == (0, "Il registro è intero"), esito.stdout


def si_iscrive_e_torna_alla_proposta(mara, storia):
    """Somebody unknown begins to propose: what she was doing survives the sign-up."""
    mara.vai("/rete/")
    mara.premi("Entra nella rete")
    mara.premi("Registrati e comincia")
    assert mara.percorso == "/registrati/?next=/rete/proponi/"
    mara.si_iscrive(storia.chi_propone, "Mara", "Prova")
    assert (mara.percorso, mara.titolo) == ("/rete/proponi/", "Entra nella rete")


def scrive_la_bozza_in_due_volte(mara, storia):
    """What is written saves itself; leaving and coming back finds it."""
    mara.premi("Comincia")
    assert mara.titolo == "Chi siete"
    mara.guarda()
    mara.scrivi(tipo="Associazione", nome=storia.nome, comune="Corte de' Cortesi con Cignone")
    mara.pagina.locator("main [name=codice_fiscale]").focus()
    mara.pagina.get_by_text("Salvato alle").wait_for()
    mara.vai("/")
    mara.vai("/area/")
    assert f"Finisci la proposta di {storia.nome}" in mara.testo
    mara.premi(f"Continua Finisci la proposta di {storia.nome}")
    assert mara.pagina.locator("main [name=nome]").input_value() == storia.nome
    mara.scrivi(codice_fiscale=CODICI_FISCALI[storia.largo])
    mara.premi("Salva e continua")
    assert mara.titolo == "Che cosa fate"
    mara.guarda()
    mara.scrivi(in_una_frase="Suoniamo nei cortili, d'estate.", email=f"circolo.{storia.largo}@example.org")
    mara.premi("Salva e continua")
    assert mara.titolo == "A che cosa volete prendere parte"
    mara.guarda()
    mara.scrivi(eventi="Tre serate di musica l'anno, aperte a tutti.")
    mara.premi("Salva e continua")


def invia(mara, storia):
    assert (mara.titolo, storia.nome in mara.testo) == ("Controlla e invia", True)
    mara.guarda()
    mara.premi("Invia la proposta")
    assert mara.titolo == storia.nome
    assert "Proposta inviata" in mara.testo
    mara.guarda()
    assert storia.nome in leggi_mail(mara, storia.chi_propone, f"Proposta inviata: {storia.nome}")


def nora_chiede_lo_statuto(nora, storia):
    """The lead takes it up from her own area and asks for what is missing."""
    nora.entra("nora")
    nora.premi(f"Esamina Esamina la proposta di {storia.nome}")
    nora.premi("Comincia l'esame e avvisa")
    entro = oggi() + timedelta(days=20)
    nora.scrivi(decisione="chiedi_integrazione", voci=VOCE, motivo="Serve per sapere chi firma.")
    nora.scrivi(entro_giorno=str(entro.day), entro_mese=str(entro.month), entro_anno=str(entro.year))
    nora.guarda()
    nora.premi("Decidi e avvisa")
    assert f"Documenti chiesti a {storia.nome}" in nora.testo


def lo_statuto_arriva(mara, storia):
    """The person who proposed sees what is asked in the area, the inbox and the mail, and sends a real PDF."""
    entro = oggi() + timedelta(days=20)
    mail = leggi_mail(mara, storia.chi_propone, f"Servono documenti: {storia.nome}")
    assert (VOCE in mail, data(entro) in mail) == (True, True)
    mara.vai("/area/messaggi/")
    mara.premi(f"Servono documenti: {storia.nome}")
    mara.guarda()
    mara.vai("/area/")
    mara.guarda()
    mara.premi(f"Manda i documenti Manda i documenti di {storia.nome}")
    assert "Manca 1 documento." in mara.testo
    mara.premi(f"Scegli il file {VOCE}")
    mara.allega("file", "statuto.pdf", "Statuto", "Articolo 1. Il circolo è di tutti.")
    mara.premi("Carica il file")
    assert "Ci sono tutti. Non sono ancora mandati." in mara.testo
    mara.guarda()
    mara.premi("Manda i documenti")
    assert (mara.titolo, "Documenti mandati. L'esame riprende." in mara.testo) == (storia.nome, True)
    mara.guarda()


def nora_ammette(nora, storia) -> str:
    """The document opens from the file of the proposal; the decision gives a number."""
    nora.vai("/admin/rete/partner/coda/")
    nora.guarda()
    nora.premi(storia.nome)
    with nora.pagina.expect_download() as scaricato:
        nora.premi("statuto.pdf")
    statuto = scaricato.value.path().read_bytes()
    assert (statuto[:5], "Il circolo è di tutti." in _testo(statuto)) == (b"%PDF-", True)
    esame = nora.percorso
    nora.scrivi(decisione="ammetti")
    nora.premi("Decidi e avvisa")
    assert f"Ammessa: {storia.nome}" in nora.testo
    nora.vai(esame)
    nora.guarda()
    decisa = nora.pagina.locator("section[aria-labelledby=decisione]").inner_text()
    return re.search(r"Ammessa .+\. (\S+)", decisa).group(1)


def aggiunge_il_secondo_fattore(mara, storia):
    """Who now runs an organisation of the network sees other people's data: the desk asks for it, then opens."""
    mara.vai(storia.scrivania)
    mara.aggiunge_il_secondo_fattore()
    assert mara.percorso == storia.scrivania


def scarica_la_lettera(mara, storia, numero) -> str:
    """The letter is a real PDF that says who and with which number; it carries the code that proves it."""
    assert numero in leggi_mail(mara, storia.chi_propone, f"Nella rete: {storia.nome}")
    leggi_mail(mara, storia.chi_propone, "È pronto un documento per la tua organizzazione")
    mara.vai("/area/messaggi/")
    mara.premi("È pronto un documento per la tua organizzazione")
    indirizzo = mara.pagina.get_by_role("link", name="Scarica il documento").get_attribute("href")
    risposta = mara.contesto.request.get(mara.portale.indirizzo + indirizzo)
    lettera = risposta.body()
    assert (risposta.status, risposta.headers["content-type"], lettera[:5]) == (200, "application/pdf", b"%PDF-")
    parole = _testo(lettera)
    assert (storia.nome in parole, numero in parole) == (True, True), parole
    return re.search(r"\b[0-9A-Z]{4}(?:[ -][0-9A-Z]{4}){3}\b", parole).group(0)


def _testo(pdf: bytes) -> str:
    pagine = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(pagina.extract_text().split()) for pagina in pagine)


def chiunque_la_verifica(altri, storia, codice):
    """Whoever holds the paper types its code, without an account."""
    altri.vai("/verifica/")
    altri.scrivi(codice=codice)
    altri.premi("Controlla il documento")
    assert (altri.titolo, storia.nome in altri.testo) == ("Il documento è autentico", True)
    altri.guarda()
    altri.vai(f"/rete/circolo-prova-{storia.largo}/")
    assert altri.titolo == storia.nome
    altri.guarda()


def invita_il_collega(mara, storia):
    mara.vai(storia.scrivania)
    mara.guarda()
    mara.premi("Ruoli e inviti")
    mara.premi("Invita una persona")
    mara.guarda()
    mara.scrivi(email=storia.collega, ruolo="collaborazione")
    mara.premi("Manda l'invito")
    assert f"Invito mandato a {storia.collega}." in mara.testo
    mara.guarda()


def il_collega_accetta_dalla_posta(tino, storia):
    """From the button in the mail to the organisation's desk, through a sign-up."""
    segue_la_mail(
        tino, storia.collega, f"Invito da {storia.nome}", bottone="Rispondi all'invito", dove="**/rete/inviti/**"
    )
    assert tino.titolo == f"{storia.nome} ti invita"
    tino.guarda()
    tino.premi("Registrati e accetta")
    tino.si_iscrive(storia.collega, "Tino", "Esempio")
    tino.guarda()
    tino.premi("Accetta l'invito")
    assert (tino.percorso, f"Ora fai parte di {storia.nome}." in tino.testo) == (storia.scrivania, True)
    tino.guarda()


def cambia_il_ruolo(mara, tino, storia):
    mara.vai(storia.scrivania + "persone/")
    mara.premi("Cambia il ruolo Tino Esempio")
    mara.guarda()
    mara.scrivi(ruolo="operatore")
    mara.premi("Cambia il ruolo e avvisa")
    righe = mara.pagina.locator("main .persona").all_inner_texts()
    assert [" ".join(riga.split()) for riga in righe] == [
        "MP Mara Prova Amministrazione",
        "TE Tino Esempio Ufficio",
    ]
    mail = leggi_mail(tino, storia.collega, f"Ruolo cambiato: {storia.nome}")
    assert f"Da oggi il tuo ruolo in {storia.nome} è: Ufficio." in mail


def tutto_resta_scritto(mara, nora, storia):
    """The history of the organisation's desk and of the lead's file, the inbox, the timeline."""
    fatti = [
        "Ha cambiato un ruolo",
        "Ha accettato l'invito",
        "Ha invitato una persona",
        "Ha ammesso l'organizzazione",
        "Ha mandato i documenti chiesti",
        "Ha chiesto documenti",
        "Ha cominciato a esaminare la proposta",
        "Ha proposto l'organizzazione",
    ]
    mara.vai(storia.scrivania + "storia/")
    mara.guarda()
    assert [fatto for fatto in fatti if fatto not in mara.testo] == []
    mara.vai("/area/messaggi/")
    oggetti = mara.pagina.locator("main .messaggio-oggetto").all_inner_texts()
    # The worker draws the document while Mara goes on: it may come before or after her second factor.
    oggetti.remove("È pronto un documento per la tua organizzazione")
    assert oggetti == [
        "Invito accettato: Tino Esempio",
        "Secondo fattore aggiunto",
        f"Nella rete: {storia.nome}",
        f"Documenti mandati: {storia.nome}",
        f"Servono documenti: {storia.nome}",
        f"Proposta in esame: {storia.nome}",
        f"Proposta inviata: {storia.nome}",
    ]
    mara.vai("/area/")
    mara.pagina.locator("main summary", has_text="Fatto di recente").click()
    assert storia.nome in mara.testo
    mara.guarda()


def test_a_byte_changed_in_the_database_is_named(portale, tmp_path):
    """Whoever writes in the file itself, triggers dropped, is found out: the row is named. On a copy."""
    with (
        sqlite3.connect(portale.dati / "portale.sqlite3") as vera,
        sqlite3.connect(tmp_path / "portale.sqlite3") as copia,
    ):
        vera.backup(copia)
    for cartella in portale.dati.iterdir():
        if cartella.is_file() and not cartella.name.startswith("portale.sqlite3"):
            shutil.copy(cartella, tmp_path)
    with sqlite3.connect(tmp_path / "portale.sqlite3") as copia:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            copia.execute("UPDATE registro_transizione SET verbo = 'ammetti' WHERE id = 1")
        copia.execute("DROP TRIGGER registro_transizione_no_update")
        riga, oggetto, n = copia.execute(
            "SELECT id, oggetto_id, n FROM registro_transizione WHERE verbo = 'ammetti' ORDER BY id DESC"
        ).fetchone()
        copia.execute("UPDATE registro_transizione SET verbo = 'bmmetti' WHERE id = ?", (riga,))
    esito = portale.gestisci("verifica_registro", dati=tmp_path)
    assert (esito.returncode, esito.stdout.splitlines()) == (
        1,
        [f"Transizione {riga} (rete.partner {oggetto}, n. {n}): contenuto cambiato dopo la scrittura"],
    ), esito.stderr
