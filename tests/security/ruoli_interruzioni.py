"""Who may open what of the log of interruptions: rows of the table in ruoli.py."""

from tests.security.riga import r

_INTERRUZIONE = "@portale.interruzione"
INTERRUZIONI = [
    # Whoever works on a call reads it, the lead writes it.
    r("admin:portale_interruzione_changelist", "302 302 302 302 200 403 200 200 200 200 302"),
    r("admin:portale_interruzione_add", "302 302 302 302 403 403 403 403 403 403 302"),
    r("admin:portale_interruzione_history", "302 302 302 302 200 302 200 200 200 200 302", object_id=_INTERRUZIONE),
    r("admin:portale_interruzione_delete", "302 302 302 302 403 403 403 403 403 403 302", object_id=_INTERRUZIONE),
    r("admin:portale_interruzione_change", "302 302 302 302 200 403 200 200 200 200 302", object_id=_INTERRUZIONE),
    r("admin:portale_interruzione_segnala", "302 302 302 302 403 403 200 200 403 403 302"),
    r("admin:portale_interruzione_csv", "302 302 302 302 200 403 200 200 200 200 302"),
    r("admin:portale_interruzione_scheda", "302 302 302 302 200 404 200 200 200 200 302", pk=_INTERRUZIONE),
    r(
        "admin:portale_interruzione_atto",
        "302 302 302 302 403 404 200 200 403 403 302",
        pk=_INTERRUZIONE,
        verbo="spiega",
    ),
]
