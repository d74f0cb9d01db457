"""Questions to the office and requests for help: states, limits, and the tables of their verbs."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from talenti.registro.enums import Passo, Tabella

TESTO_MASSIMO = 1000
RISPOSTA_MASSIMA = 4000
MOTIVO_MASSIMO = 400
# How many questions of one person wait for an answer at a time, on one call.
APERTI_A_TESTA = 5
# How long after its end the words of a request, and who asked a question, are kept.
SI_TIENE = timedelta(days=365 * 2)


class StatoChiarimento(models.TextChoices):
    CHIESTO = "chiesto", _("In attesa di risposta")
    PUBBLICATO = "pubblicato", _("Pubblicato")
    RESPINTO = "respinto", _("Non riguarda il bando")


TRANSIZIONI_CHIARIMENTO: Tabella = {
    "chiedi": Passo((), None, "thinktown.chiede_chiarimenti", _("Ha chiesto un chiarimento")),
    "rispondi": Passo(
        (StatoChiarimento.CHIESTO,),
        StatoChiarimento.PUBBLICATO,
        "thinktown.risponde_chiarimenti",
        _("Ha risposto in pubblico"),
    ),
    "respingi": Passo(
        (StatoChiarimento.CHIESTO,),
        StatoChiarimento.RESPINTO,
        "thinktown.risponde_chiarimenti",
        _("Non ha pubblicato il chiarimento"),
        motivo=True,
    ),
    "correggi": Passo(
        (StatoChiarimento.PUBBLICATO,), None, "thinktown.risponde_chiarimenti", _("Ha corretto la risposta")
    ),
}


class StatoAiuto(models.TextChoices):
    CHIESTA = "chiesta", _("In attesa di chi aiuta")
    PRESA = "presa", _("Se ne occupa una persona")
    CONCLUSA = "conclusa", _("Conclusa")
    RITIRATA = "ritirata", _("Ritirata da chi l'ha scritta")


# One at a time, a person a call.
AIUTO_APERTO = (StatoAiuto.CHIESTA, StatoAiuto.PRESA)
AIUTO_FINITO = (StatoAiuto.CONCLUSA, StatoAiuto.RITIRATA)

TRANSIZIONI_AIUTO: Tabella = {
    "chiedi_aiuto": Passo((), None, "thinktown.chiede_aiuto", _("Ha chiesto aiuto")),
    "prendi": Passo(
        (StatoAiuto.CHIESTA,), StatoAiuto.PRESA, "thinktown.aiuta_chi_presenta", _("Ha preso la richiesta")
    ),
    "rispondi_aiuto": Passo(
        (StatoAiuto.PRESA,), StatoAiuto.CONCLUSA, "thinktown.aiuta_chi_presenta", _("Ha risposto alla richiesta")
    ),
    "ritira_aiuto": Passo(AIUTO_APERTO, StatoAiuto.RITIRATA, "thinktown.ritira_aiuto", _("Ha ritirato la richiesta")),
}
