"""Who may open what of a commission in the office: rows of the table in ruoli.py. Who follows the call reads; who
publishes it names, changes, decides dates and calls substitutes."""

from tests.security.riga import r

_CHI_SEGUE = "302 302 302 302 200 404 404 200 200 404 302"
_CHI_DECIDE = "302 302 302 302 200 404 404 200 403 404 302"
# There is a commission already: whoever would name another is led back to it.
_GIA = "302 302 302 302 302 404 404 302 403 404 302"
_VALUTATO = {"pk": "@bando_valutato"}

COMMISSIONE = [
    r("admin:thinktown_bando_commissione", _CHI_SEGUE, **_VALUTATO),
    r("admin:thinktown_bando_nomina", _GIA, **_VALUTATO),
    r("admin:thinktown_bando_cambia_commissione", _CHI_DECIDE, **_VALUTATO),
    r("admin:thinktown_bando_fasi", _CHI_DECIDE, **_VALUTATO),
    r(
        "admin:thinktown_bando_supplente",
        _CHI_DECIDE,
        codice="@domanda_in_conflitto",
        commissario="@commissario_in_conflitto",
        **_VALUTATO,
    ),
]
