from django.urls import path

from thinktown.urls_commissione import COMMISSIONE
from thinktown.urls_graduatorie import GRADUATORIE
from thinktown.urls_gruppo import GRUPPO_E_INVIO
from thinktown.urls_registri import REGISTRI
from thinktown.urls_richieste import RICHIESTE
from thinktown.views import avvisami, dialogo, domande, messaggi, modulo, posti, pubblico, sportello, voci

app_name = "thinktown"
urlpatterns = [
    path("bandi/", pubblico.BandiView.as_view(), name="elenco"),
    path("bandi/feed/", pubblico.FeedView.as_view(), name="feed"),
    path("bandi/avvisami/", avvisami.AvvisamiView.as_view(), name="avvisami"),
    path("bandi/<slug:slug>/", pubblico.BandoView.as_view(), name="bando"),
    path("bandi/<slug:slug>/puoi-partecipare/", pubblico.PuoiPartecipareView.as_view(), name="puoi_partecipare"),
    path("bandi/<slug:slug>/chiarimenti/", dialogo.ChiarimentiView.as_view(), name="chiarimenti"),
    path("bandi/<slug:slug>/chiarimenti/feed/", dialogo.FeedChiarimentiView.as_view(), name="feed_chiarimenti"),
    path("bandi/<slug:slug>/aiuto/", dialogo.AiutoView.as_view(), name="aiuto"),
    path("bandi/<slug:slug>/aiuto/<slug:codice>/ritira/", dialogo.RitiraAiutoView.as_view(), name="ritira_aiuto"),
    path("partner/<slug:slug>/aiuto/", sportello.SportelloView.as_view(), name="sportello"),
    path("partner/<slug:slug>/aiuto/<slug:codice>/", sportello.RichiestaView.as_view(), name="richiesta"),
    path("bandi/<slug:slug>/calendario/", pubblico.CalendarioView.as_view(), name="calendario"),
    path("bandi/<slug:slug>/atti/<int:pk>/", pubblico.AttoView.as_view(), name="atto"),
    path("bandi/<slug:slug>/posti/", posti.PostiView.as_view(), name="posti"),
    path("bandi/<slug:slug>/posti/<slug:codice>/", posti.PostoView.as_view(), name="posto"),
    path("bandi/<slug:slug>/domanda/", domande.CominciaView.as_view(), name="comincia"),
    *REGISTRI,
    path("area/domande/", domande.MieView.as_view(), name="mie"),
    path("domande/<slug:codice>/", domande.DomandaView.as_view(), name="domanda"),
    path("domande/<slug:codice>/chi/", domande.ChiView.as_view(), name="chi"),
    path("domande/<slug:codice>/modulo/", modulo.ModuloView.as_view(), name="modulo"),
    path("domande/<slug:codice>/parti/<slug:chiave>/", domande.ParteView.as_view(), name="parte"),
    path("domande/<slug:codice>/voci/<slug:chiave>/", voci.VoceView.as_view(), name="voce"),
    path("domande/<slug:codice>/voci/<slug:chiave>/file/", voci.FileView.as_view(), name="voce_file"),
    *GRUPPO_E_INVIO,
    *RICHIESTE,
    *COMMISSIONE,
    *GRADUATORIE,
    path("domande/<slug:codice>/messaggi/", messaggi.MessaggiView.as_view(), name="messaggi"),
    path("domande/<slug:codice>/messaggi/letti/", messaggi.LettiView.as_view(), name="messaggi_letti"),
]
