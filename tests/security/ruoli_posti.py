"""Who may open what of places: everybody those that are out; in the office, who follows the call and who decides."""

from tests.security.riga import r
from tests.security.ruoli_ufficio_bandi import CHI_DECIDE, CHI_SEGUE

_RACCOLTA = {"pk": "@raccolta_pk"}
_TUTTI = "200 200 200 200 200 200 200 200 200 200 200"

POSTI = [
    r("thinktown:posti", _TUTTI, slug="@bando_con_posti"),
    r("thinktown:posto", _TUTTI, slug="@bando_con_posti", codice="@posto"),
    r("admin:thinktown_bando_posti", CHI_SEGUE, **_RACCOLTA),
    r("admin:thinktown_bando_scegli", CHI_DECIDE, codice="@da_scegliere", **_RACCOLTA),
    r("admin:thinktown_bando_posto", CHI_SEGUE, codice="@posto", **_RACCOLTA),
    r("admin:thinktown_bando_posto_verbo", CHI_DECIDE, codice="@posto", verbo="ritira", **_RACCOLTA),
]
