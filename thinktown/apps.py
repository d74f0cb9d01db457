from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThinktownConfig(AppConfig):
    name = "thinktown"
    label = "thinktown"
    verbose_name = _("Bandi")

    def ready(self) -> None:
        from thinktown.registrazioni import registra

        registra()
