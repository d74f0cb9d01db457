"""The public addresses of the registers: grants, asking for access, being heard."""

from django.urls import path

from thinktown.views import accesso, contributi

REGISTRI = [
    path("bandi/contributi/<int:anno>/", contributi.AnnoView.as_view(), name="contributi_anno"),
    path("bandi/contributi/<int:anno>/csv/", contributi.AnnoCsvView.as_view(), name="contributi_anno_csv"),
    path("bandi/contributi/<int:anno>/json/", contributi.AnnoJsonView.as_view(), name="contributi_anno_json"),
    path("bandi/<slug:slug>/contributi/", contributi.ContributiView.as_view(), name="contributi"),
    path("bandi/<slug:slug>/contributi/csv/", contributi.ContributiCsvView.as_view(), name="contributi_csv"),
    path("bandi/<slug:slug>/contributi/json/", contributi.ContributiJsonView.as_view(), name="contributi_json"),
    path("bandi/<slug:slug>/accesso/", accesso.AccessoView.as_view(), name="accesso"),
    path("bandi/<slug:slug>/accesso/<slug:codice>/", accesso.MioAccessoView.as_view(), name="mio_accesso"),
    path("bandi/<slug:slug>/accesso/<slug:codice>/ritira/", accesso.RitiraAccessoView.as_view(), name="ritira_accesso"),
    path("bandi/<slug:slug>/coinvolge/<slug:codice>/", accesso.OpposizioneView.as_view(), name="opposizione"),
]
