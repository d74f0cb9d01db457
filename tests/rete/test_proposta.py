"""From the draft to the decision: exact row, transition and notices of each verb."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.storage import default_storage

from talenti.base.clock import a_quest_ora, oggi
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import Sistema
from talenti.rete import actions
from talenti.rete.models import Allegato, Appartenenza, DocumentoRichiesto, NomePartner, Partner
from tests.factories import rete
from tests.factories.luoghi import comune
from tests.factories.persone import PersonaFactory
from tests.rete.lettura import avvisi, dati, ultima

pytestmark = pytest.mark.django_db

ORA = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _orologio():
    with a_quest_ora(ORA):
        yield


@pytest.fixture
def giulia():
    return PersonaFactory(email="giulia@example.org", nome="Giulia", cognome="Prova")


@pytest.fixture
def lea():
    """Coordinates the network."""
    lea = PersonaFactory(email="lea@example.org", nome="Lea", cognome="Guida")
    rete.capofila(lea)
    return lea


def stato(partner):
    return Partner.objects.values_list("stato", flat=True).get(pk=partner.pk)


def test_comincia_bozza_gives_back_the_draft_already_begun(giulia):
    prima = actions.comincia_bozza(da=giulia)
    assert actions.comincia_bozza(da=giulia) == prima
    assert list(Partner.objects.values_list("stato", "proposto_da")) == [("bozza", giulia.pk)]


def test_comincia_bozza_wants_an_adult():
    with pytest.raises(NonPermesso) as errore:
        actions.comincia_bozza(da=PersonaFactory(minore=True))
    assert errore.value.codice == "minorenne"
    with pytest.raises(NonPermesso) as errore:
        actions.comincia_bozza(da=PersonaFactory(nato_il=None))
    assert errore.value.codice == "eta_ignota"


def test_salva_bozza_keeps_what_was_written_and_leaves_no_trace(giulia):
    partner = actions.comincia_bozza(da=giulia)
    actions.salva_bozza(
        partner, da=giulia, campi={"nome": "Radio", "comune": comune("Crema")}, azioni={"eventi": "Feste"}
    )
    actions.salva_bozza(partner, da=giulia, campi={}, azioni={"redazione": "Video"})
    salvata = Partner.objects.get(pk=partner.pk)
    assert (salvata.nome, salvata.comune.nome, salvata.responsabile) == ("Radio", "Crema", None)
    assert list(salvata.partecipazioni.values_list("azione", "che_cosa")) == [("redazione", "Video")]
    with pytest.raises(AttributeError):
        ultima(partner)


def test_salva_bozza_of_an_informal_group_makes_its_author_answer_for_it(giulia):
    partner = actions.comincia_bozza(da=giulia)
    actions.salva_bozza(partner, da=giulia, campi={"tipo": "gruppo_informale"})
    assert Partner.objects.get().responsabile == giulia
    actions.salva_bozza(partner, da=giulia, campi={"tipo": "associazione"})
    assert Partner.objects.get().responsabile is None


def test_salva_bozza_refuses_strangers_sent_proposals_and_unknown_fields(giulia):
    partner = rete.bozza(giulia)
    with pytest.raises(NonPermesso) as errore:
        actions.salva_bozza(partner, da=PersonaFactory(), campi={"nome": "Mia"})
    assert errore.value.codice == "di_un_altro"
    with pytest.raises(ValueError, match="capofila"):
        actions.salva_bozza(partner, da=giulia, campi={"capofila": True})
    actions.proponi(partner, da=giulia)
    with pytest.raises(TransizioneNonAmmessa):
        actions.salva_bozza(partner, da=giulia, campi={"nome": "Altro"})


def test_scarta_bozza_deletes_it_when_it_was_never_sent(giulia):
    actions.scarta_bozza(rete.bozza(giulia), da=giulia)
    assert Partner.objects.count() == 0


def test_scarta_bozza_that_was_once_sent_goes_back_to_withdrawn(giulia):
    partner = rete.proposto(giulia)
    actions.ritira(partner, da=giulia)
    actions.riprendi(partner, da=giulia)
    actions.scarta_bozza(partner, da=giulia)
    assert ultima(partner) == ("abbandona", "bozza", "ritirato", f"persona:{giulia.pk}")


def test_proponi_sends_the_draft_and_tells_everybody(giulia, lea):
    partner = rete.bozza(giulia, nome="Radio Città")
    actions.proponi(partner, da=giulia)
    salvato = Partner.objects.get(pk=partner.pk)
    assert (salvato.stato, salvato.slug, salvato.proposto_il) == ("proposto", "radio-citta", ORA)
    assert salvato.esame_entro == date(2026, 4, 1)
    assert list(Appartenenza.objects.filter(partner=partner).values_list("persona", "ruolo", "dal", "al")) == [
        (giulia.pk, "amministrazione", date(2026, 3, 2), None)
    ]
    assert ultima(partner) == ("proponi", "bozza", "proposto", f"persona:{giulia.pk}")
    assert avvisi(partner) == [
        ("giulia@example.org", "Proposta inviata: Radio Città", f"/rete/proponi/{partner.codice}/"),
        ("lea@example.org", "Nuova proposta: Radio Città", f"/admin/rete/partner/{partner.pk}/esame/"),
    ]


def test_proponi_answers_on_a_working_day(giulia):
    with a_quest_ora(datetime(2026, 3, 5, 9, 0, tzinfo=UTC)):  # thirty days later is Easter eve, a Saturday
        partner = rete.proposto(giulia)
    assert partner.esame_entro == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("campi", "frase"),
    [
        ({"tipo": ""}, "Scegli che cosa siete."),
        ({"nome": ""}, "Scrivi il nome dell'organizzazione."),
        ({"comune": None}, "Scegli il comune."),
        ({"codice_fiscale": ""}, "Scrivi il codice fiscale dell'organizzazione."),
        ({"in_una_frase": ""}, "Scrivi in una frase che cosa fate."),
        ({"email": ""}, "Scrivi un'email a cui la rete può rispondervi."),
        ({"azioni": {}}, "Scegli almeno un'azione a cui prendere parte."),
    ],
)
def test_proponi_says_what_is_missing(giulia, campi, frase):
    partner = rete.bozza(giulia, **campi)
    with pytest.raises(DatoNonAccettato) as errore:
        actions.proponi(partner, da=giulia)
    assert (str(errore.value.frase), stato(partner)) == (frase, "bozza")


def test_proponi_an_informal_group_needs_no_tax_code(giulia):
    partner = rete.proposto(giulia, tipo="gruppo_informale", codice_fiscale="")
    assert (partner.stato, partner.responsabile) == ("proposto", giulia)


def test_proponi_gives_an_address_that_is_free(giulia):
    rete.proposto(nome="Radio")
    assert rete.proposto(nome="Radio!").slug == "radio-2"
    assert rete.proposto(nome="Proponi").slug == "proponi-2"
    senza_lettere = rete.proposto(nome="音楽")
    assert senza_lettere.slug == senza_lettere.codice


def test_ritira_gives_the_address_back_and_tells_the_lead(giulia, lea):
    partner = rete.proposto(giulia, nome="Radio")
    actions.ritira(partner, da=giulia)
    assert (partner.stato, partner.slug) == ("ritirato", partner.codice)
    assert avvisi(partner) == [("lea@example.org", "Proposta ritirata: Radio", "")]
    assert rete.proposto(nome="Radio").slug == "radio"


def test_riprendi_makes_a_draft_again_of_what_was_refused(giulia, lea):
    partner = rete.in_esame(lea, giulia)
    actions.respingi(partner, motivo="Manca lo statuto.", da=lea)
    actions.riprendi(partner, da=giulia)
    salvato = Partner.objects.get(pk=partner.pk)
    assert (salvato.stato, salvato.esito, salvato.deciso_il, salvato.deciso_da, salvato.in_mano_a) == (
        "bozza",
        "",
        None,
        "",
        None,
    )
    assert ultima(partner) == ("riprendi", "respinto", "bozza", f"persona:{giulia.pk}")
    actions.proponi(partner, da=giulia)
    assert list(partner.appartenenze.values_list("persona", "ruolo")) == [(giulia.pk, "amministrazione")]


def test_prendi_in_esame_says_who_reads_it(giulia, lea):
    partner = rete.proposto(giulia, nome="Radio")
    actions.prendi_in_esame(partner, da=lea)
    assert Partner.objects.values_list("stato", "in_mano_a").get(pk=partner.pk) == ("in_esame", lea.pk)
    assert avvisi(partner) == [("giulia@example.org", "Proposta in esame: Radio", f"/rete/proponi/{partner.codice}/")]


def test_nobody_examines_her_own_proposal(lea):
    partner = rete.proposto(lea)
    with pytest.raises(NonPermesso) as errore:
        actions.prendi_in_esame(partner, da=lea)
    assert errore.value.codice == "propria"


def test_chiedi_integrazione_asks_for_items_by_a_day(giulia, lea):
    partner = rete.in_esame(lea, giulia, nome="Radio")
    actions.chiedi_integrazione(
        partner, voci=["Statuto ", "", "Atto"], entro=date(2026, 3, 12), da=lea, motivo="Grazie"
    )
    assert list(DocumentoRichiesto.objects.values_list("partner", "voce", "entro", "chiesto_il", "mandato_il")) == [
        (partner.pk, "Statuto", date(2026, 3, 12), ORA, None),
        (partner.pk, "Atto", date(2026, 3, 12), ORA, None),
    ]
    assert ultima(partner) == ("chiedi_integrazione", "in_esame", "integrazione", f"persona:{lea.pk}")
    assert dati(partner) == {"voci": ["Statuto", "Atto"], "entro": "2026-03-12", "motivo": "Grazie"}
    assert avvisi(partner) == [
        ("giulia@example.org", "Servono documenti: Radio", f"/rete/proponi/{partner.codice}/documenti/")
    ]


@pytest.mark.parametrize(
    ("voci", "entro", "campo"),
    [
        ([" "], date(2026, 3, 12), "voci"),
        (["a"] * 11, date(2026, 3, 12), "voci"),
        (["Atto"], date(2026, 3, 2), "entro"),
    ],
)
def test_chiedi_integrazione_refuses_what_nobody_could_answer(lea, voci, entro, campo):
    partner = rete.in_esame(lea)
    with pytest.raises(DatoNonAccettato) as errore:
        actions.chiedi_integrazione(partner, voci=voci, entro=entro, da=lea)
    assert (errore.value.campo, stato(partner)) == (campo, "in_esame")


def test_allega_keeps_one_file_an_item(giulia, lea):
    partner = rete.in_integrazione(lea, giulia)
    documento = partner.documenti_richiesti.get()
    actions.allega(documento, caricato=rete.caricato("vecchio.pdf"), da=giulia)
    primo = documento.allegato.file.name
    nuovo = actions.allega(documento, caricato=rete.caricato("../nuovo.pdf"), da=giulia)
    assert list(Allegato.objects.values_list("nome", "tipo", "byte", "caricato_da")) == [
        ("nuovo.pdf", "application/pdf", len(rete.PDF), giulia.pk)
    ]
    with default_storage.open(nuovo.file.name) as aperto:
        assert aperto.read() == rete.PDF
    assert primo != nuovo.file.name


def test_allega_refuses_a_file_that_is_not_what_it_says(giulia, lea):
    partner = rete.in_integrazione(lea, giulia)
    with pytest.raises(DatoNonAccettato) as errore:
        actions.allega(partner.documenti_richiesti.get(), caricato=rete.caricato("x.pdf", b"<svg/>"), da=giulia)
    assert (errore.value.codice, Allegato.objects.count()) == ("tipo", 0)


def test_allega_is_of_who_follows_the_proposal(giulia, lea):
    documento = rete.in_integrazione(lea, giulia).documenti_richiesti.get()
    with pytest.raises(NonPermesso):
        actions.allega(documento, caricato=rete.caricato(), da=PersonaFactory())


def test_allega_after_sending_leaves_no_file_behind(giulia, lea, settings, tmp_path):
    partner = rete.in_integrazione(lea, giulia)
    documento = partner.documenti_richiesti.get()
    actions.allega(documento, caricato=rete.caricato(), da=giulia)
    actions.integra(partner, da=giulia)
    prima = set(default_storage.listdir("rete/allegati")[1])
    with pytest.raises(TransizioneNonAmmessa):
        actions.allega(documento, caricato=rete.caricato(), da=giulia)
    assert set(default_storage.listdir("rete/allegati")[1]) == prima


def test_integra_wants_every_item(giulia, lea):
    partner = rete.in_integrazione(lea, giulia, voci=("Statuto", "Atto"))
    actions.allega(partner.documenti_richiesti.first(), caricato=rete.caricato(), da=giulia)
    with pytest.raises(DatoNonAccettato) as errore:
        actions.integra(partner, da=giulia)
    assert str(errore.value.frase) == "Manca ancora: Atto. Carica il file e poi manda tutto insieme."
    assert stato(partner) == "integrazione"


def test_integra_sends_the_documents_and_the_time_goes_on(giulia, lea):
    partner = rete.in_integrazione(lea, giulia, nome="Radio")
    allegato = actions.allega(partner.documenti_richiesti.get(), caricato=rete.caricato(), da=giulia)
    mandati = ORA + timedelta(days=9)
    with a_quest_ora(mandati):
        actions.integra(partner, da=giulia)
    assert Partner.objects.values_list("stato", "esame_entro").get(pk=partner.pk) == ("in_esame", date(2026, 4, 10))
    assert list(DocumentoRichiesto.objects.values_list("mandato_il", "allegato")) == [(mandati, allegato.pk)]
    assert dati(partner) == {"documenti": [{"voce": "Statuto", "file": "statuto.pdf", "sha256": allegato.sha256}]}
    assert avvisi(partner) == [
        ("giulia@example.org", "Documenti mandati: Radio", f"/rete/proponi/{partner.codice}/"),
        ("lea@example.org", "Documenti arrivati: Radio", f"/admin/rete/partner/{partner.pk}/esame/"),
    ]


def test_integra_leaves_the_lead_at_least_a_week(giulia, lea):
    partner = rete.in_esame(lea, giulia)
    with a_quest_ora(datetime(2026, 3, 31, 9, 0, tzinfo=UTC)):
        actions.chiedi_integrazione(partner, voci=["Atto"], entro=date(2026, 4, 9), da=lea)
        actions.allega(partner.documenti_richiesti.get(), caricato=rete.caricato(), da=giulia)
        actions.integra(partner, da=giulia)
    assert partner.esame_entro == date(2026, 4, 7)


def test_ammetti_lets_in_under_a_number(giulia, lea):
    partner = rete.in_esame(lea, giulia, nome="Radio")
    ammessa = ORA + timedelta(days=3)
    with a_quest_ora(ammessa):
        actions.ammetti(partner, da=lea)
    salvato = Partner.objects.get(pk=partner.pk)
    assert (salvato.stato, salvato.esito, salvato.deciso_il, salvato.deciso_da) == (
        "ammesso",
        "ammesso",
        ammessa,
        f"persona:{lea.pk}",
    )
    assert (salvato.numero_ammissione, salvato.ammesso_il, salvato.slug) == ("2/2026", ammessa, "radio")
    assert list(NomePartner.objects.filter(partner=partner).values_list("nome", "dal", "al")) == [
        ("Radio", date(2026, 3, 5), None)
    ]
    assert list(partner.partecipazioni.values_list("azione", "dal")) == [("eventi", date(2026, 3, 5))]
    assert ultima(partner) == ("ammetti", "in_esame", "ammesso", f"persona:{lea.pk}")
    assert dati(partner) == {"numero": "2/2026"}
    assert avvisi(partner) == [("giulia@example.org", "Nella rete: Radio", "/partner/radio/")]


def test_ammetti_tells_the_other_coordinators_too(giulia, lea):
    altra = rete.membro(Partner.objects.get(capofila=True), "coordinamento", PersonaFactory(email="mia@example.org"))
    partner = rete.in_esame(lea, giulia, nome="Radio")
    actions.ammetti(partner, da=lea)
    assert avvisi(partner) == [
        ("giulia@example.org", "Nella rete: Radio", "/partner/radio/"),
        (altra.email, "Ammessa: Radio", "/rete/radio/"),
    ]


def test_respingi_wants_a_reason(lea):
    partner = rete.in_esame(lea)
    with pytest.raises(DatoNonAccettato) as errore:
        actions.respingi(partner, motivo=" ", da=lea)
    assert (errore.value.campo, stato(partner)) == ("motivo", "in_esame")


def test_respingi_tells_the_reason_and_frees_the_address(giulia, lea):
    partner = rete.in_esame(lea, giulia, nome="Radio")
    actions.respingi(partner, motivo="Manca lo statuto.", da=lea)
    salvato = Partner.objects.get(pk=partner.pk)
    assert (salvato.stato, salvato.esito, salvato.deciso_il, salvato.deciso_da, salvato.slug) == (
        "respinto",
        "respinto",
        ORA,
        f"persona:{lea.pk}",
        partner.codice,
    )
    assert dati(partner) == {"motivo": "Manca lo statuto."}
    assert avvisi(partner) == [
        ("giulia@example.org", "Proposta non ammessa: Radio", f"/rete/proponi/{partner.codice}/")
    ]


def test_respingi_waits_for_the_documents_day(lea):
    partner = rete.in_integrazione(lea)
    with pytest.raises(TransizioneNonAmmessa):
        actions.respingi(partner, motivo="Non arrivano.", da=lea)
    with a_quest_ora(ORA + timedelta(days=11)):
        actions.respingi(partner, motivo="Non arrivano.", da=lea)
    assert stato(partner) == "respinto"


def test_two_numbers_follow_each_other_in_the_year(lea):
    prima, seconda = rete.ammesso(nome="Prima"), rete.ammesso(nome="Seconda")
    with a_quest_ora(datetime(2027, 1, 4, 9, 0, tzinfo=UTC)):
        terza = rete.ammesso(nome="Terza")
    assert [p.numero_ammissione for p in (prima, seconda, terza)] == ["2/2026", "3/2026", "1/2027"]
    assert terza.deciso_da == str(Sistema("prova"))
    assert oggi() == date(2026, 3, 2)


def test_one_person_does_not_fill_the_queue(giulia):
    for n in range(5):
        rete.proposto(giulia, nome=f"Radio {n}")
    with pytest.raises(DatoNonAccettato) as errore:
        rete.proposto(giulia, nome="Ancora")
    assert errore.value.codice == "troppe_proposte"
