"""``{% mappa %}``: the one map component of the portal."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import gettext

from talenti.base.templatetags.italiano import numero
from talenti.luoghi.mappa import ALTEZZA, BASE, CORPO, LARGHEZZA, DelComune, Detto, Punto, disegna

register = template.Library()


def _in_parole(valore: Detto, assente: str) -> str:
    """A cell of the table: the number, the word in its place, or why there is none."""
    if valore is None:
        return assente or gettext("dato assente")
    return numero(valore) or str(valore)


@register.inclusion_tag("components/mappa.html")
def mappa(
    *,
    titolo: str,
    didascalia: str = "",
    valori: Mapping[DelComune, Detto] | None = None,
    punti: Iterable[Punto] | None = None,
    selezionato: DelComune | None = None,
    unita: str = "",
    assente: str = "",
    ancora: str = "mappa",
    grande: bool = False,
) -> dict[str, Any]:
    """The 113 comuni.

    ``titolo`` says the finding; ``didascalia`` period and source. ``valori`` (comune → number, or the word
    in its place) colours the areas and gives the table; ``unita`` names what is counted, ``assente`` what a
    missing value means ("dato assente"). ``punti`` draws numbered circles. ``ancora`` tells two maps apart.
    ``grande`` offers the one that is enlarged, with the circles that lead somewhere: its page is a
    ``ConMappaGrande`` and loads js/mappa-grande.js.
    """
    disegno = disegna(valori=valori, punti=punti or (), selezionato=selezionato)
    return {
        "ancora": ancora,
        "titolo": titolo,
        "didascalia": didascalia,
        "unita": unita,
        "assente": assente,
        "disegno": disegno,
        "righe": [(nome, _in_parole(valore, assente)) for nome, valore in disegno.righe],
        "grande": grande and disegno.con_link,
        "tiles": settings.MAPPA_TILES,
        "crediti": settings.MAPPA_TILES_CREDITI,
        "foglio": {"larghezza": LARGHEZZA, "altezza": ALTEZZA, "corpo": CORPO, "base": BASE},
    }
