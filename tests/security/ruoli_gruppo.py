"""Who may open what of applications: rows of the table in ruoli.py, with its roles in its order.

``giovane`` speaks for the group. A draft is of who is in it and of nobody else: not of the office, nor of who runs the
network; and what was sent has its own door in the office.
"""

from tests.security.riga import r

SUA = "302 200 404 404 404 404 404 404 404 404 404"
# On to another page of hers.
VIA = "302 302 404 404 404 404 404 404 404 404 404"
TARDIVA = "@thinktown.richiestatardiva"

GRUPPO = [
    r("thinktown:invito", "302 404 404 404 404 404 404 404 404 404 404", codice="@chiesta_nel_gruppo"),
    r("thinktown:tutore", "410 410 410 410 410 410 410 410 410 410 410", gettone="x"),
    r("thinktown:gruppo", SUA, codice="@domanda"),
    r("thinktown:togli_dal_gruppo", SUA, codice="@domanda", componente="@chiesta_nel_gruppo"),
    r("thinktown:passa", SUA, codice="@domanda", componente="@chiesta_nel_gruppo"),
    r("thinktown:conferma", VIA, codice="@domanda"),
    r("thinktown:invia", SUA, codice="@domanda"),
    r("thinktown:ricevuta", SUA, codice="@domanda_inviata"),
    r("thinktown:ricevuta_pdf", SUA, codice="@domanda_inviata"),
    r("thinktown:ritira", SUA, codice="@domanda_inviata"),
    r("admin:thinktown_richiestatardiva_changelist", "302 302 302 302 200 403 403 200 200 403 302"),
    r("admin:thinktown_richiestatardiva_add", "302 302 302 302 403 403 403 403 403 403 302"),
    r("admin:thinktown_richiestatardiva_history", "302 302 302 302 200 302 302 200 200 302 302", object_id=TARDIVA),
    r("admin:thinktown_richiestatardiva_delete", "302 302 302 302 403 403 403 403 403 403 302", object_id=TARDIVA),
    r("admin:thinktown_richiestatardiva_change", "302 302 302 302 200 403 403 200 200 403 302", object_id=TARDIVA),
]
