"""Where the gateway sends people back: registered with it once, so the same in every language."""

from django.urls import path

from talenti.persone.views import accesso

urlpatterns = [
    path("identita/<slug:provider_id>/entra/", accesso.entra_con_identita, name="openid_connect_login"),
    path("identita/<slug:provider_id>/ritorno/", accesso.ritorno_dal_gateway, name="openid_connect_callback"),
]
