from django.urls import path

from talenti.cruscotto import views

app_name = "cruscotto"
urlpatterns = [
    path("indicatori/", views.IndicatoriView.as_view(), name="indicatori"),
    path("indicatori/<str:chiave>.csv", views.scarica, name="csv"),
    path("indicatori/<str:chiave>.json", views.dati, name="json"),
]
