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
        from talenti.persone import agganci
        from talenti.portale import registri
        from talenti.portale.demo import motore
        from talenti.registro import annunci
        from talenti.rete import azioni, ruoli
        from thinktown import (
            allora,
            attese_messaggi,
            dati,
            demo,
            emails,
            emails_attese,
            emails_atti,
            emails_domande,
            emails_messaggi,
            in_breve,
            mie,
            personali,
            rules,
            rules_messaggi,
            schede,
            tutele,
        )
        from thinktown.ufficio import attese, file, lettere

        eredita_da("thinktown.bando", attrgetter("partner"))
        eredita_da("thinktown.richiestaaiuto", attrgetter("partner"))
        ruoli.concedi(
            ruoli.AMMINISTRAZIONE, "thinktown.scrive_bandi", "thinktown.verifica_bandi", "thinktown.pubblica_bandi"
        )
        ruoli.concedi(ruoli.OPERATORE, "thinktown.scrive_bandi")
        for ruolo in (ruoli.AMMINISTRAZIONE, ruoli.OPERATORE):
            ruoli.concedi(ruolo, "thinktown.aiuta_chi_presenta")
        registries.ufficio.aggiungi("thinktown_bandi", attese.in_ufficio)
        chi_puo_leggere["thinktown.bando"] = file.chi_legge
        chi_puo_leggere["thinktown.messaggiodomanda"] = rules_messaggi.file_di_messaggio
        registries.ufficio.aggiungi("thinktown.messaggi", attese_messaggi.in_ufficio)
        registries.linea_personale.aggiungi("thinktown.messaggi", attese_messaggi.linea)
        registries.dati_personali.aggiungi("thinktown", dati.DATI)
        registries.conservazioni.aggiungi_tutte(dati.CONSERVAZIONI)
        chi_puo_leggere["thinktown.domanda"] = rules.legge_file_di_domanda
        registries.linea_personale.aggiungi("thinktown", mie.linea)
        registri.voci_area.aggiungi("domande", schede.NELL_AREA)
        azioni.porte.aggiungi("thinktown", schede.porte)
        registri.porte.aggiungi("thinktown", schede.porta)
        registries.linea_personale.aggiungi("gruppi", personali.linea)
        annunci.nella_transazione(tutele.segui)
        registries.menu.aggiungi("bandi", schede.MENU)
        registries.schede_pubbliche.aggiungi("bandi", schede.BANDI)
        motore.capitoli.aggiungi("thinktown", demo.eventi)
        # What people ask on a call.
        agganci.da_riprendere |= {
            "thinktown:chiarimenti": _("Stai chiedendo un chiarimento su un bando."),
            "thinktown:aiuto": _("Stai chiedendo aiuto per un bando."),
            "thinktown:avvisami": _("Stai chiedendo un avviso sui bandi."),
        }
        registries.scrivanie.aggiungi("thinktown.aiuto", in_breve.scrivanie)
        registries.linea_personale.aggiungi("thinktown.dialogo", in_breve.linea)
        registries.ufficio.aggiungi("thinktown.chiarimenti", in_breve.in_ufficio)
        registri.aperti_allora.aggiungi("thinktown", allora.aperti_allora)
        registri.leggono_interruzioni.aggiungi("thinktown", in_breve.segue_bandi)
