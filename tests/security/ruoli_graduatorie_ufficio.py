"""Who may open what of a ranking in the office: rows of the table in ruoli.py. Who follows the call reads where it
stands; who publishes it prepares the ranking."""

from tests.security.riga import r

_CHI_SEGUE = "302 302 302 302 200 404 404 200 200 404 302"
_CHI_DECIDE = "302 302 302 302 200 404 404 200 403 404 302"
_DA_PUBBLICARE, _DA_APPROVARE, _CHIAMA = {"pk": "@da_pubblicare"}, {"pk": "@da_approvare"}, {"pk": "@che_chiama"}
# One still waits for its answer: whoever would approve is led back.
_NON_ANCORA = "302 302 302 302 302 404 404 302 403 404 302"

GRADUATORIE_UFFICIO = [
    r("admin:thinktown_bando_graduatoria", _CHI_SEGUE, **_DA_PUBBLICARE),
    r("admin:thinktown_bando_pubblica_graduatoria", _CHI_DECIDE, **_DA_PUBBLICARE),
    r("admin:thinktown_bando_sorteggio", _CHI_DECIDE, **_DA_PUBBLICARE),
    r("admin:thinktown_bando_esito_sorteggio", _CHI_DECIDE, **_DA_PUBBLICARE),
    r("admin:thinktown_bando_rivede_graduatoria", _CHI_DECIDE, **_DA_APPROVARE),
    r("admin:thinktown_bando_approva_graduatoria", _NON_ANCORA, **_DA_APPROVARE),
    r("admin:thinktown_bando_dati_graduatoria", _CHI_SEGUE, n=1, quali="dati", **_DA_APPROVARE),
    r("admin:thinktown_bando_osservazioni", _CHI_SEGUE, **_DA_APPROVARE),
    r("admin:thinktown_bando_osservazione", _CHI_SEGUE, codice="@osservata", **_DA_APPROVARE),
    r("admin:thinktown_bando_chiamate", _CHI_SEGUE, **_CHIAMA),
    r("admin:thinktown_bando_scorre", _CHI_DECIDE, **_CHIAMA),
]
