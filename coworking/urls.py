from django.urls import path

from coworking.views import lettere, ospita, personali, prenota, pubblico, spazi

app_name = "coworking"
urlpatterns = [
    path("spazi/", pubblico.ElencoView.as_view(), name="elenco"),
    path("spazi/foto/<int:pk>/", pubblico.FotoView.as_view(), name="foto"),
    path("spazi/tutore/<str:gettone>/", lettere.TutoreView.as_view(), name="tutore"),
    path("spazi/<slug:slug>/", pubblico.SpazioView.as_view(), name="spazio"),
    path("spazi/<slug:slug>/orari/", pubblico.GrigliaView.as_view(), name="griglia"),
    path("spazi/<slug:slug>/prenota/", prenota.PrenotaView.as_view(), name="prenota"),
    path("area/prenotazioni/", personali.MiePrenotazioniView.as_view(), name="mie"),
    path("area/prenotazioni/<slug:codice>/", personali.PrenotazioneView.as_view(), name="prenotazione"),
    path("area/prenotazioni/<slug:codice>/annulla/", personali.AnnullaView.as_view(), name="annulla"),
    path("area/prenotazioni/<slug:codice>/calendario/", personali.CalendarioView.as_view(), name="calendario"),
    path("area/prenotazioni/<slug:codice>/pdf/", personali.CartaView.as_view(), name="carta"),
    # The host's desk.
    path("ospita/risposta/<str:gettone>/", lettere.RispostaView.as_view(), name="risposta"),
    path("ospita/<slug:partner>/", ospita.OspitaView.as_view(), name="ospita"),
    path("ospita/<slug:partner>/prenotazioni/<slug:codice>/", ospita.RispondiView.as_view(), name="rispondi"),
    path("ospita/<slug:partner>/prenotazioni/<slug:codice>/no/", ospita.RifiutaView.as_view(), name="ospita_rifiuta"),
    # The host's own spaces.
    path("ospita/<slug:partner>/spazi/nuovo/", spazi.NuovoView.as_view(), name="nuovo_spazio"),
    path("ospita/<slug:partner>/spazi/<slug:codice>/", spazi.MioSpazioView.as_view(), name="mio_spazio"),
    path(
        "ospita/<slug:partner>/spazi/<slug:codice>/parti/<slug:parte>/", spazi.ParteView.as_view(), name="spazio_parte"
    ),
    path(
        "ospita/<slug:partner>/spazi/<slug:codice>/parti/<slug:parte>/salva/",
        spazi.SalvaParteView.as_view(),
        name="spazio_salva_parte",
    ),
    path("ospita/<slug:partner>/spazi/<slug:codice>/foto/", spazi.FotoDelloSpazioView.as_view(), name="spazio_foto"),
    path(
        "ospita/<slug:partner>/spazi/<slug:codice>/foto/<int:pk>/togli/",
        spazi.TogliFotoView.as_view(),
        name="spazio_togli_foto",
    ),
    path(
        "ospita/<slug:partner>/spazi/<slug:codice>/anteprima/", spazi.AnteprimaView.as_view(), name="spazio_anteprima"
    ),
    path("ospita/<slug:partner>/spazi/<slug:codice>/scarta/", spazi.ScartaView.as_view(), name="spazio_scarta"),
    path(
        "ospita/<slug:partner>/spazi/<slug:codice>/verbo/<slug:verbo>/", spazi.VerboView.as_view(), name="spazio_verbo"
    ),
    path(
        "ospita/<slug:partner>/spazi/<slug:codice>/ferma/<slug:verbo>/", spazi.FermaView.as_view(), name="spazio_ferma"
    ),
    path("ospita/<slug:partner>/spazi/<slug:codice>/chiudi/", ospita.ChiudiView.as_view(), name="chiudi"),
    path("ospita/<slug:partner>/spazi/<slug:codice>/blocca/", ospita.BloccaView.as_view(), name="blocca"),
    path("ospita/<slug:partner>/giorni/<int:pk>/riapri/", ospita.RiapriView.as_view(), name="riapri_giorni"),
    path("ospita/<slug:partner>/blocchi/<int:pk>/libera/", ospita.SbloccaView.as_view(), name="sblocca"),
]
