"""How the demonstration makes its people. All of them are invented, at example.org."""

from datetime import date
from functools import cache

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from talenti.luoghi.models import Comune
from talenti.persone.actions import iscrivi
from talenti.persone.demo import attiva_fattore_demo, codice_demo
from talenti.persone.models import Persona
from talenti.portale.demo.conti import CONTI, PASSWORD, conto


@cache
def _password() -> str:
    # The same for all: one hash is enough, and a hash takes as long as many acts.
    return make_password(PASSWORD)


def comune(nome: str) -> Comune:
    return Comune.objects.attivi().get(nome=nome)


def persona(chiave: str) -> Persona:
    return Persona.objects.get(email=f"{chiave}@example.org")


def nasce(
    chiave: str,
    nome: str,
    cognome: str,
    nato_il: date,
    *,
    comune_: str = "Cremona",
    superuser: bool = False,
) -> Persona:
    """Sign somebody up. Only the people of the login page have the password that it shows."""
    mostrato = conto(chiave)
    nuova = Persona(
        email=f"{chiave}@example.org",
        nome=nome,
        cognome=cognome,
        nato_il=nato_il,
        comune=comune(comune_),
        is_superuser=superuser,
        password=_password() if mostrato else make_password(None),
    )
    iscrivi(nuova)
    EmailAddress.objects.create(user=nuova, email=nuova.email, verified=True, primary=True)
    if mostrato and mostrato.secondo_fattore:
        attiva_fattore_demo(nuova)
    return nuova


def codici() -> list[tuple[str, str]]:
    """(email, the code of this moment) of the accounts of the demonstration that have a second factor."""
    email = [conto.email for conto in CONTI if conto.secondo_fattore]
    return [(una.email, codice_demo(una)) for una in Persona.objects.filter(email__in=email).order_by("email")]
