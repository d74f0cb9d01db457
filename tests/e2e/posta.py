"""Reading the mails of the demonstration in the browser, as whoever tries the portal does."""

import re
import time

SECONDI = 120


def apri_mail(visita, a: str, oggetto: str | re.Pattern[str], *, dice: str = ""):
    """Open, in a new tab, the last mail to ``a`` with that subject whose text says ``dice``.

    It leaves in the background, so wait for it: the demonstration has mails with such a subject already.
    """
    scheda = visita.contesto.new_page()
    scadenza = time.monotonic() + SECONDI
    while True:
        for indirizzo in _mail(visita, scheda, a, oggetto):
            scheda.goto(visita.portale.indirizzo + indirizzo)
            if dice in " ".join(scheda.locator("pre.mail-testo").inner_text().split()):
                return scheda
        assert time.monotonic() < scadenza, f"no mail «{oggetto}» to {a} that says «{dice}» after {SECONDI} s"
        time.sleep(0.5)


def _mail(visita, scheda, a, oggetto) -> list[str]:
    """The addresses of the mails to ``a`` with that subject, newest first."""
    scheda.goto(visita.portale.indirizzo + "/demo/posta/")
    righe = scheda.locator(".risultati li").filter(has_text=f"A {a} ")
    esatto = isinstance(oggetto, str)
    return [riga.get_attribute("href") for riga in righe.get_by_role("link", name=oggetto, exact=esatto).all()]


def leggi_mail(visita, a: str, oggetto: str | re.Pattern[str], *, dice: str = "") -> str:
    """The text of that mail."""
    scheda = apri_mail(visita, a, oggetto, dice=dice)
    testo = scheda.locator("pre.mail-testo").inner_text()
    scheda.close()
    return testo


def segue_la_mail(visita, a: str, oggetto: str | re.Pattern[str], *, bottone: str, dove: str, dice: str = "") -> None:
    """Open that mail and press its button: the person goes on in the tab that it opens."""
    scheda = apri_mail(visita, a, oggetto, dice=dice)
    scheda.frame_locator("iframe.mail-demo").get_by_role("link", name=bottone).click()
    scheda.wait_for_url(dove)
    visita.pagina.close()
    visita.pagina = scheda


def codice_da(testo: str) -> str:
    """The one-time code in the text of a mail."""
    trovato = re.search(r"(?m)^\s*([A-Z0-9]{3}-?[A-Z0-9]{3,5})\s*$", testo)
    assert trovato, testo
    return trovato.group(1)
