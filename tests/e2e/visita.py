"""A person's browser, and what every page must be."""

import time
from pathlib import Path

import axe_playwright_python

from tests.e2e.posta import codice_da, leggi_mail

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TELEFONO = {"width": 390, "height": 844}
SCRIVANIA = {"width": 1280, "height": 900}
CODICE_ISCRIZIONE = "Il codice per confermare la tua email"
PASSWORD = "prova-talenti-2026"


class Visita:
    """A person's browser. It notes what must never happen: refused scripts, outside requests, 500s."""

    def __init__(self, contesto, portale, *, script=True):
        self.portale = portale
        self.script = script
        self.contesto = contesto
        self.colpe: list[str] = []
        self.pagina = contesto.new_page()
        contesto.on("console", self._console)
        contesto.on("weberror", lambda errore: self.colpe.append(f"script: {errore.error}"))
        contesto.on("request", self._richiesta)
        contesto.on("response", self._risposta)

    def _console(self, messaggio):
        if "Content Security Policy" in messaggio.text:
            self.colpe.append(f"CSP: {messaggio.text}")

    def _richiesta(self, richiesta):
        if not richiesta.url.startswith((self.portale.indirizzo, "data:", "blob:", "about:")):
            self.colpe.append(f"outside request: {richiesta.url}")

    def _risposta(self, risposta):
        if risposta.status >= 500:
            self.colpe.append(f"{risposta.status}: {risposta.url}")

    # ── Moving ────────────────────────────────────────────────────────────────────────────────────
    def vai(self, percorso):
        return self.pagina.goto(self.portale.indirizzo + percorso)

    @property
    def percorso(self) -> str:
        """Where the page is, without the address of the portal."""
        return self.pagina.url.removeprefix(self.portale.indirizzo)

    @property
    def titolo(self) -> str:
        return self.pagina.locator("h1").inner_text()

    @property
    def testo(self) -> str:
        """The words of the page's own part."""
        return self.pagina.locator("main").inner_text()

    def premi(self, nome, *, dentro="main"):
        """Press the one button or link of that name, as a person would."""
        parte = self.pagina.locator(dentro)
        bottone = parte.get_by_role("button", name=nome, exact=True)
        (bottone if bottone.count() else parte.get_by_role("link", name=nome, exact=True)).click()
        self.pagina.wait_for_load_state()

    def scrivi(self, **campi):
        """Fill the fields of the page by their names in the form; a list chooses, True ticks."""
        for nome, valore in campi.items():
            campo = self.pagina.locator(f"main [name='{nome}']")
            if campo.first.evaluate("campo => campo.tagName") == "SELECT":
                campo.select_option(label=valore)
            elif campo.first.get_attribute("type") in {"radio", "checkbox"}:
                scelta = campo if valore is True else self.pagina.locator(f"main [name='{nome}'][value='{valore}']")
                # The words are pressed, as a person does: they stand over the small box.
                self.pagina.locator(f"label[for='{scelta.get_attribute('id')}']").click(position={"x": 60, "y": 8})
            else:
                campo.fill(valore)

    def entra(self, chi, *, verso="/area/"):
        """Sign in as a person of the demonstration; the second factor is the code that the page itself shows."""
        self.vai(f"/accedi/?next={verso}")
        self.scrivi(login=f"{chi}@example.org", password=PASSWORD)
        self.premi("Accedi")
        usato = ""
        for _ in range(3):
            if not self.percorso.startswith("/accedi/secondo-fattore/"):
                break
            usato = self._codice_nuovo(usato)
            self.scrivi(code=usato)
            self.premi("Entra")
        assert self.percorso == verso, (self.percorso, self.testo)

    def _codice_nuovo(self, usato):
        """A code opens once: who has just signed in waits for the next, thirty seconds at most."""
        codice = self.pagina.locator(".conti-demo code")
        scadenza = time.monotonic() + 40
        while (adesso := codice.inner_text()) == usato:
            assert time.monotonic() < scadenza, "the code does not change"
            self.pagina.wait_for_timeout(1000)
            self.vai("/accedi/secondo-fattore/")
        return adesso

    def aggiunge_il_secondo_fattore(self):
        """Who now works for an organisation is asked for it, adds the app and comes back to where she was going."""
        assert self.titolo == "Secondo fattore"
        self.guarda()
        self.premi("Aggiungi l'app")
        if self.titolo == "Conferma che sei tu":
            self.riconferma()
        self.guarda()
        self.scrivi(code=self.pagina.locator(".conti-demo code").inner_text())
        self.premi("Aggiungi l'app")
        self.guarda()
        self.premi("Torna dov'eri")

    def si_iscrive(self, email, nome, cognome):
        """From the page of the sign-up to where one was going, with the code read in the mail."""
        self.scrivi(email=email, nome=nome, cognome=cognome, comune="Soresina", informativa=True)
        self.scrivi(nato_il_giorno="7", nato_il_mese="12", nato_il_anno="1995", password1=PASSWORD)
        self.premi("Continua")
        assert self.titolo == "Scrivi il codice"
        self.guarda()
        self.scrivi(code=codice_da(leggi_mail(self, email, CODICE_ISCRIZIONE)))
        self.premi("Continua")

    def riconferma(self):
        """Say again who one is, where an important thing asks for it."""
        assert self.titolo == "Conferma che sei tu"
        self.guarda()
        self.scrivi(password=PASSWORD)
        self.premi("Continua")

    def stampa(self, titolo, testo) -> bytes:
        """A page printed by the browser: a PDF as people have them."""
        pagina = self.contesto.new_page()
        pagina.set_content(f"<h1>{titolo}</h1><p>{testo}</p>")
        stampata = pagina.pdf()
        pagina.close()
        return stampata

    def allega(self, nome, file, titolo, testo):
        """Choose a PDF for that field of the page."""
        scelto = {"name": file, "mimeType": "application/pdf", "buffer": self.stampa(titolo, testo)}
        self.pagina.locator(f"main [name='{nome}']").set_input_files(scelto)

    # ── Judging ───────────────────────────────────────────────────────────────────────────────────
    def guarda(self):
        """What every page must be: nothing sideways, one h1, no fault found by axe, nothing noted meanwhile."""
        trovati = self.difetti()
        assert trovati == [], "\n".join(trovati)

    def guarda_larga_e_stretta(self):
        """The same on a phone and on a desk, without leaving the page."""
        sua = self.pagina.viewport_size
        self.guarda()
        self.pagina.set_viewport_size(SCRIVANIA if sua == TELEFONO else TELEFONO)
        self.guarda()
        self.pagina.set_viewport_size(sua)

    def difetti(self, *, contrasto=True) -> list[str]:
        """The faults of the page as it is shown now, and those noted since the last look.

        The contrast of colours takes as long as all the other rules: a page just measured may leave it out.
        """
        dove = f"{self.percorso} ({self.pagina.viewport_size['width']} px)"
        noti, self.colpe = self.colpe, []
        trovati = [*noti, *self._larghezza(), *self._titoli(), *self._axe(contrasto=contrasto)]
        # axe adds styles of its own, which the policy rightly refuses.
        self.colpe = [colpa for colpa in self.colpe if not colpa.startswith("CSP")]
        return [f"{dove}: {difetto}" for difetto in trovati]

    def _larghezza(self) -> list[str]:
        largo, visto = self.pagina.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        return [] if largo <= visto else [f"{largo} px wide in {visto}: {self.pagina.evaluate(_CHI_SPORGE)}"]

    def _titoli(self) -> list[str]:
        titoli = self.pagina.locator("h1").count()
        return [] if titoli == 1 else [f"{titoli} h1"]

    def _axe(self, *, contrasto) -> list[str]:
        if not self.script:
            # It waits for a timer, and where scripts are off none ever rings: only what is drawn is judged.
            return []
        if not self.pagina.evaluate("'axe' in window"):
            self.pagina.evaluate(AXE)
        return self.pagina.evaluate(_VIOLAZIONI, contrasto)

    def senza_colpe(self):
        assert self.colpe == [], self.colpe


# The first elements that stick out of the page on the right.
_CHI_SPORGE = """() => [...document.querySelectorAll('body *')]
    .filter(uno => uno.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .slice(0, 3).map(uno => uno.outerHTML.slice(0, 100)).join(' | ')"""
# Every rule of axe, best practices too; of each violation the first two places.
_VIOLAZIONI = """contrasto => axe.run({
    resultTypes: ['violations'], rules: {'color-contrast': {enabled: contrasto}},
}).then(esito => esito.violations.flatMap(
    regola => regola.nodes.slice(0, 2).map(
        nodo => `${regola.id}: ${nodo.html.slice(0, 160)} ${(nodo.failureSummary || '').slice(0, 240)}`)))"""
