"""Who may open what of draws, delegations and saved filters: rows of the table in ruoli.py. The call is Alfa's, and has
closed; who works in Alfa's office is named officer of it, and a colleague stands in for her."""

from tests.security.riga import r

_CHI_SEGUE = "302 302 302 302 200 404 404 200 200 404 302"
_CHI_DECIDE = "302 302 302 302 200 404 404 200 403 404 302"
_CHIUSO = {"pk": "@bando_chiuso"}

CAMPIONI = [
    r("admin:thinktown_bando_campioni", _CHI_SEGUE, **_CHIUSO),
    r("admin:thinktown_bando_estrai", _CHI_DECIDE, **_CHIUSO),
    r("admin:thinktown_bando_campione", _CHI_SEGUE, n=1, **_CHIUSO),
    r("admin:thinktown_bando_come_si_rifa", _CHI_SEGUE, n=1, **_CHIUSO),
    r("admin:thinktown_bando_campione_elenco", _CHI_SEGUE, n=1, **_CHIUSO),
    r("admin:thinktown_bando_campione_csv", _CHI_SEGUE, n=1, **_CHIUSO),
    r("admin:thinktown_bando_verifica", _CHI_SEGUE, n=1, codice="@domanda_estratta", **_CHIUSO),
    # Who is named: of what is hers.
    r("admin:thinktown_bando_assenza", "302 302 302 302 403 404 404 403 200 404 302", **_CHIUSO),
    r("admin:thinktown_bando_togli_delega", _CHI_SEGUE, delega="@delega", **_CHIUSO),
    # With no filter chosen the page leads back to the queue.
    r("admin:thinktown_bando_salva_filtro", "302 302 302 302 302 404 404 302 302 404 302", **_CHIUSO),
    r(
        "admin:thinktown_bando_togli_filtro",
        "302 302 302 302 404 404 404 404 302 404 302",
        "post",
        filtro="@filtro",
        **_CHIUSO,
    ),
]
