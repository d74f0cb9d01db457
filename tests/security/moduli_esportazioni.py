"""The forms with which applications are taken away, for moduli.py."""

from tests.security.modulo import m

ESPORTAZIONI = [
    m("admin:thinktown_bando_esporta", "ufficio", "formato", arg=("@bando_pk",)),
    m("admin:thinktown_bando_fascicolo", "ufficio", "formato", arg=("@bando_pk", "@domanda_inviata")),
]
