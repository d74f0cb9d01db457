from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistroConfig(AppConfig):
    name = "talenti.registro"
    label = "registro"
    verbose_name = _("Registro")

    def ready(self) -> None:
        from talenti.base import registries
        from talenti.registro import ufficio

        registries.ufficio.aggiungi("registro", ufficio.lavori_non_riusciti)
        registries.salute.aggiungi("annunci", ufficio.CONTROLLO)
