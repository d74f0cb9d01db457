"""The registers of the office: protocol numbers, requests of access, grants. States, kinds, tables of their verbs."""

from datetime import timedelta
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from talenti.registro.enums import Passo, Tabella
from thinktown.enums import StatoDomanda


# ── Protocol ──────────────────────────────────────────────────────────────────────────────────────
class Verso(models.TextChoices):
    INGRESSO = "ingresso", _("In arrivo")
    USCITA = "uscita", _("In partenza")


class StatoProtocollo(models.TextChoices):
    VALIDA = "valida", _("Vale")
    ANNULLATA = "annullata", _("Annullata")


TRANSIZIONI_PROTOCOLLO: Tabella = {
    "protocolla": Passo((), None, "thinktown.protocolla", _("Ha scritto il numero di protocollo")),
    "annulla_protocollo": Passo(
        (StatoProtocollo.VALIDA,),
        StatoProtocollo.ANNULLATA,
        "thinktown.protocolla",
        _("Ha annullato il numero di protocollo"),
        motivo=True,
    ),
}


# ── Requests of access ────────────────────────────────────────────────────────────────────────────
class TipoAccesso(models.TextChoices):
    """L. 241/1990 artt. 22–25; D.lgs. 33/2013 art. 5 c. 1; the same, c. 2."""

    DOCUMENTALE = "documentale", _("Accesso ai documenti")
    CIVICO = "civico", _("Accesso civico semplice")
    GENERALIZZATO = "generalizzato", _("Accesso civico generalizzato")


# Whose register is public, without a name (ANAC, Linee guida 1309/2016, § 9).
CIVICI = (TipoAccesso.CIVICO, TipoAccesso.GENERALIZZATO)
# Of which people whom the documents are about are heard; what had to be published has nobody to be heard.
CON_CONTROINTERESSATI = (TipoAccesso.DOCUMENTALE, TipoAccesso.GENERALIZZATO)
# What the law wants public is published, or it is said why not: the other two may wait for a day.
SI_RIMANDA = (TipoAccesso.DOCUMENTALE, TipoAccesso.GENERALIZZATO)


class CanaleAccesso(models.TextChoices):
    PORTALE = "portale", _("Dal portale")
    PEC = "pec", _("Per PEC")
    EMAIL = "email", _("Per email")
    CARTA = "carta", _("Su carta")


class StatoAccesso(models.TextChoices):
    APERTA = "aperta", _("Da esaminare")
    INTERPELLATI = "interpellati", _("Sentiti i controinteressati")
    ACCOLTA = "accolta", _("Accolta")
    IN_PARTE = "in_parte", _("Accolta in parte")
    DIFFERITA = "differita", _("Rimandata a un giorno preciso")
    RESPINTA = "respinta", _("Respinta")
    LASCIATA = "lasciata", _("Ritirata da chi l'ha fatta")


ACCESSO_APERTO = (StatoAccesso.APERTA, StatoAccesso.INTERPELLATI, StatoAccesso.DIFFERITA)
ACCESSO_DECISO = (StatoAccesso.ACCOLTA, StatoAccesso.IN_PARTE, StatoAccesso.RESPINTA)
ACCESSO_FINITO = (*ACCESSO_DECISO, StatoAccesso.LASCIATA)
_DA_SENTIRE = (StatoAccesso.APERTA, StatoAccesso.INTERPELLATI)
_DECIDE = "thinktown.decide_accesso"

TRANSIZIONI_ACCESSO: Tabella = {
    "chiedi_accesso": Passo((), None, "thinktown.chiede_accesso", _("Ha chiesto l'accesso")),
    "registra_accesso": Passo((), None, "thinktown.registra_accesso", _("Ha registrato una richiesta arrivata")),
    "interpella": Passo(
        _DA_SENTIRE, StatoAccesso.INTERPELLATI, "thinktown.segue_accesso", _("Ha scritto ai controinteressati")
    ),
    "risponde_controinteressato": Passo(
        (StatoAccesso.INTERPELLATI,), None, "thinktown.controinteressato", _("Un controinteressato ha risposto")
    ),
    "accogli": Passo(ACCESSO_APERTO, StatoAccesso.ACCOLTA, _DECIDE, _("Ha accolto la richiesta")),
    "accogli_in_parte": Passo(
        ACCESSO_APERTO, StatoAccesso.IN_PARTE, _DECIDE, _("Ha accolto la richiesta in parte"), motivo=True
    ),
    "differisci": Passo(_DA_SENTIRE, StatoAccesso.DIFFERITA, _DECIDE, _("Ha rimandato l'accesso"), motivo=True),
    "respingi_accesso": Passo(
        ACCESSO_APERTO, StatoAccesso.RESPINTA, _DECIDE, _("Ha respinto la richiesta"), motivo=True
    ),
    "lascia_cadere": Passo(
        ACCESSO_APERTO, StatoAccesso.LASCIATA, "thinktown.lascia_accesso", _("La richiesta è stata ritirata")
    ),
}


class RispostaTerzo(models.TextChoices):
    SI_OPPONE = "si_oppone", _("Si oppone")
    NON_SI_OPPONE = "non_si_oppone", _("Non si oppone")


CHE_COSA_MASSIMO = 2000
MOTIVO_ACCESSO_MASSIMO = 2000
OGGETTO_MASSIMO = 160
RISPOSTA_ACCESSO_MASSIMA = 4000
# How many requests of one person wait for an answer at a time, on one call.
ACCESSI_A_TESTA = 5
# How long after its end who asked, what and why are kept; the line of the register stays without them.
ACCESSI_SI_TENGONO = timedelta(days=365 * 5)


# ── Grants ────────────────────────────────────────────────────────────────────────────────────────
class StatoBeneficio(models.TextChoices):
    CONCESSO = "concesso", _("Concesso, non ancora pubblicato")
    PUBBLICATO = "pubblicato", _("Pubblicato")
    ANNULLATO = "annullato", _("Annullato")


class NaturaBeneficiario(models.TextChoices):
    """Who receives: it decides what may be published of her."""

    ENTE = "ente", _("Un'organizzazione o un'impresa, con codice fiscale")
    GRUPPO = "gruppo", _("Un gruppo informale: riceve una persona")
    PERSONA = "persona", _("Una persona")


# The states in which an application may be granted something: the office has found it in order.
SI_CONCEDE = (StatoDomanda.AMMESSA,)
# Acts above this sum, a beneficiary a calendar year, are published and have no effect before (D.lgs. 33/2013 art. 26).
SOGLIA_CONTRIBUTI = Decimal(1000)
IN_VIGORE = (StatoBeneficio.CONCESSO, StatoBeneficio.PUBBLICATO)

TRANSIZIONI_BENEFICIO: Tabella = {
    "concedi": Passo((), None, "thinktown.concede", _("Ha concesso un contributo")),
    "pubblica_beneficio": Passo(
        (StatoBeneficio.CONCESSO,), StatoBeneficio.PUBBLICATO, "thinktown.concede", _("Ha pubblicato il contributo")
    ),
    "correggi_beneficio": Passo(IN_VIGORE, None, "thinktown.concede", _("Ha corretto il contributo"), motivo=True),
    "annulla_beneficio": Passo(
        IN_VIGORE, StatoBeneficio.ANNULLATO, "thinktown.concede", _("Ha annullato il contributo"), motivo=True
    ),
}
