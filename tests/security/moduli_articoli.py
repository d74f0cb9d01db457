"""The forms of the writing desk, for moduli.py: by who coordinates, and by whoever holds the link of a fact-check."""

from typing import Any

from tests.security.modulo import m

_BOZZA, _IN_REVISIONE = ("@articolo_bozza",), ("@articolo_in_revisione",)
_TESTO = {"titolo": "Un titolo", "sommario": "In breve.", "testo": "Parole.", "base": "2"}
_CAMPI = (*_TESTO, "html", "copertina", "gettone")
_PERITA = {"nome": "Dott. Perito", "email": "perito@example.org", "domanda": "È giusto?"}
# The pages of an article, by their last word.
_DI_UN_ARTICOLO = (
    "scrivi", "scrivi_salva", "scrivi_pulisci", "unisci", "anteprima", "anteprima_pagina", "storia", "confronto",
    "firma", "firma_prima", "cura", "annota", "nota_sistema", "articolo_rimanda", "chiedi_verifica", "pubblica",
    "programma", "articolo_ritira", "articolo_verbo",
)  # fmt: skip


def dell_articolo(scena: Any, pagina: str) -> dict[str, Any]:
    """The arguments of an address of the desk."""
    if pagina == "verifica":
        return {"gettone": scena.valori["gettone_verifica"]}
    if pagina not in _DI_UN_ARTICOLO:
        return {}
    codici = {"pubblica": "pronto", "programma": "pubblicato", "articolo_ritira": "pubblicato", "unisci": "conteso",
              "firma": "conteso", "firma_prima": "conteso", "nota_sistema": "rimandato"}  # fmt: skip
    codice = scena.valori[f"articolo_{codici.get(pagina, 'bozza')}"]
    n = scena.valori["conteso_mia"] if pagina == "unisci" else 2
    return {"codice": codice, "n": n, "pk": scena.valori["nota"], "verbo": "riprendi",
            "persona": scena.valori["chi_coordina_pk"]}  # fmt: skip


ARTICOLI = [
    m("redazione:argomenti", "estraneo", "nome"),
    m("redazione:argomenti", "estraneo", "togli", come="togli"),
    m("redazione:comincia", "estraneo", "next", arg=("@voce",)),
    m("redazione:scrivi", "estraneo", *_CAMPI, arg=_BOZZA, **_TESTO),
    m("redazione:scrivi_salva", "estraneo", *_CAMPI, arg=_BOZZA, **_TESTO),
    m("redazione:scrivi_salva", "estraneo", "vivo", arg=_BOZZA, come="vivo"),
    m("redazione:scrivi_pulisci", "estraneo", "html", arg=_BOZZA),
    m(
        "redazione:unisci",
        "estraneo",
        *("blocco-0", "campo-titolo", "su"),
        arg=("@articolo_conteso", "@conteso_mia"),
        su="3",
        **{"blocco-0": "mia"},
    ),
    m("redazione:confronto", "estraneo", "next", arg=("@articolo_bozza", 1)),
    m("redazione:firma", "estraneo", "come", arg=("@articolo_conteso",)),
    m("redazione:firma_prima", "estraneo", "next", arg=("@articolo_conteso", "@chi_coordina_pk")),
    m("redazione:cura", "estraneo", "argomenti", "licenza", arg=_BOZZA, licenza="cc0-1.0"),
    m("redazione:annota", "estraneo", "brano", "testo", "letta", arg=_IN_REVISIONE, testo="Quando?", letta="2"),
    m("redazione:nota_sistema", "estraneo", "di_nuovo", arg=("@articolo_rimandato", "@nota")),
    m("redazione:articolo_rimanda", "estraneo", "testo", arg=_IN_REVISIONE),
    m("redazione:chiedi_verifica", "estraneo", *_PERITA, arg=_BOZZA, **_PERITA),
    m("redazione:pubblica", "estraneo", "dal", "al", arg=("@articolo_pronto",)),
    m("redazione:programma", "estraneo", "dal", "al", arg=("@articolo_pubblicato",)),
    m("redazione:articolo_ritira", "estraneo", "motivo", arg=("@articolo_pubblicato",)),
    *(
        m("redazione:articolo_verbo", "estraneo", "letta", arg=(f"@articolo_{dove}", verbo), come=verbo)
        for verbo, dove in (("manda", "bozza"), ("approva", "in_revisione"), ("correggi", "pubblicato"))
    ),
    m("redazione:verifica", "anonimo", "esito", "risposta", arg=("@gettone_verifica",), esito="da_correggere"),
]
