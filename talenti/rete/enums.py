"""Kinds, states and transition tables of the network, as data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talenti.registro.enums import Passo, Tabella

# What the lead promises to whoever proposes: an answer within these days.
GIORNI_PER_ESAMINARE = 30
# How long an invitation waits for its answer.
GIORNI_PER_ACCETTARE = 14
# How long the address of an ended invitation is kept: so long it counts against writing to it again.
GIORNI_INDIRIZZO = 30


class Tipo(models.TextChoices):
    ENTE_PUBBLICO = "ente_pubblico", _("Ente pubblico")
    COOPERATIVA = "cooperativa_sociale", _("Cooperativa sociale")
    CONSORZIO = "consorzio", _("Consorzio")
    IMPRESA = "impresa", _("Impresa")
    STUDIO = "studio_professionale", _("Studio professionale")
    ASSOCIAZIONE = "associazione", _("Associazione")
    GRUPPO = "gruppo_informale", _("Gruppo informale")
    CATEGORIA = "associazione_di_categoria", _("Associazione di categoria")
    FINANZIATORE = "finanziatore", _("Finanziatore")


# Nobody gives an informal group a tax code: an adult answers for it instead.
SENZA_CODICE_FISCALE = (Tipo.GRUPPO,)


class Stato(models.TextChoices):
    BOZZA = "bozza", _("Bozza")
    PROPOSTO = "proposto", _("Proposta inviata")
    IN_ESAME = "in_esame", _("In esame")
    INTEGRAZIONE = "integrazione", _("Documenti chiesti")
    AMMESSO = "ammesso", _("Fa parte della rete")
    RESPINTO = "respinto", _("Non ammessa")
    RITIRATO = "ritirato", _("Ritirata")
    SOSPESO = "sospeso", _("Sospesa")
    CESSATO = "cessato", _("Non fa più parte della rete")
    UNITO = "unito", _("Unita a un'altra scheda")


ENTRATI = (Stato.AMMESSO, Stato.SOSPESO, Stato.CESSATO)
IN_CORSO = (Stato.PROPOSTO, Stato.IN_ESAME, Stato.INTEGRAZIONE)
# While it is being examined, and while it takes part, an organisation has people of its own.
CON_MEMBRI = (*IN_CORSO, Stato.AMMESSO, Stato.SOSPESO)


class Esito(models.TextChoices):
    AMMESSO = "ammesso", _("Ammessa")
    RESPINTO = "respinto", _("Non ammessa")


class Azione(models.TextChoices):
    """The seven actions of the plan. What each offers is told by its own room."""

    COWORKING = "coworking", _("Spazi di coworking")
    EVENTI = "eventi", _("Eventi")
    COMPETENZE = "competenze", _("Riconoscimento delle competenze")
    REDAZIONE = "redazione", _("Redazione")
    TERRITORIO = "territorio", _("Servizi sul territorio")
    THINKTOWN = "thinktown", _("Bandi")
    TALENTCARD = "talentcard", _("Card e convenzioni")


# The founding name of each action: a small line above a title, never a menu item.
PAROLA_DI_NASCITA = {
    Azione.COWORKING: "#Co-work",
    Azione.EVENTI: "#Co-work",
    Azione.COMPETENZE: "Giovani Competenti",
    Azione.REDAZIONE: "#Comunico",
    Azione.TERRITORIO: "#Intraprendo",
    Azione.THINKTOWN: "ThinkTown",
    Azione.TALENTCARD: "Talent-Card",
}


# What an organisation may offer in each action, for who has never heard of it.
ESEMPIO = {
    Azione.COWORKING: _("Per esempio: una scrivania, una sala, un laboratorio da offrire."),
    Azione.EVENTI: _("Per esempio: concerti, corsi, feste o incontri da organizzare."),
    Azione.COMPETENZE: _("Per esempio: aiutare a far riconoscere quello che si è imparato facendo."),
    Azione.REDAZIONE: _("Per esempio: video, articoli, un posto dove girare."),
    Azione.TERRITORIO: _("Per esempio: orientamento, consulenza, volontariato."),
    Azione.THINKTOWN: _("Per esempio: contributi, premi, persone per valutare i progetti."),
    Azione.TALENTCARD: _("Per esempio: sconti a chi avvia un'attività."),
}


class RuoloPartecipazione(models.TextChoices):
    CAPOFILA = "capofila", _("la guida")
    PARTNER = "partner", _("ci lavora")
    COFINANZIATORE = "cofinanziatore", _("la finanzia in parte")
    SOSTENITORE = "sostenitore", _("la sostiene")


TRANSIZIONI: Tabella = {
    "istituisci": Passo((), Stato.AMMESSO, "rete.istituisci_capofila", _("Ha istituito la rete")),
    "proponi": Passo((Stato.BOZZA,), Stato.PROPOSTO, "rete.proponi_partner", _("Ha proposto l'organizzazione")),
    "riprendi": Passo(
        (Stato.RESPINTO, Stato.RITIRATO), Stato.BOZZA, "rete.segui_proposta", _("Ha ripreso la proposta")
    ),
    "abbandona": Passo((Stato.BOZZA,), Stato.RITIRATO, "rete.proponi_partner", _("Ha lasciato cadere la proposta")),
    "ritira": Passo(IN_CORSO, Stato.RITIRATO, "rete.segui_proposta", _("Ha ritirato la proposta")),
    "prendi_in_esame": Passo(
        (Stato.PROPOSTO,), Stato.IN_ESAME, "rete.esamina_partner", _("Ha cominciato a esaminare la proposta")
    ),
    "chiedi_integrazione": Passo(
        (Stato.IN_ESAME,), Stato.INTEGRAZIONE, "rete.esamina_partner", _("Ha chiesto documenti")
    ),
    "integra": Passo((Stato.INTEGRAZIONE,), Stato.IN_ESAME, "rete.segui_proposta", _("Ha mandato i documenti chiesti")),
    "ammetti": Passo((Stato.IN_ESAME,), Stato.AMMESSO, "rete.esamina_partner", _("Ha ammesso l'organizzazione")),
    "respingi": Passo(
        (Stato.IN_ESAME, Stato.INTEGRAZIONE),
        Stato.RESPINTO,
        "rete.esamina_partner",
        _("Non ha ammesso l'organizzazione"),
        motivo=True,
    ),
    "sospendi": Passo(
        (Stato.AMMESSO,), Stato.SOSPESO, "rete.ferma_partner", _("Ha sospeso la partecipazione"), motivo=True
    ),
    "riattiva": Passo((Stato.SOSPESO,), Stato.AMMESSO, "rete.governa_partner", _("Ha riattivato la partecipazione")),
    "cessa": Passo(
        (Stato.AMMESSO, Stato.SOSPESO),
        Stato.CESSATO,
        "rete.ferma_partner",
        _("Ha chiuso la partecipazione"),
        motivo=True,
    ),
    "unisci": Passo(
        (*CON_MEMBRI, Stato.CESSATO),
        Stato.UNITO,
        "rete.ferma_partner",
        _("Ha unito questa scheda a un'altra"),
    ),
    "accogli_unione": Passo(
        (Stato.AMMESSO, Stato.SOSPESO), None, "rete.governa_partner", _("Ha unito qui un'altra scheda")
    ),
    "nomina_capofila": Passo((Stato.AMMESSO,), None, "rete.governa_partner", _("Guida la rete")),
    "modifica": Passo(
        (Stato.INTEGRAZIONE, Stato.AMMESSO, Stato.SOSPESO), None, "rete.modifica_pagina", _("Ha cambiato la pagina")
    ),
    "cambia_nome": Passo((Stato.AMMESSO, Stato.SOSPESO), None, "rete.modifica_pagina", _("Ha cambiato il nome")),
    "aggiungi_partecipazione": Passo(
        (Stato.AMMESSO, Stato.SOSPESO), None, "rete.modifica_pagina", _("Ha aggiunto un'azione")
    ),
    "chiudi_partecipazione": Passo(
        (Stato.AMMESSO, Stato.SOSPESO), None, "rete.modifica_pagina", _("Ha chiuso la partecipazione a un'azione")
    ),
    "chiedi_responsabile": Passo(
        CON_MEMBRI, None, "rete.gestisci_membri", _("Ha chiesto a una persona di rispondere del gruppo")
    ),
    "accetta_responsabile": Passo(
        CON_MEMBRI, None, "rete.risponde_del_gruppo", _("Ha accettato di rispondere del gruppo")
    ),
    "rifiuta_responsabile": Passo(
        CON_MEMBRI, None, "rete.risponde_del_gruppo", _("Non ha accettato di rispondere del gruppo")
    ),
    "invita": Passo(CON_MEMBRI, None, "rete.gestisci_membri", _("Ha invitato una persona")),
    "accogli": Passo(CON_MEMBRI, None, "rete.entra_con_invito", _("Ha accettato l'invito")),
    "cambia_ruolo": Passo(CON_MEMBRI, None, "rete.gestisci_membri", _("Ha cambiato un ruolo")),
    "rimuovi": Passo(CON_MEMBRI, None, "rete.gestisci_membri", _("Ha chiuso un ruolo")),
    "lascia": Passo((), None, "rete.lascia_partner", _("Ha lasciato l'organizzazione")),
}


class StatoInvito(models.TextChoices):
    MANDATO = "mandato", _("In attesa di risposta")
    ACCETTATO = "accettato", _("Accettato")
    RIFIUTATO = "rifiutato", _("Rifiutato")
    REVOCATO = "revocato", _("Ritirato")
    SCADUTO = "scaduto", _("Scaduto")


_APERTO = (StatoInvito.MANDATO,)

TRANSIZIONI_INVITO: Tabella = {
    "manda": Passo((), StatoInvito.MANDATO, "rete.gestisci_membri", _("Ha mandato l'invito")),
    "accetta": Passo(_APERTO, StatoInvito.ACCETTATO, "rete.rispondi_invito", _("Ha accettato l'invito")),
    "rifiuta": Passo(_APERTO, StatoInvito.RIFIUTATO, "rete.rispondi_invito", _("Ha rifiutato l'invito")),
    "revoca": Passo(_APERTO, StatoInvito.REVOCATO, "rete.gestisci_membri", _("Ha ritirato l'invito")),
    "scadi": Passo(_APERTO, StatoInvito.SCADUTO, "rete.scadi_invito", _("È scaduto l'invito")),
}
