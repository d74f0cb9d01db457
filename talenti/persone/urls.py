from django.urls import path

from talenti.persone.views import accesso, personale, tutela

app_name = "persone"
urlpatterns = [
    path("accedi/telefono-perso/", accesso.TelefonoPersoView.as_view(), name="recupero_chiedi"),
    path("accedi/telefono-perso/ferma/<str:gettone>/", accesso.AnnullaRecuperoView.as_view(), name="recupero_annulla"),
    path("area/accesso/", accesso.AccessoView.as_view(), name="sicurezza"),
    path("area/profilo/", personale.ProfiloView.as_view(), name="profilo"),
    path("area/dati/", personale.DatiView.as_view(), name="dati"),
    path("area/dati/copia/", personale.EsportaView.as_view(), name="esporta"),
    path("area/dati/letture/", personale.LettureView.as_view(), name="letture"),
    path("area/dati/chiudi/", personale.ChiudiView.as_view(), name="chiudi"),
    path("area/dati/codice-fiscale/", personale.CodiceFiscaleView.as_view(), name="codice_fiscale"),
    path("area/dati/consensi/<slug:scopo>/", personale.ConsensoView.as_view(), name="consenso"),
    path("area/genitori/", personale.TuteleView.as_view(), name="tutele"),
    path("area/genitori/<int:pk>/rimanda/", personale.RimandaTutelaView.as_view(), name="tutela_rimanda"),
    path("area/genitori/<int:pk>/ritira/", personale.RitiraTutelaView.as_view(), name="tutela_ritira"),
    path("genitori/<str:gettone>/", tutela.TutelaView.as_view(), name="tutela"),
    path("persone/<int:pk>/", personale.ProfiloPubblicoView.as_view(), name="profilo_pubblico"),
    path("persone/<int:pk>/foto/", personale.FotoView.as_view(), name="foto"),
]
