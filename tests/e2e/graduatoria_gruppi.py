"""What who applied reads and answers, each on a phone; and what anybody reads."""

from tests.e2e.graduatoria_scena import TITOLO

ERRORE = "Nella voce «Coinvolge» non si è contato chi viene dalle scuole."


def apre_la_sua(lei, chi, bottone):
    """From her area to where her application is in the ranking."""
    lei.entra(chi)
    lei.vai("/area/domande/")
    lei.pagina.locator("main .scheda a").first.click()
    lei.pagina.wait_for_load_state()
    lei.premi(bottone)
    assert lei.titolo == "La tua domanda in graduatoria"


def segnala_un_errore(lei, chi):
    """The last of them reads how her points were computed, and says what is wrong."""
    apre_la_sua(lei, chi, "Leggi posizione e punti")
    assert "È la n. 4" in lei.testo
    assert "64,33" in lei.pagina.locator("section[aria-labelledby='come']").inner_text()
    assert lei.pagina.locator("section[aria-labelledby='schede'] table").count() == 3
    lei.guarda_larga_e_stretta()
    lei.premi("Segnala un errore")
    lei.guarda()
    lei.scrivi(testo=ERRORE)
    lei.premi("Invia la segnalazione")
    assert "Segnalazione inviata." in lei.testo
    assert ERRORE in lei.testo


def rinuncia(lei, chi):
    apre_la_sua(lei, chi, "Accetta o rinuncia")
    assert "Vi sono assegnati 900\xa0€." in lei.testo
    lei.guarda()
    lei.premi("Rinuncia")
    lei.guarda()
    lei.scrivi(perche="Ci trasferiamo.")
    lei.premi("Rinuncia")
    assert "Avete rinunciato." in lei.testo
    lei.guarda()


def accetta(lei):
    lei.guarda()
    lei.premi("Accetta")
    assert lei.titolo == "Accettate 900\xa0€?"
    lei.guarda()
    lei.premi("Accetta")
    assert "Avete accettato." in lei.testo


def tocca_a_lei(lei, chi):
    """In her area it is the thing to do."""
    lei.entra(chi)
    lei.guarda()
    lei.pagina.locator("main").get_by_role("link", name=f"Rispondi Accetta o rinuncia: {TITOLO}").click()
    lei.pagina.wait_for_load_state()
    accetta(lei)


def chiunque_legge(lui, quale):
    """Without an account: positions and outcomes; of who gave up neither the name nor why."""
    lui.vai(f"/bandi/{quale['slug']}/")
    lui.premi("Leggi la graduatoria")
    assert "Definitiva" in lui.testo
    assert "Scelte: 3. Hanno lasciato quello che avevano: 1." in lui.testo
    righe = [" ".join(riga.inner_text().split()) for riga in lui.pagina.locator(".tabella-graduatoria tbody tr").all()]
    prima, *altre = quale["codici"]
    nome = "Radio Quartiere"
    tema = "Utilità sociale e impegno civico"
    assert righe == [
        f"1 {prima} {tema} 90,33 Quello che aveva passa a chi segue –",
        f"2 {nome} 2 {nome} · {altre[0]} {tema} 80,33 Finanziata, ha accettato 900 €",
        f"3 {nome} 3 {nome} · {altre[1]} {tema} 73 Finanziata, deve ancora accettare 900 €",
        f"4 {nome} 4 {nome} · {altre[2]} {tema} 64,33 Finanziata, ha accettato 900 €",
    ]
    assert [atto for atto in ("805", "804", "803") if f"atto n. {atto}" not in lui.testo] == []
    lui.guarda_larga_e_stretta()
