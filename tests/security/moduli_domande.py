"""The forms of applications, for moduli.py: by who writes one."""

from typing import Any

from tests.factories import rete
from tests.factories.thinktown import Ufficio, cominciata, maggiorenne
from tests.security.modulo import m


def _bando(client: Any) -> Any:
    bando = Ufficio(rete.ammesso(nome="Omega", codice_fiscale="90000000646")).pubblicato()
    client.force_login(maggiorenne())
    return (bando.slug,)


def _mia(client: Any) -> Any:
    bando = Ufficio(rete.ammesso(nome="Omega", codice_fiscale="90000000646")).pubblicato()
    persona = maggiorenne()
    client.force_login(persona)
    return cominciata(bando, persona)


def _codice(client: Any) -> Any:
    return (_mia(client).codice,)


def _di(chiave: str) -> Any:
    return lambda client: (_mia(client).codice, chiave)


CHI = {"come": "gruppi|gruppo", "soggetto": "Noi"}

DOMANDE = [
    m("thinktown:comincia", "giovane", "come", "soggetto", "codice_fiscale", pronto=_bando, **CHI),
    m("thinktown:chi", "giovane", "come", "soggetto", "codice_fiscale", pronto=_codice, **CHI),
    m(
        "thinktown:parte",
        "giovane",
        *("v-titolo", "v-tema", "v-idea", "n-titolo", "g-titolo", "tieni-titolo", "c-titolo", "togli", "rimetti"),
        "passo",
        pronto=_di("progetto"),
        **{f"{prima}-{voce}": "0" for voce in ("titolo", "tema", "idea") for prima in "ng"},
    ),
    m(
        "thinktown:parte",
        "giovane",
        *("v-chiesto", "v-spese-0-voce", "v-spese-0-quanto", "n-spese"),
        pronto=_di("soldi"),
        come="soldi",
        **{f"{prima}-{voce}": "0" for voce in ("chiesto", "spese") for prima in "ng"},
    ),
    m("thinktown:voce", "giovane", "v-titolo", "versione", "gettone", pronto=_di("titolo"), versione="0", gettone="x"),
    m("thinktown:voce", "giovane", "v-tema", pronto=_di("tema"), come="scelta", versione="0", gettone="x"),
    m(
        "thinktown:voce",
        "giovane",
        "v-inizio_giorno",
        "v-inizio_anno",
        pronto=_di("inizio"),
        come="data",
        versione="0",
        gettone="x",
    ),
    m("thinktown:voce_file", "giovane", "togli", "rimetti", "file", pronto=_di("altro")),
]
