from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PersoneConfig(AppConfig):
    name = "talenti.persone"
    label = "persone"
    verbose_name = _("Persone")

    def ready(self) -> None:
        from talenti.base import registries
        from talenti.persone import emails, registri, rules, signals
        from talenti.persone.queries import foto_in_uso, nome_di_attore
        from talenti.registro import actions

        actions.nome_di_attore[:] = [nome_di_attore]
        registries.linea_personale.aggiungi("persone", registri.linea)
        registries.ufficio.aggiungi("persone", registri.in_ufficio)
        registries.dati_personali.aggiungi("persone", registri.DATI)
        registries.conservazioni.aggiungi_tutte(registri.CONSERVAZIONI)
        registries.cartelle.aggiungi("persone.foto", registries.Cartella("profili", foto_in_uso))
