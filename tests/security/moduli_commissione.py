"""The forms of a commission in the office, for moduli.py."""

from tests.security.moduli_ufficio_bandi import ATTO, _giorno, _istante
from tests.security.modulo import m

VALUTATO = ("@bando_valutato",)
_DI_ATTO = ("numero", "file_gia", "revisione", *_giorno("data"))
_DI_FASE = tuple(
    nome
    for fase in ("da_soli", "insieme", "chiusa")
    for nome in (*_istante(f"dal_{fase}"), f"nomi_{fase}", f"voti_{fase}")
)

COMMISSIONE = [
    m("admin:thinktown_bando_nomina", "amministrazione", "quante", "aggiungi", "email_0", "ruolo_0", "rappresenta_0",
      *_DI_ATTO, arg=("@bando_chiuso",), quante="3", email_0="a@example.org", ruolo_0="presidente",
      rappresenta_0="Ente", **ATTO),
    m("admin:thinktown_bando_cambia_commissione", "amministrazione", "esce", "email", "ruolo", "rappresenta", "motivo",
      *_DI_ATTO, arg=VALUTATO, email="a@example.org", ruolo="supplente", rappresenta="Ente", **ATTO),
    m("admin:thinktown_bando_fasi", "amministrazione", "letto", *_DI_FASE, arg=VALUTATO, **_istante("dal_da_soli"),
      voti_da_soli="mai"),
    m("admin:thinktown_bando_supplente", "amministrazione", "supplente",
      arg=(*VALUTATO, "@domanda_in_conflitto", "@commissario_in_conflitto")),
]  # fmt: skip
