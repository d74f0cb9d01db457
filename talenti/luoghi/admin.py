from django.contrib import admin

from talenti.base.admin import SoloLettura
from talenti.luoghi.models import Comune, Patrono


@admin.register(Comune)
class ComuneAdmin(SoloLettura):
    list_display = ["nome", "istat", "belfiore", "ambito", "valido_al", "successore"]
    list_filter = ["ambito"]
    search_fields = ["chiave", "nome", "istat", "belfiore"]


@admin.register(Patrono)
class PatronoAdmin(SoloLettura):
    list_display = ["comune", "giorno", "mese", "nome", "fonte"]
