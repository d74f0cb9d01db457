"""Each verb of an article: the exact row, the act in the log, who is told what."""

import pytest

from redazione.actions import articoli, piano, pubblicazione, revisione, testi
from redazione.enums_articoli import StatoArticolo
from redazione.models import Articolo, Autore, Revisione
from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from tests.factories import redazione
from tests.factories import redazione_articoli as di_articoli
from tests.factories.persone import PersonaFactory, TutelaFactory
from tests.factories.redazione import DA, Detto, atti, chi_e, ultimi_dati
from tests.factories.redazione_articoli import MOTIVO, TITOLO, articolo, firmata

pytestmark = pytest.mark.django_db
BOZZA, IN_REVISIONE, DA_SISTEMARE, PRONTO, PUBBLICATO, ARCHIVIATO = StatoArticolo


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def nives(testata):
    return redazione.coordina(testata)


@pytest.fixture
def giulia(testata):
    """Who writes."""
    return redazione.redattrice(testata, PersonaFactory(nome="Giulia", cognome="Verdi"))


@pytest.fixture
def rita(testata):
    """Who reviews."""
    return di_articoli.revisora(testata)


def riga(uno):
    """What a verb may change, as it is in the database; revisions by their number."""
    uno.refresh_from_db()
    testi_suoi = {nome: getattr(uno, nome) and getattr(uno, nome).n for nome in ("bozza", "approvata", "viva")}
    persone = {"revisore": uno.revisore, "approvato_da": uno.approvato_da}
    return {"stato": uno.stato, "ultima_n": uno.ultima_n} | testi_suoi | persone


MAI_USCITO = {"slug": None, "dal": None, "al": None, "aggiornato_il": None}


# ── Begun, signed, looked after ───────────────────────────────────────────────────────────────────
def test_what_is_begun_has_an_empty_text_and_tells_who_writes_it(testata, nives, giulia):
    altra = redazione.redattrice(testata)
    voce = firmata(testata, [giulia, altra])
    prima = adesso()
    with Detto() as detto:
        uno = articoli.comincia(voce, da=giulia)
    assert riga(uno) == {
        "stato": "bozza",
        "ultima_n": 1,
        "bozza": 1,
        "approvata": None,
        "viva": None,
        "revisore": None,
        "approvato_da": None,
    }
    assert {nome: getattr(uno, nome) for nome in MAI_USCITO} == MAI_USCITO
    assert (uno.testata, uno.voce, uno.licenza, str(uno)) == (testata, voce, "cc-by-4.0", TITOLO)
    assert (uno.ritirato_il, uno.ritirato_perche, list(uno.argomenti.all())) == (None, "", [])
    assert prima <= uno.creato_il <= adesso()
    testo = Revisione.objects.get()
    assert (testo.titolo, testo.sommario, testo.html, testo.parole, testo.da) == (TITOLO, "", "", 0, giulia)
    assert (testo.nata_da, testo.da_parte, testo.gettone, str(testo)) == (0, False, "", f"{TITOLO} · 1")
    assert atti(uno) == [("comincia", "", "bozza", chi_e(giulia))]
    assert detto.a_chi == [(altra, "L'articolo è cominciato")]
    assert TITOLO in detto.avvisi[0].testo[1]
    assert detto.avvisi[0].azione_url == uno.get_absolute_url() == f"/redazione/articoli/{uno.codice}/"


def test_begun_twice_it_is_the_same(testata, giulia):
    voce = firmata(testata, [giulia])
    uno = articoli.comincia(voce, da=giulia)
    nives = redazione.coordina(testata)
    with Detto() as detto:
        assert articoli.comincia(voce, da=nives) == uno
    assert (Articolo.objects.count(), Revisione.objects.count(), len(atti(uno)), detto.a_chi) == (1, 1, 1, [])


def test_what_left_the_plan_is_not_begun(testata, nives, giulia):
    voce = firmata(testata, [giulia])
    piano.lascia_voce(voce, MOTIVO, da=nives)
    for chi in (giulia, nives):
        with pytest.raises(Exception) as errore:  # noqa: PT011 – its code is judged
            articoli.comincia(voce, da=chi)
        assert errore.value.codice == "non_nel_piano"
    assert Articolo.objects.count() == 0


@pytest.mark.parametrize("come", ["Giulia Verdi", "Giulia"])
def test_who_wrote_it_says_how_her_name_reads(testata, giulia, come):
    uno = articolo(testata, autrici=[giulia, redazione.redattrice(testata)])
    prima = adesso()
    with Detto() as detto:
        articoli.firma(uno, f" {come} ", da=giulia)
    sua, altra = Autore.objects.order_by("ordine")
    assert (sua.firma, prima <= sua.confermata_il <= adesso()) == (come, True)
    assert (altra.firma, altra.confermata_il, detto.a_chi) == ("", None, [])
    assert atti(uno)[-1] == ("firma", "bozza", "bozza", chi_e(giulia))


@pytest.mark.parametrize(("come", "codice"), [("Il Direttore", "scelta"), (" ", "vuoto"), ("x" * 121, "lungo")])
def test_a_name_that_is_not_hers_signs_nothing(testata, giulia, come, codice):
    uno = articolo(testata, autrici=[giulia])
    with pytest.raises(DatoNonAccettato) as errore:
        articoli.firma(uno, come, da=giulia)
    assert (errore.value.codice, errore.value.campo, Autore.objects.get().firma) == (codice, "come", "")


def test_of_a_minor_the_whole_name_needs_who_answers_for_her(testata):
    lia = PersonaFactory(minore=True, nome="Lia", cognome="Rosa")
    assert articoli.firme_possibili(lia) == ["Lia"]
    TutelaFactory(persona=lia, stato="confermato", decisa_il=adesso())
    lia.refresh_from_db()
    assert articoli.firme_possibili(lia) == ["Lia Rosa", "Lia"]
    assert articoli.firme_possibili(PersonaFactory(nome="", cognome="Bianchi")) == ["Bianchi"]


def test_topics_and_licence_are_told_of_the_article(testata, giulia):
    lavoro, casa = di_articoli.argomento(), di_articoli.argomento("Casa", "casa")
    uno = articolo(testata, autrici=[giulia], argomenti=[casa])
    articoli.cura(uno, argomenti=[lavoro.pk], licenza="riservata", da=giulia)
    uno.refresh_from_db()
    assert (list(uno.argomenti.all()), uno.licenza, str(lavoro)) == ([lavoro], "riservata", "Lavoro")
    assert (atti(uno)[-1], ultimi_dati(uno)) == (
        ("cura", "bozza", "bozza", chi_e(giulia)),
        {"argomenti": ["lavoro"], "licenza": "riservata"},
    )
    sbagliate = {"argomenti": ([0], "cc0-1.0"), "licenza": ([], "mia")}
    for campo, (argomenti, licenza) in sbagliate.items():
        with pytest.raises(DatoNonAccettato) as errore:
            articoli.cura(uno, argomenti=argomenti, licenza=licenza, da=giulia)
        assert (errore.value.codice, errore.value.campo) == ("scelta", campo)
    uno.refresh_from_db()
    assert (list(uno.argomenti.all()), uno.licenza) == ([lavoro], "riservata")


def test_the_list_of_topics_grows_and_shrinks(testata, nives):
    nuovo = articoli.nuovo_argomento("  Primo   lavoro ", da=nives, testata=testata)
    assert (nuovo.nome, nuovo.slug) == ("Primo lavoro", "primo-lavoro")
    for nome, codice in (("primo LAVORO", "doppio"), (" ", "vuoto"), ("…", "nome"), ("x" * 41, "lungo")):
        with pytest.raises(DatoNonAccettato) as errore:
            articoli.nuovo_argomento(nome, da=nives, testata=testata)
        assert (errore.value.codice, errore.value.campo) == (codice, "nome")
    uno = articolo(testata, argomenti=[nuovo])
    with pytest.raises(TransizioneNonAmmessa) as errore:
        articoli.togli_argomento(nuovo, da=nives, testata=testata)
    assert errore.value.codice == "usato"
    uno.argomenti.clear()
    articoli.togli_argomento(nuovo, da=nives, testata=testata)
    assert nuovo.pk is None


# ── The review ────────────────────────────────────────────────────────────────────────────────────
def test_sent_it_is_told_to_who_may_review_and_not_to_who_wrote(testata, nives, giulia, rita):
    """A reviewer with a revision of her own has a part in the text; one who coordinates may review, too."""
    anche_autrice = di_articoli.revisora(testata)
    anche_ha_scritto = redazione.coordina(testata)
    redazione.redattrice(testata)
    uno = articolo(testata, autrici=[giulia, anche_autrice])
    testi.salva(uno, di_articoli.scritto(titolo="Altro"), base=2, da=anche_ha_scritto)
    with Detto() as detto:
        revisione.manda(uno, letta=3, da=giulia)
    dopo = riga(uno)
    assert (dopo["stato"], dopo["bozza"], dopo["revisore"], dopo["approvata"]) == ("in_revisione", 3, None, None)
    assert (atti(uno)[-1], ultimi_dati(uno)) == (
        ("manda", "bozza", "in_revisione", chi_e(giulia)),
        {"revisione": 3},
    )
    oggetto = "Un articolo da rivedere"
    assert detto.a_chi == [(una, oggetto) for una in sorted([nives, rita], key=lambda una: una.pk)]


def test_what_is_missing_is_told_at_once_and_all_of_it(testata, giulia):
    """The byline and the notes are asked for later."""
    uno = articolo(testata, autrici=[giulia], testo=di_articoli.scritto(titolo="", sommario="", html="<p>Poco.</p>"))
    with pytest.raises(DatoNonAccettato) as errore:
        revisione.manda(uno, letta=2, da=giulia)
    assert errore.value.codice == "incompleto"
    assert str(errore.value.frase) == (
        "Prima di mandarlo: Manca il titolo; Manca la frase che lo riassume; 1 parole: ne servono almeno 80."
    )
    assert riga(uno)["stato"] == "bozza"


@pytest.mark.parametrize("stato", [IN_REVISIONE, PRONTO])
def test_taken_back_it_is_neither_claimed_nor_approved(testata, giulia, stato):
    uno = articolo(testata, stato, autrici=[giulia])
    with Detto() as detto:
        revisione.riprendi(uno, da=giulia)
    dopo = riga(uno)
    assert (dopo["stato"], dopo["revisore"], dopo["approvata"], dopo["approvato_da"]) == ("bozza", None, None, None)
    assert (atti(uno)[-1], detto.a_chi) == (("riprendi", stato, "bozza", chi_e(giulia)), [])


def test_claimed_and_let_go(testata, rita):
    uno = articolo(testata, IN_REVISIONE)
    with Detto() as detto:
        revisione.prendi(uno, da=rita)
        assert riga(uno)["revisore"] == rita
        revisione.lascia(uno, da=rita)
    assert (riga(uno)["revisore"], riga(uno)["stato"], detto.a_chi) == (None, "in_revisione", [])
    assert [uno[0] for uno in atti(uno)][-2:] == ["prendi", "lascia"]


def test_a_note_is_bound_to_its_words_and_claims_the_review(testata, rita, nives):
    uno = articolo(testata, IN_REVISIONE)
    nota = revisione.annota(uno, " Quando? ", brano=" ogni mattina ", letta=2, da=rita)
    nota.refresh_from_db()
    attorno = ("Quando?", "ogni mattina", "Il laboratorio apre ", " alle nove")
    assert (nota.testo, nota.brano, nota.prima, nota.dopo[:10]) == attorno
    assert (nota.da, nota.revisione.n, nota.sistemata_il, nota.sistemata_da) == (rita, 2, None, None)
    assert (riga(uno)["revisore"], atti(uno)[-1][0], ultimi_dati(uno)) == (rita, "annota", {"nota": nota.pk})
    # On the whole text, and by who coordinates: the claim stays whose it is.
    sua = revisione.annota(uno, "Bello.", letta=99, da=nives)
    assert (sua.brano, sua.revisione.n, riga(uno)["revisore"], str(sua)) == ("", 2, rita, "Bello.")


@pytest.mark.parametrize(
    ("testo", "brano", "codice", "campo"),
    [
        ("", "", "vuoto", "testo"),
        ("x" * 601, "", "lungo", "testo"),
        ("Perché?", "parole che non ci sono", "manca", "brano"),
        ("Perché?", "x" * 301, "lungo", "brano"),
    ],
)
def test_a_note_on_nothing_is_refused_beside_its_field(testata, rita, testo, brano, codice, campo):
    uno = articolo(testata, IN_REVISIONE)
    with pytest.raises(DatoNonAccettato) as errore:
        revisione.annota(uno, testo, brano=brano, letta=2, da=rita)
    assert (errore.value.codice, errore.value.campo) == (codice, campo)
    assert (uno.note.count(), riga(uno)["revisore"]) == (0, None)


def test_a_note_is_ticked_and_opened_again(testata, giulia):
    uno = articolo(testata, DA_SISTEMARE, autrici=[giulia])
    nota = uno.note.get()
    prima = adesso()
    revisione.sistema(nota, da=giulia)
    nota.refresh_from_db()
    assert (nota.sistemata_da, prima <= nota.sistemata_il <= adesso()) == (giulia, True)
    assert (atti(uno)[-1][0], ultimi_dati(uno)) == ("sistema", {"nota": nota.pk, "di_nuovo": False})
    revisione.sistema(nota, da=giulia, di_nuovo=True)
    nota.refresh_from_db()
    assert (nota.sistemata_da, nota.sistemata_il, ultimi_dati(uno)["di_nuovo"]) == (None, None, True)


@pytest.mark.parametrize("stato", [IN_REVISIONE, PRONTO])
def test_sent_back_with_a_word_it_tells_who_wrote_it(testata, giulia, stato):
    uno = articolo(testata, stato, autrici=[giulia])
    chi = riga(uno)["revisore"] or di_articoli.revisora(testata)
    with Detto() as detto:
        revisione.rimanda(uno, " Manca la fonte. ", da=chi)
    dopo = riga(uno)
    assert (dopo["stato"], dopo["approvata"], dopo["approvato_da"]) == ("da_sistemare", None, None)
    assert [(una.testo, una.brano, una.da) for una in uno.note.all()] == [("Manca la fonte.", "", chi)]
    assert (atti(uno)[-1], ultimi_dati(uno)) == (("rimanda", stato, "da_sistemare", chi_e(chi)), {"note": 1})
    assert detto.a_chi == [(giulia, "Un articolo da sistemare")]


def test_sent_back_without_a_word_needs_an_open_note(testata, rita):
    uno = articolo(testata, IN_REVISIONE)
    with pytest.raises(DatoNonAccettato) as errore:
        revisione.rimanda(uno, "  ", da=rita)
    assert (errore.value.codice, errore.value.campo, riga(uno)["stato"]) == ("senza_note", "testo", "in_revisione")
    with pytest.raises(DatoNonAccettato) as errore:
        revisione.rimanda(uno, "x" * 601, da=rita)
    assert (errore.value.codice, errore.value.campo) == ("lungo", "testo")
    revisione.annota(uno, "Quando?", letta=2, da=rita)
    revisione.rimanda(uno, "", da=rita)
    assert (riga(uno)["stato"], uno.note.count(), ultimi_dati(uno)) == ("da_sistemare", 1, {"note": 1})


def test_approved_it_tells_who_wrote_it_and_who_publishes(testata, nives, giulia, rita):
    uno = articolo(testata, IN_REVISIONE, autrici=[giulia])
    with Detto() as detto:
        revisione.approva(uno, letta=2, da=rita)
    dopo = riga(uno)
    assert dopo == {
        "stato": "pronto",
        "ultima_n": 2,
        "bozza": 2,
        "approvata": 2,
        "viva": None,
        "revisore": rita,
        "approvato_da": rita,
    }
    assert (atti(uno)[-1], ultimi_dati(uno)) == (("approva", "in_revisione", "pronto", chi_e(rita)), {"revisione": 2})
    assert detto.a_chi == [(giulia, "Il tuo articolo è approvato"), (nives, "Un articolo è pronto")]


def test_who_coordinates_and_approves_is_not_told_of_herself(testata, nives, giulia):
    altra = redazione.coordina(testata)
    uno = articolo(testata, IN_REVISIONE, autrici=[giulia])
    with Detto() as detto:
        revisione.approva(uno, letta=2, da=nives)
    assert detto.a_chi == [(giulia, "Il tuo articolo è approvato"), (altra, "Un articolo è pronto")]


@pytest.mark.parametrize("letta", [0, 1, 3, 99])
def test_only_what_was_read_is_sent_and_approved(testata, giulia, rita, letta):
    """Whatever the page says that it showed: an older text, one put aside, one that there is not."""
    uno = articolo(testata, autrici=[giulia])
    if letta == 3:
        Revisione.objects.create(articolo=uno, n=3, da=giulia, da_parte=True)
        Articolo.objects.update(ultima_n=3)
    with pytest.raises(TransizioneNonAmmessa) as errore:
        revisione.manda(uno, letta=letta, da=giulia)
    assert errore.value.codice == "cambiato"
    articoli.firma(uno, "Giulia", da=giulia)
    revisione.manda(uno, letta=2, da=giulia)
    quanti = len(atti(uno))
    with pytest.raises(TransizioneNonAmmessa) as errore:
        revisione.approva(uno, letta=letta, da=rita)
    assert (errore.value.codice, riga(uno)["stato"], len(atti(uno))) == ("cambiato", "in_revisione", quanti)


def test_what_holds_it_back_holds_back_its_approval(testata, giulia, rita):
    uno = articolo(testata, autrici=[giulia])
    revisione.manda(uno, letta=2, da=giulia)
    revisione.annota(uno, "Quando?", letta=2, da=rita)
    with pytest.raises(TransizioneNonAmmessa) as errore:
        revisione.approva(uno, letta=2, da=rita)
    assert errore.value.codice == "incompleto"
    assert str(errore.value.frase) == (
        "Prima di approvarlo: Aspettiamo la firma di: Giulia Verdi; 1 nota da sistemare."
    )
    assert riga(uno)["approvata"] is None


# ── Out, and no more ──────────────────────────────────────────────────────────────────────────────
def test_published_it_tells_who_wrote_it_and_whose_idea_it_was(testata, nives, giulia):
    chi_propone = PersonaFactory()
    idea = redazione.idea(testata, chi_propone)
    uno = articolo(testata, PRONTO, voce=firmata(testata, [giulia], idea=idea), autrici=[giulia])
    with Detto() as detto:
        pubblicazione.pubblica(uno, da=nives)
    assert detto.a_chi == [(giulia, "Il tuo articolo esce"), (chi_propone, "Dalla tua idea è nato un articolo")]
    assert detto.avvisi[1].azione_url == "/notizie/la-filanda-che-ripara-biciclette/"
    assert atti(uno)[-1] == ("pubblica", "pronto", "pubblicato", chi_e(nives))
    assert ultimi_dati(uno) == {"revisione": 2, "dal": uno.dal.isoformat(), "nota": ""}
    with Detto() as detto:
        di_articoli.corretto(uno)
    usciti = [uno for uno in detto.a_chi if "pubblicat" in uno[1] or "esce" in uno[1] or "idea" in uno[1]]
    assert usciti == [(giulia, "La correzione è pubblicata")]


@pytest.mark.parametrize("di_chi", ["autrice", "nessuno", "senza"])
def test_whose_idea_it_was_is_told_once_and_only_when_there_is_somebody(testata, nives, giulia, di_chi):
    idea = redazione.idea(testata, giulia) if di_chi != "senza" else None
    uno = articolo(testata, PRONTO, voce=firmata(testata, [giulia], idea=idea), autrici=[giulia])
    if di_chi == "nessuno":
        type(idea).objects.update(da=None)
    with Detto() as detto:
        pubblicazione.pubblica(Articolo.objects.get(), da=nives)
    assert detto.a_chi == [(giulia, "Il tuo articolo esce")]
    assert uno.voce.idea == idea


def test_who_publishes_her_own_is_not_told(testata, giulia):
    uno = articolo(testata, PRONTO, autrici=[redazione.coordina(testata, PersonaFactory())])
    with Detto() as detto:
        pubblicazione.pubblica(uno, da=uno.voce.autori.get().persona)
    assert detto.a_chi == []


@pytest.mark.parametrize("stato", [BOZZA, IN_REVISIONE, DA_SISTEMARE, PRONTO, PUBBLICATO])
def test_withdrawn_it_says_why_to_who_wrote_it(testata, nives, giulia, stato):
    uno = articolo(testata, stato, autrici=[giulia])
    with Detto() as detto:
        pubblicazione.ritira(uno, f" {MOTIVO} ", da=nives)
    assert (riga(uno)["stato"], riga(uno)["revisore"], uno.ritirato_perche) == ("archiviato", None, MOTIVO)
    assert (uno.ritirato_il is not None, ultimi_dati(uno)) == (True, {"motivo": MOTIVO})
    assert atti(uno)[-1] == ("ritira", stato, "archiviato", chi_e(nives))
    assert detto.a_chi == [(giulia, "Un tuo articolo è stato ritirato")]
    assert detto.avvisi[0].testo[1] == f"Il motivo: {MOTIVO}"


@pytest.mark.parametrize(("motivo", "codice"), [(" ", "vuoto"), ("x" * 401, "lungo")])
def test_who_wrote_it_is_owed_a_reason(testata, motivo, codice):
    uno = articolo(testata, PUBBLICATO)
    with pytest.raises(DatoNonAccettato) as errore:
        pubblicazione.ritira(uno, motivo, da=DA)
    assert (errore.value.codice, errore.value.campo, riga(uno)["stato"]) == (codice, "motivo", "pubblicato")
