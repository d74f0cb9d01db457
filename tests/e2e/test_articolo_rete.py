"""The writing desk where the network comes and goes: answers that are lost, a login that ends, a page that is left."""

from tests.e2e.test_articolo import EDITOR, FRASE, SOMMARIO, STATO, alla_fine, comincia, mette_nel_piano, salvato
from tests.e2e.visita import PASSWORD, SCRIVANIA, TELEFONO

SALVA = "**/salva/"


def test_no_word_is_lost_on_a_poor_network(suo, persona):
    nives, giulia = persona(SCRIVANIA), persona(TELEFONO)
    articolo = comincia(giulia, mette_nel_piano(nives))
    la_risposta_si_perde(giulia, articolo)
    senza_rete(giulia, articolo)
    finisce_la_sessione(suo, giulia, articolo)
    resta_su_questo_dispositivo(giulia, articolo)
    assert SOMMARIO in giulia.pagina.locator("main [name='sommario']").input_value()
    assert FRASE.strip() in giulia.pagina.locator(EDITOR).inner_text()


def nel_portale(giulia, articolo, parole):
    """What the portal has, whatever the page shows."""
    pagina = giulia.contesto.request.get(f"{giulia.portale.indirizzo}{articolo}pagina/").text()
    return parole in pagina


def la_risposta_si_perde(giulia, articolo):
    """The save arrives and its answer does not; meanwhile she has gone on writing."""
    perse = []

    def perdi(rotta):
        if "vivo" in (rotta.request.post_data or "") or perse:
            return rotta.continue_()
        perse.append(rotta.fetch().status)
        return rotta.abort()

    giulia.pagina.route(SALVA, perdi)
    alla_fine(giulia, 0, "Prima parola.")
    giulia.pagina.locator(STATO, has_text="Sei senza rete").wait_for()
    alla_fine(giulia, 0, " Seconda parola.")
    salvato(giulia)
    giulia.pagina.wait_for_function("() => !localStorage.length", timeout=30_000)
    assert perse == [200]
    assert nel_portale(giulia, articolo, "Prima parola. Seconda parola.")
    giulia.pagina.unroute(SALVA)


def senza_rete(giulia, articolo):
    """The button that saves keeps the page and its words, and the pause after it sends them."""
    giulia.contesto.set_offline(True)
    alla_fine(giulia, 0, " Terza parola.")
    giulia.premi("Salva il testo")
    giulia.pagina.locator(STATO, has_text="Sei senza rete").wait_for()
    assert "Terza parola." in giulia.pagina.locator(EDITOR).inner_text()
    giulia.contesto.set_offline(False)
    salvato(giulia)
    assert nel_portale(giulia, articolo, "Terza parola.")


def finisce_la_sessione(suo, giulia, articolo):
    """She signs in again in another page of the same browser."""
    suo.finisce_la_sessione(giulia.contesto)
    alla_fine(giulia, 0, " Quarta parola.")
    giulia.pagina.locator(STATO, has_text="La sessione è finita").wait_for()
    altra = giulia.contesto.new_page()
    altra.goto(f"{giulia.portale.indirizzo}/accedi/")
    altra.fill("main [name='login']", "giulia@example.org")
    altra.fill("main [name='password']", PASSWORD)
    altra.get_by_role("button", name="Accedi", exact=True).click()
    altra.wait_for_url("**/area/")
    altra.close()
    salvato(giulia)
    assert nel_portale(giulia, articolo, "Quarta parola.")


def resta_su_questo_dispositivo(giulia, articolo):
    """Left before it could be saved, it is found again; a second page of the same text writes nothing over it."""
    giulia.pagina.route(SALVA, lambda rotta: rotta.abort())
    alla_fine(giulia, 0, " Quinta parola.")
    giulia.pagina.locator(STATO, has_text="Sei senza rete").wait_for()
    altra = giulia.contesto.new_page()
    altra.goto(f"{giulia.portale.indirizzo}{articolo}")
    altra.locator(STATO, has_text="in un'altra scheda").wait_for()
    altra.close()
    giulia.pagina.once("dialog", lambda avviso: avviso.accept())
    giulia.vai("/aiuto/")
    giulia.pagina.unroute(SALVA)
    giulia.vai(articolo)
    salvato(giulia)
    assert nel_portale(giulia, articolo, "Quinta parola.")
