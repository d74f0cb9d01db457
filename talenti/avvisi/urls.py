from django.urls import path

from talenti.avvisi import views

app_name = "avvisi"
urlpatterns = [
    path("area/messaggi/", views.ElencoAvvisiView.as_view(), name="elenco"),
    path("area/messaggi/letti/", views.SegnaTuttiView.as_view(), name="segna_tutti"),
    path("area/messaggi/preferenze/", views.PreferenzeView.as_view(), name="preferenze"),
    path("area/messaggi/<int:pk>/", views.AvvisoView.as_view(), name="avviso"),
    path("area/messaggi/<int:pk>/letto/", views.SegnaLettoView.as_view(), name="segna_letto"),
    path("area/messaggi/<int:pk>/manda/", views.MandaDiNuovoView.as_view(), name="manda_di_nuovo"),
    path("messaggi/basta/<str:gettone>/", views.SilenziaView.as_view(), name="silenzia"),
]
