"""Who may open what of the writing desk: rows of the table in ruoli.py, with its roles in its order.

Whoever sees the newsroom reads its drafts; ``estraneo`` coordinates it, and she alone acts. ``membro`` speaks for Alfa,
of which the articles tell: she has no part in the newsroom, and finds none of them.
"""

from tests.security.riga import r

_LEGGE = "302 404 200 404 200 200 200 200 200 404 302"
_COORDINA = "302 404 200 404 403 403 403 403 403 404 302"
_PREME = "302 404 302 404 403 403 403 403 403 404 302"
_NOTA = {"testo": "Quando?", "letta": "2"}

ARTICOLI = [
    # Who has no part in it finds the list empty.
    r("redazione:articoli", "302 200 200 200 200 200 200 200 200 200 302"),
    r("redazione:argomenti", _LEGGE),
    r("redazione:comincia", "302 404 302 403 403 403 403 403 403 404 302", "post", codice="@voce"),
    r("redazione:scrivi", _LEGGE, codice="@articolo_bozza"),
    r("redazione:scrivi_salva", "401 404 200 404 403 403 403 403 403 404 401", "post", {"vivo": "1"},
      codice="@articolo_bozza"),
    r("redazione:scrivi_pulisci", _COORDINA, "post", {"html": "<p>Ciao</p>"}, codice="@articolo_bozza"),
    r("redazione:unisci", _COORDINA, codice="@articolo_conteso", n="@conteso_mia"),
    r("redazione:anteprima", _LEGGE, codice="@articolo_bozza"),
    r("redazione:anteprima_pagina", _LEGGE, codice="@articolo_bozza"),
    r("redazione:storia", _LEGGE, codice="@articolo_bozza"),
    r("redazione:confronto", _LEGGE, codice="@articolo_bozza", n=2),
    r("redazione:firma", _COORDINA, codice="@articolo_conteso"),
    r("redazione:firma_prima", _PREME, "post", codice="@articolo_conteso", persona="@chi_coordina_pk"),
    r("redazione:cura", _COORDINA, codice="@articolo_bozza"),
    r("redazione:annota", _PREME, "post", _NOTA, codice="@articolo_in_revisione"),
    r("redazione:nota_sistema", _PREME, "post", codice="@articolo_rimandato", pk="@nota"),
    r("redazione:articolo_rimanda", _PREME, "post", {"testo": "Manca."}, codice="@articolo_in_revisione"),
    r("redazione:chiedi_verifica", _COORDINA, codice="@articolo_bozza"),
    r("redazione:pubblica", _COORDINA, codice="@articolo_pronto"),
    r("redazione:programma", _COORDINA, codice="@articolo_pubblicato"),
    r("redazione:articolo_ritira", _COORDINA, codice="@articolo_pubblicato"),
    r("redazione:articolo_verbo", _PREME, "post", codice="@articolo_pronto", verbo="riprendi"),
    # The address is the key.
    r("redazione:verifica", "200 200 200 200 200 200 200 200 200 200 200", gettone="@gettone_verifica"),
]  # fmt: skip
