"""The addresses of what the office asks of a group, of the group's answer, and of the letters."""

from django.urls import path

from thinktown.views import lettere, richieste

_UNA = "domande/<slug:codice>/richieste/<slug:provvedimento>/"
RICHIESTE = [
    path(_UNA, richieste.RichiestaView.as_view(), name="richiesta_ufficio"),
    path(f"{_UNA}invia/", richieste.InviaRispostaView.as_view(), name="richiesta_invia"),
    path(f"{_UNA}letta/", richieste.LettaView.as_view(), name="richiesta_letta"),
    path(f"{_UNA}voci/<int:n>/", richieste.RispostaVoceView.as_view(), name="richiesta_voce"),
    path(f"{_UNA}voci/<int:n>/file/", richieste.RispostaFileView.as_view(), name="richiesta_file"),
    path(f"{_UNA}lettera/", lettere.LetteraView.as_view(), name="lettera"),
]
