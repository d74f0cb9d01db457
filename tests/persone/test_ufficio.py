"""What the office puts right about a person: with a reason, told to her, never about oneself."""

from datetime import UTC, date, datetime

import pytest

from talenti.avvisi.models import Avviso
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.persone import actions
from talenti.persone.enums import StatoTutela
from talenti.registro.models import Transizione
from talenti.rete.ruoli import RUOLI
from tests.factories.persone import IdentitaFactory, PersonaFactory, TutelaFactory, con_fattore

pytestmark = pytest.mark.django_db
ORA = datetime(2026, 11, 22, 9, tzinfo=UTC)
GIUSTA = {"nato_il_giorno": "1", "nato_il_mese": "2", "nato_il_anno": "2009"}
MOTIVO = {"motivo": "Vista la carta d'identità."}


@pytest.fixture
def capo(db):
    return con_fattore(PersonaFactory(is_superuser=True))


@pytest.fixture
def in_ufficio(client, capo):
    client.force_login(capo)
    return client


def pagina(persona, verbo="correggi_nascita"):
    return f"/admin/persone/persona/{persona.pk}/atto/{verbo}/"


def test_who_coordinates_the_network_corrects():
    assert [ruolo for ruolo in RUOLI if "persone.corregge_persone" in RUOLI[ruolo].permessi] == ["coordinamento"]


def test_a_birth_date_is_corrected_traced_and_told(capo):
    persona = PersonaFactory(nato_il=date(1999, 5, 17))
    with a_quest_ora(ORA):
        actions.correggi_nascita(persona, nato_il=date(2009, 2, 1), motivo="Documento visto.", da=capo)
    persona.refresh_from_db()
    assert (persona.nato_il, persona.eta()) == (date(2009, 2, 1), 17)
    atto = Transizione.objects.di(persona).last()
    assert (atto.verbo, atto.attore, atto.dettaglio.dati) == (
        "correggi_nascita",
        f"persona:{capo.pk}",
        {"nato_il": {"prima": "1999-05-17", "ora": "2009-02-01"}, "motivo": "Documento visto."},
    )
    avviso = Avviso.objects.get()
    assert (avviso.persona, avviso.oggetto) == (persona, "L'ufficio ha corretto la tua data di nascita")
    assert avviso.testo[:2] == ["Ora è questa: domenica 1 febbraio 2009.", "Motivo: Documento visto."]


@pytest.mark.parametrize(
    ("nato_il", "motivo", "codice"),
    [
        (date(1999, 5, 17), "x", "stessa_data"),
        (date(2009, 2, 1), " ", "dato_non_accettato"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(capo, nato_il, motivo, codice):
    with pytest.raises(DatoNonAccettato) as errore:
        actions.correggi_nascita(PersonaFactory(), nato_il=nato_il, motivo=motivo, da=capo)
    assert errore.value.codice == codice
    assert Transizione.objects.count() == 0


def test_a_verified_date_and_a_closed_account_are_left_alone(capo):
    verificata = PersonaFactory()
    fatti = {"fonte": "gateway", "emittente": "https://idp.example.org", "soggetto": "1", "verificata_il": adesso()}
    IdentitaFactory(persona=verificata, nato_il=verificata.nato_il, **fatti)
    chiusa = PersonaFactory(is_active=False, chiusa_il=adesso())
    codici = []
    for persona in (verificata, chiusa):
        with pytest.raises(DatoNonAccettato) as errore:
            actions.correggi_nascita(persona, nato_il=date(2009, 2, 1), motivo="x", da=capo)
        codici.append(errore.value.codice)
    assert codici == ["nascita_verificata", "account_chiuso"]


def test_without_the_role_or_on_oneself_it_is_refused(capo):
    codici = []
    for persona, da in ((PersonaFactory(), PersonaFactory()), (capo, capo)):
        with pytest.raises(NonPermesso) as errore:
            actions.correggi_nascita(persona, nato_il=date(2009, 2, 1), motivo="x", da=da)
        codici.append(errore.value.codice)
    assert codici == ["senza_ruolo", "di_se_stessi"]


def test_the_page_asks_for_the_date_and_the_reason(in_ufficio):
    persona = PersonaFactory()
    scheda = f"/admin/persone/persona/{persona.pk}/change/"
    assert pagina(persona) in in_ufficio.get(scheda).content.decode()
    assert in_ufficio.get(pagina(persona)).status_code == 200
    assert in_ufficio.post(pagina(persona), GIUSTA).context["form"].errors == {
        "motivo": ["Scrivi il motivo: chi lo riceve deve poter capire."]
    }
    troppo = in_ufficio.post(pagina(persona), MOTIVO | GIUSTA | {"nato_il_anno": "2020"})
    assert [errore.code for errore in troppo.context["form"].errors.as_data()["nato_il"]] == ["troppo_giovane"]
    uguale = MOTIVO | {"nato_il_giorno": "17", "nato_il_mese": "5", "nato_il_anno": "1999"}
    assert in_ufficio.post(pagina(persona), uguale).context["form"].errors == {
        "nato_il": ["È già questa la data del suo profilo."]
    }
    assert in_ufficio.post(pagina(persona), MOTIVO | GIUSTA)["Location"] == scheda
    persona.refresh_from_db()
    assert persona.nato_il == date(2009, 2, 1)


def test_what_cannot_be_done_is_not_offered(in_ufficio, capo):
    chiusa = PersonaFactory(is_active=False, chiusa_il=adesso())
    adulta = PersonaFactory()
    offerti = {
        persona: [
            voce["verbo"] for voce in in_ufficio.get(f"/admin/persone/persona/{persona.pk}/change/").context["atti"]
        ]
        for persona in (capo, chiusa, adulta)
    }
    assert offerti == {capo: [], chiusa: [], adulta: ["correggi_nascita"]}
    assert in_ufficio.get(pagina(capo)).status_code == 403
    assert in_ufficio.get(pagina(adulta, "chiudi")).status_code == 404
    assert in_ufficio.get("/admin/persone/persona/0/change/").status_code == 302


def test_the_yes_of_a_guardian_is_taken_back_for_her(in_ufficio, capo):
    tutela = TutelaFactory(nome="Gilda Genitrice", stato="confermato", decisa_il=ORA)
    altrui = TutelaFactory(stato="confermato", decisa_il=ORA)
    indirizzo = pagina(tutela.persona, "revoca_tutela")
    assert in_ufficio.post(indirizzo, MOTIVO | {"tutela": altrui.pk}).context["form"].errors == {
        "tutela": ["Scegli chi ritira il sì."]
    }
    in_ufficio.post(indirizzo, {"motivo": "Ha telefonato.", "tutela": tutela.pk})
    tutela.refresh_from_db()
    altrui.refresh_from_db()
    assert (tutela.stato, altrui.stato) == ("revocato", "confermato")
    assert Transizione.objects.di(tutela).get().attore == f"persona:{capo.pk}"
    assert list(Avviso.objects.order_by("pk").values_list("persona", "email", "oggetto")) == [
        (tutela.persona_id, "", "L'ufficio ha tolto un genitore o tutore"),
        (None, tutela.email, "Il tuo sì non vale più"),
    ]
    assert Avviso.objects.order_by("pk")[0].testo == [
        "Il sì di Gilda Genitrice non vale più.",
        "Motivo: Ha telefonato.",
    ]


def test_a_yes_taken_back_meanwhile_is_said_on_the_page(in_ufficio):
    tutela = TutelaFactory(stato="confermato", decisa_il=ORA)
    in_ufficio.get(pagina(tutela.persona, "revoca_tutela"))
    actions.revoca_tutela(tutela)
    risposta = in_ufficio.post(pagina(tutela.persona, "revoca_tutela"), MOTIVO | {"tutela": tutela.pk})
    assert risposta.context["form"].errors == {"tutela": ["Scegli chi ritira il sì."]}


@pytest.mark.parametrize("stato", [stato for stato in StatoTutela.values if stato != "confermato"])
def test_only_a_yes_is_taken_back(capo, stato):
    tutela = TutelaFactory(stato=stato)
    with pytest.raises(TransizioneNonAmmessa):
        actions.revoca_in_ufficio(tutela, motivo="x", da=capo)
