"""The commission at work: who sits in it, why one stays out of an application, the phases, the sheets."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talenti.registro.enums import Passo, Tabella


class RuoloCommissario(models.TextChoices):
    PRESIDENTE = "presidente", _("Presidente")
    COMPONENTE = "componente", _("Componente")
    SUPPLENTE = "supplente", _("Supplente")
    SEGRETARIO = "segretario", _("Segretario o segretaria, non vota")


# Those who score whatever they have no conflict with; a substitute scores only where she takes somebody's place.
TITOLARI = (RuoloCommissario.PRESIDENTE, RuoloCommissario.COMPONENTE)
# Those who may ever score, and who writes down what is said: whoever takes part declares on every application.
DICHIARANO = (*TITOLARI, RuoloCommissario.SUPPLENTE, RuoloCommissario.SEGRETARIO)


class MotivoConflitto(models.TextChoices):
    """Why a member stays out of one application (c.p.c. art. 51; L. 241/1990 art. 6-bis)."""

    INTERESSE = "interesse", _("Ho un interesse in questo progetto")
    FAMIGLIA = "famiglia", _("È di una persona della mia famiglia, o con cui convivo")
    LITE = "lite", _("Ho con loro una causa, un credito, un debito o una grave inimicizia")
    CONSIGLIO = "consiglio", _("Li ho aiutati o consigliati su questa domanda")
    LAVORO = "lavoro", _("Ci lavoro, lo amministro o ne faccio parte")
    CONVENIENZA = "convenienza", _("Un'altra ragione seria, anche solo di opportunità")


class TipoFase(models.TextChoices):
    """The phases, in the only order in which they may follow each other."""

    DICHIARA = "dichiara", _("Dichiarazioni")
    DA_SOLI = "da_soli", _("Ognuno valuta da solo")
    INSIEME = "insieme", _("La commissione decide insieme")
    CHIUSA = "chiusa", _("Valutazione chiusa")


class VediVoti(models.TextChoices):
    """Who sees what the others have given."""

    MAI = "mai", _("Nessuno vede i voti degli altri")
    DOPO_IL_PROPRIO = "dopo", _("Li vede chi ha già firmato la sua scheda")
    SEMPRE = "sempre", _("Li vedono tutti")


class StatoScheda(models.TextChoices):
    APERTA = "aperta", _("Da firmare")
    FIRMATA = "firmata", _("Firmata")
    # Signed once, and taken up again with a reason: the new one counts, this one stays to be read.
    SUPERATA = "superata", _("Sostituita da un'altra")


_NOMINA = "thinktown.nomina_commissione"
_SUO = "thinktown.siede_in_commissione"

TRANSIZIONI_COMMISSIONE: Tabella = {
    "nomina": Passo((), None, _NOMINA, _("Ha nominato la commissione")),
    "cambia": Passo((), None, _NOMINA, _("Ha cambiato la commissione"), motivo=True),
    "programma": Passo((), None, _NOMINA, _("Ha deciso le date della valutazione")),
    "dichiara": Passo((), None, _SUO, _("Ha dichiarato se ha conflitti di interessi")),
    "supplisce": Passo((), None, _NOMINA, _("Ha chiamato un supplente su una domanda")),
    "ricorda": Passo((), None, "thinktown.conduce_commissione", _("Ha ricordato di finire le schede")),
}
TRANSIZIONI_SCHEDA: Tabella = {
    "firma": Passo((StatoScheda.APERTA,), StatoScheda.FIRMATA, "thinktown.valuta", _("Ha firmato la sua scheda")),
    "riprende": Passo(
        (StatoScheda.FIRMATA,), StatoScheda.SUPERATA, "thinktown.valuta", _("Ha ripreso la sua scheda"), motivo=True
    ),
}
