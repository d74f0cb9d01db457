from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoworkingConfig(AppConfig):
    name = "coworking"
    label = "coworking"
    verbose_name = _("Spazi")

    def ready(self) -> None:
        from operator import attrgetter

        from coworking import demo, emails, rules, schede
        from talenti.base import registries
        from talenti.base.permissions import eredita_da
        from talenti.persone import agganci
        from talenti.portale import indice, registri
        from talenti.portale.demo import motore
        from talenti.rete import azioni, ruoli
        from talenti.rete.schede import CAMBIA_CHI_E

        eredita_da("coworking.spazio", attrgetter("partner"))
        eredita_da("coworking.prenotazione", attrgetter("spazio.partner"))
        for ruolo in (ruoli.AMMINISTRAZIONE, ruoli.OPERATORE):
            ruoli.concedi(ruolo, "coworking.offre_spazi", "coworking.ospita", "coworking.vede_ufficio")
        ruoli.concedi(ruoli.COORDINAMENTO, "coworking.esamina_spazi", "coworking.vede_ufficio")
        ruoli.concedi(ruoli.REVISIONE, "coworking.vede_ufficio")
        agganci.da_riprendere["coworking:prenota"] = _("Stai prenotando un posto.")
        azioni.porte.aggiungi("coworking", schede.porte)
        registri.voci_area.aggiungi("prenotazioni", schede.NELL_AREA)
        registri.porte.aggiungi("coworking", schede.porta)
        registri.passi.aggiungi("coworking", schede.passi)
        registries.menu.aggiungi("spazi", schede.MENU)
        registries.schede_pubbliche.aggiungi("spazi", schede.SPAZI)
        indice.segui("spazi", "coworking.spazio", *schede.CAMBIA_LA_SCHEDA)
        indice.segui("spazi", "rete.partner", *CAMBIA_CHI_E, per="partner")
        registries.scrivanie.aggiungi("coworking", schede.scrivanie)
        registries.linea_personale.aggiungi("coworking", schede.linea)
        registries.ufficio.aggiungi("coworking", schede.in_ufficio)
        registries.dati_personali.aggiungi("coworking", schede.DATI)
        registries.conservazioni.aggiungi("coworking", schede.CONSERVAZIONE)
        registries.cartelle.aggiungi("coworking.foto", schede.CARTELLA)
        motore.capitoli.aggiungi("coworking", demo.eventi)
