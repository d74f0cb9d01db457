"""Two texts put together by hand: every choice, block by block and field by field; what changed meanwhile."""

from itertools import product

import pytest

from redazione.actions import testi
from redazione.actions.testi import PuntiContesi, Scritto
from redazione.models import Revisione
from talenti.base.exceptions import TransizioneNonAmmessa
from tests.factories import redazione
from tests.factories import redazione_articoli as di_articoli
from tests.factories.redazione_articoli import articolo

pytestmark = pytest.mark.django_db


def corpo(*parole):
    return "".join(f"<p>{una}</p>" for una in parole)


BASE = corpo("Uno resta com'era.", "Due si contende.", "Tre resta com'era.", "Quattro si contende.")
SUO = corpo("Uno l'ha cambiato Ugo.", "Due è di Ugo.", "Tre resta com'era.", "Quattro è di Ugo.")
MIO = corpo("Uno resta com'era.", "Due è di Giulia.", "Tre l'ha cambiato Giulia.", "Quattro è di Giulia.")


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def giulia(testata):
    return redazione.redattrice(testata)


@pytest.fixture
def ugo(testata):
    return redazione.redattrice(testata)


@pytest.fixture
def foto(testata):
    return [di_articoli.immagine(testata, alt=alt) for alt in ("Di Ugo", "Di Giulia")]


@pytest.fixture
def uno(testata, giulia, ugo, foto):
    """Ugo and Giulia both wrote on its second revision: what Giulia wrote was put aside."""
    uno = articolo(testata, autrici=[giulia, ugo], testo=Scritto("Titolo", "Sommario", BASE))
    testi.salva(uno, Scritto("Titolo di Ugo", "Sommario di Ugo", SUO, foto[0].codice), base=2, da=ugo)
    with pytest.raises(PuntiContesi):
        testi.salva(uno, Scritto("Titolo di Giulia", "Sommario", MIO, foto[1].codice), base=2, da=giulia)
    return uno


@pytest.fixture
def mia(uno):
    return uno.revisioni.get(da_parte=True)


def test_what_is_to_be_chosen_is_what_both_changed(uno, mia):
    caso = testi.da_unire(uno, mia)
    assert (caso.mia, caso.attuale.n, caso.campi) == (mia, 3, ("titolo", "copertina"))
    lati = [(uno.base.testo, uno.mia.testo, uno.sua.testo) for uno in caso.unione.conflitti]
    assert lati == [
        ("Due si contende.", "Due è di Giulia.", "Due è di Ugo."),
        ("Quattro si contende.", "Quattro è di Giulia.", "Quattro è di Ugo."),
    ]


@pytest.mark.parametrize("scelte", list(product(["mia", "sua", "entrambe"], repeat=2)))
def test_every_choice_of_every_block(uno, mia, giulia, scelte):
    di = {"mia": ["è di Giulia."], "sua": ["è di Ugo."], "entrambe": ["è di Giulia.", "è di Ugo."]}
    nuova = testi.unisci_a_mano(uno, mia, list(scelte), {"titolo": "mia", "copertina": "sua"}, su=3, da=giulia)
    due, quattro = (
        [f"{nome} {che}" for che in di[scelta]] for nome, scelta in zip(("Due", "Quattro"), scelte, strict=True)
    )
    # What only one of the two changed is there without being asked for.
    assert nuova.html == corpo("Uno l'ha cambiato Ugo.", *due, "Tre l'ha cambiato Giulia.", *quattro)
    assert (nuova.n, nuova.nata_da, nuova.da, nuova.da_parte, nuova.sommario) == (
        5,
        3,
        giulia,
        False,
        "Sommario di Ugo",
    )
    uno.refresh_from_db()
    assert uno.bozza == nuova


@pytest.mark.parametrize(("titolo", "copertina"), list(product(["mia", "sua", None], repeat=2)))
def test_every_choice_of_every_field(uno, mia, giulia, foto, titolo, copertina):
    """What is not said stays as it stands."""
    campi = {nome: scelta for nome, scelta in (("titolo", titolo), ("copertina", copertina)) if scelta}
    nuova = testi.unisci_a_mano(uno, mia, ["mia", "sua"], campi, su=3, da=giulia)
    assert nuova.titolo == ("Titolo di Giulia" if titolo == "mia" else "Titolo di Ugo")
    assert nuova.copertina == foto[copertina == "mia"]


def test_a_choice_made_before_the_text_changed_again_is_asked_anew(uno, mia, giulia, ugo):
    testi.salva(uno, Scritto("Titolo di Ugo", "Ancora", SUO), base=3, da=ugo)
    for su, scelte in ((3, ["mia", "mia"]), (0, ["mia", "mia"]), (5, ["mia"]), (5, ["mia"] * 3)):
        with pytest.raises(TransizioneNonAmmessa) as errore:
            testi.unisci_a_mano(uno, mia, scelte, {}, su=su, da=giulia)
        assert str(errore.value.frase) == "Il testo è cambiato ancora: guarda di nuovo che cosa scegliere."
    assert Revisione.objects.count() == 5
    assert testi.unisci_a_mano(uno, mia, ["mia", "mia"], {}, su=5, da=giulia).sommario == "Ancora"


def test_what_was_written_on_no_revision_is_put_together_too(testata, giulia, ugo):
    uno = articolo(testata, autrici=[giulia, ugo], testo=Scritto("Titolo", "Sommario", corpo("Uno.")))
    with pytest.raises(PuntiContesi) as errore:
        testi.salva(uno, Scritto("Altro", "Sommario", corpo("Due.")), base=77, da=giulia)
    assert testi.da_unire(uno, errore.value.mia).campi == ("titolo",)
    nuova = testi.unisci_a_mano(uno, errore.value.mia, [], {"titolo": "mia"}, su=2, da=giulia)
    assert (nuova.titolo, "Uno." in nuova.html, "Due." in nuova.html) == ("Altro", True, True)
