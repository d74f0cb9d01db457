"""What the pages of pictures take."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from redazione.actions.immagini import (
    ALT_MASSIMO,
    CHI_MASSIMO,
    COME_MASSIMO,
    DI_MASSIMO,
    DIDASCALIA_MASSIMA,
    Descritta,
)
from redazione.enums_articoli import Licenza, Persone
from redazione.models import Immagine
from talenti.rete.forms import campi

_SCEGLI = {"required": _("Scegli una delle voci."), "invalid_choice": _("Scegli una delle voci dell'elenco.")}
_FUORI = _("Scrivi un numero da 0 a 100.")


def _centro(etichetta: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=etichetta,
        min_value=0,
        max_value=100,
        error_messages={"required": _FUORI, "invalid": _FUORI, "min_value": _FUORI, "max_value": _FUORI},
    )


class FormDescritta(forms.Form):
    """What is said of a picture."""

    alt = campi.riga(
        _("Che cosa si vede"),
        _("Per chi l'immagine non la vede: chi c'è, che cosa fa, dove. Una frase."),
        massimo=ALT_MASSIMO,
        serve=True,
        vuoto=_("Scrivi che cosa si vede: serve a chi l'immagine non la vede."),
    )
    didascalia = campi.riga(
        _("Didascalia"), _("Si legge sotto l'immagine. Un articolo può averne una sua."), massimo=DIDASCALIA_MASSIMA
    )
    di = campi.riga(
        _("Chi l'ha fatta"),
        _("Il nome che si legge sotto l'immagine."),
        massimo=DI_MASSIMO,
        serve=True,
        vuoto=_("Scrivi chi l'ha fatta: il nome si legge sotto."),
    )
    licenza = forms.ChoiceField(
        label=_("Licenza"),
        help_text=_("Che cosa possono farne gli altri. La decide chi l'ha fatta."),
        choices=Licenza.choices,
        initial=Licenza.CC_BY,
        error_messages=_SCEGLI,
    )
    persone = forms.ChoiceField(
        label=_("Si riconosce qualcuno?"),
        choices=Persone.choices,
        widget=forms.RadioSelect,
        error_messages={**_SCEGLI, "required": _("Scegli: se si riconosce qualcuno serve che abbia detto di sì.")},
    )
    generata = forms.BooleanField(
        label=_("L'ha fatta un programma che genera immagini"),
        help_text=_("Sotto si legge «immagine generata»."),
        required=False,
    )

    def detta(self) -> Descritta:
        dati = self.cleaned_data
        fuoco = (dati["fuoco_x"], dati["fuoco_y"]) if "fuoco_x" in dati else (50, 50)
        return Descritta(
            alt=dati["alt"],
            di=dati["di"],
            persone=dati["persone"],
            licenza=dati["licenza"],
            didascalia=dati["didascalia"],
            generata=dati["generata"],
            fuoco=fuoco,
        )


class FormCarica(FormDescritta):
    file = forms.FileField(
        label=_("L'immagine"),
        help_text=_("JPEG, PNG o WebP, fino a 10 MB. Dal telefono puoi scattarla adesso."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        error_messages={
            "required": _("Scegli l'immagine da caricare."),
            "invalid": _("Scegli l'immagine da caricare."),
            "empty": _("Il file è vuoto. Controlla di aver scelto quello giusto."),
        },
    )
    field_order = ["file"]


class FormDescrivi(FormDescritta):
    fuoco_x = _centro(_("Da sinistra"))
    fuoco_y = _centro(_("Dall'alto"))

    @staticmethod
    def di_una(immagine: Immagine) -> dict[str, Any]:
        campi_suoi = ("alt", "didascalia", "di", "licenza", "persone", "generata", "fuoco_x", "fuoco_y")
        return {campo: getattr(immagine, campo) for campo in campi_suoi}


class FormConsenso(forms.Form):
    chi = campi.riga(
        _("Chi si vede"),
        _("Lo legge solo chi cura l'immagine."),
        massimo=CHI_MASSIMO,
        serve=True,
        vuoto=_("Scrivi chi si vede: nome e cognome, come li conosci."),
    )
    minore = forms.BooleanField(label=_("Ha meno di 18 anni"), required=False)
    tutore = campi.riga(
        _("Genitore o tutore che ha detto di sì"), _("Solo per chi ha meno di 18 anni."), massimo=CHI_MASSIMO
    )
    come = campi.riga(
        _("Come ha detto di sì"),
        _("Per esempio: foglio firmato, nell'armadio della redazione."),
        massimo=COME_MASSIMO,
        serve=True,
        vuoto=_("Scrivi come ha detto di sì: un foglio, un'email, a voce."),
    )
    dato_il = campi.giorno(_("Quando"), serve=True, vuoto=_("Scrivi il giorno in cui ha detto di sì: oggi o prima."))
