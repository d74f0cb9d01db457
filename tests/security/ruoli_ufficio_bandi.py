"""Who may open what of calls in the office: rows of the table in ruoli.py. The call is Alfa's, and is out."""

from tests.security.riga import r

CHI_SEGUE = "302 302 302 302 200 404 404 200 200 404 302"
CHI_DECIDE = "302 302 302 302 200 404 404 200 403 404 302"
_INTERNI = {"pk": "@bando_pk"}

UFFICIO_BANDI = [
    r("admin:thinktown_bando_changelist", "302 302 302 302 200 200 200 200 200 403 302"),
    r("admin:thinktown_bando_add", "302 302 302 302 200 200 200 200 200 403 302"),
    r("admin:thinktown_bando_history", "302 302 302 302 302 404 404 302 302 404 302", object_id="@bando_pk"),
    r("admin:thinktown_bando_delete", "302 302 302 302 403 403 403 403 403 403 302", object_id="@bando_pk"),
    r("admin:thinktown_bando_change", "302 302 302 302 302 404 404 302 302 404 302", object_id="@bando_pk"),
    r("admin:thinktown_bando_scheda", CHI_SEGUE, **_INTERNI),
    r("admin:thinktown_bando_anteprima", CHI_SEGUE, **_INTERNI),
    r("admin:thinktown_bando_parte", CHI_SEGUE, pk="@bozza_bando", parte="racconto"),
    r("admin:thinktown_bando_quesito", CHI_SEGUE, pk="@bozza_bando", voce="idea"),
    r("admin:thinktown_bando_atto", CHI_DECIDE, verbo="proroga", **_INTERNI),
    r("admin:thinktown_bando_termina", CHI_DECIDE, incarico="@incarico", **_INTERNI),
    r("admin:thinktown_bando_versione", CHI_SEGUE, n=1, **_INTERNI),
    r("admin:thinktown_bando_domande", CHI_SEGUE, **_INTERNI),
    r("admin:thinktown_bando_file", "302 302 302 302 404 404 404 404 404 404 302", codice="x", file="x", **_INTERNI),
]
