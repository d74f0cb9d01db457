"""The forms of the log of interruptions, for moduli.py."""

from talenti.portale.models import Interruzione
from tests.security.modulo import m

QUANDO = {"dal_0": "2026-01-07", "dal_1": "11:50", "al_0": "2026-01-07", "al_1": "12:10"}
INTERRUZIONI = [
    m(
        "admin:portale_interruzione_segnala",
        "coordinamento",
        "causa",
        *QUANDO,
        causa="La rete era ferma.",
        **QUANDO,
    ),
    m("admin:portale_interruzione_atto", "coordinamento", "causa", arg=(Interruzione, "spiega"), come="spiega"),
    m("admin:portale_interruzione_atto", "coordinamento", "motivo", arg=(Interruzione, "ritira"), come="ritira"),
    m("admin:portale_interruzione_scheda", "coordinamento", "q", arg=(Interruzione,)),
]
