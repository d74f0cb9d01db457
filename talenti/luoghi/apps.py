from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class LuoghiConfig(AppConfig):
    name = "talenti.luoghi"
    label = "luoghi"
    verbose_name = _("Luoghi")

    def ready(self) -> None:
        from talenti.luoghi.actions import carica_dopo_migrazione

        # The comuni are part of the schema as permissions are: every `migrate` (and every flush of a
        # test database) finds them there and up to date.
        post_migrate.connect(carica_dopo_migrazione, sender=self)
