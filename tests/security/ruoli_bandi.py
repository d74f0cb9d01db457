"""Who may open what of calls: rows of the table in ruoli.py, with its roles in its order.

A call that is out is of everybody; a draft, of who writes calls in its body: Alfa's administrators and its office.
"""

from tests.security.riga import r

BANDI = [
    r("thinktown:elenco", "200 200 200 200 200 200 200 200 200 200 200"),
    r("thinktown:feed", "200 200 200 200 200 200 200 200 200 200 200"),
    r("thinktown:bando", "404 404 404 404 200 404 404 200 200 404 302", slug="@bando_bozza"),
    r("thinktown:puoi_partecipare", "200 200 200 200 200 200 200 200 200 200 200", slug="@bando"),
    r("thinktown:calendario", "200 200 200 200 200 200 200 200 200 200 200", slug="@bando"),
    r("thinktown:atto", "200 200 200 200 200 200 200 200 200 200 200", slug="@bando", pk="@atto_bando"),
]
