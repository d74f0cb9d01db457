"""Who may send an answer to the office: rows of scritture.py. Only who speaks for the group."""

from tests.security.scrittura import w

RICHIESTE = [
    w("thinktown:richiesta_invia", ("giovane",), codice="@domanda_chiesta", provvedimento="@chiesta_dall_ufficio"),
]
