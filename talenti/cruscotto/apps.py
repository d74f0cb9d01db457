from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from talenti.base.registries import VoceDiMenu


class CruscottoConfig(AppConfig):
    name = "talenti.cruscotto"
    label = "cruscotto"
    verbose_name = _("Indicatori")

    def ready(self) -> None:
        from talenti.base import registries
        from talenti.cruscotto import indicatori
        from talenti.cruscotto.registri import istantanei

        # How many there are at the end of each month: the last one is the number.
        istantanei.update(("rete.partner", "rete.persone"))
        registries.indicatori.aggiungi("persone.iscrizioni", indicatori.ISCRIZIONI)
        registries.indicatori.aggiungi("persone.eta", indicatori.ETA)
        registries.indicatori.aggiungi("persone.comuni", indicatori.COMUNI)
        registries.menu.aggiungi("indicatori", VoceDiMenu(_("Indicatori"), "cruscotto:indicatori", 88, minore=True))
