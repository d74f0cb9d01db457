from django.urls import path

from thinktown.views import messaggi, pubblico

app_name = "thinktown"
urlpatterns = [
    path("bandi/", pubblico.BandiView.as_view(), name="elenco"),
    path("bandi/feed/", pubblico.FeedView.as_view(), name="feed"),
    path("bandi/<slug:slug>/", pubblico.BandoView.as_view(), name="bando"),
    path("bandi/<slug:slug>/puoi-partecipare/", pubblico.PuoiPartecipareView.as_view(), name="puoi_partecipare"),
    path("bandi/<slug:slug>/calendario/", pubblico.CalendarioView.as_view(), name="calendario"),
    path("bandi/<slug:slug>/atti/<int:pk>/", pubblico.AttoView.as_view(), name="atto"),
    path("domande/<slug:codice>/messaggi/", messaggi.MessaggiView.as_view(), name="messaggi"),
    path("domande/<slug:codice>/messaggi/letti/", messaggi.LettiView.as_view(), name="messaggi_letti"),
]
