"""A score sheet where the network comes and goes: nothing that was written is lost; the page says how far one is."""

from tests.e2e.visita import PASSWORD, SCRIVANIA, TELEFONO

CODA = "/commissione/musica-e-parole-progetti-di-associazioni-e-gruppi/"
QUANTO = "main form [data-quanto]"


def apre(lei, numero):
    lei.vai(CODA)
    lei.pagina.locator(f".coda-commissione li:has-text('n. {numero} ·') a").click()
    lei.pagina.get_by_role("heading", name="La tua scheda").wait_for()


def detto(lei, testo):
    lei.pagina.locator("[data-salva-stato]").filter(has_text=testo).wait_for()


def test_what_cannot_be_saved_stays_on_the_device_and_is_found_again(nuova_visita):
    lei = nuova_visita(TELEFONO)
    lei.entra("commissione2")
    apre(lei, 4)
    assert lei.pagina.locator(QUANTO).inner_text() == "0 criteri su 4 · 0/100 punti salvati"
    lei.pagina.route("**/voto/", lambda rotta: rotta.abort())
    lei.scrivi(**{"punti-utilita": "12,50", "motivo-utilita": "Scritto in treno."})
    detto(lei, "Teniamo il testo su questo dispositivo")
    lei.pagina.on("dialog", lambda finestra: finestra.accept())
    lei.pagina.reload()
    detto(lei, "Teniamo il testo su questo dispositivo")
    assert lei.pagina.locator("[name='motivo-utilita']").input_value() == "Scritto in treno."
    lei.pagina.unroute("**/voto/")
    lei.scrivi(**{"punti-idea": "10"})
    lei.pagina.locator(QUANTO, has_text="2 criteri su 4 · 22,5/100 punti salvati").wait_for()
    # The bar of the phone says the same, and stays where one reads.
    barra = lei.pagina.locator(".due-parti")
    assert "2 criteri su 4 · 22,5/100 punti salvati" in barra.inner_text()
    lei.pagina.locator("[name='motivo-coinvolge']").scroll_into_view_if_needed()
    assert barra.bounding_box()["y"] == 0
    lei.guarda()
    assert lei.pagina.evaluate("Object.keys(localStorage).filter(una => una.startsWith('scheda:'))") == []


def test_a_new_login_in_another_tab_loses_nothing(nuova_visita):
    lei = nuova_visita(SCRIVANIA)
    lei.entra("commissione2")
    apre(lei, 5)
    # The session ends; what marks the form stays, as it does in a browser.
    lei.contesto.clear_cookies(name="sessionid")
    lei.scrivi(**{"punti-utilita": "9", "motivo-utilita": "Chiaro."})
    detto(lei, "La sessione è finita")
    altra = lei.contesto.new_page()
    altra.goto(f"{lei.portale.indirizzo}/accedi/?next=/area/")
    altra.locator("main [name='login']").fill("commissione2@example.org")
    altra.locator("main [name='password']").fill(PASSWORD)
    altra.get_by_role("button", name="Accedi", exact=True).click()
    altra.wait_for_url("**/area/")
    lei.pagina.bring_to_front()
    lei.premi("Salva e rileggi per firmare")
    lei.pagina.wait_for_url("**/firma/")
    assert "9 su 30" in lei.testo
