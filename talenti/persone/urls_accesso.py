"""allauth's pages at Italian addresses, under the names that allauth itself reverses (hence no namespace)."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codici
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from django.urls import include, path

from talenti.persone.views import accesso

accedi = [
    path("", account.login, name="account_login"),
    path("verifica/", accesso.ConfermaEmailView.as_view(), name="account_email_verification_sent"),
    path("codice/", account.request_login_code, name="account_request_login_code"),
    path("codice/conferma/", accesso.ConfermaCodiceView.as_view(), name="account_confirm_login_code"),
    path("password-dimenticata/", account.password_reset, name="account_reset_password"),
    path(
        "password-dimenticata/codice/",
        accesso.ConfermaPasswordView.as_view(),
        name="account_confirm_password_reset_code",
    ),
    path("password-dimenticata/nuova/", account.complete_password_reset, name="account_complete_password_reset"),
    path("password-dimenticata/fatto/", account.password_reset_from_key_done, name="account_password_reset_completed"),
    path("chiuso/", account.account_inactive, name="account_inactive"),
    path("secondo-fattore/", accesso.ChiediFattoreView.as_view(), name="mfa_authenticate"),
    path("passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("di-nuovo/", account.reauthenticate, name="account_reauthenticate"),
    path("di-nuovo/codice/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("di-nuovo/passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("identita/annullato/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("identita/errore/", social.login_error, name="socialaccount_login_error"),
]

chiavi = [
    path("email/", account.email, name="account_email"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/scegli/", account.password_set, name="account_set_password"),
    path("secondo-fattore/", accesso.SecondoFattoreView.as_view(), name="mfa_index"),
    path("app/", accesso.AttivaAppView.as_view(), name="mfa_activate_totp"),
    path("app/togli/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("codici/", accesso.CodiciDiRiservaView.as_view(), name="mfa_view_recovery_codes"),
    path("codici/nuovi/", codici.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("codici/scarica/", accesso.ScaricaCodiciView.as_view(), name="mfa_download_recovery_codes"),
    path("passkey/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("passkey/aggiungi/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("passkey/<int:pk>/togli/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("passkey/<int:pk>/nome/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("dispositivi/", accesso.DispositiviView.as_view(), name="usersessions_list"),
    path("identita/", social.connections, name="socialaccount_connections"),
]

urlpatterns = [
    path("registrati/", account.signup, name="account_signup"),
    path("registrati/identita/", social.signup, name="socialaccount_signup"),
    path("esci/", account.logout, name="account_logout"),
    path("accedi/", include(accedi)),
    path("area/accesso/", include(chiavi)),
]
