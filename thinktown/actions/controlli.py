"""An officer checks an application, and takes it on: nothing of a colleague's is written over unseen."""

from types import EllipsisType
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from thinktown.actions.firma import atto
from thinktown.enums_istruttoria import EsitoControllo
from thinktown.models import Controllo, Domanda, Invio

NOTA_MASSIMA = 400


def controlla(
    domanda: Domanda,
    esiti: dict[str, tuple[str, str]],
    *,
    letto: int,
    da: Any,
    visti: dict[str, tuple[str, str]] | None = None,
) -> tuple[int, list[Controllo]]:
    """Keep what an officer found: check → (outcome, note); an empty outcome takes it back.

    ``visti``: what stood there when she read it; without, what stands there now. Where a colleague has written
    meanwhile nothing is written over. Returns how many changed, and those that a colleague holds.
    """
    for chiave, (esito, nota) in esiti.items():
        if esito and esito not in EsitoControllo.values:
            raise DatoNonAccettato(_("Scegli uno degli esiti della pagina."), campo=chiave)
        if len(nota) > NOTA_MASSIMA:
            raise DatoNonAccettato(_("La nota è troppo lunga: al massimo 400 caratteri."), campo=chiave)
    with transaction.atomic():
        invio = Invio.objects.get(domanda=domanda, n=letto)
        # The row of the application is held from here on: what is read now is what is written over.
        Domanda.objects.select_for_update(no_key=True).get(pk=domanda.pk)
        righe = {uno.chiave: uno for uno in invio.controlli.select_related("da")}
        prima = {chiave: (uno.esito, uno.nota) for chiave, uno in righe.items()}
        nuovi = {k: v for k, v in esiti.items() if v != prima.get(k, ("", ""))}
        di_altri = [k for k in nuovi if visti is not None and visti.get(k, ("", "")) != prima.get(k, ("", ""))]
        nuovi = {k: v for k, v in nuovi.items() if k not in di_altri}
        restano = [righe.get(k) or Controllo(invio=invio, chiave=k) for k in di_altri]
        if not nuovi:
            return 0, restano
        with atto(domanda, "controlla", da=da, dati={"invio": letto, "controlli": nuovi}) as passo:
            for chiave, (esito, nota) in nuovi.items():
                if not esito:
                    invio.controlli.filter(chiave=chiave).delete()
                    continue
                campi = {"esito": esito, "nota": nota, "da": da, "quando": passo.quando}
                Controllo.objects.update_or_create(invio=invio, chiave=chiave, defaults=campi)
        return len(nuovi), restano


def prende_in_mano(domanda: Domanda, persona: Any, *, da: Any, era: int | EllipsisType | None = ...) -> None:
    """Who of the office checks it from now on; None: whoever comes first.

    ``era``: whose it was on the page (a key; None, nobody's). Raises TransizioneNonAmmessa when that has changed.
    """
    dati = {"persona": persona.pk if persona is not None else None}
    with atto(domanda, "prende_in_mano", da=da, dati=dati):
        if era is not ... and era != domanda.seguita_da_id:
            ora = domanda.seguita_da or _("nessuno")
            raise TransizioneNonAmmessa(
                _("Nel frattempo è cambiato chi la controlla: adesso %(chi)s. Se serve, scegli di nuovo.")
                % {"chi": ora}
            )
        domanda.seguita_da = persona
        domanda.save(update_fields=["seguita_da"])
