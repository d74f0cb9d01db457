"""Pictures: drawn again, described, with consents, taken out; what is refused, and no file left behind."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from redazione import actions
from redazione.actions.versioni import prepara
from redazione.enums_articoli import Licenza, Persone
from redazione.models import Articolo, Consenso, Immagine, Versione
from redazione.models.immagini import CARTELLA
from talenti.base.clock import adesso, oggi
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from tests.factories import immagini, redazione, rete
from tests.factories.immagini import GPS, detta, jpeg
from tests.factories.redazione import MOTIVO, Detto, atti, chi_e, ultimi_dati

pytestmark = pytest.mark.django_db
MEGA = 1024 * 1024
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'


@pytest.fixture
def testata():
    return redazione.testata()


@pytest.fixture
def nives(testata):
    return redazione.coordina(testata)


@pytest.fixture
def giulia(testata):
    return redazione.redattrice(testata)


def su_disco(cartella=CARTELLA):
    """Every file of a picture that stands on the disk now."""
    try:
        cartelle, file = default_storage.listdir(cartella)
    except FileNotFoundError:
        return set()
    dentro = {f"{cartella}/{nome}" for nome in file}
    return dentro.union(*(su_disco(f"{cartella}/{una}") for una in cartelle))


@pytest.fixture
def nuovi():
    """The files that this test has left."""
    prima = su_disco()
    return lambda: sorted(su_disco() - prima)


def com_e():
    return list(Immagine.objects.order_by("pk").values()), list(Consenso.objects.order_by("pk").values())


# ── Added ─────────────────────────────────────────────────────────────────────────────────────────
def test_a_picture_is_drawn_again_and_nothing_of_what_was_sent_is_kept(testata, giulia, nuovi):
    prima = adesso()
    inviata = jpeg((3000, 1500), coda=HTML)
    assert GPS in inviata.read()
    inviata.seek(0)
    detta_ = detta(alt="  Due  mani ", didascalia=" In officina. ", di=" Nives ", licenza=Licenza.CC0, generata=True)
    una = actions.carica(testata, inviata, detta_, da=giulia)
    una.refresh_from_db()
    assert (una.testata, una.caricata_da, una.alt, una.didascalia) == (testata, giulia, "Due mani", "In officina.")
    assert (una.di, una.licenza, una.persone, una.generata) == ("Nives", "cc0-1.0", "nessuna", True)
    assert (una.larghezza, una.altezza, una.fuoco_x, una.fuoco_y, una.tolta_il) == (2400, 1200, 50, 50, None)
    assert prima <= una.caricata_il <= adesso()
    assert atti(una) == [("carica", "", "", chi_e(giulia))]
    assert ultimi_dati(una) == {"persone": "nessuna", "licenza": "cc0-1.0"}
    assert nuovi() == [una.file.name]
    with una.file.open() as file:
        byte = file.read()
    with Image.open(io.BytesIO(byte)) as aperta:
        assert (aperta.format, aperta.size, dict(aperta.getexif())) == ("JPEG", (2400, 1200), {})
    assert [pezzo for pezzo in (HTML, GPS, b"Exif", b"IMG_0042") if pezzo in byte] == []
    assert (str(una), una.get_absolute_url()) == ("Due mani", reverse("redazione:immagine", args=[una.codice]))


def test_what_is_transparent_stands_on_white(testata):
    uscita = io.BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(uscita, "PNG")
    una = immagini.immagine(testata, caricata=SimpleUploadedFile("a.png", uscita.getvalue()))
    with una.file.open() as file, Image.open(file) as aperta:
        assert aperta.getpixel((5, 5)) == (255, 255, 255)


def test_what_the_system_adds_has_nobody_behind_it(testata):
    assert immagini.immagine(testata).caricata_da is None


@pytest.mark.parametrize(
    ("nome", "contenuto", "codice", "frase"),
    [
        ("a.jpg", b"\xff\xd8\xff" + b"0" * (10 * MEGA - 2), "peso", "Possiamo riceverne al massimo 10"),
        ("a.jpg", HTML, "tipo", "JPEG, PNG, WEBP"),
        ("a.jpg", SVG, "tipo", "JPEG, PNG, WEBP"),
        ("a.svg", SVG, "tipo", "JPEG, PNG, WEBP"),
        ("a.pdf", rete.PDF, "tipo", "JPEG, PNG, WEBP"),
        ("a.jpg", b"", "vuoto", "Il file è vuoto"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"0" * 90, "rovinato", "rovinata"),
        ("a.jpg", jpeg((900, 600)).read()[:2000], "rovinato", "rovinata"),
        ("a.png", jpeg().read(), "estensione", "dentro c'è un file JPEG"),
    ],
)
def test_what_is_no_picture_is_refused_and_nothing_is_written(testata, giulia, nuovi, nome, contenuto, codice, frase):
    with pytest.raises(DatoNonAccettato, match=frase) as errore:
        actions.carica(testata, SimpleUploadedFile(nome, contenuto), detta(), da=giulia)
    assert (errore.value.codice, errore.value.campo) == (codice, "file")
    assert (Immagine.objects.count(), nuovi()) == (0, [])


NON_DETTE = [
    ({"alt": " "}, "vuoto", "alt"),
    ({"alt": "x" * 161}, "lungo", "alt"),
    ({"di": ""}, "vuoto", "di"),
    ({"di": "x" * 81}, "lungo", "di"),
    ({"didascalia": "x" * 201}, "lungo", "didascalia"),
    ({"persone": ""}, "scelta", "persone"),
    ({"licenza": "mia"}, "scelta", "licenza"),
    ({"fuoco": (101, 50)}, "fuoco", "fuoco_x"),
    ({"fuoco": (50, -1)}, "fuoco", "fuoco_y"),
]


@pytest.mark.parametrize(("campi", "codice", "campo"), NON_DETTE)
def test_what_is_not_described_is_neither_added_nor_changed(testata, giulia, nuovi, campi, codice, campo):
    una = immagini.immagine(testata, giulia)
    prima, file = com_e(), nuovi()
    fai = [
        lambda: actions.carica(testata, jpeg(), detta(**campi), da=giulia),
        lambda: actions.descrivi(una, detta(**campi), da=giulia),
    ]
    for atto in fai:
        with pytest.raises(DatoNonAccettato) as errore:
            atto()
        assert (errore.value.codice, errore.value.campo) == (codice, campo)
    assert (com_e(), nuovi(), len(atti(una))) == (prima, file, 1)


def test_the_longest_words_fit(testata):
    una = immagini.immagine(testata, alt="x" * 160, di="x" * 80, didascalia="x" * 200, fuoco=(0, 100))
    una.refresh_from_db()
    assert (len(una.alt), len(una.di), len(una.didascalia), una.fuoco_x, una.fuoco_y) == (160, 80, 200, 0, 100)


def test_an_act_that_fails_takes_its_file_back(testata, giulia, nuovi, monkeypatch):
    def rotto(*_a, **_k):
        raise RuntimeError("no")

    monkeypatch.setattr("redazione.actions.immagini.registra_nascita", rotto)
    with pytest.raises(RuntimeError):
        immagini.immagine(testata, giulia)
    assert (Immagine.objects.count(), nuovi()) == (0, [])


# ── Described ─────────────────────────────────────────────────────────────────────────────────────
def test_what_is_said_anew_is_kept_with_what_changed(testata, giulia):
    una = immagini.immagine(testata, giulia)
    actions.descrivi(una, detta(alt="Una ruota", fuoco=(10, 90), licenza=Licenza.RISERVATA), da=giulia)
    una.refresh_from_db()
    assert (una.alt, una.fuoco_x, una.fuoco_y, una.licenza) == ("Una ruota", 10, 90, "riservata")
    assert atti(una)[1:] == [("descrivi", "", "", chi_e(giulia))]
    assert ultimi_dati(una) == {"cambiati": ["alt", "licenza", "fuoco_x", "fuoco_y"]}


def test_nobody_is_recognised_no_more_where_somebody_has_said_yes(testata, giulia):
    una = immagini.con_consenso(testata, giulia)
    prima = com_e()
    with pytest.raises(DatoNonAccettato) as errore:
        actions.descrivi(una, detta(persone=Persone.NESSUNA), da=giulia)
    assert (errore.value.codice, errore.value.campo, com_e()) == ("consensi", "persone", prima)
    actions.descrivi(una, detta(persone=Persone.CON_CONSENSO), da=giulia)
    altra = immagini.immagine(testata, giulia, persone=Persone.CON_CONSENSO)
    actions.descrivi(altra, detta(persone=Persone.NESSUNA), da=giulia)
    assert list(Immagine.objects.order_by("pk").values_list("persone", flat=True)) == ["con_consenso", "nessuna"]


# ── Consents ──────────────────────────────────────────────────────────────────────────────────────
def test_a_consent_makes_a_picture_one_that_may_be_shown(testata, giulia):
    una = immagini.immagine(testata, giulia, persone=Persone.CON_CONSENSO)
    assert (Immagine.objects.pubblicabili().count(), perche(una)) == (0, "manca il consenso di chi si vede")
    uno = actions.aggiungi_consenso(
        una, chi=" Ada ", come="A voce.", dato_il=oggi(), minore=True, tutore="Ida", da=giulia
    )
    uno.refresh_from_db()
    assert (uno.chi, uno.come, uno.dato_il, uno.minore, uno.tutore) == ("Ada", "A voce.", oggi(), True, "Ida")
    assert (uno.ritirato_il, str(uno)) == (None, "Ada")
    assert atti(una)[1:] == [("consenso", "", "", chi_e(giulia))]
    assert ultimi_dati(una) == {"consenso": uno.pk}
    assert (list(Immagine.objects.pubblicabili()), perche(una)) == ([una], "")


def perche(una):
    return str(Immagine.objects.con_consensi().get(pk=una.pk).perche_no)


def test_who_is_of_age_answers_for_herself_and_is_in_it_all_the_same(testata, giulia):
    una = immagini.immagine(testata, giulia)
    uno = immagini.consenso(una, giulia, tutore="Ida")
    assert (uno.minore, uno.tutore, Immagine.objects.get().persone) == (False, "", "con_consenso")


@pytest.mark.parametrize(
    ("campi", "codice", "campo"),
    [
        ({"chi": " "}, "vuoto", "chi"),
        ({"chi": "x" * 121}, "lungo", "chi"),
        ({"come": ""}, "vuoto", "come"),
        ({"come": "x" * 201}, "lungo", "come"),
        ({"minore": True}, "vuoto", "tutore"),
        ({"minore": True, "tutore": "x" * 121}, "lungo", "tutore"),
        ({"dato_il": None}, "quando", "dato_il"),
        ({"dato_il": oggi() + timedelta(days=1)}, "quando", "dato_il"),
    ],
)
def test_a_consent_says_who_how_and_when(testata, giulia, campi, codice, campo):
    una = immagini.immagine(testata, giulia)
    with pytest.raises(DatoNonAccettato) as errore:
        immagini.consenso(una, giulia, **campi)
    assert (errore.value.codice, errore.value.campo, Consenso.objects.count()) == (codice, campo, 0)


def test_a_consent_taken_back_stops_all_of_it_at_once(
    testata, nives, giulia, nuovi, django_capture_on_commit_callbacks
):
    altra_capo = redazione.coordina(testata)
    una = immagini.con_consenso(testata, giulia)
    immagini.consenso(una, giulia, chi="Ugo Neri")
    immagini.articolo(testata, una, titolo="La ciclofficina")
    prepara(una)
    assert len(nuovi()) > 1
    prima = adesso()
    with Detto() as detto, django_capture_on_commit_callbacks(execute=True):
        actions.ritira_consenso(una.consensi.get(chi="Ada Rossi"), da=nives)
    uno = una.consensi.get(chi="Ada Rossi")
    assert prima <= uno.ritirato_il <= adesso()
    assert (una.consensi.get(chi="Ugo Neri").ritirato_il, Immagine.objects.pubblicabili().count()) == (None, 0)
    assert perche(una) == "un consenso è stato ritirato"
    assert (Versione.objects.count(), nuovi()) == (0, [una.file.name])
    assert (atti(una)[-1], ultimi_dati(una)) == (("ritira_consenso", "", "", chi_e(nives)), {"consenso": uno.pk})
    # Whoever did it knows.
    assert detto.a_chi == [(altra_capo, "Un'immagine non si può più mostrare")]
    assert detto.avvisi[0].testo[0] == "La mostravano: «La ciclofficina». Scegli un'altra immagine."
    assert detto.avvisi[0].azione_url == una.get_absolute_url()
    assert not [testo for testo in detto.testi if "Ada" in testo]
    with pytest.raises(TransizioneNonAmmessa) as errore:
        actions.ritira_consenso(Consenso.objects.get(pk=uno.pk), da=nives)
    assert (errore.value.codice, Consenso.objects.get(pk=uno.pk).ritirato_il) == ("gia_ritirato", uno.ritirato_il)
    assert (prepara(una), nuovi()) == (0, [una.file.name])


def test_of_one_that_no_article_shows_the_notice_says_so(testata, nives, giulia):
    una = immagini.con_consenso(testata, giulia)
    with Detto() as detto:
        actions.ritira_consenso(una.consensi.get(), da=giulia)
    assert [(chi, avviso.testo[0]) for (chi, _oggetto), avviso in zip(detto.a_chi, detto.avvisi, strict=True)] == [
        (nives, "Non la mostrava nessun articolo. Toglila dalle immagini.")
    ]


# ── Taken out ─────────────────────────────────────────────────────────────────────────────────────
def test_one_that_nothing_shows_goes_with_its_files(testata, giulia, nuovi, django_capture_on_commit_callbacks):
    una = immagini.immagine(testata, giulia)
    prepara(una)
    prima = adesso()
    with django_capture_on_commit_callbacks(execute=True):
        actions.togli(una, f" {MOTIVO} ", da=giulia)
    una.refresh_from_db()
    assert prima <= una.tolta_il <= adesso()
    assert (atti(una)[-1], ultimi_dati(una)) == (("togli", "", "", chi_e(giulia)), {"motivo": MOTIVO})
    assert (Versione.objects.count(), nuovi(), Immagine.objects.pubblicabili().count()) == (0, [], 0)
    assert Immagine.objects.visibili_a(giulia).count() == 0


def test_a_transaction_that_fails_keeps_the_files(testata, giulia, nuovi):
    una = immagini.immagine(testata, giulia)
    prepara(una)
    file = nuovi()
    actions.togli(una, MOTIVO, da=giulia)
    # The callbacks of this test's transaction never run, as of one that was rolled back.
    assert nuovi() == file


def test_one_that_is_shown_stays(testata, giulia):
    pubblicata, di_lavoro, approvata, copertina = (immagini.immagine(testata, giulia) for _n in range(4))
    immagini.articolo(testata, pubblicata, titolo="Uno")
    immagini.articolo(testata, di_lavoro, pubblicato=False, titolo="Due")
    terzo = immagini.articolo(testata, pubblicato=False, titolo="Tre")
    Articolo.objects.filter(pk=terzo.pk).update(approvata=immagini.riscrivi(terzo, approvata))
    immagini.riscrivi(terzo)
    immagini.articolo(testata, copertina=copertina, titolo="Quattro")
    dove = [(pubblicata, "Uno"), (di_lavoro, "Due"), (approvata, "Di nuovo"), (copertina, "Quattro")]
    for una, titolo in dove:
        with pytest.raises(TransizioneNonAmmessa, match=f"La mostrano ancora: «{titolo}». Toglila") as errore:
            actions.togli(una, MOTIVO, da=giulia)
        assert errore.value.codice == "usata"
    assert (Immagine.objects.filter(tolta_il=None).count(), atti(copertina)[-1][0]) == (4, "carica")


def test_one_that_was_shown_once_goes(testata, giulia):
    lasciata, archiviata = (immagini.immagine(testata, giulia) for _n in range(2))
    immagini.riscrivi(immagini.articolo(testata, lasciata, pubblicato=False))
    immagini.articolo(
        testata, archiviata, titolo="Via", stato="archiviato", ritirato_il=adesso(), ritirato_perche="Sbagliato."
    )
    for una in (lasciata, archiviata):
        actions.togli(una, MOTIVO, da=giulia)
    assert Immagine.objects.filter(tolta_il=None).count() == 0


def test_one_whose_consent_was_withdrawn_goes_whatever_shows_it(testata, giulia):
    una = immagini.con_consenso(testata, giulia)
    immagini.articolo(testata, una)
    actions.ritira_consenso(una.consensi.get(), da=giulia)
    actions.togli(una, MOTIVO, da=giulia)
    assert Immagine.objects.get().tolta_il is not None


@pytest.mark.parametrize(("motivo", "codice"), [(" ", "vuoto"), ("x" * 401, "lungo")])
def test_it_goes_for_a_reason(testata, giulia, motivo, codice):
    una = immagini.immagine(testata, giulia)
    with pytest.raises(DatoNonAccettato) as errore:
        actions.togli(una, motivo, da=giulia)
    assert (errore.value.codice, errore.value.campo, Immagine.objects.get().tolta_il) == (codice, "motivo", None)
