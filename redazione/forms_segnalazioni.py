"""What a reader writes of an article, and what the newsroom answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from redazione.actions.segnalazioni import NOME_MASSIMO, RISPOSTA_MASSIMA, TESTO_MASSIMO
from redazione.enums_articoli import TipoSegnalazione
from talenti.rete.forms import campi


class FormSegnala(forms.Form):
    tipo = forms.ChoiceField(
        label=_("Che cosa vuoi dirci"),
        choices=TipoSegnalazione.choices,
        initial=TipoSegnalazione.ERRORE,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Scegli una delle voci."),
            "invalid_choice": _("Scegli una delle voci dell'elenco."),
        },
    )
    testo = campi.testo(
        _("Che cosa non va, o la tua replica"),
        _("Di' quale passo e, se puoi, dove si legge la cosa giusta. Una replica accolta si pubblica intera."),
        massimo=TESTO_MASSIMO,
        righe=6,
        serve=True,
        vuoto=_("Scrivi che cosa non va."),
    )
    nome = campi.riga(
        _("Nome e cognome"),
        _("Si legge solo sotto una replica che pubblichiamo."),
        massimo=NOME_MASSIMO,
        serve=True,
        vuoto=_("Scrivi come ti chiami."),
        autocomplete="name",
    )
    email = campi.indirizzo_email(
        _("Email"),
        _("Per risponderti. Non si pubblica."),
        vuoto=_("Scrivi la tua email: ti rispondiamo lì."),
        serve=True,
    )


class FormRisposta(forms.Form):
    """The same words for a yes and for a no: who wrote receives them."""

    risposta = campi.testo(
        _("La tua risposta"),
        _("La riceve per email chi ha scritto. Di' che cosa cambia nell'articolo, o perché non cambia."),
        massimo=RISPOSTA_MASSIMA,
        righe=4,
        serve=True,
        vuoto=_("Scrivi la risposta: chi la riceve deve poter capire."),
    )
