"""What the office does from the commission to who comes next, each time by an act: nora, at her desk."""

from datetime import timedelta

from talenti.base.clock import adesso, oggi
from tests.e2e.bando_ufficio import ELENCO, giorno, istante
from tests.e2e.graduatoria_scena import TITOLO

# Who sits, as what, for whom.
CHI = (
    ("commissione1", "Presidente", "Comune capofila"),
    ("commissione2", "Componente", "Associazioni giovanili"),
    ("commissione3", "Componente", "Terzo settore"),
    ("commissione4", "Supplente", "Scuole superiori"),
    ("commissione5", "Segretario o segretaria, non vota", "Ufficio politiche giovanili"),
)
RISPOSTA = "La commissione ha riletto la scheda: i punti tengono già conto di chi partecipa."


def apri(nora, *dove):
    """From the list of calls to the card of this one, then on by its links."""
    nora.vai(ELENCO)
    if nora.percorso != ELENCO:
        nora.entra("nora", verso=ELENCO)
    for nome in (TITOLO, *dove):
        nora.premi(nome)


def con_l_atto(nora, numero, bottone):
    nora.scrivi(numero=numero, **giorno("data", oggi()))
    nora.allega("file", f"atto-{numero}.pdf", f"Atto {numero}", "L'atto si legge qui.")
    nora.premi(bottone)


# ── The commission ────────────────────────────────────────────────────────────────────────────────
def nomina_la_commissione(nora):
    apri(nora, "Commissione che valuta")
    nora.guarda()
    nora.premi("Nomina la commissione")
    for _altra in range(2):
        nora.premi("Aggiungi una persona")
    for n, (chi, ruolo, ente) in enumerate(CHI):
        nora.scrivi(**{f"email_{n}": f"{chi}@example.org", f"ruolo_{n}": ruolo, f"rappresenta_{n}": ente})
    nora.guarda_larga_e_stretta()
    con_l_atto(nora, "802", "Nomina la commissione")
    assert "La commissione è nominata. Adesso decidi le date." in nora.testo


def decide_le_date(nora, da_soli, insieme, chiusa):
    """Declarations begin at once, the rest in so many days."""
    nora.premi("Decidi le date")
    nora.guarda()
    fasi = {"da_soli": da_soli, "insieme": insieme, "chiusa": chiusa}
    for fase, fra in fasi.items():
        nora.scrivi(**istante(f"dal_{fase}", adesso() + timedelta(days=fra)))
    nora.premi("Salva le date")
    assert "Le date sono salvate" in nora.testo
    nora.guarda_larga_e_stretta()


def chiama_il_supplente(nora):
    apri(nora, "Commissione che valuta")
    assert "Serve un supplente" in nora.testo
    nora.guarda_larga_e_stretta()
    nora.premi("Sceglilo per la domanda n. 1, al posto di Lidia Provini")
    nora.guarda()
    nora.pagina.locator("main").get_by_label("Renzo Inventi · Scuole superiori").check()
    nora.premi("Chiama il supplente")
    assert "Domanda n. 1: al posto di Lidia Provini c'è Renzo Inventi." in nora.testo
    assert "Serve un supplente" not in nora.testo


# ── The ranking ───────────────────────────────────────────────────────────────────────────────────
def righe(nora) -> list[str]:
    """Number, position, points, outcome and money of each row, as the table shows them."""
    return [" ".join(riga.inner_text().split()) for riga in nora.pagina.locator("main tbody tr").all()]


def pubblica_la_graduatoria(nora):
    apri(nora, "Graduatoria")
    assert righe(nora) == [
        "n. 1 1 90,33 Scelta 900 €",
        "n. 2 2 80,33 Scelta 900 €",
        "n. 3 3 73 Scelta 900 €",
        "n. 4 4 64,33 Idonea, ma posti o fondi sono finiti –",
    ]
    nora.guarda_larga_e_stretta()
    nora.premi("Pubblica la graduatoria")
    nora.guarda()
    con_l_atto(nora, "803", "Pubblica la graduatoria")
    assert "La graduatoria è uscita." in nora.testo
    nora.guarda()


def risponde_all_errore(nora):
    """Not accepted: the ranking stays as it is."""
    apri(nora, "Graduatoria", "Errori segnalati")
    nora.guarda()
    nora.pagina.locator("main tbody th a").click()
    nora.guarda()
    nora.scrivi(esito="respinge", risposta=RISPOSTA)
    nora.premi("Manda la risposta")
    assert "La risposta è partita." in nora.testo


def approva_la_definitiva(nora):
    apri(nora, "Graduatoria")
    assert "È uguale a quella uscita." in nora.testo
    nora.premi("Approva la graduatoria definitiva")
    nora.guarda()
    con_l_atto(nora, "804", "Approva la graduatoria")
    assert "La graduatoria è definitiva." in nora.testo


def chiama_chi_segue(nora):
    apri(nora, "Graduatoria", "Chi è chiamato, e che cosa ha risposto")
    assert "Si è liberato qualcosa: tocca a 1 domanda." in nora.testo
    nora.guarda_larga_e_stretta()
    nora.premi("Chiama chi segue")
    assert "Domanda n. 4, posizione 4: 900\xa0€" in nora.testo
    nora.guarda()
    nora.scrivi(motivo="Chi era al primo posto ha rinunciato.")
    con_l_atto(nora, "805", "Chiama chi segue")
    assert "Fatto: 1 domanda chiamata." in nora.testo
