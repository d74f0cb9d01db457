"""Who may open what of rankings: rows of the table in ruoli.py. The page is of everybody, one's own sheet of its group;
``giovane`` speaks for one group in each of the two calls."""

from tests.security.riga import r

_TUTTI = "200 200 200 200 200 200 200 200 200 200 200"
_SUA = "302 200 404 404 404 404 404 404 404 404 404"
_BANDO, _IN_GARA, _CHIAMATA = {"slug": "@bando_uscita"}, {"codice": "@in_graduatoria"}, {"codice": "@chiamata"}

GRADUATORIE = [
    r("thinktown:graduatoria", _TUTTI, **_BANDO),
    r("thinktown:graduatoria_csv", _TUTTI, **_BANDO),
    r("thinktown:graduatoria_json", _TUTTI, **_BANDO),
    r("thinktown:mia_graduatoria", _SUA, **_IN_GARA),
    r("thinktown:segnala_errore", _SUA, **_IN_GARA),
    r("thinktown:accetta_chiamata", _SUA, **_CHIAMATA),
    r("thinktown:rinuncia_chiamata", _SUA, **_CHIAMATA),
]
