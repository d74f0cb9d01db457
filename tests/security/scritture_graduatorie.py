"""Who may write of what is in a ranking: rows of scritture.py. Who speaks for the group, and nobody else."""

from tests.security.scrittura import w

_LEI = ("giovane",)

GRADUATORIE = [
    w("thinktown:segnala_errore", _LEI, {"testo": "I punti non tornano."}, codice="@in_graduatoria"),
    w("thinktown:accetta_chiamata", _LEI, codice="@chiamata"),
    w("thinktown:rinuncia_chiamata", _LEI, {"perche": "Ci trasferiamo."}, codice="@chiamata"),
]
