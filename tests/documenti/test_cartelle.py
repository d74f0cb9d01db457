"""The private files of every room against the rows that name them: real files, real clocks."""

import os
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import models

from redazione.actions.versioni import prepara
from talenti.base import registries
from talenti.base.cartelle import TREGUA, difetti, presenti, spazza
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.permissions import Sistema
from talenti.documenti import deposito
from talenti.documenti.models import FileCaricato
from talenti.persone.actions import salva_profilo
from talenti.persone.models import Profilo
from talenti.rete import actions
from tests.factories import immagini, redazione, rete
from tests.factories.documenti import file_caricato, immagine
from tests.factories.luoghi import comune
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db
CARTELLE = ["coworking/foto", "documenti", "profili", "redazione/immagini", "rete/allegati", "rete/loghi"]
SISTEMA = Sistema("prova")


@pytest.fixture(autouse=True)
def privati(settings, tmp_path):
    settings.PRIVATI = tmp_path / "privati"
    predefinito = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = settings.STORAGES | {
        "default": predefinito | {"OPTIONS": {"location": str(settings.PRIVATI)}},
    }
    return settings.PRIVATI


@pytest.fixture
def in_uso(privati):
    """One file of each room that a row names: (path, room)."""
    persona = PersonaFactory()
    partner = rete.in_integrazione(SISTEMA, persona)
    allegato = actions.allega(partner.documenti_richiesti.get(), caricato=rete.caricato(), da=persona)
    actions.cambia_logo(partner, caricato=rete.immagine(), da=SISTEMA)
    profilo = salva_profilo(persona, {}, foto=immagine())
    documento = file_caricato(per=comune(), da=persona)
    fotografia = una_con_le_versioni()
    sue = set(fotografia.versioni.values_list("file", flat=True)) | {fotografia.file.name}
    return {documento.percorso, profilo.foto.name, allegato.file.name, partner.logo.name} | sue


def una_con_le_versioni():
    fotografia = immagini.immagine(redazione.testata(partner=rete.ammesso(), riferimento=rete.ammesso()))
    prepara(fotografia)
    return fotografia


def invecchia(privati, *nomi, di=TREGUA + timedelta(minutes=1)):
    quando = (adesso() - di).timestamp()
    for nome in nomi:
        os.utime(privati / nome, (quando, quando))


def lascia(privati, nome, contenuto=b"di nessuno"):
    """A file that no row names."""
    (privati / nome).parent.mkdir(parents=True, exist_ok=True)
    (privati / nome).write_bytes(contenuto)
    return nome


def tutti():
    return {nome for cartella in CARTELLE for nome, _quando in presenti(cartella)}


def test_the_rooms_declare_their_folders_and_none_is_inside_another():
    assert sorted(voce.percorso for voce in registries.cartelle) == CARTELLE
    assert not [(a, b) for a in CARTELLE for b in CARTELLE if a != b and Path(b).is_relative_to(a)]


def test_every_field_of_a_file_writes_in_a_declared_folder():
    campi = [c for modello in apps.get_models() for c in modello._meta.fields if isinstance(c, models.FileField)]
    scritti = {str(campo): campo.generate_filename(campo.model(), "x.jpg") for campo in campi}
    assert {dove: sum(nome.startswith(f"{c}/") for c in CARTELLE) for dove, nome in scritti.items()} == {
        "coworking.Foto.file": 1,
        "persone.Profilo.foto": 1,
        "redazione.Immagine.file": 1,
        "rete.Allegato.file": 1,
        "rete.Partner.logo": 1,
    }


def test_the_sweep_takes_what_no_row_names_and_nothing_else(privati, in_uso):
    assert tutti() == in_uso
    vecchi = [lascia(privati, f"{cartella}/aa/orfano") for cartella in CARTELLE]
    mezzo = lascia(privati, "documenti/ab/.scritto-a-meta")
    nuovi = {lascia(privati, f"{cartella}/nuovo") for cartella in CARTELLE}
    altrui = lascia(privati, "altro/orfano")
    invecchia(privati, *in_uso, *vecchi, mezzo, altrui)
    assert spazza(adesso()) == 7
    assert tutti() == in_uso | nuovi
    assert (privati / altrui).exists()
    assert spazza(adesso()) == 0
    assert spazza(datetime(2040, 1, 1, tzinfo=UTC)) == 6
    assert tutti() == in_uso


def test_the_age_is_a_day(privati):
    giovane, vecchio = (lascia(privati, f"rete/loghi/{nome}") for nome in ("giovane", "vecchio"))
    invecchia(privati, giovane, di=TREGUA - timedelta(minutes=1))
    invecchia(privati, vecchio)
    assert (spazza(adesso()), tutti()) == (1, {giovane})


def test_a_file_whose_row_is_not_written_yet_is_left_alone(privati):
    """The bytes first, the row after: a sweep that comes between the two sees a file of nobody."""
    persona = PersonaFactory()
    percorso = deposito.scrivi(b"in arrivo")
    assert spazza(adesso()) == 0
    FileCaricato.objects.create(
        oggetto_tipo="persone.persona", oggetto_id=persona.pk, proprietario=persona, nome="a.pdf", tipo="pdf",
        byte=9, sha256="x" * 64, percorso=percorso, caricato_il=adesso(),
    )  # fmt: skip
    invecchia(privati, percorso)
    assert (spazza(adesso()), tutti()) == (0, {percorso})


def nel_mezzo(monkeypatch, chiave, fai):
    """Do something between the look at the folder and the question to the rows."""
    vera = registries.cartelle[chiave]

    def in_uso():
        fai()
        return vera.in_uso()

    monkeypatch.setitem(registries.cartelle._voci, chiave, registries.Cartella(vera.percorso, in_uso))


def test_a_row_written_while_the_sweep_looks_keeps_its_file(privati, monkeypatch):
    profilo = Profilo.objects.create(persona=PersonaFactory(), aggiornato_il=adesso())
    nome = lascia(privati, "profili/1.jpg")
    invecchia(privati, nome)
    nel_mezzo(monkeypatch, "persone.foto", lambda: Profilo.objects.filter(pk=profilo.pk).update(foto=nome))
    assert (spazza(adesso()), tutti()) == (0, {nome})


def test_a_new_file_under_the_name_of_an_orphan_is_not_taken_for_it(privati, monkeypatch):
    nome = lascia(privati, "profili/1.jpg")
    invecchia(privati, nome)

    def riscrivi():
        default_storage.delete(nome)
        assert default_storage.save(nome, ContentFile(b"nuova")) == nome

    nel_mezzo(monkeypatch, "persone.foto", riscrivi)
    assert (spazza(adesso()), tutti()) == (0, {nome})


def test_a_file_gone_meanwhile_is_no_fault(privati, monkeypatch):
    nome = lascia(privati, "profili/1.jpg")
    invecchia(privati, nome)
    nel_mezzo(monkeypatch, "persone.foto", (privati / nome).unlink)
    assert (spazza(adesso()), tutti()) == (0, set())


def test_a_disk_that_refuses_stops_nothing(privati, monkeypatch, caplog):
    for nome in ("profili/a", "profili/b"):
        invecchia(privati, lascia(privati, nome))
    vero = Path.unlink

    def unlink(file, *args, **kwargs):
        if file.name == "a":
            raise PermissionError
        vero(file, *args, **kwargs)

    monkeypatch.setattr(Path, "unlink", unlink)
    assert (spazza(adesso()), tutti()) == (1, {"profili/a"})
    assert caplog.messages == ["the orphan profili/a could not be deleted"]


def test_what_was_replaced_or_closed_leaves_no_file(privati, in_uso, django_capture_on_commit_callbacks):
    """The ways in which a file stops being named take it away by themselves; what they miss, the sweep takes."""
    persona = Profilo.objects.get().persona
    salva_profilo(persona, {}, togli_foto=True)  # its deletion waits for a commit that this test never makes
    erano = len(in_uso)
    assert len(tutti()) == erano
    with a_quest_ora(adesso() + timedelta(days=2)):
        assert spazza(adesso()) == 1
    assert len(tutti()) == erano - 1


def test_missing_and_changed_files_are_named(privati, in_uso):
    assert list(difetti()) == []
    assert "L'archivio dei file è intero." in comando()
    per_cartella = {next(c for c in CARTELLE if nome.startswith(c)): nome for nome in in_uso}
    (privati / per_cartella["documenti"]).unlink()
    (privati / per_cartella["rete/allegati"]).write_bytes(b"altro")
    (privati / per_cartella["rete/loghi"]).write_bytes(b"ridisegnato: di questo non teniamo l'impronta")
    (privati / per_cartella["profili"]).unlink()
    attesi = {
        f"{per_cartella['documenti']}: manca",
        f"{per_cartella['rete/allegati']}: è cambiato",
        f"{per_cartella['profili']}: manca",
    }
    assert set(difetti()) == attesi
    uscita = StringIO()
    with pytest.raises(CommandError, match="File da guardare: 3"):
        call_command("verifica_file", stdout=uscita)
    assert set(uscita.getvalue().splitlines()) == attesi


def comando():
    uscita = StringIO()
    call_command("verifica_file", stdout=uscita)
    return uscita.getvalue()
