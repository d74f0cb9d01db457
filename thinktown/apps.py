from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThinktownConfig(AppConfig):
    name = "thinktown"
    label = "thinktown"
    verbose_name = _("Bandi")

    def ready(self) -> None:
        from operator import attrgetter

        from talenti.base import registries
        from talenti.base.permissions import eredita_da
        from talenti.documenti.rules import chi_puo_leggere
        from talenti.portale import registri
        from talenti.portale.demo import motore
        from talenti.rete import azioni, ruoli
        from thinktown import attese_messaggi, dati, demo, emails, emails_messaggi, rules, rules_messaggi, schede

        eredita_da("thinktown.bando", attrgetter("partner"))
        eredita_da("thinktown.richiestaaiuto", attrgetter("partner"))
        ruoli.concedi(
            ruoli.AMMINISTRAZIONE, "thinktown.scrive_bandi", "thinktown.verifica_bandi", "thinktown.pubblica_bandi"
        )
        ruoli.concedi(ruoli.OPERATORE, "thinktown.scrive_bandi")
        for ruolo in (ruoli.AMMINISTRAZIONE, ruoli.OPERATORE):
            ruoli.concedi(ruolo, "thinktown.aiuta_chi_presenta")
        chi_puo_leggere["thinktown.messaggiodomanda"] = rules_messaggi.file_di_messaggio
        registries.ufficio.aggiungi("thinktown.messaggi", attese_messaggi.in_ufficio)
        registries.linea_personale.aggiungi("thinktown.messaggi", attese_messaggi.linea)
        registries.dati_personali.aggiungi("thinktown", dati.DATI)
        registries.conservazioni.aggiungi_tutte(dati.CONSERVAZIONI)
        azioni.porte.aggiungi("thinktown", schede.porte)
        registri.porte.aggiungi("thinktown", schede.porta)
        registries.menu.aggiungi("bandi", schede.MENU)
        registries.schede_pubbliche.aggiungi("bandi", schede.BANDI)
        motore.capitoli.aggiungi("thinktown", demo.eventi)
