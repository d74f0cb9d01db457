"""The newsroom as data: kinds, channels, roles, states and the transition tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talenti.registro.enums import Passo, Tabella

PITCH_MASSIMO = 400
COMMENTO_MASSIMO = 1000
MOTIVO_MASSIMO = 400
# Of one person, waiting to be looked at: a bin that one fills is read by nobody.
IDEE_APERTE = 5


class Tipo(models.TextChoices):
    """What a piece is."""

    NOTIZIA = "notizia", _("Notizia")
    STORIA = "storia", _("Storia di una persona o di un gruppo")
    RESOCONTO = "resoconto", _("Racconto di un evento")
    STRUMENTO = "strumento", _("Strumento da usare")
    SERVIZIO = "servizio", _("Servizio spiegato")
    INTERVISTA = "intervista", _("Intervista")
    VIDEO = "video", _("Video")
    PODCAST = "podcast", _("Podcast")


class Canale(models.TextChoices):
    """Where it is meant to come out."""

    PORTALE = "portale", _("Portale")
    RETE = "rete", _("Siti dei partner")
    SOCIALE = "sociale", _("Reti sociali")
    TRASMISSIONE = "trasmissione", _("Web-TV e radio")


class Pubblico(models.TextChoices):
    """For whom it is selected; a piece for none of them in particular is for everybody."""

    LAVORO = "lavoro", _("Chi cerca lavoro")
    IMPRESE = "imprese", _("Imprese")
    OPERATORI = "operatori", _("Operatori")


# ── The people ────────────────────────────────────────────────────────────────────────────────────
class Ruolo(models.TextChoices):
    REDATTORE = "redattore", _("Redazione")
    REVISORE = "revisore", _("Revisione")
    CAPOREDATTORE = "caporedattore", _("Coordinamento della redazione")


class StatoCollaborazione(models.TextChoices):
    INVITATA = "invitata", _("Invito mandato")
    ATTIVA = "attiva", _("In redazione")
    DECLINATA = "declinata", _("Invito non accettato")
    FINITA = "finita", _("Non più in redazione")


_CHI_INVITA = (StatoCollaborazione.INVITATA, StatoCollaborazione.ATTIVA)

TRANSIZIONI_COLLABORAZIONE: Tabella = {
    "invita": Passo((), None, "redazione.cura_persone", _("Ha invitato in redazione")),
    "entra": Passo(
        (StatoCollaborazione.INVITATA,), StatoCollaborazione.ATTIVA, "redazione.risponde", _("È in redazione")
    ),
    "declina": Passo(
        (StatoCollaborazione.INVITATA,),
        StatoCollaborazione.DECLINATA,
        "redazione.risponde",
        _("Non ha accettato l'invito"),
    ),
    "cambia_ruolo": Passo(_CHI_INVITA, None, "redazione.cura_persone", _("Ha cambiato il ruolo")),
    "lascia": Passo(
        (StatoCollaborazione.ATTIVA,), StatoCollaborazione.FINITA, "redazione.lascia", _("Ha lasciato la redazione")
    ),
    "allontana": Passo(
        _CHI_INVITA,
        StatoCollaborazione.FINITA,
        "redazione.cura_persone",
        _("Ha chiuso la collaborazione"),
        motivo=True,
    ),
}


# ── Ideas ─────────────────────────────────────────────────────────────────────────────────────────
class StatoIdea(models.TextChoices):
    PROPOSTA = "proposta", _("Da guardare")
    IN_PIANO = "in_piano", _("Nel piano")
    SCARTATA = "scartata", _("Non la facciamo")
    RITIRATA = "ritirata", _("Ritirata")


# What whoever has an account reads.
IDEE_DI_TUTTI = (StatoIdea.PROPOSTA, StatoIdea.IN_PIANO)

TRANSIZIONI_IDEA: Tabella = {
    "proponi": Passo((), None, "redazione.propone_idee", _("Ha proposto l'idea")),
    "pianifica": Passo(
        (StatoIdea.PROPOSTA, StatoIdea.SCARTATA),
        StatoIdea.IN_PIANO,
        "redazione.pianifica",
        _("Ha messo l'idea nel piano"),
    ),
    "scarta": Passo(
        (StatoIdea.PROPOSTA,), StatoIdea.SCARTATA, "redazione.pianifica", _("Ha lasciato l'idea"), motivo=True
    ),
    # With the thing of the plan that it had become.
    "esce": Passo(
        (StatoIdea.IN_PIANO,), StatoIdea.SCARTATA, "redazione.pianifica", _("Ha tolto l'idea dal piano"), motivo=True
    ),
    "ritira": Passo((StatoIdea.PROPOSTA,), StatoIdea.RITIRATA, "redazione.ritira_idea", _("Ha ritirato l'idea")),
}


# ── The plan ──────────────────────────────────────────────────────────────────────────────────────
class StatoVoce(models.TextChoices):
    PREVISTA = "prevista", _("Nel piano")
    LASCIATA = "lasciata", _("Tolta dal piano")


TRANSIZIONI_VOCE: Tabella = {
    "pianifica": Passo((), None, "redazione.pianifica", _("L'ha messa nel piano")),
    "modifica": Passo((StatoVoce.PREVISTA,), None, "redazione.pianifica", _("Ha cambiato la voce")),
    "sposta": Passo((StatoVoce.PREVISTA,), None, "redazione.pianifica", _("L'ha spostata")),
    "commenta": Passo((StatoVoce.PREVISTA,), None, "redazione.commenta", _("Ha commentato")),
    "collega": Passo((StatoVoce.PREVISTA,), None, "redazione.pianifica", _("Ha collegato una cosa del portale")),
    "scollega": Passo((StatoVoce.PREVISTA,), None, "redazione.pianifica", _("Ha tolto un collegamento")),
    "lascia": Passo(
        (StatoVoce.PREVISTA,), StatoVoce.LASCIATA, "redazione.pianifica", _("L'ha tolta dal piano"), motivo=True
    ),
    "riprendi": Passo((StatoVoce.LASCIATA,), StatoVoce.PREVISTA, "redazione.pianifica", _("L'ha rimessa nel piano")),
}


class StatoMese(models.TextChoices):
    IN_LAVORO = "in_lavoro", _("In preparazione")
    PROPOSTO = "proposto", _("Da approvare")
    APPROVATO = "approvato", _("Approvato")
    DA_RIVEDERE = "da_rivedere", _("Da rivedere")


TRANSIZIONI_MESE: Tabella = {
    "proponi": Passo(
        # Of one proposed too: what has changed since is asked anew.
        (StatoMese.IN_LAVORO, StatoMese.PROPOSTO, StatoMese.DA_RIVEDERE, StatoMese.APPROVATO),
        StatoMese.PROPOSTO,
        "redazione.pianifica",
        _("Ha chiesto di approvare il piano"),
    ),
    "approva": Passo((StatoMese.PROPOSTO,), StatoMese.APPROVATO, "redazione.approva_piano", _("Ha approvato il piano")),
    "rimanda": Passo(
        (StatoMese.PROPOSTO,),
        StatoMese.DA_RIVEDERE,
        "redazione.approva_piano",
        _("Ha rimandato il piano"),
        motivo=True,
    ),
}
