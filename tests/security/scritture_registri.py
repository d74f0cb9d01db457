"""Who may write in the registers: numbers, whoever works on the call; decisions and grants, who runs it."""

from tests.security.scrittura import w

SEGUONO = ("amministrazione", "superuser", "ufficio")
REGGONO = ("amministrazione", "superuser")
DEL_BANDO = {"pk": "@bando_pk"}
_PAGINA = "admin:thinktown_bando"

REGISTRI = [
    w(
        f"{_PAGINA}_annulla_protocollo",
        SEGUONO,
        {"motivo": "Letto male."},
        codice="@protocollata",
        riga="@riga_protocollo",
        **DEL_BANDO,
    ),
    w(
        f"{_PAGINA}_atto_accesso",
        REGGONO,
        {"oggetto": "Domande", "risposta": "Non si può."},
        codice="@accesso",
        verbo="respingi_accesso",
        **DEL_BANDO,
    ),
    w(f"{_PAGINA}_pubblica_contributi", REGGONO, **DEL_BANDO),
    w(
        f"{_PAGINA}_atto_contributo",
        REGGONO,
        {"motivo": "Hanno rinunciato."},
        codice="@contributo",
        verbo="annulla",
        **DEL_BANDO,
    ),
    w("thinktown:ritira_accesso", ("estraneo",), slug="@bando", codice="@accesso_da_ritirare"),
    w(
        "thinktown:opposizione",
        ("giovane",),
        {"risposta": "non_si_oppone"},
        slug="@bando",
        codice="@controinteressato",
    ),
]
