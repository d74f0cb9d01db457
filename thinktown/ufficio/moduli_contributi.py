"""The forms of grants: what the act says, corrections, annulments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talenti.base.clock import oggi
from talenti.rete.forms import campi as di_rete
from thinktown.actions.benefici import MOTIVO_MASSIMO, DatiBeneficio
from thinktown.models import Beneficio
from thinktown.ufficio import campi


def _sito(etichetta: Any, aiuto: Any) -> forms.URLField:
    campo = di_rete.sito(etichetta)
    campo.help_text, campo.max_length = aiuto, 300
    return campo


class FormBeneficio(forms.Form):
    """The six things that the law wants, but for who receives."""

    use_required_attribute = False
    importo = campi.euro(_("Quanto, in euro"), _("Come sta nell'atto, per esempio 3.100 oppure 3.100,50."))
    atto_numero = campi.riga(_("Numero dell'atto"), massimo=40, serve=True, vuoto=_("Scrivi il numero dell'atto."))
    atto_data = campi.giorno(_("Data dell'atto"), serve=True, vuoto=_("Scrivi la data dell'atto."))
    norma = campi.riga(
        _("Norma o titolo"),
        _("Su che cosa si fonda: la legge, il regolamento, il bando."),
        massimo=300,
        serve=True,
        vuoto=_("Scrivi la norma o il titolo su cui si fonda."),
    )
    ufficio = campi.riga(_("Ufficio"), massimo=160, serve=True, vuoto=_("Scrivi quale ufficio."))
    responsabile = campi.riga(
        _("Chi ne risponde"), _("Funzionario o dirigente responsabile."), massimo=120, serve=True,
        vuoto=_("Scrivi chi ne risponde."),
    )  # fmt: skip
    modalita = campi.riga(
        _("Come è stato scelto"), massimo=200, serve=True, vuoto=_("Scrivi come è stato scelto.")
    )  # fmt: skip
    progetto = campi.riga(_("Titolo del progetto"), massimo=200)
    progetto_url = _sito(_("Pagina del progetto"), _("Se c'è già una pagina pubblica."))
    curriculum_url = _sito(_("Pagina con il curriculum"), _("Solo se il bando l'ha chiesto, e se è pubblico."))
    riservato = campi.casella(
        _("Pubblica solo il codice"),
        _("Se dalla somma o dal motivo si capisce una condizione di salute o di disagio. Poi non si torna indietro."),
    )

    def clean_importo(self) -> Any:
        importo = self.cleaned_data["importo"]
        if importo is None:
            raise forms.ValidationError(_("Scrivi una somma in euro, più di zero."))
        return importo

    def clean_atto_data(self) -> Any:
        if self.cleaned_data["atto_data"] > oggi():
            raise forms.ValidationError(_("L'atto ha una data che deve ancora venire."))
        return self.cleaned_data["atto_data"]

    def dati(self) -> DatiBeneficio:
        return DatiBeneficio(**{nome: self.cleaned_data[nome] for nome in DatiBeneficio.__dataclass_fields__})


def _motivo(aiuto: Any) -> forms.CharField:
    return di_rete.testo(
        _("Motivo"), aiuto, massimo=MOTIVO_MASSIMO, righe=3, serve=True,
        vuoto=_("Scrivi il motivo: chi lo legge deve poter capire."),
    )  # fmt: skip


class FormCorreggi(FormBeneficio):
    motivo = _motivo(_("Perché lo correggi: resta nella storia."))
    field_order = ("motivo",)


class FormAnnulla(forms.Form):
    use_required_attribute = False
    motivo = _motivo(_("Resta nella storia, e non si vede in pubblico."))


def com_e(beneficio: Beneficio) -> dict[str, Any]:
    """What a correction begins from."""
    return {nome: getattr(beneficio, nome) for nome in DatiBeneficio.__dataclass_fields__}
