"""What the room of calls puts in the registries of the ground: called once, when the portal starts."""

from operator import attrgetter

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from talenti.base import registries
from talenti.base.permissions import eredita_da
from talenti.documenti.models import riservati
from talenti.documenti.rules import chi_puo_leggere
from talenti.persone import agganci
from talenti.portale import indice, registri
from talenti.portale.demo import motore
from talenti.registro import annunci
from talenti.rete import azioni, ruoli
from talenti.rete.schede import CAMBIA_CHI_E
from thinktown import (
    allora,
    attese_messaggi,
    attese_registri,
    commissari,
    comunicazioni,
    dati,
    demo,
    emails,
    emails_accessi,
    emails_attese,
    emails_atti,
    emails_commissione,
    emails_deleghe,
    emails_domande,
    emails_graduatorie,
    emails_istruttoria,
    emails_messaggi,
    emails_posti,
    emails_sedute,
    in_breve,
    mia_graduatoria,
    mie,
    personali,
    protocollo_dopo,
    ricevuta,
    rules,
    rules_graduatorie,
    rules_messaggi,
    rules_posti,
    rules_registri,
    rules_sedute,
    rules_valutazione,
    schede,
    tutele,
    verbali,
)
from thinktown import lettere as lettere_istruttoria
from thinktown.ufficio import attese, attese_commissione, attese_istruttoria, file, lettere

# Imported for what they declare: whom each act is told to.
NOTIZIE = (
    emails,
    emails_accessi,
    emails_attese,
    emails_atti,
    emails_commissione,
    emails_deleghe,
    emails_domande,
    emails_graduatorie,
    emails_istruttoria,
    emails_messaggi,
    emails_posti,
    emails_sedute,
    lettere,
    lettere_istruttoria,
    verbali,
)
# And for the permissions that they decide.
PERMESSI = (
    rules,
    rules_graduatorie,
    rules_messaggi,
    rules_posti,
    rules_registri,
    rules_sedute,
    rules_valutazione,
)


def registra() -> None:
    _chi_puo()
    _in_pubblico()
    _di_ognuno()
    _in_ufficio()
    motore.capitoli.aggiungi("thinktown", demo.eventi)
    if settings.PROTOCOLLO_URL:
        protocollo_dopo.ascolta()


def _chi_puo() -> None:
    eredita_da("thinktown.bando", attrgetter("partner"))
    eredita_da("thinktown.richiestaaiuto", attrgetter("partner"))
    ruoli.concedi(
        ruoli.AMMINISTRAZIONE, "thinktown.scrive_bandi", "thinktown.verifica_bandi", "thinktown.pubblica_bandi"
    )
    ruoli.concedi(ruoli.OPERATORE, "thinktown.scrive_bandi")
    for ruolo in (ruoli.AMMINISTRAZIONE, ruoli.OPERATORE):
        ruoli.concedi(ruolo, "thinktown.aiuta_chi_presenta")
    riservati.add(ricevuta.GENERE)
    chi_puo_leggere["thinktown.bando"] = file.chi_legge
    chi_puo_leggere["thinktown.domanda"] = rules.legge_file_di_domanda
    chi_puo_leggere["thinktown.messaggiodomanda"] = rules_messaggi.file_di_messaggio
    riservati.add(lettere_istruttoria.GENERE)
    riservati.add(verbali.GENERE)
    chi_puo_leggere["thinktown.verbale"] = rules_sedute.legge_file_di_verbale
    chi_puo_leggere["thinktown.provvedimento"] = rules.legge_file_di_provvedimento
    chi_puo_leggere["thinktown.vocerichiesta"] = rules.legge_file_messo_da_parte


def _in_pubblico() -> None:
    registries.menu.aggiungi("bandi", schede.MENU)
    registries.schede_pubbliche.aggiungi("bandi", schede.BANDI)
    indice.segui("bandi", "thinktown.bando", *schede.CAMBIA_LA_SCHEDA)
    indice.segui("bandi", "rete.partner", *CAMBIA_CHI_E, per="partner")
    azioni.porte.aggiungi("thinktown", schede.porte)
    registri.porte.aggiungi("thinktown", schede.porta)
    agganci.da_riprendere |= {
        "thinktown:comincia": _("Stai cominciando una domanda."),
        "thinktown:chiarimenti": _("Stai chiedendo un chiarimento su un bando."),
        "thinktown:aiuto": _("Stai chiedendo aiuto per un bando."),
        "thinktown:avvisami": _("Stai chiedendo un avviso sui bandi."),
        "thinktown:richiesta_ufficio": _("Stai rispondendo all'ufficio."),
        "thinktown:segnala_errore": _("Stai segnalando un errore in una graduatoria."),
    }


def _di_ognuno() -> None:
    registri.voci_area.aggiungi("domande", schede.NELL_AREA)
    registries.linea_personale.aggiungi("thinktown", mie.linea)
    registries.linea_personale.aggiungi("thinktown.gruppi", personali.linea)
    registries.linea_personale.aggiungi("thinktown.messaggi", attese_messaggi.linea)
    registries.linea_personale.aggiungi("thinktown.istruttoria", comunicazioni.linea)
    registries.linea_personale.aggiungi("thinktown.dialogo", in_breve.linea)
    registries.linea_personale.aggiungi("thinktown.graduatorie", mia_graduatoria.linea)
    registries.linea_personale.aggiungi("thinktown.registri", attese_registri.linea)
    registries.linea_personale.aggiungi("thinktown.commissioni", commissari.linea)
    registries.scrivanie.aggiungi("thinktown.aiuto", in_breve.scrivanie)
    registries.scrivanie.aggiungi("thinktown.commissioni", commissari.scrivanie)
    registries.dati_personali.aggiungi("thinktown", dati.DATI)
    registries.conservazioni.aggiungi_tutte(dati.CONSERVAZIONI)
    annunci.nella_transazione(tutele.segui)


def _in_ufficio() -> None:
    registries.ufficio.aggiungi("thinktown.bandi", attese.in_ufficio)
    registries.ufficio.aggiungi("thinktown.istruttoria", attese_istruttoria.in_ufficio)
    registries.ufficio.aggiungi("thinktown.commissione", attese_commissione.in_ufficio)
    registries.ufficio.aggiungi("thinktown.messaggi", attese_messaggi.in_ufficio)
    registries.ufficio.aggiungi("thinktown.chiarimenti", in_breve.in_ufficio)
    registries.ufficio.aggiungi("thinktown.registri", attese_registri.in_ufficio)
    registri.aperti_allora.aggiungi("thinktown", allora.aperti_allora)
    registri.leggono_interruzioni.aggiungi("thinktown", in_breve.segue_bandi)
