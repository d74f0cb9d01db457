"""What people are told of the messages on an application. Imported by ThinktownConfig.ready(). No words are copied."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from talenti.registro.annunci import Messaggio, avvisa
from thinktown.emails import TIPO, Dati, lavorano_al_bando
from thinktown.models import Componente, MessaggioDomanda


def _quale(messaggio: MessaggioDomanda) -> str:
    return _("La domanda: %(codice)s. Il bando: %(bando)s.") % {
        "codice": messaggio.domanda.codice,
        "bando": messaggio.domanda.bando,
    }


@avvisa("thinktown.messaggiodomanda", "scrivi_messaggio")
def scritto(_t: Any, messaggio: MessaggioDomanda, _dati: Dati) -> Iterator[Messaggio]:
    """The office is told once, until it has answered: whoever writes in five pieces sends one mail."""
    domanda = messaggio.domanda
    dove = reverse("admin:thinktown_messaggiodomanda_conversazione", args=[domanda.codice])
    if domanda.messaggi.da_evadere().exclude(pk=messaggio.pk).exists():
        return
    del_gruppo = Componente.objects.attivi().filter(domanda=domanda).values("persona")
    for persona in lavorano_al_bando(domanda.bando).exclude(pk__in=del_gruppo):
        yield Messaggio(
            persona=persona,
            tipo=TIPO,
            oggetto=_("Un messaggio su una domanda aspetta risposta"),
            testo=(_("Leggi il messaggio e rispondi, o segna che non serve."), _quale(messaggio)),
            azione=(_("Leggi il messaggio"), dove),
        )


@avvisa("thinktown.messaggiodomanda", "rispondi_messaggio")
def risposto(_t: Any, messaggio: MessaggioDomanda, _dati: Dati) -> Iterator[Messaggio]:
    """Everybody in the group."""
    for uno in Componente.objects.attivi().filter(domanda=messaggio.domanda).select_related("persona").order_by("pk"):
        yield Messaggio(
            persona=uno.persona,
            tipo=TIPO,
            oggetto=_("L'ufficio ti ha scritto sulla tua domanda"),
            testo=(_("Leggi il messaggio: se serve, rispondi da lì."), _quale(messaggio)),
            azione=(_("Leggi il messaggio"), messaggio.get_absolute_url()),
        )
