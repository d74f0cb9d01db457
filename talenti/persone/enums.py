"""States, kinds and transition tables of the room: data, no logic."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talenti.registro.enums import Passo, Tabella


class Fonte(models.TextChoices):
    """Who says that an identity is what it is."""

    DICHIARATA = "dichiarata", _("dichiarata dalla persona")
    GATEWAY = "gateway", _("verificata con SPID o CIE")


class Relazione(models.TextChoices):
    GENITORE = "genitore", _("genitore")
    TUTORE = "tutore", _("tutore o tutrice")


class StatoTutela(models.TextChoices):
    INVITATO = "invitato", _("in attesa di risposta")
    CONFERMATO = "confermato", _("ha confermato")
    RIFIUTATO = "rifiutato", _("ha detto di no")
    REVOCATO = "revocato", _("non vale più")


class StatoRecupero(models.TextChoices):
    CHIESTO = "chiesto", _("da controllare")
    ACCOLTO = "accolto", _("secondo fattore tolto")
    RESPINTO = "respinto", _("respinto")
    ANNULLATO = "annullato", _("annullato")


class Scopo(models.TextChoices):
    """What a person is asked to have read, or to agree with."""

    INFORMATIVA = "informativa", _("Come usiamo i tuoi dati")
    FOTO = "foto", _("Foto e video in cui ti si riconosce")


_PER_SE = "persone.agisce_per_se"

# A person has no state: every act leaves only its trace.
TRANSIZIONI_PERSONA: Tabella = {
    "iscriviti": Passo((), None, _PER_SE, _("iscrizione")),
    "cambia_email": Passo((), None, _PER_SE, _("email cambiata")),
    "cambia_password": Passo((), None, _PER_SE, _("password cambiata")),
    "aggiungi_fattore": Passo((), None, _PER_SE, _("secondo fattore aggiunto")),
    "togli_fattore": Passo((), None, _PER_SE, _("secondo fattore tolto")),
    "azzera_fattore": Passo(
        (), None, "persone.azzera_secondo_fattore", _("secondo fattore tolto dall'ufficio"), motivo=True
    ),
    "entra_da_nuovo_dispositivo": Passo((), None, _PER_SE, _("accesso da un dispositivo nuovo")),
    "collega_identita": Passo((), None, _PER_SE, _("identità digitale collegata")),
    "scollega_identita": Passo((), None, _PER_SE, _("identità digitale scollegata")),
    "dichiara_codice_fiscale": Passo((), None, _PER_SE, _("codice fiscale scritto")),
    "correggi_nascita": Passo(
        (), None, "persone.corregge_persone", _("data di nascita corretta dall'ufficio"), motivo=True
    ),
    "dai_consenso": Passo((), None, _PER_SE, _("consenso dato")),
    "ritira_consenso": Passo((), None, _PER_SE, _("consenso ritirato")),
    "esporta_dati": Passo((), None, _PER_SE, _("copia dei dati presa")),
    "chiudi": Passo((), None, "persone.chiude_il_suo_account", _("account chiuso")),
}

TRANSIZIONI_TUTELA: Tabella = {
    "invita": Passo((), StatoTutela.INVITATO, "persone.gestisce_tutela", _("invito mandato")),
    "rimanda": Passo((StatoTutela.INVITATO,), None, "persone.gestisce_tutela", _("invito mandato di nuovo")),
    # A no pressed by mistake can be put right from the same link.
    "conferma": Passo(
        (StatoTutela.INVITATO, StatoTutela.RIFIUTATO),
        StatoTutela.CONFERMATO,
        "persone.risponde_da_tutore",
        _("confermata"),
    ),
    "rifiuta": Passo((StatoTutela.INVITATO,), StatoTutela.RIFIUTATO, "persone.risponde_da_tutore", _("rifiutata")),
    "revoca": Passo((StatoTutela.CONFERMATO,), StatoTutela.REVOCATO, "persone.risponde_da_tutore", _("revocata")),
    "revoca_in_ufficio": Passo(
        (StatoTutela.CONFERMATO,),
        StatoTutela.REVOCATO,
        "persone.corregge_persone",
        _("revocata dall'ufficio"),
        motivo=True,
    ),
    "scadi": Passo(
        (StatoTutela.INVITATO, StatoTutela.CONFERMATO),
        StatoTutela.REVOCATO,
        "persone.risponde_da_tutore",
        _("scaduta"),
    ),
    "ritira": Passo(
        (StatoTutela.INVITATO, StatoTutela.CONFERMATO), StatoTutela.REVOCATO, "persone.gestisce_tutela", _("ritirata")
    ),
}

TRANSIZIONI_RECUPERO: Tabella = {
    "chiedi": Passo((), StatoRecupero.CHIESTO, "persone.chiede_recupero", _("aiuto chiesto")),
    "annulla": Passo((StatoRecupero.CHIESTO,), StatoRecupero.ANNULLATO, "persone.chiede_recupero", _("annullato")),
    "accogli": Passo(
        (StatoRecupero.CHIESTO,),
        StatoRecupero.ACCOLTO,
        "persone.accoglie_recupero",
        _("secondo fattore tolto"),
        motivo=True,
    ),
    "respingi": Passo(
        (StatoRecupero.CHIESTO,),
        StatoRecupero.RESPINTO,
        "persone.azzera_secondo_fattore",
        _("respinto"),
        motivo=True,
    ),
}
