"""Who may open what of calls: rows of the table in ruoli.py, with its roles in its order.

A call that is out is of everybody; who reads a draft is tried in tests/thinktown/test_pagine.py.
"""

from tests.security.riga import r

BANDI = [
    r("thinktown:elenco", "200 200 200 200 200 200 200 200 200 200 200"),
    r("thinktown:feed", "200 200 200 200 200 200 200 200 200 200 200"),
    r("thinktown:bando", "200 200 200 200 200 200 200 200 200 200 200", slug="@bando"),
    r("thinktown:puoi_partecipare", "200 200 200 200 200 200 200 200 200 200 200", slug="@bando"),
    r("thinktown:calendario", "200 200 200 200 200 200 200 200 200 200 200", slug="@bando"),
    r("thinktown:atto", "200 200 200 200 200 200 200 200 200 200 200", slug="@bando", pk="@atto_bando"),
]
