"""What of the applications waits in the office, for the first page: a line a call, with its day."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.base.clock import adesso, oggi
from talenti.base.registries import InAttesaInUfficio
from talenti.base.templatetags.italiano import data, entro
from thinktown.models import Bando
from thinktown.scadenze import da_controllare_per_bando, da_verificare, richieste_che_scadono


def in_ufficio(persona: Any) -> Iterator[InAttesaInUfficio]:
    """Nothing at all for a call on which nothing waits."""
    miei, ora = Bando.objects.seguiti_da(persona).order_by(), adesso()
    for una in da_controllare_per_bando(persona, miei, ora):
        frase = _("si decide entro %(giorno)s") if una.entro >= oggi() else _("il termine è passato: era %(giorno)s")
        nota = frase % {"giorno": data(una.entro)}
        yield _voce(_("Domande da controllare: %(bando)s"), "domande", una, nota)
    for una in richieste_che_scadono(miei, ora):
        nota = _("la prima scade: si risponde %(quando)s") % {"quando": entro(una.entro)}
        yield _voce(_("Richieste senza risposta che scadono: %(bando)s"), "domande", una, nota)
    for una in da_verificare(persona, miei):
        yield _voce(_("Dichiarazioni da verificare: %(bando)s"), "campioni", una)


def _voce(etichetta: str, pagina: str, una: Any, nota: str = "") -> InAttesaInUfficio:
    url = reverse(f"admin:thinktown_bando_{pagina}", args=[una.bando])
    return InAttesaInUfficio(etichetta % {"bando": una.titolo}, url, una.quante, una.dal, nota=nota)
