"""The forms of who is in a ranking, for moduli.py."""

from tests.security.modulo import m

GRADUATORIE = [
    m("thinktown:segnala_errore", "giovane", "testo", arg=("@in_graduatoria",)),
    m("thinktown:accetta_chiamata", "giovane", "next", arg=("@chiamata",)),
    m("thinktown:rinuncia_chiamata", "giovane", "perche", arg=("@chiamata",)),
]
