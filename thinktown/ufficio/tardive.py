"""What came after a closing, as the office reads it: who tried, what, how often, from when to when."""

from collections.abc import Iterable

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from talenti.base.admin import FiltroPerRelazione, SoloLettura
from talenti.persone.letture import LettureInUfficio, dichiara_pagina
from thinktown.istanti import al_secondo
from thinktown.models import RichiestaTardiva

PAGINA = dichiara_pagina("thinktown.arrivate_tardi", _("Chi è arrivato tardi a un bando, in ufficio"))


@admin.register(RichiestaTardiva)
class RichiestaTardivaAdmin(LettureInUfficio, SoloLettura):
    """Of one's own calls only; of a draft its code, never a word of it."""

    pagina = PAGINA
    permesso_lettura = "thinktown.scrive_bandi"
    list_display = ("persona", "che_cosa", "bando", "domanda", "quante", "la_prima", "l_ultima")
    list_filter = ("che_cosa", ("bando", FiltroPerRelazione))
    search_fields = ("persona__nome", "persona__cognome", "domanda__codice")
    list_select_related = ("persona", "bando", "domanda")
    ordering = ("-ultima_il", "-pk")

    def persone_di(self, riga: RichiestaTardiva) -> Iterable[int]:
        return [riga.persona_id]

    @admin.display(description=_("La prima, al secondo"), ordering="prima_il")
    def la_prima(self, riga: RichiestaTardiva) -> str:
        return al_secondo(riga.prima_il)

    @admin.display(description=_("L'ultima, al secondo"), ordering="ultima_il")
    def l_ultima(self, riga: RichiestaTardiva) -> str:
        return al_secondo(riga.ultima_il)
