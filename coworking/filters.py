"""The question of the search page: where, when, what; and the rest."""

from datetime import date, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coworking.disponibilita import Parte
from coworking.enums import Aspetto, Dotazione, Grado, Tipo
from coworking.models import Spazio
from talenti.base.clock import oggi
from talenti.base.filters import FiltroBase
from talenti.base.templatetags.italiano import data_breve
from talenti.luoghi.fields import ComuneField
from talenti.luoghi.models import Comune
from talenti.rete.models import Partner

# How many days the field offers, and how far one written in the address may be.
GIORNI_DA_SCEGLIERE, GIORNI_CERCATI = 60, 366
DISTANZE = (("5", _("a 5 km")), ("15", _("a 15 km")), ("30", _("a 30 km")))
PARTI = ((Parte.MATTINA, _("Mattina")), (Parte.POMERIGGIO, _("Pomeriggio")), (Parte.SERA, _("Sera")))


class _FiltroComune(django_filters.ModelChoiceFilter):
    field_class = ComuneField


class GiorniProssimi(forms.Select):
    """The days to come, in words: read alike in every browser, and one press on a phone."""

    def optgroups(self, name: str, value: list[Any], attrs: dict[str, Any] | None = None) -> Any:
        giorni = [oggi() + timedelta(days=n) for n in range(GIORNI_DA_SCEGLIERE)]
        self.choices = [("", _("qualunque giorno")), *((uno.isoformat(), data_breve(uno)) for uno in giorni)]
        return super().optgroups(name, value, attrs)


class FiltroSpazi(FiltroBase):
    """``comune`` with ``km`` is within a distance of it; ``giorno`` and ``parte`` are judged by what is free then."""

    comune = _FiltroComune(
        label=_("Dove"), queryset=lambda request: Comune.objects.attivi(), method="vicino", scrivendo=True
    )
    km = django_filters.ChoiceFilter(
        label=pgettext_lazy("distanza", "Entro"), choices=DISTANZE, empty_label=_("solo lì"), method="come_sono"
    )
    giorno = django_filters.DateFilter(label=_("Quando"), method="come_sono", widget=GiorniProssimi)
    parte = django_filters.ChoiceFilter(
        label=_("Parte del giorno"), choices=PARTI, empty_label=_("tutto il giorno"), method="come_sono"
    )
    tipo = django_filters.ChoiceFilter(label=_("Che cosa"), choices=Tipo.choices, empty_label=_("qualunque spazio"))
    posti = django_filters.NumberFilter(label=_("Quante persone"), min_value=1, max_value=200, method="per_tanti")
    dotazione = django_filters.MultipleChoiceFilter(
        label=_("Che cosa ci deve essere"),
        choices=Dotazione.choices,
        method="con_dotazioni",
        widget=forms.CheckboxSelectMultiple,
    )
    accessibile = django_filters.MultipleChoiceFilter(
        label=_("Va bene per chi lo usa"),
        choices=Aspetto.choices,
        method="accessibili",
        widget=forms.CheckboxSelectMultiple,
    )

    di = django_filters.ModelChoiceFilter(
        label=_("Di chi"),
        field_name="partner",
        to_field_name="slug",
        queryset=lambda request: Partner.objects.in_rete(),
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Spazio
        fields = ("tipo",)

    def come_sono(self, righe: QuerySet[Any], _nome: str, _valore: Any) -> QuerySet[Any]:
        """Read by the page together with others."""
        return righe

    def vicino(self, righe: QuerySet[Any], _nome: str, comune: Comune | None) -> QuerySet[Any]:
        if comune is None:
            return righe
        km = self.form.cleaned_data.get("km")
        if not km:
            return righe.filter(comune=comune)
        return righe.filter(comune__in=Comune.objects.vicini(comune, float(km)).values("pk"))

    def per_tanti(self, righe: QuerySet[Any], _nome: str, quanti: Any) -> QuerySet[Any]:
        return righe.filter(capienza__gte=int(quanti)) if quanti else righe

    def con_dotazioni(self, righe: QuerySet[Any], _nome: str, voci: list[str]) -> QuerySet[Any]:
        for voce in voci:
            righe = righe.filter(dotazioni__voce=voce)
        return righe

    def accessibili(self, righe: QuerySet[Any], _nome: str, aspetti: list[str]) -> QuerySet[Any]:
        for aspetto in aspetti:
            righe = righe.filter(accessibilita__aspetto=aspetto, accessibilita__grado__in=(Grado.SI, Grado.IN_PARTE))
        return righe

    def scelto(self, nome: str) -> Any:
        """The value understood of one field, None where there is none or it makes no sense."""
        self.qs  # noqa: B018 – validates the form
        return self.form.cleaned_data.get(nome) or None

    @property
    def giorno_scelto(self) -> date | None:
        """The day asked for; one already past, or years away, is asked by nobody who wants to book."""
        giorno = self.scelto("giorno")
        if giorno is None or not oggi() <= giorno <= oggi() + timedelta(days=GIORNI_CERCATI):
            return None
        return giorno

    @property
    def parte_scelta(self) -> Parte | None:
        parte = self.scelto("parte")
        return Parte(parte) if parte else None

    @property
    def posti_scelti(self) -> int:
        return int(self.scelto("posti") or 1)
