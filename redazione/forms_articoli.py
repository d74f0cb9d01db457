"""What the writing desk takes."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from redazione.actions.articoli import firme_possibili
from redazione.enums_articoli import (
    BRANO_MASSIMO,
    NOTA_MASSIMA,
    SOMMARIO_MASSIMO,
    TESTO_MASSIMO,
    TITOLO_MASSIMO,
    EsitoVerifica,
    Licenza,
)
from redazione.models import Argomento
from talenti.rete.forms import campi

_SCEGLI = {"required": _("Scegli una delle voci."), "invalid_choice": _("Scegli una delle voci dell'elenco.")}


class FormTesto(forms.Form):
    """``html`` is filled by the editor alone; without it the text is the Markdown of ``testo``."""

    titolo = campi.riga(_("Titolo"), massimo=TITOLO_MASSIMO)
    sommario = campi.testo(
        _("In una frase"), _("La leggono gli elenchi, la ricerca e chi condivide."), massimo=SOMMARIO_MASSIMO, righe=2
    )
    testo = forms.CharField(
        label=_("Testo"),
        help_text=_(
            "Una riga vuota separa i paragrafi. «## » davanti fa un titolo, «- » un elenco, «> » una citazione, "
            "**due asterischi** il grassetto, [parole](indirizzo) un collegamento."
        ),
        required=False,
        max_length=TESTO_MASSIMO,
        widget=forms.Textarea(attrs={"rows": 22}),
        error_messages={"max_length": _("Al massimo %(limit_value)s caratteri: accorcia il testo.")},
    )
    html = forms.CharField(required=False, max_length=TESTO_MASSIMO * 4, widget=forms.HiddenInput)
    copertina = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    gettone = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class FormFirma(forms.Form):
    come = forms.ChoiceField(label=_("Come firmi"), widget=forms.RadioSelect, error_messages=_SCEGLI)

    def __init__(self, *args: Any, persona: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo: Any = self.fields["come"]
        campo.choices = [(uno, uno) for uno in firme_possibili(persona)]


def _argomenti() -> list[tuple[int, str]]:
    return list(Argomento.objects.values_list("pk", "nome"))


class FormCura(forms.Form):
    # Judged against the list, not asked of the database: no number is too long for it.
    argomenti = forms.TypedMultipleChoiceField(
        label=_("Argomenti"),
        choices=_argomenti,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _SCEGLI["invalid_choice"]},
    )
    licenza = forms.ChoiceField(label=_("Licenza del testo"), choices=Licenza.choices, error_messages=_SCEGLI)


class FormArgomento(forms.Form):
    nome = campi.riga(_("Nome dell'argomento"), massimo=40, serve=True, vuoto=_("Scrivi il nome dell'argomento."))


class FormNota(forms.Form):
    brano = campi.riga(
        _("Parole del testo a cui si riferisce"),
        _("Copiale dal testo. Se resta vuoto, la nota è su tutto l'articolo."),
        massimo=BRANO_MASSIMO,
    )
    testo = campi.testo(_("Nota"), massimo=NOTA_MASSIMA, righe=3, serve=True, vuoto=_("Scrivi la nota."))
    letta = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class FormRimanda(forms.Form):
    testo = campi.testo(
        _("Che cosa sistemare, in generale"),
        _("Se hai già scritto le note, puoi lasciarlo vuoto."),
        massimo=NOTA_MASSIMA,
    )


class Momento(forms.DateTimeField):
    """An instant of Rome; of the night in which clocks change, an hour that is twice or never is asked anew."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except forms.ValidationError as errore:
            if errore.code != "ambiguous_timezone":
                raise
            raise forms.ValidationError(
                _("Quella notte cambia l'ora: scegli un'ora prima delle 2:00 o dopo le 3:00."), code=errore.code
            ) from errore


def _momento(etichetta: Any, aiuto: Any = "") -> forms.DateTimeField:
    return Momento(
        label=etichetta,
        help_text=aiuto,
        required=False,
        input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Questo momento non esiste. Scrivilo come 2026-12-15T08:00, o lascia vuoto.")},
    )


class FormUscita(forms.Form):
    """When it is read, in the hour of Rome."""

    dal = _momento(_("Si legge dal"), _("Se resta vuoto, da subito. Esce da solo, al minuto."))
    al = _momento(_("Fino al"), _("Se resta vuoto, per sempre."))

    @staticmethod
    def di(dal: datetime | None, al: datetime | None) -> dict[str, Any]:
        return {"dal": dal and timezone.localtime(dal), "al": al and timezone.localtime(al)}


class FormCorrezione(forms.Form):
    nota = campi.testo(
        _("Che cosa è cambiato"),
        _("Sta in cima all'articolo, con la data: chi l'aveva già letto deve capire che cosa c'era di sbagliato."),
        massimo=300,
        righe=2,
        serve=True,
        vuoto=_("Scrivi che cosa è cambiato: lo legge chi l'aveva già letto."),
    )


class FormChiediVerifica(forms.Form):
    nome = campi.riga(_("Nome della persona"), massimo=80, serve=True, vuoto=_("Scrivi il nome della persona."))
    email = campi.indirizzo_email(
        _("La sua email"),
        _("Le mandiamo un link: vede solo questo testo, e non le serve un account."),
        vuoto=_("Scrivi l'email per intero, come nome@example.org."),
        serve=True,
    )
    domanda = campi.testo(
        _("Che cosa le chiediamo"), massimo=400, righe=3, serve=True, vuoto=_("Scrivi che cosa vuoi far controllare.")
    )


class FormVerifica(forms.Form):
    esito = forms.ChoiceField(
        label=_("La tua risposta"), choices=EsitoVerifica.choices, widget=forms.RadioSelect, error_messages=_SCEGLI
    )
    risposta = campi.testo(_("Che cosa è da correggere"), massimo=2000, righe=5)
