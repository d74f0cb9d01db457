"""The public rows of a ranking as they are read back from its page, its CSV and its JSON, in one form."""

import csv
import io
import re
from html import unescape

from django.urls import reverse

from talenti.base.templatetags.italiano import euro

PUBBLICA = ("thinktown:graduatoria", "thinktown:graduatoria_csv", "thinktown:graduatoria_json")
_RIGA = re.compile(r'<tr id="d-([^"]+)"[^>]*>(.*?)</tr>', re.S)
_CELLA = re.compile(r'<td[^>]*data-voce="([^"]+)"[^>]*>(.*?)</td>', re.S)
_INTESTA = re.compile(r'<th scope="row">(.*?)</th>', re.S)


def pagina(bando):
    return reverse("thinktown:graduatoria", args=[bando.slug])


def letta(client, bando, nome=PUBBLICA[0], **cercato):
    risposta = client.get(reverse(nome, args=[bando.slug]), cercato)
    assert risposta.status_code == 200
    return risposta.content.decode()


def _pulito(pezzo):
    testo = unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", pezzo, flags=re.S)))
    testo = " ".join(testo.split())
    return "" if testo == "–" else testo


def dalla_pagina(client, bando, **cercato):
    return [_riga(codice, dentro) for codice, dentro in _RIGA.findall(letta(client, bando, **cercato))]


def _riga(codice, dentro):
    celle = {nome: _pulito(pezzo) for nome, pezzo in _CELLA.findall(dentro)}
    (intesta,) = _INTESTA.findall(dentro)
    nome, _a_capo, sotto = intesta.partition("<br>")
    progetto = "" if _pulito(nome) == codice else _pulito(nome)
    chi = _pulito(sotto).partition(" · ")[0] if progetto else ""
    return {
        "codice": codice,
        "progetto": progetto,
        "chi": chi,
        "posizione": celle.get("Posizione", ""),
        "settore": celle.get("Settore", ""),
        "punti": celle.get("Punti", ""),
        "esito": celle["Esito"],
        "somma": celle.get("Somma", ""),
    }


def foglio(client, bando, **cercato):
    testo = client.get(reverse(PUBBLICA[1], args=[bando.slug]), cercato).content.decode("utf-8-sig")
    return [
        {
            "codice": una["Codice della domanda"],
            "progetto": una["Progetto"],
            "chi": una["Chi presenta la domanda"],
            "posizione": una["Posizione"],
            "settore": una["Settore"],
            "punti": una["Punti"],
            "esito": una["Esito"],
            "somma": _somma(una["Somma in euro"].replace(",", ".")),
        }
        for una in csv.DictReader(io.StringIO(testo, newline=""), delimiter=";")
    ]


def per_macchine(client, bando, **cercato):
    detto = client.get(reverse(PUBBLICA[2], args=[bando.slug]), cercato).json()
    return [
        {
            "codice": una["codice"],
            "progetto": una["progetto"] or "",
            "chi": una["chi"] or "",
            "posizione": str(una["posizione"] or ""),
            "settore": una["settore"] or "",
            "punti": una["punti"] or "",
            "esito": una["esito_in_parole"],
            "somma": _somma(una["somma"]),
        }
        for una in detto["righe"]
    ]


def _somma(scritta):
    return euro(scritta).replace("\xa0", " ") if scritta else ""
