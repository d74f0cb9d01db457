"""Invented applications, rules and answers for the tests of the ranking, by hand and by Hypothesis."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from thinktown.definizione import Spareggio
from thinktown.enums import Arrotonda, Inevasa, TipoSpareggio
from thinktown.enums_graduatoria import Insieme, Parziale, Riuso, StatoChiamata
from thinktown.graduatoria.dati import Concorrente, Criterio, Ingressi, Quota, Regole, Scheda, Sezione

SEME = "5e" * 32
SORTEGGIO = Spareggio(tipo=TipoSpareggio.SORTEGGIO)
D = Decimal


def scheda(chi, *punti, criteri=("idea", "utile")):
    return Scheda(chi=chi, punti={chiave: D(str(dato)) for chiave, dato in zip(criteri, punti, strict=True)})


def uno(codice, *totali, **altro):
    """An application with one criterion, "idea", and one sheet for each score."""
    schede = tuple(scheda(f"m{n}", dato, criteri=("idea",)) for n, dato in enumerate(totali))
    return Concorrente(codice=codice, schede=schede, **altro)


def regole(**altro):
    """One criterion from 0 to 100, ties left to the draw."""
    dette = {"criteri": (Criterio(chiave="idea", nome="Idea", massimo=D(100)),), "spareggi": (SORTEGGIO,)} | altro
    return Regole(**dette)


def posti(quanti, *quote, **altro):
    return regole(sezioni=(Sezione(posti=quanti, quote=quote, **altro),))


def fondi(euro, **altro):
    return regole(sezioni=(Sezione(fondi=D(euro)),), **altro)


def ingressi(dette, *concorrenti, seme=SEME):
    return Ingressi(regole=dette, concorrenti=concorrenti, seme=seme)


def scelti(risultato):
    return [una.codice for una in risultato.scelte]


def rispondono(chiamate, **stati):
    """The same calls, with what those have answered."""
    return [replace(una, stato=StatoChiamata(stati.get(una.codice, una.stato))) for una in chiamate]


# ── By Hypothesis ─────────────────────────────────────────────────────────────────────────────────
# Few different scores, so that there are many ties.
PUNTI = st.sampled_from([D(dato) for dato in ("0", "3", "4.5", "5", "5.25", "7", "7.5", "10")])
EURO = st.sampled_from([D(dato) for dato in ("0", "150.5", "400", "1000", "3100")])
SETTORI, SEZIONI = ("arte", "cibo", "web", ""), ("a", "b")
INEVASA = st.sampled_from(Inevasa)
FORSE_POSTI = st.none() | st.integers(0, 5)
FORSE_EURO = st.none() | st.sampled_from([D(0), D(500), D(1200), D("4000.40")])
SPAREGGI = st.sampled_from([
    (SORTEGGIO,),
    (Spareggio(tipo=TipoSpareggio.CRITERIO, criterio="utile"), SORTEGGIO),
    (Spareggio(tipo=TipoSpareggio.PIU_GIOVANI), Spareggio(tipo=TipoSpareggio.PRIMA_INVIATA), SORTEGGIO),
])  # fmt: skip


@st.composite
def sezioni_con_quote(draw, *, soldi):
    """One section with quotas inside, or two that may leave things to each other."""
    denaro = FORSE_EURO if soldi else st.none()
    if draw(st.booleans()):
        due = [
            Sezione(chiave=una, posti=draw(FORSE_POSTI), fondi=draw(denaro), avanzi=draw(INEVASA)) for una in SEZIONI
        ]
        return tuple(due)
    quali = draw(st.lists(st.sampled_from(SETTORI[:3]), unique=True, max_size=3))
    tenuti = [draw(st.integers(0, 2)) for _uno in quali]
    euro = [draw(denaro) for _uno in quali]
    quote = tuple(
        Quota(chiave=chiave, posti=n, fondi=cent, avanzi=draw(INEVASA))
        for chiave, n, cent in zip(quali, tenuti, euro, strict=True)
    )
    in_tutto = sum((cent or D(0) for cent in euro), D(0))
    totale = in_tutto + draw(st.sampled_from([D(0), D(700)])) if set(euro) - {None} else draw(denaro)
    return (Sezione(chiave="a", posti=sum(tenuti) + draw(st.integers(0, 3)), fondi=totale, quote=quote),)


@st.composite
def tutte_le_regole(draw, *, soldi=True, parziale=None, riuso=Riuso.SCORRE):
    criteri = (
        Criterio(chiave="idea", nome="Idea", massimo=D(10), soglia=draw(st.none() | st.just(D(4)))),
        Criterio(chiave="utile", nome="Utilità", massimo=D(10), peso=draw(st.sampled_from([D(1), D("0.5"), D(3)]))),
    )
    return Regole(
        criteri=criteri,
        insieme=draw(st.sampled_from(Insieme)),
        tagliate=draw(st.integers(0, 1)),
        decimali=draw(st.integers(0, 3)),
        arrotonda=draw(st.sampled_from(Arrotonda)),
        soglia=draw(st.none() | st.just(D(9))),
        spareggi=draw(SPAREGGI),
        sezioni=draw(sezioni_con_quote(soldi=soldi)),
        fondi=draw(FORSE_EURO) if soldi else None,
        parziale=parziale or draw(st.sampled_from(Parziale)),
        parte_minima=draw(st.sampled_from([0, 50])),
        riuso=riuso,
    )


@st.composite
def gare(draw, *, massimo=9, **come):
    """Inputs whole: rules of any kind, up to nine applications with three sheets each."""
    dette = draw(tutte_le_regole(**come))
    chiavi = [una.chiave for una in dette.sezioni]
    quanti = draw(st.integers(0, massimo))
    concorrenti = tuple(
        Concorrente(
            codice=f"d{n}",
            sezione=draw(st.sampled_from(chiavi)),
            settore=draw(st.sampled_from(SETTORI)),
            richiesto=draw(EURO) if come.get("soldi", True) else D(0),
            schede=tuple(scheda(f"m{m}", draw(PUNTI), draw(PUNTI)) for m in range(3)),
            esclusa=draw(st.integers(0, 9)) == 0,
            giorni_di_eta=draw(st.none() | st.sampled_from([9000, 20000])),
            persone=draw(st.integers(1, 3)),
        )
        for n in range(quanti)
    )
    return Ingressi(regole=dette, concorrenti=concorrenti, seme=SEME)
