"""The forms of places: what everybody will read, by which act it was chosen, why one is withdrawn."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from talenti.luoghi.models import Comune
from thinktown.actions import PostoDetto, SceltaPosto
from thinktown.actions.offerte import TITOLO_MASSIMO
from thinktown.enums_posti import MOTIVO_MASSIMO, NEL_TESTO, POSTI_MASSIMI, TESTO_MASSIMO, NelPosto
from thinktown.ufficio import campi

RIGA = 300
LUNGHI = (NelPosto.CHE_COSA, NelPosto.OGGI, NelPosto.IMPARA, NelPosto.CHI, NelPosto.TUTOR)


class FormPosto(forms.Form):
    """``testi``: the parts of the text that this place has, by what they say."""

    use_required_attribute = False
    titolo = campi.riga(_("Titolo"), massimo=TITOLO_MASSIMO, serve=True, vuoto=_("Scrivi il titolo."))
    comune = campi.riga(_("Comune"), _("Uno della provincia. Se è altrove, lascia vuoto."), massimo=60)
    posti = campi.intero(_("Quanti posti"), massimo=POSTI_MASSIMI)
    deroga = campi.testo(
        _("Perché più posti di quelli che la regola ammette"),
        _("Solo se è così. Lo legge l'ufficio."),
        massimo=MOTIVO_MASSIMO,
        righe=2,
    )

    def __init__(self, *args: Any, testi: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trovato: Comune | None = None
        self.nel_testo = [cosa for cosa in NEL_TESTO if cosa in testi]
        for cosa in self.nel_testo:
            lungo = cosa in LUNGHI
            campo = campi.testo(cosa.label, massimo=TESTO_MASSIMO) if lungo else campi.riga(cosa.label, massimo=RIGA)
            self.fields[cosa.value] = campo
        self.order_fields(["titolo", "comune", *(cosa.value for cosa in self.nel_testo), "posti", "deroga"])

    def clean_comune(self) -> str:
        nome = self.cleaned_data["comune"]
        self.trovato = Comune.objects.attivi().da_testo(nome).first() if nome else None
        if nome and self.trovato is None:
            raise ValidationError(_("Non conosco questo comune: scrivine uno della provincia, o lascia vuoto."))
        return nome

    def clean_posti(self) -> int:
        quanti = self.cleaned_data["posti"]
        if not quanti:
            raise ValidationError(_("Scrivi quanti posti: almeno uno."))
        return quanti

    def detto(self) -> PostoDetto:
        """What the verbs take."""
        dati = self.cleaned_data
        testi = {cosa: dati[cosa.value] for cosa in self.nel_testo}
        return PostoDetto(dati["titolo"], dati["posti"], self.trovato, testi, dati["deroga"])


class FormScegli(FormPosto):
    """With the act of the body, or why there is none."""

    numero = campi.riga(_("Numero dell'atto che lo sceglie"), massimo=40)
    data = campi.giorno(_("Data dell'atto"))
    motivo = campi.testo(
        _("Motivo, se un atto non c'è"), _("Resta nella storia del posto."), massimo=MOTIVO_MASSIMO, righe=2
    )

    def decisione(self) -> SceltaPosto:
        dati = self.cleaned_data
        return SceltaPosto(dati["numero"], dati["data"], dati["motivo"])


class FormRitira(forms.Form):
    use_required_attribute = False
    motivo = campi.testo(
        _("Motivo"),
        _("Si legge nella pagina del posto, e lo riceve chi l'aveva scelto."),
        massimo=MOTIVO_MASSIMO,
        righe=3,
        serve=True,
        vuoto=_("Scrivi il motivo: chi lo riceve deve poter capire."),
    )


class FormPubblica(forms.Form):
    """Nothing to write: one press."""

    use_required_attribute = False
