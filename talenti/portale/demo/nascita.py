"""Chapter one: the plan, the network founded, its organisations, what happened to them since 2015."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from talenti.base.clock import ROMA
from talenti.persone.models import Piano
from talenti.portale.demo.fondatori import (
    CAPOFILA,
    FONDATORI,
    FONDAZIONE,
    Fondatore,
    codice_inventato,
    giorno_della_proposta,
)
from talenti.portale.demo.gente import comune, nasce, persona
from talenti.portale.demo.loghi import logo
from talenti.portale.demo.motore import Evento, giorno
from talenti.rete import actions
from talenti.rete.enums import RuoloPartecipazione, Tipo
from talenti.rete.models import Partner


def eventi(_nascita: datetime) -> Iterator[Evento]:
    yield Evento("piano", giorno(2015, 9, 1, 9), _piano)
    yield Evento("tea", giorno(2015, 9, 1, 10), _tea)
    yield Evento("nora", giorno(2015, 9, 2), _nora)
    yield Evento("capofila", _alle(FONDAZIONE, 9), _capofila)
    for posto, uno in enumerate(FONDATORI, start=1):
        yield from _ingresso(posto, uno)
    for uno in FONDATORI:
        if uno.dal is not None:
            quando = _alle(uno.dal + timedelta(days=10), 11)
            yield Evento(f"nome:{uno.chiave}", quando, partial(_nome_nuovo, uno))
    yield Evento("crema-ricerche:cessa", giorno(2016, 1, 13), _crema_ricerche)


def _alle(quando: date, ora: int) -> datetime:
    return datetime.combine(quando, time(ora), ROMA)


def _ingresso(posto: int, uno: Fondatore) -> Iterator[Evento]:
    """Sign-up, proposal, examination, admission: days apart, each by whom it concerns."""
    primo = giorno_della_proposta(posto)
    yield Evento(f"referente:{uno.chiave}", _alle(primo, 9), partial(_referente, uno, posto))
    yield Evento(f"proponi:{uno.chiave}", _alle(primo, 10), partial(_proponi, uno, posto))
    yield Evento(f"esame:{uno.chiave}", _alle(primo + timedelta(days=5), 9), partial(_esamina, uno))
    yield Evento(f"ammetti:{uno.chiave}", _alle(primo + timedelta(days=14), 15), partial(_ammetti, uno, posto))


def _piano() -> None:
    Piano.objects.get_or_create(nome="Talenti Diffusi", defaults={"dal": date(2015, 9, 1)})


def _tea() -> None:
    nasce("tea", "Tea", "Modello", date(1980, 5, 4), superuser=True)


def _nora() -> None:
    nasce("nora", "Nora", "Campione", date(1982, 2, 11))


def _capofila() -> None:
    nora = persona("nora")
    partner = actions.istituisci_capofila(
        tipo=CAPOFILA.tipo,
        nome=CAPOFILA.nome,
        comune=comune(CAPOFILA.comune),
        persona=nora,
        da=persona("tea"),
        indirizzo=CAPOFILA.indirizzo,
        in_una_frase=CAPOFILA.frase,
        descrizione=CAPOFILA.descrizione,
        email="comune-di-cremona@example.org",
        codice_fiscale=codice_inventato(0),
    )
    for azione, che_cosa in CAPOFILA.azioni.items():
        actions.aggiungi_partecipazione(
            partner, azione=azione, che_cosa=che_cosa, da=nora, ruolo=RuoloPartecipazione.CAPOFILA
        )
    actions.cambia_logo(partner, caricato=logo(partner.nome, 0), da=nora)


def _chiave_referente(uno: Fondatore) -> str:
    # Sara is one of the people of the login page: she runs this organisation.
    return "sara" if uno.chiave == "nazareth" else f"referente.{uno.chiave}"


def _referente(uno: Fondatore, posto: int) -> None:
    nome, cognome = uno.referente
    nato_il = date(1970 + posto, 1 + posto % 12, 1 + posto)
    nasce(_chiave_referente(uno), nome, cognome, nato_il, comune_=uno.comune)


def _proponi(uno: Fondatore, posto: int) -> None:
    chi = persona(_chiave_referente(uno))
    bozza = actions.comincia_bozza(da=chi)
    campi = {
        "tipo": uno.tipo,
        "nome": uno.nome_di_nascita,
        "comune": comune(uno.comune),
        "indirizzo": uno.indirizzo,
        "email": f"{uno.chiave}@example.org",
        "in_una_frase": uno.frase,
        "descrizione": uno.descrizione,
        "codice_fiscale": codice_inventato(posto),
    }
    actions.salva_bozza(bozza, da=chi, campi=campi, azioni=uno.azioni)
    actions.proponi(bozza, da=chi)


def _di(uno: Fondatore) -> Partner:
    return Partner.objects.get(email=f"{uno.chiave}@example.org")


def _esamina(uno: Fondatore) -> None:
    actions.prendi_in_esame(_di(uno), da=persona("nora"))


def _ammetti(uno: Fondatore, posto: int) -> None:
    partner, chi = _di(uno), persona(_chiave_referente(uno))
    actions.ammetti(partner, da=persona("nora"))
    actions.cambia_logo(partner, caricato=logo(uno.nome, posto), da=chi)
    if uno.tipo == Tipo.FINANZIATORE:
        actions.aggiungi_partecipazione(
            partner,
            azione=next(iter(uno.azioni)),
            che_cosa=uno.finanzia,
            da=chi,
            ruolo=RuoloPartecipazione.COFINANZIATORE,
        )


def _nome_nuovo(uno: Fondatore) -> None:
    actions.cambia_nome(_di(uno), nome=uno.nome, dal=uno.dal, da=persona(_chiave_referente(uno)))


def _crema_ricerche() -> None:
    chiave = {uno.chiave: uno for uno in FONDATORI}
    actions.cessa(
        _di(chiave["crema-ricerche"]),
        motivo="Dal 1° gennaio 2016 fa parte di REI – Reindustria Innovazione.",
        successore=_di(chiave["reindustria"]),
        da=persona("nora"),
    )
