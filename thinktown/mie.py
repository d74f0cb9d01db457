"""A person's own applications, in a few words each: the list, her area, the line of what she has to do."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.registries import Cosa
from talenti.base.templatetags.italiano import data_ora, quanto_manca
from thinktown.enums import StatoBando, StatoComponente, StatoDomanda
from thinktown.in_parole import titolo_di
from thinktown.models import Bando, Componente, Domanda, FinestraBando, Risposta
from thinktown.momento import FINITI_PRIMA


def in_elenco(domande: Sequence[Domanda]) -> list[dict[str, Any]]:
    """Each with its state in words and what comes next; two queries for all."""
    titoli = dict(Risposta.objects.filter(domanda__in=domande, quesito="titolo").values_list("domanda", "valore"))
    ora = adesso()
    aperte = dict(
        FinestraBando.objects.filter(bando__in={una.bando_id for una in domande}, apre__lte=ora, chiude__gt=ora)
        .order_by("apre")
        .values_list("bando", "chiude")
    )
    return [
        {"domanda": una, "titolo": titolo_di(una, {"titolo": titoli.get(una.pk)})}
        | _a_che_punto(una, aperte.get(una.bando_id) if una.bando.stato == StatoBando.PUBBLICATO else None)
        for una in domande
    ]


def _a_che_punto(domanda: Domanda, chiude: Any) -> dict[str, str]:
    bando = domanda.bando
    if bando.stato in FINITI_PRIMA:
        return {"parola": str(bando.get_stato_display()), "tono": "err", "frase": _("Il bando è stato fermato.")}
    if domanda.stato == StatoDomanda.BOZZA and chiude is None:
        return {
            "parola": _("Mai inviata"),
            "tono": "",
            "frase": _("Il termine è passato. Quello che c'è scritto resta."),
        }
    if domanda.stato == StatoDomanda.BOZZA:
        frase = _("Inviatela prima di %(quando)s · %(manca)s") % {
            "quando": data_ora(chiude), "manca": quanto_manca(chiude)}  # fmt: skip
        return {"parola": _("Non ancora inviata"), "tono": "attesa", "frase": frase.rstrip(" ·")}
    if domanda.stato == StatoDomanda.RITIRATA:
        return {"parola": _("Ritirata"), "tono": "", "frase": ""}
    poi = _("Inviata %(quando)s.") % {"quando": data_ora(domanda.inviata_il)}
    return {"parola": _("Inviata"), "tono": "ok", "frase": poi}


def inviti_di(persona: Any) -> Iterator[dict[str, str]]:
    """Groups that wait for her answer, found by the address of her account."""
    righe = Componente.objects.filter(stato=StatoComponente.INVITATO, email__iexact=persona.email)
    for uno in righe.select_related("domanda__bando").order_by("-pk")[:20]:
        yield {
            "url": reverse("thinktown:invito", args=[uno.codice]),
            "titolo": uno.domanda.soggetto or _("Un gruppo"),
            "bando": str(uno.domanda.bando),
        }


def linea(persona: Any) -> Iterator[Cosa]:
    """Drafts to send while there is time."""
    bozze = Domanda.objects.visibili_a(persona).filter(
        stato=StatoDomanda.BOZZA, bando__in=Bando.objects.aperti().values("pk")
    )
    righe = list(bozze.select_related("bando").defer("bando__lavoro").order_by("bando__chiude_il")[:20])
    for riga in in_elenco(righe):
        yield Cosa(
            "da_fare",
            _("Finisci la domanda: %(titolo)s") % {"titolo": riga["titolo"]},
            riga["domanda"].get_absolute_url(),
            azione=_("Continua"),
            entro=riga["domanda"].bando.chiude_il,
        )
