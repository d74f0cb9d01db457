"""A message on an application: words, one file if it helps."""

import secrets

from django import forms
from django.utils.translation import gettext_lazy as _

from talenti.documenti.fields import CampoFile
from talenti.rete.forms import campi
from thinktown.enums_messaggi import FORMATI, MESSAGGIO_MASSIMO


def nuovo_gettone() -> str:
    return secrets.token_urlsafe(12)


class FormMessaggio(forms.Form):
    testo = campi.testo(_("Messaggio"), massimo=MESSAGGIO_MASSIMO, righe=6, serve=True, vuoto=_("Scrivi il messaggio."))
    file = CampoFile(label=_("Un file"), help_text=_("PDF, immagine o documento Word."), tipi=FORMATI, required=False)
    gettone = forms.RegexField(
        regex=r"\A[A-Za-z0-9_-]{8,40}\Z", widget=forms.HiddenInput, initial=nuovo_gettone, required=False
    )

    def clean_gettone(self) -> str:
        """Without one, a new one: a repeat is then another message, and nothing is lost."""
        return self.cleaned_data["gettone"] or nuovo_gettone()
