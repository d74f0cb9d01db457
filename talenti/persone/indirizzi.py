"""Addresses that people give us of others: one mailbox under several spellings, and who asked not to be written to."""

from django.db.models import Q
from django.utils.crypto import salted_hmac


def casella(email: str) -> str:
    """The mailbox that an address leads to: lower case, without what stands after a plus."""
    locale, _chiocciola, dominio = email.strip().lower().rpartition("@")
    return f"{locale.partition('+')[0]}@{dominio}"


def impronta(email: str) -> str:
    """What is kept of an address that said no: nobody reads it back, the same mailbox gives it again."""
    return salted_hmac("persone.non_scrivere", casella(email), algorithm="sha256").hexdigest()


def stessa_casella(campo: str, email: str) -> Q:
    """Rows whose address leads to the same mailbox, however it is spelled: for limits, never to recognise somebody."""
    locale, _chiocciola, dominio = casella(email).rpartition("@")
    con_piu = {f"{campo}__istartswith": f"{locale}+", f"{campo}__iendswith": f"@{dominio}"}
    return Q(**{f"{campo}__iexact": f"{locale}@{dominio}"}) | Q(**con_piu)
