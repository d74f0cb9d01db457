"""Who may open what is there to read, and what readers point out: rows of the table in ruoli.py, in its order.

``estraneo`` coordinates the newsroom; Alfa's office and the lead look after its people, Beta approves its plan.
"""

from tests.security.riga import r

_TUTTI = "200 200 200 200 200 200 200 200 200 200 200"
_DELLA_REDAZIONE = "302 404 200 404 200 200 200 200 200 404 302"

LETTURA = [
    r("redazione:notizie", _TUTTI),
    r("redazione:argomento", _TUTTI, slug="@argomento"),
    r("redazione:feed", _TUTTI),
    r("redazione:feed_pubblico", _TUTTI, pubblico="lavoro"),
    r("redazione:feed_argomento", _TUTTI, slug="@argomento"),
    r("redazione:feed_partner", _TUTTI, slug="@alfa"),
    r("redazione:notizia", _TUTTI, slug="@notizia"),
    r("redazione:segnala", _TUTTI, slug="@notizia"),
    r("redazione:segnalata", _TUTTI, slug="@notizia"),
    r("redazione:segnalazioni", _DELLA_REDAZIONE),
    r("redazione:segnalazione", _DELLA_REDAZIONE, codice="@segnalazione"),
]
