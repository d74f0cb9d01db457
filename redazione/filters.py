"""How the lists of the newsroom are narrowed."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from redazione.enums import StatoIdea, Tipo
from redazione.enums_articoli import StatoArticolo
from redazione.models import Articolo, Idea, Immagine
from talenti.base.filters import FiltroBase

# Of what is searched for: more words narrow nothing that is still to be found.
PAROLE_CERCATE = 6


class FiltroIdee(FiltroBase):
    stato = django_filters.ChoiceFilter(
        label=_("A che punto è"), choices=StatoIdea.choices, empty_label=_("Tutte"), widget=forms.Select
    )
    # The page has a form that proposes one, with a field of that name.
    che_cosa = django_filters.ChoiceFilter(
        field_name="tipo", label=_("Che cosa diventa"), choices=Tipo.choices, empty_label=_("Tutte")
    )

    class Meta:
        model = Idea
        fields = ("stato", "che_cosa")


class FiltroImmagini(FiltroBase):
    q = django_filters.CharFilter(label=_("Parole"), method="con_le_parole")
    uso = django_filters.ChoiceFilter(
        label=_("Si possono usare"),
        choices=[("si", _("Sì")), ("no", _("Non ancora, o non più"))],
        empty_label=_("Tutte"),
        method="che_si_usano",
        widget=forms.Select,
    )

    class Meta:
        model = Immagine
        fields = ("q", "uso")

    def con_le_parole(self, righe: QuerySet[Immagine], _nome: str, parole: str) -> QuerySet[Immagine]:
        """All of them, wherever each stands."""
        for parola in parole.split()[:PAROLE_CERCATE]:
            dove = Q(alt__icontains=parola) | Q(didascalia__icontains=parola) | Q(di__icontains=parola)
            righe = righe.filter(dove)
        return righe

    def che_si_usano(self, righe: QuerySet[Immagine], _nome: str, uso: str) -> QuerySet[Immagine]:
        buone = Immagine.objects.pubblicabili().values("pk")
        return righe.filter(pk__in=buone) if uso == "si" else righe.exclude(pk__in=buone)


class FiltroArticoli(FiltroBase):
    stato = django_filters.ChoiceFilter(
        label=_("A che punto è"), choices=StatoArticolo.choices, empty_label=_("Tutti"), widget=forms.Select
    )
    di_chi = django_filters.ChoiceFilter(
        label=_("Di chi"),
        choices=[("miei", _("Li scrivo io"))],
        empty_label=_("Di tutta la redazione"),
        method="solo_suoi",
    )

    class Meta:
        model = Articolo
        fields = ("stato", "di_chi")

    def solo_suoi(self, righe: Any, _nome: str, _valore: str) -> Any:
        return righe.filter(voce__autori__persona=self.request.user)
