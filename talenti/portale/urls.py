from django.urls import path

from talenti.portale.views import personale, pubblico

app_name = "portale"
urlpatterns = [
    path("", pubblico.HomeView.as_view(), name="home"),
    path("area/", personale.AreaView.as_view(), name="area"),
    path("cerca/", pubblico.CercaView.as_view(), name="cerca"),
    path("per-chi-cerca-lavoro/", pubblico.PubblicoView.as_view(pubblico="lavoro"), name="lavoro"),
    path("per-le-imprese/", pubblico.PubblicoView.as_view(pubblico="imprese"), name="imprese"),
    path("per-gli-operatori/", pubblico.PubblicoView.as_view(pubblico="operatori"), name="operatori"),
    path("chi-siamo/", pubblico.PaginaView.as_view(template_name="portale/chi_siamo.html"), name="chi_siamo"),
    path("aiuto/", pubblico.PaginaView.as_view(template_name="portale/aiuto.html"), name="aiuto"),
    path("aiuto/parole/", pubblico.GlossarioView.as_view(), name="glossario"),
    path("contatti/", pubblico.PaginaView.as_view(template_name="portale/contatti.html"), name="contatti"),
    path("privacy/", pubblico.PrivacyView.as_view(), name="privacy"),
    path(
        "privacy/in-parole-semplici/",
        pubblico.PrivacySempliceView.as_view(),
        name="privacy_semplice",
    ),
    path("note-legali/", pubblico.PaginaView.as_view(template_name="portale/note_legali.html"), name="note_legali"),
    path("statistiche/", pubblico.StatisticheView.as_view(), name="statistiche"),
    path("opinione/", pubblico.OpinioneView.as_view(), name="opinione"),
    path("opinione/grazie/", pubblico.GrazieView.as_view(), name="opinione_grazie"),
]
