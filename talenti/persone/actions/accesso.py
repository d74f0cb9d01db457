"""What happens to the keys of an account: every one of these leaves a trace and tells its owner."""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from talenti.persone.models import Persona
from talenti.registro.actions import atto


def annota(persona: Persona, verbo: str, *, dati: dict[str, Any] | None = None) -> None:
    """Record that the person changed something of her access (``verbo`` of TRANSIZIONI_PERSONA)."""
    with atto(persona, verbo, da=persona, dati=dati):
        pass


def togli_fattori(persona: Persona) -> list[str]:
    """Delete every second factor; which kinds they were."""
    fattori = Authenticator.objects.filter(user_id=persona.pk)
    tipi = sorted(set(fattori.values_list("type", flat=True)))
    fattori.delete()
    return tipi


def chiudi_sessioni(persona: Persona, *, tranne: str | None = None) -> None:
    """Put every device out, but the session named."""
    for sessione in UserSession.objects.filter(user_id=persona.pk).exclude(session_key=tranne or ""):
        sessione.end()


def pulisci_sessioni(ora: datetime) -> int:
    """Forget the sessions that are over, and from where they were opened. Returns how many they were."""
    aperte = Session.objects.filter(expire_date__gt=ora)
    UserSession.objects.exclude(session_key__in=aperte.values("session_key")).delete()
    return Session.objects.exclude(pk__in=aperte).delete()[0]
