"""Who may write of the newsroom: rows of scritture.py. ``estraneo`` coordinates it; Beta approves; Alfa runs it."""

from talenti.base.clock import oggi
from tests.factories.immagini import SempreNuova, jpeg
from tests.security.scena_redazione import MESE
from tests.security.scrittura import w

_COORDINA = ("estraneo",)
_APPROVA = ("altra_amministrazione", "superuser")
# Who coordinates, and whoever works in the office of Alfa or follows the network.
_CURA = ("estraneo", "amministrazione", "coordinamento", "superuser", "ufficio")
_MESE = f"{MESE:%Y-%m}"
_VOCE = {"titolo": "Altro", "tipo": "notizia", "canale": "portale", "revisione": "1", "riguarda": "@voce_riguarda"}
_TUTTI = ("estraneo", "membro", "amministrazione", "altra_amministrazione", "coordinamento", "superuser", "ufficio",
          "revisione", "senza_fattore")  # fmt: skip
_DETTA = {"alt": "Una ruota", "di": "Ada", "licenza": "cc0-1.0", "persone": "con_consenso"}
_FILE = {"file": SempreNuova("a.jpg", jpeg().read())}
_OGGI = {"dato_il_giorno": str(oggi().day), "dato_il_mese": str(oggi().month), "dato_il_anno": str(oggi().year)}
_CONSENSO = {"chi": "Ugo", "come": "A voce."} | _OGGI

REDAZIONE = [
    w("redazione:idee", ("giovane", *_TUTTI), {"testo": "Chi suona in piazza.", "tipo": "storia"}),
    w("redazione:sostieni", _TUTTI, codice="@idea"),
    w("redazione:idea_ritira", ("giovane",), codice="@idea"),
    w("redazione:idea_scarta", _COORDINA, {"motivo": "Non ora."}, codice="@idea"),
    w("redazione:mese", _APPROVA, {"mese": _MESE, "letta": "@piano_letto"}, verbo="approva"),
    w("redazione:rimanda", _APPROVA, {"motivo": "Manca una settimana."}, mese=_MESE),
    w("redazione:nuova_voce", _COORDINA, _VOCE),
    w("redazione:voce_modifica", _COORDINA, _VOCE, codice="@voce"),
    w("redazione:voce_sposta", _COORDINA, {"per": f"{_MESE}-12", "revisione": "1"}, codice="@voce"),
    w("redazione:voce_lascia", _COORDINA, {"motivo": "Non ora."}, codice="@voce"),
    w("redazione:voce_riprendi", _COORDINA, codice="@voce_tolta"),
    w(
        "redazione:voce_commenta",
        ("estraneo", "membro", "amministrazione", "altra_amministrazione", "superuser", "ufficio"),
        {"testo": "Va bene."},
        codice="@voce",
    ),
    w("redazione:voce_collega", _COORDINA, {"q": "Beta", "url": "@indirizzo_di_beta"}, codice="@voce"),
    w("redazione:voce_scollega", _COORDINA, codice="@voce", pk="@legame"),
    w(
        "redazione:calendario",
        ("estraneo", "amministrazione", "altra_amministrazione", "coordinamento", "superuser", "ufficio"),
    ),
    w("redazione:persone", _CURA, {"email": "@da_invitare", "ruolo": "redattore"}),
    w("redazione:ruolo", _CURA, {"ruolo": "revisore"}, codice="@collaborazione"),
    w("redazione:allontana", _CURA, {"motivo": "Ha finito."}, codice="@collaborazione"),
    w("redazione:lascia", _COORDINA, codice="@collaborazione_sua"),
    w("redazione:invito", ("membro",), {"risposta": "entra"}, codice="@invito_in_redazione"),
    w("redazione:immagine_carica", _COORDINA, _DETTA | _FILE),
    w("redazione:immagine", _COORDINA, _DETTA | {"fuoco_x": "1", "fuoco_y": "2"}, codice="@immagine"),
    w("redazione:immagine_consenso", _COORDINA, _CONSENSO, codice="@immagine"),
    w("redazione:immagine_ritira_consenso", _COORDINA, codice="@immagine", pk="@consenso"),
    w("redazione:immagine_togli", _COORDINA, {"motivo": "Doppia."}, codice="@immagine"),
]
