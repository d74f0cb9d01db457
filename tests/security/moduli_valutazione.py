"""The forms of a member of a commission, for moduli.py."""

from tests.security.modulo import m

QUI = ("@commissione",)
UNA = ("@commissione", "@domanda_da_valutare")

VALUTAZIONE = [
    m("thinktown:dichiarazioni", "estraneo", "senza_condanne", arg=QUI),
    m("thinktown:scheda_valutazione", "membro", "revisione", "note", "passo", arg=UNA, revisione="0"),
    m("thinktown:scheda_voto", "membro", "criterio", "revisione", "note", arg=UNA, revisione="0"),
    m("thinktown:scheda_firma", "membro", "revisione", arg=UNA),
    m("thinktown:scheda_riprendi", "membro", "motivo", arg=UNA),
]
