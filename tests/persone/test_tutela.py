from datetime import UTC, date, datetime, timedelta

import pytest

from talenti.avvisi.models import Avviso
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.base.permissions import Sistema, puo
from talenti.persone import actions
from talenti.persone.actions.tutela import _scadi
from talenti.persone.emails import link_tutela
from talenti.persone.enums import StatoTutela
from talenti.persone.models import NonScrivere, Tutela
from talenti.persone.tasks import chiudi_tutele
from talenti.registro.actions import atto, sigilla
from talenti.registro.models import Transizione
from talenti.registro.queries import storia, verifica
from tests.factories.persone import PersonaFactory, TutelaFactory
from tests.persone.conftest import entra

pytestmark = pytest.mark.django_db
ORA = datetime(2026, 11, 22, 9, tzinfo=UTC)
DATI = {"nome": "Gilda Genitrice", "email": "Gilda@example.org", "relazione": "genitore"}
DA_PERSONA = {"rimanda": actions.rimanda_invito, "ritira": actions.ritira_tutela}
DA_LINK = {
    "conferma": actions.conferma_tutela,
    "rifiuta": actions.rifiuta_tutela,
    "revoca": actions.revoca_tutela,
}


def in_stato(stato):
    decisa = None if stato == StatoTutela.INVITATO else adesso()
    return TutelaFactory(stato=stato, decisa_il=decisa)


def fai(verbo, tutela):
    if verbo == "scadi":
        with atto(tutela, "scadi", da=Sistema("scadenza-tutele")):
            return
    if verbo in DA_LINK:
        DA_LINK[verbo](tutela)
    else:
        DA_PERSONA[verbo](tutela, da=tutela.persona)


def test_an_invitation_is_one_row_one_act_one_mail():
    minore = PersonaFactory(minore=True, nome="Leo")
    tutela = actions.invita_tutore(minore, **DATI)
    assert list(Tutela.objects.values_list("persona", "nome", "email", "relazione", "stato", "decisa_il")) == [
        (minore.pk, "Gilda Genitrice", "gilda@example.org", "genitore", "invitato", None)
    ]
    atti = Transizione.objects.di(tutela).values_list("verbo", "da_stato", "a_stato", "attore")
    assert list(atti) == [("invita", "", "invitato", f"persona:{minore.pk}")]
    assert list(Avviso.objects.values_list("persona", "email", "oggetto")) == [
        (None, "gilda@example.org", "Aspettiamo la tua risposta: sì o no")
    ]


@pytest.mark.parametrize("verbo", [*DA_LINK, *DA_PERSONA, "scadi"])
@pytest.mark.parametrize("stato", StatoTutela.values)
def test_each_verb_from_each_state(verbo, stato):
    permessi = {
        "scadi": {"invitato": "revocato", "confermato": "revocato"},
        "conferma": {"invitato": "confermato", "rifiutato": "confermato"},
        "rifiuta": {"invitato": "rifiutato"},
        "revoca": {"confermato": "revocato"},
        "rimanda": {"invitato": "invitato"},
        "ritira": {"invitato": "revocato", "confermato": "revocato"},
    }
    tutela = in_stato(stato)
    dopo = permessi[verbo].get(stato)
    if dopo is None:
        with pytest.raises(TransizioneNonAmmessa):
            fai(verbo, tutela)
        assert Transizione.objects.di(tutela).count() == 0
    else:
        fai(verbo, tutela)
        assert Transizione.objects.di(tutela).count() == 1
    tutela.refresh_from_db()
    assert tutela.stato == (dopo or stato)


def test_the_answer_has_its_date_and_its_author_in_words():
    tutela = TutelaFactory(nome="Gilda Genitrice")
    quando = datetime(2026, 11, 22, 9, tzinfo=UTC)
    with a_quest_ora(quando):
        actions.conferma_tutela(tutela)
    tutela.refresh_from_db()
    assert tutela.decisa_il == quando
    assert [(riga.chi, str(riga.verbo), riga.a) for riga in storia(tutela)] == [
        ("Gilda Genitrice", "confermata", "ha confermato")
    ]
    assert list(Avviso.objects.order_by("pk").values_list("persona", "email", "oggetto")) == [
        (tutela.persona_id, "", "Un genitore o tutore ha risposto"),
        (None, tutela.email, "Abbiamo la tua risposta"),
    ]
    assert [avviso.testo[0] for avviso in Avviso.objects.order_by("pk")] == [
        "Gilda Genitrice ha detto sì come genitore o tutore. Non devi fare niente.",
        f"Hai detto sì per {tutela.persona}. Non devi fare niente.",
    ]


def test_no_subject_says_a_name():
    with a_quest_ora(ORA):
        minore = PersonaFactory(minore=True, nome="Leo", cognome="Prova")
        tutela = actions.invita_tutore(minore, **DATI)
        for verbo in ("rimanda", "conferma", "revoca"):
            fai(verbo, tutela)
        actions.rifiuta_tutela(TutelaFactory(persona=minore, nome="Gilda Genitrice"))
    oggetti = " ".join(Avviso.objects.values_list("oggetto", flat=True))
    assert [nome for nome in ("Leo", "Prova", "Gilda") if nome in oggetti] == []


@pytest.mark.parametrize(
    ("cambia", "codice"),
    [
        ({}, "gia_invitato"),
        ({"email": "GILDA@example.org"}, "gia_invitato"),
        ({"email": "leo@example.org"}, "email_propria"),
        ({"email": " Leo+mamma@example.org"}, "email_propria"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused(cambia, codice):
    minore = PersonaFactory(minore=True, email="leo@example.org")
    actions.invita_tutore(minore, **DATI)
    with pytest.raises(DatoNonAccettato) as errore:
        actions.invita_tutore(minore, **DATI | cambia)
    assert errore.value.codice == codice
    assert Tutela.objects.count() == 1


def test_a_grown_up_invites_nobody():
    with pytest.raises(DatoNonAccettato) as errore:
        actions.invita_tutore(PersonaFactory(), **DATI)
    assert errore.value.codice == "maggiorenne"


def rifiuto(minore, email):
    with pytest.raises(DatoNonAccettato) as errore:
        actions.invita_tutore(minore, **DATI | {"email": email})
    return errore.value.codice


def test_after_a_no_nobody_makes_us_write_to_that_address_again():
    altra = TutelaFactory(email="gilda@example.org")
    tutela = TutelaFactory(email="gilda@example.org")
    actions.rifiuta_tutela(tutela)
    esiti = [rifiuto(minore, "Gilda+2@example.org") for minore in (tutela.persona, PersonaFactory(minore=True))]
    assert esiti == ["indirizzo_non_va", "indirizzo_non_va"]
    with pytest.raises(DatoNonAccettato):
        actions.rimanda_invito(altra, da=altra.persona)
    # What she said outlives the account of who named her, and her address is not kept.
    actions.chiudi(tutela.persona, da=tutela.persona)
    assert rifiuto(PersonaFactory(minore=True), "gilda@example.org") == "indirizzo_non_va"
    assert "gilda" not in str(list(NonScrivere.objects.values()))


def test_a_no_by_mistake_is_put_right_from_the_same_link(client):
    tutela = TutelaFactory(email="gilda@example.org")
    for risposta in ("rifiuta", "conferma"):
        client.post(link_tutela(tutela), {"risposta": risposta})
    tutela.refresh_from_db()
    assert (tutela.stato, NonScrivere.objects.count()) == ("confermato", 0)
    assert actions.invita_tutore(PersonaFactory(minore=True), **DATI).stato == "invitato"


def test_so_many_invitations_a_day():
    minore = PersonaFactory(minore=True)
    with a_quest_ora(ORA):
        for n in range(5):
            actions.invita_tutore(minore, **DATI | {"email": f"genitore-{n}@example.com"})
        assert rifiuto(minore, "gilda@example.org") == "troppi_inviti"
    with a_quest_ora(ORA + timedelta(days=1)):
        assert actions.invita_tutore(minore, **DATI).stato == "invitato"


def test_so_many_mails_a_week_to_one_address_whoever_asks():
    fratelli = [PersonaFactory(minore=True) for _volta in range(3)]
    with a_quest_ora(ORA):
        for fratello in fratelli:
            tutela = actions.invita_tutore(fratello, **DATI)
    with a_quest_ora(ORA + timedelta(days=1)):
        actions.rimanda_invito(tutela, da=fratelli[2])
        with pytest.raises(DatoNonAccettato) as errore:
            actions.rimanda_invito(tutela, da=fratelli[2])
        assert errore.value.codice == "troppe_email"
        for scritto in (DATI["email"], "gilda+altra@example.org", "GILDA+ancora@EXAMPLE.org"):
            assert rifiuto(PersonaFactory(minore=True), scritto) == "troppe_email"
        # Neither a longer name nor another domain is the same mailbox.
        assert actions.invita_tutore(PersonaFactory(minore=True), **DATI | {"email": "gilda2@example.org"})
    with a_quest_ora(ORA + timedelta(days=7)):
        actions.rimanda_invito(tutela, da=fratelli[2])
    assert Transizione.objects.di(tutela).count() == 3


def test_an_invitation_ends_with_its_link():
    with a_quest_ora(ORA):
        sola, rimandata, detta = (actions.invita_tutore(PersonaFactory(minore=True), **DATI) for _volta in range(3))
        actions.conferma_tutela(detta)
    with a_quest_ora(ORA + timedelta(days=3)):
        actions.rimanda_invito(rimandata, da=rimandata.persona)
    with a_quest_ora(ORA + timedelta(days=14)):
        chiudi_tutele()
    stati = [(riga.stato, riga.decisa_il) for riga in Tutela.objects.order_by("pk")]
    assert stati == [("revocato", ORA + timedelta(days=14)), ("invitato", None), ("confermato", ORA)]
    assert Transizione.objects.di(sola).last().attore == "sistema:scadenza-tutele"
    # Told to nobody: the minor reads it on the page, the link says it.
    assert Avviso.objects.filter(transizione__verbo="scadi").count() == 0


def test_who_comes_of_age_needs_nobody():
    minore = PersonaFactory(nato_il=date(2008, 11, 23))
    tutela, altra = TutelaFactory(persona=minore, creata_il=ORA), TutelaFactory()
    for giorni, attesi in ((0, [0, "confermato"]), (1, [1, "revocato"]), (2, [0, "revocato"])):
        with a_quest_ora(ORA + timedelta(days=giorni)):
            if not giorni:
                actions.conferma_tutela(tutela)
            assert [actions.scadi_tutele(), Tutela.objects.get(pk=tutela.pk).stato] == attesi
    altra.refresh_from_db()
    assert altra.stato == "invitato"


def test_an_answer_that_comes_while_it_ends_wins():
    tutela = TutelaFactory(creata_il=ORA)
    vecchia = Tutela.objects.get(pk=tutela.pk)
    actions.rifiuta_tutela(tutela)
    assert _scadi(vecchia) == 0


def test_who_answered_is_forgotten_some_time_after_the_end():
    with a_quest_ora(ORA):
        tutele = [actions.invita_tutore(PersonaFactory(minore=True), **DATI) for _volta in range(3)]
        actions.rifiuta_tutela(tutele[0])
        actions.conferma_tutela(tutele[1])
    with a_quest_ora(ORA + timedelta(days=1)):
        actions.revoca_tutela(tutele[1])
    assert actions.dimentica_tutele(ORA + timedelta(days=30)) == 1
    assert list(Tutela.objects.order_by("pk").values_list("pk", flat=True)) == [tutele[1].pk, tutele[2].pk]
    assert [t.dettaglio.dati for t in Transizione.objects.di(Tutela(pk=tutele[0].pk))] == [None, None]
    sigilla()
    assert list(verifica()) == []


def test_a_minor_answers_for_nobody(client):
    amica = PersonaFactory(minore=True, email="amica@example.org")
    assert rifiuto(PersonaFactory(minore=True), "amica+mamma@example.org") == "indirizzo_non_va"
    PersonaFactory(minore=True, email="leo+scuola@example.org")
    assert rifiuto(PersonaFactory(minore=True), "leo@example.org") == "indirizzo_non_va"
    tutela = TutelaFactory(email=amica.email)
    pagina = client.post(link_tutela(tutela), {"risposta": "conferma"}, follow=True).content.decode()
    assert "Chi ha meno di 18 anni non può rispondere per un&#x27;altra persona." in pagina
    tutela.refresh_from_db()
    assert tutela.stato == "invitato"


def test_a_grown_up_with_an_account_may_answer():
    tutela = TutelaFactory(email=PersonaFactory().email)
    actions.conferma_tutela(tutela)
    assert tutela.stato == "confermato"


@pytest.mark.parametrize("verbo", DA_PERSONA)
def test_only_the_minor_handles_her_own_guardians(verbo):
    with pytest.raises(NonPermesso):
        DA_PERSONA[verbo](TutelaFactory(), da=PersonaFactory())


def test_nobody_with_an_account_answers_for_a_guardian():
    tutela = TutelaFactory()
    for persona in (tutela.persona, PersonaFactory()):
        assert puo(persona, "persone.risponde_da_tutore", tutela).codice == "solo_dal_link"


def test_the_link_shows_on_get_and_acts_on_post_only(client):
    tutela = TutelaFactory()
    link = link_tutela(tutela)
    assert client.get(link + "?risposta=conferma").status_code == 200
    tutela.refresh_from_db()
    assert tutela.stato == "invitato"
    client.post(link, {"risposta": "conferma"})
    tutela.refresh_from_db()
    assert tutela.stato == "confermato"
    client.post(link, {"risposta": "revoca"})
    tutela.refresh_from_db()
    assert tutela.stato == "revocato"


def test_an_answer_given_twice_is_told_not_repeated(client):
    tutela = TutelaFactory()
    link = link_tutela(tutela)
    client.post(link, {"risposta": "rifiuta"})
    pagina = client.post(link, {"risposta": "rifiuta"}, follow=True).content.decode()
    tutela.refresh_from_db()
    assert tutela.stato == "rifiutato"
    assert "Lo stato è già «ha detto di no»" in pagina
    assert "Non ti scriviamo più." in pagina


def test_a_word_that_is_no_answer_changes_nothing(client):
    tutela = TutelaFactory()
    for parola in ("", "ritira", "invita", "\x00"):
        client.post(link_tutela(tutela), {"risposta": parola})
    assert Transizione.objects.count() == 0


def test_the_link_expires_and_serves_one_purpose_and_one_address(client):
    tutela = TutelaFactory()
    link = link_tutela(tutela)
    with a_quest_ora(adesso()):
        assert client.get(link[:-3] + "xx/").status_code == 410
    Tutela.objects.filter(pk=tutela.pk).update(email="altra@example.org")
    assert client.get(link).status_code == 404
    assert client.post(link, {"risposta": "conferma"}).status_code == 404
    from talenti.base.links import firma

    altro_scopo = firma("persone.recupero", {"tutela": tutela.pk, "email": tutela.email})
    assert client.get(f"/genitori/{altro_scopo}/").status_code == 410


def test_an_old_link_says_what_to_do(client, monkeypatch):
    from talenti.persone.views import tutela as vista

    link = link_tutela(TutelaFactory())
    monkeypatch.setattr(vista, "VALE", timedelta(seconds=-1))
    risposta = client.get(link)
    assert risposta.status_code == 410
    assert "può mandarti un invito nuovo" in risposta.content.decode()


def test_the_yes_is_taken_back_from_the_old_link_and_only_that(client, monkeypatch):
    from talenti.persone.views import tutela as vista

    tutela, rifiutata = TutelaFactory(), TutelaFactory()
    link, link_del_no = link_tutela(tutela), link_tutela(rifiutata)
    client.post(link, {"risposta": "conferma"})
    client.post(link_del_no, {"risposta": "rifiuta"})
    monkeypatch.setattr(vista, "VALE", timedelta(seconds=-1))
    assert "Ho cambiato idea: no" in client.get(link).content.decode()
    pagina = client.post(link, {"risposta": "revoca"}, follow=True)
    assert "Questa richiesta è chiusa" in pagina.content.decode()
    client.post(link, {"risposta": "conferma"})
    assert client.post(link_del_no, {"risposta": "conferma"}).status_code == 409
    assert list(Tutela.objects.order_by("pk").values_list("stato", flat=True)) == ["revocato", "rifiutato"]


def test_the_page_of_a_minor(client):
    minore = PersonaFactory(minore=True)
    entra(client, minore)
    client.post("/area/genitori/", DATI)
    tutela = Tutela.objects.get()
    assert "in attesa di risposta" in client.get("/area/genitori/").content.decode()
    client.post(f"/area/genitori/{tutela.pk}/rimanda/")
    client.post(f"/area/genitori/{tutela.pk}/ritira/")
    assert list(Transizione.objects.di(tutela).values_list("verbo", flat=True)) == ["invita", "rimanda", "ritira"]
    assert client.post("/area/genitori/", DATI | {"email": minore.email}).context["form"].errors == {
        "email": ["Questa è la tua email: scrivi quella del genitore o tutore."]
    }


def test_a_stranger_does_not_even_find_it(client, persona):
    tutela = TutelaFactory()
    entra(client, persona)
    assert client.post(f"/area/genitori/{tutela.pk}/ritira/").status_code == 404
