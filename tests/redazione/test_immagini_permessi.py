"""Who may do what with a picture, who finds it, how long what is known of people is kept."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from redazione import actions
from redazione.actions.immagini import CONSENSI_TENUTI
from redazione.enums_articoli import TRANSIZIONI_IMMAGINE, Persone
from redazione.models import Consenso, Immagine
from talenti.base.exceptions import NonPermesso, TransizioneNonAmmessa
from tests.factories import immagini, redazione, rete
from tests.factories.immagini import detta
from tests.factories.persone import PersonaFactory
from tests.factories.redazione import MOTIVO, atti, chi_e
from tests.redazione.test_immagini import com_e, nuovi  # noqa: F401 – a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def nives(testata):
    return redazione.coordina(testata)


@pytest.fixture
def giulia(testata):
    return redazione.redattrice(testata)


# ── Every verb ────────────────────────────────────────────────────────────────────────────────────
FAI = {
    "descrivi": lambda una, da: actions.descrivi(una, detta(persone=Persone.CON_CONSENSO), da=da),
    "consenso": immagini.consenso,
    "ritira_consenso": lambda una, da: actions.ritira_consenso(una.consensi.get(), da=da),
    "togli": lambda una, da: actions.togli(una, MOTIVO, da=da),
}


def test_every_verb_of_the_table_is_tried():
    assert set(FAI) == set(TRANSIZIONI_IMMAGINE) - {"carica"}


@pytest.mark.parametrize("verbo", FAI)
def test_one_that_was_taken_out_is_changed_no_more(testata, giulia, verbo):
    una = immagini.con_consenso(testata, giulia)
    actions.togli(una, MOTIVO, da=giulia)
    prima, passi = com_e(), len(atti(una))
    with pytest.raises(TransizioneNonAmmessa) as errore:
        FAI[verbo](una, giulia)
    assert (errore.value.codice, com_e(), len(atti(una))) == ("tolta", prima, passi)


@pytest.mark.parametrize("verbo", FAI)
def test_who_uploaded_it_and_who_coordinates_look_after_it(testata, nives, giulia, verbo):
    una = immagini.con_consenso(testata, giulia)
    prima, passi = com_e(), len(atti(una))
    nessuna = {
        redazione.redattrice(testata): "di_un_altro",
        PersonaFactory(): "non_in_redazione",
        rete.membro(testata.partner, "operatore"): "non_in_redazione",
        AnonymousUser(): "non_in_redazione",
    }
    for persona, codice in nessuna.items():
        with pytest.raises(NonPermesso) as errore:
            FAI[verbo](una, persona)
        assert errore.value.codice == codice
    assert (com_e(), len(atti(una))) == (prima, passi)
    FAI[verbo](una, nives)
    assert atti(una)[-1] == (verbo, "", "", chi_e(nives))


def test_who_has_left_looks_after_hers_no_more(testata, giulia):
    una = immagini.immagine(testata, giulia)
    actions.lascia(giulia.collaborazioni.get(), da=giulia)
    with pytest.raises(NonPermesso) as errore:
        actions.descrivi(una, detta(), da=giulia)
    assert errore.value.codice == "non_in_redazione"


def test_who_works_in_the_newsroom_adds_pictures(testata, nives, nuovi):  # noqa: F811
    altrove = redazione.testata(slug="altra", partner=testata.partner, riferimento=testata.riferimento)
    for persona in (PersonaFactory(), AnonymousUser(), redazione.redattrice(altrove), redazione.approva(testata)):
        with pytest.raises(NonPermesso) as errore:
            immagini.immagine(testata, persona)
        assert (errore.value.codice, nuovi()) == ("non_in_redazione", [])
    assert immagini.immagine(testata, nives).caricata_da == nives


# ── Who finds it, how long it is kept ─────────────────────────────────────────────────────────────
def test_the_library_is_for_the_newsroom(testata, nives, giulia):
    una = immagini.immagine(testata, giulia)
    vede = [(chi, list(Immagine.objects.visibili_a(chi))) for chi in (nives, giulia, PersonaFactory(), AnonymousUser())]
    assert [righe for _chi, righe in vede] == [[una], [una], [], []]


def test_the_name_of_who_was_seen_goes_a_year_after_the_picture(testata, giulia):
    resta, via = immagini.con_consenso(testata, giulia), immagini.con_consenso(testata, giulia)
    immagini.consenso(via, giulia)
    actions.togli(via, MOTIVO, da=giulia)
    via.refresh_from_db()
    assert actions.dimentica_consensi(via.tolta_il + CONSENSI_TENUTI) == 0
    assert actions.dimentica_consensi(via.tolta_il + CONSENSI_TENUTI + timedelta(seconds=1)) == 2
    assert list(Consenso.objects.values_list("immagine", flat=True)) == [resta.pk]


def test_an_account_that_closes_leaves_its_pictures(testata, nives, giulia):
    una, altra = immagini.immagine(testata, giulia), immagini.immagine(testata, nives)
    assert (actions.dimentica_immagini(giulia), actions.dimentica_immagini(giulia)) == (1, 0)
    assert list(Immagine.objects.order_by("pk").values_list("pk", "caricata_da")) == [
        (una.pk, None),
        (altra.pk, nives.pk),
    ]
