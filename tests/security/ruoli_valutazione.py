"""Who may open what of a commission: who sits in it and has declared; ``estraneo`` declares first.

Rows of the table in ruoli.py, with its roles in its order.
"""

from tests.security.riga import r

_SUA = "302 404 302 200 404 404 404 404 404 404 404"
_ALTROVE = "302 404 302 302 404 404 404 404 404 404 404"
_QUI = {"slug": "@commissione"}
_UNA = {"slug": "@commissione", "codice": "@domanda_da_valutare"}

VALUTAZIONE = [
    r("thinktown:commissione", _SUA, **_QUI),
    r("thinktown:dichiarazioni", "302 404 200 200 404 404 404 404 404 404 404", **_QUI),
    r("thinktown:prossima_scheda", _ALTROVE, **_QUI),
    r("thinktown:scheda_valutazione", _SUA, **_UNA),
    r("thinktown:scheda_voto", "401 404 302 400 404 404 404 404 404 404 404", "post", **_UNA),
    r("thinktown:scheda_firma", _SUA, **_UNA),
    r("thinktown:scheda_riprendi", _ALTROVE, **_UNA),
    r("thinktown:scheda_copia", "302 404 302 404 404 404 404 404 404 404 404", n=1, **_UNA),
    r("thinktown:scheda_file", "302 404 302 404 404 404 404 404 404 404 404", file="x", **_UNA),
]
