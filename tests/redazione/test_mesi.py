"""The plan of a month: proposed, approved as it was read, sent back; what changed meanwhile; who approves."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.formats import date_format

from redazione import actions, mese
from redazione.enums import TRANSIZIONI_MESE, Ruolo, StatoMese
from redazione.models import MesePiano, Voce
from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import puo
from talenti.rete import ruoli
from tests.factories import redazione, rete
from tests.factories.persone import PersonaFactory
from tests.factories.redazione import DA, MOTIVO, Detto, atti, chi_e, giorno, mese_dopo, ultimi_dati

pytestmark = pytest.mark.django_db
IN_LAVORO, PROPOSTO, APPROVATO, DA_RIVEDERE = StatoMese


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def nives(testata):
    return redazione.coordina(testata)


@pytest.fixture
def ugo(testata):
    """Who works for the reference partner."""
    return redazione.approva(testata)


@pytest.fixture
def radio():
    return rete.ammesso(nome="Radio", codice_fiscale="90000010190")


def quando():
    return date_format(mese_dopo(), "F Y")


# ── Each verb: row, transition, notice ────────────────────────────────────────────────────────────
def test_the_plan_is_proposed_as_it_is_and_told_to_who_approves_and_who_it_concerns(testata, nives, ugo, radio):
    redazione.voce(testata, "Prima", per=giorno(3), riguarda=[radio.pk, testata.riferimento.pk])
    redazione.voce(testata, "Dopo", per=giorno(9), riguarda=[radio.pk])
    redazione.voce(testata, "Senza data", riguarda=[radio.pk])
    collabora = rete.membro(radio)
    with Detto() as detto:
        piano = actions.proponi_mese(testata, giorno(20), da=nives)
    piano.refresh_from_db()
    righe = mese.righe(piano)
    assert (piano.testata, piano.mese, piano.stato, piano.proposto_da) == (testata, mese_dopo(), "proposto", nives)
    assert (piano.impronta, piano.deciso_il) == (mese.impronta(righe), None)
    assert atti(piano) == [("proponi", "in_lavoro", "proposto", chi_e(nives))]
    assert ultimi_dati(piano) == {"voci": righe}
    assert [una["titolo"] for una in righe] == ["Prima", "Dopo"]
    approva, parla = f"Piano da approvare: {quando()}", f"La redazione parlerà di voi: {quando()}"
    chi_approva = sorted([testata.riferimento.proposto_da, ugo], key=lambda una: una.pk)
    chi_parla = sorted([radio.proposto_da, collabora], key=lambda una: una.pk)
    assert detto.a_chi == [*[(una, approva) for una in chi_approva], *[(una, parla) for una in chi_parla]]
    assert detto.avvisi[-1].testo[1] == "La prima uscita che vi riguarda: Prima."
    assert str(piano) == f"Redazione Prova · {quando()}"


def test_who_prepares_the_plan_is_neither_asked_to_approve_it_nor_told_of_it(testata, nives, ugo):
    redazione.coordina(testata, ugo)
    rete.membro(testata.partner, persona=nives)
    redazione.voce(testata, per=giorno(3), riguarda=[testata.partner.pk])
    with Detto() as detto:
        actions.proponi_mese(testata, mese_dopo(), da=nives)
    assert [(chi, oggetto) for chi, oggetto in detto.a_chi if chi in (ugo, nives)] == []


def test_what_was_read_is_approved(testata, nives, ugo):
    piano = redazione.piano(testata, da=nives)
    prima = adesso()
    with Detto() as detto:
        actions.approva(piano, letta=piano.impronta, da=ugo)
    piano.refresh_from_db()
    assert (piano.stato, piano.proposto_da, prima <= piano.deciso_il <= adesso()) == ("approvato", nives, True)
    assert atti(piano)[1:] == [("approva", "proposto", "approvato", chi_e(ugo))]
    assert ultimi_dati(piano) == {"voci": mese.righe(piano)}
    assert detto.a_chi == [(nives, f"Piano approvato: {quando()}")]
    assert detto.avvisi[0].testo in (["Non devi fare niente."], "Non devi fare niente.")


def test_what_is_sent_back_says_why_and_is_proposed_again(testata, nives, ugo):
    piano = redazione.piano(testata, da=nives)
    with Detto() as detto:
        actions.rimanda(piano, f" {MOTIVO} ", da=ugo)
    piano.refresh_from_db()
    assert (piano.stato, piano.deciso_il is not None) == ("da_rivedere", True)
    assert atti(piano)[1:] == [("rimanda", "proposto", "da_rivedere", chi_e(ugo))]
    assert ultimi_dati(piano) == {"motivo": MOTIVO}
    assert detto.a_chi == [(nives, f"Piano da rivedere: {quando()}")]
    assert detto.avvisi[0].testo == ["Cambia il piano e proponilo di nuovo.", f"Il motivo: {MOTIVO}"]
    actions.proponi_mese(testata, piano.mese, da=nives)
    piano.refresh_from_db()
    assert (piano.stato, piano.deciso_il) == ("proposto", None)


# ── Every verb over every state ───────────────────────────────────────────────────────────────────
FAI = {
    "proponi": lambda piano, nives: actions.proponi_mese(piano.testata, piano.mese, da=nives),
    "approva": lambda piano, _nives: actions.approva(piano, letta=piano.impronta, da=DA),
    "rimanda": lambda piano, _nives: actions.rimanda(piano, MOTIVO, da=DA),
}


def test_every_verb_of_the_table_is_tried():
    assert set(FAI) == set(TRANSIZIONI_MESE)


@pytest.mark.parametrize("verbo", FAI)
@pytest.mark.parametrize("stato", StatoMese)
def test_a_verb_starts_only_from_its_states(testata, nives, stato, verbo):
    piano = redazione.piano(testata, stato, da=nives)
    prima, atti_prima = MesePiano.objects.values().get(), len(atti(piano))
    passo = TRANSIZIONI_MESE[verbo]
    # A plan that is as it was proposed, or approved, is not proposed anew.
    uguale = verbo == "proponi" and stato in (PROPOSTO, APPROVATO)
    if stato in passo.da and not uguale:
        FAI[verbo](piano, nives)
        assert (MesePiano.objects.get().stato, atti(piano)[-1][0]) == (passo.a, verbo)
        return
    with pytest.raises(TransizioneNonAmmessa):
        FAI[verbo](piano, nives)
    assert (MesePiano.objects.values().get(), len(atti(piano))) == (prima, atti_prima)


@pytest.mark.parametrize("stato", [PROPOSTO, APPROVATO])
def test_what_has_changed_since_is_proposed_anew(testata, nives, stato):
    piano = redazione.piano(testata, stato, da=nives)
    with pytest.raises(TransizioneNonAmmessa) as errore:
        actions.proponi_mese(testata, piano.mese, da=nives)
    assert errore.value.codice == "uguale"
    redazione.voce(testata, "In più", per=giorno(12))
    actions.proponi_mese(testata, piano.mese, da=nives)
    dopo = MesePiano.objects.get()
    assert (dopo.stato, dopo.impronta, dopo.deciso_il) == ("proposto", mese.impronta(mese.righe(dopo)), None)


# ── What changes between proposal and approval ────────────────────────────────────────────────────
@pytest.mark.parametrize("come", ["aggiunta", "tolta", "spostata", "cambiata"])
def test_a_plan_that_changed_after_it_was_proposed_is_not_approved(testata, nives, ugo, come):
    piano = redazione.piano(testata, da=nives)
    voce = Voce.objects.get()
    {
        "aggiunta": lambda: redazione.voce(testata, "In più", per=giorno(12)),
        "tolta": lambda: actions.lascia_voce(voce, MOTIVO, da=nives),
        "spostata": lambda: actions.sposta(voce, giorno(11), revisione=1, da=nives),
        "cambiata": lambda: actions.modifica(
            voce, redazione.detta(prevista_per=giorno(10), nota="Altro."), revisione=1, da=nives
        ),
    }[come]()
    # Neither what was proposed, nor what a page may have shown since.
    for letta in (piano.impronta, mese.impronta(mese.righe(piano)), ""):
        with pytest.raises(TransizioneNonAmmessa) as errore:
            actions.approva(piano, letta=letta, da=ugo)
        assert errore.value.codice == "cambiato"
    assert (MesePiano.objects.get().stato, len(atti(piano))) == ("proposto", 1)


def test_what_was_not_read_is_not_approved(testata, nives, ugo):
    piano = redazione.piano(testata, da=nives)
    vecchia = piano.impronta
    redazione.voce(testata, "In più", per=giorno(12))
    piano = actions.proponi_mese(testata, piano.mese, da=nives)
    with pytest.raises(TransizioneNonAmmessa):
        actions.approva(piano, letta=vecchia, da=ugo)
    actions.approva(piano, letta=piano.impronta, da=ugo)
    assert MesePiano.objects.get().stato == "approvato"


@pytest.mark.parametrize("dove", ["nessuna", "senza data", "un altro mese", "tolta"])
def test_an_empty_plan_is_not_proposed(testata, nives, dove):
    if dove == "senza data":
        redazione.voce(testata)
    elif dove == "un altro mese":
        redazione.voce(testata, per=mese.dopo(mese_dopo()))
    elif dove == "tolta":
        actions.lascia_voce(redazione.voce(testata, per=giorno(3)), MOTIVO, da=nives)
    with pytest.raises(DatoNonAccettato) as errore:
        actions.proponi_mese(testata, mese_dopo(), da=nives)
    assert (errore.value.codice, MesePiano.objects.count()) == ("vuoto", 0)


@pytest.mark.parametrize(("motivo", "codice"), [(" ", "vuoto"), ("x" * 401, "lungo")])
def test_who_prepared_it_is_owed_a_reason(testata, nives, ugo, motivo, codice):
    with pytest.raises(DatoNonAccettato) as errore:
        actions.rimanda(redazione.piano(testata, da=nives), motivo, da=ugo)
    assert (errore.value.codice, errore.value.campo) == (codice, "motivo")


# ── Who ───────────────────────────────────────────────────────────────────────────────────────────
def test_nobody_approves_what_she_prepared(testata, nives, ugo):
    """Not who proposed it, though she coordinates no more; not who coordinates, though another proposed it."""
    piano = redazione.piano(testata, da=redazione.coordina(testata, ugo))
    for una in testata.collaborazioni.filter(persona=ugo):
        actions.allontana(una, MOTIVO, da=DA)
    altra = redazione.coordina(testata, redazione.approva(testata))
    for persona in (ugo, altra):
        for fai in (
            lambda persona=persona: actions.approva(piano, letta=piano.impronta, da=persona),
            lambda persona=persona: actions.rimanda(piano, MOTIVO, da=persona),
        ):
            with pytest.raises(NonPermesso) as errore:
                fai()
            assert errore.value.codice == "proprio"
    assert len(atti(piano)) == 1


def test_only_the_reference_partner_approves(testata, nives, ugo):
    lea = PersonaFactory()
    guida = rete.capofila(lea)
    chi = {
        "ufficio": ugo,
        "amministra": testata.riferimento.proposto_da,
        "collabora": rete.membro(testata.riferimento),
        "chi_tiene": testata.partner.proposto_da,
        "coordina": nives,
        "revisione": redazione.collaborazione(testata, Ruolo.REVISORE).persona,
        "guida": lea,
        "lettura": rete.membro(guida, ruoli.REVISIONE),
        "nessuno": PersonaFactory(),
        "anonimo": AnonymousUser(),
    }
    piano = redazione.piano(testata, da=nives)
    possono = {nome for nome, una in chi.items() if puo(una, "redazione.approva_piano", piano)}
    assert possono == {"ufficio", "amministra"}
    for nome in set(chi) - possono:
        with pytest.raises(NonPermesso):
            actions.approva(piano, letta=piano.impronta, da=chi[nome])
    for nome in set(chi) - {"coordina"}:
        with pytest.raises(NonPermesso):
            actions.proponi_mese(testata, mese_dopo(), da=chi[nome])
    assert not puo(ugo, "redazione.approva_piano")
