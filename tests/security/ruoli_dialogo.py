"""Who may open what of questions on a call, of help and of waiting: rows of the table in ruoli.py."""

from tests.security.riga import r

_CHI = "@chiarimento"
DIALOGO = [
    r("thinktown:chiarimenti", "200 200 200 200 200 200 200 200 200 200 200", slug="@bando"),
    r("thinktown:feed_chiarimenti", "200 200 200 200 200 200 200 200 200 200 200", slug="@bando"),
    r("thinktown:aiuto", "200 200 200 200 200 200 200 200 200 200 200", slug="@bando"),
    r("thinktown:avvisami", "302 200 200 200 200 200 200 200 200 200 200"),
    # Who helps at Alfa reads it, and does not take it back: that is of who asked.
    r(
        "thinktown:ritira_aiuto",
        "404 302 404 404 403 404 404 403 403 404 403",
        "post",
        slug="@bando",
        codice="@richiesta_ritirabile",
    ),
    r("thinktown:sportello", "302 403 403 403 200 403 403 200 200 403 302", slug="@alfa"),
    r("thinktown:richiesta", "302 403 403 403 200 403 403 200 200 403 302", slug="@alfa", codice="@richiesta"),
    r("admin:thinktown_chiarimento_scheda", "302 302 302 302 200 404 404 200 200 404 302", pk=_CHI),
    r("admin:thinktown_chiarimento_changelist", "302 302 302 302 200 403 403 200 200 403 302"),
    r("admin:thinktown_chiarimento_add", "302 302 302 302 403 403 403 403 403 403 302"),
    r("admin:thinktown_chiarimento_history", "302 302 302 302 200 302 302 200 200 302 302", object_id=_CHI),
    r("admin:thinktown_chiarimento_delete", "302 302 302 302 403 403 403 403 403 403 302", object_id=_CHI),
    r("admin:thinktown_chiarimento_change", "302 302 302 302 200 403 403 200 200 403 302", object_id=_CHI),
]
