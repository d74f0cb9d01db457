"""The addresses of who judges the applications to a call."""

from django.urls import path

from thinktown.views import commissione, domanda_seduta, firma_scheda, presidenza, sedute, valutazione, verbali

_QUI = "commissione/<slug:slug>/"
_UNA = f"{_QUI}<slug:codice>/"
_SEDUTA = f"{_QUI}sedute/<int:n>/"
SEDUTE = [
    path(f"{_QUI}presidenza/", presidenza.PresidenzaView.as_view(), name="presidenza"),
    path(f"{_QUI}presidenza/ricorda/", presidenza.RicordaView.as_view(), name="ricorda_commissari"),
    path(f"{_QUI}sedute/", sedute.SeduteView.as_view(), name="sedute"),
    path(f"{_QUI}sedute/convoca/", sedute.ConvocaView.as_view(), name="convoca_seduta"),
    path(_SEDUTA, sedute.SedutaView.as_view(), name="seduta"),
    path(f"{_SEDUTA}calendario.ics", sedute.IcsView.as_view(), name="seduta_ics"),
    path(f"{_SEDUTA}sposta/", sedute.SpostaView.as_view(), name="sposta_seduta"),
    path(f"{_SEDUTA}annulla/", sedute.AnnullaView.as_view(), name="annulla_seduta"),
    path(f"{_SEDUTA}apri/", sedute.ApriView.as_view(), name="apri_seduta"),
    path(f"{_SEDUTA}chiudi/", sedute.ChiudiView.as_view(), name="chiudi_seduta"),
    path(f"{_SEDUTA}ordine/", sedute.OrdineView.as_view(), name="ordine_seduta"),
    path(f"{_SEDUTA}presenze/", sedute.PresenzeView.as_view(), name="presenze_seduta"),
    path(f"{_SEDUTA}punti/<int:punto>/", sedute.PuntoView.as_view(), name="punto_seduta"),
    path(f"{_SEDUTA}domande/<slug:codice>/", domanda_seduta.DomandaView.as_view(), name="domanda_seduta"),
    path(f"{_SEDUTA}verbale/", verbali.VerbaleView.as_view(), name="verbale"),
    path(f"{_SEDUTA}verbale/proponi/", verbali.ProponiView.as_view(), name="proponi_verbale"),
    path(f"{_SEDUTA}verbale/rimanda/", verbali.RimandaView.as_view(), name="rimanda_verbale"),
    path(f"{_SEDUTA}verbale/firma/", verbali.FirmaVerbaleView.as_view(), name="firma_verbale"),
    path(f"{_SEDUTA}verbale.pdf", verbali.VerbalePdfView.as_view(), name="verbale_pdf"),
]
COMMISSIONE = [
    path(_QUI, commissione.CodaView.as_view(), name="commissione"),
    path(f"{_QUI}dichiarazioni/", commissione.DichiarazioniView.as_view(), name="dichiarazioni"),
    # What follows one that is done: never the code of an application, which has no vowels.
    path(f"{_QUI}prossima/", commissione.ProssimaView.as_view(), name="prossima_scheda"),
    *SEDUTE,
    path(_UNA, valutazione.ValutaView.as_view(), name="scheda_valutazione"),
    path(f"{_UNA}voto/", valutazione.VotoView.as_view(), name="scheda_voto"),
    path(f"{_UNA}firma/", firma_scheda.FirmaView.as_view(), name="scheda_firma"),
    path(f"{_UNA}riprendi/", firma_scheda.RiprendiView.as_view(), name="scheda_riprendi"),
    path(f"{_UNA}copie/<int:n>/", firma_scheda.CopiaView.as_view(), name="scheda_copia"),
    path(f"{_UNA}file/<slug:file>/", firma_scheda.FileView.as_view(), name="scheda_file"),
]
