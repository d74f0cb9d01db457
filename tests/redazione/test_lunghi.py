"""Long texts made of one thing over and over: what each function takes grows with the length, no faster."""

import time

import pytest

from redazione.testo.brani import trova
from redazione.testo.confronto import confronta
from redazione.testo.estratti import collegamenti, muti, sommario
from redazione.testo.markdown import da_markdown, in_markdown
from redazione.testo.misure import misura
from redazione.testo.unione import unisci

PEZZI = [
    "x", "a ", ". ", ".", "art. ", "A. ", "a. B", "— ", "-", "l'", "1 ", "*", "_", "[", "](", "![", "`", "> ", "- ",
    "# ", "\\", "**a** ", "*a*b", "_a_ ", "&amp;", "\n", "\n\n", "a\n- ", "<", "• a\n", "« ", "(", "x.y ", "[a](/x) ",
    "![a](immagine:bcdfghjkmn) ",
]  # fmt: skip


@pytest.mark.parametrize("pezzo", PEZZI)
def test_each_function_takes_little_time(pezzo):
    testo = (pezzo * 20_000)[:20_000]
    inizio = time.process_time()
    html = da_markdown(testo)
    in_markdown(f"<p>{testo}</p>")
    in_markdown(html)
    misura(html)
    muti(collegamenti(html))
    sommario(html)
    trova(html, testo[:200], "prima di", "dopo di")
    confronta(html, f"{html}<p>fine</p>")
    unisci(html, f"<p>inizio</p>{html}", f"{html}<p>fine</p>")
    assert time.process_time() - inizio < 60
