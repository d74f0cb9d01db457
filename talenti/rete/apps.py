from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReteConfig(AppConfig):
    name = "talenti.rete"
    label = "rete"
    verbose_name = _("Rete")

    def ready(self) -> None:
        from operator import attrgetter

        from talenti.base import registries
        from talenti.base.permissions import collega_gruppi, eredita_da
        from talenti.persone import agganci, managers
        from talenti.rete import emails, emails_membri, indicatori, personali, proiezione, queries, rules, schede

        collega_gruppi(proiezione.gruppi_di_oggi, proiezione.apre_l_ufficio)
        for figlio in ("allegato", "appartenenza", "documentorichiesto", "invito", "nomepartner", "partecipazione"):
            eredita_da(f"rete.{figlio}", attrgetter("partner"))
        managers.in_ufficio_anche.append(schede.persone_dei_miei_partner)
        agganci.impedimenti_chiusura.aggiungi("rete", personali.impedimenti)
        agganci.da_riprendere["rete:proponi"] = _("Stai proponendo un'organizzazione.")
        registries.menu.aggiungi("rete", schede.MENU)
        registries.schede_pubbliche.aggiungi("partner", schede.PARTNER)
        registries.scrivanie.aggiungi("rete", personali.scrivanie)
        registries.linea_personale.aggiungi("rete", personali.linea)
        registries.ufficio.aggiungi("rete", schede.in_ufficio)
        registries.dati_personali.aggiungi("rete", personali.DATI)
        registries.conservazioni.aggiungi_tutte(personali.CONSERVAZIONI)
        registries.cartelle.aggiungi("rete.allegati", registries.Cartella("rete/allegati", queries.allegati_in_uso))
        registries.cartelle.aggiungi("rete.loghi", registries.Cartella("rete/loghi", queries.loghi_in_uso))
        registries.indicatori.aggiungi("rete.partner", indicatori.PARTNER)
        registries.indicatori.aggiungi("rete.persone", indicatori.PERSONE)
