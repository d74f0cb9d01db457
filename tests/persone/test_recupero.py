"""A lost second factor: asked with the first one in hand, decided by the office, never in a hurry."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from talenti.avvisi.models import Avviso
from talenti.base.clock import a_quest_ora, adesso
from talenti.base.exceptions import DatoNonAccettato, NonPermesso, TransizioneNonAmmessa
from talenti.persone import actions
from talenti.persone.emails import link_annulla_recupero
from talenti.persone.enums import StatoRecupero
from talenti.persone.models import Persona, RecuperoFattore
from talenti.registro.models import Transizione
from tests.factories.persone import PAROLA_CHIAVE, PersonaFactory, RecuperoFattoreFactory
from tests.factories.rete import capofila
from tests.persone.conftest import entra
from tests.persone.test_accesso import SEGRETO, codice_app

pytestmark = pytest.mark.django_db
IERI = timedelta(hours=25)


@pytest.fixture
def ufficio(db):
    """The lead: holds the permission, has her own second factor."""
    persona = Persona.objects.create_superuser("capo@example.org", PAROLA_CHIAVE, nome="Nora", cognome="Campione")
    EmailAddress.objects.create(user=persona, email=persona.email, verified=True, primary=True)
    TOTP.activate(persona, SEGRETO)
    return persona


@pytest.fixture
def persona(db):
    persona = PersonaFactory()
    TOTP.activate(persona, SEGRETO)
    RecoveryCodes.activate(persona)
    return persona


def chiesto_ieri(persona):
    return RecuperoFattoreFactory(persona=persona, chiesto_il=adesso() - IERI)


def verbi(oggetto):
    return list(Transizione.objects.di(oggetto).values_list("verbo", "attore"))


def test_asked_from_the_page_of_the_second_factor(client, persona, settings):
    entra(client, persona)
    risposta = client.post("/accedi/telefono-perso/", {"racconto": "Perso in treno."})
    assert risposta["Location"] == "/accedi/telefono-perso/"
    recupero = RecuperoFattore.objects.get()
    assert (recupero.persona, recupero.racconto, recupero.stato) == (persona, "Perso in treno.", "chiesto")
    assert verbi(recupero) == [("chiedi", f"persona:{persona.pk}")]
    assert set(Avviso.objects.values_list("persona", "email", "oggetto")) == {
        (persona.pk, "", "Hai chiesto di togliere il secondo fattore"),
        (None, settings.EMAIL_CAPOFILA, "Una persona ha perso il secondo fattore"),
    }
    client.post("/accedi/telefono-perso/", {"racconto": "Ancora."})
    assert RecuperoFattore.objects.count() == 1


def test_nobody_asks_without_the_first_factor(client, persona):
    assert client.get("/accedi/telefono-perso/")["Location"] == "/accedi/"
    assert client.post("/accedi/telefono-perso/", {"racconto": "x"})["Location"] == "/accedi/"
    assert RecuperoFattore.objects.count() == 0


def test_only_one_request_at_a_time(persona):
    actions.chiedi_recupero(persona, "Perso.")
    with pytest.raises(TransizioneNonAmmessa) as errore:
        actions.chiedi_recupero(persona, "Perso ancora.")
    assert errore.value.codice == "recupero_gia_chiesto"


def test_granted_it_takes_every_factor_and_puts_everybody_out(client, persona, ufficio):
    entra(client, persona)
    client.post("/accedi/secondo-fattore/", {"code": codice_app()})
    recupero = chiesto_ieri(persona)
    actions.accogli_recupero(recupero, da=ufficio, motivo="Vista di persona con un documento.")
    recupero.refresh_from_db()
    assert (recupero.stato, recupero.deciso_da) == ("accolto", ufficio)
    assert Authenticator.objects.filter(user=persona).count() == 0
    assert client.get("/area/accesso/").status_code == 302
    assert verbi(recupero) == [("accogli", f"persona:{ufficio.pk}")]
    assert verbi(persona)[-1] == ("azzera_fattore", f"persona:{ufficio.pk}")
    dettaglio = Transizione.objects.di(persona).last().dettaglio.dati
    assert dettaglio == {"motivo": "Vista di persona con un documento.", "tolti": ["recovery_codes", "totp"]}
    detto = Avviso.objects.filter(persona=persona).latest("pk")
    assert detto.oggetto == "L'ufficio ha tolto il tuo secondo fattore"


def test_not_before_a_day_has_gone(persona, ufficio):
    recupero = RecuperoFattoreFactory(persona=persona)
    with pytest.raises(NonPermesso) as errore:
        actions.accogli_recupero(recupero, da=ufficio, motivo="Subito.")
    assert errore.value.codice == "troppo_presto"
    assert Authenticator.objects.filter(user=persona).count() == 2
    with a_quest_ora(recupero.chiesto_il + timedelta(hours=24)):
        actions.accogli_recupero(recupero, da=ufficio, motivo="Adesso sì.")


@pytest.mark.parametrize("verbo", ["accogli", "respingi"])
def test_a_decision_needs_a_reason(persona, ufficio, verbo):
    with pytest.raises(DatoNonAccettato) as errore:
        getattr(actions, f"{verbo}_recupero")(chiesto_ieri(persona), da=ufficio, motivo="  ")
    assert errore.value.campo == "motivo"


@pytest.mark.parametrize("verbo", ["accogli", "respingi"])
def test_a_decision_needs_the_permission_and_somebody_else(persona, ufficio, verbo):
    azione = getattr(actions, f"{verbo}_recupero")
    with pytest.raises(NonPermesso) as errore:
        azione(chiesto_ieri(persona), da=PersonaFactory(), motivo="x")
    assert errore.value.codice == "senza_ruolo"
    with pytest.raises(NonPermesso) as errore:
        azione(chiesto_ieri(ufficio), da=ufficio, motivo="x")
    assert errore.value.codice == "se_stessi"


def test_the_permission_comes_by_role(persona):
    collega = PersonaFactory()
    capofila(collega)
    actions.respingi_recupero(chiesto_ieri(persona), da=collega, motivo="Non risponde.")
    assert Avviso.objects.latest("pk").oggetto == "Il tuo secondo fattore resta attivo"


@pytest.mark.parametrize("verbo", ["accogli", "respingi", "annulla"])
@pytest.mark.parametrize("stato", [stato for stato in StatoRecupero.values if stato != "chiesto"])
def test_a_closed_request_stays_closed(persona, ufficio, verbo, stato):
    recupero = RecuperoFattoreFactory(
        persona=persona, stato=stato, chiesto_il=adesso() - IERI, deciso_il=adesso(), deciso_da=ufficio
    )
    azione = getattr(actions, f"{verbo}_recupero")
    altro = {"da": persona} if verbo == "annulla" else {"da": ufficio, "motivo": "x"}
    with pytest.raises(TransizioneNonAmmessa):
        azione(recupero, **altro)
    recupero.refresh_from_db()
    assert recupero.stato == stato
    assert Authenticator.objects.filter(user=persona).count() == 2


def test_its_owner_stops_it_from_the_mail_by_post_only(client, persona):
    recupero = actions.chiedi_recupero(persona, "Non sono io.")
    link = link_annulla_recupero(recupero)
    assert client.get(link).status_code == 200
    recupero.refresh_from_db()
    assert recupero.stato == "chiesto"
    client.post(link)
    recupero.refresh_from_db()
    assert (recupero.stato, recupero.deciso_da) == ("annullato", None)
    assert client.post(link, follow=True).status_code == 200
    assert client.get("/accedi/telefono-perso/ferma/rotto/").status_code == 409


@pytest.fixture
def in_ufficio(client, ufficio):
    entra(client, ufficio)
    client.post("/accedi/secondo-fattore/", {"code": codice_app()})
    return client


def test_the_office_reads_the_queue_and_decides_with_a_reason(in_ufficio, persona):
    recupero = chiesto_ieri(persona)
    base = f"/admin/persone/recuperofattore/{recupero.pk}"
    assert "Persone che hanno perso il secondo fattore" in in_ufficio.get("/admin/").content.decode()
    assert f"{base}/decidi/accogli/" in in_ufficio.get(f"{base}/change/").content.decode()
    assert in_ufficio.post(f"{base}/decidi/accogli/", {"motivo": ""}).context["form"].errors == {
        "motivo": ["Scrivi il motivo: chi lo riceve deve poter capire."]
    }
    assert in_ufficio.get(f"{base}/decidi/altro/").status_code == 404
    risposta = in_ufficio.post(f"{base}/decidi/accogli/", {"motivo": "Vista di persona."})
    assert risposta["Location"] == "/admin/persone/recuperofattore/"
    assert Authenticator.objects.filter(user=persona).count() == 0


def test_too_early_the_office_reads_why(in_ufficio, persona):
    recupero = RecuperoFattoreFactory(persona=persona)
    pagina = in_ufficio.get(f"/admin/persone/recuperofattore/{recupero.pk}/change/").content.decode()
    assert "La richiesta è di meno di 24 ore fa" in pagina
    risposta = in_ufficio.post(f"/admin/persone/recuperofattore/{recupero.pk}/decidi/accogli/", {"motivo": "Subito."})
    assert "La richiesta è di meno di 24 ore fa" in risposta.context["form"].non_field_errors()[0]


def test_the_office_reads_people_without_their_codice_fiscale_or_secrets(in_ufficio, persona):
    elenco = in_ufficio.get("/admin/persone/persona/").content.decode()
    assert persona.email in elenco
    assert "codice fiscale" not in elenco.lower()
    assert in_ufficio.get(f"/admin/persone/persona/{persona.pk}/change/").status_code == 200
    for segreto in ("mfa/authenticator", "account/emailaddress", "socialaccount/socialapp", "usersessions/usersession"):
        assert in_ufficio.get(f"/admin/{segreto}/").status_code == 404


def test_the_office_writes_a_plan(in_ufficio):
    dati = {"nome": "Piano 2027", "dal": "2027-01-01", "al": "", "eta_minima": 14, "giovane_da": 18, "giovane_a": 13}
    assert in_ufficio.post("/admin/persone/piano/add/", dati).status_code == 200
    assert in_ufficio.post("/admin/persone/piano/add/", dati | {"giovane_a": 35}).status_code == 302
