import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from talenti.persone import actions
from talenti.persone.forms import FormDatiPersonali
from talenti.persone.models import Profilo
from tests.factories.persone import PersonaFactory, ProfiloFactory, TutelaFactory
from tests.persone.conftest import entra

pytestmark = pytest.mark.django_db
SENZA_TUTORE = (
    "Hai meno di 18 anni: prima serve il sì di un genitore o tutore. Indicalo nella pagina «Genitori e tutori»."
)
DATI = {
    "dati": "1",
    "nome": "Alba",
    "cognome": "Prova",
    "comune": "",
    "telefono": "+39 0372 000000",
    "lingua": "en",
}


def jpeg(lato=900, formato="JPEG", exif=True):
    uscita = io.BytesIO()
    immagine = Image.new("RGB", (lato, lato // 2), "purple")
    dati = Image.Exif()
    dati[0x010E] = "via segreta 7"
    immagine.save(uscita, formato, **({"exif": dati} if exif and formato == "JPEG" else {}))
    return uscita.getvalue()


def carica(client, contenuto, nome="io.jpg", **altro):
    foto = SimpleUploadedFile(nome, contenuto)
    return client.post("/area/profilo/", {"che_cosa_faccio": "", "foto": foto, **altro})


@pytest.fixture
def io_stessa(client, persona):
    entra(client, persona)
    return client


def test_the_account_is_corrected(io_stessa, persona, comune):
    assert io_stessa.post("/area/profilo/", DATI | {"comune": comune.istat}).status_code == 302
    persona.refresh_from_db()
    assert (persona.nome, persona.comune, persona.telefono, persona.lingua) == ("Alba", comune, "+39 0372 000000", "en")


def test_the_birth_date_is_not_changed_by_hand(io_stessa, persona):
    prima = persona.nato_il
    dati = DATI | {"nato_il_giorno": "1", "nato_il_mese": "1", "nato_il_anno": "2001"}
    assert io_stessa.post("/area/profilo/", dati).status_code == 302
    persona.refresh_from_db()
    assert persona.nato_il == prima


def test_a_birth_date_verified_meanwhile_is_not_written_over(persona):
    form = FormDatiPersonali(DATI, persona=persona)
    assert form.is_valid()
    assert sorted(form.cleaned_data) == ["cognome", "comune", "lingua", "nome", "telefono"]


def test_who_has_no_birth_date_writes_it_once(client):
    persona = PersonaFactory(nato_il=None)
    entra(client, persona)
    data = {"nato_il_giorno": "1", "nato_il_mese": "1", "nato_il_anno": "2020"}
    assert client.post("/area/profilo/", DATI | data).status_code == 422
    assert client.post("/area/profilo/", DATI | data | {"nato_il_anno": "2001"}).status_code == 302
    persona.refresh_from_db()
    assert persona.nato_il.isoformat() == "2001-01-01"


def test_the_profile_is_saved_and_hidden_until_chosen(io_stessa, client, persona):
    assert carica(io_stessa, jpeg(), che_cosa_so_fare="Riparo strumenti").status_code == 302
    profilo = Profilo.objects.get()
    assert (profilo.che_cosa_so_fare, profilo.mostrato_alla_rete) == ("Riparo strumenti", False)
    altra = type(client)()
    entra(altra, PersonaFactory())
    pagine = [f"/persone/{persona.pk}/", f"/persone/{persona.pk}/foto/"]
    assert [altra.get(pagina).status_code for pagina in pagine] == [404, 404]
    io_stessa.post("/area/profilo/", {"mostrato_alla_rete": "on"})
    pagina, foto = (altra.get(indirizzo) for indirizzo in pagine)
    assert (pagina.status_code, foto.status_code) == (200, 200)
    assert b"".join(foto.streaming_content).startswith(b"\xff\xd8")
    assert persona.email not in pagina.content.decode()
    assert type(client)().get(pagine[0]).status_code == 302


def test_a_minor_shows_herself_with_the_yes_of_who_answers_for_her(client):
    minore = PersonaFactory(minore=True)
    tutela = TutelaFactory(persona=minore)
    entra(client, minore)
    assert client.get("/area/profilo/").context["form_profilo"]["mostrato_alla_rete"].help_text == SENZA_TUTORE
    dati = {"che_cosa_faccio": "Suono.", "mostrato_alla_rete": "on"}
    risposta = client.post("/area/profilo/", dati)
    assert risposta.status_code == 422
    assert risposta.context["form_profilo"].errors == {"mostrato_alla_rete": [SENZA_TUTORE]}
    assert Profilo.objects.count() == 0
    actions.conferma_tutela(tutela)
    assert client.post("/area/profilo/", dati).status_code == 302
    altra = type(client)()
    entra(altra, PersonaFactory())
    pagina = f"/persone/{minore.pk}/"
    assert (altra.get(pagina).status_code, bool(client.get(pagina).context["mostrato"])) == (200, True)
    actions.revoca_tutela(tutela)
    assert (altra.get(pagina).status_code, bool(client.get(pagina).context["mostrato"])) == (404, False)


def test_a_photo_is_drawn_again_small_and_without_exif(io_stessa, persona):
    carica(io_stessa, jpeg(2000))
    contenuto = b"".join(io_stessa.get(f"/persone/{persona.pk}/foto/").streaming_content)
    with Image.open(io.BytesIO(contenuto)) as foto:
        assert (foto.format, foto.size, dict(foto.getexif())) == ("JPEG", (640, 320), {})
    assert b"via segreta" not in contenuto


def test_a_transparent_picture_gets_a_white_ground(io_stessa, persona):
    uscita = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(uscita, "PNG")
    carica(io_stessa, uscita.getvalue(), "io.png")
    contenuto = b"".join(io_stessa.get(f"/persone/{persona.pk}/foto/").streaming_content)
    with Image.open(io.BytesIO(contenuto)) as foto:
        assert min(foto.getpixel((5, 5))) > 250


@pytest.mark.parametrize(
    ("nome", "contenuto"),
    [
        ("io.jpg", b"non sono una foto"),
        ("io.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("io.jpg", b"%PDF-1.7\n%%EOF"),
        ("io.html", b"<html><script>1</script></html>"),
        ("../../io.jpg", b"GIF89a"),
        ("io.jpg", b""),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(io_stessa, nome, contenuto):
    risposta = carica(io_stessa, contenuto, nome)
    assert risposta.status_code == 422
    assert len(risposta.context["form_profilo"].errors["foto"]) == 1
    assert Profilo.objects.exclude(foto="").count() == 0


def test_a_photo_is_changed_and_taken_off(io_stessa, django_capture_on_commit_callbacks):
    carica(io_stessa, jpeg())
    primo = Profilo.objects.get().foto
    with django_capture_on_commit_callbacks(execute=True):
        carica(io_stessa, jpeg())
    secondo = Profilo.objects.get().foto
    assert (primo.storage.exists(primo.name), secondo.storage.exists(secondo.name)) == (False, True)
    with django_capture_on_commit_callbacks(execute=True):
        io_stessa.post("/area/profilo/", {"togli_foto": "on"})
    assert (Profilo.objects.get().foto.name, secondo.storage.exists(secondo.name)) == ("", False)


def test_a_disk_that_refuses_is_noted_and_the_page_answers(
    io_stessa, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def rifiuta(nome):
        raise OSError(nome)

    carica(io_stessa, jpeg())
    monkeypatch.setattr(Profilo._meta.get_field("foto").storage, "delete", rifiuta)
    with django_capture_on_commit_callbacks(execute=True):
        assert io_stessa.post("/area/profilo/", {"togli_foto": "on"}).status_code == 302
    assert "could not be deleted" in caplog.text


def test_a_photo_that_is_missing_on_the_disk_is_not_found(io_stessa, persona):
    ProfiloFactory(persona=persona, foto="profili/sparita.jpg")
    assert io_stessa.get(f"/persone/{persona.pk}/foto/").status_code == 404


@pytest.mark.parametrize("testo", ["a\x00b", "a\u202eb", "a\u200bb\x07"])
def test_characters_that_are_not_seen_are_refused(io_stessa, testo):
    risposta = io_stessa.post("/area/profilo/", {"che_cosa_faccio": testo})
    assert risposta.status_code == 422
    assert Profilo.objects.count() == 0


def test_markup_is_text(io_stessa, persona):
    io_stessa.post("/area/profilo/", {"che_cosa_faccio": "<script>alert(1)</script>"})
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in io_stessa.get(f"/persone/{persona.pk}/").content.decode()
