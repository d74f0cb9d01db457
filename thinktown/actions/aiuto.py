"""Requests for help in preparing an application, to the organisation that the call names."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato
from talenti.base.permissions import richiedi
from talenti.persone.actions.comune import blocca
from talenti.registro.actions import atto, registra_nascita
from thinktown.actions.testi import accettato
from thinktown.enums_dialogo import RISPOSTA_MASSIMA, TESTO_MASSIMO
from thinktown.models import Bando, RichiestaAiuto


def chiedi_aiuto(bando: Bando, testo: str, *, da: Any) -> RichiestaAiuto:
    """Ask the organisation that helps with this call; one request at a time."""
    richiedi(da, "thinktown.chiede_aiuto", bando)
    testo = accettato(
        testo, campo="testo", massimo=TESTO_MASSIMO, se_manca=_("Scrivi in poche parole con che cosa ti serve aiuto.")
    )
    with transaction.atomic():
        # The person first, then the call: in this order everywhere.
        blocca(da)
        bando.refresh_from_db(from_queryset=Bando.objects.select_for_update(no_key=True))
        richiedi(da, "thinktown.chiede_aiuto", bando)
        if RichiestaAiuto.objects.aperte().filter(bando=bando, persona=da).exists():
            raise DatoNonAccettato(
                _("Hai già una richiesta di aiuto aperta per questo bando. Aspetta la risposta, o ritirala."),
                codice="gia_chiesto",
            )
        richiesta = RichiestaAiuto.objects.create(
            bando=bando,
            partner=bando.aiuta,  # type: ignore[misc]  # the permission asks that there is one
            persona=da,
            testo=testo,
        )
        registra_nascita(richiesta, "chiedi_aiuto", da=da)
    return richiesta


def prendi(richiesta: RichiestaAiuto, *, da: Any) -> None:
    """Take it: from now on she answers it. Of two who do it at once, one does."""
    with atto(richiesta, "prendi", da=da, insieme={"presa_da": da, "presa_il": adesso()}):
        pass


def rispondi_aiuto(richiesta: RichiestaAiuto, testo: str, *, da: Any) -> None:
    """The answer, which ends it. Whoever helps in that organisation may give it, should the other be away."""
    risposta = accettato(testo, campo="risposta", massimo=RISPOSTA_MASSIMA, se_manca=_("Scrivi la risposta."))
    with atto(richiesta, "rispondi_aiuto", da=da, insieme={"risposta": risposta, "finita_il": adesso()}):
        pass


def ritira_aiuto(richiesta: RichiestaAiuto, *, da: Any) -> None:
    """Who asked needs it no more."""
    with atto(richiesta, "ritira_aiuto", da=da, insieme={"finita_il": adesso()}):
        pass


# ── What is forgotten ─────────────────────────────────────────────────────────────────────────────
def lascia_richieste(persona: Any) -> int:
    """Her account closes: what is open is withdrawn, all the words go. Returns how many requests there were."""
    for richiesta in RichiestaAiuto.objects.aperte().filter(persona=persona).order_by("pk"):
        ritira_aiuto(richiesta, da=persona)
    sue = RichiestaAiuto.objects.filter(persona=persona)
    _dimentica(sue)
    return sue.count()


def dimentica_richieste(ora: datetime) -> int:
    """Those that ended long ago lose their words. Returns how many."""
    return _dimentica(RichiestaAiuto.objects.da_dimenticare(ora))


def _dimentica(richieste: QuerySet[RichiestaAiuto]) -> int:
    return richieste.exclude(testo="").update(testo="", risposta="")
