"""One base for every FilterSet: bad parameters are ignored, never an error."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict


def _senza_nul(data: Any) -> QueryDict:
    """The same parameters, every value of each, without the NUL that PostgreSQL refuses."""
    puliti = QueryDict(mutable=True)
    for chiave, valori in data.lists() if isinstance(data, QueryDict) else ((k, [v]) for k, v in (data or {}).items()):
        puliti.setlist(chiave, [valore.replace("\x00", "") for valore in valori])
    return puliti


class FiltroBase(django_filters.FilterSet):
    """A FilterSet whose unusable parameters are left out, and named in ``ignorati``."""

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(_senza_nul(data), *args, **kwargs)
        self.ignorati: list[str] = []

    @property
    def qs(self) -> QuerySet[Any]:
        if not hasattr(self, "_qs"):
            form = self.form
            form.is_valid()
            self.ignorati = [nome for nome in form.errors if nome in form.fields]
            coda = self.queryset.all()
            for nome, filtro in self.filters.items():
                if nome in form.cleaned_data:
                    coda = filtro.filter(coda, form.cleaned_data[nome])
            self._qs = coda
        return self._qs

    @property
    def attivi(self) -> dict[str, Any]:
        """The parameters in force: name → value as shown."""
        self.qs  # noqa: B018 – validates the form
        return {
            nome: self.form[nome] for nome, valore in self.form.cleaned_data.items() if valore not in (None, "", [])
        }
