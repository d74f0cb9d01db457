"""What the portal adds to every page: side list of the area, foot, demonstration accounts."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talenti.avvisi.queries import da_leggere
from talenti.portale import rete
from talenti.portale.demo.conti import CONTI, PASSWORD
from talenti.portale.demo.gente import codici
from talenti.portale.queries import protetta
from talenti.portale.registri import VoceArea, voci_area

VOCI = (
    ("adesso", VoceArea(gettext_lazy("Adesso"), "portale:area", 0)),
    ("messaggi", VoceArea(gettext_lazy("Messaggi"), "avvisi:elenco", 70, da_leggere)),
    ("profilo", VoceArea(gettext_lazy("Profilo"), "persone:profilo", 80)),
    ("accesso", VoceArea(gettext_lazy("Accesso e sicurezza"), "persone:sicurezza", 85)),
    ("dati", VoceArea(gettext_lazy("I miei dati"), "persone:dati", 90)),
)


def contesto(request: HttpRequest) -> dict[str, Any]:
    dati: dict[str, Any] = {
        "area_menu": SimpleLazyObject(lambda: _area_menu(request.user) if request.user.is_authenticated else []),
        "piede": SimpleLazyObject(_piede),
    }
    if settings.MODO_DEMO:
        dati["conti_demo"] = {"conti": CONTI, "password": PASSWORD, "codici": SimpleLazyObject(codici)}
    return dati


def _area_menu(persona: Any) -> list[dict[str, Any]]:
    """The entries whose page exists, each with what waits there."""
    voci = []
    for voce in sorted(voci_area, key=lambda voce: voce.ordine):
        try:
            url = reverse(voce.nome_url)
        except NoReverseMatch:
            continue
        voci.append({"etichetta": voce.etichetta, "url": url, "conta": voce.quanti(persona)})
    return voci


def _piede() -> dict[str, str]:
    # The foot is on every page, the error pages too: it must not be what breaks them.
    dati = protetta("piede", rete.piede) or {"capofila": "", "finanziatori": ""}
    # Before the network is founded, and while the database is silent: who answers for the portal by the settings.
    guida = dati["capofila"] or settings.TITOLARE_DATI
    piede = {
        "capofila": _("Il portale della rete Talenti Diffusi, in provincia di Cremona. Guida la rete: %(ente)s.")
        % {"ente": guida}
    }
    if dati["finanziatori"]:
        piede["finanziatori"] = _("Con il sostegno di %(enti)s.") % {"enti": dati["finanziatori"]}
    return piede
