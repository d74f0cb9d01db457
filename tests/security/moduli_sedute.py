"""The forms of the sittings of a commission, for moduli.py."""

from talenti.base.clock import oggi
from tests.security.moduli_ufficio_bandi import _istante
from tests.security.modulo import m

SEDUTA = ("@commissione", 2)
DA_VENIRE = ("@commissione", 3)
CHIUSA = ("@commissione", 1)
_QUANDO = {"quando_giorno": "3", "quando_mese": "1", "quando_ora": "10:00", "quando_anno": str(oggi().year + 1)}
_CAMPI = ("durata", "dove", "collegamento", *_istante("quando"))

SEDUTE = [
    m("thinktown:ricorda_commissari", "membro", arg=("@commissione",)),
    m("thinktown:convoca_seduta", "membro", *_CAMPI, "punti", arg=("@commissione",), durata="60", dove="Sala",
      **_QUANDO),
    m("thinktown:sposta_seduta", "membro", *_CAMPI, "motivo", arg=DA_VENIRE, durata="60", dove="Sala", motivo="Sì.",
      **_QUANDO),
    m("thinktown:annulla_seduta", "membro", "motivo", arg=DA_VENIRE),
    m("thinktown:apri_seduta", "membro", arg=DA_VENIRE),
    m("thinktown:chiudi_seduta", "membro", arg=SEDUTA),
    m("thinktown:ordine_seduta", "membro", "punti", arg=SEDUTA),
    m("thinktown:presenze_seduta", "membro", arg=SEDUTA),
    m("thinktown:punto_seduta", "membro", "deciso", arg=(*SEDUTA, 1)),
    m("thinktown:domanda_seduta", "membro", "passo", "testo", arg=(*SEDUTA, "@domanda_da_valutare")),
    m("thinktown:verbale", "membro", "revisione", "testo", arg=CHIUSA, revisione="0"),
    m("thinktown:proponi_verbale", "membro", "revisione", arg=CHIUSA),
    m("thinktown:rimanda_verbale", "membro", "motivo", arg=CHIUSA),
    m("thinktown:firma_verbale", "membro", "impronta", arg=CHIUSA),
    m("admin:thinktown_bando_convoca_prima", "amministrazione", *_CAMPI, arg=("@bando_valutato",), durata="60",
      dove="Sala", **_QUANDO),
]  # fmt: skip
