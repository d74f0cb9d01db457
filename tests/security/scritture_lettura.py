"""Who may write of what is read: anybody points out, who coordinates (``estraneo``) answers."""

from tests.security.scena import RUOLI
from tests.security.scrittura import w

LETTURA = [
    w(
        "redazione:segnala",
        RUOLI,
        {"tipo": "errore", "nome": "Chi", "email": "chi@example.org", "testo": "Non torna."},
        slug="@notizia",
    ),
    w("redazione:segnalazione", ("estraneo",), {"verbo": "accogli", "risposta": "Sì."}, codice="@segnalazione"),
]
