"""Eight processes on one place: one winner each round, never two, and nobody meets an error."""

from datetime import time, timedelta
from itertools import pairwise

import pytest

from tests.processi import esegui, insieme

pytestmark = pytest.mark.concorrenza
PROCESSI, VOLTE = 8, 300
ORE_DI_UNA_GARA = 3


def _pronto(posti=1, vendita="posti", **campi):
    from coworking.models import Eccezione
    from talenti.base.clock import oggi
    from tests.factories import coworking, rete
    from tests.factories.persone import PersonaFactory

    partner = rete.ammesso()
    coworking.orario(partner, range(7), time(8), time(20))
    # Holidays too: every round of the race has its day.
    sempre = {"dal": oggi(), "al": oggi() + timedelta(days=120)}
    Eccezione.objects.create(partner=partner, dalle=time(8), alle=time(20), **sempre)
    spazio = coworking.spazio(partner, tipo="riunioni", posti=posti, vendita=vendita, **campi)
    coworking.nel_registro(spazio)
    return {"spazio": spazio.pk, "persone": [PersonaFactory().pk for _posto in range(PROCESSI)]}


def un_posto():
    return _pronto()


def sala_di_sei():
    return _pronto(posti=6, vendita="entrambi")


def tre_sale():
    from coworking.models import Spazio
    from tests.factories import coworking

    pronto = _pronto(posti=8)
    return {"spazio": pronto["spazio"], "persone": pronto["persone"][:1] * PROCESSI, "altri": _altri(Spazio, coworking)}


def _altri(modello, coworking):
    primo = modello.objects.get()
    altre = [coworking.spazio(primo.partner, tipo="riunioni", posti=8, nome=f"Sala {n}") for n in range(2)]
    for sala in altre:
        coworking.nel_registro(sala)
    return [sala.pk for sala in altre]


def _gara(volta):
    """The day and the first hour of a round: four rounds a day, one day after the other."""
    from talenti.base.clock import oggi

    return oggi() + timedelta(days=2 + volta // 4), 8 + ORE_DI_UNA_GARA * (volta % 4)


def _finestra(volta, posto):
    """Never the same for two neighbours, and all of them over the middle hour of the round."""
    from tests.factories.coworking import alle

    giorno, ora = _gara(volta)
    return alle(giorno, time(ora + posto % 2)), alle(giorno, time(ora + 2 + posto // 2 % 2))


def _prova(spazio, persona, dal, al, **campi):
    """How it ended: ``mia``, or the code of the refusal."""
    from coworking.actions import prenota
    from coworking.actions.prenota import Richiesta
    from talenti.base.exceptions import ErroreDiDominio

    try:
        prenota(spazio, Richiesta(dal=dal, al=al, scopo="Gara", **campi), da=persona)
    except ErroreDiDominio as errore:
        return errore.codice
    return "mia"


def _senza_quote():
    """The race is for the place: how many one person may hold is the matter of another test."""
    from coworking import enums

    enums.QUOTE.update(dict.fromkeys(enums.QUOTE, 10_000))


def _chi(spazio, persone, posto):
    from coworking.models import Spazio
    from talenti.persone.models import Persona

    return Spazio.objects.get(pk=spazio), Persona.objects.get(pk=persone[posto])


def gareggia(posto, spazio, persone, volte):
    _senza_quote()
    dove, chi = _chi(spazio, persone, posto)
    esiti = []
    for volta in range(volte):
        insieme()
        esiti.append(_prova(dove, chi, *_finestra(volta, posto)))
    return esiti


def interi_e_posti(posto, spazio, persone, volte):
    """Half of them want the whole room, half one seat of it."""
    _senza_quote()
    dove, chi = _chi(spazio, persone, posto)
    esiti = []
    for volta in range(volte):
        insieme()
        esiti.append(_prova(dove, chi, *_finestra(volta, posto), intero=posto % 2 == 0))
    return esiti


def che_cosa_resta():
    """Doubles, half hours without a booking that holds them, bookings without their half hours, faults of the log."""
    from django.db.models import Count, F

    from coworking.enums import TIENE_IL_POSTO
    from coworking.models import Occupazione, Prenotazione
    from talenti.registro.queries import verifica

    doppie = Occupazione.objects.values("postazione", "istante").annotate(n=Count("pk")).filter(n__gt=1)
    orfane = Occupazione.objects.exclude(prenotazione__stato__in=TIENE_IL_POSTO)
    tenute = Prenotazione.objects.filter(stato__in=TIENE_IL_POSTO).annotate(n=Count("occupazioni"))
    return {
        "doppie": doppie.count(),
        "orfane": orfane.count(),
        "vuote": tenute.filter(n=0).count(),
        "accavallate": _accavallate(Prenotazione, F),
        "guasti": list(verifica()),
    }


def _accavallate(modello, campo):
    """Pairs of bookings that hold one seat at one time, found without the slot table."""
    from coworking.enums import TIENE_IL_POSTO

    legami = modello.postazioni.through.objects.filter(prenotazione__stato__in=TIENE_IL_POSTO)
    per_posto = {}
    for posto, dal, al in legami.values_list("postazione_id", "prenotazione__dal", "prenotazione__al"):
        per_posto.setdefault(posto, []).append((dal, al))
    coppie = 0
    for tempi in per_posto.values():
        tempi.sort()
        coppie += sum(prima[1] > dopo[0] for prima, dopo in pairwise(tempi))
    return coppie


INTERO = {"doppie": 0, "orfane": 0, "vuote": 0, "accavallate": 0, "guasti": []}


def test_eight_people_on_one_place_have_one_winner_each_round(base_a_parte):
    esiti, resta = esegui(base_a_parte, gareggia, processi=PROCESSI, prima=un_posto, poi=che_cosa_resta, volte=VOLTE)
    for volta in range(VOLTE):
        di_tutti = sorted(uno[volta] for uno in esiti)
        # Who begins an hour later than the winner ends finds a free hour: all windows meet in the middle one instead.
        assert di_tutti == ["mia"] + ["preso"] * (PROCESSI - 1), (volta, di_tutti)
    assert resta == INTERO


def test_a_room_sold_both_ways_is_never_given_twice(base_a_parte):
    """In each round either somebody has the whole room, or as many have a seat of it as asked for one."""
    volte = 100
    esiti, resta = esegui(
        base_a_parte, interi_e_posti, processi=PROCESSI, prima=sala_di_sei, poi=che_cosa_resta, volte=volte
    )
    for volta in range(volte):
        interi = [uno[volta] for uno in esiti[::2]].count("mia")
        posti = [uno[volta] for uno in esiti[1::2]].count("mia")
        assert (interi, posti) in {(1, 0), (0, PROCESSI // 2)}, (volta, interi, posti)
    assert resta == INTERO


def prende_quanto_puo(posto, spazio, persone, altri, volte):
    """One person in eight windows at once, each for another hour of another room."""
    from coworking.models import Spazio
    from tests.factories.coworking import alle

    sale = list(Spazio.objects.filter(pk__in=[spazio, *altri]).order_by("pk"))
    _dove, chi = _chi(spazio, persone, posto)
    esiti = []
    for volta in range(volte):
        insieme()
        giorno, ora = _gara(volta * PROCESSI + posto)
        esiti.append(_prova(sala := sale[posto % 3], chi, alle(giorno, time(ora)), alle(giorno, time(ora + 1))))
        assert sala.tipo == "riunioni"
    return esiti


def quante_ne_tiene():
    from coworking.models import Prenotazione

    return {"tenute": Prenotazione.objects.non_finite().count()} | che_cosa_resta()


def test_one_person_in_eight_windows_never_holds_more_than_the_quota(base_a_parte):
    from coworking.enums import QUOTE, Secchio

    esiti, resta = esegui(
        base_a_parte, prende_quanto_puo, processi=PROCESSI, prima=tre_sale, poi=quante_ne_tiene, volte=5
    )
    tutti = [esito for uno in esiti for esito in uno]
    quota = QUOTE[Secchio.SALE]
    assert (tutti.count("mia"), tutti.count("quota"), resta) == (
        quota,
        len(tutti) - quota,
        {"tenute": quota} | INTERO,
    )


def chiude_o_prenota(posto, spazio, persone, volte):
    """One process closes the day of the round, the others book in it."""
    from coworking.actions import chiudi_giorni
    from talenti.base.permissions import Sistema

    _senza_quote()
    dove, chi = _chi(spazio, persone, posto)
    esiti = []
    for volta in range(volte):
        insieme()
        if posto == 0:
            giorno, _ora = _gara(volta * 4)
            esiti.append(len(chiudi_giorni(dove, dal=giorno, al=giorno, motivo="Ferie", da=Sistema("prova"))))
        else:
            esiti.append(_prova(dove, chi, *_finestra(volta * 4, posto)))
    return esiti


def aperte_nei_giorni_chiusi():
    from coworking.models import Eccezione, Prenotazione
    from talenti.base.clock import a_roma

    chiusi = set(Eccezione.objects.values_list("dal", flat=True))
    tenute = [a_roma(dal).date() for dal in Prenotazione.objects.che_tengono().values_list("dal", flat=True)]
    return {"nei_chiusi": sum(giorno in chiusi for giorno in tenute)} | che_cosa_resta()


def test_closing_a_day_and_booking_in_it_leave_no_booking_in_a_closed_day(base_a_parte):
    volte = 20
    esiti, resta = esegui(
        base_a_parte,
        chiude_o_prenota,
        processi=PROCESSI,
        prima=un_posto,
        poi=aperte_nei_giorni_chiusi,
        volte=volte,
    )
    for volta in range(volte):
        vinte = [uno[volta] for uno in esiti[1:]].count("mia")
        # Whoever came before the closing was told of it: as many cancelled as had won.
        assert esiti[0][volta] == vinte <= 1
        assert {uno[volta] for uno in esiti[1:]} <= {"mia", "preso", "chiuso"}
    assert resta == {"nei_chiusi": 0} | INTERO
