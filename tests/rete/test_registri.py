"""What the network puts in the registries: menu, cards, desks, timeline, office, personal data, figures."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.files.storage import default_storage

from talenti.base import registries
from talenti.base.clock import ROMA, a_quest_ora
from talenti.base.permissions import Sistema
from talenti.persone.agganci import impedimenti
from talenti.persone.esportazione import archivio
from talenti.persone.models import Persona
from talenti.registro.models import Dettaglio
from talenti.registro.queries import verifica
from talenti.rete import actions
from talenti.rete.models import Invito
from tests.factories import rete
from tests.factories.persone import PersonaFactory

pytestmark = pytest.mark.django_db

DA = Sistema("prova")
ORA = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _orologio():
    with a_quest_ora(ORA):
        yield


@pytest.fixture
def giulia():
    return PersonaFactory(email="giulia@example.org", nome="Giulia", cognome="Verdi")


def sera(giorno):
    return datetime.combine(giorno, time(23, 59), ROMA)


def linea(persona):
    return [
        (cosa.gruppo, str(cosa.testo), cosa.url, str(cosa.azione), cosa.entro)
        for cosa in registries.linea_personale["rete"](persona)
    ]


def test_the_door_of_the_menu_opens_with_the_first_partner():
    voce = registries.menu["rete"]
    assert (voce.nome_url, voce.minore, voce.visibile()) == ("rete:elenco", True, False)
    rete.ammesso()
    assert voce.visibile()


def test_public_cards():
    rete.ammesso(nome="Radio Piazza")
    rete.ammesso(nome="Orto")
    rete.proposto(nome="Radio Segreta")
    tipo = registries.schede_pubbliche["partner"]
    assert [(s.titolo, s.url, s.sommario, s.testo) for s in tipo.tutte()] == [
        ("Orto", "/rete/orto/", "Suoniamo in piazza.", "Soresina · Associazione"),
        ("Radio Piazza", "/rete/radio-piazza/", "Suoniamo in piazza.", "Soresina · Associazione"),
    ]


def test_a_partner_that_is_suspended_is_still_found():
    """Its page is there to be read: a search that hid it would offer its name as a near word, in vain."""
    partner = rete.ammesso(nome="Radio Piazza")
    actions.sospendi(partner, motivo="Una pausa.", da=DA)
    trovate = registries.schede_pubbliche["partner"].pubbliche([partner.pk + 1, partner.pk])
    assert [scheda.titolo for scheda in trovate] == ["Radio Piazza"]


def test_the_timeline_of_who_proposes(giulia):
    partner = rete.bozza(giulia, nome="Radio")
    base = f"/rete/proponi/{partner.codice}/"
    assert linea(giulia) == [("da_fare", "Finisci la proposta di Radio", f"{base}chi-siete/", "Continua", None)]
    actions.proponi(partner, da=giulia)
    assert linea(giulia) == [("in_attesa", "Proposta di Radio", base, "", sera(date(2026, 4, 1)))]
    actions.prendi_in_esame(partner, da=DA)
    actions.chiedi_integrazione(partner, voci=["Atto"], entro=date(2026, 3, 12), da=DA)
    assert linea(giulia) == [
        (
            "da_fare",
            "Manda i documenti di Radio",
            f"{base}documenti/",
            "Manda i documenti",
            sera(date(2026, 3, 12)),
        )
    ]


def test_the_timeline_of_who_is_invited(giulia):
    invito = actions.invita(rete.ammesso(nome="Radio"), email="giulia@example.org", ruolo="operatore", da=DA)
    [(gruppo, testo, url, azione, entro)] = linea(giulia)
    assert (gruppo, testo, azione, entro) == ("da_fare", "Rispondi all'invito di Radio", "Rispondi", invito.scade)
    assert url.startswith("/rete/inviti/")
    with a_quest_ora(invito.scade):
        assert linea(giulia) == []


def test_the_timeline_of_who_coordinates():
    lea = PersonaFactory()
    rete.capofila(lea)
    partner = rete.proposto(nome="Radio")
    rete.in_integrazione(DA, nome="Completa")
    assert linea(lea) == [
        (
            "da_fare",
            "Esamina la proposta di Radio",
            f"/admin/rete/partner/{partner.pk}/esame/",
            "Esamina",
            sera(date(2026, 4, 1)),
        )
    ]


def test_the_desks_held_today(giulia):
    rete.ammesso(persona=giulia, nome="Orto")
    rete.in_integrazione(DA, giulia, voci=("A", "B"), nome="Radio")
    chiusa = rete.ammesso(persona=giulia, nome="Chiusa")
    actions.cessa(chiusa, motivo="x", da=DA)
    rete.ammesso(nome="Altra")
    assert [(s.etichetta, s.url, s.da_fare) for s in registries.scrivanie["rete"](giulia)] == [
        ("Orto", "/partner/orto/", 0),
        ("Radio", "/partner/radio/", 2),
    ]


def test_what_waits_in_the_office(giulia):
    lea = PersonaFactory()
    rete.capofila(lea)
    assert list(registries.ufficio["rete"](giulia)) == []
    rete.proposto()
    [voce] = registries.ufficio["rete"](lea)
    assert (voce.quanti, voce.dal, voce.url) == (1, ORA, "/admin/rete/partner/coda/")


def test_the_office_shows_the_people_of_ones_partners(giulia):
    radio = rete.ammesso(persona=giulia, nome="Radio")
    marco = rete.membro(radio)
    rete.ammesso(nome="Altra")
    assert set(Persona.objects.visibili_in_ufficio(giulia)) == {giulia, marco}
    assert list(Persona.objects.visibili_in_ufficio(marco)) == [marco]


def test_what_stops_the_closing_of_an_account(giulia):
    assert impedimenti(giulia) == []
    radio = rete.ammesso(persona=giulia, nome="Radio")
    rete.ammesso(persona=giulia, nome="Gruppo", tipo="gruppo_informale", codice_fiscale="")
    assert [str(frase) for frase in impedimenti(giulia)] == [
        "In Radio hai solo tu il ruolo «Amministrazione»: prima dallo a un'altra persona.",
        "In Gruppo hai solo tu il ruolo «Amministrazione»: prima dallo a un'altra persona.",
        "Rispondi tu del gruppo Gruppo: prima scegliete un'altra persona adulta.",
    ]
    rete.membro(radio, "amministrazione")
    assert len(impedimenti(giulia)) == 2


def test_the_export_of_ones_data(giulia):
    dati = registries.dati_personali["rete"]
    radio = rete.ammesso(persona=giulia, nome="Radio")
    integra = rete.in_integrazione(DA, giulia, nome="Orto")
    allegato = actions.allega(integra.documenti_richiesti.get(), caricato=rete.caricato(), da=giulia)
    actions.invita(rete.ammesso(nome="Altra"), email="giulia@example.org", ruolo="operatore", da=DA)
    esportati = dati.esporta(giulia)
    assert esportati["ruoli"] == [
        {"organizzazione": nome, "ruolo": "Amministrazione", "dal": "2026-03-02", "fino_al": None}
        for nome in (radio.nome, integra.nome)
    ]
    assert esportati["inviti"] == [
        {
            "organizzazione": "Altra",
            "email": "giulia@example.org",
            "ruolo": "Ufficio",
            "mandato_il": ORA.isoformat(),
            "stato": "In attesa di risposta",
        }
    ]
    assert [proposta["nome"] for proposta in esportati["proposte"]] == ["Orto", "Radio"]
    assert list(dati.file(giulia)) == [(f"{allegato.codice}-statuto.pdf", rete.PDF)]


def test_the_export_says_which_file_cannot_be_read(giulia):
    integra = rete.in_integrazione(DA, giulia, voci=("A", "B"), nome="Orto")
    persi, resta = (
        actions.allega(documento, caricato=rete.caricato(), da=giulia)
        for documento in integra.documenti_richiesti.all()
    )
    default_storage.delete(persi.file.name)
    file = dict(registries.dati_personali["rete"].file(giulia))
    assert {nome: contenuto[:20] for nome, contenuto in file.items()} == {
        f"{persi.codice}-illeggibile.txt": "Il file «statuto.pd".encode(),
        f"{resta.codice}-statuto.pdf": rete.PDF[:20],
    }
    assert archivio(giulia)


def test_the_erasure_of_ones_data_leaves_the_chain_whole(giulia):
    dati = registries.dati_personali["rete"]
    radio = rete.ammesso(nome="Radio")
    assert dati.chiudi(giulia) == []
    rete.membro(radio, "operatore", giulia)
    invito = actions.invita(rete.ammesso(nome="Altra"), email="giulia@example.org", ruolo="operatore", da=DA)
    assert [str(frase) for frase in dati.chiudi(giulia)] == [
        "Restano i ruoli che hai avuto nelle organizzazioni, senza il tuo nome: gli atti fatti restano validi."
    ]
    assert radio.appartenenze.filter(persona=giulia, al__isnull=True).count() == 0
    assert Invito.objects.values_list("stato", "email").get(pk=invito.pk) == ("revocato", "")
    assert [d.dati for d in Dettaglio.objects.all() if "giulia@example.org" in str(d.dati)] == []
    assert list(verifica()) == []


def test_figures_month_by_month():
    with a_quest_ora(datetime(2026, 1, 15, 9, 0, tzinfo=UTC)):
        prima = rete.ammesso(nome="Prima")
    rete.membro(prima)
    with a_quest_ora(datetime(2026, 2, 10, 9, 0, tzinfo=UTC)):
        rete.ammesso(nome="Seconda")
        actions.cessa(prima, motivo="x", da=DA)
    dal, al = date(2025, 12, 1), date(2026, 3, 15)
    partner = registries.indicatori["rete.partner"]
    serie = partner.calcola(dal, al)
    assert serie.punti == [("dic 2025", 0), ("gen 2026", 1), ("feb 2026", 1), ("mar 2026", 1)]
    assert str(partner.frase(serie)) == "Fa parte della rete 1 organizzazione."
    persone = registries.indicatori["rete.persone"]
    serie = persone.calcola(dal, al)
    assert serie.punti == [("dic 2025", 0), ("gen 2026", 1), ("feb 2026", 1), ("mar 2026", 1)]
    assert str(persone.frase(serie)) == "Nelle organizzazioni della rete lavora 1 persona."
    assert (partner.persone, persone.persone) == (False, True)
