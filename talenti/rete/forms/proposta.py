"""The three short parts of a proposal. A draft may be incomplete: what is missing is said before sending."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talenti.luoghi.fields import ComuneField
from talenti.rete.enums import ESEMPIO, Azione, Tipo
from talenti.rete.forms import campi
from talenti.rete.models import Partner


class _Parte(forms.Form):
    """A part of the draft: takes its values from it, gives back those that can be kept.

    Nothing stops a draft; ``facoltativi`` are the fields that sending does not ask for either.
    """

    facoltativi: tuple[str, ...] = ()

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        kwargs["initial"] = self.iniziali(partner) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.partner = partner

    def iniziali(self, partner: Partner) -> dict[str, Any]:
        return {nome: getattr(partner, nome) for nome in self.base_fields}

    def da_salvare(self) -> dict[str, Any]:
        """Arguments for ``salva_bozza``: only the fields that are right."""
        return {"campi": {nome: valore for nome, valore in self.cleaned_data.items() if nome in self.fields}}


class FormChiSiete(campi.ConCodici, _Parte):
    facoltativi = ("partita_iva",)
    tipo = forms.ChoiceField(
        label=_("Che cosa siete"),
        choices=[("", _("Scegli")), *Tipo.choices],
        required=False,
        help_text=_("Un gruppo informale non ha statuto né codice fiscale: ne rispondi tu, se hai almeno 18 anni."),
        error_messages={"invalid_choice": _("Scegli una voce dell'elenco.")},
    )
    nome = campi.riga(_("Nome"), _("Come vi chiamate davanti a tutti."), massimo=120, autocomplete="organization")
    comune = ComuneField(
        label=_("Comune"), help_text=_("Dove avete la sede, o dove vi trovate di solito."), required=False
    )
    codice_fiscale = campi.codice_fiscale()
    partita_iva = campi.partita_iva()

    def clean_nome(self) -> str:
        return " ".join(self.cleaned_data["nome"].split())


class FormCheCosaFate(_Parte):
    facoltativi = ("telefono", "indirizzo", "sito")
    in_una_frase = campi.riga(
        _("Che cosa fate, in una frase"), _("La leggono tutti, in cima alla vostra pagina."), massimo=200
    )
    descrizione = campi.testo(_("Se vuoi, di più"), massimo=4000, righe=6)
    email = campi.indirizzo_email(_("Email"), _("La pubblichiamo sulla pagina: usa quella dell'organizzazione."))
    telefono = campi.telefono(_("Telefono"))
    indirizzo = campi.riga(_("Indirizzo"), _("Via e numero, se avete una sede aperta."), massimo=160)
    sito = campi.sito(_("Sito"))


class FormAzioni(_Parte):
    """One line for each action: what is written counts, what is left empty does not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for azione in Azione:
            self.fields[azione.value] = campi.riga(azione.label, ESEMPIO[azione], massimo=200)

    def iniziali(self, partner: Partner) -> dict[str, Any]:
        return {riga.azione: riga.che_cosa for riga in partner.partecipazioni.all()}

    def da_salvare(self) -> dict[str, Any]:
        scelte = {azione: frase.strip() for azione, frase in self.cleaned_data.items() if frase.strip()}
        # A field that cannot be kept must not take away what was kept before.
        scelte |= {
            riga.azione: riga.che_cosa for riga in self.partner.partecipazioni.all() if riga.azione in self.errors
        }
        return {"campi": {}, "azioni": scelte}


class FormDocumento(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, Word, ODT o una foto leggibile. Al massimo 10 MB."),
        error_messages={
            "required": _("Scegli un file."),
            "empty": _("Il file è vuoto. Controlla di aver scelto quello giusto."),
        },
    )


# key of the address → (title, form)
PARTI: dict[str, tuple[Any, type[_Parte]]] = {
    "chi-siete": (_("Chi siete"), FormChiSiete),
    "che-cosa-fate": (_("Che cosa fate"), FormCheCosaFate),
    "azioni": (_("A che cosa volete prendere parte"), FormAzioni),
}
