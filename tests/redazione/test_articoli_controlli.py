"""What a text still lacks before it comes out, point by point; what it costs to ask."""

from datetime import date

import pytest

from redazione.actions import articoli, piano, revisione
from redazione.actions.testi import Scritto
from redazione.controlli import Controlli, Punto
from redazione.enums import Pubblico
from redazione.enums_articoli import EsitoCollegamento, Persone, StatoArticolo
from redazione.models import Collegamento, Consenso, Revisione
from talenti.base.clock import adesso
from tests.factories import redazione
from tests.factories import redazione_articoli as di_articoli
from tests.factories.redazione import MOTIVO
from tests.factories.redazione_articoli import FRASE, TESTO, articolo, firmata, scritto

pytestmark = pytest.mark.django_db
FIGURA = "<figure><img data-immagine={}></figure>"


@pytest.fixture
def testata():
    return redazione.testata()


def punti(uno):
    uno.refresh_from_db()
    return Controlli(uno, Revisione.objects.select_related("copertina").get(pk=uno.bozza_id)).punti


def detti(uno, *chiavi):
    """(key, well, holds back, sentence) of those points."""
    return [(p.chiave, p.va_bene, p.ferma, str(p.frase)) for p in punti(uno) if p.chiave in chiavi]


def con(testata, **campi):
    return articolo(testata, testo=scritto(**campi))


def test_of_a_good_text_all_is_well(testata):
    foto = di_articoli.immagine(testata)
    uno = con(testata, copertina=foto.codice)
    for autore in uno.voce.autori.all():
        articoli.firma(uno, str(autore.persona), da=autore.persona)
    uno.argomenti.add(di_articoli.argomento())
    controlli = Controlli(uno, Revisione.objects.get(pk=uno.bozza_id))
    assert (controlli.mancano, controlli.consigli) == ([], [])
    assert [(p.chiave, p.va_bene) for p in controlli.a_posto] == [
        ("titolo", True),
        ("sommario", True),
        ("lunghezza", True),
        ("lettura", True),
        ("immagini", True),
        ("firme", True),
        ("pubblico", True),
        ("licenza", True),
    ]


def test_of_nothing_all_is_missing(testata):
    uno = articolo(testata, testo=Scritto())
    mancano = [(p.chiave, str(p.frase)) for p in Controlli(uno, uno.bozza).mancano]
    assert mancano == [
        ("titolo", "Manca il titolo"),
        ("sommario", "Manca la frase che lo riassume"),
        ("lunghezza", "0 parole: ne servono almeno 80"),
        ("firme", f"Aspettiamo la firma di: {uno.voce.autori.get().persona}"),
    ]
    assert [p.chiave for p in Controlli(uno, uno.bozza).consigli] == ["copertina", "argomenti"]
    assert Punto("x", True, "y") == Punto("x", True, "y", ferma=False)


@pytest.mark.parametrize(
    ("parole", "va_bene", "ferma", "frase"),
    [
        (79, False, True, "79 parole: ne servono almeno 80"),
        (80, True, False, "La lunghezza va bene: 80 parole"),
        (1800, True, False, "La lunghezza va bene: 1800 parole"),
        (1801, False, False, "1801 parole: oltre 1800 quasi nessuno arriva in fondo"),
    ],
)
def test_neither_too_short_nor_too_long(testata, parole, va_bene, ferma, frase):
    uno = con(testata, html=f"<p>{'casa ' * parole}</p>")
    assert detti(uno, "lunghezza") == [("lunghezza", va_bene, ferma, frase)]


def test_hard_to_read_is_good_advice(testata):
    difficile = "Conseguentemente l'amministrazione territorialmente competente predisporrà documentazione integrativa "
    uno = con(testata, html=f"<p>{difficile * 12}</p>")
    ((_chiave, va_bene, ferma, frase),) = detti(uno, "lettura")
    assert (va_bene, ferma, frase.startswith("Facilità di lettura ")) == (False, False, True)
    assert detti(con(testata, html=f"<p>{FRASE * 9}</p>"), "lettura")[0][1] is True


# ── Pictures ──────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("perche", ["nessuno", "consenso", "manca", "ritirato", "tolta", "non c'è"])
@pytest.mark.parametrize("dove", ["copertina", "dentro"])
def test_a_picture_without_consent_holds_it_back(testata, perche, dove):
    persone = Persone.NESSUNA if perche in ("nessuno", "tolta") else Persone.CON_CONSENSO
    foto = di_articoli.immagine(testata, persone=persone)
    codice = "bcdfghjkmn" if (perche, dove) == ("non c'è", "dentro") else foto.codice
    uno = con(testata, copertina=codice) if dove == "copertina" else con(testata, html=TESTO + FIGURA.format(codice))
    if perche in ("consenso", "ritirato"):
        Consenso.objects.create(immagine=foto, chi="Ada", come="A voce.", dato_il=date(2026, 1, 1))
    if perche == "ritirato":
        Consenso.objects.create(
            immagine=foto, chi="Bea", come="A voce.", dato_il=date(2026, 1, 1), ritirato_il=adesso()
        )
    if perche == "tolta":
        type(foto).objects.update(tolta_il=adesso())
    if perche in ("nessuno", "consenso"):
        frase = "Le immagini sono descritte e si possono pubblicare"
        assert detti(uno, "immagini") == [("immagini", True, False, frase)]
        return
    frase = "1 immagine non si può pubblicare: manca un consenso, o non c'è più"
    assert detti(uno, "immagini") == [("immagini", False, True, frase)]


def test_pictures_are_counted_once_each_and_none_is_good_advice(testata):
    buona, cattiva = di_articoli.immagine(testata), di_articoli.immagine(testata, persone=Persone.CON_CONSENSO)
    figure = FIGURA.format(cattiva.codice) * 2 + FIGURA.format("bcdfghjkmn") + FIGURA.format(buona.codice)
    uno = con(testata, html=TESTO + figure)
    assert detti(uno, "immagini", "copertina") == [
        ("copertina", False, False, "Non ha un'immagine in apertura"),
        ("immagini", False, True, "2 immagini non si possono pubblicare: manca un consenso, o non ci sono più"),
    ]
    assert detti(con(testata), "immagini") == []


# ── Links ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("href", "si_apre"),
    [
        ("/spazi/non-esiste/", False),
        ("/notizie/non-esiste/", False),
        ("/bandi/non-esiste/?a=1#qui", False),
        ("/redazione/idee/", True),
        ("/spazi/?q=sala#alto", True),
        ("/", True),
        ("/non-c-e-niente/", False),
        ("/redazione/idee/a/b/c/", False),
        ("http://localhost:8000/non-c-e-niente/", False),
        ("http://localhost:8000", True),
    ],
)
def test_a_link_inside_that_no_page_answers_holds_it_back(testata, settings, href, si_apre):
    settings.INDIRIZZO_SITO = "http://localhost:8000"
    uno = con(testata, html=f'{TESTO}<p>Leggi <a href="{href}">come si propone</a>.</p>')
    frase = "Il collegamento «come si propone» porta a una pagina che non c'è"
    assert detti(uno, "collegamento_rotto") == ([] if si_apre else [("collegamento_rotto", False, True, frase)])


def test_a_link_outside_that_did_not_answer_is_good_advice(testata):
    fuori = {esito: f"https://{esito}.example.org/".replace("_", "-") for esito in EsitoCollegamento}
    for esito, url in fuori.items():
        provato = None if esito == EsitoCollegamento.DA_PROVARE else adesso()
        Collegamento.objects.create(url=url, esito=esito, detto="404", provato_il=provato)
    tutti = "".join(f'<p>Vai su <a href="{url}">la pagina che lo racconta</a>.</p>' for url in fuori.values())
    posta = '<p>Scrivi a <a href="mailto:a@example.org">chi lo cura per noi</a>.</p>'
    uno = con(testata, html=TESTO + tutti + posta)
    assert detti(uno, "collegamento_fuori", "collegamento_rotto") == [
        ("collegamento_fuori", False, False, "Non risponde: https://non-risponde.example.org/ (404)")
    ]


def test_a_link_that_does_not_say_where_it_leads_is_good_advice(testata):
    uno = con(testata, html=f'{TESTO}<p>Clicca <a href="/spazi/">qui</a>.</p>')
    frase = "Il collegamento «qui» non dice dove porta"
    assert detti(uno, "collegamento_muto") == [("collegamento_muto", False, False, frase)]


# ── Around the text ───────────────────────────────────────────────────────────────────────────────
def test_who_has_not_signed_holds_it_back(testata):
    due = [redazione.redattrice(testata), redazione.redattrice(testata)]
    uno = articolo(testata, autrici=due)
    articoli.firma(uno, due[0].nome, da=due[0])
    assert detti(uno, "firme") == [("firme", False, True, f"Aspettiamo la firma di: {due[1]}")]
    articoli.firma(uno, due[1].nome, da=due[1])
    assert detti(uno, "firme") == [("firme", True, False, "Le firme sono confermate")]
    uno.voce.autori.all().delete()
    assert detti(uno, "firme") == [("firme", False, True, "Nel piano non c'è chi scrive")]


def test_an_open_note_holds_it_back(testata):
    uno = articolo(testata, StatoArticolo.DA_SISTEMARE)
    nota, autrice = uno.note.get(), uno.voce.autori.get().persona
    assert detti(uno, "note") == [("note", False, True, "1 nota da sistemare")]
    uno.note.create(revisione=uno.bozza, da=autrice, testo="Un'altra.")
    assert detti(uno, "note") == [("note", False, True, "2 note da sistemare")]
    for una in uno.note.all():
        revisione.sistema(una, da=autrice)
    assert (detti(uno, "note"), nota.brano) == ([], "ogni mattina")


def test_audience_licence_and_topics_are_said(testata):
    voce = firmata(testata, pubblici=[Pubblico.LAVORO, Pubblico.IMPRESE])
    uno = articolo(testata, voce=voce, autrici=[voce.autori.get().persona])
    assert [frase for *_altro, frase in detti(uno, "pubblico", "licenza", "argomenti")] == [
        "Per chi: Imprese, Chi cerca lavoro",
        "Creative Commons Attribuzione 4.0 (CC BY)",
        "Non ha argomenti: chi legge lo trova meno",
    ]
    assert detti(articolo(testata), "pubblico")[0][3] == "Per chi: tutti"


def test_what_left_the_plan_is_held_back(testata):
    uno = articolo(testata)
    piano.lascia_voce(uno.voce, MOTIVO, da=redazione.DA)
    assert detti(uno, "piano") == [("piano", False, True, "Non è più nel piano: chi coordina la può rimettere")]
    piano.riprendi(uno.voce, da=redazione.DA)
    assert detti(uno, "piano") == []


# ── What it costs ─────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("quanti", [1, 3])
def test_it_costs_the_same_whatever_the_text_holds(testata, quanti, django_assert_num_queries):
    foto = [di_articoli.immagine(testata) for _n in range(quanti)]
    fuori = "".join(f'<p><a href="https://sito{n}.example.org/">un sito che ne parla</a></p>' for n in range(quanti))
    autrici = [redazione.redattrice(testata) for _n in range(quanti)]
    figure = "".join(FIGURA.format(una.codice) for una in foto)
    uno = articolo(testata, autrici=autrici, testo=scritto(html=TESTO + fuori + figure))
    uno = type(uno).objects.select_related("voce").get()
    testo = Revisione.objects.select_related("copertina").get(pk=uno.bozza_id)
    with django_assert_num_queries(6):
        assert len(Controlli(uno, testo).punti) > 5
