"""Places that one call collects and another lets choose: what each says, its states, the verbs on it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talenti.registro.enums import Passo, Tabella
from thinktown.enums import StatoDomanda, TipoQuesito


class NelPosto(models.TextChoices):
    """What an answer says in the page of the place that is made of its application; each at most once in a call."""

    TITOLO = "titolo", _("Titolo")
    SETTORE = "settore", _("Settore")
    COMUNE = "comune", _("Comune")
    DOVE = "dove", _("Sede")
    CHE_COSA = "che_cosa", _("Che cosa si fa")
    OGGI = "oggi", _("Come si fa oggi")
    IMPARA = "impara", _("Che cosa si impara")
    CHI = "chi", _("Chi si cerca")
    ORE = "ore", _("Ore alla settimana")
    ORARIO = "orario", _("In quali giorni e orari")
    TUTOR = "tutor", _("Chi ti segue")
    INDENNITA = "indennita", _("Indennità al mese, la parte di chi ospita")
    COFINANZIAMENTO = "cofinanziamento", _("Cofinanziamento al mese, di chi ospita")
    POSTI = "posti", _("Quanti posti")
    ADDETTI = "addetti", _("Persone che lavorano nella sede (non si pubblica)")
    OSPITATI = "ospitati", _("Persone già in tirocinio nella sede (non si pubblica)")
    SEGUE = "segue", _("Persone che il tutor segue già (non si pubblica)")


# Read by the office and by nobody else.
RISERVATI = (NelPosto.ADDETTI, NelPosto.OSPITATI, NelPosto.SEGUE)
# Fields of their own of a place; the others are its text.
CON_UN_CAMPO = (NelPosto.TITOLO, NelPosto.SETTORE, NelPosto.COMUNE, NelPosto.POSTI, *RISERVATI)
NEL_TESTO = tuple(uno for uno in NelPosto if uno not in CON_UN_CAMPO)
# The kinds of question that may say something of a place; of those that count, only a number.
SI_PUBBLICA = (
    *(TipoQuesito.TESTO, TipoQuesito.TESTO_LUNGO, TipoQuesito.NUMERO, TipoQuesito.DENARO),
    *(TipoQuesito.SCELTA, TipoQuesito.SCELTE),
)
DI_TIPO = {
    NelPosto.SETTORE: (TipoQuesito.SCELTA,),
    NelPosto.POSTI: (TipoQuesito.NUMERO,),
    NelPosto.ADDETTI: (TipoQuesito.NUMERO,),
    NelPosto.OSPITATI: (TipoQuesito.NUMERO,),
    NelPosto.SEGUE: (TipoQuesito.NUMERO,),
}

# Of which applications a place may be made: the office has found them in order.
SI_SCEGLIE = (StatoDomanda.AMMESSA,)
TESTO_MASSIMO = 3000
MOTIVO_MASSIMO = 400
POSTI_MASSIMI = 200


class StatoOfferta(models.TextChoices):
    PROPOSTA = "proposta", _("Scelto, non ancora pubblicato")
    PUBBLICATA = "pubblicata", _("Pubblicato")
    RITIRATA = "ritirata", _("Ritirato")


_DECIDE = "thinktown.sceglie_posti"
TRANSIZIONI_OFFERTA: Tabella = {
    "scegli_offerta": Passo((), None, _DECIDE, _("Ha scelto il posto")),
    "rivedi_offerta": Passo((StatoOfferta.PROPOSTA,), None, _DECIDE, _("Ha riscritto il testo del posto")),
    "pubblica_offerta": Passo((StatoOfferta.PROPOSTA,), StatoOfferta.PUBBLICATA, _DECIDE, _("Ha pubblicato il posto")),
    "ritira_offerta": Passo(
        (StatoOfferta.PROPOSTA, StatoOfferta.PUBBLICATA),
        StatoOfferta.RITIRATA,
        _DECIDE,
        _("Ha ritirato il posto"),
        motivo=True,
    ),
}
