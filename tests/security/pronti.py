"""How a client is brought to where each form is met."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse

from talenti.avvisi.emails import SCOPO_SILENZIO
from talenti.base.clock import adesso
from talenti.base.links import firma
from talenti.persone.emails import link_annulla_recupero, link_tutela
from talenti.persone.models import RecuperoFattore, Tutela
from talenti.rete import actions
from talenti.rete.emails_membri import gettone
from talenti.rete.models import Invito, Partner
from tests.factories import rete
from tests.factories.persone import PAROLA_CHIAVE, PersonaFactory, TutelaFactory
from tests.security.ostili import riconfermata

ISCRIZIONE = {
    "email": "nuova@example.org",
    "nome": "Nives",
    "cognome": "Prova",
    "nato_il_giorno": "3",
    "nato_il_mese": "4",
    "nato_il_anno": "2000",
    "comune": "",
    "password1": "una-frase-lunga-8",
    "informativa": "on",
}


def _si_iscrive(client: Any) -> None:
    client.post(reverse("account_signup"), ISCRIZIONE)


def _chiede_un_codice(client: Any) -> None:
    persona = PersonaFactory()
    client.post(reverse("account_request_login_code"), {"email": persona.email})


def _password_dimenticata(client: Any) -> None:
    persona = PersonaFactory()
    client.post(reverse("account_reset_password"), {"email": persona.email})


def _sceglie_la_password(client: Any) -> None:
    _password_dimenticata(client)
    codice = client.session["account_password_reset_verification"]["code"]
    client.post(reverse("account_confirm_password_reset_code"), {"code": codice})


def _col_secondo_fattore(client: Any) -> None:
    persona = PersonaFactory()
    TOTP.activate(persona, "JBSWY3DPEHPK3PXP")
    client.post(reverse("account_login"), {"login": persona.email, "password": PAROLA_CHIAVE})


def _senza_password(client: Any) -> None:
    persona = PersonaFactory(password=None)
    client.force_login(persona)
    riconfermata(client)


def _con_app(client: Any) -> None:
    persona = PersonaFactory()
    TOTP.activate(persona, "JBSWY3DPEHPK3PXP")
    client.force_login(persona)
    riconfermata(client)


def _senza_fattore(client: Any) -> None:
    client.force_login(PersonaFactory())
    riconfermata(client)
    client.get(reverse("mfa_activate_totp"))


def _aggiunge_passkey(client: Any) -> None:
    client.force_login(PersonaFactory())
    riconfermata(client)
    client.get(reverse("mfa_add_webauthn"))


def _entra_con_passkey(client: Any) -> None:
    client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})


def _riconferma_con_passkey(client: Any) -> None:
    riconfermata(client)
    client.get(reverse("mfa_reauthenticate_webauthn"))


def _riconfermata(client: Any) -> None:
    riconfermata(client)


def _minorenne(client: Any) -> None:
    client.force_login(PersonaFactory(minore=True))


def _comincia_bozza(client: Any) -> Any:
    persona = PersonaFactory()
    client.force_login(persona)
    return actions.comincia_bozza(da=persona)


def _bozza(parte: str) -> Any:
    return lambda client: (_comincia_bozza(client).codice, parte)


def _solo_codice(client: Any) -> Any:
    return (_comincia_bozza(client).codice,)


def _ritirata(client: Any) -> Any:
    persona = PersonaFactory()
    client.force_login(persona)
    partner = rete.proposto(persona, tipo="gruppo_informale", nome="Ritirata", codice_fiscale="")
    actions.ritira(partner, da=persona)
    return (partner.codice,)


def _invito(_client: Any) -> Any:
    return (gettone(Invito.objects.get(email="invitata@example.org")),)


def _tutela(_client: Any) -> Any:
    return (link_tutela(Tutela.objects.first()).rstrip("/").rpartition("/")[2],)


def _mia_tutela(client: Any) -> Any:
    tutela = Tutela.objects.first()
    client.force_login(tutela.persona)
    return (tutela.pk,)


def _con_tutela(client: Any) -> Any:
    return (TutelaFactory(stato="confermato", decisa_il=adesso()).persona_id, "revoca_tutela")


def _recupero() -> RecuperoFattore:
    return RecuperoFattore.objects.create(persona=PersonaFactory(), racconto="Perso.", chiesto_il=adesso())


def _ferma(_client: Any) -> Any:
    return (link_annulla_recupero(_recupero()).rstrip("/").rpartition("/")[2],)


def _silenzia(_client: Any) -> Any:
    return (firma(SCOPO_SILENZIO, {"persona": PersonaFactory().pk, "tipo": "rete"}),)


def _decide(verbo: str) -> Any:
    return lambda _client: (_recupero().pk, verbo)


def _passkey(client: Any) -> Any:
    persona = PersonaFactory()
    client.force_login(persona)
    riconfermata(client)
    chiave = Authenticator.objects.create(
        user=persona, type=Authenticator.Type.WEBAUTHN, data={"name": "telefono", "credential": {}}
    )
    return (chiave.pk,)


def _email_in_attesa(client: Any) -> None:
    persona = PersonaFactory()
    client.force_login(persona)
    riconfermata(client)
    EmailAddress.objects.create(user=persona, email="altra@example.org")


def _in_esame(client: Any) -> Any:
    return (Partner.objects.get(nome="Zeta").pk,)


def _gruppo(client: Any) -> Any:
    """A group, and who runs it."""
    persona = PersonaFactory()
    client.force_login(persona)
    partner = rete.ammesso(persona=persona, tipo="gruppo_informale", nome="Gruppo", codice_fiscale="")
    return (partner.slug,)


def _chiesta(client: Any) -> Any:
    """Somebody who has been asked to answer for a group."""
    partner = rete.ammesso(persona=PersonaFactory(), tipo="gruppo_informale", nome="Gruppo", codice_fiscale="")
    persona = rete.membro(partner)
    actions.chiedi_responsabile(partner, persona=persona, da=partner.proposto_da)
    client.force_login(persona)
    return (partner.slug,)


# ── The table ─────────────────────────────────────────────────────────────────────────────────────
