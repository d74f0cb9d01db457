from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AvvisiConfig(AppConfig):
    name = "talenti.avvisi"
    label = "avvisi"
    verbose_name = _("Avvisi")

    def ready(self) -> None:
        from talenti.avvisi import pagina, personali, rules, ufficio
        from talenti.avvisi.scrittore import scrivi_avvisi
        from talenti.base import registries
        from talenti.registro import annunci
        from talenti.rete import ruoli

        annunci.nella_transazione(scrivi_avvisi)
        ruoli.concedi(ruoli.COORDINAMENTO, "avvisi.gestisci_consegne", "avvisi.pubblica_striscione")
        registries.contesto_pagina.aggiungi("avvisi", pagina.contesto)
        registries.ufficio.aggiungi("avvisi", ufficio.non_partiti)
        registries.salute.aggiungi("consegne", ufficio.CONTROLLO)
        registries.dati_personali.aggiungi("avvisi", personali.DATI)
        registries.conservazioni.aggiungi_tutte(personali.CONSERVAZIONI)
