"""The text of an article saved: sent twice, put together, kept apart, taken up again; clean, and never too long."""

from datetime import timedelta

import pytest

from redazione.actions import pubblicazione, testi
from redazione.actions.testi import PuntiContesi, Salvato, Scritto
from redazione.enums_articoli import Persone, StatoArticolo
from redazione.models import Articolo, Immagine, Presenza, Revisione
from redazione.scrivania_articolo import PRESENTE, chi_scrive_ora
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from tests.factories import redazione
from tests.factories import redazione_articoli as di_articoli
from tests.factories.redazione_articoli import articolo, in_correzione, scritto
from tests.redazione.testi import innocuo

pytestmark = pytest.mark.django_db
BOZZA, IN_REVISIONE, DA_SISTEMARE, PRONTO, PUBBLICATO, ARCHIVIATO = StatoArticolo
TRE = "<p>Uno è qui.</p><p>Due è qui.</p><p>Tre è qui.</p>"


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
def uno(testata, giulia, ugo):
    """Of two who write it, with three paragraphs in its second revision."""
    return articolo(testata, autrici=[giulia, ugo], testo=Scritto("Titolo", "Sommario", TRE))


def html(uno=None, due=None, tre=None, **campi):
    """The three paragraphs, changed where it is said."""
    testo = "".join(f"<p>{detto or f'{n} è qui.'}</p>" for n, detto in (("Uno", uno), ("Due", due), ("Tre", tre)))
    return Scritto(**({"titolo": "Titolo", "sommario": "Sommario"} | campi), html=testo)


def righe(articolo):
    return list(articolo.revisioni.order_by("n").values_list("n", "nata_da", "da", "da_parte", "gettone"))


def bozza(articolo):
    articolo.refresh_from_db()
    return articolo.bozza


# ── One who writes ────────────────────────────────────────────────────────────────────────────────
def test_each_save_is_a_revision_and_the_draft(uno, giulia):
    prima = adesso()
    fatto = testi.salva(uno, html(due="Due cambia."), base=2, da=giulia, gettone="g1")
    nuova = Revisione.objects.get(n=3)
    assert (fatto, bozza(uno), uno.ultima_n) == (Salvato(nuova, None), nuova, 3)
    assert (nuova.titolo, nuova.sommario, nuova.html) == ("Titolo", "Sommario", html(due="Due cambia.").html)
    assert (nuova.nata_da, nuova.da, nuova.da_parte, nuova.gettone, nuova.parole) == (2, giulia, False, "g1", 8)
    assert prima <= nuova.quando <= adesso()


def test_the_same_text_makes_no_revision(uno, giulia):
    assert testi.salva(uno, html(), base=2, da=giulia) == Salvato(bozza(uno))
    assert testi.salva(uno, html(titolo="  Titolo "), base=1, da=giulia) == Salvato(bozza(uno))
    assert Revisione.objects.count() == 2


def test_sent_twice_it_is_one_save(uno, giulia, ugo):
    """Though somebody has written meanwhile; and of another person the same token is another save."""
    fatto = testi.salva(uno, html(uno="Uno cambia."), base=2, da=giulia, gettone="g1")
    testi.salva(uno, html(uno="Uno cambia.", tre="Tre cambia."), base=3, da=ugo, gettone="g1")
    assert testi.salva(uno, html(uno="Uno cambia."), base=2, da=giulia, gettone="g1") == fatto
    assert [riga[0] for riga in righe(uno)] == [1, 2, 3, 4]
    assert bozza(uno).html == html(uno="Uno cambia.", tre="Tre cambia.").html


def test_without_a_token_nothing_is_taken_for_sent_twice(uno, giulia):
    testi.salva(uno, html(uno="A."), base=2, da=giulia)
    testi.salva(uno, html(uno="B."), base=3, da=giulia)
    assert testi.salva(uno, html(uno="A."), base=4, da=giulia).revisione.n == 5


# ── Two who write in different places ─────────────────────────────────────────────────────────────
def test_what_two_wrote_in_different_places_is_put_together(uno, giulia, ugo):
    testi.salva(uno, html(uno="Uno di Giulia.", sommario="Sommario di Giulia"), base=2, da=giulia, gettone="g1")
    fatto = testi.salva(uno, html(tre="Tre di Ugo.", titolo="Titolo di Ugo"), base=2, da=ugo, gettone="u1")
    assert righe(uno)[2:] == [
        (3, 2, giulia.pk, False, "g1"),
        (4, 2, ugo.pk, True, "u1"),
        (5, 3, ugo.pk, False, "u1"),
    ]
    mia, insieme = Revisione.objects.get(n=4), Revisione.objects.get(n=5)
    assert (fatto, bozza(uno)) == (Salvato(insieme, mia), insieme)
    assert (mia.titolo, mia.sommario, mia.html) == ("Titolo di Ugo", "Sommario", html(tre="Tre di Ugo.").html)
    assert (insieme.titolo, insieme.sommario) == ("Titolo di Ugo", "Sommario di Giulia")
    assert insieme.html == html(uno="Uno di Giulia.", tre="Tre di Ugo.").html
    # Sent again, the same answer, and no more rows.
    assert testi.salva(uno, html(tre="Tre di Ugo.", titolo="Titolo di Ugo"), base=2, da=ugo, gettone="u1") == fatto
    assert Revisione.objects.count() == 5


def test_who_goes_on_from_her_own_adds_only_what_is_new(uno, giulia, ugo):
    """Her page still shows what she sent: its base is the revision put aside, and nothing of the other's is undone."""
    testi.salva(uno, html(uno="Uno di Giulia."), base=2, da=giulia)
    mia = testi.salva(uno, html(tre="Tre di Ugo."), base=2, da=ugo).mia
    fatto = testi.salva(uno, html(due="Due di Ugo.", tre="Tre di Ugo."), base=mia.n, da=ugo)
    assert fatto.revisione.html == html("Uno di Giulia.", "Due di Ugo.", "Tre di Ugo.").html
    # A save by which she changed nothing undoes nothing either.
    testi.salva(uno, html(due="Due di Ugo.", tre="Tre di Ugo."), base=fatto.mia.n, da=ugo)
    assert bozza(uno).html == fatto.revisione.html


def test_the_picture_on_top_is_put_together_too(testata, uno, giulia, ugo):
    prima, altra = di_articoli.immagine(testata), di_articoli.immagine(testata, alt="Altra")
    testi.salva(uno, html(copertina=prima.codice), base=2, da=giulia)
    fatto = testi.salva(uno, html(tre="Tre di Ugo."), base=2, da=ugo)
    assert (fatto.revisione.copertina, fatto.mia.copertina) == (prima, None)
    with pytest.raises(PuntiContesi):
        testi.salva(uno, html(copertina=altra.codice), base=2, da=ugo)
    assert bozza(uno).copertina == prima
    # Taken off by one, left by the other.
    testi.salva(uno, html(tre="Tre di Ugo."), base=bozza(uno).n, da=giulia)
    assert (bozza(uno).copertina, str(prima)) == (None, prima.alt)


@pytest.mark.parametrize("base", [0, 99, 10**30])
def test_on_a_revision_that_there_is_not_nothing_is_undone(uno, giulia, base):
    """It is as if she had written from nothing: what stands already stands once, what is new is added."""
    with pytest.raises(PuntiContesi) as errore:
        testi.salva(uno, Scritto("Altro", "Sommario", TRE + "<p>Quattro.</p>"), base=base, da=giulia)
    assert (errore.value.mia.nata_da, bozza(uno).n) == (0, 2)
    fatto = testi.salva(uno, Scritto("Titolo", "Sommario", TRE + "<p>Quattro.</p>"), base=base, da=giulia)
    assert fatto.revisione.html == TRE + "<p>Quattro.</p>"


# ── Two who write in the same place ───────────────────────────────────────────────────────────────
@pytest.mark.parametrize("dove", ["html", "titolo", "sommario"])
def test_what_two_wrote_in_the_same_place_is_kept_apart(uno, giulia, ugo, dove):
    nome = "due" if dove == "html" else dove
    suo, mio = html(**{nome: "È di Giulia."}), html(**{nome: "È di Ugo."})
    testi.salva(uno, suo, base=2, da=giulia)
    with pytest.raises(PuntiContesi) as errore:
        testi.salva(uno, mio, base=2, da=ugo, gettone="u1")
    mia = Revisione.objects.get(n=4)
    assert (errore.value.mia, errore.value.attuale, errore.value.codice) == (mia, bozza(uno), "testo_cambiato")
    assert str(errore.value.frase).startswith(f"{giulia} ha scritto negli stessi punti")
    assert (mia.da_parte, mia.da, getattr(mia, dove)) == (True, ugo, getattr(mio, dove))
    assert (bozza(uno).n, getattr(bozza(uno), dove), uno.ultima_n) == (3, getattr(suo, dove), 4)
    # Sent again: the same refusal, nothing put aside twice.
    with pytest.raises(PuntiContesi) as errore:
        testi.salva(uno, mio, base=2, da=ugo, gettone="u1")
    assert (errore.value.mia, Revisione.objects.count()) == (mia, 4)


def test_both_alike_is_no_conflict(uno, giulia, ugo):
    testi.salva(uno, html(due="Due insieme."), base=2, da=giulia)
    assert testi.salva(uno, html(due="Due insieme."), base=2, da=ugo).revisione.n == 3
    assert Revisione.objects.count() == 3


# ── Taken up again ────────────────────────────────────────────────────────────────────────────────
def test_an_older_text_is_taken_up_as_a_new_revision(testata, uno, giulia):
    foto = di_articoli.immagine(testata)
    testi.salva(uno, html(due="Due cambia.", copertina=foto.codice), base=2, da=giulia)
    nuova = testi.ripristina(uno, uno.revisioni.get(n=2), da=giulia)
    assert (nuova.n, nuova.nata_da, nuova.html, nuova.copertina, bozza(uno)) == (4, 3, TRE, None, nuova)
    assert testi.ripristina(uno, uno.revisioni.get(n=2), da=giulia) == nuova
    assert testi.ripristina(uno, uno.revisioni.get(n=3), da=giulia).copertina == foto
    assert Revisione.objects.count() == 5


# ── What is refused ───────────────────────────────────────────────────────────────────────────────
SCRIVE = {
    "salva": lambda uno, da: testi.salva(uno, scritto(titolo="Altro"), base=uno.bozza.n, da=da),
    "ripristina": lambda uno, da: testi.ripristina(uno, uno.revisioni.get(n=1), da=da),
    "unisce": lambda uno, da: testi.unisci_a_mano(uno, uno.bozza, [], {}, su=uno.bozza.n, da=da),
}


@pytest.mark.parametrize("come", SCRIVE)
@pytest.mark.parametrize("corregge", [False, True])
@pytest.mark.parametrize("stato", StatoArticolo)
def test_it_is_written_only_where_it_may_be(testata, stato, corregge, come):
    if corregge and stato in (PUBBLICATO, ARCHIVIATO):
        uno = articolo(testata, PUBBLICATO)
        if stato == ARCHIVIATO:
            pubblicazione.ritira(uno, "Basta così.", da=redazione.DA)
    else:
        uno = (in_correzione if corregge else articolo)(testata, stato)
    autrice, prima = uno.voce.autori.get().persona, Articolo.objects.values().get()
    if stato in (BOZZA, DA_SISTEMARE):
        SCRIVE[come](uno, autrice)
        assert bozza(uno).n == prima["ultima_n"] + 1
        return
    with pytest.raises(TransizioneNonAmmessa) as errore:
        SCRIVE[come](uno, autrice)
    assert errore.value.codice == "non_si_scrive"
    assert str(errore.value.frase) == (
        f"Il testo ora è «{uno.get_stato_display()}»: per scriverci ancora, prima riprendilo."
    )
    assert (Articolo.objects.values().get(), uno.revisioni.count()) == (prima, prima["ultima_n"])


@pytest.mark.parametrize(
    ("campo", "testo"),
    [
        ("titolo", Scritto(titolo="x" * 121)),
        ("sommario", Scritto(sommario="x" * 201)),
        ("html", Scritto(html="<p>" + "x" * 59_994 + "</p>")),
        # Marks that go are let in, so many of them.
        ("html", Scritto(html="<span>x</span>" * 20_000)),
    ],
)
def test_too_long_is_said_beside_its_field_and_nothing_is_cut_off(uno, giulia, campo, testo):
    with pytest.raises(DatoNonAccettato) as errore:
        testi.salva(uno, testo, base=2, da=giulia)
    assert (errore.value.codice, errore.value.campo, Revisione.objects.count()) == ("lungo", campo, 2)


def test_as_long_as_it_may_be(uno, giulia):
    lungo = Scritto("x" * 120, "x" * 200, "<p>" + "x" * 59_993 + "</p>")
    assert testi.salva(uno, lungo, base=2, da=giulia).revisione.html == lungo.html
    assert testi.salva(uno, Scritto(html="<span>x</span>" * 17_000), base=3, da=giulia).revisione.parole == 1


def test_hostile_words_are_kept_clean(uno, giulia):
    ostile = (
        '<script>alert(1)</script><p onclick="x()">Ciao <a href="javascript:alert(1)">qui</a>'
        '<img src=x onerror=alert(1)></p><iframe src="//male.example"></iframe><h1>Grande</h1>'
    )
    nuova = testi.salva(uno, Scritto("<b>Titolo</b>\n due", " a\t b ", ostile), base=2, da=giulia).revisione
    innocuo(nuova.html)
    assert ("alert" in nuova.html, "Ciao" in nuova.html, "Grande" in nuova.html) == (False, True, True)
    assert (nuova.titolo, nuova.sommario) == ("<b>Titolo</b> due", "a b")


@pytest.mark.parametrize("quale", ["nessuna", "tolta", "di un'altra redazione"])
def test_a_picture_that_is_not_there_is_not_put_on_top(testata, uno, giulia, quale):
    foto = di_articoli.immagine(testata, tolta_il=adesso() if quale == "tolta" else None)
    if quale == "di un'altra redazione":
        foto.testata = redazione.testata(testata.partner, testata.riferimento, slug="altra")
        foto.save()
    codice = "bcdfghjkmn" if quale == "nessuna" else foto.codice
    with pytest.raises(DatoNonAccettato) as errore:
        testi.salva(uno, html(copertina=codice), base=2, da=giulia)
    assert (errore.value.campo, Revisione.objects.count()) == ("copertina", 2)


def test_who_writes_is_not_stopped_by_a_picture_taken_out_since(testata, uno, giulia, ugo):
    foto = di_articoli.immagine(testata, persone=Persone.NESSUNA)
    testi.salva(uno, html(copertina=foto.codice), base=2, da=giulia)
    Immagine.objects.update(tolta_il=adesso())
    assert testi.salva(uno, html(due="Due cambia.", copertina=foto.codice), base=3, da=ugo).revisione.copertina == foto
    testi.salva(uno, html(), base=4, da=ugo)
    assert testi.ripristina(uno, uno.revisioni.get(n=3), da=giulia).copertina == foto


# ── Who is writing ────────────────────────────────────────────────────────────────────────────────
def test_who_has_it_open_is_seen_by_the_others_and_goes_by_herself(uno, giulia, ugo):
    ora = adesso()
    for quando in (ora - timedelta(minutes=5), ora):
        with a_quest_ora(quando):
            testi.segna_presenza(uno, giulia)
    sua = Presenza.objects.get()
    assert (sua.persona, sua.vista_il, str(sua)) == (giulia, ora, str(giulia))
    for passati, vede in ((PRESENTE - timedelta(seconds=1), [str(giulia)]), (PRESENTE, [])):
        with a_quest_ora(ora + passati):
            assert (chi_scrive_ora(uno, ugo), chi_scrive_ora(uno, giulia)) == (vede, [])
