"""The forms of spaces and bookings, for moduli.py: by who books, who hosts, who got the mail, the lead."""

from datetime import time
from typing import Any

from coworking.actions.prenota import prenota
from coworking.emails import gettone_tutore
from coworking.enums import StatoSpazio
from tests.factories import coworking, rete
from tests.factories.coworking import alle, giorno_feriale, richiesta
from tests.factories.persone import PersonaFactory, TutelaFactory
from tests.security.modulo import m

CASA = ("@alfa", "@spazio_codice")
BOZZA = ("@alfa", "@spazio_bozza")
PERCHE = {"perche": "altro", "nota": "Siamo via."}


def _giorno(nome: str) -> dict[str, str]:
    giorno = giorno_feriale(28)
    return {f"{nome}_giorno": str(giorno.day), f"{nome}_mese": str(giorno.month), f"{nome}_anno": str(giorno.year)}


def _prenota(client: Any) -> Any:
    """A space of two seats with rules, met by somebody who has an account."""
    spazio = coworking.spazio(rete.ammesso(nome="Omega", codice_fiscale="90000000646"), posti=2, regole="Non si fuma.")
    client.force_login(PersonaFactory())
    return (spazio.slug,), {"dal": alle(giorno_feriale(), time(9)).isoformat()}


def _mia(client: Any) -> Any:
    persona = PersonaFactory()
    spazio = coworking.spazio(rete.ammesso(nome="Omega", codice_fiscale="90000000646"))
    client.force_login(persona)
    return (prenota(spazio, richiesta(), da=persona).codice,)


def _tutore(_client: Any) -> Any:
    leo = PersonaFactory(minore=True)
    tutela = TutelaFactory(persona=leo, stato="confermato")
    spazio = coworking.spazio(rete.ammesso(nome="Omega", codice_fiscale="90000000646"))
    return (gettone_tutore(prenota(spazio, richiesta(), da=leo), tutela),)


def _in_esame(_client: Any) -> Any:
    partner = rete.ammesso(nome="Omega", codice_fiscale="90000000646")
    return (coworking.spazio(partner, stato=StatoSpazio.IN_ESAME, pubblicato_il=None).pk,)


SPAZI = [
    m(
        "coworking:prenota",
        "giovane",
        "scopo",
        "persone",
        "regole",
        pronto=_prenota,
        scopo="Studio",
        persone="1",
        regole="on",
    ),
    m("coworking:prenota", "giovane", "gettone", "passo", pronto=_prenota, come="prenota", passo="prenota"),
    m("coworking:annulla", "giovane", "motivo", pronto=_mia),
    m("coworking:risposta", "anonimo", "risposta", "perche", "nota", arg=("@risposta",), risposta="rifiuta", **PERCHE),
    m("coworking:tutore", "anonimo", "risposta", pronto=_tutore),
    m("coworking:rispondi", "ufficio", "verbo", arg=("@alfa", "@chiesta")),
    m("coworking:ospita_rifiuta", "ufficio", "perche", "nota", arg=("@alfa", "@chiesta"), **PERCHE),
    m(
        "coworking:chiudi",
        "ufficio",
        *_giorno("dal"),
        *_giorno("al"),
        "motivo",
        "conferma",
        arg=CASA,
        motivo="Ferie",
        **_giorno("dal"),
        **_giorno("al"),
    ),
    m(
        "coworking:blocca",
        "ufficio",
        *_giorno("giorno"),
        "posto",
        "dalle",
        "alle",
        "motivo",
        arg=CASA,
        dalle="9:00",
        alle="10:00",
        **_giorno("giorno"),
    ),
    m("coworking:riapri_giorni", "ufficio", "next", arg=("@alfa", "@chiusura")),
    m("coworking:sblocca", "ufficio", "next", arg=("@alfa", "@blocco")),
    m("coworking:nuovo_spazio", "ufficio", "next", arg=("@alfa",)),
    *(
        m(nome, "ufficio", *campi, arg=(*BOZZA, parte), come=parte)
        for nome in ("coworking:spazio_parte", "coworking:spazio_salva_parte")
        for parte, campi in (
            ("che-cos-e", ("nome", "tipo", "vendita", "capienza", "in_una_frase")),
            ("dove", ("comune", "indirizzo", "punto", "punto_0", "punto_1", "come_arrivare")),
            ("com-e", ("descrizione", "dotazioni", "condivide")),
            ("accessibilita", ("ruote", "ruote_nota", "vista_nota")),
            ("condizioni", ("prezzo", "quanto", "preavviso_ore", "dopo", "eta_minima", "sempre_conferma")),
            ("regole", ("testo",)),
            ("orari", ("giorno_0_0", "giorno_0_1", "giorno_1_0", "giorno_1_1")),
        )
    ),
    m("coworking:spazio_foto", "ufficio", "foto", "alt", arg=CASA, alt="La sala"),
    m("coworking:spazio_togli_foto", "ufficio", "next", arg=(*CASA, "@foto_spazio")),
    m("coworking:spazio_scarta", "ufficio", "next", arg=BOZZA),
    m("coworking:spazio_verbo", "ufficio", "next", arg=(*CASA, "riapri")),
    m("coworking:spazio_ferma", "ufficio", "motivo", arg=(*CASA, "sospendi")),
    m("admin:coworking_spazio_esame", "coordinamento", "motivo", "decisione", pronto=_in_esame, decisione="respingi"),
    m("admin:coworking_spazio_atto", "coordinamento", "motivo", arg=("@spazio_pk", "sospendi")),
    m(
        "admin:coworking_spazio_assegna",
        "coordinamento",
        "email",
        "posto",
        *_giorno("dal"),
        *_giorno("al"),
        "motivo",
        arg=("@spazio_pk",),
        motivo="Atto 1",
        **_giorno("dal"),
        **_giorno("al"),
    ),
    m("admin:coworking_spazio_revoca", "coordinamento", "motivo", arg=("@spazio_pk", "@assegnazione")),
]
