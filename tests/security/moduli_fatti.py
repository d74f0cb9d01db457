"""The forms on which people and organisations say something of themselves, for moduli.py."""

from typing import Any

from tests.factories import rete
from tests.factories.thinktown import Ufficio, cominciata, entra, maggiorenne
from tests.security.modulo import Modulo, m
from tests.thinktown.fatti_di_prova import tutto


def _mia(client: Any) -> Any:
    """The draft of who speaks for the group, to a call that asks all there is to ask."""
    bando = Ufficio(rete.ammesso(nome="Omega", codice_fiscale="90000000646")).pubblicato(tutto())
    persona = maggiorenne()
    client.force_login(persona)
    return cominciata(bando, persona)


def _codice(client: Any) -> Any:
    return (_mia(client).codice,)


def _da_confermare(client: Any) -> Any:
    domanda, altra = _mia(client), maggiorenne()
    entra(domanda, altra, da=domanda.componenti.get().persona)
    client.force_login(altra)
    return (domanda.codice,)


DI_SE = {"residenza": "fuori", "occupazione": "studia"}
SEDE = ("sede", "giorni", "costituita_il_giorno", "costituita_il_mese", "costituita_il_anno")
CHI = {"come": "associazioni|associazione", "soggetto": "Noi", "codice_fiscale": "99990010193"}

FATTI = [
    m("thinktown:fatti", "giovane", "residenza", "occupazione", "giorni", pronto=_codice, **DI_SE),
    m(
        "thinktown:conferma",
        "giovane",
        *("residenza", "occupazione", "giorni"),
        pronto=_da_confermare,
        come="con i fatti",
        dichiara_senza_impedimenti="on",
        **DI_SE,
    ),
    Modulo("thinktown:chi", "giovane", SEDE, CHI, pronto=_codice, come="con la sede"),
]
