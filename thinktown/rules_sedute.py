"""Who calls a sitting, who conducts it, who writes of an application in it, who signs its minutes."""

from typing import Any

from django.utils.translation import gettext as _

from talenti.base.permissions import SI, Esito, no, regola
from talenti.documenti.models import FileCaricato
from thinktown import collegio, verbali
from thinktown.enums_valutazione import RuoloCommissario
from thinktown.models import Commissario, Commissione, Seduta, Verbale
from thinktown.rules_valutazione import nomina_commissione

CONDUCONO = (RuoloCommissario.PRESIDENTE, RuoloCommissario.SEGRETARIO)


def posti_di(persona: Any, commissione: Commissione) -> Any:
    """Her seats in it today."""
    if not getattr(persona, "pk", None):
        return Commissario.objects.none()
    return Commissario.objects.di_oggi().filter(commissione=commissione, persona=persona)


@regola("thinktown.conduce_commissione")
def conduce_commissione(persona: Any, commissione: Commissione) -> Esito:
    """Who presides, and who helps in it."""
    if posti_di(persona, commissione).filter(ruolo__in=CONDUCONO).exists():
        return SI
    return no("non_conduce", _("Lo fa chi presiede la commissione, o chi ne scrive i verbali."))


@regola("thinktown.convoca_seduta")
def convoca_seduta(persona: Any, commissione: Commissione) -> Esito | bool:
    """Who conducts it; the first time, also who names the commission: somebody has to gather it."""
    esito = conduce_commissione(persona, commissione)
    if not esito and not commissione.sedute.exists():
        return bool(nomina_commissione(persona, commissione)) or esito
    return esito


@regola("thinktown.conduce_seduta")
def conduce_seduta(persona: Any, seduta: Seduta) -> Esito | bool:
    return conduce_commissione(persona, seduta.commissione)


@regola("thinktown.verbalizza")
def verbalizza(persona: Any, seduta: Seduta) -> Esito:
    """Who conducts it, or presides over it on some application; on which ones, the act asks."""
    for suo in posti_di(persona, seduta.commissione):
        if suo.ruolo in CONDUCONO or collegio.presiede_su_qualcuna(suo):
            return SI
    return no("non_verbalizza", _("Lo scrive chi presiede la seduta, o chi ne fa il verbale."))


@regola("thinktown.scrive_verbale")
def scrive_verbale(persona: Any, verbale: Verbale) -> Esito | bool:
    return conduce_commissione(persona, verbale.seduta.commissione)


@regola("thinktown.firma_verbale")
def firma_verbale(persona: Any, verbale: Verbale) -> Esito:
    """Who presided, on all of it or on some application."""
    firmano = collegio.chi_firma(verbale.seduta)
    if any(uno.persona_id == getattr(persona, "pk", None) for uno in firmano):
        return SI
    return no("non_firma", _("Lo firma chi ha presieduto la seduta."))


def legge_file_di_verbale(persona: Any, file: FileCaricato) -> bool:
    """The paper of the minutes, by its own address: whoever may read all that it says."""
    verbale = Verbale.objects.filter(pk=file.oggetto_id).select_related("seduta__commissione__bando").first()
    if verbale is None:
        return False
    suoi = posti_di(persona, verbale.seduta.commissione)
    return verbali.legge_in_ufficio(persona, verbale) or any(verbali.legge_tutto(uno, verbale) for uno in suoi)
