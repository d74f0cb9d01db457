"""Who may write of draws and delegations: rows of scritture.py. A draw binds: who answers for the call. What was found:
who follows it, and who stands in for an officer. One's own absence: who is named."""

from talenti.base.clock import oggi
from tests.security.scena_campioni import DELEGATA
from tests.security.scrittura import w

SEGUONO = ("amministrazione", "superuser", "ufficio")
CHIUSO = {"pk": "@bando_chiuso"}
_ANNO = {"dal_giorno": "3", "dal_mese": "1", "al_giorno": "4", "al_mese": "1"} | {
    f"{nome}_anno": str(oggi().year + 1) for nome in ("dal", "al")
}

CAMPIONI = [
    w(
        "admin:thinktown_bando_estrai",
        ("amministrazione", "superuser"),
        {"percento": "10", "da_dove": "portale", "letti": "1"},
        **CHIUSO,
    ),
    w(
        "admin:thinktown_bando_verifica",
        SEGUONO,
        {"esito": "confermata", "letto": ""},
        n="1",
        codice="@domanda_estratta",
        **CHIUSO,
    ),
    w(
        "admin:thinktown_bando_assenza",
        ("ufficio",),
        {"email": DELEGATA} | _ANNO,
        **CHIUSO,
    ),
    w("admin:thinktown_bando_togli_delega", SEGUONO, delega="@delega", **CHIUSO),
]
