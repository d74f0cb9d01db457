"""Declarations drawn by lot: when, out of which, done again by anybody; and what became of each."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from talenti.base.clock import a_quest_ora, adesso
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.registro.actions import cancella_dettaglio, sigilla
from talenti.registro.models import RigaImmutabile, Transizione
from talenti.registro.queries import verifica as registro_intatto
from talenti.rete import ruoli
from tests.factories import rete
from tests.factories.campioni import estratto, verificata
from tests.factories.istruttoria import AMMETTE, ESCLUDE, detta
from tests.factories.thinktown import (
    Ufficio,
    cominciata,
    dati_atto,
    dopo_la_chiusura,
    inviata,
    maggiorenne,
)
from thinktown import actions, campioni
from thinktown.actions.campioni import estrae_campione, segno, verifica
from thinktown.enums import SI_VERIFICA, StatoBando
from thinktown.enums_istruttoria import EsitoVerifica
from thinktown.estrazione import estrai, impronta
from thinktown.models import Bando, Campione, VerificaCampione

pytestmark = pytest.mark.django_db
SEME = "12 45 60 71 88"


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    """Four sent, one taken back, one never sent; closed an hour ago."""
    bando, persona = ufficio.pubblicato(), maggiorenne()
    for _una in range(4):
        inviata(bando)
    actions.ritira(inviata(bando, persona), da=persona)
    cominciata(bando)
    with dopo_la_chiusura(bando):
        yield bando


def in_vigore(bando):
    return list(bando.domande.filter(stato="inviata").order_by("numero").values_list("codice", flat=True))


def uscite(campione):
    return list(campione.verifiche.order_by("pk").values_list("domanda__codice", flat=True))


# ── The draw ──────────────────────────────────────────────────────────────────────────────────────
def test_it_draws_out_of_what_is_in_force_and_keeps_how(ufficio, bando):
    campione = estratto(bando, ufficio.pubblica, 50, seme=f" {SEME} ", evento="Lotto di Milano, sab 5 dicembre 2026")
    elenco = in_vigore(bando)
    assert len(elenco) == 4
    assert (campione.n, campione.percento, campione.seme, campione.quante) == (1, 50, SEME, 4)
    assert (campione.tra, campione.da, campione.estratto_il) == (impronta(elenco), ufficio.pubblica, adesso())
    assert uscite(campione) == estrai(elenco, SEME, 50)
    assert set(campione.verifiche.values_list("esito", "nota", "da")) == {("", "", None)}
    atto = Transizione.objects.di(bando).get(verbo="estrae_campione")
    assert atto.attore == f"persona:{ufficio.pubblica.pk}"
    assert atto.dettaglio.dati == {
        "campione": 1, "percento": 50, "seme": SEME, "evento": "Lotto di Milano, sab 5 dicembre 2026",
        "tra": campione.tra, "elenco": elenco, "estratte": uscite(campione),
    }  # fmt: skip


def test_what_was_decided_meanwhile_stays_in_the_list(ufficio, bando):
    prima, seconda = bando.domande.filter(stato="inviata").order_by("numero")[:2]
    detta(prima, AMMETTE, ufficio.scrive)
    detta(seconda, ESCLUDE, ufficio.scrive)
    assert estratto(bando, ufficio.pubblica, 100).quante == 4


def test_the_portal_makes_a_seed_that_nobody_could_know(ufficio, bando):
    semi = {estratto(bando, ufficio.pubblica, 1).seme for _volta in range(5)}
    assert len(semi) == 5
    assert {len(uno) for uno in semi} == {32}
    assert campioni.registrato(bando.campioni.get(n=5)).evento == ""


def test_one_at_least_comes_out_and_with_a_hundred_all(ufficio, bando):
    assert [len(uscite(estratto(bando, ufficio.pubblica, p))) for p in (1, 25, 26, 100)] == [1, 1, 2, 4]


def test_a_second_draw_is_beside_the_first(ufficio, bando):
    prima = estratto(bando, ufficio.pubblica, seme=SEME, evento="Lotto")
    com_era = uscite(prima)
    with pytest.raises(TransizioneNonAmmessa, match="è stato estratto un campione"):
        estrae_campione(bando, 50, letti=0, da=ufficio.pubblica)
    seconda = estratto(bando, ufficio.pubblica, 100)
    prima.refresh_from_db()
    assert ([uno.n for uno in bando.campioni.all()], prima.seme, uscite(prima)) == ([1, 2], SEME, com_era)
    assert len(uscite(seconda)) == 4
    with pytest.raises(RigaImmutabile):
        prima.delete()
    prima.seme = "altro"
    with pytest.raises(RigaImmutabile):
        prima.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        VerificaCampione.objects.create(campione=prima, domanda=prima.verifiche.first().domanda)


def test_nothing_is_drawn_while_the_call_is_open(ufficio):
    bando = ufficio.pubblicato()
    inviata(bando)
    bando.refresh_from_db()
    with pytest.raises(TransizioneNonAmmessa, match="ancora aperto"):
        estratto(bando, ufficio.pubblica)
    with a_quest_ora(bando.chiude_il - timedelta(seconds=1)), pytest.raises(TransizioneNonAmmessa, match="aperto"):
        estratto(bando, ufficio.pubblica)
    with a_quest_ora(bando.chiude_il):
        assert estratto(bando, ufficio.pubblica).quante == 1
        actions.riapri(bando, adesso() + timedelta(days=9), dati_atto(motivo="Un guasto."), da=ufficio.pubblica)
        with pytest.raises(TransizioneNonAmmessa, match="ancora aperto"):
            estratto(bando, ufficio.pubblica)


def test_out_of_nothing_nothing_is_drawn(ufficio):
    bando = ufficio.pubblicato()
    cominciata(bando)
    with dopo_la_chiusura(bando), pytest.raises(TransizioneNonAmmessa, match="Nessuna domanda è stata inviata"):
        estratto(bando, ufficio.pubblica)
    assert not Campione.objects.exists()


@pytest.mark.parametrize("stato", StatoBando)
def test_the_state_of_the_call_says_whether_it_is_the_moment(ufficio, bando, stato):
    if stato in (StatoBando.BOZZA, StatoBando.IN_VERIFICA):
        bando = ufficio.bozza() if stato == StatoBando.BOZZA else ufficio.in_verifica()
    else:
        Bando.objects.filter(pk=bando.pk).update(stato=stato)
    if stato in SI_VERIFICA:
        assert estratto(bando, ufficio.pubblica).n == 1
        return
    with pytest.raises(TransizioneNonAmmessa):
        estratto(bando, ufficio.pubblica)
    assert not Campione.objects.exists()


def test_who_answers_for_the_call_draws_and_nobody_else(ufficio, bando):
    altrove = Ufficio(rete.ammesso(tipo="ente_pubblico", nome="Altrove", codice_fiscale="90000000282"))
    responsabile = rete.membro(altrove.partner, ruoli.OPERATORE)
    for chi in (ufficio.scrive, altrove.pubblica, responsabile, maggiorenne()):
        with pytest.raises(NonPermesso):
            estratto(bando, chi)
    actions.incarica(bando, responsabile, ruolo="responsabile", da=ufficio.pubblica)
    assert estratto(bando, responsabile).da == responsabile


@pytest.mark.parametrize(
    ("percento", "altro", "campo"),
    [
        (0, {}, "percento"),
        (101, {}, "percento"),
        (50, {"seme": SEME}, "evento"),
        (50, {"evento": "Lotto"}, "seme"),
        (50, {"seme": "x" * 65, "evento": "Lotto"}, "seme"),
        (50, {"seme": SEME, "evento": "x" * 201}, "evento"),
    ],
)
def test_what_cannot_be_drawn_is_refused_beside_its_field(ufficio, bando, percento, altro, campo):
    with pytest.raises(DatoNonAccettato) as errore:
        estratto(bando, ufficio.pubblica, percento, **altro)
    assert (errore.value.campo, Campione.objects.count()) == (campo, 0)


# ── Done again ────────────────────────────────────────────────────────────────────────────────────
def rifai(bando, n=1):
    detto = StringIO()
    call_command("ricalcola_campione", bando.codice, n, stdout=detto)
    return detto.getvalue().splitlines()


def test_the_command_does_it_again_and_says_that_it_agrees(ufficio, bando):
    campione = estratto(bando, ufficio.pubblica)
    assert rifai(bando) == ["Il campione torna: 2 domande su 4.", *uscite(campione)]
    # Whatever becomes of the applications and of the call afterwards.
    actions.annulla(bando, dati_atto(motivo="Era sbagliato."), da=ufficio.pubblica)
    assert rifai(bando) == ["Il campione torna: 2 domande su 4.", *uscite(campione)]
    detto = StringIO()
    call_command("ricalcola_campione", bando.slug, 1, stdout=detto)
    assert detto.getvalue().startswith("Il campione torna")
    sigilla()
    assert list(registro_intatto()) == []


def non_torna(bando, riga):
    detto = StringIO()
    with pytest.raises(CommandError, match="non torna"):
        call_command("ricalcola_campione", bando.codice, 1, stdout=detto)
    assert detto.getvalue().splitlines() == ([riga] if isinstance(riga, str) else riga)


def test_one_put_in_the_place_of_another_is_named(ufficio, bando):
    campione = estratto(bando, ufficio.pubblica)
    uscita = campione.verifiche.order_by("pk")[0]
    era = uscita.domanda.codice
    altra = bando.domande.filter(stato="inviata").exclude(verifiche__campione=campione)[0]
    VerificaCampione.objects.filter(pk=uscita.pk).update(domanda=altra)
    non_torna(bando, [f"{era}: esce, e fra le estratte non c'è", f"{altra.codice}: è fra le estratte, e non esce"])


def test_another_order_or_another_list_is_named(ufficio, bando):
    campione = estratto(bando, ufficio.pubblica, 100)
    prima, *_altre, ultima = campione.verifiche.order_by("pk")
    a, b = prima.domanda, ultima.domanda
    terza = inviata_altrove = inviata(Ufficio(rete.ammesso(nome="Altrove", codice_fiscale="90000000282")).pubblicato())
    for riga, domanda in ((prima, terza), (ultima, a), (prima, b)):
        VerificaCampione.objects.filter(pk=riga.pk).update(domanda=domanda)
    non_torna(bando, "Le domande sono le stesse, ma escono in un altro ordine.")
    for riga, domanda in ((prima, terza), (ultima, b), (prima, a)):
        VerificaCampione.objects.filter(pk=riga.pk).update(domanda=domanda)
    atto = Transizione.objects.di(bando).get(verbo="estrae_campione")
    dati = atto.dettaglio.dati
    atto.dettaglio.dati = dati | {"elenco": [*dati["elenco"], inviata_altrove.codice]}
    atto.dettaglio.save()
    detto = StringIO()
    with pytest.raises(CommandError, match="non torna"):
        call_command("ricalcola_campione", bando.codice, 1, stdout=detto)
    assert detto.getvalue().splitlines()[:2] == [
        "L'elenco del registro non ha l'impronta scritta nel campione.",
        "Nell'elenco c'è una domanda che non è di questo bando.",
    ]
    # The log knows it too: its payload is committed to.
    assert list(registro_intatto()) != []


def test_what_is_not_there_is_said(ufficio, bando):
    with pytest.raises(CommandError, match="non ha un campione numero 1"):
        rifai(bando)
    estratto(bando, ufficio.pubblica)
    cancella_dettaglio(Transizione.objects.di(bando).get(verbo="estrae_campione"))
    with pytest.raises(CommandError, match="l'elenco di questo campione non c'è più"):
        rifai(bando)


# ── What was found ────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def una(ufficio, bando):
    return estratto(bando, ufficio.pubblica).verifiche.order_by("pk")[0]


def ultimo(domanda):
    return Transizione.objects.di(domanda).order_by("-n").first()


def test_an_outcome_is_kept_with_who_found_it_and_when(ufficio, una):
    verifica(una, esito="falsa", nota=" Residenza a Milano dal 2024. ", letto="", da=ufficio.scrive)
    una.refresh_from_db()
    assert (una.esito, una.nota, una.da, una.verificata_il) == (
        EsitoVerifica.FALSA, "Residenza a Milano dal 2024.", ufficio.scrive, adesso(),
    )  # fmt: skip
    atto = ultimo(una.domanda)
    assert (atto.verbo, atto.da_stato, atto.a_stato) == ("verifica", "inviata", "inviata")
    assert atto.dettaglio.dati == {"campione": 1, "esito": "falsa", "nota": "Residenza a Milano dal 2024."}


def test_a_correction_is_a_new_act_that_says_what_was_there(ufficio, una):
    verificata(una, ufficio.scrive, "falsa", "Residenza altrove.")
    verificata(una, ufficio.pubblica, "confermata", "Erano due persone con lo stesso nome.")
    una.refresh_from_db()
    assert (una.esito, una.da) == ("confermata", ufficio.pubblica)
    assert ultimo(una.domanda).dettaglio.dati["era"] == {"esito": "falsa", "nota": "Residenza altrove."}
    verbi = Transizione.objects.di(una.domanda).values_list("verbo", flat=True)
    assert list(verbi)[-2:] == ["verifica", "verifica"]


def test_what_somebody_wrote_meanwhile_is_not_written_over(ufficio, una):
    verificata(una, ufficio.scrive, "falsa", "Residenza altrove.")
    with pytest.raises(TransizioneNonAmmessa, match=f"l'ha verificata {ufficio.scrive}"):
        verifica(una, esito="confermata", nota="", letto="", da=ufficio.pubblica)
    una.refresh_from_db()
    assert (una.esito, una.da) == ("falsa", ufficio.scrive)
    with pytest.raises(DatoNonAccettato, match="Non è cambiato niente"):
        verifica(una, esito="falsa", nota="Residenza altrove.", letto=segno(una), da=ufficio.pubblica)


@pytest.mark.parametrize(
    ("esito", "nota", "campo"),
    [
        ("", "", "esito"),
        ("boh", "", "esito"),
        ("falsa", " ", "nota"),
        ("non_si_sa", "", "nota"),
        ("confermata", "x" * 401, "nota"),
    ],
)
def test_an_outcome_without_its_reason_is_refused(ufficio, una, esito, nota, campo):
    with pytest.raises(DatoNonAccettato) as errore:
        verifica(una, esito=esito, nota=nota, letto="", da=ufficio.scrive)
    una.refresh_from_db()
    assert (errore.value.campo, una.esito) == (campo, "")


def test_of_ones_own_application_somebody_else_writes(ufficio):
    sua = rete.membro(ufficio.partner, ruoli.OPERATORE, persona=maggiorenne())
    bando = ufficio.pubblicato()
    inviata(bando, maggiorenne(), [sua])
    with dopo_la_chiusura(bando):
        una = estratto(bando, ufficio.pubblica).verifiche.get()
        altrove = Ufficio(rete.ammesso(nome="Altrove", codice_fiscale="90000000282")).pubblica
        for chi in (sua, altrove, maggiorenne()):
            with pytest.raises(NonPermesso):
                verifica(una, esito="confermata", nota="", letto="", da=chi)
        verificata(una, ufficio.scrive)


def test_counts_and_what_is_said_of_one_application(ufficio, bando):
    prima = estratto(bando, ufficio.pubblica, 100)
    tre = list(prima.verifiche.order_by("pk"))[:3]
    for una, esito in zip(tre, EsitoVerifica, strict=True):
        verificata(una, ufficio.scrive, esito, "Anagrafe di Soresina.")
    assert campioni.conto(prima) == {"da_fare": 1, "confermata": 1, "falsa": 1, "non_si_sa": 1}
    (contata,) = campioni.con_conto(bando.campioni.all())
    assert (contata.verificate, contata.estratte) == (3, 4)
    estratto(bando, ufficio.pubblica, 100)
    assert [(uno.campione.n, uno.esito) for uno in campioni.di_domanda(tre[0].domanda)] == [(1, "confermata"), (2, "")]
    assert campioni.di_domanda(bando.domande.get(stato="ritirata")) == []
