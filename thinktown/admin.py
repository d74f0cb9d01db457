"""The back office of calls: each of its parts stands in ``thinktown/ufficio/``."""

from django.contrib import admin

from thinktown.models import MessaggioDomanda
from thinktown.ufficio.messaggi import MessaggioDomandaAdmin

admin.site.register(MessaggioDomanda, MessaggioDomandaAdmin)
