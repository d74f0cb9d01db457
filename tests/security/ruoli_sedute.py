"""Who may open what of the sittings of a commission: rows of the table in ruoli.py. ``membro`` presides over it,
``estraneo`` sits in it; nobody else knows that there are any."""

from tests.security.riga import r

_CHI_SIEDE = "302 404 200 200 404 404 404 404 404 404 404"
_CHI_PRESIEDE = "302 404 404 200 404 404 404 404 404 404 404"
_FATTO = "302 404 404 302 404 404 404 404 404 404 404"
_NESSUNO = "302 404 404 404 404 404 404 404 404 404 404"
_QUI = {"slug": "@commissione"}
_SEDUTA = {"slug": "@commissione", "n": 2}
_DA_VENIRE = {"slug": "@commissione", "n": 3}
_CHIUSA = {"slug": "@commissione", "n": 1}

SEDUTE = [
    r("thinktown:presidenza", _CHI_PRESIEDE, **_QUI),
    r("thinktown:ricorda_commissari", _FATTO, "post", **_QUI),
    r("thinktown:sedute", _CHI_SIEDE, **_QUI),
    r("thinktown:convoca_seduta", _CHI_PRESIEDE, **_QUI),
    r("thinktown:seduta", _CHI_SIEDE, **_SEDUTA),
    r("thinktown:seduta_ics", _CHI_SIEDE, **_SEDUTA),
    r("thinktown:sposta_seduta", _CHI_PRESIEDE, **_DA_VENIRE),
    r("thinktown:annulla_seduta", _CHI_PRESIEDE, **_DA_VENIRE),
    r("thinktown:apri_seduta", _FATTO, "post", **_DA_VENIRE),
    r("thinktown:chiudi_seduta", _FATTO, "post", **_SEDUTA),
    r("thinktown:ordine_seduta", _CHI_PRESIEDE, **_SEDUTA),
    r("thinktown:presenze_seduta", _CHI_PRESIEDE, **_SEDUTA),
    r("thinktown:punto_seduta", _CHI_PRESIEDE, punto=1, **_SEDUTA),
    # ``estraneo`` has still to declare: of no application may she hear.
    r("thinktown:domanda_seduta", _CHI_PRESIEDE, codice="@domanda_da_valutare", **_SEDUTA),
    r("thinktown:verbale", _CHI_SIEDE, **_CHIUSA),
    r("thinktown:proponi_verbale", "302 404 404 302 404 404 404 404 404 404 404", "post", **_CHIUSA),
    r("thinktown:rimanda_verbale", _CHI_PRESIEDE, **_CHIUSA),
    r("thinktown:firma_verbale", _FATTO, "post", **_CHIUSA),
    r("thinktown:verbale_pdf", _NESSUNO, **_CHIUSA),
    r("admin:thinktown_bando_convoca_prima", "302 302 302 302 200 404 404 200 403 404 302", pk="@bando_valutato"),
    r("admin:thinktown_bando_verbale", "302 302 302 302 404 404 404 404 404 404 302", pk="@bando_valutato", n=1),
]
