"""The addresses of who judges the applications to a call."""

from django.urls import path

from thinktown.views import commissione, firma_scheda, valutazione

_QUI = "commissione/<slug:slug>/"
_UNA = f"{_QUI}<slug:codice>/"
COMMISSIONE = [
    path(_QUI, commissione.CodaView.as_view(), name="commissione"),
    path(f"{_QUI}dichiarazioni/", commissione.DichiarazioniView.as_view(), name="dichiarazioni"),
    # What follows one that is done: never the code of an application, which has no vowels.
    path(f"{_QUI}prossima/", commissione.ProssimaView.as_view(), name="prossima_scheda"),
    path(_UNA, valutazione.ValutaView.as_view(), name="scheda_valutazione"),
    path(f"{_UNA}voto/", valutazione.VotoView.as_view(), name="scheda_voto"),
    path(f"{_UNA}firma/", firma_scheda.FirmaView.as_view(), name="scheda_firma"),
    path(f"{_UNA}riprendi/", firma_scheda.RiprendiView.as_view(), name="scheda_riprendi"),
    path(f"{_UNA}copie/<int:n>/", firma_scheda.CopiaView.as_view(), name="scheda_copia"),
    path(f"{_UNA}file/<slug:file>/", firma_scheda.FileView.as_view(), name="scheda_file"),
]
