"""The forms of the registers, for moduli.py: by who asks, by who is heard, by the office."""

from typing import Any

from talenti.base.clock import oggi
from talenti.persone.models import Persona
from tests.factories.persone import PersonaFactory
from tests.factories.registri import accesso, beneficio
from tests.factories.thinktown import inviata
from tests.security.modulo import m
from thinktown.actions.accessi import interpella
from thinktown.models import Bando

DEL_BANDO = ("@bando_pk",)
_BANDO = "admin:thinktown_bando"


def _giorno(nome: str, giorno: Any = None) -> dict[str, str]:
    giorno = giorno or oggi()
    return {f"{nome}_giorno": str(giorno.day), f"{nome}_mese": str(giorno.month), f"{nome}_anno": str(giorno.year)}


def _bando() -> Any:
    return Bando.objects.aperti().order_by("pk")[0]


def _chi_segue(bando: Any) -> Any:
    return bando.incarichi.order_by("pk")[0].persona


def _mia(client: Any) -> Any:
    persona, bando = PersonaFactory(), _bando()
    client.force_login(persona)
    return (bando.slug, accesso(bando, persona).codice)


def _del_terzo(client: Any) -> Any:
    bando, persona = _bando(), PersonaFactory()
    spedita = inviata(bando, persona)
    (terzo,) = interpella(accesso(bando, PersonaFactory()), [spedita], da=_chi_segue(bando))
    client.force_login(persona)
    return (bando.slug, terzo.codice)


def _da_protocollare(_client: Any) -> Any:
    bando = _bando()
    return (bando.pk, inviata(bando).codice)


def _richiesta(verbo: str) -> Any:
    def pronto(_client: Any) -> Any:
        bando = _bando()
        return (bando.pk, accesso(bando, PersonaFactory()).codice, verbo)

    return pronto


def _da_concedere(_client: Any) -> Any:
    bando = _bando()
    return (bando.pk,), {"domanda": inviata(bando).codice}


PROTOCOLLO = [
    m(f"{_BANDO}_protocollo", "ufficio", "righe", "verbo", arg=DEL_BANDO, verbo="controlla"),
    m(f"{_BANDO}_protocollo", "ufficio", "righe", arg=DEL_BANDO, come="registra", verbo="registra"),
    m(
        f"{_BANDO}_protocolla",
        "ufficio",
        "numero",
        "che_cosa",
        "confermo",
        *_giorno("data"),
        pronto=_da_protocollare,
        numero="0012345",
        **_giorno("data"),
    ),
    m(
        f"{_BANDO}_annulla_protocollo",
        "ufficio",
        "motivo",
        arg=("@bando_pk", "@protocollata", "@riga_protocollo"),
    ),
]
DECISIONE = {"oggetto": "Verbali", "risposta": "Eccoli."}
ACCESSI = [
    m("thinktown:accesso", "giovane", "tipo", "che_cosa", "perche", arg=("@bando",), tipo="documentale",
      che_cosa="I verbali", perche="Mi servono."),
    m("thinktown:ritira_accesso", "giovane", "next", pronto=_mia),
    m("thinktown:opposizione", "giovane", "risposta", "motivo", pronto=_del_terzo, risposta="si_oppone", motivo="Sì."),
    m(f"{_BANDO}_nuovo_accesso", "ufficio", "tipo", "canale", "nome", "email", "che_cosa", "perche",
      "oggetto", *_giorno("arrivata"), arg=DEL_BANDO, tipo="civico", canale="pec", nome="Carla", che_cosa="I verbali",
      **_giorno("arrivata")),
    *(
        m(f"{_BANDO}_atto_accesso", "amministrazione", *campi, pronto=_richiesta(verbo), come=verbo, **altri)
        for verbo, campi, altri in (
            ("interpella", ("domande",), {}),
            ("accogli", ("oggetto", "risposta"), DECISIONE),
            ("accogli_in_parte", ("oggetto", "risposta"), DECISIONE),
            ("respingi_accesso", ("oggetto", "risposta"), DECISIONE),
            ("differisci", ("oggetto", "risposta", *_giorno("al")), DECISIONE | _giorno("al")),
        )
    ),
    m("admin:thinktown_richiestaaccesso_registro", "superuser", "next", arg=("civico",)),
]  # fmt: skip
ATTO = {"importo": "900", "norma": "L. 241/1990", "ufficio": "Giovani", "responsabile": "Nora", "modalita": "Lista",
        "atto_numero": "77", "progetto": "Radio", **_giorno("atto_data")}  # fmt: skip
_CAMPI = (*ATTO, "progetto_url", "curriculum_url", "riservato")


def _contributo(verbo: str) -> Any:
    def pronto(client: Any) -> Any:
        bando = _bando()
        da = _chi_amministra(client)
        return (bando.pk, beneficio(inviata(bando), da).codice, verbo)

    return pronto


def _chi_amministra(client: Any) -> Any:
    """Whoever stands before the form."""
    return Persona.objects.get(pk=client.session["_auth_user_id"])


CONTRIBUTI = [
    m(f"{_BANDO}_nuovo_contributo", "amministrazione", *_CAMPI, pronto=_da_concedere, **ATTO),
    m(f"{_BANDO}_pubblica_contributi", "amministrazione", "next", arg=DEL_BANDO),
    m(f"{_BANDO}_atto_contributo", "amministrazione", *_CAMPI, "motivo", pronto=_contributo("correggi"),
      come="correggi", motivo="La cifra.", **ATTO),
    m(f"{_BANDO}_atto_contributo", "amministrazione", "motivo", pronto=_contributo("annulla"),
      come="annulla"),
]  # fmt: skip
REGISTRI = [*PROTOCOLLO, *ACCESSI, *CONTRIBUTI]
