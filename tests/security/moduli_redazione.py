"""The forms of the newsroom, for moduli.py: by who proposes, who coordinates, who approves, who is invited."""

from typing import Any

from redazione.models import Idea
from tests.factories.immagini import SempreNuova, jpeg
from tests.security.moduli_articoli import dell_articolo
from tests.security.modulo import m
from tests.security.scena_redazione import MESE

_MESE = f"{MESE:%Y-%m}"
_VOCE = {
    "titolo": "Apre l'hub",
    "nota": "Orari.",
    "tipo": "servizio",
    "canale": "portale",
    "prevista_per_giorno": "12",
    "prevista_per_mese": str(MESE.month),
    "prevista_per_anno": str(MESE.year),
}
_CAMPI = (*_VOCE, "pubblici", "autori", "fotografa", "azione", "riguarda", "revisione")
_DETTA = {"alt": "Una ruota", "di": "Ada", "licenza": "cc0-1.0", "persone": "con_consenso"}
_FILE = SempreNuova("a.jpg", jpeg().read())
_CONSENSO = {"chi": "Ugo", "come": "A voce.", "dato_il_giorno": "1", "dato_il_mese": "1", "dato_il_anno": "2026"}
_FUOCO = {"fuoco_x": "10", "fuoco_y": "90"}
_IMMAGINE = ("@immagine",)
_TOLTE = ("@voce_tolta",)
_SUA = ("@voce",)


def _da_un_idea(client: Any) -> Any:
    """A thing of the plan that an idea begins."""
    return (), {"idea": Idea.objects.order_by("pk").values_list("codice", flat=True)[0]}


def della_redazione(scena: Any, nome: str, chiavi: Any) -> dict[str, Any]:
    """The arguments of an address of the newsroom: an idea, a thing of the plan, somebody who works in it."""
    if not nome.startswith("redazione:"):
        return {}
    pagina = nome.removeprefix("redazione:")
    codici = {"lascia": "collaborazione_sua", "invito": "invito_in_redazione"}
    codici |= dict.fromkeys(("ruolo", "allontana"), "collaborazione")
    codici |= dict.fromkeys(("idea", "sostieni", "idea_ritira", "idea_scarta"), "idea")
    codici |= {nome: "immagine" for nome in (pagina,) if nome.startswith("immagin")}
    valori = {
        "codice": scena.valori[codici.get(pagina, "voce")],
        "verbo": "proponi",
        "mese": _MESE,
        "pk": scena.valori["consenso" if "consenso" in pagina else "legame"],
        "file": "originale.jpg",
        "gettone": scena.valori["calendario_redazione"],
        "nome": "originale.jpg",
        **dell_articolo(scena, pagina),
    }
    return {chiave: valore for chiave, valore in valori.items() if chiave in chiavi}


REDAZIONE = [
    m("redazione:idee", "giovane", "testo", "tipo", testo="Chi suona in piazza.", tipo="storia"),
    m("redazione:sostieni", "membro", "next", arg=("@idea",)),
    m("redazione:idea_ritira", "giovane", "next", arg=("@idea",)),
    m("redazione:idea_scarta", "estraneo", "motivo", arg=("@idea",)),
    m("redazione:mese", "estraneo", "mese", arg=("proponi",), come="proponi"),
    m("redazione:mese", "altra_amministrazione", "mese", "letta", arg=("approva",), come="approva", mese=_MESE),
    m("redazione:rimanda", "altra_amministrazione", "motivo", arg=(_MESE,)),
    m("redazione:nuova_voce", "estraneo", *_CAMPI, **_VOCE),
    m("redazione:nuova_voce", "estraneo", *_CAMPI, pronto=_da_un_idea, come="idea", **_VOCE),
    m("redazione:voce_modifica", "estraneo", *_CAMPI, arg=_SUA, revisione="1", **_VOCE),
    m("redazione:voce_modifica", "estraneo", *_CAMPI, arg=_SUA, come="cambiata", revisione="9" * 30, **_VOCE),
    m(
        "redazione:voce_sposta",
        "estraneo",
        *("per", "revisione", "mese"),
        arg=_SUA,
        per=f"{_MESE}-12",
        revisione="1",
        mese=_MESE,
    ),
    m("redazione:voce_lascia", "estraneo", "motivo", arg=_SUA),
    m("redazione:voce_riprendi", "estraneo", "next", arg=_TOLTE),
    m("redazione:voce_commenta", "membro", "testo", arg=_SUA),
    m("redazione:voce_collega", "estraneo", "q", "url", arg=_SUA, q="Alfa"),
    m("redazione:voce_scollega", "estraneo", "next", arg=(*_SUA, "@legame")),
    m("redazione:calendario", "estraneo", "verbo"),
    m("redazione:calendario", "estraneo", "next", come="togli", verbo="togli"),
    m("redazione:persone", "ufficio", "email", "ruolo", email="nuova@example.org", ruolo="redattore"),
    m("redazione:ruolo", "ufficio", "ruolo", arg=("@collaborazione",)),
    m("redazione:allontana", "ufficio", "motivo", arg=("@collaborazione",)),
    m("redazione:lascia", "estraneo", "next", arg=("@collaborazione_sua",)),
    m("redazione:invito", "membro", "risposta", arg=("@invito_in_redazione",)),
    m("redazione:invito", "membro", "next", arg=("@invito_in_redazione",), come="entra", risposta="entra"),
    m("redazione:immagine_carica", "estraneo", *_DETTA, "didascalia", "file", **_DETTA),
    m("redazione:immagine_carica", "estraneo", *_DETTA, "didascalia", come="file", file=_FILE, **_DETTA),
    m("redazione:immagine", "estraneo", *_DETTA, *_FUOCO, "didascalia", arg=_IMMAGINE, **_DETTA | _FUOCO),
    m("redazione:immagine_consenso", "estraneo", *_CONSENSO, "minore", "tutore", arg=_IMMAGINE, **_CONSENSO),
    m("redazione:immagine_ritira_consenso", "estraneo", "next", arg=(*_IMMAGINE, "@consenso")),
    m("redazione:immagine_togli", "estraneo", "motivo", arg=_IMMAGINE),
]
