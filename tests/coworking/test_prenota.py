"""Booking a place: the exact rows, every refusal with its code, and what happens to it afterwards."""

from datetime import date, time, timedelta

import pytest

from coworking import actions
from coworking.actions.prenota import prenota
from coworking.enums import QUOTE, TRANSIZIONI, Secchio, Stato, StatoSpazio, Tipo, Vendita
from coworking.esiti import PostoPreso
from coworking.models import Occupazione, Prenotazione, Regole, Spazio
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.exceptions import DatoNonAccettato, ErroreDiDominio, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import Sistema
from talenti.registro.models import Transizione
from tests.factories import coworking, rete
from tests.factories.coworking import alle, giorno_feriale, richiesta
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db
SISTEMA = Sistema("prova")


@pytest.fixture
def giulia():
    return PersonaFactory()


@pytest.fixture
def altra():
    return PersonaFactory()


@pytest.fixture
def chi_ospita():
    return PersonaFactory()


@pytest.fixture
def partner(chi_ospita):
    return rete.ammesso(persona=chi_ospita)


@pytest.fixture
def hub(partner):
    return coworking.spazio(partner, posti=2)


@pytest.fixture
def studio(partner):
    """A kind whose host answers."""
    return coworking.spazio(partner, tipo=Tipo.STUDIO)


def codice_di(spazio, persona, **campi):
    with pytest.raises(ErroreDiDominio) as errore:
        prenota(spazio, richiesta(**campi), da=persona)
    assert Prenotazione.objects.filter(persona=persona).count() == 0
    return errore.value.codice


def test_prenota_takes_the_first_free_seat_at_once(hub, giulia):
    giorno = giorno_feriale()
    fatta = prenota(hub, richiesta(giorno, alle=time(13, 30)), da=giulia)
    primo = hub.postazioni.get(numero=1)
    assert (fatta.stato, fatta.persone, fatta.prezzo, fatta.scade_il) == (Stato.CONFERMATA, 1, "gratis", None)
    assert fatta.annulla_entro == fatta.dal - timedelta(hours=2)
    assert list(fatta.postazioni.all()) == [primo]
    righe = Occupazione.objects.order_by("istante").values_list("postazione", "tipo", "prenotazione")
    assert list(righe) == [(primo.pk, "prenotazione", fatta.pk)] * 9
    t = Transizione.objects.di(fatta).get()
    assert (t.verbo, t.a_stato, t.attore) == ("prenota", Stato.CONFERMATA, f"persona:{giulia.pk}")


def test_prenota_asks_the_host_where_the_kind_wants_it_and_holds_the_place(studio, giulia):
    fatta = prenota(studio, richiesta(), da=giulia)
    assert (fatta.stato, fatta.scade_il, fatta.decisa_il) == (
        Stato.RICHIESTA,
        fatta.chiesta_il + timedelta(hours=48),
        None,
    )
    assert fatta.occupazioni.count() == 9


def test_request_close_to_its_time_expires_when_it_begins(studio, giulia):
    giorno = giorno_feriale()
    with a_quest_ora(alle(giorno, time(9)) - timedelta(hours=20)):
        fatta = prenota(studio, richiesta(giorno), da=giulia)
    assert fatta.scade_il == fatta.dal


def test_host_may_only_tighten(partner, giulia):
    spazio = coworking.spazio(partner, sempre_conferma=True, preavviso_ore=48, dopo=2, eta_minima=12)
    politica = spazio.politica
    assert (politica.conferma, politica.preavviso, politica.dopo, politica.eta_minima) == (
        True,
        timedelta(hours=48),
        2,
        16,
    )
    fatta = prenota(spazio, richiesta(), da=giulia)
    assert sorted(fatta.occupazioni.values_list("tipo", flat=True)) == ["dopo"] * 2 + ["prenotazione"] * 9


def test_second_of_two_takes_the_other_seat_and_the_third_reads_that_it_is_taken(hub, giulia, altra):
    uno, due = prenota(hub, richiesta(), da=giulia), prenota(hub, richiesta(), da=altra)
    assert (uno.postazioni.get().numero, due.postazioni.get().numero) == (1, 2)
    with pytest.raises(PostoPreso) as errore:
        prenota(hub, richiesta(), da=PersonaFactory())
    assert errore.value.codice == "preso"


def test_same_press_twice_is_one_booking(hub, giulia):
    uno = prenota(hub, richiesta(gettone="abc"), da=giulia)
    assert prenota(hub, richiesta(gettone="abc"), da=giulia) == uno
    assert Prenotazione.objects.count() == 1


def test_same_token_of_another_person_is_another_booking(hub, giulia, altra):
    assert prenota(hub, richiesta(gettone="abc"), da=giulia) != prenota(hub, richiesta(gettone="abc"), da=altra)


def test_several_seats_in_one_booking(hub, giulia):
    fatta = prenota(hub, richiesta(persone=2), da=giulia)
    assert (fatta.postazioni.count(), fatta.occupazioni.count()) == (2, 18)


def test_room_given_whole_holds_its_one_place_whatever_the_people(partner, giulia):
    sala = coworking.spazio(partner, tipo=Tipo.RIUNIONI, vendita=Vendita.INTERO, posti=12)
    fatta = prenota(sala, richiesta(alle=time(11), persone=7), da=giulia)
    assert (fatta.postazioni.count(), fatta.persone) == (1, 7)


def test_whole_room_and_its_seats_exclude_each_other(partner, giulia, altra):
    sala = coworking.spazio(partner, tipo=Tipo.RIUNIONI, vendita=Vendita.ENTRAMBI, posti=3)
    prenota(sala, richiesta(alle=time(10)), da=giulia)
    with pytest.raises(PostoPreso):
        prenota(sala, richiesta(alle=time(10), intero=True), da=altra)
    intera = prenota(sala, richiesta(dalle=time(10), alle=time(11), intero=True, persone=3), da=altra)
    assert intera.postazioni.count() == 3


@pytest.mark.parametrize(
    ("codice", "campi"),
    [
        ("passato", {"giorno": date(2020, 1, 7)}),
        ("troppo_presto", {"giorno": date(2099, 1, 5)}),
        ("chiuso", {"dalle": time(20), "alle": time(22)}),
        ("fuori_orario", {"dalle": time(9), "alle": time(12)}),
        ("fuori_orario", {"dalle": time(9, 15), "alle": time(13, 30)}),
        ("fuori_orario", {"dalle": time(9), "alle": time(23)}),
        ("quante_persone", {"persone": 0}),
        ("quante_persone", {"persone": 3}),
        ("non_intero", {"intero": True}),
        ("scopo", {"scopo": "  "}),
    ],
)
def test_prenota_refuses_with_a_code_and_writes_nothing(hub, giulia, codice, campi):
    assert codice_di(hub, giulia, **campi) == codice
    assert (Occupazione.objects.count(), Transizione.objects.filter(oggetto_tipo="coworking.prenotazione").count()) == (
        0,
        0,
    )


def test_prenota_without_the_notice_that_the_kind_asks(studio, giulia):
    giorno = giorno_feriale()
    with a_quest_ora(alle(giorno, time(9)) - timedelta(hours=11)):
        assert codice_di(studio, giulia, giorno=giorno) == "preavviso"


def test_prenota_on_rules_that_changed_meanwhile(partner, giulia):
    spazio = coworking.spazio(partner, regole="Non si fuma.")
    assert codice_di(spazio, giulia) == "regole"
    Regole.objects.create(spazio=spazio, versione=2, testo="Non si fuma e non si canta.")
    assert codice_di(spazio, giulia, regole=1) == "regole"
    assert prenota(spazio, richiesta(regole=2), da=giulia).regole.testo == "Non si fuma e non si canta."


def test_prenota_beyond_the_quota_of_its_kind_and_not_of_another(partner, giulia):
    spazi = [coworking.spazio(partner, tipo=Tipo.RIUNIONI, nome=f"Sala {n}") for n in range(QUOTE[Secchio.SALE] + 1)]
    ore = [{"dalle": time(9 + n), "alle": time(10 + n)} for n in range(len(spazi))]
    for spazio, quando in zip(spazi[:-1], ore, strict=False):
        prenota(spazio, richiesta(**quando), da=giulia)
    with pytest.raises(DatoNonAccettato) as errore:
        prenota(spazi[-1], richiesta(**ore[-1]), da=giulia)
    assert errore.value.codice == "quota"
    pomeriggio = {"dalle": time(13, 30), "alle": time(18)}
    assert prenota(coworking.spazio(partner), richiesta(**pomeriggio), da=giulia).stato == Stato.CONFERMATA


def test_nobody_is_in_two_places_at_once(partner, hub, giulia):
    prenota(hub, richiesta(), da=giulia)
    with pytest.raises(DatoNonAccettato) as errore:
        prenota(coworking.spazio(partner), richiesta(), da=giulia)
    assert errore.value.codice == "in_due_posti"


@pytest.mark.parametrize("stato", [stato for stato in StatoSpazio if stato != StatoSpazio.PUBBLICATO])
def test_prenota_only_what_is_published(hub, giulia, stato):
    Spazio.objects.filter(pk=hub.pk).update(stato=stato)
    hub.refresh_from_db()
    with pytest.raises(NonPermesso) as errore:
        prenota(hub, richiesta(), da=giulia)
    assert errore.value.codice == "non_aperto"


def test_prenota_not_of_a_partner_that_is_stopped(hub, giulia):
    from talenti.rete import actions as di_rete

    di_rete.sospendi(hub.partner, motivo="Verifica", da=SISTEMA)
    hub.refresh_from_db()
    with pytest.raises(NonPermesso):
        prenota(hub, richiesta(), da=giulia)


def test_overdue_request_gives_its_place_to_whoever_asks_next(studio, giulia, altra):
    prima = prenota(studio, richiesta(giorno_feriale(14)), da=giulia)
    with a_quest_ora(prima.scade_il):
        dopo = prenota(studio, richiesta(giorno_feriale(14)), da=altra)
    prima.refresh_from_db()
    assert (prima.stato, prima.occupazioni.count(), dopo.occupazioni.count()) == (Stato.SCADUTA, 0, 9)


def test_sweep_closes_overdue_requests_and_bookings_long_over(studio, hub, giulia, altra):
    chiesta = prenota(studio, richiesta(giorno_feriale(14)), da=giulia)
    tenuta = prenota(hub, richiesta(), da=altra)
    assert actions.chiudi_scadute() == 0
    with a_quest_ora(chiesta.scade_il):
        assert actions.chiudi_scadute() == 1
    with a_quest_ora(tenuta.al + timedelta(days=4)):
        assert (actions.chiudi_scadute(), actions.chiudi_scadute()) == (1, 0)
    chiesta.refresh_from_db()
    tenuta.refresh_from_db()
    assert (chiesta.stato, tenuta.stato) == (Stato.SCADUTA, Stato.CONCLUSA)


# ── The verbs afterwards ──────────────────────────────────────────────────────────────────────────
def in_stato(spazio, persona, stato):
    """A booking in a state, by the rows: the table of refusals looks at states, not at ways."""
    fatta = prenota(spazio, richiesta(), da=persona)
    if fatta.stato != stato:
        campi = {"stato": stato, "decisa_il": None if stato == Stato.RICHIESTA else adesso()}
        Prenotazione.objects.filter(pk=fatta.pk).update(**campi, scade_il=fatta.scade_il or fatta.dal)
        fatta.refresh_from_db()
    return fatta


def esegui(verbo, prenotazione, da):
    motivo = {"motivo": "Perché sì."} if TRANSIZIONI[verbo].motivo else {}
    getattr(actions, verbo)(prenotazione, da=da, **motivo)


VERBI = [verbo for verbo in TRANSIZIONI if verbo not in ("prenota", "concludi")]


@pytest.mark.parametrize("verbo", VERBI)
@pytest.mark.parametrize("stato", list(Stato))
def test_verb_starts_only_from_its_states(hub, giulia, verbo, stato):
    prenotazione, passo = in_stato(hub, giulia, stato), TRANSIZIONI[verbo]
    adatto = stato in passo.da
    ora = prenotazione.scade_il if verbo == "scade" and adatto else adesso()
    with a_quest_ora(ora):
        if not adatto:
            with pytest.raises(TransizioneNonAmmessa):
                esegui(verbo, prenotazione, SISTEMA)
            prenotazione.refresh_from_db()
            assert prenotazione.stato == stato
            return
        esegui(verbo, prenotazione, SISTEMA)
    prenotazione.refresh_from_db()
    atteso = Stato.CONFERMATA if verbo == "acconsenti" else passo.a
    assert prenotazione.stato == atteso
    assert prenotazione.occupazioni.exists() == (atteso not in LIBERANO)


LIBERANO = {Stato.RIFIUTATA, Stato.SCADUTA, Stato.ANNULLATA, Stato.DISDETTA}


@pytest.mark.parametrize("verbo", ["conferma", "rifiuta", "disdici", "registra_presenza", "registra_assenza"])
def test_only_who_hosts_answers(studio, giulia, altra, chi_ospita, verbo):
    stato = Stato.CONFERMATA if verbo.startswith("registra") else Stato.RICHIESTA
    prenotazione = in_stato(studio, giulia, stato)
    with a_quest_ora(prenotazione.dal if stato == Stato.CONFERMATA else adesso()):
        for nessuno in (giulia, altra):
            with pytest.raises(NonPermesso):
                esegui(verbo, prenotazione, nessuno)
        esegui(verbo, prenotazione, chi_ospita)
    assert Transizione.objects.di(prenotazione).last().attore == f"persona:{chi_ospita.pk}"


def test_presence_is_not_marked_before_it_begins(hub, giulia, chi_ospita):
    with pytest.raises(NonPermesso) as errore:
        actions.registra_presenza(prenota(hub, richiesta(), da=giulia), da=chi_ospita)
    assert errore.value.codice == "troppo_presto"


def test_late_answer_is_no_answer(studio, giulia, chi_ospita):
    fatta = prenota(studio, richiesta(giorno_feriale(14)), da=giulia)
    with a_quest_ora(fatta.scade_il):
        for verbo in ("conferma", "rifiuta", "acconsenti"):
            with pytest.raises(TransizioneNonAmmessa):
                esegui(verbo, fatta, SISTEMA)
    fatta.refresh_from_db()
    assert fatta.stato == Stato.RICHIESTA


def test_scade_does_not_close_a_request_before_its_term(studio, giulia):
    with pytest.raises(TransizioneNonAmmessa):
        actions.scade(prenota(studio, richiesta(), da=giulia), da=SISTEMA)


def test_annulla_gives_the_place_back(hub, giulia, altra):
    fatta = prenota(hub, richiesta(persone=2), da=giulia)
    actions.annulla(fatta, da=giulia)
    assert prenota(hub, richiesta(persone=2), da=altra).stato == Stato.CONFERMATA


def test_annulla_only_ones_own_and_until_the_term_of_the_kind(hub, giulia, altra):
    fatta = prenota(hub, richiesta(), da=giulia)
    with pytest.raises(NonPermesso):
        actions.annulla(fatta, da=altra)
    with a_quest_ora(fatta.annulla_entro + timedelta(minutes=1)), pytest.raises(DatoNonAccettato) as errore:
        actions.annulla(fatta, da=giulia)
    assert errore.value.codice == "troppo_tardi"
    with a_quest_ora(fatta.dal), pytest.raises(NonPermesso):
        actions.annulla(fatta, da=giulia)
    with a_quest_ora(fatta.annulla_entro):
        actions.annulla(fatta, da=giulia)
    assert fatta.stato == Stato.ANNULLATA


def test_request_not_answered_is_taken_back_until_it_begins(studio, giulia):
    giorno = giorno_feriale()
    with a_quest_ora(alle(giorno, time(9)) - timedelta(hours=13)):
        fatta = prenota(studio, richiesta(giorno), da=giulia)
    with a_quest_ora(fatta.dal - timedelta(minutes=1)):
        actions.annulla(fatta, da=giulia)
    assert fatta.stato == Stato.ANNULLATA
