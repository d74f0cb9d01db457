"""A person's own applications, in a few words each: the list, her area, the line of what she has to do."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talenti.base.clock import adesso
from talenti.base.registries import Cosa
from talenti.base.templatetags.italiano import data_ora, quanto_manca
from thinktown.completezza import Di, mancanze, una_volta
from thinktown.comunicazioni import comunicate, in_una_riga
from thinktown.dichiarazioni import Resa
from thinktown.enums import StatoBando, StatoComponente, StatoDomanda
from thinktown.in_parole import titolo_di
from thinktown.mia_graduatoria import InGraduatoria, per_tutte
from thinktown.mia_graduatoria import in_una_riga as della_graduatoria
from thinktown.models import Bando, Componente, DichiarazioneResa, Domanda, FinestraBando, Provvedimento, Risposta
from thinktown.momento import FINITI_PRIMA, momento
from thinktown.posti import leggi_per_tutti
from thinktown.queries import con_versione


def in_elenco(domande: Sequence[Domanda]) -> list[dict[str, Any]]:
    """Each with its state in words, what is missing and what comes next; the same queries for one and for many."""
    ora = adesso()
    finestre = FinestraBando.objects.filter(bando__in={una.bando_id for una in domande}, apre__lte=ora, chiude__gt=ora)
    aperte = dict(finestre.order_by("apre").values_list("bando", "chiude"))
    leggi_per_tutti(con_versione(una.bando for una in domande))
    lette = _lette(domande)
    return [
        {"domanda": una, "titolo": titolo_di(una, lette.date[una.pk])}
        | _a_che_punto(una, aperte.get(una.bando_id) if una.bando.stato == StatoBando.PUBBLICATO else None, lette)
        for una in domande
    ]


@dataclass
class _Lette:
    """What was read of many applications at once, by application."""

    date: dict[int, dict[str, Any]]
    gruppi: dict[int, list[Componente]]
    rese: dict[int, set[Resa]]
    # What the office has told.
    dette: dict[int, list[Provvedimento]]
    in_graduatoria: dict[int, InGraduatoria]

    def quante_mancano(self, una: Domanda) -> int:
        """But for the statements: they are made with the confirmation and with the sending."""
        tutte = una_volta(mancanze(una, self.date[una.pk], self.gruppi[una.pk], self.rese[una.pk]))
        return sum(1 for manca in tutte if manca.di != Di.DICHIARAZIONE)


def _lette(domande: Sequence[Domanda]) -> _Lette:
    lette = _Lette(defaultdict(dict), defaultdict(list), defaultdict(set), comunicate(domande), per_tutte(domande))
    date = Risposta.objects.filter(domanda__in=domande).values_list("domanda", "quesito", "valore")
    for pk, quesito, valore in date:
        lette.date[pk][quesito] = valore
    for uno in Componente.objects.filter(domanda__in=domande).select_related("persona"):
        lette.gruppi[uno.domanda_id].append(uno)
    rese = DichiarazioneResa.objects.filter(domanda__in=domande)
    for pk, *resa in rese.values_list("domanda", "chiave", "versione", "persona_id"):
        lette.rese[pk].add((resa[0], resa[1], resa[2]))
    return lette


def _a_che_punto(domanda: Domanda, chiude: datetime | None, lette: _Lette) -> dict[str, str]:
    bando = domanda.bando
    if bando.stato in FINITI_PRIMA:
        return {"parola": str(momento(bando).parola), "tono": "err", "frase": _("La pagina del bando dice perché.")}
    if domanda.stato == StatoDomanda.BOZZA and chiude is None:
        return {
            "parola": _("Mai inviata"),
            "tono": "",
            "frase": _("Il termine è passato. Quello che c'è scritto resta."),
        }
    if domanda.stato == StatoDomanda.BOZZA:
        return {"parola": _("Non ancora inviata"), "tono": "attesa", "frase": _da_inviare(domanda, chiude, lette)}
    if domanda.stato == StatoDomanda.RITIRATA:
        poi = _("Finché il bando è aperto puoi inviarla di nuovo.") if chiude else ""
        return {"parola": _("Ritirata"), "tono": "", "frase": poi}
    detto = della_graduatoria(domanda, lette.in_graduatoria.get(domanda.pk))
    detto = detto or in_una_riga(domanda, lette.dette[domanda.pk])
    if detto is not None:
        return detto
    poi = (
        _("Puoi cambiarla prima di %(quando)s. Poi l'ufficio la controlla.") % {"quando": data_ora(chiude)}
        if chiude
        else _("Adesso: %(stato)s.") % {"stato": _dopo_la_chiusura(bando)}
    )
    inviata = _("Inviata %(quando)s.") % {"quando": data_ora(domanda.inviata_il)}
    risposte = [una.risposto_il for una in lette.dette[domanda.pk] if una.risposto_il is not None]
    if risposte:
        inviata = _("Hai risposto all'ufficio %(quando)s.") % {"quando": data_ora(risposte[-1])}
    return {"parola": _("Inviata"), "tono": "ok", "frase": f"{inviata} {poi}"}


def _da_inviare(domanda: Domanda, chiude: Any, lette: _Lette) -> str:
    n = lette.quante_mancano(domanda)
    manca = ngettext("Manca %(n)s cosa.", "Mancano %(n)s cose.", n) % {"n": n} if n else _("C'è tutto.")
    entro = _("Inviatela prima di %(quando)s") % {"quando": data_ora(chiude)}
    return " · ".join(filter(None, (f"{manca} {entro}", quanto_manca(chiude))))


def _dopo_la_chiusura(bando: Bando) -> str:
    if bando.stato == StatoBando.PUBBLICATO:
        return _("l'ufficio controlla le domande")
    return str(bando.get_stato_display()).lower()


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
