from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import reverse

from talenti.avvisi.models import Avviso
from talenti.base.clock import adesso
from talenti.persone.actions import pulisci_sessioni
from talenti.persone.demo import attiva_fattore_demo, codice_demo
from talenti.persone.models import Persona
from talenti.registro.models import Transizione
from tests.factories import rete
from tests.factories.persone import PAROLA_CHIAVE, PersonaFactory
from tests.persone.conftest import entra, ultimo_codice

pytestmark = pytest.mark.django_db
SEGRETO = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def codice_app(segreto=SEGRETO):
    return format_hotp_value(hotp_value(segreto, next(iter(yield_hotp_counters_from_time()))))


def con_app(persona):
    TOTP.activate(persona, SEGRETO)
    return persona


def verbi(persona):
    return list(Transizione.objects.di(persona).values_list("verbo", flat=True))


def avvisi(persona):
    return list(Avviso.objects.filter(persona=persona).order_by("pk").values_list("oggetto", "tipo"))


def dentro(client):
    return client.get(reverse("persone:sicurezza")).status_code == 200


def riconferma(client):
    return client.post("/accedi/di-nuovo/", {"password": PAROLA_CHIAVE})


@pytest.fixture
def sicura(entrata):
    """Signed in, and just asked again who she is."""
    riconferma(entrata)
    return entrata


def test_login_goes_where_one_was_going(client, persona):
    risposta = entra(client, persona, seguire=False, next="/area/dati/")
    assert (risposta.status_code, risposta["Location"]) == (302, "/area/dati/")


def test_the_email_may_be_typed_in_capitals(client, persona):
    risposta = client.post("/accedi/", {"login": persona.email.upper(), "password": PAROLA_CHIAVE})
    assert risposta.status_code == 302


def test_a_wrong_password_says_what_to_do(client, persona):
    risposta = entra(client, persona, parola="sbagliata-di-sicuro")
    assert risposta.context["form"].non_field_errors() == [
        "Email e password non vanno insieme. Ricontrollale, oppure entra con un codice per email."
    ]


def test_a_new_device_is_told_once(client, persona):
    entra(client, persona)
    client.post("/esci/")
    entra(client, persona)
    assert verbi(persona) == ["entra_da_nuovo_dispositivo"]
    assert avvisi(persona) == [("Accesso da un dispositivo nuovo", "sicurezza")]


def test_a_forged_device_cookie_is_a_new_device(client, persona):
    client.cookies["dispositivo"] = "WyJ4Il0:inventato"
    entra(client, persona)
    assert verbi(persona) == ["entra_da_nuovo_dispositivo"]


def test_a_forgotten_password_is_changed_with_a_code_in_the_same_tab(client, persona):
    risposta = client.post("/accedi/password-dimenticata/", {"email": persona.email})
    assert risposta["Location"] == "/accedi/password-dimenticata/codice/"
    risposta = client.post(risposta["Location"], {"code": "000000x"})
    assert risposta.context["restano"] == 2
    risposta = client.post("/accedi/password-dimenticata/codice/", {"code": ultimo_codice()})
    assert risposta["Location"] == "/accedi/password-dimenticata/nuova/"
    risposta = client.post(risposta["Location"], {"password1": "un-altra-frase-lunga"})
    assert risposta["Location"] == "/accedi/password-dimenticata/fatto/"
    persona.refresh_from_db()
    assert persona.check_password("un-altra-frase-lunga")
    assert verbi(persona) == ["cambia_password"]


def test_changing_the_password_puts_every_device_out(client, sicura, persona):
    altro = type(client)()
    entra(altro, persona)
    risposta = sicura.post(
        "/area/accesso/password/", {"oldpassword": PAROLA_CHIAVE, "password1": "un-altra-frase-lunga"}
    )
    assert risposta["Location"] == "/area/accesso/"
    assert (dentro(client), dentro(altro)) == (False, False)
    assert ("La tua password è cambiata", "sicurezza") in avvisi(persona)


def test_a_first_password_is_chosen_by_who_had_none(client, persona):
    persona.set_unusable_password()
    persona.save()
    client.post("/accedi/codice/", {"email": persona.email})
    client.post("/accedi/codice/conferma/", {"code": ultimo_codice()})
    assert client.get("/area/accesso/password/")["Location"] == "/area/accesso/password/scegli/"
    client.post("/area/accesso/password/scegli/", {"password1": "un-altra-frase-lunga"})
    persona.refresh_from_db()
    assert persona.check_password("un-altra-frase-lunga")


def test_the_email_changes_only_when_the_code_is_written(sicura, persona):
    prima = persona.email
    risposta = sicura.post("/area/accesso/email/", {"email": "altra@example.org", "action_add": "1"})
    assert risposta["Location"] == "/accedi/verifica/"
    persona.refresh_from_db()
    assert persona.email == prima
    sicura.post("/accedi/verifica/", {"code": ultimo_codice()})
    persona.refresh_from_db()
    assert persona.email == "altra@example.org"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [("altra@example.org", True, True)]
    assert verbi(persona) == ["entra_da_nuovo_dispositivo", "cambia_email"]
    # The old address is told too: whoever lost it must know.
    detti = Avviso.objects.filter(oggetto="La tua email è cambiata").order_by("pk")
    assert list(detti.values_list("persona", "email")) == [
        (persona.pk, ""),
        (None, prima),
    ]


def test_the_email_of_another_account_is_not_taken_and_not_revealed(sicura, persona):
    PersonaFactory(email="altra@example.org")
    risposta = sicura.post("/area/accesso/email/", {"email": "altra@example.org", "action_add": "1"})
    assert risposta["Location"] == "/accedi/verifica/"
    sicura.post("/accedi/verifica/", {"code": ultimo_codice()})
    persona.refresh_from_db()
    assert persona.email != "altra@example.org"


@pytest.mark.parametrize(
    "nome",
    ["mfa_activate_totp", "mfa_add_webauthn", "persone:chiudi", "mfa_generate_recovery_codes"],
)
def test_who_one_is_is_asked_again_before_keys_change(entrata, nome):
    assert entrata.get(reverse(nome))["Location"].startswith("/accedi/di-nuovo/?next=")


def test_the_app_is_added_with_its_code_and_gives_recovery_codes(sicura, persona, django_capture_on_commit_callbacks):
    pagina = sicura.get("/area/accesso/app/")
    assert "data:image/svg+xml;base64," in pagina.content.decode()
    segreto = pagina.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        risposta = sicura.post("/area/accesso/app/", {"code": codice_app(segreto)})
    assert risposta["Location"] == "/area/accesso/codici/"
    assert sorted(Authenticator.objects.values_list("type", flat=True)) == ["recovery_codes", "totp"]
    assert verbi(persona) == ["entra_da_nuovo_dispositivo", "aggiungi_fattore"]
    assert len(sicura.get("/area/accesso/codici/").context["unused_codes"]) == 10
    scarico = sicura.get("/area/accesso/codici/scarica/")
    assert scarico["Content-Disposition"] == 'attachment; filename="codici-di-riserva.txt"'


def test_the_first_factor_puts_out_the_sessions_that_were_never_asked_for_it(
    sicura, client, persona, django_capture_on_commit_callbacks
):
    altro = type(client)()
    entra(altro, persona)
    segreto = sicura.get("/area/accesso/app/").context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        sicura.post("/area/accesso/app/", {"code": codice_app(segreto)})
    assert (dentro(sicura), dentro(altro)) == (True, False)
    assert altro.get("/area/")["Location"].startswith("/accedi/")


def test_taking_the_app_off_takes_the_recovery_codes_with_it(sicura, persona):
    con_app(persona)
    RecoveryCodes.activate(persona)
    sicura.post("/area/accesso/app/togli/")
    assert Authenticator.objects.count() == 0
    assert verbi(persona)[-1:] == ["togli_fattore"]


def test_the_second_factor_is_asked_and_next_survives(client, persona):
    con_app(persona)
    risposta = entra(client, persona, seguire=False, next="/area/dati/")
    assert risposta["Location"] == "/accedi/secondo-fattore/"
    assert dentro(client) is False
    assert client.post("/accedi/secondo-fattore/", {"code": "000000x"}).status_code == 200
    risposta = client.post("/accedi/secondo-fattore/", {"code": codice_app()})
    assert risposta["Location"] == "/area/dati/"


def test_a_recovery_code_is_good_once(client, persona):
    con_app(persona)
    codice = RecoveryCodes.activate(persona).generate_codes()[0]
    entra(client, persona)
    assert client.post("/accedi/secondo-fattore/", {"code": codice}).status_code == 302
    client.post("/esci/")
    entra(client, persona)
    assert client.post("/accedi/secondo-fattore/", {"code": codice}).status_code == 200


def test_the_other_devices_are_put_out(client, entrata, persona):
    altro = type(client)()
    entra(altro, persona)
    assert len(entrata.get("/area/accesso/").context["sessioni"]) == 2
    assert [riga["qui"] for riga in entrata.get("/area/accesso/dispositivi/").context["righe"]] == [True, False]
    entrata.post("/area/accesso/dispositivi/")
    assert (dentro(entrata), dentro(altro)) == (True, False)


def test_a_closed_account_does_not_enter(client, persona):
    persona.is_active = False
    persona.save()
    assert entra(client, persona, seguire=False)["Location"] == "/accedi/chiuso/"
    mail.outbox.clear()
    client.post("/accedi/codice/", {"email": persona.email})
    assert [lettera.subject for lettera in mail.outbox] == ["Con questa email non c'è un account"]


@pytest.fixture
def capo(db):
    persona = Persona.objects.create_superuser("capo@example.org", PAROLA_CHIAVE, nome="Nora", cognome="Campione")
    EmailAddress.objects.create(user=persona, email=persona.email, verified=True, primary=True)
    return persona


@pytest.mark.parametrize("pagina", ["/admin/", "/admin/persone/persona/", "/admin/persone/persona/1/change/"])
def test_staff_without_a_second_factor_are_taken_to_set_it_up_and_then_back(client, capo, pagina):
    entra(client, capo)
    risposta = client.get(pagina, follow=True)
    assert risposta.redirect_chain[-1][0].startswith("/area/accesso/secondo-fattore/?next=")
    assert "il secondo fattore è obbligatorio" in risposta.content.decode()
    riconferma(client)
    segreto = client.get("/area/accesso/app/").context["form"].secret
    client.post("/area/accesso/app/", {"code": codice_app(segreto)})
    assert client.get("/area/accesso/codici/").context["dove"] == pagina


@pytest.mark.parametrize("pagina", ["/partner/associazione-prova/persone/", "/partner/associazione-prova/"])
def test_a_role_of_the_office_asks_for_the_second_factor_at_the_desk_too(client, persona, pagina):
    partner = rete.ammesso()
    rete.membro(partner, "amministrazione", persona)
    Authenticator.objects.filter(user=persona).delete()
    entra(client, persona)
    assert client.get(pagina)["Location"] == f"/area/accesso/secondo-fattore/?{urlencode({'next': pagina})}"
    invito = {"email": "altra@example.org", "ruolo": "collaborazione"}
    risposta = client.post(f"/partner/{partner.slug}/persone/invita/", invito)
    assert risposta["Location"].startswith("/area/accesso/secondo-fattore/")
    assert partner.inviti.count() == 0


def test_staff_with_a_second_factor_enter_the_office(client, capo):
    con_app(capo)
    entra(client, capo)
    client.post("/accedi/secondo-fattore/", {"code": codice_app()})
    assert client.get("/admin/").status_code == 200


def test_the_demonstration_shows_its_codes_and_nothing_else_does(capo, settings):
    with pytest.raises(RuntimeError):
        attiva_fattore_demo(capo)
    con_app(capo)
    assert codice_demo(capo) == ""
    settings.MODO_DEMO = True
    assert codice_demo(capo) in {format_hotp_value(hotp_value(SEGRETO, n)) for n in yield_hotp_counters_from_time()}


def test_the_demonstration_factor_is_made_once(persona, settings):
    settings.MODO_DEMO = True
    assert codice_demo(persona) == ""
    attiva_fattore_demo(persona)
    attiva_fattore_demo(persona)
    assert sorted(Authenticator.objects.values_list("type", flat=True)) == ["recovery_codes", "totp"]
    assert len(codice_demo(persona)) == 6


@pytest.mark.parametrize(
    "rotta",
    [
        "",
        "null",
        "{}",
        "[]",
        "1",
        '"x"',
        '{"id": "\\ud800"}',
        '{"id": "a", "rawId": "a", "type": "public-key", "response": {}}',
        '{"id": "a", "rawId": 1, "type": 2, "response": {"clientDataJSON": "?", "attestationObject": "?"}}',
        '{"id": "a", "rawId": "YQ", "type": "public-key", "response": {"clientDataJSON": "e30", "userHandle": "YQ"}}',
    ],
)
def test_a_hostile_passkey_answer_is_refused_with_a_sentence(sicura, client, persona, rotta):
    risposta = sicura.post("/area/accesso/passkey/aggiungi/", {"credential": rotta, "name": "x"})
    assert risposta.status_code == 200
    assert risposta.context["form"].errors
    assert type(client)().post("/accedi/passkey/", {"credential": rotta})["Location"] == "/accedi/"
    assert Authenticator.objects.count() == 0


def test_sessions_that_are_over_are_forgotten(client, persona):
    entra(client, persona)
    altrove = Client()
    entra(altrove, persona)
    Session.objects.filter(pk=altrove.session.session_key).update(expire_date=adesso())
    assert pulisci_sessioni(adesso()) == 1
    mia = client.session.session_key
    assert list(Session.objects.exclude(pk=mia).filter(pk=altrove.session.session_key)) == []
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [mia]
