"""The photos of a space: what is kept, what is refused with a sentence, and no file left behind."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from coworking import actions
from coworking.models import Foto
from talenti.base.exceptions import DatoNonAccettato, NonPermesso
from tests.factories import coworking, rete
from tests.factories.persone import PersonaFactory
from tests.rete.lettura import dati, ultima

pytestmark = pytest.mark.django_db
MEGA = 1024 * 1024
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'


@pytest.fixture
def su_disco():
    """The files that this test has left."""
    prima = _nomi()
    return lambda: sorted(_nomi() - prima)


def _nomi():
    try:
        return set(default_storage.listdir("coworking/foto")[1])
    except FileNotFoundError:
        return set()


@pytest.fixture
def partner():
    return rete.ammesso()


@pytest.fixture
def bozza(partner):
    return coworking.bozza(partner)


def jpeg(lati=(1800, 900), nome="sala.jpg", coda=b""):
    uscita = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "gps e nome"
    Image.new("RGB", lati, (93, 34, 153)).save(uscita, "JPEG", exif=exif)
    return SimpleUploadedFile(nome, uscita.getvalue() + coda)


def test_a_photo_is_drawn_again_and_made_small(bozza):
    foto = actions.aggiungi_foto(bozza, caricata=jpeg(coda=HTML), alt="  La  sala ", da=bozza.proposto_da)
    assert (foto.spazio, foto.alt, foto.tipo, foto.ordine, foto.generata) == (bozza, "La sala", "image/jpeg", 1, False)
    with foto.file.open() as aperto:
        byte = aperto.read()
    with Image.open(io.BytesIO(byte)) as immagine:
        assert (immagine.format, immagine.size, dict(immagine.getexif())) == ("JPEG", (1600, 800), {})
    assert HTML not in byte
    assert "sala" not in foto.file.name


def test_photos_keep_the_order_in_which_they_came(bozza):
    for n in range(3):
        actions.aggiungi_foto(bozza, caricata=rete.immagine(), alt=f"Foto {n}", da=bozza.proposto_da)
    actions.togli_foto(bozza.foto.get(alt="Foto 1"), da=bozza.proposto_da)
    actions.aggiungi_foto(bozza, caricata=rete.immagine(), alt="Foto 3", da=bozza.proposto_da)
    assert list(bozza.foto.values_list("alt", flat=True)) == ["Foto 0", "Foto 2", "Foto 3"]


@pytest.mark.parametrize(
    ("nome", "contenuto", "codice", "frase"),
    [
        ("sala.jpg", b"\xff\xd8\xff" + b"0" * (10 * MEGA - 2), "peso", "Possiamo riceverne al massimo 10"),
        ("sala.jpg", HTML, "tipo", "JPEG, PNG, WEBP"),
        ("sala.jpg", b"", "vuoto", "Il file è vuoto"),
        ("sala.svg", SVG, "tipo", "JPEG, PNG, WEBP"),
        ("sala.jpg", SVG, "tipo", "JPEG, PNG, WEBP"),
        ("sala.pdf", rete.PDF, "tipo", "JPEG, PNG, WEBP"),
        ("sala.jpg", b"\xff\xd8\xff\xe0" + b"0" * 90, "rovinato", "rovinata"),
        ("sala.png", None, "estensione", "dentro c'è un file JPEG"),
    ],
)
def test_what_is_no_photo_is_refused_and_nothing_is_written(bozza, nome, contenuto, codice, frase, su_disco):
    caricata = jpeg(nome=nome) if contenuto is None else SimpleUploadedFile(nome, contenuto)
    with pytest.raises(DatoNonAccettato, match=frase) as errore:
        actions.aggiungi_foto(bozza, caricata=caricata, alt="La sala", da=bozza.proposto_da)
    assert (errore.value.codice, errore.value.campo) == (codice, "foto")
    assert (Foto.objects.count(), su_disco()) == (0, [])


def test_a_photo_of_ten_megabytes_less_one_byte_is_judged_by_what_it_is(bozza):
    riempita = jpeg().read()
    caricata = SimpleUploadedFile("sala.jpg", riempita + b"\0" * (10 * MEGA - len(riempita)))
    assert caricata.size == 10 * MEGA
    foto = actions.aggiungi_foto(bozza, caricata=caricata, alt="La sala", da=bozza.proposto_da)
    assert foto.file.size < MEGA


def test_a_photo_says_what_is_seen(bozza, su_disco):
    with pytest.raises(DatoNonAccettato) as errore:
        actions.aggiungi_foto(bozza, caricata=rete.immagine(), alt=" ", da=bozza.proposto_da)
    assert (errore.value.campo, su_disco()) == ("alt", [])


def test_too_many_photos_leave_no_file(bozza, monkeypatch, su_disco):
    monkeypatch.setattr("coworking.actions.foto.MASSIMO_FOTO", 1)
    actions.aggiungi_foto(bozza, caricata=rete.immagine(), alt="Una", da=bozza.proposto_da)
    with pytest.raises(DatoNonAccettato) as errore:
        actions.aggiungi_foto(bozza, caricata=rete.immagine(), alt="Due", da=bozza.proposto_da)
    assert (errore.value.codice, Foto.objects.count(), len(su_disco())) == ("troppe", 1, 1)


def test_who_may_not_writes_no_file(bozza, su_disco):
    with pytest.raises(NonPermesso):
        actions.aggiungi_foto(bozza, caricata=rete.immagine(), alt="Una", da=PersonaFactory())
    assert su_disco() == []


def test_taking_a_photo_away_takes_its_file(bozza, django_capture_on_commit_callbacks, su_disco):
    foto = actions.aggiungi_foto(bozza, caricata=rete.immagine(), alt="Una", da=bozza.proposto_da)
    with django_capture_on_commit_callbacks(execute=True):
        actions.togli_foto(foto, da=bozza.proposto_da)
    assert (Foto.objects.count(), su_disco()) == (0, [])


def test_throwing_a_draft_away_takes_its_files(bozza, django_capture_on_commit_callbacks, su_disco):
    actions.aggiungi_foto(bozza, caricata=rete.immagine(), alt="Una", da=bozza.proposto_da)
    with django_capture_on_commit_callbacks(execute=True):
        actions.scarta_bozza(bozza, da=bozza.proposto_da)
    assert (Foto.objects.count(), su_disco()) == (0, [])


def test_a_photo_of_a_published_space_is_an_act(partner):
    spazio = coworking.pubblicato(partner)
    foto = actions.aggiungi_foto(spazio, caricata=rete.immagine(), alt="Una", da=spazio.proposto_da)
    assert (ultima(spazio)[0], dati(spazio)) == ("modifica", {"foto": foto.file.name})
    actions.togli_foto(foto, da=spazio.proposto_da)
    assert dati(spazio) == {"foto_tolta": foto.file.name}
