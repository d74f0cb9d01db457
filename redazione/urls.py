from django.urls import path

from redazione.views import (
    articoli,
    calendario,
    file_immagini,
    idee,
    immagini,
    persone,
    piano,
    pubblica,
    revisiona,
    scrivania,
    scrivi,
    storia,
    voci,
)

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
    # What is written: the writing desk.
    path("redazione/articoli/", articoli.ArticoliView.as_view(), name="articoli"),
    path("redazione/argomenti/", articoli.ArgomentiView.as_view(), name="argomenti"),
    path("redazione/piano/voci/<slug:codice>/scrivi/", articoli.CominciaView.as_view(), name="comincia"),
    path("redazione/articoli/<slug:codice>/", scrivi.ScriviView.as_view(), name="scrivi"),
    path("redazione/articoli/<slug:codice>/salva/", scrivi.SalvaView.as_view(), name="scrivi_salva"),
    path("redazione/articoli/<slug:codice>/pulisci/", scrivi.PulisciView.as_view(), name="scrivi_pulisci"),
    path("redazione/articoli/<slug:codice>/unisci/<int:n>/", scrivi.UnisciView.as_view(), name="unisci"),
    path("redazione/articoli/<slug:codice>/anteprima/", scrivi.AnteprimaView.as_view(), name="anteprima"),
    path("redazione/articoli/<slug:codice>/pagina/", scrivi.PaginaAnteprimaView.as_view(), name="anteprima_pagina"),
    path("redazione/articoli/<slug:codice>/storia/", storia.StoriaView.as_view(), name="storia"),
    path("redazione/articoli/<slug:codice>/storia/<int:n>/", storia.ConfrontoView.as_view(), name="confronto"),
    path("redazione/articoli/<slug:codice>/firma/", articoli.FirmaView.as_view(), name="firma"),
    path("redazione/articoli/<slug:codice>/prima/<int:persona>/", articoli.PrimaView.as_view(), name="firma_prima"),
    path("redazione/articoli/<slug:codice>/cura/", articoli.CuraView.as_view(), name="cura"),
    path("redazione/articoli/<slug:codice>/note/", revisiona.AnnotaView.as_view(), name="annota"),
    path("redazione/articoli/<slug:codice>/note/<int:pk>/", revisiona.SistemaView.as_view(), name="nota_sistema"),
    path("redazione/articoli/<slug:codice>/rimanda/", revisiona.RimandaArticoloView.as_view(), name="articolo_rimanda"),
    path("redazione/articoli/<slug:codice>/verifica/", revisiona.ChiediVerificaView.as_view(), name="chiedi_verifica"),
    path("redazione/articoli/<slug:codice>/pubblica/", pubblica.PubblicaView.as_view(), name="pubblica"),
    path("redazione/articoli/<slug:codice>/programma/", pubblica.ProgrammaView.as_view(), name="programma"),
    path("redazione/articoli/<slug:codice>/ritira/", pubblica.RitiraArticoloView.as_view(), name="articolo_ritira"),
    path(
        "redazione/articoli/<slug:codice>/verbo/<slug:verbo>/",
        articoli.VerboArticoloView.as_view(),
        name="articolo_verbo",
    ),
    path("redazione/verifica/<str:gettone>/", revisiona.VerificaView.as_view(), name="verifica"),
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
    path("notizie/<slug:slug>/", scrivania.ScrivaniaView.as_view(), name="notizia"),  # STUB
    path("notizie/argomenti/<slug:slug>/", scrivania.ScrivaniaView.as_view(), name="argomento"),  # STUB
    path("stub/segnalazioni/<slug:codice>/", scrivania.ScrivaniaView.as_view(), name="segnalazione"),  # STUB
]
