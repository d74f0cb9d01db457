"""Signing up: by e-mail, or with a digital identity. The same questions, the same answer to anybody."""

from datetime import date
from typing import Any
from uuid import uuid4

from allauth.account.forms import BaseSignupForm, SignupForm
from allauth.socialaccount.forms import SignupForm as SignupFormConIdentita
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import oggi
from talenti.base.widgets import DataInTreCampi
from talenti.luoghi.fields import ComuneField
from talenti.persone.eta import anni_compiuti
from talenti.persone.forms.parole import solo_testo, vesti
from talenti.persone.models import Piano
from talenti.persone.testi import testo_in_vigore

_ETA_MASSIMA = 120
DATA_NON_LETTA = _("Questa data non esiste o è incompleta. Scrivi giorno, mese e anno, per esempio 7 12 2005.")


def data_di_nascita() -> forms.DateField:
    return forms.DateField(
        label=_("Data di nascita"),
        help_text=_("Per esempio 7 12 2005. Se hai meno di 18 anni, alcune attività chiedono il sì di un genitore."),
        widget=DataInTreCampi(nascita=True),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": _("Scrivi la tua data di nascita."), "invalid": DATA_NON_LETTA},
    )


def nome_proprio(etichetta: Any, vuoto: Any, autocomplete: str) -> forms.CharField:
    return forms.CharField(
        label=etichetta,
        max_length=80,
        validators=[solo_testo],
        error_messages={"required": vuoto, "max_length": _("Al massimo 80 lettere.")},
        widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
    )


def controlla_eta(nato_il: date) -> date:
    """Old enough to sign up, by the plan in force; a date that can be somebody's."""
    giorno, piano = oggi(), Piano.corrente()
    anni = anni_compiuti(nato_il, giorno)
    if nato_il > giorno or anni > _ETA_MASSIMA:
        raise ValidationError(DATA_NON_LETTA, code="data_impossibile")
    if anni < piano.eta_minima:
        raise ValidationError(
            _("Ci si iscrive da %(eta)s anni. Se vuoi partecipare, chiedi a un genitore di scriverci: %(aiuto)s."),
            code="troppo_giovane",
            params={"eta": piano.eta_minima, "aiuto": settings.EMAIL_AIUTO},
        )
    return nato_il


class _Domande:
    """What is asked of anybody, however they sign up."""

    field_order = ["email", "nome", "cognome", "nato_il", "comune", "password1", "informativa"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {  # type: ignore[attr-defined]  # a mixin of forms
            "nome": nome_proprio(_("Nome"), _("Scrivi il tuo nome."), "given-name"),
            "cognome": nome_proprio(_("Cognome"), _("Scrivi il tuo cognome."), "family-name"),
            "nato_il": data_di_nascita(),
            "comune": ComuneField(
                label=_("Comune dove vivi"),
                help_text=_("Se vivi fuori dalla provincia di Cremona, lascia vuoto."),
                required=False,
            ),
            "informativa": forms.BooleanField(
                label=testo_in_vigore("informativa").frase,
                help_text=format_html(
                    '<a href="{}">{}</a>', reverse("portale:privacy_semplice"), _("Come usiamo i tuoi dati, in breve")
                ),
                error_messages={"required": _("Leggi come usiamo i tuoi dati, poi metti il segno qui.")},
            ),
        }
        self.order_fields(self.field_order)  # type: ignore[attr-defined]  # a mixin of forms
        vesti(self)  # type: ignore[arg-type]  # a mixin of forms
        aiuto = _("Ti mandiamo qui un codice da scrivere nella prossima pagina.")
        self.fields["email"].help_text = aiuto  # type: ignore[attr-defined]  # a mixin of forms

    def clean_nato_il(self) -> date:
        return controlla_eta(self.cleaned_data["nato_il"])  # type: ignore[attr-defined]  # a mixin of forms

    def save(self, request: HttpRequest) -> Any:
        with transaction.atomic():
            return super().save(request)  # type: ignore[misc]  # a mixin's super

    def try_save(self, request: HttpRequest) -> Any:
        """Whoever tries an address that has an account must not learn it: not from the page, not from the clock."""
        if self.account_already_exists:  # type: ignore[attr-defined]  # a mixin of forms
            self._come_se(request)
        return super().try_save(request)  # type: ignore[misc]  # a mixin's super

    def _come_se(self, request: HttpRequest) -> None:
        """The work of a sign-up, undone, and one commit: as long as the one that stays."""
        vera = self.cleaned_data["email"]  # type: ignore[attr-defined]  # a mixin of forms
        self.cleaned_data["email"] = f"{uuid4().hex}@prova.invalid"  # type: ignore[attr-defined]  # a mixin of forms
        self.account_already_exists = False
        try:
            with transaction.atomic():
                BaseSignupForm.save(self, request)  # type: ignore[arg-type]  # a mixin of forms
                transaction.set_rollback(True)
        finally:
            self.cleaned_data["email"] = vera  # type: ignore[attr-defined]  # a mixin of forms
            self.account_already_exists = True
        request.session.save()


class FormIscrizione(_Domande, SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _(
            "Se non la scegli, entri ogni volta con un codice per email. Almeno 10 caratteri: va bene una frase."
        )


class FormIscrizioneConIdentita(_Domande, SignupFormConIdentita):
    """After SPID or CIE: the e-mail is asked, what the gateway verified stands filled in and locked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nome in ("nome", "cognome", "nato_il"):
            if self.initial.get(nome):
                self.fields[nome].disabled = True
        self.fields.pop("password1", None)
