"""What a person's groups ask of her: lines of "what do I have to do now"."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.registries import Cosa
from thinktown.completezza import Dovuta, che_cosa_deve
from thinktown.enums import PRESENTATE, RuoloComponente, StatoComponente
from thinktown.models import Bando, Componente
from thinktown.momento import finestra_utile
from thinktown.queries import con_versione


def linea(persona: Any) -> Iterator[Cosa]:
    """While the call is open: invitations to answer, and what the group waits for from her."""
    aperti = Componente.objects.filter(domanda__bando__in=Bando.objects.aperti().values("pk"))
    suoi = aperti.select_related("domanda__bando", "persona").order_by("pk")
    inviti = list(suoi.filter(stato=StatoComponente.INVITATO, email=persona.email.lower()))
    dentro = list(
        suoi.attivi()
        .filter(persona=persona)
        .exclude(ruolo=RuoloComponente.REFERENTE)
        .exclude(domanda__stato__in=PRESENTATE)
    )
    _versioni([*inviti, *dentro])
    for uno in inviti:
        yield _cosa(uno, _("Rispondi all'invito per %(che)s"), _("Rispondi"), "thinktown:invito", uno.codice)
    for uno in dentro:
        deve = set(che_cosa_deve(uno.domanda, uno))
        if {Dovuta.CONFERMA, Dovuta.DICHIARAZIONE} & deve:
            yield _cosa(
                uno, _("Conferma la domanda di %(che)s"), _("Conferma"), "thinktown:conferma", uno.domanda.codice
            )
        elif Dovuta.FATTI in deve:
            # Confirmed already, and then the day that counts has moved.
            yield _cosa(
                uno, _("Completa i tuoi dati per la domanda di %(che)s"), _("Completa"), "thinktown:fatti",
                uno.domanda.codice,
            )  # fmt: skip


def _versioni(componenti: list[Componente]) -> None:
    """The calls with what they say, in one query for all."""
    bandi = {uno.pk: uno for uno in con_versione({c.domanda.bando_id: c.domanda.bando for c in componenti}.values())}
    for uno in componenti:
        uno.domanda.bando = bandi[uno.domanda.bando_id]


def _cosa(componente: Componente, testo: str, azione: str, nome: str, codice: str) -> Cosa:
    domanda = componente.domanda
    finestra = finestra_utile(domanda.bando.in_vigore, adesso())
    return Cosa(
        gruppo="da_fare",
        testo=testo % {"che": domanda.soggetto or domanda.bando},
        url=reverse(nome, args=[codice]),
        azione=azione,
        entro=finestra.chiude if finestra else None,
    )
