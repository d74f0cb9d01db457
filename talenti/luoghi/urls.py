from django.urls import path

from talenti.luoghi import views

app_name = "luoghi"

urlpatterns = [
    path("luoghi/confini.geojson", views.confini, name="confini"),
]
