from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RedazioneConfig(AppConfig):
    name = "redazione"
    label = "redazione"
    verbose_name = _("Redazione")

    def ready(self) -> None:
        from operator import attrgetter

        from redazione import (
            demo,
            emails,
            emails_articoli,
            emails_immagini,
            lettura,
            rules,
            rules_articoli,
            rules_immagini,
            schede,
        )
        from talenti.base import registries
        from talenti.base.permissions import eredita_da
        from talenti.portale import registri
        from talenti.portale.demo import motore
        from talenti.rete import ruoli

        eredita_da("redazione.testata", attrgetter("partner"))
        for ruolo in (ruoli.AMMINISTRAZIONE, ruoli.OPERATORE):
            ruoli.concedi(ruolo, "redazione.cura_persone", "redazione.approva_piano", "redazione.commenta_piano")
        ruoli.concedi(ruoli.COLLABORAZIONE, "redazione.commenta_piano")
        ruoli.concedi(ruoli.COORDINAMENTO, "redazione.cura_persone", "redazione.cura_testate")
        registri.voci_area.aggiungi("redazione", schede.NELL_AREA)
        registries.linea_personale.aggiungi("redazione", schede.linea)
        registries.dati_personali.aggiungi("redazione", schede.DATI)
        registries.conservazioni.aggiungi("redazione", schede.CONSERVAZIONE)
        registries.conservazioni.aggiungi("redazione.consensi", schede.CONSERVAZIONE_CONSENSI)
        registries.conservazioni.aggiungi("redazione.verifiche", schede.CONSERVAZIONE_VERIFICHE)
        registries.cartelle.aggiungi("redazione.immagini", schede.CARTELLA)
        lettura.registra()
        motore.capitoli.aggiungi("redazione", demo.eventi)
