from django.urls import path

from talenti.registro import views

app_name = "registro"
urlpatterns = [path("registro/", views.SigilliView.as_view(), name="sigilli")]
