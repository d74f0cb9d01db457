"""Who may open what of the office's decisions: rows of the table in ruoli.py. The call is Alfa's."""

from tests.security.riga import r

_CHI_SEGUE = "302 302 302 302 200 404 404 200 200 404 302"
# Pages that only answer to a press.
_PREME = "302 302 302 302 405 404 404 405 405 404 302"
_DEL_BANDO = {"pk": "@sportello"}
_DI_UNA = {"pk": "@sportello", "codice": "@domanda_libera"}
_DI_UN_FILE = {"pk": "@sportello", "codice": "@domanda_ammessa", "file": "@file_ammessa"}

ISTRUTTORIA = [
    r("admin:thinktown_bando_domanda", _CHI_SEGUE, **_DI_UNA),
    r("admin:thinktown_bando_chiedi", _CHI_SEGUE, **_DI_UNA),
    r("admin:thinktown_bando_riesamina", _CHI_SEGUE, pk="@sportello", codice="@domanda_ammessa"),
    r("admin:thinktown_bando_copia", _CHI_SEGUE, **_DI_UN_FILE),
    r("admin:thinktown_bando_togli_copia", _PREME, **_DI_UN_FILE),
    r("admin:thinktown_bando_controlla", _PREME, **_DI_UNA),
    r("admin:thinktown_bando_decide", _PREME, **_DI_UNA),
    r("admin:thinktown_bando_ripensa", _PREME, **_DI_UNA),
    r("admin:thinktown_bando_prende", _PREME, **_DI_UNA),
    r("admin:thinktown_bando_insieme", _PREME, **_DEL_BANDO),
    r("admin:thinktown_bando_ripensa_insieme", _PREME, mazzo="@mazzo", **_DEL_BANDO),
]
