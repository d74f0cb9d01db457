"""Eight processes on one database: numbers, acts, seals, announcements."""

import time

import pytest

from tests.processi import esegui

pytestmark = pytest.mark.concorrenza
PROCESSI, VOLTE = 8, 25


def partner_ammesso():
    return _pronto("ammesso")


def partner_in_bozza():
    return _pronto("bozza")


def partner_ritirato():
    return _pronto("ritirato")


def _pronto(stato):
    """A partner and two people who may do everything: their keys."""
    from tests.factories.persone import PersonaFactory
    from tests.factories.registro import partner_in

    persone = [PersonaFactory(is_superuser=True).pk, PersonaFactory(is_superuser=True).pk]
    return {"partner": partner_in(stato).pk, "persone": persone}


def partner_gia_agito():
    pronto = partner_ammesso()
    agisci(0, volte=1, **pronto)
    return pronto


def sette_atti():
    pronto = partner_ammesso()
    agisci(0, volte=7, **pronto)
    return {}


def numera_molti(posto, partner, persone, volte):
    """Number many times; one in five is undone, and its number must come back."""
    from django.db import transaction

    from talenti.registro.actions import numera
    from talenti.rete.models import Partner

    oggetto, presi = Partner.objects.get(pk=partner), []
    for volta in range(volte):
        try:
            with transaction.atomic():
                numero = numera("protocollo", oggetto)
                if volta % 5 == posto % 5:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            continue
        presi.append(numero.n)
    return presi


def agisci(posto, partner, persone, volte):
    from talenti.registro import annunci
    from talenti.registro.actions import atto
    from talenti.rete.models import Partner
    from tests.factories.registro import SPAZZINO

    annunci._avvisatori.clear()
    oggetto = Partner.objects.get(pk=partner)
    for volta in range(volte):
        with atto(oggetto, "modifica", da=SPAZZINO, dati={"posto": posto, "volta": volta}):
            pass
    return volte


def riprendi(posto, partner, persone):
    """Each admin has read the partner as it was, then presses."""
    from talenti.base.exceptions import TransizioneNonAmmessa
    from talenti.persone.models import Persona
    from talenti.registro import annunci
    from talenti.registro.actions import atto
    from talenti.rete.models import Partner

    annunci._avvisatori.clear()
    oggetto, persona = Partner.objects.get(pk=partner), Persona.objects.get(pk=persone[posto])
    try:
        with atto(oggetto, "riprendi", da=persona):
            time.sleep(0.3)
    except TransizioneNonAmmessa as errore:
        return {"chi": persona.pk, "frase": str(errore.frase)}
    return {"chi": persona.pk, "frase": ""}


def sigilla_ora(_posto):
    from talenti.registro.actions import sigilla

    sigillo = sigilla()
    return sigillo.quanti if sigillo else 0


def verifica_mentre_si_agisce(_posto, partner, persone):
    """The rows are read, then somebody acts, then what stands beside them is read."""
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    from talenti.registro import controlli
    from talenti.registro.queries import verifica

    fini = controlli._fini

    def agisce():
        agisci(0, partner, persone, 1)
        connection.close()

    def fini_dopo_un_atto(ultime):
        with ThreadPoolExecutor(1) as altro:
            altro.submit(agisce).result()
        return fini(ultime)

    controlli._fini = fini_dopo_un_atto
    return list(verifica())


def guarda():
    from talenti.registro.models import Numero, Transizione
    from talenti.registro.queries import verifica

    righe = Transizione.objects.order_by("n")
    return {
        "guasti": list(verifica()),
        "numeri": list(Numero.objects.order_by("n").values_list("n", flat=True)),
        "catena": [riga.n for riga in righe],
        "chi": [(riga.attore, riga.a_stato) for riga in righe],
    }


def test_numbers_have_no_gap_and_no_double(base_a_parte):
    presi, visto = esegui(
        base_a_parte, numera_molti, processi=PROCESSI, prima=partner_in_bozza, poi=guarda, volte=VOLTE
    )
    tutti = sorted(n for di_uno in presi for n in di_uno)
    assert tutti == list(range(1, PROCESSI * (VOLTE - VOLTE // 5) + 1))
    assert (visto["numeri"], visto["guasti"]) == (tutti, [])


def test_eight_writers_on_one_object_make_one_chain(base_a_parte):
    fatti, visto = esegui(base_a_parte, agisci, processi=PROCESSI, prima=partner_ammesso, poi=guarda, volte=5)
    assert fatti == [5] * PROCESSI
    assert (visto["catena"], visto["guasti"]) == (list(range(1, PROCESSI * 5 + 1)), [])


def test_two_admins_on_one_partner_one_wins_the_other_reads_a_sentence(base_a_parte):
    esiti, visto = esegui(base_a_parte, riprendi, processi=2, prima=partner_ritirato, poi=guarda)
    perde = next(esito["frase"] for esito in esiti if esito["frase"])
    vince = next(esito["chi"] for esito in esiti if not esito["frase"])
    assert perde.startswith("Lo stato è già «Bozza»: l'ha cambiato ")
    assert perde.endswith("Ricarica la pagina per vedere com'è ora.")
    assert visto["chi"] == [[f"persona:{vince}", "bozza"]]


def test_sealers_at_once_seal_every_row_once(base_a_parte):
    chiusi, visto = esegui(base_a_parte, sigilla_ora, processi=4, prima=sette_atti, poi=guarda)
    assert (sum(chiusi), len(visto["catena"]), visto["guasti"]) == (7, 7, [])


def test_an_act_while_the_log_is_verified_is_no_fault(base_a_parte):
    [guasti], visto = esegui(base_a_parte, verifica_mentre_si_agisce, processi=1, prima=partner_gia_agito, poi=guarda)
    assert (guasti, visto["catena"], visto["guasti"]) == ([], [1, 2], [])
