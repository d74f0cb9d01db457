"""Who may write in an application: rows of scritture.py. Only who speaks for the group, whatever runs the network."""

from tests.security.scrittura import w

PARLA = ("giovane",)
SUA = {"codice": "@domanda"}

GRUPPO = [
    w("thinktown:gruppo", PARLA, {"verbo": "invita", "email": "altra@example.org", "ruolo": "legge"}, **SUA),
    w("thinktown:togli_dal_gruppo", PARLA, componente="@chiesta_nel_gruppo", **SUA),
    w("thinktown:ritira", PARLA, codice="@domanda_inviata"),
]
