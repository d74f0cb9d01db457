"""Objects with a chain, made without the verbs of their own room: what is under test is the log."""

from talenti.base.clock import adesso
from talenti.base.permissions import Sistema
from talenti.registro.actions import atto, registra_nascita
from talenti.rete.models import Partner
from tests.factories.luoghi import comune

SPAZZINO = Sistema("prova")


def partner_in(stato: str, **campi) -> Partner:
    """A Partner row in ``stato``, without history."""
    ora = adesso()
    valori = {"nome": "Banda del Ponte", "tipo": "associazione", "creato_il": ora, "aggiornato_il": ora}
    if "comune" not in campi:
        valori["comune"] = comune()
    return Partner.objects.create(stato=stato, **(valori | campi))


def partner_proposto(**campi) -> Partner:
    """A Partner just proposed: its history has one row."""
    from django.db import transaction

    with transaction.atomic():
        partner = partner_in("proposto", **campi)
        registra_nascita(partner, "proponi", da=SPAZZINO, dati={"nota": "prima riga"})
    return partner


def passa(partner: Partner, verbo: str, **dati) -> Partner:
    with atto(partner, verbo, da=SPAZZINO, dati=dati, motivo=dati.pop("motivo", "")):
        pass
    return partner
