"""Who may open what of the registers of the office, and of what of them is public: rows of the table in ruoli.py."""

from tests.security.riga import r

_TUTTI = "200 200 200 200 200 200 200 200 200 200 200"
_CON_ACCOUNT = "302 200 200 200 200 200 200 200 200 200 200"
_CHI_SEGUE = "302 302 302 302 200 404 404 200 200 404 302"
_CHI_DECIDE = "302 302 302 302 200 404 404 200 403 404 302"
_BANDO, _INTERNI, _ANNO = {"slug": "@bando"}, {"pk": "@bando_pk"}, {"anno": "@anno"}
_TABELLA, _PAGINA = "admin:thinktown_richiestaaccesso", "admin:thinktown_bando"

REGISTRI = [
    r("thinktown:contributi", _TUTTI, **_BANDO),
    r("thinktown:contributi_csv", _TUTTI, **_BANDO),
    r("thinktown:contributi_json", _TUTTI, **_BANDO),
    r("thinktown:contributi_anno", _TUTTI, **_ANNO),
    r("thinktown:contributi_anno_csv", _TUTTI, **_ANNO),
    r("thinktown:contributi_anno_json", _TUTTI, **_ANNO),
    r("thinktown:accesso", _CON_ACCOUNT, **_BANDO),
    r("thinktown:mio_accesso", "302 404 200 404 404 404 404 404 404 404 404", codice="@accesso", **_BANDO),
    r(
        "thinktown:ritira_accesso",
        "404 404 302 404 404 404 404 404 404 404 404",
        "post",
        codice="@accesso_da_ritirare",
        **_BANDO,
    ),
    r("thinktown:opposizione", "302 200 404 404 404 404 404 404 404 404 404", codice="@controinteressato", **_BANDO),
    r(f"{_PAGINA}_protocollo", _CHI_SEGUE, **_INTERNI),
    r(f"{_PAGINA}_protocolla", _CHI_SEGUE, codice="@domanda_inviata", **_INTERNI),
    r(f"{_PAGINA}_annulla_protocollo", _CHI_SEGUE, codice="@protocollata", riga="@riga_protocollo", **_INTERNI),
    r(f"{_PAGINA}_nuovo_accesso", _CHI_SEGUE, **_INTERNI),
    r(f"{_PAGINA}_accesso", _CHI_SEGUE, codice="@accesso", **_INTERNI),
    r(f"{_PAGINA}_atto_accesso", _CHI_DECIDE, codice="@accesso", verbo="respingi_accesso", **_INTERNI),
    r(f"{_PAGINA}_contributi", _CHI_SEGUE, **_INTERNI),
    r(f"{_PAGINA}_nuovo_contributo", _CHI_DECIDE, **_INTERNI),
    r(f"{_PAGINA}_pubblica_contributi", _CHI_DECIDE, **_INTERNI),
    r(f"{_PAGINA}_contributo", _CHI_SEGUE, codice="@contributo", **_INTERNI),
    r(f"{_PAGINA}_atto_contributo", _CHI_DECIDE, codice="@contributo", verbo="annulla", **_INTERNI),
    r(f"{_TABELLA}_changelist", "302 302 302 302 200 403 403 200 200 403 302"),
    r(f"{_TABELLA}_registro", "302 302 302 302 200 404 404 200 200 404 302", quale="civico"),
    r(f"{_TABELLA}_add", "302 302 302 302 403 403 403 403 403 403 302"),
    r(f"{_TABELLA}_history", "302 302 302 302 302 404 404 302 302 404 302", object_id="@accesso_pk"),
    r(f"{_TABELLA}_delete", "302 302 302 302 403 403 403 403 403 403 302", object_id="@accesso_pk"),
    r(f"{_TABELLA}_change", "302 302 302 302 302 404 404 302 302 404 302", object_id="@accesso_pk"),
]
