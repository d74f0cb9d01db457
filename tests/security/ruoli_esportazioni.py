"""Who may take applications away: rows of the table in ruoli.py. Only who follows the call."""

from tests.security.riga import r

_CHI_SEGUE = "302 302 302 302 200 404 404 200 200 404 302"
_DI_UNA = {"pk": "@bando_pk", "codice": "@domanda_inviata"}

ESPORTAZIONI = [
    r("admin:thinktown_bando_esporta", _CHI_SEGUE, pk="@bando_pk"),
    r("admin:thinktown_bando_fascicolo", _CHI_SEGUE, "post", {"formato": "pdf"}, **_DI_UNA),
]
