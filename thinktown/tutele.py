"""What becomes of applications when somebody begins, or ceases, to answer for a minor."""

from typing import Any

from talenti.avvisi.scrittore import scrivi
from talenti.persone.enums import StatoTutela
from talenti.persone.models import Tutela
from thinktown.actions.conferme import perde_il_si_del_tutore
from thinktown.emails_domande import chiesto_al_tutore
from thinktown.enums import PRESENTATE
from thinktown.models import Bando, Componente


def segui(t: Any, oggetto: Any, _dati: dict[str, Any]) -> None:
    """In the transaction of each act on a guardianship: her yes is asked, or what it held up falls."""
    if t.oggetto_tipo != "persone.tutela":
        return
    if oggetto.stato == StatoTutela.CONFERMATO and t.verbo == "conferma":
        _chiedi(oggetto)
    elif t.da_stato == StatoTutela.CONFERMATO and oggetto.stato != StatoTutela.CONFERMATO:
        altre = Tutela.objects.filter(persona=oggetto.persona_id, stato=StatoTutela.CONFERMATO)
        if oggetto.persona.e_minorenne and not altre.exists():
            perde_il_si_del_tutore(oggetto.persona_id)


def _chiedi(tutela: Tutela) -> None:
    """For every open application that she is already in; each its own mail, because each has its own answer."""
    suoi = Componente.objects.attivi().filter(persona=tutela.persona_id, tutore_il=None, tutore_no_il=None)
    aperti = suoi.filter(domanda__bando__in=Bando.objects.aperti().values("pk"))
    for componente in aperti.exclude(domanda__stato__in=PRESENTATE).select_related("persona", "domanda__bando"):
        scrivi(f"thinktown.tutore:{componente.pk}:{tutela.pk}", chiesto_al_tutore(componente, tutela))
