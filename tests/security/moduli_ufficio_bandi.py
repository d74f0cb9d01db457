"""The forms of the office's pages of calls, for moduli.py."""

from typing import Any

from talenti.base.clock import oggi
from tests.security.modulo import m

USCITO, BOZZA = ("@bando_pk",), ("@bozza_bando",)


def _giorno(nome: str, anni: int = 0) -> dict[str, str]:
    giorno = oggi()
    return {f"{nome}_giorno": "3", f"{nome}_mese": "1", f"{nome}_anno": str(giorno.year + anni)}


def _istante(nome: str) -> dict[str, str]:
    return _giorno(nome, 1) | {f"{nome}_ora": "12:00"}


ATTO = {"numero": "7", "motivo": "Serve più tempo.", "file_gia": "", "revisione": "1", **_giorno("data")}
_DI_ATTO = ("numero", "motivo", "file_gia", "revisione", *_giorno("data"))


def _parte(parte: str, *campi: str, **altri: str) -> Any:
    return m("admin:thinktown_bando_parte", "ufficio", "letta", "fai", *campi, arg=(*BOZZA, parte), come=parte, **altri)


def _riga(nome: str, *campi: str) -> tuple[str, ...]:
    return (f"{nome}-quante", f"{nome}-0-chiave", *(f"{nome}-0-{campo}" for campo in campi))


def _atto(verbo: str, *campi: str, arg: Any = USCITO, **altri: str) -> Any:
    return m("admin:thinktown_bando_atto", "amministrazione", *campi, arg=(*arg, verbo), come=verbo, **altri)


UFFICIO_BANDI = [
    m("admin:thinktown_bando_add", "ufficio", "partner", "modello", "come", modello="gruppi"),
    _parte("racconto", "titolo", "in_breve", "offre", "per_chi", "che_cosa_serve", "minuti", "come_si_sceglie", "dopo"),
    _parte("tempi", "modalita", "festivi", *_riga("finestre", *_istante("apre"), *_istante("chiude")),
           **{"finestre-quante": "1"}),
    _parte("chi", "proponenti", "minori", "firma",
           *_riga("requisiti", "tipo", "di_chi", "minimo", "massimo", "quota", "comuni", "proponenti", "nota"),
           **{"requisiti-quante": "1", "requisiti-0-tipo": "residenza"}),
    _parte("sezioni", *_riga("sezioni", "nome", "che_cosa", "fondi", "posti", "importo_massimo", "proponenti"),
           *_riga("settori", "nome", "posti"), **{"sezioni-quante": "1", "settori-quante": "1"}),
    _parte("quesiti", *_riga("parti", "titolo", "aiuto"), "nuova-progetto-domanda", "nuova-progetto-tipo",
           **{"parti-quante": "1"}),
    _parte("dichiarazioni", *_riga("dichiarazioni", "testo", "articolo", "di_chi", "solo_se", "obbligatoria"),
           **{"dichiarazioni-quante": "1"}),
    _parte("criteri", *_riga("criteri", "nome", "che_cosa", "massimo", "peso", "soglia", "guida"),
           **{"criteri-quante": "1"}),
    _parte("graduatoria", "soglia", "decimali", "arrotonda", "evento", *_giorno("data"),
           *_riga("spareggi", "tipo", "criterio"), *_riga("quote", "chiave", "posti", "fondi", "inevasa"),
           **{"spareggi-quante": "1", "quote-quante": "1"}),
    _parte("pubblicazione", "mostra", "disagio", "osservazioni_giorni", "anni"),
    _parte("norme", "basi", "capitolo", "fondi", "bollo", "bollo_motivo", "integrazione_giorni", "termine_giorni"),
    *(
        m("admin:thinktown_bando_quesito", "ufficio", "letta", "fai", "domanda", "aiuto", "tipo", "minimo", "massimo",
          "formati", "sezioni", "solo_se", *campi, arg=(*BOZZA, chiave), come=chiave, **altri)
        for chiave, campi, altri in (
            ("tema", _riga("opzioni", "nome"), {"opzioni-quante": "1"}),
            ("spese", _riga("colonne", "nome", "tipo", "totale"), {"colonne-quante": "1"}),
            ("statuto", ("modello", "togli_modello"), {}),
        )
    ),
    _atto("proroga", *_DI_ATTO, *_istante("chiude"), **(ATTO | _istante("chiude"))),
    _atto("rettifica", *_DI_ATTO, **ATTO),
    _atto("annulla", *_DI_ATTO, "confermo", confermo="on", **ATTO),
    _atto("ferma_invii", "motivo"),
    _atto("incarica", "email", "ruolo", email="a@example.org", ruolo="istruttore"),
    _atto("ammetti_tardi", "email", "motivo", *_istante("fino_a"), email="a@example.org", motivo="Guasto.",
          **_istante("fino_a")),
    _atto("affida_aiuto", "aiuta", arg=BOZZA),
    m("admin:thinktown_bando_termina", "amministrazione", "next", arg=("@bando_pk", "@incarico")),
]  # fmt: skip
