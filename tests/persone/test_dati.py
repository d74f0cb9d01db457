"""My data: what is held, consents, the copy, the closing."""

import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.files.storage import default_storage

from talenti.avvisi.actions import dimentica_indirizzi
from talenti.avvisi.models import Avviso
from talenti.base import registries
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.exceptions import DatoNonAccettato, NonPermesso
from talenti.persone import actions, gateway
from talenti.persone.agganci import impedimenti_chiusura
from talenti.persone.models import Consenso, Identita, Persona, Profilo, Tutela
from talenti.persone.queries import consenso_vale, nome_di_attore
from talenti.persone.rules import SENZA_TUTORE
from talenti.registro.models import Dettaglio, Transizione
from talenti.registro.queries import verifica
from tests.factories.persone import PAROLA_CHIAVE, IdentitaFactory, PersonaFactory, TutelaFactory
from tests.persone.conftest import entra
from tests.persone.test_accesso import SEGRETO
from tests.persone.test_profilo import jpeg

pytestmark = pytest.mark.django_db
CF = "PRVLBA99E57D150H"


@pytest.fixture
def alba(db):
    return PersonaFactory(email="alba@example.org", nome="Alba", cognome="Prova", nato_il=date(1999, 5, 17))


@pytest.fixture
def sicura(client, alba):
    entra(client, alba)
    client.post("/accedi/di-nuovo/", {"password": PAROLA_CHIAVE})
    return client


def righe(persona):
    return list(persona.consensi.order_by("pk").values_list("scopo", "versione", "ritirato_il"))


def test_a_consent_is_given_and_taken_back_with_its_version(client, alba):
    entra(client, alba)
    client.post("/area/dati/consensi/foto/")
    client.post("/area/dati/consensi/foto/")
    assert righe(alba) == [("foto", "2026-11-01", None)]
    assert consenso_vale(alba, "foto") is True
    client.post("/area/dati/consensi/foto/", {"ritira": "1"})
    client.post("/area/dati/consensi/foto/", {"ritira": "1"})
    consenso = Consenso.objects.get()
    assert consenso.ritirato_il >= consenso.dato_il
    assert consenso_vale(alba, "foto") is False
    client.post("/area/dati/consensi/foto/")
    assert Consenso.objects.count() == 2
    verbi = Transizione.objects.di(alba).values_list("verbo", flat=True)
    assert list(verbi)[1:] == ["dai_consenso", "ritira_consenso", "dai_consenso"]


def test_a_new_version_asks_again_and_closes_the_old_one(alba, monkeypatch):
    from talenti.persone import testi

    actions.dai_consenso(alba, "foto", da=alba)
    nuovo = testi.Testo("foto", "2027-02-01", "Nuova frase", "Nuova spiegazione")
    monkeypatch.setattr(testi, "TESTI", (*testi.TESTI, nuovo))
    assert consenso_vale(alba, "foto") is False
    actions.dai_consenso(alba, "foto", da=alba)
    assert [(versione, bool(ritirato)) for _scopo, versione, ritirato in righe(alba)] == [
        ("2026-11-01", True),
        ("2027-02-01", False),
    ]


def test_the_notice_on_data_is_read_not_consented_so_it_cannot_be_taken_back(alba):
    actions.dai_consenso(alba, "informativa", da=alba)
    assert actions.ritira_consenso(alba, "informativa", da=alba) == 0
    assert consenso_vale(alba, "informativa") is True


def test_a_minor_agrees_to_be_seen_with_the_yes_of_who_answers_for_her(client):
    minore = PersonaFactory(minore=True)
    tutela = TutelaFactory(persona=minore)
    entra(client, minore)
    assert "prima serve il sì di un genitore o tutore" in client.get("/area/dati/").content.decode()
    pagina = client.post("/area/dati/consensi/foto/", follow=True)
    assert [str(messaggio) for messaggio in pagina.context["messages"]] == [str(SENZA_TUTORE.frase)]
    assert righe(minore) == []
    actions.conferma_tutela(tutela)
    client.post("/area/dati/consensi/foto/")
    assert consenso_vale(minore, "foto") is True
    actions.revoca_tutela(tutela)
    assert consenso_vale(minore, "foto") is False
    assert "Il tuo sì per ora non vale." in client.get("/area/dati/").content.decode()
    client.post("/area/dati/consensi/foto/", {"ritira": "1"})
    assert [bool(ritirato) for _scopo, _versione, ritirato in righe(minore)] == [True]


def test_nobody_consents_for_another(alba):
    with pytest.raises(NonPermesso):
        actions.dai_consenso(alba, "foto", da=PersonaFactory())


def test_a_text_that_does_not_exist_is_not_found(client, alba):
    entra(client, alba)
    assert [client.post(f"/area/dati/consensi/{scopo}/").status_code for scopo in ("tutto", "novita")] == [404, 404]
    assert client.get("/area/dati/consensi/foto/").status_code == 405


def test_the_codice_fiscale_is_kept_apart(client, alba):
    entra(client, alba)
    risposta = client.post("/area/dati/codice-fiscale/", {"codice_fiscale": "prv lba 99e57 d150h", "next": "/area/"})
    assert risposta["Location"] == "/area/"
    identita = Identita.objects.get()
    assert (identita.persona, identita.codice_fiscale, identita.fonte) == (alba, CF, "dichiarata")
    assert identita.avvertenze == []
    # The log says that it was written, never what.
    assert CF not in str(Transizione.objects.di(alba).last().dettaglio.dati)


def test_a_difference_warns_and_may_be_confirmed(client, alba):
    entra(client, alba)
    dati = {"codice_fiscale": "RSSMRALMCRRDMRLQ", "confermo": ""}
    risposta = client.post("/area/dati/codice-fiscale/", dati)
    assert risposta.context["form"].errors["codice_fiscale"] == [
        "Le lettere del cognome sono diverse da quelle che ci aspettiamo.",
        "Le lettere del nome sono diverse da quelle che ci aspettiamo.",
        "La data di nascita è diversa da quella del tuo profilo.",
    ]
    assert Identita.objects.count() == 0
    assert client.post("/area/dati/codice-fiscale/", dati | {"confermo": "on"}).status_code == 302
    assert Identita.objects.get().avvertenze == ["cognome", "nato_il", "nome"]


def test_the_action_itself_refuses_what_was_not_confirmed(alba):
    with pytest.raises(DatoNonAccettato) as errore:
        actions.dichiara_codice_fiscale(alba, "RSSMRALMCRRDMRLQ")
    assert errore.value.codice == "differenze"


def test_a_verified_codice_fiscale_is_not_written_over(alba):
    IdentitaFactory(
        persona=alba,
        codice_fiscale=CF,
        codice_verificato=True,
        fonte="gateway",
        emittente="https://idp.example.org",
        soggetto="1",
        verificata_il=adesso(),
    )
    with pytest.raises(DatoNonAccettato) as errore:
        actions.dichiara_codice_fiscale(alba, CF)
    assert errore.value.codice == "gia_verificato"


def del_gateway(**cambi):
    return {
        "codice_fiscale": CF,
        "nome": "Alba",
        "cognome": "Prova",
        "nato_il": date(1999, 5, 17),
        "emittente": "https://idp.example.org",
        "soggetto": "s1",
    } | cambi


def test_a_verified_identity_says_where_it_differs_from_the_persons_own_words(alba):
    cambi = {"nome": "Marta", "cognome": "Bianchi", "nato_il": date(2000, 1, 1)}
    differenze = actions.collega_identita(alba, del_gateway(**cambi))
    assert {chiave: str(frase) for chiave, frase in differenze.items()} == {
        "nome": "Il nome verificato è «Marta».",
        "cognome": "Il cognome verificato è «Bianchi».",
        "nato_il": "La data di nascita verificata è diversa da quella del tuo profilo: da ora vale quella verificata.",
    }
    assert Identita.objects.get().avvertenze == ["cognome", "nato_il", "nome"]


def test_the_verified_birth_date_is_the_one_that_ages_read(alba):
    with a_quest_ora(datetime(2026, 11, 22, 11, tzinfo=UTC)):
        actions.collega_identita(alba, del_gateway(nato_il=date(2011, 1, 1)))
        alba.refresh_from_db()
        assert (alba.eta(), alba.e_minorenne) == (15, True)
        dati = Transizione.objects.di(alba).last().dettaglio.dati
        assert dati == {"differenze": ["nato_il"], "nato_il": {"prima": "1999-05-17", "ora": "2011-01-01"}}
        # Who unlinks it does not grow up again.
        actions.scollega_identita(alba)
        alba.refresh_from_db()
        assert alba.eta() == 15


@pytest.mark.parametrize("nato_il", [None, date(1999, 5, 17)])
def test_a_gateway_that_adds_nothing_leaves_the_birth_date_alone(alba, nato_il):
    actions.collega_identita(alba, del_gateway(nato_il=nato_il))
    alba.refresh_from_db()
    assert alba.nato_il == date(1999, 5, 17)
    assert Transizione.objects.di(alba).last().dettaglio.dati == {"differenze": []}


def test_ages_of_many_are_read_with_the_rows(django_assert_num_queries):
    for _volta in range(3):
        actions.collega_identita(PersonaFactory(), del_gateway(soggetto=f"s{_volta}", codice_fiscale=""))
    with django_assert_num_queries(1):
        assert [persona.e_minorenne for persona in Persona.objects.all()] == [False] * 3


def test_a_gateway_without_codice_fiscale_leaves_the_declared_one_declared(client, alba):
    actions.dichiara_codice_fiscale(alba, CF)
    actions.collega_identita(alba, del_gateway(codice_fiscale="", sesso=""))
    identita = Identita.objects.get()
    assert (identita.codice_fiscale, identita.codice_verificato, identita.e_verificata) == (CF, False, True)
    entra(client, alba)
    assert f'{CF} <span class="meta">(dichiarata dalla persona)</span>' in client.get("/area/dati/").content.decode()
    # Her word takes nothing from who proves that the code is his, and can still be corrected.
    assert gateway.proprietaria(del_gateway(soggetto="s2")) is None
    altra = PersonaFactory()
    actions.collega_identita(altra, del_gateway(soggetto="s2"))
    assert Identita.objects.get(persona=altra).codice_verificato is True
    actions.dichiara_codice_fiscale(alba, CF)
    actions.scollega_identita(alba)
    identita = Identita.objects.get(persona=alba)
    assert (identita.codice_fiscale, identita.fonte, identita.soggetto) == (CF, "dichiarata", "")


def test_unlinking_forgets_what_was_verified(alba):
    actions.collega_identita(alba, del_gateway())
    actions.scollega_identita(alba)
    assert Identita.objects.count() == 0


def test_the_copy_says_all_that_the_room_holds(alba):
    with a_quest_ora(datetime(2026, 11, 22, 11, tzinfo=UTC)):
        actions.collega_identita(alba, del_gateway(sesso="F", nome="Marta"))
        actions.chiedi_recupero(alba, "Perso in treno.")
        TutelaFactory(persona=alba, nome="Gilda", email="gilda@example.org")
    dati = registries.dati_personali["persone"].esporta(alba)
    assert dati["identita"] == {
        "codice_fiscale": CF,
        "nome": "Marta",
        "cognome": "Prova",
        "data_di_nascita": "1999-05-17",
        "sesso": "F",
        "luogo_di_nascita": "",
        "fonte": "verificata con SPID o CIE",
        "fonte_del_codice_fiscale": "verificata con SPID o CIE",
        "gestore_dell_identita": "https://idp.example.org",
        "soggetto": "s1",
        "verificata": "2026-11-22T11:00:00+00:00",
        "differenze_confermate": ["nome"],
    }
    assert dati["genitori_e_tutori"] == [
        {
            "nome": "Gilda",
            "email": "gilda@example.org",
            "relazione": "genitore",
            "stato": "in attesa di risposta",
            "invito": "2026-11-22T11:00:00+00:00",
            "risposta": None,
        }
    ]
    assert dati["secondi_fattori_persi"] == [
        {
            "che_cosa_e_successo": "Perso in treno.",
            "stato": "da controllare",
            "chiesto": "2026-11-22T11:00:00+00:00",
            "deciso": None,
        }
    ]


@pytest.mark.parametrize("cambi", [{}, {"soggetto": "s2"}, {"codice_fiscale": ""}])
def test_an_identity_opens_one_account_only(alba, cambi):
    actions.collega_identita(alba, del_gateway())
    with pytest.raises(DatoNonAccettato) as errore:
        actions.collega_identita(PersonaFactory(), del_gateway(**cambi))
    assert errore.value.codice == "identita_di_altri"
    assert Identita.objects.count() == 1


def archivio(risposta):
    return zipfile.ZipFile(io.BytesIO(risposta.content))


def test_the_copy_holds_everything_in_two_forms_and_the_files(sicura, alba, comune):
    actions.dichiara_codice_fiscale(alba, CF)
    actions.salva_profilo(alba, {"che_cosa_faccio": "Suono <b>piano</b>."}, foto=jpeg())
    risposta = sicura.post("/area/dati/copia/")
    assert (risposta.status_code, risposta["Content-Type"]) == (200, "application/zip")
    zip_aperto = archivio(risposta)
    assert zip_aperto.namelist() == ["dati.json", "i-miei-dati.html", "file/persone/foto.jpg"]
    dati = json.loads(zip_aperto.read("dati.json"))
    assert set(dati) == set(registries.dati_personali.chiavi())
    assert dati["persone"]["account"]["email"] == "alba@example.org"
    assert dati["persone"]["identita"]["codice_fiscale"] == CF
    pagina = zip_aperto.read("i-miei-dati.html").decode()
    assert "I dati di Alba Prova" in pagina
    assert "Suono &lt;b&gt;piano&lt;/b&gt;." in pagina
    assert Transizione.objects.di(alba).last().verbo == "esporta_dati"


def test_the_page_of_the_copy_opens_after_proving_who_one_is_and_takes_nothing(client, alba):
    entra(client, alba)
    prima = client.get("/area/dati/copia/")["Location"]
    assert prima == "/accedi/di-nuovo/?next=%2Farea%2Fdati%2Fcopia%2F"
    dopo = client.post(prima, {"password": PAROLA_CHIAVE, "next": "/area/dati/copia/"})
    assert dopo["Location"] == "/area/dati/copia/"
    pagina = client.get("/area/dati/copia/")
    assert (pagina.status_code, pagina["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert not Transizione.objects.di(alba).filter(verbo="esporta_dati").exists()


def test_who_asks_for_the_copy_too_late_proves_who_she_is_and_has_it(client, alba):
    entra(client, alba)
    prima = client.post("/area/dati/copia/")["Location"]
    assert prima.startswith("/accedi/di-nuovo/")
    assert not Transizione.objects.di(alba).filter(verbo="esporta_dati").exists()
    assert client.post(prima, {"password": PAROLA_CHIAVE})["Content-Type"] == "application/zip"


def test_closing_erases_the_person_and_keeps_the_chain_whole(sicura, alba, comune, django_capture_on_commit_callbacks):
    actions.dichiara_codice_fiscale(alba, CF)
    actions.dai_consenso(alba, "foto", da=alba)
    with django_capture_on_commit_callbacks(execute=True):
        profilo = actions.salva_profilo(alba, {"che_cosa_faccio": "Suono."}, foto=jpeg())
    foto = profilo.foto.name
    assert default_storage.exists(foto)
    TOTP.activate(alba, SEGRETO)
    assert sicura.post("/area/dati/chiudi/", {"email": "un'altra@example.org"}).context["form"].errors == {
        "email": ["Non è la tua email: scrivila com'è nel tuo account."]
    }
    with django_capture_on_commit_callbacks(execute=True):
        risposta = sicura.post("/area/dati/chiudi/", {"email": "ALBA@example.org"})
    assert "Il tuo account è chiuso" in risposta.content.decode()
    chiusa = Persona.objects.get(pk=alba.pk)
    assert (chiusa.nome, chiusa.cognome, chiusa.nato_il, chiusa.comune, chiusa.is_active) == ("", "", None, None, False)
    assert (chiusa.email, str(chiusa)) == (f"persona-{alba.pk}@chiuso.invalid", "persona non più iscritta")
    assert nome_di_attore(f"persona:{alba.pk}") == "persona non più iscritta"
    for modello in (Profilo, Identita, Tutela):
        assert modello.objects.count() == 0
    assert EmailAddress.objects.count() == 0
    assert default_storage.exists(foto) is False
    # Consents stay, without a name; the acts stay, without their details.
    assert righe(chiusa) == [("foto", "2026-11-01", None)]
    storia = Transizione.objects.di(chiusa)
    assert storia.last().verbo == "chiudi"
    assert [d.dati for d in Dettaglio.objects.filter(transizione__in=storia[: len(storia) - 1])] == [None] * (
        len(storia) - 1
    )
    assert list(verifica()) == []
    # The last notice leaves, then its address goes too.
    assert [lettera.subject for lettera in mail.outbox] == ["Il tuo account è chiuso"]
    a_indirizzi = Avviso.objects.filter(persona=None)
    assert list(a_indirizzi.values_list("email", flat=True)) == ["alba@example.org"]
    assert dimentica_indirizzi(adesso()) == 1
    assert a_indirizzi.count() == 0
    assert sicura.get("/area/dati/").status_code == 302
    assert "alba@example.org" not in str(list(Transizione.objects.values())) + str(list(Persona.objects.values()))


def test_who_must_hand_something_over_is_told_and_cannot_close(sicura, alba, monkeypatch):
    frase = "Sei l'unica persona che amministra «Corte Prova»."
    monkeypatch.setitem(impedimenti_chiusura._voci, "prova", lambda persona: [frase])
    pagina = sicura.get("/area/dati/chiudi/").content.decode()
    assert "Corte Prova" in pagina
    assert 'name="email"' not in pagina
    risposta = sicura.post("/area/dati/chiudi/", {"email": "alba@example.org"})
    assert risposta.context["form"].non_field_errors() == [frase]
    assert Persona.objects.get().is_active is True


def test_nobody_closes_anothers_account(alba):
    with pytest.raises(NonPermesso):
        actions.chiudi(alba, da=PersonaFactory())


def test_closing_takes_the_guardians_of_a_minor_with_it():
    minore = PersonaFactory(minore=True)
    tutela = TutelaFactory(persona=minore)
    actions.conferma_tutela(tutela)
    actions.chiudi(minore, da=minore)
    assert Tutela.objects.count() == 0
    assert nome_di_attore(f"sistema:tutela:{tutela.pk}") == "un genitore o tutore"
    assert list(verifica()) == []


def test_an_address_let_go_may_be_used_again(alba):
    actions.chiudi(alba, da=alba)
    assert PersonaFactory(email="alba@example.org").pk != alba.pk


def test_going_back_to_a_word_that_is_no_path_goes_to_one_s_data(sicura, alba):
    for verso in ("Marta", "https://altrove.example.org/"):
        risposta = sicura.post("/area/dati/codice-fiscale/", {"codice_fiscale": CF, "next": verso})
        assert (risposta.status_code, risposta["Location"]) == (302, "/area/dati/")
