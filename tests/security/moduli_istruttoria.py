"""The forms by which the office decides, for moduli.py."""

from tests.security.modulo import m

LIBERA = ("@sportello", "@domanda_libera")
DI_UN_FILE = ("@sportello", "@domanda_ammessa", "@file_ammessa")
_CONTROLLI = ("termine", "req:eta", "dichiarazioni")

ISTRUTTORIA = [
    m(
        "admin:thinktown_bando_controlla",
        "ufficio",
        "letto",
        *(f"{che}-{uno}" for uno in _CONTROLLI for che in ("esito", "nota")),
        arg=LIBERA,
        letto="1",
        **{f"esito-{uno}": "va_bene" for uno in _CONTROLLI},
    ),
    m("admin:thinktown_bando_decide", "ufficio", "letto", "esito", "motivo", arg=LIBERA, letto="1", esito="ammissione"),
    m(
        "admin:thinktown_bando_chiedi",
        "ufficio",
        "letto",
        "giorni",
        "motivo",
        "voce-inizio",
        "altro-1",
        arg=LIBERA,
        letto="1",
        giorni="5",
    ),
    m("admin:thinktown_bando_copia", "ufficio", "file", arg=DI_UN_FILE),
    m("admin:thinktown_bando_togli_copia", "ufficio", "copia", arg=DI_UN_FILE),
    m("admin:thinktown_bando_prende", "ufficio", "chi", arg=LIBERA),
    m("admin:thinktown_bando_ripensa", "ufficio", "provvedimento", arg=("@sportello", "@domanda_decisa")),
    m("admin:thinktown_bando_insieme", "ufficio", "quali", "esito", "motivo", "tutte", arg=("@sportello",)),
    m("admin:thinktown_bando_ripensa_insieme", "ufficio", "next", arg=("@sportello", "@mazzo")),
    m("admin:thinktown_bando_riesamina", "amministrazione", "motivo", arg=("@sportello", "@domanda_ammessa")),
]
