"""Whatever two people save, on whatever they were looking at: no word is lost, nothing but the allow-list is kept."""

import re
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redazione.actions import testi
from redazione.actions.testi import PuntiContesi, Scritto
from redazione.models import Articolo, Revisione
from tests.factories import redazione
from tests.factories import redazione_articoli as di_articoli
from tests.redazione.testi import innocuo, zuppe

pytestmark = pytest.mark.django_db
PROVE = settings(max_examples=60, deadline=None)
# Who saves (0 or 1), what she does to the text that she has before her, where, and whether she sees what came out.
MOSSE = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["cambia", "aggiungi", "togli", "titolo", "sommario"]),
        st.integers(0, 5),
        st.booleans(),
    ),
    min_size=1,
    max_size=9,
)


@pytest.fixture
def due():
    testata = redazione.testata()
    return testata, [redazione.redattrice(testata), redazione.redattrice(testata)]


def di_parole(testo):
    return set(re.findall(r"zz\d+zz", testo))


def tutte(revisione):
    return di_parole(f"{revisione.titolo} {revisione.sommario} {revisione.html}")


class Pagina:
    """What one of them has before her: the revision on which she writes, and her text."""

    def __init__(self, revisione):
        self.guarda(revisione)

    def guarda(self, revisione):
        self.base, self.titolo, self.sommario = revisione.n, revisione.titolo, revisione.sommario
        self.blocchi = re.findall(r"<p>(.*?)</p>", revisione.html)

    def muovi(self, mossa, dove, parola):
        n = dove % (len(self.blocchi) or 1)
        if mossa == "cambia" and self.blocchi:
            self.blocchi[n] = f"{self.blocchi[n]} {parola}"
        elif mossa == "togli" and self.blocchi:
            self.blocchi.pop(n)
        elif mossa in ("titolo", "sommario"):
            setattr(self, mossa, parola)
        else:
            self.blocchi.insert(n, f"Un altro paragrafo che comincia con {parola}")

    @property
    def scritto(self):
        return Scritto(self.titolo, self.sommario, "".join(f"<p>{uno}</p>" for uno in self.blocchi))


def test_no_word_is_lost(due):
    testata, chi = due
    numeri = count()

    @PROVE
    @given(MOSSE)
    def sempre(mosse):
        inizio = Scritto("Titolo", "Sommario", "<p>Il primo zz900zz.</p><p>Il secondo.</p><p>Il terzo.</p>")
        uno = di_articoli.articolo(testata, autrici=chi, testo=inizio)
        pagine = [Pagina(uno.bozza), Pagina(uno.bozza)]
        scritte = set()
        for posto, mossa, dove, guarda in mosse:
            pagina, parola = pagine[posto], f"zz{next(numeri)}zz"
            pagina.muovi(mossa, dove, parola)
            scritte |= di_parole(str(pagina.scritto))
            _salva(uno, pagina, chi[posto], guarda)
        uno.refresh_from_db()
        tenute = list(uno.revisioni.order_by("n"))
        assert scritte - set().union(*map(tutte, tenute)) == set()
        assert [una.n for una in tenute] == list(range(1, uno.ultima_n + 1))
        assert (uno.bozza.da_parte, uno.bozza.n) == (False, max(una.n for una in tenute if not una.da_parte))
        for una in tenute:
            innocuo(una.html)

    sempre()


def _salva(uno, pagina, chi, guarda):
    """As the page does: put together, she goes on from hers or looks at what came out; refused, she looks anew."""
    base = uno.revisioni.get(n=pagina.base)
    prima = Articolo.objects.get(pk=uno.pk).bozza
    try:
        fatto = testi.salva(uno, pagina.scritto, base=pagina.base, da=chi)
    except PuntiContesi as errore:
        rifiuto = errore
    else:
        rifiuto = None
    if rifiuto:
        assert (rifiuto.mia.html, rifiuto.mia.titolo) == (pagina.scritto.html, pagina.titolo)
        assert Articolo.objects.get(pk=uno.pk).bozza == prima
        pagina.guarda(rifiuto.attuale)
        return
    # What she put in is in the draft, and so is what others had put in since she began.
    dopo, suo = tutte(fatto.revisione), di_parole(str(pagina.scritto))
    assert suo - tutte(base) <= dopo
    assert tutte(prima) - tutte(base) <= dopo
    if guarda or fatto.mia is None:
        pagina.guarda(fatto.revisione)
    else:
        pagina.base = fatto.mia.n


@pytest.mark.parametrize("base", [1, 2])
def test_whatever_is_sent_only_the_allow_list_is_kept(due, base):
    testata, chi = due
    uno = di_articoli.articolo(testata, autrici=chi)

    @PROVE
    @given(zuppe, zuppe)
    def sempre(prima, dopo):
        testi.salva(uno, di_articoli.scritto(html=prima), base=Articolo.objects.get(pk=uno.pk).bozza.n, da=chi[0])
        try:
            testi.salva(uno, di_articoli.scritto(html=dopo), base=base, da=chi[1])
        except PuntiContesi as errore:
            innocuo(errore.mia.html)
        innocuo(Articolo.objects.get(pk=uno.pk).bozza.html)

    sempre()
    assert Revisione.objects.filter(articolo=uno).count() > 2
