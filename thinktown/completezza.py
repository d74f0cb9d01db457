"""What an application still lacks before it may be sent: answers, group, statements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from thinktown import risposte
from thinktown.definizione import Definizione
from thinktown.enums import CON_CODICE_FISCALE, CON_UN_NOME, DiChi, Proponente, RuoloComponente, StatoComponente
from thinktown.models import Componente, Domanda


class Genere(StrEnum):
    """On which page it is put right."""

    CHI = "chi"
    VOCE = "voce"
    GRUPPO = "gruppo"
    DICHIARAZIONE = "dichiarazione"


@dataclass(frozen=True)
class Mancanza:
    """``dove`` is the question or the statement that it is about; ``frase`` says what to do."""

    genere: Genere
    frase: str
    dove: str = ""


def che_cosa_manca(domanda: Domanda, date: Mapping[str, Any]) -> list[Mancanza]:
    """Why it cannot be sent yet, in the order of the pages; empty when it can."""
    detta = domanda.bando.in_vigore
    voci = risposte.che_cosa_manca(detta, date, domanda.sezione)
    gruppo = list(domanda.componenti.select_related("persona"))
    return [
        *_chi(domanda),
        *(Mancanza(Genere.VOCE, uno.frase, uno.quesito) for uno in voci),
        *_nel_gruppo(domanda, detta, gruppo),
        *_dichiarazioni(domanda, detta, date, [uno for uno in gruppo if uno.attivo]),
    ]


def _chi(domanda: Domanda) -> Iterator[Mancanza]:
    if domanda.proponente in CON_UN_NOME and not domanda.soggetto:
        yield Mancanza(Genere.CHI, _("Scrivi come vi chiamate."))
    if domanda.proponente in CON_CODICE_FISCALE and not domanda.codice_fiscale:
        yield Mancanza(Genere.CHI, _("Scrivi il codice fiscale di chi presenta la domanda."))


def _nel_gruppo(domanda: Domanda, detta: Definizione, gruppo: list[Componente]) -> Iterator[Mancanza]:
    for uno in gruppo:
        if uno.stato == StatoComponente.INVITATO:
            yield Mancanza(Genere.GRUPPO, _("%(chi)s non ha ancora risposto all'invito.") % {"chi": uno.email})
    for uno in (uno for uno in gruppo if uno.attivo):
        persona: Any = uno.persona  # whoever is in has an account: a constraint holds it
        chi = {"chi": persona.get_full_name()}
        da_confermare = detta.chi.conferma_di_tutti and uno.ruolo != RuoloComponente.REFERENTE
        if da_confermare and uno.stato != StatoComponente.CONFERMATO:
            yield Mancanza(Genere.GRUPPO, _("%(chi)s deve ancora confermare.") % chi)
        if persona.e_minorenne and uno.tutore_il is None:
            yield Mancanza(Genere.GRUPPO, _("Per %(chi)s deve ancora dire sì un genitore o tutore.") % chi)
    if domanda.proponente == Proponente.GRUPPO and not any(uno.riceve and uno.attivo for uno in gruppo):
        yield Mancanza(Genere.GRUPPO, _("Scegli chi riceve il contributo: una persona che ha già 18 anni."))


def _dichiarazioni(
    domanda: Domanda, detta: Definizione, date: Mapping[str, Any], gruppo: list[Componente]
) -> Iterator[Mancanza]:
    rese = set(domanda.dichiarazioni.values_list("chiave", "versione", "persona_id"))
    for una in detta.dichiarazioni:
        if not una.obbligatoria or (una.solo_se and not risposte.vale(una.solo_se, date)):
            continue
        tenuti = [uno for uno in gruppo if una.di_chi != DiChi.PRESENTA or uno.ruolo == RuoloComponente.REFERENTE]
        for uno in tenuti:
            if (una.chiave, una.versione, uno.persona_id) not in rese:
                yield Mancanza(
                    Genere.DICHIARAZIONE, _("Manca una dichiarazione di %(chi)s.") % {"chi": uno}, una.chiave
                )
