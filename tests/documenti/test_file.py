import json
import stat

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from talenti.base.cartelle import presenti
from talenti.base.exceptions import NonPermesso, TransizioneNonAmmessa
from talenti.base.files import FileRovinato
from talenti.documenti import deposito
from talenti.documenti.actions import affida, carica, elimina
from talenti.documenti.dati import DATI_PERSONALI
from talenti.documenti.models import FileCaricato
from talenti.documenti.queries import contenuto
from talenti.documenti.rules import chi_puo_leggere
from talenti.luoghi.models import Comune
from talenti.persone.actions import chiudi
from talenti.registro.actions import sigilla
from talenti.registro.models import Dettaglio, Transizione
from talenti.registro.queries import verifica as verifica_registro
from tests.factories.documenti import SISTEMA, documento, file_caricato, immagine, mandato, pdf
from tests.factories.luoghi import comune
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def persona():
    return PersonaFactory()


@pytest.fixture
def leggono_tutti(monkeypatch):
    monkeypatch.setitem(chi_puo_leggere, "luoghi.comune", lambda persona, file: True)


def test_carica_exact_row_bytes_and_act(persona):
    file = carica(mandato(pdf(), "C:\\Users\\io\\bilan\u202ecio.pdf"), per=persona, da=persona)
    assert FileCaricato.objects.values(
        "oggetto_tipo", "oggetto_id", "proprietario", "nome", "tipo", "byte", "stato"
    ).get() == {
        "oggetto_tipo": "persone.persona",
        "oggetto_id": persona.pk,
        "proprietario": persona.pk,
        "nome": "bilancio.pdf",
        "tipo": "pdf",
        "byte": len(pdf()),
        "stato": "presente",
    }
    assert contenuto(file) == pdf()
    assert list(Transizione.objects.di(file).values_list("verbo", "attore", "a_stato")) == [
        ("carica", f"persona:{persona.pk}", "presente")
    ]
    assert Transizione.objects.di(file).get().dettaglio.dati == {"nome": "bilancio.pdf", "sha256": file.sha256}


def test_stored_bytes_are_private_and_unnamed(persona, settings):
    file = file_caricato(per=persona, da=persona, contenuto=immagine(), nome="segreto.jpg")
    intero = settings.PRIVATI / file.percorso
    assert "segreto" not in file.percorso
    assert stat.S_IMODE(intero.stat().st_mode) == 0o600
    assert stat.S_IMODE(intero.parent.stat().st_mode) & 0o077 == 0
    assert intero.suffix == ""


def test_nothing_is_ever_overwritten(monkeypatch):
    monkeypatch.setattr("talenti.documenti.deposito.secrets.token_hex", lambda n: "ab" * n)
    percorso = deposito.scrivi(b"primo")
    with pytest.raises(FileExistsError):
        deposito.scrivi(b"secondo")
    assert deposito.leggi(percorso) == b"primo"


@pytest.mark.parametrize("percorso", ["../chiave_segreta", "/etc/passwd", "documenti/../../x", "rete/allegati/x"])
def test_paths_outside_are_refused(percorso):
    with pytest.raises(ValueError, match="not a path of ours"):
        deposito.leggi(percorso)


def test_changed_or_missing_bytes_are_not_given(persona, settings, caplog):
    file = file_caricato(per=persona, da=persona)
    (settings.PRIVATI / file.percorso).write_bytes(b"altro")
    with pytest.raises(FileRovinato):
        contenuto(file)
    deposito.togli(file.percorso)
    with pytest.raises(FileRovinato):
        contenuto(file)
    assert [riga.levelname for riga in caplog.records] == ["ERROR", "ERROR"]


def test_elimina_takes_bytes_and_name_and_leaves_the_trace(persona, django_capture_on_commit_callbacks):
    file = file_caricato(per=persona, da=persona)
    with django_capture_on_commit_callbacks(execute=True):
        elimina(file, da=persona)
    file.refresh_from_db()
    assert (file.stato, file.nome, list(presenti("documenti"))) == ("eliminato", "", [])
    assert list(Transizione.objects.di(file).values_list("verbo", flat=True)) == ["carica", "elimina"]
    with pytest.raises(TransizioneNonAmmessa):
        elimina(file, da=persona)


def test_elimina_takes_the_name_out_of_the_log_and_leaves_it_whole(persona):
    file = file_caricato(per=persona, da=persona, nome="diagnosi di Marta.pdf")
    altro = file_caricato(per=persona, da=persona, nome="altro.pdf")
    sigilla()
    elimina(file, da=persona)
    assert [(t.verbo, t.dettaglio.dati, t.dettaglio.sale == "") for t in Transizione.objects.di(file)] == [
        ("carica", None, True),
        ("elimina", {}, False),
    ]
    assert Transizione.objects.di(altro).get().dettaglio.dati["nome"] == "altro.pdf"
    assert list(verifica_registro()) == []


def test_elimina_refused_erases_nothing(persona):
    file = file_caricato(per=persona, da=persona)
    with pytest.raises(NonPermesso):
        elimina(file, da=PersonaFactory())
    assert Transizione.objects.di(file).get().dettaglio.dati["nome"] == "relazione.pdf"


def test_elimina_only_by_who_uploaded(persona):
    file = file_caricato(per=persona, da=persona)
    with pytest.raises(NonPermesso) as errore:
        elimina(file, da=PersonaFactory())
    assert errore.value.codice == "file_non_tuo"


def test_elimina_not_an_issued_document(persona):
    file = documento(per=persona, da=SISTEMA).file
    FileCaricato.objects.filter(pk=file.pk).update(proprietario=persona)
    file = FileCaricato.objects.get(pk=file.pk)
    with pytest.raises(NonPermesso) as errore:
        elimina(file, da=persona)
    assert errore.value.codice == "file_di_documento"


def test_affida_gives_a_draft_file_to_its_object(persona):
    file = file_caricato(per=persona, da=persona)
    affida(file, a=comune(), da=persona)
    assert list(FileCaricato.objects.di(comune())) == [file]
    assert list(FileCaricato.objects.di(persona)) == []


@pytest.mark.parametrize("cambio", [{"tipo": "exe"}, {"stato": "x"}, {"byte": 0}, {"sha256": ""}])
def test_file_refuses_what_cannot_be(persona, cambio):
    file = file_caricato(per=persona, da=persona)
    with pytest.raises(IntegrityError), transaction.atomic():
        FileCaricato.objects.filter(pk=file.pk).update(**cambio)


# ── Reading ───────────────────────────────────────────────────────────────────────────────────────
def scarica(client, file, **parametri):
    return client.get(reverse("documenti:scarica", args=[file.codice]), parametri)


def test_scarica_gives_the_bytes_and_nothing_that_runs(client, persona):
    file = file_caricato(per=persona, da=persona, nome='rela"zione è.pdf')
    client.force_login(persona)
    risposta = scarica(client, file)
    assert (risposta.status_code, risposta.content) == (200, pdf())
    intestazioni = {nome: risposta[nome] for nome in ("Content-Type", "X-Content-Type-Options", "Cache-Control")}
    assert intestazioni == {
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    assert risposta["Content-Disposition"] == "attachment; filename*=utf-8''rela%22zione%20%C3%A8.pdf"
    assert risposta["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    assert client.head(file.get_absolute_url()).status_code == 200
    assert client.post(file.get_absolute_url()).status_code == 405


@pytest.mark.parametrize(
    ("contenuto_mandato", "nome", "disposizione"),
    [
        (pdf(), "a.pdf", 'inline; filename="a.pdf"'),
        (immagine("PNG"), "a.png", 'inline; filename="a.png"'),
        (None, "a.docx", 'attachment; filename="a.docx"'),
    ],
)
def test_only_pdf_and_pictures_are_shown(client, persona, contenuto_mandato, nome, disposizione):
    from tests.factories.documenti import docx

    file = file_caricato(per=persona, da=persona, contenuto=contenuto_mandato or docx(), nome=nome)
    client.force_login(persona)
    assert scarica(client, file, mostra="1")["Content-Disposition"] == disposizione


def test_reading_by_role(client, persona, leggono_tutti):
    proprio = file_caricato(per=persona, da=persona)
    pubblico = file_caricato(per=comune(), da=persona)
    assert scarica(client, proprio).status_code == 302
    estranea = PersonaFactory()
    client.force_login(estranea)
    assert scarica(client, proprio).status_code == 404
    assert scarica(client, pubblico).status_code == 200
    client.force_login(persona)
    assert scarica(client, proprio).status_code == 200
    assert client.get(reverse("documenti:scarica", args=["x" * 24])).status_code == 404


def test_files_of_a_model_that_says_nothing_are_of_who_uploaded(client, persona):
    assert "luoghi.comune" not in chi_puo_leggere
    file = file_caricato(per=comune(), da=persona)
    di_nessuno = file_caricato(per=comune(), da=SISTEMA)
    client.force_login(PersonaFactory())
    assert (scarica(client, file).status_code, scarica(client, di_nessuno).status_code) == (404, 404)
    client.force_login(persona)
    assert scarica(client, file).status_code == 200


def test_deleted_file_is_not_there_any_more(client, persona):
    file = file_caricato(per=persona, da=persona)
    elimina(file, da=persona)
    client.force_login(persona)
    assert scarica(client, file).status_code == 404


def test_broken_file_is_a_sentence_not_a_crash(client, persona):
    file = file_caricato(per=persona, da=persona)
    deposito.togli(file.percorso)
    client.force_login(persona)
    risposta = scarica(client, file)
    assert risposta.status_code == 409
    assert "è rovinato o manca" in risposta.content.decode()


# ── Data of a person ──────────────────────────────────────────────────────────────────────────────
def test_export_gives_every_file_under_its_own_name(persona):
    primo = file_caricato(per=persona, da=persona, nome="a.pdf")
    secondo = file_caricato(per=comune(), da=persona, nome="a.pdf")
    rotto = file_caricato(per=comune(), da=persona, nome="rotto.pdf")
    deposito.togli(rotto.percorso)
    file_caricato(per=comune(), da=PersonaFactory())
    nomi = [f"{primo.pk}-a.pdf", f"{secondo.pk}-a.pdf"]
    assert list(DATI_PERSONALI.file(persona)) == [(nome, pdf()) for nome in nomi]
    voci = DATI_PERSONALI.esporta(persona)
    assert [voce["nell_archivio"] for voce in voci] == [*nomi, f"{rotto.pk}-rotto.pdf"]


def test_closing_erases_her_own_and_unnames_the_rest(persona):
    proprio = file_caricato(per=persona, da=persona)
    dell_ente = file_caricato(per=comune(), da=persona)
    frasi = DATI_PERSONALI.chiudi(persona)
    assert [str(frase) for frase in frasi] == [
        "Resta 1 file che hai caricato per un’organizzazione: fa parte dei suoi atti, senza il tuo nome."
    ]
    proprio.refresh_from_db()
    dell_ente.refresh_from_db()
    assert (proprio.stato, dell_ente.stato, dell_ente.proprietario) == ("eliminato", "presente", None)
    assert DATI_PERSONALI.chiudi(PersonaFactory()) == []


def test_a_closed_account_leaves_no_name_of_her_files_anywhere(persona):
    file_caricato(per=persona, da=persona, nome="diagnosi.pdf")
    dell_ente = file_caricato(per=comune(), da=persona, nome="statuto.pdf")
    chiudi(persona, da=persona)
    detti = [json.dumps(dati) for dati in Dettaglio.objects.values_list("dati", flat=True)]
    assert [sum(nome in detto for detto in detti) for nome in ("diagnosi", "statuto")] == [0, 1]
    assert FileCaricato.objects.exclude(pk=dell_ente.pk).get().nome == ""
    assert list(verifica_registro()) == []


def test_words_of_the_file(persona):
    assert str(file_caricato(per=persona, da=persona)) == "relazione.pdf"
    assert Comune.objects.count() == 116
