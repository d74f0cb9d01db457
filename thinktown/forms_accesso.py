"""Asking for access from a call's page, and answering as one of the people whom a request is about."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talenti.rete.forms import campi
from thinktown.enums_registri import CHE_COSA_MASSIMO, MOTIVO_ACCESSO_MASSIMO, RispostaTerzo, TipoAccesso

SCEGLI = {"required": _("Scegli una voce dell'elenco."), "invalid_choice": _("Scegli una voce dell'elenco.")}
# What each kind is for who asks, in plain words.
IN_PAROLE = (
    (TipoAccesso.DOCUMENTALE, _("Documenti che riguardano me, e che mi servono per difendere un mio diritto")),
    (TipoAccesso.CIVICO, _("Qualcosa che l'ente doveva pubblicare e non ha pubblicato")),
    (TipoAccesso.GENERALIZZATO, _("Altri dati o documenti dell'ente: non devo dire perché")),
)
PERCHE = _("Per i documenti che ti riguardano la legge chiede di dire perché: scrivilo.")


class FormAccesso(forms.Form):
    use_required_attribute = False
    tipo = forms.ChoiceField(
        label=_("Che cosa vuoi vedere?"), choices=IN_PAROLE, widget=forms.RadioSelect, error_messages=SCEGLI
    )
    che_cosa = campi.testo(
        _("Quali documenti o dati"),
        _("Per esempio: i verbali della commissione, o la domanda n. 12 con gli allegati."),
        massimo=CHE_COSA_MASSIMO,
        righe=5,
        serve=True,
        vuoto=_("Scrivi che cosa vuoi vedere."),
    )
    perche = campi.testo(
        _("Perché ti servono"),
        _("Serve solo per i documenti che riguardano te: l'ufficio deve sapere quale tuo interesse c'entra."),
        massimo=MOTIVO_ACCESSO_MASSIMO,
        righe=4,
    )

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        senza = not dati.get("perche", "").strip() and "perche" not in self.errors
        if dati.get("tipo") == TipoAccesso.DOCUMENTALE and senza:
            self.add_error("perche", PERCHE)
        return dati


class FormOpposizione(forms.Form):
    use_required_attribute = False
    risposta = forms.ChoiceField(
        label=_("Che cosa rispondi?"),
        choices=((RispostaTerzo.SI_OPPONE, _("Mi oppongo")), (RispostaTerzo.NON_SI_OPPONE, _("Non mi oppongo"))),
        widget=forms.RadioSelect,
        error_messages=SCEGLI,
    )
    motivo = campi.testo(
        _("Perché ti opponi"),
        _(
            _("Per esempio: ci sono i miei dati di salute, o un'idea non ancora pubblica. Lo legge l'ufficio."),
        ),
        massimo=MOTIVO_ACCESSO_MASSIMO,
        righe=5,
    )

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        senza = not dati.get("motivo", "").strip() and "motivo" not in self.errors
        if dati.get("risposta") == RispostaTerzo.SI_OPPONE and senza:
            self.add_error("motivo", _("Scrivi perché ti opponi: senza un motivo l'ufficio non può tenerne conto."))
        return dati
