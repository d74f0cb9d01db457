"""Who may open the messages on an application: its group, and who works on the call."""

from tests.security.riga import r

_TABELLA = "admin:thinktown_messaggiodomanda"
MESSAGGI = [
    r("thinktown:messaggi", "302 200 404 404 404 404 404 404 404 404 404", codice="@domanda_scritta"),
    r("thinktown:messaggi_letti", "404 302 404 404 404 404 404 404 404 404 404", "post", codice="@domanda_scritta"),
    r(f"{_TABELLA}_conversazione", "302 302 302 302 200 404 404 200 200 404 302", codice="@domanda_scritta"),
    r(f"{_TABELLA}_changelist", "302 302 302 302 200 403 403 200 200 403 302"),
    r(f"{_TABELLA}_add", "302 302 302 302 403 403 403 403 403 403 302"),
    r(f"{_TABELLA}_history", "302 302 302 302 302 404 404 302 302 404 302", object_id="@messaggio"),
    r(f"{_TABELLA}_delete", "302 302 302 302 403 403 403 403 403 403 302", object_id="@messaggio"),
    r(f"{_TABELLA}_change", "302 302 302 302 302 404 404 302 302 404 302", object_id="@messaggio"),
]
