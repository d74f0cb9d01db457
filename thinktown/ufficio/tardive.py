"""What came after a closing, as the office reads it: who tried, what, how often, from when to when."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from talenti.base.admin import FiltroPerRelazione, SoloLettura
from thinktown.istanti import al_secondo
from thinktown.models import RichiestaTardiva


@admin.register(RichiestaTardiva)
class RichiestaTardivaAdmin(SoloLettura):
    """Of one's own calls only; of a draft its code, never a word of it."""

    permesso_lettura = "thinktown.scrive_bandi"
    list_display = ("persona", "che_cosa", "bando", "domanda", "quante", "la_prima", "l_ultima")
    list_filter = ("che_cosa", ("bando", FiltroPerRelazione))
    search_fields = ("persona__nome", "persona__cognome", "persona__email", "domanda__codice")
    list_select_related = ("persona", "bando", "domanda")
    ordering = ("-ultima_il", "-pk")

    @admin.display(description=_("La prima, al secondo"), ordering="prima_il")
    def la_prima(self, riga: RichiestaTardiva) -> str:
        return al_secondo(riga.prima_il)

    @admin.display(description=_("L'ultima, al secondo"), ordering="ultima_il")
    def l_ultima(self, riga: RichiestaTardiva) -> str:
        return al_secondo(riga.ultima_il)
