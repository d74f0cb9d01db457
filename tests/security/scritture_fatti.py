"""Who says something of herself, and nobody for her: rows of scritture.py."""

from tests.security.scrittura import w

FATTI = [
    w("thinktown:fatti", ("giovane",), {"residenza": "019098"}, codice="@domanda"),
    w("thinktown:chi", ("giovane",), {"come": "gruppi|gruppo", "soggetto": "Noi"}, codice="@domanda"),
]
