"""Who may open what of the newsroom: rows of the table in ruoli.py, with its roles in its order.

Alfa runs it: its office looks after the people. Beta approves the plan: who administers it does. ``estraneo``
coordinates, and nobody else does, the technical account neither. ``membro`` speaks for Alfa, which one thing of the
plan concerns, and has been invited; ``giovane`` has proposed an idea.
"""

from tests.security.riga import r
from tests.security.scena_redazione import MESE

_MESE = f"{MESE:%Y-%m}"

REDAZIONE = [
    # 302 is the way to the ideas, for who has no part in it.
    r("redazione:scrivania", "302 302 200 302 200 200 200 200 200 302 302"),
    r("redazione:idee", "302 200 200 200 200 200 200 200 200 200 200"),
    r("redazione:idea", "302 200 200 200 200 200 200 200 200 200 200", codice="@idea"),
    r("redazione:sostieni", "302 403 302 302 302 302 302 302 302 302 302", "post", codice="@idea"),
    r("redazione:idea_ritira", "302 200 403 403 403 403 403 403 403 403 403", codice="@idea"),
    r("redazione:idea_scarta", "302 403 200 403 403 403 403 403 403 403 403", codice="@idea"),
    r("redazione:piano", "302 404 200 404 200 200 200 200 200 404 302"),
    r(
        "redazione:mese",
        "302 404 403 404 403 302 403 302 403 404 302",
        "post",
        {"mese": _MESE, "letta": "altro"},
        verbo="approva",
    ),
    r("redazione:rimanda", "302 404 403 404 403 200 403 200 403 404 302", mese=_MESE),
    r("redazione:copertura", "302 404 200 404 200 200 200 200 200 404 302"),
    r("redazione:nuova_voce", "302 404 200 404 403 403 403 403 403 404 302"),
    r("redazione:voce", "302 404 200 200 200 200 200 200 200 404 302", codice="@voce"),
    r("redazione:voce_modifica", "302 404 200 403 403 403 403 403 403 404 302", codice="@voce"),
    r("redazione:voce_sposta", "302 404 302 403 403 403 403 403 403 404 302", "post", codice="@voce"),
    r("redazione:voce_lascia", "302 404 200 403 403 403 403 403 403 404 302", codice="@voce"),
    r("redazione:voce_riprendi", "302 404 302 404 403 403 403 403 403 404 302", "post", codice="@voce_tolta"),
    r(
        "redazione:voce_commenta",
        "302 404 302 302 302 302 403 302 302 404 302",
        "post",
        {"testo": "Va bene così."},
        codice="@voce",
    ),
    r("redazione:voce_collega", "302 404 200 403 403 403 403 403 403 404 302", codice="@voce"),
    r("redazione:voce_scollega", "302 404 302 403 403 403 403 403 403 404 302", "post", codice="@voce", pk="@legame"),
    r("redazione:calendario", "302 404 200 404 200 200 200 200 200 404 302"),
    # The address is the key.
    r(
        "redazione:calendario_ics",
        "200 200 200 200 200 200 200 200 200 200 200",
        gettone="@calendario_redazione",
    ),
    r("redazione:persone", "302 404 200 404 200 200 200 200 200 404 302"),
    r(
        "redazione:ruolo",
        "302 404 302 404 302 403 302 302 302 404 302",
        "post",
        {"ruolo": "revisore"},
        codice="@collaborazione",
    ),
    r("redazione:allontana", "302 404 200 404 200 403 200 200 200 404 302", codice="@collaborazione"),
    r("redazione:lascia", "302 404 200 404 404 404 404 404 404 404 404", codice="@collaborazione_sua"),
    r("redazione:invito", "302 404 404 200 404 404 404 404 404 404 404", codice="@invito_in_redazione"),
    # Pictures: the office looks, who works in the newsroom adds, who uploaded one or coordinates looks after it.
    r("redazione:immagini", "302 404 200 404 200 200 200 200 200 404 302"),
    r("redazione:immagine_carica", "302 404 200 404 403 403 403 403 403 404 302"),
    r("redazione:immagine", "302 404 200 404 200 200 200 200 200 404 302", codice="@immagine"),
    r(
        "redazione:immagine_consenso",
        "302 404 422 404 403 403 403 403 403 404 302",
        "post",
        {"chi": ""},
        codice="@immagine",
    ),
    r(
        "redazione:immagine_ritira_consenso",
        "302 404 200 404 403 403 403 403 403 404 302",
        codice="@immagine",
        pk="@consenso",
    ),
    r("redazione:immagine_togli", "302 404 200 404 403 403 403 403 403 404 302", codice="@immagine"),
    r(
        "redazione:immagine_file",
        "404 404 200 404 200 200 200 200 200 404 404",
        codice="@immagine",
        file="originale.jpg",
    ),
]
