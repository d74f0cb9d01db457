"""Fingers on a keyboard, without a mouse: where the focus goes, and whether one sees it."""

import pytest

from tests.e2e.visita import PASSWORD

# The focus as it is drawn: an outline or a ring on the thing itself, or on what stands for it (its label).
_FERMATA = """() => {
    const qui = document.activeElement
    if (!qui || qui === document.body) return null
    const stile = getComputedStyle(qui)
    const contorno = stile.outlineStyle !== 'none' && parseFloat(stile.outlineWidth) > 0
    const disegnata = contorno || stile.boxShadow !== 'none'
    const posto = qui.getBoundingClientRect()
    const dentro = posto.width > 0 && posto.height > 0 && posto.bottom > 0 && posto.top < innerHeight
    const sopra = document.elementFromPoint(posto.left + posto.width / 2, posto.top + posto.height / 2)
    const coperta = dentro && sopra && !qui.contains(sopra) && !sopra.contains(qui) && ![...(qui.labels || [])].some(
        parole => parole.contains(sopra))
    return {chi: qui.outerHTML.slice(0, 110), vista: disegnata && dentro && !coperta,
            nome: (qui.innerText || qui.value || qui.name || '').trim().slice(0, 60)}
}"""


class Tastiera:
    """Fingers on a keyboard: moves by Tab and notes every stop that cannot be seen."""

    def __init__(self, visita):
        self.visita = visita
        self.tasti = visita.pagina.keyboard
        self.nascoste: list[str] = []

    def avanti(self):
        """One Tab; the stop, or None when the focus has left the page for the browser's own bars."""
        self.tasti.press("Tab")
        fermata = self.visita.pagina.evaluate(_FERMATA)
        if fermata and not fermata["vista"]:
            self.nascoste.append(f"{self.visita.percorso}: {fermata['chi']}")
        return fermata

    def fino_a(self, scelta, passi=120):
        """Tab until the focus is on what ``scelta`` names."""
        cercato = self.visita.pagina.locator(scelta).first
        for _passo in range(passi):
            self.avanti()
            if cercato.evaluate("uno => uno === document.activeElement"):
                return
        pytest.fail(f"{self.visita.percorso}: {scelta} is not reached in {passi} Tabs")

    def scrivi(self, scelta, testo):
        self.fino_a(scelta)
        self.tasti.press("Control+a")
        self.tasti.type(testo)

    def invio(self):
        self.tasti.press("Enter")
        self.visita.pagina.wait_for_load_state()

    def giro(self):
        """Tab through the whole page: every stop is seen, and the way goes on to the end of the page."""
        fermate = []
        while fermata := self.avanti():
            fermate.append(fermata["chi"])
            assert len(fermate) < 300, f"{self.visita.percorso}: no way out of {fermate[-3:]}"
        return fermate

    def entra(self, chi):
        self.visita.vai("/accedi/")
        self.scrivi("#id_login", f"{chi}@example.org")
        self.scrivi("#id_password", PASSWORD)
        with self.visita.pagina.expect_navigation():
            self.invio()
