"""What the pages of the newsroom take."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from redazione.actions.piano import NOTA_MASSIMA, TITOLO_MASSIMO, Detta
from redazione.enums import COMMENTO_MASSIMO, MOTIVO_MASSIMO, PITCH_MASSIMO, Canale, Pubblico, Ruolo, Tipo
from redazione.models import Voce
from redazione.queries import gente, partner
from talenti.rete.enums import Azione
from talenti.rete.forms import campi

_SCEGLI = {"required": _("Scegli una delle voci."), "invalid_choice": _("Scegli una delle voci dell'elenco.")}


class FormIdea(forms.Form):
    testo = campi.testo(
        _("La tua idea"),
        _("Chi o che cosa raccontare, e perché interessa. La leggono tutti quelli che hanno un account."),
        massimo=PITCH_MASSIMO,
        righe=4,
        serve=True,
        vuoto=_("Scrivi l'idea in poche righe: chi, che cosa, perché."),
    )
    tipo = forms.ChoiceField(label=_("Che cosa può diventare"), choices=Tipo.choices, error_messages=_SCEGLI)


class FormMotivo(forms.Form):
    motivo = campi.testo(
        _("Motivo"),
        massimo=MOTIVO_MASSIMO,
        righe=3,
        serve=True,
        vuoto=_("Scrivi il motivo: chi lo riceve deve poter capire."),
    )


class FormCommento(forms.Form):
    testo = campi.testo(
        _("Il tuo commento"), massimo=COMMENTO_MASSIMO, righe=3, serve=True, vuoto=_("Scrivi il commento.")
    )


class FormSposta(forms.Form):
    """To a day, written as calendars of the browser write it; empty is "without a date"."""

    per = forms.DateField(
        label=_("Prevista per"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Questa data non esiste. Scrivila come 2026-12-07, o lascia vuoto.")},
    )
    revisione = forms.IntegerField(widget=forms.HiddenInput, required=False)


class FormVoce(forms.Form):
    titolo = campi.riga(
        _("Titolo di lavoro"), massimo=TITOLO_MASSIMO, serve=True, vuoto=_("Scrivi un titolo di lavoro.")
    )
    nota = campi.testo(_("Che cosa racconta"), massimo=NOTA_MASSIMA, righe=3)
    tipo = forms.ChoiceField(label=_("Che cos'è"), choices=Tipo.choices, error_messages=_SCEGLI)
    canale = forms.ChoiceField(label=_("Dove esce"), choices=Canale.choices, error_messages=_SCEGLI)
    prevista_per = campi.giorno(
        _("Prevista per"),
        _("È il giorno del piano: quando esce davvero si decide sull'articolo. Puoi lasciarlo vuoto."),
    )
    pubblici = forms.MultipleChoiceField(
        label=_("Per chi"),
        help_text=_("Se non scegli nessuno è per tutti."),
        choices=Pubblico.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Scegli una delle voci dell'elenco.")},
    )
    autori = forms.MultipleChoiceField(
        label=_("Chi scrive"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Scegli fra chi è in redazione oggi.")},
    )
    fotografa = forms.ChoiceField(
        label=_("Chi fotografa"), required=False, error_messages={"invalid_choice": _("Scegli fra chi è in redazione.")}
    )
    azione = forms.ChoiceField(
        label=_("Di quale azione parla"),
        choices=[("", _("Nessuna in particolare")), *Azione.choices],
        required=False,
        error_messages=_SCEGLI,
    )
    riguarda = forms.MultipleChoiceField(
        label=_("Di quali partner parla"),
        help_text=_("Ognuno può commentare la voce, e nessuno resta dimenticato."),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        error_messages={"invalid_choice": _("Scegli fra i partner della rete.")},
    )
    revisione = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, voce: Voce, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        suoi = voce.autori.order_by("ordine").values_list("persona", flat=True) if voce.pk else ()
        self.gia = {persona: n for n, persona in enumerate(suoi)}
        chi = [(str(pk), nome) for pk, nome in gente(voce)]
        scelte = {
            "autori": chi,
            "fotografa": [("", _("Nessuno, per ora")), *chi],
            "riguarda": [(str(pk), nome) for pk, nome in partner(voce)],
        }
        for nome, voci in scelte.items():
            campo: Any = self.fields[nome]
            campo.choices = voci

    @staticmethod
    def di(voce: Voce) -> dict[str, Any]:
        """What the form shows of one that is there."""
        return {
            "titolo": voce.titolo,
            "nota": voce.nota,
            "tipo": voce.tipo,
            "canale": voce.canale,
            "azione": voce.azione,
            "prevista_per": voce.prevista_per,
            "pubblici": [uno.pubblico for uno in voce.pubblici.all()],
            "autori": [str(uno.persona_id) for uno in voce.autori.all()],
            "fotografa": str(voce.fotografa_id or ""),
            "riguarda": [str(uno.partner_id) for uno in voce.riguardano.all()],
            "revisione": voce.revisione,
        }

    def detta(self) -> Detta:
        dati = self.cleaned_data
        giorno: date | None = dati["prevista_per"]
        return Detta(
            titolo=dati["titolo"],
            nota=dati["nota"],
            tipo=dati["tipo"],
            canale=dati["canale"],
            azione=dati["azione"],
            prevista_per=giorno,
            pubblici=dati["pubblici"],
            # Boxes have the order of the page: who was there keeps her place.
            autori=sorted((int(uno) for uno in dati["autori"]), key=lambda uno: self.gia.get(uno, len(self.gia))),
            fotografa=int(dati["fotografa"]) if dati["fotografa"] else None,
            riguarda=[int(uno) for uno in dati["riguarda"]],
        )


class FormInvito(forms.Form):
    email = campi.indirizzo_email(
        _("Email della persona"),
        _("Quella con cui entra nel portale."),
        vuoto=_("Scrivi l'email della persona."),
        serve=True,
    )
    ruolo = forms.ChoiceField(label=_("Che cosa fa"), choices=Ruolo.choices, error_messages=_SCEGLI)

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        self.persona = get_user_model()._default_manager.filter(email=email, is_active=True).first()
        if self.persona is None:
            raise forms.ValidationError(
                _("Nessuno ha un account attivo con questa email. Ricontrollala, o chiedi alla persona di iscriversi.")
            )
        return email


class FormRuolo(forms.Form):
    ruolo = forms.ChoiceField(label=_("Ruolo"), choices=Ruolo.choices, error_messages=_SCEGLI)


class FormCerca(forms.Form):
    q = forms.CharField(label=_("Cerca fra le cose del portale"), max_length=100, required=False)
