"""The fact-check by somebody outside: asked by mail, answered through a signed link."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from redazione.actions.testi import testo_attuale
from redazione.enums_articoli import EsitoVerifica
from redazione.models import Articolo, Verifica
from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato, TransizioneNonAmmessa
from talenti.base.permissions import Sistema
from talenti.registro.actions import atto
from thinktown.actions.testi import accettato

SCADE_DOPO = timedelta(days=10)
# Names and addresses of people outside the newsroom are kept so long.
TENUTE = timedelta(days=365)
RISPOSTA_MASSIMA = 2000
# Of one article, waiting for an answer: strangers are not written to by the dozen.
APERTE = 5


def chiedi_verifica(articolo: Articolo, *, nome: str, email: str, domanda: str, da: Any) -> Verifica:
    """Ask somebody who knows whether the facts are right, of the text as it is now."""
    nome = accettato(nome, campo="nome", massimo=80, se_manca=_("Scrivi il nome della persona."))
    domanda = accettato(domanda, campo="domanda", massimo=400, se_manca=_("Scrivi che cosa vuoi far controllare."))
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as errore:
        raise DatoNonAccettato(_("Scrivi l'email per intero, come nome@example.org."), campo="email") from errore
    with atto(articolo, "chiedi_verifica", da=da) as passo:
        aperte = articolo.verifiche.filter(esito="", scade_il__gt=passo.quando)
        if aperte.count() >= APERTE:
            raise TransizioneNonAmmessa(
                _("Ci sono già %(n)s verifiche che aspettano risposta.") % {"n": APERTE}, codice="troppe"
            )
        verifica = Verifica.objects.create(
            articolo=articolo,
            revisione=testo_attuale(articolo),
            nome=nome,
            email=email,
            domanda=domanda,
            chiesta_da=da,
            scade_il=passo.quando + SCADE_DOPO,
        )
        passo.dati["verifica"] = verifica.pk
    return verifica


def dimentica_verifiche(ora: datetime) -> int:
    """Who was asked is forgotten after so long; what she said stays beside the text. Returns how many."""
    vecchie = Verifica.objects.exclude(email="").filter(chiesta_il__lt=ora - TENUTE)
    return vecchie.update(nome="", email="")


def rispondi_verifica(verifica: Verifica, esito: str, risposta: str) -> None:
    """Her answer, once. Raises TransizioneNonAmmessa when it is answered already or too late."""
    if esito not in EsitoVerifica.values:
        raise DatoNonAccettato(_("Scegli una delle due risposte."), codice="scelta", campo="esito")
    risposta = risposta.strip()
    if risposta or esito == EsitoVerifica.DA_CORREGGERE:
        risposta = accettato(
            risposta, campo="risposta", massimo=RISPOSTA_MASSIMA, se_manca=_("Scrivi che cosa è da correggere.")
        )
    with atto(verifica.articolo, "verifica", da=Sistema(f"verifica:{verifica.pk}")) as passo:
        verifica.refresh_from_db(from_queryset=Verifica.objects.select_for_update())
        if verifica.esito:
            raise TransizioneNonAmmessa(_("A questa richiesta è già stato risposto."), codice="risposta")
        if verifica.scade_il <= adesso():
            raise TransizioneNonAmmessa(_("Il tempo per rispondere è finito."), codice="scaduta")
        verifica.esito, verifica.risposta, verifica.risposta_il = esito, risposta, passo.quando
        verifica.save(update_fields=["esito", "risposta", "risposta_il"])
        passo.dati |= {"verifica": verifica.pk, "esito": str(esito)}
