"""The addresses of group, sending and receipt."""

from django.urls import path

from thinktown.views import fatti, gruppo, invio, inviti

GRUPPO_E_INVIO = [
    path("domande/inviti/<slug:codice>/", inviti.InvitoView.as_view(), name="invito"),
    path("domande/tutore/<str:gettone>/", inviti.TutoreView.as_view(), name="tutore"),
    path("domande/<slug:codice>/gruppo/", gruppo.GruppoView.as_view(), name="gruppo"),
    path("domande/<slug:codice>/gruppo/<slug:componente>/togli/", gruppo.TogliView.as_view(), name="togli_dal_gruppo"),
    path("domande/<slug:codice>/gruppo/<slug:componente>/passa/", gruppo.PassaView.as_view(), name="passa"),
    path("domande/<slug:codice>/i-tuoi-dati/", fatti.FattiView.as_view(), name="fatti"),
    path("domande/<slug:codice>/conferma/", invio.ConfermaView.as_view(), name="conferma"),
    path("domande/<slug:codice>/invia/", invio.InviaView.as_view(), name="invia"),
    path("domande/<slug:codice>/ricevuta/", invio.RicevutaView.as_view(), name="ricevuta"),
    path("domande/<slug:codice>/ricevuta/pdf/", invio.RicevutaPdfView.as_view(), name="ricevuta_pdf"),
    path("domande/<slug:codice>/ritira/", invio.RitiraView.as_view(), name="ritira"),
]
