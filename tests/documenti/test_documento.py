import json
import stat
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from talenti.base.cartelle import presenti
from talenti.base.clock import a_quest_ora
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.documenti import actions, firme
from talenti.documenti.actions import chiave_in_uso, emetti, nuova_chiave, revoca
from talenti.documenti.codici import a_gruppi, leggi_codice, nuovo_codice
from talenti.documenti.models import ChiaveFirma, Documento, FileCaricato
from talenti.documenti.queries import EsitoVerifica, contenuto, verifica
from talenti.registro.models import Numero, Transizione
from talenti.registro.queries import verifica as verifica_registro
from tests.factories.documenti import SISTEMA, documento, emissione, pdf
from tests.factories.luoghi import comune
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db
NOVEMBRE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def emesso():
    with a_quest_ora(NOVEMBRE):
        return documento(per=comune())


def test_emetti_exact_row_file_number_and_acts(emesso):
    emesso.refresh_from_db()
    assert (emesso.stato, emesso.protocollo, emesso.preparato_il) == ("emesso", "1/2026", NOVEMBRE)
    assert (emesso.file.nome, emesso.file.proprietario, emesso.file.sha256) == ("prova-1-2026.pdf", None, emesso.sha256)
    assert contenuto(emesso.file) == pdf(b"/Lang (it)")
    assert list(FileCaricato.objects.di(comune())) == [emesso.file]
    assert list(Transizione.objects.di(emesso).values_list("verbo", "da_stato", "a_stato", "attore")) == [
        ("prepara", "", "in_preparazione", "sistema:prova"),
        ("emetti", "in_preparazione", "emesso", "sistema:prova"),
    ]
    with a_quest_ora(NOVEMBRE):
        assert list(verifica_registro()) == []


def test_emetti_twice_is_one_document(emesso):
    assert documento(per=comune()) == emesso
    assert (Documento.objects.count(), FileCaricato.objects.count(), Numero.objects.count()) == (1, 1, 1)


def test_emetti_resumes_with_the_same_number_after_a_crash():
    def cade(_documento):
        raise MemoryError

    with pytest.raises(MemoryError):
        documento(per=comune(), disegna=cade)
    a_meta = Documento.objects.get()
    assert (a_meta.stato, a_meta.protocollo[:2], a_meta.file) == ("in_preparazione", "1/", None)
    assert verifica(a_meta.codice).esito == EsitoVerifica.SCONOSCIUTO
    assert documento(per=comune()) == a_meta
    assert list(Numero.objects.values_list("n", flat=True)) == [1]


def test_emetti_while_another_draws_the_same_keeps_one_file():
    def disegna_intanto(mezzo):
        emetti(emissione(), per=comune(), da=SISTEMA)
        return pdf(b"/Lang (en)")

    vinto = documento(per=comune(), disegna=disegna_intanto)
    assert (vinto.stato, contenuto(vinto.file)) == ("emesso", pdf(b"/Lang (it)"))
    assert [percorso for percorso, _quando in presenti("documenti")] == [vinto.file.percorso]
    assert FileCaricato.objects.count() == 1


def test_prepare_lost_to_another_takes_theirs(monkeypatch, emesso):
    assert actions._prepara(emissione(), per=comune(), da=SISTEMA) == emesso
    assert list(Numero.objects.values_list("n", flat=True)) == [1]


def test_emetti_needs_a_role():
    with pytest.raises(NonPermesso):
        documento(per=comune(), da=PersonaFactory())
    assert Documento.objects.count() == 0


def test_numbers_run_by_register_and_year():
    with a_quest_ora(datetime(2026, 12, 31, 22, 59, tzinfo=UTC)):
        primo = documento(per=comune(), chiave="a")
        altro = documento(per=comune(), chiave="b", registro="attestati")
    with a_quest_ora(datetime(2026, 12, 31, 23, 1, tzinfo=UTC)):
        dopo = documento(per=comune(), chiave="c")
    assert [uno.protocollo for uno in (primo, altro, dopo)] == ["1/2026", "1/2026", "1/2027"]


# ── Checking ──────────────────────────────────────────────────────────────────────────────────────
def test_verifica_valid_revoked_unknown(emesso):
    assert verifica(a_gruppi(emesso.codice).lower()).esito == EsitoVerifica.VALIDO
    assert verifica(nuovo_codice()).esito == EsitoVerifica.SCONOSCIUTO
    revoca(emesso, da=SISTEMA, motivo="Dati sbagliati")
    assert verifica(emesso.codice).esito == EsitoVerifica.REVOCATO


@pytest.mark.parametrize("cambio", [{"sha256": "0" * 64}, {"numero": 9}, {"firma": "A" * 86}, {"firma": "è"}])
def test_verifica_sees_a_row_changed_behind_our_back(emesso, cambio):
    Documento.objects.filter(pk=emesso.pk).update(**cambio)
    assert verifica(emesso.codice) == verifica(emesso.codice)
    assert verifica(emesso.codice).esito == EsitoVerifica.ALTERATO


@pytest.mark.parametrize("scritto", ["", "\x00", "\ud800", "a" * 10**6, "../../x", "U" * 16, "ABCD", "<script>"])
def test_hostile_codes_are_unknown(scritto):
    assert (leggi_codice(scritto), verifica(scritto).esito) == ("", EsitoVerifica.SCONOSCIUTO)


def test_code_is_read_as_people_write_it():
    assert leggi_codice(" abcd-efgh jkmn.o1il ") == "ABCDEFGHJKMN0111"
    assert a_gruppi("ABCDEFGHJKMN0111") == "ABCD-EFGH-JKMN-0111"
    assert leggi_codice(nuovo_codice()) != ""


def test_page_says_the_minimum(client, emesso, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        risposta = client.get(emesso.get_absolute_url())
    testo = risposta.content.decode()
    assert risposta.status_code == 200
    for parola in (
        "Il documento è autentico",
        "Associazione Prova",
        "n. 1/2026",
        emesso.codice_a_gruppi,
        emesso.sha256,
    ):
        assert parola in testo
    assert not risposta.cookies


def test_page_of_revoked_says_when_and_not_why(client, emesso):
    with a_quest_ora(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        revoca(emesso, da=SISTEMA, motivo="motivo riservato")
    testo = client.get(emesso.get_absolute_url()).content.decode()
    assert "martedì 1 dicembre 2026" in testo
    assert "motivo riservato" not in testo


def test_page_of_unknown_and_altered(client, emesso):
    assert client.get(reverse("documenti:verifica", args=["NIENTE"])).status_code == 404
    Documento.objects.filter(pk=emesso.pk).update(sha256="0" * 64)
    testo = client.get(emesso.get_absolute_url()).content.decode()
    assert "Non riusciamo a confermare il documento" in testo
    assert "Associazione Prova" not in testo


def test_form_leads_to_the_page(client, emesso):
    cerca = reverse("documenti:cerca_codice")
    assert client.get(cerca).status_code == 200
    risposta = client.get(cerca, {"codice": emesso.codice_a_gruppi.lower()})
    assert (risposta.status_code, risposta["Location"]) == (302, emesso.get_absolute_url())
    for scritto in ("", "ABC", "\x00", "A" * 10**5, "<script>"):
        risposta = client.get(cerca, {"codice": scritto})
        assert risposta.status_code == 200
        assert risposta.context["form"].errors


# ── Revoking ──────────────────────────────────────────────────────────────────────────────────────
def test_revoca_wants_a_reason_a_role_and_an_issued_document(emesso):
    with pytest.raises(DatoNonAccettato):
        revoca(emesso, da=SISTEMA, motivo=" ")
    with pytest.raises(NonPermesso):
        revoca(emesso, da=PersonaFactory(), motivo="perché sì")
    revoca(emesso, da=SISTEMA, motivo="Dati sbagliati")
    assert contenuto(emesso.file) == pdf(b"/Lang (it)")
    with pytest.raises(TransizioneNonAmmessa):
        revoca(emesso, da=SISTEMA, motivo="ancora")


def test_revoca_not_while_in_preparation():
    mezzo = actions._prepara(emissione(), per=comune(), da=SISTEMA)
    assert mezzo.revocato_il is None
    with pytest.raises(TransizioneNonAmmessa):
        revoca(mezzo, da=SISTEMA, motivo="presto")


@pytest.mark.parametrize("cambio", [{"stato": "x"}, {"firma": ""}, {"file": None}, {"numero": None}])
def test_documento_refuses_what_cannot_be(emesso, cambio):
    with pytest.raises(IntegrityError), transaction.atomic():
        Documento.objects.filter(pk=emesso.pk).update(**cambio)


def test_words_of_the_models(emesso):
    assert str(emesso) == "Documento di prova · Associazione Prova"
    assert str(emesso.chiave_firma) == emesso.chiave_firma.kid


# ── Keys ──────────────────────────────────────────────────────────────────────────────────────────
def test_first_key_is_made_when_needed_and_kept_private(settings):
    chiave = chiave_in_uso()
    assert chiave_in_uso() == chiave
    assert [stat.S_IMODE(file.stat().st_mode) for file in settings.CHIAVI.iterdir()] == [0o600]
    assert stat.S_IMODE(settings.CHIAVI.stat().st_mode) == 0o700
    assert "PRIVATE" not in json.dumps(chiave.jwk)


def test_old_documents_are_checked_with_the_old_key(emesso, client):
    nuova = nuova_chiave()
    dopo = documento(per=comune(), chiave="dopo")
    assert (emesso.chiave_firma.kid != nuova.kid, dopo.chiave_firma) == (True, nuova)
    assert [verifica(uno.codice).esito for uno in (emesso, dopo)] == [EsitoVerifica.VALIDO] * 2
    assert ChiaveFirma.objects.filter(ritirata_il__isnull=True).get() == nuova
    pubbliche = client.get(reverse("documenti:jwks")).json()["keys"]
    assert {chiave["kid"] for chiave in pubbliche} == {emesso.chiave_firma.kid, nuova.kid}
    assert {tuple(sorted(chiave)) for chiave in pubbliche} == {("alg", "crv", "kid", "kty", "use", "x")}


def test_key_made_at_the_same_moment_by_another_is_the_one(monkeypatch, settings):
    genera, arrivate = firme.genera, []

    def arriva_secondo(**_campi):
        raise IntegrityError

    def genera_mentre_altri_creano():
        kid, pubblica = genera()
        arrivate.append(ChiaveFirma(kid=kid, pubblica=pubblica, creata_il=NOVEMBRE))
        arrivate[0].save()
        return genera()

    monkeypatch.setattr(firme, "genera", genera_mentre_altri_creano)
    monkeypatch.setattr(ChiaveFirma.objects, "create", arriva_secondo)
    assert nuova_chiave() == arrivate[0]
    assert [file.stem for file in settings.CHIAVI.iterdir()] == [arrivate[0].kid]


def test_key_that_cannot_be_written_is_an_error_and_leaves_nothing(settings):
    with a_quest_ora(NOVEMBRE):
        chiave = chiave_in_uso()
    with a_quest_ora(datetime(2020, 1, 1, tzinfo=UTC)), pytest.raises(IntegrityError):
        nuova_chiave()
    assert [file.stem for file in settings.CHIAVI.iterdir()] == [chiave.kid]


def test_missing_private_half_is_a_sentence(settings):
    firme.butta(chiave_in_uso().kid)
    with pytest.raises(firme.ChiaveAssente) as errore:
        documento(per=comune())
    assert "manca la chiave che firma" in str(errore.value)


def test_key_of_another_kind_is_refused(settings):
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey

    chiave = chiave_in_uso()
    pem = Ed448PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (settings.CHIAVI / f"{chiave.kid}.pem").write_bytes(pem)
    with pytest.raises(TypeError, match="not an Ed25519 key"):
        firme.firma(chiave.kid, b"x")


def test_command_lists_and_rotates():
    def stati(*opzioni):
        uscita = StringIO()
        call_command("chiavi_firma", *opzioni, stdout=uscita)
        return [riga.split("UTC", 1)[1].split()[0] for riga in uscita.getvalue().splitlines()]

    chiave_in_uso()
    assert stati() == ["in"]
    assert stati("--ruota") == ["in", "ritirata"]


def test_office_sees_documents_by_role_and_no_list_of_files(emesso):
    estranea, tecnica = PersonaFactory(), PersonaFactory(is_superuser=True)
    assert list(Documento.objects.visibili_in_ufficio(estranea)) == []
    assert list(Documento.objects.visibili_in_ufficio(tecnica)) == [emesso]
    assert list(FileCaricato.objects.visibili_in_ufficio(tecnica)) == []
