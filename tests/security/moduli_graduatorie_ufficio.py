"""The forms of a ranking in the office, for moduli.py."""

from tests.security.moduli_ufficio_bandi import ATTO, _giorno, _istante
from tests.security.modulo import m

_PUBBLICA, _APPROVA, _CHIAMA = ("@da_pubblicare",), ("@da_approvare",), ("@che_chiama",)
_DI_ATTO = ("numero", "file_gia", "revisione", *_giorno("data"))

GRADUATORIE_UFFICIO = [
    m("admin:thinktown_bando_pubblica_graduatoria", "amministrazione", "letta", *_DI_ATTO, arg=_PUBBLICA, **ATTO),
    m("admin:thinktown_bando_rivede_graduatoria", "amministrazione", "letta", "motivo", *_DI_ATTO, arg=_APPROVA,
      **ATTO),
    m("admin:thinktown_bando_approva_graduatoria", "amministrazione", "letta", *_DI_ATTO, *_istante("entro"),
      arg=_APPROVA, **ATTO),
    m("admin:thinktown_bando_sorteggio", "amministrazione", "evento", *_giorno("data"), arg=_PUBBLICA,
      evento="Lotto", **_giorno("data", 1)),
    m("admin:thinktown_bando_esito_sorteggio", "amministrazione", "esito", arg=_PUBBLICA),
    m("admin:thinktown_bando_osservazione", "amministrazione", "esito", "risposta", arg=(*_APPROVA, "@osservata"),
      esito="respinge", risposta="No."),
    m("admin:thinktown_bando_scorre", "amministrazione", "lette", "motivo", *_DI_ATTO, *_istante("entro"),
      arg=_CHIAMA, **ATTO, **_istante("entro")),
]  # fmt: skip
