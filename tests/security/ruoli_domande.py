"""Who may open what of applications: rows of the table in ruoli.py, with its roles in its order.

The draft is of the young person. For everybody else, whoever runs the body that the call is of included, it does not
exist.
"""

from tests.security.riga import r

CODICE = {"codice": "@domanda"}

DOMANDE = [
    r("thinktown:mie", "302 200 200 200 200 200 200 200 200 200 200"),
    r("thinktown:comincia", "302 302 200 200 200 200 200 200 200 200 200", slug="@bando"),
    r("thinktown:domanda", "302 200 404 404 404 404 404 404 404 404 404", **CODICE),
    r("thinktown:chi", "302 200 404 404 404 404 404 404 404 404 404", **CODICE),
    r("thinktown:parte", "302 200 404 404 404 404 404 404 404 404 404", **CODICE, chiave="progetto"),
    r("thinktown:modulo", "302 404 404 404 404 404 404 404 404 404 404", **CODICE),
    r("thinktown:voce", "401 400 404 404 404 404 404 404 404 404 404", "post", **CODICE, chiave="titolo"),
    r("thinktown:voce_file", "401 302 404 404 404 404 404 404 404 404 404", "post", **CODICE, chiave="altro"),
]
