"""The text has changed: who had confirmed it is asked again, and told at most once an hour."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from talenti.avvisi.scrittore import scrivi
from talenti.base.clock import adesso
from talenti.registro.annunci import Messaggio
from thinktown.enums import StatoComponente
from thinktown.models import Componente, Domanda
from thinktown.tipi import GRUPPI

AL_PIU_OGNI = timedelta(hours=1)


def chiedi_di_riconfermare(domanda: Domanda, *, da: Any) -> None:
    """In the transaction that has changed the text: confirmations fall, and who did not do it herself is told."""
    ora = adesso()
    for uno in domanda.componenti.filter(stato=StatoComponente.CONFERMATO).select_related("persona"):
        confermato_il, uno.confermato_il, uno.stato = uno.confermato_il, None, StatoComponente.DENTRO
        if uno.persona_id != da.pk and (uno.avvisato_il is None or uno.avvisato_il <= ora - AL_PIU_OGNI):
            scrivi(f"thinktown.riconferma:{uno.pk}:{confermato_il}", _messaggio(uno, domanda))
            uno.avvisato_il = ora
        uno.save(update_fields=["stato", "confermato_il", "avvisato_il"])


def _messaggio(componente: Componente, domanda: Domanda) -> Messaggio:
    persona: Any = componente.persona
    with override(persona.lingua):
        return Messaggio(
            persona=persona,
            tipo=GRUPPI,
            oggetto=_("Il testo di una domanda è cambiato: conferma di nuovo"),
            testo=(
                _("Rileggi la domanda e conferma di nuovo: il testo è cambiato dopo la tua conferma."),
                _("Il bando: %(bando)s.") % {"bando": domanda.bando},
            ),
            azione=(_("Rileggi e conferma"), reverse("thinktown:conferma", args=[domanda.codice])),
        )
