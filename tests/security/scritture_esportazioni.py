"""Whose press takes applications away, and leaves its act: rows of scritture.py."""

from tests.security.scrittura import w

# Whoever works on the calls of Alfa; the lead runs the network and follows none of them.
SEGUONO = ("amministrazione", "superuser", "ufficio")

ESPORTAZIONI = [
    w("admin:thinktown_bando_esporta", SEGUONO, {"formato": "csv"}, pk="@bando_pk"),
    w("admin:thinktown_bando_fascicolo", SEGUONO, {"formato": "zip"}, pk="@bando_pk", codice="@domanda_inviata"),
]
