"""The minutes: what they say, who reads how much of it, who signs them, and the paper that is kept."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from talenti.base.clock import a_quest_ora, adesso
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.documenti.models import FileCaricato
from talenti.registro.actions import annuncia
from talenti.registro.models import Transizione
from tests.factories.sedute import Commissione, punti_di
from tests.factories.thinktown import maggiorenne
from thinktown import verbali
from thinktown.actions import commissione as verbi
from thinktown.actions import sedute
from thinktown.actions import verbali as firme
from thinktown.actions.sedute import Punto
from thinktown.actions.verbali import VerbaleCambiato
from thinktown.collegio import chi_firma
from thinktown.enums_sedute import TRANSIZIONI_VERBALE, StatoVerbale
from thinktown.models import FirmaVerbale, Verbale
from thinktown.rules_sedute import legge_file_di_verbale

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _privati(settings, tmp_path):
    settings.PRIVATI = tmp_path / "privati"


def tenuta(caso, discusse=None):
    """A sitting held on those applications (all), with one point that judges nothing; its minutes, still to write."""
    una_ora = timedelta(hours=1)
    punti = [Punto("Ordine dei lavori"), *(Punto(domanda=una.pk) for una in caso.domande)]
    with caso.in_seduta(punti=punti) as seduta:
        lei = caso.segretaria.persona
        sedute.tratta(seduta.punti.get(n=1), "Si comincia dalla prima.", da=lei)
        for una in caso.domande if discusse is None else discusse:
            sedute.concorda(seduta, una, punti_di(caso, "7.5"), da=lei)
            sedute.discute(seduta, una, f"Della n. {una.numero}: piace.", da=lei)
        with a_quest_ora(adesso() + una_ora):
            verbale = sedute.chiude(seduta, da=lei)
    return verbale


def del_presidente(caso):
    return [(caso.presidente, caso.domande[0])]


@pytest.fixture
def caso():
    return Commissione(2)


@pytest.fixture
def conflitto():
    """The president stays out of the first application, and the substitute presides over it."""
    nuovo = Commissione(2, conflitti=del_presidente)
    verbi.supplisce(nuovo.domande[0], al_posto_di=nuovo.presidente, supplente=nuovo.supplente, da=nuovo.casa.pubblica)
    return nuovo


def proposto(caso, verbale):
    firme.propone(verbale, revisione=verbale.revisione, da=caso.segretaria.persona)
    verbale.refresh_from_db()
    return verbale


# ── What they say ─────────────────────────────────────────────────────────────────────────────────
def test_they_say_what_the_sitting_holds(caso):
    verbale = tenuta(caso, discusse=[caso.domande[0]])
    with caso.insieme():
        detto = verbali.contenuto(verbale)
    seduta = verbale.seduta
    assert {nome: detto[nome] for nome in ("bando", "n", "dove", "a_distanza", "votano", "votano_e_ci_sono")} == {
        "bando": str(caso.bando), "n": 1, "dove": seduta.dove, "a_distanza": False, "votano": 3, "votano_e_ci_sono": 3,
    }  # fmt: skip
    assert [(uno["nome"], uno["come"]) for uno in detto["posti"]] == [
        (uno.persona.get_full_name(), "In presenza") for uno in caso.posti
    ]
    assert detto["punti"] == [{"testo": "Ordine dei lavori", "deciso": "Si comincia dalla prima."}]
    criteri = caso.bando.in_vigore.criteri
    una, altra = detto["domande"]
    assert una == {
        "domanda": caso.domande[0].pk, "chi": f"Domanda n. {caso.domande[0].numero}, Radio Quartiere", "punto": "",
        "discussa": True, "testo": f"Della n. {caso.domande[0].numero}: piace.", "fuori": [], "supplenti": [],
        "mancano": [], "presiede": caso.presidente.persona.get_full_name(),
        "punti": [[uno.nome, "7,5", f"{uno.massimo}", "Perché sì."] for uno in criteri],
        "totale": una["totale"],
    }  # fmt: skip
    assert (altra["domanda"], altra["discussa"]) == (caso.domande[1].pk, False)


def test_while_names_are_hidden_they_say_a_code():
    caso = Commissione(1, ciechi=True)
    with caso.insieme():
        verbi.estrai_codici(caso.commissione)
    verbale = tenuta(caso)
    with caso.insieme():
        (una,) = verbali.contenuto(verbale)["domande"]
        caso.domande[0].refresh_from_db()
        assert una["chi"] == f"Domanda {caso.domande[0].codice_cieco.codice}"


def test_who_had_to_leave_is_written_by_itself(conflitto):
    caso = conflitto
    verbale = tenuta(caso)
    with caso.insieme():
        una, altra = verbali.contenuto(verbale)["domande"]
    lui, lei = caso.presidente.persona.get_full_name(), caso.supplente.persona.get_full_name()
    assert (una["fuori"], una["supplenti"], una["presiede"]) == ([lui], [[lui, lei]], lei)
    assert (altra["fuori"], altra["supplenti"], altra["presiede"]) == ([], [], lui)


# ── Who reads how much ────────────────────────────────────────────────────────────────────────────
def test_who_stays_out_of_an_application_reads_nothing_of_it(conflitto):
    caso = conflitto
    verbale = tenuta(caso)
    with caso.insieme():
        detto = verbali.detto(verbale)
        lette = {
            nome: [una["domanda"] for una in verbali.per(posto, detto)["domande"]]
            for nome, posto in [
                ("presidente", caso.presidente),
                ("membro", caso.membri[0]),
                ("supplente", caso.supplente),
                ("segretaria", caso.segretaria),
            ]
        }
        prima, seconda = (una.pk for una in caso.domande)
        assert lette == {
            "presidente": [seconda], "membro": [prima, seconda], "supplente": [prima], "segretaria": [prima, seconda],
        }  # fmt: skip
        assert [verbali.legge_tutto(posto, verbale) for posto in (caso.presidente, caso.membri[0])] == [False, True]


def test_the_office_reads_what_was_signed_of_its_calls_but_not_of_its_own_group(caso):
    verbale = proposto(caso, tenuta(caso))
    scrive = caso.casa.scrive
    assert not verbali.legge_in_ufficio(scrive, verbale)
    firme.firma(verbale, impronta=verbale.impronta, da=caso.presidente.persona)
    assert [verbali.legge_in_ufficio(chi, verbale) for chi in (scrive, caso.casa.pubblica, maggiorenne())] == [
        True, True, False,
    ]  # fmt: skip
    caso.domande[0].componenti.update(persona=scrive)
    assert not verbali.legge_in_ufficio(scrive, verbale)


# ── Written, sent, sent back, signed ──────────────────────────────────────────────────────────────
def test_they_are_written_then_frozen_then_signed(caso):
    verbale, lei, lui = tenuta(caso), caso.segretaria.persona, caso.presidente.persona
    firme.scrive(verbale, " Si riprende alle 15. ", revisione=0, da=lei)
    with pytest.raises(VerbaleCambiato):
        firme.scrive(verbale, "Altro.", revisione=0, da=lei)
    with pytest.raises(VerbaleCambiato):
        firme.propone(verbale, revisione=0, da=lei)
    with pytest.raises(DatoNonAccettato, match=r"20\.000"):
        firme.scrive(verbale, "x" * 20_001, revisione=1, da=lei)
    verbale.refresh_from_db()
    assert (verbale.stato, verbale.contenuto) == ("bozza", None)
    proposto(caso, verbale)
    assert (verbale.stato, verbale.contenuto["testo"], verbale.proposto_da) == (
        "da_firmare",
        "Si riprende alle 15.",
        lei,
    )
    assert verbale.impronta == verbali.impronta_di(verbale.contenuto)
    with pytest.raises(DatoNonAccettato):
        firme.rimanda(verbale, motivo="", da=lui)
    firme.rimanda(verbale, motivo="Manca un nome.", da=lui)
    verbale.refresh_from_db()
    assert (verbale.stato, verbale.contenuto, verbale.impronta) == ("bozza", None, "")
    proposto(caso, verbale)
    with pytest.raises(VerbaleCambiato):
        firme.firma(verbale, impronta="un'altra", da=lui)
    assert firme.firma(verbale, impronta=verbale.impronta, da=lui) is True
    verbale.refresh_from_db()
    assert (verbale.stato, verbale.approvato_il, verbale.bando_id) == (
        "approvato", verbale.firme.get().quando, caso.bando.pk,
    )  # fmt: skip
    assert [una.verbo for una in Transizione.objects.di(verbale)] == [
        "scrive", "propone", "rimanda", "propone", "firma", "approva",
    ]  # fmt: skip


def test_who_presided_on_one_application_signs_too(conflitto):
    caso = conflitto
    verbale = proposto(caso, tenuta(caso))
    assert chi_firma(verbale.seduta) == [caso.presidente, caso.supplente]
    assert firme.firma(verbale, impronta=verbale.impronta, da=caso.presidente.persona) is False
    with pytest.raises(TransizioneNonAmmessa, match="L'hai già firmato"):
        firme.firma(verbale, impronta=verbale.impronta, da=caso.presidente.persona)
    with pytest.raises(NonPermesso):
        firme.firma(verbale, impronta=verbale.impronta, da=caso.membri[0].persona)
    assert Verbale.objects.get().stato == "da_firmare"
    # Sent back, the signature that was there is void.
    firme.rimanda(verbale, motivo="Manca un nome.", da=caso.supplente.persona)
    assert not FirmaVerbale.objects.exists()
    proposto(caso, verbale)
    assert [
        firme.firma(verbale, impronta=verbale.impronta, da=uno.persona) for uno in (caso.supplente, caso.presidente)
    ] == [False, True]


CHIEDI = {
    "scrive": lambda v, chi: firme.scrive(v, "Sì.", revisione=v.revisione, da=chi),
    "propone": lambda v, chi: firme.propone(v, revisione=v.revisione, da=chi),
    "rimanda": lambda v, chi: firme.rimanda(v, motivo="No.", da=chi),
    "firma": lambda v, chi: firme.firma(v, impronta=v.impronta, da=chi),
}


@pytest.mark.parametrize("stato", StatoVerbale.values)
@pytest.mark.parametrize("verbo", CHIEDI)
def test_each_verb_starts_from_its_states(caso, verbo, stato):
    verbale = tenuta(caso)
    if stato != StatoVerbale.BOZZA:
        proposto(caso, verbale)
    if stato == StatoVerbale.APPROVATO:
        firme.firma(verbale, impronta=verbale.impronta, da=caso.presidente.persona)
    with pytest.raises(NonPermesso):
        CHIEDI[verbo](verbale, caso.membri[0].persona)
    if stato not in TRANSIZIONI_VERBALE[verbo].da:
        with pytest.raises(TransizioneNonAmmessa):
            CHIEDI[verbo](verbale, caso.presidente.persona)


def test_facts_that_belong_together_are_held_together(caso):
    verbale = proposto(caso, tenuta(caso))
    for rompi in (
        lambda: Verbale.objects.update(contenuto=None),
        lambda: Verbale.objects.update(impronta=""),
        lambda: Verbale.objects.update(stato="bozza"),
        lambda: Verbale.objects.update(approvato_il=adesso()),
        lambda: FirmaVerbale.objects.create(verbale=verbale, commissario=caso.presidente, impronta=""),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rompi()
    assert (str(verbale), Verbale.objects.visibili_a(caso.membri[0].persona).get()) == (str(verbale.seduta), verbale)


# ── The paper ─────────────────────────────────────────────────────────────────────────────────────
def test_it_is_drawn_once_when_it_has_all_its_signatures(caso):
    verbale = proposto(caso, tenuta(caso))
    with pytest.raises(ValueError, match="not been signed"):
        verbali.documento(verbale)
    firme.firma(verbale, impronta=verbale.impronta, da=caso.presidente.persona)
    annuncia()
    carta = verbali.documento(verbale)
    assert (carta.titolo, carta.intestatario, carta.stato) == (
        "Verbale della seduta n. 1", f"Commissione del bando «{caso.bando}»", "emesso",
    )  # fmt: skip
    assert verbali.documento(Verbale.objects.get()).pk == carta.pk


def test_a_file_of_no_minutes_is_nobodys(caso):
    assert not legge_file_di_verbale(caso.presidente.persona, FileCaricato(oggetto_id=0))
