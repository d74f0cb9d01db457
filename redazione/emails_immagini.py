"""What happens when a picture is added or taken back. Imported by RedazioneConfig.ready()."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redazione.actions.versioni import prepara
from redazione.emails import TIPO, Dati
from redazione.models import Immagine
from redazione.queries import che_la_usano, coordinano
from talenti.base.permissions import attore_in_parole
from talenti.registro.annunci import Messaggio, avvisa, dopo


@avvisa("redazione.immagine", "ritira_consenso")
def consenso_ritirato(t: Any, immagine: Immagine, _dati: Dati) -> Iterator[Messaggio]:
    """Never who: the newsroom reads it on the page of the picture."""
    titoli = ", ".join(f"«{uno}»" for uno in che_la_usano(immagine)[:5])
    dove = (
        _("La mostravano: %(titoli)s. Scegli un'altra immagine.") % {"titoli": titoli}
        if titoli
        else _("Non la mostrava nessun articolo. Toglila dalle immagini.")
    )
    for persona in coordinano(immagine.testata):
        if attore_in_parole(persona) == t.attore:
            continue
        yield Messaggio(
            persona=persona,
            tipo=TIPO,
            oggetto=_("Un'immagine non si può più mostrare"),
            testo=(dove, _("Chi si vede ha ritirato il consenso: da subito non si vede più da nessuna parte.")),
            azione=(_("Apri l'immagine"), immagine.get_absolute_url()),
        )


@dopo("redazione.immagine", "carica", "descrivi", lavoro=gettext_lazy("Formati di un'immagine della redazione"))
def formati(transizione: Any) -> None:
    immagine = Immagine.objects.filter(pk=transizione.oggetto_id).first()
    if immagine is not None:
        prepara(immagine)
