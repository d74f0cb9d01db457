"""Places made of applications: every verb over every state, what may be published, how many, and by whom."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from talenti.avvisi.models import Avviso
from talenti.base.clock import a_quest_ora, oggi
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.luoghi.models import Comune
from talenti.registro.models import Transizione
from tests.factories.istruttoria import in_ordine
from tests.factories.posti import (
    PERCHE,
    DueBandi,
    chiuso,
    detto,
    inviata_da,
    pubblicata,
    scelta,
)
from tests.factories.thinktown import Ufficio, completa, dati_atto, inviata, maggiorenne, risposta
from thinktown import actions
from thinktown.actions import SceltaPosto
from thinktown.actions.offerte import Limiti, entro_i_limiti
from thinktown.enums_posti import TRANSIZIONI_OFFERTA, NelPosto, StatoOfferta
from thinktown.misure import Modello, modello
from thinktown.models import Bando, Offerta
from thinktown.posti import da_scegliere
from thinktown.proposta import ha_contatti, proposta

pytestmark = pytest.mark.django_db


@pytest.fixture
def raccolta():
    """A closed call with one application: (office, call, application)."""
    ufficio, bando, (domanda,) = chiuso()
    return ufficio, bando, domanda


def _verbi(offerta):
    return list(Transizione.objects.di(offerta).values_list("verbo", "da_stato", "a_stato"))


# ── Chosen ────────────────────────────────────────────────────────────────────────────────────────
def test_a_place_says_what_its_application_said_and_nothing_of_its_people(raccolta):
    ufficio, bando, domanda = raccolta
    offerta = scelta(domanda, ufficio.pubblica)
    assert (offerta.bando, offerta.domanda, offerta.invio, offerta.n) == (bando, domanda, domanda.invii.get(), 1)
    assert (offerta.titolo, offerta.organizzazione, offerta.comune.nome, offerta.dove) == (
        "Etichette che raccontano il campo 1",
        "Organizzazione 1",
        "Soresina",
        "Organizzazione 1, Soresina",
    )
    assert (offerta.settore, offerta.nome_settore) == ("agricoltura", "Agroalimentare e patrimonio rurale")
    assert (offerta.posti, offerta.addetti, offerta.ospitati, offerta.deroga) == (1, 4, 0, "")
    assert offerta.contenuto == {
        "dove": "Via dei Campi 4",
        "che_cosa": "Chi compra legge da quale campo viene il prodotto.",
        "oggi": "Le etichette dicono solo il peso.",
        "impara": "Come si segue un prodotto dalla terra alla tavola.",
        "chi": "Chi ha voglia di imparare.",
        "ore": "30",
        "orario": "Da lunedì a venerdì, la mattina.",
        "tutor": "Segue la produzione da dieci anni.",
        "indennita": "250\u00a0€",
    }
    assert "Tutoreprivato" not in str(offerta.contenuto)
    assert _verbi(offerta) == [("scegli_offerta", "", "proposta")]


def test_what_is_chosen_is_what_was_sent_not_what_was_being_changed():
    ufficio, bando, _nessuna = chiuso(quante=0)
    with a_quest_ora(bando.chiude_il - timedelta(days=1)):
        domanda = inviata_da(bando, Modello.INNOVAZIONE)
        risposta(domanda, "titolo", "Un altro titolo", da=domanda.componenti.get().persona)
    in_ordine(domanda)
    assert proposta(domanda.invii.get()).titolo == "Etichette che raccontano il campo 1"
    assert scelta(domanda, ufficio.pubblica).titolo == "Etichette che raccontano il campo 1"


@pytest.mark.parametrize("quando", ["aperto", "inviata", "ritirata", "bozza"])
def test_only_of_what_was_admitted_to_a_call_that_has_closed(quando):
    ufficio = Ufficio()
    bando = ufficio.pubblicato(completa(Modello.INNOVAZIONE), misura=Modello.INNOVAZIONE)
    domanda = inviata_da(bando, Modello.INNOVAZIONE)
    persona = domanda.componenti.get().persona
    dopo = bando.chiude_il + timedelta(days=1)
    if quando == "ritirata":
        actions.ritira(domanda, da=persona)
    if quando == "bozza":
        domanda = actions.comincia(
            bando, proponente="impresa", sezione="imprese", soggetto="Altra", codice_fiscale="1", da=maggiorenne()
        )
    with a_quest_ora(bando.apre_il if quando == "aperto" else dopo), pytest.raises(TransizioneNonAmmessa) as errore:
        actions.scegli_offerta(domanda, replace(_un_detto(), posti=1), PERCHE, da=ufficio.pubblica)
    assert (errore.value.codice, Offerta.objects.count()) == (
        "aperto" if quando == "aperto" else "non_ammessa",
        0,
    )


def _un_detto():
    return actions.PostoDetto("Un titolo", 1)


def test_a_call_that_collects_nothing_makes_no_places():
    ufficio = Ufficio()
    bando = ufficio.pubblicato()
    domanda = inviata(bando)
    with a_quest_ora(bando.chiude_il + timedelta(days=1)), pytest.raises(TransizioneNonAmmessa) as errore:
        actions.scegli_offerta(domanda, _un_detto(), PERCHE, da=ufficio.pubblica)
    assert errore.value.codice == "non_raccoglie"


def test_of_one_application_one_place_at_a_time(raccolta):
    ufficio, _bando, domanda = raccolta
    prima = scelta(domanda, ufficio.pubblica)
    with pytest.raises(TransizioneNonAmmessa) as errore:
        scelta(domanda, ufficio.pubblica)
    assert errore.value.codice == "gia"
    actions.ritira_offerta(prima, motivo="Ci avevamo ripensato.", da=ufficio.pubblica)
    assert scelta(domanda, ufficio.pubblica).n == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Offerta.objects.filter(pk=prima.pk).update(stato="proposta", ritirata_il=None)


def test_no_more_are_chosen_than_the_section_gives():
    ufficio, bando, domande = chiuso(quante=6)
    for domanda in domande[:5]:
        scelta(domanda, ufficio.pubblica)
    with pytest.raises(TransizioneNonAmmessa) as errore:
        scelta(domande[5], ufficio.pubblica)
    assert (errore.value.codice, "ne sceglie 5" in str(errore.value.frase)) == ("pieno", True)
    actions.ritira_offerta(bando.offerte.get(n=2), motivo="Ha chiuso.", da=ufficio.pubblica)
    assert scelta(domande[5], ufficio.pubblica).n == 6


@pytest.mark.parametrize(
    ("decisione", "campo"),
    [
        (SceltaPosto(), "numero"),
        (SceltaPosto(numero=" ", motivo=" "), "numero"),
        (SceltaPosto(numero="12"), "data"),
        (SceltaPosto(numero="12", data=oggi() + timedelta(days=1)), "data"),
    ],
)
def test_a_choice_has_its_act_or_its_reason(raccolta, decisione, campo):
    ufficio, _bando, domanda = raccolta
    with pytest.raises(DatoNonAccettato) as errore:
        actions.scegli_offerta(domanda, detto(domanda), decisione, da=ufficio.pubblica)
    assert errore.value.campo == campo


def test_a_choice_by_an_act_needs_no_other_reason(raccolta):
    ufficio, _bando, domanda = raccolta
    decisione = SceltaPosto(numero=" 91/2026 ", data=oggi())
    offerta = actions.scegli_offerta(domanda, detto(domanda), decisione, da=ufficio.pubblica)
    assert (offerta.atto_numero, offerta.atto_del, offerta.scelta_perche) == ("91/2026", oggi(), "")
    with pytest.raises(IntegrityError), transaction.atomic():
        Offerta.objects.filter(pk=offerta.pk).update(atto_numero="")


# ── What may be published ─────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("cambi", "campo"),
    [
        ({"titolo": " "}, "titolo"),
        ({"titolo": "x" * 121}, "titolo"),
        ({"titolo": "Scrivete a ida@example.org"}, "titolo"),
        ({"testi": {NelPosto.TUTOR: "Chiamate il 333 1234567"}}, "tutor"),
        ({"testi": {NelPosto.CHE_COSA: "x" * 3001}}, "che_cosa"),
        ({"posti": 0}, "posti"),
        ({"posti": 201}, "posti"),
        ({"posti": 2}, "deroga"),
        ({"posti": 2, "deroga": "  "}, "deroga"),
    ],
)
def test_what_must_not_be_published_is_named_beside_its_field(raccolta, cambi, campo):
    ufficio, _bando, domanda = raccolta
    with pytest.raises(DatoNonAccettato) as errore:
        scelta(domanda, ufficio.pubblica, **cambi)
    assert (errore.value.campo, Offerta.objects.count()) == (campo, 0)


@pytest.mark.parametrize(
    ("testo", "ha"),
    [
        ("mario.rossi@example.org", True),
        ("Tel. 0372 407 123", True),
        ("+39 333 123 4567", True),
        ("0039-0373-256123", True),
        ("347.1234567", True),
        ("Dal 2019, 30 ore, 1.250,50 €, alle 9:30", False),
        ("Via Roma 312, 26100 Cremona", False),
        ("P. IVA 01234560199", True),
        ("Nel 2026-2027 siamo @casa", False),
        ("", False),
    ],
)
def test_addresses_and_numbers_are_found(testo, ha):
    assert ha_contatti(testo) is ha


def test_the_staff_says_how_many_and_a_reason_goes_beyond(raccolta):
    ufficio, _bando, domanda = raccolta
    with pytest.raises(DatoNonAccettato) as errore:
        scelta(domanda, ufficio.pubblica, posti=2)
    assert str(errore.value.frase) == (
        "Persone in sede: 4. Tirocini ammessi insieme: 1 (D.G.R. Lombardia 7763 del 17 gennaio 2018). In corso adesso: "
        "0. Posti liberi: 1. Scrivi perché ne pubblichi di più."
    )
    offerta = scelta(domanda, ufficio.pubblica, posti=2, deroga=" Un accordo con la Regione. ")
    assert (offerta.posti, offerta.deroga) == (2, "Un accordo con la Regione.")
    dati = Transizione.objects.di(offerta).get().dettaglio.dati
    assert dati["deroga"] == "Un accordo con la Regione."


def test_who_is_a_trainee_there_already_takes_a_place():
    ufficio, _bando, (domanda,) = chiuso(dipendenti="25", in_tirocinio="2", posti="3")
    with pytest.raises(DatoNonAccettato, match=r"ammessi insieme: 3 .*In corso adesso: 2. Posti liberi: 1"):
        scelta(domanda, ufficio.pubblica)
    assert scelta(domanda, ufficio.pubblica, posti=1, deroga="Non serve").deroga == ""


def test_where_the_staff_was_not_asked_no_rule_stops():
    assert (entro_i_limiti(40, "", Limiti()), Limiti().in_parole()) == ("", "")


def test_two_applications_of_one_body_in_one_comune_share_its_staff():
    ufficio, _bando, (prima, seconda, terza) = chiuso(quante=3, dipendenti="12")
    for una in (prima, seconda):
        una.codice_fiscale = terza.codice_fiscale
        una.save(update_fields=["codice_fiscale"])
    scelta(prima, ufficio.pubblica, posti=1)
    altrove = Comune.objects.get(nome="Crema")
    scelta(terza, ufficio.pubblica, posti=2, comune=altrove)
    with pytest.raises(DatoNonAccettato, match=r"altra domanda dello stesso ente: 1. Posti liberi: 1\. Scrivi"):
        scelta(seconda, ufficio.pubblica, posti=2)
    offerta = scelta(seconda, ufficio.pubblica, posti=1)
    assert offerta.deroga == ""
    # Its own places are not counted against it.
    actions.rivedi_offerta(offerta, detto(seconda, posti=1), da=ufficio.pubblica)


def test_a_tutor_follows_three_at_most():
    ufficio, _bando, (domanda,) = chiuso(dipendenti="25", tutor_segue="2")
    with pytest.raises(DatoNonAccettato, match=r"Il tutor segue già 2 persone, al massimo sono 3\. Scrivi perché"):
        scelta(domanda, ufficio.pubblica, posti=2)
    assert scelta(domanda, ufficio.pubblica, posti=2, deroga="Ci sono due tutor.").deroga == "Ci sono due tutor."


# ── Written anew, published, withdrawn ────────────────────────────────────────────────────────────
def _portata(domanda, stato, da):
    offerta = scelta(domanda, da)
    if stato != StatoOfferta.PROPOSTA:
        actions.pubblica_offerta(offerta, da=da)
    if stato == StatoOfferta.RITIRATA:
        actions.ritira_offerta(offerta, motivo="Ha chiuso.", da=da)
    return offerta


FAI = {
    "rivedi_offerta": lambda offerta, da: actions.rivedi_offerta(offerta, _un_detto(), da=da),
    "pubblica_offerta": lambda offerta, da: actions.pubblica_offerta(offerta, da=da),
    "ritira_offerta": lambda offerta, da: actions.ritira_offerta(offerta, motivo="Serve.", da=da),
}


@pytest.mark.parametrize("stato", StatoOfferta)
@pytest.mark.parametrize("verbo", FAI)
def test_every_verb_in_each_state(raccolta, verbo, stato):
    ufficio, _bando, domanda = raccolta
    offerta = _portata(domanda, stato, ufficio.pubblica)
    passo, prima = TRANSIZIONI_OFFERTA[verbo], len(_verbi(offerta))
    if stato in passo.da:
        FAI[verbo](offerta, ufficio.pubblica)
        offerta.refresh_from_db()
        assert (offerta.stato, len(_verbi(offerta))) == (passo.a or stato, prima + 1)
    else:
        with pytest.raises(TransizioneNonAmmessa):
            FAI[verbo](offerta, ufficio.pubblica)
        assert len(_verbi(offerta)) == prima


@pytest.mark.parametrize("verbo", ["scegli_offerta", *FAI])
def test_who_writes_calls_does_not_choose_places(raccolta, verbo):
    ufficio, _bando, domanda = raccolta
    if verbo == "scegli_offerta":
        with pytest.raises(NonPermesso):
            scelta(domanda, ufficio.scrive)
        return
    offerta = scelta(domanda, ufficio.pubblica)
    for chi in (ufficio.scrive, domanda.componenti.get().persona, maggiorenne()):
        with pytest.raises(NonPermesso):
            FAI[verbo](offerta, chi)


def test_what_is_written_anew_is_judged_as_the_first_time(raccolta):
    ufficio, _bando, domanda = raccolta
    offerta = scelta(domanda, ufficio.pubblica)
    with pytest.raises(DatoNonAccettato) as errore:
        actions.rivedi_offerta(offerta, detto(domanda, posti=3), da=ufficio.pubblica)
    assert errore.value.campo == "deroga"
    actions.rivedi_offerta(offerta, detto(domanda, titolo="Più corto", posti=3, deroga="Sì."), da=ufficio.pubblica)
    offerta.refresh_from_db()
    assert (offerta.titolo, offerta.posti, offerta.deroga) == ("Più corto", 3, "Sì.")


def test_withdrawn_it_says_why_and_is_chosen_no_more(raccolta):
    ufficio, _bando, domanda = raccolta
    offerta = pubblicata(domanda, ufficio.pubblica)
    assert list(Offerta.objects.pubblicate()) == [offerta]
    with pytest.raises(DatoNonAccettato) as errore:
        actions.ritira_offerta(offerta, motivo=" ", da=ufficio.pubblica)
    assert errore.value.campo == "motivo"
    actions.ritira_offerta(offerta, motivo="L'impresa ha chiuso.", da=ufficio.pubblica)
    offerta.refresh_from_db()
    assert (offerta.ritirata_perche, offerta.ritirata_il is not None) == ("L'impresa ha chiuso.", True)
    assert (list(Offerta.objects.pubblicate()), list(Offerta.objects.uscite())) == ([], [offerta])


def test_one_withdrawn_before_it_came_out_has_never_been_out(raccolta):
    ufficio, _bando, domanda = raccolta
    offerta = scelta(domanda, ufficio.pubblica)
    assert list(Offerta.objects.uscite()) == []
    actions.ritira_offerta(offerta, motivo="Un errore.", da=ufficio.pubblica)
    assert list(Offerta.objects.uscite()) == []
    assert Avviso.objects.filter(oggetto__contains="posto").count() == 0


# ── The call that lets one choose ─────────────────────────────────────────────────────────────────
def test_a_call_that_lets_choose_comes_out_when_there_is_something_to_choose():
    ufficio, primo, (domanda,) = chiuso()
    detta = completa(Modello.INNOVAZIONE_GIOVANI, posti_di=primo.codice)
    secondo = ufficio.bozza(detta, misura=Modello.INNOVAZIONE)
    assert secondo.risponde_a == primo
    offerta = scelta(domanda, ufficio.pubblica)
    with pytest.raises(DatoNonAccettato) as errore:
        actions.manda_in_verifica(secondo, da=ufficio.scrive)
    assert errore.value.codice == "senza_posti"
    actions.pubblica_offerta(offerta, da=ufficio.pubblica)
    actions.manda_in_verifica(secondo, da=ufficio.scrive)
    actions.pubblica(secondo, dati_atto(), da=ufficio.pubblica)
    assert [una.pk for una in da_scegliere(Bando.objects.get(pk=secondo.pk))] == [offerta.pk]


def test_whose_places_it_offers_never_changes_once_it_is_out():
    due = DueBandi(1)
    altro = chiuso(ufficio=due.ufficio)[1]
    detta = due.secondo.in_vigore
    nuova = replace(
        detta,
        parti=tuple(
            replace(una, quesiti=tuple(replace(q, bando=altro.codice) if q.bando else q for q in una.quesiti))
            for una in detta.parti
        ),
    )
    with pytest.raises(DatoNonAccettato) as errore:
        actions.rettifica(due.secondo, nuova, dati_atto(motivo="Un altro."), da=due.ufficio.pubblica)
    assert (errore.value.codice, Bando.objects.get(pk=due.secondo.pk).risponde_a) == ("posti", due.primo)


def test_a_call_begun_from_one_of_last_year_forgets_whose_places_it_offered():
    due = DueBandi(1)
    nuovo = actions.crea(due.ufficio.partner, misura="innovazione", come=due.secondo, da=due.ufficio.scrive)
    assert (nuovo.bozza.preferenze.bando, nuovo.risponde_a, nuovo.bozza.tempi.finestre) == ("", None, ())


@pytest.mark.parametrize("quale", Modello)
def test_a_call_is_begun_from_any_of_the_six_templates(quale):
    ufficio = Ufficio()
    bando = actions.crea(ufficio.partner, misura=quale.misura, quale=quale, da=ufficio.scrive)
    assert (bando.misura, bando.bozza) == (quale.misura, modello(quale))
