"""The sittings of a commission and their minutes: states, attendance, verbs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talenti.registro.enums import Passo, Tabella


class StatoSeduta(models.TextChoices):
    CONVOCATA = "convocata", _("Convocata")
    APERTA = "aperta", _("In corso")
    CHIUSA = "chiusa", _("Chiusa")
    ANNULLATA = "annullata", _("Annullata")


class ComePresente(models.TextChoices):
    IN_SEDE = "in_sede", _("In presenza")
    A_DISTANZA = "a_distanza", _("A distanza")
    GIUSTIFICATA = "giustificata", _("Assente, ha avvisato")
    ASSENTE = "assente", _("Assente, non ha avvisato")


# Those who count.
C_E = (ComePresente.IN_SEDE, ComePresente.A_DISTANZA)


class StatoVerbale(models.TextChoices):
    BOZZA = "bozza", _("Da finire")
    DA_FIRMARE = "da_firmare", _("Da firmare")
    APPROVATO = "approvato", _("Firmato")


# Before it is held, and while it is.
DA_TENERE = (StatoSeduta.CONVOCATA, StatoSeduta.APERTA)

_CONVOCA, _CONDUCE = "thinktown.convoca_seduta", "thinktown.conduce_seduta"
_VERBALIZZA = "thinktown.verbalizza"
_SCRIVE, _FIRMA = "thinktown.scrive_verbale", "thinktown.firma_verbale"

TRANSIZIONI_SEDUTA: Tabella = {
    "convoca": Passo((), StatoSeduta.CONVOCATA, _CONVOCA, _("Ha convocato la seduta")),
    "sposta": Passo((StatoSeduta.CONVOCATA,), None, _CONDUCE, _("Ha spostato la seduta"), motivo=True),
    "annulla": Passo(
        (StatoSeduta.CONVOCATA,), StatoSeduta.ANNULLATA, _CONDUCE, _("Ha annullato la seduta"), motivo=True
    ),
    "apre": Passo((StatoSeduta.CONVOCATA,), StatoSeduta.APERTA, _CONDUCE, _("Ha aperto la seduta")),
    "chiude": Passo((StatoSeduta.APERTA,), StatoSeduta.CHIUSA, _CONDUCE, _("Ha chiuso la seduta")),
    "ordina": Passo(DA_TENERE, None, _CONDUCE, _("Ha scritto l'ordine del giorno")),
    "presenze": Passo((StatoSeduta.APERTA,), None, _CONDUCE, _("Ha scritto chi c'è")),
    "tratta": Passo((StatoSeduta.APERTA,), None, _CONDUCE, _("Ha scritto che cosa si è deciso su un punto")),
    "discute": Passo((StatoSeduta.APERTA,), None, _VERBALIZZA, _("Ha scritto la discussione su una domanda")),
    "concorda": Passo((StatoSeduta.APERTA,), None, _VERBALIZZA, _("Ha scritto i punti decisi insieme")),
}
TRANSIZIONI_VERBALE: Tabella = {
    "scrive": Passo((StatoVerbale.BOZZA,), None, _SCRIVE, _("Ha scritto il verbale")),
    "propone": Passo((StatoVerbale.BOZZA,), StatoVerbale.DA_FIRMARE, _SCRIVE, _("Ha mandato il verbale da firmare")),
    "rimanda": Passo((StatoVerbale.DA_FIRMARE,), StatoVerbale.BOZZA, _FIRMA, _("Ha rimandato il verbale"), motivo=True),
    "firma": Passo((StatoVerbale.DA_FIRMARE,), None, _FIRMA, _("Ha firmato il verbale")),
    "approva": Passo((StatoVerbale.DA_FIRMARE,), StatoVerbale.APPROVATO, _FIRMA, _("Ultima firma sul verbale")),
}
