"""Who may open what the office asks of a group: its people; the letter, who works on the call too.

Rows of the table in ruoli.py, with its roles in its order.
"""

from tests.security.riga import r

SUA = "302 200 404 404 404 404 404 404 404 404 404"
VIA = "302 302 404 404 404 404 404 404 404 404 404"
UNA = {"codice": "@domanda_chiesta", "provvedimento": "@chiesta_dall_ufficio"}

RICHIESTE = [
    r("thinktown:richiesta_ufficio", SUA, **UNA),
    r("thinktown:richiesta_invia", SUA, **UNA),
    r("thinktown:richiesta_letta", VIA, "post", **UNA),
    r("thinktown:richiesta_voce", "401 400 404 404 404 404 404 404 404 404 404", "post", **UNA, n=1),
    r("thinktown:richiesta_file", "401 302 404 404 404 404 404 404 404 404 404", "post", **UNA, n=1),
    r("thinktown:lettera", "302 200 404 404 200 404 404 200 200 404 302", **UNA),
]
