"""The forms of what readers point out, for moduli.py: by who reads, and by who answers."""

from typing import Any

from tests.security.modulo import m

_DETTA = {"tipo": "errore", "nome": "Chi Legge", "email": "chi.legge@example.org", "testo": "Non torna la data."}


def della_lettura(scena: Any, nome: str, chiavi: Any) -> dict[str, Any]:
    """The arguments of an address of what anybody reads."""
    pagina = nome.removeprefix("redazione:")
    slug = {"argomento": "argomento", "feed_argomento": "argomento", "feed_partner": "alfa"}.get(pagina, "notizia")
    valori = {"slug": scena.valori[slug]} if nome.startswith("redazione:") else {}
    if pagina == "segnalazione":
        valori["codice"] = scena.valori["segnalazione"]
    return {chiave: valore for chiave, valore in valori.items() if chiave in chiavi}


LETTURA = [
    m("redazione:segnala", "anonimo", *_DETTA, arg=("@notizia",), **_DETTA),
    m(
        "redazione:segnalazione",
        "estraneo",
        "risposta",
        "verbo",
        arg=("@segnalazione",),
        risposta="Sì.",
        verbo="accogli",
    ),
]
