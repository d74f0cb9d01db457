"""The texts that people read or agree with, by version. A text is never edited: it gets a new version.

The version is the day from which the text holds; what a person agreed with is found again here.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from talenti.base.exceptions import Frase
from talenti.persone.enums import Scopo


@dataclass(frozen=True)
class Testo:
    """One version of one text. ``ritirabile``: it is a consent, so it can be taken back at any time.

    ``con_tutore``: a minor's yes counts only while a parent or guardian says yes too.
    """

    scopo: str
    versione: str
    frase: Frase
    spiegazione: Frase
    ritirabile: bool = True
    con_tutore: bool = False

    @property
    def dal(self) -> date:
        return date.fromisoformat(self.versione)


TESTI: tuple[Testo, ...] = (
    Testo(
        Scopo.INFORMATIVA,
        "2026-11-01",
        _("Ho letto come usate i miei dati."),
        _(
            "Usiamo i tuoi dati per farti usare il portale: è un compito pubblico del Comune capofila. "
            "Non serve il tuo consenso, ma devi sapere che cosa ne facciamo."
        ),
        ritirabile=False,
    ),
    Testo(
        Scopo.FOTO,
        "2026-11-01",
        _("Potete pubblicare foto e video delle attività in cui mi si riconosce."),
        _(
            "Vale per le pagine del portale e per i canali della rete. Se cambi idea, togliamo le immagini "
            "dalle nostre pagine. Se hai meno di 18 anni, serve anche il sì di un genitore o tutore."
        ),
        con_tutore=True,
    ),
)


def testo_in_vigore(scopo: str) -> Testo:
    """The last version of a text."""
    return max((uno for uno in TESTI if uno.scopo == scopo), key=lambda uno: uno.versione)


def testo(scopo: str, versione: str) -> Testo | None:
    return next((uno for uno in TESTI if (uno.scopo, uno.versione) == (scopo, versione)), None)
