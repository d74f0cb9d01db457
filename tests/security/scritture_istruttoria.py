"""Who may decide on applications: rows of scritture.py. Who works on the call; what was told, who answers for it."""

from tests.security.scrittura import w

LAVORA = ("amministrazione", "superuser", "ufficio")
DECIDE = ("amministrazione", "superuser")
LIBERA = {"pk": "@sportello", "codice": "@domanda_libera"}

ISTRUTTORIA = [
    w("admin:thinktown_bando_controlla", LAVORA, {"letto": "1", "esito-termine": "va_bene"}, **LIBERA),
    w("admin:thinktown_bando_decide", LAVORA, {"letto": "1", "esito": "ammissione"}, **LIBERA),
    w("admin:thinktown_bando_chiedi", LAVORA, {"letto": "1", "giorni": "5", "altro-1": "Il verbale."}, **LIBERA),
    w(
        "admin:thinktown_bando_togli_copia",
        LAVORA,
        {"copia": "@copia_ammessa"},
        pk="@sportello",
        codice="@domanda_ammessa",
        file="@file_ammessa",
    ),
    w("admin:thinktown_bando_prende", LAVORA, {"chi": ""}, **LIBERA),
    w(
        "admin:thinktown_bando_ripensa",
        LAVORA,
        {"provvedimento": "@provvedimento"},
        pk="@sportello",
        codice="@domanda_decisa",
    ),
    w("admin:thinktown_bando_ripensa_insieme", LAVORA, pk="@sportello", mazzo="@mazzo"),
    w("admin:thinktown_bando_insieme", LAVORA, {"tutte": "si", "esito": "ammissione"}, pk="@sportello"),
    w("admin:thinktown_bando_riesamina", DECIDE, {"motivo": "Un errore."}, pk="@sportello", codice="@domanda_ammessa"),
]
