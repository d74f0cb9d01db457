"""Ideas: proposed and supported by anybody, taken back, put aside, planned; who reads which."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from redazione import actions
from redazione.enums import IDEE_APERTE, PITCH_MASSIMO, TRANSIZIONI_IDEA, StatoIdea, Tipo
from redazione.models import Idea, Sostegno, Voce
from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.persone.models import Persona
from tests.factories import redazione
from tests.factories.persone import PersonaFactory
from tests.factories.redazione import DA, MOTIVO, PITCH, Detto, atti, chi_e, ultimi_dati

pytestmark = pytest.mark.django_db
PROPOSTA, IN_PIANO, SCARTATA, RITIRATA = StatoIdea


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def nives(testata):
    return redazione.coordina(testata)


@pytest.fixture
def giulia():
    return PersonaFactory()


def in_stato(testata, stato, persona=None):
    """An idea put there by the verbs."""
    una = redazione.idea(testata, persona)
    if stato == IN_PIANO:
        redazione.voce(testata, idea=una)
    elif stato == SCARTATA:
        actions.scarta(una, MOTIVO, da=DA)
    elif stato == RITIRATA:
        actions.ritira(una, da=una.da)
    return una


# ── Each verb: row, transition, notice ────────────────────────────────────────────────────────────
def test_a_pitch_reaches_who_coordinates(testata, nives, giulia):
    redazione.redattrice(testata)
    prima = adesso()
    with Detto() as detto:
        una = actions.proponi(testata, f"  {PITCH}\n", tipo=Tipo.VIDEO, da=giulia)
    una.refresh_from_db()
    assert (una.testata, una.da, una.testo, una.tipo, una.stato) == (testata, giulia, PITCH, "video", "proposta")
    assert prima <= una.proposta_il <= adesso()
    assert atti(una) == [("proponi", "", "proposta", chi_e(giulia))]
    assert ultimi_dati(una) == {}
    assert detto.a_chi == [(nives, "Una nuova idea per la redazione")]
    assert detto.avvisi[0].testo == ["Leggila e decidi se metterla nel piano.", PITCH]


def test_one_notice_until_all_have_been_looked_at(testata, nives, giulia):
    prima = redazione.idea(testata, giulia)
    with Detto() as detto:
        redazione.idea(testata)
    assert detto.a_chi == []
    for una in Idea.objects.all():
        actions.scarta(una, MOTIVO, da=nives)
    with Detto() as detto:
        redazione.idea(testata, giulia)
        actions.ritira(Idea.objects.da_guardare().get(), da=giulia)
        redazione.idea(testata, nives)
    assert (detto.a_chi, prima.pk) == ([(nives, "Una nuova idea per la redazione")], Idea.objects.earliest("pk").pk)


def test_an_idea_put_aside_tells_why_to_who_proposed_it(testata, nives, giulia):
    una = redazione.idea(testata, giulia)
    with Detto() as detto:
        actions.scarta(una, f" {MOTIVO} ", da=nives)
    una.refresh_from_db()
    assert (una.stato, una.testo, una.da) == ("scartata", PITCH, giulia)
    assert atti(una)[1:] == [("scarta", "proposta", "scartata", chi_e(nives))]
    assert ultimi_dati(una) == {"motivo": MOTIVO}
    assert detto.a_chi == [(giulia, "La redazione non fa la tua idea")]
    assert detto.avvisi[0].testo[1] == f"Il motivo: {MOTIVO}"


def test_an_idea_becomes_one_thing_of_the_plan(testata, nives, giulia):
    una = redazione.idea(testata, giulia)
    with Detto() as detto:
        voce = redazione.voce(testata, idea=una, da=nives)
    una.refresh_from_db()
    assert (una.stato, una.voce, voce.idea) == ("in_piano", voce, una)
    assert atti(una)[1:] == [("pianifica", "proposta", "in_piano", chi_e(nives))]
    assert detto.a_chi == [(giulia, "La tua idea è nel piano della redazione")]
    assert detto.avvisi[0].testo == ["Non devi fare niente.", PITCH]


def test_an_idea_put_aside_is_taken_up_again(testata, nives, giulia):
    una = in_stato(testata, SCARTATA, giulia)
    redazione.voce(testata, idea=una, da=nives)
    assert [(verbo, da, a) for verbo, da, a, _chi in atti(una)] == [
        ("proponi", "", "proposta"),
        ("scarta", "proposta", "scartata"),
        ("pianifica", "scartata", "in_piano"),
    ]


def test_an_idea_leaves_the_plan_and_comes_back_with_what_it_became(testata, nives, giulia):
    una = redazione.idea(testata, giulia)
    voce = redazione.voce(testata, idea=una, da=nives)
    with Detto() as detto:
        actions.lascia_voce(voce, MOTIVO, da=nives)
    una.refresh_from_db()
    assert (una.stato, detto.a_chi) == ("scartata", [(giulia, "La redazione non fa la tua idea")])
    assert (atti(una)[-1], ultimi_dati(una)) == (("esce", "in_piano", "scartata", chi_e(nives)), {"motivo": MOTIVO})
    with pytest.raises(TransizioneNonAmmessa) as errore:
        redazione.voce(testata, idea=una, da=nives)
    assert (errore.value.codice, Voce.objects.count()) == ("gia_voce", 1)
    with Detto() as detto:
        actions.riprendi(voce, da=nives)
    assert detto.a_chi == [(giulia, "La tua idea è nel piano della redazione")]
    assert Idea.objects.get().stato == "in_piano"


def test_who_proposed_it_takes_it_back_and_nobody_is_told(testata, nives, giulia):
    una = redazione.idea(testata, giulia)
    with Detto() as detto:
        actions.ritira(una, da=giulia)
    assert (Idea.objects.get().stato, detto.a_chi) == ("ritirata", [])
    assert atti(una)[1:] == [("ritira", "proposta", "ritirata", chi_e(giulia))]


def test_of_an_idea_without_a_name_there_is_nobody_to_tell(testata, nives):
    with Detto() as detto:
        for una in (redazione.idea(testata), redazione.idea(testata)):
            Idea.objects.filter(pk=una.pk).update(da=None)
        prima, seconda = Idea.objects.order_by("pk")
        actions.scarta(prima, MOTIVO, da=nives)
        redazione.voce(testata, idea=seconda, da=nives)
        with pytest.raises(NonPermesso):
            actions.ritira(seconda, da=AnonymousUser())
    assert detto.a_chi == [(nives, "Una nuova idea per la redazione")]


# ── Every verb over every state ───────────────────────────────────────────────────────────────────
FAI = {
    "pianifica": lambda una: redazione.voce(una.testata, idea=una),
    "scarta": lambda una: actions.scarta(una, MOTIVO, da=DA),
    "esce": lambda una: actions.lascia_voce(una.voce, MOTIVO, da=DA),
    "ritira": lambda una: actions.ritira(una, da=una.da),
}


def test_every_verb_of_the_table_is_tried():
    assert set(FAI) == set(TRANSIZIONI_IDEA) - {"proponi"}


@pytest.mark.parametrize("verbo", FAI)
@pytest.mark.parametrize("stato", StatoIdea)
def test_a_verb_starts_only_from_its_states(testata, stato, verbo):
    una = in_stato(testata, stato)
    if verbo == "esce" and stato != IN_PIANO:
        # What it had become is in the plan, whatever happened to the idea meanwhile.
        altra = redazione.voce(testata)
        Voce.objects.filter(pk=altra.pk).update(idea=una)
    prima, atti_prima = Idea.objects.values().get(), len(atti(una))
    passo = TRANSIZIONI_IDEA[verbo]
    if stato in passo.da:
        FAI[verbo](una)
        assert (Idea.objects.get().stato, atti(una)[-1][0]) == (passo.a, verbo)
        return
    with pytest.raises(TransizioneNonAmmessa):
        FAI[verbo](una)
    assert (Idea.objects.values().get(), len(atti(una))) == (prima, atti_prima)


# ── What is refused ───────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("testo", "tipo", "codice", "campo"),
    [
        ("  ", Tipo.STORIA, "vuoto", "testo"),
        ("x" * (PITCH_MASSIMO + 1), Tipo.STORIA, "lungo", "testo"),
        (PITCH, "poesia", "tipo", "tipo"),
    ],
)
def test_a_pitch_has_words_not_too_many_and_a_kind(testata, giulia, testo, tipo, codice, campo):
    with pytest.raises(DatoNonAccettato) as errore:
        actions.proponi(testata, testo, tipo=tipo, da=giulia)
    assert (errore.value.codice, errore.value.campo, Idea.objects.count()) == (codice, campo, 0)


def test_the_longest_pitch_fits(testata, giulia):
    assert len(redazione.idea(testata, giulia, testo="x" * PITCH_MASSIMO).testo) == 400


def test_so_many_of_one_person_wait_at_a_time(testata, nives, giulia):
    prima, *_altre = [redazione.idea(testata, giulia) for _n in range(IDEE_APERTE)]
    with pytest.raises(NonPermesso) as errore:
        redazione.idea(testata, giulia)
    assert (errore.value.codice, Idea.objects.count()) == ("troppe", 5)
    assert str(errore.value.frase)[:34] == "Hai già 5 idee che aspettano. Quan"
    redazione.idea(testata)
    actions.scarta(prima, MOTIVO, da=nives)
    redazione.idea(testata, giulia)
    assert Idea.objects.da_guardare().filter(da=giulia).count() == IDEE_APERTE


def test_the_quota_is_counted_with_the_person_held(testata, giulia):
    """The row of the person is locked before her ideas are counted for good, in the same transaction."""
    with CaptureQueriesContext(
        connection,
    ) as dette:
        redazione.idea(testata, giulia)
    frasi = [una["sql"] for una in dette]
    persona = f'FROM "{Persona._meta.db_table}"'
    blocco = next(n for n, sql in enumerate(frasi) if persona in sql and sql.startswith("SELECT"))
    conta = [n for n, sql in enumerate(frasi) if sql.startswith("SELECT COUNT(*)") and '"redazione_idea"' in sql]
    nasce = next(n for n, sql in enumerate(frasi) if sql.startswith('INSERT INTO "redazione_idea"'))
    assert conta[0] < blocco < conta[1] < nasce


# ── Support ───────────────────────────────────────────────────────────────────────────────────────
def test_support_said_twice_is_taken_back(testata, giulia):
    una = redazione.idea(testata)
    assert [actions.sostieni(una, da=giulia) for _n in range(3)] == [True, False, True]
    assert list(Sostegno.objects.values_list("idea", "persona")) == [(una.pk, giulia.pk)]
    assert str(Sostegno.objects.get()) == f"{giulia} → {una}"


def test_ones_own_is_supported_by_others(testata, giulia):
    una = redazione.idea(testata, giulia)
    for persona, codice in ((giulia, "propria"), (AnonymousUser(), "anonimo"), (None, "anonimo")):
        with pytest.raises(NonPermesso) as errore:
            actions.sostieni(una, da=persona)
        assert errore.value.codice == codice
    assert Sostegno.objects.count() == 0


@pytest.mark.parametrize("stato", StatoIdea)
def test_what_is_closed_is_supported_no_more_but_support_is_taken_back(testata, giulia, stato):
    una = in_stato(testata, stato)
    if stato in (PROPOSTA, IN_PIANO):
        assert actions.sostieni(una, da=giulia) is True
        return
    with pytest.raises(DatoNonAccettato) as errore:
        actions.sostieni(una, da=giulia)
    assert (errore.value.codice, Sostegno.objects.count()) == ("chiusa", 0)
    Sostegno.objects.create(idea=una, persona=giulia)
    assert (actions.sostieni(una, da=giulia), Sostegno.objects.count()) == (False, 0)


# ── Who, and who reads what ───────────────────────────────────────────────────────────────────────
def test_a_minor_proposes_and_supports(testata):
    leo = PersonaFactory(minore=True)
    una = redazione.idea(testata, leo)
    assert (una.da, actions.sostieni(redazione.idea(testata), da=leo)) == (leo, True)


def test_without_an_account_nobody_proposes(testata):
    for persona in (AnonymousUser(), None):
        with pytest.raises(NonPermesso) as errore:
            actions.proponi(testata, PITCH, tipo=Tipo.STORIA, da=persona)
        assert errore.value.codice == "anonimo"


def test_only_who_coordinates_decides_and_only_who_proposed_takes_back(testata, nives, giulia):
    una = redazione.idea(testata, giulia)
    fuori = [giulia, redazione.redattrice(testata), redazione.approva(testata), testata.partner.proposto_da]
    for persona in (*fuori, AnonymousUser()):
        for fai in (
            lambda persona=persona: actions.scarta(una, MOTIVO, da=persona),
            lambda persona=persona: redazione.voce(testata, idea=una, da=persona),
        ):
            with pytest.raises(NonPermesso):
                fai()
    for persona in (nives, PersonaFactory(), AnonymousUser()):
        with pytest.raises(NonPermesso):
            actions.ritira(una, da=persona)
    assert len(atti(una)) == 1


def test_the_community_reads_what_waits_and_what_is_planned(testata, nives, giulia):
    tutte = {stato: in_stato(testata, stato, giulia) for stato in StatoIdea}
    lette = {
        nome: {stato for stato, una in tutte.items() if una in Idea.objects.visibili_a(persona)}
        for nome, persona in {
            "sua": giulia,
            "coordina": nives,
            "approva": redazione.approva(testata),
            "altra": PersonaFactory(),
            "anonimo": AnonymousUser(),
            "nessuno": None,
        }.items()
    }
    assert lette == {
        "sua": set(StatoIdea),
        "coordina": {PROPOSTA, IN_PIANO, SCARTATA},
        "approva": {PROPOSTA, IN_PIANO, SCARTATA},
        "altra": {PROPOSTA, IN_PIANO},
        "anonimo": set(),
        "nessuno": set(),
    }


@pytest.mark.parametrize("quante", [1, 3])
def test_a_list_costs_one_query(testata, giulia, django_assert_num_queries, quante):
    for n in range(quante):
        actions.sostieni(redazione.idea(testata, testo=f"Idea {n}"), da=giulia)
    with django_assert_num_queries(1):
        righe = Idea.objects.per_elenco(giulia).order_by("pk")
        lette = [(str(una), str(una.da) != "", una.sostegni_dati, una.la_sostiene) for una in righe]
    assert lette == [(f"Idea {n}", True, 1, True) for n in range(quante)]
