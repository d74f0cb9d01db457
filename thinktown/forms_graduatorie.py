"""What who is in a ranking may write: an error that there is, and, if she likes, why she gives up."""

from django import forms
from django.utils.translation import gettext_lazy as _

from talenti.rete.forms import campi
from thinktown.actions.chiamate import PERCHE_MASSIMO
from thinktown.models.graduatorie import OSSERVAZIONE_MASSIMA


class FormSegnala(forms.Form):
    testo = campi.testo(
        _("Che cosa non torna"),
        _("Di' quale punto, quale posizione o quale dato è sbagliato, e perché."),
        massimo=OSSERVAZIONE_MASSIMA,
        righe=8,
        serve=True,
        vuoto=_("Scrivi che cosa non torna."),
    )


class FormRinuncia(forms.Form):
    perche = campi.testo(
        _("Perché rinunciate"), _("Lo legge solo l'ufficio. Si può non dire."), massimo=PERCHE_MASSIMO, righe=3
    )
