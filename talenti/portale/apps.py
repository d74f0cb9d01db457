from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from talenti.base.registries import VoceDiMenu


class PortaleConfig(AppConfig):
    name = "talenti.portale"
    label = "portale"
    verbose_name = _("Portale")

    def ready(self) -> None:
        from talenti.base import registries
        from talenti.portale import checks, contesto, dati, fatti, indice, registri, rete, rules, ufficio
        from talenti.portale.demo import comunita, motore, nascita, oggi
        from talenti.portale.salute import CONTROLLI
        from talenti.rete.ruoli import COORDINAMENTO, REVISIONE, concedi
        from talenti.rete.schede import CAMBIA_LA_SCHEDA

        for controllo in CONTROLLI:
            registries.salute.aggiungi(controllo.chiave, controllo)
        for chiave, voce in contesto.VOCI:
            registri.voci_area.aggiungi(chiave, voce)
        registries.contesto_pagina.aggiungi("portale", contesto.contesto)
        registries.dati_personali.aggiungi("portale", dati.DATI)
        registries.conservazioni.aggiungi_tutte(dati.CONSERVAZIONI)
        registries.linea_personale.aggiungi("portale", fatti.linea)
        registries.ufficio.aggiungi("portale", ufficio.opinioni_da_leggere)
        registries.ufficio.aggiungi("portale.interruzioni", ufficio.interruzioni_da_spiegare)
        registries.menu.aggiungi("chi_siamo", VoceDiMenu(_("Chi siamo"), "portale:chi_siamo", 90, minore=True))
        registries.menu.aggiungi("aiuto", VoceDiMenu(_("Aiuto"), "portale:aiuto", 95, minore=True))
        for chiave, capitolo in (("nascita", nascita), ("oggi", oggi), ("comunita", comunita)):
            motore.capitoli.aggiungi(chiave, capitolo.eventi)
        indice.segui("partner", "rete.partner", *CAMBIA_LA_SCHEDA)
        post_migrate.connect(indice.indicizza_dopo_migrazione, sender=self)
        registri.porte.aggiungi("rete", rete.porta)
        registri.porte.aggiungi("rete.entra", rete.porta_aperta)
        registri.passi.aggiungi("rete", rete.passi)
        for ruolo in (COORDINAMENTO, REVISIONE):
            concedi(ruolo, "portale.leggi_opinioni", "portale.legge_interruzioni")
        concedi(COORDINAMENTO, "portale.scrive_interruzioni")
