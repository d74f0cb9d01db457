"""The life of a partner in the network: exact row, transition and notices of each verb."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.storage import default_storage

from talenti.avvisi.models import Avviso
from talenti.base.clock import a_quest_ora
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import Sistema, entra_in_ufficio
from talenti.rete import actions
from talenti.rete.models import Invito, NomePartner, Partecipazione, Partner
from tests.factories import rete
from tests.factories.luoghi import comune
from tests.factories.persone import PersonaFactory
from tests.rete.lettura import avvisi, dati, ultima

pytestmark = pytest.mark.django_db

ORA = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OGGI = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _orologio():
    with a_quest_ora(ORA):
        yield


@pytest.fixture
def giulia():
    return PersonaFactory(email="giulia@example.org", nome="Giulia", cognome="Prova")


@pytest.fixture
def lea():
    lea = PersonaFactory(email="lea@example.org", nome="Lea", cognome="Guida")
    rete.capofila(lea)
    return lea


@pytest.fixture
def radio(giulia):
    return rete.ammesso(persona=giulia, nome="Radio")


def ruoli_di(partner):
    return sorted(partner.appartenenze.values_list("persona__email", "ruolo", "dal", "al"))


def ultimo_testo(persona):
    return Avviso.objects.filter(persona=persona).latest("pk").testo


def test_istituisci_capofila_founds_the_network():
    lea = PersonaFactory()
    guida = rete.capofila(lea, nome="Comune di Prova")
    salvato = Partner.objects.get()
    assert (salvato.stato, salvato.capofila, salvato.slug, salvato.numero_ammissione, salvato.ammesso_il) == (
        "ammesso",
        True,
        "comune-di-prova",
        "1/2026",
        ORA,
    )
    assert sorted(guida.appartenenze.values_list("persona", "ruolo", "dal", "al")) == [
        (lea.pk, "amministrazione", OGGI, None),
        (lea.pk, "coordinamento", OGGI, None),
    ]
    assert ultima(guida) == ("istituisci", "", "ammesso", "sistema:prova")
    with pytest.raises(TransizioneNonAmmessa):
        rete.capofila(lea, nome="Altro")


def test_istituisci_capofila_is_not_for_people():
    with pytest.raises(NonPermesso):
        actions.istituisci_capofila(
            tipo="ente_pubblico", nome="X", comune=comune(), persona=PersonaFactory(), da=PersonaFactory()
        )


def test_modifica_writes_what_changed(radio, giulia):
    altra = rete.membro(radio, "amministrazione", PersonaFactory(email="anna@example.org"))
    with a_quest_ora(ORA + timedelta(hours=1)):
        campi = {"in_una_frase": "Trasmettiamo.", "comune": radio.comune, "lat": None}
        assert actions.modifica(radio, campi=campi, da=giulia)
    salvato = Partner.objects.get(pk=radio.pk)
    assert (salvato.in_una_frase, salvato.aggiornato_il) == ("Trasmettiamo.", ORA + timedelta(hours=1))
    assert dati(radio) == {
        "prima": {"in_una_frase": "Suoniamo in piazza."},
        "dopo": {"in_una_frase": "Trasmettiamo."},
    }
    assert avvisi(radio) == [(altra.email, "Pagina cambiata: Radio", "/rete/radio/")]


def test_modifica_of_nothing_is_no_act(radio, giulia):
    prima = ultima(radio)
    assert not actions.modifica(radio, campi={"in_una_frase": radio.in_una_frase}, da=giulia)
    assert ultima(radio) == prima
    with pytest.raises(ValueError, match="stato"):
        actions.modifica(radio, campi={"stato": "cessato"}, da=giulia)
    with pytest.raises(NonPermesso):
        actions.modifica(radio, campi={"sito": ""}, da=PersonaFactory())


def test_cambia_nome_keeps_the_one_before(radio, giulia, lea):
    with a_quest_ora(ORA + timedelta(days=10)):
        actions.cambia_nome(radio, nome=" Radio Piazza ", da=giulia)
    assert list(NomePartner.objects.filter(partner=radio).values_list("nome", "dal", "al")) == [
        ("Radio", OGGI, date(2026, 3, 12)),
        ("Radio Piazza", date(2026, 3, 12), None),
    ]
    assert Partner.objects.values_list("nome", "slug").get(pk=radio.pk) == ("Radio Piazza", "radio")
    assert dati(radio) == {"prima": "Radio", "dopo": "Radio Piazza"}
    assert avvisi(radio) == [("lea@example.org", "Nome nuovo: Radio Piazza", "/rete/radio/")]


@pytest.mark.parametrize(
    ("nome", "dal", "campo"),
    [
        ("  ", None, "nome"),
        ("Radio", None, "nome"),
        ("Altro", date(2026, 3, 3), "dal"),
        ("Altro", date(2026, 3, 2), "dal"),
    ],
)
def test_cambia_nome_refuses_overlaps(radio, giulia, nome, dal, campo):
    with pytest.raises(DatoNonAccettato) as errore:
        actions.cambia_nome(radio, nome=nome, dal=dal, da=giulia)
    assert (errore.value.campo, radio.nomi.count()) == (campo, 1)


def test_cambia_logo_keeps_a_picture_of_ours(radio, giulia):
    actions.cambia_logo(radio, caricato=rete.immagine("../../x.png"), da=giulia)
    primo = Partner.objects.get(pk=radio.pk)
    assert (primo.logo_tipo, primo.logo.name.startswith("rete/loghi/")) == ("image/png", True)
    actions.cambia_logo(radio, caricato=None, da=giulia)
    assert Partner.objects.values_list("logo", "logo_tipo").get(pk=radio.pk) == ("", "")
    with pytest.raises(DatoNonAccettato):
        actions.cambia_logo(radio, caricato=rete.caricato(), da=giulia)


def test_cambia_logo_refused_leaves_no_file(radio, giulia):
    actions.cambia_logo(radio, caricato=rete.immagine(), da=giulia)
    prima = set(default_storage.listdir("rete/loghi")[1])
    Partner.objects.filter(pk=radio.pk).update(stato="cessato")
    with pytest.raises(TransizioneNonAmmessa):
        actions.cambia_logo(radio, caricato=rete.immagine(), da=giulia)
    with pytest.raises(TransizioneNonAmmessa):
        actions.cambia_logo(radio, caricato=None, da=giulia)
    assert set(default_storage.listdir("rete/loghi")[1]) == prima


def test_aggiungi_partecipazione_opens_an_action(radio, giulia, lea):
    riga = actions.aggiungi_partecipazione(
        radio, azione="coworking", che_cosa="Due scrivanie", ruolo="sostenitore", da=giulia
    )
    assert (riga.azione, riga.ruolo, riga.che_cosa, riga.dal, riga.al) == (
        "coworking",
        "sostenitore",
        "Due scrivanie",
        OGGI,
        None,
    )
    assert avvisi(radio) == [("lea@example.org", "Azioni cambiate: Radio", "/rete/radio/")]
    with pytest.raises(DatoNonAccettato) as errore:
        actions.aggiungi_partecipazione(radio, azione="coworking", che_cosa="x", ruolo="sostenitore", da=giulia)
    assert errore.value.codice == "gia_presente"


def test_only_the_coordination_says_who_leads_an_action(radio, giulia, lea):
    with pytest.raises(NonPermesso):
        actions.aggiungi_partecipazione(radio, azione="eventi", che_cosa="x", ruolo="capofila", da=giulia)
    assert actions.aggiungi_partecipazione(radio, azione="eventi", che_cosa="x", ruolo="capofila", da=lea).pk


def test_chiudi_partecipazione_ends_it_today_once(radio, giulia):
    riga = radio.partecipazioni.get()
    with a_quest_ora(ORA + timedelta(days=3)):
        actions.chiudi_partecipazione(riga, da=giulia)
        assert list(Partecipazione.objects.in_corso()) == []
    assert Partecipazione.objects.get().al == date(2026, 3, 5)
    with pytest.raises(TransizioneNonAmmessa):
        actions.chiudi_partecipazione(riga, da=giulia)


def test_sospendi_and_riattiva_tell_every_member(radio, giulia, lea):
    rete.membro(radio, "collaborazione", PersonaFactory(email="anna@example.org"))
    with pytest.raises(DatoNonAccettato):
        actions.sospendi(radio, motivo="", da=lea)
    actions.sospendi(radio, motivo="Manca il bilancio.", da=lea)
    assert ultima(radio) == ("sospendi", "ammesso", "sospeso", f"persona:{lea.pk}")
    assert avvisi(radio) == [
        ("anna@example.org", "Partecipazione sospesa: Radio", "/partner/radio/"),
        ("giulia@example.org", "Partecipazione sospesa: Radio", "/partner/radio/"),
    ]
    actions.riattiva(radio, da=lea)
    assert ultima(radio) == ("riattiva", "sospeso", "ammesso", f"persona:{lea.pk}")
    assert [riga[1] for riga in avvisi(radio)] == ["Partecipazione ripresa: Radio"] * 2


def test_cessa_ends_the_actions_and_names_who_comes_after(radio, giulia, lea):
    dopo = rete.ammesso(nome="Radio Due")
    with a_quest_ora(ORA + timedelta(days=5)):
        actions.cessa(radio, motivo="Ha chiuso.", successore=dopo, da=lea)
    salvato = Partner.objects.get(pk=radio.pk)
    assert (salvato.stato, salvato.cessato_il, salvato.successore) == ("cessato", ORA + timedelta(days=5), dopo)
    assert list(radio.partecipazioni.values_list("al", flat=True)) == [date(2026, 3, 7)]
    assert dati(radio) == {"successore": dopo.codice, "motivo": "Ha chiuso."}
    assert avvisi(radio) == [("giulia@example.org", "Partecipazione finita: Radio", "/rete/radio/")]


def test_cessa_refuses_a_successor_that_is_not_in_the_network(radio, lea):
    for successore in (radio, rete.proposto()):
        with pytest.raises(DatoNonAccettato) as errore:
            actions.cessa(radio, motivo="x", successore=successore, da=lea)
        assert errore.value.campo == "successore"


def test_the_lead_cannot_be_stopped(lea):
    guida = Partner.objects.get(capofila=True)
    for verbo in (actions.sospendi, actions.cessa):
        with pytest.raises(NonPermesso) as errore:
            verbo(guida, motivo="x", da=lea)
        assert errore.value.codice == "capofila"


def test_nomina_capofila_moves_the_lead_and_its_coordinators(radio, giulia, lea):
    vecchia = Partner.objects.get(capofila=True)
    with a_quest_ora(ORA + timedelta(days=30)):
        actions.nomina_capofila(radio, motivo="Lo ha deciso l'assemblea.", da=lea)
        assert entra_in_ufficio(lea)
        with pytest.raises(TransizioneNonAmmessa):
            actions.nomina_capofila(radio, da=lea)
    assert list(Partner.objects.filter(capofila=True)) == [radio]
    fra_un_mese = date(2026, 4, 1)
    assert ruoli_di(radio) == [
        ("giulia@example.org", "amministrazione", OGGI, None),
        ("lea@example.org", "coordinamento", fra_un_mese, None),
    ]
    # Where she coordinated from, and until when, stays written.
    assert ruoli_di(vecchia) == [
        ("lea@example.org", "amministrazione", OGGI, None),
        ("lea@example.org", "coordinamento", OGGI, fra_un_mese),
    ]
    assert dati(radio) == {"prima": vecchia.codice, "motivo": "Lo ha deciso l'assemblea."}
    assert avvisi(radio) == [("giulia@example.org", "Guida la rete: Radio", "/rete/radio/")]
    assert ultimo_testo(giulia)[-1] == "Nota: Lo ha deciso l'assemblea."


def test_nomina_capofila_wakes_no_role_and_keeps_no_invitation(radio, giulia, lea):
    vecchia = Partner.objects.get(capofila=True)
    finita = rete.membro(vecchia, "revisione", al=OGGI)
    dormiente = rete.membro(radio, "coordinamento")
    a_termine = rete.membro(vecchia, "revisione", al=OGGI + timedelta(days=9))
    di_rete = actions.invita(vecchia, email="di-rete@example.org", ruolo="coordinamento", da=lea)
    di_casa = actions.invita(vecchia, email="di-casa@example.org", ruolo="operatore", da=lea)
    actions.nomina_capofila(radio, da=lea)
    stati = dict(Invito.objects.values_list("pk", "stato"))
    assert stati == {di_rete.pk: "revocato", di_casa.pk: "mandato"}
    assert radio.appartenenze.filter(persona=finita).count() == 0
    assert list(radio.appartenenze.filter(persona=a_termine).values_list("al", flat=True)) == [OGGI + timedelta(days=9)]
    assert (entra_in_ufficio(dormiente), entra_in_ufficio(a_termine)) == (False, True)


def test_nomina_capofila_where_the_new_lead_already_held_a_dormant_copy(radio, lea):
    rete.membro(radio, "coordinamento", lea)
    actions.nomina_capofila(radio, da=lea)
    assert entra_in_ufficio(lea)


def test_who_founds_the_network_is_of_age():
    for persona in (PersonaFactory(minore=True), PersonaFactory(nato_il=None)):
        with pytest.raises(NonPermesso):
            rete.capofila(persona)
    assert Partner.objects.count() == 0


@pytest.mark.parametrize("verbo", ["ammetti", "riattiva", "unisci"])
def test_a_note_is_read_by_whom_it_was_written_for(giulia, lea, verbo):
    if verbo == "ammetti":
        actions.ammetti(rete.in_esame(lea, giulia), motivo="Benvenuti.", da=lea)
    elif verbo == "riattiva":
        partner = rete.ammesso(persona=giulia)
        actions.sospendi(partner, motivo="x", da=lea)
        actions.riattiva(partner, motivo="Benvenuti.", da=lea)
    else:
        doppia = rete.ammesso(nome="Doppia", persona=PersonaFactory())
        actions.unisci(doppia, superstite=rete.ammesso(persona=giulia), motivo="Benvenuti.", da=lea)
    assert [riga for riga in ultimo_testo(giulia) if riga.startswith("Nota")] == ["Nota: Benvenuti."]


def test_the_background_actor_is_written_as_such(radio):
    actions.sospendi(radio, motivo="x", da=Sistema("prova"))
    assert ultima(radio) == ("sospendi", "ammesso", "sospeso", "sistema:prova")
