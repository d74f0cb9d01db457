from django.urls import path

from talenti.rete.views import inviti, mia, persone, proposta, pubblico, responsabile

app_name = "rete"
urlpatterns = [
    path("rete/", pubblico.ReteView.as_view(), name="elenco"),
    # A proposal, from the first word to the decision.
    path("rete/proponi/", proposta.ComincioView.as_view(), name="proponi"),
    path("rete/proponi/comincia/", proposta.ComincioView.as_view(http_method_names=["post"]), name="comincia"),
    path("rete/proponi/<slug:codice>/", proposta.PropostaView.as_view(), name="proposta"),
    path("rete/proponi/<slug:codice>/invia/", proposta.InviaView.as_view(), name="invia"),
    path("rete/proponi/<slug:codice>/documenti/", proposta.DocumentiView.as_view(), name="documenti"),
    path("rete/proponi/<slug:codice>/documenti/<int:pk>/", proposta.DocumentoView.as_view(), name="documento"),
    path("rete/proponi/<slug:codice>/ritira/", proposta.RitiraView.as_view(), name="ritira"),
    path("rete/proponi/<slug:codice>/riprendi/", proposta.RiprendiView.as_view(), name="riprendi"),
    path("rete/proponi/<slug:codice>/scarta/", proposta.ScartaView.as_view(), name="scarta"),
    path("rete/proponi/<slug:codice>/<slug:parte>/", proposta.ParteView.as_view(), name="parte"),
    path("rete/proponi/<slug:codice>/<slug:parte>/salva/", proposta.SalvaParteView.as_view(), name="salva_parte"),
    path("rete/allegati/<slug:codice>/", proposta.AllegatoView.as_view(), name="allegato"),
    path("rete/inviti/<str:gettone>/", inviti.InvitoView.as_view(), name="invito"),
    path("rete/<slug:slug>/", pubblico.PartnerView.as_view(), name="partner"),
    path("rete/<slug:slug>/logo/", pubblico.LogoView.as_view(), name="logo"),
    # The organisation's own pages.
    path("partner/<slug:slug>/", mia.MiaView.as_view(), name="mia"),
    path("partner/<slug:slug>/pagina/", mia.PaginaView.as_view(), name="pagina"),
    path("partner/<slug:slug>/logo/", mia.LogoView.as_view(), name="cambia_logo"),
    path("partner/<slug:slug>/nome/", mia.NomeView.as_view(), name="nome"),
    path("partner/<slug:slug>/azioni/", mia.AzioniView.as_view(), name="azioni"),
    path("partner/<slug:slug>/azioni/<int:pk>/chiudi/", mia.ChiudiAzioneView.as_view(), name="chiudi_azione"),
    path("partner/<slug:slug>/responsabile/", responsabile.ResponsabileView.as_view(), name="responsabile"),
    path(
        "partner/<slug:slug>/responsabile/rispondi/",
        responsabile.RispondiView.as_view(),
        name="rispondi_responsabile",
    ),
    path("partner/<slug:slug>/storia/", mia.StoriaView.as_view(), name="storia"),
    path("partner/<slug:slug>/lascia/", mia.LasciaView.as_view(), name="lascia"),
    path("partner/<slug:slug>/persone/", persone.PersoneView.as_view(), name="persone"),
    path("partner/<slug:slug>/persone/invita/", persone.InvitaView.as_view(), name="invita"),
    path("partner/<slug:slug>/persone/<int:pk>/ruolo/", persone.RuoloView.as_view(), name="ruolo"),
    path("partner/<slug:slug>/persone/<int:pk>/chiudi/", persone.RimuoviView.as_view(), name="rimuovi"),
    path("partner/<slug:slug>/inviti/<int:pk>/ritira/", persone.RevocaView.as_view(), name="revoca_invito"),
]
