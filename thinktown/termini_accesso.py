"""By which day a request of access is answered, what silence means, how the people whom it is about are heard.

Sources: L. 241/1990 art. 25 c. 4 and DPR 184/2006 artt. 3, 6 (documents); D.lgs. 33/2013 art. 5 c. 5–8 (civic access).
Plain calendar days, without the first; what is to the office's burden is never lengthened by a holiday, what is to the
citizen's ends on the first day that is none (c.c. art. 2963).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from talenti.base.exceptions import Frase
from talenti.luoghi.calendario import prossimo_lavorativo
from thinktown.enums_registri import TipoAccesso

GIORNI_PER_DECIDERE = 30
GIORNI_PER_OPPORSI = 10
# Between the notice to who objected and the handing over (D.lgs. 33/2013 art. 5 c. 6).
GIORNI_PRIMA_DI_CONSEGNARE = 15
# From here on the light is yellow.
VICINA = timedelta(days=7)

FONTE: dict[str, Frase] = {
    TipoAccesso.DOCUMENTALE: gettext_lazy("L. 241/1990, articolo 25, comma 4"),
    TipoAccesso.CIVICO: gettext_lazy("D.lgs. 33/2013, articolo 5, comma 6"),
    TipoAccesso.GENERALIZZATO: gettext_lazy("D.lgs. 33/2013, articolo 5, commi 5 e 6"),
}
SILENZIO: dict[str, Frase] = {
    TipoAccesso.DOCUMENTALE: gettext_lazy("Se entro quel giorno nessuno risponde, la richiesta si considera respinta."),
    TipoAccesso.CIVICO: gettext_lazy("Il silenzio non vale come un no: se nessuno risponde puoi chiedere il riesame."),
    TipoAccesso.GENERALIZZATO: gettext_lazy(
        "Il silenzio non vale come un no: se nessuno risponde puoi chiedere il riesame."
    ),
}
_RIESAME = gettext_lazy(
    "Se la risposta è no, è in parte o non arriva, puoi chiedere il riesame al responsabile della prevenzione della "
    "corruzione e della trasparenza dell'ente, che decide in 20 giorni. Puoi anche rivolgerti al difensore civico "
    "regionale o fare ricorso al TAR Lombardia, sezione di Brescia (D.lgs. 33/2013, articolo 5, commi 7 e 8)."
)
RIMEDI: dict[str, Frase] = {
    TipoAccesso.DOCUMENTALE: gettext_lazy(
        "Se la risposta è no, è rimandata o non arriva, entro 30 giorni puoi fare ricorso al TAR Lombardia, sezione di "
        "Brescia, o chiedere il riesame al difensore civico regionale (L. 241/1990, articolo 25, commi 4 e 5)."
    ),
    TipoAccesso.CIVICO: _RIESAME,
    TipoAccesso.GENERALIZZATO: _RIESAME,
}


@dataclass(frozen=True)
class Interpello:
    """When one of the people whom it is about was told, and when she answered, if she has."""

    avvisata: date
    risposta: date | None = None


def fine_opposizione(avvisata: date) -> date:
    """The last day on which she may object."""
    return prossimo_lavorativo(avvisata + timedelta(days=GIORNI_PER_OPPORSI), sabato_lavorativo=True)


def giorni_sospesi(interpelli: Iterable[Interpello]) -> int:
    """From each notice to the answer, at most ten days: a day on which two are waited for counts once."""
    sospesi: set[date] = set()
    for uno in interpelli:
        quanti = GIORNI_PER_OPPORSI
        if uno.risposta is not None:
            quanti = max(0, min((uno.risposta - uno.avvisata).days, GIORNI_PER_OPPORSI))
        sospesi |= {uno.avvisata + timedelta(days=n) for n in range(quanti)}
    return len(sospesi)


def scadenza(tipo: str, arrivata: date, interpelli: Iterable[Interpello] = ()) -> date:
    """The last day for the answer. Only general civic access stops while people are heard."""
    sospesi = giorni_sospesi(interpelli) if tipo == TipoAccesso.GENERALIZZATO else 0
    return arrivata + timedelta(days=GIORNI_PER_DECIDERE + sospesi)


def consegna_dal(decisa: date) -> date:
    """Granted over an objection: the first day on which it may be handed over."""
    return decisa + timedelta(days=GIORNI_PRIMA_DI_CONSEGNARE)


# ── The light ─────────────────────────────────────────────────────────────────────────────────────
class Semaforo(models.TextChoices):
    VERDE = "verde", gettext_lazy("In tempo")
    GIALLO = "giallo", gettext_lazy("Scade presto")
    ROSSO = "rosso", gettext_lazy("Scaduta")


def semaforo(scade: date, oggi: date) -> Semaforo:
    if oggi > scade:
        return Semaforo.ROSSO
    return Semaforo.GIALLO if scade - oggi <= VICINA else Semaforo.VERDE


def quanto_resta(scade: date, oggi: date) -> str:
    """mancano 12 giorni · scade oggi · scaduta da 3 giorni"""
    giorni = (scade - oggi).days
    if giorni == 0:
        return _("scade oggi")
    if giorni > 0:
        return ngettext("manca %(n)s giorno", "mancano %(n)s giorni", giorni) % {"n": giorni}
    return ngettext("scaduta da %(n)s giorno", "scaduta da %(n)s giorni", -giorni) % {"n": -giorni}
