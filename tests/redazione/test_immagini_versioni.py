"""The files that readers get: sizes and cuts opened and looked at, made once, made anew when the cut moves."""

import io
from pathlib import PurePosixPath

import pytest
from django.core.files.storage import default_storage
from PIL import Image, features

from redazione import actions
from redazione.actions import versioni
from redazione.actions.versioni import LARGHEZZE, misure, prepara, riquadro
from redazione.emails_immagini import formati
from redazione.enums_articoli import Taglio
from redazione.models import Immagine, Versione
from talenti.registro.actions import annuncia
from talenti.registro.models import Annuncio, Transizione
from tests.factories import immagini, redazione
from tests.factories.immagini import detta
from tests.factories.redazione import MOTIVO
from tests.redazione.test_immagini import nuovi  # noqa: F401 – a fixture

pytestmark = pytest.mark.django_db
ROSSO, BLU = (200, 20, 20), (20, 20, 200)


@pytest.fixture
def testata():
    return redazione.testata()


def a_meta(lati, verticale=False):
    """Red before the middle, blue after it."""
    foglio = Image.new("RGB", lati, ROSSO)
    meta = (0, lati[1] // 2) if verticale else (lati[0] // 2, 0)
    foglio.paste(BLU, (*meta, *lati))
    uscita = io.BytesIO()
    foglio.save(uscita, "PNG")
    return immagini.SimpleUploadedFile("a.png", uscita.getvalue())


def aperta(versione):
    with default_storage.open(versione.file) as file, Image.open(file) as immagine:
        immagine.load()
        return immagine


def colore(immagine, x, y):
    rosso, _verde, blu = immagine.convert("RGB").getpixel((x, y))
    return "rosso" if rosso > blu else "blu"


def fatte(una):
    return {(v.taglio, v.formato, v.larghezza): v for v in una.versioni.all()}


def test_this_python_writes_every_format():
    assert [nome for nome in ("avif", "webp", "jpg") if not features.check(nome)] == []


def test_each_cut_in_each_width_and_format(testata):
    una = immagini.immagine(testata, lati=(1700, 1300))
    assert prepara(una) == 18
    trovate = []
    for v in una.versioni.all():
        vera = aperta(v)
        assert (vera.format, vera.size) == (v.formato.upper(), (v.larghezza, v.altezza))
        assert PurePosixPath(v.file).parent.name == una.codice
        assert dict(vera.getexif()) == {}
        trovate.append((v.taglio, v.formato, *vera.size))
    intere, larghe = [(480, 367), (960, 734), (1600, 1224)], [(400, 225), (800, 450), (1200, 675)]
    assert sorted(trovate) == sorted(
        (taglio, formato, *lati)
        for taglio, tutti in (("intera", intere), ("larga", larghe))
        for formato in ("avif", "webp", "jpeg")
        for lati in tutti
    )
    assert str(una.versioni.first()) == "intera avif 480"


@pytest.mark.parametrize(
    ("lati", "intere", "larghe"),
    [
        ((700, 500), {480, 700}, {400, 700}),
        ((300, 400), {300}, {300}),
        ((480, 270), {480}, {400, 480}),
        ((2400, 300), {480, 960, 1600}, {400, 533}),
        ((2, 1), {2}, {2}),
        ((1, 90), {1}, {1}),
    ],
)
def test_nothing_is_made_larger_than_it_is(testata, lati, intere, larghe):
    una = immagini.immagine(testata, lati=lati)
    prepara(una)
    for taglio, larghezze in ((Taglio.INTERA, intere), (Taglio.LARGA, larghe)):
        assert set(una.versioni.filter(taglio=taglio).values_list("larghezza", flat=True)) == larghezze
    assert {aperta(v).size == (v.larghezza, v.altezza) for v in una.versioni.all()} == {True}


@pytest.mark.parametrize(
    ("lati", "fuoco", "dove"),
    [
        ((1600, 900), (0, 100), (0, 0, 1600, 900)),
        ((1600, 1600), (50, 50), (0, 350, 1600, 1250)),
        ((1600, 1600), (50, 0), (0, 0, 1600, 900)),
        ((1600, 1600), (50, 100), (0, 700, 1600, 1600)),
        ((1600, 1600), (50, 40), (0, 190, 1600, 1090)),
        ((2000, 900), (50, 50), (200, 0, 1800, 900)),
        ((2000, 900), (0, 50), (0, 0, 1600, 900)),
        ((2000, 900), (100, 50), (400, 0, 2000, 900)),
        ((2000, 900), (45, 50), (100, 0, 1700, 900)),
    ],
)
def test_the_wide_cut_is_around_what_matters(lati, fuoco, dove):
    una = Immagine(larghezza=lati[0], altezza=lati[1], fuoco_x=fuoco[0], fuoco_y=fuoco[1])
    assert riquadro(una, Taglio.LARGA) == dove
    assert riquadro(una, Taglio.INTERA) == (0, 0, *lati)


@pytest.mark.parametrize(
    ("fuoco", "sopra", "sotto"), [((50, 0), "rosso", "rosso"), ((50, 100), "blu", "blu"), ((50, 50), "rosso", "blu")]
)
def test_the_file_shows_the_part_that_matters(testata, fuoco, sopra, sotto):
    una = immagini.immagine(testata, caricata=a_meta((400, 900), verticale=True), fuoco=fuoco)
    prepara(una)
    larga = aperta(fatte(una)["larga", "jpeg", 400])
    assert (larga.size, colore(larga, 200, 5), colore(larga, 200, 220)) == ((400, 225), sopra, sotto)
    intera = aperta(fatte(una)["intera", "webp", 400])
    assert (intera.size, colore(intera, 200, 5), colore(intera, 200, 890)) == ((400, 900), "rosso", "blu")


# ── Once, and again ───────────────────────────────────────────────────────────────────────────────
def test_a_second_run_makes_nothing(testata, nuovi):  # noqa: F811
    una = immagini.immagine(testata)
    assert prepara(una) == 6
    prima, file = list(una.versioni.values()), nuovi()
    assert (prepara(una), list(una.versioni.values()), nuovi()) == (0, prima, file)
    assert len(file) == 7


def test_another_point_makes_the_wide_ones_anew(testata, nuovi, django_capture_on_commit_callbacks):  # noqa: F811
    una = immagini.immagine(testata, lati=(300, 300))
    prepara(una)
    prima = fatte(una)
    actions.descrivi(una, detta(fuoco=(50, 0)), da=immagini.DA)
    with django_capture_on_commit_callbacks(execute=True):
        assert prepara(una) == 3
    dopo = fatte(una)
    assert set(dopo) == set(prima)
    cambiate = {chiave[0] for chiave in dopo if dopo[chiave].file != prima[chiave].file}
    assert (cambiate, {v.intorno for v in dopo.values()}) == ({"larga"}, {"", "50x0"})
    assert nuovi() == sorted([una.file.name, *(v.file for v in dopo.values())])


def test_a_version_that_is_wanted_no_more_goes(testata, nuovi, monkeypatch, django_capture_on_commit_callbacks):  # noqa: F811
    una = immagini.immagine(testata, lati=(900, 500))
    prepara(una)
    monkeypatch.setattr(versioni, "LARGHEZZE", LARGHEZZE | {Taglio.INTERA: (640,)})
    with django_capture_on_commit_callbacks(execute=True):
        assert prepara(una) == 3
    assert set(una.versioni.filter(taglio="intera").values_list("larghezza", flat=True)) == {640}
    assert nuovi() == sorted([una.file.name, *una.versioni.values_list("file", flat=True)])


def test_who_moves_the_point_meanwhile_has_her_cut(testata, nuovi, monkeypatch):  # noqa: F811
    una = immagini.immagine(testata, lati=(300, 300))
    vero = versioni._disegna

    def con_uno_che_sposta(immagine, quali):
        yield from vero(immagine, quali)
        Immagine.objects.filter(pk=immagine.pk).update(fuoco_y=0)

    monkeypatch.setattr(versioni, "_disegna", con_uno_che_sposta)
    assert (prepara(una), Versione.objects.count(), nuovi()) == (0, 0, [una.file.name])
    monkeypatch.setattr(versioni, "_disegna", vero)
    assert prepara(una) == 6
    assert set(una.versioni.values_list("intorno", flat=True)) == {"", "50x0"}


def test_of_one_taken_out_meanwhile_no_file_is_left(testata, nuovi, monkeypatch):  # noqa: F811
    una = immagini.immagine(testata)
    vero = versioni._disegna

    def con_uno_che_toglie(immagine, quali):
        yield from vero(immagine, quali)
        Immagine.objects.filter(pk=immagine.pk).update(tolta_il=immagine.caricata_il)

    monkeypatch.setattr(versioni, "_disegna", con_uno_che_toglie)
    assert (prepara(una), Versione.objects.count(), nuovi()) == (0, 0, [una.file.name])
    assert prepara(una) == 0


def test_a_run_that_fails_takes_its_files_back(testata, nuovi, monkeypatch):  # noqa: F811
    una = immagini.immagine(testata)
    vero = versioni._disegna

    def rotto(immagine, quali):
        yield next(vero(immagine, quali))
        raise OSError("disk full")

    monkeypatch.setattr(versioni, "_disegna", rotto)
    with pytest.raises(OSError, match="disk full"):
        prepara(una)
    assert (Versione.objects.count(), nuovi()) == (0, [una.file.name])


# ── In the background ─────────────────────────────────────────────────────────────────────────────
def test_they_are_made_after_the_commit_by_a_worker(testata):
    annuncia()
    una = immagini.immagine(testata, lati=(300, 300))
    assert (una.versioni.count(), annuncia(), una.versioni.count()) == (0, 1, 6)
    actions.descrivi(una, detta(fuoco=(50, 0)), da=immagini.DA)
    assert (annuncia(), annuncia()) == (1, 0)
    assert una.versioni.filter(intorno="50x0").count() == 3
    assert list(Annuncio.objects.filter(transizione__oggetto_tipo="redazione.immagine").values_list("errore")) == [
        ("",),
        ("",),
    ]


def test_the_work_done_twice_is_done_once(testata):
    una = immagini.immagine(testata)
    t = Transizione.objects.di(una).get()
    formati(t)
    prima = list(una.versioni.values())
    formati(t)
    assert list(una.versioni.values()) == prima
    t.oggetto_id = 0
    formati(t)
    assert len(list(misure(una))) == len(prima) == 6


def test_of_one_that_was_taken_out_none_is_made(testata):
    annuncia()
    una = immagini.immagine(testata)
    actions.togli(una, MOTIVO, da=immagini.DA)
    assert (annuncia(), Versione.objects.count()) == (1, 0)
