"""The forms of questions, of help and of waiting, for moduli.py."""

from typing import Any

from tests.factories import rete
from tests.factories.dialogo import Sportello, chiarimento, richiesta
from tests.factories.persone import PersonaFactory, con_fattore
from tests.factories.thinktown import Ufficio
from tests.security.modulo import m
from thinktown.enums_dialogo import StatoAiuto, StatoChiarimento


def _sportello() -> Sportello:
    ufficio = Ufficio(rete.ammesso(nome="Omega", codice_fiscale="90000000646"))
    return Sportello(ufficio, rete.ammesso(nome="Psi", codice_fiscale="90000000737"))


def _chiarimento(stato: str) -> Any:
    def pronto(client: Any) -> Any:
        sportello = _sportello()
        client.force_login(con_fattore(sportello.ufficio.scrive))
        return (chiarimento(sportello.ufficio, sportello.bando, stato).pk,)

    return pronto


def _presa(client: Any) -> Any:
    sportello = _sportello()
    client.force_login(con_fattore(sportello.aiuta))
    return (sportello.partner.slug, richiesta(sportello, StatoAiuto.PRESA).codice)


def _mia(client: Any) -> Any:
    sportello, persona = _sportello(), PersonaFactory()
    client.force_login(persona)
    return (sportello.bando.slug, richiesta(sportello, persona=persona).codice)


ASPETTA, USCITO = StatoChiarimento.CHIESTO, StatoChiarimento.PUBBLICATO
DIALOGO = [
    m("thinktown:chiarimenti", "giovane", "testo", "q", arg=("@bando",)),
    m("thinktown:chiarimenti", "anonimo", "testo", arg=("@bando",), come="anonimo"),
    m("thinktown:aiuto", "membro", "testo", "q", arg=("@bando",)),
    m("thinktown:aiuto", "anonimo", "testo", arg=("@bando",), come="anonimo"),
    m("thinktown:ritira_aiuto", "giovane", "next", pronto=_mia),
    m("thinktown:avvisami", "giovane", "bando", "basta", "next"),
    m("thinktown:avvisami", "giovane", "next", "testo", come="nuovi", bando=""),
    m("thinktown:sportello", "ufficio", "q", arg=("@alfa",)),
    m("thinktown:richiesta", "ufficio", "risposta", "verbo", pronto=_presa, verbo="rispondi"),
    m(
        "admin:thinktown_chiarimento_scheda",
        "ufficio",
        "risposta",
        "verbo",
        pronto=_chiarimento(ASPETTA),
        come="rispondi",
        verbo="rispondi",
    ),
    m(
        "admin:thinktown_chiarimento_scheda",
        "ufficio",
        "motivo",
        pronto=_chiarimento(ASPETTA),
        come="respingi",
        verbo="respingi",
    ),
    m(
        "admin:thinktown_chiarimento_scheda",
        "ufficio",
        "risposta",
        pronto=_chiarimento(USCITO),
        come="correggi",
        verbo="correggi",
    ),
]
