"""What readers see: exact to the minute without a job, corrected in the open, withdrawn, published anew."""

from datetime import timedelta

import pytest

from redazione.actions import articoli, piano, pubblicazione, revisione, testi
from redazione.actions.pubblicazione import RISERVATI, stato_in_linea
from redazione.enums import Pubblico
from redazione.enums_articoli import Persone, StatoArticolo
from redazione.forms_articoli import FormUscita
from redazione.models import Articolo, Consenso
from talenti.base.clock import a_quest_ora, adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from tests.factories import redazione
from tests.factories import redazione_articoli as di_articoli
from tests.factories.redazione import DA, MOTIVO, atti, ultimi_dati
from tests.factories.redazione_articoli import articolo, corretto, firmata, in_correzione, pubblicato, scritto

pytestmark = pytest.mark.django_db
BOZZA, IN_REVISIONE, DA_SISTEMARE, PRONTO, PUBBLICATO, ARCHIVIATO = StatoArticolo
SECONDO, GIORNO = timedelta(seconds=1), timedelta(days=1)
SLUG = "la-filanda-che-ripara-biciclette"


@pytest.fixture
def testata():
    return redazione.testata()


def si_legge(uno):
    """Asked of the row and of the list: the two say the same."""
    uno = Articolo.objects.get(pk=uno.pk)
    assert uno.si_legge == (uno in Articolo.objects.pubblicati())
    return uno.si_legge


def istanti(uno):
    uno.refresh_from_db()
    return uno.dal, uno.al, uno.aggiornato_il


# ── To the minute ─────────────────────────────────────────────────────────────────────────────────
def test_it_is_read_from_its_instant_until_its_end_by_the_clock_alone(testata):
    dal, al = adesso() + GIORNO, adesso() + 3 * GIORNO
    uno = articolo(testata, PUBBLICATO, dal=dal, al=al)
    assert (istanti(uno), uno.slug, uno.viva.n) == ((dal, al, dal), SLUG, 2)
    quando = {}
    for nome, ora in (
        ("prima", dal - SECONDO),
        ("dal", dal),
        ("quasi", al - SECONDO),
        ("al", al),
        ("poi", al + GIORNO),
    ):
        with a_quest_ora(ora):
            attesi = uno in Articolo.objects.attesi()
            quando[nome] = (si_legge(uno), attesi, Articolo.objects.get().programmato, stato_in_linea(uno))
    assert quando == {
        "prima": (False, True, True, "Uscirà"),
        "dal": (True, True, False, "In linea"),
        "quasi": (True, True, False, "In linea"),
        "al": (False, False, False, "Non più in linea"),
        "poi": (False, False, False, "Non più in linea"),
    }


def test_at_once_when_no_instant_or_one_of_a_moment_ago_is_said(testata):
    for dal in (None, adesso() - SECONDO):
        prima = adesso()
        uno = articolo(testata, PUBBLICATO, dal=dal)
        assert (prima <= uno.dal <= adesso(), uno.al, uno.aggiornato_il) == (True, None, uno.dal)
        assert si_legge(uno)


def test_a_past_instant_is_asked_anew(testata):
    """Who writes last year for this one would let it out at once."""
    uno, aspetta = articolo(testata, PRONTO), articolo(testata, PUBBLICATO, dal=adesso() + GIORNO)
    for atto in (
        lambda: pubblicazione.pubblica(uno, dal=adesso() - GIORNO, da=DA),
        lambda: pubblicazione.programma(aspetta, dal=adesso() - GIORNO, al=None, da=DA),
    ):
        with pytest.raises(DatoNonAccettato) as errore:
            atto()
        assert (errore.value.codice, errore.value.campo) == ("passato", "dal")
    assert (Articolo.objects.get(pk=uno.pk).stato, si_legge(aspetta)) == ("pronto", False)


@pytest.mark.parametrize("scritto", ["2026-10-25T02:30", "2027-03-28T02:30"])
def test_an_hour_that_is_twice_or_never_is_asked_anew(scritto):
    form = FormUscita({"dal": scritto})
    assert form.errors["dal"] == ["Quella notte cambia l'ora: scegli un'ora prima delle 2:00 o dopo le 3:00."]


@pytest.mark.parametrize("fra", [timedelta(0), -SECONDO, -GIORNO])
def test_it_ends_after_it_began(testata, fra):
    dal = adesso() + GIORNO
    uno = articolo(testata, PRONTO)
    with pytest.raises(DatoNonAccettato) as errore:
        pubblicazione.pubblica(uno, dal=dal, al=dal + fra, da=DA)
    assert (errore.value.codice, errore.value.campo, Articolo.objects.get().stato) == ("prima", "al", "pronto")


def test_what_waits_is_moved_and_what_is_read_keeps_its_day(testata):
    uno = articolo(testata, PUBBLICATO, dal=adesso() + 5 * GIORNO)
    nuovo, fine = adesso() + 2 * GIORNO, adesso() + 4 * GIORNO
    pubblicazione.programma(uno, dal=nuovo, al=fine, da=DA)
    assert istanti(uno) == (nuovo, fine, nuovo)
    assert (atti(uno)[-1][:3], ultimi_dati(uno)) == (
        ("programma", "pubblicato", "pubblicato"),
        {"dal": nuovo.isoformat(), "al": fine.isoformat()},
    )
    with a_quest_ora(nuovo + SECONDO):
        with pytest.raises(DatoNonAccettato) as errore:
            pubblicazione.programma(uno, dal=nuovo + GIORNO, al=None, da=DA)
        assert (errore.value.codice, errore.value.campo) == ("gia_uscito", "dal")
        for al, codice in ((nuovo, "prima"), (nuovo + SECONDO, "passato")):
            with pytest.raises(DatoNonAccettato) as errore:
                pubblicazione.programma(uno, dal=None, al=al, da=DA)
            assert (errore.value.codice, errore.value.campo) == (codice, "al")
        assert istanti(uno) == (nuovo, fine, nuovo)
        pubblicazione.programma(uno, dal=nuovo, al=None, da=DA)
    assert istanti(uno) == (nuovo, None, nuovo)


@pytest.mark.parametrize("dal", [None, -SECONDO])
def test_what_waits_comes_out_at_once_when_it_is_asked(testata, dal):
    uno = articolo(testata, PUBBLICATO, dal=adesso() + 5 * GIORNO)
    prima = adesso()
    pubblicazione.programma(uno, dal=dal and prima + dal, al=None, da=DA)
    assert (prima <= istanti(uno)[0] <= adesso(), si_legge(uno)) == (True, True)


# ── Its address ───────────────────────────────────────────────────────────────────────────────────
def test_each_has_an_address_of_its_own_and_none_takes_ours(testata):
    slug = [pubblicato(testata, titolo).slug for titolo in ("Argomenti", "Festa!", "festa", "Festa 2", "FESTA")]
    assert slug == ["argomenti-2", "festa", "festa-2", "festa-2-2", "festa-3"]
    assert {pubblicato(testata, nome).slug for nome in RISERVATI} & set(RISERVATI) == set()
    senza_lettere = pubblicato(testata, "「…」")
    assert senza_lettere.slug == senza_lettere.codice
    lungo = pubblicato(testata, "parola " * 17)
    assert (lungo.slug.endswith("-"), lungo.get_absolute_url()) == (False, f"/notizie/{lungo.slug}/")
    assert len(lungo.slug) <= 80


# ── Corrected ─────────────────────────────────────────────────────────────────────────────────────
def test_while_it_is_corrected_readers_see_the_text_of_before(testata):
    uno = in_correzione(testata, PRONTO)
    assert (uno.viva.n, uno.bozza.n, uno.approvata.n, si_legge(uno)) == (2, 3, 3, True)
    assert stato_in_linea(uno) == "In linea, con una correzione in corso"
    assert stato_in_linea(articolo(testata)) == ""


def test_a_correction_keeps_day_and_address_and_says_what_changed(testata):
    uno = articolo(testata, PUBBLICATO, al=adesso() + 9 * GIORNO)
    dal, al, _aggiornato = istanti(uno)
    di_articoli.pubblicazione.correggi(uno, da=DA)
    autrice = uno.voce.autori.get().persona
    testi.salva(uno, scritto(titolo="Un altro titolo"), base=2, da=autrice)
    revisione.manda(uno, letta=3, da=autrice)
    revisione.approva(uno, letta=3, da=di_articoli.revisora(testata))
    prima = adesso()
    pubblicazione.pubblica(uno, nota=" Era sbagliata la data. ", al=al, da=DA)
    assert (istanti(uno)[:2], uno.slug, uno.viva.titolo) == ((dal, al), SLUG, "Un altro titolo")
    assert prima <= uno.aggiornato_il <= adesso()
    detta = uno.correzioni.get()
    assert (detta.nota, detta.revisione, detta.quando >= prima, str(detta)) == (
        "Era sbagliata la data.",
        uno.viva,
        True,
        "Era sbagliata la data.",
    )
    assert ultimi_dati(uno) == {"revisione": 3, "dal": dal.isoformat(), "nota": "Era sbagliata la data."}


@pytest.mark.parametrize(("nota", "codice"), [("  ", "vuoto"), ("x" * 301, "lungo")])
def test_a_correction_says_what_changed_or_does_not_come_out(testata, nota, codice):
    uno = in_correzione(testata, PRONTO)
    with pytest.raises(DatoNonAccettato) as errore:
        pubblicazione.pubblica(uno, nota=nota, da=DA)
    assert (errore.value.codice, errore.value.campo, Articolo.objects.get().viva.n) == (codice, "nota", 2)


def test_what_is_corrected_before_it_came_out_waits_for_its_instant(testata):
    dal = adesso() + GIORNO
    uno = corretto(articolo(testata, PUBBLICATO, dal=dal))
    assert (istanti(uno), uno.viva.n) == ((dal, None, dal), 3)


def test_a_correction_leaves_until_when_it_is_read(testata):
    uno, al = articolo(testata, PUBBLICATO), adesso() + 2 * GIORNO
    pubblicazione.programma(uno, dal=uno.dal, al=al, da=DA)
    assert corretto(uno).al == al


def test_who_approved_and_has_come_to_sign_it_does_not_let_it_out(testata):
    uno = articolo(testata, PRONTO)
    uno.voce.autori.create(persona=uno.approvato_da, ordine=9, firma="Ugo", confermata_il=adesso())
    with pytest.raises(TransizioneNonAmmessa) as errore:
        pubblicazione.pubblica(uno, da=DA)
    assert (errore.value.codice, Articolo.objects.get().stato) == ("proprio", "pronto")


@pytest.mark.parametrize("stato", [BOZZA, IN_REVISIONE, DA_SISTEMARE, PRONTO])
def test_a_correction_that_is_dropped_goes_back_to_what_readers_see(testata, stato):
    uno = in_correzione(testata, stato)
    lasciata, autrice = uno.bozza, uno.voce.autori.get().persona
    pubblicazione.abbandona(uno, da=autrice)
    uno.refresh_from_db()
    assert (uno.stato, uno.viva.n, uno.bozza.n, uno.bozza.html) == ("pubblicato", 2, 4, uno.viva.html)
    assert (uno.bozza.titolo, uno.bozza.nata_da, uno.bozza.da) == (uno.viva.titolo, 2, autrice)
    assert (uno.approvata, uno.approvato_da, uno.revisore) == (None, None, None)
    # What was written is still among the revisions.
    assert (lasciata.n, uno.revisioni.get(n=3).html) == (3, lasciata.html)


def test_a_correction_in_which_nothing_was_written_leaves_no_revision(testata):
    uno = articolo(testata, PUBBLICATO)
    pubblicazione.correggi(uno, da=DA)
    pubblicazione.abbandona(uno, da=uno.voce.autori.get().persona)
    assert (Articolo.objects.get().stato, uno.revisioni.count()) == ("pubblicato", 2)


# ── Withdrawn, and back ───────────────────────────────────────────────────────────────────────────
def test_withdrawn_it_is_read_no_more_until_it_is_published_anew(testata):
    uno = articolo(testata, ARCHIVIATO)
    autrice, rivede = uno.voce.autori.get().persona, di_articoli.revisora(testata)
    assert (si_legge(uno), uno.slug, stato_in_linea(uno)) == (False, SLUG, "Ritirato")
    pubblicazione.riapri(uno, da=DA)
    assert (uno.stato, uno.ritirato_perche, si_legge(uno), uno.approvata) == ("bozza", MOTIVO_SCRITTO, False, None)
    revisione.manda(uno, letta=2, da=autrice)
    revisione.approva(uno, letta=2, da=rivede)
    assert (si_legge(uno), uno.programmato) == (False, False)
    prima = adesso()
    # Not a correction: nobody reads it, so that nothing has to be explained.
    pubblicazione.pubblica(uno, da=DA)
    assert (si_legge(uno), uno.slug, prima <= istanti(uno)[0]) == (True, SLUG, True)
    assert (uno.ritirato_il, uno.ritirato_perche, uno.correzioni.count()) == (None, "", 0)


MOTIVO_SCRITTO = di_articoli.MOTIVO


def test_what_was_withdrawn_is_no_correction_to_be_dropped(testata):
    uno = articolo(testata, ARCHIVIATO)
    pubblicazione.riapri(uno, da=DA)
    with pytest.raises(TransizioneNonAmmessa):
        pubblicazione.abbandona(uno, da=uno.voce.autori.get().persona)


# ── What holds it back at the last moment ─────────────────────────────────────────────────────────
@pytest.mark.parametrize("che_cosa", ["consenso", "autrice", "piano"])
def test_what_was_well_when_it_was_approved_may_not_be_any_more(testata, che_cosa):
    foto = di_articoli.immagine(testata, persone=Persone.CON_CONSENSO)
    Consenso.objects.create(immagine=foto, chi="Ada", come="A voce.", dato_il=oggi())
    uno = articolo(testata, PRONTO, testo=scritto(copertina=foto.codice))
    if che_cosa == "consenso":
        Consenso.objects.update(ritirato_il=adesso())
    elif che_cosa == "autrice":
        autrici = [uno.voce.autori.get().persona_id, redazione.redattrice(testata).pk]
        piano.modifica(uno.voce, redazione.detta(autori=autrici), revisione=1, da=DA)
    else:
        piano.lascia_voce(uno.voce, MOTIVO, da=DA)
    with pytest.raises(TransizioneNonAmmessa) as errore:
        pubblicazione.pubblica(uno, da=DA)
    assert (errore.value.codice, str(errore.value.frase).startswith("Prima di pubblicarlo: ")) == ("incompleto", True)
    assert (Articolo.objects.get().stato, Articolo.objects.get().slug) == ("pronto", None)


def test_only_the_text_that_was_approved_comes_out(testata):
    uno = articolo(testata, PRONTO)
    Articolo.objects.update(bozza=uno.revisioni.get(n=1))
    with pytest.raises(TransizioneNonAmmessa) as errore:
        pubblicazione.pubblica(uno, da=DA)
    assert str(errore.value.frase) == "Il testo è cambiato dopo l'approvazione: va approvato di nuovo."


# ── The plan beside it ────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("quando", ["ora", "domani", "correzione", "finito", "ritirato", "bozza"])
def test_what_is_read_or_will_be_is_not_taken_out_of_the_plan(testata, quando):
    uno = {
        "ora": lambda: articolo(testata, PUBBLICATO),
        "domani": lambda: articolo(testata, PUBBLICATO, dal=adesso() + GIORNO),
        "correzione": lambda: in_correzione(testata, PRONTO),
        "finito": lambda: articolo(testata, PUBBLICATO, al=adesso() + GIORNO),
        "ritirato": lambda: articolo(testata, ARCHIVIATO),
        "bozza": lambda: articolo(testata),
    }[quando]()
    if quando in ("ritirato", "bozza", "finito"):
        with a_quest_ora(adesso() + 2 * GIORNO):
            piano.lascia_voce(uno.voce, MOTIVO, da=DA)
        assert uno.voce.stato == "lasciata"
        return
    with pytest.raises(TransizioneNonAmmessa) as errore:
        piano.lascia_voce(uno.voce, MOTIVO, da=DA)
    uno.voce.refresh_from_db()
    assert (errore.value.codice, uno.voce.stato) == ("pubblicata", "prevista")


def test_who_signed_has_signed_whatever_place_she_is_moved_to(testata):
    due = [redazione.redattrice(testata), redazione.redattrice(testata)]
    uno = articolo(testata, PRONTO, autrici=due)
    firme = dict(uno.voce.autori.values_list("persona", "confermata_il"))
    terza = redazione.redattrice(testata)
    piano.modifica(uno.voce, redazione.detta(autori=[terza.pk, due[1].pk, due[0].pk]), revisione=1, da=DA)
    dopo = list(uno.voce.autori.values_list("persona", "firma", "confermata_il"))
    assert dopo == [
        (terza.pk, "", None),
        (due[1].pk, str(due[1]), firme[due[1].pk]),
        (due[0].pk, str(due[0]), firme[due[0].pk]),
    ]
    articoli.firma(uno, terza.nome, da=terza)
    pubblicazione.pubblica(uno, da=DA)


def test_each_audience_has_its_own_and_what_is_for_all(testata):
    chi = [redazione.redattrice(testata)]
    di_tutti, lavoro = pubblicato(testata, autrici=chi), pubblicato(testata, autrici=chi, pubblici=[Pubblico.LAVORO])
    due = pubblicato(testata, autrici=chi, pubblici=[Pubblico.LAVORO, Pubblico.IMPRESE])
    articolo(testata, PRONTO, voce=firmata(testata, chi, pubblici=[Pubblico.LAVORO]), autrici=chi)
    letti = {chi: list(Articolo.objects.pubblicati().per(chi).per_elenco()) for chi in Pubblico}
    assert letti == {
        Pubblico.LAVORO: [due, lavoro, di_tutti],
        Pubblico.IMPRESE: [due, di_tutti],
        Pubblico.OPERATORI: [di_tutti],
    }
