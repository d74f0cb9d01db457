"""Who makes places of applications: rows of scritture.py. Only who publishes the call that collects them."""

from tests.security.scrittura import w

DECIDE = ("amministrazione", "superuser")
RACCOLTA = {"pk": "@raccolta_pk"}

POSTI = [
    w(
        "admin:thinktown_bando_scegli",
        DECIDE,
        {"titolo": "Un titolo", "posti": "1", "motivo": "Li ha scelti la rete."},
        codice="@da_scegliere",
        **RACCOLTA,
    ),
    w(
        "admin:thinktown_bando_posto_verbo",
        DECIDE,
        {"motivo": "Ha chiuso."},
        codice="@posto",
        verbo="ritira",
        **RACCOLTA,
    ),
]
