"""What people ask on a call, and what is answered."""

from django import forms
from django.utils.translation import gettext_lazy as _

from talenti.rete.forms import campi
from thinktown.enums_dialogo import MOTIVO_MASSIMO, RISPOSTA_MASSIMA, TESTO_MASSIMO


class FormChiarimento(forms.Form):
    testo = campi.testo(
        _("Che cosa non ti è chiaro?"),
        _("Quello che scrivi diventa pubblico con la risposta: non metterci nomi, telefoni o indirizzi."),
        massimo=TESTO_MASSIMO,
        righe=5,
        serve=True,
        vuoto=_("Scrivi che cosa non è chiaro nel bando."),
    )


class FormAiuto(forms.Form):
    testo = campi.testo(
        _("Con che cosa ti serve aiuto?"),
        _("Bastano poche righe: a che punto sei, che cosa ti ferma, quando ti si può trovare."),
        massimo=TESTO_MASSIMO,
        righe=5,
        serve=True,
        vuoto=_("Scrivi in poche parole con che cosa ti serve aiuto."),
    )


class FormRisposta(forms.Form):
    risposta = campi.testo(
        _("Risposta"), massimo=RISPOSTA_MASSIMA, righe=8, serve=True, vuoto=_("Scrivi la risposta.")
    )  # fmt: skip


class FormMotivo(forms.Form):
    motivo = campi.testo(
        _("Motivo"),
        _("Lo legge solo chi ha chiesto."),
        massimo=MOTIVO_MASSIMO,
        righe=3,
        serve=True,
        vuoto=_("Scrivi il motivo: chi lo riceve deve poter capire."),
    )
