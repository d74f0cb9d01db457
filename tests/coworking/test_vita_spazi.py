"""A published space: paused, withdrawn, changed; the exact rows, who is told, what is refused."""

from datetime import time, timedelta

import pytest

from coworking import actions
from coworking.enums import Stato, StatoSpazio
from coworking.models import Prenotazione, Spazio
from talenti.base.clock import a_quest_ora, adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import Sistema
from tests.factories import coworking, rete
from tests.factories.persone import PersonaFactory
from tests.rete.lettura import avvisi, dati, ultima

pytestmark = pytest.mark.django_db
SISTEMA = Sistema("prova")


@pytest.fixture
def gino():
    return PersonaFactory(email="gino@example.org", nome="Gino", cognome="Ospite")


@pytest.fixture
def partner(gino):
    return rete.ammesso(persona=gino, nome="Radio")


@pytest.fixture
def lea():
    lea = PersonaFactory(email="lea@example.org", nome="Lea", cognome="Guida")
    rete.capofila(lea, nome="Guida")
    return lea


def di(spazio):
    return Spazio.objects.get(pk=spazio.pk)


# ── Stopping, withdrawing ─────────────────────────────────────────────────────────────────────────
def test_pausing_and_starting_again(partner, gino):
    spazio = coworking.pubblicato(partner)
    fatta = coworking.prenotazione(PersonaFactory(), spazio)
    actions.sospendi(spazio, motivo="Lavori.", da=gino)
    assert (di(spazio).stato, di(spazio).fermato_dalla_rete) == (StatoSpazio.SOSPESO, False)
    assert avvisi(spazio) == []  # nobody else hosts there
    fatta.refresh_from_db()
    assert fatta.stato == Stato.CONFERMATA
    actions.riapri(spazio, da=gino)
    assert ultima(spazio) == ("riapri", "sospeso", "pubblicato", f"persona:{gino.pk}")


def test_what_the_lead_stopped_only_the_lead_starts(partner, gino, lea):
    spazio = coworking.pubblicato(partner)
    actions.sospendi(spazio, motivo="Una segnalazione.", da=lea)
    assert avvisi(spazio) == [
        ("gino@example.org", "Spazio sospeso: Sala Prova", f"/ospita/radio/spazi/{spazio.codice}/")
    ]
    with pytest.raises(NonPermesso) as errore:
        actions.riapri(spazio, da=gino)
    assert errore.value.codice == "fermato"
    actions.riapri(spazio, da=lea)
    assert (di(spazio).stato, di(spazio).fermato_dalla_rete) == (StatoSpazio.PUBBLICATO, False)


def test_stopped_by_the_lead_it_may_be_changed_and_examined_again(partner, gino, lea):
    spazio = coworking.pubblicato(partner)
    actions.sospendi(spazio, motivo="Una segnalazione.", da=lea)
    actions.riprendi(spazio, da=gino)
    actions.proponi(spazio, da=gino)
    actions.prendi_in_esame(spazio, da=lea)
    actions.pubblica(spazio, da=lea)
    assert di(spazio).fermato_dalla_rete is False


def test_withdrawing_ends_the_bookings_to_come_and_tells_why(partner, gino):
    spazio = coworking.pubblicato(partner, capienza=5)
    giulia = PersonaFactory(email="giulia@example.org")
    confermata = coworking.prenotazione(giulia, spazio)
    with a_quest_ora(adesso() - timedelta(days=40)):
        passata = coworking.prenotazione(PersonaFactory(), spazio)
    assert actions.ritira(spazio, motivo="Cambiamo sede.", da=gino) == [confermata]
    assert (di(spazio).stato, di(confermata.spazio).prenotabile) == (StatoSpazio.RITIRATO, False)
    for prenotazione in (confermata, passata):
        prenotazione.refresh_from_db()
    assert (confermata.stato, passata.stato) == (Stato.DISDETTA, Stato.CONFERMATA)
    assert confermata.occupazioni.count() == 0
    [(a_chi, oggetto, _url)] = avvisi(confermata)
    assert (a_chi, oggetto.split(":")[0]) == ("giulia@example.org", "Prenotazione annullata")
    assert dati(confermata) == {"motivo": "Cambiamo sede."}


def test_withdrawing_with_an_overdue_request_and_one_that_waits_for_a_guardian(partner, gino):
    spazio = coworking.pubblicato(partner, capienza=5, sempre_conferma=True)
    scaduta, aspetta = (coworking.prenotazione(PersonaFactory(), spazio) for _n in range(2))
    Prenotazione.objects.filter(pk=scaduta.pk).update(scade_il=adesso())
    Prenotazione.objects.filter(pk=aspetta.pk).update(attende_tutore=True)
    actions.ritira(spazio, motivo="Basta.", da=gino)
    scaduta.refresh_from_db()
    aspetta.refresh_from_db()
    assert (scaduta.stato, ultima(scaduta)[3]) == (Stato.SCADUTA, "sistema:prenotazioni")
    assert (aspetta.stato, ultima(aspetta)[3]) == (Stato.DISDETTA, "sistema:prenotazioni")


def test_taking_up_a_paused_space_with_bookings(partner, gino):
    spazio = coworking.pubblicato(partner)
    fatta = coworking.prenotazione(PersonaFactory(), spazio)
    actions.sospendi(spazio, motivo="x", da=gino)
    with pytest.raises(TransizioneNonAmmessa, match="C'è ancora 1 prenotazione"):
        actions.riprendi(spazio, da=gino)
    assert di(spazio).stato == StatoSpazio.SOSPESO
    actions.disdici(fatta, motivo="x", da=gino)
    actions.riprendi(spazio, da=gino)
    assert di(spazio).stato == StatoSpazio.BOZZA


# ── Changing a published one ──────────────────────────────────────────────────────────────────────
def test_changing_the_page(partner, gino):
    spazio = coworking.pubblicato(partner)
    cambiata = actions.modifica(
        spazio,
        da=gino,
        campi={"descrizione": "Ridipinta.", "preavviso_ore": 24, "nome": "Sala Prova"},
        dotazioni=["wifi"],
        accessibilita={"ruote": ("si", "Rampa."), "vista": ("", "")},
    )
    assert (cambiata, di(spazio).descrizione, di(spazio).preavviso_ore) == (True, "Ridipinta.", 24)
    assert dati(spazio) == {
        "prima": {
            "descrizione": "Luminosa, al primo piano.",
            "preavviso_ore": "",
            "dotazioni": [],
            "accessibilita": [],
        },
        "dopo": {
            "descrizione": "Ridipinta.",
            "preavviso_ore": "24",
            "dotazioni": ["wifi"],
            "accessibilita": [["ruote", "si", "Rampa."]],
        },
    }
    assert actions.modifica(spazio, da=gino, campi={"descrizione": "Ridipinta."}, dotazioni=["wifi"]) is False


@pytest.mark.parametrize("campo", ["tipo", "vendita", "capienza", "comune", "indirizzo", "lat", "lon"])
def test_kind_seats_and_place_do_not_change_without_an_examination(partner, gino, campo):
    with pytest.raises(ValueError, match=campo):
        actions.modifica(coworking.pubblicato(partner), da=gino, campi={campo: "x"})


@pytest.mark.parametrize(
    ("campi", "campo"),
    [
        ({"nome": " "}, "nome"),
        ({"descrizione": ""}, "descrizione"),
        ({"prezzo": "sul_posto"}, "quanto"),
        ({"eta_minima": 3}, "eta_minima"),
    ],
)
def test_a_change_does_not_undo_what_a_proposal_needs(partner, gino, campi, campo):
    spazio = coworking.pubblicato(partner)
    with pytest.raises(DatoNonAccettato) as errore:
        actions.modifica(spazio, da=gino, campi=campi)
    assert errore.value.campo == campo
    assert (di(spazio).nome, di(spazio).prezzo) == ("Sala Prova", "gratis")


def test_new_rules_are_a_new_version(partner, gino):
    spazio = coworking.bozza(partner)
    actions.salva_bozza(spazio, da=gino, regole_testo="Una.")
    actions.proponi(spazio, da=gino)
    actions.prendi_in_esame(spazio, da=SISTEMA)
    actions.pubblica(spazio, da=SISTEMA)
    fatta = coworking.prenotazione(PersonaFactory(), spazio, regole=1)
    assert actions.cambia_regole(spazio, testo="Due.", da=gino) is True
    assert actions.cambia_regole(spazio, testo="Due. ", da=gino) is False
    assert (ultima(spazio)[0], dati(spazio)) == ("cambia_regole", {"versione": 2})
    assert (fatta.regole.testo, list(spazio.regole.values_list("versione", "testo"))) == (
        "Una.",
        [(2, "Due."), (1, "Una.")],
    )
    actions.cambia_regole(spazio, testo="", da=gino)
    assert coworking.prenotazione(PersonaFactory(), spazio).regole is None


def test_rules_that_a_booking_accepted_stay_when_it_is_a_draft_again(partner, gino):
    spazio = coworking.pubblicato(partner)
    actions.cambia_regole(spazio, testo="Una.", da=gino)
    fatta = coworking.prenotazione(PersonaFactory(), spazio, regole=1)
    actions.ritira(spazio, motivo="x", da=gino)
    actions.riprendi(spazio, da=gino)
    for testo in ("D", "Due."):
        actions.salva_bozza(spazio, da=gino, regole_testo=testo)
    assert list(spazio.regole.values_list("versione", "testo")) == [(2, "Due."), (1, "Una.")]
    assert Prenotazione.objects.get(pk=fatta.pk).regole.versione == 1


def test_new_hours_hold_from_today_and_the_old_ones_stay_as_they_were(partner, gino):
    spazio = coworking.pubblicato(partner)
    giorno = oggi()
    for orari in ([(0, time(9), time(12)), (0, time(14), time(20))], [(0, time(9), time(20))]):
        actions.cambia_orari(spazio, orari=orari, da=gino)
    assert dati(spazio) == {"orari": ["0 09:00-20:00"]}
    assert list(spazio.orari.filter(al__isnull=True).values_list("giorno", "dalle", "alle", "dal")) == [
        (0, time(9), time(20), giorno)
    ]
    assert list(spazio.orari.filter(al=giorno).values_list("giorno", "dal")) == [(n, None) for n in range(5)]


def test_hours_that_leave_a_booking_outside_are_refused(partner, gino):
    spazio = coworking.pubblicato(partner)
    coworking.prenotazione(PersonaFactory(), spazio)
    with pytest.raises(DatoNonAccettato, match="1 prenotazione cade fuori") as errore:
        actions.cambia_orari(spazio, orari=[(0, time(9), time(13))], da=gino)
    assert errore.value.codice == "fuori_orario"
    assert spazio.orari.filter(al__isnull=True).count() == 5
    actions.cambia_orari(spazio, orari=[(0, time(8), time(13, 30))], da=gino)
    assert spazio.orari.filter(al__isnull=True).count() == 1


def test_an_overdue_request_does_not_hold_the_hours(partner, gino):
    spazio = coworking.pubblicato(partner, sempre_conferma=True)
    fatta = coworking.prenotazione(PersonaFactory(), spazio)
    Prenotazione.objects.filter(pk=fatta.pk).update(scade_il=adesso())
    actions.cambia_orari(spazio, orari=[(6, time(9), time(13))], da=gino)
    assert spazio.orari.filter(al__isnull=True).count() == 1
