"""Who works in the newsroom: invited, in, with another role, out; who may, and what ends at once."""

import pytest
from django.contrib.auth.models import AnonymousUser

from redazione import actions, models
from redazione.enums import TRANSIZIONI_COLLABORAZIONE, Ruolo, StatoCollaborazione
from redazione.models import Collaborazione, Voce
from redazione.rules import coordina as e_caporedattrice
from talenti.base.clock import adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import puo
from talenti.registro.models import Transizione
from talenti.rete import ruoli
from talenti.rete.models import Appartenenza
from tests.factories import redazione, rete
from tests.factories.persone import PersonaFactory
from tests.factories.redazione import DA, MOTIVO, Detto, atti, chi_e, ultimi_dati

pytestmark = pytest.mark.django_db
INVITATA, ATTIVA, DECLINATA, FINITA = StatoCollaborazione


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def nives(testata):
    """Who coordinates."""
    return redazione.coordina(testata)


@pytest.fixture
def giulia():
    return PersonaFactory(nome="Giulia", cognome="Verdi")


# ── Each verb: row, transition, notice ────────────────────────────────────────────────────────────
def test_who_is_invited_is_told_for_what_and_why(testata, nives, giulia):
    prima = adesso()
    with Detto() as detto:
        una = actions.invita(testata, giulia, ruolo=Ruolo.REVISORE, da=nives, perche="x" * 201)
    una.refresh_from_db()
    assert (una.testata, una.persona, una.ruolo, una.stato) == (testata, giulia, "revisore", "invitata")
    assert (una.perche, una.entrata_il, una.finita_il) == ("x" * 200, None, None)
    assert prima <= una.invitata_il <= adesso()
    assert atti(una) == [("invita", "", "invitata", chi_e(nives))]
    assert ultimi_dati(una) == {"ruolo": "revisore"}
    assert detto.a_chi == [(giulia, "Ti invitano in redazione")]
    assert detto.avvisi[0].testo == [
        "Apri l'invito e rispondi: si può dire di sì o di no.",
        "x" * 200,
        "La redazione: Redazione Prova. Che cosa faresti: Revisione.",
    ]


@pytest.mark.parametrize(
    ("verbo", "stato", "frase"),
    [
        ("entra", ATTIVA, "Giulia Verdi è in redazione."),
        ("declina", DECLINATA, "Giulia Verdi non può entrare in redazione."),
    ],
)
def test_an_answer_is_told_to_who_coordinates(testata, nives, giulia, verbo, stato, frase):
    una = redazione.collaborazione(testata, stato=INVITATA, persona=giulia)
    prima = adesso()
    with Detto() as detto:
        getattr(actions, verbo)(una, da=giulia)
    una.refresh_from_db()
    assert (una.stato, una.finita_il) == (stato, None)
    assert prima <= una.entrata_il <= adesso() if stato == ATTIVA else una.entrata_il is None
    assert atti(una)[1:] == [(verbo, "invitata", stato, chi_e(giulia))]
    assert detto.a_chi == [(nives, "Novità su chi lavora in redazione")]
    assert detto.avvisi[0].testo == [frase, "Non devi fare niente."]


def test_who_coordinates_is_not_told_of_herself(testata, nives):
    una = redazione.collaborazione(testata, Ruolo.CAPOREDATTORE, INVITATA)
    with Detto() as detto:
        actions.entra(una, da=una.persona)
        actions.lascia(una, da=una.persona)
    assert detto.a_chi == [(nives, "Novità su chi lavora in redazione")] * 2


def test_another_role_is_told_to_whose_it_is(testata, nives, giulia):
    una = redazione.collaborazione(testata, persona=giulia)
    with Detto() as detto:
        actions.cambia_ruolo(una, Ruolo.CAPOREDATTORE, da=nives)
    una.refresh_from_db()
    assert (una.ruolo, una.stato) == ("caporedattore", "attiva")
    assert atti(una)[2:] == [("cambia_ruolo", "attiva", "attiva", chi_e(nives))]
    assert ultimi_dati(una) == {"prima": "redattore", "dopo": "caporedattore"}
    assert detto.a_chi == [(giulia, "In redazione hai un altro ruolo")]
    assert detto.avvisi[0].testo == ["Non devi fare niente.", "Da oggi: Coordinamento della redazione."]


def test_who_leaves_is_out_from_that_instant(testata, nives, giulia):
    una = redazione.collaborazione(testata, persona=giulia)
    with Detto() as detto:
        actions.lascia(una, da=giulia)
    una.refresh_from_db()
    assert (una.stato, una.finita_il >= una.entrata_il) == ("finita", True)
    assert atti(una)[2:] == [("lascia", "attiva", "finita", chi_e(giulia))]
    assert detto.a_chi == [(nives, "Novità su chi lavora in redazione")]
    assert detto.avvisi[0].testo[0] == "Giulia Verdi ha lasciato la redazione."


@pytest.mark.parametrize(
    ("stato", "oggetto", "frase"),
    [
        (ATTIVA, "La collaborazione con la redazione è finita", "Non fai più parte della redazione."),
        (INVITATA, "L'invito in redazione non vale più", "Non devi fare niente."),
    ],
)
def test_who_is_sent_away_reads_why(testata, nives, giulia, stato, oggetto, frase):
    una = redazione.collaborazione(testata, stato=stato, persona=giulia)
    with Detto() as detto:
        actions.allontana(una, f"  {MOTIVO} ", da=nives)
    una.refresh_from_db()
    assert (una.stato, una.finita_il is not None) == ("finita", True)
    assert atti(una)[-1] == ("allontana", stato, "finita", chi_e(nives))
    assert ultimi_dati(una) == {"motivo": MOTIVO}
    assert detto.a_chi == [(giulia, oggetto)]
    assert detto.avvisi[0].testo[:2] == [frase, f"Il motivo: {MOTIVO}"]


# ── Every verb over every state ───────────────────────────────────────────────────────────────────
FAI = {
    "entra": lambda una: actions.entra(una, da=una.persona),
    "declina": lambda una: actions.declina(una, da=una.persona),
    "cambia_ruolo": lambda una: actions.cambia_ruolo(una, Ruolo.REVISORE, da=DA),
    "lascia": lambda una: actions.lascia(una, da=una.persona),
    "allontana": lambda una: actions.allontana(una, MOTIVO, da=DA),
}


def test_every_verb_of_the_table_is_tried():
    assert set(FAI) == set(TRANSIZIONI_COLLABORAZIONE) - {"invita"}


@pytest.mark.parametrize("verbo", FAI)
@pytest.mark.parametrize("stato", StatoCollaborazione)
def test_a_verb_starts_only_from_its_states(testata, stato, verbo):
    una = redazione.collaborazione(testata, stato=stato)
    prima, atti_prima = Collaborazione.objects.values().get(), len(atti(una))
    passo = TRANSIZIONI_COLLABORAZIONE[verbo]
    if stato in passo.da:
        FAI[verbo](una)
        assert (Collaborazione.objects.get().stato, atti(una)[-1][0]) == (passo.a or stato, verbo)
        return
    with pytest.raises(TransizioneNonAmmessa):
        FAI[verbo](una)
    assert (Collaborazione.objects.values().get(), len(atti(una))) == (prima, atti_prima)


# ── What is refused ───────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("stato", [INVITATA, ATTIVA])
def test_nobody_is_invited_twice(testata, giulia, stato):
    redazione.collaborazione(testata, stato=stato, persona=giulia)
    with pytest.raises(DatoNonAccettato) as errore:
        actions.invita(testata, giulia, ruolo=Ruolo.REDATTORE, da=DA)
    assert (errore.value.codice, errore.value.campo, Collaborazione.objects.count()) == ("gia", "email", 1)
    assert str(errore.value.frase) == "Giulia Verdi è già in redazione, o ha già un invito."


@pytest.mark.parametrize("stato", [DECLINATA, FINITA])
def test_who_is_out_may_be_invited_again(testata, giulia, stato):
    redazione.collaborazione(testata, stato=stato, persona=giulia)
    actions.invita(testata, giulia, ruolo=Ruolo.REDATTORE, da=DA)
    assert list(Collaborazione.objects.order_by("pk").values_list("stato", flat=True)) == [stato, "invitata"]


def test_a_role_is_one_that_there_is_and_another_than_before(testata, nives, giulia):
    una = redazione.collaborazione(testata, persona=giulia)
    sua = Collaborazione.objects.get(persona=nives)
    tentativi = [
        (lambda: actions.invita(testata, PersonaFactory(), ruolo="direttore", da=DA), "ruolo"),
        (lambda: actions.cambia_ruolo(una, "direttore", da=nives), "ruolo"),
        (lambda: actions.cambia_ruolo(una, Ruolo.REDATTORE, da=nives), "uguale"),
        (lambda: actions.cambia_ruolo(sua, Ruolo.REDATTORE, da=nives), "proprio"),
    ]
    for tentativo, codice in tentativi:
        with pytest.raises(DatoNonAccettato) as errore:
            tentativo()
        assert (errore.value.codice, errore.value.campo) == (codice, "ruolo")
    assert list(Collaborazione.objects.order_by("pk").values_list("ruolo", flat=True)) == ["caporedattore", "redattore"]


@pytest.mark.parametrize(("motivo", "codice"), [("  ", "vuoto"), ("x" * 401, "lungo")])
def test_who_is_sent_away_is_owed_a_reason(testata, motivo, codice):
    una = redazione.collaborazione(testata)
    with pytest.raises(DatoNonAccettato) as errore:
        actions.allontana(una, motivo, da=DA)
    assert (errore.value.codice, errore.value.campo, Collaborazione.objects.get().stato) == (codice, "motivo", "attiva")


# ── Who may ───────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def chi(testata, nives):
    lea = PersonaFactory()
    guida = rete.capofila(lea)
    return {
        "coordina": nives,
        "revisione": redazione.collaborazione(testata, Ruolo.REVISORE).persona,
        "redazione": redazione.redattrice(testata),
        "amministra": testata.partner.proposto_da,
        "ufficio": rete.membro(testata.partner, ruoli.OPERATORE),
        "collabora": rete.membro(testata.partner),
        "riferimento": redazione.approva(testata),
        "guida": lea,
        "revisione_rete": rete.membro(guida, ruoli.REVISIONE),
        "altro_partner": rete.ammesso(nome="Altra", codice_fiscale="90000010190").proposto_da,
        "ex": redazione.collaborazione(testata, Ruolo.CAPOREDATTORE, FINITA).persona,
        "invitata": redazione.collaborazione(testata, Ruolo.CAPOREDATTORE, INVITATA).persona,
        "nessuno": PersonaFactory(),
        "anonimo": AnonymousUser(),
    }


DI_CHI_CURA = {"coordina", "amministra", "ufficio", "guida"}


@pytest.mark.parametrize("verbo", ["invita", "cambia_ruolo", "allontana"])
def test_who_looks_after_the_people(testata, chi, verbo):
    fai = {
        "invita": lambda una, da: actions.invita(testata, PersonaFactory(), ruolo=Ruolo.REDATTORE, da=da),
        "cambia_ruolo": lambda una, da: actions.cambia_ruolo(una, Ruolo.REVISORE, da=da),
        "allontana": lambda una, da: actions.allontana(una, MOTIVO, da=da),
    }[verbo]
    usano = set()
    for nome, persona in chi.items():
        una = redazione.collaborazione(testata)
        try:
            fai(una, persona)
        except NonPermesso:
            continue
        usano.add(nome)
    assert usano == DI_CHI_CURA


@pytest.mark.parametrize(("verbo", "stato"), [("entra", INVITATA), ("declina", INVITATA), ("lascia", ATTIVA)])
def test_one_answers_and_leaves_for_oneself_alone(testata, chi, verbo, stato):
    una = redazione.collaborazione(testata, stato=stato)
    for persona in chi.values():
        with pytest.raises(NonPermesso):
            getattr(actions, verbo)(una, da=persona)
    assert Collaborazione.objects.get(pk=una.pk).stato == stato


def test_who_sees_the_newsroom_and_its_people(testata, chi):
    redazione.testata(
        rete.ammesso(nome="Terza", codice_fiscale="90000020199"), slug="altra", riferimento=testata.partner
    )
    vedono = {nome for nome, persona in chi.items() if testata in models.Testata.objects.visibili_a(persona)}
    assert vedono == {"coordina", "revisione", "redazione", "amministra", "ufficio", "riferimento", "guida"}
    di_tutti = Collaborazione.objects.filter(testata=testata).count()
    quante = {nome: Collaborazione.objects.visibili_a(persona).count() for nome, persona in chi.items()}
    assert quante == {nome: di_tutti if nome in vedono else 0 for nome in chi} | {"ex": 1, "invitata": 1}


def test_an_ended_collaboration_grants_nothing_at_once(testata, nives):
    voce = redazione.voce(testata)
    assert puo(nives, "redazione.pianifica", voce)
    actions.allontana(Collaborazione.objects.get(persona=nives), MOTIVO, da=DA)
    for permesso in ("redazione.pianifica", "redazione.cura_persone", "redazione.commenta"):
        assert not puo(nives, permesso, voce)
    assert (e_caporedattrice(nives, None), e_caporedattrice(AnonymousUser(), None)) == (False, False)
    assert list(Voce.objects.visibili_a(nives)) == []
    with pytest.raises(NonPermesso):
        redazione.voce(testata, da=nives)


def test_a_role_in_the_partner_that_ended_grants_nothing_at_once(testata):
    ufficio = rete.membro(testata.partner, ruoli.OPERATORE)
    assert puo(ufficio, "redazione.cura_persone", testata)
    Appartenenza.objects.filter(persona=ufficio).update(al=oggi())
    assert not puo(ufficio, "redazione.cura_persone", testata)
    assert list(models.Testata.objects.visibili_a(ufficio)) == []


def test_who_looks_after_any_newsroom(testata, chi):
    """Asked of no newsroom in particular: a role of the whole network, or coordinating one."""
    assert {nome for nome, una in chi.items() if puo(una, "redazione.cura_persone")} == {"coordina", "guida"}


def test_an_act_is_of_the_log(testata, nives):
    assert Transizione.objects.filter(oggetto_tipo="redazione.collaborazione").count() == 2
    assert str(Collaborazione.objects.get()) == f"{nives}, Coordinamento della redazione"
