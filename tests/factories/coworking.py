"""Spaces and bookings of the tests: the spaces as rows, every booking through the verb."""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from coworking import actions
from coworking.actions.prenota import Richiesta
from coworking.enums import StatoSpazio, Tipo, Vendita
from coworking.models import Orario, Postazione, Prenotazione, Regole, Spazio
from coworking.orari import a_utc
from talenti.base.clock import adesso, oggi
from talenti.base.permissions import Sistema
from talenti.registro.actions import registra_nascita
from talenti.rete.models import Partner
from tests.factories import rete
from tests.factories.luoghi import comune
from tests.factories.persone import PersonaFactory

SISTEMA = Sistema("prova")


def orario(partner, giorni=range(5), dalle=time(9), alle=time(18), **altro):
    for giorno in giorni:
        Orario.objects.create(partner=partner, giorno=giorno, dalle=dalle, alle=alle, **altro)


def spazio(partner=None, *, tipo=Tipo.HUB, posti=1, vendita=Vendita.POSTI, orari=True, regole="", **campi):
    """A published space; open from Monday to Friday, 9 to 18, unless ``orari`` is false."""
    partner = partner or rete.ammesso()
    di_solito = {
        "nome": "Spazio Prova",
        "comune": comune("Soresina"),
        "indirizzo": "via Prova 1",
        "lat": 45.287,
        "lon": 9.86,
        "stato": StatoSpazio.PUBBLICATO,
        "pubblicato_il": adesso(),
    }
    nuovo = Spazio.objects.create(partner=partner, tipo=tipo, vendita=vendita, capienza=posti, **di_solito | campi)
    intero = vendita == Vendita.INTERO
    Postazione.objects.bulk_create(
        Postazione(spazio=nuovo, numero=n, capienza=posti if intero else 1)
        for n in range(1, 2 if intero else posti + 1)
    )
    if orari and not Orario.objects.filter(partner=partner).exists():
        orario(partner)
    if regole:
        Regole.objects.create(spazio=nuovo, versione=1, testo=regole)
    return nuovo


def giorno_feriale(dopo=7) -> date:
    """The first Monday at least ``dopo`` days from now that is no holiday, and Tuesday is none either."""
    from talenti.luoghi.calendario import festivo

    giorno = oggi() + timedelta(days=dopo)
    while giorno.weekday() != 0 or festivo(giorno) or festivo(giorno + timedelta(days=1)):
        giorno += timedelta(days=1)
    return giorno


def richiesta(giorno=None, dalle=time(9), alle=time(13, 30), **campi) -> Richiesta:
    giorno = giorno or giorno_feriale()
    return Richiesta(
        dal=a_utc(giorno, dalle), al=a_utc(giorno, alle), **{"scopo": "Scrivo la tesi.", "persone": 1} | campi
    )


def prenotazione(di, dove=None, **campi):
    return actions.prenota(dove or spazio(), richiesta(**campi), da=di)


def nel_registro(oggetto, verbo="pubblica"):
    """What a factory makes as a row, told to the log: for tests that verify it."""
    with transaction.atomic():
        registra_nascita(oggetto, verbo, da=Sistema("prova"))
    return oggetto


def prenota_fino_a(fine: datetime) -> Prenotazione:
    """A booking, as a row, whose last half hour ends at that instant: what its retention is counted from."""
    partner = Partner.objects.filter(nome="Associazione Prova").first() or rete.ammesso()
    dove = Spazio.objects.filter(partner=partner).first() or nel_registro(spazio(partner))
    fatta = Prenotazione.objects.create(
        persona=PersonaFactory(),
        spazio=dove,
        stato="conclusa",
        unita="ora",
        dal=fine - timedelta(hours=1),
        al=fine,
        scopo="Studio",
        gettone=str(fine),
        annulla_entro=fine,
        decisa_il=fine,
    )
    return nel_registro(fatta, "concludi")


def alle(giorno: date, ora: time) -> datetime:
    return a_utc(giorno, ora)


# ── Spaces proposed as people propose them, through the verbs ─────────────────────────────────────
def bozza(partner=None, da=None, **campi):
    """A complete draft: everything that a proposal asks for, and no more."""
    partner = partner or rete.ammesso()
    da = da or partner.proposto_da
    nuovo = actions.comincia_bozza(partner, da=da)
    dati = {
        "nome": "Sala Prova",
        "tipo": Tipo.HUB,
        "capienza": 2,
        "in_una_frase": "Due scrivanie in centro.",
        "comune": comune("Soresina"),
        "indirizzo": "via Prova 1",
        "descrizione": "Luminosa, al primo piano.",
    } | campi
    settimana = [(giorno, time(9), time(18)) for giorno in range(5)]
    actions.salva_bozza(nuovo, da=da, campi=dati, orari=settimana)
    return nuovo


def proposto(partner=None, **campi):
    nuovo = bozza(partner, **campi)
    actions.proponi(nuovo, da=nuovo.proposto_da)
    return nuovo


def in_esame(partner=None, **campi):
    nuovo = proposto(partner, **campi)
    actions.prendi_in_esame(nuovo, da=SISTEMA)
    return nuovo


def pubblicato(partner=None, **campi):
    nuovo = in_esame(partner, **campi)
    actions.pubblica(nuovo, da=SISTEMA)
    return nuovo
