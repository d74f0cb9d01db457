"""The kinds of notices on applications."""

from django.utils.translation import gettext_lazy as _

from talenti.avvisi.tipi import Tipo, dichiara

GRUPPI = dichiara(
    Tipo(
        "gruppi",
        _("Gruppi che fanno domanda"),
        _("Inviti, conferme e risposte nei gruppi con cui partecipi a un bando."),
    )
).chiave
ACCESSI = dichiara(
    Tipo(
        "accessi",
        _("Richieste di vedere documenti"),
        _("Le richieste di accesso che fai, e quelle che riguardano una tua domanda: con date da rispettare."),
        obbligatorio=True,
    )
).chiave
DOMANDE = dichiara(
    Tipo(
        "domande",
        _("Domande ai bandi"),
        _(
            "Domande inviate o ritirate, che cosa decide o chiede l'ufficio, atti che cambiano un bando a cui "
            "partecipi."
        ),
        obbligatorio=True,
    )
).chiave
COMMISSIONI = dichiara(
    Tipo(
        "commissioni",
        _("Commissioni che valutano"),
        _("Quando ti nominano in una commissione, e quando cominciano le dichiarazioni e la valutazione."),
        obbligatorio=True,
    )
).chiave
