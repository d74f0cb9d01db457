"""Who may declare and sign in a commission: rows of scritture.py. Only who sits in it, each for herself."""

from tests.security.scrittura import w

VALUTAZIONE = [
    w("thinktown:dichiarazioni", ("estraneo",), {"senza_condanne": "on"}, slug="@commissione"),
    w("thinktown:scheda_firma", ("membro",), {"revisione": "1"}, slug="@commissione", codice="@domanda_da_valutare"),
]
