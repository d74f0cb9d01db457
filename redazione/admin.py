"""The office's part in the newsroom: which newsroom there is, who runs it, who approves its plan."""

from django.contrib import admin

from redazione.models import Testata
from talenti.base.admin import ModelloUfficio


@admin.register(Testata)
class TestataAdmin(ModelloUfficio):
    """Made by the lead, who then invites whoever coordinates it (its page "Chi c'è")."""

    permesso_scrittura = "redazione.cura_testate"
    list_display = ("nome", "partner", "riferimento")
    fields = ("nome", "slug", "partner", "riferimento")
