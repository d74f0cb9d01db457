"""A space from draft to publication: the exact rows, who is told, what is refused."""

from datetime import time
from decimal import Decimal

import pytest

from coworking import actions
from coworking.enums import Stato, StatoSpazio, Tipo, Vendita
from coworking.mancanze import che_cosa_manca, perche_non_puo
from coworking.models import Orario, Prenotazione, Regole, Spazio
from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import Sistema
from talenti.registro.models import Transizione
from tests.factories import coworking, rete
from tests.factories.luoghi import comune
from tests.factories.persone import PersonaFactory
from tests.rete.lettura import avvisi, dati, ultima

pytestmark = pytest.mark.django_db
SISTEMA = Sistema("prova")
SETTIMANA = [(giorno, time(9), time(18)) for giorno in range(5)]


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


# ── The draft ─────────────────────────────────────────────────────────────────────────────────────
def test_a_draft_begun_twice_is_one_until_something_is_written(partner, gino):
    prima = actions.comincia_bozza(partner, da=gino)
    assert actions.comincia_bozza(partner, da=gino) == prima
    assert (prima.stato, prima.partner, prima.proposto_da, prima.nome) == (StatoSpazio.BOZZA, partner, gino, "")
    actions.salva_bozza(prima, da=gino, campi={"nome": "Sala"})
    assert actions.comincia_bozza(partner, da=gino) != prima


def test_saving_a_draft_keeps_every_part_and_logs_nothing(partner, gino):
    bozza = actions.comincia_bozza(partner, da=gino)
    actions.salva_bozza(
        bozza,
        da=gino,
        campi={"nome": "Sala", "tipo": Tipo.RIUNIONI, "capienza": 8, "preavviso_ore": 24},
        dotazioni=["wifi", "lavagna"],
        accessibilita={"ruote": ("si", "Rampa."), "vista": ("", "")},
        orari=SETTIMANA[:1],
        regole_testo="Si lascia in ordine.",
    )
    nuova = di(bozza)
    assert (nuova.nome, nuova.tipo, nuova.capienza, nuova.preavviso_ore) == ("Sala", "riunioni", 8, 24)
    assert list(nuova.dotazioni.values_list("voce", flat=True)) == ["lavagna", "wifi"]
    assert list(nuova.accessibilita.values_list("aspetto", "grado", "nota")) == [("ruote", "si", "Rampa.")]
    assert list(nuova.orari.values_list("giorno", "dalle", "alle", "dal")) == [(0, time(9), time(18), None)]
    assert list(nuova.regole.values_list("versione", "testo")) == [(1, "Si lascia in ordine.")]
    assert Transizione.objects.di(bozza).count() == 0


def test_saving_again_takes_the_place_of_what_was_there(partner, gino):
    bozza = actions.comincia_bozza(partner, da=gino)
    for dotazioni, testo in (
        (["wifi", "bici"], "Prima."),
        (["wifi", "cucina"], "Dopo."),
        (["wifi", "cucina"], "Dopo."),
    ):
        actions.salva_bozza(
            bozza,
            da=gino,
            dotazioni=dotazioni,
            accessibilita={"udito": ("no", "")},
            orari=SETTIMANA,
            regole_testo=testo,
        )
    assert list(bozza.dotazioni.values_list("voce", flat=True)) == ["cucina", "wifi"]
    assert (bozza.accessibilita.count(), bozza.orari.count()) == (1, 5)
    assert list(bozza.regole.values_list("versione", "testo")) == [(1, "Dopo.")]


def test_saving_only_what_a_draft_has(partner, gino):
    bozza = actions.comincia_bozza(partner, da=gino)
    with pytest.raises(ValueError, match="slug"):
        actions.salva_bozza(bozza, da=gino, campi={"slug": "mio"})


@pytest.mark.parametrize(
    ("tipo", "campo", "valore", "frase"),
    [
        (Tipo.STUDIO, "preavviso_ore", 11, "puoi chiedere di più, non di meno"),
        (Tipo.HUB, "eta_minima", 15, "16"),
        (Tipo.LABORATORIO, "dopo", 1, "2"),
        ("", "dopo", 9, "al massimo 8"),
        (Tipo.HUB, "preavviso_ore", 721, "al massimo 720"),
        (Tipo.HUB, "eta_minima", 31, "al massimo 30"),
    ],
)
def test_a_host_only_tightens(partner, gino, tipo, campo, valore, frase):
    bozza = actions.comincia_bozza(partner, da=gino)
    with pytest.raises(DatoNonAccettato, match=frase) as errore:
        actions.salva_bozza(bozza, da=gino, campi={"tipo": tipo, campo: valore})
    assert (errore.value.codice, errore.value.campo) == ("regola_della_rete", campo)
    assert di(bozza).tipo == ""


def test_what_the_kind_asks_may_be_left_or_tightened():
    assert perche_non_puo(Tipo.STUDIO, "preavviso_ore", 12) == ""
    assert perche_non_puo(Tipo.STUDIO, "preavviso_ore", None) == ""
    assert perche_non_puo(Tipo.STUDIO, "nome", "x") == ""
    assert perche_non_puo("", "eta_minima", 0) == ""


def test_the_centre_of_the_comune_follows_the_comune(partner, gino):
    """Nobody wrote the point: it came from the comune, and goes with it. One written by hand stays."""
    spazio = coworking.proposto(partner)
    actions.riprendi(spazio, da=gino)
    assert (spazio.lat, spazio.lon) == (comune("Soresina").lat, comune("Soresina").lon)
    actions.salva_bozza(spazio, da=gino, campi={"comune": comune("Crema")})
    assert (di(spazio).lat, di(spazio).lon) == (None, None)
    actions.salva_bozza(spazio, da=gino, campi={"lat": Decimal("45.36"), "lon": Decimal("9.68")})
    actions.salva_bozza(spazio, da=gino, campi={"comune": comune("Cremona")})
    assert di(spazio).lat == Decimal("45.36000")
    assert [(m.parte, m.campo) for m in che_cosa_manca(di(spazio))] == [("dove", "punto")]


def test_what_is_missing_from_an_empty_draft(partner, gino):
    bozza = actions.comincia_bozza(partner, da=gino)
    assert [(m.parte, m.campo) for m in che_cosa_manca(bozza)] == [
        ("che-cos-e", "nome"),
        ("che-cos-e", "tipo"),
        ("che-cos-e", "in_una_frase"),
        ("dove", "comune"),
        ("dove", "indirizzo"),
        ("com-e", "descrizione"),
        ("orari", "giorno_0"),
    ]
    assert che_cosa_manca(coworking.bozza(partner, nome="Altra")) == []


def test_what_is_paid_must_be_said_and_the_week_of_the_host_is_enough(partner, gino):
    bozza = coworking.bozza(partner, prezzo="sul_posto")
    assert [m.campo for m in che_cosa_manca(bozza)] == ["quanto"]
    actions.salva_bozza(bozza, da=gino, campi={"quanto": "5 € l'ora"}, orari=[])
    assert [m.campo for m in che_cosa_manca(bozza)] == ["giorno_0"]
    coworking.orario(partner)
    assert che_cosa_manca(bozza) == []


def test_throwing_a_draft_away(partner, gino):
    bozza = coworking.bozza(partner)
    actions.salva_bozza(bozza, da=gino, regole_testo="Piano.")
    actions.scarta_bozza(bozza, da=gino)
    assert (Spazio.objects.count(), Regole.objects.count(), Orario.objects.count()) == (0, 0, 0)


def test_a_draft_once_proposed_is_not_thrown_away(partner, gino):
    spazio = coworking.proposto(partner)
    actions.riprendi(spazio, da=gino)
    with pytest.raises(TransizioneNonAmmessa, match="già stato proposto"):
        actions.scarta_bozza(spazio, da=gino)
    assert Spazio.objects.count() == 1


# ── To the lead ───────────────────────────────────────────────────────────────────────────────────
def test_proposing(partner, gino, lea):
    spazio = coworking.bozza(partner)
    prima = adesso()
    actions.proponi(spazio, da=gino)
    nuovo = di(spazio)
    assert (nuovo.stato, nuovo.slug, nuovo.proposto_da) == (StatoSpazio.PROPOSTO, "sala-prova", gino)
    assert (nuovo.lat, nuovo.lon) == (comune("Soresina").lat, comune("Soresina").lon)
    assert prima <= nuovo.proposto_il <= adesso()
    assert ultima(spazio) == ("proponi", "bozza", "proposto", f"persona:{gino.pk}")
    assert dati(spazio) == {"nome": "Sala Prova", "tipo": "hub"}
    assert avvisi(spazio) == [
        ("gino@example.org", "Proposta inviata: Sala Prova", f"/ospita/radio/spazi/{spazio.codice}/"),
        ("lea@example.org", "Spazio da esaminare: Sala Prova", f"/admin/coworking/spazio/{spazio.pk}/esame/"),
    ]


def test_proposing_what_is_not_complete(partner, gino):
    spazio = coworking.bozza(partner, indirizzo="")
    with pytest.raises(DatoNonAccettato, match="Scrivi l'indirizzo") as errore:
        actions.proponi(spazio, da=gino)
    assert (errore.value.codice, di(spazio).stato) == ("incompleta", StatoSpazio.BOZZA)


def test_proposing_judges_the_policy_on_the_kind_of_the_end(partner, gino):
    """Asked for while it was a hub, and then it became a workshop."""
    spazio = coworking.bozza(partner, preavviso_ore=2)
    actions.salva_bozza(spazio, da=gino, campi={"tipo": Tipo.LABORATORIO})
    with pytest.raises(DatoNonAccettato) as errore:
        actions.proponi(spazio, da=gino)
    assert errore.value.codice == "regola_della_rete"


def test_one_host_does_not_fill_the_queue(partner, gino, monkeypatch):
    monkeypatch.setattr("coworking.actions.bozza.MASSIMO_PROPOSTI", 1)
    coworking.proposto(partner)
    with pytest.raises(DatoNonAccettato) as errore:
        actions.proponi(coworking.bozza(partner, nome="Seconda"), da=gino)
    assert errore.value.codice == "troppi"


@pytest.mark.parametrize(("nome", "slug"), [("Sala Prova", "sala-prova-2"), ("Foto", "foto-2"), ("Tutore", "tutore-2")])
def test_an_address_taken_gets_a_number(partner, nome, slug):
    coworking.proposto(partner)
    assert coworking.proposto(partner, nome=nome).slug == slug


def test_a_name_without_letters_has_the_code_for_address(partner):
    spazio = coworking.proposto(partner, nome="★★★")
    assert spazio.slug == spazio.codice


def test_after_a_hundred_the_address_ends_with_chance(partner):
    coworking.proposto(partner)
    Spazio.objects.bulk_create(Spazio(partner=partner, nome="Altra", slug=f"sala-prova-{n}") for n in range(2, 100))
    assert coworking.proposto(partner).slug.startswith("sala-prova-")


def test_examination_publication_and_notice(partner, gino, lea):
    spazio = coworking.proposto(partner)
    actions.prendi_in_esame(spazio, da=lea)
    assert ultima(spazio) == ("prendi_in_esame", "proposto", "in_esame", f"persona:{lea.pk}")
    assert avvisi(spazio) == []
    prima = adesso()
    actions.pubblica(spazio, da=lea, motivo="Bello.")
    nuovo = di(spazio)
    assert (nuovo.stato, nuovo.prenotabile) == (StatoSpazio.PUBBLICATO, True)
    assert prima <= nuovo.pubblicato_il <= adesso()
    assert list(nuovo.postazioni.values_list("numero", "capienza", "attiva")) == [(1, 1, True), (2, 1, True)]
    assert (ultima(spazio)[:3], dati(spazio)) == (("pubblica", "in_esame", "pubblicato"), {"motivo": "Bello."})
    assert avvisi(spazio) == [
        ("gino@example.org", "Spazio pubblicato: Sala Prova", f"/ospita/radio/spazi/{spazio.codice}/")
    ]


def test_refusal_with_its_reason_and_a_second_try(partner, gino, lea):
    spazio = coworking.in_esame(partner)
    with pytest.raises(DatoNonAccettato):
        actions.respingi(spazio, motivo=" ", da=lea)
    actions.respingi(spazio, motivo="Mancano le uscite.", da=lea)
    assert (di(spazio).stato, dati(spazio)) == (StatoSpazio.RESPINTO, {"motivo": "Mancano le uscite."})
    assert [riga[1] for riga in avvisi(spazio)] == ["Spazio non pubblicato: Sala Prova"]
    actions.riprendi(spazio, da=gino)
    actions.salva_bozza(spazio, da=gino, campi={"nome": "Sala Nuova"})
    actions.proponi(spazio, da=gino)
    assert (di(spazio).stato, di(spazio).slug) == (StatoSpazio.PROPOSTO, "sala-nuova")


def test_a_page_that_was_public_keeps_its_address(partner, gino):
    spazio = coworking.pubblicato(partner)
    actions.sospendi(spazio, motivo="Lavori.", da=gino)
    actions.riprendi(spazio, da=gino)
    actions.salva_bozza(spazio, da=gino, campi={"nome": "Un altro nome"})
    actions.proponi(spazio, da=gino)
    assert di(spazio).slug == "sala-prova"


# ── Seats ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("vendita", "posti"),
    [
        (Vendita.POSTI, [(1, 1), (2, 1), (3, 1)]),
        (Vendita.ENTRAMBI, [(1, 1), (2, 1), (3, 1)]),
        (Vendita.INTERO, [(1, 3)]),
    ],
)
def test_seats_are_those_of_the_way_it_is_booked(partner, vendita, posti):
    spazio = coworking.pubblicato(partner, vendita=vendita, capienza=3)
    assert list(spazio.postazioni.values_list("numero", "capienza")) == posti


def test_fewer_seats_after_a_new_examination_and_more_again(partner, gino):
    spazio = coworking.pubblicato(partner, capienza=3)
    for capienza, attive in ((1, [1]), (4, [1, 2, 3, 4])):
        actions.sospendi(spazio, motivo="x", da=gino)
        actions.riprendi(spazio, da=gino)
        actions.salva_bozza(spazio, da=gino, campi={"capienza": capienza})
        actions.proponi(spazio, da=gino)
        actions.prendi_in_esame(spazio, da=SISTEMA)
        actions.pubblica(spazio, da=SISTEMA)
        assert list(spazio.postazioni.filter(attiva=True).values_list("numero", flat=True)) == attive


def test_a_seat_booked_for_the_future_stays(partner):
    spazio = coworking.pubblicato(partner, capienza=2)
    coworking.prenotazione(PersonaFactory(), spazio, persone=2)
    spazio.capienza = 1
    actions.imposta_postazioni(spazio)
    assert list(spazio.postazioni.values_list("numero", "attiva")) == [(1, True), (2, True)]
    Prenotazione.objects.all().update(stato=Stato.ANNULLATA)
    actions.imposta_postazioni(spazio)
    assert list(spazio.postazioni.values_list("numero", "attiva")) == [(1, True), (2, False)]
