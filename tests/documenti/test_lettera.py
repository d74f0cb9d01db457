"""The admission letter, from the act to the paper."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from talenti.avvisi.models import Avviso
from talenti.base.clock import a_quest_ora
from talenti.base.permissions import Sistema, puo
from talenti.documenti import lettere
from talenti.documenti.actions import revoca
from talenti.documenti.models import Documento
from talenti.documenti.queries import contenuto
from talenti.registro import tasks
from talenti.registro.actions import annuncia
from talenti.registro.models import Annuncio, Transizione
from talenti.rete.actions.proposta import ammetti
from talenti.rete.models import Appartenenza, Partecipazione, Partner
from talenti.rete.proiezione import proietta
from tests.factories.documenti import documento
from tests.factories.luoghi import comune
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db
PROPOSTA = datetime(2026, 11, 2, 9, tzinfo=UTC)
AMMISSIONE = datetime(2026, 11, 20, 9, tzinfo=UTC)
SISTEMA = Sistema("prova")


def partner(**campi):
    base = {
        "nome": "Associazione Prova Musicale",
        "tipo": "associazione",
        "stato": "in_esame",
        "indirizzo": "via Inventata 12",
        "comune": comune("Soresina"),
        "email": "prova@example.org",
        "codice_fiscale": "00297960197",
        "in_una_frase": "Suona.",
        "creato_il": PROPOSTA,
        "aggiornato_il": PROPOSTA,
        "proposto_il": PROPOSTA,
    }
    return Partner.objects.create(proposto_da=PersonaFactory(), **(base | campi))


@pytest.fixture
def ammesso():
    uno = partner()
    Appartenenza.objects.create(persona=uno.proposto_da, partner=uno, ruolo="amministrazione", dal=PROPOSTA.date())
    Partecipazione.objects.create(partner=uno, azione="eventi", dal=PROPOSTA.date())
    with a_quest_ora(AMMISSIONE):
        ammetti(uno, da=SISTEMA)
        annuncia()
    uno.refresh_from_db()
    return uno


def test_admission_gives_one_signed_letter(ammesso):
    lettera = Documento.objects.get()
    assert (lettera.stato, lettera.genere, lettera.intestatario) == (
        "emesso",
        "lettera-ammissione",
        "Associazione Prova Musicale",
    )
    assert (lettera.oggetto_tipo, lettera.oggetto_id, lettera.protocollo) == ("rete.partner", ammesso.pk, "1/2026")
    assert contenuto(lettera.file).startswith(b"%PDF-1.7")
    assert list(Annuncio.objects.filter(fatto_il=None)) == []


def test_letter_is_drawn_by_a_worker_never_in_the_request(monkeypatch, django_capture_on_commit_callbacks):
    chieste = []
    monkeypatch.setattr(tasks.annuncia, "apply_async", lambda **modo: chieste.append(modo["kwargs"]))
    uno = partner()
    with django_capture_on_commit_callbacks(execute=True):
        ammetti(uno, da=SISTEMA)
    t = Transizione.objects.di(uno).get(verbo="ammetti")
    assert (chieste, Documento.objects.count()) == ([{"transizione": t.pk}], 0)
    tasks.spazza_annunci()
    assert Documento.objects.get().stato == "emesso"


def test_told_twice_is_one_letter(ammesso):
    lettere.lettera_di_ammissione(Transizione.objects.di(ammesso).get(verbo="ammetti"))
    assert Documento.objects.count() == 1


def test_letter_says_who_when_and_what(ammesso):
    assert lettere._paragrafi_ammissione(ammesso) == [
        (
            "Si comunica che «Associazione Prova Musicale» è parte della rete Talenti Diffusi "
            "da venerdì 20 novembre 2026, con il numero di ammissione 1/2026."
        ),
        (
            "La decisione segue l’esame della proposta ricevuta lunedì 2 novembre 2026 "
            "e dei documenti che la accompagnano."
        ),
        "La partecipazione riguarda: Eventi.",
        (
            "Chi amministra l’organizzazione può aggiornarne la pagina, invitare altre persone e affidare loro "
            "un ruolo, accedendo al portale."
        ),
        "La comunicazione resta disponibile, firmata, nell’area riservata dell’organizzazione.",
    ]


def test_letter_comes_from_the_lead_partner(ammesso, settings):
    lettera = Documento.objects.get()
    assert lettere.contesto_lettera(lettera)["ente"] == {"nome": settings.TITOLARE_DATI, "righe": []}
    Partner.objects.filter(pk=ammesso.pk).update(capofila=True)
    assert lettere.contesto_lettera(lettera)["ente"] == {
        "nome": "Associazione Prova Musicale",
        "righe": ["via Inventata 12", "26015 Soresina", "prova@example.org"],
    }
    assert lettere.contesto_lettera(lettera)["indirizzo_verifica"] == (
        f"{settings.INDIRIZZO_SITO}/verifica/{lettera.codice}/"
    )


def test_whoever_runs_it_is_told_where_the_letter_is(ammesso):
    lettera = Documento.objects.get()
    avviso = Avviso.objects.get(transizione__oggetto_tipo="documenti.documento")
    assert (avviso.persona, avviso.oggetto) == (
        ammesso.proposto_da,
        "È pronto un documento per la tua organizzazione",
    )
    revoca(lettera, da=SISTEMA, motivo="Nome sbagliato")
    assert list(
        Avviso.objects.filter(transizione__oggetto_tipo="documenti.documento")
        .order_by("pk")
        .values_list("oggetto", flat=True)
    ) == ["È pronto un documento per la tua organizzazione", "Un documento della tua organizzazione non vale più"]


def test_letter_is_read_by_the_members_alone(client, ammesso):
    indirizzo = Documento.objects.get().file.get_absolute_url()
    client.force_login(PersonaFactory())
    assert client.get(indirizzo).status_code == 404
    membro = PersonaFactory()
    Appartenenza.objects.create(persona=membro, partner=ammesso, ruolo="collaborazione", dal=PROPOSTA.date())
    proietta(ammesso)
    client.force_login(membro)
    assert client.get(indirizzo).status_code == 200
    assert client.get(reverse("documenti:verifica", args=[Documento.objects.get().codice])).status_code == 200


def test_files_of_a_partner_that_is_no_more_are_nobodys(ammesso):
    lettera = Documento.objects.get().file
    lettera.oggetto_id = 0
    assert not puo(ammesso.proposto_da, "documenti.leggi_file", lettera)


def test_documents_of_other_things_are_told_to_nobody():
    documento(per=comune())
    assert Avviso.objects.filter(transizione__oggetto_tipo="documenti.documento").count() == 0
