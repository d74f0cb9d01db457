"""The public addresses of the registers: asking for access, being heard."""

from django.urls import path

from thinktown.views import accesso

REGISTRI = [
    path("bandi/<slug:slug>/accesso/", accesso.AccessoView.as_view(), name="accesso"),
    path("bandi/<slug:slug>/accesso/<slug:codice>/", accesso.MioAccessoView.as_view(), name="mio_accesso"),
    path("bandi/<slug:slug>/accesso/<slug:codice>/ritira/", accesso.RitiraAccessoView.as_view(), name="ritira_accesso"),
    path("bandi/<slug:slug>/coinvolge/<slug:codice>/", accesso.OpposizioneView.as_view(), name="opposizione"),
]
