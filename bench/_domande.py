"""A call that closes at an instant, and people one step away from sending their application to it.

The call is published through its verbs; the people and most of their answers are rows, which would only take time.
"""

import random
import string
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client

from bench._provincia import persone
from talenti.base.clock import a_roma, adesso, oggi
from talenti.luoghi.models import Comune
from talenti.rete import ruoli
from talenti.rete.models import Appartenenza, Partner
from talenti.rete.proiezione import proietta
from thinktown import actions
from thinktown.actions import DatiAtto
from thinktown.definizione import Criterio, Definizione, Finestra, Parte, Sorteggio, Tempi
from thinktown.enums import Festivi, Misura, TipoSpareggio
from thinktown.misure import modello
from thinktown.models import Bando, Componente, Domanda, Risposta

ACCESSO = "allauth.account.auth_backends.AuthenticationBackend"
# Written in the last minutes, each with a save of its own; the rest is there already.
DA_SALVARE = {
    "idea": "Un laboratorio aperto due pomeriggi a settimana, con chi abita intorno. " * 6,
    "perche": "Nel quartiere non c'è un posto dove stare senza pagare. " * 5,
    "gruppo": "Siamo in tre e abbiamo già lavorato insieme. " * 4,
}
_SCRITTE: dict[str, Any] = {
    "titolo": "Un progetto che c'è solo per misurare",
    "tema": "utilita",
    "come": "Prima si prepara, poi si apre, infine si racconta. " * 8,
    "comuni": "Cremona",
    "inizio": "2030-03-01",
    "fine": "2030-09-30",
    "occasione": "no",
    "spese": [{"voce": f"Spesa {n}", "quanto": "90.00", "a_chi": "Un negozio"} for n in range(8)],
    "chiesto": "720.00",
}


@dataclass(frozen=True)
class Concorrente:
    """Who applies, with a browser that is signed in."""

    codice: str
    domanda: int
    biscotto: str
    segreto: str


def entra(quanti: int, caso: random.Random) -> list[tuple[Any, str, str]]:
    """People with an account and a session each: (person, its cookie, the secret of its forms)."""
    # Signing in takes longer than sending: it is done before.
    gente = get_user_model()._default_manager.in_bulk(persone(quanti, "concorrente"))
    return [(persona, _biscotto(persona), _segreto(caso)) for persona in gente.values()]


def _biscotto(persona: Any) -> str:
    client = Client(headers={"host": "localhost"})
    client.force_login(persona, backend=ACCESSO)
    return str(client.cookies["sessionid"].value)


def _segreto(caso: random.Random) -> str:
    return "".join(caso.choices(string.ascii_letters + string.digits, k=32))


def bando_che_chiude(
    quando: datetime, nome: str = "misura", altro: tuple[Parte, ...] = (), criteri: tuple[Criterio, ...] = ()
) -> Bando:
    """Published by two people, as it must be; it opens now. ``altro``: pages besides those of its measure; ``criteri``:
    other ones than it has.
    """
    ente = Partner.objects.create(
        nome=f"Comune di {nome}",
        slug=f"comune-di-{nome}",
        stato="ammesso",
        tipo="ente_pubblico",
        in_una_frase="C'è solo per misurare.",
        comune=Comune.objects.attivi().order_by("pk")[0],
        creato_il=adesso(),
        aggiornato_il=adesso(),
    )
    scrive, pubblica = get_user_model()._default_manager.filter(pk__in=persone(2, f"ufficio-{nome}-")).order_by("pk")
    for persona in (scrive, pubblica):
        Appartenenza.objects.create(persona=persona, partner=ente, ruolo=ruoli.AMMINISTRAZIONE, dal=oggi())
    proietta(ente)
    bando = actions.crea(ente, misura=Misura.GRUPPI, da=scrive)
    detto = _detto(quando)
    if criteri:
        spareggi = tuple(uno for uno in detto.graduatoria.spareggi if uno.tipo != TipoSpareggio.CRITERIO)
        detto = replace(detto, criteri=criteri, graduatoria=replace(detto.graduatoria, spareggi=spareggi))
    actions.salva(bando, replace(detto, parti=(*detto.parti, *altro)), da=scrive, revisione=0)
    actions.manda_in_verifica(bando, da=scrive)
    actions.pubblica(bando, DatiAtto(numero="1", data=oggi()), da=pubblica)
    return bando


def _detto(quando: datetime) -> Definizione:
    detta = modello(Misura.GRUPPI)
    sorteggio = replace(detta.graduatoria.sorteggio, data=a_roma(quando).date() + timedelta(days=15))
    finestra = Finestra(apre=adesso() - timedelta(seconds=1), chiude=quando.astimezone(UTC))
    return replace(
        detta,
        tempi=Tempi(finestre=(finestra,), festivi=Festivi.COSI),
        graduatoria=replace(detta.graduatoria, sorteggio=Sorteggio(evento=sorteggio.evento, data=sorteggio.data)),
    )


def scrivono(bando: Bando, entrati: list[tuple[Any, str, str]]) -> list[Concorrente]:
    """Each begins her application and writes it, but for the last answers."""
    concorrenti = []
    for persona, biscotto, segreto in entrati:
        domanda = actions.comincia(bando, proponente="gruppo", sezione="gruppi", soggetto="Gruppo", da=persona)
        concorrenti.append(Concorrente(domanda.codice, domanda.pk, biscotto, segreto))
    ora, vive = adesso(), Comune.objects.attivi().order_by("pk")[0]
    chiude = a_roma(bando.in_vigore.tempi.finestre[-1].chiude).date()
    detto = {"residenza": vive, "residenza_al": chiude, "fatti_il": ora}
    Componente.objects.filter(domanda__bando=bando).update(riceve=True, **detto)
    Risposta.objects.bulk_create(
        Risposta(domanda=uno.domanda, quesito=chiave, versione=1, valore=valore, da=uno.persona, salvata_il=ora)
        for uno in Componente.objects.filter(domanda__bando=bando).select_related("domanda", "persona")
        for chiave, valore in {**_SCRITTE, "referente": uno.codice}.items()
    )
    return concorrenti


def in_banca_dati(bando: Bando) -> dict[str, list[Any]]:
    """Code of the application → its sendings; read afterwards, in this process."""
    righe = Domanda.objects.filter(bando=bando).prefetch_related("invii")
    return {una.codice: list(una.invii.all()) for una in righe}
