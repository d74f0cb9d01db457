"""Revoking an issued document: the office's page, what it writes, what whoever checks the paper reads."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from talenti.base.clock import a_quest_ora
from talenti.documenti.actions import revoca
from talenti.documenti.enums import MotivoPubblico
from talenti.documenti.models import Documento
from talenti.registro.actions import cancella_dettaglio
from talenti.registro.models import Transizione
from talenti.rete import ruoli
from talenti.rete.models import Appartenenza
from tests.factories import rete
from tests.factories.documenti import SISTEMA, documento
from tests.factories.luoghi import comune
from tests.factories.persone import PersonaFactory, con_fattore

pytestmark = pytest.mark.django_db
ORA = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
COMPILATO = {"motivo": "Il nome è sbagliato.", "in_pubblico": "errore", "confermo": "on"}


@pytest.fixture
def emesso():
    with a_quest_ora(ORA):
        return documento(per=comune())


@pytest.fixture
def lea(client):
    lea = con_fattore(PersonaFactory())
    rete.capofila(lea, nome="Guida")
    client.force_login(lea)
    return lea


def pagina(uno):
    return reverse("admin:documenti_documento_revoca", args=[uno.pk])


def scheda(uno):
    return reverse("admin:documenti_documento_change", args=[uno.pk])


def test_the_card_leads_to_the_page_and_the_page_revokes(client, lea, emesso):
    assert pagina(emesso) in client.get(scheda(emesso)).content.decode()
    testo = client.get(pagina(emesso)).content.decode()
    for parola in ("Revoca il documento", "Associazione Prova", "n. 1/2026", "Non si torna indietro"):
        assert parola in testo
    with a_quest_ora(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        risposta = client.post(pagina(emesso), COMPILATO)
    assert (risposta.status_code, risposta["Location"]) == (302, scheda(emesso))
    emesso.refresh_from_db()
    atto = Transizione.objects.di(emesso).last()
    assert (emesso.stato, atto.verbo, atto.attore, atto.dettaglio.dati) == (
        "revocato",
        "revoca",
        f"persona:{lea.pk}",
        {"in_pubblico": "errore", "motivo": "Il nome è sbagliato."},
    )
    assert pagina(emesso) not in client.get(scheda(emesso)).content.decode()


@pytest.mark.parametrize(
    ("cambio", "frase"),
    [
        ({"motivo": " "}, "Scrivi il motivo: chi lo riceve deve poter capire."),
        ({"motivo": ""}, "Scrivi il motivo: chi lo riceve deve poter capire."),
        ({"confermo": ""}, "Segna la casella per confermare: non si torna indietro."),
        ({"in_pubblico": "altro"}, "Scegli una delle frasi."),
    ],
)
def test_the_page_asks_for_reason_and_yes(client, lea, emesso, cambio, frase):
    risposta = client.post(pagina(emesso), COMPILATO | cambio)
    assert risposta.status_code == 200
    assert frase in risposta.content.decode()
    emesso.refresh_from_db()
    assert emesso.stato == "emesso"


def test_revoked_meanwhile_is_a_sentence(client, lea, emesso):
    revoca(emesso, da=SISTEMA, motivo="Prima io.")
    risposta = client.post(pagina(emesso), COMPILATO)
    assert "Lo stato è già «Revocato»" in risposta.content.decode()
    assert Transizione.objects.di(emesso).filter(verbo="revoca").count() == 1


def test_a_document_under_way_is_not_offered(client, lea):
    uno = Documento.objects.create(chiave="x", oggetto_id=1, preparato_il=ORA)
    assert pagina(uno) not in client.get(scheda(uno)).content.decode()
    assert client.post(pagina(uno), COMPILATO).status_code == 200
    assert Transizione.objects.di(uno).count() == 0


def test_whoever_has_lost_the_role_meanwhile_is_refused(client, lea, emesso, monkeypatch):
    monkeypatch.setattr("talenti.documenti.ufficio.richiedi", lambda *_args: Appartenenza.objects.all().delete())
    assert client.post(pagina(emesso), COMPILATO).status_code == 403
    emesso.refresh_from_db()
    assert emesso.stato == "emesso"


def test_only_who_coordinates_the_network_revokes():
    chi = [ruolo for ruolo in ruoli.RUOLI if "documenti.revoca_documento" in ruoli.RUOLI[ruolo].permessi]
    assert chi == [ruoli.COORDINAMENTO]


# ── What the public reads ─────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("scelto", [valore for valore in MotivoPubblico.values if valore])
def test_the_public_reads_the_chosen_sentence_and_never_the_reason(client, emesso, scelto):
    with a_quest_ora(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        revoca(emesso, da=SISTEMA, motivo="Marta non lavora più qui.", in_pubblico=scelto)
    testo = client.get(emesso.get_absolute_url()).content.decode()
    assert "Il documento è stato revocato" in testo
    assert "martedì 1 dicembre 2026" in testo
    assert f"Perché: {MotivoPubblico(scelto).label}" in testo
    assert "Marta" not in testo


def test_nothing_chosen_or_erased_says_nothing(client, emesso):
    assert (emesso.revocato_il, emesso.revocato_perche) == (None, "")
    revoca(emesso, da=SISTEMA, motivo="Riservato.", in_pubblico="errore")
    assert emesso.revocato_perche == "Conteneva un errore."
    cancella_dettaglio(Transizione.objects.di(emesso).get(verbo="revoca"))
    assert emesso.revocato_perche == ""
    altro = documento(per=comune(), chiave="altro")
    revoca(altro, da=SISTEMA, motivo="Riservato.")
    assert Transizione.objects.di(altro).get(verbo="revoca").dettaglio.dati == {"motivo": "Riservato."}
    assert "Perché:" not in client.get(altro.get_absolute_url()).content.decode()


def test_a_public_reason_that_is_not_of_ours_is_refused(emesso):
    with pytest.raises(ValueError, match="not a valid"):
        revoca(emesso, da=SISTEMA, motivo="x", in_pubblico="Marta ha rubato.")
    assert Transizione.objects.di(emesso).count() == 2
