"""Who may write of the sittings of a commission: rows of scritture.py. Who conducts it; the first time, the office."""

from talenti.base.clock import oggi
from tests.security.scrittura import w

_SUO = ("membro",)
_SEDUTA = {"slug": "@commissione", "n": "2"}
_DA_VENIRE = {"slug": "@commissione", "n": "3"}
_CHIUSA = {"slug": "@commissione", "n": "1"}
_QUANDO = {"quando_giorno": "3", "quando_mese": "1", "quando_ora": "10:00", "quando_anno": str(oggi().year + 1),
           "durata": "60", "dove": "Sala Rossa"}  # fmt: skip

SEDUTE = [
    w("thinktown:ricorda_commissari", _SUO, slug="@commissione"),
    w("thinktown:convoca_seduta", _SUO, _QUANDO, slug="@commissione"),
    w("thinktown:sposta_seduta", _SUO, _QUANDO | {"motivo": "Serve."}, **_DA_VENIRE),
    w("thinktown:annulla_seduta", _SUO, {"motivo": "Serve."}, **_DA_VENIRE),
    w("thinktown:chiudi_seduta", _SUO, **_SEDUTA),
    w("thinktown:ordine_seduta", _SUO, {"punti": "Altro"}, **_SEDUTA),
    w("thinktown:verbale", _SUO, {"revisione": "0", "testo": "Altro."}, **_CHIUSA),
    w("thinktown:proponi_verbale", _SUO, {"revisione": "0"}, **_CHIUSA),
    w("admin:thinktown_bando_convoca_prima", ("amministrazione", "superuser"), _QUANDO, pk="@bando_valutato"),
]
