"""What anybody reads, and what is done with what readers point out."""

from django.urls import path

from redazione import feed
from redazione.views import pubblico, segnalazioni

LETTURA = [
    # "argomenti" and "feed" are the address of no article (redazione.actions.pubblicazione).
    path("notizie/", pubblico.NotizieView.as_view(), name="notizie"),
    path("notizie/argomenti/<slug:slug>/", pubblico.ArgomentoView.as_view(), name="argomento"),
    path("notizie/feed/", feed.vista(feed.FeedNotizie), name="feed"),
    path("notizie/feed/per/<slug:pubblico>/", feed.vista(feed.FeedPubblico), name="feed_pubblico"),
    path("notizie/feed/argomenti/<slug:slug>/", feed.vista(feed.FeedArgomento), name="feed_argomento"),
    path("notizie/feed/partner/<slug:slug>/", feed.vista(feed.FeedPartner), name="feed_partner"),
    path("notizie/<slug:slug>/", pubblico.NotiziaView.as_view(), name="notizia"),
    path("notizie/<slug:slug>/segnala/", pubblico.SegnalaView.as_view(), name="segnala"),
    path("notizie/<slug:slug>/segnala/grazie/", pubblico.SegnalataView.as_view(), name="segnalata"),
    path("redazione/segnalazioni/", segnalazioni.SegnalazioniView.as_view(), name="segnalazioni"),
    path("redazione/segnalazioni/<slug:codice>/", segnalazioni.SegnalazioneView.as_view(), name="segnalazione"),
]
