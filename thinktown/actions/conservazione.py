"""Applications that were never sent do not stay for ever; who closes her account leaves those she was writing.

What was sent, what the office told of it and what was answered are acts: none of it goes with an account.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.exceptions import Frase
from talenti.base.permissions import Sistema
from talenti.documenti.actions import elimina
from talenti.documenti.models import FileCaricato
from talenti.registro.actions import cancella_dettaglio
from talenti.registro.models import Transizione
from thinktown.actions.controlli import prende_in_mano
from thinktown.actions.fatti import dimentica_fatti
from thinktown.actions.messaggi import dimentica_messaggi
from thinktown.dichiarati import scritto
from thinktown.enums import PRESENTATE, RuoloComponente, StatoComponente, StatoDomanda
from thinktown.models import Componente, Domanda

DA = Sistema("domande")


def dimentica_bozze(ora: datetime) -> int:
    """Drafts whose call closed long ago lose everything that was written. Returns how many."""
    dimenticate = 0
    for domanda in Domanda.objects.da_dimenticare(ora).order_by("pk"):
        with transaction.atomic():
            _svuota(domanda)
        dimenticate += 1
    return dimenticate


def _svuota(domanda: Domanda) -> None:
    """The words, the files and the people go, from the log too; that there was a draft stays."""
    dimentica_messaggi(domanda)
    for file in FileCaricato.objects.di(domanda).presenti():
        elimina(file, da=DA)
    for parti in (domanda.risposte, domanda.salvataggi, domanda.dichiarazioni, domanda.componenti):
        parti.all().delete()
    vuoti = {"soggetto": "", "codice_fiscale": "", "costituita_il": None} | scritto("sede", None, None)
    for nome, valore in vuoti.items():
        setattr(domanda, nome, valore)
    domanda.save(update_fields=list(vuoti))
    for passo in Transizione.objects.di(domanda):
        cancella_dettaglio(passo)


def lascia_domande(persona: Any) -> list[Frase]:
    """Her account closes: she leaves the groups that have not sent yet, and what only she was writing goes.

    Returns the sentences on what stays: what was sent is an act of a public procedure.
    """
    sue = Componente.objects.attivi().filter(persona=persona).select_related("domanda")
    inviate = sue.exclude(domanda__stato=StatoDomanda.BOZZA).count()
    for suo in sue.filter(domanda__stato=StatoDomanda.BOZZA).order_by("domanda"):
        with transaction.atomic():
            _esce(suo)
    if not inviate:
        return []
    return [
        _("Restano le domande che hai inviato ai bandi: sono atti di una procedura pubblica, e la legge le conserva.")
    ]


def _esce(suo: Componente) -> None:
    domanda = Domanda.objects.select_for_update(no_key=True).get(pk=suo.domanda_id)
    era_referente = suo.ruolo == RuoloComponente.REFERENTE
    suo.stato, suo.ruolo = StatoComponente.TOLTO, RuoloComponente.LEGGE
    suo.confermato_il, suo.riceve, suo.deciso_il = None, False, adesso()
    suo.save(update_fields=["stato", "ruolo", "confermato_il", "riceve", "deciso_il"])
    dimentica_fatti(suo)
    resta = domanda.componenti.attivi().order_by("pk").first()
    if resta is None:
        _svuota(domanda)
    elif era_referente:
        # Somebody has to be able to send it: who came first speaks for the group now.
        resta.ruolo = RuoloComponente.REFERENTE
        resta.save(update_fields=["ruolo"])


# ── In the office ─────────────────────────────────────────────────────────────────────────────────
def lascia_ufficio(persona: Any) -> None:
    """Her account closes: what she checked is for others."""
    for domanda in Domanda.objects.filter(seguita_da=persona, stato__in=PRESENTATE).order_by("pk"):
        prende_in_mano(domanda, None, da=DA)
    Domanda.objects.filter(seguita_da=persona).update(seguita_da=None)
