"""What readers point out: an error, or the reply of whom a text speaks of (L. 47/1948 art. 8)."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from redazione.enums_articoli import StatoSegnalazione, TipoSegnalazione
from redazione.models import Articolo, Segnalazione
from talenti.base.clock import adesso
from talenti.base.exceptions import DatoNonAccettato
from talenti.base.permissions import Sistema
from talenti.registro.actions import atto, registra_nascita
from thinktown.actions.testi import accettato, motivo_accettato

NOME_MASSIMO, TESTO_MASSIMO, RISPOSTA_MASSIMA = 80, 2000, 400
# Of one address in a day: somebody's mailbox is not to be filled by others.
AL_GIORNO = 5
# How long name, address and words of who wrote are kept after the answer.
CONSERVA = timedelta(days=365)
# Whoever reads, with an account or without.
LETTORE = Sistema("chi_legge")


def segnala(articolo: Articolo, *, tipo: str, nome: str, email: str, testo: str, lingua: str = "it") -> Segnalazione:
    """What somebody says of an article that anybody reads. Raises DatoNonAccettato beside its field."""
    if tipo not in TipoSegnalazione.values:
        raise DatoNonAccettato(_("Scegli una delle voci dell'elenco."), codice="scelta", campo="tipo")
    scritta = {
        "nome": accettato(nome, campo="nome", massimo=NOME_MASSIMO, se_manca=_("Scrivi come ti chiami.")),
        "email": _indirizzo(email),
        "testo": accettato(testo, campo="testo", massimo=TESTO_MASSIMO, se_manca=_("Scrivi che cosa non va.")),
        "lingua": lingua if lingua in dict(settings.LANGUAGES) else "it",
    }
    with transaction.atomic():
        # On the article, so that of two at once from one address the second counts the first.
        articolo.refresh_from_db(from_queryset=Articolo.objects.select_for_update(no_key=True))
        if not articolo.si_legge:
            raise DatoNonAccettato(_("Questo articolo non si legge più."), codice="tolto")
        _non_troppe(scritta["email"])
        segnalazione = Segnalazione.objects.create(articolo=articolo, tipo=tipo, **scritta)
        registra_nascita(segnalazione, "segnala", da=LETTORE, dati={"tipo": str(tipo)})
    return segnalazione


def accogli(segnalazione: Segnalazione, risposta: str, *, da: Any) -> None:
    """She is right. An error is mended by a correction of the text; a reply stands whole under it from now on."""
    risposta = accettato(
        risposta,
        campo="risposta",
        massimo=RISPOSTA_MASSIMA,
        se_manca=_("Scrivi la risposta: chi la riceve deve poter capire."),
    )
    insieme = {"decisa_il": adesso(), "risposta": risposta}
    with atto(segnalazione, "accogli", da=da, insieme=insieme):
        pass


def respingi(segnalazione: Segnalazione, motivo: str, *, da: Any) -> None:
    """The text stays as it is: who wrote is told why."""
    motivo = motivo_accettato(motivo, RISPOSTA_MASSIMA)
    insieme = {"decisa_il": adesso(), "risposta": motivo}
    with atto(segnalazione, "respingi", da=da, motivo=motivo, insieme=insieme):
        pass


def dimentica_segnalazioni(ora: datetime) -> int:
    """Who wrote, and what, a year after the answer: of a published reply only the address. Returns of how many."""
    vecchie = Segnalazione.objects.filter(decisa_il__lt=ora - CONSERVA).exclude(email="")
    pubbliche = vecchie.filter(tipo=TipoSegnalazione.REPLICA, stato=StatoSegnalazione.ACCOLTA)
    tolte = pubbliche.update(email="")
    return tolte + vecchie.update(email="", nome="—", testo="—")


def _indirizzo(email: str) -> str:
    email = accettato(email, campo="email", massimo=254, se_manca=_("Scrivi la tua email: ti rispondiamo lì.")).lower()
    try:
        validate_email(email)
    except ValidationError as errore:
        raise DatoNonAccettato(
            _("Questa email non è completa. Scrivila come nome@esempio.it."), codice="email", campo="email"
        ) from errore
    return email


def _non_troppe(email: str) -> None:
    oggi = Segnalazione.objects.filter(email=email, arrivata_il__gt=adesso() - timedelta(days=1))
    if oggi.count() >= AL_GIORNO:
        raise DatoNonAccettato(
            _("Con questa email sono già arrivate %(n)s segnalazioni nelle ultime 24 ore. Scrivici domani.")
            % {"n": AL_GIORNO},
            codice="troppe",
            campo="email",
        )
