"""The forms of groups and sendings, for moduli.py: by who speaks for the group, who is in it, who got the mail."""

from typing import Any

from tests.factories.persone import PersonaFactory, TutelaFactory
from tests.factories.thinktown import cominciata, entra, inviata, minorenne, pronta
from tests.security.modulo import m
from thinktown.actions import invita
from thinktown.gettoni import gettone_tutore, link_invito
from thinktown.models import Bando, Componente, Domanda

MIA = ("@domanda",)


def _bando() -> Bando:
    return Bando.objects.aperti().order_by("pk")[0]


def _tutore(_client: Any) -> Any:
    leo = minorenne()
    tutela = TutelaFactory(persona=leo, stato="confermato")
    persona = PersonaFactory()
    domanda = cominciata(_bando(), persona)
    return (gettone_tutore(entra(domanda, leo, da=persona), tutela),)


def _invitata(client: Any) -> Any:
    persona, chi = PersonaFactory(), PersonaFactory()
    componente: Componente = invita(cominciata(_bando(), persona), chi.email, ruolo="legge", da=persona)
    client.force_login(chi)
    return (componente.codice,), {"g": link_invito(componente).partition("g=")[2]}


def _da_confermare(client: Any) -> Any:
    persona, altra = PersonaFactory(), PersonaFactory()
    domanda = cominciata(_bando(), persona)
    entra(domanda, altra, da=persona)
    client.force_login(altra)
    return (domanda.codice,)


def _da_inviare(client: Any) -> Any:
    persona = PersonaFactory()
    domanda: Domanda = pronta(_bando(), persona)
    domanda.dichiarazioni.all().delete()
    client.force_login(persona)
    return (domanda.codice,)


def _da_ritirare(client: Any) -> Any:
    persona = PersonaFactory()
    client.force_login(persona)
    return (inviata(_bando(), persona).codice,)


def della_domanda(scena: Any, nome: str, chiavi: Any) -> dict[str, Any]:
    """The arguments of an address of an application: the draft, or the one that was sent."""
    if not nome.startswith("thinktown:"):
        return {}
    quale = {"invito": "chiesta_nel_gruppo", "ricevuta": "domanda_inviata", "ritira": "domanda_inviata"}
    altra = "domanda_chiesta" if "provvedimento" in chiavi else "domanda"
    codice = scena.valori[quale.get(nome.removeprefix("thinktown:"), altra)]
    return {k: valore for k, valore in {"codice": codice, "chiave": "progetto"}.items() if k in chiavi}


GRUPPO = [
    m("thinktown:gruppo", "giovane", "verbo", "email", "ruolo", arg=MIA, verbo="invita", ruolo="legge", email="e"),
    m("thinktown:gruppo", "giovane", "riceve", "verbo", arg=MIA, come="riceve", verbo="riceve"),
    m("thinktown:gruppo", "giovane", "chi", "verbo", arg=MIA, come="ricorda", verbo="ricorda"),
    m("thinktown:togli_dal_gruppo", "giovane", "next", arg=("@domanda", "@nel_gruppo")),
    m("thinktown:passa", "giovane", "next", arg=("@domanda", "@nel_gruppo")),
    m("thinktown:invito", "giovane", "risposta", pronto=_invitata),
    m("thinktown:tutore", "anonimo", "risposta", pronto=_tutore),
    m(
        "thinktown:conferma",
        "giovane",
        *("letto", "dichiara_senza_impedimenti"),
        pronto=_da_confermare,
        residenza="019098",
    ),
    m("thinktown:invia", "giovane", "gettone", "letto", "dichiara_vero", pronto=_da_inviare),
    m("thinktown:ritira", "giovane", "next", pronto=_da_ritirare),
]
