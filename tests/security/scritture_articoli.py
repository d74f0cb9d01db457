"""Who may write of articles: rows of scritture.py. ``estraneo`` coordinates the newsroom; the others only read."""

from tests.security.scena import RUOLI
from tests.security.scrittura import w

_COORDINA = ("estraneo",)
_TESTO = {"titolo": "Altro titolo", "sommario": "", "testo": "Altre parole.", "base": "2"}
_PERITA = {"nome": "Dott. Perito", "email": "perito@example.org", "domanda": "È giusto?"}

ARTICOLI = [
    w("redazione:argomenti", _COORDINA, {"nome": "Musica"}),
    w("redazione:argomenti", _COORDINA, {"togli": "lavoro"}),
    w("redazione:comincia", _COORDINA, codice="@voce"),
    w("redazione:scrivi", _COORDINA, _TESTO, codice="@articolo_bozza"),
    w("redazione:scrivi_salva", _COORDINA, _TESTO, codice="@articolo_bozza"),
    w("redazione:scrivi_salva", _COORDINA, {"vivo": "1"}, codice="@articolo_bozza"),
    w("redazione:scrivi_pulisci", (), {"html": "<p>Ciao</p>"}, codice="@articolo_bozza"),
    w(
        "redazione:unisci",
        _COORDINA,
        {"su": "@conteso_su", "blocco-0": "mia", "blocco-1": "entrambe", "campo-titolo": "sua"},
        codice="@articolo_conteso",
        n="@conteso_mia",
    ),
    w("redazione:confronto", _COORDINA, codice="@articolo_bozza", n="1"),
    w("redazione:firma", _COORDINA, {"come": "@firma_di_chi_coordina"}, codice="@articolo_conteso"),
    w("redazione:firma_prima", _COORDINA, codice="@articolo_conteso", persona="@chi_coordina_pk"),
    w("redazione:cura", _COORDINA, {"licenza": "cc0-1.0"}, codice="@articolo_bozza"),
    w("redazione:annota", _COORDINA, {"testo": "Quando?", "letta": "2"}, codice="@articolo_in_revisione"),
    w("redazione:nota_sistema", _COORDINA, codice="@articolo_rimandato", pk="@nota"),
    w("redazione:articolo_rimanda", _COORDINA, {"testo": "Manca."}, codice="@articolo_in_revisione"),
    w("redazione:chiedi_verifica", _COORDINA, _PERITA, codice="@articolo_bozza"),
    w("redazione:pubblica", _COORDINA, codice="@articolo_pronto"),
    w("redazione:programma", _COORDINA, codice="@articolo_pubblicato"),
    w("redazione:articolo_ritira", _COORDINA, {"motivo": "Ce lo chiedono."}, codice="@articolo_pubblicato"),
    w("redazione:articolo_verbo", _COORDINA, {"letta": "2"}, codice="@articolo_bozza", verbo="manda"),
    w("redazione:articolo_verbo", _COORDINA, codice="@articolo_pronto", verbo="riprendi"),
    w("redazione:articolo_verbo", _COORDINA, codice="@articolo_in_revisione", verbo="prendi"),
    w("redazione:articolo_verbo", _COORDINA, codice="@articolo_in_revisione", verbo="lascia"),
    w("redazione:articolo_verbo", _COORDINA, {"letta": "2"}, codice="@articolo_in_revisione", verbo="approva"),
    w("redazione:articolo_verbo", _COORDINA, codice="@articolo_pubblicato", verbo="correggi"),
    # Whoever holds the link, once.
    w("redazione:verifica", RUOLI, {"esito": "giusto"}, gettone="@gettone_verifica"),
]
