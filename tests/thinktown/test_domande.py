"""An application begun and written: the gate of time, one draft, no word over another's."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from talenti.base.clock import ROMA, a_quest_ora, adesso
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.registro.models import Transizione
from tests.factories import rete
from tests.factories.persone import PersonaFactory
from tests.factories.thinktown import (
    Ufficio,
    a_mezzogiorno,
    cominciata,
    completa,
    dati_atto,
    di_ogni_sezione,
    entra,
    giorno_lavorativo,
    inviata,
    maggiorenne,
    minorenne,
    risposta,
)
from thinktown import actions
from thinktown.actions.domande import FuoriTermine, RispostaCambiata
from thinktown.enums import BANDI_PUBBLICI, Proponente, StatoBando
from thinktown.models import AmmissioneTardiva, Bando, Domanda, Risposta, Salvataggio
from thinktown.queries import risposte_di

pytestmark = pytest.mark.django_db
UN_SECONDO = timedelta(seconds=1)


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato()


# ── Begun ─────────────────────────────────────────────────────────────────────────────────────────
def test_a_draft_is_begun_with_who_speaks_for_the_group(bando):
    persona = maggiorenne()
    domanda = cominciata(bando, persona)
    assert (domanda.stato, domanda.versione, domanda.numero, domanda.soggetto) == (
        "bozza",
        bando.versione,
        None,
        "Radio Quartiere",
    )
    assert list(domanda.componenti.values_list("persona", "ruolo", "stato")) == [(persona.pk, "referente", "dentro")]
    assert list(Transizione.objects.di(domanda).values_list("verbo", "attore")) == [
        ("comincia", f"persona:{persona.pk}")
    ]


def test_begun_twice_it_is_one_draft(bando):
    persona = maggiorenne()
    assert cominciata(bando, persona) == cominciata(bando, persona)
    assert Domanda.objects.count() == 1


@pytest.mark.parametrize(
    ("proponente", "sezione", "campo"),
    [
        ("impresa", "gruppi", "proponente"),
        ("gruppo", "", "sezione"),
        ("gruppo", "altra", "sezione"),
        ("gruppo", "associazioni", "sezione"),
    ],
)
def test_who_applies_and_for_what_is_of_the_call(bando, proponente, sezione, campo):
    with pytest.raises(DatoNonAccettato) as errore:
        actions.comincia(bando, proponente=proponente, sezione=sezione, da=maggiorenne())
    assert (errore.value.campo, Domanda.objects.count()) == (campo, 0)


def test_who_is_under_age_begins_only_where_the_call_lets_her(ufficio, bando):
    assert cominciata(bando, minorenne()).stato == "bozza"
    detta = completa()
    solo_grandi = ufficio.pubblicato(replace(detta, chi=replace(detta.chi, minori=False)))
    with pytest.raises(NonPermesso) as errore:
        cominciata(solo_grandi, minorenne())
    assert errore.value.codice == "minorenne"


# ── The gate ──────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "chiude",
    [
        a_mezzogiorno(datetime(2026, 12, 7, tzinfo=ROMA).date()),
        # The Monday after each change of the clock, and noon of a day in winter and in summer.
        a_mezzogiorno(datetime(2027, 3, 30, tzinfo=ROMA).date()),
        a_mezzogiorno(datetime(2027, 10, 29, tzinfo=ROMA).date()),
    ],
)
def test_the_closing_is_half_open_to_the_second(chiude):
    with a_quest_ora(chiude - timedelta(days=20)):
        bando = Ufficio().pubblicato(completa(chiude=chiude))
        persona = maggiorenne()
        domanda = cominciata(bando, persona)
    assert bando.chiude_il == chiude
    with a_quest_ora(chiude + timedelta(minutes=3)):
        risposta(domanda, "titolo", "Un secondo prima", da=persona, arrivo=chiude - UN_SECONDO)
        for arrivo in (chiude, chiude + UN_SECONDO):
            with pytest.raises(FuoriTermine, match="Il termine è passato"):
                risposta(domanda, "titolo", "Tardi", da=persona, arrivo=arrivo)
            with pytest.raises(FuoriTermine):
                actions.comincia(bando, proponente="gruppo", sezione="gruppi", da=maggiorenne(), arrivo=arrivo)
    assert risposte_di(domanda) == {"titolo": "Un secondo prima"}
    assert list(Domanda.objects.visibili_a(persona)) == [domanda]


def test_before_the_opening_nothing_is_begun(ufficio):
    apre = adesso() + timedelta(days=2)
    bando = ufficio.pubblicato(completa(apre=apre))
    with pytest.raises(FuoriTermine, match="Il bando apre"):
        cominciata(bando)
    with a_quest_ora(apre):
        assert cominciata(bando).stato == "bozza"


def test_an_extension_and_a_reopening_make_drafts_live_again(ufficio, bando):
    persona = maggiorenne()
    domanda = cominciata(bando, persona)
    chiusa = bando.chiude_il + timedelta(hours=1)
    with a_quest_ora(chiusa):
        with pytest.raises(FuoriTermine):
            risposta(domanda, "titolo", "Tardi", da=persona)
        dopo = a_mezzogiorno(giorno_lavorativo(20))
        actions.riapri(bando, dopo, dati_atto("9", "Il portale era fermo."), da=ufficio.pubblica)
        risposta(domanda, "titolo", "Di nuovo", da=persona)
    domanda.refresh_from_db()
    assert (risposte_di(domanda), domanda.versione.n) == ({"titolo": "Di nuovo"}, 2)


def test_who_is_let_in_by_name_writes_until_her_own_instant(ufficio, bando):
    persona, altra = maggiorenne(), maggiorenne()
    domanda, sua = cominciata(bando, persona), cominciata(bando, altra)
    chiusa = bando.chiude_il + timedelta(hours=1)
    with a_quest_ora(chiusa):
        fino_a = chiusa + timedelta(hours=4)
        with pytest.raises(DatoNonAccettato):
            actions.ammetti_tardi(bando, persona, fino_a=chiusa, motivo="x", da=ufficio.pubblica)
        actions.ammetti_tardi(bando, persona, fino_a=fino_a, motivo="Era in ospedale.", da=ufficio.pubblica)
        risposta(domanda, "titolo", "In tempo per lei", da=persona)
        with pytest.raises(FuoriTermine):
            risposta(sua, "titolo", "Tardi", da=altra)
    with a_quest_ora(fino_a), pytest.raises(FuoriTermine):
        risposta(domanda, "titolo", "Tardi", da=persona)
    ultima = Transizione.objects.di(bando).last()
    assert (ultima.verbo, ultima.dettaglio.dati["persona"]) == ("ammetti_tardi", persona.pk)
    assert AmmissioneTardiva.objects.count() == 1


@pytest.mark.parametrize("stato", [stato for stato in BANDI_PUBBLICI if stato != StatoBando.PUBBLICATO])
def test_a_call_that_is_over_takes_no_word(bando, stato):
    persona = maggiorenne()
    domanda = cominciata(bando, persona)
    AmmissioneTardiva.objects.create(bando=bando, persona=persona, fino_a=adesso() + timedelta(days=9), motivo="x")
    Bando.objects.filter(pk=bando.pk).update(stato=stato)
    with pytest.raises(FuoriTermine, match="non riceve più domande"):
        risposta(domanda, "titolo", "Tardi", da=persona)


# ── Written ───────────────────────────────────────────────────────────────────────────────────────
def test_two_people_on_one_answer_lose_nothing(bando):
    prima, seconda = maggiorenne(), maggiorenne()
    domanda = cominciata(bando, prima)
    entra(domanda, seconda, da=prima)
    actions.salva_risposta(domanda, "idea", "La mia", versione=0, gettone="a", da=prima)
    with pytest.raises(RispostaCambiata) as errore:
        actions.salva_risposta(domanda, "idea", "La sua", versione=0, gettone="b", da=seconda)
    assert (errore.value.attuale.valore, errore.value.attuale.da) == ("La mia", prima)
    actions.salva_risposta(domanda, "idea", "La sua", versione=1, gettone="c", da=seconda)
    assert risposte_di(domanda) == {"idea": "La sua"}
    assert list(Salvataggio.objects.values_list("versione", "valore", "da")) == [
        (1, "La mia", prima.pk),
        (2, "La sua", seconda.pk),
    ]


def test_the_token_of_one_answers_save_keeps_no_other_answer(bando):
    persona = maggiorenne()
    domanda = cominciata(bando, persona)
    actions.salva_risposta(domanda, "titolo", "Uno", versione=0, gettone="a", da=persona)
    with pytest.raises(DatoNonAccettato):
        actions.salva_risposta(domanda, "idea", "Due", versione=0, gettone="a", da=persona)
    assert risposte_di(domanda) == {"titolo": "Uno"}


def test_the_same_save_again_changes_nothing(bando):
    persona = maggiorenne()
    domanda = cominciata(bando, persona)
    for _volta in range(2):
        fatta = actions.salva_risposta(domanda, "titolo", "Uno", versione=0, gettone="a", da=persona)
        assert (fatta.valore, fatta.versione) == ("Uno", 1)
    risposta(domanda, "titolo", "Due", da=persona)
    assert actions.salva_risposta(domanda, "titolo", "Uno", versione=0, gettone="a", da=persona).valore == "Due"
    assert Salvataggio.objects.count() == 2


def test_what_cannot_be_kept_leaves_what_was_there(bando):
    persona = maggiorenne()
    domanda = cominciata(bando, persona)
    risposta(domanda, "chiesto", "900", da=persona)
    with pytest.raises(DatoNonAccettato) as errore:
        risposta(domanda, "chiesto", "tanto", da=persona)
    assert (errore.value.campo, risposte_di(domanda)) == ("chiesto", {"chiesto": "900.00"})
    with pytest.raises(DatoNonAccettato, match="questa voce non c'è più"):
        risposta(domanda, "inventata", "x", da=persona)
    assert Risposta.objects.count() == 1


def test_files_and_people_are_of_this_application(bando):
    persona, altra = maggiorenne(), maggiorenne()
    domanda, sua = cominciata(bando, persona), cominciata(bando, altra)
    file = file_di(sua, altra)
    with pytest.raises(DatoNonAccettato, match="Questo file non c'è più"):
        risposta(domanda, "altro", [file.codice], da=persona)
    with pytest.raises(DatoNonAccettato, match="Scegli una persona del gruppo"):
        risposta(domanda, "referente", sua.componenti.get().codice, da=persona)
    risposta(sua, "altro", [file.codice], da=altra)
    assert risposte_di(sua) == {"altro": [file.codice]}


def file_di(domanda, persona):
    from talenti.documenti.models import FileCaricato

    return FileCaricato.objects.create(
        oggetto_tipo="thinktown.domanda",
        oggetto_id=domanda.pk,
        proprietario=persona,
        nome="lettera.pdf",
        tipo="pdf",
        byte=10,
        sha256="0" * 64,
        percorso=f"prova/{domanda.pk}",
        caricato_il=adesso(),
    )


def test_a_change_of_the_text_asks_for_confirmation_again(bando):
    persona, altra = maggiorenne(), maggiorenne()
    domanda = cominciata(bando, persona)
    componente = entra(domanda, altra, da=persona)
    actions.conferma(domanda, da=altra)
    risposta(domanda, "titolo", "Un altro nome", da=persona)
    componente.refresh_from_db()
    assert (componente.stato, componente.confermato_il) == ("dentro", None)


# ── Who ───────────────────────────────────────────────────────────────────────────────────────────
def test_who_only_reads_does_not_write_and_strangers_see_nothing(ufficio, bando):
    persona, legge, estranea = maggiorenne(), maggiorenne(), PersonaFactory()
    domanda = cominciata(bando, persona)
    entra(domanda, legge, da=persona, ruolo="legge")
    guida = PersonaFactory()
    rete.capofila(guida)
    for chi in (legge, estranea, ufficio.scrive, ufficio.pubblica, guida):
        with pytest.raises(NonPermesso):
            risposta(domanda, "titolo", "Mio", da=chi)
    assert list(Domanda.objects.visibili_a(legge)) == [domanda]
    for chi in (estranea, ufficio.scrive, ufficio.pubblica, guida, None):
        assert list(Domanda.objects.visibili_a(chi)) == []
        assert list(Domanda.objects.visibili_in_ufficio(chi or PersonaFactory())) == []


def test_the_office_reads_what_was_sent_to_its_own_calls(ufficio, bando):
    domanda = inviata(bando)
    altro = Ufficio(rete.ammesso(tipo="ente_pubblico", nome="Un altro comune", codice_fiscale="01234560199"))
    assert list(Domanda.objects.visibili_in_ufficio(ufficio.scrive)) == [domanda]
    assert list(Domanda.objects.visibili_in_ufficio(altro.pubblica)) == []


def test_a_call_for_one_person_asks_nobody_else(ufficio):
    detta = completa()
    sezione = replace(detta.sezioni[0], chiave="volontari", proponenti=())
    requisiti = tuple(uno for uno in detta.chi.requisiti if not uno.proponenti)
    chi = replace(detta.chi, proponenti=(Proponente.PERSONA,), requisiti=requisiti)
    detta = replace(detta, chi=chi, sezioni=(sezione,), parti=di_ogni_sezione(detta))
    bando = ufficio.pubblicato(detta)
    persona = maggiorenne()
    domanda = actions.comincia(bando, proponente="persona", sezione="volontari", da=persona)
    with pytest.raises(DatoNonAccettato, match="una persona sola"):
        actions.invita(domanda, "altra@example.org", ruolo="scrive", da=persona)
    with pytest.raises(TransizioneNonAmmessa, match="non si toglie"):
        actions.togli(domanda.componenti.get(), da=persona)


def test_who_is_let_in_late_brings_her_group_with_her(ufficio, bando):
    persona, compagna, altra = maggiorenne(), maggiorenne(), maggiorenne()
    domanda = cominciata(bando, persona)
    entra(domanda, compagna, da=persona)
    sua = cominciata(bando, altra)
    with a_quest_ora(bando.chiude_il + timedelta(hours=1)):
        fino_a = adesso() + timedelta(days=2)
        actions.ammetti_tardi(bando, persona, fino_a=fino_a, motivo="Il portale era fermo.", da=ufficio.pubblica)
        assert risposta(domanda, "titolo", "Radio", da=compagna).versione == 1
        actions.conferma(domanda, da=compagna)
        with pytest.raises(FuoriTermine):
            risposta(sua, "titolo", "Altra", da=altra)
    with a_quest_ora(fino_a), pytest.raises(FuoriTermine):
        risposta(domanda, "titolo", "Tardi", da=compagna)
