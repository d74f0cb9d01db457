"""How scores become a ranking, what comes of each application in it, and the answers of who is called."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from talenti.registro.enums import Passo, Tabella


class Insieme(models.TextChoices):
    """How the sheets of several members become one value."""

    MEDIA = "media", _("La media di chi valuta")
    SOMMA = "somma", _("La somma di chi valuta")


class Parziale(models.TextChoices):
    """What becomes of money that is not enough for the whole of the next project."""

    SALTA = "salta", _("Va al primo che segue e che ci sta per intero")
    FERMA = "ferma", _("Ci si ferma: chi segue non lo supera")
    PARTE = "parte", _("Va al primo che segue, anche solo in parte")


class Riuso(models.TextChoices):
    """What becomes of places and money that somebody gives up."""

    SCORRE = "scorre", _("Vanno a chi segue in graduatoria")
    COMPLETA = "completa", _("Prima completano chi ha avuto solo una parte, poi vanno a chi segue")
    RESTANO = "restano", _("Restano all'ente")


class EsitoGraduatoria(models.TextChoices):
    SCELTA = "scelta", _("Scelta")
    IDONEA = "idonea", _("Idonea, ma posti o fondi sono finiti")
    NON_IDONEA = "non_idonea", _("Non raggiunge i punti che servono")
    ESCLUSA = "esclusa", _("Esclusa prima della valutazione")
    USCITA = "uscita", _("Ha rinunciato o non ha risposto in tempo")


class DaDove(models.TextChoices):
    """What a chosen application takes its place and its money from."""

    QUOTA = "quota", _("dalla quota del suo settore")
    SEZIONE = "sezione", _("dalla sezione, secondo la graduatoria")
    ALTRE = "altre", _("da quello che un'altra sezione ha lasciato")


class StatoChiamata(models.TextChoices):
    """What was answered by who was offered a place or a sum."""

    ATTESA = "attesa", _("Aspetta la risposta")
    ACCETTATA = "accettata", _("Ha accettato")
    RINUNCIATA = "rinunciata", _("Ha rinunciato")
    SCADUTA = "scaduta", _("Non ha risposto in tempo")


# Those who hold their place, and those who have left it.
TENGONO = (StatoChiamata.ATTESA, StatoChiamata.ACCETTATA)
HANNO_LASCIATO = (StatoChiamata.RINUNCIATA, StatoChiamata.SCADUTA)


# ── Kept and published ────────────────────────────────────────────────────────────────────────────
class TipoGraduatoria(models.TextChoices):
    PROVVISORIA = "provvisoria", _("Non ancora definitiva")
    RIVISTA = "rivista", _("Rivista dopo le segnalazioni, non ancora definitiva")
    DEFINITIVA = "definitiva", _("Definitiva")


class StatoOsservazione(models.TextChoices):
    """What became of an error that somebody says there is in a ranking."""

    RICEVUTA = "ricevuta", _("Ricevuta: aspetta la risposta")
    ACCOLTA = "accolta", _("Accolta: la graduatoria si rivede")
    RESPINTA = "respinta", _("Non accolta")


_DECIDE = "thinktown.decide_osservazioni"
TRANSIZIONI_OSSERVAZIONE: Tabella = {
    "osserva": Passo((), None, "thinktown.osserva_graduatoria", _("Ha segnalato un errore nella graduatoria")),
    "accoglie": Passo(
        (StatoOsservazione.RICEVUTA,),
        StatoOsservazione.ACCOLTA,
        _DECIDE,
        _("Ha accolto la segnalazione"),
        motivo=True,
    ),
    "respinge": Passo(
        (StatoOsservazione.RICEVUTA,),
        StatoOsservazione.RESPINTA,
        _DECIDE,
        _("Non ha accolto la segnalazione"),
        motivo=True,
    ),
}

_RISPONDE = "thinktown.risponde_alla_chiamata"
_IN_ATTESA = (StatoChiamata.ATTESA,)
TRANSIZIONI_CHIAMATA: Tabella = {
    "chiama": Passo((), None, "thinktown.chiama_in_graduatoria", _("Ha chiamato chi è in graduatoria")),
    "accetta": Passo(_IN_ATTESA, StatoChiamata.ACCETTATA, _RISPONDE, _("Ha accettato")),
    "rinuncia": Passo(TENGONO, StatoChiamata.RINUNCIATA, _RISPONDE, _("Ha rinunciato")),
    "fa_scadere": Passo(
        _IN_ATTESA, StatoChiamata.SCADUTA, "thinktown.fa_scadere_chiamate", _("Non ha risposto in tempo")
    ),
    "completa": Passo(
        TENGONO, None, "thinktown.chiama_in_graduatoria", _("Ha completato la somma con quello che si è liberato")
    ),
}
