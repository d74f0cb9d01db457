"""What an organisation declares of itself; what of all this is kept with the sending, and what is forgotten."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from talenti.base.clock import adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from tests.factories.persone import PersonaFactory
from tests.factories.thinktown import Ufficio, cominciata, di_se, entra, maggiorenne, pronta, risposta
from tests.thinktown.fatti_di_prova import CHI, MAI, chiusura, colonne, di, mancano, parla, prorogato, suo, tutto
from thinktown import actions, dati, fatti
from thinktown.actions.conservazione import lascia_domande
from thinktown.dichiarati import Organizzazione
from thinktown.enums import TipoRequisito
from thinktown.fatti import FUORI
from thinktown.fotografia import fotografia
from thinktown.models import Domanda
from thinktown.parole import al_giorno

pytestmark = pytest.mark.django_db


@pytest.fixture
def ufficio():
    return Ufficio()


@pytest.fixture
def bando(ufficio):
    return ufficio.pubblicato(tutto())


@pytest.fixture
def domanda(bando):
    return cominciata(bando, maggiorenne(nome="Giulia", cognome="Verdi"))


# ── Of the organisation ───────────────────────────────────────────────────────────────────────────
DETTA = Organizzazione(sede=FUORI, costituita_il=date(2015, 4, 3))


@pytest.fixture
def associazione(domanda):
    actions.cambia_chi(domanda, da=parla(domanda), **CHI)
    return domanda


def della_sede(domanda):
    domanda.refresh_from_db()
    return domanda.sede, domanda.sede_fuori, domanda.sede_al, domanda.costituita_il


def test_an_association_says_where_it_is_and_since_when(bando, associazione):
    chi = {"organizzazione": DETTA, "da": parla(associazione)} | CHI
    assert mancano(associazione, ("chi",)) == [
        f"Indica dov'è la sede {al_giorno(chiusura(bando))}.",
        "Indica da quando esiste l'organizzazione.",
    ]
    actions.cambia_chi(associazione, **chi)
    assert della_sede(associazione) == (None, True, chiusura(bando), date(2015, 4, 3))
    assert mancano(associazione, ("chi",)) == []
    # Said nothing of it, it stays; as a group it is asked nothing, and forgotten.
    actions.cambia_chi(associazione, da=parla(associazione), **CHI)
    assert della_sede(associazione)[1] is True
    gruppo = CHI | {"proponente": "gruppo", "sezione": "gruppi", "codice_fiscale": ""}
    actions.cambia_chi(associazione, da=parla(associazione), **gruppo)
    assert della_sede(associazione) == (None, False, None, None)


def test_it_did_not_begin_tomorrow(associazione):
    domani = replace(DETTA, costituita_il=oggi() + timedelta(days=1))
    with pytest.raises(DatoNonAccettato, match="deve ancora venire") as errore:
        actions.cambia_chi(associazione, organizzazione=domani, da=parla(associazione), **CHI)
    assert (errore.value.campo, della_sede(associazione)[1]) == ("costituita_il", False)


def test_the_seat_is_asked_again_for_the_new_day_and_nobody_reads_anew(ufficio, bando, associazione):
    giulia, altra = parla(associazione), maggiorenne()
    entra(associazione, altra, da=giulia)
    actions.cambia_chi(associazione, organizzazione=DETTA, da=giulia, **CHI)
    actions.conferma(associazione, da=altra)
    letti = fatti.impronta({TipoRequisito.SEDE: chiusura(bando), TipoRequisito.DA_QUANTO: chiusura(bando)})
    chiude = prorogato(ufficio, bando)
    assert mancano(associazione, ("chi",)) == [f"Indica dov'è la sede {al_giorno(chiude.date())}."]
    with pytest.raises(TransizioneNonAmmessa, match="ora conta un altro giorno"):
        actions.cambia_chi(associazione, organizzazione=DETTA, giorni=letti, da=giulia, **CHI)
    actions.cambia_chi(associazione, organizzazione=DETTA, da=giulia, **CHI)
    assert (della_sede(associazione)[2], suo(associazione, altra).stato) == (chiude.date(), "confermato")
    altrove = replace(DETTA, sede=di("Crema"))
    actions.cambia_chi(associazione, organizzazione=altrove, da=giulia, **CHI)
    assert (della_sede(associazione)[0], suo(associazione, altra).stato) == (di("Crema"), "dentro")


# ── Kept with what was sent ───────────────────────────────────────────────────────────────────────
def test_the_snapshot_has_each_fact_with_its_day(bando):
    leo = PersonaFactory(nato_il=date(2004, 2, 29))
    domanda = pronta(bando, maggiorenne(), [leo])
    di_se(domanda, leo, residenza="fuori", occupazione="senza_lavoro")
    contenuto = actions.invia(domanda, gettone="a", da=parla(domanda)).contenuto
    giorno = chiusura(bando).isoformat()
    sue = {chiave: contenuto["gruppo"][1][chiave] for chiave in ("nato_il", "comune", "occupazione", "al")}
    assert sue == {
        "nato_il": "2004-02-29",
        "comune": "",
        "occupazione": "senza_lavoro",
        "al": {"residenza": giorno, "occupazione": giorno},
    }
    assert {chiave: contenuto[chiave] for chiave in ("al", "sede", "sede_al", "costituita_il")} == {
        "al": giorno,
        "sede": None,
        "sede_al": None,
        "costituita_il": None,
    }


def test_the_snapshot_of_an_association_has_its_seat(associazione, bando):
    giulia = parla(associazione)
    actions.cambia_chi(associazione, organizzazione=replace(DETTA, sede=di("Crema")), da=giulia, **CHI)
    contenuto = fotografia(associazione, {}, adesso())
    assert (contenuto["sede"], contenuto["sede_al"], contenuto["costituita_il"]) == (
        di("Crema").istat,
        chiusura(bando).isoformat(),
        "2015-04-03",
    )


# ── Forgotten ─────────────────────────────────────────────────────────────────────────────────────
def test_who_goes_out_leaves_nothing_of_herself_in_it(domanda):
    giulia = parla(domanda)
    for verbo in (lambda s: actions.togli(s, da=giulia), lambda s: actions.lascia(s, da=s.persona)):
        altra = maggiorenne()
        sua = entra(domanda, altra, da=giulia)
        di_se(domanda, altra)
        verbo(sua)
        sua.refresh_from_db()
        assert (sua.stato, colonne(sua)) == ("tolto", MAI)


def test_a_closed_account_takes_it_along_and_an_empty_draft_its_seat(associazione):
    giulia, altra = parla(associazione), maggiorenne()
    sua = entra(associazione, altra, da=giulia)
    for persona in (giulia, altra):
        di_se(associazione, persona)
    actions.cambia_chi(associazione, organizzazione=DETTA, da=giulia, **CHI)
    lascia_domande(altra)
    sua.refresh_from_db()
    assert (colonne(sua), della_sede(associazione)[1]) == (MAI, True)
    lascia_domande(giulia)
    assert (della_sede(associazione), associazione.soggetto) == ((None, False, None, None), "")


def test_her_copy_has_what_she_said_and_nobody_elses(associazione, bando):
    giulia, altra = parla(associazione), maggiorenne()
    entra(associazione, altra, da=giulia)
    di_se(associazione, giulia, residenza="Crema", occupazione="senza_lavoro")
    di_se(associazione, altra, residenza="fuori", occupazione="lavora")
    actions.cambia_chi(associazione, organizzazione=replace(DETTA, sede=di("Pandino")), da=giulia, **CHI)
    sua, dell_altra = (dati.esporta(persona)["domande"][0] for persona in (giulia, altra))
    giorno = chiusura(bando).isoformat()
    assert sua["su_di_te"] | {"detto_il": None} == {
        "residenza": "Crema",
        "residenza_al": giorno,
        "condizione_di_lavoro": "non ha lavoro",
        "condizione_di_lavoro_al": giorno,
        "detto_il": None,
    }
    assert dell_altra["su_di_te"]["residenza"] == "Fuori dalla provincia di Cremona"
    assert "non ha lavoro" not in str(dell_altra)
    assert sua["organizzazione"] == {"sede": "Pandino", "sede_al": giorno, "esiste_dal": "2015-04-03"}
    # Who has said nothing yet has nothing in it.
    terza = maggiorenne()
    entra(associazione, terza, da=giulia)
    assert set(dati.esporta(terza)["domande"][0]["su_di_te"].values()) == {None}


# ── The database holds it too ─────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "campi",
    [
        {"residenza_fuori": True},
        {"residenza_al": date(2026, 12, 7)},
        {"occupazione": "studia"},
        {"occupazione": "x", "occupazione_al": date(2026, 12, 7)},
        {"occupazione_al": date(2026, 12, 7)},
        {"fatti_il": adesso()},
        {"occupazione": "studia", "occupazione_al": date(2026, 12, 7)},
    ],
)
def test_facts_that_make_no_sense_are_refused(domanda, campi):
    with pytest.raises(IntegrityError), transaction.atomic():
        domanda.componenti.update(**campi)


def test_a_place_is_inside_or_outside(domanda, associazione):
    giulia = parla(domanda)
    di_se(domanda, giulia, residenza="Crema")
    actions.cambia_chi(associazione, organizzazione=replace(DETTA, sede=di("Crema")), da=giulia, **CHI)
    for righe, campo in (
        (domanda.componenti, "residenza_fuori"),
        (Domanda.objects.filter(pk=domanda.pk), "sede_fuori"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            righe.update(**{campo: True})
    with pytest.raises(IntegrityError), transaction.atomic():
        Domanda.objects.filter(pk=domanda.pk).update(sede_al=None)
    assert risposta(domanda, "titolo", "x", da=giulia).versione == 1
