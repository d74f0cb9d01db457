"""The preferences: one choice a kind."""

from typing import Any

from django import forms

from talenti.avvisi import queries
from talenti.avvisi.enums import Scelta


class FormPreferenze(forms.Form):
    """A radio group for each kind that may be chosen; the compulsory ones are told beside."""

    def __init__(self, *args: Any, persona: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.obbligatori = []
        for tipo, scelta in queries.scelte_di(persona):
            if tipo.obbligatorio:
                self.obbligatori.append(tipo)
                continue
            self.fields[tipo.chiave] = forms.ChoiceField(
                label=tipo.etichetta,
                help_text=tipo.descrizione,
                choices=Scelta.choices,
                initial=scelta,
                widget=forms.RadioSelect,
            )
