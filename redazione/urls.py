from django.urls import path

from redazione.views import calendario, file_immagini, idee, immagini, persone, piano, scrivania, voci

app_name = "redazione"
urlpatterns = [
    path("redazione/", scrivania.ScrivaniaView.as_view(), name="scrivania"),
    # What anybody proposes.
    path("redazione/idee/", idee.IdeeView.as_view(), name="idee"),
    path("redazione/idee/<slug:codice>/", idee.IdeaView.as_view(), name="idea"),
    path("redazione/idee/<slug:codice>/sostieni/", idee.SostieniView.as_view(), name="sostieni"),
    path("redazione/idee/<slug:codice>/ritira/", idee.RitiraView.as_view(), name="idea_ritira"),
    path("redazione/idee/<slug:codice>/scarta/", idee.ScartaView.as_view(), name="idea_scarta"),
    # The plan.
    path("redazione/piano/", piano.PianoView.as_view(), name="piano"),
    path("redazione/piano/mese/<slug:verbo>/", piano.MeseView.as_view(), name="mese"),
    path("redazione/piano/rimanda/<slug:mese>/", piano.RimandaView.as_view(), name="rimanda"),
    path("redazione/piano/copertura/", piano.CoperturaView.as_view(), name="copertura"),
    path("redazione/piano/nuova/", voci.NuovaView.as_view(), name="nuova_voce"),
    path("redazione/piano/voci/<slug:codice>/", voci.VoceView.as_view(), name="voce"),
    path("redazione/piano/voci/<slug:codice>/modifica/", voci.ModificaView.as_view(), name="voce_modifica"),
    path("redazione/piano/voci/<slug:codice>/sposta/", voci.SpostaView.as_view(), name="voce_sposta"),
    path("redazione/piano/voci/<slug:codice>/lascia/", voci.LasciaView.as_view(), name="voce_lascia"),
    path("redazione/piano/voci/<slug:codice>/riprendi/", voci.RiprendiView.as_view(), name="voce_riprendi"),
    path("redazione/piano/voci/<slug:codice>/commenta/", voci.CommentaView.as_view(), name="voce_commenta"),
    path("redazione/piano/voci/<slug:codice>/collega/", voci.CollegaView.as_view(), name="voce_collega"),
    path("redazione/piano/voci/<slug:codice>/scollega/<int:pk>/", voci.ScollegaView.as_view(), name="voce_scollega"),
    # The calendar of the plan, at a secret address.
    path("redazione/calendario/", calendario.IndirizzoView.as_view(), name="calendario"),
    path("redazione/calendario/<str:gettone>.ics", calendario.IcsView.as_view(), name="calendario_ics"),
    # The people.
    path("redazione/persone/", persone.PersoneView.as_view(), name="persone"),
    path("redazione/persone/<slug:codice>/ruolo/", persone.RuoloView.as_view(), name="ruolo"),
    path("redazione/persone/<slug:codice>/allontana/", persone.AllontanaView.as_view(), name="allontana"),
    path("redazione/persone/<slug:codice>/lascia/", persone.LasciaView.as_view(), name="lascia"),
    path("redazione/inviti/<slug:codice>/", persone.InvitoView.as_view(), name="invito"),
    # Pictures.
    path("redazione/immagini/", immagini.ImmaginiView.as_view(), name="immagini"),
    path("redazione/immagini/nuova/", immagini.CaricaView.as_view(), name="immagine_carica"),
    path("redazione/immagini/<slug:codice>/", immagini.ImmagineView.as_view(), name="immagine"),
    path("redazione/immagini/<slug:codice>/consensi/", immagini.ConsensoView.as_view(), name="immagine_consenso"),
    path(
        "redazione/immagini/<slug:codice>/consensi/<int:pk>/ritira/",
        immagini.RitiraConsensoView.as_view(),
        name="immagine_ritira_consenso",
    ),
    path("redazione/immagini/<slug:codice>/togli/", immagini.TogliView.as_view(), name="immagine_togli"),
    path("notizie/immagini/<slug:codice>/<str:file>", file_immagini.FileView.as_view(), name="immagine_file"),
]
