"""The forms of what is done with a call: acts with their number and document, reasons, people named by mail address."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import oggi
from talenti.documenti.fields import CampoFile
from talenti.documenti.models import FileCaricato
from talenti.rete.forms import campi as di_rete
from talenti.rete.models import Partner
from thinktown.misure import Modello
from thinktown.models import Bando
from thinktown.models.bandi import RuoloIncarico
from thinktown.ufficio import campi

MOTIVO_MASSIMO = 400
FERMO_MASSIMO = 240
_SCEGLI = {"required": _("Scegli una voce dell'elenco."), "invalid_choice": _("Scegli una voce dell'elenco.")}


def _motivo(aiuto: Any, massimo: int = MOTIVO_MASSIMO) -> forms.CharField:
    vuoto = _("Scrivi il motivo: chi lo riceve deve poter capire.")
    return di_rete.testo(_("Motivo"), aiuto, massimo=massimo, righe=3, vuoto=vuoto, serve=True)


class DelBando(forms.Form):
    """``revisione``: the text that was read; what has changed since is read again before the act."""

    use_required_attribute = False

    def __init__(self, *args: Any, bando: Bando, persona: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bando, self.persona = bando, persona
        self.prepara()

    def prepara(self) -> None:
        """What depends on the call."""


class FormConferma(DelBando):
    """Nothing to write: one press."""


class FormMotivo(DelBando):
    motivo = _motivo(_("Lo legge chi ha scritto il bando."))


class FormFermo(DelBando):
    motivo = _motivo(_("Lo legge sul bando chi sta per inviare. Dì anche quando si riprende."), FERMO_MASSIMO)


class FormAtto(DelBando):
    """The body's act. Its document is kept as soon as it arrives: a mistake elsewhere does not ask for it again."""

    numero = campi.riga(_("Numero dell'atto"), massimo=40, serve=True, vuoto=_("Scrivi il numero dell'atto."))
    data = campi.giorno(_("Data dell'atto"), serve=True, vuoto=_("Scrivi la data dell'atto."))
    file = CampoFile(
        label=_("L'atto, in PDF"), help_text=_("Chiunque lo scarica dalla pagina del bando."), tipi=("pdf",),
        required=False,
    )  # fmt: skip
    file_gia = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput)
    revisione = forms.IntegerField(required=False, min_value=0, max_value=2**31, widget=forms.HiddenInput)

    def clean_data(self) -> Any:
        if self.cleaned_data["data"] > oggi():
            raise forms.ValidationError(_("L'atto ha una data che deve ancora venire."))
        return self.cleaned_data["data"]

    @property
    def gia(self) -> FileCaricato | None:
        """The document that this person has already sent for this call."""
        codice = str((self.data or {}).get("file_gia", ""))[:24]
        suoi = FileCaricato.objects.di(self.bando).presenti().filter(proprietario=self.persona)
        return suoi.filter(codice=codice).first() if codice.isascii() and codice.isprintable() and codice else None

    def clean(self) -> dict[str, Any]:
        dati = super().clean() or {}
        if "file" not in self.errors and not dati.get("file") and self.gia is None:
            self.add_error("file", _("Carica l'atto in PDF."))
        return dati


class FormAttoConMotivo(FormAtto):
    motivo = _motivo(_("Si legge sulla pagina del bando."))
    field_order = ("motivo", "numero", "data", "file")


class FormSposta(FormAttoConMotivo):
    chiude = campi.istante(
        _("Nuova chiusura"), _("Ora italiana. La domanda che arriva a quest'ora è in ritardo."), serve=True
    )
    field_order = ("chiude", "motivo", "numero", "data", "file")


class FormFine(FormAttoConMotivo):
    confermo = forms.BooleanField(
        label=_("Sì, so che non si torna indietro"),
        error_messages={"required": _("Segna la casella per confermare: non si torna indietro.")},
    )


# ── People, by mail address ───────────────────────────────────────────────────────────────────────
NESSUN_ACCOUNT = _("Nessuno ha un account attivo con questa email. Ricontrollala, o chiedi alla persona di iscriversi.")


def chi_ha(email: str) -> Any:
    return get_user_model()._default_manager.filter(email=email.strip().lower(), is_active=True).first()


class ConPersona(DelBando):
    """Somebody found by her whole address: the office has no directory of people."""

    email = di_rete.indirizzo_email(
        _("Email della persona"),
        _("Quella con cui entra nel portale, scritta per intero."),
        vuoto=_("Scrivi l'email della persona."),
        serve=True,
    )
    trovata: Any = None

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].strip().lower()
        self.trovata = chi_ha(email)
        if self.trovata is None:
            raise forms.ValidationError(NESSUN_ACCOUNT)
        return email


class FormIncarico(ConPersona):
    ruolo = forms.ChoiceField(
        label=_("Come"), choices=RuoloIncarico.choices, widget=forms.RadioSelect, error_messages=_SCEGLI
    )


class FormTardi(ConPersona):
    fino_a = campi.istante(_("Fino a quando può inviare"), _("Ora italiana."), serve=True)
    motivo = _motivo(_("Resta scritto nella storia del bando."))


class FormAiuto(DelBando):
    aiuta = forms.ModelChoiceField(
        queryset=Partner.objects.none(),
        label=_("Chi aiuta"),
        empty_label=_("Nessuno, oltre all'ufficio"),
        required=False,
        error_messages=_SCEGLI,
    )

    def prepara(self) -> None:
        campo: Any = self.fields["aiuta"]
        campo.queryset = Partner.objects.in_rete().order_by("nome")
        campo.initial = self.bando.aiuta_id


# ── A new call ────────────────────────────────────────────────────────────────────────────────────
class FormNuovo(forms.Form):
    """The body, and what to begin from: a template, or a call of the past."""

    use_required_attribute = False
    partner = forms.ModelChoiceField(
        queryset=Partner.objects.none(), label=_("Ente"), empty_label=None, error_messages=_SCEGLI
    )
    modello = forms.ChoiceField(
        label=_("Modello"),
        help_text=_("È già scritto: lo cambi come vuoi. Le misure 3 e 4 hanno due bandi, uno dopo l'altro."),
        choices=Modello.choices,
        widget=forms.RadioSelect,
        error_messages=_SCEGLI,
    )
    come = forms.ModelChoiceField(
        queryset=Bando.objects.none(),
        label=_("Comincia da un bando che c'è già"),
        help_text=_("Copiamo tutto, tranne le date. Se non scegli, si comincia dal modello."),
        empty_label=_("No, dal modello"),
        required=False,
        error_messages=_SCEGLI,
    )

    def __init__(self, *args: Any, enti: Any, bandi: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nome, righe in (("partner", enti), ("come", bandi)):
            campo: Any = self.fields[nome]
            campo.queryset = righe
