from django.urls import path

from talenti.documenti import views

app_name = "documenti"

urlpatterns = [
    path("documenti/file/<slug:codice>/", views.ScaricaView.as_view(), name="scarica"),
    path("verifica/", views.cerca_codice, name="cerca_codice"),
    path("verifica/<str:codice>/", views.mostra_verifica, name="verifica"),
    path(".well-known/jwks.json", views.jwks, name="jwks"),
]
