"""Who may write of a ranking in the office: rows of scritture.py. Who publishes the call, and nobody else."""

from talenti.base.clock import oggi
from tests.security.moduli_ufficio_bandi import _istante
from tests.security.scrittura import w

_PUBBLICANO = ("amministrazione", "superuser")
_OGGI = {"data_giorno": str(oggi().day), "data_mese": str(oggi().month), "data_anno": str(oggi().year)}
_DOPO = {"data_giorno": "3", "data_mese": "1", "data_anno": str(oggi().year + 1)}

GRADUATORIE_UFFICIO = [
    # The document is the one that she has sent already: of the technical account there is none.
    w("admin:thinktown_bando_pubblica_graduatoria", ("amministrazione",),
      {"numero": "9", "letta": "@letta", "file_gia": "@atto_da_pubblicare", **_OGGI}, pk="@da_pubblicare"),
    w("admin:thinktown_bando_osservazione", _PUBBLICANO, {"esito": "respinge", "risposta": "No."},
      pk="@da_approvare", codice="@osservata"),
    w("admin:thinktown_bando_scorre", ("amministrazione",),
      {"numero": "9", "motivo": "Si libera.", "lette": "@segue", "file_gia": "@atto_che_chiama", **_OGGI,
       **_istante("entro")}, pk="@che_chiama"),
]  # fmt: skip
