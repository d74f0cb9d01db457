"""The forms of an answer to the office, for moduli.py: by who speaks for the group."""

from tests.security.modulo import m

UNA = ("@domanda_chiesta", "@chiesta_dall_ufficio")
CHI = "giovane"

RICHIESTE = [
    m(
        "thinktown:richiesta_ufficio",
        CHI,
        *("v-t1", "n-t1", "g-t1", "tieni-t1", "c-t1", "togli", "rimetti", "passo"),
        arg=UNA,
        **{"n-t1": "0", "n-t2": "0"},
    ),
    m("thinktown:richiesta_ufficio", "anonimo", "v-t1", "n-t1", arg=UNA, come="senza accesso"),
    m("thinktown:richiesta_voce", CHI, "v-t1", "versione", "gettone", arg=(*UNA, 1), versione="0"),
    m("thinktown:richiesta_file", CHI, "togli", "rimetti", "file", arg=(*UNA, 2)),
    m("thinktown:richiesta_letta", CHI, "next", arg=UNA),
    m("thinktown:richiesta_invia", CHI, "letto", arg=UNA),
]
