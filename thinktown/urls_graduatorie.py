"""The addresses of the ranking: for everybody, and for who is in it."""

from django.urls import path

from thinktown.views import graduatoria, mia_graduatoria

_MIA = "domande/<slug:codice>/graduatoria/"

GRADUATORIE = [
    path("bandi/<slug:slug>/graduatoria/", graduatoria.GraduatoriaView.as_view(), name="graduatoria"),
    path("bandi/<slug:slug>/graduatoria/csv/", graduatoria.GraduatoriaCsvView.as_view(), name="graduatoria_csv"),
    path("bandi/<slug:slug>/graduatoria/json/", graduatoria.GraduatoriaJsonView.as_view(), name="graduatoria_json"),
    path(_MIA, mia_graduatoria.MiaGraduatoriaView.as_view(), name="mia_graduatoria"),
    path(f"{_MIA}segnala/", mia_graduatoria.SegnalaView.as_view(), name="segnala_errore"),
    path(f"{_MIA}accetta/", mia_graduatoria.AccettaView.as_view(), name="accetta_chiamata"),
    path(f"{_MIA}rinuncia/", mia_graduatoria.RinunciaView.as_view(), name="rinuncia_chiamata"),
]
