"""The forms of draws, delegations and saved filters, for moduli.py."""

from tests.security.moduli_ufficio_bandi import _giorno
from tests.security.modulo import m

CHIUSO = ("@bando_chiuso",)
_GIORNI = _giorno("dal", 1) | _giorno("al", 1)

CAMPIONI = [
    m("admin:thinktown_bando_estrai", "amministrazione", "percento", "da_dove", "evento", "seme", "letti", arg=CHIUSO,
      percento="10", da_dove="evento", evento="Lotto", seme="12", letti="9"),
    m("admin:thinktown_bando_verifica", "ufficio", "esito", "nota", "letto", arg=(*CHIUSO, 1, "@domanda_estratta"),
      esito="falsa", nota="No."),
    m("admin:thinktown_bando_assenza", "ufficio", "email", "incarico", *_GIORNI, arg=CHIUSO, email="a@example.org",
      **_GIORNI),
    m("admin:thinktown_bando_togli_delega", "ufficio", "next", arg=(*CHIUSO, "@delega")),
    m("admin:thinktown_bando_salva_filtro", "ufficio", "nome", "parametri", arg=CHIUSO, nome="Mio",
      parametri="cosa=da_controllare"),
    m("admin:thinktown_bando_togli_filtro", "ufficio", "next", arg=(*CHIUSO, "@filtro")),
]  # fmt: skip
