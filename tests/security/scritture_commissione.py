"""Who may write of a commission: rows of scritture.py. It acts in the body's name: who publishes its calls."""

from talenti.base.clock import oggi
from tests.security.scena_commissione import ANCORA
from tests.security.scrittura import w

PUBBLICANO = ("amministrazione", "superuser")
_VALUTATO = {"pk": "@bando_valutato"}
_ATTO = {
    "numero": "9",
    "motivo": "Serve.",
    "data_giorno": str(oggi().day),
    "data_mese": str(oggi().month),
    "data_anno": str(oggi().year),
}

COMMISSIONE = [
    # The document is the one that she has sent already: of the technical account there is none.
    w(
        "admin:thinktown_bando_cambia_commissione",
        ("amministrazione",),
        _ATTO | {"email": ANCORA, "ruolo": "supplente", "rappresenta": "Ente", "file_gia": "@atto_della_commissione"},
        **_VALUTATO,
    ),
    w(
        "admin:thinktown_bando_nomina",
        ("amministrazione",),
        _ATTO
        | {"file_gia": "@atto_di_nomina", "quante": "3"}
        | {f"email_{n}": f"commissione{n}@example.org" for n in range(3)}
        | {f"ruolo_{n}": "componente" if n else "presidente" for n in range(3)}
        | {f"rappresenta_{n}": "Ente" for n in range(3)},
        pk="@bando_chiuso",
    ),
    w(
        "admin:thinktown_bando_fasi",
        PUBBLICANO,
        {"letto": "@fasi_lette", "dal_da_soli_giorno": "3", "dal_da_soli_mese": "1", "dal_da_soli_ora": "12:00",
         "dal_da_soli_anno": str(oggi().year + 1), "voti_da_soli": "mai", "voti_insieme": "mai",
         "voti_chiusa": "mai"},
        **_VALUTATO,
    ),
    w(
        "admin:thinktown_bando_supplente",
        PUBBLICANO,
        {"supplente": "@supplente"},
        codice="@domanda_in_conflitto",
        commissario="@commissario_in_conflitto",
        **_VALUTATO,
    ),
]  # fmt: skip
