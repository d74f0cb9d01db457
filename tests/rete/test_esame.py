"""The lead's review in the back office: the queue, the file, the decision, the other verbs."""

from datetime import UTC, datetime

import pytest

from talenti.base import registries
from talenti.base.clock import a_quest_ora
from talenti.base.permissions import Sistema
from talenti.rete import actions
from talenti.rete.models import Partner
from tests.factories import rete
from tests.factories.persone import PersonaFactory, con_fattore

pytestmark = pytest.mark.django_db

DA = Sistema("prova")
ORA = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _orologio():
    with a_quest_ora(ORA):
        yield


@pytest.fixture
def lea():
    lea = con_fattore(PersonaFactory(nome="Lea", cognome="Guida"))
    rete.capofila(lea, nome="Guida")
    return lea


@pytest.fixture
def ufficio(client, lea):
    client.force_login(lea)
    return client


def detto(risposta):
    return [str(messaggio) for messaggio in risposta.context["messages"]]


def esame(partner):
    return f"/admin/rete/partner/{partner.pk}/esame/"


def atto(partner, verbo):
    return f"/admin/rete/partner/{partner.pk}/atto/{verbo}/"


def test_the_queue_shows_what_waits_and_since_when(ufficio):
    with a_quest_ora(datetime(2026, 2, 20, 9, 0, tzinfo=UTC)):
        prima = rete.proposto(nome="Prima")
    seconda = rete.in_esame(DA, nome="Seconda")
    rete.in_integrazione(DA, nome="Completa")
    rete.bozza(nome="Bozza")
    contesto = ufficio.get("/admin/rete/partner/coda/").context
    assert [(riga["partner"], riga["giorni"]) for riga in contesto["aspettano"]] == [(prima, 10), (seconda, 0)]
    assert [partner.nome for partner in contesto["completano"]] == ["Completa"]


def test_documents_that_did_not_come_in_time_bring_the_proposal_back_to_the_queue(ufficio, lea):
    """It waits for the lead again, who may refuse it: in the queue, on the first page and in her own area."""
    partner = rete.in_integrazione(DA, nome="Completa")  # by the twelfth of March
    with a_quest_ora(datetime(2026, 3, 12, 22, 0, tzinfo=UTC)):
        assert [voce.quanti for voce in registries.ufficio["rete"](lea)] == [0]
        assert list(registries.linea_personale["rete"](lea)) == []
    with a_quest_ora(datetime(2026, 3, 13, 9, 0, tzinfo=UTC)):
        risposta = ufficio.get("/admin/rete/partner/coda/")
        assert [riga["partner"] for riga in risposta.context["aspettano"]] == [partner]
        assert (list(risposta.context["completano"]), "non arrivati" in risposta.content.decode()) == ([], True)
        assert [voce.quanti for voce in registries.ufficio["rete"](lea)] == [1]
        [cosa] = registries.linea_personale["rete"](lea)
        assert (cosa.testo, cosa.url) == ("Decidi su Completa: i documenti non sono arrivati", esame(partner))
        assert ufficio.post(esame(partner), {"decisione": "respingi", "motivo": "Mai arrivati."}).status_code == 302


def test_documents_sent_later_are_not_lost(ufficio):
    """Until the lead decides they may still come: then the proposal is examined as any other."""
    partner = rete.in_integrazione(DA, nome="Completa")
    with a_quest_ora(datetime(2026, 3, 20, 9, 0, tzinfo=UTC)):
        actions.allega(partner.documenti_richiesti.get(), caricato=rete.caricato(), da=partner.proposto_da)
        actions.integra(partner, da=partner.proposto_da)
        contesto = ufficio.get("/admin/rete/partner/coda/").context
        assert ([riga["partner"] for riga in contesto["aspettano"]], list(contesto["completano"])) == ([partner], [])


def test_an_empty_queue_says_so(ufficio):
    assert "Tutte esaminate." in ufficio.get("/admin/rete/partner/coda/").content.decode()


def test_who_may_open_the_review(client, lea):
    partner = rete.proposto(nome="Prova")
    gia_dentro = rete.ammesso(nome="Altra")
    revisione = rete.membro(Partner.objects.get(capofila=True), "revisione")
    amministra = gia_dentro.proposto_da
    senza_fattore = rete.membro(gia_dentro, "amministrazione")
    senza_fattore.authenticator_set.all().delete()
    stati = {}
    for nome, persona in {
        "lea": lea,
        "revisione": revisione,
        "amministra": amministra,
        "senza_fattore": senza_fattore,
        "propone": partner.proposto_da,
    }.items():
        client.force_login(persona)
        stati[nome] = tuple(
            client.get(indirizzo).status_code
            for indirizzo in ("/admin/rete/partner/coda/", esame(partner), esame(gia_dentro))
        )
    assert stati == {
        "lea": (200, 200, 200),
        "revisione": (403, 200, 200),
        "amministra": (403, 404, 403),
        "senza_fattore": (302, 302, 302),
        "propone": (302, 302, 302),
    }


def test_the_auditor_reads_and_does_not_decide(client):
    guida = rete.capofila()
    client.force_login(con_fattore(rete.membro(guida, "revisione")))
    partner = rete.in_esame(DA)
    risposta = client.get(esame(partner))
    assert (risposta.context["da_decidere"], risposta.context["verbi"]) == (False, [])
    assert client.post(esame(partner), {"decisione": "ammetti"}).status_code == 403
    assert Partner.objects.get(pk=partner.pk).stato == "in_esame"


def test_opening_the_file_changes_nothing(ufficio):
    partner = rete.proposto()
    ufficio.get(esame(partner))
    assert Partner.objects.get(pk=partner.pk).stato == "proposto"


def test_beginning_the_examination(ufficio, lea):
    partner = rete.proposto()
    risposta = ufficio.post(esame(partner), {"prendi": "1"}, follow=True)
    assert detto(risposta) == ["L'esame è cominciato. Abbiamo avvisato chi ha proposto."]
    assert Partner.objects.get(pk=partner.pk).in_mano_a == lea
    [frase] = detto(ufficio.post(esame(partner), {"prendi": "1"}, follow=True))
    assert frase.startswith("Lo stato è già «In esame»: l'ha cambiato Lea Guida")


def test_nobody_examines_her_own(ufficio, lea):
    partner = rete.proposto(lea)
    assert "la esamina un" in ufficio.get(esame(partner)).content.decode()
    assert ufficio.post(esame(partner), {"prendi": "1"}).status_code == 403


def test_admitting_goes_on_to_the_next_of_the_queue(ufficio):
    partner, prossima = rete.in_esame(DA, nome="Radio"), rete.proposto(nome="Prossima")
    risposta = ufficio.post(esame(partner), {"decisione": "ammetti"})
    assert risposta.url == esame(prossima)
    assert Partner.objects.values_list("stato", "numero_ammissione").get(pk=partner.pk) == ("ammesso", "2/2026")
    actions.ritira(prossima, da=DA)
    ultima = rete.in_esame(DA, nome="Ultima")
    risposta = ufficio.post(esame(ultima), {"decisione": "ammetti"}, follow=True)
    assert risposta.redirect_chain == [("/admin/rete/partner/coda/", 302)]
    assert detto(risposta) == [
        "Ammessa: Radio. Abbiamo avvisato chi ha proposto.",
        "Ammessa: Ultima. Abbiamo avvisato chi ha proposto.",
    ]


def test_asking_for_documents(ufficio):
    partner = rete.in_esame(DA)
    dati = {"decisione": "chiedi_integrazione", "voci": "Statuto\n\n Atto \n"}
    risposta = ufficio.post(esame(partner), dati)
    assert risposta.context["form"].errors == {"entro": ["Scrivi entro quale giorno."]}
    dati |= {"entro_giorno": "1", "entro_mese": "3", "entro_anno": "2026"}
    assert list(ufficio.post(esame(partner), dati).context["form"].errors) == ["entro"]
    dati |= {"entro_giorno": "20"}
    assert ufficio.post(esame(partner), dati).status_code == 302
    assert list(partner.documenti_richiesti.values_list("voce", flat=True)) == ["Statuto", "Atto"]


@pytest.mark.parametrize(
    ("dati", "campi"),
    [
        ({}, ["decisione"]),
        ({"decisione": "boh"}, ["decisione"]),
        ({"decisione": "respingi"}, ["motivo"]),
        ({"decisione": "chiedi_integrazione", "voci": " \n "}, ["entro", "voci"]),
        ({"decisione": "chiedi_integrazione", "voci": "x" * 161}, ["entro", "voci"]),
        ({"decisione": "chiedi_integrazione", "voci": "x\x00"}, ["entro", "voci"]),
    ],
)
def test_an_incomplete_decision_is_not_taken(ufficio, dati, campi):
    partner = rete.in_esame(DA)
    assert sorted(ufficio.post(esame(partner), dati).context["form"].errors) == campi
    assert Partner.objects.get(pk=partner.pk).stato == "in_esame"


def test_refusing_tells_the_reason(ufficio):
    partner = rete.in_esame(DA, nome="Radio")
    risposta = ufficio.post(esame(partner), {"decisione": "respingi", "motivo": "Manca tutto."}, follow=True)
    assert detto(risposta) == ["Non ammessa: Radio. Abbiamo avvisato chi ha proposto."]


def test_a_second_decision_reads_who_has_decided(ufficio, lea):
    partner = rete.in_esame(DA)
    actions.ammetti(partner, da=lea)
    risposta = ufficio.post(esame(partner), {"decisione": "respingi", "motivo": "x"})
    [frase] = risposta.context["form"].non_field_errors()
    assert frase.startswith("Lo stato è già «Fa parte della rete»: l'ha cambiato Lea Guida")
    assert not risposta.context["da_decidere"]


def test_the_checks_help_to_decide(ufficio):
    rete.ammesso(nome="Radio")
    partner = rete.in_integrazione(DA, nome="Radio")
    contesto = ufficio.get(esame(partner)).context
    assert [(controllo["voce"], controllo["va_bene"]) for controllo in contesto["controlli"]] == [
        ("La proposta è completa", True),
        ("Chi propone ha almeno 18 anni", True),
        ("Non c'è già una scheda simile", False),
        ("I documenti chiesti sono arrivati", False),
    ]
    assert [doppione.nome for doppione in contesto["doppioni"]] == ["Radio"]


def test_which_verbs_are_offered(ufficio):
    def verbi(partner):
        return [verbo["verbo"] for verbo in ufficio.get(esame(partner)).context["verbi"]]

    dentro = rete.ammesso()
    assert verbi(dentro) == ["sospendi", "cessa", "unisci", "nomina_capofila"]
    actions.sospendi(dentro, motivo="x", da=DA)
    assert verbi(dentro) == ["riattiva", "cessa", "unisci"]
    assert verbi(Partner.objects.get(capofila=True)) == []


def test_suspending_and_the_rest_ask_once(ufficio):
    partner, altra = rete.ammesso(nome="Radio"), rete.ammesso(nome="Altra")
    assert ufficio.get(atto(partner, "sospendi")).status_code == 200
    assert list(ufficio.post(atto(partner, "sospendi"), {}).context["form"].errors) == ["motivo"]
    for verbo, dati, stato in (
        ("sospendi", {"motivo": "x"}, "sospeso"),
        ("riattiva", {}, "ammesso"),
        ("nomina_capofila", {}, "ammesso"),
    ):
        assert ufficio.post(atto(partner, verbo), dati).url == esame(partner)
        assert Partner.objects.get(pk=partner.pk).stato == stato
    terza = rete.ammesso(nome="Terza")
    assert ufficio.post(atto(terza, "unisci"), {"superstite": altra.pk}).url == esame(terza)
    dati = {"motivo": "Chiusa.", "successore": partner.pk}
    assert ufficio.post(atto(altra, "cessa"), dati).url == esame(altra)
    assert Partner.objects.get(pk=altra.pk).successore == partner


def test_verbs_refused(ufficio, client):
    partner = rete.ammesso(nome="Radio")
    guida = Partner.objects.get(capofila=True)
    assert ufficio.get(atto(partner, "ammetti")).status_code == 404
    assert ufficio.get(atto(guida, "sospendi")).status_code == 403
    risposta = ufficio.post(atto(partner, "riattiva"), {})
    assert "Lo stato è già" in risposta.context["form"].non_field_errors()[0]
    client.force_login(con_fattore(partner.proposto_da))
    assert client.get(atto(partner, "sospendi")).status_code == 403
    assert client.get(atto(guida, "sospendi")).status_code == 404


@pytest.mark.parametrize("modello", ["partner", "appartenenza", "invito", "allegato"])
def test_the_lists_are_limited_to_ones_partners_and_read_only(client, ufficio, modello):
    mia = rete.ammesso(nome="Mia")
    altra = rete.in_integrazione(DA, nome="Altra")
    actions.invita(mia, email="mia@example.org", ruolo="operatore", da=mia.proposto_da)
    actions.invita(altra, email="altra@example.org", ruolo="operatore", da=altra.proposto_da)
    actions.allega(altra.documenti_richiesti.get(), caricato=rete.caricato(), da=altra.proposto_da)
    quanti = {"partner": 3, "appartenenza": 4, "invito": 2, "allegato": 1}[modello]
    assert ufficio.get(f"/admin/rete/{modello}/").context["cl"].result_count == quanti
    client.force_login(con_fattore(mia.proposto_da))
    risposta = client.get(f"/admin/rete/{modello}/")
    propri = {"partner": 1, "appartenenza": 1, "invito": 1, "allegato": None}[modello]
    assert (risposta.context["cl"].result_count if propri else risposta.status_code) == (propri or 403)
    assert client.get(f"/admin/rete/{modello}/add/").status_code == 403
    assert client.post(f"/admin/rete/partner/{mia.pk}/change/", {"nome": "X"}).status_code == 403
    assert client.get(f"/admin/rete/partner/{mia.pk}/change/").status_code == 200
    assert client.get(f"/admin/rete/partner/{altra.pk}/change/").status_code in {302, 403, 404}
